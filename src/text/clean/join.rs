//! Clean texts put together. Each is harmless by itself, but what one ends and the next
//! begins with may be one cluster, and longer than both were: where that can be, the
//! clusters are capped once more.
//!
//! Invariant: what comes of it is what cleaning the parts as one text would give.

use super::rules::{are_apart, cap};
use super::{Clean, Keep};
use crate::text::shown::Edit;

/// Puts clean texts together.
#[derive(Clone, Debug, Default)]
pub struct Joined {
    text: String,
    /// At some seam a cluster may go on.
    seam: bool,
}

impl Joined {
    /// With room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            seam: false,
        }
    }

    /// Adds a part at the end.
    pub fn push(&mut self, part: impl Part) {
        part.add_to(self);
    }

    /// Adds blanks.
    pub fn pad(&mut self, blanks: usize) {
        for _ in 0..blanks {
            self.push(" ");
        }
    }

    /// Bytes so far, as long as no cluster is capped.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text.
    pub fn finish(self) -> Clean {
        self.finish_capped().0
    }

    /// The text, and what was left out of the parts to cap clusters at their seams.
    pub(in crate::text) fn finish_capped(self) -> (Clean, Vec<Edit>) {
        let capped = self.seam.then(|| cap(&self.text)).flatten();
        let (text, edits) = capped.unwrap_or((self.text, Vec::new()));
        (Clean::made(text), edits)
    }

    fn add(&mut self, part: Clean<&str>) {
        if let (Some(before), Some(after)) = (self.text.chars().next_back(), part.chars().next()) {
            self.seam |= !are_apart(before, after);
        }
        self.text.push_str(&part);
    }
}

/// What a clean text may be put together from: clean texts, literals, numbers.
pub trait Part {
    /// Adds itself at the end.
    fn add_to(&self, joined: &mut Joined);
}

impl<S: Keep> Part for Clean<S> {
    fn add_to(&self, joined: &mut Joined) {
        joined.add(self.view());
    }
}

impl Part for &'static str {
    fn add_to(&self, joined: &mut Joined) {
        joined.add(Clean::from(*self));
    }
}

impl<P: Part> Part for &P {
    fn add_to(&self, joined: &mut Joined) {
        (**self).add_to(joined);
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(
            impl Part for $number {
                fn add_to(&self, joined: &mut Joined) {
                    joined.add(Clean::made(self.to_string().as_str()));
                }
            }
        )*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

/// Parts with `between` between each two of them.
pub fn join(parts: impl IntoIterator<Item = impl Part>, between: impl Part) -> Clean {
    let mut joined = Joined::default();
    for (nth, part) in parts.into_iter().enumerate() {
        if nth > 0 {
            joined.push(&between);
        }
        joined.push(part);
    }
    joined.finish()
}

/// One clean text of clean texts, literals and numbers, where `format!` would make one
/// of anything.
macro_rules! joined {
    ($($part:expr),+ $(,)?) => {{
        let mut joined = $crate::text::clean::Joined::default();
        $(joined.push(&$part);)+
        joined.finish()
    }};
}

pub(crate) use joined;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::{CLUSTER_CHARS, clean, clean_owned};

    #[test]
    fn parts_stand_one_behind_the_other() {
        let name = clean_owned("河内".to_owned());
        let both = joined![name, ": ", 12_u64, name.view(), "。"];
        assert_eq!(both, "河内: 12河内。");
        assert_eq!(join(["a", "b", "c"], ", "), "a, b, c");
        assert_eq!(join([name; 1], "x"), "河内");
    }

    #[test]
    fn a_cluster_has_an_end_across_a_seam_too() {
        let flood = "\u{301}".repeat(CLUSTER_CHARS - 1);
        let letter = clean_owned(format!("e{flood}"));
        let marks = clean_owned(flood.clone());
        let both = joined![letter, marks, marks, "文"];
        assert_eq!(both, format!("e{flood}文"));
        // What the seam does not touch is not looked at.
        assert_eq!(joined![letter, "文"], format!("e{flood}文"));
        let parted = joined![letter, " ", marks];
        assert_eq!(parted, *clean(&format!("e{flood} {flood}")));
    }

    #[test]
    fn what_is_left_out_at_a_seam_is_told() {
        let flood = "\u{301}".repeat(CLUSTER_CHARS - 1);
        let mut joined = Joined::default();
        joined.push(clean(&format!("e{flood}")));
        joined.push(clean(&format!("{flood}文")));
        let whole = joined.len();
        let (text, edits) = joined.finish_capped();
        assert_eq!(text, format!("e{flood}文"));
        let kept = 1 + flood.len();
        let left_out = Edit {
            source: kept..whole - 3,
            shown: kept..kept,
        };
        assert_eq!(edits, [left_out]);
    }
}
