//! The integration tests: one binary, so that it is linked once. `docs/testing.md`
//! says what each module is for and how to run one of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test fails by panicking, and slices only text that it wrote itself"
)]
#![allow(
    unreachable_pub,
    reason = "a test binary exports nothing; pub marks what other modules use"
)]

mod budget;
mod cli;
mod conformance;
mod durability;
mod fuzz;
mod generated;
mod golden;
mod journeys;
mod library;
mod pictures;
mod props;
mod pty;
mod sandbox;
mod screens;
mod tables;
mod tidy;
