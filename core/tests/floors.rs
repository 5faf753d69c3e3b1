//! The house keeps its floors: a file uses its own floor and lower ones, never a higher one.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

/// Folders and files of `src`, floor by floor; see ARCHITECTURE.md.
const FLOORS: [&[&str]; 8] = [
    &["value", "error"],
    &["catalog", "party", "ledger"],
    &["costing", "pricing", "promotion"],
    &["document"],
    &["storage", "conformance"],
    &["posting"],
    &["shop", "report"],
    &["lib"],
];

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// What users find on a lower floor than the one it stands on: shown there, used by nothing there.
const SHOWN_BELOW: [&str; 1] = ["pub use crate::posting::copy;"];

/// Modules that a source file names by `crate::module`; text behind `//` is no use of a module.
fn used_modules(source: &str) -> Vec<String> {
    let lines = source.lines().filter(|line| !SHOWN_BELOW.contains(line));
    let code = lines.map(|line| line.split("//").next().unwrap_or_default());
    let code = code.collect::<Vec<_>>().join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect())
        .filter(|module: &String| !module.is_empty())
        .collect()
}

fn check(path: &Path, floor: usize, found: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            check(&entry.unwrap().path(), floor, found);
        }
        return;
    }
    for module in used_modules(&fs::read_to_string(path).unwrap()) {
        if floor_of(&module).is_some_and(|used| used > floor) {
            found.push(format!("{} uses {module}", path.display()));
        }
    }
}

#[test]
fn no_floor_uses_a_higher_one() {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_str().unwrap().to_string();
        let floor = floor_of(&module).unwrap_or_else(|| panic!("{module} stands on no floor"));
        check(&path, floor, &mut found);
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_check_sees_uses_and_not_comments() {
    assert_eq!(
        used_modules("use crate::shop::Shop; // crate::report\nlet x = crate::value::Money;"),
        ["shop", "value"]
    );
}
