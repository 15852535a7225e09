//! The encoding of bytes that say nothing about it.
//!
//! Invariant: the same bytes give the same guess, and it has a decoder.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs as rs;

use super::label;
use crate::article::Encoding;

/// Where fewer characters beyond ASCII are there, a guess is unsure.
const SURE_CHARS: usize = 12;

/// What bytes seem to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) encoding: Encoding,
    /// Whether there was enough to tell.
    pub(super) sure: bool,
}

/// Guesses the encoding of `bytes`; `all`: they are not cut.
pub(super) fn guess(bytes: &[u8], all: bool) -> Guess {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, all);
    // Without the hint of a domain: that of one country turned the texts of others.
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let encoding = match label::of(guessed) {
        Some(encoding) if guessed.is_single_byte() => second_look(bytes, all).unwrap_or(encoding),
        Some(encoding) => encoding,
        None => Encoding::UTF_8,
    };
    let text = strict(bytes, label::decoder(encoding), all);
    let sure = text.is_some_and(|text| {
        let beyond = text.chars().filter(|c| !c.is_ascii());
        beyond.take(SURE_CHARS).count() == SURE_CHARS
    });
    Guess { encoding, sure }
}

/// An encoding, the signs that its language is known by, and how many of a hundred
/// characters are such.
type Candidate = (Encoding, fn(char) -> bool, usize);

/// Short pieces of Japanese and Korean may look like Cyrillic or Thai. What makes sense
/// as the former, sign by sign, is no accident.
fn second_look(bytes: &[u8], all: bool) -> Option<Encoding> {
    const CANDIDATES: [Candidate; 3] = [
        (Encoding::SHIFT_JIS, is_kana, 25),
        (Encoding::EUC_JP, is_kana, 25),
        (Encoding::EUC_KR, is_hangul, 70),
    ];
    let fits = |(encoding, own, percent): &Candidate| {
        let text = strict(bytes, label::decoder(*encoding), all)?;
        let beyond = text.chars().filter(|c| !c.is_ascii());
        let (mut count, mut of_own) = (0, 0);
        for c in beyond {
            if is_unlikely(c) {
                return None;
            }
            count += 1;
            of_own += usize::from(own(c));
        }
        (of_own > 1 && of_own * 100 >= count * percent).then_some(*encoding)
    };
    CANDIDATES.iter().find_map(fits)
}

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{3096}').contains(&c) || ('\u{30A1}'..='\u{30FC}').contains(&c)
}

fn is_hangul(c: char) -> bool {
    ('\u{AC00}'..='\u{D7A3}').contains(&c)
}

/// Half-width kana, private use, controls: what wrong decoding gives.
fn is_unlikely(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '\u{FF61}'..='\u{FF9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}')
}

/// The text, where each byte of it is right; what is cut at its end does not count
/// unless that is `all`.
fn strict(bytes: &[u8], encoding: &'static rs::Encoding, all: bool) -> Option<String> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = String::with_capacity(room);
    let (ended, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, all);
    (ended == rs::DecoderResult::InputEmpty).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    /// All pieces of `chars` characters of the sentences, and how many of them are
    /// guessed right.
    fn right(sentences: &[&str], encoding: Encoding, chars: usize) -> (usize, usize) {
        let (mut right, mut all) = (0, 0);
        for sentence in sentences {
            let sentence: Vec<char> = sentence.chars().collect();
            for piece in sentence.windows(chars) {
                let piece: String = piece.iter().collect();
                let (bytes, _, lost) = label::decoder(encoding).encode(&piece);
                assert!(!lost, "{piece}");
                let found = guess(&bytes, true);
                let beyond = piece.chars().filter(|c| !c.is_ascii()).count();
                all += 1;
                if found.encoding == encoding {
                    right += 1;
                    assert_eq!(found.sure, beyond >= SURE_CHARS, "{piece}");
                }
            }
        }
        (right, all)
    }

    #[test]
    fn nearly_all_pieces_of_twelve_characters_are_guessed_right() {
        let sets = [
            (samples::SIMPLIFIED, Encoding::GB18030),
            (samples::TRADITIONAL, Encoding::BIG5),
            // Traditional text is written in the larger set too.
            (samples::TRADITIONAL, Encoding::GB18030),
            (samples::JAPANESE, Encoding::SHIFT_JIS),
            (samples::JAPANESE, Encoding::EUC_JP),
            (samples::KOREAN, Encoding::EUC_KR),
        ];
        for (sentences, encoding) in sets {
            for chars in [12, 13, 14, 16, 20, 24] {
                let (right, all) = right(sentences, encoding, chars);
                assert!(all > 100, "{encoding}: only {all} pieces of {chars}");
                assert!(
                    right * 100 >= all * 95,
                    "{encoding}: {right} of {all} pieces of {chars} characters"
                );
            }
        }
    }

    #[test]
    fn whole_sentences_are_all_guessed_right() {
        let sets = [
            (samples::SIMPLIFIED, Encoding::GB18030),
            (samples::TRADITIONAL, Encoding::BIG5),
            (samples::JAPANESE, Encoding::SHIFT_JIS),
            (samples::JAPANESE, Encoding::EUC_JP),
            (samples::KOREAN, Encoding::EUC_KR),
        ];
        for (sentences, encoding) in sets {
            for sentence in sentences {
                let (bytes, _, _) = label::decoder(encoding).encode(sentence);
                let wanted = Guess {
                    encoding,
                    sure: true,
                };
                assert_eq!(guess(&bytes, true), wanted, "{sentence}");
            }
        }
    }

    #[test]
    fn texts_in_one_byte_stay_what_they_are() {
        for (text, name) in [
            (
                "Ce café est fermé jusqu'à l'été, désolé pour les clients âgés.",
                "windows-1252",
            ),
            (
                "Пароход отошёл от причала рано утром, и берег скрылся в тумане.",
                "windows-1251",
            ),
        ] {
            let encoding = Encoding::named(name);
            let (bytes, _, lost) = label::decoder(encoding).encode(text);
            assert!(!lost);
            assert_eq!(guess(&bytes, true).encoding, encoding);
        }
    }
}
