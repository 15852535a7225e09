//! What holds for the whole tree and no compiler checks: floors, doors, shape,
//! interface texts, documents, the crates built in. Each message says what to do.

mod crates;
mod docs;
mod doors;
mod floors;
mod paths;
mod shape;
mod texts;
mod tree;
