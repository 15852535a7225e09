//! Key notation: parse and print. A sequence is one key after the other: a
//! printable key is itself, all others stand in angle brackets with their
//! modifiers before them (`<C-d>`, `<S-Tab>`, `<lt>` for `<`).
//!
//! Invariant: what `print_sequence` writes, `parse_sequence` reads back as the
//! same keys in canonical form.

use super::{Code, Key};

/// Names in angle brackets, the one that is printed before its aliases.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Return", Code::Enter),
    ("CR", Code::Enter),
    ("Esc", Code::Esc),
    ("Escape", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("BS", Code::Backspace),
    ("Delete", Code::Delete),
    ("Del", Code::Delete),
    ("Insert", Code::Insert),
    ("Ins", Code::Insert),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PgUp", Code::PageUp),
    ("PageDown", Code::PageDown),
    ("PgDn", Code::PageDown),
    ("Space", Code::Char(' ')),
    ("lt", Code::Char('<')),
];

/// The highest function key.
const MAX_F: u8 = 12;

/// Parses a sequence such as `gg`, `<C-d>` or `<lt>` into canonical keys; the
/// error says in English what is wrong.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix('<') {
            let (name, after) = split_name(after)
                .ok_or_else(|| format!("`<` without `>` in `{text}`; `<` itself is `<lt>`"))?;
            keys.push(parse_name(name)?);
            rest = after;
        } else if c == ' ' {
            return Err(format!("a blank in `{text}`; the space bar is `<Space>`"));
        } else if c.is_control() {
            return Err("a control character; write it as `<C-…>`".to_owned());
        } else {
            keys.push(Key::char(c));
            rest = rest.strip_prefix(c).unwrap_or_default();
        }
    }
    if keys.is_empty() {
        return Err("no key".to_owned());
    }
    Ok(keys)
}

/// The name before the closing bracket, and what follows it. `<C->>` is Control
/// and `>`.
fn split_name(after: &str) -> Option<(&str, &str)> {
    let (name, rest) = after.split_once('>')?;
    if name.ends_with('-')
        && let Some(rest) = rest.strip_prefix('>')
    {
        return Some((after.get(..=name.len())?, rest));
    }
    Some((name, rest))
}

/// One key, from what stands between the brackets.
fn parse_name(whole: &str) -> Result<Key, String> {
    let mut key = Key::plain(Code::Esc);
    let mut name = whole;
    loop {
        let (modifier, rest) = match name.split_at_checked(2) {
            Some((head, rest)) if !rest.is_empty() => (head, rest),
            _ => break,
        };
        match modifier {
            "C-" | "c-" => key.ctrl = true,
            "A-" | "a-" | "M-" | "m-" => key.alt = true,
            "S-" | "s-" => key.shift = true,
            _ => break,
        }
        name = rest;
    }
    key.code = parse_code(name).ok_or_else(|| format!("no key is named `<{whole}>`"))?;
    if let Code::Char(c) = key.code
        && c != ' '
        && key.shift
        && (key.ctrl || !c.is_ascii_alphabetic())
    {
        return Err(format!(
            "`<{whole}>`: a terminal does not tell Shift here; write the character itself"
        ));
    }
    Ok(key.canonical())
}

fn parse_code(name: &str) -> Option<Code> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return (!c.is_control()).then_some(Code::Char(c));
    }
    if let Some((_, code)) = NAMES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['F', 'f'])?;
    (1..=MAX_F)
        .find(|known| number == known.to_string())
        .map(Code::F)
}

/// Prints a sequence in the form that `parse_sequence` reads.
pub fn print_sequence(keys: &[Key]) -> String {
    keys.iter().map(|key| print_key(*key)).collect()
}

fn print_key(key: Key) -> String {
    let key = key.canonical();
    let name = match key.code {
        Code::F(number) => format!("F{number}"),
        code => NAMES.iter().find(|(_, known)| *known == code).map_or_else(
            || match code {
                Code::Char(c) => c.to_string(),
                _ => String::new(),
            },
            |(name, _)| (*name).to_owned(),
        ),
    };
    let modifiers = [(key.ctrl, "C-"), (key.alt, "A-"), (key.shift, "S-")]
        .iter()
        .filter(|(held, _)| *held)
        .map(|(_, text)| *text)
        .collect::<String>();
    match key.code {
        Code::Char(c) if modifiers.is_empty() && c != ' ' && c != '<' => name,
        _ => format!("<{modifiers}{name}>"),
    }
}

/// A sequence as a message shows it: one key without its brackets (`Esc`,
/// `C-d`, `<`), several in notation.
pub fn show_sequence(keys: &[Key]) -> String {
    let printed = print_sequence(keys);
    let name = printed.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    match (keys, name) {
        ([_], Some("lt")) => "<".to_owned(),
        ([_], Some(name)) => name.to_owned(),
        _ => printed,
    }
}

/// Every name that may stand in angle brackets, with the brackets.
pub fn key_names() -> impl Iterator<Item = String> {
    let named = NAMES.iter().map(|(name, _)| format!("<{name}>"));
    named.chain((1..=MAX_F).map(|number| format!("<F{number}>")))
}

#[cfg(test)]
mod tests;
