//! The program: arguments in, exit code out. A panic that reaches this far has
//! given the terminal back and said what it was.

use std::process::ExitCode;

/// The exit code after a panic: an internal fault (`EX_SOFTWARE` of sysexits.h).
const PANIC: u8 = 70;

fn main() -> anyhow::Result<ExitCode> {
    if let Ok(code) = std::panic::catch_unwind(yue::cli::main) {
        Ok(ExitCode::from(code?))
    } else {
        yue::cli::say_panic();
        Ok(ExitCode::from(PANIC))
    }
}
