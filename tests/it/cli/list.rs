//! `yue list` and `yue bookmarks`.

use crate::library::{library, plain_article};
use crate::sandbox::{Sandbox, package};

#[test]
fn one_headline_a_line() {
    let sandbox = Sandbox::new();
    let headlines: Vec<String> = library(&sandbox).into_iter().map(|e| e.headline).collect();
    let text = sandbox.run(&["list"]).ok();
    assert_eq!(text.lines().collect::<Vec<_>>(), headlines);
    let seeds = std::fs::read_dir(package().join("seeds")).unwrap().count();
    assert_eq!(headlines.len(), seeds, "the library is seeds/");
}

#[test]
fn json_lines_name_id_headline_source_and_bookmark() {
    let sandbox = Sandbox::new();
    let text = sandbox.run(&["list", "--json"]).ok();
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = row["id"].as_str().unwrap();
        assert!(
            id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()),
            "{line}"
        );
        assert!(
            row["source"].as_str().unwrap().starts_with("seed:"),
            "{line}"
        );
        assert_eq!(row["bookmarked"], false, "{line}");
        let keys = ["\"id\":", "\"headline\":", "\"source\":", "\"bookmarked\":"];
        let places: Vec<_> = keys.iter().map(|key| line.find(key).unwrap()).collect();
        assert!(
            places.is_sorted() && row.as_object().unwrap().len() == 4,
            "{line}"
        );
    }
}

#[test]
fn folders_are_sorted_by_name_with_numbers_as_numbers() {
    let sandbox = Sandbox::new();
    for name in ["10.txt", "9.md", "b/2.txt", "a.txt", "ignored.pdf"] {
        sandbox.write(&format!("lib/{name}"), format!("标题之{name}\n\n正文。\n"));
    }
    let text = sandbox.run(&["list", "lib"]).ok();
    let order: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("标题之"))
        .collect();
    assert_eq!(order, ["9.md", "10.txt", "a.txt", "b/2.txt"]);
}

#[test]
fn a_folder_of_the_config_joins_the_library_and_copies_are_one_row() {
    let sandbox = Sandbox::new();
    sandbox.write("lib/a.txt", plain_article("河边旧书摊记事", 1));
    sandbox.write("lib/copy.txt", plain_article("河边旧书摊记事", 1));
    let embedded = sandbox.run(&["list"]).ok().lines().count();
    sandbox.configure(&format!("library = [{:?}]\n", sandbox.path("lib")));
    let rows = sandbox.run(&["list", "--json"]).json();
    assert_eq!(rows.len(), embedded + 1);
    let sources = rows.iter().filter_map(|row| row["source"].as_str());
    let from_file: Vec<&str> = sources.filter(|source| source.starts_with('/')).collect();
    assert_eq!(from_file.len(), 1);
    assert!(
        from_file[0].ends_with("/lib/a.txt"),
        "the first source wins"
    );
}

#[test]
fn the_filter_finds_best_first_or_nothing() {
    let sandbox = Sandbox::new();
    for (name, headline) in [
        ("1", "美丽的朝阳"),
        ("2", "美朝会晤"),
        ("3", "无关的标题"),
        ("4", "ＡＢＣ电视台"),
    ] {
        sandbox.write(
            &format!("lib/{name}.txt"),
            format!("{headline}\n\n正文。\n"),
        );
    }
    let filter = |query: &str| sandbox.run(&["list", "--filter", query, "lib"]);
    assert_eq!(
        filter("美朝").ok(),
        "美朝会晤\n美丽的朝阳\n",
        "together before apart"
    );
    assert_eq!(
        filter("abc").ok(),
        "ＡＢＣ电视台\n",
        "width and case do not count"
    );
    assert_eq!(
        filter("会晤 美").ok(),
        "美朝会晤\n",
        "words are ANDed, in any order"
    );
    let none = filter("没有的词");
    assert_eq!(
        (none.code, none.stdout.as_str(), none.stderr.as_str()),
        (1, "", "")
    );
}

#[test]
fn bookmarks_are_listed_from_the_file() {
    let sandbox = Sandbox::new();
    let none = sandbox.run(&["bookmarks"]);
    assert_eq!(
        (none.code, none.stdout.as_str(), none.stderr.as_str()),
        (1, "", "")
    );
    let entry = library(&sandbox).remove(2);
    let file = format!(
        "# mine\nversion = 1\n\n[[bookmark]]\nid = {:?}\nheadline = {:?}\nsource = {:?}\n\
         added = 2026-11-22T08:00:00Z\nblock = 3\noffset = 12\n",
        entry.id, entry.headline, entry.source
    );
    std::fs::write(sandbox.config_dir().join("bookmarks.toml"), &file).unwrap();
    let expected = format!("{}\t{}\n", entry.headline, entry.source);
    assert_eq!(sandbox.run(&["bookmarks"]).ok(), expected);
    let json = sandbox.run(&["bookmarks", "--json"]).json();
    let object = serde_json::json!({
        "id": entry.id, "headline": entry.headline, "source": entry.source,
        "added": "2026-11-22T08:00:00Z", "block": 3, "offset": 12, "tags": [], "note": null,
    });
    assert_eq!(json, [object]);
    let rows = sandbox.run(&["list", "--json"]).json();
    let marked: Vec<_> = rows
        .iter()
        .filter(|row| row["bookmarked"] == true)
        .collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["id"], entry.id.as_str());
    assert_eq!(sandbox.bookmarks(), file, "reading writes nothing");
}

#[test]
fn of_a_damaged_bookmarks_file_what_can_be_read_is_listed() {
    let sandbox = Sandbox::new();
    let path = sandbox.config_dir().join("bookmarks.toml");
    let text = "version = 1\n[[bookmark]\nid = \"00000000000000aa\"\nheadline = \"留\"\n";
    std::fs::write(&path, text).unwrap();
    let run = sandbox.run(&["bookmarks"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "留\t\n"));
    let said = run.stderr;
    assert!(
        said.contains("bookmarks.toml") && said.contains("2:12"),
        "{said}"
    );
    assert!(said.trim_end().ends_with("[E65]"), "{said}");
    assert_eq!(sandbox.bookmarks(), text, "reading writes nothing");
}

/// A line has no date, no agency and no bookmark: that is said, as at the prompt, and is
/// not a search without a result.
#[test]
fn a_field_of_a_line_is_told_and_not_looked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("lines", "2018年的渡口\nbefore noon\n");
    for query in ["before:2018", "渡口 is:read", "!source:lines", "on:2018-06"] {
        for args in [
            ["list", "--lines", "--filter", query, "lines"],
            ["--lines", "list", "--filter", query, "lines"],
        ] {
            let run = sandbox.run(&args);
            assert_eq!(run.stdout, "", "{query}");
            let said = run.error(2, query.split([' ', '!']).next_back().unwrap());
            assert!(said.contains("fields") && said.ends_with("[E64]"), "{said}");
        }
    }
    let found = sandbox.run(&["list", "--lines", "--filter", "'before", "lines"]);
    assert_eq!(found.ok(), "before noon\n");
    // Of articles it may be asked, and nothing found is no mistake.
    let none = sandbox.run(&["list", "--filter", "before:1900"]);
    assert_eq!((none.code, none.stderr.as_str()), (1, ""));
}
