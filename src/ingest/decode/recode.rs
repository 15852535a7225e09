//! Bytes of one encoding into UTF-8, piece by piece.
//!
//! Invariant: however the bytes are cut into pieces, the text is the same.

use encoding_rs as rs;

use super::label;
use crate::article::Encoding;

/// A decoder that remembers what was cut.
pub struct Recoder {
    decoder: rs::Decoder,
    lossy: bool,
}

impl Recoder {
    /// For bytes behind the byte order mark, where there is one.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            decoder: label::decoder(encoding).new_decoder_without_bom_handling(),
            lossy: false,
        }
    }

    /// Adds the text of `bytes` to `out`; after the `last` of them nothing may follow.
    pub fn push(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let mut rest = bytes;
        loop {
            // Room for all of it, but for sizes that no memory has.
            let room = self.decoder.max_utf8_buffer_length(rest.len());
            out.reserve(room.unwrap_or(rest.len()).max(16));
            let (ended, read, lossy) = self.decoder.decode_to_string(rest, out, last);
            self.lossy |= lossy;
            rest = rest.get(read..).unwrap_or_default();
            if ended == rs::CoderResult::InputEmpty {
                return;
            }
        }
    }

    /// Whether there were bytes that are none of the encoding.
    pub fn is_lossy(&self) -> bool {
        self.lossy
    }
}
