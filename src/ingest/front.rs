//! What stands between the headline and the body: subheadline and lead.
//!
//! Told by what follows them: the photo label repeats a title, the first
//! paragraph carries the dateline and repeats the lead. Lengths only break ties.

use super::lines::Lines;
use super::marks::{End, end, first_chars, is_blank, longer_than};
use super::news::Kind;

/// Captions and dateline tell what is between them and the headline where fewer
/// lines of text are.
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
    let kind_at = |i: usize| kinds.get(i).copied();
    let text_at = |i: usize| kind_at(i) == Some(Kind::Text) && dated != Some(i);
    let stops = |i: &usize| {
        dated == Some(*i) || matches!(kind_at(*i), Some(Kind::Caption { .. } | Kind::Title))
    };
    let mut texts = 0;
    let stop = (first..kinds.len())
        .take_while(|i| {
            texts += usize::from(text_at(*i));
            texts < NEAR || stops(i)
        })
        .find(stops);
    let zone = (first..kinds.len())
        .take_while(|i| stop.is_none_or(|stop| *i < stop) && text_at(*i))
        .count();
    // Cross-references may stand between the lead and what tells it.
    let after = past(kinds, first + zone, |kind| kind == Kind::CrossReference);
    let again = past(kinds, first + zone, |kind| kind != Kind::Text);
    let found = Zone {
        first,
        lines: zone,
        stop,
        again,
    };
    let subheadline = is_subheadline(lines, kinds, found).then_some(first);
    let lead_at = first + usize::from(subheadline.is_some());
    let left = (first + zone).saturating_sub(lead_at);
    let next = if left > 1 { lead_at + 1 } else { again };
    let alone = stop == Some(after) && (left == 1 || left > 1 && dated == stop);
    let is_lead = left > 0
        && (alone
            || (left > 1 || again > first + zone) && repeats(lines, lead_at, next)
            || left > 1 && is_set_off(lines, lead_at, news));
    let lead = match stop {
        _ if is_lead => Some(lead_at),
        Some(_) if left == 0 => below_captions(lines, kinds, first + zone, dated),
        _ => None,
    };
    Front { subheadline, lead }
}

/// The lines of text that follow the headline.
#[derive(Clone, Copy)]
struct Zone {
    first: usize,
    lines: usize,
    /// The caption or the line with the dateline that comes next, if it is near.
    stop: Option<usize>,
    /// The first line of text past the zone.
    again: usize,
}

/// The first line from `from` on whose kind is not `skipped`.
fn past(kinds: &[Kind], from: usize, skipped: impl Fn(Kind) -> bool) -> usize {
    (from..kinds.len())
        .find(|i| kinds.get(*i).is_some_and(|kind| !skipped(*kind)))
        .unwrap_or(kinds.len())
}

/// The lead below the captions and cross-references that begin at `from`: the line that the
/// paragraph after it, with the dateline, says again.
fn below_captions(
    lines: &Lines<'_>,
    kinds: &[Kind],
    from: usize,
    dated: Option<usize>,
) -> Option<usize> {
    let at = past(kinds, from, |kind| kind != Kind::Text);
    let next = past(kinds, at + 1, |kind| kind == Kind::CrossReference);
    let is_text = |i: usize| kinds.get(i) == Some(&Kind::Text);
    let both = dated != Some(at) && is_text(at) && is_text(next);
    (both && (dated == Some(next) || repeats(lines, at, next))).then_some(at)
}

/// Whether line `at`, the first of `zone` lines of text, is a second headline.
fn is_subheadline(lines: &Lines<'_>, kinds: &[Kind], zone: Zone) -> bool {
    let at = zone.first;
    if zone.lines == 0 {
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
    let said_again = |i: usize| is_head_of(lines.get(i), lines.get(zone.again));
    let before_text = zone.lines > 1
        && (end(next) != End::Open
            || longer_than(next, LONGEST_HEADLINE)
            || zone.lines == 2 && said_again(at + 1));
    match (open, zone.stop.is_some()) {
        (false, _) => false,
        (true, true) if zone.lines > 1 => before_text,
        // The lead, without its full stop.
        (true, true) if said_again(at) => false,
        (true, true) => short && (lines.gap(at + 1) || !longer_than(text, 30)),
        (true, false) => short && before_text && (lines.gap(at + 1) || !lines.gap(at)),
    }
}

/// Whether `text` begins, near its start (after a dateline), with all of `line`.
fn is_head_of(line: &str, text: &str) -> bool {
    const DATELINE: usize = 30;
    let line = first_chars(line, 400);
    let head = first_chars(text, 480);
    let found = longer_than(line, 7).then(|| head.find(line)).flatten();
    found.is_some_and(|at| !longer_than(head.get(..at).unwrap_or(""), DATELINE))
}

/// Whether line `next` says again what line `at` says: whole, as its
/// beginning, or nearly.
fn repeats(lines: &Lines<'_>, at: usize, next: usize) -> bool {
    const SAMPLE: usize = 12;
    let squeeze = |text: &str| text.chars().filter(|c| !is_blank(*c)).collect::<String>();
    let lead = squeeze(first_chars(lines.get(at), 400));
    let next = squeeze(first_chars(lines.get(next), 800));
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
