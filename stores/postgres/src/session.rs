//! What the concerns talk to: one transaction on one connection, for one shop.

use std::time::Duration;

use tillbook::{Error, Result};
use tokio_postgres::Row;

use crate::link::{Answer, Call, Link, Request};
use crate::scope::{Columns, ShopScope, Values};
use crate::sql::Sql;
use crate::traffic::Counters;

/// Writes that are kept back are sent when there are so many, at the latest.
const MOST_QUEUED: usize = 16;

/// Rows that a statement writes at most, more than a document has lines: a message has a limit.
pub(crate) const MOST_ROWS: usize = 2_000;

/// A transaction under way. Writes need no answer but that they were carried out: they travel with the next question or
/// with the commit. So does the beginning.
pub(crate) struct Session<'a> {
    link: &'a mut Link,
    scope: ShopScope,
    begin: &'static str,
    patience: Duration,
    counters: &'a Counters,
    operation: &'static str,
    queue: Vec<Call>,
    /// The first error: after it the server only takes the transaction back.
    failure: Option<Error>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        link: &'a mut Link,
        scope: ShopScope,
        begin: &'static str,
        patience: Duration,
        counters: &'a Counters,
    ) -> Self {
        Self { link, scope, begin, patience, counters, operation: begin, queue: Vec::new(), failure: None }
    }

    /// Names what is being done, for errors.
    pub(crate) fn during(&mut self, operation: &'static str) -> &mut Self {
        self.operation = operation;
        self
    }

    /// The values of a statement: the shop, and what is added.
    pub(crate) fn values(&self) -> Values {
        self.scope.values()
    }

    /// A write that is carried out before the next question, or with the commit.
    pub(crate) fn later(&mut self, sql: &'static Sql, values: Values) -> Result<()> {
        let call = self.call(sql, values);
        self.queue.push(call);
        if self.queue.len() < MOST_QUEUED {
            return self.failure.clone().map_or(Ok(()), Err);
        }
        self.send(None).map(drop)
    }

    /// A write of rows, a value for each column of each: in one statement, unless there are more than one takes.
    pub(crate) fn put<T>(
        &mut self,
        sql: &'static Sql,
        rows: &[T],
        columns: impl Fn(Columns<'_, T>) -> Columns<'_, T>,
    ) -> Result<()> {
        rows.chunks(MOST_ROWS).try_for_each(|rows| {
            let columns = columns(Columns::of(rows, self.values()));
            self.later(sql, columns.values)
        })
    }

    /// A write that tells how many rows it wrote.
    pub(crate) fn now(&mut self, sql: &'static Sql, values: Values) -> Result<u64> {
        let call = self.call(sql, values);
        self.queue.push(call);
        Ok(self.send(None)?.pop().unwrap_or_default().affected)
    }

    /// A question.
    pub(crate) fn ask(&mut self, sql: &'static Sql, values: Values) -> Result<Vec<Row>> {
        let call = self.call(sql, values);
        self.queue.push(call);
        Ok(self.send(None)?.pop().unwrap_or_default().rows)
    }

    /// Two questions at once.
    pub(crate) fn ask_both(
        &mut self,
        first: (&'static Sql, Values),
        second: (&'static Sql, Values),
    ) -> Result<(Vec<Row>, Vec<Row>)> {
        self.both(first, second, None)
    }

    /// Two questions at once, the first of which may have to wait for other transactions.
    pub(crate) fn ask_patiently(
        &mut self,
        first: (&'static Sql, Values),
        second: (&'static Sql, Values),
    ) -> Result<(Vec<Row>, Vec<Row>)> {
        self.both(first, second, Some(self.patience))
    }

    fn both(
        &mut self,
        first: (&'static Sql, Values),
        second: (&'static Sql, Values),
        patience: Option<Duration>,
    ) -> Result<(Vec<Row>, Vec<Row>)> {
        for (sql, values) in [first, second] {
            let call = self.call(sql, values);
            self.queue.push(call);
        }
        let mut answers = self.send(patience)?;
        let second = answers.pop().unwrap_or_default().rows;
        Ok((answers.pop().unwrap_or_default().rows, second))
    }

    /// A question whose rows are given to `sink` as they come.
    pub(crate) fn each(
        &mut self,
        sql: &'static Sql,
        values: Values,
        sink: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        self.send(None)?;
        let call = self.call(sql, values);
        self.counters.sent(1);
        let mut refused = false;
        let outcome = self.link.each(&call, &mut |row| {
            let taken = sink(row);
            refused = taken.is_err();
            taken
        });
        match outcome {
            // The sink's own error, or that of a value: the server knows nothing of it.
            Err(error) if refused => Err(error),
            outcome => outcome.inspect_err(|error| self.failure = Some(error.clone())),
        }
    }

    /// Sends what is left, and ends the transaction.
    ///
    /// # Errors
    /// The first error of the transaction, also if the work went on after it: nothing was kept then.
    pub(crate) fn commit(mut self) -> Result<()> {
        if let Some(failure) = self.failure.take() {
            self.roll_back();
            return Err(failure);
        }
        if self.queue.is_empty() && !self.link.is_transacting {
            return Ok(());
        }
        self.queue.push(Call { operation: "commit", request: Request::Control("COMMIT") });
        if let Err(error) = self.send(None) {
            // A statement that could not be prepared keeps the end from being sent.
            self.roll_back();
            return Err(error);
        }
        self.link.is_transacting = false;
        Ok(())
    }

    /// Ends the transaction without its writes.
    pub(crate) fn roll_back(self) {
        if !self.link.is_transacting || self.link.is_broken() {
            return;
        }
        let call = Call { operation: "roll back", request: Request::Control("ROLLBACK") };
        self.counters.sent(1);
        if self.link.run(&[call], None).is_ok() {
            self.link.is_transacting = false;
        }
    }

    fn call(&self, sql: &'static Sql, values: Values) -> Call {
        Call { operation: self.operation, request: Request::Query(sql, values) }
    }

    fn send(&mut self, patience: Option<Duration>) -> Result<Vec<Answer>> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        if !self.link.is_transacting {
            self.queue.insert(0, Call { operation: self.operation, request: Request::Control(self.begin) });
            self.link.is_transacting = true;
        }
        let calls = std::mem::take(&mut self.queue);
        self.counters.sent(calls.len());
        self.link.run(&calls, patience).inspect_err(|error| self.failure = Some(error.clone()))
    }
}
