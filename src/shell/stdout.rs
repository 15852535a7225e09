//! Standard output for the commands that print: a closed pipe is a quiet end, any
//! other failure an error with its reason.

use std::io::{self, BufWriter, StdoutLock, Write};

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

/// Buffered output; nothing is sure before [`Output::finish`].
pub struct Output<W: Write = StdoutLock<'static>> {
    writer: BufWriter<W>,
}

impl Output {
    /// Standard output, taken for as long as the value lives.
    pub fn stdout() -> Self {
        Self::to(io::stdout().lock())
    }
}

impl<W: Write> Output<W> {
    /// Output to `writer`.
    pub fn to(writer: W) -> Self {
        let writer = BufWriter::with_capacity(64 * 1024, writer);
        Self { writer }
    }

    /// Writes `text`.
    pub fn text(&mut self, text: &str) -> Result<(), OutputError> {
        Ok(self.writer.write_all(text.as_bytes())?)
    }

    /// Writes `text` and a line end.
    pub fn line(&mut self, text: &str) -> Result<(), OutputError> {
        self.text(text)?;
        self.text("\n")
    }

    /// Writes out what is buffered.
    pub fn finish(mut self) -> Result<(), OutputError> {
        Ok(self.writer.flush()?)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

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
    fn all_arrives() {
        let mut bytes = Vec::new();
        let mut output = Output::to(&mut bytes);
        output.text("中").unwrap();
        output.line("文").unwrap();
        output.finish().unwrap();
        assert_eq!(bytes, "中文\n".as_bytes());
    }
}
