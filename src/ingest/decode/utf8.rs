//! Whether bytes are UTF-8, damaged or not.
//!
//! Invariant: linear in the bytes.

/// How many characters beyond ASCII there are, and how many places that are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Soundness {
    characters: usize,
    faults: usize,
    /// A character has begun at the end and not ended.
    cut: bool,
}

impl Soundness {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut sound = Self::default();
        for chunk in bytes.utf8_chunks() {
            sound.characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            sound.faults += usize::from(!chunk.invalid().is_empty());
        }
        sound.cut = whole_characters(bytes).len() < bytes.len();
        sound.faults -= usize::from(sound.cut).min(sound.faults);
        sound
    }

    /// Whether all of it is UTF-8, with characters beyond ASCII.
    pub(super) fn is_flawless(self) -> bool {
        self.faults == 0 && self.characters > 0
    }

    /// Whether it is UTF-8, of which a little may be broken: of another encoding most
    /// of it would be.
    pub(super) fn is_utf_8(self) -> bool {
        self.characters > 0 && self.characters >= self.faults * 4
    }
}

/// `bytes` without a sequence that has begun at their end and not ended.
pub(super) fn whole_characters(bytes: &[u8]) -> &[u8] {
    let tail = bytes.iter().rev().take(4);
    let lead = tail.enumerate().find(|(_, byte)| **byte & 0xC0 != 0x80);
    let Some((behind, lead)) = lead else {
        return bytes;
    };
    let needed = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let have = behind + 1;
    if have < needed {
        bytes.get(..bytes.len() - have).unwrap_or(bytes)
    } else {
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_ends_within_a_character() {
        let text = "a中é𠮷。";
        for cut in 0..=text.len() {
            let whole = whole_characters(&text.as_bytes()[..cut]);
            assert!(std::str::from_utf8(whole).is_ok(), "cut at {cut}");
            assert!(cut - whole.len() < 4, "cut at {cut} loses a character");
        }
        assert_eq!(whole_characters(b"\x80\x80\x80\x80\x80").len(), 5);
        assert_eq!(whole_characters(b"a\xff").len(), 2);
    }

    #[test]
    fn a_little_damage_is_borne() {
        let is = |bytes: &[u8]| Soundness::of(bytes).is_utf_8();
        assert!(is("一二三四".as_bytes()));
        assert!(is("\u{4e00}\u{4e8c}\u{4e09}\u{56db}\u{4e94}".as_bytes()));
        assert!(is(&["一二三四".as_bytes(), b"\xff"].concat()));
        assert!(!is(&["一二三".as_bytes(), b"\xff"].concat()));
        assert!(is(&"一二".as_bytes()[..5]));
        assert!(!is(&"一".as_bytes()[..2]));
        assert!(!is(b"\xb5\xda\xd2\xbb\xd5\xc2"));
        assert!(Soundness::of("一".as_bytes()).is_flawless());
        assert!(!Soundness::of(b"a").is_flawless());
    }
}
