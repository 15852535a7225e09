//! Articles by what stands in their text: the hits with what is around them, and the
//! search while it runs, without a hit, and where it could not look.

use yue::app::event::TextHit;
use yue::app::{Effect, Era, Event, Failure};
use yue::store::{RowIx, Snapshot};

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
fn what_stands_in_a_headline_alone_is_marked_there() {
    scene("texts-headline", |yue| {
        yue.add("a.txt", "鸬鹚湾的灯塔\n\n渡口有人点灯。\n".as_bytes());
        let (era, rows) = asked(yue, "鸬鹚 灯塔");
        let row = (0..rows.len() as u32).map(RowIx);
        let mut row = row.filter(|row| rows.headline(*row).contains("鸬鹚"));
        let hit = TextHit {
            row: row.next().unwrap(),
            text: "渡口有人点灯。".into(),
            marks: 0..0,
        };
        yue.event(found(era, vec![hit], rows.len(), true));
    });
}

#[test]
fn what_is_cut_off_before_a_match_has_a_sign() {
    scene("texts-cut", |yue| {
        let text = "旧书摊\n\n清晨的河边人来人往天色未明船家已经点起灯来渔人带着鸬鹚下水去了\n";
        yue.add("a.txt", text.as_bytes());
        yue.keys("/<Tab>鸬鹚");
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
fn a_search_without_an_answer_yet_shows_no_rows() {
    scene("texts-begins", |yue| {
        asked(yue, "河内");
    });
    // Nor those of the search before it.
    scene("texts-begins-again", |yue| {
        yue.keys("/<Tab>河");
        yue.held = true;
        yue.keys("内");
    });
    scene("texts-broken-off", |yue| {
        asked(yue, "河内");
        yue.event(Event::JobPanicked("index out of bounds".into()));
    });
}

#[test]
fn what_could_not_be_looked_through_is_named() {
    scene("texts-failed", |yue| {
        let (era, rows) = asked(yue, "河内");
        let mut hits = yue.search("河内", &rows);
        hits.truncate(1);
        let failure = Failure {
            what: "/news/2018.jsonl".into(),
            why: "why-moved",
            detail: "".into(),
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
