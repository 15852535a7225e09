//! The copies that synchronising tools leave beside the bookmarks file when two machines
//! have written: joined with it, and put away.
//!
//! A copy is first renamed to a name of ours (`COPY.joining-PID-N`), so that the tool
//! cannot put a newer one in its place between reading and putting away; then read,
//! joined, and given its last name: `COPY.merged-N`, or `COPY.corrupt-N` where not all of
//! it could be read. One that was left halfway is taken up again, when its program is gone.
//!
//! Invariants: a copy gets its last name only after all that can be read of it is on disk
//! in the file itself; no file is ever written over. Several programs may do this at once.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::{Standing, failure, oddity, write_on};
use crate::app::Failure;
use crate::shell::atomic::{self, Disk, Look, ReplaceError};
use crate::shell::fs::shown;
use crate::store::bookmark_file::{self, Contents, Newer};
use crate::text::Clean;

/// Behind the name of a copy that is being joined, before the process and a number.
const JOINING: &str = ".joining-";
/// Behind the name of a copy whose bookmarks are in the file, before a number.
const MERGED: &str = ".merged-";
/// The same, where not all of it could be read.
const CORRUPT: &str = ".corrupt-";

/// How often a copy is read that somebody still writes to.
const TRIES: usize = 3;

/// More copies of one name are not put away.
const MOST: u32 = 10_000;

type Result<T> = std::result::Result<T, ReplaceError<Newer>>;

/// What came of the copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The names of those whose bookmarks are in the file now, as the tool gave them.
    pub names: Vec<Clean>,
    /// Why another is not, or not all of it.
    pub odd: Vec<Failure>,
}

/// A copy under a name of ours.
struct Claimed {
    /// As the tool named it.
    copy: PathBuf,
    path: PathBuf,
}

/// Joins the conflict copies beside the file at `path` with it.
pub(in crate::shell) fn merge<D: Disk>(disk: &D, path: &Path) -> Joined {
    let mut joined = Joined::default();
    let claimed = atomic::resolve(disk, path)
        .map_err(ReplaceError::from)
        .and_then(|target| claim(disk, &target, &mut joined));
    let claimed = claimed.unwrap_or_else(|error| {
        joined.odd.push(failure(path, error));
        Vec::new()
    });
    for one in claimed {
        if let Err(failure) = join(disk, path, &one, &mut joined) {
            joined.odd.push(failure);
        }
    }
    joined
}

/// Renames the copies beside `target` to names of ours; the result: those, and others
/// that somebody who is gone has left under such names.
fn claim<D: Disk>(disk: &D, target: &Path, joined: &mut Joined) -> Result<Vec<Claimed>> {
    let folder = target.parent().unwrap_or(Path::new("/"));
    if beside(disk, target).is_empty() {
        return Ok(Vec::new());
    }
    // One at a time; what the other has renamed is not seen any more.
    let _lock = atomic::lock(disk, target)?;
    let ours = atomic::read::<_, Newer>(disk, target)?;
    if matches!(bookmark_file::read(&ours).standing, Standing::Newer(_)) {
        return Ok(Vec::new());
    }
    let mut claimed = Vec::new();
    for name in beside(disk, target) {
        let path = folder.join(&name);
        if let Some(copy) = claimed_name(&name) {
            let copy = folder.join(copy);
            claimed.push(Claimed { copy, path });
            continue;
        }
        match is_for_us(disk, &path).and_then(|yes| yes.then(|| rename(disk, &path)).transpose()) {
            Ok(Some(to)) => claimed.push(Claimed {
                copy: path,
                path: to,
            }),
            Ok(None) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => joined.odd.push(failure(&path, error.into())),
        }
    }
    Ok(claimed)
}

/// Whether there is a file that this program can read whole. That of a newer one stays
/// where it is.
fn is_for_us<D: Disk>(disk: &D, copy: &Path) -> io::Result<bool> {
    if !disk.look(copy)?.is_some_and(|look| look.regular) {
        return Ok(false);
    }
    let standing = bookmark_file::read(&disk.read(copy)?.0).standing;
    Ok(!matches!(standing, Standing::Newer(_)))
}

fn rename<D: Disk>(disk: &D, copy: &Path) -> io::Result<PathBuf> {
    let ours = format!("{JOINING}{}-", std::process::id());
    for number in 1..MOST {
        let to = with(copy, &format!("{ours}{number}"));
        if disk.look(&to)?.is_none() {
            disk.rename(copy, &to)?;
            return Ok(to);
        }
    }
    Err(Errno::EXIST.into())
}

/// Joins one, unless another program has done it meanwhile. What fails is told of the file
/// or of the copy, whichever it is of.
fn join<D: Disk>(
    disk: &D,
    path: &Path,
    claimed: &Claimed,
    joined: &mut Joined,
) -> std::result::Result<(), Failure> {
    let of_copy = |error| failure(&claimed.copy, error);
    let mut at = claimed.path.clone();
    let mut odd = None;
    for _ in 0..TRIES {
        let (bytes, look) = match disk.read(&at) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read.map_err(|error| of_copy(error.into()))?,
        };
        let theirs = bookmark_file::read(&bytes);
        take_in(disk, path, &theirs).map_err(|error| failure(path, error))?;
        if at == claimed.path {
            let Some(kept) = put_away(disk, claimed, &theirs).map_err(of_copy)? else {
                return Ok(());
            };
            at = kept;
            let name = claimed.copy.file_name().unwrap_or_default();
            joined.names.push(shown(name.as_ref()));
        }
        odd = oddity(&at, &theirs);
        // Who had it open has perhaps not ended writing.
        if is_as(disk, &at, &look).map_err(|error| of_copy(error.into()))? {
            break;
        }
    }
    joined.odd.extend(odd.map(|odd| Failure {
        why: "why-copy-damaged",
        ..odd
    }));
    Ok(())
}

/// Puts into the file what a copy has beyond it.
fn take_in<D: Disk>(disk: &D, path: &Path, theirs: &Contents) -> Result<()> {
    let ours = bookmark_file::read(&atomic::read::<_, Newer>(disk, path)?);
    let changes = bookmark_file::additions(&ours.bookmarks, &theirs.bookmarks);
    if !changes.is_empty() {
        write_on(disk, path, &[], &changes)?;
    }
    Ok(())
}

fn is_as<D: Disk>(disk: &D, path: &Path, look: &Look) -> io::Result<bool> {
    let now = disk.look(path)?;
    Ok(now.is_none_or(|now| now.identity == look.identity))
}

/// Gives a copy its last name; None where it is not there any more.
fn put_away<D: Disk>(disk: &D, claimed: &Claimed, theirs: &Contents) -> Result<Option<PathBuf>> {
    let end = match theirs.standing {
        Standing::Sound => MERGED,
        _ => CORRUPT,
    };
    for number in 1..MOST {
        let to = with(&claimed.copy, &format!("{end}{number}"));
        match disk.link(&claimed.path, &to) {
            Ok(()) => drop(disk.remove(&claimed.path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            // Where a file can have but one name.
            Err(_) if disk.look(&to)?.is_none() => disk.rename(&claimed.path, &to)?,
            Err(_) => continue,
        }
        disk.sync_folder(to.parent().unwrap_or(Path::new("/")))?;
        return Ok(Some(to));
    }
    Err(ReplaceError::Crowded)
}

/// The names of copies beside a file, and of those that are ours to join.
fn beside<D: Disk>(disk: &D, target: &Path) -> Vec<OsString> {
    let folder = target.parent().unwrap_or(Path::new("/"));
    let names = disk.names(folder).unwrap_or_default().into_iter();
    let mut names: Vec<OsString> = names
        .filter(|name| match claimed_name(name) {
            Some(copy) => is_copy(target, &copy) && is_left(name),
            None => is_copy(target, name),
        })
        .collect();
    names.sort();
    names
}

/// Whether a file beside `target` has the name of a conflict copy of it:
/// `bookmarks.sync-conflict-….toml` (Syncthing), `bookmarks (… conflicted copy …).toml`
/// (Dropbox, Nextcloud and others).
pub fn is_copy(target: &Path, name: &OsStr) -> bool {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let text = name.to_string_lossy();
    let middle = text.strip_prefix(&*stem).unwrap_or_default();
    let end = Path::new(name).extension();
    end == target.extension() && middle.to_ascii_lowercase().contains("conflict")
}

/// The name that a copy had before it was renamed to this one.
fn claimed_name(name: &OsStr) -> Option<OsString> {
    let bytes = name.as_bytes();
    let mut at = bytes.windows(JOINING.len());
    let at = at.rposition(|window| window == JOINING.as_bytes())?;
    Some(OsString::from_vec(bytes.get(..at)?.to_vec()))
}

/// Whether a copy under a name of ours is left by us, or by somebody who is gone.
fn is_left(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let process = name.rsplit_once(JOINING).map_or("", |(_, end)| end);
    let number = process.split('-').next().and_then(|pid| pid.parse().ok());
    number.and_then(Pid::from_raw).is_none_or(|pid| {
        pid.as_raw_nonzero().get() as u32 == std::process::id()
            || test_kill_process(pid) == Err(Errno::SRCH)
    })
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}
