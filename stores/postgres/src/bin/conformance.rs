//! Runs the suite of the storage contract against a server, and prints what passed: this is how one learns whether an
//! engine that speaks the protocol of PostgreSQL is one that a shop can be kept on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::Parser;
use comfy_table::Table;
use tillbook::conformance::{CASES, Case};
use tillbook_postgres::{Isolation, PostgresOptions, PostgresStore};
use uuid::Uuid;

/// Runs the suite that every store of Tillbook has to pass against a server. It makes the schema `tillbook` where there
/// is none, and leaves a few hundred small shops behind: use a database that can be thrown away.
#[derive(Parser)]
struct Arguments {
    /// Where the database is, such as `postgresql://user@host:5432/database`.
    #[arg(long)]
    url: String,
    /// Leave statements unprepared, for poolers that do not know of them.
    #[arg(long)]
    unprepared: bool,
}

const LEVELS: [(&str, Isolation); 3] = [
    ("read committed", Isolation::ReadCommitted),
    ("repeatable read", Isolation::RepeatableRead),
    ("serializable", Isolation::Serializable),
];

/// What panics said, in the order of their threads' ends.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut said) = SAID.lock() {
            said.push(panic.to_string());
        }
    }));
    let mut table = Table::new();
    table.set_header(["topic", "case", LEVELS[0].0, LEVELS[1].0, LEVELS[2].0]);
    let mut failures = Vec::new();
    for case in CASES {
        let outcomes = LEVELS.map(|(level, isolation)| match run(&arguments, case, isolation) {
            Ok(()) => "pass",
            Err(reason) => {
                failures.push(format!("{} at {level}: {reason}", case.name));
                "FAIL"
            }
        });
        table.add_row([case.topic, case.name, outcomes[0], outcomes[1], outcomes[2]]);
    }
    println!("{table}");
    for failure in &failures {
        println!("{failure}\n");
    }
    println!("{} of {} passed", CASES.len() * LEVELS.len() - failures.len(), CASES.len() * LEVELS.len());
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a case in a shop of its own.
fn run(arguments: &Arguments, case: &Case, isolation: Isolation) -> Result<(), String> {
    let options = PostgresOptions {
        isolation,
        keep_statements: !arguments.unprepared,
        ..PostgresOptions::for_shop(Uuid::new_v4())
    };
    let store = PostgresStore::connect(&arguments.url, options).map_err(|error| error.to_string())?;
    let outcome = catch_unwind(AssertUnwindSafe(|| (case.run)(&store)));
    let said = SAID.lock().map(|mut said| std::mem::take(&mut *said)).unwrap_or_default();
    outcome.map_err(|_| said.join("; "))
}
