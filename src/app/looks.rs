//! Setting the page by keys: each setting goes through its values, says so, and
//! is remembered.
//!
//! Invariant: what a key can set, the configuration can; both by the same name.

use super::command::Command;
use super::effect::Effect;
use super::model::Model;
use super::notice::Notice;
use crate::config::Look;
use crate::lexicon::{Part, Script};
use crate::text::Lang;
use crate::text::clean::line;

/// Columns that one key press changes the measure by: two Han.
const MEASURE_STEP: u16 = 4;

/// The next value of a setting of the page.
pub(super) fn next(model: &mut Model, setting: &'static str, out: &mut Vec<Effect>) {
    let look = model.settings.look.next(setting);
    set(model, look, out);
    let value = look.get(setting).unwrap_or_default();
    let id = match setting {
        // There is no room for them beside columns.
        "readings" if look.vertical && look.readings => Some("look-readings-down"),
        other => notice_id(other),
    };
    model.notice = id.map(Notice::new).map(|notice| match value.parse() {
        Ok(number) => notice.number("value", number),
        Err(_) => notice.text("value", &line(&value)),
    });
}

fn notice_id(setting: &str) -> Option<&'static str> {
    let mut all = NOTICES.iter();
    all.find(|(name, _)| *name == setting).map(|(_, id)| *id)
}

/// The settings that keys go through, and what is said then.
const NOTICES: [(&str, &str); 13] = [
    ("script", "look-script"),
    ("punctuation", "look-punctuation"),
    ("readings", "look-readings"),
    ("readings-beyond", "look-readings-beyond"),
    ("tones", "look-tones"),
    ("direction", "look-direction"),
    ("vertical-forms", "look-vertical-forms"),
    ("kinsoku", "look-kinsoku"),
    ("hang", "look-hang"),
    ("autospace", "look-autospace"),
    ("paragraphs", "look-paragraphs"),
    ("line-gap", "look-line-gap"),
    ("ambiguous-width", "look-ambiguous-width"),
];

/// Narrower, wider, or as configured.
pub(super) fn measure(model: &mut Model, command: Command, out: &mut Vec<Effect>) {
    let mut look = model.settings.look;
    let (least, most) = Look::bounds("measure");
    let (least, most) = (least as u16, most as u16);
    // In a narrow window the lines in use are shorter than the measure.
    let used = if look.vertical {
        look.measure
    } else {
        look.measure.min(model.typography().measure.max(least))
    };
    look.measure = match command {
        Command::Narrower => used.saturating_sub(MEASURE_STEP).max(least),
        Command::Wider => (look.measure + MEASURE_STEP).min(most),
        _ => model.settings.configured.measure,
    };
    set(model, look, out);
    let id = match look.measure {
        m if m == least => "notice-measure-narrowest",
        m if m == most => "notice-measure-widest",
        _ => "notice-measure",
    };
    model.notice = Some(Notice::new(id).number("columns", look.measure as usize));
}

/// The next language for the article on the page; behind the last one, its own.
pub(super) fn language(model: &mut Model, out: &mut Vec<Effect>) {
    let Some(reader) = &model.reader else {
        return;
    };
    let id = reader.article.id;
    let next = match model.kept.language(id) {
        None => Lang::ALL.first().copied(),
        Some(lang) => {
            let mut rest = Lang::ALL.into_iter().skip_while(|other| *other != lang);
            rest.nth(1)
        }
    };
    model.kept.set_language(id, next);
    out.push(Effect::Keep(model.kept.print()));
    let value = next.or(model.settings.look.text_lang);
    let value = value.map_or("auto", Lang::tag);
    model.notice = Some(Notice::new("look-text-lang").text("value", value));
}

fn set(model: &mut Model, look: Look, out: &mut Vec<Effect>) {
    model.settings.look = look;
    model.kept.remember(look, model.settings.configured);
    out.push(Effect::Keep(model.kept.print()));
}

/// Asks once for each dictionary that the page needs.
pub(super) fn ask_for_dictionaries(model: &mut Model, out: &mut Vec<Effect>) {
    let look = model.settings.look;
    let open = model.reader.is_some();
    let needs = [
        (Part::Reader, open && look.readings),
        (Part::Converter, look.script != Script::AsIs),
    ];
    for (part, _) in needs.into_iter().filter(|(_, needed)| *needed) {
        ask_for(model, part, out);
    }
}

/// Asks for a dictionary, unless it is there or on its way.
pub(super) fn ask_for(model: &mut Model, part: Part, out: &mut Vec<Effect>) {
    if !model.lexicon.has(part) && !model.asked.contains(&part) {
        model.asked.push(part);
        out.push(Effect::LoadLexicon(part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_has_its_own_words() {
        for command in Command::ALL {
            if let Some(setting) = command.look_setting() {
                assert!(notice_id(setting).is_some(), "{setting}");
                assert!(Look::default().get(setting).is_some(), "{setting}");
            }
        }
        let by_keys = |name: &&str| NOTICES.iter().any(|(other, _)| other == name);
        let others: Vec<&str> = Look::names().filter(|name| !by_keys(name)).collect();
        assert_eq!(
            others,
            ["measure", "text-lang"],
            "these have keys of their own"
        );
    }
}
