//! The shop: how it is opened and closed, and the way to its desks.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use tillbook::Error;
use tillbook::storage::{MemoryStore, copy};
use tillbook::value::Currency;
use tillbook_postgres::{PostgresOptions, PostgresStore};
use uuid::Uuid;

use super::authority::not_while_judging;
use super::carts::Carts;
use super::catalog::Catalog;
use super::handle::{Given, Handle, Home, Maybe};
use super::members::Members;
use super::office::Office;
use super::prices::Prices;
use super::promotions::Promotions;
use super::purchasing::Purchasing;
use super::refusal::{Problem, raised};
use super::reports::Reports;
use super::shifts::Shifts;
use super::sql::{self, Refused, Scratch};
use super::stockroom::Stockroom;
use super::table::Table;
use super::till::Till;
use super::tools::Tools;
use opening::{enter, options, settings_of, sqlite};

mod opening;

/// A shop: the way to everything else. May be used from many threads.
///
/// >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender
/// >>> shop = Shop.memory()
/// >>> tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
/// >>> shop.stockroom.open_with([OpeningStockLine(tea, 10, 7)])
/// >>> sale = shop.till.sell(Cart([CartLine(tea, 2)]), [Tender.wechat(24)])
/// >>> shop.stockroom.explain_cost(sale.id).cost
/// Decimal('14.00')
/// >>> shop.office.verify().is_clean
/// True
/// >>> shop.close()
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Shop(pub(crate) Handle);

#[pymethods]
impl Shop {
    /// Opens the shop in this file. ``device`` is the short name of this till; part of document numbers. ``restored`` is
    /// true for a file that was restored from a backup or copied, the first time it is opened. ``durability`` is ``full``:
    /// what was acknowledged survives a power cut; or ``normal`` for imports that can be repeated. ``authority`` says who may
    /// give prices and discounts by hand, void, refund, ...; without one everybody may. It is called with an ``Asked`` and
    /// answers a verdict; it must not call a shop, and an exception refuses.
    ///
    /// Raises ``NoShop``, ``NotOurs``, ``NewerSchema``, ``ReadOnly``, ``Locked``, ``Corrupt``, ``Storage``.
    #[staticmethod]
    #[pyo3(signature = (path: "str | os.PathLike[str]", *, device: "str" = "T1", restored: "bool" = false, durability: "Literal['full', 'normal']" = "full", authority: "Callable[[Asked], AnyVerdict] | None" = None) -> "Shop")]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        device: &str,
        restored: bool,
        durability: &str,
        authority: Maybe<'_, '_>,
    ) -> PyResult<Self> {
        enter(py, options(device, restored), authority, None, || {
            let durability = opening::durability(durability)?;
            // A mistyped name must not leave an empty file behind.
            if path.exists() { sqlite(path, durability) } else { Err(Error::NoShop) }
        })
    }

    /// Sets up a shop in a new file. The same settings again open it.
    ///
    /// Raises ``Invalid`` for bad settings, ``ShopExists``, and what ``open`` raises.
    #[staticmethod]
    #[pyo3(signature = (path: "str | os.PathLike[str]", settings: "Settings", *, device: "str" = "T1", durability: "Literal['full', 'normal']" = "full", authority: "Callable[[Asked], AnyVerdict] | None" = None) -> "Shop")]
    fn create(
        py: Python<'_>,
        path: PathBuf,
        settings: Given<'_, '_>,
        device: &str,
        durability: &str,
        authority: Maybe<'_, '_>,
    ) -> PyResult<Self> {
        let settings = settings_of(Some(settings))?;
        enter(py, options(device, false), authority, settings, || sqlite(path, opening::durability(durability)?))
    }

    /// A new shop in memory: in China, with prices that include tax and first in, first out, unless ``settings`` say
    /// otherwise. Raises ``Invalid``.
    ///
    /// >>> from tillbook import Act, Cart, CartLine, LineDiscount, NewProduct, Shop, TakeOff, errors
    /// >>> def tenth(asked):
    /// ...     # Cashiers take off a tenth at most.
    /// ...     if isinstance(asked.act, Act.Discount) and asked.act.asked * 10 < asked.act.base * 9:
    /// ...         return "needs_approver"
    /// ...     return "allow"
    /// >>> with Shop.memory(authority=tenth) as shop:
    /// ...     tea = shop.catalog.add(NewProduct("Green tea", price=10)).variants[0].id
    /// ...     cart = Cart([CartLine(tea, 1, discounts=[LineDiscount("bruised", TakeOff.Percent(11))])])
    /// ...     try:
    /// ...         shop.as_actor("li").till.price(cart)
    /// ...     except errors.ApproverNeeded as refused:
    /// ...         print(refused.act)
    /// ...     shop.as_actor("li").approved_by("boss").till.price(cart).total
    /// manual_discount
    /// Decimal('8.90')
    #[staticmethod]
    #[pyo3(signature = (settings: "Settings | None" = None, *, device: "str" = "T1", authority: "Callable[[Asked], AnyVerdict] | None" = None) -> "Shop")]
    fn memory(py: Python<'_>, settings: Maybe<'_, '_>, device: &str, authority: Maybe<'_, '_>) -> PyResult<Self> {
        let settings = settings_of(settings)?.unwrap_or_default();
        enter(py, options(device, false), authority, Some(settings), || Ok(Home::Memory(Box::default())))
    }

    /// Opens a shop in a PostgreSQL database: ``url`` is the address as libpq has it, ``shop`` the shop's id. With
    /// ``settings`` the shop is set up if it is not there yet; ``shop`` is the id in them then.
    ///
    /// Raises ``Unreachable``, ``AccessDenied``, ``NoShop``, ``NotOurs``, ``NewerSchema``, ``OlderSchema``.
    #[staticmethod]
    #[pyo3(signature = (url: "str", shop: "str | None" = None, *, settings: "Settings | None" = None, device: "str" = "T1", restored: "bool" = false, connections: "int" = 8, upgrade_schema: "bool" = true, authority: "Callable[[Asked], AnyVerdict] | None" = None) -> "Shop")]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn connect(
        py: Python<'_>,
        url: &str,
        shop: Option<&str>,
        settings: Maybe<'_, '_>,
        device: &str,
        restored: bool,
        connections: usize,
        upgrade_schema: bool,
        authority: Maybe<'_, '_>,
    ) -> PyResult<Self> {
        let settings = settings_of(settings)?;
        let id = match (shop, &settings) {
            (Some(shop), _) => Uuid::parse_str(shop)
                .map_err(|_| raised(py, &Error::invalid("shop", shop, tillbook::Expected::Uuid), Currency::CNY))?,
            (None, Some(settings)) => settings.shop,
            (None, None) => {
                return Err(PyTypeError::new_err("say which shop: shop=..., or settings=... for a new one"));
            }
        };
        let server = PostgresOptions { connections, upgrade_schema, ..PostgresOptions::for_shop(id) };
        enter(py, options(device, restored), authority, settings, || {
            PostgresStore::connect(url, server).map(Home::Postgres)
        })
    }

    /// The corner shop: a quarter of a real grocery shop in memory, 9,777 sale lines. Takes a few seconds. ``costing``
    /// is ``fifo`` or ``moving_average``.
    #[staticmethod]
    #[pyo3(signature = (*, costing: "CostingMethod" = "fifo") -> "Shop")]
    fn demo<'py>(py: Python<'py>, costing: &str) -> PyResult<Bound<'py, PyAny>> {
        py.import("tillbook.demo")?.getattr("corner_shop")?.call1((costing,))
    }

    /// Waits for work under way, then closes the shop: its file alone holds it. Once more does nothing.
    #[pyo3(signature = () -> "None")]
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        not_while_judging()?;
        py.detach(|| self.0.door.close()).map_err(|error| self.0.raised(py, &error))
    }

    #[pyo3(signature = () -> "Shop")]
    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    #[pyo3(signature = (kind: "object", error: "object", trace: "object") -> "None")]
    fn __exit__(
        &self,
        py: Python<'_>,
        kind: Given<'_, '_>,
        error: Given<'_, '_>,
        trace: Given<'_, '_>,
    ) -> PyResult<()> {
        let _ = (kind, error, trace);
        self.close(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let home = py.detach(|| {
            self.0.door.with(|home| {
                Ok(match home {
                    Home::Memory(_) => "in memory".to_string(),
                    Home::Sqlite(_, path) => format!("in {}", path.display()),
                    Home::Postgres(_) => "in PostgreSQL".to_string(),
                })
            })
        });
        format!("<Shop {}>", home.unwrap_or_else(|_| "closed".into()))
    }

    /// The same shop, with this person as the actor of all documents posted through it.
    #[pyo3(signature = (name: "str") -> "Shop")]
    fn as_actor(&self, name: &str) -> Self {
        Self(self.0.through(self.0.shop.as_actor(name)))
    }

    /// The same shop, with this person's approval for what needs one: expired goods, prices below the guard, what
    /// the authority wants approved.
    #[pyo3(signature = (name: "str") -> "Shop")]
    fn approved_by(&self, name: &str) -> Self {
        Self(self.0.through(self.0.shop.approved_by(name)))
    }

    /// The same shop, with this effective time for all documents posted through it, instead of now.
    #[pyo3(signature = (time: "datetime") -> "Shop")]
    fn at(&self, time: Given<'_, '_>) -> PyResult<Self> {
        let at = Tools::get(time.py())?.to_time(time)?;
        let at = at.ok_or_else(|| Problem::wrong("time", "datetime with a time zone", time));
        let at = at.map_err(|problem| problem.raised(time.py(), self.0.frame.currency))?;
        Ok(Self(self.0.through(self.0.shop.at(at))))
    }

    /// A copy of the shop in memory, to try things on: nothing reaches the shop itself. What is posted on the copy is of
    /// another epoch of the device. On the copy everybody may do everything.
    #[pyo3(signature = (*, device: "str" = "T1") -> "Shop")]
    fn fork(&self, py: Python<'_>, device: &str) -> PyResult<Self> {
        enter(py, options(device, true), None, None, || {
            let store: Box<MemoryStore> = Box::default();
            copy(&*self.0.door, &*store)?;
            Ok(Home::Memory(store))
        })
    }

    /// What an entry would answer, and what it would change of what earlier documents cost; nothing is posted. ``entry``
    /// is called with a shop and posts one document through it.
    #[pyo3(signature = (entry: "Callable[[Shop], _Answer]") -> "tuple[_Answer, tuple[CostChange, ...]]")]
    fn preview<'py>(&self, py: Python<'py>, entry: Given<'_, 'py>) -> PyResult<(Py<PyAny>, Py<PyAny>)> {
        let mut refused = None;
        let seen = self.0.shop.preview(|shop| {
            let shop = Self(self.0.through(shop.clone()));
            entry.call1((shop,)).map(Bound::unbind).map_err(|error| {
                refused = Some(error);
                Error::Closed
            })
        });
        match (seen, refused) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(self.0.raised(py, &error)),
            (Ok((answer, changes)), None) => Ok((answer, self.0.give(py, &changes)?)),
        }
    }

    /// Copies the file of the shop while it is open, and checks the copy. For shops in files. ``path`` must not exist.
    #[pyo3(signature = (path: "str | os.PathLike[str]") -> "None")]
    #[allow(clippy::needless_pass_by_value)] // as Python gives it
    fn backup_to(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        not_while_judging()?;
        let copied = py.detach(|| {
            self.0.door.with(|home| match home {
                Home::Sqlite(store, _) => store.backup_to(&path),
                _ => Err(Error::invalid("shop", "memory, postgres", tillbook::Expected::OneOf("shops in files"))),
            })
        });
        copied.map_err(|error| self.0.raised(py, &error))
    }

    /// Read-only SQL on the documented views: ``v_sale_line``, ``v_stock``, ``v_stock_ledger``, ``v_revaluation``,
    /// ``v_daily_total``, ``v_account_entry``. One statement that begins with SELECT, WITH, VALUES or EXPLAIN; ``params`` are
    /// for its question marks. Columns that keep their names in the views have exact types; sums of texts are SQLite's, which
    /// are floats: add up in the data frame. A shop in memory is copied into a file for it.
    ///
    /// Raises ``SqlRefused`` for what writes, for a second statement and for mistakes; for shops in PostgreSQL.
    ///
    /// >>> with Shop.memory() as shop:
    /// ...     len(shop.sql("SELECT * FROM v_stock WHERE sku = ?", ["A1"]))
    /// 0
    #[pyo3(signature = (query: "str", params: "Sequence[str | int | Decimal | date | None] | None" = None) -> "Table")]
    fn sql(&self, py: Python<'_>, query: &str, params: Maybe<'_, '_>) -> PyResult<Table> {
        let params = match params {
            Some(params) if !params.is_none() => sql::values(params)?,
            _ => Vec::new(),
        };
        not_while_judging()?;
        let asked = py.detach(|| {
            let path = self.0.door.with(|home| {
                Ok(match home {
                    Home::Sqlite(_, path) => Some(Some(path.clone())),
                    Home::Memory(_) => Some(None),
                    Home::Postgres(_) => None,
                })
            })?;
            match path {
                Some(Some(path)) => sql::ask(&path, query, params, &self.0.frame),
                Some(None) => {
                    let scratch = Scratch::of(&self.0.door)?;
                    sql::ask(scratch.path(), query, params, &self.0.frame)
                }
                None => {
                    Err(Refused::Query("a shop in PostgreSQL has no views: ask a copy, shop.fork().sql(...)".into()))
                }
            }
        });
        asked.map_err(|refused| match refused {
            Refused::Shop(error) => self.0.raised(py, &error),
            Refused::Query(text) => sql::refused(py, &text).unwrap_or_else(|error| error),
        })
    }

    /// ISO 4217 code of the shop's currency.
    #[getter]
    fn currency(&self) -> &str {
        self.0.frame.currency.code()
    }

    /// IANA name of the shop's time zone.
    #[getter]
    fn time_zone(&self) -> &str {
        &self.0.frame.zone
    }

    /// True once it was closed.
    #[getter]
    fn is_closed(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.door.is_closed())
    }

    /// Pictures: needs Altair.
    #[getter]
    fn show<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("tillbook.show")?.getattr("Show")?.call1((slf,))
    }

    /// What is sold: products, variants, barcodes, prices, categories, taxes.
    #[getter]
    fn catalog(&self) -> Catalog {
        Catalog(self.0.clone())
    }

    /// Suppliers, orders, receipts of goods.
    #[getter]
    fn purchasing(&self) -> Purchasing {
        Purchasing(self.0.clone())
    }

    /// Sales, refunds, voids.
    #[getter]
    fn till(&self) -> Till {
        Till(self.0.clone())
    }

    /// What is not sold yet: held carts, quotations, orders and their deposits.
    #[getter]
    fn carts(&self) -> Carts {
        Carts(self.0.clone())
    }

    /// Drawers: floats, cash in and out, counts, X and Z reports.
    #[getter]
    fn shifts(&self) -> Shifts {
        Shifts(self.0.clone())
    }

    /// What lies where and what it cost: levels, counts, write-offs, transfers.
    #[getter]
    fn stockroom(&self) -> Stockroom {
        Stockroom(self.0.clone())
    }

    /// Customers whom the shop knows.
    #[getter]
    fn members(&self) -> Members {
        Members(self.0.clone())
    }

    /// Offers.
    #[getter]
    fn promotions(&self) -> Promotions {
        Promotions(self.0.clone())
    }

    /// Price lists: other prices by level, quantity, pack and time.
    #[getter]
    fn prices(&self) -> Prices {
        Prices(self.0.clone())
    }

    /// Read-only questions.
    #[getter]
    fn reports(&self) -> Reports {
        Reports(self.0.clone())
    }

    /// Settings, proof and repair.
    #[getter]
    fn office(&self) -> Office {
        Office(self.0.clone())
    }
}
