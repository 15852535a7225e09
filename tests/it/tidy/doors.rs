//! One door for each external crate and for each part of the outside world, and
//! the words that do not occur in the program at all.

use super::paths::rooted_at;
use super::tree::{Source, production};
use crate::sandbox::package;

/// A path and the files (below `src`) that may use it: a folder ends in `/`.
struct Door {
    path: &'static str,
    files: &'static [&'static str],
}

const fn door(path: &'static str, files: &'static [&'static str]) -> Door {
    Door { path, files }
}

/// The external crates: every dependency stands here.
const CRATES: [Door; 33] = [
    door("aho_corasick", &["search/"]),
    door("anyhow", &["main.rs"]),
    door("chardetng", &["ingest/decode/guess.rs"]),
    door("clap", &["cli.rs", "cli/"]),
    door("clap_complete", &["cli.rs", "cli/"]),
    door("clap_mangen", &["cli.rs", "cli/"]),
    door("crossterm", &["term/"]),
    door("directories", &["shell/paths.rs"]),
    door("encoding_rs", &["ingest/decode/"]),
    door("flate2", &["shell/inflate.rs", "shell/inflate/"]),
    door("fluent_bundle", &["i18n/"]),
    door("fuzzy_matcher", &["filter/score.rs", "filter/tests/"]),
    door("icu_segmenter", &["text/"]),
    door("jieba_rs", &["lexicon/words.rs"]),
    door("jiff", &["shell/"]),
    door(
        "memchr",
        &[
            "app/read/",
            "text/",
            "filter/",
            "reader/",
            "ingest/",
            "search/",
            "shell/",
        ],
    ),
    door("opencc_fmmseg", &["lexicon/script.rs"]),
    door("percent_encoding", &["article/"]),
    door("ratatui", &["ui/", "term/session.rs", "run.rs", "run/"]),
    door("rusqlite", &["shell/memory/"]),
    door("rustix", &["term/", "shell/"]),
    door("ruzstd", &["shell/inflate.rs", "shell/inflate/"]),
    door(
        "serde",
        &[
            "config/",
            "store/",
            "cli.rs",
            "cli/",
            "ingest/record.rs",
            "ingest/record/",
        ],
    ),
    door(
        "serde_json",
        &[
            "cli.rs",
            "cli/",
            "ingest/record.rs",
            "ingest/record/",
            "ingest/recorded.rs",
        ],
    ),
    door("sha2", &["article/"]),
    door("signal_hook", &["term/", "shell/"]),
    door("strsim", &["config/", "app/command.rs"]),
    door("thiserror", &["shell/", "term/", "cli.rs", "cli/"]),
    door(
        "toml_edit",
        &["config/", "store/bookmark_file.rs", "store/bookmark_file/"],
    ),
    door(
        "unicode_normalization",
        &["text/", "filter/readings/", "search/"],
    ),
    door("unicode_width", &["text/"]),
    door("url", &["article/link.rs"]),
    door("vte", &["term/"]),
];

/// The outside world, through the standard library.
const WORLD: [Door; 13] = [
    door(
        "std::env",
        &["shell/", "cli.rs", "cli/", "run.rs", "run/", "main.rs"],
    ),
    door("std::fs", &["shell/"]),
    door("std::net", &["shell/"]),
    door("std::process", &["shell/", "main.rs"]),
    door("std::thread", &["shell/", "term/", "run.rs", "run/"]),
    door("std::sync::mpsc", &["shell/", "term/", "run.rs", "run/"]),
    door("std::sync::Mutex", &["shell/", "term/", "run.rs", "run/"]),
    door("std::sync::RwLock", &["shell/", "term/", "run.rs", "run/"]),
    door("std::sync::Condvar", &["shell/", "term/", "run.rs", "run/"]),
    // Global state; the session's modes and the panic hook cannot do without. A field
    // that is worked out once is none.
    door(
        "std::sync::OnceLock",
        &[
            "term/",
            "shell/finder.rs",
            "store/chunk.rs",
            "filter/tests/",
            "filter/tests.rs",
        ],
    ),
    door("std::sync::LazyLock", &["term/"]),
    door(
        "std::cell::RefCell",
        &["shell/", "i18n/", "filter/score.rs"],
    ),
    door("std::rc", &["i18n/"]),
];

/// Widgets that lay text out by themselves, and names that would hide them.
const NOWHERE: [Door; 4] = [
    door("ratatui::widgets::Paragraph", &[]),
    door("ratatui::widgets::Wrap", &[]),
    door("ratatui::widgets::List", &[]),
    door("ratatui::prelude", &[]),
];

/// Token patterns that stand nowhere below `within`, but in `except`.
struct Ban {
    pattern: &'static str,
    within: &'static str,
    except: &'static [&'static str],
    why: &'static str,
}

const fn ban(
    pattern: &'static str,
    within: &'static str,
    except: &'static [&'static str],
    why: &'static str,
) -> Ban {
    Ban {
        pattern,
        within,
        except,
        why,
    }
}

const CLOCK: &str = "clocks are read in shell and run only";
const CLOCKS: &[&str] = &["shell/", "run.rs", "run/"];
const PAINT: &str = "the painter writes all cells, so that each covers the columns counted";
const PAINTER: &[&str] = &["ui/paint.rs"];
const WIDTH: &str = "columns come from text::width; characters and bytes are no columns";

const CLEAN: &str = "only clean text is shown, and what escapes for itself";

const BANS: [Ban; 26] = [
    ban("Instant::now", "", CLOCKS, CLOCK),
    ban("SystemTime::now", "", CLOCKS, CLOCK),
    ban("Timestamp::now", "", CLOCKS, CLOCK),
    ban("Zoned::now", "", CLOCKS, CLOCK),
    ban("set_symbol", "", PAINTER, PAINT),
    ban("set_char", "", PAINTER, PAINT),
    ban("set_string", "", PAINTER, PAINT),
    ban("set_stringn", "", PAINTER, PAINT),
    ban("set_line", "", PAINTER, PAINT),
    ban("set_span", "", PAINTER, PAINT),
    ban("stderr().lock", "", &["cli/complain.rs"], CLEAN),
    ban("stdout().lock", "", &["shell/stdout.rs"], CLEAN),
    ban(
        "output.data(",
        "",
        &["cli/json.rs", "cli/filter.rs", "cli/mod.rs"],
        CLEAN,
    ),
    ban(
        ".leak(",
        "",
        &[],
        "what lives for ever passes for a literal",
    ),
    ban(".chars().count()", "ui/", &[], WIDTH),
    // The page counts characters for its line of facts.
    ban(".chars().count()", "reader/", &["reader/build.rs"], WIDTH),
    ban(".chars().count()", "app/geometry.rs", &[], WIDTH),
    ban(".len() as u16", "ui/", &[], WIDTH),
    ban(".len() as u16", "app/geometry.rs", &[], WIDTH),
    ban("& mut Model", "ui/", &[], "drawing changes nothing"),
    ban("thread_local", "", &["term/"], "no global state"),
    ban("static mut", "", &[], "no global state"),
    // The lock of another program tells nobody when it is free.
    ban(
        "thread::sleep",
        "",
        &["shell/disk.rs"],
        "wait for events, not for time",
    ),
    ban(
        "event::poll(",
        "term/input.rs",
        &[],
        "its limit may pass before it looks at what it has kept; read waits soundly",
    ),
    ban(
        "ratatui::init",
        "",
        &[],
        "its hook restores the terminal at any thread's panic",
    ),
    ban(
        "process::exit",
        "",
        &[],
        "the terminal is left by its owner before the end",
    ),
];

fn below(source: &Source, places: &[&str]) -> bool {
    let path = source.path.strip_prefix("src/").unwrap_or(&source.path);
    let matches = |place: &&str| path == *place || place.ends_with('/') && path.starts_with(place);
    places.iter().any(matches)
}

fn door_faults(source: &Source, doors: &[Door]) -> Vec<String> {
    let mut found = Vec::new();
    for door in doors.iter().filter(|door| !below(source, door.files)) {
        let names: Vec<&str> = door.path.split("::").collect();
        for path in rooted_at(source, names[0]) {
            if path.starts_with(&names) {
                let through = match door.files {
                    [] => "use our own rows and painter instead".to_owned(),
                    files => format!("its door is {}", files.join(", ")),
                };
                found.push(format!(
                    "{}:{}: {}: {through}",
                    source.path,
                    path.line,
                    path.names.join("::")
                ));
            }
        }
    }
    found
}

fn all_door_faults(source: &Source) -> Vec<String> {
    [&CRATES[..], &WORLD, &NOWHERE]
        .iter()
        .flat_map(|doors| door_faults(source, doors))
        .collect()
}

fn ban_faults(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for ban in &BANS {
        let within = ban.within.is_empty() || below(source, &[ban.within]);
        if within && !below(source, ban.except) {
            for line in source.lines_with(ban.pattern) {
                found.push(format!(
                    "{}:{line}: `{}`: {}",
                    source.path, ban.pattern, ban.why
                ));
            }
        }
    }
    found
}

#[test]
fn each_crate_has_one_door() {
    let found: Vec<String> = production().iter().flat_map(all_door_faults).collect();
    assert!(
        found.is_empty(),
        "through the wrong door:\n{}",
        found.join("\n")
    );
}

#[test]
fn forbidden_words_do_not_occur() {
    let found: Vec<String> = production().iter().flat_map(ban_faults).collect();
    assert!(found.is_empty(), "forbidden in src:\n{}", found.join("\n"));
}

#[test]
fn each_dependency_has_a_door_and_is_used() {
    let manifest = std::fs::read_to_string(package().join("Cargo.toml")).unwrap();
    let manifest: toml_edit::DocumentMut = manifest.parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap();
    let sources = production();
    let mut found = Vec::new();
    for (name, _) in dependencies {
        let name = name.replace('-', "_");
        if !CRATES.iter().any(|door| door.path == name) {
            found.push(format!(
                "{name} has no door: add it to CRATES in {}",
                file!()
            ));
        }
        if !sources
            .iter()
            .any(|source| !rooted_at(source, &name).is_empty())
        {
            found.push(format!("{name} is not used: take it out of Cargo.toml"));
        }
    }
    for name in [
        "ratatui",
        "crossterm",
        "unicode-width",
        "serde",
        "directories",
        "fuzzy-matcher",
    ] {
        if !dependencies.contains_key(name) {
            found.push(format!("{name} must be a direct dependency"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_wrong_door_is_found() {
    let check = |path: &str, text: &str| {
        let source = Source::of(path.to_owned(), text.to_owned());
        all_door_faults(&source).len() + ban_faults(&source).len()
    };
    assert_eq!(
        check("src/ui/list.rs", "use unicode_width::UnicodeWidthStr;"),
        1
    );
    assert_eq!(
        check("src/text/width.rs", "use unicode_width::UnicodeWidthStr;"),
        0
    );
    assert_eq!(
        check("src/app/mod.rs", "use std::{fmt, sync::{Arc, Mutex}};"),
        1
    );
    assert_eq!(
        check("src/ui/list.rs", "let w = s.chars()\n    .count();"),
        1
    );
    assert_eq!(check("src/filter/scan.rs", "let w = s.chars().count();"), 0);
    assert_eq!(check("src/ui/status.rs", "cell.set_symbol(s);"), 1);
    assert_eq!(check("src/ui/paint.rs", "cell.set_symbol(s);"), 0);
    let import = "use ratatui::widgets::{Block, Paragraph};";
    assert_eq!(check("src/ui/help.rs", import), 1);
    assert_eq!(
        check("src/app/read.rs", "let now = std::time::Instant::now();"),
        1
    );
    let poll = "match crossterm::event::poll(BURST) {}";
    assert_eq!(check("src/term/input.rs", poll), 1);
    assert_eq!(
        check("src/cli/mod.rs", "use clap::Parser; // crossterm::event"),
        0
    );
}
