//! Opening, scrolling, following a related headline, going back.

use super::{started, wait_article, wait_chosen, wait_list};
use crate::library::{Entry, landmark, plain_article};
use crate::pty::{Pty, keys};
use crate::sandbox::Sandbox;

#[test]
fn the_first_frame_shows_the_headlines() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    assert!(
        entries.len() >= 8,
        "the library holds at least eight articles"
    );
    let rows: Vec<usize> = entries
        .iter()
        .map(|e| pty.row_of(&landmark(&e.headline)))
        .collect();
    assert!(rows.is_sorted(), "in the order of yue list: {rows:?}");
    wait_chosen(&pty, &landmark(&entries[0].headline));
    pty.send("q");
    pty.end_well();
}

/// The first article with a related headline that names another article of the
/// library: the article, the number of the item, and the other one.
fn related(entries: &[Entry]) -> (usize, usize, usize) {
    for (at, entry) in entries.iter().enumerate() {
        let items = entry.json["related"].as_array().unwrap();
        for (number, item) in items.iter().enumerate() {
            let named = entries
                .iter()
                .position(|e| Some(e.headline.as_str()) == item["headline"].as_str());
            if let Some(named) = named.filter(|named| *named != at) {
                return (at, number + 1, named);
            }
        }
    }
    panic!("no related headline of the library names an article of it");
}

#[test]
fn a_related_headline_opens_and_back_leads_home() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let (from, number, to) = related(&entries);
    pty.send(&"j".repeat(from));
    wait_chosen(&pty, &landmark(&entries[from].headline));
    pty.send("<Enter>");
    wait_article(&pty, &entries[from]);
    pty.send("G");
    let items = entries[from].json["related"].as_array().unwrap().len();
    pty.wait_text(&format!("∙ {items}"));
    pty.wait_gone(&entries[from].opening());
    pty.send(&number.to_string());
    wait_article(&pty, &entries[to]);
    pty.send("[");
    pty.wait_gone(&entries[to].opening());
    pty.send("]");
    wait_article(&pty, &entries[to]);
    pty.send("h");
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}

#[test]
fn an_article_can_be_read_page_by_page() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("j<Enter>");
    wait_article(&pty, &entries[1]);
    let first = pty.rows();
    pty.send("<Space>");
    pty.wait_rows("the next page", |rows| rows[..10] != first[..10]);
    // Two lines of the page before stand on top of the next one.
    let second = pty.rows();
    let overlap = second
        .iter()
        .find(|row| row.trim().chars().count() > 8)
        .unwrap();
    assert!(
        first.contains(overlap),
        "{overlap} stood on the page before"
    );
    pty.send("<PgUp>");
    pty.wait_rows("the first page again", |rows| rows[..10] == first[..10]);
    pty.send("q");
    wait_list(&pty, &entries);
    wait_chosen(&pty, &landmark(&entries[1].headline));
    pty.send("q");
    pty.end_well();
}

/// Dates stand in the order of time; one is gone to from the overlay by key and by
/// mouse, and the way back leads to where one was.
#[test]
fn a_date_leads_to_its_paragraph_and_back() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        plain_article("河边旧书摊记事", 40) + "2018年6月12日停业。\n\n1954年7月20日开业。\n",
    );
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait_text("第 1段");
    pty.send("jjj");
    pty.wait_gone("河边旧书摊记事");
    pty.send("d");
    pty.wait_text("Dates in this article");
    wait_chosen(&pty, "2018-06-12");
    pty.send("k");
    wait_chosen(&pty, "1954-07-20");
    pty.send("<Enter>");
    pty.wait_gone("Dates in this article");
    pty.wait_text("日开业");
    pty.send("[");
    pty.wait_text("第 1段");
    pty.send("d");
    wait_chosen(&pty, "2018-06-12");
    let row = pty.row_of("2018-06-12") as u16;
    pty.send_bytes(&keys::mouse(0, 10, row, true));
    pty.wait_text("日停业");
    pty.send("dd");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn help_opens_and_closes() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("?");
    pty.wait_text("Open the article");
    pty.send("<Esc>");
    pty.wait_gone("Open the article");
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}
