//! A connection that speaks the engine's errors, and sends many statements in one go.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use futures_util::TryStreamExt;
use rustc_hash::FxHashMap;
use tillbook::{Error, Result};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_postgres::{Client, Config, Error as DriverError, Row, SimpleQueryMessage, Statement};

use crate::failure;
use crate::scope::Values;
use crate::sql::Sql;
use crate::tls::Connector;

/// Rows of a large answer that are taken from the connection at a time.
const CHUNK: usize = 256;

/// Plans are made once for a statement. Otherwise PostgreSQL plans each time anew for a shop that its statistics do not
/// know, and reads all its documents to find one. An engine without this setting plans as it likes.
const PLAN_ONCE: &str = "SET plan_cache_mode = force_generic_plan";

/// What is sent to the server.
#[derive(Debug)]
pub(crate) enum Request {
    /// The beginning or the end of a transaction.
    Control(&'static str),
    /// A statement with its values.
    Query(&'static Sql, Values),
}

/// A request, and what it is for: errors name it.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) request: Request,
}

/// What the server answers to a request.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    pub(crate) rows: Vec<Row>,
    /// How many rows were written.
    pub(crate) affected: u64,
}

/// One connection. The thread that uses it drives it: nothing happens on it in between.
pub(crate) struct Link {
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
    client: Client,
    keeps_statements: bool,
    prepared: FxHashMap<usize, Statement>,
    is_broken: Cell<bool>,
    /// True between the beginning of a transaction and its end.
    pub(crate) is_transacting: bool,
}

impl Link {
    /// Connects to the first of the servers that takes it in, as the address asks for.
    pub(crate) fn connect(
        config: &Config,
        connector: &Connector,
        keeps_statements: bool,
        patience: Duration,
    ) -> Result<Self> {
        const OPERATION: &str = "connect to the server";
        let runtime = Builder::new_current_thread().enable_io().enable_time().build().map_err(|error| {
            Error::Storage { operation: OPERATION, reason: error.to_string(), source: Some(std::sync::Arc::new(error)) }
        })?;
        // The driver limits the time to reach a server, not the time until it answers.
        let servers = u32::try_from(config.get_hosts().len().max(1)).unwrap_or(u32::MAX);
        let client = runtime
            .block_on(async { timeout(patience.saturating_mul(servers), connector.connect(config)).await })
            .map_err(|_| Error::Unreachable { operation: OPERATION, reason: "no answer".into() })?
            .map_err(|error| failure::of_connecting(error, OPERATION))?;
        let link = Self {
            runtime: Some(runtime),
            client,
            keeps_statements,
            prepared: FxHashMap::default(),
            is_broken: Cell::new(false),
            is_transacting: false,
        };
        if keeps_statements {
            link.hint(OPERATION, PLAN_ONCE)?;
        }
        Ok(link)
    }

    /// True if nothing more can be done with it.
    pub(crate) fn is_broken(&self) -> bool {
        self.is_broken.get() || self.client.is_closed()
    }

    /// Makes it of no further use: the server forgets what was begun on it.
    pub(crate) fn give_up(&self) {
        self.is_broken.set(true);
    }

    /// Sends all calls at once, and gives their answers. The server carries them out in their order; after one that
    /// fails it refuses the others, whose error is not told.
    ///
    /// # Errors
    /// That of the first call that failed; [`Error::Locked`] when `patience` ends before the answers are there.
    pub(crate) fn run(&mut self, calls: &[Call], patience: Option<Duration>) -> Result<Vec<Answer>> {
        for call in calls {
            self.prepare(call)?;
        }
        let Self { client, prepared, .. } = &*self;
        let answers = in_order(calls.iter().map(|call| Box::pin(answer(client, prepared, call))).collect());
        let answers = match patience {
            None => Ok(self.wait(answers)?),
            Some(patience) => self.wait(async { timeout(patience, answers).await })?,
        };
        let answers = answers.map_err(|_| {
            self.give_up();
            Error::Locked { operation: calls.first().map_or("wait", |call| call.operation) }
        })?;
        let named = calls.iter().zip(answers);
        named.map(|(call, answer)| answer.map_err(|error| self.failed(error, call.operation))).collect()
    }

    /// Gives the rows of an answer to `sink` while they come in.
    pub(crate) fn each(&mut self, call: &Call, sink: &mut dyn FnMut(&Row) -> Result<()>) -> Result<()> {
        self.prepare(call)?;
        let failed = |error| self.failed(error, call.operation);
        let rows = self.wait(rows(&self.client, &self.prepared, call))?.map_err(failed)?;
        let Some(rows) = rows else { return Ok(()) };
        let mut rows = Box::pin(rows);
        loop {
            let chunk: Vec<Row> = self
                .wait(async {
                    let mut chunk = Vec::new();
                    while chunk.len() < CHUNK
                        && let Some(row) = rows.try_next().await?
                    {
                        chunk.push(row);
                    }
                    Ok::<_, DriverError>(chunk)
                })?
                .map_err(failed)?;
            chunk.iter().try_for_each(&mut *sink)?;
            if chunk.len() < CHUNK {
                return Ok(());
            }
        }
    }

    /// Runs text that concerns no shop, and gives the first column of its rows.
    pub(crate) fn look_up(&self, operation: &'static str, text: &str) -> Result<Vec<String>> {
        let messages = self.wait(self.client.simple_query(text))?;
        let messages = messages.map_err(|error| self.failed(error, operation))?;
        let rows = messages.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or_default().to_string()),
            _ => None,
        });
        Ok(rows.collect())
    }

    /// Asks for what makes an engine faster, if it knows that.
    pub(crate) fn hint(&self, operation: &'static str, text: &str) -> Result<()> {
        let outcome = self.wait(self.client.batch_execute(text))?;
        outcome.or_else(|error| match failure::translated(error, operation) {
            (error, true) => Err(error),
            (_, false) => Ok(()),
        })
    }

    pub(crate) fn failed(&self, error: DriverError, operation: &'static str) -> Error {
        let (error, is_fatal) = failure::translated(error, operation);
        if is_fatal {
            self.give_up();
        }
        error
    }

    fn prepare(&mut self, call: &Call) -> Result<()> {
        let Request::Query(sql, values) = &call.request else { return Ok(()) };
        values.check()?;
        if !self.keeps_statements || self.prepared.contains_key(&sql.place()) {
            return Ok(());
        }
        let prepared = self.wait(self.client.prepare_typed(sql.text, &values.types()))?;
        let prepared = prepared.map_err(|error| self.failed(error, call.operation))?;
        self.prepared.insert(sql.place(), prepared);
        Ok(())
    }

    fn wait<F: Future>(&self, future: F) -> Result<F::Output> {
        Ok(self.runtime.as_ref().ok_or(Error::Closed)?.block_on(future))
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        // In the background: whoever drops it may be an asynchronous task, which must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Link").field("is_broken", &self.is_broken()).finish_non_exhaustive()
    }
}

/// The rows of a statement; none of what begins or ends a transaction.
async fn rows(
    client: &Client,
    prepared: &FxHashMap<usize, Statement>,
    call: &Call,
) -> Result<Option<tokio_postgres::RowStream>, DriverError> {
    match &call.request {
        Request::Control(text) => client.batch_execute(text).await.map(|()| None),
        Request::Query(sql, values) => match prepared.get(&sql.place()) {
            Some(statement) => client.query_raw(statement, values.plain()).await.map(Some),
            None => client.query_typed_raw(sql.text, values.typed()).await.map(Some),
        },
    }
}

async fn answer(client: &Client, prepared: &FxHashMap<usize, Statement>, call: &Call) -> Result<Answer, DriverError> {
    let Some(stream) = rows(client, prepared, call).await? else { return Ok(Answer::default()) };
    let mut stream = pin!(stream);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(row);
    }
    Ok(Answer { rows, affected: stream.rows_affected().unwrap_or_default() })
}

/// Waits for all. The driver sends a request when its future is polled first: here that is in their order, before any
/// answer is awaited.
async fn in_order<F: Future>(mut futures: Vec<Pin<Box<F>>>) -> Vec<F::Output> {
    let mut outputs: Vec<Option<F::Output>> = futures.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut is_ready = true;
        for (future, output) in futures.iter_mut().zip(&mut outputs) {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(value) => *output = Some(value),
                    Poll::Pending => is_ready = false,
                }
            }
        }
        if is_ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    outputs.into_iter().flatten().collect()
}
