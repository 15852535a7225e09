//! The nearest valid name to one that was mistyped.

/// The candidate nearest to `name`: the one with the fewest edits where these
/// are few for its length, else the first that begins with it.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: String = name.to_lowercase().chars().take(64).collect();
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let few = 1.max(name.chars().count() / 3);
    let by_edits = candidates
        .iter()
        .map(|known| {
            (
                strsim::damerau_levenshtein(&name, &known.to_lowercase()),
                *known,
            )
        })
        .filter(|(edits, _)| *edits <= few)
        .min_by_key(|(edits, _)| *edits);
    let by_start = || {
        let long_enough = name.chars().nth(1).is_some();
        candidates
            .iter()
            .find(|known| long_enough && known.starts_with(&name))
            .copied()
    };
    by_edits.map(|(_, known)| known).or_else(by_start)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_nearest() {
        let names = ["measure", "mouse", "theme", "ambiguous-width"];
        for (typed, expected) in [
            ("mesure", Some("measure")),
            ("Theme", Some("theme")),
            ("hteme", Some("theme")),
            ("ambiguous", Some("ambiguous-width")),
            ("colour", None),
            ("", None),
            ("测量", None),
        ] {
            assert_eq!(nearest(typed, names), expected, "{typed}");
        }
    }
}
