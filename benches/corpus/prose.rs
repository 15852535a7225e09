//! Chinese news prose for benchmarks: the embedded articles, without line ends,
//! over and over.

/// At least `bytes` bytes of prose, ending with a whole article.
pub(crate) fn chinese(bytes: usize) -> String {
    let articles = [
        "hanoi-summit",
        "dong-dang-train",
        "defence-washington",
        "talks-blinken",
        "ban-ki-moon",
    ];
    let texts: Vec<String> = articles
        .iter()
        .filter_map(|name| yue::ingest::seed(name))
        .map(|article| String::from_utf8_lossy(article).replace('\n', ""))
        .collect();
    let mut prose = String::with_capacity(bytes + 8192);
    for text in texts.iter().cycle() {
        if prose.len() >= bytes {
            break;
        }
        prose.push_str(text);
    }
    prose
}
