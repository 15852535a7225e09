//! The wheel scrolls, a click chooses, and both can be turned off.

use super::{started, wait_article, wait_chosen};
use crate::library::landmark;
use crate::pty::keys;
use crate::sandbox::Sandbox;
use vt100::MouseProtocolMode;

const WHEEL_DOWN: u8 = 65;
const WHEEL_UP: u8 = 64;

#[test]
fn a_click_chooses_and_the_wheel_scrolls() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    let third = landmark(&entries[2].headline);
    let row = pty.row_of(&third) as u16;
    pty.send_bytes(&keys::mouse(0, 10, row, true));
    pty.send_bytes(&keys::mouse(0, 10, row, false));
    wait_chosen(&pty, &third);
    pty.send("<Enter>");
    wait_article(&pty, &entries[2]);
    let first = pty.rows();
    pty.send_bytes(&keys::mouse(WHEEL_DOWN, 10, 10, true));
    pty.wait_rows("scrolled down", |rows| rows[..10] != first[..10]);
    pty.send_bytes(&keys::mouse(WHEEL_UP, 10, 10, true));
    pty.wait_rows("scrolled up", |rows| rows[..10] == first[..10]);
    pty.send("Q");
    pty.end_well();
}

#[test]
fn reports_from_outside_the_screen_do_no_harm() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    for report in [
        "\x1b[<0;0;5M",
        "\x1b[<0;999;999M",
        "\x1b[<0;99999;99999M",
        "\x1b[<0;0;0m",
        "\x1b[<64;0;0M",
        "\x1b[<65;9999;1M",
        "\x1b[<3;1;1m",
        "\x1b[M !!",
    ] {
        pty.send_bytes(report.as_bytes());
    }
    pty.send("<Home>");
    wait_chosen(&pty, &landmark(&entries[0].headline));
    pty.send("Q");
    pty.end_well();
}

#[test]
fn the_mouse_can_be_left_to_the_terminal() {
    let sandbox = Sandbox::new();
    sandbox.configure("mouse = false\n");
    let (mut pty, _) = started(&sandbox);
    pty.wait("no mouse mode", |s| {
        s.mouse_protocol_mode() == MouseProtocolMode::None
    });
    pty.send("q");
    let output = pty.end_well();
    assert!(!output.contains("\x1b[?1000h"), "never asked for");

    let sandbox = Sandbox::new();
    let (mut pty, _) = started(&sandbox);
    pty.wait("a mouse mode", |s| {
        s.mouse_protocol_mode() != MouseProtocolMode::None
    });
    pty.send("q");
    pty.end_well();
}
