//! Lines of a stream that match, best first, for pipes: two threads take turns in
//! reading blocks, and scan what they have read where it lies.
//!
//! Invariant: a line is handed out as the very bytes that were read; the order is that
//! of a list of the same lines. Of a block with few matches only those are kept.

use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};
use std::thread;

use memchr::memchr_iter;

use super::blocks::{Block, Blocks, Sizes};
use super::coding::LineCoding;
use super::recoding::Recoding;
use crate::article::Encoding;
use crate::filter::{self, BEST, Candidate, Key, Nth, Query, Skim};
use crate::ingest::text_in;

/// Threads that share the work: reading and scanning overlap, and more than two
/// would wait for the input.
const WORKERS: usize = 2;

/// How lines are told apart, and what of them is matched.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// What is looked for.
    pub query: Query,
    /// The byte that ends a line.
    pub separator: u8,
    /// The fields that are matched; None: the whole line.
    pub nth: Option<Nth>,
    /// What the lines are read as; None: as they tell.
    pub encoding: Option<Encoding>,
}

/// A line that matches, in bytes of its block.
#[derive(Clone, Copy)]
struct Hit {
    start: u32,
    length: u32,
    score: u16,
}

/// What is kept of a block.
struct Kept {
    /// The place of the block in the stream.
    number: usize,
    block: Block,
    encoding: Encoding,
    hits: Vec<Hit>,
}

/// The lines that match, in order.
pub struct Sifted {
    blocks: Vec<Kept>,
    /// The number of the first hit of each block.
    firsts: Vec<u32>,
    order: Vec<u32>,
}

/// The input, and how many blocks came from it.
struct Source<R> {
    blocks: Blocks<R>,
    coding: LineCoding,
    count: usize,
    error: Option<io::Error>,
}

impl<R: Read> Source<R> {
    /// The next block, its place and encoding; None at the end.
    fn next(&mut self, room: Block) -> Option<(usize, Block, Encoding)> {
        let next = self.blocks.next(room);
        let next = match self.blocks.cut() {
            0 => next,
            _ => Err(io::ErrorKind::FileTooLarge.into()),
        };
        let block = next.unwrap_or_else(|error| {
            self.error = Some(error);
            None
        })?;
        self.count += 1;
        let encoding = self.coding.of(block.bytes());
        Some((self.count, block, encoding))
    }
}

impl Sieve {
    /// Reads all of `input`; the lines that match, and why it could not be read to its
    /// end, where it could not.
    pub fn sift(&self, input: impl Read + Send) -> (Sifted, Option<io::Error>) {
        // Two bytes of a character may look like the end of a line.
        let input = Recoding::of_lines(input, self.encoding, self.separator);
        let source = Mutex::new(Source {
            blocks: Blocks::new(input, self.separator, Sizes::WHOLE),
            coding: LineCoding::new(self.encoding),
            count: 0,
            error: None,
        });
        let mut blocks = thread::scope(|scope| {
            let others: Vec<_> = (1..WORKERS)
                .map(|_| scope.spawn(|| self.work(&source)))
                .collect();
            let mut blocks = self.work(&source);
            for other in others {
                let found = other.join();
                blocks.extend(found.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            blocks
        });
        blocks.sort_unstable_by_key(|kept| kept.number);
        let source = source.into_inner().unwrap_or_else(PoisonError::into_inner);
        (Sifted::new(self, blocks), source.error)
    }

    /// Scans block after block until there is none.
    fn work<R: Read>(&self, source: &Mutex<Source<R>>) -> Vec<Kept> {
        let mut kept = Vec::new();
        let mut room = Block::default();
        loop {
            let next = {
                let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                source.next(std::mem::take(&mut room))
            };
            let Some((number, block, encoding)) = next else {
                return kept;
            };
            let found = Kept {
                number,
                hits: self.scan(block.bytes(), encoding),
                block,
                encoding,
            };
            let (found, free) = found.pack();
            room = free;
            kept.extend(Some(found).filter(|found| !found.hits.is_empty()));
        }
    }

    fn scan(&self, block: &[u8], encoding: Encoding) -> Vec<Hit> {
        let mut hits = Vec::new();
        let whole = match encoding {
            Encoding::UTF_8 => std::str::from_utf8(block).ok(),
            _ => None,
        };
        let mut start = 0;
        for end in memchr_iter(self.separator, block).chain([block.len()]) {
            if start < block.len() {
                let line = match whole {
                    Some(text) => Cow::Borrowed(text.get(start..end).unwrap_or("")),
                    None => text_in(block.get(start..end).unwrap_or_default(), encoding),
                };
                if let Some(score) = self.score(&line) {
                    hits.push(Hit {
                        start: start as u32,
                        length: (end - start) as u32,
                        score,
                    });
                }
            }
            start = end + 1;
        }
        hits
    }

    fn score(&self, line: &str) -> Option<u16> {
        if self.query.is_empty() {
            return Some(0);
        }
        let text = filter::matched_text(line, self.nth.as_ref());
        self.query.score_text(&text)
    }
}

impl Kept {
    fn line(&self, hit: Hit) -> &[u8] {
        let start = hit.start as usize;
        let line = self.block.bytes().get(start..start + hit.length as usize);
        line.unwrap_or_default()
    }

    /// The same with no more bytes than are worth keeping, and room for another block.
    fn pack(mut self) -> (Self, Block) {
        let wanted: usize = self.hits.iter().map(|hit| hit.length as usize).sum();
        if wanted > self.block.bytes().len() / 2 {
            return (self, Block::default());
        }
        let mut bytes = Vec::with_capacity(wanted);
        let hits = self.hits.iter().map(|hit| {
            let start = bytes.len() as u32;
            bytes.extend_from_slice(self.line(*hit));
            Hit { start, ..*hit }
        });
        let hits = hits.collect();
        let free = std::mem::replace(&mut self.block, bytes.into());
        (Self { hits, ..self }, free)
    }
}

impl Sifted {
    fn new(sieve: &Sieve, blocks: Vec<Kept>) -> Self {
        let mut count = 0;
        let firsts = blocks.iter().map(|kept| {
            let first = count;
            count += kept.hits.len() as u32;
            first
        });
        let mut this = Self {
            firsts: firsts.collect(),
            blocks,
            order: Vec::new(),
        };
        let scores = || {
            this.blocks
                .iter()
                .flat_map(|kept| &kept.hits)
                .map(|hit| hit.score)
        };
        let look = |number| {
            let (kept, hit) = this.locate(number)?;
            let line = text_in(kept.line(hit), kept.encoding);
            let text = filter::matched_text(&line, sieve.nth.as_ref());
            Some(Candidate {
                score: hit.score,
                text: Cow::Owned(text.into_owned()),
            })
        };
        let numbered = || scores().map(|score| Key::new(score, false)).zip(0..);
        let (skim, never) = (Skim::default(), || false);
        let order = filter::in_order(&skim, &sieve.query, BEST, numbered, look, &never);
        this.order = order.unwrap_or_default();
        this
    }

    /// How many lines match.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether none does.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The lines as they were read, without what ended them; and their encoding.
    pub fn lines(&self) -> impl Iterator<Item = (&[u8], Encoding)> {
        let found = self.order.iter().filter_map(|number| self.locate(*number));
        found.map(|(kept, hit)| (kept.line(hit), kept.encoding))
    }

    fn locate(&self, number: u32) -> Option<(&Kept, Hit)> {
        let at = self
            .firsts
            .partition_point(|first| *first <= number)
            .checked_sub(1)?;
        let kept = self.blocks.get(at)?;
        let hit = kept.hits.get((number - self.firsts.get(at)?) as usize)?;
        Some((kept, *hit))
    }
}

#[cfg(test)]
mod tests;
