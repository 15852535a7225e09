//! Texts and measures at the edge: no panic, nothing lost, no row too wide, and
//! no more work than there is text.

use unicode_width::UnicodeWidthStr;
use yue::article::{Article, Source};
use yue::cli::typeset::{Sheet, typeset};
use yue::config::{Look, Width};
use yue::ingest;
use yue::lexicon::Lexicon;
use yue::text::place::placed;
use yue::text::wrap::{Line, Setting, lines};
use yue::text::{Axis, Hang, Lang, Level};

use crate::golden::{printed, seeds};

/// Runs of what gives no place to end a line, and of what is never closed.
const WITHOUT_BREAK: [&str; 9] = ["（", "a", "。", "——", "…", "1,", "\"", "가", "（a。"];
const BYTES: usize = 100_000;

fn article(text: &str) -> Article {
    ingest::article(text, Source::Stdin, Vec::new())
}

fn looks() -> Vec<Look> {
    let look = |vertical, text_lang| Look {
        vertical,
        text_lang,
        vertical_forms: false,
        restores_marks: false,
        ambiguous_width: Width::Narrow,
        ..Look::default()
    };
    let langs = Lang::ALL.map(Some);
    langs
        .map(|lang| look(false, lang))
        .into_iter()
        .chain(langs.map(|lang| look(true, lang)))
        .collect()
}

/// The characters of a text that no blank is, in any order.
fn solid(text: &str) -> Vec<char> {
    let mut all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    all.sort_unstable();
    all
}

/// Why the rows are not those of `text`: one too wide, or a character that came
/// or went.
fn fault(rows: &[String], text: &str, width: usize) -> Option<String> {
    // One character is wider than the narrowest measures.
    let room = width.max(2);
    let wide = rows.iter().find(|row| row.width() > room);
    if let Some(row) = wide {
        return Some(format!("{} columns of {width}: {row}", row.width()));
    }
    let (found, expected) = (solid(&rows.concat()), solid(text));
    (found != expected).then(|| format!("{} of {} characters", found.len(), expected.len()))
}

#[test]
fn every_language_sets_every_seed() {
    for (name, article) in seeds() {
        let blocks = article.blocks.iter().map(|block| article.slice(block.span));
        let text = yue::text::clean::join(blocks, "");
        for look in looks() {
            for width in [1, 2, 3, 24, 79] {
                let rows = printed(&article, look, width);
                let lang = look.text_lang;
                assert_eq!(
                    fault(&rows, &text, width as usize),
                    None,
                    "{name} {lang:?} {width}"
                );
            }
        }
    }
}

#[test]
fn what_is_not_closed_is_text() {
    let texts = [
        "他说“好，‘走，\"吧。（甲【乙《丙〈丁",
        "”’\"）】》〉。",
        "<ruby>漢字<rt>かんじ<ruby>文<rt>ぶん</rt>",
        "<ruby>漢字</rt></ruby>《かんじ》》《",
        "｜《》｜《かな》<ruby></ruby><rt></rt>",
        "`a,b ((((\"\"\"",
    ];
    for text in texts {
        let article = article(&format!("题\n\n{text}\n\n{text}\n"));
        let expected = format!("题{text}{text}");
        for look in looks() {
            for width in [1, 2, 3, 7, 40] {
                let rows = printed(&article, look, width);
                assert_eq!(
                    fault(&rows, &expected, width as usize),
                    None,
                    "{text} {look:?} {width}"
                );
            }
        }
    }
}

/// The lines of a text, with how many clusters were placed in them.
fn count(text: &str, setting: Setting) -> (Vec<Line>, usize) {
    let text = yue::text::clean::clean(text);
    let all: Vec<Line> = lines(&text, setting).collect();
    let placed = all
        .iter()
        .map(|line| placed(text.view(), &[], *line, setting).count());
    let placed = placed.sum();
    (all, placed)
}

#[test]
fn a_paragraph_without_a_break_is_filled_all_the_same() {
    use Axis::{Horizontal, Vertical};
    let measures = [
        (1, Horizontal),
        (2, Horizontal),
        (3, Horizontal),
        (72, Horizontal),
    ];
    for piece in WITHOUT_BREAK {
        let text = piece.repeat(BYTES / piece.len());
        let clusters = text.chars().count();
        for (measure, axis) in measures.into_iter().chain([(1, Vertical), (20, Vertical)]) {
            let setting = Setting {
                measure,
                axis,
                level: Level::Strict,
                hang: Hang::Full,
                ..Setting::default()
            };
            let name = format!("{piece} in {measure}, {axis:?}");
            let (all, placed) = count(&text, setting);
            // A square may hold two.
            let pairs = if axis == Vertical { 2 } else { 1 };
            assert!(
                placed <= clusters && placed * pairs >= clusters,
                "{name}: {placed}"
            );
            let goes_on = |from, line: &Line| (line.start == from).then_some(line.next);
            assert_eq!(all.iter().try_fold(0, goes_on), Some(text.len()), "{name}");
            let wide = all.iter().find(|line| line.columns > measure.max(2) + 2);
            assert_eq!(wide, None, "{name}");
            // Filled, not one cluster after the other.
            let needed = text.width().div_ceil(measure.max(2));
            assert!(all.len() <= 3 * needed + 3, "{name}: {} lines", all.len());
        }
    }
}

#[test]
fn a_million_brackets_are_so_many_rows() {
    const MANY: usize = 1_000_000;
    let (across, down) = (looks()[0], looks()[4]);
    // Across 36 or 72 in a row; down 18 in a row and a blank one behind 20.
    for (bracket, look, rows) in [
        ("（", across, MANY / 36),
        ("(", across, MANY / 72),
        ("「", down, MANY / 18),
    ] {
        let article = article(&format!("题\n\n{}", bracket.repeat(MANY)));
        let sheet = Sheet {
            width: 72,
            height: 20,
            look,
            lexicon: Lexicon::default(),
        };
        let (mut found, mut seen) = (0, 0);
        typeset(&article, &sheet, &mut |row| {
            (found, seen) = (found + 1, seen + row.matches(bracket).count());
            assert!(row.width() <= 72, "{row}");
        });
        assert_eq!(seen, MANY, "{bracket}");
        assert!(
            found >= rows && found <= rows + rows / 8,
            "{bracket}: {found} rows of {rows}"
        );
    }
}

#[test]
fn a_row_too_wide_and_a_lost_character_are_found() {
    let rows = ["春眠不".to_owned(), " 觉晓".to_owned()];
    assert_eq!(fault(&rows, "春眠不觉晓", 6), None);
    assert!(fault(&rows, "春眠不觉晓", 5).is_some());
    assert!(fault(&rows, "春眠不觉晓啊", 6).is_some());
    assert!(fault(&rows, "春眠不觉", 6).is_some());
}
