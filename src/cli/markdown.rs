//! An article as Markdown: one line a paragraph, for other programs to set.
//!
//! Invariant: the text is the source's, in the script that was asked for; what
//! Markdown would take for markup is escaped.

use super::typeset::{Lines, Sheet, order};
use crate::article::{Article, BlockKind};
use crate::config::Look;
use crate::reader::{Typography, shown};
use crate::text::clean::clean_owned;
use crate::text::{Ambiguous, Lang};

/// Writes an article, line by line.
pub(super) fn markdown(article: &Article, sheet: &Sheet, line: Lines<'_>) {
    // Readings and gaps are for the eye, marks only where they were asked for.
    let look = Look {
        readings: false,
        ..sheet.look
    };
    let typography = Typography::of(look, sheet.width, 0, Ambiguous::NARROW);
    let lang = Lang::detect(&article.text);
    let mut first = true;
    for index in order(article) {
        let Some(block) = article.blocks.get(index) else {
            continue;
        };
        let text = article.slice(block.span);
        if text.is_empty() {
            continue;
        }
        let here = look.text_lang.unwrap_or(Lang::of_paragraph(&text, lang));
        let shown = shown(text, here, typography, &sheet.lexicon);
        if !std::mem::take(&mut first) {
            line("".into());
        }
        let text = clean_owned(marked(block.kind, &escaped(shown.text.trim())));
        line(text.view());
    }
}

fn marked(kind: BlockKind, text: &str) -> String {
    match kind {
        BlockKind::Headline => format!("# {text}"),
        BlockKind::Subheadline | BlockKind::RelatedHeading => format!("## {text}"),
        BlockKind::RelatedHeadline => format!("### {text}"),
        BlockKind::Lead => format!("**{text}**"),
        BlockKind::Caption | BlockKind::RelatedCaption => format!("*{text}*"),
        BlockKind::CrossReference => format!("- {text}"),
        BlockKind::Paragraph | BlockKind::Agency | BlockKind::RelatedLead => text.to_owned(),
    }
}

/// A line of text with a backslash before what Markdown would obey.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at_start = true;
    for c in text.chars() {
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&');
        let starts = matches!(c, '#' | '>' | '+' | '-' | '=' | '|' | '~');
        if anywhere || at_start && starts {
            out.push('\\');
        }
        out.push(c);
        at_start = false;
    }
    // "1." begins a list.
    let digits = out.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    if digits > 0
        && out
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(['.', ')']))
    {
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        for (text, expected) in [
            ("甲*乙*", "甲\\*乙\\*"),
            ("# 甲", "\\# 甲"),
            ("甲 # 乙", "甲 # 乙"),
            ("1. 甲", "1\\. 甲"),
            ("2018年", "2018年"),
            ("[甲]<乙>", "\\[甲\\]\\<乙>"),
            ("- 甲", "\\- 甲"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
