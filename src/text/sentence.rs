//! Where sentences begin: behind a stop and what closes with it, in East Asian
//! text; behind a full stop and a blank elsewhere.
//!
//! Invariant: beginnings ascend and lie between clusters; the work is linear in
//! the text.

use super::class::{self, Class};
use super::cluster::Clusters;

/// What has ended a sentence, if it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// `。`: whatever follows.
    Sure,
    /// `!`: not where Latin text goes on, as in a URL.
    Shout,
    /// `.`: where a blank follows, which it does not in `3.5` and `yue.rs`.
    Dot,
    /// `…`: where a closing mark or a blank follows; else it is a pause.
    Pause,
}

impl End {
    fn of(c: char) -> Option<Self> {
        match c {
            '。' | '｡' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => Some(Self::Sure),
            '!' | '?' => Some(Self::Shout),
            '.' | '．' => Some(Self::Dot),
            _ if class::of(c).has(Class::ELLIPSIS) => Some(Self::Pause),
            _ => None,
        }
    }
}

/// What stands between a mark that may end a sentence and what follows.
#[derive(Clone, Copy)]
struct After {
    end: End,
    closed: bool,
    blank: bool,
}

impl After {
    /// Whether a sentence begins with `c`.
    fn begins(self, c: char) -> bool {
        let ended = match self.end {
            End::Sure => true,
            End::Shout => self.blank || self.closed || !c.is_ascii(),
            End::Dot => self.blank,
            End::Pause => self.blank || self.closed,
        };
        ended && !class::of(c).has(Class::NOT_START)
    }
}

/// Byte offsets where the sentences of a paragraph begin, the first at 0.
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut after: Option<After> = None;
    let mut quoted = false;
    for (at, cluster) in Clusters::new(text) {
        let c = cluster.chars().next().unwrap_or(' ');
        if at == 0 {
            starts.push(0);
        }
        let closes = "”’」』）)》】〉〕］]".contains(c) || c == '"' && quoted;
        quoted ^= c == '"';
        after = match (End::of(c), after) {
            (Some(end), _) => Some(After {
                end,
                closed: false,
                blank: false,
            }),
            (None, None) => None,
            (None, Some(after)) if closes => Some(After {
                closed: true,
                ..after
            }),
            (None, Some(after)) if c.is_whitespace() && c != '\u{A0}' => Some(After {
                blank: true,
                ..after
            }),
            (None, Some(after)) => {
                starts.extend(after.begins(c).then_some(at));
                None
            }
        };
    }
    starts
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(expected: &[&str]) {
        let text = expected.concat();
        let mut bounds = starts(&text);
        bounds.push(text.len());
        let found: Vec<&str> = bounds.windows(2).map(|w| &text[w[0]..w[1]]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_end_sentences_with_what_closes_behind_them() {
        check(&["甲说：“乙！”", "丙。", "「丁。」", "戊？！", "己"]);
        check(&["甲问:\"乙?\"", "丙说:\"丁!\"", "戊"]);
        check(&["（甲乙。）、丙丁。", "戊"]);
        check(&["一。\u{3099}", "二"]);
        check(&["等等……再走。", "“走……”", "他说"]);
    }

    #[test]
    fn a_full_stop_needs_a_blank() {
        check(&["비가 왔다. ", "눈도 3.5 cm 왔다. ", "끝"]);
        check(&["See yue.rs? ", "He said \"no.\" ", "It is 甲!", "乙"]);
        check(&["看 https://a.b/?x=1!y 吧。", "好"]);
        check(&["  甲。  ", "乙"]);
    }

    #[test]
    fn nothing_has_no_sentences() {
        assert_eq!(starts(""), Vec::<usize>::new());
        assert_eq!(starts("甲"), [0]);
    }
}
