use std::time::Duration;

use uuid::Uuid;

/// How a write transaction is kept apart from others. Each of them is safe: the first statement of a write takes the
/// shop's lock, and reads see one moment whatever is chosen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Isolation {
    /// `READ COMMITTED`: tills that meet wait for each other in the server. The right one for PostgreSQL.
    #[default]
    ReadCommitted,
    /// `REPEATABLE READ`: tills that meet try again. For engines that know no other.
    RepeatableRead,
    /// `SERIALIZABLE`: tills that meet try again. For engines where it is the usual one.
    Serializable,
}

/// How a store works, and for which shop.
///
/// ```
/// use tillbook_postgres::{Isolation, PostgresOptions};
/// use uuid::Uuid;
/// let options = PostgresOptions { isolation: Isolation::Serializable, ..PostgresOptions::for_shop(Uuid::new_v4()) };
/// assert_eq!(options.connections, 8);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresOptions {
    /// The id of the shop, which is the first column of every key: a random UUID, made once when the shop is set up and
    /// kept by the program. Another id is another shop; it sees nothing of this one.
    pub shop: Uuid,
    /// How write transactions are kept apart.
    pub isolation: Isolation,
    /// At most so many connections, of all shops that share them (see
    /// [`for_shop`](crate::PostgresStore::for_shop)).
    pub connections: usize,
    /// How long to wait for a connection, and for other tills that hold the shop's lock, before
    /// [`Error::Locked`](tillbook::Error::Locked).
    pub busy_timeout: Duration,
    /// Statements are prepared once for each connection. Turn it off behind a pooler that gives each transaction
    /// another connection and does not know of prepared statements (pgbouncer before 1.21).
    pub keep_statements: bool,
    /// Makes the tables where there are none, and brings older ones up to date. Turn it off for a user who may not.
    pub upgrade_schema: bool,
    /// A file of certificates (PEM) by which the server's own one must be signed. `None`: by those that browsers trust.
    /// What is encrypted is also verified, whatever `sslmode` says.
    #[cfg(feature = "rustls")]
    pub certificate_authority: Option<std::path::PathBuf>,
}

impl PostgresOptions {
    /// The usual ones.
    pub const fn for_shop(shop: Uuid) -> Self {
        Self {
            shop,
            isolation: Isolation::ReadCommitted,
            connections: 8,
            busy_timeout: Duration::from_secs(10),
            keep_statements: true,
            upgrade_schema: true,
            #[cfg(feature = "rustls")]
            certificate_authority: None,
        }
    }
}
