//! A paragraph as other programs break it, beside the program's own lines. What
//! the others do was captured from them (`docs/typography/capture`); the faults
//! are counted by the rules of the program.
//!
//! Invariant: the captured lines are the paragraph, which stands in `seeds/`.

use yue::config::{Look, Role};
use yue::lexicon::Lexicon;
use yue::reader::{Block, Typography, lay_out};
use yue::text::clean::clean;
use yue::text::{Ambiguous, Hang, Lang, Level};
use yue::ui::paint::Canvas;

use super::faults;
use super::plates::{self, Panel, Sample, Shows};
use yue::app::Area;

/// What was captured, and the text that it was captured from.
#[derive(Clone, Copy)]
pub(crate) struct Capture {
    pub(crate) captured: &'static str,
    pub(crate) seed: &'static str,
}

/// The panels: one for each program. None where a captured line is not in the
/// seed, which has been changed since.
pub(crate) fn panels(capture: Capture) -> Option<Vec<Panel>> {
    let mut parts = capture.captured.split("== ");
    // Where it is from, columns, and how the paragraph begins.
    let mut head = parts.next()?.split_whitespace().skip(1);
    let columns: u16 = head.next()?.parse().ok()?;
    let beginning = head.next()?;
    let mut lines = capture.seed.lines();
    let text = lines.find(|line| line.starts_with(beginning))?;
    let mut panels = Vec::new();
    for part in parts {
        let (program, lines) = part.split_once('\n')?;
        panels.push(captured(program, text, lines, columns)?);
    }
    panels.push(own(text, columns));
    Some(panels)
}

/// The lines of another program.
fn captured(program: &str, text: &str, lines: &str, columns: u16) -> Option<Panel> {
    let lang = Lang::detect(text);
    let mut starts = Vec::new();
    let mut at = 0;
    for line in lines.lines() {
        let rest = text.get(at..)?;
        at += rest.len() - rest.trim_start().len();
        starts.push(at);
        at += text
            .get(at..)?
            .strip_prefix(line)?
            .len()
            .abs_diff(text.len() - at);
    }
    if at != text.len() {
        return None;
    }
    let faults = faults::of_starts(text, starts.get(1..)?, Level::Basic, lang);
    let theme = plates::theme();
    let mut buffer = plates::sheet(columns, 0, starts.len() as u16, &theme);
    let mut canvas = Canvas::new(&mut buffer, &theme, Ambiguous::NARROW);
    let plain = canvas.role(Role::Text);
    for (y, (line, start)) in lines.lines().zip(&starts).enumerate() {
        let row = Area {
            x: 0,
            y: y as u16,
            width: columns,
            height: 1,
        };
        canvas.put(row, 0, &yue::text::clean::flat(line), |at| {
            let found = faults.iter().any(|fault| fault.marks(start + at));
            if found {
                plates::fault_style()
            } else {
                ratatui::style::Style { bg: None, ..plain }
            }
        });
    }
    Some(Panel {
        label: program.to_owned(),
        below: Some(verdict(faults.len(), starts.len() - 1)),
        buffer,
    })
}

/// The program's own lines, as `yue print --width` gives them.
fn own(text: &str, columns: u16) -> Panel {
    let look = Look {
        hang: Some(Hang::Off),
        ..Look::default()
    };
    let sample = Sample {
        text,
        measure: columns,
        look,
        shows: Shows::Nothing,
    };
    let lexicon = Lexicon::default();
    let block = Block {
        lang: Lang::detect(text),
        grid: true,
        indented: true,
        ..Block::default()
    };
    let typography = Typography::of(look, columns, 0, Ambiguous::NARROW);
    let text = clean(text);
    let laid = lay_out(text.view(), block, typography, &lexicon);
    let found = faults::of_lines(
        &laid.text(text.view()),
        &laid.lines,
        Level::Basic,
        block.lang,
    );
    Panel {
        below: Some(verdict(found.len(), laid.lines.len() - 1)),
        ..plates::panel(&format!("yue print --width {columns}"), &sample, &lexicon)
    }
}

fn verdict(faults: usize, breaks: usize) -> (String, bool) {
    let words = match faults {
        0 => format!("no fault in {breaks} line breaks"),
        1 => format!("1 fault in {breaks} line breaks"),
        _ => format!("{faults} faults in {breaks} line breaks"),
    };
    (words, faults > 0)
}
