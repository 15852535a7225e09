//! The hits of a piece, gathered with their texts end to end.
//!
//! Invariant: a hit has the text that it was given, whatever came before and after.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use crate::app::event::TextHit;
use crate::app::texts::Excerpt;
use crate::store::RowIx;
use crate::text::Clean;
use crate::text::clean::Pieces;

/// Bytes of texts that lie in one piece of memory, and one text more.
const SHARED: usize = 64 << 10;

/// A hit whose text is still to be put where it stays.
struct Loose {
    day: Option<i32>,
    row: RowIx,
    /// Number of its text among those that are gathered.
    text: u32,
    marks: Range<u32>,
}

/// Hits and the days of their rows.
#[derive(Default)]
pub(super) struct Found {
    hits: Vec<(Option<i32>, TextHit)>,
    loose: Vec<Loose>,
    texts: Pieces,
}

impl Found {
    /// Adds a hit in a row of that day, with its text and the characters to mark.
    pub(super) fn push(
        &mut self,
        day: Option<i32>,
        row: RowIx,
        text: Clean<&str>,
        marks: Range<u32>,
    ) {
        self.loose.push(Loose {
            day,
            row,
            text: self.texts.len() as u32,
            marks,
        });
        self.texts.push(text);
        if self.texts.bytes() >= SHARED {
            self.settle();
        }
    }

    /// All hits, the newest first; of one day, and of those without one, which come
    /// last, in their order.
    pub(super) fn newest_first(mut self) -> Vec<TextHit> {
        self.settle();
        self.hits.sort_by_key(|(day, _)| Reverse(*day));
        self.hits.into_iter().map(|(_, hit)| hit).collect()
    }

    fn settle(&mut self) {
        let mut texts = std::mem::take(&mut self.texts);
        texts.shrink_to_fit();
        let shared = Arc::new(texts);
        self.hits.extend(self.loose.drain(..).map(|loose| {
            let hit = TextHit {
                row: loose.row,
                text: Excerpt::of(&shared, loose.text),
                marks: loose.marks,
            };
            (loose.day, hit)
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::line;

    #[test]
    fn each_hit_keeps_its_text() {
        let text = |row: u32| format!("{row}{}", "雨".repeat(row as usize % 50));
        let rows = 0..3000_u32;
        let mut found = Found::default();
        for row in rows.clone() {
            let day = (row % 3 > 0).then_some(row as i32 % 3);
            found.push(day, RowIx(row), line(&text(row)).view(), 0..row);
        }
        let hits = found.newest_first();
        let days = [2, 1, 0].map(|day| rows.clone().filter(move |row| row % 3 == day));
        let order: Vec<u32> = days.into_iter().flatten().collect();
        assert_eq!(hits.len(), order.len());
        for (hit, row) in hits.iter().zip(order) {
            assert_eq!((hit.row, &*hit.text), (RowIx(row), text(row).as_str()));
            assert_eq!(hit.marks, 0..row);
        }
        assert!(Found::default().newest_first().is_empty());
    }
}
