//! Errors of the server and of the driver in the words of the engine.

use std::error::Error as _;
use std::sync::Arc;

use tillbook::Error;
use tokio_postgres::Error as DriverError;

/// What an error means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// Another transaction was faster: this one can be run again.
    Conflict,
    /// The connection is of no use any more, and a commit on its way may have arrived.
    Lost,
    /// The server is a replica of another one.
    ReadOnly,
    Locked,
    Full,
    Denied,
    Unreachable,
    Corrupt,
    Other,
}

/// The meaning of a state of the server (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn meaning(state: &str) -> Meaning {
    match state {
        // Could not serialize; deadlock.
        "40001" | "40P01" => Meaning::Conflict,
        // Unknown whether the statement was completed; the server stops or starts; a pooler gave the transaction a
        // connection that does not know its statements.
        "40003" | "57P01" | "57P02" | "57P03" | "26000" => Meaning::Lost,
        "25006" => Meaning::ReadOnly,
        "55P03" => Meaning::Locked,
        "53100" => Meaning::Full,
        "42501" => Meaning::Denied,
        "53300" | "3D000" => Meaning::Unreachable,
        "XX001" | "XX002" => Meaning::Corrupt,
        _ if state.starts_with("08") => Meaning::Lost,
        _ if state.starts_with("28") => Meaning::Denied,
        _ if state.starts_with("23") => Meaning::Corrupt,
        _ => Meaning::Other,
    }
}

/// What `error` means while `operation` is under way, and whether the connection is of no use after it.
pub(crate) fn translated(error: DriverError, operation: &'static str) -> (Error, bool) {
    let Some(cause) = error.as_db_error() else {
        if error.is_closed() || io_error(&error).is_some() {
            return (Error::Disconnected { operation }, true);
        }
        return (storage(error, operation), true);
    };
    let reason = cause.message().to_string();
    match meaning(cause.code().code()) {
        Meaning::Conflict => (Error::Conflict, false),
        Meaning::Lost => (Error::Disconnected { operation }, true),
        Meaning::ReadOnly => (Error::ReadOnly { operation }, true),
        Meaning::Locked => (Error::Locked { operation }, false),
        Meaning::Full => (Error::StorageFull { operation }, false),
        Meaning::Denied => (Error::AccessDenied { operation, reason }, false),
        Meaning::Unreachable => (Error::Unreachable { operation, reason }, true),
        Meaning::Corrupt => (Error::Corrupt { what: format!("{operation}: {reason}") }, false),
        Meaning::Other => (storage(error, operation), false),
    }
}

/// What it means that no connection could be made.
pub(crate) fn of_connecting(error: DriverError, operation: &'static str) -> Error {
    if let Some(cause) = error.as_db_error() {
        let reason = cause.message().to_string();
        return match meaning(cause.code().code()) {
            Meaning::Denied => Error::AccessDenied { operation, reason },
            Meaning::Lost | Meaning::Unreachable => Error::Unreachable { operation, reason },
            _ => storage(error, operation),
        };
    }
    // The driver's answer to a server that is there, but was asked to be one that can be written to.
    if io_error(&error)
        .is_some_and(|cause| cause.kind() == std::io::ErrorKind::PermissionDenied && cause.raw_os_error().is_none())
    {
        return Error::ReadOnly { operation };
    }
    let reason = in_full(&error);
    // The server asks for a password and there is none, or it answers the proof of one wrongly.
    if reason.contains("password") || reason.contains("authentication") {
        return Error::AccessDenied { operation, reason };
    }
    Error::Unreachable { operation, reason }
}

/// A connection of no further use: what else went wrong is told by a new one.
fn io_error(error: &DriverError) -> Option<&std::io::Error> {
    error.source()?.downcast_ref()
}

fn storage(error: DriverError, operation: &'static str) -> Error {
    Error::Storage { operation, reason: in_full(&error), source: Some(Arc::new(error)) }
}

/// The driver's words with those of its cause: alone they are `db error`.
fn in_full(error: &DriverError) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_get_their_meaning() {
        let cases = [
            ("40001", Meaning::Conflict),
            ("40P01", Meaning::Conflict),
            ("40003", Meaning::Lost),
            ("08006", Meaning::Lost),
            ("57P01", Meaning::Lost),
            ("57P03", Meaning::Lost),
            ("25006", Meaning::ReadOnly),
            ("55P03", Meaning::Locked),
            ("53100", Meaning::Full),
            ("28P01", Meaning::Denied),
            ("28000", Meaning::Denied),
            ("42501", Meaning::Denied),
            ("3D000", Meaning::Unreachable),
            ("53300", Meaning::Unreachable),
            ("23505", Meaning::Corrupt),
            ("XX001", Meaning::Corrupt),
            ("42P01", Meaning::Other),
            ("57014", Meaning::Other),
        ];
        for (state, expected) in cases {
            assert_eq!(meaning(state), expected, "{state}");
        }
    }
}
