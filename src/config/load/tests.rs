//! A mistake names its line and costs one setting.

use super::super::ThemeName;
use super::*;
use crate::i18n::{Language, Texts};
use crate::text::Clean;

use crate::text::Level;

/// What is reported about a text, in English.
fn reported(text: &str) -> Vec<Clean> {
    let texts = Texts::new(Language::En);
    let (_, problems) = load(text);
    problems.iter().map(|p| p.describe(&texts)).collect()
}

#[test]
fn nothing_gives_the_defaults() {
    for text in ["", "\u{feff}", "# nothing\n", "[keys]\n"] {
        assert_eq!(load(text), (Config::default(), Vec::new()), "{text:?}");
    }
}

#[test]
fn the_defaults_of_the_table_are_the_defaults() {
    let lines: Vec<String> = SETTINGS
        .iter()
        .map(|setting| format!("{} = {}", setting.name, setting.default))
        .collect();
    let text = lines.join("\n");
    assert_eq!(load(&text), (Config::default(), Vec::new()));
}

#[test]
fn every_choice_is_a_value_of_its_own() {
    for setting in SETTINGS {
        if let Kind::Choice(choices) = setting.kind {
            let mut seen = Vec::new();
            for choice in choices {
                let (config, problems) = load(&format!("{} = \"{choice}\"", setting.name));
                assert_eq!(problems, Vec::new());
                assert!(!seen.contains(&config), "{choice} changes nothing");
                seen.push(config);
            }
        }
    }
}

#[test]
fn values_arrive() {
    let text = "\u{feff}library = [\"~/文章\"]\r\nlang = \"zh-Hans\"\ntheme = \"dark\"\nmeasure = 40\n\
                kinsoku = \"strict\"\nmouse = false\nreading-speed = 300\n\
                keys.open = [\"o\", \"<C-o>\"]\nkeys.help = []\nkeys.filter = \"s\"\n";
    let (config, problems) = load(text);
    assert_eq!(problems, Vec::new());
    assert_eq!(config.library, ["~/文章"]);
    assert_eq!(config.lang, Some(Language::ZhHans));
    assert_eq!(config.theme, ThemeName::Dark);
    assert_eq!((config.look.measure, config.reading_speed), (40, 300));
    assert_eq!((config.look.kinsoku, config.mouse), (Level::Strict, false));
    let keys: Vec<_> = config
        .keys
        .iter()
        .map(|entry| (entry.command.as_str(), entry.line, entry.sequences.clone()))
        .collect();
    let expected = [
        (
            "open",
            8,
            vec![(vec![Key::char('o')], 8), (vec![Key::ctrl('o')], 8)],
        ),
        ("help", 9, vec![]),
        ("filter", 10, vec![(vec![Key::char('s')], 10)]),
    ];
    assert_eq!(keys, expected);
}

#[test]
fn a_mistake_costs_its_setting_only() {
    let text = "mesure = 40\ntheme = \"drak\"\nmeasure = 31\nmouse = \"no\"\n\n[keys]\nopen = [\n  \
                \"<Entr>\",\n  \"o\",\n]\nback = 3\n";
    assert_eq!(
        reported(text),
        [
            "line 1: unknown setting \"mesure\"; did you mean \"measure\"?",
            "line 2: \"theme\" needs one of: terminal, light, dark; did you mean \"dark\"?",
            "line 3: \"measure\" needs a whole number from 32 to 88",
            "line 4: \"mouse\" needs true or false",
            "line 8: \"<Entr>\" is not a key; did you mean \"<Enter>\"?",
            "line 11: \"back\" needs a list of keys, such as [\"x\", \"<C-x>\"]",
        ]
    );
    let (config, _) = load(text);
    assert_eq!(config.keys.len(), 1);
    assert_eq!(
        Config {
            keys: Vec::new(),
            ..config
        },
        Config::default()
    );
}

#[test]
fn parts_and_values_are_told_apart() {
    assert_eq!(
        reported("keys = 1\n[measure]\nx = 1\n[kyes]\n"),
        [
            "line 1: \"keys\" needs its own part: [keys]",
            "line 2: \"measure\" needs a whole number from 32 to 88",
            "line 4: unknown setting \"kyes\"; did you mean \"keys\"?",
        ]
    );
}

#[test]
fn a_line_that_is_no_toml_is_left_out() {
    for (text, line) in [
        ("measure = 40\ntheme dark\nmouse = false\n", 2),
        ("measure = 40\ntheme = \"dark\nmouse = false\n", 2),
        ("measure = 40\nmouse = false\nmeasure = 50\n", 3),
        ("measure = 40\nmouse = false\n[keys\n", 3),
    ] {
        let (config, problems) = load(text);
        let lines: Vec<usize> = problems.iter().map(|p| p.line).collect();
        assert_eq!(lines, [line], "{text}");
        assert_eq!((config.look.measure, config.mouse), (40, false), "{text}");
    }
}

#[test]
fn a_hopeless_file_gives_the_defaults_and_one_problem() {
    let garbage = "]]\n".repeat(100);
    let (config, problems) = load(&garbage);
    assert_eq!(config, Config::default());
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_key_that_a_terminal_would_obey_is_a_mistake() {
    for c in [
        '\u{202e}',
        '\u{200f}',
        '\u{2066}',
        '\u{200b}',
        '\u{feff}',
        '\u{ad}',
        '\u{9b}',
        '\u{1b}',
        '\u{7}',
        '\t',
        '\u{e0041}',
        '\u{fdd0}',
        '\u{2028}',
    ] {
        for text in [format!("{c}"), format!("g{c}"), format!("<A-{c}>")] {
            let escaped: String = text
                .chars()
                .map(|c| match c as u32 {
                    0x20..0x7f => c.to_string(),
                    code => format!("\\U{code:08x}"),
                })
                .collect();
            let (config, problems) = load(&format!("keys.help = [\"{escaped}\"]"));
            let kind = problems.first().map(|problem| &problem.kind);
            assert!(
                matches!(kind, Some(ProblemKind::BadKey { .. })),
                "{escaped}: {problems:?}"
            );
            assert_eq!(config.keys, [], "{escaped}");
        }
    }
    let (config, problems) = load("keys.help = [\"<Space>é\", \"帮\", \"<Tab>\"]");
    assert_eq!((config.keys[0].sequences.len(), problems.len()), (3, 0));
}
