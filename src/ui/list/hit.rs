//! A hit of the search in texts: what its headline marks, and the row below it with
//! what stands around the match.
//!
//! Invariant: what is cut off has a sign at either end, and what stands in the headline
//! already is not repeated below it.

use std::ops::Range;

use super::MARGIN;
use crate::app::texts::Mode;
use crate::app::{Area, Model};
use crate::config::Role;
use crate::search::{Form, Phrase};
use crate::store::{RowIx, matched_part};
use crate::text::{Clean, clip, joined};
use crate::ui::paint::Canvas;

/// What the headlines of hits are looked through for; None where they are no hits.
pub(super) fn phrase(model: &Model) -> Option<Phrase> {
    let list = &model.list;
    let hits = list.mode == Mode::Text && list.is_own();
    hits.then(|| Phrase::new(&list.query)).flatten()
}

/// The characters of a headline that hold what is looked for, ascending.
pub(super) fn marks(phrase: &Phrase, headline: &str) -> Vec<u32> {
    let part = matched_part(headline);
    let found: Vec<Range<usize>> = phrase.find_iter(part.as_bytes(), Form::Text).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let chars = (0..).zip(part.char_indices());
    chars
        .filter(|(_, (at, _))| found.iter().any(|range| range.contains(at)))
        .map(|(nth, _)| nth)
        .collect()
}

/// The text around a hit, below its headline.
pub(super) fn around(
    model: &Model,
    row: RowIx,
    place: usize,
    above: Area,
    canvas: &mut Canvas<'_>,
) {
    let hit = model.list.hits.get(place).filter(|hit| hit.row == row);
    let Some(hit) = hit else { return };
    let area = Area {
        x: above.x + 2 * MARGIN,
        y: above.y + 1,
        width: above.width.saturating_sub(3 * MARGIN),
        height: 1,
    };
    let bytes: Vec<usize> = hit.text.char_indices().map(|(at, _)| at).collect();
    let from = |nth: u32| bytes.get(nth as usize).copied().unwrap_or(hit.text.len());
    let marks = from(hit.marks.start)..from(hit.marks.end);
    let headline = model.list.rows().headline(row);
    let first = repeated(&hit.text, &headline);
    let before = hit.text.get(first..marks.start).unwrap_or_default();
    // The match is in the middle of the row where the text before it is long.
    let room = (area.width / 2) as usize;
    let mut start = clip::tail_start(before, room, canvas.ambiguous);
    let mut sign = Clean::<&str>::default();
    if start > 0 {
        start = clip::tail_start(before, room.saturating_sub(1), canvas.ambiguous);
        sign = clip::CUT.into();
    }
    start += first;
    let shown = joined![sign, hit.text.text().piece(start..)];
    let shown = clip::clip(&shown, area.width as usize, canvas.ambiguous);
    let (quiet, matched) = (canvas.role(Role::Quiet), canvas.role(Role::Match));
    canvas.put(area, 0, &shown, |at| {
        let at = at.checked_sub(sign.len());
        if at.is_some_and(|at| marks.contains(&(at + start))) {
            matched
        } else {
            quiet
        }
    });
}

/// How many bytes at the head of `text` only repeat the headline: a file begins with
/// its own.
fn repeated(text: &str, headline: &str) -> usize {
    let Some(rest) = text.strip_prefix(headline).filter(|_| !headline.is_empty()) else {
        // What was cut out of it may end within the headline.
        return if headline.starts_with(text) {
            text.len()
        } else {
            0
        };
    };
    let body = rest.trim_start();
    if body.len() < rest.len() || rest.is_empty() {
        text.len() - body.len()
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_that_is_repeated_is_left_out() {
        let headline = "河内大雨";
        for (text, rest) in [
            ("河内大雨 昨夜机场关闭", "昨夜机场关闭"),
            ("河内大雨", ""),
            ("河内", ""),
            // Only a part of a longer line, or another place of the text.
            ("河内大雨昨夜机场关闭", "河内大雨昨夜机场关闭"),
            ("昨夜河内大雨", "昨夜河内大雨"),
        ] {
            assert_eq!(text.get(repeated(text, headline)..), Some(rest), "{text}");
        }
        assert_eq!(repeated("河内", ""), 0, "there is no headline");
    }

    #[test]
    fn a_headline_marks_each_word_that_must_be_there() {
        let marked = |query: &str, headline: &str| {
            let phrase = Phrase::new(query);
            phrase.map(|phrase| marks(&phrase, headline))
        };
        assert_eq!(marked("河内", "雨夜河内,河内"), Some(vec![2, 3, 5, 6]));
        assert_eq!(marked("河内 雨 !雪", "雨夜河内雪"), Some(vec![0, 2, 3]));
        assert_eq!(marked("tokyo", "ＴＯＫＹＯ塔"), Some(vec![0, 1, 2, 3, 4]));
        assert_eq!(marked("晴", "雨夜河内"), Some(Vec::new()));
        assert_eq!(marked(" ", "雨夜河内"), None);
    }
}
