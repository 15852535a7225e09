//! The credit in a caption: `图自X`, `图片来源:X`, `X社发`, `X社记者Y摄`, bare
//! after a full stop or a blank, in brackets, or the whole caption.

use super::agency::{self, Names};
use super::marks::{closing_bracket, is_blank, is_han_kana, longer_than, trim};

/// A credit and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Credit<'a> {
    /// The credit without surrounding brackets.
    pub(super) text: &'a str,
    /// Whether a line with it can be nothing but a caption: it names a picture
    /// and stands at the end. An agency in brackets may be a sign-off as well.
    pub(super) sure: bool,
}

/// No caption is longer than this, in bytes.
const LONGEST: usize = 4096;

/// No credit is longer than this, in characters.
const LONGEST_CREDIT: usize = 40;

/// What a credit begins with.
const LEADS: &[&str] = &[
    "图自",
    "圖自",
    "图片来源",
    "圖片來源",
    "图源",
    "圖源",
    "照片来源",
    "图片提供",
    "圖片提供",
    "图片由",
    "图/",
    "圖/",
    "图:",
    "图：",
    "摄影:",
    "摄影：",
    "攝影:",
    "摄/",
    "写真:",
    "写真：",
    "写真=",
    "写真＝",
    "写真提供",
    "画像提供",
    "사진=",
    "사진:",
    "사진 =",
    "사진제공",
    "사진 제공",
    "Photo:",
    "Photo by",
    "Photo courtesy",
    "Ảnh:",
    "Source:",
];

/// Whether a lead may begin with `c`.
fn begins_lead(c: char) -> bool {
    matches!(
        c,
        '图' | '圖' | '照' | '摄' | '攝' | '写' | '画' | '사' | 'P' | 'S' | 'Ả'
    )
}

/// What a credit with an agency's name ends with.
const TAILS: &[&str] = &[
    "发",
    "發",
    "摄",
    "攝",
    "摄影",
    "攝影",
    "图",
    "圖",
    "图片",
    "圖片",
    "资料图片",
    "资料图",
    "供图",
    "供圖",
    "提供",
    "撮影",
    "写真",
    "자료사진",
    "자료 사진",
    "사진",
    "제공",
    "Photo",
    "photo",
];

/// What the name of a photographer ends with.
const TAKEN: &[&str] = &["摄", "攝", "撮影", "供图", "供圖"];

/// What stands between an agency and a photographer.
const REPORTERS: &[&str] = &["记者", "記者", "通讯员", "特派员", "摄影师"];

/// The credit in `line`, if it has one; `names` are those of agencies.
pub(super) fn find<'a>(line: &'a str, names: &Names<'_>) -> Option<Credit<'a>> {
    if line.len() > LONGEST {
        return None;
    }
    let line = trim(line);
    let tail = line.trim_end_matches(['。', '.', '｡']);
    let last = tail_credit(tail, names);
    let all = lead_credit(line).filter(|all| {
        // `图自越通社 记者 阮文 摄`: the photographer is not all of it.
        all.sure && last.is_some_and(|last| all.text.ends_with(last.text))
    });
    all.or(last)
        .or_else(|| bracket_credit(tail, names))
        .or_else(|| lead_credit(line))
        .or_else(|| equals_agency(tail, names))
}

/// `…。新华社记者张三摄`, `… 中新社发(李四 摄)`: the last segments of the line.
fn tail_credit<'a>(line: &'a str, names: &Names<'_>) -> Option<Credit<'a>> {
    let starts = || {
        let whole = (!longer_than(line, LONGEST_CREDIT)).then_some(line);
        let parts = line
            .char_indices()
            .rev()
            .take(LONGEST_CREDIT)
            .filter(|(_, c)| is_blank(*c) || ends_sentence(*c))
            .filter_map(|(at, c)| line.get(at + c.len_utf8()..));
        parts.chain(whole).map(trim)
    };
    starts()
        .find(|part| is_agency_credit(part, names))
        .or_else(|| starts().find(|part| is_shared(part, names)))
        .or_else(|| starts().find(|part| is_taken(part)))
        .map(|text| Credit { text, sure: true })
}

/// `…(图片来源:越通社)`, `…[사진=연합뉴스]`, `…(共同)`.
fn bracket_credit<'a>(line: &'a str, names: &Names<'_>) -> Option<Credit<'a>> {
    let (_, _, inside) = closing_bracket(line, LONGEST_CREDIT)?;
    let text = trim(inside);
    let sure = LEADS.iter().any(|lead| text.starts_with(lead))
        || is_agency_credit(text, names)
        || is_taken(text);
    (sure || names.is_name(text)).then_some(Credit { text, sure })
}

/// `图自X` and its like, the last of them, wherever it stands.
fn lead_credit(line: &str) -> Option<Credit<'_>> {
    // From the end on, and closer only where a lead may begin: every line comes here.
    let begins = |at: usize| {
        let rest = line.get(at..).unwrap_or("");
        let mut here = LEADS.iter().filter(|lead| rest.starts_with(**lead));
        here.any(|lead| stands_free(line, at, lead))
    };
    let (at, _) = line
        .char_indices()
        .rev()
        .filter(|(_, c)| begins_lead(*c))
        .find(|(at, _)| begins(*at))?;
    let rest = line.get(at..)?;
    let text = trim(rest.get(..name_end(rest))?);
    let after = rest.get(text.len()..)?;
    let over = |c: char| is_blank(c) || ends_sentence(c) || ")）]］】".contains(c);
    (!longer_than(text, LONGEST_CREDIT)).then_some(Credit {
        text,
        sure: after.chars().all(over),
    })
}

/// Whether the words at `at` begin a credit: after a sentence, a blank or a
/// bracket; `图自` also after a word that it can't be part of.
fn stands_free(line: &str, at: usize, lead: &str) -> bool {
    let Some((before, rest)) = line.split_at_checked(at) else {
        return false;
    };
    match before.chars().next_back() {
        None => true,
        Some(c) if is_blank(c) || ends_sentence(c) || "(（[［【、,，/|".contains(c) => true,
        // 企图自…, 试图自…: not a credit.
        Some(c) => {
            matches!(lead, "图自" | "圖自" | "图片来源" | "圖片來源")
                && !"企试試意力妄贪版地附插构拟".contains(c)
                && !longer_than(rest, 20)
        }
    }
}

/// Where the name in a credit is over, in bytes of `rest`.
fn name_end(rest: &str) -> usize {
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        if matches!(
            c,
            '。' | '｡' | ';' | '；' | '，' | ')' | '）' | ']' | '］' | '】'
        ) {
            return at;
        }
        // A blank between Han parts credit and text, not name and surname.
        if is_han_kana(c) && is_blank(before) {
            let (start, next) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let start = trim(start);
            let last = start.chars().next_back();
            let goes_on = REPORTERS.iter().any(|word| start.ends_with(word))
                || REPORTERS
                    .iter()
                    .chain(TAKEN)
                    .any(|word| next.starts_with(word));
            if last.is_some_and(|c| is_han_kana(c) && c != '自' && c != '：') && !goes_on {
                return at;
            }
        }
        before = c;
    }
    rest.len()
}

/// `…＝共同`, or a line that is an agency's name: perhaps a credit.
fn equals_agency<'a>(line: &'a str, names: &Names<'_>) -> Option<Credit<'a>> {
    let (_, name) = line.rsplit_once(['＝', '='])?;
    let text = trim(name);
    names.is_name(text).then_some(Credit { text, sure: true })
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '｡' | '.' | '！' | '？' | '!' | '?' | '”' | '；')
}

/// `越通社发`, `新华社记者张三摄`, `新华社发(张三摄)`, `연합뉴스 자료사진`.
fn is_agency_credit(text: &str, names: &Names<'_>) -> bool {
    if let Some((_, rest)) = names.prefix(text) {
        return gives(rest);
    }
    // An unknown agency's: `发` ends the word, or it begins one (发起, 发现).
    agency::formed(text).any(|(_, rest)| {
        let ends = |rest: &str| {
            let next = rest.chars().next();
            next.is_none_or(|c| is_blank(c) || matches!(c, '(' | '（'))
        };
        let sent = rest
            .strip_prefix(['发', '發', '摄', '攝'])
            .is_some_and(ends);
        let taken = [
            "记者",
            "記者",
            "资料图",
            "資料圖",
            "图片",
            "圖片",
            "供图",
            "供圖",
        ];
        (sent || taken.iter().any(|word| rest.starts_with(word))) && gives(rest)
    })
}

/// Whether `rest`, what follows an agency's name, says that the picture is its.
fn gives(rest: &str) -> bool {
    let ends = |part: &str| TAILS.iter().any(|tail| part.ends_with(tail));
    if longer_than(rest, 30) || rest.contains('。') {
        return false;
    }
    match closing_bracket(rest, 30) {
        Some((before, _, inside)) => ends(trim(before)) || ends(trim(inside)),
        None => ends(rest),
    }
}

/// `张三摄/越通社`, `越通社/张三`: a photographer and an agency.
fn is_shared(text: &str, names: &Names<'_>) -> bool {
    let Some((a, b)) = text.split_once(['/', '／']) else {
        return false;
    };
    let is_agency = |part: &str| names.is_name(part) || agency::is_formed(part);
    let is_person =
        |part: &str| longer_than(part, 1) && !longer_than(part, 6) && part.chars().all(is_han_kana);
    let (a, b) = (trim(a), trim(b));
    is_agency(a) && is_person(b) || is_person(a) && is_agency(b)
}

/// `记者张三摄`, `张三 摄`, `江报供图`.
fn is_taken(text: &str) -> bool {
    TAKEN.iter().any(|tail| text.ends_with(tail))
        && longer_than(text, 2)
        && !longer_than(text, 16)
        && !text.contains(ends_sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, want: &str) {
        let found = find(line, &Names::default());
        assert_eq!(
            found.map_or("", |credit| credit.text),
            want,
            "{line}: {found:?}"
        );
    }

    #[test]
    fn every_lead_is_looked_at() {
        for lead in LEADS {
            assert!(lead.starts_with(begins_lead), "{lead}");
        }
    }

    #[test]
    fn credits_are_found() {
        check("两人在码头。图自越通社", "图自越通社");
        check("两人在码头 图自越通社", "图自越通社");
        check("两人在码头图自越通社", "图自越通社");
        check("图自Pixabay", "图自Pixabay");
        check("两人在码头。图自 Getty Images", "图自 Getty Images");
        check("两人在码头。图自abc.vn", "图自abc.vn");
        check("两人在码头。图自越通社。", "图自越通社");
        check("左为甲。图自越通社 右为乙,同日在岸边", "图自越通社");
        check("两人在码头。(图片来源:越通社)", "图片来源:越通社");
        check("两人在码头。（图片来源：越通社）", "图片来源：越通社");
        check("两人在码头(图自越通社)。", "图自越通社");
        check("图片来源:越通社", "图片来源:越通社");
        check("两人在码头。越通社发", "越通社发");
        check("两人在码头 越通社发", "越通社发");
        check("两人在码头(越通社发)", "越通社发");
        check("越通社发", "越通社发");
        check("码头全景。新华社记者张三摄", "新华社记者张三摄");
        check("码头全景。新华社记者 张三 摄", "新华社记者 张三 摄");
        check("码头全景。新华社发(张三摄)", "新华社发(张三摄)");
        check("码头全景。中新社发 张三 摄", "中新社发 张三 摄");
        check("码头全景。中新社记者 张三 摄", "中新社记者 张三 摄");
        check("码头全景。张三摄", "张三摄");
        check("码头全景。河报社发", "河报社发");
        check("码头全景。张三摄/河报社", "张三摄/河报社");
        check("码头全景 越通社/张三", "越通社/张三");
        check("码头全景 江城网发", "江城网发");
        check("码头全景(江城晚报记者张三摄)", "江城晚报记者张三摄");
        check("码头全景 江城社记者 张三 摄", "江城社记者 张三 摄");
        check("码头全景。北岸电视台发(李四 摄)", "北岸电视台发(李四 摄)");
        check("河报社发", "河报社发");
        check("码头。图自越通社记者 阮文", "图自越通社记者 阮文");
        check("码头。图自越通社 记者 阮文 摄", "图自越通社 记者 阮文 摄");
        check("左为甲。图自越通社记者 阮文 右为乙", "图自越通社记者 阮文");
        check("港の全景＝共同", "共同");
        check("港の全景(共同)", "共同");
        check("항구 전경 [사진=연합뉴스]", "사진=연합뉴스");
        check("항구 전경. 연합뉴스 자료사진", "연합뉴스 자료사진");
    }

    #[test]
    fn other_words_are_no_credits() {
        check("他企图自立门户", "");
        check("他们试图自行解决问题。", "");
        check("据新华社发", "");
        check("会议由新华社发起。", "");
        check("据河报社发", "");
        check("造桥的人说完了。(越通社/河内)", "");
        check("码头全景 晨/夜", "");
        check("船票由北岸渡船社发。", "");
        check("由旅行社发", "");
        check("江城网发现新桥", "");
        check("两人在码头合影", "");
        check("(左)", "");
        check("", "");
    }

    #[test]
    fn an_agency_in_brackets_is_unsure() {
        assert_eq!(
            find("港の全景(共同)", &Names::default()).map(|c| c.sure),
            Some(false)
        );
        assert_eq!(
            find("全景。(越通社发)", &Names::default()).map(|c| c.sure),
            Some(true)
        );
    }
}
