//! Key notation: parse and print.
use super::Key;

/// Parses a sequence such as `gg`, `<C-d>` or `<lt>`; the error says what is wrong.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    Ok(text.chars().map(Key::char).collect())
}

/// Prints a sequence in the form that `parse_sequence` reads.
pub fn print_sequence(keys: &[Key]) -> String {
    format!("{keys:?}")
}
