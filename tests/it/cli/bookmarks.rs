//! `yue bookmarks`: what is kept, and its changes.

use crate::library::library;
use crate::sandbox::Sandbox;

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let run = sandbox.run(&["bookmarks", "--json"]);
    let id = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        object["id"].as_str().unwrap().to_owned()
    };
    run.stdout.lines().map(id).collect()
}

#[test]
fn what_is_added_is_printed_and_there() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let file = sandbox.write("a b.txt", "河边的书店\n\n门前有两棵树，店里有一只猫。\n");
    let file = file.to_str().unwrap();
    let added = sandbox.run(&[
        "bookmarks",
        "add",
        "seed:defence-washington",
        file,
        "--tag",
        "#甲, 乙",
    ]);
    let printed: Vec<String> = added.ok().lines().map(str::to_owned).collect();
    assert_eq!(printed, ids(&sandbox));
    assert!(seeds.iter().any(|seed| seed.id == printed[0]));
    let text = sandbox.bookmarks();
    assert!(text.contains("tags = [\"甲\", \"乙\"]"), "{text}");
    assert!(text.contains("headline = \"河边的书店\""), "{text}");
    // A second time nothing is lost and nothing comes twice.
    sandbox
        .run(&["bookmarks", "note", &printed[1], "读到第三页"])
        .ok();
    sandbox.run(&["bookmarks", "add", file, "--tag", "丙"]).ok();
    let text = sandbox.bookmarks();
    assert!(text.contains("tags = [\"甲\", \"乙\", \"丙\"]"), "{text}");
    assert!(text.contains("note = \"读到第三页\""), "{text}");
    assert_eq!(ids(&sandbox).len(), 2);
    let missing = sandbox.run(&["bookmarks", "add", "nowhere.txt", "seed:hanoi-summit"]);
    assert_eq!((missing.code, missing.stdout.lines().count()), (2, 1));
    assert!(missing.stderr.contains("nowhere.txt"), "{}", missing.stderr);
    sandbox.run(&["bookmarks", "add", "-"]).error(2, "-");
}

#[test]
fn tags_notes_and_bookmarks_are_taken_away() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let (one, two) = (&seeds[0], &seeds[1]);
    sandbox
        .run(&["bookmarks", "add", &one.source, &two.source])
        .ok();
    sandbox
        .run(&["bookmarks", "tag", &one.id[..6], "News", "贸易"])
        .ok();
    let tagged = sandbox.run(&["bookmarks", "--tag", "news"]).ok();
    assert_eq!(tagged, format!("{}\t{}\n", one.headline, one.source));
    let found = sandbox.run(&["list", "--filter", "tag:贸"]).ok();
    assert_eq!(found, format!("{}\n", one.headline));
    sandbox
        .run(&["bookmarks", "tag", &one.source, "ＮＥＷＳ", "--remove"])
        .ok();
    assert!(sandbox.bookmarks().contains("tags = [\"贸易\"]"));
    let none = sandbox.run(&["bookmarks", "--tag", "news"]);
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));

    let line = format!(
        "printf '一\\n二\\033[31m\\n' | \"$YUE\" bookmarks note {} -",
        one.id
    );
    assert_eq!(sandbox.run_shell(&line).ok(), format!("{}\n", one.id));
    assert_eq!(
        sandbox.run(&["bookmarks", "note", &one.id]).ok(),
        "一\n二\n"
    );
    sandbox.run(&["bookmarks", "note", &one.id, ""]).ok();
    assert_eq!(sandbox.run(&["bookmarks", "note", &one.id]).code, 1);

    let removed = sandbox.run(&["bookmarks", "remove", &one.id[..8], "ffffff"]);
    assert_eq!((removed.code, removed.stdout.trim()), (2, one.id.as_str()));
    assert!(removed.stderr.contains("ffffff"), "{}", removed.stderr);
    assert_eq!(ids(&sandbox), std::slice::from_ref(&two.id));
}

#[test]
fn what_is_exported_can_be_imported() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let (one, two) = (&seeds[0], &seeds[1]);
    sandbox
        .run(&[
            "bookmarks",
            "add",
            &one.source,
            &two.source,
            "--tag",
            "甲",
            "--note",
            "引\"号\"\n二",
        ])
        .ok();
    let before = sandbox.run(&["bookmarks", "--json"]).ok();
    let toml = sandbox.run(&["bookmarks", "export"]).ok();
    assert_eq!(toml, sandbox.bookmarks());
    let json = sandbox
        .run(&["bookmarks", "export", "--format", "json"])
        .ok();
    let markdown = sandbox
        .run(&["bookmarks", "export", "--format", "markdown"])
        .ok();
    assert!(
        markdown.starts_with(&format!(
            "- [{}](<{}>) #甲\n  引\"号\"\n  二\n",
            one.headline, one.source
        )),
        "{markdown}"
    );
    let array = format!("[{}]", json.trim().replace('\n', ","));
    for (name, text) in [("a.toml", toml), ("a.jsonl", json), ("a.json", array)] {
        let other = Sandbox::new();
        let path = other.write(name, text);
        let path = path.to_str().unwrap();
        assert_eq!(
            other
                .run(&["bookmarks", "import", path])
                .ok()
                .lines()
                .count(),
            2
        );
        assert_eq!(other.run(&["bookmarks", "--json"]).ok(), before, "{name}");
        assert_eq!(
            other.run(&["bookmarks", "import", path]).ok(),
            "",
            "nothing new"
        );
    }
    let path = sandbox.write("odd.txt", "不是书签\n");
    sandbox
        .run(&["bookmarks", "import", path.to_str().unwrap()])
        .error(2, "odd.txt");
}

#[test]
fn a_backup_is_gone_back_to() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    sandbox
        .run(&["bookmarks", "restore"])
        .error(2, "restore --list");
    sandbox.run(&["bookmarks", "add", &seeds[0].source]).ok();
    sandbox.run(&["bookmarks", "add", &seeds[1].source]).ok();
    sandbox.run(&["bookmarks", "remove", &seeds[0].id]).ok();
    let now = sandbox.bookmarks();
    let list = sandbox.run(&["bookmarks", "restore", "--list"]).ok();
    assert!(
        list.starts_with("1\t1\t") && list.trim_end().ends_with("bookmarks.toml.bak"),
        "{list}"
    );
    assert_eq!(sandbox.run(&["bookmarks", "restore"]).ok(), "1\n");
    assert_eq!(ids(&sandbox), [seeds[0].id.clone()]);
    let aside = sandbox.config_dir().join("bookmarks.toml.corrupt-1");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), now);
}

#[test]
fn a_file_that_cannot_be_written_is_said() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let path = sandbox.config_dir().join("bookmarks.toml");
    std::fs::write(&path, "version = 9\n").unwrap();
    let said = sandbox
        .run(&["bookmarks", "add", &seeds[0].source])
        .error(2, "bookmarks.toml");
    assert!(
        said.contains("newer version") && said.contains("[E65]"),
        "{said}"
    );
    assert_eq!(sandbox.bookmarks(), "version = 9\n");
}

#[test]
fn an_article_that_has_moved_is_known_at_its_new_place() {
    let sandbox = Sandbox::new();
    let text = "河边的书店\n\n门前有两棵树，店里有一只猫。\n";
    let old = sandbox.write("old.txt", text);
    let id = sandbox.run(&["bookmarks", "add", old.to_str().unwrap(), "--tag", "甲"]);
    let id = id.ok();
    std::fs::rename(&old, sandbox.path("new.txt")).unwrap();
    let new = sandbox.path("new.txt");
    let again = sandbox.run(&["bookmarks", "add", new.to_str().unwrap()]);
    assert_eq!(again.ok(), id, "once");
    let kept = sandbox.bookmarks();
    assert!(
        kept.contains("new.txt\"") && !kept.contains("old.txt"),
        "{kept}"
    );
    assert!(kept.contains("tags = [\"甲\"]"), "{kept}");
    assert_eq!(ids(&sandbox).len(), 1);
}

#[test]
fn a_tag_in_quotes_may_hold_blanks() {
    let sandbox = Sandbox::new();
    let seeds = library(&sandbox);
    let one = &seeds[0];
    sandbox
        .run(&["bookmarks", "add", &one.source, "--tag", "\"new york\", b"])
        .ok();
    let kept = sandbox.bookmarks();
    assert!(kept.contains("tags = [\"new york\", \"b\"]"), "{kept}");
    sandbox
        .run(&["bookmarks", "tag", &one.id, "--remove", "\"New York\""])
        .ok();
    assert!(sandbox.bookmarks().contains("tags = [\"b\"]"));
}
