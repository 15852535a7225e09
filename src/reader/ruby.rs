//! Readings that a source brings itself: `<ruby>漢字<rt>かんじ</rt></ruby>`, and in
//! Japanese `漢字《かんじ》` with `｜` before what it stands above, as Aozora Bunko
//! writes it. Above the text where readings are shown; else HTML's stands in
//! brackets behind it, and Aozora's stays as it was written.
//!
//! Invariant: text without markup is left alone; markup that is not closed is text.

use std::ops::Range;

use crate::text::clean::Joined;
use crate::text::shown::Rewriter;
use crate::text::{Clean, Lang, Reading, Shown, class, joined};

/// A longer text is no base and no reading, in bytes.
const LONGEST: usize = 240;

/// One annotated piece, as byte ranges of the source.
struct Found {
    /// All of it, markup included.
    whole: Range<usize>,
    base: Range<usize>,
    reading: Clean,
    /// HTML markup is never shown.
    html: bool,
}

/// Sets the readings of `shown`, `above` the text or not.
pub(super) fn set(shown: Shown<'_>, lang: Lang, above: bool) -> Shown<'_> {
    let html = shown.text.contains("<ruby>");
    let aozora = above && lang == Lang::Japanese && shown.text.contains('《');
    if !html && !aozora {
        return shown;
    }
    let text = shown.text.view();
    let mut rewriter = Rewriter::new(text);
    let mut readings = Vec::new();
    for found in pieces(text, aozora) {
        if !above {
            if found.html {
                let base = text.piece(found.base);
                rewriter.replace(found.whole, joined![base, "（", found.reading, "）"]);
            }
            continue;
        }
        rewriter.replace(found.whole.start..found.base.start, "");
        rewriter.replace(found.base.end..found.whole.end, "");
        readings.push(Reading {
            start: found.base.start,
            end: found.base.end,
            text: found.reading,
        });
    }
    let Some((text, edits)) = rewriter.finish() else {
        return shown;
    };
    // Over their bases in the source, they move along with them.
    let mut marked = shown;
    marked.readings.extend(readings);
    marked.changed(text, edits)
}

fn pieces(text: Clean<&str>, aozora: bool) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut from = 0;
    while let Some(next) = text.get(from..).and_then(|rest| rest.find(['<', '《'])) {
        let at = from + next;
        let floor = found.last().map_or(0, |last| last.whole.end);
        if text.get(at..).is_some_and(|rest| rest.starts_with('<')) {
            found.extend(html(text, at).unwrap_or_default());
            from = at + 1;
        } else {
            found.extend(marked(text, at, floor).filter(|_| aozora));
            from = at + '《'.len_utf8();
        }
        from = from.max(found.last().map_or(0, |last| last.whole.end));
    }
    found
}

/// The pairs of `<ruby>BASE(<rp>(</rp>)<rt>READING</rt>(<rp>)</rp>)…</ruby>` at
/// byte `at`; None where it is not such an element.
fn html(text: Clean<&str>, at: usize) -> Option<Vec<Found>> {
    let body = text.get(at..)?.strip_prefix("<ruby>")?;
    let near = crate::text::cluster::floor(body, LONGEST);
    let length = body.get(..near)?.find("</ruby>")?;
    let from = at + "<ruby>".len();
    let end = from + length + "</ruby>".len();
    let pairs = pairs(text.piece(from..from + length), from)?;
    let bases: Vec<usize> = pairs.iter().map(|(base, _)| base.start).collect();
    let found = pairs
        .into_iter()
        .enumerate()
        .map(|(nth, (base, reading))| Found {
            whole: if nth == 0 { at } else { base.start }
                ..bases.get(nth + 1).copied().unwrap_or(end),
            base,
            reading: reading.finish(),
            html: true,
        });
    let found: Vec<Found> = found.collect();
    (!found.is_empty()).then_some(found)
}

/// Bases, as byte ranges from `from` on, with their readings.
fn pairs(body: Clean<&str>, from: usize) -> Option<Vec<(Range<usize>, Joined)>> {
    let mut pairs: Vec<(Range<usize>, Joined)> = Vec::new();
    let (mut in_reading, mut in_bracket) = (false, false);
    let mut rest = body;
    while !rest.is_empty() {
        let start = from + body.len() - rest.len();
        let end = match rest.find('<') {
            Some(0) => rest.find('>')? + 1,
            Some(end) => end,
            None => rest.len(),
        };
        let piece = rest.piece(..end);
        rest = rest.piece(end..);
        match piece.as_str() {
            "<rt>" => in_reading = true,
            "</rt>" => in_reading = false,
            "<rp>" => in_bracket = true,
            "</rp>" => in_bracket = false,
            "<rb>" | "</rb>" => {}
            tag if tag.starts_with('<') => return None,
            text if in_bracket || text.trim().is_empty() => {}
            _ if in_reading => pairs.last_mut()?.1.push(piece.trimmed()),
            text => match pairs.last() {
                Some((_, reading)) if reading.is_empty() => return None,
                _ => pairs.push((start..start + text.len(), Joined::default())),
            },
        }
    }
    let read = |(_, reading): &(_, Joined)| !reading.is_empty();
    pairs.iter().all(read).then_some(pairs)
}

/// Aozora's `漢字《かんじ》` around the `《` at byte `at`; kana alone is a reading.
fn marked(text: Clean<&str>, at: usize, floor: usize) -> Option<Found> {
    let after = text.get(at..)?.strip_prefix('《')?;
    // Not further than a reading is long, so that no text is searched again and again.
    let near = crate::text::cluster::floor(after, LONGEST + '》'.len_utf8());
    let length = after.get(..near)?.find('》').filter(|length| *length > 0)?;
    let from = at + '《'.len_utf8();
    let reading = text.piece(from..from + length);
    let is_kana = |c: char| class::is_kana(c) || matches!(c, '・' | ' ' | '\u{3000}');
    if !reading.chars().all(is_kana) {
        return None;
    }
    let head = text.get(floor..at)?;
    let near = head.get(crate::text::cluster::floor(head, head.len().saturating_sub(LONGEST))..)?;
    let (start, base) = match near.rfind(['｜', '|']) {
        Some(bar) if !near.get(bar..)?.contains(['。', '、', '》']) => {
            let mark = near.get(bar..)?.chars().next()?.len_utf8();
            (at - near.len() + bar, at - near.len() + bar + mark)
        }
        _ => {
            let han = near.trim_end_matches(|c| class::is_han(c) || c == '々' || c == 'ヶ');
            let start = at - near.len() + han.len();
            (start, start)
        }
    };
    let end = at + 2 * '《'.len_utf8() + length;
    (base < at).then(|| Found {
        whole: start..end,
        base: base..at,
        reading: reading.to_owned(),
        html: false,
    })
}

#[cfg(test)]
#[allow(clippy::string_slice, reason = "a test that slices wrongly fails")]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    #[track_caller]
    fn check(text: &str, above: bool, expected: &str, readings: &[(&str, &str)]) {
        let text = clean(text);
        let shown = set(Shown::as_is(text.view()), Lang::Japanese, above);
        assert_eq!(shown.text, expected);
        let found: Vec<(&str, &str)> = shown
            .readings
            .iter()
            .map(|r| (&shown.text[r.start..r.end], r.text.as_str()))
            .collect();
        assert_eq!(found, readings);
        let end = shown.text.len();
        assert_eq!(shown.map.source(end), text.len());
    }

    #[test]
    fn html_ruby_stands_above_or_in_brackets() {
        let text = "この<ruby>漢字<rt>かんじ</rt></ruby>は<ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>だ";
        check(
            text,
            true,
            "この漢字は字だ",
            &[("漢字", "かんじ"), ("字", "じ")],
        );
        check(text, false, "この漢字（かんじ）は字（じ）だ", &[]);
        let pairs = "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>";
        check(pairs, true, "漢字", &[("漢", "かん"), ("字", "じ")]);
    }

    #[test]
    fn aozora_ruby_stands_above_or_as_written() {
        check(
            "春の青空《あおぞら》を",
            true,
            "春の青空を",
            &[("青空", "あおぞら")],
        );
        check(
            "春の青空《あおぞら》を",
            false,
            "春の青空《あおぞら》を",
            &[],
        );
        check(
            "この｜お菓子《おかし》は",
            true,
            "このお菓子は",
            &[("お菓子", "おかし")],
        );
        check("『文庫』《ぶんこ》", true, "『文庫』《ぶんこ》", &[]);
        check("雑誌《文藝》を読む", true, "雑誌《文藝》を読む", &[]);
        check(
            "山《やま》川《かわ》",
            true,
            "山川",
            &[("山", "やま"), ("川", "かわ")],
        );
    }

    #[test]
    fn broken_markup_is_text() {
        for text in [
            "<ruby>漢字<rt>かんじ",
            "<ruby>漢字</rt>",
            "<ruby><rt>か</rt></ruby>",
            "<ruby>漢<b>字</b><rt>か</rt></ruby>",
            "《かな》",
            "漢字《",
            "漢字《》",
            "<ruby>漢<rb>字</rb><rt>かんじ</rt></ruby>",
            "<<<《《《",
        ] {
            check(text, true, text, &[]);
        }
        for piece in ["<ruby>", "《", "｜", "漢《", "漢《か", "<ruby>漢<rt>"] {
            let many = piece.repeat(300_000 / piece.len());
            check(&many, true, &many, &[]);
        }
    }
}
