//! Keys find their command; the user's entries win.

use super::*;
use crate::config::load;

fn keymap(text: &str) -> (Keymap, Vec<Problem>) {
    let (config, problems) = load(text);
    assert_eq!(problems, Vec::new(), "{text}");
    Keymap::with_overrides(&config.keys)
}

/// Looks a sequence up key by key, as typed.
fn check(keymap: &Keymap, context: Context, keys: &str, expected: &[Lookup]) {
    let mut pending = Vec::new();
    let mut found = Vec::new();
    for key in parse_sequence(keys).unwrap_or_default() {
        let lookup = keymap.lookup(context, &pending, key);
        match lookup {
            Lookup::Pending => pending.push(key),
            _ => pending.clear(),
        }
        found.push(lookup);
    }
    assert_eq!(found, expected, "{keys}");
}

#[test]
fn all_default_keys_are_keys() {
    for command in Command::ALL {
        for keys in command.default_keys() {
            let printed = parse_sequence(keys).map(|keys| print_sequence(&keys));
            assert_eq!(printed.as_deref(), Ok(*keys), "{}", command.id());
        }
    }
}

#[test]
fn no_default_keys_collide() {
    let Keymap { bindings } = Keymap::default();
    for (at, one) in bindings.iter().enumerate() {
        for other in bindings.iter().skip(at + 1) {
            assert!(!one.collides(other), "{one:?} and {other:?}");
        }
    }
}

#[test]
fn no_default_key_hinders_typing() {
    for binding in Keymap::default().bindings {
        let types = binding.keys.iter().any(|key| key.typed().is_some());
        assert!(!types || binding.context != Context::Prompt, "{binding:?}");
    }
}

#[test]
fn contexts_are_apart() {
    use Lookup::Command as C;
    let keymap = Keymap::default();
    for (context, expected) in [
        (Context::List, C(Command::Filter)),
        (Context::Reader, C(Command::Find)),
        (Context::Prompt, Lookup::None),
    ] {
        check(&keymap, context, "/", &[expected]);
    }
    check(&keymap, Context::List, "P", &[Lookup::None]);
    check(
        &keymap,
        Context::Prompt,
        "<C-d>",
        &[C(Command::PromptDelete)],
    );
}

#[test]
fn the_first_line_answers_at_once() {
    let first = Lookup::Command(Command::GoFirst);
    check(&Keymap::default(), Context::List, "gg", &[first, first]);
}

#[test]
fn stand_ins_count_where_nothing_is_typed() {
    let down = Lookup::Command(Command::MoveDown);
    let keymap = Keymap::default();
    check(&keymap, Context::List, "ｊㅓ", &[down, down]);
    check(
        &keymap,
        Context::Reader,
        "、　",
        &[
            Lookup::Command(Command::Find),
            Lookup::Command(Command::PageDown),
        ],
    );
    check(&keymap, Context::Prompt, "ｊ", &[Lookup::None]);
    let (keymap, _) = self::keymap("keys.help = [\"ㅓ\"]");
    let help = Lookup::Command(Command::Help);
    check(&keymap, Context::List, "ㅓj", &[help, down]);
}

#[test]
fn sequences_wait_also_for_stand_ins() {
    let (keymap, problems) = keymap("keys.help = [\"gh\"]");
    assert_eq!(problems, []);
    let help = Lookup::Command(Command::Help);
    check(&keymap, Context::List, "gh", &[Lookup::Pending, help]);
    check(&keymap, Context::List, "ｇｈ", &[Lookup::Pending, help]);
    check(
        &keymap,
        Context::List,
        "gx",
        &[Lookup::Pending, Lookup::None],
    );
    // `g` alone had to give way, `gg` not.
    let first = Lookup::Command(Command::GoFirst);
    check(&keymap, Context::List, "gg", &[Lookup::Pending, first]);
    assert_eq!(
        keymap.keys_of(Command::GoFirst, Context::List),
        ["gg", "<Home>"]
    );
}

#[test]
fn an_entry_replaces_and_takes() {
    let (keymap, problems) = keymap("keys.open = [\"o\", \"b\"]\nkeys.suspend = []");
    assert_eq!(problems, []);
    assert_eq!(keymap.keys_of(Command::Open, Context::List), ["o", "b"]);
    assert_eq!(
        keymap.keys_of(Command::ToggleBookmark, Context::List),
        [""; 0]
    );
    assert_eq!(
        keymap.keys_of(Command::ToggleBookmark, Context::Reader),
        ["b"]
    );
    check(&keymap, Context::List, "<Enter>", &[Lookup::None]);
    assert_eq!(keymap.key_of(Command::Suspend, Context::List), ":suspend");
    assert_eq!(keymap.key_of(Command::Back, Context::List), "h");
    assert_eq!(keymap.key_of(Command::NextRelated, Context::Reader), "Tab");
}

#[test]
fn two_commands_may_swap_keys() {
    let (keymap, problems) = keymap("keys.move-down = [\"k\"]\nkeys.move-up = [\"j\"]");
    assert_eq!(problems, []);
    let up = Lookup::Command(Command::MoveUp);
    let down = Lookup::Command(Command::MoveDown);
    check(&keymap, Context::Reader, "jk", &[up, down]);
}

#[test]
fn mistakes_name_line_and_neighbour() {
    let text = "[keys]\nopne = [\"o\"]\nhelp = [\"x\",\n \"y\"]\nback = [\"xx\"]\nfilter = [\"y\", \"s\"]\n\
                prompt-accept = [\"a\"]\n";
    let (keymap, problems) = keymap(text);
    let taken = |key: &str| ProblemKind::KeyTaken {
        key: key.to_owned(),
        command: "help".to_owned(),
    };
    let expected = [
        (
            2,
            ProblemKind::UnknownCommand {
                name: "opne".to_owned(),
                nearest: Some("open".to_owned()),
            },
        ),
        (5, taken("xx")),
        (6, taken("y")),
        (
            7,
            ProblemKind::KeyTypes {
                key: "a".to_owned(),
            },
        ),
    ];
    let found: Vec<_> = problems.into_iter().map(|p| (p.line, p.kind)).collect();
    assert_eq!(found, expected);
    assert_eq!(keymap.keys_of(Command::Filter, Context::List), ["s"]);
}
