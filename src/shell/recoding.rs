//! Streams that are cut into lines, made UTF-8 before they are cut: so a line ends where
//! it ends, and whatever reads lines knows one encoding.
//!
//! Invariant: what is UTF-8 goes through as it is. Of a file the beginning tells, so that
//! it is the same each time it is read; of a pipe, what comes first beyond ASCII.

use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd};

use crate::article::Encoding;
use crate::ingest::{Recoder, SNIFF, Verdict};

/// Bytes that are read of the input at a time.
const PIECE: usize = 16 << 10;

/// What happens to the bytes.
enum State {
    /// Not known yet: all was ASCII.
    Open {
        given: Option<Encoding>,
        /// Only UTF-16 is recoded, which cannot be cut into lines as it is.
        wide: bool,
    },
    Pass,
    Recode(Recoder),
}

/// A stream as UTF-8.
pub(super) struct Recoding<R> {
    input: R,
    state: State,
    /// What is there already: bytes as they go out.
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Recoding<R> {
    /// Of a file, whose beginning is looked at now.
    pub(super) fn of_file(mut input: R, given: Option<Encoding>) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut input).take(SNIFF as u64).read_to_end(&mut head)?;
        let all = head.len() < SNIFF;
        let mut this = Self::new(input, State::Pass);
        this.begin(&head, Verdict::so_far(&head, all, given));
        Ok(this)
    }

    /// Of what may come slowly.
    pub(super) fn of_stream(input: R, given: Option<Encoding>) -> Self {
        Self::new(input, State::Open { given, wide: false })
    }

    /// Of what is cut into lines as it was read, unless that cannot be done.
    pub(super) fn of_lines(input: R, given: Option<Encoding>, separator: u8) -> Self {
        // Names that NULs end look like letters in UTF-16.
        let state = match (given, separator) {
            (None, 0) => State::Pass,
            _ => State::Open { given, wide: true },
        };
        Self::new(input, state)
    }

    fn new(input: R, state: State) -> Self {
        Self {
            input,
            state,
            ready: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    /// Whether other bytes come out than went in.
    pub(super) fn recodes(&self) -> bool {
        matches!(self.state, State::Recode(_))
    }

    /// Takes the first bytes in, now that it is known what they are.
    fn begin(&mut self, head: &[u8], verdict: Verdict) {
        if verdict.encoding == Encoding::UTF_8 {
            self.state = State::Pass;
            self.ready = head.to_vec();
            return;
        }
        let mut recoder = Recoder::new(verdict.encoding);
        let mut text = String::new();
        recoder.push(
            head.get(verdict.mark()..).unwrap_or_default(),
            false,
            &mut text,
        );
        self.ready = text.into_bytes();
        self.state = State::Recode(recoder);
    }

    /// Reads and recodes, where nothing is ready.
    fn refill(&mut self) -> io::Result<()> {
        let State::Recode(recoder) = &mut self.state else {
            return Ok(());
        };
        self.at = 0;
        let mut text = String::new();
        let mut piece = vec![0; PIECE];
        while text.is_empty() && !self.ended {
            let read = match self.input.read(&mut piece) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read?,
            };
            self.ended = read == 0;
            recoder.push(piece.get(..read).unwrap_or_default(), self.ended, &mut text);
        }
        self.ready = text.into_bytes();
        Ok(())
    }

    /// Looks at what has come of a stream; false where it goes out as it is.
    fn tell(&mut self, piece: &[u8]) -> bool {
        let State::Open { given, wide } = self.state else {
            return false;
        };
        if piece.is_empty() || given.is_none() && piece.is_ascii() && !piece.contains(&0) {
            return false;
        }
        let verdict = Verdict::so_far(piece, false, given);
        let passes = verdict.encoding == Encoding::UTF_8;
        if passes || wide && !verdict.encoding.is_utf_16() {
            self.state = State::Pass;
            return false;
        }
        self.begin(piece, verdict);
        true
    }
}

impl<R: Read> Read for Recoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.at >= self.ready.len() && !self.recodes() {
            let read = self.input.read(buffer)?;
            if !self.tell(buffer.get(..read).unwrap_or_default()) {
                return Ok(read);
            }
        }
        if self.at >= self.ready.len() {
            self.refill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(buffer.len());
        if let (Some(free), Some(ready)) = (buffer.get_mut(..count), ready.get(..count)) {
            free.copy_from_slice(ready);
        }
        self.at += count;
        Ok(count)
    }
}

impl<R: AsFd> AsFd for Recoding<R> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn little(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// Gives its pieces one at a time.
    struct Pieces(Vec<Vec<u8>>);

    impl Read for Pieces {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(piece) = self.0.first_mut() else {
                return Ok(0);
            };
            let count = piece.len().min(buffer.len());
            buffer[..count].copy_from_slice(&piece[..count]);
            piece.drain(..count);
            if piece.is_empty() {
                self.0.remove(0);
            }
            Ok(count)
        }
    }

    fn all(mut reading: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        reading.read_to_end(&mut bytes).unwrap();
        bytes
    }

    // "渡船靠岸，码头有雾。" in GB18030.
    const GBK: &[u8] =
        b"\xb6\xc9\xb4\xac\xbf\xbf\xb0\xb6\xa3\xac\xc2\xeb\xcd\xb7\xd3\xd0\xce\xed\xa1\xa3";
    const TEXT: &str = "渡船靠岸，码头有雾。";

    #[test]
    fn utf_8_goes_through_as_it_is() {
        let bytes = "一\r\n二\n".as_bytes();
        let file = Recoding::of_file(bytes, None).unwrap();
        assert!(!file.recodes());
        assert_eq!(all(file), bytes);
        assert_eq!(all(Recoding::of_stream(bytes, None)), bytes);
        let damaged = b"{\"a\":1}\n".repeat(9000);
        assert_eq!(all(Recoding::of_file(&*damaged, None).unwrap()), damaged);
    }

    #[test]
    fn other_encodings_become_utf_8() {
        let line = [GBK, b"\n"].concat();
        let many = line.repeat(3000);
        let text = format!("{TEXT}\n").repeat(3000);
        let file = Recoding::of_file(&*many, None).unwrap();
        assert!(file.recodes());
        assert_eq!(all(file), text.as_bytes());
        assert_eq!(all(Recoding::of_stream(&*many, None)), text.as_bytes());
        let wide = little(&format!("\u{feff}{text}"));
        assert_eq!(
            all(Recoding::of_file(&*wide, None).unwrap()),
            text.as_bytes()
        );
        assert_eq!(
            all(Recoding::of_lines(&*wide, None, b'\n')),
            text.as_bytes()
        );
    }

    #[test]
    fn lines_are_cut_as_they_were_read() {
        assert_eq!(all(Recoding::of_lines(GBK, None, b'\n')), GBK);
        assert_eq!(
            all(Recoding::of_lines(GBK, Some(Encoding::BIG5), b'\n')),
            GBK
        );
        let wide = little("a\n");
        assert_eq!(
            all(Recoding::of_lines(&*wide, Some(Encoding::UTF_16LE), b'\n')),
            b"a\n"
        );
        let names = b"a\0b\0";
        assert_eq!(all(Recoding::of_lines(&names[..], None, 0)), names);
    }

    #[test]
    fn a_stream_is_told_by_what_first_is_not_ascii() {
        let lines = [GBK, b"\n"].concat().repeat(3);
        let pieces = vec![
            b"plain\n".to_vec(),
            lines.clone(),
            b"plain\n".to_vec(),
            lines,
        ];
        let lines = format!("{TEXT}\n").repeat(3);
        let text = format!("plain\n{lines}plain\n{lines}");
        let mut read = [0; 4096];
        let mut stream = Recoding::of_stream(Pieces(pieces), None);
        let mut bytes = Vec::new();
        loop {
            match stream.read(&mut read).unwrap() {
                0 => break,
                count => bytes.extend_from_slice(&read[..count]),
            }
        }
        assert_eq!(bytes, text.as_bytes());
    }

    #[test]
    fn a_character_may_lie_on_both_sides_of_a_cut() {
        for cut in 1..GBK.len() {
            let (one, two) = GBK.split_at(cut);
            let pieces = Pieces(vec![one.to_vec(), two.to_vec()]);
            let given = Some(Encoding::GB18030);
            assert_eq!(all(Recoding::of_stream(pieces, given)), TEXT.as_bytes());
        }
    }
}
