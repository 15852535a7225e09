//! The embedded articles: the library of a fresh installation.

/// Names and bytes of the embedded articles, in the order of the list.
const SEEDS: &[(&str, &[u8])] = &[
    (
        "hanoi-summit",
        include_bytes!("../../seeds/hanoi-summit.txt"),
    ),
    (
        "dong-dang-train",
        include_bytes!("../../seeds/dong-dang-train.txt"),
    ),
    (
        "defence-washington",
        include_bytes!("../../seeds/defence-washington.txt"),
    ),
    (
        "talks-blinken",
        include_bytes!("../../seeds/talks-blinken.txt"),
    ),
    ("ban-ki-moon", include_bytes!("../../seeds/ban-ki-moon.txt")),
    (
        "gyoto-kinsoku",
        include_bytes!("../../seeds/gyoto-kinsoku.txt"),
    ),
    ("hangul-line", include_bytes!("../../seeds/hangul-line.txt")),
    (
        "jianti-fanti-punct",
        include_bytes!("../../seeds/jianti-fanti-punct.txt"),
    ),
];

/// The embedded articles: name and bytes, in the order of the list.
pub fn seeds() -> &'static [(&'static str, &'static [u8])] {
    SEEDS
}

/// The embedded article of that name.
pub fn seed(name: &str) -> Option<&'static [u8]> {
    SEEDS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, bytes)| *bytes)
}
