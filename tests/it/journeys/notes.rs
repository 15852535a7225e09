//! Notes from the editor whose way to the bookmarks file is barred: the words are never
//! lost, and it is said where they lie.

use rustix::process::Signal;

use super::bookmarks::with_editor;
use super::links::script;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// What lies in the files of notes.
fn left(sandbox: &Sandbox) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(sandbox.state_dir()).into_iter().flatten();
    let folders = entries.map(|entry| entry.unwrap().path());
    let notes = folders.filter(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy();
        name.starts_with("note-")
    });
    notes
        .map(|folder| std::fs::read(folder.join("note.txt")).unwrap())
        .collect()
}

/// A bookmark on `a.txt`, with a note; its id.
fn noted(sandbox: &Sandbox) -> String {
    let file = sandbox.write("a.txt", "城门\n\n第一段说城门。\n");
    let args = [
        "bookmarks",
        "add",
        file.to_str().unwrap(),
        "--note",
        "旧笔记",
    ];
    sandbox.run(&args).ok().trim().to_owned()
}

/// What an editor does that saves a note of which nothing comes, and how that is told.
fn barred(sandbox: &Sandbox, id: &str) -> [(String, &'static str); 4] {
    let file = sandbox.config_dir().join("bookmarks.toml");
    let file = file.display();
    [
        ("echo 新笔记 >\"$1\"; exit 3\n".to_owned(), "exit status: 3"),
        ("printf '新\\377' >\"$1\"\n".to_owned(), "not UTF-8"),
        (
            format!("echo 新笔记 >\"$1\"; chmod 444 '{file}'\n"),
            "write-protected",
        ),
        (
            format!("echo 新笔记 >\"$1\"; \"$YUE\" bookmarks remove {id}\n"),
            "removed",
        ),
    ]
}

#[test]
fn the_command_line_keeps_what_the_editor_has_left() {
    for case in 0..4 {
        let sandbox = Sandbox::new();
        let id = noted(&sandbox);
        let (text, said) = barred(&sandbox, &id)[case].clone();
        let editor = script(&sandbox, "editor", &text);
        let line = format!(
            "export VISUAL='{editor}'; \"$YUE\" bookmarks note {id} --edit 2>said; \
             echo $? >code; exec \"$YUE\" a.txt"
        );
        let mut pty = Pty::shell(&sandbox, &line);
        pty.wait_text("第一段说城门");
        pty.wait_text("and in no bookmark");
        pty.send("Q");
        pty.end_well();
        let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
        assert_eq!(read("code").trim(), "2", "{text}");
        assert!(read("said").contains(said), "{text}: {}", read("said"));
        assert!(read("said").contains("/note.txt: "), "{}", read("said"));
        let words = left(&sandbox);
        assert_eq!(words.len(), 1, "{text}");
        assert!(words[0].starts_with("新".as_bytes()), "{text}");
        assert!(
            sandbox
                .run(&["doctor"])
                .stdout
                .contains("note left by an editor")
        );
    }
}

#[test]
fn the_screen_names_what_the_editor_has_left() {
    for case in 0..4 {
        let sandbox = Sandbox::new();
        let id = noted(&sandbox);
        let (text, said) = barred(&sandbox, &id)[case].clone();
        let mut pty = with_editor(&sandbox, &text);
        pty.resize((160, 24));
        pty.wait_text("✦");
        pty.send("N<C-o>");
        pty.wait_text(said);
        if said == "write-protected" {
            pty.send("Q");
            pty.wait_text("again");
            pty.send("Q");
            let (_, after) = pty.end();
            assert!(after.contains("/note.txt: "), "{after}");
        } else {
            pty.wait_text("/note.txt");
            pty.send("Q");
            pty.end_well();
        }
        assert!(left(&sandbox)[0].starts_with("新".as_bytes()), "{text}");
    }
}

#[test]
fn what_was_written_before_a_signal_is_told_at_the_next_start() {
    for signal in [Signal::TERM, Signal::KILL] {
        let sandbox = Sandbox::new();
        noted(&sandbox);
        let text = "echo 新笔记 >\"$1\"\necho editing\nread line\n";
        let mut pty = with_editor(&sandbox, text);
        pty.wait_text("✦");
        pty.send("N<C-o>");
        pty.wait_text("editing");
        pty.signal(signal);
        if signal == Signal::KILL {
            pty.killed();
        } else {
            assert_eq!(pty.end().0, Life::Killed(15));
        }
        assert_eq!(left(&sandbox), ["新笔记\n".as_bytes()]);
        let mut pty = Pty::start(&sandbox, &["a.txt"]);
        pty.wait_text("and in no bookmark");
        pty.send("Q");
        pty.end_well();
    }
}

#[test]
fn what_is_in_a_bookmark_is_not_left_behind() {
    let sandbox = Sandbox::new();
    noted(&sandbox);
    let text = "echo editing\nread line\n";
    let mut pty = with_editor(&sandbox, text);
    pty.wait_text("✦");
    pty.send("N<C-o>");
    pty.wait_text("editing");
    pty.signal(Signal::KILL);
    pty.killed();
    assert_eq!(left(&sandbox), ["旧笔记\n".as_bytes()]);
    assert!(
        !sandbox
            .run(&["doctor"])
            .stdout
            .contains("left by an editor")
    );
    let mut pty = Pty::start(&sandbox, &["a.txt"]);
    pty.wait("it is removed", |_| left(&sandbox).is_empty());
    pty.send("Q");
    pty.end_well();
}

#[test]
fn two_editors_of_one_note_lose_nothing() {
    let text =
        |id: &str| format!("\"$YUE\" bookmarks note {id} 别处的笔记\necho 编辑器的笔记 >\"$1\"\n");
    let both = "note = \"\"\"\n别处的笔记\n编辑器的笔记\"\"\"\n";
    let sandbox = Sandbox::new();
    let id = noted(&sandbox);
    let mut pty = with_editor(&sandbox, &text(&id));
    pty.wait_text("✦");
    pty.send("N<C-o>");
    pty.wait_text("Others had changed the note");
    assert!(
        sandbox.bookmarks().contains(both),
        "{}",
        sandbox.bookmarks()
    );
    // What is taken back is ours alone, and stands beside theirs now.
    pty.send("u");
    pty.wait_text("Not taken back");
    pty.send("Q");
    pty.end_well();
    assert!(
        sandbox.bookmarks().contains(both),
        "{}",
        sandbox.bookmarks()
    );

    let sandbox = Sandbox::new();
    let id = noted(&sandbox);
    let editor = script(&sandbox, "editor", &text(&id));
    let line = format!(
        "VISUAL='{editor}' \"$YUE\" bookmarks note {id} --edit 2>said; \
         echo $? >code; exec \"$YUE\" a.txt"
    );
    let mut pty = Pty::shell(&sandbox, &line);
    pty.wait_text("第一段说城门");
    pty.send("Q");
    pty.end_well();
    let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(read("code").trim(), "0");
    assert!(
        read("said").contains("others had changed the note"),
        "{}",
        read("said")
    );
    assert!(
        sandbox.bookmarks().contains(both),
        "{}",
        sandbox.bookmarks()
    );
    assert_eq!(left(&sandbox), [b""; 0]);
}
