//! Connections that are kept for the next transaction.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use deadpool::managed::{self, Metrics, PoolError, RecycleError, RecycleResult};
use tillbook::{Error, Result};
use tokio_postgres::Config;

use crate::PostgresOptions;
use crate::link::Link;
use crate::tls::Connector;

/// Between two tries to reach a server that is away.
const PAUSE: Duration = Duration::from_millis(50);

/// Makes connections and looks after those that come back.
struct Manager {
    config: Config,
    connector: Connector,
    keeps_statements: bool,
    patience: Duration,
}

impl managed::Manager for Manager {
    type Type = Link;
    type Error = Error;

    async fn create(&self) -> Result<Link> {
        Link::connect(&self.config, &self.connector, self.keeps_statements, self.patience)
    }

    async fn recycle(&self, link: &mut Link, _: &Metrics) -> RecycleResult<Error> {
        // One that a panic left in a transaction: the server forgets it with the connection.
        if link.is_broken() || link.is_transacting {
            return Err(RecycleError::message("of no further use"));
        }
        Ok(())
    }
}

/// A connection that goes back when it is dropped.
pub(crate) struct Lent(managed::Object<Manager>);

impl std::ops::Deref for Lent {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.0
    }
}

impl std::ops::DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut Link {
        &mut self.0
    }
}

/// The connections to a server.
pub(crate) struct Pool {
    pool: managed::Pool<Manager>,
    patience: Duration,
}

impl Pool {
    pub(crate) fn new(config: Config, connector: Connector, options: &PostgresOptions) -> Result<Self> {
        let patience = options.busy_timeout;
        let manager = Manager { config, connector, keeps_statements: options.keep_statements, patience };
        let pool = managed::Pool::builder(manager).max_size(options.connections.max(1)).build();
        // It refuses timeouts without a runtime; there are none.
        let pool = pool.map_err(|_| Error::Closed)?;
        Ok(Self { pool, patience })
    }

    /// The first one: an address that is wrong is told at once.
    pub(crate) fn first(&self) -> Result<Lent> {
        self.get(self.patience)
    }

    /// One that was kept, or a new one, or the first one that comes back. A server that was there is waited for: it may
    /// be starting again, or another one may take its place.
    pub(crate) fn lend(&self) -> Result<Lent> {
        let until = Instant::now() + self.patience;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.get(left) {
                Err(Error::Unreachable { .. } | Error::ReadOnly { .. }) if left > PAUSE => thread::sleep(PAUSE),
                outcome => return outcome,
            }
        }
    }

    fn get(&self, patience: Duration) -> Result<Lent> {
        match wait(self.pool.get(), patience) {
            Some(Ok(link)) => Ok(Lent(link)),
            Some(Err(PoolError::Backend(error))) => Err(error),
            Some(Err(_)) => Err(Error::Closed),
            None => Err(Error::Locked { operation: "wait for a connection" }),
        }
    }

    /// Closes those that are not lent: after one was lost, the others may be too.
    pub(crate) fn renew(&self) {
        self.pool.retain(|_, _| false);
    }
}

/// Runs a future on this thread, for so long.
fn wait<F: Future>(future: F, patience: Duration) -> Option<F::Output> {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let until = Instant::now() + patience;
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Some(output);
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return None;
        }
        thread::park_timeout(left);
    }
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("status", &self.pool.status()).finish_non_exhaustive()
    }
}
