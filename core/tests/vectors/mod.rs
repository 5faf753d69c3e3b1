//! Runs worked examples that stand in files.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Runs all cases of a folder, or of the one that `variable` names: `run` gives what differs from what a case expects. One line
/// for each that fails.
pub(crate) fn run_all(variable: &str, cases: &Path, mut run: impl FnMut(usize, &Value) -> Vec<String>) {
    let other = std::env::var_os(variable).map(PathBuf::from);
    let folder = other.unwrap_or_else(|| cases.to_owned());
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut failed = 0;
    for (index, path) in files.iter().enumerate() {
        let json: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let differences = run(index, &json);
        if !differences.is_empty() {
            failed += 1;
            println!("{}: {}", path.file_name().unwrap().display(), differences.join("; "));
        }
    }
    println!("{} cases, {failed} failed", files.len());
    assert!(!files.is_empty() && failed == 0, "{failed} of {} cases failed", files.len());
}
