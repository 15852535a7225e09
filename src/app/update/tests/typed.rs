//! What is typed: sequences of keys, input methods, pastes.

use super::*;

#[test]
fn keys_wait_for_the_rest_of_their_sequence() {
    let (config, _) = crate::config::load("[keys]\ngo-last = [\"<C-x>g\"]\n");
    let mut play = Play::new(&["甲", "乙", "丙"]);
    (play.model.keymap, _) = Keymap::with_overrides(&config.keys);
    play.press("<C-x>");
    assert_eq!(
        (play.model.pending.len(), play.chosen().as_str()),
        (1, "甲")
    );
    play.press("g");
    assert_eq!(
        (play.model.pending.len(), play.chosen().as_str()),
        (0, "丙")
    );
    play.press("<C-x>k");
    assert_eq!(
        (play.model.pending.len(), play.notice()),
        (0, "notice-key-unbound")
    );
    assert_eq!(play.chosen(), "丙");
}

#[test]
fn what_an_input_method_sends_stands_for_keys() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.press("ｊㅓ");
    assert_eq!(play.chosen(), "丙");
    play.press("／");
    assert!(matches!(play.model.prompt, Some(Prompt::Filter { .. })));
    // In the prompt it is what is typed.
    play.press("ｊ");
    assert_eq!(play.model.list.query, "ｊ");
    play.press("<Esc>？");
    assert!(matches!(play.model.prompt, Some(Prompt::Palette(_))));
}

#[test]
fn a_key_that_a_terminal_would_obey_is_not_shown_as_it_is() {
    let mut play = Play::new(&["甲"]);
    for c in ['\u{9b}', '\u{202e}', '\0'] {
        play.event(Event::Key(Key::char(c)));
        let notice = play.model.notice.as_ref().unwrap();
        let words = notice.words(&play.model.texts);
        assert_eq!(crate::text::clean::clean(&words), words, "{c:?}");
    }
}

#[test]
fn a_paste_is_typed_clean_and_only_where_text_is_typed() {
    let mut play = Play::new(&["甲", "乙"]);
    let before = play.facts();
    play.event(Event::Paste("QQjj\n".to_owned()));
    assert_eq!(play.facts(), before);
    play.press("/")
        .event(Event::Paste("甲\u{1b}[31m\n乙\u{202e}".to_owned()));
    assert_eq!(play.model.list.query, "甲 乙");
    assert_eq!(play.asked.len(), 1, "one filter for the whole paste");
}
