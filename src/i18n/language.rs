//! The languages of the interface, and how one is chosen: flag, configuration,
//! environment. The environment is handed in.

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    En,
    ZhHans,
}

/// The locale variables of the environment.
#[derive(Clone, Copy, Debug, Default)]
pub struct LocaleEnv<'a> {
    pub lc_all: Option<&'a str>,
    pub lc_messages: Option<&'a str>,
    pub lang: Option<&'a str>,
}

impl Language {
    /// All languages.
    pub const ALL: &'static [Self] = &[Self::En, Self::ZhHans];

    /// The tag: `en`, `zh-Hans`. The name of the file, the value of `--lang`
    /// and of `lang` in the configuration.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
        }
    }

    /// The language with this tag, whatever its case.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language of the interface: the flag, else the configuration, else the
    /// first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set and not empty. A
    /// locale in a language that is not there gives English.
    pub fn choose(flag: Option<Self>, config: Option<Self>, env: LocaleEnv<'_>) -> Self {
        let from_env = || {
            [env.lc_all, env.lc_messages, env.lang]
                .into_iter()
                .flatten()
                .find(|value| !value.is_empty())
                .map_or(Self::En, Self::of_locale)
        };
        flag.or(config).unwrap_or_else(from_env)
    }

    /// The language of a POSIX locale: `zh_CN.UTF-8`, `en_GB`, `C`.
    fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next();
        match language {
            Some(name) if name.eq_ignore_ascii_case("zh") => Self::ZhHans,
            _ => Self::En,
        }
    }

    /// The embedded texts.
    pub(super) fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../../assets/i18n/en.ftl"),
            Self::ZhHans => include_str!("../../assets/i18n/zh-Hans.ftl"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: [Option<&str>; 3], expected: Language) {
        let [lc_all, lc_messages, lang] = values;
        let env = LocaleEnv {
            lc_all,
            lc_messages,
            lang,
        };
        assert_eq!(Language::choose(None, None, env), expected, "{env:?}");
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        check([None, None, None], Language::En);
        check([None, None, Some("zh_CN.UTF-8")], Language::ZhHans);
        check([None, Some(""), Some("zh_CN.UTF-8")], Language::ZhHans);
        check([None, Some("C"), Some("zh_CN.UTF-8")], Language::En);
        check([Some("zh"), Some("en_US"), Some("en_US")], Language::ZhHans);
        check([Some("de_DE.UTF-8"), None, Some("zh_CN")], Language::En);
    }

    #[test]
    fn flag_beats_configuration_beats_environment() {
        let env = LocaleEnv {
            lang: Some("zh_CN"),
            ..LocaleEnv::default()
        };
        let chinese = Some(Language::ZhHans);
        let english = Some(Language::En);
        assert_eq!(Language::choose(None, english, env), Language::En);
        assert_eq!(Language::choose(chinese, english, env), Language::ZhHans);
    }

    #[test]
    fn tags_read_back() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(*language));
        }
        assert_eq!(Language::parse("ZH-hans"), Some(Language::ZhHans));
        assert_eq!(Language::parse("zh"), None);
    }
}
