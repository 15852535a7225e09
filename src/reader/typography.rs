//! How text is set: all that a layout depends on besides the text, for the
//! screen and for printing alike.

use crate::text::wrap::Setting;
use crate::text::{Ambiguous, Lang, Level};

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typography {
    /// Columns of the text block.
    pub measure: u16,
    pub ambiguous: Ambiguous,
    pub level: Level,
}

/// Columns of a Han character: what must fit behind an indent.
const HAN: usize = 2;

impl Typography {
    /// First-line indent of a body paragraph, in columns: two Han, one where
    /// the line holds fewer than twenty (CLREQ 3.1.5), none where no Han would
    /// fit behind it.
    pub fn indent(self) -> usize {
        match self.measure as usize {
            0..4 => 0,
            4..40 => HAN,
            _ => 2 * HAN,
        }
    }

    /// The indent that `text`, a body paragraph, still needs, in columns.
    pub fn indent_of(self, text: &str) -> usize {
        if has_own_indent(text) {
            0
        } else {
            self.indent()
        }
    }

    /// The same with the measure rounded down to even, for text on the grid.
    pub fn on_grid(self, grid: bool) -> Self {
        let measure = if grid && self.measure > 2 {
            self.measure & !1
        } else {
            self.measure
        };
        Self { measure, ..self }
    }

    /// How a paragraph in `lang` with that indent, in columns, is set.
    pub fn setting(self, indent: usize, lang: Lang) -> Setting {
        Setting {
            measure: self.measure as usize,
            indent,
            ambiguous: self.ambiguous,
            level: self.level,
            lang,
        }
    }
}

/// Whether `text` is indented as written.
pub(super) fn has_own_indent(text: &str) -> bool {
    text.starts_with(['\u{3000}', ' ', '\t', '\u{A0}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::wrap;

    fn typography(measure: u16) -> Typography {
        Typography {
            measure,
            ambiguous: Ambiguous::Narrow,
            level: Level::Basic,
        }
    }

    #[test]
    fn no_indent_makes_a_line_wider_than_the_measure() {
        for measure in 2..60 {
            let set = typography(measure);
            for text in ["春眠不觉晓", "春眠,不觉晓。", "春 眠"] {
                for line in wrap::lines(text, set.setting(set.indent_of(text), Lang::Chinese)) {
                    assert!(line.columns <= measure as usize, "{measure}: {line:?}");
                }
            }
        }
        let indents = [2, 3, 4, 39, 40].map(|measure| typography(measure).indent());
        assert_eq!(indents, [0, 0, 2, 2, 4]);
    }

    #[test]
    fn an_indent_of_its_own_is_enough() {
        for text in ["\u{3000}\u{3000}春", " 春", "\t春", "\u{A0}春"] {
            assert_eq!(typography(60).indent_of(text), 0, "{text:?}");
        }
        assert_eq!(typography(60).indent_of("春"), 4);
    }
}
