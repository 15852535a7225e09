//! The terminal: entered and left once, by one owner, and its keys and signals as
//! events. The door to crossterm (but for what ratatui uses) and signal-hook.
//!
//! Invariant: whatever ends the process, the terminal is as it was found.

pub mod convert;
mod gate;
pub mod input;
pub mod lent;
pub mod panic;
pub mod probe;
pub mod session;
pub mod signals;

pub use input::{Found, Input, Probe};
pub use lent::{Lender, Lent};
pub use session::{Entered, Screen, Session, columns};
pub use signal_hook::consts::SIGHUP;
pub use signals::{Signals, die_of, outlive_file_limit, suspend};
