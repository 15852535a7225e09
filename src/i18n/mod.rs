//! The texts of the interface: the one door to the localisation crate. Texts lie
//! in `assets/i18n`, one file a language, embedded; which one is an explicit
//! value that is handed around, never global state.
//!
//! Invariant: every language has the same ids with the same variables.

mod language;

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::text::Clean;
use crate::text::clean::{Keep, clean, clean_owned};
pub use language::{Language, LocaleEnv};

/// A value inside a text.
///
/// ```
/// use yue::{i18n::Arg, text::clean::line};
///
/// let name = line(&String::from("a\u{1B}b"));
/// let value = Arg::from(&name);
/// ```
/// ```compile_fail,E0277
/// let name = String::from("a\u{1B}b");
/// let value = yue::i18n::Arg::from(&name);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Shown as it is.
    Text(Clean<&'a str>),
    /// Shown in groups of three digits; decides between singular and plural.
    Number(u64),
}

impl From<&'static str> for Arg<'_> {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> From<Clean<&'a str>> for Arg<'a> {
    fn from(text: Clean<&'a str>) -> Self {
        Self::Text(text)
    }
}

impl<'a, S: Keep> From<&'a Clean<S>> for Arg<'a> {
    fn from(text: &'a Clean<S>) -> Self {
        Self::Text(text.view())
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u16> for Arg<'_> {
    fn from(number: u16) -> Self {
        Self::Number(u64::from(number))
    }
}

/// All texts in one language. May be shared between threads.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts in a language.
    pub fn new(language: Language) -> Self {
        let locales = language.tag().parse().into_iter().collect();
        let mut bundle = FluentBundle::new_concurrent(locales);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(format_value));
        let (resource, _) = parse(language.source());
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The language of these texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text with this id; the id itself where there is none.
    pub fn text(&self, id: &str) -> Clean {
        self.format(id, &[])
    }

    /// The text with this id and values put into it; the id itself where there
    /// is none. A variable without a value stays as its name.
    pub fn format(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Clean {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return clean(id).into_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match *arg {
                Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.into_inner())),
                Arg::Number(number) => FluentValue::from(number),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut errors);
        // Also for the seams between the text and its values.
        clean_owned(text.into_owned())
    }

    /// What to do about a failure, from the id that says why it failed:
    /// `why-permission` gives the text of `advice-permission`.
    pub fn advice(&self, why: &str) -> Clean {
        let name = why.strip_prefix("why-").unwrap_or(why);
        self.text(&format!("advice-{name}"))
    }

    /// Whether there is a text with this id.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// A number in groups of three digits: `412,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The resource of a language, and how many mistakes it holds (a test wants 0).
fn parse(source: &str) -> (FluentResource, usize) {
    match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => (resource, 0),
        Err((resource, errors)) => (resource, errors.len()),
    }
}

fn format_value<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value >= 0.0 => Some(grouped(number.value as u64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
