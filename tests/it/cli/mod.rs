//! The command line without a screen: outputs, exit codes, messages.

mod list;
mod print;
mod programs;
mod typesetting;
