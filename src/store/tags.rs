//! Tags: how they are written side by side, and how a list of them changes.
//!
//! Blanks and commas part tags, at the prompt and on the command line; a tag that holds
//! some, which the file may have, stands in double quotes: `news "new york"`.
//!
//! Invariant: [`tags_of`] gives back what [`tags_text`] has written.

use crate::article::ArticleId;
use crate::store::BookmarkChange;
use crate::text::{clean, fold};

/// The longest tag that a bookmark is given, in characters, and the most that it is given.
/// One that a file holds is read, however long.
const TAG_CHARS: usize = 64;
const TAGS: usize = 64;

const QUOTE: char = '"';
const ESCAPE: char = '\\';

/// The tags that a text names: by blanks or commas, with or without `#`.
pub fn tags_of(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c| parts(c) || is_sign(c));
        if rest.is_empty() {
            return tags;
        }
        let (tag, after) = if let Some(quoted) = rest.strip_prefix(QUOTE) {
            unquoted(quoted)
        } else {
            let end = rest.find(parts).unwrap_or(rest.len());
            let (tag, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            (tag.to_owned(), after)
        };
        rest = after;
        let tag = clean::line(&tag).trim().to_owned();
        if !tag.is_empty() && !tags.iter().any(|known| same_tag(known, &tag)) {
            tags.push(tag);
        }
    }
}

/// Why a bookmark with the tags `held` is not given `tags` instead: one is too long, or
/// there are too many; with the first tag that is. What it has already it may keep.
pub fn refused<'a>(held: &[String], tags: &'a [String]) -> Option<(&'a str, &'static str)> {
    let mut new = tags.iter().filter(|tag| !held.contains(tag));
    let long = new.clone().find(|tag| tag.chars().count() > TAG_CHARS);
    if let Some(tag) = long {
        return Some((tag, "why-tag-long"));
    }
    let room = TAGS.saturating_sub(tags.len() - new.clone().count());
    new.nth(room).map(|tag| (tag.as_str(), "why-tags-many"))
}

/// Tags side by side, as [`tags_of`] reads them.
pub fn tags_text(tags: &[String]) -> String {
    let written = |tag: &String| {
        if !tag.contains(parts) && !tag.starts_with(|c| c == QUOTE || is_sign(c)) {
            return tag.clone();
        }
        let mut quoted = String::from(QUOTE);
        for c in tag.chars() {
            if c == QUOTE || c == ESCAPE {
                quoted.push(ESCAPE);
            }
            quoted.push(c);
        }
        quoted.push(QUOTE);
        quoted
    };
    let all: Vec<String> = tags.iter().map(written).collect();
    all.join(" ")
}

/// Whether two tags are the same for a reader: case, width and form do not count.
pub fn same_tag(one: &str, other: &str) -> bool {
    fold::fold(one) == fold::fold(other)
}

/// `tags` without those of `remove`, and then with those of `add`, each once.
pub fn retagged(mut tags: Vec<String>, add: &[String], remove: &[String]) -> Vec<String> {
    tags.retain(|own| !remove.iter().any(|tag| same_tag(own, tag)));
    for tag in add {
        if !tags.iter().any(|own| same_tag(own, tag)) {
            tags.push(tag.clone());
        }
    }
    tags
}

/// The change that makes `after` of `before`, and touches no other tag that somebody
/// else may give the bookmark meanwhile.
pub fn retag(id: ArticleId, before: &[String], after: &[String]) -> BookmarkChange {
    let beyond = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter()
            .filter(|tag| !other.contains(tag))
            .cloned()
            .collect()
    };
    let (add, remove) = (beyond(after, before), beyond(before, after));
    if retagged(before.to_vec(), &add, &remove) == after {
        return BookmarkChange::Tag { id, add, remove };
    }
    // In another order, or one twice.
    let (add, remove) = (after.to_vec(), before.to_vec());
    BookmarkChange::Tag { id, add, remove }
}

fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、')
}

fn is_sign(c: char) -> bool {
    matches!(c, '#' | '＃')
}

/// What stands up to the closing quote, and what follows it.
fn unquoted(text: &str) -> (String, &str) {
    let mut tag = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            QUOTE => break,
            ESCAPE => {
                let next = chars.clone().next();
                let escaped = next.filter(|next| matches!(*next, QUOTE | ESCAPE));
                if escaped.is_some() {
                    chars.next();
                }
                tag.push(escaped.unwrap_or(ESCAPE));
            }
            c => tag.push(c),
        }
    }
    (tag, chars.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn owned(tags: &[&str]) -> Vec<String> {
        tags.iter().map(|tag| (*tag).to_owned()).collect()
    }

    #[test]
    fn tags_are_what_stands_between_blanks_and_commas() {
        assert_eq!(
            tags_of(" #新闻，news、ＮＥＷＳ  #,ニュース\u{1b}[31m "),
            ["新闻", "news", "ニュース"]
        );
        assert_eq!(tags_of(&"x".repeat(100)), ["x".repeat(100)]);
        assert_eq!(tags_of(""), [""; 0]);
    }

    #[test]
    fn in_quotes_a_tag_may_hold_blanks() {
        assert_eq!(
            tags_of(r##"a "new york",#"x, y" "#z" "q\"\\" it's"end "open"##),
            ["a", "new york", "x, y", "#z", "q\"\\", "it's\"end", "open"]
        );
        assert_eq!(
            tags_text(&owned(&["a", "new york", "\"q", "#"])),
            r##"a "new york" "\"q" "#""##
        );
    }

    #[test]
    fn too_long_and_too_many_are_refused() {
        let many = |count: usize| -> Vec<String> { (0..count).map(|n| n.to_string()).collect() };
        let (most, long) = (many(64), "题".repeat(64));
        assert_eq!(refused(&[], &most), None);
        assert_eq!(refused(&[], &many(65)), Some(("64", "why-tags-many")));
        assert_eq!(refused(&[], &owned(&["a", &long])), None);
        let long = long + "a";
        let tags = owned(&["a", &long]);
        assert_eq!(refused(&[], &tags), Some((long.as_str(), "why-tag-long")));
        // What is there by a hand stays.
        assert_eq!(refused(&tags, &tags), None);
        let held = many(71);
        assert_eq!(refused(&held, &many(70)), None);
        assert_eq!(refused(&held, &many(72)), Some(("71", "why-tags-many")));
        assert_eq!(refused(&many(63), &most), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            tags in prop_oneof![
                prop::collection::vec("[a-c#＃\"\\\\ ,，、甲丁]{1,6}", 0..5),
                prop::collection::vec("[a-z#\" 甲丁]{1,100}", 0..100),
            ],
        ) {
            let mut given: Vec<String> = Vec::new();
            for tag in tags.iter().map(|tag| tag.trim().to_owned()) {
                if !tag.is_empty() && !given.iter().any(|own| same_tag(own, &tag)) {
                    given.push(tag);
                }
            }
            prop_assert_eq!(tags_of(&tags_text(&given)), given);
        }

        #[test]
        fn a_change_makes_the_one_of_the_other(
            before in prop::collection::vec("[aAbc]", 0..4),
            after in prop::collection::vec("[aBcd]", 0..4),
        ) {
            let after = retagged(Vec::new(), &after, &[]);
            let BookmarkChange::Tag { add, remove, .. } = retag(ArticleId(1), &before, &after) else {
                unreachable!();
            };
            prop_assert_eq!(retagged(before, &add, &remove), after);
        }
    }

    #[test]
    fn what_others_have_added_stays() {
        let BookmarkChange::Tag { add, remove, .. } =
            retag(ArticleId(1), &owned(&["a", "b"]), &owned(&["a", "c"]))
        else {
            unreachable!();
        };
        assert_eq!(
            retagged(owned(&["a", "b", "theirs"]), &add, &remove),
            ["a", "theirs", "c"]
        );
    }
}
