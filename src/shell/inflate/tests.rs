//! Tests of unpacking, above all of files that are cut or damaged.
//!
//! Invariant: what is delivered of a cut file is a start of the whole.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::Packing::{Gzip, Plain, Zstd};
use super::*;

/// Lines that pack well but not too well.
fn text(lines: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut seed = 7_u32;
    for line in 0..lines {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let word = ["春雨", "夏雲", "秋風", "冬雪"][seed as usize >> 30];
        writeln!(
            out,
            "{{\"title\":\"{word}{line}\",\"body\":\"{}\"}}",
            seed >> 3
        )
        .unwrap();
    }
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

/// Packed as the name of a file says.
pub(in crate::shell) fn packed(path: &Path, bytes: &[u8]) -> Vec<u8> {
    match Packing::of_path(path) {
        Plain => bytes.to_vec(),
        Gzip => gzip(bytes),
        Zstd => zstd(bytes),
    }
}

fn skipped(bytes: &[u8]) -> Vec<u8> {
    let mut frame = vec![0x53, 0x2a, 0x4d, 0x18];
    frame.extend((bytes.len() as u32).to_le_bytes());
    frame.extend(bytes);
    frame
}

/// What comes out, and the error behind it.
fn unpack(packed: &[u8], packing: Packing) -> (Vec<u8>, Option<ErrorKind>) {
    let mut reader = reader(io::Cursor::new(packed.to_vec()), packing);
    let mut out = Vec::new();
    match reader.read_to_end(&mut out) {
        Ok(_) => (out, None),
        Err(error) => {
            assert_eq!(reader.read(&mut [0; 9]).unwrap(), 0);
            (out, Some(error.kind()))
        }
    }
}

#[test]
fn packing_is_told_by_name_and_bytes() {
    let names = ["a.jsonl", "a.jsonl.gz", "a.ZST", "a.zstd", "gz"];
    let found = names.map(|name| Packing::of_path(Path::new(name)));
    assert_eq!(found, [Plain, Gzip, Zstd, Zstd, Plain]);
    assert_eq!(Packing::of_bytes(&gzip(b"a")), Gzip);
    assert_eq!(Packing::of_bytes(&zstd(b"a")), Zstd);
    assert_eq!(Packing::of_bytes(&skipped(b"a")), Zstd);
    assert_eq!(Packing::of_bytes(b"{}"), Plain);
    assert_eq!(Packing::of_bytes(b""), Plain);
}

#[test]
fn whole_files_come_out_whole() {
    for lines in [0, 1, 3000, 40_000] {
        let text = text(lines);
        assert_eq!(unpack(&text, Plain), (text.clone(), None));
        assert_eq!(unpack(&gzip(&text), Gzip), (text.clone(), None));
        assert_eq!(unpack(&zstd(&text), Zstd), (text, None));
    }
}

#[test]
fn members_and_frames_are_put_together() {
    let (one, two) = (text(2000), text(10));
    let whole = [one.as_slice(), b"", &two].concat();
    let packed = [gzip(&one), gzip(b""), gzip(&two)].concat();
    assert_eq!(unpack(&packed, Gzip), (whole.clone(), None));
    let parts = [
        skipped(b"x"),
        zstd(&one),
        skipped(&[0; 99]),
        zstd(b""),
        zstd(&two),
        skipped(b""),
    ];
    assert_eq!(unpack(&parts.concat(), Zstd), (whole.clone(), None));
    // What is behind is told only behind all else.
    let garbage = [packed.as_slice(), b"\0\0\0\0"].concat();
    assert_eq!(
        unpack(&garbage, Gzip),
        (whole.clone(), Some(ErrorKind::InvalidData))
    );
    let garbage = [parts.concat().as_slice(), b"\0\0\0\0"].concat();
    assert_eq!(
        unpack(&garbage, Zstd),
        (whole, Some(ErrorKind::InvalidData))
    );
}

#[test]
fn a_gzip_header_may_hold_a_name_and_more() {
    let header = flate2::GzBuilder::new()
        .filename("名")
        .comment("x")
        .extra(vec![1, 2, 3]);
    let mut member = header.write(Vec::new(), Compression::fast());
    member.write_all(b"text").unwrap();
    let packed = member.finish().unwrap();
    assert_eq!(unpack(&packed, Gzip), (b"text".to_vec(), None));
}

#[test]
fn a_cut_file_gives_its_start() {
    let text = text(6000);
    for (packed, packing) in [(gzip(&text), Gzip), (zstd(&text), Zstd)] {
        let mut longest = 0;
        for cut in (1..packed.len()).step_by(97).chain([packed.len() - 1]) {
            let (out, error) = unpack(&packed[..cut], packing);
            assert_eq!(
                error,
                Some(ErrorKind::UnexpectedEof),
                "{packing:?} at {cut}"
            );
            assert!(text.starts_with(&out), "{packing:?} at {cut}");
            // What was there with less is there with more.
            assert!(out.len() >= longest, "{packing:?} at {cut}");
            longest = out.len();
        }
        assert_eq!(longest, text.len());
    }
    // gzip has no blocks to wait for.
    let packed = gzip(&text);
    let (out, _) = unpack(&packed[..packed.len() / 2], Gzip);
    assert!(out.len() > text.len() * 2 / 5);
}

#[test]
fn a_damaged_file_gives_its_start() {
    let text = text(6000);
    for (packed, packing) in [(gzip(&text), Gzip), (zstd(&text), Zstd)] {
        for at in (0..packed.len()).step_by(61) {
            for flip in [1, 0x80, 0xff] {
                let mut damaged = packed.clone();
                damaged[at] ^= flip;
                let (out, error) = unpack(&damaged, packing);
                // Time and system in a gzip header mean nothing.
                assert!(error.is_some() || out == text, "{packing:?} at {at}");
            }
        }
    }
    // Two members, the second damaged at its end: all before it is there.
    let packed = [gzip(&text), gzip(&text)].concat();
    let mut damaged = packed.clone();
    let end = damaged.len() - 5;
    damaged[end] ^= 1;
    let (out, error) = unpack(&damaged, Gzip);
    assert_eq!(
        (out.len(), error),
        (2 * text.len(), Some(ErrorKind::InvalidData))
    );
}

#[test]
fn damage_costs_nothing_that_was_unpacked() {
    // Stored blocks of 9000 bytes and one of a kind that does not exist.
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let block = [b'x'; 9000];
    for _ in 0..11 {
        packed.push(0);
        packed.extend(9000_u16.to_le_bytes());
        packed.extend((!9000_u16).to_le_bytes());
        packed.extend(block);
    }
    packed.push(7);
    packed.extend([0; 40]);
    assert_eq!(
        unpack(&packed, Gzip),
        (vec![b'x'; 99_000], Some(ErrorKind::InvalidData))
    );
}

#[test]
fn a_wrong_zstd_checksum_comes_behind_the_bytes() {
    let text = text(500);
    let mut packed = zstd(&text);
    *packed.last_mut().unwrap() ^= 1;
    assert_eq!(unpack(&packed, Zstd), (text, Some(ErrorKind::InvalidData)));
}

#[test]
fn a_zstd_window_too_large_is_refused() {
    // 128 MiB is the most; one eighth more is too much. An empty raw block follows.
    let frame = |window: u8| [0x28, 0xb5, 0x2f, 0xfd, 0, window, 1, 0, 0];
    assert_eq!(unpack(&frame(17 << 3), Zstd), (vec![], None));
    let (out, error) = unpack(&frame(17 << 3 | 1), Zstd);
    assert_eq!((out.len(), error), (0, Some(ErrorKind::InvalidData)));
}

#[test]
fn a_bomb_streams() {
    // 256 MB of one byte in 8 kB: blocks of 128 KiB each, in a window of 1 MiB.
    let mut packed = vec![0x28, 0xb5, 0x2f, 0xfd, 0, 10 << 3];
    for last in std::iter::repeat_n(0_u32, 1999).chain([1]) {
        packed.extend(((128 << 10) << 3 | 2 | last).to_le_bytes().iter().take(3));
        packed.push(b'x');
    }
    let mut reader = reader(io::Cursor::new(packed), Zstd);
    let mut piece = vec![0; 1 << 16];
    let mut total = 0_u64;
    loop {
        match reader.read(&mut piece).unwrap() {
            0 => break,
            count => total += count as u64,
        }
    }
    assert_eq!(total, 2000 * (128 << 10));
}

/// Gives an error of its own behind `bytes`, interrupted now and then.
struct Failing(io::Cursor<Vec<u8>>, u32);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.1 += 1;
        if self.1.is_multiple_of(3) {
            return Err(ErrorKind::Interrupted.into());
        }
        let step = into.len().min(1000);
        match self.0.read(&mut into[..step])? {
            0 => Err(ErrorKind::PermissionDenied.into()),
            count => Ok(count),
        }
    }
}

#[test]
fn an_error_of_the_file_is_told_as_it_is() {
    let text = text(20_000);
    for (packed, packing) in [(gzip(&text), Gzip), (zstd(&text), Zstd)] {
        for cut in [3, packed.len() / 2, packed.len()] {
            let file = Failing(io::Cursor::new(packed[..cut].to_vec()), 0);
            let (mut reader, mut out) = (reader(file, packing), Vec::new());
            let error = reader.read_to_end(&mut out).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PermissionDenied);
            assert!(text.starts_with(&out));
            assert_eq!(out.is_empty(), cut == 3);
        }
    }
}
