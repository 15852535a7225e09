//! The matching key.

/// `text` folded for matching: width, case, Latin marks.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Folds into `out` (appending), so that a chunk's arena is filled without allocations.
pub fn fold_into(text: &str, out: &mut String) {
    out.push_str(&fold(text));
}

/// The folded text and, for each of its characters, the index of the source
/// character that it came from.
pub fn fold_with_map(text: &str) -> (String, Vec<u32>) {
    let folded = fold(text);
    let map = (0..folded.chars().count() as u32).collect();
    (folded, map)
}
