//! Narrowing the list, as typed, pasted and sent by an input method.

use super::{started, wait_chosen, wait_list};
use crate::library::{Entry, landmark};
use crate::pty::{Pty, keys};
use crate::sandbox::Sandbox;

const QUERY: &str = "美朝";

/// Landmarks of the headlines that `yue list --filter` finds, and of the others.
fn expected(sandbox: &Sandbox, entries: &[Entry]) -> (Vec<String>, Vec<String>) {
    let found = sandbox.run(&["list", "--filter", QUERY]).ok();
    let found: Vec<&str> = found.lines().collect();
    let (hits, others): (Vec<&Entry>, Vec<&Entry>) = entries
        .iter()
        .partition(|entry| found.contains(&entry.headline.as_str()));
    assert!(
        !hits.is_empty() && !others.is_empty(),
        "{QUERY} finds some: {found:?}"
    );
    let marks = |entries: Vec<&Entry>| entries.iter().map(|e| landmark(&e.headline)).collect();
    (marks(hits), marks(others))
}

#[track_caller]
fn wait_filtered(pty: &Pty, (hits, others): &(Vec<String>, Vec<String>)) {
    pty.wait_rows("only what matches", |rows| {
        let shown = |mark: &String| rows.iter().any(|row| row.contains(mark.as_str()));
        hits.iter().all(shown) && !others.iter().any(shown)
    });
}

/// The row of the prompt, while it is open.
fn prompt(rows: &[String]) -> Option<&String> {
    rows.iter().find(|row| row.trim_start().starts_with('/'))
}

#[test]
fn the_filter_narrows_as_it_is_typed_and_escape_restores() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let expected = expected(&sandbox, &entries);
    pty.send("/");
    pty.wait_rows("the prompt", |rows| prompt(rows).is_some());
    pty.send("美");
    pty.wait_rows("the first character", |rows| {
        prompt(rows).is_some_and(|row| row.contains('美'))
    });
    pty.send("朝");
    wait_filtered(&pty, &expected);
    pty.send("<Esc>");
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}

#[test]
fn enter_keeps_the_result() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let expected = expected(&sandbox, &entries);
    pty.send("/美朝");
    wait_filtered(&pty, &expected);
    pty.send("<Enter>");
    // A key of the list again, no longer a letter of the query.
    pty.send("<Enter>");
    let hit = entries
        .iter()
        .find(|e| landmark(&e.headline) == expected.0[0])
        .unwrap();
    super::wait_article(&pty, hit);
    pty.send("q");
    wait_filtered(&pty, &expected);
    pty.send("Q");
    pty.end_well();
}

#[test]
fn no_match_says_how_to_go_on() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("/qqzzqq");
    pty.wait_text("Nothing matches");
    pty.send("<C-u>");
    wait_list(&pty, &entries);
    pty.send("<Esc>");
    pty.wait_rows("no prompt", |rows| prompt(rows).is_none());
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_paste_is_one_query_and_harmless() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let expected = expected(&sandbox, &entries);
    pty.send("/");
    pty.send_bytes(&keys::paste("\u{202e}\u{1b}[2J美\u{200b}朝".as_bytes()));
    pty.wait_rows("the query", |rows| {
        prompt(rows).is_some_and(|row| row.contains(QUERY))
    });
    pty.send("<Esc>");
    pty.wait_rows("no prompt", |rows| prompt(rows).is_none());
    pty.send("/");
    pty.send_bytes(&keys::paste(QUERY.as_bytes()));
    wait_filtered(&pty, &expected);
    pty.send("<Esc>");
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}

#[test]
fn full_width_keys_stand_for_their_own() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("ｊ");
    wait_chosen(&pty, &landmark(&entries[1].headline));
    pty.send("ｋ");
    wait_chosen(&pty, &landmark(&entries[0].headline));
    pty.send("Ｇ");
    wait_chosen(&pty, &landmark(&entries.last().unwrap().headline));
    pty.send("？");
    pty.wait_text("Open the article");
    pty.send("<Esc>");
    wait_list(&pty, &entries);
    pty.send("ｑ");
    pty.end_well();
}
