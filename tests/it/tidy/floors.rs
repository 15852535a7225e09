//! Imports go downwards only. The floors are those of `src/lib.rs` and
//! `docs/architecture.md`.

use super::paths::{Path, inside_crate};
use super::tree::{Source, production};

/// Each top-level module with its floor.
const FLOORS: [(&str, u8); 17] = [
    ("text", 0),
    ("keys", 0),
    ("i18n", 0),
    ("dates", 0),
    ("article", 1),
    ("lexicon", 1),
    ("ingest", 2),
    ("store", 2),
    ("config", 2),
    ("filter", 3),
    ("reader", 3),
    ("search", 3),
    ("app", 4),
    ("ui", 5),
    ("shell", 5),
    ("term", 6),
    ("cli", 7),
];

/// What `term` may take from `app`: what happens, not what the program is.
const EVENTS: [&str; 6] = ["event", "Event", "Era", "Failure", "Mouse", "MouseKind"];

fn floor(module: &str) -> Option<u8> {
    match module {
        // The edge: `run` and the two roots see everything.
        "run" | "" => Some(7),
        _ => FLOORS.iter().find(|f| f.0 == module).map(|f| f.1),
    }
}

/// Whether a file of the module `from` may use `path`.
fn allowed(from: &str, path: &Path) -> bool {
    let to = path.names[0].as_str();
    let (Some(here), Some(there)) = (floor(from), floor(to)) else {
        // Not a module: an item of the crate's root, which has none.
        return false;
    };
    match (from, to) {
        _ if from == to => true,
        ("article", "dates") | ("i18n", "text") => true,
        ("article" | "lexicon", _) => to == "text",
        ("term", "app") => path
            .names
            .get(1)
            .is_some_and(|n| EVENTS.contains(&n.as_str())),
        ("term", _) => to == "keys",
        _ => there < here || here == 7,
    }
}

fn faults(source: &Source) -> Vec<String> {
    let module = source.module();
    let from = module.first().copied().unwrap_or("");
    let wrong = |path: &Path| {
        let path_text = path.names.join("::");
        format!(
            "{}:{}: {from} may not use crate::{path_text}",
            source.path, path.line
        )
    };
    let paths = inside_crate(source);
    paths
        .iter()
        .filter(|path| !allowed(from, path))
        .map(wrong)
        .collect()
}

#[test]
fn imports_go_downwards() {
    let mut found = Vec::new();
    for source in production() {
        let module = source.module();
        let from = module.first().copied().unwrap_or("");
        if floor(from).is_none() {
            found.push(format!(
                "{}: {from} has no floor in {}",
                source.path,
                file!()
            ));
        }
        found.extend(faults(&source));
    }
    assert!(
        found.is_empty(),
        "imports go downwards only (docs/architecture.md, The floors):\n{}",
        found.join("\n")
    );
}

#[test]
fn an_import_upwards_is_found() {
    let check =
        |path: &str, text: &str| faults(&Source::of(path.to_owned(), text.to_owned())).len();
    assert_eq!(check("src/ui/list.rs", "use crate::{app::Model, text};"), 0);
    assert_eq!(check("src/ui/list.rs", "use crate::shell::Shell;"), 1);
    assert_eq!(check("src/store/mod.rs", "use super::config::Config;"), 1);
    assert_eq!(check("src/filter/scan.rs", "use crate::store::Chunk;"), 0);
    assert_eq!(check("src/article/id.rs", "use crate::keys::Key;"), 1);
    assert_eq!(
        check("src/term/input.rs", "use crate::app::event::Event;"),
        0
    );
    assert_eq!(check("src/term/input.rs", "use crate::app::Model;"), 1);
    assert_eq!(check("src/term/input.rs", "use crate::text::clean;"), 1);
    assert_eq!(check("src/run.rs", "use crate::{cli, term};"), 0);
    assert_eq!(
        check("src/keys/mod.rs", "fn f() { crate::text::clean() }"),
        1
    );
}
