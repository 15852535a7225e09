//! Rows and articles from files and from standard input.

use std::fs;
use std::io::{Cursor, Write};
use std::sync::Arc;

use super::*;
use crate::article::ArticleId;

/// A file with `text` in it, and the folder that it lives in.
fn file(text: &[u8]) -> (tempfile::TempDir, Source) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, text).unwrap();
    let source = file_source(&path);
    (folder, source)
}

#[test]
fn a_row_has_the_id_of_the_whole_text() {
    let head = "標題\n\n";
    let texts = [
        String::new(),
        " \n\u{3000}\n".to_owned(),
        "标题".to_owned(),
        head.to_owned() + &"中".repeat(100_000),
        head.to_owned() + &"𠮷\r\n".repeat(30_000),
        "\u{feff}".to_owned() + &"a".repeat(200_000),
        // Blanks before the text do not count …
        " \n".repeat(60_000) + &"中".repeat(9_000),
        // … nor at its end …
        "中".repeat(4_000) + &" ".repeat(90_000),
        // … but between they do, past the first bytes that are looked at too.
        "中".repeat(4_000) + &" ".repeat(90_000) + "end",
        "中".repeat(4_094) + "  end" + &" ".repeat(90_000),
    ];
    for text in texts {
        let (_folder, source) = file(text.as_bytes());
        let loader = Loader::default();
        let (decoded, _) = ingest::decode(text.as_bytes());
        let row = loader.row(&source).unwrap();
        assert_eq!(row.id, ArticleId::of(&decoded), "{} bytes", text.len());
        let mut shown = Vec::new();
        loader.open(&source, &mut |a| shown.push(a.id)).unwrap();
        assert!(shown.iter().all(|id| *id == row.id), "{} bytes", text.len());
    }
}

#[test]
fn a_row_reads_only_the_head() {
    /// Counts what is read of an endless text.
    struct Endless(Arc<Mutex<usize>>);
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            buffer.fill(b'x');
            *self.0.lock().unwrap() += buffer.len();
            Ok(buffer.len())
        }
    }
    let read = Arc::new(Mutex::new(0));
    let loader = Loader::with_stdin(Endless(Arc::clone(&read))).unwrap();
    loader.row(&Source::Stdin).unwrap();
    assert!(*read.lock().unwrap() <= ingest::SNIFF);
}

#[test]
fn a_large_article_shows_its_head_first() {
    let text = "标题\n\n".to_owned() + &"中".repeat(LARGE);
    let (_folder, source) = file(text.as_bytes());
    let mut shown = Vec::new();
    Loader::default()
        .open(&source, &mut |article| shown.push(article))
        .unwrap();
    let [first, whole] = shown.as_slice() else {
        panic!("{} articles instead of two", shown.len());
    };
    assert!(!first.is_complete() && whole.is_complete());
    assert_eq!(first.id, whole.id);
    assert!(first.raw.len() <= WINDOW && !first.raw.contains('\u{fffd}'));
    assert_eq!(whole.raw.len(), text.len());
}

#[test]
fn a_small_article_is_shown_once() {
    let (_folder, source) = file("标题\n\n文。".as_bytes());
    let mut complete = Vec::new();
    Loader::default()
        .open(&source, &mut |article| complete.push(article.is_complete()))
        .unwrap();
    assert_eq!(complete, [true]);
}

#[test]
fn standard_input_is_read_once_and_kept() {
    let text = "标题\n\n".to_owned() + &"中".repeat(30_000);
    let loader = Loader::with_stdin(Cursor::new(text.clone())).unwrap();
    let row = loader.row(&Source::Stdin).unwrap();
    for _ in 0..2 {
        let article = loader.article(&Source::Stdin, TextForm::Clean).unwrap();
        assert_eq!((article.id, article.raw.len()), (row.id, text.len()));
    }
}

#[test]
fn what_is_missing_is_named() {
    let loader = Loader::default();
    let failure = loader.row(&Source::Seed("none".into())).unwrap_err();
    assert_eq!(
        (failure.what.as_str(), failure.why),
        ("seed:none", "why-no-seed")
    );
    let failure = loader
        .article(&Source::parse("/dev/zero"), TextForm::Clean)
        .unwrap_err();
    assert_eq!(
        (failure.what.as_str(), failure.why),
        ("/dev/zero", "why-device")
    );
}

/// A text that somebody writes piece by piece, and the article of what is there after each.
fn parts(pieces: &[&[u8]]) -> Vec<Option<Article>> {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let mut loader = Loader::with_stdin(reader).unwrap();
    loader.hurries = true;
    let flow = loader.flowing(&Source::Stdin).unwrap();
    let mut length = 0;
    let made = |seen| loader.so_far(&Source::Stdin, &flow, seen).unwrap();
    let mut parts: Vec<Option<Article>> = Vec::new();
    for piece in pieces {
        writer.write_all(piece).unwrap();
        length += piece.len();
        parts.push(made(flow.fill(length)));
    }
    drop(writer);
    parts.push(made(flow.fill(usize::MAX)));
    parts
}

#[test]
fn an_article_grows_with_its_source() {
    let shown = |pieces: &[&[u8]]| -> Vec<Option<(String, Portion)>> {
        let parts = parts(pieces).into_iter();
        let shown = |article: Article| (article.raw.to_string(), article.portion);
        parts.map(|part| part.map(shown)).collect()
    };
    let some = |text: &str, portion| Some((text.to_owned(), portion));
    let begun = Portion::SoFar { identified: false };
    // A character that has come in part is no damage, blanks alone are nothing to show.
    let pieces: [&[u8]; 4] = [b" \n", "渡船".as_bytes(), b"\xe9\x9d", b"\xa0\n"];
    assert_eq!(
        shown(&pieces),
        [
            None,
            some(" \n渡船", begun),
            some(" \n渡船", begun),
            some(" \n渡船靠\n", begun),
            some(" \n渡船靠\n", Portion::Whole),
        ]
    );
    // Nothing at all is an empty article, once that is known.
    assert_eq!(shown(&[]), [some("", Portion::Whole)]);
    // What comes may tell that all before was in another encoding.
    let gbk = b"\xb6\xc9\xb4\xac\xbf\xbf\xb0\xb6\xa3\xac\xc2\xeb\xcd\xb7\xd3\xd0\xce\xed\xa1\xa3\n";
    let seen = shown(&[b"plain\n", gbk]);
    assert_eq!(
        seen[2],
        some("plain\n渡船靠岸，码头有雾。\n", Portion::Whole)
    );
}

#[test]
fn the_id_is_known_once_its_characters_are_there() {
    let pieces = ["桥".repeat(4096), "渡".repeat(2), "船".repeat(9)];
    let pieces: Vec<&[u8]> = pieces.iter().map(String::as_bytes).collect();
    let parts: Vec<Article> = parts(&pieces).into_iter().flatten().collect();
    let known: Vec<bool> = parts.iter().map(Article::is_identified).collect();
    assert_eq!(known, [false, true, true, true]);
    assert!(parts[1..].iter().all(|part| part.id == parts[3].id));
    assert!(
        parts
            .iter()
            .map(Article::is_open)
            .eq([true, true, true, false])
    );
}

#[test]
fn what_is_not_waited_for_is_there_in_part() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    let mut loader = Loader::with_stdin(reader).unwrap();
    writer.write_all("题\n\n文。\n".as_bytes()).unwrap();
    loader.flowing(&Source::Stdin).unwrap().fill(10).unwrap();
    loader.hurries = true;
    // For a search, and for the list, which both have more to look at.
    let article = loader.article(&Source::Stdin, TextForm::Clean).unwrap();
    assert!(article.is_open() && article.raw.starts_with("题"));
    assert!(matches!(loader.row_soon(&Source::Stdin), Ok(None)));
    drop(writer);
    let row = loader.row(&Source::Stdin).unwrap();
    assert_eq!(row.headline, "题");
    let article = loader.article(&Source::Stdin, TextForm::Clean).unwrap();
    assert!(article.is_complete() && article.id == row.id);
}

#[test]
fn a_source_without_end_ends_and_says_so() {
    let flow = Flow::start(30, || Ok(Box::new(io::repeat(b'x')))).unwrap();
    let loader = Loader {
        kept: Mutex::new(HashMap::from([(Source::Stdin, flow.clone())])),
        hurries: true,
        ..Loader::default()
    };
    let seen = flow.fill(usize::MAX);
    let article = loader.so_far(&Source::Stdin, &flow, seen).unwrap().unwrap();
    assert!(article.is_complete() && article.raw.len() == 30);
    assert_eq!(article.warnings, [Warning::Overflow]);
}
