//! Byte strings as keys, pastes and replies; each split at every byte.

use std::fmt::Write;

use super::super::answers::Width;
use super::*;
use crate::keys::{Key, print_sequence};

const REPLIES: &[u8] = b"\x1b[2;3R\x1b[2;2R\x1b[2;2R\x1b[?62;22c";

/// The events in notation, a paste in `“”`.
fn shown(events: &[Event]) -> String {
    let mut shown = String::new();
    for event in events {
        match event {
            Event::Key(key) => shown.push_str(&print_sequence(&[*key])),
            Event::Paste(text) => write!(shown, "“{text}”").unwrap(),
            Event::Mouse(mouse) => {
                write!(shown, "{:?}@{},{}", mouse.kind, mouse.column, mouse.row).unwrap();
            }
            other => panic!("{other:?}"),
        }
    }
    shown
}

/// What pieces that follow each other at once say, and the answers.
fn read(pieces: &[&[u8]]) -> (String, Answers) {
    let mut typed = Typed::default();
    let mut events = Vec::new();
    for piece in pieces {
        typed.feed(piece);
        events.extend(typed.take());
    }
    typed.finish();
    events.extend(typed.take());
    assert_eq!(typed.open(), Open::Nothing);
    (shown(&events), typed.answers())
}

/// Reads `bytes` whole, split at every byte, and byte by byte.
fn read_all_ways(bytes: &[u8]) -> (String, Answers) {
    let whole = read(&[bytes]);
    for at in 0..=bytes.len() {
        let (left, right) = bytes.split_at(at);
        assert_eq!(read(&[left, right]), whole, "{bytes:?} at {at}");
    }
    let singly: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(read(&singly), whole, "{bytes:?}");
    whole
}

fn keys(bytes: &[u8]) -> String {
    read_all_ways(bytes).0
}

#[test]
fn characters() {
    for (bytes, expected) in [
        ("jG {", "jG<Space>{"),
        ("é中文👍", "é中文👍"),
        ("\r\t\u{7f}\u{8}\n", "<Enter><Tab><Backspace><C-h><C-j>"),
        ("\0\u{1}\u{1a}", "<C-Space><C-a><C-z>"),
        ("\u{1c}\u{1d}\u{1e}\u{1f}", "<C-\\><C-]><C-^><C-_>"),
        ("a\u{85}b", "ab"),
        ("éaé中b", "éaé中b"),
    ] {
        assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn alt() {
    for (bytes, expected) in [
        ("\x1bj", "<A-j>"),
        ("\x1bJ\x1b中x", "<A-J><A-中>x"),
        (
            "\x1b\rx\x1b\tx\x1b\u{7f}x",
            "<A-Enter>x<A-Tab>x<A-Backspace>x",
        ),
        ("\x1b x\x1b-x\x1b\u{4}x", "<A-Space>x<A-->x<C-A-d>x"),
        // What begins strings for a terminal.
        (
            "\x1bPx\x1b]x\x1bXx\x1b^x\x1b_x\x1b\\x",
            "<A-P>x<A-]>x<A-X>x<A-^>x<A-_>x<A-\\>x",
        ),
    ] {
        assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn escapes() {
    for (bytes, expected) in [
        ("\x1b", "<Esc>"),
        ("\x1b\x1b", "<Esc>"),
        ("\x1b\x1b\x1b", "<Esc><Esc>"),
        ("\x1b\x1bj", "<Esc>j"),
        ("\x1b\x1b[A", "<Esc><Up>"),
        ("\x1b[", "<A-[>"),
        ("\x1bO", "<A-O>"),
        ("\x1b[\x1b[A", "<A-[><Up>"),
        ("\x1bO\x1b[A", "<A-O><Up>"),
    ] {
        assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn an_escape_is_a_key_after_a_pause() {
    let mut typed = Typed::default();
    typed.feed(b"\x1b");
    assert_eq!(typed.open(), Open::Sequence);
    assert_eq!(shown(&typed.take()), "");
    typed.pause();
    assert_eq!(typed.open(), Open::Nothing);
    typed.feed(b"[A\x1b[");
    typed.pause();
    typed.feed(b"A\x1b\x1b");
    typed.pause();
    typed.feed(b"[A");
    assert_eq!(shown(&typed.take()), "<Esc>[A<Up><Esc>[A");
}

#[test]
fn named_keys() {
    for (bytes, expected) in [
        ("\x1b[A\x1b[B\x1b[C\x1b[D", "<Up><Down><Right><Left>"),
        ("\x1bOA\x1bOB\x1bOC\x1bOD", "<Up><Down><Right><Left>"),
        ("\x1b[H\x1b[F\x1bOH\x1bOF", "<Home><End><Home><End>"),
        ("\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "<Home><End><Home><End>"),
        (
            "\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "<Insert><Delete><PageUp><PageDown>",
        ),
        ("\x1bOP\x1bOQ\x1bOR\x1bOS", "<F1><F2><F3><F4>"),
        ("\x1b[P\x1b[Q\x1b[S", "<F1><F2><F4>"),
        (
            "\x1b[[A\x1b[[B\x1b[[C\x1b[[D\x1b[[E",
            "<F1><F2><F3><F4><F5>",
        ),
        (
            "\x1b[11~\x1b[12~\x1b[13~\x1b[14~\x1b[15~",
            "<F1><F2><F3><F4><F5>",
        ),
        (
            "\x1b[17~\x1b[18~\x1b[19~\x1b[20~\x1b[21~",
            "<F6><F7><F8><F9><F10>",
        ),
        ("\x1b[23~\x1b[24~", "<F11><F12>"),
        ("\x1b[Z", "<S-Tab>"),
    ] {
        assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn modified_keys() {
    for (bytes, expected) in [
        ("\x1b[1;2A\x1b[1;3B\x1b[1;5C", "<S-Up><A-Down><C-Right>"),
        ("\x1b[1;8D\x1b[1;33H", "<C-A-S-Left><A-Home>"),
        (
            "\x1b[5;5~\x1b[3;2~\x1b[15;6~",
            "<C-PageUp><S-Delete><C-S-F5>",
        ),
        ("\x1b[1;2P\x1b[1;5S\x1b[5A", "<S-F1><C-F4><C-Up>"),
        (
            "\x1b[32;2u\x1b[9;2u\x1b[13;5u\x1b[27u",
            "<S-Space><S-Tab><C-Enter><Esc>",
        ),
        ("\x1b[106u\x1b[106;5u\x1b[97:65;2u", "j<C-j>A"),
        // Released, with Super, with what cannot be.
        ("\x1b[1;1:3Ax\x1b[1;9Ax\x1b[1;300Ax", "xxx"),
        ("\x1b[1;1:2A", "<Up>"),
    ] {
        assert_eq!(keys(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

#[test]
fn what_is_neither_key_nor_reply_is_dropped() {
    for bytes in [
        "\x1b[<3;10;10Mx\x1b[<0;10;10mx",
        "\x1b[M !!x\x1b[M#\u{7f}\u{7f}x",
        "\x1b[32;10;10Mx\x1b[Ix",
        "\x1b[Ox\x1b[>0;276;0cx",
        "\x1b[?2026;2$yx\x1b[?1ux",
        "\x1b[99~x\x1b[201~x",
        "\x1b[1;2;3<4Ax\x1b[1$5~x",
        "\x1bOjx\x1b[[Zx",
        "\x1b[57399ux\x1b[99999999ux",
    ] {
        assert_eq!(keys(bytes.as_bytes()), "xx", "{bytes:?}");
    }
    assert_eq!(
        keys(b"a\xff\xfeb\xe4\xb8c\xe4\x1b[Ad\x1b\xe4e\xc0\xafg"),
        "abc<Up>deg"
    );
    assert_eq!(keys(b"\x1b[1\xe4\xb8\xad\x1b[1\x18"), "中<C-x>");
}

#[test]
fn clicks_and_the_wheel() {
    let bytes = b"a\x1b[<0;3;5Mb\x1b[<65;1;1Mc\x1b[<68;0;9999Md\x1b[<35;1;1Me";
    let expected = "aPress@2,4bWheelDown@0,0cWheelUp@0,9998de";
    assert_eq!(keys(bytes), expected);
}

#[test]
fn pastes() {
    for (bytes, expected) in [
        (
            &b"a\x1b[200~b\r\n\xe4\xb8\xadc\x1b[201~d"[..],
            "a“b\r\n中c”d",
        ),
        (b"\x1b[200~\x1b[201~", "“”"),
        (
            b"\x1b[200~q\x1b[A\x1b[20\x1b\x1b[201x\x1b[201~",
            "“q\u{1b}[A\u{1b}[20\u{1b}\u{1b}[201x”",
        ),
        (b"\x1b[200~\xff\x1b[201~", "“\u{fffd}”"),
        // The terminal's replies do not come inside.
        (
            b"\x1b[200~\x1b[2;2R\x1b[?6c\x1b[201~",
            "“\u{1b}[2;2R\u{1b}[?6c”",
        ),
        // Never closed.
        (b"\x1b[200~abc\x1b[20", "“abc”"),
    ] {
        assert_eq!(
            read_all_ways(bytes),
            (expected.to_owned(), Answers::default())
        );
    }
}

#[test]
fn a_paste_is_kept_up_to_a_bound() {
    let mut typed = Typed::default();
    typed.feed(b"\x1b[200~");
    for _ in 0..MOST_PASTE {
        typed.feed(b"\x1b[1234567");
        assert!(typed.paste.capacity() <= 2 * MOST_PASTE);
    }
    assert_eq!(typed.open(), Open::Paste);
    typed.feed(b"\x1b[201~j");
    let events = typed.take();
    let [Event::Paste(text), Event::Key(key)] = events.as_slice() else {
        panic!("{} events", events.len());
    };
    assert_eq!((text.len(), *key), (MOST_PASTE, Key::char('j')));
}

#[test]
fn replies_are_heard_between_keys() {
    let expected = Answers {
        marks: Some(Width::Wide),
        letters: Some(Width::Narrow),
        lines: Some(Width::Narrow),
        ended: true,
    };
    assert_eq!(read_all_ways(REPLIES), (String::new(), expected));
    let mixed = "j\x1b[2;3R中\x1b[A\x1b[2;2R\x1b\x1b[2;2R\x1b[200~p\x1b[201~\x1b[?6cq\x1bOP";
    let (shown, answers) = read_all_ways(mixed.as_bytes());
    assert_eq!(shown, "j中<Up><Esc>“p”q<F1>");
    assert_eq!(answers, expected);
}

#[test]
fn what_looks_like_a_reply_is_none() {
    for bytes in [
        // F3 with modifiers; another row; a page; the private form.
        "\x1b[1;2R",
        "\x1b[24;2R",
        "\x1b[2;2;1R",
        "\x1b[?2;2R",
        "\x1b[2R",
        "\x1b[R",
    ] {
        let bytes = [bytes.as_bytes(), REPLIES].concat();
        let (shown, answers) = read_all_ways(&bytes);
        assert_eq!(shown, "", "{bytes:?}");
        assert!(answers.complete(), "{bytes:?}");
    }
}

#[test]
fn odd_replies() {
    for bytes in [
        "\x1b[?6c",
        "\x1b[2;2R\x1b[?6c",
        "\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[?6c",
        "\x1b[2;0R\x1b[2;65535R\x1b[2;99999999R\x1b[?c",
        "\x1b[2;2R\x1b[2;2R\x1b[2;2R\x1b[>6c\x1b[6c",
    ] {
        let (shown, answers) = read_all_ways(bytes.as_bytes());
        assert_eq!(shown, "", "{bytes:?}");
        assert!(!answers.complete(), "{bytes:?}");
    }
}

#[test]
fn the_bytes_of_a_character_are_waited_for() {
    for (bytes, open) in [
        (&b"\xe4"[..], Open::Sequence),
        (b"\xe4\xb8", Open::Sequence),
        (b"\xe4\xb8\xad", Open::Nothing),
        (b"\xf0\x9f\x91", Open::Sequence),
        (b"\xc0\xff\x80", Open::Nothing),
        (b"\x1b[2;", Open::Sequence),
        (b"\x1b\xe4", Open::Sequence),
        (b"\x1b[M !", Open::Sequence),
        (b"\x1b[200~", Open::Paste),
        (b"\x1b[200~\x1b[20", Open::Paste),
    ] {
        let mut typed = Typed::default();
        typed.feed(bytes);
        assert_eq!(typed.open(), open, "{bytes:?}");
    }
}

#[test]
fn noise_is_harmless() {
    // A linear generator; escapes and what begins sequences come often.
    let mut seed = 7_u32;
    let mut noise = Vec::new();
    for _ in 0..100_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [high, low, ..] = seed.to_be_bytes();
        noise.push(match high % 8 {
            0 => ESC,
            1 => b'[',
            2 => b"0123456789;:"[usize::from(low) % 12],
            3 => b"ABRMZcu~OP"[usize::from(low) % 10],
            _ => low,
        });
    }
    let mut whole = Typed::default();
    let mut pieces = Typed::default();
    for (index, chunk) in noise.chunks(97).enumerate() {
        whole.feed(chunk);
        let (left, right) = chunk.split_at(index % (chunk.len() + 1));
        pieces.feed(left);
        let mut events = pieces.take();
        pieces.feed(right);
        events.extend(pieces.take());
        assert_eq!(shown(&events), shown(&whole.take()), "{left:?} {right:?}");
    }
}
