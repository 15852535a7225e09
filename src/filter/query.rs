//! A query as fzf's users type it: words that must all be there, `'piece`, `^start`,
//! `end$`, `!not`, `one | other`, and fields such as `agency:` or `before:`.
//!
//! Invariant: no word is empty; a text that has no meaning is a [`Problem`] and
//! never a query that means something else.

use std::sync::Arc;

use super::automaton::Automaton;
use super::field::{self, Field, Parsed};
use super::readings::{Options, Readings, Wanted};
use super::term::{Place, Term};

use crate::store::Chunk;
use crate::text::clean::line;
use crate::text::clip::clip;
use crate::text::fold::fold;
use crate::text::{Ambiguous, Clean};

/// Words that a query has at most: nobody types more, and a paste of thousands must
/// not hold up the keys.
const MOST_WORDS: usize = 64;

/// Makes queries of what is typed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Finder {
    readings: Arc<Readings>,
    /// Nothing but a line is known: a field is a problem.
    lines: bool,
}

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// An id of `i18n`.
    pub why: &'static str,
    /// The word that is meant, as much of it as names it.
    pub word: Clean,
}

/// Columns of the word that a problem names: what is wrong with it is to be read, too.
const NAMED: usize = 24;

impl Problem {
    /// What an id of `i18n` says of a word.
    pub fn new(why: &'static str, word: &str) -> Self {
        let word = clip(&line(word), NAMED, Ambiguous::WIDE).into_owned();
        Self { why, word }
    }
}

/// One condition.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Word(Term),
    Field { field: Field, not: bool },
}

impl Test {
    fn is_field(&self) -> bool {
        matches!(self, Self::Field { .. })
    }

    fn needs_dates(&self) -> bool {
        let Self::Field { field, .. } = self else {
            return false;
        };
        matches!(field, Field::On(..))
    }
}

/// Conditions of which one must hold.
pub(super) type Group = Vec<Test>;

/// What a headline must have.
#[derive(Clone, Debug, Default)]
pub struct Query {
    text: Arc<str>,
    pub(super) groups: Arc<[Group]>,
    /// Where those of the groups begin that ask for the text of articles.
    pub(super) dated: u8,
    /// What every row that matches has in its mask.
    pub(super) wanted: Wanted,
    /// Beside what was typed, only what is unread.
    unread: bool,
}

impl Finder {
    /// Reads the tables of readings, in some milliseconds.
    pub fn load(options: Options) -> Self {
        Self {
            readings: Arc::new(Readings::load(options)),
            lines: false,
        }
    }

    pub(super) fn automaton(&self, word: &[char]) -> Automaton {
        Automaton::new(word, &self.readings)
    }

    /// The same for lines, which have no fields: a query that asks for one has no
    /// meaning.
    pub fn of_lines(self) -> Self {
        Self {
            lines: true,
            ..self
        }
    }

    /// Makes the rows of a chunk ready, so that filtering it takes less time.
    pub fn prepare(&self, chunk: &Chunk) {
        chunk.prepare(|text| self.readings.mask(text));
    }

    /// Parses what was typed. Words of `known`, the query before, are not worked out
    /// again.
    pub fn query(&self, text: &str, known: &Query) -> Result<Query, Problem> {
        let mut groups: Vec<Group> = Vec::new();
        let mut joins = false;
        let words = words(text);
        if words.len() > MOST_WORDS {
            let word = words.get(MOST_WORDS).map_or("", String::as_str);
            return Err(Problem::new("why-query-words", word));
        }
        for word in words {
            if word == "|" || word == "｜" {
                // At the start it joins nothing.
                joins = !groups.is_empty();
                continue;
            }
            let Some(condition) = self.test(&word, known)? else {
                continue;
            };
            match groups.last_mut().filter(|_| joins) {
                Some(group) => group.push(condition),
                None => groups.push(vec![condition]),
            }
            joins = false;
        }
        // Words, by which the query before is known; fields; what asks for the text of
        // articles, which most rows are out before.
        let fields = |group: &Group| group.iter().any(Test::is_field);
        let slow = |group: &Group| group.iter().any(Test::needs_dates);
        groups.sort_by_key(|group| (slow(group), fields(group)));
        let dated = groups.partition_point(|group| !slow(group)) as u8;
        let mut wanted = Wanted::default();
        for group in &groups {
            if let [Test::Word(term)] = group.as_slice()
                && !term.not
            {
                wanted.add(self.readings.wanted(&term.text));
            }
        }
        Ok(Query {
            text: text.into(),
            wanted,
            groups: groups.into(),
            dated,
            unread: false,
        })
    }

    /// One word; None where nothing is left of it.
    fn test(&self, word: &str, known: &Query) -> Result<Option<Test>, Problem> {
        let (not, rest) = match word.strip_prefix(['!', '！']) {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        if self.lines && field::is_one(rest) {
            return Err(Problem::new("why-query-field", rest));
        }
        match field::parse(rest)? {
            Parsed::Word => {}
            Parsed::Begun => return Ok(None),
            Parsed::Field(field) => return Ok(Some(Test::Field { field, not })),
        }
        let (place, rest) = place(rest, not);
        let text: String = fold(rest)
            .chars()
            .filter(|c| !APOSTROPHES.contains(c))
            .collect();
        // Signs alone are looked for as they are.
        let text = if text.is_empty() { fold(rest) } else { text };
        if text.is_empty() {
            return Ok(None);
        }
        let like = known.terms().find(|term| term.text == text);
        Ok(Some(Test::Word(match like {
            Some(term) => term.like(place, not),
            None => Term::new(text, place, not, &self.readings),
        })))
    }
}

/// The words of a query; a blank behind `\` does not part them.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let blank = |c: &char| c.is_whitespace();
        let escaped = c == '\\' && chars.peek().is_some_and(blank);
        if escaped || !c.is_whitespace() {
            let c = if escaped {
                chars.next().unwrap_or(c)
            } else {
                c
            };
            // Blanks and controls that belong to a word are all alike.
            let c = if c.is_whitespace() { ' ' } else { c };
            words.last_mut().into_iter().for_each(|word| word.push(c));
        } else if words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Signs of full width mean what they mean in half width: input methods write them.
fn place(word: &str, not: bool) -> (Place, &str) {
    if let Some(piece) = word.strip_prefix(['\'', '\u{2018}', '\u{2019}', '＇']) {
        return (Place::Piece, piece);
    }
    let start = word.strip_prefix(['^', '＾']);
    let rest = start.unwrap_or(word);
    let end = rest
        .strip_suffix(['$', '＄'])
        .filter(|rest| !rest.is_empty());
    match (start, end) {
        (Some(_), Some(rest)) => (Place::Whole, rest),
        (Some(rest), None) => (Place::Start, rest),
        (None, Some(rest)) => (Place::End, rest),
        (None, None) if not => (Place::Piece, word),
        (None, None) => (Place::Anywhere, word),
    }
}

/// What parts syllables and stands for letters left out (`xi'an`, `don't`).
pub(super) const APOSTROPHES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{2bc}', '＇'];

impl Query {
    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether every row matches.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flatten().filter_map(|test| match test {
            Test::Word(term) => Some(term),
            Test::Field { .. } => None,
        })
    }

    /// Whether it asks for the dates that articles mention.
    pub fn needs_dates(&self) -> bool {
        usize::from(self.dated) < self.groups.len()
    }

    /// The same of what is unread.
    pub fn of_unread(mut self) -> Self {
        let mut groups = self.groups.to_vec();
        let (field, not) = (Field::Unread, false);
        groups.insert(self.dated.into(), vec![Test::Field { field, not }]);
        self.groups = groups.into();
        self.dated += 1;
        self.unread = true;
        self
    }

    /// Whether nothing was typed: no row is better than another.
    pub(super) fn is_in_order(&self) -> bool {
        self.unread && self.groups.len() == 1
    }

    /// Whether it asks for bookmarks.
    pub fn needs_bookmarks(&self) -> bool {
        self.has(|field| matches!(field, Field::Bookmarked | Field::Tag(_)))
    }

    /// Whether it asks for what was read.
    pub fn needs_reading(&self) -> bool {
        self.has(|field| matches!(field, Field::Read | Field::Unread))
    }

    fn has(&self, wanted: impl Fn(&Field) -> bool) -> bool {
        let mut tests = self.groups.iter().flatten();
        tests.any(|test| matches!(test, Test::Field { field, .. } if wanted(field)))
    }

    /// Whether every row that matches matches `before` too.
    pub fn extends(&self, before: &Self) -> bool {
        let groups = self.groups.iter().zip(before.groups.iter());
        let mut same = groups.map(|(now, then)| match (now.as_slice(), then.as_slice()) {
            ([Test::Word(now)], [Test::Word(then)]) => now.extends(then),
            _ => false,
        });
        self.groups.len() >= before.groups.len() && !before.is_empty() && same.all(|same| same)
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.unread == other.unread
    }
}

#[cfg(test)]
impl Query {
    /// The first condition.
    pub(super) fn first_test(&self) -> Option<&Test> {
        self.groups.iter().flatten().next()
    }
}
