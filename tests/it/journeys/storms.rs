//! Storms of sizes, from none at all upwards, in each place of the program, and every
//! way out of what they leave behind.
//!
//! Sizes come faster than they are drawn; only now and then one is waited for, so that
//! some are drawn.

use rustix::process::Signal;

use super::window::sizes;
use super::{started, wait_article};
use crate::library::Entry;
use crate::pty::{Life, Pty};
use crate::sandbox::Sandbox;

/// Sizes in all, in columns and rows below these.
const SIZES: usize = 1_000;
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

/// How a storm ends.
#[derive(Clone, Copy, Debug)]
enum Exit {
    Keys(&'static str),
    Signal(Signal),
    /// The terminal is closed.
    Closed,
}

const SIGNALS: [Exit; 5] = [
    Exit::Signal(Signal::TERM),
    Exit::Signal(Signal::INT),
    Exit::Signal(Signal::HUP),
    Exit::Signal(Signal::QUIT),
    Exit::Closed,
];

/// A share of the storm for each exit, in the `share`th place of three.
fn storms(share: usize, keys: [&'static str; 3], enter: &dyn Fn(&mut Pty, &[Entry])) {
    let exits: Vec<Exit> = keys.map(Exit::Keys).into_iter().chain(SIGNALS).collect();
    let sizes = sizes(SIZES, COLUMNS, ROWS);
    let mut pieces = sizes.chunks(SIZES.div_ceil(3 * exits.len()));
    let mut pieces = pieces.by_ref().skip(share * exits.len());
    for exit in exits {
        let sandbox = Sandbox::new();
        let (mut pty, entries) = started(&sandbox);
        enter(&mut pty, &entries);
        storm(&pty, pieces.next().unwrap());
        let life = match exit {
            Exit::Keys(keys) => {
                pty.send(keys);
                pty.end().0
            }
            Exit::Signal(signal) => {
                pty.signal(signal);
                pty.end().0
            }
            Exit::Closed => pty.hang_up(),
        };
        let expected = match exit {
            Exit::Keys(_) => Life::Exited(0),
            Exit::Signal(signal) => Life::Killed(signal.as_raw()),
            Exit::Closed => Life::Killed(Signal::HUP.as_raw()),
        };
        assert_eq!(life, expected, "{exit:?}");
    }
}

fn storm(pty: &Pty, sizes: &[(u16, u16)]) {
    pty.resize((0, 0));
    for (at, &size) in sizes.iter().enumerate() {
        let before = pty.written();
        pty.resize(size);
        let drawn = size.0 >= 20 && size.1 >= 5;
        if drawn && at % 4 == 3 {
            pty.wait_output(before);
        }
    }
}

#[test]
fn a_storm_in_the_list_and_every_way_out() {
    storms(0, ["Q", "q", "<C-c>"], &|_, _| {});
}

#[test]
fn a_storm_on_the_page_and_every_way_out() {
    storms(1, ["Q", "qq", "<C-c>"], &|pty, entries| {
        pty.send("<Enter>");
        wait_article(pty, &entries[0]);
        pty.send("<Space>");
        pty.wait_gone(&entries[0].opening());
    });
}

#[test]
fn a_storm_in_the_prompt_and_every_way_out() {
    storms(2, ["<C-c>Q", "<C-c>q", "<C-c><C-c>"], &|pty, _| {
        pty.send("/qqzzqq");
        pty.wait_text("Nothing matches");
    });
}
