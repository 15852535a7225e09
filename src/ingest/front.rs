//! What stands between the headline and the body: subheadline and lead.
//!
//! Told by what follows them: the photo label repeats a title, the first
//! paragraph carries the dateline and repeats the lead. Lengths only break ties.

use super::lines::Lines;
use super::marks::{End, end, first_chars, is_blank, longer_than};
use super::news::Kind;

/// How far from the headline captions and dateline still tell what is between.
const NEAR: usize = 6;

/// A line of more characters without an end mark is a lead rather than a headline.
const LONGEST_HEADLINE: usize = 58;

/// Line numbers of what stands before the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) subheadline: Option<usize>,
    pub(super) lead: Option<usize>,
}

/// Subheadline and lead among the lines from `first` on. `kinds` are those of
/// the lines of the main part, `dated` the line with the dateline;
/// `news`: the agency's line or the heading of the related part is there.
pub(super) fn front(
    lines: &Lines<'_>,
    kinds: &[Kind],
    first: usize,
    dated: Option<usize>,
    news: bool,
) -> Front {
    let text_at = |i: usize| kinds.get(i) == Some(&Kind::Text) && dated != Some(i);
    let stop = (first..first + NEAR).find(|i| {
        dated == Some(*i) || matches!(kinds.get(*i), Some(Kind::Caption { .. } | Kind::Title))
    });
    let zone = (first..kinds.len())
        .take_while(|i| stop.is_none_or(|stop| *i < stop) && text_at(*i))
        .count();
    let subheadline = is_subheadline(lines, kinds, first, zone, stop.is_some()).then_some(first);
    let lead_at = first + usize::from(subheadline.is_some());
    let left = (first + zone).saturating_sub(lead_at);
    let alone = stop
        .is_some_and(|stop| stop == first + zone && (left == 1 || left > 1 && dated == Some(stop)));
    let is_lead = left > 0
        && (alone || left > 1 && (repeats(lines, lead_at) || is_set_off(lines, lead_at, news)));
    let lead = match stop {
        _ if is_lead => Some(lead_at),
        Some(stop) if left == 0 => below_captions(lines, kinds, stop, dated),
        _ => None,
    };
    Front { subheadline, lead }
}

/// The lead below the captions that begin at `stop`: the line that the
/// paragraph after it, with the dateline, says again.
fn below_captions(
    lines: &Lines<'_>,
    kinds: &[Kind],
    stop: usize,
    dated: Option<usize>,
) -> Option<usize> {
    let at = (stop..kinds.len())
        .find(|i| !matches!(kinds.get(*i), Some(Kind::Caption { .. } | Kind::Title)))?;
    let is_text = |i: usize| kinds.get(i) == Some(&Kind::Text);
    let both = dated != Some(at) && is_text(at) && is_text(at + 1);
    (both && (dated == Some(at + 1) || repeats(lines, at))).then_some(at)
}

/// Whether line `at`, the first of `zone` lines of text, is a second headline.
fn is_subheadline(
    lines: &Lines<'_>,
    kinds: &[Kind],
    at: usize,
    zone: usize,
    bounded: bool,
) -> bool {
    if zone == 0 {
        return false;
    }
    if kinds.contains(&Kind::Caption { repeats: Some(at) }) {
        return true;
    }
    let text = lines.get(at);
    let short = !longer_than(text, LONGEST_HEADLINE);
    let open = match end(text) {
        End::Full => false,
        End::Half => short,
        End::Open => true,
    };
    let next = lines.get(at + 1);
    let before_text = zone > 1 && (end(next) != End::Open || longer_than(next, LONGEST_HEADLINE));
    match (open, bounded) {
        (false, _) => false,
        (true, true) if zone > 1 => before_text,
        (true, true) => short && (lines.gap(at + 1) || !longer_than(text, 30)),
        (true, false) => short && before_text && (lines.gap(at + 1) || !lines.gap(at)),
    }
}

/// Whether the line after `at` says again what line `at` says: whole, as its
/// beginning, or nearly.
fn repeats(lines: &Lines<'_>, at: usize) -> bool {
    const SAMPLE: usize = 12;
    let squeeze = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
    let lead = squeeze(first_chars(lines.get(at), 400));
    let next = squeeze(first_chars(lines.get(at + 1), 800));
    let middle = lead.chars().count() / 2;
    [0, middle].iter().any(|skip| {
        let from = first_chars(&lead, *skip).len();
        let sample = first_chars(lead.get(from..).unwrap_or(""), SAMPLE);
        longer_than(sample, SAMPLE - 1) && next.contains(sample)
    })
}

/// Whether blank lines set line `at` off as a lead: one before it and none
/// after it. A layout without caption and dateline is likelier than one without
/// lead, too. Where blank lines say nothing, a plain text has no lead, and in
/// a news article a lead is shorter than the paragraphs after it.
fn is_set_off(lines: &Lines<'_>, at: usize, news: bool) -> bool {
    let (before, after) = (lines.gap(at), lines.gap(at + 1));
    let length = |i: usize| first_chars(lines.get(i), 400).chars().count();
    let later: Vec<usize> = (at + 1..at + 4).map(length).filter(|n| *n > 0).collect();
    let mean = later.iter().sum::<usize>() / later.len().max(1);
    let shorter = news && length(at) * 6 < mean * 5;
    end(lines.get(at)) != End::Open && (before && !after || before == after && shorter)
}
