//! The order of names, and walks through real folders.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;

#[test]
fn names_are_ordered_by_their_numbers() {
    let sorted = [
        "01.txt", "1.txt", "2.txt", "10.txt", "a", "a0", "a2", "a2b", "a010", "a10", "a10b", "b",
        "中1", "中9", "中10",
    ];
    for (i, a) in sorted.iter().enumerate() {
        for (j, b) in sorted.iter().enumerate() {
            let order = natural(a.as_bytes(), b.as_bytes());
            assert_eq!(order, i.cmp(&j), "{a} and {b}");
        }
    }
}

#[test]
fn numbers_of_any_length_are_compared() {
    let long = format!("{}1", "9".repeat(60));
    let longer = format!("{}2", "9".repeat(60));
    assert_eq!(natural(long.as_bytes(), longer.as_bytes()), Ordering::Less);
}

/// The paths below the root that a walk finds; `!` before those that failed.
fn walked(root: &Path) -> Vec<String> {
    let relative = |path: &Path| {
        let path = path.strip_prefix(root).unwrap_or(path);
        path.to_string_lossy().into_owned()
    };
    Walk::new(root)
        .map(|found| match found {
            Ok(path) => relative(&path),
            Err((path, _)) => format!("!{}", relative(&path)),
        })
        .collect()
}

#[test]
fn a_walk_finds_articles_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("b/c")).unwrap();
    fs::create_dir(root.join(".git")).unwrap();
    for name in [
        "a10.txt",
        "a2.MD",
        "b/2.txt",
        "b/c/1.txt",
        "z.txt",
        "picture.png",
        ".hidden.txt",
        ".git/x.txt",
        "txt",
    ] {
        fs::write(root.join(name), "x").unwrap();
    }
    let expected = ["a2.MD", "a10.txt", "b/2.txt", "b/c/1.txt", "z.txt"];
    assert_eq!(walked(root), expected);
    assert_eq!(walked(&root.join("b")), ["2.txt", "c/1.txt"]);
}

#[test]
fn links_are_followed_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("a")).unwrap();
    fs::write(root.join("a/1.txt"), "x").unwrap();
    symlink(root, root.join("a/loop")).unwrap();
    symlink(root.join("a"), root.join("again")).unwrap();
    symlink("a/1.txt", root.join("link.txt")).unwrap();
    symlink("nowhere", root.join("broken.txt")).unwrap();
    symlink("nowhere", root.join("broken")).unwrap();
    assert_eq!(walked(root), ["a/1.txt", "!broken.txt", "link.txt"]);
}

#[test]
fn a_root_that_is_gone_is_told() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(walked(&folder.path().join("none")), ["!"]);
}

#[test]
fn one_bad_entry_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| {
        let path = folder.path().join(name);
        fs::write(&path, "x").unwrap();
        Ok((path, true))
    };
    let bad = || Err(io::ErrorKind::PermissionDenied.into());
    let entries = [file("2.txt"), bad(), file("1.txt"), bad(), file("3.png")];
    let mut walk = Walk::new(&folder.path().join("none"));
    walk.pending.clear();
    assert!(matches!(
        walk.list(entries.into_iter()),
        Err(ReadError::Permission)
    ));
    let found: Vec<PathBuf> = walk.map(Result::unwrap).collect();
    assert_eq!(
        found,
        [folder.path().join("1.txt"), folder.path().join("2.txt")]
    );
}
