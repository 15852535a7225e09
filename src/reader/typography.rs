//! How text is set: all that a layout depends on besides the text, for the
//! screen and for printing alike.
//!
//! Invariant: two pages of one text with equal typographies are equal.

use crate::config::{Look, Paragraphs};
use crate::lexicon::{Script, Style};
use crate::text::wrap::Setting;
use crate::text::{Ambiguous, Axis, Hang, Lang, Level};

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Typography {
    /// Columns of the text block; squares on the vertical axis.
    pub measure: u16,
    /// Columns right of the block that a mark may stick out into.
    pub margin: u16,
    pub ambiguous: Ambiguous,
    pub level: Level,
    /// None: as the language wants it.
    pub hang: Option<Hang>,
    pub autospace: bool,
    /// Whether marks flattened to ASCII are shown full-width.
    pub restores_marks: bool,
    pub paragraphs: Paragraphs,
    /// Blank rows between lines.
    pub line_gap: u8,
    /// Whose rules the text follows; None: each paragraph its own.
    pub lang: Option<Lang>,
    pub script: Script,
    /// Readings above the text.
    pub readings: Option<Style>,
    pub axis: Axis,
}

impl Default for Typography {
    fn default() -> Self {
        Self::of(Look::default(), 72, 2, Ambiguous::NARROW)
    }
}

impl Typography {
    /// How `look` sets a text block of `measure` columns (squares on the vertical
    /// axis) with a margin, where ambiguous characters have that width.
    pub fn of(look: Look, measure: u16, margin: u16, ambiguous: Ambiguous) -> Self {
        Self {
            measure,
            margin,
            ambiguous,
            level: look.kinsoku,
            hang: look.hang,
            autospace: look.autospace,
            restores_marks: look.restores_marks,
            paragraphs: look.paragraphs,
            line_gap: look.line_gap,
            lang: look.text_lang,
            script: look.script,
            readings: look.readings.then_some(Style {
                tones: look.tones,
                beyond: look.beyond,
            }),
            axis: if look.vertical {
                Axis::Vertical
            } else {
                Axis::Horizontal
            },
        }
    }
}

/// Columns of a Han character: what must fit behind an indent.
const HAN: usize = 2;

impl Typography {
    /// First-line indent of a body paragraph, in columns: two Han, one where
    /// the line holds fewer than twenty (CLREQ), none where no Han would
    /// fit behind it. On the vertical axis the same in squares.
    fn indent(self) -> usize {
        if self.paragraphs == Paragraphs::Blank {
            return 0;
        }
        match (self.axis, self.measure as usize) {
            (Axis::Horizontal, 0..4) | (Axis::Vertical, 0..2) => 0,
            (Axis::Horizontal, 4..40) => HAN,
            (Axis::Horizontal, _) => 2 * HAN,
            (Axis::Vertical, 2..12) => 1,
            (Axis::Vertical, _) => 2,
        }
    }

    /// Whether other characters may be shown than were written, marks excepted,
    /// which a search takes for the same.
    pub fn shows_other_text(self) -> bool {
        self.script != Script::AsIs || self.readings.is_some()
    }

    /// The indent that `text`, a body paragraph in `lang`, still needs.
    pub fn indent_of(self, text: &str, lang: Lang) -> usize {
        let indent = self.indent();
        if has_own_indent(text) {
            0
        } else if lang == Lang::Japanese && text.starts_with(OPENING) {
            // Its empty half is indent enough (JLREQ 3.1.5).
            indent / 2
        } else {
            indent
        }
    }

    /// The same with the measure rounded down to even, for text on the grid.
    pub fn on_grid(self, grid: bool) -> Self {
        let even = grid && self.measure > 2 && self.axis == Axis::Horizontal;
        let measure = if even {
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
            hang: self.hang_of(lang),
            autospace: self.autospace && lang != Lang::Korean,
            axis: self.axis,
        }
    }

    /// What may hang in a paragraph of `lang`, as far as the margin has room.
    fn hang_of(self, lang: Lang) -> Hang {
        let wanted = self.hang.unwrap_or(match lang {
            Lang::Hans => Hang::Half,
            Lang::Japanese => Hang::Full,
            Lang::Hant | Lang::Korean => Hang::Off,
        });
        match (wanted, self.margin) {
            // Its marks stand in the middle of their square (CLREQ 6.1.3).
            _ if lang == Lang::Hant => Hang::Off,
            (Hang::Off, _) | (_, 0) => Hang::Off,
            (Hang::Full, 1) => Hang::Half,
            (wanted, _) => wanted,
        }
    }
}

/// Brackets that a paragraph of Japanese dialogue begins with.
const OPENING: [char; 8] = ['「', '『', '（', '〈', '《', '【', '〔', '［'];

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
            hang: Some(Hang::Off),
            ..Typography::default()
        }
    }

    #[test]
    fn no_indent_makes_a_line_wider_than_the_measure() {
        for measure in 2..60 {
            let set = typography(measure);
            for text in ["春眠不觉晓", "春眠,不觉晓。", "春 眠"] {
                let indent = set.indent_of(text, Lang::Hans);
                for line in wrap::lines(text, set.setting(indent, Lang::Hans)) {
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
            assert_eq!(typography(60).indent_of(text, Lang::Hans), 0, "{text:?}");
        }
        assert_eq!(typography(60).indent_of("春", Lang::Hans), 4);
        assert_eq!(typography(60).indent_of("「春」", Lang::Hans), 4);
        assert_eq!(typography(60).indent_of("「春」", Lang::Japanese), 2);
        let blank = Typography {
            paragraphs: Paragraphs::Blank,
            ..typography(60)
        };
        assert_eq!(blank.indent_of("春", Lang::Hans), 0);
    }

    #[test]
    fn marks_hang_as_language_and_margin_allow() {
        let hangs = |hang: Option<Hang>, margin: u16| {
            let set = Typography {
                margin,
                hang,
                ..typography(60)
            };
            Lang::ALL.map(|lang| set.hang_of(lang))
        };
        let (off, half, full) = (Hang::Off, Hang::Half, Hang::Full);
        assert_eq!(hangs(None, 2), [half, off, full, off]);
        assert_eq!(hangs(None, 1), [half, off, half, off]);
        assert_eq!(hangs(None, 0), [off; 4]);
        assert_eq!(hangs(Some(full), 2), [full, off, full, full]);
        assert_eq!(hangs(Some(off), 2), [off; 4]);
    }
}
