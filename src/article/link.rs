//! The address of an article, checked: what may be handed to a browser. Whatever an
//! article names as its address comes from outside and is hostile until it is one.
//!
//! Invariant: a `Link` is http or https with a host, in ASCII, at most 8 KiB,
//! without user name, password, blanks and controls.

use std::fmt;

use url::{Host, Url, quirks};

use crate::text::clean::{self, Clean};

/// Bytes of an address, as written and as it is opened.
const LONGEST: usize = 8 * 1024;

/// An address that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    url: Clean,
    host: Clean,
    shown: Clean,
    signed: bool,
}

/// Why an address is shown and not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Neither http nor https.
    Scheme,
    TooLong,
    /// A control character stands in it.
    Control,
    /// No address at all.
    Malformed,
}

impl Link {
    /// Checks an address as an article gives it.
    ///
    /// # Errors
    /// Why it is not opened.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        // Blanks around it are nobody's intent; the parser would drop controls inside
        // without a word.
        let text = text.trim_matches(' ');
        if text.len() > LONGEST {
            return Err(Refused::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(Refused::Control);
        }
        let mut url = Url::parse(text).map_err(|_| Refused::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused::Scheme);
        }
        let signed = !url.username().is_empty() || url.password().is_some();
        let bare = url.set_username("").and_then(|()| url.set_password(None));
        bare.map_err(|()| Refused::Malformed)?;
        let (host, shown) = match url.host() {
            Some(Host::Domain(name)) => (name.to_owned(), quirks::domain_to_unicode(name)),
            Some(other) => (other.to_string(), String::new()),
            None => return Err(Refused::Malformed),
        };
        let url = String::from(url);
        if url.len() > LONGEST {
            return Err(Refused::TooLong);
        }
        // The parser encodes all else; this is what everything below relies on.
        if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Refused::Malformed);
        }
        Ok(Self {
            url: clean::clean_owned(url),
            shown: clean::line(&shown),
            host: clean::line(&host),
            signed,
        })
    }

    /// The address as it is opened.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The same, to be shown.
    pub fn text(&self) -> Clean<&str> {
        self.url.view()
    }

    /// The host that it really leads to, in ASCII.
    pub fn host(&self) -> Clean<&str> {
        self.host.view()
    }

    /// The host in its own script, where that differs: letters of several scripts
    /// look alike.
    pub fn unicode_host(&self) -> Option<Clean<&str>> {
        let differs = !self.shown.is_empty() && self.shown != self.host;
        differs.then_some(self.shown.view())
    }

    /// Whether a user name stood before the host, where it can be taken for it.
    pub fn had_user(&self) -> bool {
        self.signed
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, url: &str, host: &str) {
        let link = Link::parse(text).unwrap();
        assert_eq!((link.as_str(), link.host().as_str()), (url, host));
    }

    #[test]
    fn addresses_are_opened_as_the_parser_writes_them() {
        check("https://example.org", "https://example.org/", "example.org");
        check(
            " HTTP://Example.ORG:8080/a b?q=河内#x ",
            "http://example.org:8080/a%20b?q=%E6%B2%B3%E5%86%85#x",
            "example.org",
        );
        check("http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1");
        check("http://[::1]/", "http://[::1]/", "[::1]");
        check(
            "https://example.org/$(id);`id`|&'\"",
            "https://example.org/$(id);%60id%60|&'%22",
            "example.org",
        );
    }

    #[test]
    fn a_user_before_the_host_is_taken_away_and_told() {
        let link = Link::parse("https://bank.example:secret@evil.example/x").unwrap();
        assert_eq!(link.as_str(), "https://evil.example/x");
        assert_eq!(link.host(), "evil.example");
        assert!(link.had_user());
        assert!(!Link::parse("https://evil.example/@x").unwrap().had_user());
    }

    #[test]
    fn a_host_in_another_script_has_two_forms() {
        let link = Link::parse("https://\u{430}pple.example/").unwrap();
        assert_eq!(link.host(), "xn--pple-43d.example");
        assert_eq!(link.unicode_host(), Some("\u{430}pple.example".into()));
        let link = Link::parse("https://新闻.example/").unwrap();
        assert_eq!(link.unicode_host(), Some("新闻.example".into()));
        let link = Link::parse("https://example.org/新闻").unwrap();
        assert_eq!(link.unicode_host(), None);
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "mailto:a@example.org",
            "ftp://example.org/",
            "view-source:https://example.org/",
            "JaVaScRiPt://example.org/%0aalert(1)",
        ] {
            assert_eq!(Link::parse(text), Err(Refused::Scheme), "{text}");
        }
        for text in [
            "",
            "-x",
            "--help",
            "/etc/passwd",
            "example.org",
            "https://",
            "http:// /",
            "https://a b/",
            "https://\u{202e}/",
            ";id",
            "$(id)",
            "|sh",
        ] {
            assert_eq!(Link::parse(text), Err(Refused::Malformed), "{text}");
        }
        for text in [
            "https://example.org/\n-x",
            "https://exam\tple.org/",
            "java\u{0}script:x",
            "https://example.org/\u{1b}]8;;",
            "https://example.org/\u{9d}",
        ] {
            assert_eq!(Link::parse(text), Err(Refused::Control), "{text:?}");
        }
    }

    #[test]
    fn the_length_is_bounded() {
        let path = |length: usize| {
            let head = "https://example.org/";
            format!("{head}{}", "x".repeat(length - head.len()))
        };
        for (length, whole) in [(LONGEST - 1, true), (LONGEST, true), (LONGEST + 1, false)] {
            assert_eq!(Link::parse(&path(length)).is_ok(), whole, "{length}");
        }
        // Encoded it is three times as long.
        let encoded = format!("https://example.org/{}", "中".repeat(LONGEST / 4));
        assert_eq!(Link::parse(&encoded), Err(Refused::TooLong));
    }

    proptest! {
        #[test]
        fn whatever_is_opened_is_one_plain_argument(
            head in "(https?://|HTTP:/{0,3}|[a-z]{1,9}:)?",
            rest in "\\PC{0,40}",
        ) {
            if let Ok(link) = Link::parse(&format!("{head}{rest}")) {
                let url = link.as_str();
                prop_assert!(url.starts_with("http://") || url.starts_with("https://"));
                prop_assert!(url.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(url.len() <= LONGEST);
                let again = Link::parse(url).unwrap();
                prop_assert_eq!(again.as_str(), url);
            }
        }
    }
}
