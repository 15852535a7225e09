//! The name of an encoding: how the bytes of a source stand for characters.
//!
//! Invariant: a name is one of those that `ingest` can decode, so that whatever holds
//! one can be read with it.

use std::fmt;

/// An encoding, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding(&'static str);

impl Encoding {
    pub const UTF_8: Self = Self("UTF-8");
    pub const UTF_16LE: Self = Self("UTF-16LE");
    pub const UTF_16BE: Self = Self("UTF-16BE");
    /// GBK and GB2312 are parts of it.
    pub const GB18030: Self = Self("GB18030");
    pub const BIG5: Self = Self("Big5");
    pub const SHIFT_JIS: Self = Self("Shift_JIS");
    pub const EUC_JP: Self = Self("EUC-JP");
    pub const EUC_KR: Self = Self("EUC-KR");
    pub const ISO_2022_JP: Self = Self("ISO-2022-JP");

    /// Those that a reader may choose from.
    pub const OFFERED: [Self; 11] = [
        Self::UTF_8,
        Self::GB18030,
        Self::BIG5,
        Self::SHIFT_JIS,
        Self::EUC_JP,
        Self::EUC_KR,
        Self::ISO_2022_JP,
        Self::UTF_16LE,
        Self::UTF_16BE,
        Self("windows-1252"),
        Self("windows-1258"),
    ];

    /// By a name that the decoder knows.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The name, in ASCII.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Whether each character takes two bytes or four.
    pub fn is_utf_16(self) -> bool {
        self == Self::UTF_16LE || self == Self::UTF_16BE
    }
}

impl Default for Encoding {
    fn default() -> Self {
        Self::UTF_8
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
