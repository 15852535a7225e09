//! What was typed, as terms: words parted by blanks, `"quoted phrases"`, `!excluded`
//! ones. Everything is folded first, so that `！` and full-width quotes count too.
//!
//! Invariant: a phrase has a term, and no term is empty or longer than it may be.

use super::spelling::Spellings;
use super::term::{Element, LONGEST, Term};
use crate::text::fold::{fold, may_join};

/// Terms that a phrase has at most: nobody types more.
const MOST_TERMS: usize = 32;

/// What is looked for, prepared once.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// In the order they were typed.
    terms: Vec<Term>,
    /// Places of `terms`, the cheapest first.
    order: Vec<usize>,
}

impl Phrase {
    /// None when there is nothing to look for: blanks, or only marks that join letters.
    /// A phrase that only excludes is one.
    pub fn new(typed: &str) -> Option<Self> {
        let mut parsed = parse(typed);
        parsed.truncate(MOST_TERMS);
        let chars = parsed.iter().flat_map(|(elements, _)| elements);
        let spellings = Spellings::of(chars.map(|element| element.ch));
        let terms: Vec<Term> = parsed
            .iter()
            .map(|(elements, excluded)| Term::new(elements, *excluded, &spellings))
            .collect();
        let mut order: Vec<usize> = (0..terms.len()).collect();
        order.sort_by_key(|&place| terms.get(place).map(|term| term.piece.cost));
        (!terms.is_empty()).then_some(Self { terms, order })
    }

    /// The terms that must occur, as typed.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|term| !term.excluded)
    }

    /// All terms, those first that are found out about soonest; true for the first
    /// wanted one as typed.
    pub(super) fn by_cost(&self) -> impl Iterator<Item = (&Term, bool)> {
        let first = self.terms.iter().position(|term| !term.excluded);
        let places = self.order.iter();
        places.filter_map(move |&place| Some((self.terms.get(place)?, Some(place) == first)))
    }
}

/// Why a text is more than is looked for, as an id of `i18n`, and the word that is meant;
/// None where it is not. A [`Phrase`] of such a text lacks something.
pub fn excess(typed: &str) -> Option<(&'static str, String)> {
    let parsed = parse(typed);
    let word = |elements: &[Element]| elements.iter().map(|element| element.ch).collect();
    if let Some((elements, _)) = parsed.get(MOST_TERMS) {
        return Some(("why-query-words", word(elements)));
    }
    let long = parsed.iter().find(|(elements, _)| elements.len() > LONGEST);
    long.map(|(elements, _)| ("why-query-long", word(elements)))
}

/// The first term that is to occur, folded; None where there is none.
pub fn first_term(typed: &str) -> Option<String> {
    let wanted = parse(typed).into_iter().find(|(_, excluded)| !excluded)?.0;
    let mut text = String::new();
    for element in wanted {
        if element.spaced {
            text.push(' ');
        }
        text.push(element.ch);
    }
    Some(text)
}

/// The terms and whether each is excluded, one more of them than may be and one
/// character more of each.
fn parse(typed: &str) -> Vec<(Vec<Element>, bool)> {
    let mut terms = Vec::new();
    // A control character must not keep a mark from its letter.
    let typed = typed
        .chars()
        .filter(|c| c.is_whitespace() || !c.is_control());
    let folded = fold(&typed.collect::<String>());
    let mut rest = folded.trim_start();
    while !rest.is_empty() && terms.len() <= MOST_TERMS {
        let stripped = rest.strip_prefix('!').filter(|rest| begins_word(rest));
        let word = stripped.unwrap_or(rest);
        let (word, after) = if let Some(quoted) = word.strip_prefix('"') {
            quoted.split_once('"').unwrap_or((quoted, ""))
        } else {
            // Everything is exact here: the sign for it means nothing.
            let exact = word.strip_prefix('\'').filter(|rest| begins_word(rest));
            let word = exact.unwrap_or(word);
            word.split_once(char::is_whitespace).unwrap_or((word, ""))
        };
        let term = (elements(word), stripped.is_some());
        if !term.0.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
        rest = after.trim_start();
    }
    terms
}

fn begins_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| !c.is_whitespace())
}

/// Without blanks at the ends and marks that have no letter.
fn elements(word: &str) -> Vec<Element> {
    let mut elements = Vec::new();
    let mut spaced = false;
    for ch in word.chars() {
        if ch.is_whitespace() {
            spaced = !elements.is_empty();
            continue;
        }
        let lost = elements.is_empty() && is_mark(ch);
        if !lost {
            elements.push(Element { ch, spaced });
            spaced = false;
        }
        if elements.len() > LONGEST {
            break;
        }
    }
    elements
}

/// Marks that join, but not the vowels and finals of Hangul, which are looked for.
fn is_mark(c: char) -> bool {
    may_join(c) && !matches!(c, '\u{1100}'..='\u{11ff}')
}
