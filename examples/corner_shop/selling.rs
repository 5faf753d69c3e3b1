use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;
use tillbook::ledger::TenderMethod;
use tillbook::party::Member;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{RefundLine, Tender};
use tillbook::value::{MemberId, Money, RefundId, SaleId, Timestamp};
use tillbook::{Expected, Result, Shop};

use super::event::{Event, Fact, Return};
use super::folder::Folder;
use super::goods::Goods;
use super::sheet::{Place, Row};

/// Members that go into one document.
const CHUNK: usize = 500;

/// What the till did: sales.csv, tenders.csv, returns.csv.
pub(super) struct Selling {
    members: Vec<Member>,
    pub(super) events: Vec<Event>,
}

/// What is known of a receipt while the files are read.
struct Slip {
    id: SaleId,
    sold_at: Timestamp,
    cart: Cart,
    tenders: Vec<Tender>,
    paid_at: Option<Place>,
    places: Vec<Place>,
    /// SKU of each line, and how many units did not come back.
    left: Vec<(String, Decimal)>,
}

/// Slips by the number of the receipt.
struct Slips {
    all: Vec<Slip>,
    index: HashMap<String, usize>,
}

impl Selling {
    pub(super) fn read(folder: &Folder, goods: &Goods) -> Result<Self> {
        let (mut slips, members) = Slips::read(folder, goods)?;
        slips.read_tenders(folder)?;
        let mut events = read_returns(folder, goods, &mut slips)?;
        events.extend(slips.all.into_iter().map(Slip::event));
        let member = |code: String| {
            let name = format!("Member {code}");
            Member::new(MemberId::derived(&folder.space, &code), code, name)
        };
        Ok(Self { members: members.into_iter().map(member).collect(), events })
    }

    pub(super) fn post_members(&self, folder: &Folder, shop: &Shop) -> Result<()> {
        for (index, members) in self.members.chunks(CHUNK).enumerate() {
            shop.members().put(folder.document(&format!("members {index}")), members)?;
        }
        Ok(())
    }
}

impl Slips {
    fn read(folder: &Folder, goods: &Goods) -> Result<(Self, BTreeSet<String>)> {
        let sheet = folder.sheet("sales.csv", "receipt, sold_at, sku, qty, unit_price, discount, coupon")?;
        let mut slips = Self { all: Vec::new(), index: HashMap::new() };
        let mut first_rows: Vec<Row<'_>> = Vec::new();
        let mut members = BTreeSet::new();
        let rows: Vec<Row<'_>> = sheet.rows().collect();
        for row in &rows {
            let receipt = row.text("receipt")?;
            let index = if let Some(index) = slips.index.get(receipt) {
                *index
            } else {
                first_rows.push(*row);
                slips.add(folder, *row, receipt, &mut members)?
            };
            let (line, units) = cart_line(folder, goods, *row)?;
            if let (Some(slip), Some(first)) = (slips.all.get_mut(index), first_rows.get(index)) {
                row.same_as(*first, &["sold_at", "member"])?;
                slip.cart.lines.push(line);
                slip.places.push(row.place());
                slip.left.push((row.text("sku")?.to_string(), units));
            }
        }
        Ok((slips, members))
    }

    fn add(&mut self, folder: &Folder, row: Row<'_>, receipt: &str, members: &mut BTreeSet<String>) -> Result<usize> {
        let mut cart = Cart::new();
        if let Some(member) = row.optional("member") {
            members.insert(member.to_string());
            cart = cart.member(MemberId::derived(&folder.space, member));
        }
        let id = SaleId::derived(&folder.space, receipt);
        let sold_at = row.parsed("sold_at")?;
        let (tenders, paid_at, places, left) = (Vec::new(), None, Vec::new(), Vec::new());
        self.index.insert(receipt.to_string(), self.all.len());
        self.all.push(Slip { id, sold_at, cart, tenders, paid_at, places, left });
        Ok(self.all.len() - 1)
    }

    /// The slip of the receipt that a row names.
    fn of(&mut self, row: Row<'_>) -> Result<&mut Slip> {
        let index = self.index.get(row.text("receipt")?);
        index.and_then(|index| self.all.get_mut(*index)).ok_or_else(|| row.refuse("receipt", Expected::Known))
    }

    fn read_tenders(&mut self, folder: &Folder) -> Result<()> {
        for row in folder.sheet("tenders.csv", "receipt, method, amount")?.rows() {
            let slip = self.of(row)?;
            let method: TenderMethod = row.parsed("method")?;
            let amount = Money::from_decimal(row.amount("amount", folder.currency)?, folder.currency)?;
            if amount.is_zero() {
                return Err(row.refuse("amount", Expected::Positive));
            }
            slip.tenders.push(Tender::new(method, amount));
            slip.paid_at = Some(row.place());
        }
        Ok(())
    }
}

fn cart_line(folder: &Folder, goods: &Goods, row: Row<'_>) -> Result<(CartLine, Decimal)> {
    let (variant, list_price) = goods.of(row)?;
    let (quantity, unit_price) = (row.quantity("qty")?, row.price("unit_price")?);
    let mut line = CartLine::new(variant, quantity);
    if unit_price != list_price {
        line = line.at_price(unit_price, "shelf price");
    }
    let discount = row.amount("discount", folder.currency)?;
    if !discount.is_zero() {
        line = line.take_off(discount, "member card");
    }
    let coupon = row.amount("coupon", folder.currency)?;
    if !coupon.is_zero() {
        line = line.coupon_off(coupon, "coupon");
    }
    Ok((line, quantity))
}

impl Slip {
    fn event(self) -> Event {
        let Self { id, sold_at, cart, tenders, paid_at, places, .. } = self;
        Event { at: sold_at, fact: Fact::Sale { id, cart, tenders, paid_at }, places }
    }

    /// The first line of these goods that still has units left; takes the units from it.
    fn take_back(&mut self, row: Row<'_>) -> Result<RefundLine> {
        let (sku, quantity) = (row.text("sku")?, row.quantity("qty")?);
        let mut lines = self.left.iter_mut().enumerate().filter(|(_, (other, _))| other == sku).peekable();
        if lines.peek().is_none() {
            return Err(row.refuse("sku", Expected::OneOf("the goods of the receipt")));
        }
        match lines.find(|(_, (_, left))| !left.is_zero()) {
            Some((index, (_, left))) if quantity <= *left => {
                *left -= quantity;
                Ok(RefundLine::new(index, quantity))
            }
            Some((_, (_, left))) => Err(row.refuse("qty", Expected::AtMost(left.to_string()))),
            None => Err(row.refuse("qty", Expected::AtMost("0".into()))),
        }
    }
}

fn read_returns(folder: &Folder, goods: &Goods, slips: &mut Slips) -> Result<Vec<Event>> {
    let sheet = folder.sheet("returns.csv", "return, returned_at, receipt, sku, qty, refund")?;
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    // Units come back in the order of time, whatever the order of the file.
    let mut timed = rows.iter().map(|row| Ok((row.parsed("returned_at")?, *row))).collect::<Result<Vec<_>>>()?;
    timed.sort_by_key(|(at, _): &(Timestamp, _)| *at);
    let mut events: Vec<Event> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for (at, row) in &timed {
        goods.of(*row)?;
        let (number, receipt) = (row.text("return")?, row.text("receipt")?);
        let slip = slips.of(*row)?;
        let line = slip.take_back(*row)?;
        let amount = Money::from_decimal(row.amount("refund", folder.currency)?, folder.currency)?;
        let index = *known.entry((number, receipt)).or_insert(events.len());
        if index == events.len() {
            // What comes back of one receipt at one time is one refund.
            let id = RefundId::derived(&folder.space, &format!("{number} {receipt}"));
            let method = slip.tenders.first().map(|tender| tender.method);
            let empty = Return { id, sale: slip.id, lines: Vec::new(), amounts: Vec::new(), method };
            events.push(Event { at: *at, fact: Fact::Refund(empty), places: Vec::new() });
        }
        if let Some(Event { fact: Fact::Refund(refund), places, at: first }) = events.get_mut(index) {
            if first != at {
                return Err(row.refuse("returned_at", Expected::OneOf("the values of the first row of its group")));
            }
            refund.add(line, amount, places, row.place())?;
        }
    }
    Ok(events)
}

impl Return {
    /// Rows that take from the same line of the sale are one line.
    fn add(&mut self, line: RefundLine, amount: Money, places: &mut Vec<Place>, place: Place) -> Result<()> {
        let twin = self.lines.iter().position(|other| other.sale_line == line.sale_line);
        let twin = twin.and_then(|index| Some((self.lines.get_mut(index)?, self.amounts.get_mut(index)?)));
        if let Some((other, total)) = twin {
            other.quantity += line.quantity;
            *total = total.add(amount)?;
        } else {
            self.lines.push(line);
            self.amounts.push(amount);
            places.push(place);
        }
        Ok(())
    }
}
