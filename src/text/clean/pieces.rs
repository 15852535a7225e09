//! Clean texts by the thousand, end to end in one piece of memory.
//!
//! Invariant: each is what was pushed, whatever stands beside it: nothing is given out
//! across two of them.

use super::Clean;

/// Texts end to end, numbered from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    text: String,
    /// Where each text ends, in bytes.
    ends: Vec<u32>,
}

impl Pieces {
    /// Adds a text at the end.
    pub fn push(&mut self, text: Clean<&str>) {
        self.text.push_str(&text);
        self.ends.push(self.text.len() as u32);
    }

    /// The text with this number; empty where there is none.
    pub fn get(&self, index: usize) -> Clean<&str> {
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        let end = self.ends.get(index).copied().unwrap_or(start);
        let piece = self.text.get(start as usize..end as usize);
        Clean::made(piece.unwrap_or(""))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Bytes in all.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Gives back the room that nothing stands in.
    pub fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_what_was_pushed() {
        let mut pieces = Pieces::default();
        let texts = ["河内", "", "e\u{301}", "\u{301}"];
        for text in texts {
            pieces.push(text.into());
        }
        for (index, text) in texts.into_iter().enumerate() {
            assert_eq!(pieces.get(index), text);
        }
        assert_eq!(pieces.get(4), "");
        assert_eq!((pieces.len(), pieces.bytes()), (4, 11));
    }
}
