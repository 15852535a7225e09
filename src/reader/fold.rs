//! How much of the first paragraph only repeats the lead, so that the page does
//! not say it twice. Blanks do not count; nothing else may differ.
//!
//! Invariant: what is folded away stands word for word in the lead, but for a
//! reporter's credit before it.

/// What is left of the first paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// It does not repeat the lead.
    None,
    /// It is the lead: nothing is left.
    Whole,
    /// It begins with the lead and goes on at this byte.
    Head(usize),
}

/// A reporter's credit before a repeated lead is not longer, in characters.
const CREDIT_CHARS: usize = 24;

/// A longer lead, in characters, is body text, and nobody reads it twice.
const LEAD_CHARS: usize = 4096;

/// Compares a paragraph (without dateline and sign-off) with the lead.
pub(super) fn repeat(lead: &str, paragraph: &str) -> Repeat {
    let lead: Vec<char> = solid(lead).map(|(_, c)| c).take(LEAD_CHARS + 1).collect();
    if lead.is_empty() || lead.len() > LEAD_CHARS {
        return Repeat::None;
    }
    let body: Vec<(usize, char)> = solid(paragraph)
        .take(lead.len() + CREDIT_CHARS + 1)
        .collect();
    for skip in 0..=CREDIT_CHARS {
        let Some(window) = body.get(skip..skip + lead.len()) else {
            break;
        };
        if window.iter().map(|(_, c)| *c).ne(lead.iter().copied()) {
            continue;
        }
        let Some((at, c)) = window.last() else { break };
        let end = at + c.len_utf8();
        let rest = paragraph.get(end..).unwrap_or("").trim_start();
        return match (rest.is_empty(), skip) {
            (true, _) => Repeat::Whole,
            (false, 0) if ends_sentence(&lead) => Repeat::Head(paragraph.len() - rest.len()),
            _ => Repeat::None,
        };
    }
    Repeat::None
}

fn solid(text: &str) -> impl Iterator<Item = (usize, char)> {
    text.char_indices().filter(|(_, c)| !c.is_whitespace())
}

fn ends_sentence(lead: &[char]) -> bool {
    lead.last().is_some_and(|c| "。！？!?.”」』…".contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_a_repeated_lead_in_every_form() {
        assert_eq!(repeat("甲乙丙。", "甲乙丙。"), Repeat::Whole);
        assert_eq!(repeat("甲 (A B)乙。", "甲(AB)乙。"), Repeat::Whole);
        assert_eq!(repeat("甲乙丙。", "本社记者报道,甲乙丙。"), Repeat::Whole);
        assert_eq!(
            repeat("甲乙。", "甲乙。 丙丁。"),
            Repeat::Head("甲乙。 ".len())
        );
        assert_eq!(repeat("甲乙", "甲乙丙丁。"), Repeat::None);
        assert_eq!(repeat("甲乙丙。", "甲乙丁。"), Repeat::None);
        assert_eq!(repeat("", "甲"), Repeat::None);
    }

    #[test]
    fn a_lead_as_long_as_a_text_is_not_folded() {
        let longest = format!("{}。", "甲".repeat(LEAD_CHARS - 1));
        assert_eq!(repeat(&longest, &longest), Repeat::Whole);
        let longer = format!("甲{longest}");
        assert_eq!(repeat(&longer, &longer), Repeat::None);
    }
}
