//! A disk with no room left: a limit on how long a file may grow, by a shell, which needs
//! no rights; and a real file system of 64 KiB, in a mount namespace of its own.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

use super::writer::{Writer, set};
use super::{ids, temporaries};

/// More bookmarks than fit.
const COUNT: u64 = 100;

/// The signal that ends a program which grows a file too long and does not know it.
const XFSZ: i32 = 25;

/// A program that may make files of 4 KiB at most; 512 bytes is the unit of the limit.
fn limited(path: &Path, trap: &str) -> Writer {
    let inner = Writer::command(&format!("add 1 {COUNT}"), path);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{trap} ulimit -f 8; exec \"$@\""), "sh"])
        .arg(inner.get_program())
        .args(inner.get_args())
        .envs(
            inner
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        );
    Writer::of(&mut shell)
}

#[test]
fn without_room_it_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let mut writer = limited(&path, "trap '' XFSZ;");
    writer.go();
    let (mut child, told) = writer.rest();
    assert!(child.wait().unwrap().success());
    assert_eq!(told.len() as u64, COUNT, "an answer for each");
    let with = |what: &str| {
        let those = told.iter().filter(|(word, _)| word == what);
        those.map(|(_, id)| *id).collect::<Vec<u64>>()
    };
    let (saved, refused) = (with("saved"), with("refused"));
    assert!(saved.len() > 5 && refused.len() > 50, "{told:?}");
    assert!(ids(&path).into_iter().eq(saved), "what was told is there");
    assert_eq!(temporaries(&path), [""; 0]);
    // With room again all is well.
    yue::shell::bookmarks::write(&path, &[set(refused[0])]).unwrap();
    assert!(ids(&path).contains(&refused[0]));
}

#[test]
fn a_program_that_the_limit_ends_has_lost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bookmarks.toml");
    let mut writer = limited(&path, "");
    writer.go();
    let (mut child, told) = writer.rest();
    assert_eq!(child.wait().unwrap().signal(), Some(XFSZ));
    assert!(told.len() > 5, "{told:?}");
    let saved = told.iter().map(|(_, id)| *id);
    assert!(ids(&path).into_iter().eq(saved), "what was told is there");
}

/// The program itself does not die of the limit: a write that it refuses is one that failed.
#[test]
fn the_program_outlives_the_limit() {
    let sandbox = Sandbox::new();
    let path = sandbox.config_dir().join("bookmarks.toml");
    std::fs::write(&path, format!("# {}\n", "x".repeat(4_000))).unwrap();
    let add = "ulimit -f 8; for name in hanoi-summit nobody hanoi-summit; do \
               \"$YUE\" bookmarks add seed:$name; echo $?; done";
    let run = sandbox.run_shell(add);
    let codes: Vec<&str> = run.stdout.lines().filter(|line| line.len() == 1).collect();
    assert_eq!(codes, ["2", "2", "2"], "{run:?}");
    let tags: Vec<&str> = run
        .stderr
        .lines()
        .filter_map(|line| line.rsplit(' ').next())
        .collect();
    assert_eq!(tags, ["[E74]", "[E66]", "[E74]"], "{run:?}");
    assert!(sandbox.bookmarks().starts_with("# xxx"), "it is as it was");
    assert_eq!(temporaries(&path), [""; 0]);

    // On the screen the mark stays hollow, and what is not saved is printed at the end.
    let mut pty = Pty::shell(&sandbox, "ulimit -f 8; exec \"$YUE\"");
    pty.wait_text("❯");
    pty.send("b");
    pty.wait_text("not saved");
    pty.wait_text("✧");
    pty.send("QQ");
    let (life, output) = pty.end();
    assert_eq!(life, Life::Exited(2), "{output:?}");
    assert!(
        output.contains("[[bookmark]]") && output.contains("[E74]"),
        "{output:?}"
    );
}

/// Whether this user may mount in a namespace of their own.
fn may_mount() -> bool {
    let mut probe = Command::new("unshare");
    let line = "mount -t tmpfs -o size=64k none /tmp";
    let probe = probe.args(["-r", "-m", "sh", "-c", line]).output();
    probe.is_ok_and(|output| output.status.success())
}

#[test]
fn on_a_full_disk_it_is_told_and_nothing_is_lost() {
    if !may_mount() {
        println!("SKIPPED: no mount namespaces for this user");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("small")).unwrap();
    let path = folder.path().join("small/bookmarks.toml");
    let inner = Writer::command("add 1 400", &path);
    let line = "mount -t tmpfs -o size=64k none small && \"$@\" && ls -A small > names \
        && cp small/bookmarks.toml .";
    let mut outer = Command::new("unshare");
    outer
        .args(["-r", "-m", "sh", "-c", line, "sh"])
        .arg(inner.get_program())
        .args(inner.get_args())
        .envs(
            inner
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        )
        .current_dir(folder.path());
    let mut writer = Writer::of(&mut outer);
    writer.go();
    let (mut child, told) = writer.rest();
    assert!(child.wait().unwrap().success());
    assert_eq!(told.len(), 400, "an answer for each");
    let saved = told.iter().filter(|(word, _)| word == "saved");
    let saved: Vec<u64> = saved.map(|(_, id)| *id).collect();
    assert!((50..350).contains(&saved.len()), "{} saved", saved.len());
    let stored = ids(&folder.path().join("bookmarks.toml"));
    assert!(stored.into_iter().eq(saved), "what was told is there");
    let names = std::fs::read_to_string(folder.path().join("names")).unwrap();
    assert!(!names.contains(".tmp"), "{names}");
}
