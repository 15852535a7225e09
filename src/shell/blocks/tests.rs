use std::io::{Error, Read};

use super::*;

/// Gives its bytes in pieces, then an error or the end.
struct Pieces(Vec<&'static [u8]>, bool);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return if self.1 {
                Err(Error::other("torn"))
            } else {
                Ok(0)
            };
        }
        let piece = self.0.remove(0);
        buffer[..piece.len()].copy_from_slice(piece);
        Ok(piece.len())
    }
}

fn all(mut next: impl FnMut() -> io::Result<Option<Vec<u8>>>) -> (Vec<String>, bool) {
    let (mut found, mut failed) = (Vec::new(), false);
    loop {
        match next() {
            Ok(Some(block)) => found.push(String::from_utf8(block).unwrap()),
            Ok(None) => return (found, failed),
            Err(_) => failed = true,
        }
    }
}

#[test]
fn blocks_end_behind_a_separator() {
    let pieces = || vec![&b"a\nb"[..], b"c", b"\nd\ne", b"f"];
    let mut blocks = Blocks::new(Pieces(pieces(), false), b'\n');
    assert_eq!(all(|| blocks.next(Vec::new())).0, ["a\nbc\nd\n", "ef"]);
    let mut blocks = Blocks::new(Pieces(pieces(), false), b'\n');
    let soon = all(|| blocks.next_soon(Vec::new()));
    assert_eq!(soon.0, ["a\n", "bc\nd\n", "ef"]);
    let mut blocks = Blocks::new(Pieces(vec![b"a\0b\nc"], false), 0);
    assert_eq!(all(|| blocks.next(b"room".to_vec())).0, ["a\0", "b\nc"]);
}

#[test]
fn what_came_before_an_error_is_handed_out() {
    let mut blocks = Blocks::new(Pieces(vec![b"a\nb"], true), b'\n');
    assert_eq!(
        all(|| blocks.next(Vec::new())),
        (vec!["a\nb".to_owned()], true)
    );
    let mut blocks = Blocks::new(Pieces(vec![b"a\nb"], true), b'\n');
    let found = all(|| blocks.next_soon(Vec::new()));
    assert_eq!(found, (vec!["a\n".to_owned(), "b".to_owned()], true));
}

#[test]
fn a_record_may_be_longer_than_a_block() {
    let long = "长".repeat(BLOCK);
    let text = format!("{long}\nb\n{long}");
    let mut blocks = Blocks::new(text.as_bytes(), b'\n');
    let (found, _) = all(|| blocks.next(Vec::new()));
    assert_eq!(found.concat(), text);
    assert!(found.first().unwrap().ends_with('\n'));
}
