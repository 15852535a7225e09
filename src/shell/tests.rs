//! The shell as `run` uses it: effects in, events out.

use std::fs;
use std::sync::mpsc::{self, Receiver};

use super::*;
use crate::app::Filtering;
use crate::app::event::Shelf;
use crate::article::Source;
use crate::lexicon::Lexicon;
use crate::reader::{Typography, View};
use crate::store::{Bookmark, Snapshot};

fn start(setup: Setup) -> (Shell, Receiver<Event>) {
    let (events, received) = mpsc::channel();
    (Shell::start(events, setup).unwrap(), received)
}

/// Waits for the first event that `pick` takes.
fn wait<T>(received: &Receiver<Event>, pick: impl FnMut(Event) -> Option<T>) -> T {
    received.iter().find_map(pick).expect("the event comes")
}

/// The headlines and failures of the list, once all is read.
fn list(setup: Setup) -> Vec<String> {
    let (_shell, received) = start(setup);
    let mut list = Vec::new();
    wait(&received, |event| {
        match event {
            Event::RowsRead(Shelf::Listed, chunk) => {
                list.extend((0..chunk.len()).map(|row| chunk.headline(row).to_string()));
            }
            Event::SourceFailed(failure) => list.push(format!("!{}", failure.what)),
            Event::LibraryRead => return Some(()),
            _ => {}
        }
        None
    });
    list
}

#[test]
fn the_list_is_read_at_the_start() {
    let seeds = crate::ingest::seeds().len();
    assert_eq!(list(Setup::default()).len(), seeds);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    fs::write(&file, "标题\n\n文。").unwrap();
    let setup = Setup {
        sources: vec!["/no/such/file".into(), file.into()],
        ..Setup::default()
    };
    let mut named = list(setup);
    named.sort();
    assert_eq!(named, ["!/no/such/file", "标题"]);
}

#[test]
fn folders_of_the_config_are_in_the_library() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in ["config/news/1.txt", "data/articles/2.txt"] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
    let setup = Setup {
        places: Some(Places {
            config_file: root.join("config/config.toml"),
            bookmarks_file: root.join("config/bookmarks.toml"),
            articles_dir: root.join("data/articles"),
            state_dir: root.join("state"),
        }),
        folders: vec!["news".to_owned()],
        ..Setup::default()
    };
    let list = list(setup);
    assert!(list.ends_with(&[
        "config/news/1.txt".to_owned(),
        "data/articles/2.txt".to_owned()
    ]));
}

#[test]
fn articles_are_loaded_with_their_era() {
    let (shell, received) = start(Setup::default());
    let (name, _) = crate::ingest::seeds()[0];
    let source = Source::Seed(name.into());
    shell.perform(Effect::LoadArticle {
        era: Era(3),
        source: source.clone(),
    });
    let (era, article) = wait(&received, |event| match event {
        Event::ArticleLoaded { era, article, page } => {
            assert!(!page.segments.is_empty());
            Some((era, article))
        }
        _ => None,
    });
    assert_eq!((era, article.is_complete()), (Era(3), true));
    assert_eq!(article.source, source);
    let gone = Source::parse("/no/such/file");
    shell.perform(Effect::LoadArticle {
        era: Era(4),
        source: gone.clone(),
    });
    let failed = wait(&received, |event| match event {
        Event::ArticleFailed {
            era,
            source,
            failure,
        } => Some((era, source, failure.why)),
        _ => None,
    });
    assert_eq!(failed, (Era(4), gone, "why-not-found"));
}

#[test]
fn the_library_stands_behind_named_sources() {
    let (name, _) = crate::ingest::seeds()[0];
    let (_shell, received) = start(Setup {
        sources: vec![format!("seed:{name}").into()],
        ..Setup::default()
    });
    let (mut listed, mut behind, mut complete) = (0, 0, false);
    wait(&received, |event| {
        match event {
            Event::RowsRead(Shelf::Listed, chunk) => listed += chunk.len(),
            Event::RowsRead(Shelf::Behind, chunk) => behind += chunk.len(),
            Event::LibraryRead => complete = true,
            _ => {}
        }
        (behind == crate::ingest::seeds().len()).then_some(())
    });
    assert_eq!((listed, complete), (1, true));
}

#[test]
fn queries_views_and_measurements_are_answered() {
    let (shell, received) = start(Setup::default());
    shell.perform(Effect::Filter(Filtering {
        era: Era(1),
        text: String::new(),
        snapshot: Snapshot::default(),
        bookmarks: Arc::default(),
        read: Arc::default(),
        unread: false,
    }));
    wait(&received, |event| {
        matches!(event, Event::Filtered { era: Era(1), .. }).then_some(())
    });
    let (name, _) = crate::ingest::seeds()[0];
    let article = shell
        .library
        .loader
        .article(&Source::Seed(name.into()))
        .unwrap();
    shell.perform(Effect::BuildPage {
        era: Era(2),
        article: Arc::new(article),
        view: View::Raw,
    });
    let page = wait(&received, |event| match event {
        Event::PageBuilt { era: Era(2), page } => Some(page),
        _ => None,
    });
    assert_eq!(page.view, View::Raw);
    shell.perform(Effect::Measure {
        era: Era(3),
        page: Arc::clone(&page),
        typography: Typography::default(),
        lexicon: Lexicon::default(),
    });
    let starts = wait(&received, |event| match event {
        Event::Measured {
            era: Era(3),
            starts,
        } => Some(starts),
        _ => None,
    });
    assert_eq!(starts.len(), page.segments.len() + 1);
    let first_line = page.segment_text(&page.segments[0]).to_string();
    shell.perform(Effect::Find {
        era: Era(4),
        page: Arc::clone(&page),
        text: first_line.clone(),
        typography: Typography::default(),
        lexicon: Lexicon::default(),
    });
    let matches = wait(&received, |event| match event {
        Event::Found {
            era: Era(4),
            matches,
        } => Some(matches),
        _ => None,
    });
    assert_eq!(page.text.get(matches[0].range()), Some(first_line.as_str()));
}

#[test]
fn only_the_latest_of_a_kind_is_begun() {
    let latest = Latest::default();
    let first = latest.ask(Era(1));
    assert!(first.is(Era(1)));
    let second = latest.ask(Era(2));
    assert!(!first.is(Era(1)) && second.is(Era(2)));
}

#[test]
fn bookmarks_are_saved_and_flushed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (shell, _received) = start(Setup {
        places: Some(Places {
            config_file: root.join("config.toml"),
            bookmarks_file: root.join("bookmarks.toml"),
            articles_dir: root.join("articles"),
            state_dir: root.join("state"),
        }),
        ..Setup::default()
    });
    let change = BookmarkChange::Set(Bookmark {
        id: crate::article::ArticleId(1),
        headline: "题".to_owned(),
        source: "seed:x".to_owned(),
        added: clock::now_rfc3339(),
        block: 0,
        offset: 0,
        ..Bookmark::default()
    });
    shell.perform(Effect::SaveBookmark(change));
    assert!(shell.flush(Duration::from_secs(60)));
    let text = fs::read_to_string(root.join("bookmarks.toml")).unwrap();
    assert_eq!(
        crate::store::bookmark_file::read(text.as_bytes()).bookmarks[0].headline,
        "题"
    );
}
