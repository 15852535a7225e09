//! Where the commands that print write to: a closed pipe is a quiet end, any other
//! failure an error with its reason. A file is replaced whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};

use super::fs::shown;
use crate::text::Clean;

/// Why no more can be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The reader has gone away (`yue list | head`): end quietly, with success.
    #[error("the pipe is closed")]
    Closed,
    /// A full disk, for one: an error of the system.
    #[error(transparent)]
    Failed(io::Error),
}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Failed(error),
        }
    }
}

/// Where printed text goes.
pub enum Target {
    Stdout(StdoutLock<'static>),
    /// A file that is replaced whole at the end.
    File {
        path: PathBuf,
        bytes: Vec<u8>,
    },
}

impl Write for Target {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(text),
            Self::File { bytes, .. } => bytes.write(text),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { path, bytes } => put(path, bytes),
        }
    }
}

/// Replaces a file whole; what is no regular file (a device, a FIFO) gets the bytes.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let named =
        |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", shown(path)));
    let there = std::fs::metadata(path).ok();
    if there.is_some_and(|there| !there.is_file()) {
        return std::fs::write(path, bytes).map_err(named);
    }
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = target.with_file_name(name);
    let written = write_new(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, &target));
    written.map_err(|error| {
        drop(std::fs::remove_file(&temporary));
        named(error)
    })
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Buffered output; nothing is sure before [`Output::finish`].
///
/// Text that nobody has cleaned is not printed:
///
/// ```
/// use yue::shell::stdout::Output;
/// use yue::text::clean::line;
///
/// let mut output = Output::to(Vec::new());
/// assert!(output.line("headline").is_ok() && output.line(&line("a\u{1B}b")).is_ok());
/// ```
/// ```compile_fail
/// let mut output = yue::shell::stdout::Output::to(Vec::new());
/// let headline = String::from("a\u{1B}b");
/// output.line(headline.as_str()).ok();
/// ```
pub struct Output<W: Write = Target> {
    writer: BufWriter<W>,
}

impl Output {
    /// Standard output, taken for as long as the value lives.
    pub fn stdout() -> Self {
        Self::to(Target::Stdout(io::stdout().lock()))
    }

    /// A file, which [`Output::finish`] replaces whole.
    pub fn file(path: PathBuf) -> Self {
        let bytes = Vec::new();
        Self::to(Target::File { path, bytes })
    }
}

impl<W: Write> Output<W> {
    /// Output to `writer`.
    pub fn to(writer: W) -> Self {
        let writer = BufWriter::with_capacity(64 * 1024, writer);
        Self { writer }
    }

    /// Writes `text`, which a terminal may show.
    pub fn text<'t>(&mut self, text: impl Into<Clean<&'t str>>) -> Result<(), OutputError> {
        self.data(text.into().as_str().as_bytes())
    }

    /// Writes `text` and a line end.
    pub fn line<'t>(&mut self, text: impl Into<Clean<&'t str>>) -> Result<(), OutputError> {
        self.text(text)?;
        self.text("\n")
    }

    /// Writes bytes as they are, for another program: JSON, which escapes what a terminal
    /// obeys, scripts that were generated, lines as they were read where no terminal
    /// takes them.
    pub fn data(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        Ok(self.writer.write_all(bytes)?)
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) -> Result<(), OutputError> {
        Ok(self.writer.flush()?)
    }

    /// Writes what is still held back.
    pub fn finish(mut self) -> Result<(), OutputError> {
        Ok(self.writer.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_pipe_is_told_apart_from_a_full_disk() {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let mut output = Output::to(writer);
        output.line("x").unwrap();
        assert!(matches!(output.finish(), Err(OutputError::Closed)));
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut output = Output::to(full);
        output.line("x").unwrap();
        assert!(matches!(output.finish(), Err(OutputError::Failed(_))));
    }

    #[test]
    fn a_file_is_replaced_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        std::fs::write(&path, "old").unwrap();
        let mut output = Output::file(path.clone());
        output.line("中文").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        output.finish().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "中文\n");
        let all = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(all, 1, "nothing else is left");
        let nowhere = Output::file(folder.path().join("no").join("out.txt"));
        assert!(matches!(nowhere.finish(), Err(OutputError::Failed(_))));
        let device = Output::file(PathBuf::from("/dev/null"));
        assert!(device.finish().is_ok());
    }

    #[test]
    fn all_arrives() {
        let mut bytes = Vec::new();
        let mut output = Output::to(&mut bytes);
        output.text("中").unwrap();
        output.line("文").unwrap();
        output.finish().unwrap();
        assert_eq!(bytes, "中文\n".as_bytes());
    }
}
