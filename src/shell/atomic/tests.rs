//! The write protocol on real files, with real locks, in folders of its own.

mod copies;
mod faults;
mod links;
mod medium;
mod memory;
mod power;

use std::convert::Infallible;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::sync::Barrier;

use super::*;

type Replaced = Result<(), ReplaceError<Infallible>>;

fn append(path: &Path, line: &str) -> Replaced {
    replace(&Real, path, |old| Ok(added(old, line).into()))
}

fn added(old: &[u8], line: &str) -> String {
    format!("{}{line}\n", String::from_utf8_lossy(old))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

#[test]
fn a_new_file_is_for_the_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/f.toml");
    append(&path, "x").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "x\n");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.path().join("a/b")), 0o700);
    assert_eq!(names(path.parent().unwrap()), ["f.toml", "f.toml.lock"]);
}

#[test]
fn the_mode_is_kept() {
    for kept in [0o600, 0o644, 0o640, 0o200] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        fs::write(&path, "old\n").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(kept)).unwrap();
        append(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old\nnew\n");
        assert_eq!(mode(&path), kept);
    }
}

#[test]
fn a_chain_of_links_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("real")).unwrap();
    fs::write(root.join("real/f"), "old\n").unwrap();
    symlink("real/f", root.join("one")).unwrap();
    symlink(root.join("one"), root.join("two")).unwrap();
    append(&root.join("two"), "new").unwrap();
    assert_eq!(
        fs::read_to_string(root.join("real/f")).unwrap(),
        "old\nnew\n"
    );
    assert_eq!(names(root), ["one", "real", "two"]);
    assert!(root.join("two").is_symlink() && root.join("one").is_symlink());
    assert_eq!(
        read::<_, Infallible>(&Real, &root.join("two")).unwrap(),
        b"old\nnew\n"
    );
}

#[test]
fn a_link_to_nothing_makes_its_target() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    symlink("later/f", root.join("link")).unwrap();
    append(&root.join("link"), "x").unwrap();
    assert_eq!(fs::read_to_string(root.join("later/f")).unwrap(), "x\n");
    symlink("b", root.join("a")).unwrap();
    symlink("a", root.join("b")).unwrap();
    assert!(matches!(
        append(&root.join("a"), "x"),
        Err(ReplaceError::Io(_))
    ));
}

#[test]
fn only_regular_files_are_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("folder")).unwrap();
    symlink("/dev/null", root.join("device")).unwrap();
    let folder_result = append(&root.join("folder"), "x");
    assert!(matches!(folder_result, Err(ReplaceError::NotAFile)));
    let device_result = append(&root.join("device"), "x");
    assert!(matches!(device_result, Err(ReplaceError::NotAFile)));
    assert_eq!(names(root), ["device", "folder"]);
    assert!(!Path::new("/dev/null.lock").exists());
}

#[test]
fn a_refused_edit_leaves_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    fs::write(&path, "old").unwrap();
    let before = fs::metadata(&path).unwrap().ino();
    let refused: Result<(), ReplaceError<&str>> = replace(&Real, &path, |_| Err("no"));
    assert!(matches!(refused, Err(ReplaceError::Edit("no"))));
    assert_eq!(fs::metadata(&path).unwrap().ino(), before);
    // The same text again: what is there may never have reached the disk.
    let same: Replaced = replace(&Real, &path, |_| Ok("old".to_owned().into()));
    same.unwrap();
    assert_ne!(fs::metadata(&path).unwrap().ino(), before);
    assert_eq!(names(folder.path()), ["f", "f.lock"]);
}

#[test]
fn a_write_protected_file_is_respected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    assert!(matches!(append(&path, "x"), Err(ReplaceError::Protected)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(mode(&path), 0o444);
}

#[test]
fn what_cannot_be_read_whole_is_kept_aside_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    let mend = |text: &'static str| {
        let mended: Replaced = replace(&Real, &path, |_| {
            Ok(New {
                text: text.to_owned(),
                aside: true,
                backup: false,
            })
        });
        mended.unwrap();
    };
    let damaged = b"a\n\xe4\xb8\xad\xff";
    fs::write(&path, damaged).unwrap();
    mend("one");
    fs::write(&path, damaged).unwrap();
    mend("two");
    assert_eq!(
        fs::read(folder.path().join("f.corrupt-1")).unwrap(),
        damaged
    );
    assert_eq!(names(folder.path()), ["f", "f.corrupt-1", "f.lock"]);
    fs::write(&path, b"\xfe").unwrap();
    mend("three");
    assert_eq!(
        fs::read(folder.path().join("f.corrupt-2")).unwrap(),
        b"\xfe"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "three");
}

#[test]
fn concurrent_writers_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    let start = Barrier::new(4);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                start.wait();
                for n in 0..50 {
                    // The lock has no queue: who finds it taken for too long asks again.
                    while let Err(error) = append(path, &format!("{writer}-{n}")) {
                        assert!(matches!(error, ReplaceError::Busy), "{error}");
                    }
                }
            });
        }
    });
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    for writer in 0..4 {
        let own: Vec<_> = lines
            .iter()
            .filter(|line| line.starts_with(&format!("{writer}-")))
            .collect();
        let expected: Vec<String> = (0..50).map(|n| format!("{writer}-{n}")).collect();
        assert_eq!(own.len(), 50);
        assert!(own.iter().zip(&expected).all(|(a, b)| **a == b));
    }
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 200);
    assert_eq!(names(folder.path()), ["f", "f.lock"]);
}

#[test]
fn a_writer_without_the_lock_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    fs::write(&path, "old\n").unwrap();
    let mut calls = 0;
    let replaced: Replaced = replace(&Real, &path, |old| {
        calls += 1;
        if calls == 1 {
            fs::write(&path, "old\nfrom an editor\n").unwrap();
        }
        Ok(added(old, "new").into())
    });
    replaced.unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!((calls, text.as_str()), (2, "old\nfrom an editor\nnew\n"));

    let mut writes = 0;
    let replaced: Replaced = replace(&Real, &path, |old| {
        writes += 1;
        fs::write(&path, "x".repeat(writes)).unwrap();
        Ok(added(old, "new").into())
    });
    assert!(matches!(replaced, Err(ReplaceError::Changing)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "x".repeat(TRIES));
    assert_eq!(names(folder.path()), ["f", "f.lock"]);
}

#[test]
fn only_what_the_dead_left_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut child = std::process::Command::new("true").spawn().unwrap();
    child.wait().unwrap();
    let dead = format!(".f.{}.0.tmp", child.id());
    let ours = format!(".f.{}.0.tmp", std::process::id());
    for name in [&dead, &ours, ".f.x.0.tmp", ".g.1.0.tmp", "f"] {
        fs::write(root.join(name), "").unwrap();
    }
    sweep(&Real, &root.join("f"));
    let mut kept = [ours.as_str(), ".f.x.0.tmp", ".g.1.0.tmp", "f"];
    kept.sort_unstable();
    assert_eq!(names(root), kept);
}
