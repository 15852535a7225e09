//! Where an article comes from: an embedded seed, a file, or standard input.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::Arc;

use super::ArticleId;
use crate::text::Clean;
use crate::text::clean::line;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode};

/// The source of an article. `Display` gives the form of the bookmarks file and
/// of JSON: `seed:NAME`, an absolute path (percent-encoded where it is not
/// UTF-8, or would be read as another), or `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An embedded article, by name.
    Seed(Arc<str>),
    /// A file, by absolute path.
    File(Arc<Path>),
    /// Standard input.
    Stdin,
    /// A line of a file that holds one article a line.
    Record {
        /// By absolute path; `-` for standard input.
        file: Arc<Path>,
        /// The byte at which the line begins, of the text of a packed file.
        offset: u64,
        /// The article that was there when the place was noted, where that is known;
        /// the text form does not tell.
        id: Option<ArticleId>,
    },
}

/// Between the path of a file and the place of a record in it.
const RECORD: &str = "#byte=";

impl Source {
    /// Reads the form that `Display` writes.
    pub fn parse(text: &str) -> Self {
        if text == "-" {
            return Self::Stdin;
        }
        if let Some(name) = text.strip_prefix("seed:") {
            return Self::Seed(name.into());
        }
        match record(text) {
            Some((file, offset)) => Self::Record {
                file: path_from(file),
                offset,
                id: None,
            },
            None => Self::File(path_from(text)),
        }
    }

    /// The same, of which it is known that the article `known` was there; that is kept
    /// for what may be another one by now.
    #[must_use]
    pub fn expecting(self, known: ArticleId) -> Self {
        match self {
            Self::Record { file, offset, .. } => Self::Record {
                file,
                offset,
                id: Some(known),
            },
            other => other,
        }
    }

    /// The short name for the list's source column.
    pub fn short(&self) -> Clean {
        let shown = |name: &OsStr| line(&name.to_string_lossy());
        match self {
            Self::Seed(_) => "seeds".into(),
            Self::File(path) => {
                let folder = path.parent().and_then(Path::file_name);
                folder.map_or("/".into(), shown)
            }
            Self::Record { file, .. } => file.file_name().map_or("-".into(), shown),
            Self::Stdin => "-".into(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(name) => write!(f, "seed:{name}"),
            Self::File(path) => f.write_str(&path_text(path)),
            Self::Record { file, offset, .. } => {
                write!(f, "{}{RECORD}{offset}", path_text(file))
            }
            Self::Stdin => f.write_str("-"),
        }
    }
}

/// The file and the place of a record.
fn record(text: &str) -> Option<(&str, u64)> {
    let (file, offset) = text.rsplit_once(RECORD)?;
    let digits = !offset.is_empty() && offset.bytes().all(|byte| byte.is_ascii_digit());
    Some((file, digits.then(|| offset.parse().ok()).flatten()?))
}

/// A path as text: itself where reading that gives the path again, else
/// percent-encoded.
fn path_text(path: &Path) -> Cow<'_, str> {
    match path.to_str() {
        // One round of decoding gives these back, whatever stands behind the signs.
        Some(text) if record(text).is_some() => {
            Cow::Owned(text.replace('%', "%25").replace('#', "%23"))
        }
        Some(text) if is_encoded(text) => Cow::Owned(text.replace('%', "%25")),
        Some(text) => Cow::Borrowed(text),
        None => percent_encode(path.as_os_str().as_bytes(), PATH_SET).into(),
    }
}

/// All but the bytes that a path usually holds is encoded.
const PATH_SET: &AsciiSet = &CONTROLS.add(b'%').add(b' ').add(b'#');

/// The path that a text names.
fn path_from(text: &str) -> Arc<Path> {
    if is_encoded(text) {
        let bytes: Vec<u8> = percent_decode_str(text).collect();
        return Arc::from(Path::new(OsStr::from_bytes(&bytes)));
    }
    Arc::from(Path::new(text))
}

/// No text of a path is longer than this, in bytes: 4,096 of them, encoded.
const LONGEST: usize = 3 * 4096;

/// Whether a text is to be decoded: decoding it, as often as there is something
/// to decode, gives bytes that are not UTF-8, or the name of a record. So
/// `/a/100%25.txt` stands for itself, and a path that would be mistaken is encoded
/// once more.
fn is_encoded(text: &str) -> bool {
    if text.len() > LONGEST || !text.contains('%') {
        return false;
    }
    let mut decoded = Cow::Borrowed(text);
    loop {
        let bytes: Vec<u8> = percent_decode_str(&decoded).collect();
        if bytes.len() == decoded.len() {
            return decoded != text && record(&decoded).is_some();
        }
        match String::from_utf8(bytes) {
            Ok(text) => decoded = Cow::Owned(text),
            Err(_) => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(path: &[u8], text: &str) {
        let source = Source::File(Arc::from(Path::new(OsStr::from_bytes(path))));
        assert_eq!(source.to_string(), text);
        assert_eq!(Source::parse(text), source);
    }

    #[test]
    fn a_path_is_written_as_it_is_where_it_can_be() {
        check("/甲/乙 丙.txt".as_bytes(), "/甲/乙 丙.txt");
        check(b"/a/100%.txt", "/a/100%.txt");
        check(b"/a/100%25.txt", "/a/100%25.txt");
        check(b"/a/a%20b%E4%B8%AD.txt", "/a/a%20b%E4%B8%AD.txt");
    }

    #[test]
    fn a_path_that_would_be_read_as_another_is_encoded() {
        check(b"/a/100%FF.txt", "/a/100%25FF.txt");
        check(b"/a/100%25FF.txt", "/a/100%2525FF.txt");
        check("/甲/%ff".as_bytes(), "/甲/%25ff");
        check(b"/a/\xff b", "/a/%FF%20b");
        check(b"/a/\xff%41", "/a/%FF%2541");
    }

    #[test]
    fn a_file_may_be_named_like_a_record() {
        check(b"/a/x#byte=5", "/a/x%23byte=5");
        check(b"/a/x%23byte=5", "/a/x%2523byte=5");
        check(b"/a/x%41#byte=5", "/a/x%2541%23byte=5");
        check(b"/a/x#byte=%35", "/a/x#byte=%2535");
        check(b"/a/\xff#byte=5", "/a/%FF%23byte=5");
        // What only looks like it.
        check(b"/a/#1 x#byte=", "/a/#1 x#byte=");
        check(b"/a/x%23byte=", "/a/x%23byte=");
        let source = Source::Record {
            file: Path::new("/a/x#byte=5").into(),
            offset: 7,
            id: None,
        };
        assert_eq!(source.to_string(), "/a/x%23byte=5#byte=7");
        assert_eq!(Source::parse("/a/x%23byte=5#byte=7"), source);
    }

    proptest! {
        #[test]
        fn every_path_is_read_as_it_was_written(
            parts in prop::collection::vec(
                prop_oneof![
                    Just(b"%".to_vec()), Just(b"%25".to_vec()), Just(b"25".to_vec()),
                    Just(b"%FF".to_vec()), Just(b"%e4%b8%ad".to_vec()), Just("甲".into()),
                    Just(b"#byte=".to_vec()), Just(b"%23byte=5".to_vec()), Just(b"5".to_vec()),
                    Just(b"/a".to_vec()), prop::collection::vec(1_u8.., 1..3),
                ],
                0..8,
            ),
            offset in any::<u64>(),
        ) {
            let path = [b"/".to_vec(), parts.concat()].concat();
            let file: Arc<Path> = Arc::from(Path::new(OsStr::from_bytes(&path)));
            let source = Source::File(Arc::clone(&file));
            prop_assert_eq!(Source::parse(&source.to_string()), source);
            let source = Source::Record { file, offset, id: None };
            prop_assert_eq!(Source::parse(&source.to_string()), source);
        }
    }
}
