//! Themes as plain data: a style for each role, read from `assets/themes`,
//! embedded. What a cell is comes from its role, never from a colour in code.
//!
//! Invariant: the embedded themes are whole and name every role (a test says
//! so); reading one never fails, a role it lacks has no style.

use toml_edit::{Document, Item, TableLike};

use super::ThemeName;

/// A colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Colour {
    /// The one below: of the row, of the page, at last of the terminal.
    #[default]
    Default,
    /// One of the terminal's 16, 0 to 15.
    Ansi(u8),
    Rgb(u8, u8, u8),
}

/// How something is drawn. Styles are laid over each other: one changes only
/// what it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four independent attributes of a terminal cell"
)]
pub struct Style {
    pub fg: Colour,
    pub bg: Colour,
    pub bold: bool,
    pub dim: bool,
    pub reversed: bool,
    pub underline: bool,
}

/// What something on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Body, and the window as a whole.
    Text,
    Title,
    Lead,
    /// Everything that is not text to read.
    Quiet,
    Accent,
    Match,
    Mark,
    Warn,
    Error,
    Selection,
    SelectionUnfocused,
}

impl Role {
    /// All roles, in the order of the theme files.
    pub const ALL: [Self; 11] = [
        Self::Text,
        Self::Title,
        Self::Lead,
        Self::Quiet,
        Self::Accent,
        Self::Match,
        Self::Mark,
        Self::Warn,
        Self::Error,
        Self::Selection,
        Self::SelectionUnfocused,
    ];

    /// Its name in a theme file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Quiet => "quiet",
            Self::Accent => "accent",
            Self::Match => "match",
            Self::Mark => "mark",
            Self::Warn => "warn",
            Self::Error => "error",
            Self::Selection => "selection",
            Self::SelectionUnfocused => "selection-unfocused",
        }
    }
}

/// A style for each role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// The theme of this name. Without `colours` (`NO_COLOR`) it is the
    /// terminal's without any, whatever the name.
    pub fn new(name: ThemeName, colours: bool) -> Self {
        if colours {
            parse(source(name)).0
        } else {
            parse(source(ThemeName::Terminal)).0.without_colours()
        }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The theme without colours; what only a colour told apart is marked
    /// otherwise.
    fn without_colours(mut self) -> Self {
        for style in &mut self.styles {
            style.fg = Colour::Default;
            style.bg = Colour::Default;
        }
        // On a chosen row, which is reversed itself, the line under it still shows.
        self.style_mut(Role::Match).reversed = true;
        self.style_mut(Role::Match).underline = true;
        self.style_mut(Role::Accent).bold = true;
        self
    }

    fn style_mut(&mut self, role: Role) -> &mut Style {
        // A role is an index into its own table.
        &mut self.styles[role as usize]
    }
}

fn source(name: ThemeName) -> &'static str {
    match name {
        ThemeName::Terminal => include_str!("../../assets/themes/terminal.toml"),
        ThemeName::Light => include_str!("../../assets/themes/light.toml"),
        ThemeName::Dark => include_str!("../../assets/themes/dark.toml"),
    }
}

/// The theme in a text, and what is wrong with it.
fn parse(text: &str) -> (Theme, Vec<String>) {
    let mut theme = Theme::default();
    let mut wrong = Vec::new();
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => return (theme, vec![error.to_string()]),
    };
    for (name, _) in document.as_table() {
        if !Role::ALL.iter().any(|role| role.name() == name) {
            wrong.push(format!("no role {name}"));
        }
    }
    for role in Role::ALL {
        match document
            .as_table()
            .get(role.name())
            .and_then(Item::as_table_like)
        {
            Some(table) => *theme.style_mut(role) = style(table, role, &mut wrong),
            None => wrong.push(format!("{} is missing", role.name())),
        }
    }
    (theme, wrong)
}

fn style(table: &dyn TableLike, role: Role, wrong: &mut Vec<String>) -> Style {
    let mut style = Style::default();
    for (name, item) in table.iter() {
        let value = (item.as_str().and_then(colour), item.as_bool());
        match (name, value) {
            ("fg", (Some(colour), _)) => style.fg = colour,
            ("bg", (Some(colour), _)) => style.bg = colour,
            ("bold", (_, Some(on))) => style.bold = on,
            ("dim", (_, Some(on))) => style.dim = on,
            ("reversed", (_, Some(on))) => style.reversed = on,
            ("underline", (_, Some(on))) => style.underline = on,
            _ => wrong.push(format!("{}: {name}", role.name())),
        }
    }
    style
}

/// A colour by name or as `#rrggbb`.
fn colour(text: &str) -> Option<Colour> {
    const NAMES: [&str; 8] = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
    ];
    if let Some(hex) = text.strip_prefix('#') {
        let number = u32::from_str_radix(hex, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        return (hex.len() == 6).then_some(Colour::Rgb(red, green, blue));
    }
    let (name, offset) = match text.strip_prefix("bright-") {
        Some(name) => (name, 8),
        None => (text, 0),
    };
    let index = NAMES.iter().position(|known| *known == name)?;
    Some(Colour::Ansi(index as u8 + offset))
}

#[cfg(test)]
mod tests;
