//! What is printed reads back; what cannot be a key says so.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &[Key]) {
    assert_eq!(parse_sequence(text), Ok(expected.to_vec()), "{text}");
}

#[test]
fn reads_sequences() {
    check("g", &[Key::char('g')]);
    check("gg", &[Key::char('g'), Key::char('g')]);
    check("{", &[Key::char('{')]);
    check(">", &[Key::char('>')]);
    check("'a", &[Key::char('\''), Key::char('a')]);
    check("<C-d>", &[Key::ctrl('d')]);
    check("<C-D>", &[Key::ctrl('d')]);
    check("<C-\\>", &[Key::ctrl('\\')]);
    check("<C->>x", &[Key::ctrl('>'), Key::char('x')]);
    check("<lt>", &[Key::char('<')]);
    check("<->", &[Key::char('-')]);
    check("<S-g>", &[Key::char('G')]);
    check("<pgdn>", &[Key::plain(Code::PageDown)]);
    check("<F12>", &[Key::plain(Code::F(12))]);
    check("<C-i>", &[Key::plain(Code::Tab)]);
    check(
        "<S-Space>",
        &[Key {
            shift: true,
            ..Key::char(' ')
        }],
    );
    check(
        "<C-A-Left>",
        &[Key {
            ctrl: true,
            alt: true,
            ..Key::plain(Code::Left)
        }],
    );
}

#[test]
fn refuses_what_is_no_key() {
    for text in [
        "", "<", "<C-d", "<Entr>", "<F13>", "<F0>", "<>", "a b", "\u{1b}", "<S-1>", "<C-S-d>",
        "<C->",
    ] {
        assert!(parse_sequence(text).is_err(), "{text:?} was accepted");
    }
}

#[test]
fn prints_the_first_name() {
    for (text, printed) in [
        ("<BS>", "<Backspace>"),
        ("<CR>", "<Enter>"),
        ("<PgUp>", "<PageUp>"),
        ("<A-C-x>", "<C-A-x>"),
        ("<Space>", "<Space>"),
        ("<<lt>", "error"),
        ("j<lt>", "j<lt>"),
    ] {
        let result = parse_sequence(text).map(|keys| print_sequence(&keys));
        assert_eq!(result.unwrap_or_else(|_| "error".to_owned()), printed);
    }
}

#[test]
fn messages_show_one_key_without_brackets() {
    for (text, shown) in [
        ("<Esc>", "Esc"),
        ("<C-d>", "C-d"),
        ("<lt>", "<"),
        (">", ">"),
        ("?", "?"),
        ("gg", "gg"),
        ("<C-x><C-c>", "<C-x><C-c>"),
    ] {
        let keys = parse_sequence(text).unwrap_or_default();
        assert_eq!(show_sequence(&keys), shown);
    }
}

#[test]
fn every_name_is_a_key() {
    for name in key_names() {
        assert!(parse_sequence(&name).is_ok(), "{name}");
    }
}

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        any::<char>()
            .prop_filter("printable", |c| !c.is_control())
            .prop_map(Code::Char),
        (0x20_u8..0x7f).prop_map(|byte| Code::Char(byte as char)),
        (1_u8..=12).prop_map(Code::F),
        proptest::sample::select(NAMES).prop_map(|(_, code)| code),
    ];
    (code, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt, shift)| Key {
        code,
        ctrl,
        alt,
        shift,
    })
}

proptest! {
    #[test]
    fn printed_keys_read_back(keys in prop::collection::vec(any_key(), 1..4)) {
        let printed = print_sequence(&keys);
        let canonical: Vec<Key> = keys.iter().map(|key| key.canonical()).collect();
        prop_assert_eq!(parse_sequence(&printed), Ok(canonical), "{}", printed);
    }

    #[test]
    fn canonical_is_stable(key in any_key()) {
        prop_assert_eq!(key.canonical().canonical(), key.canonical());
    }
}
