//! The program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    Ok(ExitCode::from(yue::cli::main()?))
}
