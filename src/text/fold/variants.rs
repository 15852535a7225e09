//! Which Han characters are the same for a search: traditional and simplified ones,
//! and the old and new forms of Japan. The table of pairs is text, so that people can
//! read and judge it; it becomes arrays while the program is compiled, because
//! every character of every headline is looked up when the library loads.
//!
//! Invariant: one step leads to the character that stands for the class, which
//! leads to itself.

/// A character and the one that it folds to on each line, in the order of the former.
const PAIRS: &[u8] = include_bytes!("../../../assets/tables/variants.txt");

/// The characters that have an array of their own: all Han of common text.
pub(super) const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;
const SIZE: usize = (LAST - FIRST + 1) as usize;

/// Of each character from [`FIRST`] to [`LAST`] what it folds to.
static NEAR: [u16; SIZE] = near();

/// The characters elsewhere and what they fold to, ascending.
static FAR: [(char, char); far_count()] = far();

/// What stands for the class of `c`, a Han character.
#[inline]
pub(super) fn representative(c: char) -> char {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    match NEAR.get(place) {
        Some(&code) => char::from_u32(u32::from(code)).unwrap_or(c),
        None => elsewhere(c),
    }
}

fn elsewhere(c: char) -> char {
    let found = FAR.binary_search_by_key(&c, |&(from, _)| from);
    found
        .ok()
        .and_then(|at| FAR.get(at))
        .map_or(c, |&(_, to)| to)
}

/// The first line of the table and the rest of it.
const fn next_pair(table: &[u8]) -> Option<(u32, u32, &[u8])> {
    let Some((from, rest)) = next_code(table) else {
        return None;
    };
    let Some((to, rest)) = next_code(rest) else {
        return None;
    };
    match rest {
        [b'\n', rest @ ..] => Some((from, to, rest)),
        _ => None,
    }
}

/// The first character, of three or four bytes, and the rest.
const fn next_code(text: &[u8]) -> Option<(u32, &[u8])> {
    match text {
        [a @ 0xe0..=0xef, b, c, rest @ ..] => {
            let high = ((*a & 0xf) as u32) << 12;
            Some((high | tail(*b) << 6 | tail(*c), rest))
        }
        [a @ 0xf0..=0xf4, b, c, d, rest @ ..] => {
            let high = ((*a & 0x7) as u32) << 18;
            Some((high | tail(*b) << 12 | tail(*c) << 6 | tail(*d), rest))
        }
        _ => None,
    }
}

const fn tail(byte: u8) -> u32 {
    (byte & 0x3f) as u32
}

const fn is_near(code: u32) -> bool {
    FIRST <= code && code <= LAST
}

#[allow(
    clippy::large_stack_arrays,
    reason = "it is on no stack: only statics are made of it"
)]
const fn near() -> [u16; SIZE] {
    let mut forms = [0; SIZE];
    let mut at = 0;
    while at < SIZE {
        forms[at] = FIRST as u16 + at as u16;
        at += 1;
    }
    let mut table = PAIRS;
    while let Some((from, to, rest)) = next_pair(table) {
        if is_near(from) && is_near(to) {
            forms[(from - FIRST) as usize] = to as u16;
        }
        table = rest;
    }
    forms
}

const fn far_count() -> usize {
    let mut count = 0;
    let mut table = PAIRS;
    while let Some((from, _, rest)) = next_pair(table) {
        if !is_near(from) {
            count += 1;
        }
        table = rest;
    }
    count
}

#[allow(
    clippy::large_stack_arrays,
    reason = "it is on no stack: only statics are made of it"
)]
const fn far() -> [(char, char); far_count()] {
    let mut forms = [('\0', '\0'); far_count()];
    let mut at = 0;
    let mut table = PAIRS;
    while let Some((from, to, rest)) = next_pair(table) {
        if let (false, Some(from), Some(to)) =
            (is_near(from), char::from_u32(from), char::from_u32(to))
        {
            forms[at] = (from, to);
            at += 1;
        }
        table = rest;
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_hold_what_the_table_says() {
        let table = std::str::from_utf8(PAIRS).unwrap();
        let mut count = 0;
        for line in table.lines() {
            let chars: Vec<char> = line.chars().collect();
            let [from, to] = chars[..] else {
                panic!("{line}");
            };
            assert_ne!(from, to);
            assert_eq!(representative(from), to, "{line}");
            assert_eq!(representative(to), to, "{line}");
            count += 1;
        }
        let near = (FIRST..)
            .zip(NEAR)
            .filter(|&(code, form)| code != u32::from(form));
        assert_eq!(near.count() + FAR.len(), count);
        assert!(FAR.is_sorted());
    }

    #[test]
    fn other_characters_stay() {
        for c in ['a', '々', 'あ', '한', '\u{2ffff}', '\u{10ffff}', '\0'] {
            assert_eq!(representative(c), c);
        }
    }
}
