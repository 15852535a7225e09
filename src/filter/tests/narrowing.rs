//! From one letter to two: whatever begins with a letter in some reading has it.

use super::*;

/// Headlines of one character of each kind, of a kana with a small one behind it, and
/// of two that change each other.
fn headlines() -> Vec<String> {
    let kana = || ('\u{3041}'..='\u{30ff}').chain('\u{ff66}'..='\u{ff9f}');
    let small = "ゃゅょぁぃぅぇぉゎャュョァィゥェォｬｭｮｧｨｩｪｫ";
    let hangul = ('가'..='힣').step_by(28).chain(('가'..='힣').step_by(61));
    let han = ('\u{4e00}'..='\u{9fff}').step_by(41);
    let latin = ('\u{20}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}');
    let single = kana().chain(hangul).chain(han).chain(latin);
    let mut all: Vec<String> = single.map(String::from).collect();
    for c in '\u{3041}'..='\u{3096}' {
        all.extend(small.chars().map(|small| format!("{c}{small}")));
        all.extend("っーんッン".chars().map(|sign| format!("{sign}{c}")));
        all.push(format!("{c}ー"));
    }
    all
}

#[test]
fn a_second_letter_finds_no_more_than_the_first() {
    let snapshot = library(&headlines(), usize::MAX);
    let chunk = &snapshot.chunks()[0];
    finder().prepare(chunk);
    let mut narrowed = 0;
    for first in 'a'..='z' {
        let before = query(&String::from(first));
        let known = hits(&before, chunk);
        for second in 'a'..='z' {
            let now = query(&format!("{first}{second}"));
            if now.extends(&before) {
                narrowed += 1;
                let among = scan(&now, chunk, Some(&known), &Nothing, &|| false).unwrap();
                assert_eq!(among, hits(&now, chunk), "{first}{second}");
            }
        }
    }
    // Those that begin no syllable by its keys.
    assert_eq!(narrowed, "yuiophjklbnm".len() * 26);
}
