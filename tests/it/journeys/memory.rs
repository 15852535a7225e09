//! What was read, and where reading stopped, outlives the program, and costs nothing
//! but itself.

use rusqlite::{Connection, OpenFlags};
use rustix::process::Signal;

use super::{started, wait_article, wait_chosen, wait_list};
use crate::library::{Entry, landmark, plain_article};
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// Reads on by a page, and gives a line that only shows there.
fn read_on(pty: &mut Pty, entry: &Entry) -> String {
    let first = pty.rows();
    pty.send("<Space>");
    pty.wait_gone(&entry.opening());
    let page = pty.rows();
    let line = page.iter().find(|row| {
        let long = row.trim().chars().count() > 20;
        long && !first.iter().any(|before| before.contains(row.trim()))
    });
    line.expect("a line past the first page").trim().to_owned()
}

fn chosen_and_opened(pty: &mut Pty, keys: &str, entry: &Entry) {
    pty.send(keys);
    wait_chosen(pty, &landmark(&entry.headline));
    pty.send("<Enter>");
}

/// What the file says of an article: whether it counts as read.
fn read_mark(sandbox: &Sandbox, id: &str) -> Option<bool> {
    let path = sandbox.state_dir().join("state.sqlite");
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    let id = u64::from_str_radix(id, 16).unwrap() as i64;
    let sql = "SELECT read FROM article WHERE id = ?1";
    file.query_row(sql, [id], |row| row.get(0)).ok()
}

#[test]
fn an_article_opens_where_it_was_left() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let entry = &entries[1];
    chosen_and_opened(&mut pty, "j", entry);
    wait_article(&pty, entry);
    let line = read_on(&mut pty, entry);
    pty.send("Q");
    pty.end_well();
    assert_eq!(read_mark(&sandbox, &entry.id), Some(true));
    assert_eq!(sandbox.bookmarks(), "", "no bookmark is needed for that");

    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    chosen_and_opened(&mut pty, "j", entry);
    pty.wait_text(&line);
    pty.send("Q");
    pty.end_well();

    for option in ["-c", "--continue"] {
        let mut pty = Pty::start(&sandbox, &[option]);
        pty.wait_text(&line);
        pty.send("q");
        wait_list(&pty, &entries);
        pty.send("q");
        pty.end_well();
    }
}

#[test]
fn a_file_outside_the_library_is_continued() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("apart.txt", plain_article("河边旧书摊记事", 40));
    let mut pty = Pty::start(&sandbox, &["apart.txt"]);
    pty.wait_text("河边旧书摊记事");
    pty.send("<Space><Space>");
    pty.wait_gone("河边旧书摊记事");
    pty.send("Q");
    pty.end_well();
    let mut pty = Pty::start(&sandbox, &["-c"]);
    pty.wait_text("Continued where reading stopped");
    pty.send("qR");
    pty.wait_text("河边旧书摊记事");
    pty.send("Q");
    pty.end_well();
    let printed = sandbox.run(&["-c"]).ok();
    assert!(printed.starts_with("河边旧书摊记事"), "{printed}");
    std::fs::remove_file(path).unwrap();
    sandbox.run(&["-c"]).error(2, "apart.txt");
}

#[test]
fn an_article_that_has_moved_is_continued_where_it_lies_now() {
    let sandbox = Sandbox::new();
    let articles = sandbox.articles_dir();
    std::fs::create_dir_all(articles.join("old")).unwrap();
    let (old, new) = (articles.join("old/a.txt"), articles.join("new.txt"));
    std::fs::write(&old, plain_article("河边旧书摊记事", 40)).unwrap();
    let mut pty = Pty::start(&sandbox, &[old.to_str().unwrap()]);
    pty.wait_text("河边旧书摊记事");
    pty.send("<Space><Space>");
    pty.wait_gone("河边旧书摊记事");
    pty.send("Q");
    pty.end_well();
    std::fs::rename(&old, &new).unwrap();
    // Without a screen nothing is learnt of it; with one it is.
    assert!(sandbox.run(&["-c"]).ok().starts_with("河边旧书摊记事"));
    let mut pty = Pty::start(&sandbox, &[]);
    pty.wait_text("❯");
    pty.wait_text("河边旧书摊记事");
    pty.send("R");
    pty.wait_text("1 read last");
    pty.send("<Enter>");
    pty.wait_text("was opened from there");
    // It counts as opened once it shows.
    pty.wait_text("卖书人");
    pty.send("Q");
    pty.end_well();
    // Where it is nowhere, the place that is known is named.
    std::fs::remove_file(&new).unwrap();
    sandbox.run(&["-c"]).error(2, "new.txt");

    // A line of a file of many, behind others than before.
    let line = |title: &str| {
        let body = plain_article("", 40);
        format!("{}\n", serde_json::json!({ "title": title, "body": body }))
    };
    let many = articles.join("many.jsonl");
    std::fs::write(&many, line("山上的邮局")).unwrap();
    let mut pty = Pty::start(&sandbox, &[many.to_str().unwrap()]);
    pty.wait_text("❯");
    pty.send("<Enter>");
    pty.wait_text("第 1段");
    pty.send("<Space><Space>Q");
    pty.end_well();
    std::fs::write(&many, line("海边的灯塔") + &line("山上的邮局")).unwrap();
    assert!(sandbox.run(&["-c"]).ok().starts_with("山上的邮局"));
    let mut pty = Pty::start(&sandbox, &["-c"]);
    pty.wait_text("Continued where reading stopped");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_signal_loses_nothing() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let entry = &entries[0];
    pty.send("<Enter>");
    wait_article(&pty, entry);
    let line = read_on(&mut pty, entry);
    pty.signal(Signal::TERM);
    assert_eq!(pty.end().0, Life::Killed(15));
    let mut pty = Pty::start(&sandbox, &["-c"]);
    pty.wait_text(&line);
    pty.send("Q");
    pty.end_well();
}

#[test]
fn killing_costs_the_last_moment_and_never_the_file() {
    let sandbox = Sandbox::new();
    let entries = crate::library::library(&sandbox);
    for round in 1..=4 {
        let mut pty = Pty::start(&sandbox, &[]);
        wait_list(&pty, &entries);
        pty.send(&"rj".repeat(round));
        pty.send("<Enter>");
        wait_article(&pty, &entries[round]);
        pty.signal(Signal::KILL);
        pty.killed();
    }
    let (mut pty, _) = started(&sandbox);
    pty.send("Q");
    assert!(!pty.end_well().contains("corrupt"));
    let file = Connection::open(sandbox.state_dir().join("state.sqlite")).unwrap();
    let check = "PRAGMA integrity_check";
    let found: String = file.query_row(check, [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

#[test]
fn only_what_is_unread_can_be_shown() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let names: Vec<String> = entries.iter().map(|e| landmark(&e.headline)).collect();
    pty.send("r");
    pty.wait_text("Marked as read");
    pty.send("U");
    pty.wait_gone(&names[0]);
    wait_list(&pty, &entries[1..]);
    pty.send("Q");
    pty.end_well();
    let ids = |query| -> Vec<String> {
        let rows = sandbox.run(&["list", "--json", "--filter", query]).json();
        rows.iter()
            .map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(ids("is:read"), [entries[0].id.as_str()]);
    assert_eq!(ids("is:unread").len(), entries.len() - 1);
    assert_eq!(ids("!is:unread"), ids("is:read"));

    let mut pty = Pty::start(&sandbox, &[]);
    pty.send("U");
    pty.wait_gone(&names[0]);
    pty.send("Q");
    pty.end_well();
}

#[test]
fn two_programs_know_of_each_other() {
    let sandbox = Sandbox::new();
    let (mut one, entries) = started(&sandbox);
    let (mut two, _) = started(&sandbox);
    one.send("r");
    one.wait_text("Marked as read");
    one.send("q");
    one.end_well();
    chosen_and_opened(&mut two, "j", &entries[1]);
    wait_article(&two, &entries[1]);
    two.send("q");
    wait_list(&two, &entries);
    // By its own change it has heard of the other's.
    two.send("U");
    two.wait_gone(&landmark(&entries[0].headline));
    two.send("Q");
    two.end_well();
    for entry in &entries[..2] {
        assert_eq!(read_mark(&sandbox, &entry.id), Some(true));
    }
}

#[test]
fn a_damaged_file_is_moved_aside_and_no_bookmark_lost() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("b");
    pty.wait_text("Bookmark saved");
    pty.send("q");
    pty.end_well();
    let bookmarks = sandbox.bookmarks();
    assert!(bookmarks.contains(&entries[0].id));
    let path = sandbox.state_dir().join("state.sqlite");
    std::fs::write(&path, "no database at all").unwrap();

    let (mut pty, _) = started(&sandbox);
    pty.wait_text("corrupt-1");
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    pty.send("Q");
    pty.end_well();
    let aside = sandbox.state_dir().join("state.sqlite.corrupt-1");
    assert_eq!(
        std::fs::read_to_string(aside).unwrap(),
        "no database at all"
    );
    assert_eq!(sandbox.bookmarks(), bookmarks);
    assert_eq!(read_mark(&sandbox, &entries[0].id), Some(true));

    let (mut pty, _) = started(&sandbox);
    pty.send("R");
    pty.wait_text("1 read last");
    pty.send("Q");
    assert!(!pty.end_well().contains("corrupt"), "it is told once");
}

#[test]
fn of_plain_lines_nothing_is_remembered() {
    let sandbox = Sandbox::new();
    sandbox.write("lines", "天上星\n地上灯\n");
    let mut pty = Pty::start(&sandbox, &["--lines", "lines"]);
    pty.wait_text("天上星");
    pty.send("r");
    pty.wait_text("Nothing is remembered of plain lines");
    pty.send("q");
    pty.end_well();
    assert!(!sandbox.state_dir().join("state.sqlite").exists());
}

#[test]
fn what_was_typed_is_there_at_the_next_start() {
    let sandbox = Sandbox::new();
    // As it was kept before.
    std::fs::write(sandbox.state_dir().join("history"), "旧时月色\n").unwrap();
    let (mut pty, entries) = started(&sandbox);
    pty.send("/天上星<Enter>");
    pty.wait_text("filter \"天上星\"");
    pty.send("h");
    wait_list(&pty, &entries);
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    pty.send("Q");
    pty.end_well();
    assert!(!sandbox.state_dir().join("history").exists());
    let (mut pty, _) = started(&sandbox);
    // The file is read beside the first frame.
    pty.send("R");
    pty.wait_text("1 read last");
    pty.send("/<C-p>");
    pty.wait_text("/ 天上星");
    pty.send("<C-p>");
    pty.wait_text("/ 旧时月色");
    pty.send("<Esc>");
    pty.wait_gone("旧时月色");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn nothing_to_continue_is_said() {
    let sandbox = Sandbox::new();
    sandbox.run(&["-c"]).error(1, "--continue");
    assert_eq!(sandbox.run(&["-c", "seed:x"]).code, 2, "one or the other");
}
