//! The crates that are built in: licences, where they come from, which are refused, and
//! which are there twice. `deny.toml` says what is allowed, here as for cargo-deny,
//! which knows more but is not everywhere.
//!
//! What is read was there before: the lock files, and what cargo knows of the crates that
//! this very test was built from.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use toml_edit::{DocumentMut, Item};

use crate::sandbox::package;

/// What `deny.toml` says.
struct Rules {
    licences: BTreeSet<String>,
    refused: Vec<Spec>,
    /// Copies that may be there beside another.
    copies: Vec<Spec>,
}

/// A crate, and the beginning of its version; all of them where there is none.
#[derive(Clone, Debug)]
struct Spec {
    name: String,
    version: Option<String>,
}

/// A crate in a lock file.
#[derive(Clone, Debug)]
struct Locked {
    name: String,
    version: String,
    /// None for what lies in this folder.
    source: Option<String>,
}

impl Spec {
    fn parse(text: &str) -> Self {
        let (name, version) = text
            .split_once(':')
            .map_or((text, None), |(name, version)| {
                (name, Some(version.to_owned()))
            });
        let plain = |version: &String| version.split('.').all(|part| part.parse::<u64>().is_ok());
        assert!(
            version.as_ref().is_none_or(plain),
            "{text}: only plain versions are read here"
        );
        let name = name.to_owned();
        Self { name, version }
    }

    fn is(&self, locked: &Locked) -> bool {
        let version = self.version.as_ref().is_none_or(|begin| {
            let rest = locked.version.strip_prefix(begin.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        self.name == locked.name && version
    }
}

impl Rules {
    fn of(text: &str) -> Self {
        let document: DocumentMut = text.parse().unwrap();
        let strings = |item: &Item| -> Vec<String> {
            let values = item.as_array().unwrap().iter();
            values
                .map(|value| {
                    let named = value.as_inline_table().and_then(|table| table.get("crate"));
                    named.unwrap_or(value).as_str().unwrap().to_owned()
                })
                .collect()
        };
        let specs = |item: &Item| strings(item).iter().map(|text| Spec::parse(text)).collect();
        let bans = &document["bans"];
        assert_eq!(bans["multiple-versions"].as_str(), Some("deny"));
        let sources = &document["sources"];
        for kind in ["unknown-registry", "unknown-git"] {
            assert_eq!(sources[kind].as_str(), Some("deny"), "{kind}");
        }
        Self {
            licences: strings(&document["licenses"]["allow"])
                .into_iter()
                .collect(),
            refused: specs(&bans["deny"]),
            copies: specs(&bans["skip"]),
        }
    }

    /// Whether a licence expression leaves something that is allowed.
    fn allows(&self, expression: &str) -> bool {
        // Older manifests write a stroke for OR.
        let text = expression.replace('/', " OR ");
        let text = text.replace('(', " ( ").replace(')', " ) ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut at = 0;
        let allowed = self.any(&words, &mut at);
        allowed == Some(true) && at == words.len()
    }

    /// Whether a part of an expression is allowed; None where it is none.
    fn any(&self, words: &[&str], at: &mut usize) -> Option<bool> {
        let mut allowed = self.all(words, at)?;
        while words.get(*at) == Some(&"OR") {
            *at += 1;
            allowed |= self.all(words, at)?;
        }
        Some(allowed)
    }

    fn all(&self, words: &[&str], at: &mut usize) -> Option<bool> {
        let mut allowed = self.one(words, at)?;
        while words.get(*at) == Some(&"AND") {
            *at += 1;
            allowed &= self.one(words, at)?;
        }
        Some(allowed)
    }

    fn one(&self, words: &[&str], at: &mut usize) -> Option<bool> {
        let word = words.get(*at)?;
        *at += 1;
        if *word == "(" {
            let inside = self.any(words, at)?;
            let closed = words.get(*at) == Some(&")");
            *at += 1;
            return closed.then_some(inside);
        }
        let mut licence = (*word).to_owned();
        if let (Some(&"WITH"), Some(exception)) = (words.get(*at), words.get(*at + 1)) {
            licence = format!("{licence} WITH {exception}");
            *at += 2;
        }
        Some(self.licences.contains(&licence))
    }

    /// What is wrong with the crates of a lock file.
    fn faults(&self, crates: &[Locked]) -> Vec<String> {
        let sources: BTreeSet<&str> = crates.iter().filter_map(|c| c.source.as_deref()).collect();
        let mut faults = Vec::new();
        if sources.len() > 1 || sources.iter().any(|from| !from.starts_with("registry+")) {
            faults.push(format!(
                "crates come from {sources:?}: one registry is enough"
            ));
        }
        let refused = |found: &&Locked| self.refused.iter().any(|spec| spec.is(found));
        let refused = crates.iter().filter(refused);
        faults.extend(refused.map(|found| format!("{} is refused", found.name)));
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for found in crates {
            if !self.copies.iter().any(|spec| spec.is(found)) {
                by_name.entry(&found.name).or_default().push(&found.version);
            }
        }
        let twice = by_name.iter().filter(|(_, versions)| versions.len() > 1);
        faults.extend(twice.map(|(name, versions)| {
            format!("{name} is there as {versions:?}: list the copy in deny.toml, with its reason")
        }));
        faults
    }
}

fn rules() -> Rules {
    Rules::of(&std::fs::read_to_string(package().join("deny.toml")).unwrap())
}

fn locked(text: &str) -> Vec<Locked> {
    let document: DocumentMut = text.parse().unwrap();
    let crates = document["package"].as_array_of_tables().unwrap().iter();
    crates
        .map(|table| {
            let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
            Locked {
                name: text("name").unwrap(),
                version: text("version").unwrap(),
                source: text("source"),
            }
        })
        .collect()
}

/// The crates of a lock file of the package.
fn lock_file(path: &str) -> Vec<Locked> {
    locked(&std::fs::read_to_string(package().join(path)).unwrap())
}

/// A crate's name and licence, of all that are built for this machine.
fn licences() -> Vec<(String, Option<String>)> {
    let cargo = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        let output = command.args(args).current_dir(package()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "cargo {args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    };
    let about = cargo(&["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = cargo(&[
        "metadata",
        "--locked",
        "--offline",
        "--format-version=1",
        "--filter-platform",
        host.unwrap(),
    ]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    packages
        .map(|package| {
            let text = |key: &str| package[key].as_str().map(str::to_owned);
            (text("name").unwrap(), text("license"))
        })
        .collect()
}

#[test]
fn licences_are_allowed() {
    let rules = rules();
    let licences = licences();
    assert!(licences.len() > 100, "{}", licences.len());
    for (name, licence) in licences {
        let licence = licence.unwrap_or_else(|| panic!("{name} names no licence"));
        assert!(
            rules.allows(&licence),
            "{name} comes under {licence}, which deny.toml does not allow"
        );
    }
}

#[test]
fn crates_come_from_one_registry_and_none_is_refused_or_there_twice() {
    let rules = rules();
    for path in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let crates = lock_file(path);
        assert!(crates.len() > 100, "{path}");
        let local = crates.iter().filter(|found| found.source.is_none());
        let local: Vec<&str> = local.map(|found| found.name.as_str()).collect();
        assert!(
            local.iter().all(|name| name.starts_with("yue")),
            "{local:?}"
        );
        let faults = rules.faults(&crates);
        assert!(faults.is_empty(), "{path}: {faults:#?}");
    }
}

#[test]
fn each_copy_that_is_listed_is_there() {
    let crates = lock_file("Cargo.lock");
    for spec in rules().copies {
        let found = crates.iter().find(|found| spec.is(found));
        let beside = crates.iter().any(|other| {
            found.is_some_and(|found| other.name == found.name && other.version != found.version)
        });
        assert!(
            beside,
            "{spec:?} is there no more: take it out of deny.toml"
        );
    }
}

#[test]
fn each_kind_of_fault_is_found() {
    let rules = Rules::of(
        "[licenses]\nallow = [\"A\", \"B WITH E\"]\n\
         [bans]\nmultiple-versions = \"deny\"\n\
         deny = [{ crate = \"bad\", reason = \"r\" }]\n\
         skip = [{ crate = \"old:0.1\", reason = \"r\" }]\n\
         [sources]\nunknown-registry = \"deny\"\nunknown-git = \"deny\"\n",
    );
    for allowed in ["A", "C OR A", "A/C", "(C OR A) AND B WITH E", "A AND (A)"] {
        assert!(rules.allows(allowed), "{allowed}");
    }
    for refused in [
        "",
        "C",
        "B",
        "A AND C",
        "C OR (A AND C)",
        "A WITH E",
        "(A",
        "A A",
        "A OR",
    ] {
        assert!(!rules.allows(refused), "{refused}");
    }
    let lock = |crates: &[(&str, &str, &str)]| {
        let one = |(name, version, source): &(&str, &str, &str)| {
            format!("[[package]]\nname = {name:?}\nversion = {version:?}\nsource = {source:?}\n")
        };
        rules
            .faults(&locked(&crates.iter().map(one).collect::<String>()))
            .len()
    };
    let here = "registry+x";
    assert_eq!(
        lock(&[
            ("a", "1.0.0", here),
            ("old", "0.1.9", here),
            ("old", "0.2.0", here)
        ]),
        0
    );
    assert_eq!(
        lock(&[("a", "1.0.0", here), ("b", "1.0.0", "registry+y")]),
        1
    );
    assert_eq!(lock(&[("a", "1.0.0", "git+x")]), 1);
    assert_eq!(lock(&[("bad", "1.0.0", here)]), 1);
    assert_eq!(lock(&[("a", "1.0.0", here), ("a", "2.0.0", here)]), 1);
    assert_eq!(lock(&[("old", "0.10.0", here), ("old", "0.2.0", here)]), 1);
}
