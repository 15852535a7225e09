//! What an input method sends instead of a key. With a Chinese, Japanese or
//! Korean input method on, shortcuts arrive as full-width forms, as the marks of
//! that script, or as jamo of the two-set Korean layout.
//!
//! Invariant: a stand-in is an ASCII key; a key that stands for nothing is itself.

use super::{Code, Key};

/// The key that `key` stands for; itself where it stands for none. `、` is `/`:
/// Chinese input methods send it for that key or for `\`, and only `/` is
/// pressed often.
pub fn stand_in(key: Key) -> Key {
    let Code::Char(c) = key.code else {
        return key;
    };
    let stand_in = Key {
        code: Code::Char(ascii_for(c)),
        ..key
    };
    stand_in.canonical()
}

fn ascii_for(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u8::try_from(c as u32 - 0xfee0).map_or(c, char::from),
        '\u{3000}' => ' ',
        '、' | '・' => '/',
        '·' => '`',
        '。' => '.',
        '【' | '「' => '[',
        '】' | '」' => ']',
        '『' => '{',
        '』' => '}',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '¥' | '￥' | '₩' | '￦' => '\\',
        'ー' => '-',
        '‘' | '’' => '\'',
        'ㄱ'..='ㅣ' => jamo(c),
        _ => c,
    }
}

/// The key of a jamo on the Korean two-set layout.
fn jamo(c: char) -> char {
    const KEYS: &[(char, char)] = &[
        ('ㅂ', 'q'),
        ('ㅈ', 'w'),
        ('ㄷ', 'e'),
        ('ㄱ', 'r'),
        ('ㅅ', 't'),
        ('ㅛ', 'y'),
        ('ㅕ', 'u'),
        ('ㅑ', 'i'),
        ('ㅐ', 'o'),
        ('ㅔ', 'p'),
        ('ㅁ', 'a'),
        ('ㄴ', 's'),
        ('ㅇ', 'd'),
        ('ㄹ', 'f'),
        ('ㅎ', 'g'),
        ('ㅗ', 'h'),
        ('ㅓ', 'j'),
        ('ㅏ', 'k'),
        ('ㅣ', 'l'),
        ('ㅋ', 'z'),
        ('ㅌ', 'x'),
        ('ㅊ', 'c'),
        ('ㅍ', 'v'),
        ('ㅠ', 'b'),
        ('ㅜ', 'n'),
        ('ㅡ', 'm'),
        ('ㅃ', 'Q'),
        ('ㅉ', 'W'),
        ('ㄸ', 'E'),
        ('ㄲ', 'R'),
        ('ㅆ', 'T'),
        ('ㅒ', 'O'),
        ('ㅖ', 'P'),
    ];
    let found = KEYS.iter().find(|(known, _)| *known == c);
    found.map_or(c, |(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_stand_for_their_key() {
        let sent: Vec<char> = "ｊ／？：；《〉【」｛、　ㅓㅏㅃＧ￥。".chars().collect();
        let meant: Vec<char> = "j/?:;<>[]{/ jkQG\\.".chars().collect();
        assert_eq!(sent.len(), meant.len());
        for (sent, meant) in sent.into_iter().zip(meant) {
            assert_eq!(stand_in(Key::char(sent)), Key::char(meant), "{sent}");
        }
    }

    #[test]
    fn other_keys_stand_for_themselves() {
        for key in [
            Key::char('中'),
            Key::char('“'),
            Key::char('ㄳ'),
            Key::char('j'),
            Key::plain(Code::Enter),
        ] {
            assert_eq!(stand_in(key), key);
        }
    }

    #[test]
    fn modifiers_stay() {
        assert_eq!(stand_in(Key::ctrl('ｄ')), Key::ctrl('d'));
        let shifted = Key {
            shift: true,
            ..Key::char('\u{3000}')
        };
        assert_eq!(
            stand_in(shifted),
            Key {
                shift: true,
                ..Key::char(' ')
            }
        );
    }

    #[test]
    fn every_letter_of_the_layout_is_there_once() {
        let mut letters: Vec<char> = ('ㄱ'..='ㅣ').map(jamo).filter(char::is_ascii).collect();
        letters.sort_unstable();
        let expected: Vec<char> = "EOPQRTWabcdefghijklmnopqrstuvwxyz".chars().collect();
        assert_eq!(letters, expected);
    }
}
