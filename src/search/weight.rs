//! How often a character stands in text, roughly: a rare one makes a better
//! candidate. Only speed hangs on it.
//!
//! Invariant: from 1 (rare) to [`MOST`].

/// The weight of the most frequent characters.
pub(super) const MOST: u32 = 40;

/// The commonest letters first.
const LETTERS: &str = "etaoinshrdlcumwfgypbvkjxqz";

/// Han characters that stand in nearly every article, in either form.
const COMMON: &str = "的一是不了在有人我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会\
    自去之過过家學学對对可後后小多天而能好都然日於于起還还發发成事作當当看文無无開开用主行方前所本見见經经面公同\
    三從从動动兩两長长月新民政部分法理高市外定及業业工加力十全其進进";

/// The weight of a folded character.
pub(super) fn weight(c: char) -> u32 {
    match c {
        'a'..='z' => LETTERS
            .chars()
            .position(|letter| letter == c)
            .map_or(1, |rank| 14 - rank as u32 / 2),
        '0'..='9' => 12,
        '\0'..='\u{7f}' => 16,
        '\u{3001}'..='\u{3002}' => MOST,
        '\u{3003}'..='\u{303f}' => 16,
        '\u{3041}'..='\u{309f}' => 24,
        '\u{30a1}'..='\u{30ff}' => 12,
        '\u{4e00}'..='\u{9fff}' if COMMON.contains(c) => 16,
        '\u{2010}'..='\u{2027}' => 12,
        _ => 3,
    }
}
