//! Addresses: what is opened, what is asked first, what is refused.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::app::Event;
use crate::app::outside::Compared;
use crate::app::update::tests::{Play, failure};
use crate::article::Source;
use crate::ingest;
use crate::reader::{Page, View};
use crate::store::{ChunkBuilder, Row, RowFacts, Snapshot};
use crate::text::Clean;

/// The article of one record with this address, as JSON.
fn record(address: &str) -> Article {
    let line = format!(r#"{{"headline":"渡口的灯塔","body":"有人点灯。","url":{address}}}"#);
    let source = Source::Record {
        file: Path::new("/n.jsonl").into(),
        offset: 0,
        id: None,
    };
    ingest::record_article(line.as_bytes(), source).unwrap()
}

/// A program that shows the article of a record on its page, chosen in its list.
fn reading(address: &str) -> Play {
    let article = record(address);
    let mut play = Play::new(&[]);
    let mut chunk = ChunkBuilder::default();
    chunk.push(Row {
        id: article.id,
        headline: "渡口的灯塔".into(),
        source: article.source.clone(),
        facts: RowFacts::default(),
    });
    let rows = Snapshot::default().with(Arc::new(chunk.finish()));
    play.event(Event::ListChanged);
    let Some(Effect::ReadList { era, before }) = play.asked.pop_front() else {
        panic!("the list is read again");
    };
    let rows = Box::new(Compared::of(&before, rows));
    play.event(Event::ListRead {
        era,
        rows,
        failure: None,
    });
    play.press("<Enter>");
    let Some(Effect::LoadArticle { era, .. }) = play.asked.pop_front() else {
        panic!("the article is read");
    };
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    play.event(Event::ArticleLoaded { era, article, page });
    play.settle();
    play
}

/// What the effects so far have opened.
fn opened(play: &mut Play) -> Vec<String> {
    let effects = play.asked.drain(..);
    effects
        .filter_map(|effect| match effect {
            Effect::OpenLink(link) => Some(link.to_string()),
            _ => None,
        })
        .collect()
}

fn copied(play: &mut Play) -> Option<Clean> {
    let effect = play.asked.drain(..).next_back()?;
    match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    }
}

#[test]
fn a_plain_address_is_opened_and_its_host_shown() {
    let mut play = reading(r#""https://example.org/\u6cb3""#);
    play.press("o");
    assert_eq!(opened(&mut play), ["https://example.org/%E6%B2%B3"]);
    assert_eq!(play.notice(), "notice-link-opens");
}

#[test]
fn a_host_that_may_be_taken_for_another_is_asked_about() {
    for (address, notice) in [
        (r#""https://\u0430pple.example/""#, "notice-link-unicode"),
        (
            r#""https://bank.example@evil.example/""#,
            "notice-link-user",
        ),
    ] {
        let mut play = reading(address);
        play.press("o");
        assert_eq!(opened(&mut play), [""; 0]);
        assert_eq!(play.notice(), notice);
        // Any other key is no.
        play.press("jo");
        assert_eq!(opened(&mut play), [""; 0]);
        play.press("o");
        assert_eq!(opened(&mut play).len(), 1);
        assert_eq!(play.notice(), "notice-link-opens");
        play.press("o");
        assert_eq!(opened(&mut play), [""; 0], "asked each time");
    }
}

#[test]
fn what_is_no_link_is_shown_and_not_opened() {
    for (address, notice) in [
        (r#""javascript:alert(1)""#, "notice-link-scheme"),
        (r#""file:///etc/passwd""#, "notice-link-scheme"),
        (r#""https://a.example/\n-x""#, "notice-link-control"),
        (r#""--help""#, "notice-link-malformed"),
        ("7", "notice-link-none"),
        (r#""""#, "notice-link-none"),
    ] {
        let mut play = reading(address);
        play.press("o");
        assert_eq!(opened(&mut play), [""; 0], "{address}");
        assert_eq!(play.notice(), notice, "{address}");
    }
    let long = format!("\"https://a.example/{}\"", "x".repeat(8 * 1024));
    let mut play = reading(&long);
    play.press("o");
    assert_eq!(
        (opened(&mut play).len(), play.notice()),
        (0, "notice-link-long")
    );
}

#[test]
fn in_the_list_the_address_is_read_first() {
    let mut play = reading(r#""https://example.org/1""#);
    play.model.reader = None;
    play.press("ho");
    let Some(Effect::ReadAddress { era, source }) = play.asked.pop_back() else {
        panic!("the address is read");
    };
    assert_eq!(source.to_string(), "/n.jsonl#byte=0");
    let address = Ok(Some("https://example.org/1".to_owned()));
    let late = crate::app::Era(era.0 + 100);
    play.event(Event::AddressRead {
        era: late,
        address: address.clone(),
    });
    assert_eq!(opened(&mut play), [""; 0], "another era");
    play.event(Event::AddressRead { era, address });
    assert_eq!(opened(&mut play), ["https://example.org/1"]);
    play.press("o");
    let Some(Effect::ReadAddress { era, .. }) = play.asked.pop_back() else {
        panic!("the address is read");
    };
    play.event(Event::AddressRead {
        era,
        address: Err(failure()),
    });
    assert_eq!(play.notice(), "notice-source-failed");
}

#[test]
fn a_text_in_the_list_has_none() {
    let mut play = Play::new(&["甲"]);
    play.press("o");
    assert_eq!(
        (opened(&mut play).len(), play.notice()),
        (0, "notice-link-none")
    );
    play.press("y");
    assert_eq!(copied(&mut play).as_deref(), Some("甲"));
    assert_eq!(play.notice(), "notice-copied-headline");
}

#[test]
fn the_address_is_copied_as_it_would_be_opened_or_as_written() {
    let mut play = reading(r#""https://me:secret@example.org""#);
    play.press("y");
    assert_eq!(copied(&mut play).as_deref(), Some("https://example.org/"));
    assert_eq!(play.notice(), "notice-copied-address");
    let mut play = reading(r#""mailto:a@example.org\u001b""#);
    play.press("y");
    assert_eq!(
        copied(&mut play).as_deref(),
        Some("mailto:a@example.org\u{fffd}")
    );
    let mut play = reading("null");
    play.press("y");
    assert_eq!(copied(&mut play).as_deref(), Some("渡口的灯塔"));
}

#[test]
fn a_failure_names_the_address_and_the_key_that_copies_it() {
    let mut play = reading(r#""https://example.org/1""#);
    let link = Box::new(Link::parse("https://example.org/1").unwrap());
    let failure = failure();
    play.event(Event::LinkFailed { link, failure });
    let words = play.model.notice.as_ref().unwrap().words(&play.model.texts);
    assert!(words.contains("https://example.org/1"), "{words}");
    assert!(words.contains('y'), "{words}");
}
