//! Links, modes and folders that are not the user's, on a real disk.

use super::*;

#[test]
fn a_chain_of_five_links_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("a/b")).unwrap();
    fs::write(root.join("a/b/f"), "old\n").unwrap();
    symlink("b/f", root.join("a/1")).unwrap();
    symlink("a/1", root.join("2")).unwrap();
    symlink(root.join("2"), root.join("a/b/3")).unwrap();
    symlink("../a/b/3", root.join("a/4")).unwrap();
    symlink("a/4", root.join("5")).unwrap();
    append(&root.join("5"), "new").unwrap();
    for link in ["5", "a/4", "a/b/3", "2", "a/1"] {
        assert!(root.join(link).is_symlink(), "{link}");
        assert_eq!(fs::read_to_string(root.join(link)).unwrap(), "old\nnew\n");
    }
    assert_eq!(names(&root.join("a/b")), ["3", "f", "f.lock"]);
    assert_eq!(
        names(&root.join("a")),
        ["1", "4", "b"],
        "nothing beside a link"
    );
    assert_eq!(names(root), ["2", "5", "a"]);
}

#[test]
fn a_link_to_a_protected_file_is_respected() {
    for protected in [0o400, 0o444, 0o555] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("f"), "old").unwrap();
        fs::set_permissions(root.join("f"), Permissions::from_mode(protected)).unwrap();
        symlink("f", root.join("link")).unwrap();
        let refused = append(&root.join("link"), "x");
        assert!(matches!(refused, Err(ReplaceError::Protected)));
        assert_eq!(fs::read_to_string(root.join("f")).unwrap(), "old");
        assert_eq!(mode(&root.join("f")), protected);
        assert!(root.join("link").is_symlink());
        assert_eq!(names(root), ["f", "f.lock", "link"]);
    }
}

/// Renaming is what makes the change whole, and it is of one name: the other one keeps
/// the old text, whole too. Writing into the file in place would keep them one, and lose
/// both at a power cut.
#[test]
fn of_two_names_the_other_keeps_the_old_text() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::write(root.join("f"), "old\n").unwrap();
    fs::hard_link(root.join("f"), root.join("other")).unwrap();
    append(&root.join("f"), "new").unwrap();
    assert_eq!(fs::read_to_string(root.join("f")).unwrap(), "old\nnew\n");
    assert_eq!(fs::read_to_string(root.join("other")).unwrap(), "old\n");
    assert_eq!(fs::metadata(root.join("f")).unwrap().nlink(), 1);
}

#[test]
fn a_new_folder_of_a_link_to_nowhere_is_for_the_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    symlink("x/y/f", root.join("1")).unwrap();
    symlink("1", root.join("2")).unwrap();
    append(&root.join("2"), "x").unwrap();
    assert_eq!(fs::read_to_string(root.join("x/y/f")).unwrap(), "x\n");
    assert_eq!(
        (mode(&root.join("x")), mode(&root.join("x/y"))),
        (0o700, 0o700)
    );
    assert!(root.join("1").is_symlink() && root.join("2").is_symlink());
}

#[test]
fn a_folder_that_lets_nobody_write_is_respected() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("kept");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("f"), "old").unwrap();
    fs::set_permissions(&place, Permissions::from_mode(0o500)).unwrap();
    let result = append(&place.join("f"), "x");
    fs::set_permissions(&place, Permissions::from_mode(0o700)).unwrap();
    if rustix::process::geteuid().is_root() {
        println!("SKIPPED: root may write everywhere");
        return;
    }
    let Err(ReplaceError::Io(error)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
    assert_eq!(fs::read_to_string(place.join("f")).unwrap(), "old");
    assert_eq!(names(&place), ["f"]);
}

#[test]
fn a_folder_that_makes_no_files_is_told() {
    // Root too may not make a file there.
    let result = append(Path::new("/proc/self/yue.toml"), "x");
    assert!(matches!(result, Err(ReplaceError::Io(_))), "{result:?}");
}
