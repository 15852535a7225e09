//! Hangul by its parts: the initial consonant, and the keys of the Korean layout
//! (2-set, KS X 5002) that write a syllable on a keyboard left on Latin.
//!
//! Invariant: keys are small letters; those that need Shift there count as without.

/// The first syllable, and how many share an initial, and a vowel.
const FIRST: u32 = 0xac00;
const BY_LEAD: u32 = 588;
const BY_VOWEL: u32 = 28;
const COUNT: u32 = 11_172;

/// Initial consonants in the order of the syllables: as jamo, and their keys.
const LEADS: [(char, &str); 19] = [
    ('ㄱ', "r"),
    ('ㄲ', "r"),
    ('ㄴ', "s"),
    ('ㄷ', "e"),
    ('ㄸ', "e"),
    ('ㄹ', "f"),
    ('ㅁ', "a"),
    ('ㅂ', "q"),
    ('ㅃ', "q"),
    ('ㅅ', "t"),
    ('ㅆ', "t"),
    ('ㅇ', "d"),
    ('ㅈ', "w"),
    ('ㅉ', "w"),
    ('ㅊ', "c"),
    ('ㅋ', "z"),
    ('ㅌ', "x"),
    ('ㅍ', "v"),
    ('ㅎ', "g"),
];

/// Keys of the vowels.
const VOWELS: [&str; 21] = [
    "k", "o", "i", "o", "j", "p", "u", "p", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b",
    "m", "ml", "l",
];

/// Keys of the final consonants; the first is none.
const TAILS: [&str; 28] = [
    "", "r", "r", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a",
    "q", "qt", "t", "t", "d", "w", "c", "z", "x", "v", "g",
];

/// A syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::filter) struct Syllable(u32);

impl Syllable {
    /// The syllable that `c` is.
    pub(in crate::filter) fn of(c: char) -> Option<Self> {
        let at = u32::from(c).checked_sub(FIRST)?;
        (at < COUNT).then_some(Self(at))
    }

    /// All syllables with an initial, by its place among the initials.
    pub(in crate::filter) fn with_lead(lead: usize) -> impl Iterator<Item = Self> {
        (0..BY_LEAD).map(move |rest| Self(lead as u32 * BY_LEAD + rest))
    }

    /// As a character.
    pub(in crate::filter) fn char(self) -> Option<char> {
        char::from_u32(FIRST + self.0)
    }

    /// Whether it ends in its vowel.
    pub(in crate::filter) fn is_open(self) -> bool {
        self.0.is_multiple_of(BY_VOWEL)
    }

    /// The one without the final consonant.
    pub(in crate::filter) fn open(self) -> Self {
        Self(self.0 - self.0 % BY_VOWEL)
    }
}

/// The place among the initials of a consonant that stands alone, as jamo of
/// either block.
pub(in crate::filter) fn lead(c: char) -> Option<usize> {
    match c {
        '\u{1100}'..='\u{1112}' => Some(u32::from(c) as usize - 0x1100),
        _ => LEADS.iter().position(|(jamo, _)| *jamo == c),
    }
}

/// The jamo of an initial, by its place.
pub(super) fn lead_jamo(at: usize) -> Option<char> {
    LEADS.get(at).map(|lead| lead.0)
}

/// The jamo that a syllable begins with.
pub(super) fn initial(syllable: Syllable) -> Option<char> {
    lead_jamo((syllable.0 / BY_LEAD) as usize)
}

/// The keys that write a syllable: initial, vowel, final.
pub(in crate::filter) fn keys(syllable: Syllable) -> [&'static str; 3] {
    let at = syllable.0;
    let lead = LEADS.get((at / BY_LEAD) as usize).map_or("", |lead| lead.1);
    let vowel = VOWELS.get((at % BY_LEAD / BY_VOWEL) as usize);
    let tail = TAILS.get((at % BY_VOWEL) as usize);
    [
        lead,
        vowel.copied().unwrap_or_default(),
        tail.copied().unwrap_or_default(),
    ]
}

/// Whether the keys of some syllable begin with this letter.
pub(in crate::filter) fn begins_by_keys(letter: char) -> bool {
    LEADS.iter().any(|(_, keys)| keys.starts_with(letter))
}

/// How many initials there are.
pub(in crate::filter) const LEAD_COUNT: usize = LEADS.len();
