//! What a record says beside the text of its article: names, and values that are
//! JSON already.
//!
//! Invariant: values stay what they were, numbers digit by digit; only blanks
//! between their parts go, and unsafe characters in their strings are escaped.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::is_unsafe;
use crate::article::AsWritten;

/// The fields of an article that comes from a record.
pub(super) struct Fields<'a>(&'a [(String, String)]);

impl<'a> Fields<'a> {
    /// None where the source is no record, or says no more than its text.
    pub(super) fn of(article: &'a AsWritten) -> Option<Self> {
        (!article.fields.is_empty()).then_some(Self(&article.fields))
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut names = HashSet::new();
        for (name, raw) in self.0 {
            if names.insert(name) {
                // What is no JSON after all is nothing.
                map.serialize_entry(name, &RawValue::from_string(safe(raw)).ok())?;
            }
        }
        map.end()
    }
}

/// The same JSON, compact, without characters that a terminal obeys. JSON has
/// these between its parts, where they are blanks, or inside a string.
fn safe(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let (mut in_string, mut after_backslash) = (false, false);
    for c in raw.chars() {
        if !in_string && c.is_ascii_whitespace() {
            continue;
        }
        if c == '"' && !after_backslash {
            in_string = !in_string;
        }
        after_backslash = c == '\\' && !after_backslash;
        if is_unsafe(c) {
            // A text has room for whatever is written to it.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;
    use crate::cli::json::article_json;
    use crate::ingest;

    #[test]
    fn values_stay_what_they_were() {
        for (raw, want) in [
            ("12345678901234567890.10e+3", "12345678901234567890.10e+3"),
            (
                "{ \"b\" : [ 1,\n2 ],\t\"a\": \"x y\" }",
                "{\"b\":[1,2],\"a\":\"x y\"}",
            ),
            ("\"a\\\\\"", "\"a\\\\\""),
            ("\"q\\\" z \\\\\\\" w\"", "\"q\\\" z \\\\\\\" w\""),
            ("\"\u{202e}a\u{9b}\u{7f}\"", "\"\\u202ea\\u009b\\u007f\""),
        ] {
            assert_eq!(safe(raw), want);
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(safe(&deep), deep);
    }

    #[test]
    fn fields_are_an_object() {
        let source = Source::Seed("bridge".into());
        let mut article = ingest::parse("双桥通车", source, Vec::new());
        assert!(
            article_json(&article)
                .to_string()
                .contains("\"fields\":null")
        );
        let fields = [
            ("url", "\"https://a.example/\u{202e}\""),
            ("bad\u{1b}", "{"),
            ("url", "2"),
        ];
        article.fields = fields
            .map(|(name, raw)| (name.to_owned(), raw.to_owned()))
            .into();
        let want = "\"fields\":{\"url\":\"https://a.example/\\u202e\",\"bad\\u001b\":null}";
        let json = article_json(&article).to_string();
        assert!(json.contains(want), "{json}");
    }
}
