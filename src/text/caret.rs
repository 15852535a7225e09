//! A text with nothing hidden: what a terminal would obey, what reorders a line and
//! what takes no column is written out, `^[` for ESC, `\u{202e}` for what is no control
//! of ASCII.
//!
//! Invariant: the result is harmless as it is ([`clean()`] changes nothing of it), and
//! each character of the text is there, itself or written out.

use std::borrow::Cow;
use std::fmt::Write;

use super::clean::{Clean, clean, clean_owned, room};
use super::cluster::Clusters;

/// Writes out everything that [`clean()`] would change.
pub fn caret(text: &str) -> Clean<Cow<'_, str>> {
    let cleaned = clean(text);
    if cleaned == text {
        return cleaned;
    }
    let mut written = String::with_capacity(text.len());
    let mut last = '\0';
    for c in text.chars() {
        if is_shown(c, last) {
            written.push(c);
            last = c;
        } else {
            write_out(c, &mut written);
            last = '}';
        }
    }
    let cleaned = clean(&written);
    if cleaned == written {
        return cleaned.into_owned().into();
    }
    clean_owned(cut_floods(&written)).into()
}

/// Whether a character behind `last` can stand for itself, its cluster apart.
fn is_shown(c: char, last: char) -> bool {
    match c {
        '\n' | '\t' => true,
        // Alone each of these would be dropped; in a flag it is not.
        '\u{E0000}'..='\u{E007F}' => {
            matches!(last, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}')
        }
        '\0'..='\u{9F}' if c.is_control() => false,
        _ => {
            let mut room = [0; 4];
            clean(c.encode_utf8(&mut room)) == *c.encode_utf8(&mut [0; 4])
        }
    }
}

fn write_out(c: char, out: &mut String) {
    match c {
        '\0'..='\u{1F}' => {
            out.push('^');
            out.push(char::from(c as u8 ^ 0x40));
        }
        '\u{7F}' => out.push_str("^?"),
        // Writing to a string does not fail.
        _ => _ = write!(out, "\\u{{{:x}}}", c as u32),
    }
}

/// Writes out what a cluster has beyond its longest length, and what stands alone only
/// because it was cut off.
fn cut_floods(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (_, cluster) in Clusters::new(text) {
        let start = out.len();
        let (chars, most) = room(cluster);
        let over = cluster.chars().count() > chars || cluster.len() > most;
        // What is written out may join what stands before it.
        let room = usize::from(over);
        let (mut count, mut full) = (0, false);
        for c in cluster.chars() {
            let bytes = out.len() - start + c.len_utf8();
            full |= count >= chars - room || bytes > most - room;
            if full {
                write_out(c, &mut out);
            } else {
                out.push(c);
            }
            count += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::clean::CLUSTER_CHARS;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = caret(text);
        assert_eq!(written, expected);
        assert_eq!(clean(&written), expected, "it is harmless");
    }

    #[test]
    fn what_is_hidden_is_written_out() {
        check("红\u{1B}[31m色\0\r\n", "红^[[31m色^@^M\n");
        check("\u{7}\u{7F}\u{1F}", "^G^?^_");
        check("\u{9B}31m", "\\u{9b}31m");
        check(
            "a\u{202E}b\u{2066}c\u{FEFF}",
            "a\\u{202e}b\\u{2066}c\\u{feff}",
        );
        check(
            "一\u{85}二\u{2028}三\u{2029}",
            "一\\u{85}二\\u{2028}三\\u{2029}",
        );
        check("\u{FFFE}\u{FDD0}\u{AD}", "\\u{fffe}\\u{fdd0}\\u{ad}");
        check("a\u{E0041}b", "a\\u{e0041}b");
        check("\u{1B}]52;c;eA==\u{7}", "^[]52;c;eA==^G");
    }

    #[test]
    fn what_shows_stays_as_it_is() {
        for text in [
            "葛\u{E0100}城\t❤\u{FE0F}\n",
            "👨‍👩‍👧",
            "が\u{3099}",
            "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}",
            "\u{FFFD}\u{E000}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_flood_is_written_out_where_it_is_cut() {
        let text = format!("e{}", "\u{301}".repeat(CLUSTER_CHARS + 1));
        let kept = format!("e{}", "\u{301}".repeat(CLUSTER_CHARS - 2));
        check(&text, &format!("{kept}{}", "\\u{301}".repeat(3)));
    }

    /// The text that a written one stands for.
    fn back(written: &str) -> String {
        let mut text = String::new();
        let mut rest = written;
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap();
            if let Some(after) = rest.strip_prefix("u{").filter(|_| c == '\\') {
                let (code, after) = after.split_once('}').unwrap();
                let code = u32::from_str_radix(code, 16).unwrap();
                text.push(char::from_u32(code).unwrap());
                rest = after;
            } else if c == '^' {
                let code = rest.as_bytes()[0];
                text.push(char::from(code ^ 0x40));
                rest = rest.get(1..).unwrap();
            } else {
                text.push(c);
            }
        }
        text
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_all_is_harmless(
            text in prop::collection::vec(
                prop_oneof![
                    any::<char>(),
                    (0..0xA0_u32).prop_map(|c| char::from_u32(c).unwrap()),
                    (0x2000..0x2070_u32).prop_map(|c| char::from_u32(c).unwrap()),
                    (0xE0000..0xE0200_u32).prop_map(|c| char::from_u32(c).unwrap()),
                    Just('\u{301}'), Just('\u{200D}'), Just('\u{1F469}'), Just('\u{1F3F4}'),
                    Just('\u{1100}'), Just('文'),
                ],
                0..60,
            ),
        ) {
            // Signs that stand for others would be read as those.
            let text: String = text.into_iter().filter(|c| !"^\\".contains(*c)).collect();
            let written = caret(&text);
            prop_assert_eq!(&back(&written), &text);
            prop_assert_eq!(clean(&written), &*written);
        }
    }
}
