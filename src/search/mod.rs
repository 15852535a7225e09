//! Full-text search over bodies where they lie: no index, no tokeniser, from one
//! character up. A fast search for the spellings of a short piece of each term
//! gives candidates; an automaton over folded characters around them decides.
//!
//! Invariant: what is found is what folding the whole text and looking for the
//! folded term finds, and the work is linear in the bytes, whatever they hold.

mod escape;
mod letters;
mod phrase;
mod piece;
mod scan;
mod snippet;
mod source;
mod spelling;
mod term;
mod weight;

pub use phrase::{Phrase, excess, first_term};
pub use scan::Scan;
pub use source::Form;

#[cfg(test)]
mod tests;
