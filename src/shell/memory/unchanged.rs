//! The file as it lies there, for a report: opened so that nothing of it, and nothing
//! beside it, is made, taken over or written.
//!
//! Invariant: no byte, no time of change and no name in the folder is another one after.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::book::{Book, Fault};
use super::place;

/// Opens it; None where nothing is in it yet.
pub(super) fn open(path: &Path) -> Result<Option<Book>, Fault> {
    let metadata = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        metadata => metadata?,
    };
    if !metadata.is_file() {
        return Err(Fault::NotAFile);
    }
    // Without a log the file holds all, and is read as if nobody could write to it: no
    // lock, no log, no index. With one, its index is used as it lies there.
    // A log without an index would have to be worked through first: it is left out.
    let log = std::fs::metadata(place::with(path, "-wal"));
    let indexed = place::with(path, "-shm").exists();
    let how = if indexed && log.is_ok_and(|log| log.len() > 0) {
        "mode=ro&readonly_shm=1"
    } else {
        "mode=ro&immutable=1"
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(address(path, how), flags)?;
    Book::of(database)
}

/// A path as the address of a file; whatever stands in its name is a part of the name.
pub(super) fn address(path: &Path, how: &str) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            // Writing to a text does not fail.
            other => _ = write!(address, "%{other:02x}"),
        }
    }
    address + "?" + how
}
