//! Streams that are cut into lines, made UTF-8 before they are cut: so a line ends where
//! it ends, and whatever reads lines knows one encoding.
//!
//! Invariant: what is UTF-8 goes through as it is, and what can be read is there before
//! the error behind it. Of a file the beginning tells, so that it is the same each time it
//! is read; of a pipe, what comes first beyond ASCII, and more where that is little.

use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd};

use crate::article::Encoding;
use crate::ingest::{How, Recoder, SNIFF, Verdict, text_in};

/// Bytes that are read of the input at a time.
const PIECE: usize = 16 << 10;

/// What happens to the bytes.
enum State {
    /// Not known yet: all was ASCII, or so little that more is to tell.
    Open {
        given: Option<Encoding>,
        /// Only UTF-16 is recoded, which cannot be cut into lines as it is.
        wide: bool,
        seen: Seen,
    },
    Pass,
    Recode(Recoder),
}

/// What has come of a stream since it was not all ASCII.
#[derive(Default)]
struct Seen {
    bytes: Vec<u8>,
    /// How many of them have gone out: whole lines.
    gone: usize,
}

/// A stream as UTF-8.
pub(super) struct Recoding<R> {
    input: R,
    state: State,
    /// What is there already: bytes as they go out.
    ready: Vec<u8>,
    at: usize,
    ended: bool,
    /// What ended the reading of the beginning, to be told behind it.
    failed: Option<io::Error>,
}

impl<R: Read> Recoding<R> {
    /// Of a file, whose beginning is looked at now.
    pub(super) fn of_file(mut input: R, given: Option<Encoding>) -> io::Result<Self> {
        let mut head = Vec::new();
        let read = (&mut input).take(SNIFF as u64).read_to_end(&mut head);
        let failed = match read {
            Err(error) if head.is_empty() => return Err(error),
            read => read.err(),
        };
        let all = head.len() < SNIFF;
        let mut this = Self::new(input, State::Pass);
        this.failed = failed;
        this.begin(&head, Verdict::so_far(&head, all, given));
        Ok(this)
    }

    /// Of what may come slowly.
    pub(super) fn of_stream(input: R, given: Option<Encoding>) -> Self {
        let (wide, seen) = (false, Seen::default());
        Self::new(input, State::Open { given, wide, seen })
    }

    /// Of what is cut into lines as it was read, unless that cannot be done.
    pub(super) fn of_lines(input: R, given: Option<Encoding>, separator: u8) -> Self {
        // Names that NULs end look like letters in UTF-16.
        let state = match (given, separator) {
            (None, 0) => State::Pass,
            _ => State::Open {
                given,
                wide: true,
                seen: Seen::default(),
            },
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
            failed: None,
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
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
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

    /// Takes in what has come of a stream, nothing at its end; false where that goes out
    /// as it is.
    fn tell(&mut self, piece: &[u8]) -> bool {
        let State::Open { given, wide, seen } = &mut self.state else {
            return false;
        };
        let plain = given.is_none() && piece.is_ascii() && !piece.contains(&0);
        if seen.bytes.is_empty() && (plain || piece.is_empty()) {
            return false;
        }
        seen.bytes.extend_from_slice(piece);
        let all = piece.is_empty();
        let verdict = Verdict::so_far(&seen.bytes, all, *given);
        let passes = verdict.encoding == Encoding::UTF_8 || *wide && !verdict.encoding.is_utf_16();
        if passes && seen.bytes.len() == piece.len() {
            self.state = State::Pass;
            return false;
        }
        self.at = 0;
        let unsure = verdict.how == How::Unsure && !verdict.encoding.is_utf_16();
        if unsure && !all && seen.bytes.len() < SNIFF {
            self.ready = seen.lines(verdict);
            return true;
        }
        let seen = std::mem::take(seen);
        let rest = seen.bytes.get(seen.gone..).unwrap_or_default();
        self.begin(rest, verdict);
        true
    }
}

impl Seen {
    /// The whole lines that have not gone out, as they seem to be meant: who waits for a
    /// line waits no longer, and what comes later may tell better.
    fn lines(&mut self, verdict: Verdict) -> Vec<u8> {
        let rest = self.bytes.get(self.gone..).unwrap_or_default();
        let end = memchr::memrchr(b'\n', rest).map_or(0, |at| at + 1);
        self.gone += end;
        text_in(rest.get(..end).unwrap_or_default(), verdict.encoding)
            .into_owned()
            .into_bytes()
    }
}

impl<R: Read> Read for Recoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.at >= self.ready.len() && !self.recodes() {
            if let Some(error) = self.failed.take() {
                return Err(error);
            }
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

    /// Ends with an error.
    struct Broken<'a>(&'a [u8]);

    impl Read for Broken<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            match self.0.read(buffer)? {
                0 => Err(ErrorKind::UnexpectedEof.into()),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn what_comes_before_an_error_is_there() {
        let long = [GBK, b"\n"].concat().repeat(2000);
        for (bytes, text) in [
            (TEXT.as_bytes(), TEXT.to_owned()),
            (GBK, TEXT.to_owned()),
            (&long, format!("{TEXT}\n").repeat(2000)),
        ] {
            let mut file = Recoding::of_file(Broken(bytes), None).unwrap();
            let mut read = Vec::new();
            let error = file.read_to_end(&mut read).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
            assert_eq!(String::from_utf8(read).unwrap(), text);
        }
        assert!(Recoding::of_file(Broken(b""), None).is_err());
    }

    #[test]
    fn what_is_too_short_to_tell_does_not_decide_for_what_follows() {
        // "你好" in GB18030, which might as well be Korean.
        let short = b"\xc4\xe3\xba\xc3\n".to_vec();
        let long = [GBK, b"\n"].concat();
        let last = b"\xc4\xe3\xba\xc3".to_vec();
        for cut in [1, 2, 3, 4, 5] {
            let (one, two) = short.split_at(cut);
            let pieces = vec![one.to_vec(), two.to_vec(), long.repeat(3), last.clone()];
            let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
            let read = all(Recoding::of_stream(Pieces(pieces.collect()), None));
            let read = String::from_utf8(read).unwrap();
            let (first, rest) = read.split_once('\n').unwrap();
            assert_eq!(first.chars().count(), 2, "{read}");
            assert_eq!(rest, format!("{TEXT}\n{TEXT}\n{TEXT}\n你好"));
        }
        // Nothing more comes: it is told by what there is.
        let alone = Pieces(vec![b"\xc4\xe3".to_vec(), b"\xba\xc3".to_vec()]);
        let alone = String::from_utf8(all(Recoding::of_stream(alone, None))).unwrap();
        assert_eq!(alone.chars().count(), 2, "{alone}");
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
