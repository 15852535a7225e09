//! Bookmarks written by real programs that are killed, that write all at once, or that
//! may not write as much as they want: what was acknowledged is there afterwards, once.
//!
//! The programs are this test binary again: `a_program_that_writes` does something only
//! where the variable below says what.

mod crowd;
mod kill;
mod limits;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;

use yue::shell::bookmarks;
use yue::store::bookmark_file::Standing;

/// The ids in a file, which must be sound and hold none twice.
fn ids(path: &Path) -> BTreeSet<u64> {
    let contents = bookmarks::read(path).expect("the file can be read");
    assert_eq!(contents.standing, Standing::Sound, "{}", path.display());
    let once: BTreeSet<u64> = contents.bookmarks.iter().map(|b| b.id.0).collect();
    // Reading makes one of two: they are counted as they stand.
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let document: toml_edit::DocumentMut = text.parse().unwrap();
    let tables = document.get("bookmark");
    let tables = tables.and_then(|item| item.as_array_of_tables());
    let count = tables.map_or(0, toml_edit::ArrayOfTables::len);
    assert_eq!(once.len(), count, "none twice: {}", path.display());
    once
}

/// The temporary files in the folder of a file.
fn temporaries(path: &Path) -> Vec<String> {
    let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
    names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension() == Some("tmp".as_ref()))
        .collect()
}

#[test]
fn a_double_and_a_damage_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let one = "[[bookmark]]\nid = \"0000000000000001\"\n";
    for (text, sound) in [
        (one.to_owned(), true),
        (one.repeat(2), false),
        (one.replace("]]", "]"), false),
    ] {
        std::fs::write(&path, &text).unwrap();
        let read = std::panic::catch_unwind(|| ids(&path));
        assert_eq!(read.is_ok(), sound, "{text}");
    }
}
