//! Errors of SQLite in the words of the engine.

use std::sync::Arc;

use rusqlite::{ErrorCode, ffi};
use tillbook::Error;

/// What `error` means while `operation` is under way.
pub(crate) fn translated(error: rusqlite::Error, operation: &'static str) -> Error {
    let Some(cause) = error.sqlite_error().copied() else {
        return storage(error, operation);
    };
    match (cause.code, cause.extended_code) {
        (_, ffi::SQLITE_BUSY_SNAPSHOT) => Error::Conflict,
        (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed, _) => {
            Error::Locked { operation }
        }
        // A limit on the size of files shows as a failed write, a full disk as either.
        (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_WRITE) => Error::StorageFull { operation },
        (ErrorCode::ReadOnly, _) => Error::ReadOnly { operation },
        (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation, _) => {
            Error::Corrupt { what: format!("{operation}: {error}") }
        }
        _ => storage(error, operation),
    }
}

/// True if nobody knows what the file holds after this error, so that the handle must refuse work.
pub(crate) fn is_fatal(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|cause| match cause.code {
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => true,
        ErrorCode::SystemIoFailure => cause.extended_code != ffi::SQLITE_IOERR_WRITE,
        _ => false,
    })
}

/// A failure of the file system.
pub(crate) fn of_files(error: std::io::Error, operation: &'static str) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Error::StorageFull { operation },
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { operation },
        _ => Error::Storage { operation, reason: error.to_string(), source: Some(Arc::new(error)) },
    }
}

fn storage(error: rusqlite::Error, operation: &'static str) -> Error {
    Error::Storage { operation, reason: error.to_string(), source: Some(Arc::new(error)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_code(code: i32) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None)
    }

    #[test]
    fn codes_get_their_meaning() {
        let cases = [
            (ffi::SQLITE_FULL, "storage_full", false),
            (ffi::SQLITE_IOERR_WRITE, "storage_full", false),
            (ffi::SQLITE_IOERR_FSYNC, "storage", true),
            (ffi::SQLITE_BUSY, "locked", false),
            (ffi::SQLITE_BUSY_SNAPSHOT, "conflict", false),
            (ffi::SQLITE_CORRUPT, "corrupt", true),
            (ffi::SQLITE_NOTADB, "corrupt", true),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, "corrupt", false),
            (ffi::SQLITE_READONLY_DBMOVED, "read_only", false),
        ];
        for (code, name, fatal) in cases {
            assert_eq!(is_fatal(&of_code(code)), fatal, "{name}");
            assert_eq!(translated(of_code(code), "test").code(), name);
        }
    }
}
