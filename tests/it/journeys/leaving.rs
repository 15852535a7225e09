//! Every way to leave, and to come back.

use std::os::unix::fs::PermissionsExt;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open};

use super::{started, wait_article, wait_chosen, wait_list};
use crate::library::{landmark, library};
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

#[test]
fn keys_leave_with_code_0() {
    for keys in ["q", "Q", "<C-c>"] {
        let sandbox = Sandbox::new();
        let (mut pty, _) = started(&sandbox);
        pty.send(keys);
        assert_eq!(pty.end().0, Life::Exited(0), "{keys}");
    }
}

/// The program dies of the signal, after it has put the terminal back.
fn dies_of(signal: Signal, prepare: impl Fn(&mut Pty, &Sandbox)) {
    let sandbox = Sandbox::new();
    let (mut pty, _) = started(&sandbox);
    prepare(&mut pty, &sandbox);
    pty.signal(signal);
    assert_eq!(pty.end().0, Life::Killed(signal.as_raw()));
}

#[test]
fn signals_are_obeyed_in_the_list() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        dies_of(signal, |_, _| {});
    }
}

#[test]
fn signals_are_obeyed_in_the_page_and_in_the_prompt() {
    dies_of(Signal::TERM, |pty, sandbox| {
        pty.send("<Enter>");
        wait_article(pty, &library(sandbox)[0]);
    });
    dies_of(Signal::HUP, |pty, _| {
        pty.send("/qqzzqq");
        pty.wait_text("Nothing matches");
    });
}

#[test]
fn a_signal_saves_where_reading_stopped() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("b");
    pty.wait_text("✦");
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    pty.send("G");
    pty.wait_gone(&entries[0].opening());
    pty.signal(Signal::TERM);
    assert_eq!(pty.end().0, Life::Killed(Signal::TERM.as_raw()));
    let saved: toml_edit::DocumentMut = sandbox.bookmarks().parse().unwrap();
    let block = saved["bookmark"][0]["block"].as_integer();
    assert!(block > Some(1), "{}", sandbox.bookmarks());
}

#[test]
fn suspended_and_back_by_key_and_by_signal() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    for by_key in [true, false] {
        if by_key {
            pty.send("<C-z>");
        } else {
            pty.signal(Signal::TSTP);
        }
        pty.stopped();
        // The window may change while we are away.
        pty.resize(if by_key { (70, 20) } else { (80, 24) });
        pty.signal(Signal::CONT);
        pty.wait("the screen again", vt100::Screen::alternate_screen);
        wait_list(&pty, &entries);
    }
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_shell_gets_the_terminal_and_brings_the_program_back() {
    let sandbox = Sandbox::new();
    let entries = library(&sandbox);
    let line = "set -m; stty -g >before; \"$YUE\"; echo \"stopped $?\"; stty -g >between; \
                read line; fg >/dev/null; echo \"ended $?\"; stty -g >after";
    let mut pty = Pty::shell(&sandbox, line);
    wait_list(&pty, &entries);
    pty.send("j<C-z>");
    pty.wait_text("stopped 1");
    pty.wait("the main screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor()
    });
    // The shell reads this line, and nobody else.
    pty.send_bytes(b"Q\r");
    pty.wait("the screen again", vt100::Screen::alternate_screen);
    wait_chosen(&pty, &landmark(&entries[1].headline));
    pty.send("Q");
    let output = pty.end_well();
    assert!(output.contains("ended 0"), "{output:?}");
    let read = |name: &str| std::fs::read_to_string(sandbox.path(name)).unwrap();
    assert_eq!(
        read("between"),
        read("before"),
        "the settings while stopped"
    );
    assert_eq!(read("after"), read("before"), "the settings at the end");
}

#[test]
fn a_terminal_that_is_closed_ends_it_though_the_signal_is_ignored() {
    for keys in ["", "<Enter>", "/qqzzqq"] {
        let sandbox = Sandbox::new();
        let entries = library(&sandbox);
        let mut pty = Pty::shell(&sandbox, "trap '' HUP; exec \"$YUE\"");
        wait_list(&pty, &entries);
        pty.send(keys);
        assert_eq!(
            pty.hang_up(),
            Life::Killed(Signal::HUP.as_raw()),
            "{keys:?}"
        );
    }
}

/// Where no signal tells of it, reading the terminal for ever would keep a core busy.
#[test]
fn a_terminal_that_is_closed_without_a_word_ends_it() {
    let sandbox = Sandbox::new();
    if sandbox.run_shell("command -v setsid").code != 0 {
        println!("SKIPPED: there is no setsid");
        return;
    }
    let entries = library(&sandbox);
    // In a session of its own it does not belong to the terminal.
    let line = "setsid sh -c 'echo $$ >pid; exec \"$YUE\"'; true";
    let pty = Pty::shell(&sandbox, line);
    wait_list(&pty, &entries);
    let pid: i32 = std::fs::read_to_string(sandbox.path("pid"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let process = pidfd_open(Pid::from_raw(pid).unwrap(), PidfdFlags::empty()).unwrap();
    assert_eq!(
        pty.hang_up(),
        Life::Killed(Signal::HUP.as_raw()),
        "the shell"
    );
    let mut ended = [PollFd::new(&process, PollFlags::IN)];
    let limit = Timespec {
        tv_sec: 30,
        tv_nsec: 0,
    };
    assert_eq!(poll(&mut ended, Some(&limit)), Ok(1), "it goes on");
}

#[test]
fn what_is_not_saved_is_counted_and_printed_once() {
    let sandbox = Sandbox::new();
    let entries = crate::library::library(&sandbox);
    let add = ["bookmarks", "add", &entries[0].source, &entries[1].source];
    sandbox.run(&add).ok();
    let file = sandbox.config_dir().join("bookmarks.toml");
    let protected = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(&file, protected).unwrap();
    let (mut pty, _) = started(&sandbox);
    pty.resize((160, 24));
    pty.send("#x<Enter>");
    pty.wait_text("not saved");
    pty.send("jjb");
    pty.wait_text("not saved");
    pty.send("kkNn<Enter>");
    pty.wait_text("not saved");
    pty.send("jb");
    pty.wait_text("not saved");
    pty.send("Q");
    pty.wait_text("2 bookmarks are not saved");
    pty.send("Q");
    let (_, after) = pty.end();
    for (text, times) in [
        ("2 bookmarks could not be saved", 1),
        ("1 bookmark that you removed is still in the file", 1),
        ("[[bookmark]]", 2),
        ("tags = [\"x\"]", 1),
        ("added = 2", 2),
    ] {
        assert_eq!(after.matches(text).count(), times, "{text}: {after}");
    }
}
