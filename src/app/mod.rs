//! The program as data: the model, its commands, and the pure `update`.
//! Knows no screen, no file, no thread, no clock.
//!
//! Invariant: `update` never blocks and never fails; what it wants done outside
//! it returns as effects, and what comes back of another era changes nothing.

mod act;
pub mod annotate;
mod arrive;
pub mod command;
pub mod effect;
pub mod encodings;
pub mod event;
mod faults;
pub mod geometry;
pub mod history;
pub mod kept;
pub mod key_docs;
pub mod keymap;
pub mod line;
pub mod links;
pub mod list;
mod looks;
pub mod marks;
pub mod memory;
pub mod missing;
pub mod model;
pub mod notice;
pub mod open;
pub mod outside;
pub mod overlay;
pub mod palette;
pub mod pick;
pub mod read;
pub mod select;
pub mod standing;
pub mod texts;
pub mod timeline;
mod typing;
mod undo;
pub mod update;
mod visit;

pub use arrive::warning_text;
pub use command::{Command, Context, Group};
pub use effect::{Effect, Filtering};
pub use encodings::warning_words;
pub use event::{Era, Event, Failure, Mouse, MouseKind, Shelf};
pub use geometry::{Area, Geometry};
pub use keymap::{Keymap, Lookup};
pub use model::{Focus, Model, Prompt, Settings};
pub use notice::{Notice, Tone};
pub use update::update;
