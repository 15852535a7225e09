//! The command line without a screen: outputs, exit codes, messages.

mod bookmarks;
mod bookmarks_damaged;
mod doctor;
mod encodings;
mod filter;
mod list;
mod messages;
mod print;
mod programs;
mod searching;
mod surroundings;
mod typesetting;
