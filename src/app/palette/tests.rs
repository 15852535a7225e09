//! Help and commands: narrowing, choosing, calling.

use super::*;
use crate::app::update::tests::Play;
use crate::app::{Focus, Prompt};

fn entries(play: &Play) -> Vec<&'static str> {
    let Some(Prompt::Palette(palette)) = &play.model.prompt else {
        panic!("no overlay is open");
    };
    palette
        .entries
        .iter()
        .map(|entry| entry.command.id())
        .collect()
}

#[test]
fn every_command_is_listed_once() {
    let mut play = Play::new(&["甲"]);
    play.keys("?");
    let all = entries(&play);
    // The nine digits are one row.
    assert_eq!(all.len(), Command::ALL.len() - 8);
    play.keys("<Esc>:");
    assert!(entries(&play).iter().all(|id| !id.starts_with("prompt-")));
    assert!(entries(&play).contains(&"go-to-related-9"));
}

#[test]
fn words_narrow_by_name_meaning_and_key() {
    let mut play = Play::new(&["甲"]);
    for (typed, expected) in [
        ("bookmark", &["toggle-bookmark", "only-bookmarks"][..]),
        ("BOOKMARK<Space>only", &["only-bookmarks"]),
        ("z", &["reader-alone", "suspend"]),
        ("xyzzy", &[]),
    ] {
        play.keys("?").keys(typed);
        let found = entries(&play);
        assert!(
            expected.iter().all(|id| found.contains(id)),
            "{typed}: {found:?}"
        );
        assert_eq!(found.is_empty(), expected.is_empty(), "{typed}: {found:?}");
        play.keys("<Esc>");
    }
}

#[test]
fn what_was_typed_comes_first_among_commands() {
    let mut play = Play::new(&["甲"]);
    play.keys(":help");
    assert_eq!(entries(&play).first(), Some(&"help"));
    play.keys("<C-u>page");
    assert_eq!(entries(&play)[..2], ["page-down", "page-up"]);
}

#[test]
fn a_command_is_called_as_by_its_key() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys(":go-last<Enter>");
    assert_eq!(
        (play.chosen().as_str(), play.model.prompt.is_none()),
        ("丙", true)
    );
    play.keys("?first<Enter>");
    assert_eq!(play.chosen(), "甲");
    play.keys(":find<Enter>");
    assert_eq!(play.notice(), "notice-command-not-here");
    play.keys(":togle-bookmark<Enter>");
    assert_eq!(play.notice(), "notice-command-unknown-near");
    play.keys(":xyzzy<Enter>");
    assert_eq!(play.notice(), "notice-command-unknown");
    // Help that was only looked at does nothing.
    play.keys("?<Enter>");
    assert_eq!(
        (play.chosen().as_str(), play.model.focus),
        ("甲", Focus::List)
    );
}

#[test]
fn paging_moves_by_what_shows() {
    let mut play = Play::new(&["甲"]);
    play.keys("<Enter>?<PageDown>");
    let Some(Prompt::Palette(palette)) = &play.model.prompt else {
        panic!("the help is open");
    };
    assert_eq!(palette.cursor, 20);
    play.keys("<PageUp><Up>");
    assert!(matches!(&play.model.prompt, Some(Prompt::Palette(p)) if p.cursor == 0));
}
