//! The user's settings: `config.toml` as values, themes as plain data.
//! Reads text, never files; a mistake costs one setting, never the program.
//!
//! Invariant: the table in `schema` is the only list of settings. Loading,
//! messages and `docs/config.md` come from it.

mod docs;
mod kept;
mod load;
mod look;
mod nearest;
mod problem;
mod schema;
mod theme;

pub use docs::config_markdown;
pub use kept::Kept;
pub use load::load;
pub use look::{Look, Paragraphs, Width, choices};
pub use nearest::nearest;
pub use problem::{Problem, ProblemKind};
pub use schema::{Config, KeyEntry, ThemeName};
pub use theme::{Colour, Role, Style, Theme};
