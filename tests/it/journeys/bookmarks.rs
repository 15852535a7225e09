//! Bookmarks: set, kept, found again where reading stopped.

use std::fs::File;

use super::{started, wait_article, wait_chosen, wait_list};
use crate::library::landmark;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// Waits until `mark` stands in the row with `text`.
#[track_caller]
fn wait_mark(pty: &Pty, text: &str, mark: char) {
    pty.wait_rows(&format!("{mark} beside {text}"), |rows| {
        rows.iter()
            .any(|row| row.contains(text) && row.contains(mark))
    });
}

#[test]
fn a_bookmark_survives_the_program_and_opens_where_reading_stopped() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let entry = &entries[1];
    let headline = landmark(&entry.headline);
    pty.send("j<Enter>");
    wait_article(&pty, entry);
    let first = pty.rows();
    pty.send("b");
    pty.wait_text("✦");
    pty.send("<Space>");
    pty.wait_gone(&entry.opening());
    let page = pty.rows();
    let line = page
        .iter()
        .find(|row| row.trim().chars().count() > 20 && !first.contains(row))
        .unwrap()
        .trim()
        .to_owned();
    assert!(
        !first.iter().any(|row| row.contains(&line)),
        "a line past the first page"
    );
    pty.send("q");
    wait_list(&pty, &entries);
    wait_mark(&pty, &headline, '✦');
    pty.send("q");
    pty.end_well();

    let file = sandbox.bookmarks();
    let saved: toml_edit::DocumentMut = file.parse().unwrap();
    assert_eq!(saved["version"].as_integer(), Some(1), "{file}");
    let bookmarks = saved["bookmark"].as_array_of_tables().unwrap();
    assert_eq!(bookmarks.len(), 1, "{file}");
    let bookmark = bookmarks.get(0).unwrap();
    assert_eq!(bookmark["id"].as_str(), Some(entry.id.as_str()));
    assert_eq!(bookmark["headline"].as_str(), Some(entry.headline.as_str()));
    assert_eq!(bookmark["source"].as_str(), Some(entry.source.as_str()));
    assert!(bookmark["added"].as_datetime().is_some(), "{file}");
    assert!(bookmark["block"].as_integer() > Some(0), "{file}");

    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    wait_mark(&pty, &headline, '✦');
    pty.send("j");
    wait_chosen(&pty, &headline);
    pty.send("<Enter>");
    pty.wait_text(&line);
    assert!(
        !pty.rows().join("\n").contains(&entry.opening()),
        "opened in the middle"
    );
    pty.send("b");
    pty.wait_gone("✦");
    pty.send("Q");
    pty.end_well();
    let listed = sandbox.run(&["bookmarks"]);
    assert_eq!(
        (listed.code, listed.stdout.as_str()),
        (1, ""),
        "{}",
        sandbox.bookmarks()
    );
}

#[test]
fn the_mark_is_hollow_until_the_bookmark_is_on_disk() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let headline = landmark(&entries[0].headline);
    let lock = File::create(sandbox.config_dir().join("bookmarks.toml.lock")).unwrap();
    lock.lock().unwrap();
    pty.send("b");
    wait_mark(&pty, &headline, '✧');
    assert_eq!(
        sandbox.bookmarks(),
        "",
        "nothing is written without the lock"
    );
    lock.unlock().unwrap();
    wait_mark(&pty, &headline, '✦');
    assert!(
        sandbox.bookmarks().contains(&entries[0].id),
        "✦ is a promise"
    );
    pty.send("q");
    pty.end_well();
}

#[test]
fn only_bookmarks_can_be_shown() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let (first, second) = (
        landmark(&entries[0].headline),
        landmark(&entries[1].headline),
    );
    pty.send("b");
    wait_mark(&pty, &first, '✦');
    pty.send("B");
    pty.wait_rows("only the bookmark", |rows| {
        let text = rows.join("\n");
        text.contains(&first) && !text.contains(&second)
    });
    pty.send("B");
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}

#[test]
fn two_programs_lose_nothing() {
    let sandbox = Sandbox::new();
    let (mut one, entries) = started(&sandbox);
    let (mut two, _) = started(&sandbox);
    one.send("b");
    wait_mark(&one, &landmark(&entries[0].headline), '✦');
    two.send("jb");
    wait_mark(&two, &landmark(&entries[1].headline), '✦');
    one.send("q");
    two.send("q");
    one.end_well();
    two.end_well();
    let listed = sandbox.run(&["bookmarks"]).ok();
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[test]
fn a_damaged_file_is_named_and_kept_aside() {
    let sandbox = Sandbox::new();
    let path = sandbox.config_dir().join("bookmarks.toml");
    let damaged =
        "version = 1\n\n# mine\n[[bookmark]]\nid = \"0123456789abcdef\nheadline = \"留\"\n";
    let entries = crate::library::library(&sandbox);
    std::fs::write(&path, damaged).unwrap();
    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    pty.wait_text("bookmarks.toml");
    assert_eq!(sandbox.bookmarks(), damaged, "reading writes nothing");
    pty.send("b");
    wait_mark(&pty, &landmark(&entries[0].headline), '✦');
    pty.send("q");
    pty.end_well();
    let aside = sandbox.config_dir().join("bookmarks.toml.corrupt-1");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), damaged);
    let mended = sandbox.bookmarks();
    assert!(mended.contains("# mine\n"), "{mended}");
    assert!(mended.contains("id = \"0123456789abcdef\""), "{mended}");
    assert!(mended.contains(&entries[0].id), "{mended}");
}

#[test]
fn who_would_lose_bookmarks_is_asked_and_handed_them() {
    let sandbox = Sandbox::new();
    let path = sandbox.config_dir().join("bookmarks.toml");
    let entries = crate::library::library(&sandbox);
    std::fs::write(&path, "version = 2\n").unwrap();
    let mut pty = Pty::start(&sandbox, &[]);
    wait_list(&pty, &entries);
    pty.send("b");
    wait_mark(&pty, &landmark(&entries[0].headline), '✧');
    pty.wait_text("newer version");
    pty.send("Q");
    pty.wait_text("prints it.");
    // Any other key stays.
    pty.send("j");
    wait_chosen(&pty, &landmark(&entries[1].headline));
    pty.send("Q");
    pty.wait_text("prints it.");
    pty.send("Q");
    let (_, after) = pty.end();
    assert!(after.contains("[[bookmark]]"), "{after}");
    assert!(
        after.contains(&format!("id = \"{}\"", entries[0].id)),
        "{after}"
    );
    assert_eq!(sandbox.bookmarks(), "version = 2\n");
}

#[test]
fn tags_and_notes_are_kept_and_taken_back() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("#");
    pty.wait_text("Tags:");
    pty.send("贸易,<Space>河内<Enter>");
    wait_mark(&pty, &landmark(&entries[0].headline), '✦');
    pty.send("N再读<Enter>");
    pty.wait_text("Bookmark saved");
    pty.send("b");
    pty.wait_text("Bookmark removed");
    pty.send("u");
    pty.wait_text("Taken back");
    wait_mark(&pty, &landmark(&entries[0].headline), '✦');
    pty.send("q");
    pty.end_well();
    let file = sandbox.bookmarks();
    assert!(file.contains("tags = [\"贸易\", \"河内\"]"), "{file}");
    assert!(file.contains("note = \"再读\""), "{file}");

    // The note, and then the tags: what is taken back leaves the file, too.
    let (mut pty, _) = started(&sandbox);
    pty.send("Nx<Enter>");
    pty.wait_text("Bookmark saved");
    pty.send("#<C-u><Enter>");
    pty.wait_text("Bookmark saved");
    pty.send("uuN<C-u><Enter>u");
    pty.wait_text("Taken back");
    pty.send("q");
    pty.end_well();
    let file = sandbox.bookmarks();
    assert!(file.contains("tags = [\"贸易\", \"河内\"]"), "{file}");
    assert!(file.contains("note = \"再读\""), "{file}");
}

#[test]
fn what_others_write_shows_while_it_runs() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let add = |entry: &crate::library::Entry| {
        sandbox.run(&["bookmarks", "add", &entry.source]).ok();
    };
    add(&entries[1]);
    wait_mark(&pty, &landmark(&entries[1].headline), '✦');
    // By hand, in place and by renaming.
    let path = sandbox.config_dir().join("bookmarks.toml");
    let block = format!("\n[[bookmark]]\nid = \"{}\"\n", entries[2].id);
    std::fs::write(&path, format!("{}{block}", sandbox.bookmarks())).unwrap();
    wait_mark(&pty, &landmark(&entries[2].headline), '✦');
    let copy = "bookmarks.sync-conflict-20260101-120000-ABCDEFG.toml";
    let block = format!("[[bookmark]]\nid = \"{}\"\n", entries[3].id);
    std::fs::write(sandbox.config_dir().join(copy), block).unwrap();
    wait_mark(&pty, &landmark(&entries[3].headline), '✦');
    pty.wait_text("Joined with your bookmarks");
    sandbox.run(&["bookmarks", "remove", &entries[1].id]).ok();
    pty.wait_rows("the mark is gone", |rows| {
        let mut rows = rows
            .iter()
            .filter(|row| row.contains(&landmark(&entries[1].headline)));
        rows.all(|row| !row.contains('✦'))
    });
    pty.send("q");
    pty.end_well();
    assert_eq!(sandbox.bookmarks().matches("[[bookmark]]").count(), 2);
}

/// The program on `a.txt`, with the script as the editor, on the page.
pub(super) fn with_editor(sandbox: &Sandbox, script: &str) -> Pty {
    sandbox.write("a.txt", "城门\n\n第一段说城门。\n");
    let editor = super::links::script(sandbox, "editor", script);
    let line = format!("VISUAL='{editor}' exec \"$YUE\" a.txt");
    let pty = Pty::shell(sandbox, &line);
    pty.wait_text("第一段说城门");
    pty
}

#[test]
fn a_note_goes_on_in_the_editor() {
    let sandbox = Sandbox::new();
    let text = "stat -c '%a' \"$1\" \"$(dirname \"$1\")\" >modes\ncat \"$1\" >given\n\
                printf '%s\\n' \"$1\" >path\necho editing\nread line\n\
                printf '%s\\n\\n第二行 \\\\n\\n' \"$line\" >\"$1\"\n";
    let mut pty = with_editor(&sandbox, text);
    pty.send("N");
    pty.send_bytes("草稿".as_bytes());
    pty.send("<C-o>");
    pty.wait_text("editing");
    // These keys are the editor's.
    pty.send_bytes("城门的笔记Q\r".as_bytes());
    pty.wait_text("第一段说城门");
    pty.wait_text("✦");
    pty.wait("the note on disk", |_| {
        sandbox.bookmarks().contains("城门的笔记Q\n\n第二行 ")
    });
    let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(
        (read("modes"), read("given")),
        ("600\n700\n".into(), "草稿\n".into())
    );
    // The file goes once the note is in the bookmarks.
    pty.wait("no file left", |_| {
        !std::path::Path::new(read("path").trim()).exists()
    });
    // At the prompt it stands on one line, and as it was.
    pty.send("N");
    pty.wait_text(r"城门的笔记Q\n\n第二行 \\n");
    pty.send("<Esc>");
    pty.wait_gone("Note:");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn what_the_editor_leaves_is_a_note_or_the_old_one_stays() {
    for (script, said) in [
        ("printf 'a\\377b' >\"$1\"\n", "what was saved is not"),
        (": >\"$1\"\n", "the editor left nothing"),
        ("exit 3\n", "exit status: 3"),
        ("rm \"$1\"\n", "no such file"),
        (":\n", "nothing was changed"),
    ] {
        let sandbox = Sandbox::new();
        let mut pty = with_editor(&sandbox, script);
        pty.send("N");
        pty.send_bytes("旧笔记".as_bytes());
        pty.send("<Enter>");
        pty.wait_text("✦");
        pty.send("N<C-o>");
        pty.wait_text(said);
        pty.send("Q");
        pty.end_well();
        assert!(
            sandbox.bookmarks().contains("note = \"旧笔记\""),
            "{script}"
        );
    }
}

#[test]
fn the_command_line_gives_a_note_to_the_editor() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("a.txt", "城门\n\n第一段说城门。\n");
    let added = sandbox.run(&["bookmarks", "add", file.to_str().unwrap(), "--note", "旧"]);
    let id = added.ok().trim().to_owned();
    for (script, said, note) in [
        ("exit 3\n", "exit status: 3", "旧"),
        (": >\"$1\"\n", "left nothing", "旧"),
        (":\n", "nothing was changed", "旧"),
        ("printf '\\377' >\"$1\"\n", "UTF-8", "旧"),
        ("echo 新 >\"$1\"\n", &id, "新"),
    ] {
        let editor = super::links::script(&sandbox, "editor", script);
        let line = format!(
            "VISUAL='{editor}' \"$YUE\" bookmarks note {id} --edit 2>said; \
             echo $? >code; exec \"$YUE\" a.txt"
        );
        let mut pty = Pty::shell(&sandbox, &line);
        pty.wait_text("第一段说城门");
        pty.send("Q");
        pty.end_well();
        let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
        let done = note == "新";
        assert_eq!(
            read("code").trim(),
            if done { "0" } else { "2" },
            "{script}"
        );
        assert!(
            done || read("said").contains(said),
            "{script}: {}",
            read("said")
        );
        assert!(sandbox.bookmarks().contains(&format!("note = \"{note}\"")));
    }
}
