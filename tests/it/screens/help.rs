//! The overlay of all keys (`?`) and of commands by name (`:`).

use super::scene;

#[test]
fn all_keys() {
    scene("help", |yue| {
        yue.keys("?");
    });
    scene("help-reader-end", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("?<PageDown><PageDown><PageDown>");
    });
}

#[test]
fn typing_narrows_the_help() {
    scene("help-narrowed", |yue| {
        yue.keys("?bookmark<Down>");
    });
    scene("help-no-match", |yue| {
        yue.keys("?xyzzy");
    });
}

#[test]
fn commands_by_name() {
    scene("command", |yue| {
        yue.keys(":");
    });
    scene("command-typed", |yue| {
        yue.keys(":page");
    });
    scene("command-unknown", |yue| {
        yue.keys(":togle-bokmark<Enter>");
    });
    scene("command-not-here", |yue| {
        yue.keys(":find<Enter>");
    });
}
