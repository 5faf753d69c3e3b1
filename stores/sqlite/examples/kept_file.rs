//! Makes the shop file that the tests of later releases open, with documents of most kinds, and the figures of its books:
//!
//! ```sh
//! cargo run -p tillbook-sqlite --example kept_file -- stores/sqlite/tests/kept_files
//! ```
//!
//! writes `VERSION.db` and `VERSION.json` there. Before a release that changes how a shop is stored it is run once and what it wrote
//! is committed; after the release both stay as they are for ever. See the README beside them.
#![allow(clippy::inconsistent_digit_grouping)] // 100_00 is an amount with its cents

#[path = "../tests/kept_files/figures.rs"]
mod figures;

use std::path::PathBuf;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::{Location, Pack, TaxCode};
use tillbook::costing::NegativeStock;
use tillbook::document::{Counterpart, Settings};
use tillbook::ledger::TenderMethod;
use tillbook::party::{Member, Supplier};
use tillbook::pricing::{Cart, CartLine, PointsRules, PriceList, Redeeming};
use tillbook::promotion::{Benefit, Coupon, Per, Promotion};
use tillbook::shop::{
    Amendment, CashCount, CountLine, Exchange, LandedBy, LineAmendment, NewCustomerOrder, NewPart, NewProduct,
    NewVariant, OpeningStockLine, OrderedPart, PriceLine, ReceiptLine, RefundLine, RefundTo, Sale, ShopOptions,
    SupplierReturnLine, Tender, TransferLine, VariantPrices, WriteDownLine, WriteOffLine, line, received,
};
use tillbook::value::{
    CartId, CustomerOrderId, DocumentId, LocationId, ManualClock, MemberId, Money, OrderId, PriceListId, PromotionId,
    Rate, ReceiptId, RefundId, SaleId, ShiftId, SupplierId, VariantId,
};
use tillbook::{Result, Shop};
use tillbook_sqlite::SqliteStore;

fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder?")?);
    let path = folder.join(concat!(env!("CARGO_PKG_VERSION"), ".db"));
    if path.exists() {
        return Err(format!("{} is there: if it belongs to no release yet, remove it first", path.display()).into());
    }
    let store = Arc::new(SqliteStore::open(&path)?);
    let week = Week::begin(Arc::clone(&store))?;
    week.goods_come_in()?;
    week.at_the_till()?;
    week.members_and_carts()?;
    week.in_the_stockroom()?;
    week.late_paper()?;
    let mut found = figures::figures(&week.shop)?;
    assert!(week.shop.office().verify()?.is_clean(), "a shop whose books are unsound is not kept");
    drop(week);
    Arc::into_inner(store).ok_or("the store is still used")?.close()?;
    // What one more sale comes to is tried on a copy.
    let elsewhere = tempfile::tempdir()?;
    let copy = elsewhere.path().join("copy.db");
    std::fs::copy(&path, &copy)?;
    found["one_more"] = figures::one_more(&Shop::open(SqliteStore::open(&copy)?)?)?;
    let text = serde_json::to_string_pretty(&found)?;
    std::fs::write(path.with_extension("json"), text + "\n")?;
    println!("{}", path.display());
    Ok(())
}

/// A shop in Shanghai in the second week of March 2026.
struct Week {
    shop: Shop,
    clock: Arc<ManualClock>,
    tea: VariantId,
    cup: VariantId,
    milk: VariantId,
    set: VariantId,
    supplier: SupplierId,
    wang: MemberId,
}

fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn new() -> DocumentId {
    DocumentId::new()
}

impl Week {
    fn begin(store: Arc<SqliteStore>) -> Result<Self> {
        let clock = Arc::new(ManualClock::new("2026-03-09T09:00:00+08:00".parse()?));
        let options =
            ShopOptions { device: "T1".into(), clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let settings = Settings {
            name: "小店".into(),
            opened_on: "2026-03-01".parse()?,
            negative_stock: NegativeStock::Allow,
            ..Settings::default()
        };
        let shop = Shop::create_with(store, settings, options)?.as_actor("小李");
        shop.catalog().put_tax_codes(new(), &[TaxCode::new("V13", Rate::try_from(dec!(0.13))?)?])?;
        let add = |sku: &str, product: NewProduct, variant: NewVariant| {
            let card = shop.catalog().add(product.tax_code("V13").variant(variant.sku(sku)))?;
            Ok::<_, tillbook::Error>(card.variants[0].id)
        };
        let tea = NewProduct::new("绿茶").price(dec!(12.80)).pack(Pack::of("箱", 24, 1)?);
        let tea = add("TEA", tea, NewVariant::default().barcode("6901234567892"))?;
        let cup = add("CUP", NewProduct::new("茶杯").price(dec!(25)), NewVariant::default())?;
        let milk = NewProduct::new("鲜奶").price(dec!(5.50)).shelf_life_days(20);
        let milk = add("MILK", milk, NewVariant::default())?;
        let set = NewProduct::new("茶具").price(dec!(60));
        let set = set.part(NewPart::new(tea, dec!(1))).part(NewPart::new(cup, dec!(2)));
        let set = add("SET", set, NewVariant::default())?;
        let supplier = SupplierId::new();
        let market = Supplier {
            id: supplier,
            code: "S1".into(),
            name: "批发部".into(),
            lead_time_days: 2,
            review_weekday: None,
        };
        shop.purchasing().put_suppliers(new(), &[market])?;
        let wang = MemberId::new();
        let record = Member { credit_limit: fen(500_00), ..Member::new(wang, "13800000001", "王女士") };
        shop.members().put(new(), &[record])?;
        Ok(Self { shop, clock, tea, cup, milk, set, supplier, wang })
    }

    /// From now on it is this time of this day.
    fn march(&self, day: u8, hour: u8) -> Result<()> {
        self.clock.set(format!("2026-03-{day:02}T{hour:02}:00:00+08:00").parse()?);
        Ok(())
    }

    fn sell(&self, cart: &Cart, tender: impl Fn(Money) -> Tender) -> Result<Sale> {
        let total = self.shop.till().price(cart)?.total;
        self.shop.till().sell(SaleId::new(), cart, &[tender(total)])
    }

    /// Opening stock, an order in two deliveries, freight, another price, goods that go back.
    fn goods_come_in(&self) -> Result<()> {
        let (stockroom, purchasing) = (self.shop.stockroom(), self.shop.purchasing());
        stockroom.open_with(new(), None, &[OpeningStockLine::new(self.tea, dec!(20), dec!(7.333333))])?;
        let lines = [line(self.tea, dec!(48), dec!(7.50)), line(self.cup, dec!(30), dec!(11))];
        let order = purchasing.order(OrderId::new(), self.supplier, &lines)?;
        self.march(10, 9)?;
        purchasing.receive(ReceiptId::new(), order.id, &[received(0, dec!(24)), received(1, dec!(30))])?;
        self.march(10, 10)?;
        let rest = received(0, dec!(20)).at_cost(dec!(7.80)).rejected(dec!(2)).short();
        let rest = purchasing.receive(ReceiptId::new(), order.id, &[rest])?;
        let milk = |cost, batch: &str, expires: &str| -> Result<_> {
            Ok(ReceiptLine::of(self.milk, dec!(12), cost).batch(batch).expires(expires.parse()?))
        };
        let lines = [milk(dec!(3.10), "B2", "2026-03-28")?, milk(dec!(3.40), "B1", "2026-03-20")?];
        let fresh = purchasing.receive_from(ReceiptId::new(), self.supplier, None, &lines)?;
        purchasing.landed_cost(new(), self.supplier, &[fresh.id], dec!(10), LandedBy::Value, "freight")?;
        purchasing.reprice(new(), rest.id, &[PriceLine::new(0, dec!(7.65))])?;
        purchasing.return_goods(new(), fresh.id, &[SupplierReturnLine::new(1, dec!(2))])?;
        purchasing.pay(new(), self.supplier, fen(200_00), TenderMethod::Bank, "")?;
        Ok(())
    }

    /// A shift with promotions, a price list, split tenders, a kit, refunds, a void, an exchange.
    fn at_the_till(&self) -> Result<()> {
        self.march(11, 9)?;
        let shop = &self.shop;
        let shift = shop.shifts().open(ShiftId::new(), dec!(200), None)?;
        let mut off =
            Promotion::new(PromotionId::new(), "满50减5", Benefit::AmountOff { amount: fen(5_00), per: Per::Order });
        off.condition.min_amount = Some(fen(50_00));
        let mut coupon =
            Promotion::new(PromotionId::new(), "券", Benefit::AmountOff { amount: fen(3_00), per: Per::Order });
        coupon.issued_coupons = true;
        let coupon_id = coupon.id;
        shop.promotions().put(new(), &[off, coupon])?;
        shop.promotions().issue(new(), &[Coupon::new("C-1", coupon_id)])?;
        let list = PriceList::new(PriceListId::new(), "批发");
        shop.prices().put_lists(new(), std::slice::from_ref(&list))?;
        let steps = VariantPrices::new(self.tea).from(dec!(10), dec!(11.50)).pack("箱", dec!(260));
        shop.prices().set(new(), list.id, &[steps])?;

        let first = self.sell(&Cart::new().add(self.tea, dec!(10)).add(self.milk, dec!(3)), Tender::wechat)?;
        let cart = Cart::new().line(CartLine::new(self.cup, dec!(3)).take_percent_off(dec!(10), "熟人"));
        let total = shop.till().price(&cart)?.total;
        let split = [Tender::card(fen(30_00)), Tender::cash(total.sub(fen(30_00))?.add(fen(10_00))?)];
        let cups = shop.till().sell(SaleId::new(), &cart, &split)?;
        self.sell(&Cart::new().add(self.set, dec!(2)).coupon("C-1"), Tender::alipay)?;
        let wrong = self.sell(&Cart::new().add(self.tea, dec!(1)), Tender::cash)?;
        shop.approved_by("店长").till().void(new(), wrong.id, "打错了")?;
        let back = [RefundLine::new(0, dec!(3)), RefundLine::new(1, dec!(1))];
        shop.till().refund(RefundId::new(), first.id, &back, RefundTo::SameTenders, "买多了")?;
        let swap = Exchange::new(cups.id, "换货")
            .back(RefundLine::new(0, dec!(1)))
            .for_cart(Cart::new().add(self.tea, dec!(3)));
        let owed = shop.till().price_exchange(&swap)?.to_pay;
        shop.till().exchange(RefundId::new(), SaleId::new(), &swap, &[Tender::cash(owed)])?;
        shop.shifts().cash_out(new(), dec!(8.50), Counterpart::Expenses, "快递")?;
        let counted = CashCount::new().pieces(dec!(100), 2).pieces(dec!(10), 4);
        shop.shifts().count(new(), shift.id, &counted)?;
        shop.approved_by("店长").shifts().close(new(), shift.id, dec!(100), Some("找错钱"))?;
        Ok(())
    }

    /// Points, stored value, credit; a cart on hold, an order with a deposit.
    fn members_and_carts(&self) -> Result<()> {
        self.march(12, 9)?;
        let (shop, members) = (&self.shop, self.shop.members());
        let rules =
            PointsRules { redeeming: Some(Redeeming::new(10, fen(1_00))), ..PointsRules::earning(1, fen(1_00)) };
        members.set_points(new(), Some(&rules))?;
        members.top_up(new(), self.wang, fen(100_00), Some(fen(10_00)), &[Tender::cash(fen(100_00))])?;
        let cart = |tea: Decimal| Cart::new().add(self.tea, tea).member(self.wang);
        self.sell(&cart(dec!(3)), Tender::stored_value)?;
        self.sell(&cart(dec!(2)).redeem(10), Tender::on_account)?;
        members.settle(new(), self.wang, fen(10_00), &[Tender::wechat(fen(10_00))])?;
        shop.carts().hold(CartId::new(), "三号桌", &Cart::new().add(self.milk, dec!(2)))?;
        let wanted = NewCustomerOrder::new(Cart::new().add(self.cup, dec!(4))).label("王女士");
        let order = shop.carts().order(CustomerOrderId::new(), &wanted)?;
        shop.carts().deposit(new(), order.id, fen(40_00), &[Tender::wechat(fen(40_00))])?;
        let part = [OrderedPart::new(0, dec!(2))];
        shop.till().sell_ordered(
            SaleId::new(),
            order.id,
            &part,
            &[Tender::deposit(fen(40_00)), Tender::cash(fen(10_00))],
        )?;
        Ok(())
    }

    /// Counts, a transfer, a write-off, a write-down.
    fn in_the_stockroom(&self) -> Result<()> {
        self.march(13, 20)?;
        let (shop, stockroom) = (&self.shop, self.shop.stockroom());
        let back = Location { id: LocationId::new(), name: "仓库".into() };
        shop.catalog().put_locations(new(), std::slice::from_ref(&back))?;
        let floor = shop.catalog().locations()?[0].id;
        stockroom.transfer(new(), floor, back.id, &[TransferLine::new(self.cup, dec!(5))])?;
        stockroom.write_off(new(), None, &[WriteOffLine::new(self.milk, dec!(1), "破损").batch("B1")])?;
        stockroom.count(new(), None, &[CountLine::new(self.tea, dec!(38)).reason("丢失")])?;
        stockroom.write_down(new(), None, &[WriteDownLine::new(self.cup, dec!(10), "旧款")])
    }

    /// What was dated before what was posted already: a sale, a receipt that was otherwise, one that never was.
    fn late_paper(&self) -> Result<()> {
        self.march(14, 9)?;
        let shop = &self.shop;
        let before = shop.at("2026-03-10T15:00:00+08:00".parse()?);
        let cart = Cart::new().add(self.tea, dec!(2));
        let total = before.till().price(&cart)?.total;
        before.till().sell(SaleId::new(), &cart, &[Tender::cash(total)])?;
        let bought = |at: &str, cost| {
            let lines = [ReceiptLine::of(self.cup, dec!(6), cost)];
            shop.at(at.parse()?).purchasing().receive_from(ReceiptId::new(), self.supplier, None, &lines)
        };
        let late = bought("2026-03-09T15:00:00+08:00", dec!(10.50))?;
        let lines = vec![LineAmendment { unit_cost: Some(dec!(10.80)), ..LineAmendment::default() }];
        shop.office().amend(new(), late.id.into(), &Amendment { at: None, lines, reason: "看错了".into() })?;
        let never = bought("2026-03-10T16:00:00+08:00", dec!(12))?;
        shop.approved_by("店长").office().void(new(), never.id.into(), "重复")
    }
}
