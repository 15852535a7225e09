//! The outside world: files, threads, clocks. Performs the effects that `update`
//! asks for and answers with events. No screen here.

pub mod atomic;
pub mod fs;
pub mod library;
pub mod loader;
pub mod walk;
