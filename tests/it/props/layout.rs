//! Layout beyond plain lines: readings above the text, and vertical lines.

use proptest::prelude::*;
use proptest::sample::select;
use yue::text::cluster::Clusters;
use yue::text::place::{Placed, placed};
use yue::text::wrap::{Line, Setting, annotated};
use yue::text::{Ambiguous, Axis, Hang, Lang, Level, Reading, breaks, width};

use super::rules::Text;
use super::{cases, texts};

const LEVELS: [Level; 4] = [Level::None, Level::Basic, Level::Gb, Level::Strict];

fn ambiguous() -> impl Strategy<Value = Ambiguous> {
    select(&[Ambiguous::NARROW, Ambiguous::WIDE][..])
}

fn setting(axis: Axis) -> impl Strategy<Value = Setting> {
    (
        2..40_usize,
        0..3_usize,
        ambiguous(),
        select(&LEVELS[..]),
        select(&Lang::ALL[..]),
        any::<bool>(),
    )
        .prop_map(
            move |(measure, indent, ambiguous, level, lang, autospace)| Setting {
                measure,
                indent: if indent + 2 <= measure { indent } else { 0 },
                ambiguous,
                level,
                lang,
                hang: Hang::Off,
                autospace,
                axis,
            },
        )
}

fn is_han(cluster: &str) -> bool {
    cluster.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
}

/// Readings over runs of one to three Han clusters, as `picks` choose.
fn readings(text: &str, picks: &[(usize, usize)]) -> Vec<Reading> {
    const WORDS: [&str; 6] = ["é", "zhōng", "かんじ", "きょうと", "ㄓㄨㄥ", "zhuangzhuang"];
    let clusters: Vec<(usize, &str)> = Clusters::new(text).collect();
    let (mut found, mut at, mut pick) = (Vec::new(), 0, 0);
    while at < clusters.len() {
        let (length, word) = picks
            .get(pick % picks.len().max(1))
            .copied()
            .unwrap_or((0, 0));
        pick += 1;
        let run = clusters[at..].iter().take(length);
        let run = run.take_while(|(_, cluster)| is_han(cluster)).count();
        if run > 0 {
            let (last, cluster) = clusters[at + run - 1];
            found.push(Reading {
                start: clusters[at].0,
                end: last + cluster.len(),
                text: WORDS[word % WORDS.len()].to_owned(),
            });
        }
        at += run.max(1);
    }
    found
}

/// Lines cover the text: each starts where the one before says, and goes on.
fn covers(text: &str, lines: &[Line]) -> Result<(), String> {
    let mut from = 0;
    for line in lines {
        let here = from == line.start && line.start <= line.end && line.end <= line.next;
        if !here || line.next == from && !text.is_empty() {
            return Err(format!("{line:?} after {from}"));
        }
        from = line.next;
    }
    (from == text.len())
        .then_some(())
        .ok_or_else(|| format!("{from} of {} bytes", text.len()))
}

/// What stands beside and above each other in one line.
fn overlaps(here: &[Placed<'_>], line: Line, set: Setting) -> Result<(), String> {
    let (mut column, mut above) = (0, 0);
    for placed in here {
        if placed.column < column {
            return Err(format!("{placed:?} overlaps what ends at {column}"));
        }
        column = placed.column + placed.columns;
        if let Some((at, reading)) = placed.reading {
            if at < above {
                return Err(format!("{reading} at {at} overlaps what ends at {above}"));
            }
            above = at + width::text(reading, set.ambiguous);
        }
    }
    if column > line.columns && line.end > line.start {
        return Err(format!("{column} columns, {} counted", line.columns));
    }
    if line.columns > set.measure + 2 && here.len() > 1 {
        return Err(format!("{} columns of {}", line.columns, set.measure));
    }
    Ok(())
}

/// Whether what holds the reading together, marks included, has room in a line.
fn fits(text: &str, all: &[Reading], reading: &Reading, set: Setting) -> bool {
    let inside = |at: usize| all.iter().any(|r| r.start < at && at < r.end);
    let mut bounds = breaks(text, set.level, set.lang);
    bounds.retain(|at| !inside(*at));
    let start = bounds.iter().rev().find(|at| **at <= reading.start);
    let start = start.copied().unwrap_or(0);
    let end = bounds.iter().find(|at| **at >= reading.end);
    let end = end.copied().unwrap_or(text.len());
    let one = Setting {
        measure: 4000,
        indent: 0,
        ..set
    };
    let part: Vec<Reading> = all
        .iter()
        .filter(|r| start <= r.start && r.end <= end)
        .map(|r| Reading {
            start: r.start - start,
            end: r.end - start,
            text: r.text.clone(),
        })
        .collect();
    let line = annotated(&text[start..end], &part, one).next();
    let room = set.measure - if start == 0 { set.indent } else { 0 };
    line.is_some_and(|line| line.columns <= room)
}

fn check_readings(text: &str, all: &[Reading], set: Setting) -> Result<(), String> {
    let lines: Vec<Line> = annotated(text, all, set).collect();
    covers(text, &lines)?;
    for line in &lines {
        let here: Vec<Placed<'_>> = placed(text, all, *line, set).collect();
        overlaps(&here, *line, set)?;
        let split = all
            .iter()
            .find(|r| r.start < line.next && line.next < r.end);
        if let Some(split) = split.filter(|split| fits(text, all, split, set)) {
            return Err(format!("{split:?} is split by {line:?}"));
        }
    }
    Ok(())
}

/// Squares follow each other, and no column is too long or begins or ends badly.
fn check_columns(text: &str, set: Setting) -> Result<(), String> {
    let lines: Vec<Line> = annotated(text, &[], set).collect();
    covers(text, &lines)?;
    let judge = Text::new(text, set);
    for (nth, line) in lines.iter().enumerate() {
        let indent = if nth == 0 { set.indent } else { 0 };
        let here: Vec<Placed<'_>> = placed(text, &[], *line, set).collect();
        for (at, placed) in here.iter().enumerate() {
            if placed.column != indent + at || placed.columns != 1 {
                return Err(format!("{placed:?} is in square {}", indent + at));
            }
        }
        if line.columns > set.measure {
            return Err(format!("{} squares of {}", line.columns, set.measure));
        }
        if nth + 1 < lines.len() {
            judge.needless_fault(line.start, line.next)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn readings_stand_apart(
        text in texts::line(40),
        picks in prop::collection::vec((0..4_usize, 0..6_usize), 1..12),
        set in setting(Axis::Horizontal),
    ) {
        let text = text.replace('\t', "");
        let all = readings(&text, &picks);
        prop_assert_eq!(check_readings(&text, &all, set), Ok(()), "{:?}", all);
    }

    #[test]
    fn columns_keep_the_rules(text in texts::line(40), set in setting(Axis::Vertical)) {
        let text = text.replace('\t', "");
        prop_assert_eq!(check_columns(&text, set), Ok(()));
    }
}

/// Each fault that is looked for is found where it is planted.
#[test]
fn planted_faults_are_found() {
    let text = "中国河内";
    let set = Setting {
        measure: 4,
        ..Setting::default()
    };
    let all = readings(text, &[(1, 1)]);
    let lines: Vec<Line> = annotated(text, &all, set).collect();
    assert_eq!(covers(text, &lines), Ok(()));
    assert!(covers(text, &lines[1..]).is_err() && covers("中国河内人", &lines).is_err());
    let line = annotated(text, &all, Setting { measure: 40, ..set }).next();
    let here: Vec<Placed<'_>> = placed(text, &all, line.unwrap(), set).collect();
    assert_eq!(here.len(), 4);
    for fault in 0..3 {
        let (mut here, mut line) = (here.clone(), line.unwrap());
        let wide = Setting { measure: 40, ..set };
        assert_eq!(overlaps(&here, line, wide), Ok(()));
        match fault {
            0 => here[1].column = here[0].column,
            1 => here[1].reading = Some((1, "guo")),
            _ => line.columns = 43,
        }
        assert!(overlaps(&here, line, wide).is_err(), "{fault}");
    }
    // A group in two lines, though it has room in one.
    let group = readings(text, &[(2, 0)]);
    assert!(fits(text, &group, &group[0], set));
    let judge = Text::new("中国，河内", set);
    assert!(judge.needless_fault(0, "中国".len()).is_err());
    assert_eq!(judge.needless_fault(0, "中".len()), Ok(()));
}
