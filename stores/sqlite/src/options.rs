use std::time::Duration;

/// What a power cut may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// Nothing that was acknowledged: every commit waits for the disk (`synchronous=FULL`).
    #[default]
    Full,
    /// The commits of the last moments; the file stays sound, and nothing is lost when only the program dies
    /// (`synchronous=NORMAL`). For imports that can be repeated.
    Normal,
}

/// How a store works.
///
/// ```
/// use tillbook_sqlite::{Durability, SqliteOptions};
/// let options = SqliteOptions { durability: Durability::Normal, ..SqliteOptions::default() };
/// assert_eq!(options.idle_readers, 4);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteOptions {
    /// What a power cut may take.
    pub durability: Durability,
    /// How long to wait for another process that writes, before [`Error::Locked`](tillbook::Error::Locked).
    pub busy_timeout: Duration,
    /// Page cache of a connection that reads, in KiB; the one that writes has a quarter of it.
    pub cache_kib: u32,
    /// How many connections are kept for the next reader. More may read at the same time.
    pub idle_readers: usize,
    /// After how many new pages of 4 KiB in the write-ahead log a thread copies them into the file.
    pub checkpoint_pages: u32,
    /// From how many pages on writers wait until the log was copied to its end, so that it starts anew. Only reached
    /// when the shop writes without a pause; at 8,192 pages the log takes 32 MiB.
    pub log_limit_pages: u32,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            busy_timeout: Duration::from_secs(5),
            cache_kib: 16 * 1024,
            idle_readers: 4,
            checkpoint_pages: 1_000,
            log_limit_pages: 8_192,
        }
    }
}
