//! Every language says the same things, with the same variables.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Each id of a language with the variables it uses.
fn variables(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut id = String::new();
    for line in language.source().lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ")
            && !line.starts_with([' ', '}'])
        {
            name.clone_into(&mut id);
            let before = ids.insert(id.clone(), BTreeSet::new());
            assert!(before.is_none(), "{id} stands twice in {}", language.tag());
        }
        for part in line.split("{ $").skip(1) {
            let name: String = part.chars().take_while(|c| *c != ' ').collect();
            ids.entry(id.clone()).or_default().insert(name);
        }
    }
    ids
}

#[test]
fn every_file_parses() {
    for language in Language::ALL {
        assert_eq!(parse(language.source()).1, 0, "{}", language.tag());
    }
}

#[test]
fn every_language_has_every_text() {
    let english = variables(Language::En);
    for language in Language::ALL {
        let texts = Texts::new(*language);
        assert_eq!(variables(*language), english, "{}", language.tag());
        for id in english.keys() {
            assert!(texts.has(id), "{id} in {}", language.tag());
        }
    }
}

#[test]
fn every_reason_has_its_advice() {
    let english = variables(Language::En);
    let names = |prefix: &str| -> Vec<String> {
        let stripped = english.keys().filter_map(|id| id.strip_prefix(prefix));
        stripped.map(str::to_owned).collect()
    };
    assert!(names("why-").len() > 10);
    assert_eq!(names("why-"), names("advice-"));
    let texts = Texts::new(Language::En);
    assert_eq!(
        texts.advice("why-disk-full"),
        texts.text("advice-disk-full")
    );
}

#[test]
fn all_variables_are_filled() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        for (id, names) in variables(*language) {
            let args: Vec<_> = names
                .iter()
                .map(|name| (name.as_str(), Arg::Number(2)))
                .collect();
            let text = texts.format(&id, &args);
            assert!(!text.contains(['{', '}', '$']), "{id}: {text}");
            assert!(!text.contains('\u{2068}'), "{id} isolates: {text}");
        }
    }
}

#[test]
fn texts_take_values() {
    let english = Texts::new(Language::En);
    let chinese = Texts::new(Language::ZhHans);
    for (count, expected) in [
        (0, "0 articles"),
        (1, "1 article"),
        (412_000, "412,000 articles"),
    ] {
        let args = [("count", Arg::Number(count))];
        assert_eq!(english.format("list-articles", &args), expected);
    }
    let args = [("count", Arg::Number(743))];
    assert_eq!(chinese.format("facts-characters", &args), "743 字");
    let args = [("query", "mchw".into()), ("key", "<Esc>".into())];
    assert_eq!(
        english.format("empty-no-match", &args),
        "Nothing matches \"mchw\". <Esc> shows all."
    );
}

#[test]
fn a_missing_id_is_its_own_text() {
    let texts = Texts::new(Language::ZhHans);
    assert_eq!(texts.text("no-such-text"), "no-such-text");
}

#[test]
fn numbers_are_grouped() {
    for (number, expected) in [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (12_345, "12,345"),
        (1_000_000, "1,000,000"),
    ] {
        assert_eq!(grouped(number), expected);
    }
}

#[test]
fn texts_may_be_shared() {
    fn shared<T: Send + Sync>() {}
    shared::<Texts>();
}
