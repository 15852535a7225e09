//! Finds the fields of one JSON object without reading what is in them. This
//! runs over every byte of a collection, so strings are crossed by looking for
//! their closing quote only.
//!
//! Invariant: whatever a JSON parser takes is taken here, with the same extents.
//! The reverse does not hold: bytes inside strings (control characters, no UTF-8)
//! and the grammar inside nested values are not looked at, only their strings and
//! the number of their brackets. No recursion; each byte is crossed once.

use std::ops::Range;

use memchr::memchr2;

use super::{Broken, unescape};

/// The inside of a string, between its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    start: usize,
    end: usize,
    pub(super) escaped: bool,
}

impl Text {
    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// A value, as far as a list row needs to know it. Places are bytes of the line.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    Text(Text),
    /// A number without fraction and exponent.
    Integer(usize, usize),
    /// An object, from its opening brace on.
    Object(usize),
    /// An array, with its brackets, in which a string that is not empty stands directly.
    List(usize, usize),
    Other,
}

/// A place in a line.
pub(super) struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Begins at byte `at` of `bytes`.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Reads the object that begins here and gives each member to `member`.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&'a [u8], Text, Value),
    ) -> Result<(), Broken> {
        self.expect(b'{', "expected `{`")?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.broken("key must be a string"));
            }
            let key = self.string()?;
            self.expect(b':', "expected `:`")?;
            let value = self.value()?;
            member(self.bytes.get(key.range()).unwrap_or_default(), key, value);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return Err(self.broken("expected `,` or `}`")),
            }
        }
    }

    /// Nothing but space may follow.
    pub(super) fn end(&mut self) -> Result<(), Broken> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.broken("trailing characters")),
        }
    }

    /// The next byte that is no space.
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.bytes.get(self.at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    pub(super) fn broken(&self, message: &'static str) -> Broken {
        Broken::NotJson {
            column: self.at + 1,
            message: message.into(),
        }
    }

    fn expect(&mut self, byte: u8, message: &'static str) -> Result<(), Broken> {
        if self.peek() != Some(byte) {
            return Err(self.broken(message));
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self) -> Result<Value, Broken> {
        match self.peek() {
            Some(b'"') => Ok(Value::Text(self.string()?)),
            Some(b'{') => {
                let start = self.at;
                self.nested(&mut |_| {})?;
                Ok(Value::Object(start))
            }
            Some(b'[') => {
                let start = self.at;
                let mut has_text = false;
                self.nested(&mut |_| has_text = true)?;
                Ok(if has_text {
                    Value::List(start, self.at)
                } else {
                    Value::Other
                })
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal(b"true"),
            Some(b'f') => self.literal(b"false"),
            Some(b'n') => self.literal(b"null"),
            Some(_) => Err(self.broken("expected value")),
            None => Err(self.broken("the line ends too early")),
        }
    }

    fn literal(&mut self, word: &[u8]) -> Result<Value, Broken> {
        if !self.rest().starts_with(word) {
            return Err(self.broken("expected ident"));
        }
        self.at += word.len();
        Ok(Value::Other)
    }

    fn number(&mut self) -> Result<Value, Broken> {
        let start = self.at;
        if self.rest().starts_with(b"-") {
            self.at += 1;
        }
        let zero = self.rest().starts_with(b"0");
        let digits = self.digits()?;
        if zero && digits > 1 {
            return Err(self.broken("invalid number"));
        }
        let end = self.at;
        if self.rest().starts_with(b".") {
            self.at += 1;
            self.digits()?;
        }
        if self.rest().starts_with(b"e") || self.rest().starts_with(b"E") {
            self.at += 1;
            if self.rest().starts_with(b"+") || self.rest().starts_with(b"-") {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(if self.at == end {
            Value::Integer(start, end)
        } else {
            Value::Other
        })
    }

    /// Crosses at least one digit; says how many.
    fn digits(&mut self) -> Result<usize, Broken> {
        let digits = self
            .rest()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        if digits == 0 {
            return Err(self.broken("invalid number"));
        }
        self.at += digits;
        Ok(digits)
    }

    /// Crosses an array or object of any depth; gives the strings that stand directly
    /// in it and are not empty.
    pub(super) fn nested(&mut self, direct: &mut dyn FnMut(Text)) -> Result<(), Broken> {
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at) {
                None => return Err(self.broken("the line ends too early")),
                Some(b'"') => {
                    let inside = self.string()?;
                    if depth == 1 && !inside.is_empty() {
                        direct(inside);
                    }
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth = depth.saturating_sub(1),
                Some(_) => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Crosses the string whose opening quote is here.
    fn string(&mut self) -> Result<Text, Broken> {
        self.at += 1;
        let start = self.at;
        let mut escaped = false;
        loop {
            let Some(found) = memchr2(b'"', b'\\', self.rest()) else {
                self.at = self.bytes.len();
                return Err(self.broken("the line ends in a string"));
            };
            self.at += found;
            if self.rest().starts_with(b"\"") {
                let end = self.at;
                self.at += 1;
                return Ok(Text {
                    start,
                    end,
                    escaped,
                });
            }
            escaped = true;
            self.escapes()?;
        }
    }

    /// Crosses the escapes from here on that follow one another, as in text
    /// that is written in escapes only.
    fn escapes(&mut self) -> Result<(), Broken> {
        while let Some((b'\\', rest)) = self.rest().split_first() {
            match rest.split_first() {
                Some((b'u', rest)) if unescape::unit(rest).is_some() => self.at += 6,
                Some((&kind, _)) if unescape::simple(kind).is_some() => self.at += 2,
                Some(_) => return Err(self.broken("invalid escape")),
                None => return Err(self.broken("the line ends in a string")),
            }
        }
        Ok(())
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}
