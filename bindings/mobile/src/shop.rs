//! The way to all desks.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::Shop as Core;
use tillbook::document::Settings as CoreSettings;
use tillbook::value::{Currency, Timestamp};
use uuid::Uuid;

use crate::app::{Authority, Clock, KeyProvider};
use crate::file::File;
use crate::mirror::Seen;
use crate::records::Settings;
use crate::watch::{Listener, Subscription};
use crate::{Result, ShopError};

/// A shop: the way to all desks. One of it in an app is enough; it may be used from many threads.
///
/// All calls block until they are done; on a phone they belong on a thread that may wait.
#[derive(uniffi::Object)]
pub struct Shop {
    file: Arc<File>,
    acting: Acting,
}

/// What a shop takes from its surroundings.
#[derive(uniffi::Record)]
pub struct ShopOptions {
    /// The short name of this device; part of document numbers. 1 to 48 characters.
    #[uniffi(default = "T1")]
    pub device: String,
    /// True for a file that was restored from a backup or copied, the first time it is opened: its chain of documents goes
    /// on in a new epoch, so that what the lost file posted later is never taken for what this one posts.
    #[uniffi(default = false)]
    pub restored: bool,
    /// Tells the time; `None` for the system's clock.
    #[uniffi(default = None)]
    pub clock: Option<Arc<dyn Clock>>,
    /// Says who may give prices and discounts by hand, void, refund, ...; `None` for everybody.
    #[uniffi(default = None)]
    pub authority: Option<Arc<dyn Authority>>,
    /// Gives the key of an encrypted file; with one, this release refuses to open.
    #[uniffi(default = None)]
    pub keys: Option<Arc<dyn KeyProvider>>,
}

/// Who acts, and when, for all documents posted through one [`Shop`].
#[derive(Debug, Clone, Default)]
struct Acting {
    actor: Option<String>,
    approver: Option<String>,
    at: Option<Timestamp>,
}

impl Shop {
    /// Runs one call of the engine, unless the shop is closed.
    pub(crate) fn ask<T: Seen>(&self, work: impl FnOnce(&Core, Currency) -> tillbook::Result<T>) -> Result<T::As> {
        self.file.ask(|core, currency| work(&self.acting.through(core), currency)?.seen(currency))
    }

    fn acting(&self, acting: Acting) -> Arc<Self> {
        Arc::new(Self { file: Arc::clone(&self.file), acting })
    }

    fn at_place(path: Option<String>, settings: Option<Settings>, options: ShopOptions) -> Result<Arc<Self>> {
        let file = Arc::new(File::open(path, settings, options)?);
        Ok(Arc::new(Self { file, acting: Acting::default() }))
    }
}

impl Acting {
    fn through(&self, core: &Core) -> Core {
        let Self { actor, approver, at } = self.clone();
        let core = actor.map_or_else(|| core.clone(), |name| core.as_actor(name));
        let core = match approver {
            Some(name) => core.approved_by(name),
            None => core,
        };
        match at {
            Some(at) => core.at(at),
            None => core,
        }
    }
}

#[uniffi::export]
impl Shop {
    /// Opens the shop in this file.
    ///
    /// Throws: `NoShop` for a file that holds none yet; `NotOurs`, `NewerSchema`, `ReadOnly`, `Locked`, `StorageFull`,
    /// `Corrupt`, `Storage`; `Invalid` for a bad device name; `AppFailed`.
    #[uniffi::constructor]
    pub fn open(path: String, options: ShopOptions) -> Result<Arc<Self>> {
        Self::at_place(Some(path), None, options)
    }

    /// Sets up a shop in this file. The same settings again open it.
    ///
    /// Throws: as `open`; `Invalid` for bad settings; `ShopExists` if the file keeps a shop with other settings.
    #[uniffi::constructor]
    pub fn create(path: String, settings: Settings, options: ShopOptions) -> Result<Arc<Self>> {
        Self::at_place(Some(path), Some(settings), options)
    }

    /// Sets up a shop in memory, gone when it is closed: for tests and for trying things out.
    ///
    /// Throws: `Invalid` for bad settings or a bad device name; `AppFailed`.
    #[uniffi::constructor]
    pub fn memory(settings: Settings, options: ShopOptions) -> Result<Arc<Self>> {
        Self::at_place(None, Some(settings), options)
    }

    /// The same shop, with this person as the actor of all documents posted through it.
    pub fn as_actor(&self, name: String) -> Arc<Self> {
        self.acting(Acting { actor: Some(name), ..self.acting.clone() })
    }

    /// The same shop, with this person's approval for what needs one: expired goods, prices below the guard.
    pub fn approved_by(&self, name: String) -> Arc<Self> {
        self.acting(Acting { approver: Some(name), ..self.acting.clone() })
    }

    /// The same shop, with this effective time for all documents posted through it, instead of now.
    ///
    /// Throws: `Invalid` for a time that the engine cannot hold.
    pub fn at(&self, at: Timestamp) -> Result<Arc<Self>> {
        Ok(self.acting(Acting { at: Some(at), ..self.acting.clone() }))
    }

    /// The ISO 4217 code of the shop's currency.
    ///
    /// Throws: `Closed`.
    pub fn currency(&self) -> Result<String> {
        self.ask(|_, currency| Ok(currency))
    }

    /// An amount that the shop's currency can hold.
    ///
    /// Throws: `Invalid` for more decimals than the currency has; `Closed`.
    pub fn money(&self, amount: Decimal) -> Result<Decimal> {
        self.ask(|shop, _| shop.money(amount))
    }

    /// Tells `listener` of every commit from now on, in order.
    ///
    /// Throws: `Closed`; failures of the storage.
    pub fn observe(&self, listener: Arc<dyn Listener>) -> Result<Arc<Subscription>> {
        self.file.observe(listener).map(Arc::new)
    }

    /// Lets go of the file while the app is in the background: what was sold is in the file alone, and nothing holds it.
    /// Waits for calls under way; calls from now on throw `Closed` until `resume`. A shop in memory goes on.
    pub fn suspend(&self) {
        self.file.suspend();
    }

    /// Opens the file again after `suspend`; no harm if it is open. Observers are told what another process posted
    /// meanwhile.
    ///
    /// Throws: as `open`; `Closed` after `shut`.
    pub fn resume(&self) -> Result<()> {
        self.file.resume()
    }

    /// Closes the shop for good, for all handles and desks of it: waits for calls under way, ends what observes it, and
    /// leaves one file that holds everything. Calls from now on throw `Closed`.
    pub fn shut(&self) {
        self.file.shut();
    }
}

/// The settings of a shop that says nothing of its own, with a new id.
///
/// Throws: nothing that is known of.
#[uniffi::export]
pub fn default_settings() -> Result<Settings> {
    let settings = CoreSettings::default();
    let currency = settings.currency;
    settings.seen(currency).map_err(|error| ShopError::of(&error, currency))
}

/// A new id: a UUID of version 7.
#[uniffi::export]
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}

/// The id of what others call `name` within `space`: the same one each time. For imports.
#[uniffi::export]
pub fn derived_id(space: &str, name: &str) -> String {
    tillbook::value::DocumentId::derived(space, name).to_string()
}

/// The ways to the desks.
macro_rules! desks {
    ($($(#[$doc:meta])* $method:ident: $desk:ident,)*) => {
        #[uniffi::export]
        impl Shop {
            $(
                $(#[$doc])*
                pub fn $method(self: std::sync::Arc<Self>) -> std::sync::Arc<$desk> {
                    std::sync::Arc::new($desk { shop: self })
                }
            )*
        }
    };
}
pub(crate) use desks;

impl fmt::Debug for Shop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shop").field("acting", &self.acting).finish_non_exhaustive()
    }
}
