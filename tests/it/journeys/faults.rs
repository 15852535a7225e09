//! Panics. `YUE_FAULT` makes a debug build panic on purpose: `ui` in the thread
//! that draws, `worker` in one that works for it, each at the first key.

use crate::library::library;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

use super::wait_list;

fn faulty(sandbox: &Sandbox, fault: &str) -> Pty {
    Pty::start_with(sandbox, &[], (80, 24), &[("YUE_FAULT", fault)])
}

#[test]
fn a_panic_of_the_interface_puts_the_terminal_back_and_says_so() {
    let sandbox = Sandbox::new();
    let mut pty = faulty(&sandbox, "ui");
    pty.send("j");
    let (life, output) = pty.end();
    assert!(
        matches!(life, Life::Exited(code) if code != 0 && code != 101),
        "{life:?}"
    );
    // The message stands on the screen that the reader comes back to.
    let after = output.rsplit("\x1b[?1049l").next().unwrap();
    assert!(after.contains("yue"), "{after:?}");
}

#[test]
fn a_panic_of_the_interface_leaves_a_note() {
    let sandbox = Sandbox::new();
    let output = fallen(&sandbox, &[]);
    let path = sandbox.state_dir().join("crash-1.txt");
    assert!(output.contains(path.to_str().unwrap()), "{output:?}");
    let note = std::fs::read_to_string(path).unwrap();
    assert!(
        note.starts_with("yue ") && note.contains("src/run/"),
        "{note}"
    );
    assert!(note.contains("asked for by YUE_FAULT"), "{note}");
    // Nothing else is said of it, and nothing of the articles.
    assert_eq!(output.lines().count(), 1, "{output:?}");
    assert!(note.is_ascii(), "{note}");
}

#[test]
fn where_no_note_can_be_left_the_message_says_what_it_was() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("file", "");
    for folder in [file.join("state"), "/proc/none".into()] {
        let folder = folder.to_str().unwrap();
        let output = fallen(&sandbox, &[("YUE_STATE_DIR", folder)]);
        assert!(output.contains("asked for by YUE_FAULT"), "{output:?}");
        assert!(output.contains("no note"), "{output:?}");
        assert!(!output.contains("crash-"), "{output:?}");
    }
}

/// What stands on the screen after the interface has fallen.
fn fallen(sandbox: &Sandbox, env: &[(&str, &str)]) -> String {
    let env = [&[("YUE_FAULT", "ui")], env].concat();
    let mut pty = Pty::start_with(sandbox, &[], (80, 24), &env);
    pty.send("j");
    let (life, output) = pty.end();
    assert_eq!(life, Life::Exited(70), "{output:?}");
    let after = output.rsplit("\x1b[?1049l").next().unwrap();
    let after = after.rsplit("\x1b[?25h").next().unwrap();
    after.trim().to_owned()
}

#[test]
fn a_panic_of_a_worker_costs_one_job() {
    let sandbox = Sandbox::new();
    let entries = library(&sandbox);
    let mut pty = faulty(&sandbox, "worker");
    wait_list(&pty, &entries);
    pty.send("<Enter>");
    pty.wait_text("failed");
    pty.send("Q");
    pty.end_well();
}
