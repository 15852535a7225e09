//! The sign-off at the end of the last paragraph: `(越通社——VNA)`, `(完)`.

use super::agency;
use super::marks::{
    End, closing_bracket, end, is_blank, is_dash, is_east_asian, longer_than, trim,
};

/// What says that an article is over.
const OVER: &[&str] = &[
    "完",
    "全文完",
    "完毕",
    "完畢",
    "终",
    "終",
    "了",
    "おわり",
    "끝",
    "End",
    "END",
    "end",
    "Hết",
    "HẾT",
];

/// No sign-off is longer than this, in characters.
const LONGEST: usize = 40;

/// No more sign-offs stand one after the other.
const MOST: usize = 4;

/// The sign-off that `paragraph` ends with, brackets included.
pub(super) fn find(paragraph: &str) -> Option<&str> {
    let text = without_stop(trim(paragraph));
    let mut from = text.len();
    // `(完)(越通社)`: both of them.
    for _ in 0..MOST {
        let Some(start) = one(text.get(..from)?, MOST) else {
            break;
        };
        from = start;
    }
    (from < text.len()).then(|| text.get(from..)).flatten()
}

/// Where the last sign-off of `text` begins; at most `more` others before it
/// say that the sentence is over.
fn one(text: &str, more: usize) -> Option<usize> {
    let text = text.trim_end_matches(is_blank);
    if let Some(before) = text.strip_suffix("./.") {
        return Some(before.len());
    }
    let (before, _, inside) = closing_bracket(text, LONGEST)?;
    let inside = trim(inside);
    let closes = before.is_empty()
        || end(before) != End::Open
        || more > 0 && one(before, more - 1).is_some();
    let fits = OVER.contains(&inside)
        || is_pair(inside, closes)
        || closes && (agency::is_formed(inside) || all_names(inside));
    fits.then_some(before.len())
}

/// An agency and its Latin code, parted by dashes. An unknown agency counts
/// only where the sentence before is over (`closes`).
fn is_pair(inside: &str, closes: bool) -> bool {
    let Some((name, rest)) = inside.split_once(is_dash) else {
        return false;
    };
    let (name, code) = (trim(name), trim(rest.trim_start_matches(is_dash)));
    let is_code = longer_than(code, 1)
        && !longer_than(code, 10)
        && code.chars().all(|c| matches!(c, 'A'..='Z' | 'Ａ'..='Ｚ'));
    let is_short = !name.is_empty() && !longer_than(name, 10) && name.chars().all(is_east_asian);
    (agency::is_name(name) && (is_code || agency::is_name(code)))
        || closes && is_short && (is_code || agency::is_name(code))
}

/// `越通社/新华社`, `越通社、VNA`.
fn all_names(inside: &str) -> bool {
    inside
        .split(|c: char| is_dash(c) || is_blank(c) || matches!(c, '/' | '、' | ',' | '，' | '·'))
        .filter(|part| !part.is_empty())
        .all(agency::is_name)
        && !inside.is_empty()
}

/// `text` without the full stop after its last bracket (`(越通社——VNA)。`), where
/// the sentence before that bracket has its own: else the stop is that sentence's.
fn without_stop(text: &str) -> &str {
    let bare = text.trim_end_matches(['。', '｡', '．', '.']);
    let inner = bare.trim_end_matches(is_blank);
    match closing_bracket(inner, LONGEST) {
        Some((before, _, _)) if bare.len() < text.len() && !text.ends_with("./.") => {
            let over = trim(before).is_empty()
                || end(before) != End::Open
                || trim(before).ends_with([')', '）']);
            if over { inner } else { text }
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paragraph: &str, want: &str) {
        assert_eq!(find(paragraph).unwrap_or(""), want, "{paragraph}");
    }

    #[test]
    fn signoffs_are_found() {
        check("桥通车了。(越通社——VNA)", "(越通社——VNA)");
        check("桥通车了。(越通社—VNA)\u{a0}", "(越通社—VNA)");
        check("桥通车了。(越通社-VNA) ", "(越通社-VNA)");
        check("桥通车了。（越通社——VNA）", "（越通社——VNA）");
        check("桥通车了(越通社——VNA)", "(越通社——VNA)");
        check("桥通车了。(完)", "(完)");
        check("桥通车了。（完）", "（完）");
        check("桥通车了。 (完)", "(完)");
        check("桥通车了。(完)(新华社)", "(完)(新华社)");
        check("桥通车了。(新华社)", "(新华社)");
        check("桥通车了。(河报——HEBAO)", "(河报——HEBAO)");
        check("橋が開通した。(共同)", "(共同)");
        check("다리가 열렸다. (끝)", "(끝)");
        check("桥通车了。./.", "./.");
        check("(越通社——VNA)", "(越通社——VNA)");
        check("桥通车了。(江城社)", "(江城社)");
        check("桥通车了。(阮文——越通社)", "(阮文——越通社)");
        check("桥通车了。（越通社——ＶＮＡ）", "（越通社——ＶＮＡ）");
    }

    #[test]
    fn a_stop_may_follow() {
        check("桥通车了。(越通社——VNA).", "(越通社——VNA)");
        check("桥通车了。(越通社——VNA)。\u{a0}", "(越通社——VNA)");
        check("桥通车了!(完) 。", "(完)");
        check("桥通车了。(完)(越通社)。", "(完)(越通社)");
        check("(越通社——VNA).", "(越通社——VNA)");
        // Here the stop is that of the sentence before: nothing may be lost.
        check("桥通车了(越通社——VNA)。", "");
        check("桥通车了(左)。", "");
    }

    #[test]
    fn other_brackets_are_none() {
        check("桥通车了(左)", "");
        check("造桥的是两家通讯社(新华社)", "");
        check("他们试飞了歼击机(歼-JJ)", "");
        check("桥通车了。", "");
        check("桥通车了。()", "");
        check("桥通车了(阮文——越通社)", "");
    }

    #[test]
    fn brackets_without_end_are_looked_at_from_the_end_only() {
        let many = |group: &str| format!("桥{}", group.repeat(100_000));
        check(&many("(a)"), "");
        check(&many("()"), "");
        check(&many("(完)"), "(完)(完)(完)(完)");
        check(&many("(河报-HEBAO)"), "");
        check(&format!("{}(新华社)", many("(河报-HEBAO)")), "");
    }
}
