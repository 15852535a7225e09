//! Properties over random texts, keys and windows. The number of cases is chosen
//! so that all of them together stay a matter of seconds.

mod cleaning;
mod extremes;
mod layout;
mod rules;
mod shown;
mod texts;
mod walk;
mod widths;
mod wrapping;

use proptest::test_runner::Config;

/// A run of `cases` without files for failing ones beside each module.
fn cases(cases: u32) -> Config {
    Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    }
}
