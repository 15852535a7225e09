//! What arguments and configs stand for, on real folders.

use std::fs;

use super::*;
use crate::article::ArticleId;

/// What `named` gives: the text form of each source, or `!reason what`.
fn found(library: &Library, named: &[&str]) -> Vec<String> {
    let named: Vec<OsString> = named.iter().map(OsString::from).collect();
    let mut all = Vec::new();
    let ended = library.sources(&named, &mut |found| {
        all.push(match found {
            Ok(source) => source.to_string(),
            Err(failure) => format!("!{} {}", failure.why, failure.what),
        });
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    all
}

fn seeds() -> Vec<String> {
    ingest::seeds()
        .iter()
        .map(|(name, _)| format!("seed:{name}"))
        .collect()
}

/// A folder with `files` (name, text) in it.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_library_is_seeds_then_folders_then_articles() {
    let (_a, config) = folder(&[("2.txt", "二"), ("10.txt", "十")]);
    let (_b, data) = folder(&[("articles/x.md", "x")]);
    let library = Library {
        folders: vec![config.clone().into(), "/no/such/folder".into()],
        articles: Some(Path::new(&data).join("articles")),
        bookmarks: None,
        lines: false,
        loader: Loader::default(),
    };
    let mut expected = seeds();
    expected.push(format!("{config}/2.txt"));
    expected.push(format!("{config}/10.txt"));
    expected.push("!why-not-found /no/such/folder".to_owned());
    expected.push(format!("{data}/articles/x.md"));
    assert_eq!(found(&library, &[]), expected);
}

#[test]
fn without_folders_the_library_is_the_seeds() {
    let library = Library {
        articles: Some("/no/such/folder".into()),
        ..Library::default()
    };
    assert_eq!(found(&library, &[]), seeds());
}

#[test]
fn arguments_are_taken_in_order_and_failures_do_not_stop_them() {
    let (_folder, root) = folder(&[("a/1.txt", "一"), ("plain", "p"), ("none/x.png", "")]);
    let seed = seeds().remove(0);
    let (file, sub, empty) = (
        format!("{root}/plain"),
        format!("{root}/a"),
        format!("{root}/none"),
    );
    let named = [
        "-",
        &empty,
        "/dev/null",
        &sub,
        "seed:\u{1b}[31mno",
        &seed,
        &file,
        "no such",
    ];
    let found = found(&Library::default(), &named);
    assert_eq!(found[0], "-");
    assert_eq!(found[1], format!("!why-folder-empty {empty}"));
    assert_eq!(found[2], "!why-device /dev/null");
    assert_eq!(found[3], format!("{sub}/1.txt"));
    assert!(found[4].starts_with("!why-no-seed seed:"));
    assert_eq!(found[5], seed);
    assert_eq!(found[6], file);
    assert_eq!(found[7], "!why-not-found no such");
}

#[test]
fn an_id_or_the_beginning_of_one_names_an_article() {
    let texts: Vec<String> = (0..400).map(|n| format!("题{n}\n\n文。")).collect();
    let names: Vec<String> = (0..400).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let (_folder, root) = folder(&files);
    let library = Library {
        // The same article in two places is not ambiguous.
        folders: vec![root.clone().into(), root.clone().into()],
        ..Library::default()
    };
    let id = ArticleId::of(&texts[7]).to_string();
    let expected = [format!("{root}/7.txt")];
    assert_eq!(found(&library, &[&id]), expected);
    assert_eq!(found(&library, &[&id.to_uppercase()]), expected);
    assert_eq!(found(&library, &[id.get(..6).unwrap()]), expected);
    for (text, why) in [
        (id.get(..5).unwrap(), "why-not-found"),
        ("000000000000000g", "why-not-found"),
        ("fffffffffffffff0", "why-no-id"),
    ] {
        assert_eq!(found(&library, &[text]), [format!("!{why} {text}")]);
    }
}

#[test]
fn rows_come_in_growing_chunks() {
    let rows = FIRST_ROWS + FIRST_ROWS * GROWTH + 3;
    let files: Vec<(String, String)> = (0..rows)
        .map(|n| (format!("{n}.txt"), format!("题{n}")))
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let (_folder, root) = folder(&files);
    let mut sizes = Vec::new();
    let mut headlines = Vec::new();
    let ended = Library::default().rows(&[root.into()], &mut |found| {
        if let Found::Rows(chunk) = found {
            sizes.push(chunk.len());
            headlines.extend((0..chunk.len()).map(|row| chunk.headline(row).to_owned()));
        }
        ControlFlow::Continue(())
    });
    assert!(ended.is_continue());
    assert_eq!(sizes, [FIRST_ROWS, FIRST_ROWS * GROWTH, 3]);
    let expected: Vec<String> = (0..rows).map(|n| format!("题{n}")).collect();
    assert_eq!(headlines, expected);
}

#[test]
fn a_sink_that_breaks_ends_the_reading() {
    let (_folder, root) = folder(&[("1.txt", "一"), ("2.txt", "二")]);
    let mut calls = 0;
    let ended = Library::default().sources(&[root.clone().into(), root.into()], &mut |_| {
        calls += 1;
        ControlFlow::Break(())
    });
    assert!(ended.is_break());
    assert_eq!(calls, 1);
}

/// Two different texts whose ids begin with the same six digits.
fn look_alikes() -> (String, String) {
    let mut seen = std::collections::HashMap::new();
    (0..1_000_000)
        .find_map(|n| {
            let text = format!("题{n}");
            let id = ArticleId::of(&text).to_string();
            let before = seen.insert(id.get(..6)?.to_owned(), text.clone());
            before.map(|before| (before, text))
        })
        .expect("24 bits collide within a million")
}

#[test]
fn a_prefix_of_two_ids_is_ambiguous() {
    let (one, two) = look_alikes();
    let (_folder, root) = folder(&[("1.txt", &one), ("2.txt", &two)]);
    let library = Library {
        folders: vec![root.clone().into()],
        ..Library::default()
    };
    let id = ArticleId::of(&two).to_string();
    let prefix = id.get(..6).unwrap();
    let expected = [format!("!why-id-ambiguous {prefix}")];
    assert_eq!(found(&library, &[prefix]), expected);
    assert_eq!(found(&library, &[&id]), [format!("{root}/2.txt")]);
}
