//! What the fuzz targets do with any bytes: more than not falling over, each states
//! what must hold. `cargo test` replays the corpus through the same code.
//!
//! Whoever includes this has a module `headless` beside it.
#![allow(dead_code, reason = "a target runs one of them")]

mod texts;
mod walk;

pub use texts::{bookmarks, clean, config, decode, keys, news, query, wrap};
pub use walk::walk;

/// What a target does with bytes.
pub type Body = fn(&[u8]);

/// All targets, by name.
pub const TARGETS: [(&str, Body); 9] = [
    ("clean", clean),
    ("decode", decode),
    ("news", news),
    ("wrap", wrap),
    ("query", query),
    ("bookmarks", bookmarks),
    ("config", config),
    ("keys", keys),
    ("walk", walk),
];
