//! `yue` (阅): a terminal reader for Chinese, Japanese and Korean.
//!
//! The modules below stand in the order of their floors. A module imports only
//! from lower floors (`docs/architecture.md`, guarded by `tests/it/tidy`):
//!
//! 0. `text` (clusters, widths, line breaking, cleaning, folding), `keys`, `i18n`
//! 1. `article`: what an article is; `lexicon`: words, readings, scripts
//! 2. `ingest` (bytes to articles), `store` (rows, bookmarks), `config`
//! 3. `filter` (query to matches), `reader` (article to rows)
//! 4. `app`: the model, its commands and the pure `update`
//! 5. `ui` (model to cells), `shell` (effects to the outside world)
//! 6. `term`: the terminal session, input and signals
//! 7. `cli`, `run`: the edge

pub mod dates;
pub mod i18n;
pub mod keys;
pub mod text;

pub mod article;
pub mod lexicon;

pub mod config;
pub mod ingest;
pub mod store;

pub mod filter;
pub mod reader;
pub mod search;

pub mod app;

pub mod shell;
pub mod ui;

pub mod term;

pub mod cli;
pub mod run;
