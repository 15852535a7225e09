//! The program as data: the model, its commands, and the pure `update`.
//! Knows no screen, no file, no thread, no clock.

pub mod command;
pub mod effect;
pub mod event;
pub mod key_docs;
pub mod keymap;

pub use command::{Command, Context, Group};
pub use effect::Effect;
pub use event::{Era, Event, Mouse, MouseKind};
pub use keymap::{Keymap, Lookup};
