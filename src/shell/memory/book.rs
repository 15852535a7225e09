//! The file of what is remembered: the one place that speaks SQL.
//!
//! Invariant: a batch of changes is in the file whole or not at all, and a file of a
//! newer program is left as it is. What is read of a damaged file is taken for what it
//! is: any number, any bytes.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row, Transaction, TransactionBehavior, params};

use super::place;
use super::salvage::Salvage;
use crate::app::Failure;
use crate::app::history::MOST;
use crate::article::ArticleId;
use crate::shell::fs::{ReadError, shown};
use crate::store::{Memory, MemoryChange, RECENT, Remembered};
use crate::text::clean;

/// The form of the tables; a file with a higher one is of a newer program.
const VERSION: i64 = 1;

/// How long a write waits for that of another program.
const BUSY: Duration = Duration::from_secs(1);

/// `opened` orders; it is the time in milliseconds since 1970, unless a clock was put
/// back. 0: it was only marked.
const TABLES: &str = "
CREATE TABLE IF NOT EXISTS article (
  id INTEGER PRIMARY KEY,
  headline TEXT NOT NULL,
  source TEXT NOT NULL,
  opened INTEGER NOT NULL,
  read INTEGER NOT NULL,
  block INTEGER,
  offset INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS article_opened ON article (opened);
CREATE TABLE IF NOT EXISTS typed (line TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
";

const OPENED: &str = "
INSERT INTO article (id, headline, source, opened, read)
VALUES (?1, ?2, ?3, max(?4, 1 + coalesce((SELECT max(opened) FROM article), 0)), 1)
ON CONFLICT (id) DO UPDATE SET headline = excluded.headline, source = excluded.source,
  opened = excluded.opened, read = 1";

const LEFT: &str = "
INSERT INTO article (id, headline, source, opened, read, block, offset)
VALUES (?1, '', '', 0, 1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET block = excluded.block, offset = excluded.offset";

const MARKED: &str = "
INSERT INTO article (id, headline, source, opened, read) VALUES (?1, ?2, ?3, 0, ?4)
ON CONFLICT (id) DO UPDATE SET read = excluded.read";

const TYPED: &str = "
INSERT INTO typed (line, at)
VALUES (?1, max(?2, 1 + coalesce((SELECT max(at) FROM typed), 0)))
ON CONFLICT (line) DO UPDATE SET at = excluded.at";

const SAVED: &str = "
INSERT OR IGNORE INTO article (id, headline, source, opened, read, block, offset)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

const SAVED_LINE: &str = "INSERT OR IGNORE INTO typed (line, at) VALUES (?1, ?2)";

const FORGET_TYPED: &str = "
DELETE FROM typed WHERE at <= (SELECT at FROM typed ORDER BY at DESC LIMIT 1 OFFSET ?1)";

/// A change and when it was made, in milliseconds since 1970.
pub(super) struct Noted {
    pub change: MemoryChange,
    pub at: i64,
}

/// Why the file is of no use.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("a newer program has written it")]
    Newer,
    #[error("another program is writing")]
    Busy,
    #[error("not a regular file")]
    NotAFile,
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Other(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        // A table that is not there, or not as it was made, is one of another file.
        if let rusqlite::Error::SqlInputError { .. } = error {
            return Self::Damaged(error.to_string());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Other(error),
        }
    }
}

impl Fault {
    /// What the user is told about the file at `path`.
    pub(super) fn of(self, path: &Path) -> Failure {
        let what = shown(path);
        let (why, detail) = match self {
            Self::Damaged(detail) => ("why-memory-damaged", detail),
            Self::Newer => ("why-memory-newer", String::new()),
            Self::Busy => ("why-memory-locked", String::new()),
            Self::NotAFile => ("why-device", String::new()),
            Self::Io(error) => return ReadError::from(error).of_own(&what),
            Self::Other(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => ("why-disk-full", String::new()),
                Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                    ("why-permission", String::new())
                }
                _ => ("why-io", error.to_string()),
            },
        };
        let detail = clean::line(&detail);
        Failure { what, why, detail }
    }
}

/// The open file.
pub(super) struct Book {
    database: Connection,
    /// A number that changes when another program has written.
    seen: i64,
}

impl Book {
    /// Opens the file, and makes it where it is not there.
    pub(super) fn open(path: &Path) -> Result<Self, Fault> {
        place::make(path)?;
        // A name is a name, whatever stands in it: no URI.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut database = Connection::open_with_flags(path, flags)?;
        let version = distrust(&database)?;
        let mode = if place::is_remote(path) {
            "TRUNCATE"
        } else {
            "WAL"
        };
        let set: rusqlite::Result<String> =
            database.pragma_update_and_check(None, "journal_mode", mode, |row| row.get(0));
        // While others use the file it keeps the mode that it has.
        match set.map_err(Fault::from) {
            Ok(_) | Err(Fault::Busy) => {}
            Err(fault) => return Err(fault),
        }
        database.pragma_update(None, "synchronous", "NORMAL")?;
        if version < VERSION {
            let making = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
            making.execute_batch(TABLES)?;
            making.pragma_update(None, "user_version", VERSION)?;
            making.commit()?;
        }
        let mut this = Self { database, seen: 0 };
        this.take_over(path)?;
        this.seen = number(&this.database, "data_version")?;
        Ok(this)
    }

    /// What is open for reading alone; None where it has no tables yet.
    pub(super) fn of(database: Connection) -> Result<Option<Self>, Fault> {
        let version = distrust(&database)?;
        let seen = 0;
        Ok((version == VERSION).then_some(Self { database, seen }))
    }

    /// All that is in the file.
    pub(super) fn load(&self) -> Result<Memory, Fault> {
        let mut memory = Memory::default();
        let read = Arc::make_mut(&mut memory.read);
        let places = &mut memory.places;
        self.each("SELECT id, read, block, offset FROM article", [], |row| {
            let id = id_of(row)?;
            if integer(row, 1).is_some_and(|read| read != 0) {
                read.insert(id);
            }
            if let (Some(block), Some(offset)) = (small(row, 2), small(row, 3)) {
                places.insert(id, (block, offset));
            }
            Some(())
        })?;
        let recent = &mut memory.recent;
        let latest = "SELECT id, headline, source FROM article
                      WHERE opened > 0 ORDER BY opened DESC LIMIT ?1";
        self.each(latest, [RECENT as i64], |row| {
            let article = Remembered {
                id: id_of(row)?,
                headline: text(row, 1),
                source: text(row, 2),
            };
            if article.is_lasting() {
                recent.push(article);
            }
            Some(())
        })?;
        let typed = &mut memory.typed;
        self.each("SELECT line FROM typed ORDER BY at", [], |row| {
            typed.push(text(row, 0));
            Some(())
        })?;
        Ok(memory)
    }

    /// What was opened last, alone, and where it was left: at once, whatever else there is.
    pub(super) fn latest(&self) -> Result<Memory, Fault> {
        let mut memory = Memory::default();
        // What cannot be opened again is passed over.
        let latest = "SELECT id, headline, source, block, offset FROM article
                      WHERE opened > 0 AND source <> '-' AND source NOT LIKE '-#%'
                      ORDER BY opened DESC LIMIT 1";
        self.each(latest, [], |row| {
            let id = id_of(row)?;
            memory.recent.push(Remembered {
                id,
                headline: text(row, 1),
                source: text(row, 2),
            });
            let place = (small(row, 3)?, small(row, 4)?);
            memory.places.insert(id, place);
            Some(())
        })?;
        memory.recent.retain(Remembered::is_lasting);
        Ok(memory)
    }

    /// Puts changes into the file; whether another program has written since it was
    /// looked at.
    pub(super) fn write(&mut self, changes: &[Noted]) -> Result<bool, Fault> {
        let behavior = TransactionBehavior::Immediate;
        let writing = self.database.transaction_with_behavior(behavior)?;
        for noted in changes {
            put(&writing, noted)?;
        }
        writing.commit()?;
        let seen = number(&self.database, "data_version")?;
        Ok(std::mem::replace(&mut self.seen, seen) != seen)
    }

    /// Puts in what was saved of a damaged file, where nothing newer is; how many of the
    /// articles count as read.
    pub(super) fn restore(&mut self, saved: &Salvage) -> rusqlite::Result<usize> {
        let behavior = TransactionBehavior::Immediate;
        let writing = self.database.transaction_with_behavior(behavior)?;
        for article in &saved.articles {
            let (block, offset) = article.place.unzip();
            let (headline, source) = (&article.headline, &article.source);
            let (opened, read) = (article.opened, article.read);
            let values = params![article.id, headline, source, opened, read, block, offset];
            writing.execute(SAVED, values)?;
        }
        for (line, at) in &saved.typed {
            writing.execute(SAVED_LINE, params![line, at])?;
        }
        writing.execute(FORGET_TYPED, params![MOST as i64])?;
        writing.commit()?;
        self.seen = number(&self.database, "data_version")?;
        Ok(saved.articles.iter().filter(|article| article.read).count())
    }

    /// Takes over what was typed in the days when a plain file kept it.
    fn take_over(&mut self, path: &Path) -> Result<(), Fault> {
        let old = path.with_file_name("history");
        let Ok(bytes) = std::fs::read(&old) else {
            return Ok(());
        };
        let lines = String::from_utf8_lossy(&bytes);
        let behavior = TransactionBehavior::Immediate;
        let writing = self.database.transaction_with_behavior(behavior)?;
        for (nth, line) in lines.lines().rev().take(MOST).enumerate() {
            // Before all that is there.
            let at = -1 - nth as i64;
            writing.execute(SAVED_LINE, params![line, at])?;
        }
        writing.commit()?;
        // Where it cannot be removed it is taken over again, which changes nothing.
        drop(std::fs::remove_file(old));
        Ok(())
    }

    /// Calls `take` with each row; rows that it cannot read are left out.
    fn each<P: rusqlite::Params>(
        &self,
        sql: &str,
        params: P,
        mut take: impl FnMut(&Row<'_>) -> Option<()>,
    ) -> Result<(), Fault> {
        let mut statement = self.database.prepare(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            take(row);
        }
        Ok(())
    }
}

/// Lets nothing that a file brings with it be carried out; gives the form of its tables.
pub(super) fn distrust(database: &Connection) -> Result<i64, Fault> {
    database.busy_timeout(BUSY)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    database.pragma_update(None, "trusted_schema", false)?;
    database.pragma_update(None, "cell_size_check", true)?;
    let version = number(database, "user_version")?;
    if version > VERSION {
        return Err(Fault::Newer);
    }
    Ok(version)
}

fn put(writing: &Transaction<'_>, noted: &Noted) -> rusqlite::Result<()> {
    match &noted.change {
        MemoryChange::Opened(article) => {
            let (headline, source) = (&article.headline, &article.source);
            let values = params![key(article.id), headline, source, noted.at];
            writing.execute(OPENED, values)?;
        }
        MemoryChange::Left { id, block, offset } => {
            writing.execute(LEFT, params![key(*id), block, offset])?;
        }
        MemoryChange::Marked { article, read } => {
            let (headline, source) = (&article.headline, &article.source);
            writing.execute(MARKED, params![key(article.id), headline, source, read])?;
        }
        MemoryChange::Typed(line) => {
            writing.execute(TYPED, params![line, noted.at])?;
            writing.execute(FORGET_TYPED, params![MOST as i64])?;
        }
    }
    Ok(())
}

/// The same bits, as the file has only numbers with a sign.
fn key(id: ArticleId) -> i64 {
    id.0 as i64
}

fn id_of(row: &Row<'_>) -> Option<ArticleId> {
    integer(row, 0).map(|id| ArticleId(id as u64))
}

pub(super) fn integer(row: &Row<'_>, column: usize) -> Option<i64> {
    match row.get_ref(column) {
        Ok(ValueRef::Integer(value)) => Some(value),
        _ => None,
    }
}

pub(super) fn small(row: &Row<'_>, column: usize) -> Option<u32> {
    u32::try_from(integer(row, column)?).ok()
}

fn text(row: &Row<'_>, column: usize) -> String {
    plain_text(row, column).unwrap_or_default()
}

/// A text; None where something else stands there.
pub(super) fn plain_text(row: &Row<'_>, column: usize) -> Option<String> {
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

fn number(database: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    database.pragma_query_value(None, pragma, |row| row.get(0))
}

#[cfg(test)]
mod tests;
