//! The news layout: headline, subheadline, lead, captions, body with dateline,
//! cross-references and sign-off, the agency's line, related items.
//!
//! Invariant: blocks come in source order, and all text of the source lies in a
//! block, apart from photo labels and the titles that they repeat.

use super::agency::Names;
use super::front::{self, Front};
use super::lines::Lines;
use super::marks::{End, bracketed, end, longer_than, same, trim};
use super::opening::Opening;
use super::parsed::Parsed;
use super::sections::{self, Sections};
use super::{credit, dateline, label, related, signoff};
use crate::article::{BlockKind, Dateline, Span};

/// How many of the first lines of text may carry the dateline.
const NEAR: usize = 8;

/// No more captions stand between the lead and the paragraph that repeats it.
const FAR: usize = 64;

/// No line with a credit but without a photo label is longer, in characters.
const LONGEST_CAPTION: usize = 200;

/// What a line of the main part is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// With a photo label or a credit. `repeats`: the line whose text stands
    /// before the label.
    Caption {
        repeats: Option<usize>,
    },
    /// A title said again, without label.
    Title,
    CrossReference,
}

/// The article in `lines`, where they are in the news layout.
pub(super) fn parse(lines: &Lines<'_>, opening: Opening) -> Option<Parsed> {
    let parts = sections::split(lines)?;
    let first = usize::from(opening == Opening::Headline);
    let mut names = names(lines, &parts, first);
    let mut kinds = self::kinds(lines, &parts, first, &names);
    let mut dated = self::dated(lines, &kinds, first, &parts, &names);
    let agency = dated.and_then(|at| dateline_at(lines, &kinds, first, at, &names)?.agency);
    if agency.is_some_and(|agency| names.learn(agency)) {
        kinds = self::kinds(lines, &parts, first, &names);
        dated = self::dated(lines, &kinds, first, &parts, &names);
    }
    let last = signed(lines, &kinds, first, &parts);
    let shown = kinds
        .iter()
        .any(|kind| matches!(kind, Kind::Caption { .. }));
    let found = parts.heading.is_some() || parts.agency.is_some();
    if !(found || shown || dated.is_some() || last.is_some()) {
        return None;
    }
    // The agency's line is no text.
    let body = parts.agency.unwrap_or(parts.main.end).min(kinds.len());
    let front = front::front(lines, kinds.get(..body)?, first, dated, found);
    let mut out = Parsed::headed(lines, opening);
    push_main(&mut out, lines, &parts, &kinds, front, first, &names);
    out.dateline = dated.and_then(|at| {
        let found = dateline_at(lines, &kinds, first, at, &names)?;
        Some(Dateline {
            span: lines.span_of(found.whole),
            agency: found.agency.map(|part| lines.span_of(part)),
            place: found.place.map(|part| lines.span_of(part)),
        })
    });
    // A sign-off ends a paragraph, nothing else.
    let is_front = |at: &usize| [front.lead, front.subheadline].contains(&Some(*at));
    out.signoff = last
        .filter(|at| !is_front(at))
        .and_then(|at| signoff::find(lines.get(at)))
        .map(|part| lines.span_of(part));
    push_related(&mut out, lines, &parts, &names);
    Some(out)
}

/// The names that the agency's line and the sign-off give.
fn names<'a>(lines: &Lines<'a>, parts: &Sections, first: usize) -> Names<'a> {
    let mut names = Names::default();
    if let Some(at) = parts.agency {
        names.learn(lines.get(at));
    }
    let last = (first..parts.main.end)
        .rev()
        .take(4)
        .find_map(|at| signoff::find(lines.get(at)));
    if let Some(signoff) = last {
        names.learn(signoff);
    }
    names
}

/// The dateline in line `at`, which may repeat one of the two lines of text
/// before it, the lead.
fn dateline_at<'a>(
    lines: &Lines<'a>,
    kinds: &[Kind],
    first: usize,
    at: usize,
    names: &Names<'_>,
) -> Option<dateline::Found<'a>> {
    let text = lines.get(at);
    dateline::find(text, None, names).or_else(|| {
        (first.max(1)..at)
            .rev()
            .take(FAR)
            .filter(|i| kinds.get(*i) == Some(&Kind::Text))
            .take(2)
            .find_map(|i| dateline::find(text, Some(lines.get(i)), names))
    })
}

fn kinds(lines: &Lines<'_>, parts: &Sections, first: usize, names: &Names<'_>) -> Vec<Kind> {
    let mut due = 1;
    let mut texts = 0;
    parts
        .main
        .clone()
        .map(|at| {
            if at < first || parts.agency == Some(at) {
                Kind::Text
            } else {
                let kind = kind(lines, at, first, &mut due, names);
                let again = kind == Kind::Text && first > 0 && at > 0 && texts < NEAR;
                texts += usize::from(kind == Kind::Text);
                if again && same(lines.get(at), lines.get(0)) {
                    Kind::Title
                } else {
                    kind
                }
            }
        })
        .collect()
}

fn kind(lines: &Lines<'_>, at: usize, first: usize, due: &mut u32, names: &Names<'_>) -> Kind {
    let text = lines.get(at);
    let titles = [label::title(lines.get(0)), label::title(lines.get(1))];
    let titles = titles
        .get(..=first.min(at.saturating_sub(1)))
        .unwrap_or(&[]);
    if let Some(label) = label::find(text, titles, *due) {
        *due = label.number.saturating_add(1);
        let repeats = titles
            .iter()
            .position(|title| !label.title.is_empty() && same(title, label.title));
        return Kind::Caption { repeats };
    }
    if is_cross_reference(text, names) {
        return Kind::CrossReference;
    }
    let sure = credit::find(text, names).is_some_and(|credit| credit.sure);
    if sure && !longer_than(text, LONGEST_CAPTION) {
        return Kind::Caption { repeats: None };
    }
    Kind::Text
}

/// `[headline]`, all of the line. A sentence in brackets is a note, and `【…】`
/// with few characters a rubric.
fn is_cross_reference(text: &str, names: &Names<'_>) -> bool {
    if !text.starts_with(['[', '［', '【']) {
        return false;
    }
    let Some((inside, after)) = bracketed(text, 300) else {
        return false;
    };
    after.is_empty()
        && end(inside) != End::Full
        && !trim(inside).is_empty()
        && (!text.starts_with('【') || longer_than(inside, 8))
        && credit::find(text, names).is_none()
        && signoff::find(text).is_none()
}

/// The line with the dateline: one of the first that are text.
fn dated(
    lines: &Lines<'_>,
    kinds: &[Kind],
    first: usize,
    parts: &Sections,
    names: &Names<'_>,
) -> Option<usize> {
    (first..kinds.len())
        .filter(|at| kinds.get(*at) == Some(&Kind::Text) && parts.agency != Some(*at))
        .take(NEAR)
        .find(|at| dateline_at(lines, kinds, first, *at, names).is_some())
}

/// The line with the sign-off: one of the last three that are text.
fn signed(lines: &Lines<'_>, kinds: &[Kind], first: usize, parts: &Sections) -> Option<usize> {
    (first..kinds.len())
        .rev()
        .filter(|at| kinds.get(*at) == Some(&Kind::Text) && parts.agency != Some(*at))
        .take(3)
        .find(|at| signoff::find(lines.get(*at)).is_some())
}

fn push_main(
    out: &mut Parsed,
    lines: &Lines<'_>,
    parts: &Sections,
    kinds: &[Kind],
    front: Front,
    first: usize,
    names: &Names<'_>,
) {
    let mut due = 1;
    let titles = [label::title(lines.get(0)), label::title(lines.get(1))];
    for (at, kind) in kinds.iter().enumerate().skip(first) {
        let block = match kind {
            _ if parts.agency == Some(at) => BlockKind::Agency,
            _ if front.subheadline == Some(at) => BlockKind::Subheadline,
            _ if front.lead == Some(at) => BlockKind::Lead,
            Kind::Title => continue,
            Kind::Caption { .. } => {
                let text = lines.get(at);
                let label = label::find(text, &titles, due);
                due = label.map_or(due, |label| label.number.saturating_add(1));
                let caption = label.map_or(text, |label| label.caption);
                out.push_caption(lines, BlockKind::Caption, caption, names);
                continue;
            }
            Kind::CrossReference => BlockKind::CrossReference,
            Kind::Text => {
                out.push(BlockKind::Paragraph, lines.span(at));
                continue;
            }
        };
        out.push(block, lines.span_of(lines.get(at)));
    }
}

fn push_related(out: &mut Parsed, lines: &Lines<'_>, parts: &Sections, names: &Names<'_>) {
    let span = |at: usize| -> Span { lines.span_of(lines.get(at)) };
    if let Some(at) = parts.heading {
        out.push(BlockKind::RelatedHeading, span(at));
    }
    for item in related::items(lines, parts.related, names) {
        let copied = |at: &usize| {
            item.headline
                .is_some_and(|headline| same(lines.get(*at), lines.get(headline)))
        };
        let caption = item
            .caption
            .filter(|at| !copied(at))
            .map(|at| out.push_caption(lines, BlockKind::RelatedCaption, lines.get(at), names));
        let headline = item
            .headline
            .map(|at| out.push(BlockKind::RelatedHeadline, span(at)));
        let lead = item
            .lead
            .map(|at| out.push(BlockKind::RelatedLead, span(at)));
        out.push_item(caption.flatten(), headline, lead);
    }
}
