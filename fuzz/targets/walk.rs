#![no_main]

#[path = "../bodies/mod.rs"]
mod bodies;
#[path = "../../tests/it/screens/frame.rs"]
mod frame;
#[path = "../../tests/it/screens/headless.rs"]
mod headless;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::walk(bytes));
