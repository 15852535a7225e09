//! Windows of every size, changing all the time.

use super::{started, wait_article, wait_list};
use crate::library::library;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

/// Sizes by a fixed sequence of numbers (a linear congruence), tiny ones included; of
/// any nine in a row no two are the same, so that each is a change.
pub(super) fn sizes(count: usize, columns: u16, rows: u16) -> Vec<(u16, u16)> {
    let mut state: u32 = 20_261_122;
    let mut next = |below: u16| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as u16 % below
    };
    let mut sizes = Vec::new();
    while sizes.len() < count {
        let size = (next(columns), next(rows));
        if !sizes.iter().rev().take(8).any(|before| *before == size) {
            sizes.push(size);
        }
    }
    sizes
}

/// Resizes again and again; where the size is one that can show something, waits
/// until it was drawn.
fn storm(pty: &Pty, count: usize) {
    for size in sizes(count, 140, 45) {
        let before = pty.written();
        pty.resize(size);
        if size.0 >= 20 && size.1 >= 5 {
            pty.wait_output(before);
        }
    }
    pty.resize((80, 24));
}

#[test]
fn a_resize_storm_in_the_list() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    storm(&pty, 150);
    wait_list(&pty, &entries);
    pty.send("q");
    pty.end_well();
}

#[test]
fn a_resize_storm_keeps_the_page_where_it_was() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    pty.send("<Space>");
    pty.wait_gone(&entries[0].opening());
    let body: Vec<String> = pty.rows()[2..18].to_vec();
    let line = body
        .iter()
        .find(|row| row.trim().chars().count() > 20)
        .unwrap();
    storm(&pty, 150);
    pty.wait_text(line.trim());
    pty.send("Q");
    pty.end_well();
}

#[test]
fn a_window_that_is_too_small_says_so() {
    let sandbox = Sandbox::new();
    let entries = library(&sandbox);
    let mut pty = Pty::start_with(&sandbox, &[], (15, 4), &[]);
    pty.wait_text("Too small");
    pty.resize((80, 24));
    wait_list(&pty, &entries);
    pty.wait_gone("Too small");
    pty.resize((19, 24));
    pty.wait_text("Too small");
    pty.resize((0, 0));
    pty.resize((20, 5));
    pty.wait_gone("Too small");
    pty.send("q");
    pty.end_well();
}

#[test]
fn list_and_page_stand_side_by_side_from_100_columns() {
    let sandbox = Sandbox::new();
    let (mut pty, entries) = started(&sandbox);
    pty.resize((120, 40));
    pty.send("<Enter>");
    wait_article(&pty, &entries[0]);
    let last = crate::library::landmark(&entries.last().unwrap().headline);
    pty.wait_text(&last[..12]);
    pty.resize((99, 40));
    pty.wait_gone(&last[..12]);
    pty.send("Q");
    pty.end_well();
}
