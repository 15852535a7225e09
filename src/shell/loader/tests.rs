//! Rows and articles from files and from standard input.

use std::fs;
use std::io::Cursor;

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
    let loader = Loader::with_stdin(Endless(Arc::clone(&read)));
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
    assert!(!first.complete && whole.complete);
    assert_eq!(first.id, whole.id);
    assert!(first.raw.len() <= WINDOW && !first.raw.contains('\u{fffd}'));
    assert_eq!(whole.raw.len(), text.len());
}

#[test]
fn a_small_article_is_shown_once() {
    let (_folder, source) = file("标题\n\n文。".as_bytes());
    let mut complete = Vec::new();
    Loader::default()
        .open(&source, &mut |article| complete.push(article.complete))
        .unwrap();
    assert_eq!(complete, [true]);
}

#[test]
fn standard_input_is_read_once_and_kept() {
    let text = "标题\n\n".to_owned() + &"中".repeat(30_000);
    let loader = Loader::with_stdin(Cursor::new(text.clone()));
    let row = loader.row(&Source::Stdin).unwrap();
    for _ in 0..2 {
        let article = loader.article(&Source::Stdin).unwrap();
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
    let failure = loader.article(&Source::parse("/dev/zero")).unwrap_err();
    assert_eq!(
        (failure.what.as_str(), failure.why),
        ("/dev/zero", "why-device")
    );
}
