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
    // And what it quotes is harmless: this one would set a title, and clear the screen.
    assert!(after.contains("asked for by YUE_FAULT"), "{after:?}");
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
