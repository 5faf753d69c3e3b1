//! Posts three months of a real grocery shop and shows its books. See `--help`, and `data/corner-shop/README.md`.

use clap::Parser;
use tillbook_examples::corner_shop::{Args, run};

fn main() -> std::process::ExitCode {
    match run(&Args::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}
