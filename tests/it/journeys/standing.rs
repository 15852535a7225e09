//! Folders that nothing can be written into: what lasts only till the end is said as long
//! as that is so, and no longer.

use std::fs;

use super::wait_chosen;
use crate::library::{Entry, landmark, library};
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// A sandbox in which a file stands where a folder of these variables is to be.
fn barred() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    let file = sandbox.write("barred", "");
    (sandbox, file.to_str().unwrap().to_owned())
}

/// The program with these folders, its list in sight.
fn started(sandbox: &Sandbox, env: &[(&str, &str)]) -> (Pty, Vec<Entry>) {
    let entries = library(sandbox);
    let pty = Pty::start_with(sandbox, &[], (100, 24), env);
    pty.wait_text("❯");
    (pty, entries)
}

/// Puts a folder in the place of the file.
fn let_in(file: &str) {
    fs::remove_file(file).unwrap();
    fs::create_dir(file).unwrap();
}

#[test]
fn places_that_are_not_kept_are_said_to_be_so_until_they_are() {
    let (sandbox, barred) = barred();
    let (mut pty, entries) = started(&sandbox, &[("YUE_STATE_DIR", &barred)]);
    pty.wait_text("cannot be made");
    pty.send("j");
    pty.wait_gone("cannot be made");
    pty.wait_text("places not kept");
    // On the page, too, and beside what else is said.
    pty.send("<Enter>");
    pty.wait_text(&entries[1].opening());
    pty.wait_text("places not kept");
    pty.send("b");
    pty.wait_text("Bookmark saved");
    pty.wait_text("places not kept");
    // What was read before is kept with what comes next.
    let_in(&barred);
    pty.send("hj<Enter>");
    pty.wait_text(&entries[2].opening());
    pty.wait_gone("places not kept");
    pty.send("Q");
    pty.end_well();
    let env = [("YUE_STATE_DIR", barred.as_str())];
    let mut pty = Pty::start_with(&sandbox, &[], (100, 24), &env);
    pty.wait_text("❯");
    pty.send("R");
    let marks: Vec<String> = entries.iter().map(|e| landmark(&e.headline)).collect();
    pty.wait_rows("the two that were read", |rows| {
        let shows = |mark: &String| rows.iter().any(|row| row.contains(mark));
        shows(&marks[1]) && shows(&marks[2]) && !shows(&marks[0]) && !shows(&marks[3])
    });
    pty.send("Q");
    pty.end_well();
}

#[test]
fn bookmarks_that_are_not_saved_are_said_to_be_so_until_they_are() {
    let (sandbox, barred) = barred();
    let (mut pty, entries) = started(&sandbox, &[("YUE_CONFIG_DIR", &barred)]);
    pty.send("b");
    pty.wait_text("✧");
    pty.wait_text("Bookmark not saved");
    pty.send("j");
    wait_chosen(&pty, &entries[1].headline[..12]);
    pty.wait_text("bookmarks not saved");
    let_in(&barred);
    pty.send("b");
    pty.wait_gone("bookmarks not saved");
    // The title line counts them, too.
    pty.wait_rows("two marks", |rows| {
        rows[1..].concat().matches('✦').count() == 2
    });
    pty.send("Q");
    pty.end_well();
    let file = std::path::Path::new(&barred).join("bookmarks.toml");
    let file = fs::read_to_string(file).unwrap();
    assert_eq!(file.matches("[[bookmark]]").count(), 2);
}

#[test]
fn where_nothing_can_be_kept_that_is_said_in_either_language() {
    for (language, told, words) in [
        ("en_US.UTF-8", "Bookmark not saved", "nothing is kept"),
        ("zh_CN.UTF-8", "书签未能保存", "什么都不保存"),
    ] {
        let (sandbox, barred) = barred();
        let below = format!("{barred}/below");
        let env = [
            ("LANG", language),
            ("YUE_CONFIG_DIR", &below),
            ("YUE_STATE_DIR", "/proc/none"),
        ];
        let (mut pty, _) = started(&sandbox, &env);
        pty.send("b");
        pty.wait_text("✧");
        pty.wait_text(told);
        pty.send("j");
        pty.wait_text(words);
        // Asked once, then printed.
        pty.send("QQ");
        let (life, output) = pty.end();
        assert_eq!(life, Life::Exited(2), "{output:?}");
        assert!(output.contains("[[bookmark]]"), "{output:?}");
        assert!(output.contains("[E73]"), "{output:?}");
    }
}

#[test]
fn a_command_says_that_the_folder_cannot_be_made() {
    let (sandbox, barred) = barred();
    for folder in [barred.as_str(), "/proc/none"] {
        let mut command = sandbox.command(&["bookmarks", "add", "seed:hanoi-summit"]);
        let output = command.env("YUE_CONFIG_DIR", folder).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("cannot be made"), "{said}");
        assert!(said.trim_end().ends_with("[E73]"), "{said}");
    }
}
