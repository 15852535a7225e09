//! What keys have changed and the next start is to know: the look of pages, and
//! the language of single articles. A small TOML text in the state directory.
//!
//! Invariant: the configuration goes before it: a value is forgotten once the
//! configuration says something else than when the key was pressed.

use toml_edit::{DocumentMut, InlineTable, Item, Table, value};

use super::look::Look;
use crate::article::ArticleId;
use crate::text::Lang;

/// Articles whose language is remembered; the oldest goes first.
const LANGUAGES: usize = 1000;

const HEAD: &str =
    "# Written by yue: what was set by keys. config.toml is the place for settings.\n";

/// A setting of the page that a key has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Changed {
    name: String,
    is: String,
    /// What the configuration said then.
    was: String,
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    changed: Vec<Changed>,
    languages: Vec<(ArticleId, Lang)>,
}

impl Kept {
    /// Reads what [`Kept::print`] wrote; what is not that is left out.
    pub fn parse(text: &str) -> Self {
        let mut kept = Self::default();
        let Ok(document) = text.parse::<DocumentMut>() else {
            return kept;
        };
        let part = |name: &str| document.get(name).and_then(Item::as_table_like);
        for (name, item) in part("look").into_iter().flat_map(|table| table.iter()) {
            let text = |key: &str| item.as_table_like()?.get(key)?.as_str().map(str::to_owned);
            if let (Some(is), Some(was)) = (text("is"), text("was")) {
                let name = name.to_owned();
                kept.changed.push(Changed { name, is, was });
            }
        }
        for (id, item) in part("languages").into_iter().flat_map(|table| table.iter()) {
            let lang = item.as_str().and_then(Lang::parse);
            if let (Ok(id), Some(lang)) = (u64::from_str_radix(id, 16), lang) {
                kept.languages.push((ArticleId(id), lang));
            }
        }
        kept
    }

    /// The text for the file.
    pub fn print(&self) -> String {
        let mut document = DocumentMut::new();
        let mut look = Table::new();
        for changed in &self.changed {
            let mut both = InlineTable::new();
            both.insert("is", changed.is.as_str().into());
            both.insert("was", changed.was.as_str().into());
            look.insert(&changed.name, value(both));
        }
        let mut languages = Table::new();
        for (id, lang) in &self.languages {
            languages.insert(&id.to_string(), value(lang.tag()));
        }
        document.insert("look", Item::Table(look));
        document.insert("languages", Item::Table(languages));
        format!("{HEAD}{document}")
    }

    /// The look that is configured, with what is remembered.
    pub fn look(&self, configured: Look) -> Look {
        self.changed.iter().fold(configured, |look, changed| {
            let same = configured.get(&changed.name).as_ref() == Some(&changed.was);
            let next = look.with(&changed.name, &changed.is).filter(|_| same);
            next.unwrap_or(look)
        })
    }

    /// Forgets what the configuration has changed since; whether there was any.
    pub fn forget_stale(&mut self, configured: Look) -> bool {
        let before = self.changed.len();
        let same = |changed: &Changed| configured.get(&changed.name).as_ref() == Some(&changed.was);
        self.changed.retain(same);
        self.changed.len() < before
    }

    /// Remembers in what `look` differs from what is configured.
    pub fn remember(&mut self, look: Look, configured: Look) {
        let changed = Look::names().filter_map(|name| {
            let (is, was) = (look.get(name)?, configured.get(name)?);
            let name = name.to_owned();
            (is != was).then_some(Changed { name, is, was })
        });
        self.changed = changed.collect();
    }

    /// The language that an article was given.
    pub fn language(&self, id: ArticleId) -> Option<Lang> {
        let mut all = self.languages.iter();
        all.find(|(other, _)| *other == id).map(|(_, lang)| *lang)
    }

    /// Gives an article a language, or takes it back.
    pub fn set_language(&mut self, id: ArticleId, lang: Option<Lang>) {
        self.languages.retain(|(other, _)| *other != id);
        self.languages.extend(lang.map(|lang| (id, lang)));
        let over = self.languages.len().saturating_sub(LANGUAGES);
        self.languages.drain(..over);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_comes_back() {
        let configured = Look::default();
        let look = configured.with("measure", "60").unwrap();
        let look = look.with("script", "taiwan").unwrap();
        let mut kept = Kept::default();
        kept.remember(look, configured);
        kept.set_language(ArticleId(7), Some(Lang::Japanese));
        let again = Kept::parse(&kept.print());
        assert_eq!(again, kept);
        assert_eq!(again.look(configured), look);
        assert_eq!(again.language(ArticleId(7)), Some(Lang::Japanese));
        kept.set_language(ArticleId(7), None);
        kept.remember(configured, configured);
        assert_eq!(kept, Kept::default());
    }

    #[test]
    fn the_configuration_goes_first() {
        let configured = Look::default();
        let look = configured.with("measure", "60").unwrap();
        let mut kept = Kept::default();
        kept.remember(look, configured);
        let other = configured.with("measure", "80").unwrap();
        assert_eq!(kept.look(other), other);
        assert!(!kept.clone().forget_stale(configured));
        assert!(kept.forget_stale(other));
        assert_eq!(kept.look(configured), configured, "for good");
    }

    #[test]
    fn anything_may_stand_in_the_file() {
        for text in [
            "",
            "[look]\nmeasure = 3\n",
            "[look]\nmeasure = { is = \"9999\", was = \"72\" }\nx = { is = \"a\", was = \"b\" }\n",
            "look = 1\nlanguages = []\n",
            "[languages]\nzz = \"ja\"\n0000000000000007 = \"xx\"\n",
            "\u{0}[",
        ] {
            let kept = Kept::parse(text);
            assert_eq!(kept.look(Look::default()), Look::default(), "{text}");
            assert_eq!(kept.language(ArticleId(7)), None);
        }
        let mut kept = Kept::default();
        (0..2000).for_each(|n| kept.set_language(ArticleId(n), Some(Lang::Korean)));
        assert_eq!(kept.languages.len(), LANGUAGES);
        assert_eq!(kept.language(ArticleId(1999)), Some(Lang::Korean));
    }
}
