use std::sync::Arc;

use super::engine::{Acting, Engine};
use super::{Carts, Catalog, Members, Office, Prices, Promotions, Purchasing, Shifts, Stockroom, Till};
use crate::catalog::check_code;
use crate::document::{Body, Digest, Settings};
use crate::posting::{AllowAll, Authority, Command, Decided, Gate, Posted, Snapshot, digest_of};
use crate::report::Reports;
use crate::storage::{MemoryStore, Store, Transaction};
use crate::value::{Clock, Currency, DocumentId, IdSource, Money, SystemClock, SystemIds, Timestamp};
use crate::{Error, Result};
use rust_decimal::Decimal;

/// A shop: the way to everything else. Cheap to clone; may be used from many threads.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::pricing::Cart;
/// use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
/// use tillbook::value::{DocumentId, SaleId};
/// use tillbook::Shop;
///
/// let shop = Shop::memory()?;
/// let tea = shop.catalog().add(NewProduct::new("Green tea").price(dec!(12.80)))?;
/// let tea = tea.variants[0].id;
/// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), dec!(7.50))])?;
///
/// let cart = Cart::new().add(tea, dec!(2));
/// let quote = shop.till().price(&cart)?;
/// let sale = shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(quote.total)])?;
/// assert_eq!(sale.total, shop.money(dec!(25.60))?);
/// assert!(shop.office().verify()?.is_clean());
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone)]
pub struct Shop {
    pub(crate) engine: Arc<Engine>,
    pub(crate) acting: Acting,
}

/// What a shop takes from its surroundings.
pub struct ShopOptions {
    /// The short name of this device; part of document numbers. 1 to 48 characters.
    pub device: String,
    /// Tells the time.
    pub clock: Box<dyn Clock>,
    /// Makes what no caller brings: the epoch of a device that posts for the first time.
    pub ids: Box<dyn IdSource>,
    /// True for a database that was restored from a backup or copied, the first time it is opened: its chain of documents
    /// goes on in a new epoch, so that what the lost database posted later is never taken for what this one posts.
    pub restored: bool,
    /// Says who may give prices and discounts by hand, void, refund, ...; by default everybody.
    pub authority: Box<dyn Authority>,
}

impl Default for ShopOptions {
    /// Device `T1`, the system's clock and randomness; everybody may do everything.
    fn default() -> Self {
        Self {
            device: "T1".into(),
            clock: Box::new(SystemClock),
            ids: Box::new(SystemIds),
            restored: false,
            authority: Box::new(AllowAll),
        }
    }
}

impl Shop {
    /// A new shop in memory, with the default [`Settings`].
    ///
    /// # Errors
    /// Those of [`Shop::create`].
    pub fn memory() -> Result<Self> {
        Self::create(MemoryStore::default(), Settings::default())
    }

    /// Opens the shop that a store keeps.
    ///
    /// # Errors
    /// [`Error::NoShop`] for an empty store; failures of the storage.
    pub fn open(store: impl Store + 'static) -> Result<Self> {
        Self::open_with(store, ShopOptions::default())
    }

    /// Opens the shop that a store keeps.
    ///
    /// # Errors
    /// As [`Shop::open`]; [`Error::Invalid`] for a bad device name.
    pub fn open_with(store: impl Store + 'static, options: ShopOptions) -> Result<Self> {
        let shop = Self::over(store, options)?;
        shop.engine.read(|_, _| Ok(()))?;
        Ok(shop)
    }

    /// Sets up a shop in an empty store. The same settings again open it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for bad settings; [`Error::ShopExists`] if the store keeps a shop with other settings.
    pub fn create(store: impl Store + 'static, settings: Settings) -> Result<Self> {
        Self::create_with(store, settings, ShopOptions::default())
    }

    /// Sets up a shop in an empty store. The same settings again open it.
    ///
    /// # Errors
    /// As [`Shop::create`]; [`Error::Invalid`] for a bad device name.
    pub fn create_with(store: impl Store + 'static, settings: Settings, options: ShopOptions) -> Result<Self> {
        let shop = Self::over(store, options)?;
        let opening = Opening { id: DocumentId::from_uuid(settings.shop), settings };
        match shop.engine.post(&shop.acting, &[&opening]) {
            Ok(_) => Ok(shop),
            // The shop has this id, but was made with other settings.
            Err(Error::IdReused { .. }) => {
                let name = shop.engine.read(|_, snapshot| Ok(snapshot.settings.name.clone()))?;
                Err(Error::ShopExists { name })
            }
            Err(error) => Err(error),
        }
    }

    fn over(store: impl Store + 'static, options: ShopOptions) -> Result<Self> {
        check_code("device", &options.device)?;
        let engine = Engine::new(Box::new(store), options);
        Ok(Self { engine: Arc::new(engine), acting: Acting::default() })
    }

    /// The same shop, with this person as the actor of all documents posted through it.
    pub fn as_actor(&self, name: impl Into<String>) -> Self {
        let mut shop = self.clone();
        shop.acting.actor = name.into();
        shop
    }

    /// The same shop, with this person's approval for what needs one: expired goods, prices below the guard, what the
    /// [`Authority`] wants approved.
    pub fn approved_by(&self, name: impl Into<String>) -> Self {
        let mut shop = self.clone();
        shop.acting.approver = Some(name.into());
        shop
    }

    /// The same shop, with this effective time for all documents posted through it, instead of now.
    pub fn at(&self, at: Timestamp) -> Self {
        let mut shop = self.clone();
        shop.acting.at = Some(at);
        shop
    }

    /// What is sold: products, variants, barcodes, prices, categories, taxes.
    pub fn catalog(&self) -> Catalog<'_> {
        Catalog { shop: self }
    }

    /// Suppliers, orders, receipts of goods.
    pub fn purchasing(&self) -> Purchasing<'_> {
        Purchasing { shop: self }
    }

    /// Sales, refunds, voids.
    pub fn till(&self) -> Till<'_> {
        Till { shop: self }
    }

    /// What is not sold yet: held carts, quotations, orders and their deposits.
    pub fn carts(&self) -> Carts<'_> {
        Carts { shop: self }
    }

    /// Drawers: floats, cash in and out, counts, X and Z reports.
    pub fn shifts(&self) -> Shifts<'_> {
        Shifts { shop: self }
    }

    /// What lies where and what it cost: levels, counts, write-offs, transfers.
    pub fn stockroom(&self) -> Stockroom<'_> {
        Stockroom { shop: self }
    }

    /// Customers whom the shop knows.
    pub fn members(&self) -> Members<'_> {
        Members { shop: self }
    }

    /// Offers.
    pub fn promotions(&self) -> Promotions<'_> {
        Promotions { shop: self }
    }

    /// Price lists: other prices by level, quantity, pack and time.
    pub fn prices(&self) -> Prices<'_> {
        Prices { shop: self }
    }

    /// Read-only questions.
    pub fn reports(&self) -> Reports<'_> {
        Reports::new(self)
    }

    /// Settings, proof and repair.
    pub fn office(&self) -> Office<'_> {
        Office { shop: self }
    }

    /// An amount in the shop's currency.
    ///
    /// # Errors
    /// [`Error::Invalid`] for more decimals than the currency has.
    pub fn money(&self, amount: Decimal) -> Result<Money> {
        Money::from_decimal(amount, self.currency()?)
    }

    /// The shop's currency.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn currency(&self) -> Result<Currency> {
        self.engine.read(|_, snapshot| Ok(snapshot.settings.currency))
    }

    pub(crate) fn read<T>(&self, work: impl FnMut(&mut dyn Transaction, &Snapshot) -> Result<T>) -> Result<T> {
        self.engine.read(work)
    }

    pub(crate) fn examine<T>(&self, work: impl FnMut(&mut Gate<'_>) -> Result<T>) -> Result<T> {
        self.engine.examine(&self.acting, work)
    }

    pub(crate) fn post(&self, command: &dyn Command) -> Result<Posted> {
        self.engine.post(&self.acting, &[command])?.pop().ok_or(Error::Closed)
    }
}

/// The first document of a shop.
struct Opening {
    id: DocumentId,
    settings: Settings,
}

impl Command for Opening {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("create", &self.settings)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        self.settings.check()?;
        if gate.head().post_no != crate::ledger::PostNo::NONE {
            let name = gate.snapshot()?.settings.name.clone();
            return Err(Error::ShopExists { name });
        }
        let zone = self.settings.zone()?;
        let at = zone.start(crate::value::BusinessDay(self.settings.opened_on));
        Ok(Decided::new(Body::Settings(self.settings.clone()), at))
    }
}
