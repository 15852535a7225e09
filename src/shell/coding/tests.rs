//! Rows and articles of texts in other encodings: the same text, the same id.

use std::fs;
use std::sync::Arc;

use super::*;
use crate::article::{Article, ArticleId, Warning};
use crate::shell::loader::{Loader, file_source};

/// "渡船靠岸，码头有雾。" and the end of a line, in GB18030.
const LINE: &[u8] =
    b"\xb6\xc9\xb4\xac\xbf\xbf\xb0\xb6\xa3\xac\xc2\xeb\xcd\xb7\xd3\xd0\xce\xed\xa1\xa3\n";
const TEXT: &str = "渡船靠岸，码头有雾。\n";

fn file(bytes: &[u8]) -> (tempfile::TempDir, Source) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, bytes).unwrap();
    let source = file_source(&path);
    (folder, source)
}

/// What the screen gets of a source.
fn opened(loader: &Loader, source: &Source) -> Vec<Article> {
    let mut shown = Vec::new();
    loader
        .open(source, &mut |article| shown.push(article))
        .unwrap();
    shown
}

#[test]
fn rows_agree_with_articles_in_every_encoding() {
    let latin = "only plain letters here, line after line\n";
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<u8>>()
    };
    let texts = [
        (LINE.to_vec(), TEXT.to_owned()),
        (LINE.repeat(20_000), TEXT.repeat(20_000)),
        (wide(&TEXT.repeat(20_000)), TEXT.repeat(20_000)),
        // What comes first is ASCII: little of it, more than is looked at, far more.
        (
            [latin.as_bytes(), &LINE.repeat(9000)].concat(),
            latin.to_owned() + &TEXT.repeat(9000),
        ),
        (
            [latin.repeat(600).as_bytes(), &LINE.repeat(20)].concat(),
            latin.repeat(600) + &TEXT.repeat(20),
        ),
        (
            [latin.repeat(9000).as_bytes(), &LINE.repeat(20)].concat(),
            latin.repeat(9000) + &TEXT.repeat(20),
        ),
        (
            [" \n".repeat(60_000).as_bytes(), &LINE.repeat(900)].concat(),
            " \n".repeat(60_000) + &TEXT.repeat(900),
        ),
        // What comes late is broken.
        (
            [&LINE.repeat(20_000)[..], b"\xff\xff\n"].concat(),
            TEXT.repeat(20_000) + "\u{fffd}\u{fffd}\n",
        ),
        (
            [TEXT.repeat(20_000).as_bytes(), LINE].concat(),
            TEXT.repeat(20_000),
        ),
    ];
    for (bytes, text) in texts {
        let (_folder, source) = file(&bytes);
        let loader = Loader::default();
        let row = loader.row(&source).unwrap();
        assert_eq!(row.id, ArticleId::of(&text), "{} bytes", bytes.len());
        let shown = opened(&loader, &source);
        let whole = shown.last().unwrap();
        assert!(shown.iter().all(|article| article.id == row.id));
        let same = |article: &Article| article.encoding == whole.encoding;
        assert!(shown.iter().all(same), "{} bytes", bytes.len());
        assert!(
            whole
                .raw
                .starts_with(text.trim_end_matches('\u{fffd}').get(..30).unwrap())
        );
        // A row looks no further than an id does.
        let headline = crate::text::clean::line(&whole.headline());
        assert!(row.headline == headline || text.starts_with(' '));
        let printed = loader.article(&source).unwrap();
        assert_eq!((printed.id, &printed.raw), (row.id, &whole.raw));
    }
}

#[test]
fn a_row_reads_little_of_a_long_text_in_another_encoding() {
    /// Counts what is read of an endless text.
    struct Endless(Arc<Mutex<usize>>);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let mut read = self.0.lock().unwrap();
            for (at, byte) in buffer.iter_mut().enumerate() {
                *byte = LINE[(*read + at) % LINE.len()];
            }
            *read += buffer.len();
            Ok(buffer.len())
        }
    }
    let read = Arc::new(Mutex::new(0));
    let loader = Loader::with_stdin(Endless(Arc::clone(&read))).unwrap();
    let row = loader.row(&Source::Stdin).unwrap();
    assert_eq!(row.headline, TEXT.trim());
    assert!(*read.lock().unwrap() <= SNIFF);
}

#[test]
fn what_is_chosen_changes_the_text_and_no_id() {
    let (_folder, source) = file(&LINE.repeat(20_000));
    let loader = Loader::default();
    let row = loader.row(&source).unwrap();
    loader.coding.choose(source.clone(), Some(Encoding::BIG5));
    for article in opened(&loader, &source) {
        assert_eq!((article.id, article.encoding), (row.id, Encoding::BIG5));
        assert!(!article.raw.starts_with(TEXT));
        assert!(!article.warnings.contains(&Warning::Guessed(Encoding::BIG5)));
    }
    let other = loader.row(&source).unwrap();
    assert_eq!(other.id, row.id);
    assert_ne!(other.headline, row.headline);
    loader.coding.choose(source.clone(), None);
    let whole = opened(&loader, &source).pop().unwrap();
    assert!(whole.raw.starts_with(TEXT));
    assert_eq!(whole.warnings, [Warning::Guessed(Encoding::GB18030)]);
}

#[test]
fn what_is_given_is_for_all_but_the_embedded_articles() {
    let (_folder, source) = file(LINE);
    let loader = Loader::reading_as(Some(Encoding::EUC_JP), false);
    let article = loader.article(&source).unwrap();
    assert_eq!(article.encoding, Encoding::EUC_JP);
    let seed = Source::Seed("hanoi-summit".into());
    let seed = loader.article(&seed).unwrap();
    assert_eq!(seed.encoding, Encoding::UTF_8);
}

#[test]
fn what_is_no_text_is_refused_unless_it_is_asked_for() {
    let (_folder, source) = file(b"\x7fELF\0\0 and more");
    let why = |loader: &Loader| loader.row(&source).err().map(|failure| failure.why);
    assert_eq!(why(&Loader::default()), Some("why-not-text"));
    let opened = Loader::default().open(&source, &mut |_| {});
    assert_eq!(opened.map_err(|failure| failure.why), Err("why-not-text"));
    assert_eq!(why(&Loader::reading_as(None, true)), None);
    let (_folder, long) = file(&[b"\0", "a".repeat(90_000).as_bytes()].concat());
    let long = Loader::default().row(&long).err();
    assert_eq!(long.map(|failure| failure.why), Some("why-not-text"));
}

#[test]
fn lines_are_told_by_the_first_that_are_not_ascii() {
    let mut coding = LineCoding::new(None);
    assert_eq!(coding.of(b"plain\n"), Encoding::UTF_8);
    assert_eq!(coding.of(&LINE.repeat(2)), Encoding::GB18030);
    assert_eq!(coding.of(TEXT.as_bytes()), Encoding::GB18030);
    // What is too short to tell does not decide for what follows.
    let mut coding = LineCoding::new(None);
    let short = coding.of(b"\xc4\xe3\xba\xc3\n");
    assert_ne!(short, Encoding::UTF_8);
    assert_eq!(coding.of(&LINE.repeat(2)), Encoding::GB18030);
    assert_eq!(coding.of(b"\xc4\xe3\xba\xc3\n"), Encoding::GB18030);
    let mut given = LineCoding::new(Some(Encoding::BIG5));
    assert_eq!(given.of(TEXT.as_bytes()), Encoding::BIG5);
}
