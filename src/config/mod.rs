//! The user's settings: `config.toml` as values, themes as plain data.
//! Reads text, never files; a mistake costs one setting, never the program.

mod nearest;

pub use nearest::nearest;
