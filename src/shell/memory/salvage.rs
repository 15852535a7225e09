//! What can still be read of a damaged file, row by row, for the one that takes its
//! place.
//!
//! Rows are read in the order of their keys. Where reading breaks off, the keys behind
//! that place are halved again and again: so what is lost is what lies on pages that are
//! damaged, and not all that follows them.
//!
//! Invariant: it never fails, it reads so many rows and asks so often at most, and the
//! damaged file stays as it is.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};

use super::book::{distrust, integer, plain_text, small};
use super::{place, unchanged};

/// Rows that are read of a table.
const MOST_ROWS: usize = 1 << 20;
/// How often reading begins anew.
const MOST_TRIES: usize = 512;
/// A text of a row is not longer, in bytes.
const LONGEST: usize = 1 << 16;
/// What orders rows lies below this, so that there is always a number behind the last.
const LATEST: i64 = 1 << 53;

/// A row of the table of articles.
#[derive(Debug)]
pub(super) struct Article {
    pub id: i64,
    pub headline: String,
    pub source: String,
    pub opened: i64,
    pub read: bool,
    pub place: Option<(u32, u32)>,
}

/// What was saved.
#[derive(Debug, Default)]
pub(super) struct Salvage {
    pub articles: Vec<Article>,
    /// Lines that were typed, and what orders them.
    pub typed: Vec<(String, i64)>,
}

/// All that can be read of the file at `path`, which nobody uses any more.
pub(super) fn read(path: &Path) -> Salvage {
    // The log, where there is one, holds what came last; where it is damaged too, the
    // file is read without it.
    let with_log = std::fs::metadata(place::with(path, "-wal")).is_ok_and(|log| log.len() > 0);
    let mut best = Salvage::default();
    let ways = [with_log.then_some("mode=ro"), Some("mode=ro&immutable=1")];
    for how in ways.into_iter().flatten() {
        let found = attempt(&unchanged::address(path, how));
        if found.articles.len() + found.typed.len() > best.articles.len() + best.typed.len() {
            best = found;
        }
    }
    if with_log {
        // The index of the log, which was only made to read it.
        drop(std::fs::remove_file(place::with(path, "-shm")));
    }
    best
}

fn attempt(address: &str) -> Salvage {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut found = Salvage::default();
    let Ok(database) = Connection::open_with_flags(address, flags) else {
        return found;
    };
    if distrust(&database).is_err() {
        return found;
    }
    let articles = "SELECT id, headline, source, opened, read, block, offset FROM article
                    WHERE id >= ?1 AND id <= ?2 ORDER BY id";
    rows(&database, articles, &mut |row| {
        found.articles.extend(article(row));
    });
    let typed = "SELECT rowid, line, at FROM typed
                 WHERE rowid >= ?1 AND rowid <= ?2 ORDER BY rowid";
    rows(&database, typed, &mut |row| {
        let line = plain_text(row, 1).filter(|line| line.len() <= LONGEST);
        let at = integer(row, 2).filter(|at| (-LATEST..LATEST).contains(at));
        found.typed.extend(line.zip(at));
    });
    found
}

fn article(row: &Row<'_>) -> Option<Article> {
    let text = |column| plain_text(row, column).filter(|text| text.len() <= LONGEST);
    Some(Article {
        id: integer(row, 0)?,
        headline: text(1)?,
        source: text(2)?,
        opened: integer(row, 3).filter(|at| (0..LATEST).contains(at))?,
        read: integer(row, 4)? != 0,
        place: small(row, 5).zip(small(row, 6)),
    })
}

/// Calls `take` with each row that can be read; the first column is its key.
fn rows(database: &Connection, sql: &str, take: &mut dyn FnMut(&Row<'_>)) {
    let mut left = MOST_ROWS;
    let mut ranges = VecDeque::from([(i64::MIN, i64::MAX)]);
    for _ in 0..MOST_TRIES {
        let Some((first, last)) = ranges.pop_front().filter(|_| left > 0) else {
            return;
        };
        let Some(reached) = range(database, sql, (first, last), &mut left, take) else {
            continue;
        };
        // Behind what was read comes what cannot be: beyond its middle perhaps not.
        let middle = i64::midpoint(reached, last);
        if middle < last {
            ranges.push_back((middle + 1, last));
        }
        if reached < middle {
            ranges.push_back((reached, middle));
        }
    }
}

/// Reads the rows of a range of keys; where that breaks off, the first key that was not
/// read.
fn range(
    database: &Connection,
    sql: &str,
    (first, last): (i64, i64),
    left: &mut usize,
    take: &mut dyn FnMut(&Row<'_>),
) -> Option<i64> {
    let mut next = first;
    let mut read = || -> rusqlite::Result<()> {
        let mut statement = database.prepare(sql)?;
        let mut rows = statement.query([first, last])?;
        while let Some(row) = rows.next()? {
            *left = left.saturating_sub(1);
            take(row);
            next = integer(row, 0).unwrap_or(next).saturating_add(1);
            if *left == 0 {
                break;
            }
        }
        Ok(())
    };
    read().is_err().then_some(next)
}

#[cfg(test)]
mod tests;
