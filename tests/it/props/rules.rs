//! The rules of lines, written down once more: from CLREQ 3.1.4 and JLREQ 3.1.7 to
//! 3.1.10, by character and not by class. What they judge stands in `wrapping` and
//! `layout`.

use yue::text::cluster::{Clusters, boundaries};
use yue::text::wrap::{Line, Setting};
use yue::text::{Hang, Lang, Level, width};

const BAD_STARTS: &str = "、，。．；：！？）」』】》〉〕］｝”’·・,.;:!?)]}%％℃～〜–";
const BAD_ENDS: &str = "（「『【《〈〔［｛“‘([{$¥￥";
const STRICT_STARTS: &str = "々ーっョゃゅょァィゥェォッャュヽゞ";
const PAIRS: &str = "—…―‥";

/// The character that a cluster is judged by: its first. But a mark on a blank
/// is seen, parts no words and may not vanish: it counts as a letter (UAX #14
/// LB10), and the break behind the blank lies inside the cluster.
fn first(cluster: &str) -> char {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (Some(c), Some(_)) if blank(c) => '\u{301}',
        (c, _) => c.unwrap_or(' '),
    }
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}' | '\u{A0}')
}

/// Han and plain hiragana: between two of them every level lets a line break.
fn free(c: char) -> bool {
    "中国河内年日万元あのが".contains(c)
}

fn syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// A text as its clusters, with what the rules ask about a boundary.
pub struct Text<'t> {
    /// Byte offset and cluster.
    clusters: Vec<(usize, &'t str)>,
    setting: Setting,
}

impl<'t> Text<'t> {
    pub fn new(text: &'t str, setting: Setting) -> Self {
        let clusters = Clusters::new(text).collect();
        Self { clusters, setting }
    }

    fn char(&self, index: usize) -> char {
        self.clusters
            .get(index)
            .map_or('\0', |(_, cluster)| first(cluster))
    }

    /// Whether a half-width quote at `index` opens: every other one does.
    fn opens(&self, index: usize) -> bool {
        let before = self.clusters[..index].iter();
        before.filter(|(_, cluster)| first(cluster) == '"').count() % 2 == 0
    }

    /// Why no line may end before cluster `index`.
    fn fault(&self, index: usize) -> Option<&'static str> {
        let (left, right) = (self.char(index - 1), self.char(index));
        let solid = (0..index)
            .rev()
            .map(|at| self.char(at))
            .find(|c| !blank(*c));
        let level = self.setting.level;
        if level == Level::None {
            return None;
        }
        if BAD_STARTS.contains(right) || right == '"' && !self.opens(index) {
            return Some("a closing mark starts a line");
        }
        if solid.is_some_and(|c| BAD_ENDS.contains(c)) || left == '"' && self.opens(index - 1) {
            return Some("an opening mark ends a line");
        }
        if PAIRS.contains(left) && left == right {
            return Some("a pair is split");
        }
        let letter = |c: char| c.is_ascii_alphabetic();
        if letter(left) && letter(right) {
            return Some("a word is split");
        }
        let digit = |c: char| c.is_ascii_digit();
        let point = |c: char| c == ',' || c == '.';
        let before = if index > 1 {
            self.char(index - 2)
        } else {
            '\0'
        };
        if digit(left) && digit(right) || digit(before) && point(left) && digit(right) {
            return Some("a number is split");
        }
        if level == Level::Strict && (STRICT_STARTS.contains(right) || PAIRS.contains(right)) {
            return Some("a mark of the strict level starts a line");
        }
        if level >= Level::Gb && left == '/' && (free(before) || free(right)) {
            return Some("a solidus ends a line");
        }
        let hangul = |c: char| free(c) || syllable(c);
        if self.setting.lang == Lang::Korean && hangul(left) && hangul(right) {
            return Some("an eojeol is split");
        }
        None
    }

    /// Whether a line may end before cluster `index` at every level.
    fn allowed(&self, index: usize) -> bool {
        let by_words = self.setting.lang == Lang::Korean && self.setting.level != Level::None;
        let letter = |c: char| free(c) || syllable(c);
        if by_words {
            index > 1
                && self.char(index - 1) == ' '
                && letter(self.char(index))
                && letter(self.char(index - 2))
        } else {
            index > 0 && free(self.char(index - 1)) && free(self.char(index))
        }
    }

    /// Columns of clusters `range`, drawn from column `from`, with the first `gaps`
    /// of its gaps.
    fn columns_with(&self, range: std::ops::Range<usize>, from: usize, gaps: usize) -> usize {
        let (mut column, mut left) = (from, gaps);
        for index in range.clone() {
            if left > 0 && index > range.start && self.meets(index) {
                (column, left) = (column + 1, left - 1);
            }
            let (_, piece) = self.clusters[index];
            column = width::advance(column, piece, self.setting.ambiguous);
        }
        column
    }

    /// Places in a line where Han or kana meet Latin letters or digits.
    fn gaps(&self, range: std::ops::Range<usize>) -> usize {
        let inner = range.start + 1..range.end.max(range.start + 1);
        inner.filter(|&at| self.meets(at)).count()
    }

    /// Whether a gap is due before cluster `at`.
    fn meets(&self, at: usize) -> bool {
        let ideograph = |c: char| {
            matches!(c, '\u{4e00}'..='\u{9fff}' | '々' | '〇' | '𠮷' | 'ぁ'..='ゖ' | 'ァ'..='ヺ'
                | 'ー'..='ヿ' | 'ゝ'..='ゟ' | 'ｦ'..='ﾝ')
        };
        let latin = |c: char| {
            c.is_alphanumeric()
                && !ideograph(c)
                && !('가'..='힣').contains(&c)
                && !('\u{1100}'..='\u{11ff}').contains(&c)
                && !('０'..='９').contains(&c)
                && !('\u{2150}'..='\u{33ff}').contains(&c)
        };
        let (left, right) = (self.char(at - 1), self.char(at));
        let meets = ideograph(left) && latin(right) || latin(left) && ideograph(right);
        self.setting.autospace && meets
    }

    /// Columns that the cluster at `index` may stick out by at a line's end.
    fn hangs(&self, index: usize) -> usize {
        let mark = "，。、．；：）」』】》〉〕］｝";
        match self.setting.hang {
            Hang::Half if mark.contains(self.char(index)) => 1,
            Hang::Full if "，。、．".contains(self.char(index)) => 2,
            Hang::Full
                if self.setting.lang != Lang::Japanese && mark.contains(self.char(index)) =>
            {
                1
            }
            _ => 0,
        }
    }

    fn index_of(&self, byte: usize) -> usize {
        self.clusters.partition_point(|(at, _)| *at < byte)
    }

    /// Everything that must hold of the lines.
    pub fn check(&self, text: &str, lines: &[Line]) -> Result<(), String> {
        let bounds = boundaries(text);
        let on_boundary = |at: usize| at == 0 || bounds.contains(&at);
        let mut from = 0;
        for (nth, line) in lines.iter().enumerate() {
            let last = nth + 1 == lines.len();
            if line.start != from || line.end < line.start || line.next < line.end {
                return Err(format!("line {nth} leaves a gap: {line:?} after {from}"));
            }
            if ![line.start, line.end, line.next]
                .into_iter()
                .all(on_boundary)
            {
                return Err(format!("line {nth} goes through a cluster: {line:?}"));
            }
            if !Clusters::new(&text[line.end..line.next]).all(|(_, piece)| blank(first(piece))) {
                return Err(format!("line {nth} hides text: {line:?}"));
            }
            if !last && line.next == line.start {
                return Err(format!("line {nth} makes no progress"));
            }
            self.check_line(nth, *line, lines)?;
            from = line.next;
        }
        let all = (from == text.len()).then_some(());
        all.ok_or_else(|| format!("{from} of {} bytes", text.len()))
    }

    /// Why a line from byte `from` on need not end before byte `to`.
    pub fn needless_fault(&self, from: usize, to: usize) -> Result<(), String> {
        let (start, next) = (self.index_of(from), self.index_of(to));
        let choice = (start + 1..next).any(|index| self.allowed(index));
        match self.fault(next).filter(|_| choice) {
            Some(fault) => Err(format!("{from}: {fault}, and it need not")),
            None => Ok(()),
        }
    }

    fn check_line(&self, nth: usize, line: Line, lines: &[Line]) -> Result<(), String> {
        let measure = self.setting.measure;
        let indent = if nth == 0 { self.setting.indent } else { 0 };
        let (start, end, next) = (
            self.index_of(line.start),
            self.index_of(line.end),
            self.index_of(line.next),
        );
        let columns = self.columns_with(start..end, indent, line.gaps);
        if line.end > line.start && columns != line.columns {
            return Err(format!(
                "line {nth} counts {} columns and has {columns}",
                line.columns
            ));
        }
        if line.gaps > self.gaps(start..end) {
            return Err(format!("line {nth} has {} gaps", line.gaps));
        }
        let hangs = if end > start { self.hangs(end - 1) } else { 0 };
        if columns > measure + hangs && end - start > 1 {
            return Err(format!("line {nth} has {columns} columns of {measure}"));
        }
        if nth + 1 == lines.len() {
            return Ok(());
        }
        self.needless_fault(line.start, line.next)?;
        // The line is filled; but a last line of one character gets company.
        // One that is short has no gap that could have made room for more.
        let full = line.columns >= measure;
        let tab = (start..self.clusters.len()).any(|index| self.char(index) == '\t');
        let fits = |index: &usize| {
            let gaps = if full || tab { usize::MAX } else { 0 };
            self.columns_with(start..*index, indent, gaps) <= measure
        };
        let rest = (next + 1..self.clusters.len()).take_while(fits);
        if let Some(better) = rest.filter(|index| self.allowed(*index)).last() {
            let left = (better..self.clusters.len()).map(|index| self.char(index));
            let solid = left.filter(|c| !blank(*c) && !BAD_STARTS.contains(*c));
            if solid.count() > 1 {
                return Err(format!("line {nth} could have been longer"));
            }
        }
        Ok(())
    }
}

/// What the oracle says of `text` broken where bars stand.
fn verdict(text: &str, setting: Setting) -> Result<(), String> {
    let whole = text.replace('|', "");
    let mut lines = Vec::new();
    let mut start = 0;
    for part in text.split('|') {
        let end = start + part.len();
        lines.push(Line {
            start,
            end,
            next: end,
            columns: width::text(part, setting.ambiguous),
            gaps: 0,
        });
        start = end;
    }
    Text::new(&whole, setting).check(&whole, &lines)
}

/// The oracle sees each fault that it looks for.
#[test]
fn each_fault_is_found() {
    let at = |level, lang| Setting {
        measure: 8,
        level,
        lang,
        ..Setting::default()
    };
    let plain = at(Level::Basic, Lang::Hans);
    for (setting, text, fault) in [
        (plain, "中国年|。中", "a closing mark"),
        (plain, "中国（|年日", "an opening mark"),
        (plain, "中国—|—中", "a pair"),
        (plain, "中国wo|rd", "a word"),
        (plain, "中国1,|234", "a number"),
        (plain, "中国\"年|\"日", "a closing mark"),
        (plain, "中国\"|年\"日", "an opening mark"),
        (at(Level::Strict, Lang::Japanese), "中国あ|々", "strict"),
        (at(Level::Gb, Lang::Hans), "中国日/|年", "a solidus"),
        (at(Level::Basic, Lang::Korean), "中国 한|글", "an eojeol"),
        (at(Level::Basic, Lang::Korean), "中国 한|国", "an eojeol"),
        (plain, "中|国年日中国", "longer"),
        (plain, "中国年日中|国", "columns"),
    ] {
        let found = verdict(text, setting);
        assert!(
            found.as_ref().is_err_and(|words| words.contains(fault)),
            "{text}: {found:?}"
        );
    }
    assert_eq!(verdict("中国年日|中国", plain), Ok(()));
    // A mark on a blank is text: no line may leave it out.
    let text = "中国 \u{301}年日";
    let line = |start, end, next, columns| Line {
        start,
        end,
        next,
        columns,
        gaps: 0,
    };
    let hiding = [line(0, 6, 9, 4), line(9, text.len(), text.len(), 4)];
    let found = Text::new(text, plain).check(text, &hiding);
    assert!(found.is_err_and(|words| words.contains("hides text")));
}
