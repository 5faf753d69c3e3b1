use std::sync::Arc;
use std::time::Duration;

use tillbook::storage::{Access, Store, Transaction};
use tillbook::{Error, Expected, Result};
use tokio_postgres::Config;
use tokio_postgres::config::TargetSessionAttrs;
use uuid::Uuid;

use crate::pool::Pool;
use crate::scope::ShopScope;
use crate::session::Session;
use crate::tls::Connector;
use crate::traffic::{Counters, Traffic};
use crate::transaction::PostgresTransaction;
use crate::{Isolation, PostgresOptions, schema};

/// A shop in a PostgreSQL database. See the [crate] for what it promises.
#[derive(Debug)]
pub struct PostgresStore {
    server: Arc<Server>,
    scope: ShopScope,
    counters: Counters,
}

/// What the shops of a database share.
#[derive(Debug)]
struct Server {
    pool: Pool,
    options: PostgresOptions,
    /// True if the address asks for a server that can be written to.
    seeks_writable: bool,
}

impl PostgresStore {
    /// Connects to a database, and makes its tables if there are none. The address is that of libpq: as a URL
    /// (`postgresql://till:secret@db1,db2/shops?target_session_attrs=read-write`) or as words (`host=/run/postgresql
    /// dbname=shops`). Of several servers the first one that can be reached is taken, or with
    /// `target_session_attrs=read-write` the one that can be written to.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that is none, and for a shop without an id; [`Error::Unreachable`],
    /// [`Error::AccessDenied`]; [`Error::ReadOnly`] where only replicas were found; [`Error::NotOurs`] for a schema
    /// `tillbook` of another program; [`Error::NewerSchema`], and [`Error::OlderSchema`] where it may not be upgraded.
    pub fn connect(url: &str, options: PostgresOptions) -> Result<Self> {
        let scope = ShopScope::new(options.shop)?;
        let mut config: Config = url.parse().map_err(|error| bad_url(&error))?;
        complete(&mut config, &options);
        let database = config.get_dbname().or_else(|| config.get_user()).unwrap_or_default().to_string();
        let seeks_writable = config.get_target_session_attrs() == TargetSessionAttrs::ReadWrite;
        let connector = Connector::new(&config, &options)?;
        let pool = Pool::new(config, connector, &options)?;
        schema::prepare(&*pool.first()?, &database, options.upgrade_schema)?;
        let server = Server { pool, options, seeks_writable };
        Ok(Self { server: Arc::new(server), scope, counters: Counters::default() })
    }

    /// Another shop in the same database, which shares the connections with this one.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a shop without an id.
    pub fn for_shop(&self, shop: Uuid) -> Result<Self> {
        Ok(Self { server: Arc::clone(&self.server), scope: ShopScope::new(shop)?, counters: Counters::default() })
    }

    /// What was sent to the server for this shop so far, and how often it had to be sent again.
    pub fn traffic(&self) -> Traffic {
        self.counters.now()
    }

    fn transact(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        let options = &self.server.options;
        let mut link = self.server.pool.lend()?;
        let begin = beginning(access, options.isolation);
        let session = Session::new(&mut link, self.scope, begin, options.busy_timeout, &self.counters);
        let mut transaction = PostgresTransaction { session, access };
        let outcome = match work(&mut transaction) {
            Ok(()) => transaction.session.commit(),
            Err(error) => {
                transaction.session.roll_back();
                Err(error)
            }
        };
        match outcome {
            // The server became a replica of another one, which the address may lead to.
            Err(Error::ReadOnly { operation }) if link.is_broken() && self.server.seeks_writable => {
                Err(Error::Disconnected { operation })
            }
            outcome => outcome,
        }
    }
}

impl Store for PostgresStore {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        let outcome = self.transact(access, work);
        match &outcome {
            Err(Error::Conflict) => self.counters.lost_race(),
            Err(Error::Disconnected { .. }) => {
                self.counters.lost_connection();
                self.server.pool.renew();
            }
            _ => {}
        }
        outcome
    }
}

/// Readers always see one moment.
const fn beginning(access: Access, isolation: Isolation) -> &'static str {
    match (access, isolation) {
        (Access::Read, Isolation::Serializable) => "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY",
        (Access::Read, _) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        (Access::Write, Isolation::ReadCommitted) => "BEGIN ISOLATION LEVEL READ COMMITTED",
        (Access::Write, Isolation::RepeatableRead) => "BEGIN ISOLATION LEVEL REPEATABLE READ",
        (Access::Write, Isolation::Serializable) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
    }
}

/// The driver's words, not the address: that may hold a password.
fn bad_url(error: &tokio_postgres::Error) -> Error {
    let reason = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    Error::invalid("url", reason, Expected::ServerAddress)
}

/// What the address leaves open: a server that is silent is given up as soon as one that is busy.
fn complete(config: &mut Config, options: &PostgresOptions) {
    const UNTOLD: Duration = Duration::from_secs(2 * 60 * 60);
    let patience = options.busy_timeout;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(patience);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(patience);
    }
    if config.get_keepalives_idle() == UNTOLD {
        // The system counts in seconds.
        config.keepalives_idle(patience.max(Duration::from_secs(1)));
    }
    if config.get_application_name().is_none() {
        config.application_name("tillbook");
    }
}
