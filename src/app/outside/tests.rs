//! Editing, and what changes on disk while it is read.

use std::path::Path as FilePath;

use super::*;
use crate::app::event::Shelf;
use crate::app::update::tests::{Play, failure};
use crate::ingest;
use crate::reader::View;
use crate::store::{Chunk, ChunkBuilder, Row, RowFacts, Snapshot};
use crate::text::Clean;

fn source(name: &str) -> Source {
    Source::File(FilePath::new("/n").join(name).into())
}

fn text(headline: &str) -> String {
    let paragraphs = (1..=90).map(|n| format!("第{n}段说的是{n}号门外的事情。\n\n"));
    format!("{headline}\n\n{}", paragraphs.collect::<String>())
}

fn article(name: &str, text: &str) -> Article {
    ingest::article(text, source(name), Vec::new())
}

fn loaded(era: Era, name: &str, text: &str) -> Event {
    let article = article(name, text);
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}

/// Rows of files: name and text.
fn chunk(files: &[(&str, &str)]) -> Arc<Chunk> {
    let mut chunk = ChunkBuilder::default();
    for (name, text) in files {
        let head = ingest::row(text);
        chunk.push(Row {
            id: head.id,
            headline: head.headline,
            source: source(name),
            facts: RowFacts::default(),
        });
    }
    Arc::new(chunk.finish())
}

fn snapshot(files: &[(&str, &str)]) -> Snapshot {
    Snapshot::default().with(chunk(files))
}

/// The list as it is read again: these files.
fn again(play: &Play, files: &[(&str, &str)]) -> Compared {
    Compared::of(&play.model.list.listed, snapshot(files))
}

/// A list of these files, of which nothing is open.
fn listing(files: &[(&str, &str)]) -> Play {
    let mut play = Play::new(&[]);
    play.event(Event::RowsRead(Shelf::Listed, chunk(files)));
    play.settle();
    play
}

/// The era of the article that was asked for last.
fn asked(play: &mut Play) -> Era {
    let mut eras = play.asked.drain(..).filter_map(|effect| match effect {
        Effect::LoadArticle { era, .. } | Effect::Reread { era, .. } => Some(era),
        _ => None,
    });
    eras.next_back().expect("an article was asked for")
}

/// A program with this article on its page.
fn reading(text: &str) -> Play {
    let mut play = listing(&[("a.txt", text)]);
    play.press("<Enter>");
    let era = asked(&mut play);
    play.event(loaded(era, "a.txt", text));
    play.settle();
    play
}

fn reread(play: &mut Play, text: &str) {
    play.event(Event::SourceChanged(source("a.txt")));
    let era = asked(play);
    play.event(loaded(era, "a.txt", text));
    play.settle();
}

/// The era of the list that was asked for, where it was.
fn list_asked(play: &mut Play) -> Option<Era> {
    let mut eras = play.asked.drain(..).filter_map(|effect| match effect {
        Effect::ReadList { era, .. } => Some(era),
        _ => None,
    });
    eras.next_back()
}

#[test]
fn an_article_that_changes_keeps_the_line_at_the_top() {
    let before = text("城门");
    let mut play = reading(&before);
    play.keys("<Space>}}}");
    let line = play.top_text();
    assert!(line.contains('段'), "{line}");
    // Longer before it, shorter behind it.
    let after = before.replace("第1段说的", "这一段现在长得多,说的不再只是一句话,");
    reread(
        &mut play,
        after.trim_end_matches("第90段说的是90号门外的事情。\n\n"),
    );
    assert_eq!(
        (play.top_text(), play.notice()),
        (line.clone(), "notice-reread")
    );
    // In the source text too.
    play.keys("\\");
    let raw = play.top_text();
    reread(&mut play, &before);
    assert_eq!(play.top_text(), raw);
    play.keys("\\");
    assert_eq!(play.top_text(), line);
}

#[test]
fn a_log_that_grows_says_nothing() {
    let before = text("城门");
    let mut play = reading(&before);
    play.keys("G");
    let line = play.top_text();
    reread(&mut play, &format!("{before}\n\n又来了一行。\n"));
    assert_eq!((play.top_text(), play.notice()), (line, ""));
    assert!(play.reader().article.text.contains("又来了一行"));
}

#[test]
fn a_file_that_is_only_touched_changes_nothing() {
    let before = text("城门");
    let mut play = reading(&before);
    let article = Arc::clone(&play.reader().article);
    reread(&mut play, &before);
    assert!(Arc::ptr_eq(&article, &play.reader().article));
    assert_eq!(play.notice(), "");
}

#[test]
fn what_changes_while_it_is_read_is_read_once_more() {
    let before = text("城门");
    let mut play = reading(&before);
    play.event(Event::SourceChanged(source("a.txt")));
    let era = asked(&mut play);
    for _ in 0..3 {
        play.event(Event::SourceChanged(source("a.txt")));
    }
    assert!(play.asked.is_empty(), "one at a time");
    play.event(loaded(era, "a.txt", &format!("{before}甲")));
    let era = asked(&mut play);
    play.event(loaded(era, "a.txt", &format!("{before}甲乙")));
    assert!(play.reader().article.text.contains("甲乙"));
    play.settle();
    assert!(play.asked.is_empty());
}

#[test]
fn a_change_while_it_is_opened_is_not_missed() {
    let before = text("城门");
    let mut play = listing(&[("a.txt", &before)]);
    play.press("<Enter>");
    let era = asked(&mut play);
    play.event(Event::SourceChanged(source("a.txt")));
    assert!(play.asked.is_empty(), "it is on its way");
    play.event(loaded(era, "a.txt", &before));
    asked(&mut play);
}

#[test]
fn other_files_and_other_eras_change_nothing() {
    let before = text("城门");
    let mut play = reading(&before);
    play.event(Event::SourceChanged(source("b.txt")));
    assert!(play.asked.is_empty());
    play.event(Event::SourceChanged(source("a.txt")));
    let era = asked(&mut play);
    play.event(loaded(Era(era.0 + 100), "a.txt", "别的"));
    assert!(play.reader().article.text.contains("第1段"));
    // Another article has been opened meanwhile.
    play.press("h<Enter>");
    let other = asked(&mut play);
    play.event(loaded(other, "b.txt", &text("河")));
    play.event(loaded(era, "a.txt", "别的"));
    assert_eq!(play.reader().article.source, source("b.txt"));
}

#[test]
fn what_was_loaded_of_a_file_that_is_gone_stays() {
    let before = text("城门");
    let mut play = reading(&before);
    play.event(Event::SourceChanged(source("a.txt")));
    let era = asked(&mut play);
    let mut gone = failure();
    gone.why = "why-not-found";
    play.event(Event::ArticleFailed {
        era,
        source: source("a.txt"),
        failure: gone,
    });
    assert_eq!(play.notice(), "notice-source-gone");
    assert!(play.reader().article.text.contains("第90段"));
    // It comes back.
    reread(&mut play, &before.replace("第1段", "第一段"));
    assert!(play.reader().article.text.contains("第一段"));
}

#[test]
fn the_choice_stays_where_the_list_changes() {
    let (a, b, c) = (text("城门"), text("河"), text("山"));
    let mut play = listing(&[("a.txt", &a), ("c.txt", &c)]);
    play.keys("j");
    assert_eq!(play.chosen(), "山");
    play.event(Event::ListChanged);
    let era = list_asked(&mut play).unwrap();
    let all = [("a.txt", &*a), ("b.txt", &*b), ("c.txt", &*c)];
    play.event(Event::ListRead {
        era,
        rows: Box::new(again(&play, &all)),
        failure: None,
    });
    assert_eq!(
        (play.chosen(), play.model.list.matches.len()),
        ("山".to_owned(), 3)
    );
    // Its text changes, and its id with it.
    let other = text("山与水");
    play.event(Event::ListChanged);
    let era = list_asked(&mut play).unwrap();
    let all = [("0.txt", &*b), ("a.txt", &*a), ("c.txt", &*other)];
    play.event(Event::ListRead {
        era,
        rows: Box::new(again(&play, &all)),
        failure: None,
    });
    assert_eq!(play.chosen(), "山与水");
    // It is gone: the place stays.
    play.event(Event::ListChanged);
    let era = list_asked(&mut play).unwrap();
    play.event(Event::ListRead {
        era,
        rows: Box::new(again(&play, &all[..2])),
        failure: None,
    });
    assert_eq!(play.chosen(), "城门");
}

#[test]
fn a_list_that_cannot_be_read_stays() {
    let a = text("城门");
    let mut play = listing(&[("a.txt", &a)]);
    for (why, notice, left) in [
        ("why-not-found", "notice-source-gone", 1),
        ("why-record-broken", "notice-reread-failed", 1),
        ("why-empty", "notice-reread-failed", 1),
        ("why-folder-empty", "", 0),
    ] {
        play.press("j").event(Event::ListChanged);
        let era = list_asked(&mut play).unwrap();
        let mut failure = failure();
        failure.why = why;
        play.event(Event::ListRead {
            era,
            rows: Box::new(again(&play, &[])),
            failure: Some(failure),
        });
        assert_eq!(
            (play.notice(), play.model.list.matches.len()),
            (notice, left)
        );
    }
}

#[test]
fn the_filter_runs_over_what_is_there_now() {
    let (a, b) = (text("城门"), text("河门"));
    let mut play = listing(&[("a.txt", &a)]);
    play.keys("/门<Enter>");
    play.event(Event::ListChanged);
    let era = list_asked(&mut play).unwrap();
    play.event(Event::ListRead {
        era,
        rows: Box::new(again(&play, &[("a.txt", &a), ("b.txt", &b)])),
        failure: None,
    });
    play.settle();
    assert_eq!(play.model.list.matches.len(), 2);
}

#[test]
fn the_list_is_read_once_at_a_time_and_not_before_it_is_there() {
    let a = text("城门");
    let mut play = Play::new(&[]);
    play.model.list.complete = false;
    play.event(Event::ListChanged);
    assert_eq!(list_asked(&mut play), None);
    play.event(Event::LibraryRead);
    let era = list_asked(&mut play).unwrap();
    play.event(Event::ListChanged);
    assert_eq!(list_asked(&mut play), None);
    play.event(Event::ListRead {
        era,
        rows: Box::new(again(&play, &[("a.txt", &a)])),
        failure: None,
    });
    assert!(list_asked(&mut play).is_some());
}

#[test]
fn a_list_that_becomes_what_it_was_is_what_it_was() {
    let (a, b) = (text("城门"), text("河"));
    let mut play = listing(&[("a.txt", &a)]);
    play.event(Event::ListChanged);
    let Some(Effect::ReadList { era, before }) = play.asked.pop_front() else {
        panic!("the list is read again");
    };
    // It changes, and changes back while it is read.
    play.event(Event::ListChanged);
    let both = snapshot(&[("a.txt", &a), ("b.txt", &b)]);
    play.event(Event::ListRead {
        era,
        rows: Box::new(Compared::of(&before, both)),
        failure: None,
    });
    let again = play.asked.drain(..).find_map(|effect| match effect {
        Effect::ReadList { era, before } => Some((era, before)),
        _ => None,
    });
    let (era, before) = again.unwrap();
    play.event(Event::ListRead {
        era,
        rows: Box::new(Compared::of(&before, snapshot(&[("a.txt", &a)]))),
        failure: None,
    });
    play.settle();
    assert_eq!(play.model.list.listed.len(), 1);
    assert_eq!(play.chosen(), "城门");
}

#[test]
fn files_are_edited_and_others_not() {
    let before = text("城门");
    let mut play = reading(&before);
    play.keys("}}");
    play.press("e");
    let Some(Effect::Edit(edit)) = play.asked.pop_back() else {
        panic!("the editor is asked for");
    };
    assert_eq!(edit.source, source("a.txt"));
    let line = edit.place.unwrap().line();
    let shown = before.lines().nth(line - 1).unwrap();
    assert!(shown.starts_with(&play.top_text()), "{shown} is at the top");
    play.event(Event::Edited {
        source: source("a.txt"),
        failure: Some(failure()),
    });
    assert_eq!(play.notice(), "notice-edit-failed");
    asked(&mut play);
    play.press("h").press("e");
    let Some(Effect::Edit(edit)) = play.asked.pop_back() else {
        panic!("the editor is asked for");
    };
    assert!(edit.place.is_none());
    let mut play = Play::new(&["甲"]);
    play.press("e");
    assert_eq!(
        (play.asked.len(), play.notice()),
        (0, "notice-edit-no-file")
    );
}

#[test]
fn a_line_is_found_where_lines_were_joined() {
    let raw: Clean<Arc<str>> = "题\n\n一二\n三四\n\n五六\n".into();
    let shown: Clean<Arc<str>> = "题\n\n一二三四\n\n五六\n".into();
    let line = |words: &str| {
        let at = shown.find(words).unwrap();
        let (shown, raw) = (shown.clone(), raw.clone());
        Place { shown, at, raw }.line()
    };
    assert_eq!(["题", "一二", "三四", "五六"].map(line), [1, 3, 4, 6]);
    let end = Place {
        at: shown.len() + 5,
        shown,
        raw,
    };
    assert_eq!(end.line(), 6);
}
