//! Whatever is thrown at the desks: nothing panics, and the books stay sound.

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::{Category, Location, Pack, TaxCode};
use tillbook::ledger::{CostingMethod, NegativeStock, TenderMethod};
use tillbook::party::Supplier;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{
    Amendment, CountLine, LandedBy, LineAmendment, NewPart, NewProduct, NewSale, NewSupply, NewVariant,
    OpeningStockLine, OrderLine, PriceLine, ReceiptLine, RefundLine, RefundTo, ReturnedGoods, SupplierReturnLine,
    Tender, Till, TransferLine, UnlinkedReturn, VariantEdit, WriteDownLine, WriteOffLine,
};
use tillbook::value::{
    CartId, CategoryId, Date, DocumentId, LocationId, MemberId, Money, OrderId, ProductId, PromotionId, Rate,
    ReceiptId, RefundId, SaleId, SupplierId, Timestamp, VariantId,
};
use uuid::Uuid;

use crate::bench::{Bench, time};

mod carts;
mod drawer;
mod offer;
mod payment;
mod price;

/// Raw material for one call.
#[derive(Debug, Clone)]
struct Junk {
    seed: u64,
    numbers: Vec<Decimal>,
    texts: Vec<String>,
    micros: i64,
}

/// Ids that stand for something, by kind.
#[derive(Clone, Copy)]
enum Known {
    Variant,
    Product,
    Category,
    Location,
    Supplier,
    Member,
    Order,
    Receipt,
    Sale,
    Promotion,
    PriceList,
    /// A cart that was held.
    Cart,
    /// A document that can be amended or voided.
    Entry,
}

/// The ids that were handed out so far.
type Pools = [Vec<Uuid>; 13];

/// Hands the material out, over and over, in an order that the seed decides.
struct Hand<'a> {
    junk: &'a Junk,
    pools: &'a mut Pools,
    state: u64,
}

impl Hand<'_> {
    /// Steele, Lea and Flood's `SplitMix64`.
    fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn choice(&mut self, of: u8) -> u8 {
        u8::try_from(self.roll() % u64::from(of)).unwrap()
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        let index = self.roll() % all.len() as u64;
        all[usize::try_from(index).unwrap()].clone()
    }

    fn number(&mut self) -> Decimal {
        let junk = self.junk;
        if self.choice(3) == 0 { self.one_of(&junk.numbers) } else { Decimal::from(self.choice(4) + 1) }
    }

    fn text(&mut self) -> String {
        let junk = self.junk;
        self.one_of(&junk.texts)
    }

    fn reason(&mut self) -> String {
        if self.choice(4) == 0 { self.text() } else { "because".into() }
    }

    fn batch(&mut self) -> String {
        if self.choice(4) == 0 { self.text() } else { self.one_of(&["OLD", "NEW", "B1"]).into() }
    }

    /// Mostly an id of this kind, else one of another kind or of nothing.
    fn id(&mut self, kind: Known) -> Uuid {
        let kind = if self.choice(8) == 0 { usize::from(self.choice(13)) } else { kind as usize };
        let known = self.pools[kind].clone();
        if known.is_empty() || self.choice(12) == 0 {
            return Uuid::from_bytes([self.choice(3) + 1; 16]);
        }
        self.one_of(&known)
    }

    /// An id for something that is to be.
    fn fresh(&mut self, kind: Known) -> Uuid {
        if self.choice(6) == 0 { self.id(kind) } else { DocumentId::new().uuid() }
    }

    /// Remembers what came of a call.
    fn keep(&mut self, kind: Known, made: Option<Uuid>) {
        self.pools[kind as usize].extend(made);
    }

    fn maybe<T>(&mut self, some: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.choice(3) == 0).then(|| some(self))
    }

    fn some<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.one_of(&[0_u8, 1, 1, 1, 2, 3]);
        (0..count).map(|_| one(self)).collect()
    }

    fn money(&mut self) -> Money {
        let minor = self.junk.micros;
        Money::from_minor(if self.choice(2) == 0 { 10_00 } else { minor })
    }

    fn date(&mut self) -> Date {
        Date::from_days(i32::from(self.choice(255)) + 20_400)
    }

    fn variant(&mut self) -> VariantId {
        VariantId::from_uuid(self.id(Known::Variant))
    }

    fn location(&mut self) -> LocationId {
        LocationId::from_uuid(self.id(Known::Location))
    }

    fn document(&mut self) -> DocumentId {
        let id = if self.choice(6) == 0 { self.id(Known::Sale) } else { DocumentId::new().uuid() };
        DocumentId::from_uuid(id)
    }

    fn entry(&mut self) -> DocumentId {
        let kind = self.one_of(&[Known::Entry, Known::Entry, Known::Receipt, Known::Sale]);
        DocumentId::from_uuid(self.id(kind))
    }

    fn cart(&mut self) -> Cart {
        Cart {
            lines: self.some(Self::cart_line),
            member: self.maybe(|h| MemberId::from_uuid(h.id(Known::Member))),
            coupons: self.some(Self::text),
            location: self.maybe(Self::location),
            declined: self.some(|h| PromotionId::from_uuid(h.id(Known::Promotion))),
            round_off: self.maybe(Self::rounding),
            redeem: if self.choice(3) == 0 { self.points() } else { 0 },
            resumes: self.maybe(|h| CartId::from_uuid(h.id(Known::Cart))).filter(|_| self.choice(2) == 0),
        }
    }

    fn points(&mut self) -> i64 {
        if self.choice(6) == 0 { self.junk.micros } else { self.one_of(&[-7, 1, 10, 20, 100]) }
    }

    fn cart_line(&mut self) -> CartLine {
        let mut line = CartLine::new(self.variant(), self.number());
        line.pack = self.maybe(|h| h.one_of(&["case", "third", "each"]).into());
        line.batch = self.maybe(Self::batch);
        if self.choice(3) == 0 {
            line = line.at_price(self.number(), self.reason());
        }
        match self.choice(6) {
            0 => line.take_off(self.number(), self.reason()),
            1 => line.take_percent_off(self.number(), self.reason()),
            2 => line.coupon_off(self.number(), self.reason()),
            _ => line,
        }
    }

    fn tender(&mut self) -> Tender {
        let method = self.one_of(&TenderMethod::ALL);
        Tender { method, amount: self.money(), reference: self.maybe(Self::text).unwrap_or_default() }
    }

    fn sale(&mut self) -> NewSale {
        NewSale { id: SaleId::from_uuid(self.fresh(Known::Sale)), cart: self.cart(), tenders: self.some(Self::tender) }
    }

    /// Mostly paid as it should be.
    fn priced_sale(&mut self, till: Till<'_>) -> NewSale {
        let sale = self.sale();
        match till.price(&sale.cart) {
            Ok(quote) if self.choice(4) != 0 => {
                let method = self.one_of(&[TenderMethod::Cash, TenderMethod::StoredValue, TenderMethod::OnAccount]);
                let tenders = if quote.total.is_zero() { vec![] } else { vec![Tender::new(method, quote.total)] };
                NewSale { tenders, ..sale }
            }
            _ => sale,
        }
    }

    fn receipt_line(&mut self) -> ReceiptLine {
        let mut line = ReceiptLine::of(self.variant(), self.number(), self.number());
        line.rejected = self.maybe(Self::number).unwrap_or_default();
        line.short = self.choice(4) == 0;
        line.batch = self.maybe(Self::batch);
        line.produced_on = self.maybe(Self::date);
        line.expires_on = self.maybe(Self::date);
        line
    }

    fn new_variant(&mut self) -> NewVariant {
        NewVariant {
            id: self.maybe(Self::variant),
            choices: self.some(Self::text),
            sku: self.maybe(Self::text),
            barcodes: self.some(Self::text),
            pack_barcodes: self.some(|h| (h.text(), h.text())),
            in_store_barcode: self.choice(2) == 0,
            price: self.maybe(Self::number),
            member_price: self.maybe(Self::number),
            lowest_price: self.maybe(Self::number),
            assumed_cost: self.maybe(Self::number),
            negative_stock: self.maybe(Self::negative_stock),
            reorder_point: self.maybe(Self::number),
            parts: self.parts(),
        }
    }

    fn parts(&mut self) -> Vec<NewPart> {
        if self.choice(3) > 0 {
            return Vec::new();
        }
        self.some(|h| NewPart { pack: h.maybe(Self::text), ..NewPart::new(h.variant(), h.number()) })
    }

    fn negative_stock(&mut self) -> NegativeStock {
        if self.choice(2) == 0 { NegativeStock::Allow } else { NegativeStock::Forbid }
    }

    fn new_product(&mut self) -> NewProduct {
        let mut product = NewProduct::new(self.text()).price(self.number());
        product.id = ProductId::from_uuid(self.fresh(Known::Product));
        product.category = self.maybe(|h| CategoryId::from_uuid(h.id(Known::Category)));
        product.shelf_life_days = self.maybe(|h| if h.choice(2) == 0 { u32::MAX } else { 3 });
        product.costing = self.maybe(|_| CostingMethod::MovingAverage);
        product.negative_stock = self.maybe(Self::negative_stock);
        product.packs = self.some(|h| Pack { name: h.text(), units: h.choice(3).into(), packs: u32::MAX });
        product.tax_code = self.maybe(Self::text).unwrap_or_default();
        if self.choice(2) == 0 {
            product = product.option(self.text(), self.some(Self::text));
        }
        product.variants = self.some(Self::new_variant);
        product
    }

    fn edit(&mut self) -> VariantEdit {
        VariantEdit {
            sku: self.maybe(Self::text),
            price: self.maybe(Self::number),
            member_price: self.maybe(|h| h.maybe(Self::number)),
            lowest_price: self.maybe(|h| h.maybe(Self::number)),
            assumed_cost: self.maybe(|h| h.maybe(Self::number)),
            negative_stock: self.maybe(|h| h.maybe(Self::negative_stock)),
            reorder_point: self.maybe(|h| h.maybe(Self::number)),
            parts: self.maybe(Self::parts),
            on_shelf: self.maybe(|h| h.choice(2) == 0),
            add_barcodes: self.some(Self::text),
            remove_barcodes: self.some(Self::text),
            ..VariantEdit::new(self.variant())
        }
    }

    /// One call of one desk. What it answers does not matter.
    #[allow(clippy::too_many_lines)] // the list of all desks
    fn throw(&mut self, bench: &Bench) {
        let mut shop = bench.shop.clone();
        if self.choice(8) == 0 {
            shop = shop.at(Timestamp::from_micros(self.junk.micros));
        } else if self.choice(4) == 0 {
            let minutes = i64::from(self.choice(120));
            shop = shop.at(Timestamp::from_micros(time("2026-03-10T11:00:00+08:00").micros() + minutes * 60_000_000));
        }
        if self.choice(4) == 0 {
            shop = shop.approved_by(self.reason()).as_actor(self.reason());
        }
        let (catalog, purchasing, till) = (shop.catalog(), shop.purchasing(), shop.till());
        let stockroom = shop.stockroom();
        let document = self.document();
        if self.choice(10) == 0 {
            return self.throw_at_drawer(&shop);
        }
        if self.choice(12) == 0 {
            return self.throw_at_carts(&shop);
        }
        match self.choice(68) {
            0 => {
                if let Ok(card) = catalog.add(self.new_product()) {
                    self.keep(Known::Product, Some(card.product.id.uuid()));
                    self.keep(Known::Variant, card.variants.first().map(|variant| variant.id.uuid()));
                }
            }
            1 => drop(catalog.add_all(document, &self.some(Self::new_product))),
            2 => drop(catalog.edit(document, &self.some(Self::edit))),
            3 => {
                if let Ok(card) = catalog.product(ProductId::from_uuid(self.id(Known::Product))) {
                    let mut product = card.product;
                    product.name = self.text();
                    product.costing = self.maybe(|_| CostingMethod::MovingAverage);
                    drop(catalog.edit_products(document, &[product]));
                }
            }
            4 => {
                let rate = Rate::try_from(self.number()).unwrap_or_default();
                drop(catalog.put_tax_codes(document, &[TaxCode { code: self.text(), name: self.text(), rate }]));
            }
            5 => {
                let one = |h: &mut Self| Category {
                    id: CategoryId::from_uuid(h.fresh(Known::Category)),
                    name: h.text(),
                    parent: h.maybe(|h| CategoryId::from_uuid(h.id(Known::Category))),
                    costing: h.maybe(|_| CostingMethod::MovingAverage),
                };
                let categories = self.some(one);
                if catalog.put_categories(document, &categories).is_ok() {
                    for category in &categories {
                        self.keep(Known::Category, Some(category.id.uuid()));
                    }
                }
            }
            6 => drop(catalog.put_locations(document, &[Location { id: self.location(), name: self.text() }])),
            7 => drop(catalog.set_sku_rule(document, &self.text())),
            8 => drop(catalog.set_barcode_rule(document, &self.text())),
            9 => drop((catalog.by_barcode(&self.text()), catalog.by_sku(&self.text()))),
            10 => drop((catalog.search(&self.text(), usize::MAX), catalog.starting_with(&self.text(), 3))),
            11 => drop((catalog.variant(self.variant()), catalog.variants(self.maybe(Self::variant), usize::MAX))),
            12 => {
                let id = SupplierId::from_uuid(self.id(Known::Supplier));
                let (lead_time_days, review_weekday) = (u32::MAX, self.maybe(|h| h.choice(10)));
                let supplier = Supplier { id, code: self.text(), name: self.text(), lead_time_days, review_weekday };
                drop(purchasing.put_suppliers(document, &[supplier]));
            }
            13 => {
                let supply = NewSupply {
                    supplier: SupplierId::from_uuid(self.id(Known::Supplier)),
                    variant: self.variant(),
                    pack_size: self.number(),
                    last_cost: self.maybe(Self::number),
                    preferred: true,
                };
                drop(purchasing.put_supplies(document, &[supply]));
            }
            14 | 15 => {
                let one =
                    |h: &mut Self| OrderLine { variant: h.variant(), quantity: h.number(), unit_cost: h.number() };
                let (id, supplier) =
                    (OrderId::from_uuid(self.fresh(Known::Order)), SupplierId::from_uuid(self.id(Known::Supplier)));
                let ordered = purchasing.order_for(id, supplier, &self.some(one), self.date());
                self.keep(Known::Order, ordered.ok().map(|order| order.id.uuid()));
            }
            16 => {
                let one =
                    |h: &mut Self| OrderLine { variant: h.variant(), quantity: h.number(), unit_cost: h.number() };
                drop(purchasing.amend(document, OrderId::from_uuid(self.id(Known::Order)), &self.some(one), None));
            }
            17 => drop(purchasing.cancel(document, OrderId::from_uuid(self.id(Known::Order)), &self.reason())),
            18 => drop((purchasing.propose(), purchasing.open_orders(), purchasing.supplies_of(self.variant()))),
            19 | 20 => {
                let (id, order) =
                    (ReceiptId::from_uuid(self.fresh(Known::Receipt)), OrderId::from_uuid(self.id(Known::Order)));
                let one = |h: &mut Self| {
                    let line = h.receipt_line();
                    let order_line = h.maybe(|h| usize::from(h.choice(3)));
                    let variant = line.variant.filter(|_| order_line.is_none());
                    ReceiptLine { order_line, variant, ..line }
                };
                let came = purchasing.receive(id, order, &self.some(one));
                self.keep(Known::Receipt, came.ok().map(|receipt| receipt.id.uuid()));
            }
            21 | 22 => {
                let (id, supplier) =
                    (ReceiptId::from_uuid(self.fresh(Known::Receipt)), SupplierId::from_uuid(self.id(Known::Supplier)));
                let came = purchasing.receive_from(id, supplier, None, &self.some(Self::receipt_line));
                self.keep(Known::Receipt, came.ok().map(|receipt| receipt.id.uuid()));
            }
            23 => {
                let one = |h: &mut Self| SupplierReturnLine {
                    receipt_line: usize::from(h.choice(2)),
                    quantity: h.number(),
                    refund: h.maybe(Self::number),
                };
                let back =
                    purchasing.return_goods(document, ReceiptId::from_uuid(self.id(Known::Receipt)), &self.some(one));
                self.keep(Known::Entry, back.ok().map(|_| document.uuid()));
            }
            24 => drop((till.scan(&self.text()), till.price(&self.cart()))),
            25 => {
                let sales = self.some(|h| h.priced_sale(till));
                drop(till.sell_all(&sales));
            }
            26..=28 | 37..=40 => {
                let sale = self.priced_sale(till);
                let sold = till.sell(sale.id, &sale.cart, &sale.tenders);
                self.keep(Known::Sale, sold.ok().map(|sale| sale.id.uuid()));
            }
            29 | 41..=43 => {
                let one = |h: &mut Self| RefundLine::new(usize::from(h.choice(2)), h.number());
                let (id, sale) = (RefundId::from_uuid(document.uuid()), SaleId::from_uuid(self.id(Known::Sale)));
                let to = self.maybe(|h| RefundTo::Method(h.one_of(&TenderMethod::ALL))).unwrap_or_default();
                let back = till.refund(id, sale, &self.some(one), to, &self.reason());
                self.keep(Known::Entry, back.ok().map(|back| back.id.uuid()));
            }
            30 | 36 => drop(till.void(document, SaleId::from_uuid(self.id(Known::Sale)), &self.reason())),
            31 => {
                let one = |h: &mut Self| {
                    let line = OpeningStockLine::new(h.variant(), h.number(), h.number());
                    if h.choice(2) == 0 { line.batch(h.batch(), h.maybe(Self::date)) } else { line }
                };
                let opened = stockroom.open_with(document, None, &self.some(one));
                self.keep(Known::Entry, opened.ok().map(|()| document.uuid()));
            }
            32 => {
                let one = |h: &mut Self| {
                    let line = CountLine::new(h.variant(), h.number()).reason(h.reason());
                    if h.choice(2) == 0 { line.batch(h.batch()) } else { line }
                };
                let counted = stockroom.count(document, self.maybe(Self::location), &self.some(one));
                self.keep(Known::Entry, counted.ok().map(|_| document.uuid()));
            }
            33 => {
                let one = |h: &mut Self| WriteOffLine::new(h.variant(), h.number(), h.reason());
                let gone = stockroom.write_off(document, self.maybe(Self::location), &self.some(one));
                self.keep(Known::Entry, gone.ok().map(|()| document.uuid()));
            }
            34 => {
                let one = |h: &mut Self| TransferLine::new(h.variant(), h.number());
                let carried = stockroom.transfer(document, self.location(), self.location(), &self.some(one));
                self.keep(Known::Entry, carried.ok().map(|()| document.uuid()));
            }
            44 | 45 => {
                let one = |h: &mut Self| ReturnedGoods {
                    unit_cost: h.maybe(Self::number),
                    batch: h.maybe(Self::batch),
                    ..ReturnedGoods::new(h.variant(), h.number(), h.number())
                };
                let goods = UnlinkedReturn {
                    location: self.maybe(Self::location),
                    member: self.maybe(|h| MemberId::from_uuid(h.id(Known::Member))),
                    lines: self.some(one),
                    ..UnlinkedReturn::new(self.one_of(&TenderMethod::ALL), self.reason())
                };
                let back = till.refund_without_sale(RefundId::from_uuid(document.uuid()), &goods);
                self.keep(Known::Entry, back.ok().map(|back| back.id.uuid()));
            }
            46 => {
                let one = |h: &mut Self| WriteDownLine::new(h.variant(), h.number(), h.reason());
                let done = stockroom.write_down(document, self.maybe(Self::location), &self.some(one));
                self.keep(Known::Entry, done.ok().map(|()| document.uuid()));
            }
            47 => {
                let (supplier, by) = (SupplierId::from_uuid(self.id(Known::Supplier)), LandedBy::Value);
                let receipts = self.some(|h| ReceiptId::from_uuid(h.id(Known::Receipt)));
                let landed = purchasing.landed_cost(document, supplier, &receipts, self.number(), by, &self.reason());
                self.keep(Known::Entry, landed.ok().map(|_| document.uuid()));
            }
            48 => {
                let one = |h: &mut Self| PriceLine::new(usize::from(h.choice(2)), h.number());
                let receipt = ReceiptId::from_uuid(self.id(Known::Receipt));
                let repriced = purchasing.reprice(document, receipt, &self.some(one));
                self.keep(Known::Entry, repriced.ok().map(|_| document.uuid()));
            }
            49 | 50 => {
                let entry = self.entry();
                drop(shop.office().void(document, entry, &self.reason()));
            }
            51..=53 => {
                let one = |h: &mut Self| LineAmendment {
                    line: usize::from(h.choice(2)),
                    quantity: h.maybe(Self::number),
                    unit_cost: h.maybe(Self::number),
                    amount: h.maybe(Self::number),
                };
                let at = self.maybe(|h| Timestamp::from_micros(h.junk.micros));
                let amendment = Amendment { at, lines: self.some(one), reason: self.reason() };
                let entry = self.entry();
                drop(shop.office().amend(document, entry, &amendment));
            }
            54 => drop(shop.office().lock(document, self.date())),
            55..=58 => {
                let offers = self.some(Self::promotion);
                self.enter(shop.promotions(), &offers);
                self.meet_offers(till);
            }
            59 => self.list_prices(&shop, document),
            60..=67 => self.pay(&shop, document),
            _ => {
                drop(shop.members().put(document, &[self.member_record()]));
                self.reward_members(&shop);
                drop((stockroom.levels(&self.some(Self::variant)), stockroom.on_hand(self.variant())));
                drop((
                    stockroom.ledger_card(self.variant(), None),
                    stockroom.explain_cost(SaleId::from_uuid(self.id(Known::Sale))),
                ));
            }
        }
    }
}

fn number() -> impl Strategy<Value = Decimal> {
    let hostile = [Decimal::MAX, Decimal::MIN, Decimal::ZERO, dec!(-1), dec!(-0.0), Decimal::new(1, 28)];
    let large = [dec!(9_223_372_036_854.775807), dec!(9_223_372_036_854.775808), dec!(1_000_000_000)];
    prop_oneof![
        6 => (1i64..2_000).prop_map(|n| Decimal::new(n, 2)),
        6 => (1i64..20).prop_map(Decimal::from),
        1 => prop::sample::select(hostile.to_vec()),
        1 => prop::sample::select(large.to_vec()),
        1 => (any::<i64>(), 0u32..28).prop_map(|(n, scale)| Decimal::new(n, scale)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let known =
        ["TEA", "MILK", "OLD", "NEW", "each", "case", "third", "V13", "M1", "S1", "6901234567892", "", " ", "\0"];
    let rules = ["A-###", "2###########C", "#", "0036000291452", "036000291452", "6901234567893"];
    prop_oneof![
        3 => prop::sample::select([known.as_slice(), rules.as_slice()].concat()).prop_map(str::to_string),
        3 => "[a-d]{1,2}",
        1 => "\\PC{0,20}",
        1 => any::<String>(),
        1 => (1usize..300).prop_map(|n| "长".repeat(n)),
    ]
}

fn junk() -> impl Strategy<Value = Junk> {
    let numbers = prop::collection::vec(number(), 3..8);
    let texts = prop::collection::vec(text(), 3..8);
    (any::<u64>(), numbers, texts, prop_oneof![any::<i64>(), 0..10_000i64])
        .prop_map(|(seed, numbers, texts, micros)| Junk { seed, numbers, texts, micros })
}

fn pools(bench: &Bench) -> Pools {
    let mut pools = Pools::default();
    pools[Known::Variant as usize] = vec![bench.tea.uuid(), bench.milk.uuid()];
    pools[Known::Product as usize] = vec![bench.tea_product.uuid()];
    pools[Known::Location as usize] = vec![bench.floor.uuid(), bench.floor.uuid(), bench.back_room.uuid()];
    pools[Known::Supplier as usize] = vec![bench.supplier.uuid()];
    pools[Known::Member as usize] = vec![bench.member.uuid()];
    pools
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn garbage_neither_panics_nor_spoils_the_books(all in prop::collection::vec(junk(), 1..80)) {
        let bench = Bench::new();
        let mut pools = pools(&bench);
        for junk in all.iter().take(5) {
            let mut hand = Hand { junk, pools: &mut pools, state: junk.seed };
            let offer = hand.promotion();
            hand.enter(bench.shop.promotions(), &[offer]);
            hand.reward_members(&bench.shop);
            hand.list_prices(&bench.shop, DocumentId::new());
            hand.meet_offers(bench.shop.approved_by("boss").till());
        }
        for junk in &all {
            Hand { junk, pools: &mut pools, state: junk.seed }.throw(&bench);
        }
        let report = bench.shop.office().verify().unwrap();
        prop_assert!(report.is_clean(), "{:?}", report.violations);
    }
}
