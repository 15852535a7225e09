//! From the source text of a block to its lines: what is shown for it, what
//! stands above it, and where its lines end. Screen and print set text by this
//! one function.
//!
//! Invariant: a layout depends on the text, its place on the page, the
//! typography and the dictionaries alone.

use super::ruby;
use super::typography::Typography;
use crate::lexicon::{Lexicon, Script};
use crate::text::place::{Placed, placed};
use crate::text::wrap::{self, Line, Setting};
use crate::text::{Axis, Clean, Lang, Level, Map, Reading, Shown, punctuation};

/// What decides how a block is set, besides the typography.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent facts of a block"
)]
pub struct Block {
    pub lang: Lang,
    /// Most of the article stands on the two-column grid.
    pub grid: bool,
    /// A first-line indent is due.
    pub indented: bool,
    /// Columns that it stands in from the left of the text block.
    pub inset: usize,
    /// A line of the source, shown as it is and broken anywhere.
    pub raw: bool,
    /// Shown as it was written.
    pub code: bool,
}

/// A block in lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Laid {
    /// What is shown; None: the source.
    text: Option<Clean<Box<str>>>,
    map: Map,
    readings: Vec<Reading>,
    /// Byte ranges of what is shown.
    pub lines: Vec<Line>,
    pub setting: Setting,
    /// Rows that a line takes; the text stands in the last of them.
    pub pitch: usize,
}

impl Laid {
    /// The text that is shown for `source`, which this was laid out from.
    pub fn text<'a>(&'a self, source: Clean<&'a str>) -> Clean<&'a str> {
        self.text.as_ref().map_or(source, Clean::view)
    }

    /// Rows in all.
    pub fn rows(&self) -> usize {
        self.lines.len() * self.pitch
    }

    /// How places of the source and of what is shown belong together.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The line that shows byte `at` of the source.
    pub fn line_of(&self, at: usize) -> usize {
        let shown = self.map.shown(at);
        let after = self.lines.partition_point(|line| line.start <= shown);
        after.saturating_sub(1)
    }

    /// The byte of the source that a line begins at.
    pub fn start_of(&self, line: usize) -> usize {
        let line = self.lines.get(line);
        line.map_or(0, |line| self.map.source(line.start))
    }

    /// Whether a line is its text behind the indent, without gaps, tabs, readings.
    pub fn is_plain(&self, source: Clean<&str>, line: Line) -> bool {
        let shown = self.text(source).piece(line.start..line.end);
        self.readings.is_empty() && line.gaps == 0 && !shown.contains('\t')
    }

    /// The clusters of a line in their places.
    pub fn placed<'a>(
        &'a self,
        source: Clean<&'a str>,
        line: Line,
    ) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        placed(self.text(source), &self.readings, line, self.setting)
    }
}

/// Sets a block.
pub fn lay_out(text: Clean<&str>, block: Block, typography: Typography, lexicon: &Lexicon) -> Laid {
    let lang = typography.lang.unwrap_or(block.lang);
    let set = typography.on_grid(block.grid && !block.raw);
    let indent = if block.indented {
        set.indent_of(&text, lang)
    } else {
        0
    };
    let setting = set.setting(indent, lang);
    let narrow = setting.measure.saturating_sub(block.inset).max(2);
    let setting = match (block.raw, set.axis) {
        (true, _) => Setting {
            level: Level::None,
            lang: Lang::Hans,
            autospace: false,
            ..setting
        },
        (false, Axis::Horizontal) => Setting {
            measure: narrow,
            ..setting
        },
        (false, Axis::Vertical) => setting,
    };
    let setting = Setting {
        autospace: setting.autospace && !block.code,
        ..setting
    };
    let shown = if block.raw || block.code {
        Shown::as_is(text)
    } else {
        shown(text, lang, typography, lexicon)
    };
    let lines = wrap::annotated(&shown.text, &shown.readings, setting).collect();
    let above = usize::from(!shown.readings.is_empty());
    let gap = match set.axis {
        Axis::Horizontal if !block.raw => above.max(typography.line_gap as usize),
        _ => 0,
    };
    Laid {
        lines,
        setting,
        pitch: 1 + gap,
        map: shown.map,
        readings: shown.readings,
        text: shown.text.if_owned().map(Into::into),
    }
}

/// What stands in `range` of a text, as it was written: of HTML's ruby only what is
/// read, for its markup is no text.
pub fn written(text: Clean<&str>, range: std::ops::Range<usize>) -> Clean {
    let plain = ruby::set(Shown::as_is(text), Lang::default(), true);
    let range = plain.map.shown(range.start)..plain.map.shown(range.end);
    plain.text.view().piece(range).to_owned()
}

/// What is shown for a text in `lang`.
pub fn shown<'t>(
    text: Clean<&'t str>,
    lang: Lang,
    typography: Typography,
    lexicon: &Lexicon,
) -> Shown<'t> {
    let above = typography
        .readings
        .filter(|_| typography.axis == Axis::Horizontal);
    let mut shown = ruby::set(Shown::as_is(text), lang, above.is_some());
    if lang.is_chinese() && typography.script != Script::AsIs {
        let converted = lexicon
            .converter()
            .and_then(|converter| converter.convert(shown.text.view(), typography.script));
        if let Some(converted) = converted {
            shown = shown.changed(converted.text, converted.edits);
        }
    }
    // Of what is shown: another script may say it in other words.
    if let (Some(style), Some(pinyin)) = (above, lexicon.pinyin())
        && lang.is_chinese()
        && shown.readings.is_empty()
    {
        shown.readings = pinyin.readings(&shown.text, style);
    }
    if typography.restores_marks && lang != Lang::Korean {
        shown = punctuation::restored(shown);
    }
    shown
}
