//! `yue bookmarks` on files that are not whole, and on what is too much: all that can be
//! taken in is, and what is not is said.

use crate::library::library;
use crate::sandbox::{Run, Sandbox};

const ONE: &str = "[[bookmark]]\nid = \"00000000000000aa\"\n";

fn kept(sandbox: &Sandbox) -> Vec<serde_json::Value> {
    let run = sandbox.run(&["bookmarks", "--json"]);
    let line = |line: &str| serde_json::from_str(line).unwrap();
    run.stdout.lines().map(line).collect()
}

fn imported(text: &str) -> (Sandbox, Run) {
    let sandbox = Sandbox::new();
    let path = sandbox.write("theirs", text);
    let run = sandbox.run(&["bookmarks", "import", path.to_str().unwrap()]);
    (sandbox, run)
}

fn write(sandbox: &Sandbox, text: &str) {
    std::fs::write(sandbox.config_dir().join("bookmarks.toml"), text).unwrap();
}

#[test]
fn a_write_to_a_damaged_file_is_said() {
    for (text, at) in [
        (format!("{ONE}oops = [\n"), "3:"),
        (
            format!("<<<<<<< a\n{ONE}=======\n{ONE}note = \"b\"\n>>>>>>> b\n"),
            "",
        ),
    ] {
        let sandbox = Sandbox::new();
        write(&sandbox, &text);
        let tag = || sandbox.run(&["bookmarks", "tag", "00000000000000aa", "x"]);
        let first = tag();
        assert_eq!(first.stdout, "00000000000000aa\n", "it is done");
        assert_eq!(first.code, 0);
        for word in [".corrupt-1", "[E65]", at] {
            assert!(first.stderr.contains(word), "{word}: {}", first.stderr);
        }
        let aside = sandbox.config_dir().join("bookmarks.toml.corrupt-1");
        assert_eq!(std::fs::read_to_string(aside).unwrap(), text);
        assert_eq!(tag().stderr, "", "once");
    }
}

#[test]
fn what_an_import_leaves_out_is_said() {
    let json = "{\"id\":\"00000000000000bb\",\"headline\":\"乙\",\"tags\":null}\n";
    for (text, taken, said) in [
        (format!("{ONE}\n[[bookmark]\nid = \n"), 1, "4:"),
        (format!("{ONE}\n[[bookmark]]\nid = \"xyz\"\n"), 1, "no id"),
        (format!("{json}{{\"id\":\n{json}"), 1, "2:"),
        (format!("{{\"headline\":\"a\"}}\n{json}"), 1, "1:"),
        (
            format!("{json}\n{{\"id\":\"00000000000000cc\",\"tags\":5}}\n"),
            1,
            "3:",
        ),
        (format!("[{json},{{\"id\":5}}]"), 1, "2:"),
        (format!("[{json}"), 0, "1:"),
    ] {
        let (sandbox, run) = imported(&text);
        assert_eq!(
            (kept(&sandbox).len(), run.code),
            (taken, 2),
            "{text}: {}",
            run.stderr
        );
        assert!(run.stderr.contains("theirs"), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{text}: {}", run.stderr);
    }
    let (sandbox, run) = imported(json);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(kept(&sandbox)[0]["headline"], "乙");
}

#[test]
fn one_without_an_id_is_said_where_it_is_listed() {
    let sandbox = Sandbox::new();
    write(&sandbox, &format!("{ONE}\n[[bookmark]]\nid = \"xyz\"\n"));
    let run = sandbox.run(&["bookmarks", "--json"]);
    assert_eq!((run.code, run.stdout.lines().count()), (0, 1));
    assert!(run.stderr.contains("[E65]"), "{}", run.stderr);
}

#[test]
fn marks_in_a_note_stay_a_note() {
    let sandbox = Sandbox::new();
    write(&sandbox, ONE);
    let note = "<<<<<<< HEAD\n\"\"\"\n=======\n>>>>>>> x";
    let set = sandbox.run(&["bookmarks", "note", "00000000000000aa", note]);
    set.ok();
    let tagged = sandbox.run(&["bookmarks", "tag", "00000000000000aa", "x"]);
    assert_eq!(tagged.stderr, "");
    assert_eq!(kept(&sandbox)[0]["note"], note);
}

#[test]
fn tags_are_refused_and_not_dropped() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let many: Vec<String> = (1..=71).map(|n| format!("\"{n}\"")).collect();
    write(&sandbox, &format!("{ONE}tags = [{}]\n", many.join(",")));
    let before = sandbox.bookmarks();
    let tag = |tags: &[&str]| {
        let args = [&["bookmarks", "tag", "00000000000000aa"], tags].concat();
        sandbox.run(&args)
    };
    let long = "w".repeat(65);
    tag(&["neu"]).error(2, "64");
    tag(&[&long]).error(2, "64");
    let source = &seeds[0].source;
    sandbox
        .run(&["bookmarks", "add", source, "--tag", &long])
        .error(2, &long);
    assert_eq!(sandbox.bookmarks(), before);
    // What is there already is no new one, and may be taken away.
    tag(&["71", "2"]).ok();
    let seven: Vec<String> = (1..=8).map(|n| n.to_string()).collect();
    let seven: Vec<&str> = seven.iter().map(String::as_str).collect();
    tag(&[&["--remove"], seven.as_slice()].concat()).ok();
    tag(&["neu"]).ok();
    let tags = kept(&sandbox)[0]["tags"].as_array().unwrap().clone();
    assert_eq!(
        (tags.len(), tags.last().unwrap().as_str()),
        (64, Some("neu"))
    );
}

#[test]
fn what_has_no_end_is_refused() {
    let sandbox = Sandbox::new();
    write(&sandbox, ONE);
    sandbox
        .run(&["bookmarks", "import", "/dev/zero"])
        .error(2, "/dev/zero");
    let endless = "yes | \"$YUE\" bookmarks note 00000000000000aa -";
    sandbox.run_shell(endless).error(2, "1 MiB");
    assert_eq!(sandbox.bookmarks(), ONE);
    let pipe =
        "printf '[[bookmark]]\\nid=\"00000000000000bb\"\\n' | \"$YUE\" bookmarks import /dev/stdin";
    sandbox.run_shell(pipe).ok();
    assert_eq!(kept(&sandbox).len(), 2);
}

#[test]
fn a_backup_is_not_put_over_a_newer_file() {
    let sandbox = Sandbox::new();
    let newer = format!("version = 2\n{ONE}");
    write(&sandbox, &newer);
    std::fs::write(sandbox.config_dir().join("bookmarks.toml.bak"), ONE).unwrap();
    sandbox
        .run(&["bookmarks", "restore"])
        .error(2, "bookmarks.toml");
    assert_eq!(sandbox.bookmarks(), newer);
}
