//! How pages look: the settings that keys change, too, and that are remembered.
//!
//! Invariant: every value of these settings has a text, by which the
//! configuration, the command line and the remembered state name it.

use super::schema::{Kind, Place, SETTINGS, Setting, Value};
use crate::lexicon::{Script, Tones};
use crate::text::{Ambiguous, Hang, Lang, Level};

/// How wide the terminal draws characters of ambiguous width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Width {
    /// As it says when it is asked.
    #[default]
    Auto,
    Narrow,
    Wide,
    /// Right on either kind of terminal.
    Safe,
}

impl Width {
    /// The width, with what the terminal has answered.
    pub fn resolved(self, answer: Option<Ambiguous>) -> Ambiguous {
        match self {
            Self::Auto => answer.unwrap_or(Ambiguous::SAFE),
            Self::Narrow => Ambiguous::NARROW,
            Self::Wide => Ambiguous::WIDE,
            Self::Safe => Ambiguous::SAFE,
        }
    }
}

/// How paragraphs are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paragraphs {
    /// By the indent of the first line.
    #[default]
    Indent,
    /// By a blank row.
    Blank,
}

/// The settings of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent settings, each with its name"
)]
pub struct Look {
    /// Columns of the text block, at most.
    pub measure: u16,
    pub kinsoku: Level,
    pub ambiguous_width: Width,
    /// None: as the language wants it.
    pub hang: Option<Hang>,
    pub autospace: bool,
    /// Whether marks flattened to ASCII are shown full-width.
    pub restores_marks: bool,
    pub paragraphs: Paragraphs,
    /// Blank rows between lines.
    pub line_gap: u8,
    /// The language of texts; None: as detected.
    pub text_lang: Option<Lang>,
    pub script: Script,
    /// Whether readings stand above the text.
    pub readings: bool,
    pub tones: Tones,
    /// Readings only for characters beyond so many of the commonest; 0: for all.
    pub beyond: u16,
    /// Whether lines run down, from right to left.
    pub vertical: bool,
    /// Whether marks are drawn in their vertical forms there.
    pub vertical_forms: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            measure: 72,
            kinsoku: Level::Basic,
            ambiguous_width: Width::Auto,
            hang: None,
            autospace: true,
            restores_marks: true,
            paragraphs: Paragraphs::Indent,
            line_gap: 0,
            text_lang: None,
            script: Script::AsIs,
            readings: false,
            tones: Tones::Marks,
            beyond: 0,
            vertical: false,
            vertical_forms: true,
        }
    }
}

impl Look {
    /// The value of a setting, as the configuration writes it without quotes;
    /// None where no setting of the page has this name.
    pub fn get(&self, name: &str) -> Option<String> {
        let (_, get) = place(name)?;
        match get(self) {
            Value::Choice(choice) => Some(choice.to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    /// This with another value of a setting; None where it takes no such value.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Option<Self> {
        let setting = setting(name)?;
        let value = match setting.kind {
            Kind::Choice(choices) => Value::Choice(choices.iter().find(|c| **c == text)?),
            Kind::Number { least, most } => {
                let number = text.parse().ok()?;
                Value::Number(Some(number).filter(|n| (least..=most).contains(n))?)
            }
            _ => return None,
        };
        let (put, _) = place(name)?;
        put(&mut self, value);
        Some(self)
    }

    /// This with the next value of a setting, and behind the last one the first.
    #[must_use]
    pub fn next(self, name: &str) -> Self {
        let choices: Vec<String> = match setting(name).map(|setting| setting.kind) {
            Some(Kind::Choice(choices)) => choices.iter().map(|c| (*c).to_owned()).collect(),
            Some(Kind::Number { least, most }) => (least..=most).map(|n| n.to_string()).collect(),
            _ => return self,
        };
        let here = self.get(name);
        let at = choices.iter().position(|c| Some(c) == here.as_ref());
        let next = at.map_or(0, |at| (at + 1) % choices.len().max(1));
        let next = choices.get(next).and_then(|text| self.with(name, text));
        next.unwrap_or(self)
    }

    /// The least and the most that a setting in numbers takes; 0 and 0 for others.
    pub fn bounds(name: &str) -> (u32, u32) {
        match setting(name).map(|setting| setting.kind) {
            Some(Kind::Number { least, most }) => (least, most),
            _ => (0, 0),
        }
    }

    /// The names of the settings of the page.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let of_page = |setting: &&Setting| matches!(setting.place, Place::Look { .. });
        SETTINGS.iter().filter(of_page).map(|setting| setting.name)
    }
}

/// What a setting of the page may be, for the command line.
pub fn choices(name: &str) -> &'static [&'static str] {
    match setting(name).map(|setting| setting.kind) {
        Some(Kind::Choice(choices)) => choices,
        _ => &[],
    }
}

fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

type Access = (fn(&mut Look, Value), fn(&Look) -> Value);

fn place(name: &str) -> Option<Access> {
    match setting(name)?.place {
        Place::Look { put, get } => Some((put, get)),
        Place::Config(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_text_that_gives_it_back() {
        for name in Look::names() {
            let mut look = Look::default();
            let first = look.get(name).unwrap();
            let mut seen = 0;
            loop {
                let text = look.get(name).unwrap();
                assert_eq!(
                    Look::default().with(name, &text).unwrap().get(name),
                    Some(text)
                );
                look = look.next(name);
                seen += 1;
                if look.get(name).as_ref() == Some(&first) {
                    break;
                }
                assert!(seen < 100, "{name} does not come round");
            }
            assert!(seen > 1, "{name} has one value");
            assert_eq!(look, Look::default(), "{name} changes nothing else");
        }
    }

    #[test]
    fn wrong_names_and_values_are_refused() {
        let look = Look::default();
        for (name, value) in [
            ("hang", "never"),
            ("measure", "1000"),
            ("mouse", "true"),
            ("x", "y"),
        ] {
            assert_eq!(look.with(name, value), None, "{name}");
        }
        assert_eq!(look.get("mouse"), None);
    }
}
