//! What is said of addresses, editors and files that change.

use std::sync::Arc;

use yue::app::{Event, Failure};
use yue::article::{Link, Source};
use yue::text::clean::line;

use super::headless::Headless;
use super::scene;

/// Opens an article that names this address, as JSON, and presses `o`.
pub fn open(yue: &mut Headless, address: &str) {
    yue.open_seed("hanoi-summit");
    let reader = yue.model.reader.as_mut().unwrap();
    let article = Arc::make_mut(&mut reader.article);
    article.fields.push(("url".to_owned(), address.to_owned()));
    yue.keys("o");
}

fn failure(what: &str, why: &'static str, detail: &str) -> Failure {
    Failure {
        what: line(what),
        why,
        detail: line(detail),
    }
}

#[test]
fn addresses_say_where_they_lead() {
    scene("link-opens", |yue| {
        open(yue, r#""https://example.org/2018/6""#);
    });
    scene("link-asks", |yue| {
        open(yue, r#""https://\u0430pple.example/id""#);
    });
    scene("link-refused", |yue| open(yue, r#""javascript:alert(1)""#));
    scene("link-failed", |yue| {
        open(yue, r#""https://example.org/2018/6""#);
        let link = Link::parse("https://example.org/2018/6").unwrap();
        yue.event(Event::LinkFailed {
            link: Box::new(link),
            failure: failure("firefox", "why-browser", "exit status: 1"),
        });
    });
}

#[test]
fn an_editor_that_fails_is_named() {
    scene("editor-failed", |yue| {
        yue.open_seed("hanoi-summit");
        yue.event(Event::Edited {
            source: Source::Stdin,
            failure: Some(failure("vim", "why-editor", "No such file or directory")),
        });
    });
}
