//! Names of encodings, as people and declarations write them, and the decoders
//! behind them.
//!
//! Invariant: each encoding that comes from here has a decoder.

use encoding_rs as rs;

use crate::article::Encoding;

/// Names in use that the web's list of labels does not have.
const ALSO: [(&str, Encoding); 9] = [
    ("cp936", Encoding::GB18030),
    ("euccn", Encoding::GB18030),
    ("cp950", Encoding::BIG5),
    ("big5hkscs", Encoding::BIG5),
    ("cp932", Encoding::SHIFT_JIS),
    ("cp949", Encoding::EUC_KR),
    ("uhc", Encoding::EUC_KR),
    ("jis", Encoding::ISO_2022_JP),
    ("utf16", Encoding::UTF_16LE),
];

/// The names to offer where one was mistyped.
pub const NAMES: [&str; 20] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "gb18030",
    "gbk",
    "gb2312",
    "cp936",
    "big5",
    "shift_jis",
    "sjis",
    "cp932",
    "euc-jp",
    "euc-kr",
    "cp949",
    "iso-2022-jp",
    "windows-1251",
    "windows-1252",
    "windows-1258",
    "koi8-r",
];

/// The encoding of a name, whatever its case and with or without its dashes.
pub fn encoding(name: &str) -> Option<Encoding> {
    let squeezed = squeeze(name);
    let also = || ALSO.iter().find(|(name, _)| *name == squeezed);
    let offered = || {
        Encoding::OFFERED
            .iter()
            .find(|e| squeeze(e.name()) == squeezed)
    };
    rs::Encoding::for_label_no_replacement(name.as_bytes())
        .and_then(of)
        .or_else(|| also().map(|(_, encoding)| *encoding))
        .or_else(|| offered().copied())
}

fn squeeze(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Our name for a decoder; None for one that would not do for reading.
pub(super) fn of(encoding: &'static rs::Encoding) -> Option<Encoding> {
    if encoding == rs::X_USER_DEFINED || encoding == rs::REPLACEMENT {
        return None;
    }
    // The two have one decoder.
    if encoding == rs::GBK || encoding == rs::GB18030 {
        return Some(Encoding::GB18030);
    }
    Some(Encoding::named(encoding.name()))
}

/// The decoder of an encoding.
pub(super) fn decoder(encoding: Encoding) -> &'static rs::Encoding {
    rs::Encoding::for_label(encoding.name().as_bytes()).unwrap_or(rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them() {
        for (name, wanted) in [
            ("gbk", "GB18030"),
            ("GB2312", "GB18030"),
            ("cp936", "GB18030"),
            ("Big-5", "Big5"),
            ("sjis", "Shift_JIS"),
            ("Shift-JIS", "Shift_JIS"),
            ("shiftjis", "Shift_JIS"),
            ("CP932", "Shift_JIS"),
            ("eucjp", "EUC-JP"),
            ("euc_kr", "EUC-KR"),
            ("cp949", "EUC-KR"),
            ("iso2022jp", "ISO-2022-JP"),
            ("utf16", "UTF-16LE"),
            ("UTF-16BE", "UTF-16BE"),
            ("utf8", "UTF-8"),
            ("latin1", "windows-1252"),
        ] {
            assert_eq!(encoding(name).map(Encoding::name), Some(wanted), "{name}");
        }
        for name in ["", "gkb", "x-user-defined", "hz-gb-2312", "中文"] {
            assert_eq!(encoding(name), None, "{name}");
        }
    }

    #[test]
    fn each_name_has_its_own_decoder() {
        for encoding in Encoding::OFFERED {
            assert_eq!(of(decoder(encoding)), Some(encoding));
        }
        for name in NAMES {
            assert!(encoding(name).is_some(), "{name}");
        }
    }
}
