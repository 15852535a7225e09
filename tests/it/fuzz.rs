//! The corpus of the fuzz targets, replayed: each file through the body of its target.
//! What fuzzing has found stays there as a file.

use std::fs;

use crate::sandbox::package;
use crate::screens::headless;

#[path = "../../fuzz/bodies/mod.rs"]
mod bodies;

#[test]
fn every_file_of_the_corpus_is_replayed() {
    let corpus = package().join("fuzz/corpus");
    let mut folders: Vec<String> = fs::read_dir(&corpus)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut names = bodies::TARGETS.map(|(name, _)| name.to_owned()).to_vec();
    names.sort();
    assert_eq!(folders, names, "a folder for each target");
    for (name, body) in bodies::TARGETS {
        let mut count = 0;
        for entry in fs::read_dir(corpus.join(name)).unwrap() {
            body(&fs::read(entry.unwrap().path()).unwrap());
            count += 1;
        }
        assert!(count > 0, "nothing to replay for {name}");
    }
}

#[test]
fn every_target_has_its_program() {
    let manifest = fs::read_to_string(package().join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in bodies::TARGETS {
        let program = format!("[[bin]]\nname = \"{name}\"\npath = \"targets/{name}.rs\"\n");
        assert!(manifest.contains(&program), "{name}");
        let target = fs::read_to_string(package().join(format!("fuzz/targets/{name}.rs"))).unwrap();
        assert!(
            target.contains(&format!("bodies::{name}(bytes)")),
            "{target}"
        );
    }
}
