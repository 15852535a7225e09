//! Where an article comes from: an embedded seed, a file, or standard input.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// The source of an article. `Display` gives the form of the bookmarks file and
/// of JSON: `seed:NAME`, an absolute path (percent-encoded where it is not
/// UTF-8), or `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// An embedded article, by name.
    Seed(Arc<str>),
    /// A file, by absolute path.
    File(Arc<Path>),
    /// Standard input.
    Stdin,
}

impl Source {
    /// Reads the form that `Display` writes.
    pub fn parse(text: &str) -> Self {
        if text == "-" {
            return Self::Stdin;
        }
        match text.strip_prefix("seed:") {
            Some(name) => Self::Seed(name.into()),
            None => Self::File(path_from(text)),
        }
    }

    /// The short name for the list's source column.
    pub fn short(&self) -> String {
        match self {
            Self::Seed(_) => "seeds".to_owned(),
            Self::File(path) => path.parent().and_then(Path::file_name).map_or_else(
                || "/".to_owned(),
                |name| name.to_string_lossy().into_owned(),
            ),
            Self::Stdin => "-".to_owned(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seed(name) => write!(f, "seed:{name}"),
            Self::File(path) => f.write_str(&path_text(path)),
            Self::Stdin => f.write_str("-"),
        }
    }
}

/// A path as text: itself where it is UTF-8 without `%`, else percent-encoded.
fn path_text(path: &Path) -> String {
    use std::os::unix::ffi::OsStrExt;
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => percent_encoding::percent_encode(path.as_os_str().as_bytes(), PATH_SET).to_string(),
    }
}

/// All but the bytes that a path usually holds is encoded.
const PATH_SET: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS.add(b'%').add(b' ');

/// The path that a text names; a text that decodes to bytes that are no UTF-8
/// was percent-encoded by us.
fn path_from(text: &str) -> Arc<Path> {
    use std::os::unix::ffi::OsStrExt;
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(text).collect();
    if text.contains('%') && std::str::from_utf8(&bytes).is_err() {
        return Arc::from(Path::new(std::ffi::OsStr::from_bytes(&bytes)));
    }
    Arc::from(Path::new(text))
}
