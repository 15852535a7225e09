//! Texts of the tests' own, for what the embedded library does not show.

/// Bytes that are no UTF-8 and a NUL, in a text of two paragraphs.
pub const ODD: &[u8] = b"\xe6\xb2\xb3\xe8\xbe\xb9\xe7\x9a\x84\xe4\xb9\xa6\xe6\x91\x8a\n\n\
\xe6\xb8\x85\xe6\x99\xa8\xe5\xbc\x80\xe5\xbc\xa0\xff\xfe\xe3\x80\x82\n\n\
\xe5\x82\x8d\xe6\x99\x9a\0\0\0\xe6\x94\xb6\xe6\x91\x8a\xe3\x80\x82\n";

/// A text with a word that stands across a line break at every measure: the
/// same four characters again and again, without a mark.
pub fn four_again_and_again() -> String {
    format!("风铃\n\n{}。\n", "春夏秋冬".repeat(60))
}

/// A headline and clauses of every length, so that a page is full of marks.
pub fn marks() -> String {
    let mut text = String::from("“引号”与——破折号……的宽度·试验\n\n");
    for n in 1..=12 {
        let clause = "他说“好”——再等等……然后·离开。".repeat(n);
        text.push_str(&clause);
        text.push('\n');
    }
    text
}
