//! Articles by what stands in their text: the hits with what is around them, and the
//! search while it runs, without a hit, and where it could not look.

use yue::app::event::TextHit;
use yue::app::{Effect, Era, Event, Failure};
use yue::store::Snapshot;

use super::headless::Headless;
use super::scene_at;

/// A narrow window and the usual one.
const SIZES: [(u16, u16); 2] = [(40, 12), (80, 24)];

fn scene(name: &str, play: impl Fn(&mut Headless)) {
    for size in SIZES {
        scene_at(name, size, &play);
    }
}

/// Types `query` for the texts; what it asks for is not answered, but given.
fn asked(yue: &mut Headless, query: &str) -> (Era, Snapshot) {
    yue.keys("/<Tab>");
    yue.held = true;
    yue.keys(query);
    let search = yue.queue.drain(..).rev().find_map(|effect| match effect {
        Effect::Search { era, snapshot, .. } => Some((era, snapshot)),
        _ => None,
    });
    search.expect("a search is asked for")
}

/// What was found so far.
fn found(era: Era, hits: Vec<TextHit>, looked: usize, done: bool) -> Event {
    Event::TextFound {
        era,
        hits,
        looked,
        done,
        failure: None,
    }
}

#[test]
fn hits_stand_with_what_is_around_them() {
    scene("texts-hits", |yue| {
        yue.keys("/<Tab>河内");
    });
    scene("texts-kept", |yue| {
        yue.keys("/<Tab>河内<Down><Enter>");
    });
    // Latin letters, and a match in another script than the query's.
    scene("texts-folded", |yue| {
        yue.add(
            "a.txt",
            "京都便り\n\nＴｏｋｙｏの塔より、鴨川の橋が好きだ。\n".as_bytes(),
        );
        yue.keys("/<Tab>tokyo");
    });
}

#[test]
fn no_text_holds_it() {
    scene("texts-no-hit", |yue| {
        yue.keys("/<Tab>xyzzy");
    });
}

#[test]
fn a_search_that_runs_says_how_far_it_is() {
    scene("texts-running", |yue| {
        let (era, rows) = asked(yue, "河内");
        let hits = yue.search("河内", &rows);
        assert!(hits.len() > 1, "{hits:?}");
        yue.event(found(era, hits.into_iter().take(1).collect(), 3, false));
    });
}

#[test]
fn what_could_not_be_looked_through_is_named() {
    scene("texts-failed", |yue| {
        let (era, rows) = asked(yue, "河内");
        let mut hits = yue.search("河内", &rows);
        hits.truncate(1);
        let failure = Failure {
            what: "/news/2018.jsonl".to_owned(),
            why: "why-moved",
            detail: String::new(),
        };
        yue.event(Event::TextFound {
            era,
            hits,
            looked: rows.len(),
            done: true,
            failure: Some(failure),
        });
    });
}
