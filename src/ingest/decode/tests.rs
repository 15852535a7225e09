//! The whole way from bytes to a text, in every encoding.

use proptest::prelude::*;

use super::text::LONG_LINE;
use super::*;

/// The encodings that are tried with every sequence of bytes.
const TRIED: [Encoding; 9] = [
    Encoding::UTF_8,
    Encoding::GB18030,
    Encoding::BIG5,
    Encoding::SHIFT_JIS,
    Encoding::EUC_JP,
    Encoding::EUC_KR,
    Encoding::ISO_2022_JP,
    Encoding::UTF_16LE,
    Encoding::UTF_16BE,
];

/// `text` in an encoding; only where it can be written so.
fn written(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = text.encode_utf16();
    match encoding {
        Encoding::UTF_16LE => units.flat_map(u16::to_le_bytes).collect(),
        Encoding::UTF_16BE => units.flat_map(u16::to_be_bytes).collect(),
        _ => {
            let (bytes, _, lost) = label::decoder(encoding).encode(text);
            assert!(!lost, "{encoding}: {text}");
            bytes.into_owned()
        }
    }
}

fn check(bytes: &[u8], text: &str, warnings: &[Warning]) {
    assert_eq!(decode(bytes), (text.to_owned(), warnings.to_vec()));
}

#[test]
fn bytes_become_text() {
    check("\u{feff}中文\n".as_bytes(), "中文\n", &[]);
    check(b"a\r\nb\rc\r\r\nd\n", "a\nb\nc\n\nd\n", &[]);
    check(b"\r\r", "\n\n", &[Warning::Empty]);
    check(b"", "", &[Warning::Empty]);
    check(" \u{3000}\n".as_bytes(), " \u{3000}\n", &[Warning::Empty]);
    check(
        b"\xe4\xb8\xad\xe4\xb8",
        "中\u{fffd}",
        &[Warning::InvalidUtf8],
    );
    let damaged = "\u{4e00}\u{4e8c}\u{4e09}\u{56db}";
    check(
        &[damaged.as_bytes(), b"\xff"].concat(),
        "一二三四\u{fffd}",
        &[Warning::InvalidUtf8],
    );
    check(b"a\0b", "a\0b", &[Warning::Binary]);
    check(b"\x01\x02\x03abc", "\x01\x02\x03abc", &[Warning::Binary]);
    check(b"\x1b[1mbold\x1b[0m", "\x1b[1mbold\x1b[0m", &[]);
}

#[test]
fn a_guess_is_told() {
    let text = samples::SIMPLIFIED[0];
    let bytes = written(text, Encoding::GB18030);
    check(&bytes, text, &[Warning::Guessed(Encoding::GB18030)]);
    let short = written("渡船靠岸。", Encoding::GB18030);
    check(&short, "渡船靠岸。", &[Warning::Unsure(Encoding::GB18030)]);
}

#[test]
fn odd_line_ends_are_kept_beside_the_text() {
    let kept = |bytes: &[u8]| Verdict::of(bytes, None).decode(bytes, true).written;
    assert_eq!(kept(b"a\nb\n"), None);
    assert_eq!(kept(b"a\r\nb\r\n"), None);
    assert_eq!(kept(b"a\rb\n").as_deref(), Some("a\rb\n"));
    assert_eq!(kept(b"a\r\nb\n").as_deref(), Some("a\r\nb\n"));
    assert_eq!(kept(b"a\r\nb\r").as_deref(), Some("a\r\nb\r"));
}

#[test]
fn a_long_line_is_counted_in_characters() {
    let many = "字".repeat(LONG_LINE);
    assert_eq!(decode(many.as_bytes()).1, []);
    let more = format!("头\n{many}字\n尾");
    assert_eq!(decode(more.as_bytes()).1, [Warning::LongLine]);
}

#[test]
fn every_sequence_of_one_and_two_bytes_is_a_text() {
    let mut bytes: Vec<Vec<u8>> = (0..=255).map(|a| vec![a]).collect();
    bytes.extend((0..=u16::MAX).map(|pair| pair.to_be_bytes().to_vec()));
    assert_eq!(bytes.len(), 65_792);
    for encoding in TRIED {
        let verdict = Verdict::known(encoding, 0);
        for bytes in &bytes {
            let whole = verdict.decode(bytes, true);
            assert!(!whole.text.contains('\r'));
            // A piece of it says no more than the whole does.
            let cut = verdict.decode(bytes, false);
            assert!(whole.text.starts_with(&cut.text), "{encoding}: {bytes:?}");
        }
    }
    // Undeclared, too: whatever is guessed.
    for bytes in bytes.iter().step_by(7) {
        assert!(!decode(bytes).0.contains('\r'));
    }
}

/// Marks, declarations and bytes against each other: the mark goes first, then the
/// declaration, then what the bytes are.
#[test]
fn marks_go_before_declarations_and_these_before_guesses() {
    let marks = [
        None,
        Some(Encoding::UTF_8),
        Some(Encoding::UTF_16LE),
        Some(Encoding::UTF_16BE),
    ];
    let sentence = samples::SIMPLIFIED[4];
    for encoding in TRIED {
        let sentence = match encoding {
            Encoding::BIG5 => samples::TRADITIONAL[4],
            Encoding::SHIFT_JIS | Encoding::EUC_JP | Encoding::ISO_2022_JP => samples::JAPANESE[4],
            Encoding::EUC_KR => samples::KOREAN[4],
            _ => sentence,
        };
        let declared = [
            String::new(),
            format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>"),
            "<?xml version=\"1.0\" encoding=\"koi8-r\"?>".to_owned(),
        ];
        for mark in marks {
            for (kind, declared) in declared.iter().enumerate() {
                let text = format!("{declared}{sentence}");
                let found = read(&text, encoding, mark);
                let wide = encoding.is_utf_16();
                match (mark, kind) {
                    (Some(mark), _) => assert_eq!(found.encoding, mark),
                    // No declaration can be read in UTF-16, which tells itself.
                    _ if wide => assert_eq!((found.encoding, &found.text), (encoding, &text)),
                    (None, 1) => {
                        assert_eq!((found.encoding, &found.text), (encoding, &text));
                        assert_eq!(found.warnings, []);
                    }
                    (None, 2) => assert_eq!(found.encoding.name(), "KOI8-R"),
                    // Not without being declared.
                    (None, _) if encoding == Encoding::ISO_2022_JP => {
                        assert_ne!(found.encoding, encoding);
                    }
                    (None, _) => assert_eq!((found.encoding, &found.text), (encoding, &text)),
                }
            }
        }
    }
}

/// `text` in an encoding behind a byte order mark, as it is read.
fn read(text: &str, encoding: Encoding, mark: Option<Encoding>) -> Decoded {
    let mark = mark.map_or_else(Vec::new, |mark| written("\u{feff}", mark));
    let bytes = [mark, written(text, encoding)].concat();
    Verdict::of(&bytes, None).decode(&bytes, true)
}

#[test]
fn a_declaration_that_the_bytes_refute_does_not_count() {
    let text = format!("<meta charset=big5>{}", samples::JAPANESE[0]);
    assert_eq!(decode(text.as_bytes()), (text.clone(), vec![]));
}

#[test]
fn a_choice_goes_before_all_but_a_mark() {
    let text = samples::SIMPLIFIED[1];
    let big5 = Some(Encoding::BIG5);
    let of = |bytes: &[u8]| Verdict::of(bytes, big5).encoding;
    assert_eq!(of(text.as_bytes()), Encoding::BIG5);
    assert_eq!(of(&written(text, Encoding::GB18030)), Encoding::BIG5);
    assert_eq!(
        of(format!("<meta charset=gbk>{text}").as_bytes()),
        Encoding::BIG5
    );
    assert_eq!(of(format!("\u{feff}{text}").as_bytes()), Encoding::UTF_8);
}

/// Twelve sentences, cut at every byte: what is declared is read right up to the cut,
/// and no guess falls over.
#[test]
fn texts_cut_at_every_byte_are_read_up_to_the_cut() {
    let sets = [
        (samples::SIMPLIFIED, Encoding::GB18030),
        (samples::TRADITIONAL, Encoding::BIG5),
        (samples::JAPANESE, Encoding::SHIFT_JIS),
        (samples::JAPANESE, Encoding::EUC_JP),
        (samples::JAPANESE, Encoding::ISO_2022_JP),
        (samples::KOREAN, Encoding::EUC_KR),
        (samples::SIMPLIFIED, Encoding::UTF_8),
        (samples::KOREAN, Encoding::UTF_16LE),
        (samples::TRADITIONAL, Encoding::UTF_16BE),
        (samples::SIMPLIFIED, Encoding::UTF_16LE),
        (samples::TRADITIONAL, Encoding::GB18030),
        (samples::KOREAN, Encoding::GB18030),
    ];
    for (number, (sentences, encoding)) in sets.into_iter().enumerate() {
        let text = sentences[number % sentences.len()];
        let bytes = written(text, encoding);
        for cut in 0..=bytes.len() {
            let piece = &bytes[..cut];
            let found = Verdict::known(encoding, 0).decode(piece, false);
            assert!(text.starts_with(&found.text), "{encoding}: cut at {cut}");
            assert!(
                cut < 6 || !found.text.is_empty(),
                "{encoding}: cut at {cut}"
            );
            assert!(cut < bytes.len() || found.text == text);
            let whole = Verdict::known(encoding, 0).decode(piece, true);
            assert!(whole.text.starts_with(&found.text));
            assert!(!decode(piece).0.contains('\r'));
        }
    }
}

/// How the head of a source is judged with only so much of it at hand.
fn in_pieces(bytes: &[u8]) -> Verdict {
    let mut have = 0;
    loop {
        match Verdict::over(&bytes[..have], have == bytes.len(), None) {
            Ok(verdict) => return verdict,
            Err(needed) => {
                assert!(needed > have, "{needed} of {have}");
                have = needed.min(bytes.len());
            }
        }
    }
}

#[test]
fn a_long_text_is_judged_by_a_beginning_that_does_not_depend_on_what_is_at_hand() {
    let long = |text: &str, encoding| written(&text.repeat(80_000 / text.len()), encoding);
    let latin = "only plain letters here, line after line\n".repeat(2000);
    for bytes in [
        long(samples::SIMPLIFIED[0], Encoding::GB18030),
        long(samples::KOREAN[0], Encoding::EUC_KR),
        long(samples::JAPANESE[0], Encoding::SHIFT_JIS),
        long(samples::JAPANESE[1], Encoding::UTF_8),
        long(samples::TRADITIONAL[0], Encoding::UTF_16BE),
        [
            latin.as_bytes(),
            &long(samples::SIMPLIFIED[2], Encoding::GB18030),
        ]
        .concat(),
        [
            latin.as_bytes(),
            &long(samples::SIMPLIFIED[2], Encoding::UTF_8),
        ]
        .concat(),
        [latin.as_bytes(), &written("渡船靠岸。", Encoding::GB18030)].concat(),
        latin.repeat(20).into_bytes(),
    ] {
        let whole = Verdict::of(&bytes, None);
        assert_eq!(in_pieces(&bytes), whole);
        // More at hand than was asked for.
        for have in [SNIFF, SNIFF + 1, 3 * SNIFF, bytes.len() - 1] {
            if let Ok(verdict) = Verdict::over(&bytes[..have.min(bytes.len())], false, None) {
                assert_eq!(verdict, whole);
            }
        }
    }
}

/// What comes late changes nothing, however odd it is.
#[test]
fn a_beginning_in_utf_8_settles_it() {
    let text = samples::SIMPLIFIED[0].repeat(300);
    let bytes = [
        text.as_bytes(),
        &written(samples::SIMPLIFIED[1], Encoding::GB18030),
    ]
    .concat();
    assert!(text.len() > SNIFF);
    assert_eq!(Verdict::of(&bytes, None), Verdict::UTF_8);
}

#[test]
fn binary_is_what_has_a_nul_and_is_no_utf_16() {
    let is = |bytes: &[u8]| Verdict::of(bytes, None).is_binary(bytes);
    assert!(is(b"ab\0c"));
    assert!(!is(b"abc"));
    assert!(!is(&written("plain words\n", Encoding::UTF_16LE)));
    assert!(!is(&written("\u{feff}ab", Encoding::UTF_16BE)));
    let late = |at: usize| [vec![b'a'; at], vec![0]].concat();
    assert!(is(&late(BINARY - 1)));
    assert!(!is(&late(BINARY)));
}

proptest! {
    #[test]
    fn any_bytes_are_a_text(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let verdict = Verdict::of(&bytes, None);
        prop_assert_eq!(in_pieces(&bytes), verdict);
        let text = verdict.decode(&bytes, true).text;
        prop_assert!(!text.contains('\r'));
    }

    #[test]
    fn a_text_is_the_same_however_it_is_cut(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        cuts in prop::collection::vec(0..60_usize, 0..6),
        which in 0..TRIED.len(),
    ) {
        let mut whole = String::new();
        Recoder::new(TRIED[which]).push(&bytes, true, &mut whole);
        let (mut pieces, mut recoder) = (String::new(), Recoder::new(TRIED[which]));
        let mut rest = bytes.as_slice();
        for cut in cuts {
            let (piece, behind) = rest.split_at(cut.min(rest.len()));
            recoder.push(piece, false, &mut pieces);
            rest = behind;
        }
        recoder.push(rest, true, &mut pieces);
        prop_assert_eq!(pieces, whole);
    }
}
