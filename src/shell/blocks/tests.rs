//! Tests of blocks of records, with readers that behave badly.
//!
//! Invariant: blocks put together are what was read before the first error.

use proptest::prelude::*;

use super::*;

/// Gives `step` bytes at a time, interrupted before each, and `error` at the end.
struct Slow<'a> {
    bytes: &'a [u8],
    step: usize,
    interrupted: bool,
    error: Option<ErrorKind>,
}

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.interrupted = !self.interrupted;
        if self.interrupted {
            return Err(ErrorKind::Interrupted.into());
        }
        let step = self.step.min(self.bytes.len()).min(into.len());
        if step == 0 {
            return self.error.take().map_or(Ok(0), |kind| Err(kind.into()));
        }
        into[..step].copy_from_slice(&self.bytes[..step]);
        self.bytes = &self.bytes[step..];
        Ok(step)
    }
}

fn slow(bytes: &[u8], step: usize, error: Option<ErrorKind>) -> Slow<'_> {
    Slow {
        bytes,
        step,
        interrupted: false,
        error,
    }
}

fn sizes(first: usize, block: usize, longest: usize) -> Sizes {
    Sizes {
        first,
        block,
        longest,
    }
}

fn lines<R: Read>(input: R, sizes: Sizes) -> Blocks<R> {
    Blocks::new(input, b'\n', sizes)
}

/// All blocks, each read into the memory of the one before, and the error that came
/// behind them.
fn all<R: Read>(blocks: &mut Blocks<R>) -> (Vec<(u64, Vec<u8>)>, Option<ErrorKind>) {
    let mut found = Vec::new();
    let mut room = Block::default();
    loop {
        match blocks.next(room) {
            Ok(Some(block)) => {
                found.push((block.offset, block.bytes().to_vec()));
                room = block;
            }
            Ok(None) => return (found, None),
            Err(error) => {
                assert!(matches!(blocks.next(Block::default()), Ok(None)));
                return (found, Some(error.kind()));
            }
        }
    }
}

fn blocks(text: &str, [first, block, longest]: [usize; 3]) -> Vec<(u64, String)> {
    let (blocks, error) = all(&mut lines(text.as_bytes(), sizes(first, block, longest)));
    assert_eq!(error, None);
    blocks
        .into_iter()
        .map(|(at, bytes)| (at, String::from_utf8(bytes).unwrap()))
        .collect()
}

#[test]
fn blocks_end_at_line_ends() {
    assert_eq!(blocks("", [4, 8, 99]), []);
    assert_eq!(
        blocks("\n\n\n", [2, 2, 99]),
        [(0, "\n\n".into()), (2, "\n".into())]
    );
    assert_eq!(
        blocks("a\0\nbb", [4, 8, 99]),
        [(0, "a\0\n".into()), (3, "bb".into())]
    );
    assert_eq!(blocks("a\nb", [9, 9, 99]), [(0, "a\nb".into())]);
    let grown = [(0, "abcdefghij\n".into()), (11, "klmnopq\n".into())];
    assert_eq!(blocks("abcdefghij\nklmnopq\n", [1, 2, 99]), grown);
}

#[test]
fn a_line_too_long_is_cut() {
    let text = "ab\nabcdefgh\nc\nabcd\nabcde";
    let mut lines = lines(text.as_bytes(), sizes(2, 2, 4));
    let (blocks, error) = all(&mut lines);
    let wanted: [(u64, &[u8]); 5] = [
        (0, b"ab\n"),
        (3, b"abcd"),
        (12, b"c\n"),
        (14, b"abcd\n"),
        (19, b"abcd"),
    ];
    assert_eq!(blocks, wanted.map(|(at, bytes)| (at, bytes.to_vec())));
    assert_eq!((lines.cut(), error), (2, None));
}

#[test]
fn an_error_comes_once_and_last() {
    let cut = |bytes, error, sizes| all(&mut lines(slow(bytes, 1, Some(error)), sizes));
    let (blocks, error) = cut(b"a\nbc", ErrorKind::InvalidData, Sizes::LINES);
    assert_eq!(blocks, [(0, b"a\nbc".to_vec())]);
    assert_eq!(error, Some(ErrorKind::InvalidData));
    // While the rest of a line is dropped, and before anything.
    assert_eq!(
        cut(b"abcdef", ErrorKind::UnexpectedEof, sizes(2, 2, 3)),
        (vec![(0, b"abc".to_vec())], Some(ErrorKind::UnexpectedEof))
    );
    assert_eq!(
        cut(b"", ErrorKind::Other, Sizes::LINES),
        (vec![], Some(ErrorKind::Other))
    );
}

#[test]
fn the_first_block_is_small_and_memory_is_given_back() {
    let mut text = vec![b'x'; 9 << 20];
    text.insert(1000, b'\n');
    text.push(b'\n');
    text.extend("y\n".repeat(2 << 20).bytes());
    let usual = Sizes::LINES;
    let mut lines = lines(text.as_slice(), usual);
    let first = lines.next(Block::default()).unwrap().unwrap();
    assert_eq!(first.bytes().len(), 1001);
    assert!(first.memory.len() <= usual.first);
    let mut room = lines.next(first).unwrap().unwrap();
    assert!(room.bytes().len() > 8 << 20);
    while let Some(block) = lines.next(std::mem::take(&mut room)).unwrap() {
        assert!(block.memory.capacity() <= 2 * usual.block);
        assert!(lines.rest.capacity() <= 4 * usual.block);
        room = block;
    }
    assert_eq!(lines.cut(), 0);
}

#[test]
fn another_byte_may_part_records() {
    let mut blocks = Blocks::new(&b"a\0b\nc"[..], 0, sizes(4, 4, 9));
    let expected = [(0, b"a\0".to_vec()), (2, b"b\nc".to_vec())];
    assert_eq!(all(&mut blocks), (expected.into(), None));
}

/// Gives a piece each time, or what there is room for.
struct Pieces(Vec<&'static [u8]>);

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.0.first_mut() else {
            return Ok(0);
        };
        let read = piece.read(into)?;
        if piece.is_empty() {
            self.0.remove(0);
        }
        Ok(read)
    }
}

#[test]
fn a_record_comes_as_soon_as_it_is_there() {
    let pieces = || Pieces(vec![b"a\nb", b"c", b"\nd\ne", b"f"]);
    let soon = |sizes| {
        let mut blocks = lines(pieces(), sizes);
        let mut found = Vec::new();
        while let Some(block) = blocks.next_soon(Block::default()).unwrap() {
            found.push(String::from_utf8(block.bytes().to_vec()).unwrap());
        }
        found
    };
    assert_eq!(soon(Sizes::WHOLE), ["a\n", "bc\nd\n", "ef"]);
    // However little fits at first.
    assert_eq!(soon(sizes(1, 2, 99)), ["a\n", "bc\n", "d\n", "ef"]);
    let whole = all(&mut lines(pieces(), Sizes::WHOLE)).0;
    assert_eq!(whole, [(0, b"a\nbc\nd\nef".to_vec())]);
}

#[test]
fn a_block_may_be_kept_and_memory_brought_back() {
    let mut blocks = lines(&b"aa\nbb\ncc\n"[..], sizes(3, 3, 9));
    let kept = blocks.next(Block::default()).unwrap().unwrap();
    // What was in the memory does not come out again.
    let room = Block::from(b"longer than a block".to_vec());
    let second = blocks.next(room).unwrap().unwrap();
    assert_eq!((kept.bytes(), second.bytes()), (&b"aa\n"[..], &b"bb\n"[..]));
    assert_eq!((kept.offset, second.offset), (0, 3));
}

proptest! {
    #[test]
    fn nothing_is_lost(
        text in prop::collection::vec(prop::sample::select(b"ab\n\n\0".to_vec()), 0..200),
        long in 0_usize..40,
        step in 1_usize..20,
        sizes in (1_usize..20, 1_usize..20),
        fails in any::<bool>(),
    ) {
        let mut text = text;
        text.splice(text.len() / 2..text.len() / 2, vec![b'x'; long]);
        let error = fails.then_some(ErrorKind::InvalidData);
        let mut lines = lines(slow(&text, step, error), self::sizes(sizes.0, sizes.1, 1000));
        let (blocks, told) = all(&mut lines);
        prop_assert_eq!(told, error);
        let mut at = 0;
        for (index, (offset, bytes)) in blocks.iter().enumerate() {
            prop_assert_eq!(*offset, at);
            prop_assert!(!bytes.is_empty());
            prop_assert!(bytes.ends_with(b"\n") || index + 1 == blocks.len());
            at += bytes.len() as u64;
        }
        let joined: Vec<u8> = blocks.into_iter().flat_map(|(_, bytes)| bytes).collect();
        prop_assert_eq!(&joined, &text);
        prop_assert_eq!(lines.cut(), 0);
    }

    #[test]
    fn lines_are_cut_as_each_alone(
        text in prop::collection::vec(prop::sample::select(b"abcdefg\n".to_vec()), 0..200),
        step in 1_usize..20,
        sizes in (1_usize..40, 1_usize..40, 1_usize..12),
    ) {
        let mut lines = lines(slow(&text, step, None), self::sizes(sizes.0, sizes.1, sizes.2));
        let (blocks, _) = all(&mut lines);
        let mut found = Vec::new();
        for (offset, bytes) in blocks {
            let mut at = offset as usize;
            for line in bytes.split_inclusive(|&byte| byte == b'\n') {
                found.push((at, line.strip_suffix(b"\n").unwrap_or(line).to_vec()));
                at += line.len();
            }
        }
        let (mut at, mut cut, mut wanted) = (0, 0, Vec::new());
        for line in text.split_inclusive(|&byte| byte == b'\n') {
            let inside = line.strip_suffix(b"\n").unwrap_or(line);
            cut += u64::from(inside.len() > sizes.2);
            wanted.push((at, inside[..inside.len().min(sizes.2)].to_vec()));
            at += line.len();
        }
        prop_assert_eq!(found, wanted);
        prop_assert_eq!(lines.cut(), cut);
    }
}
