//! The dateline at the head of the first paragraph: `越通社河内——`,
//! `新华社北京11月22日电(记者…)`, `【ハノイ共同】`, `(하노이=연합뉴스)`,
//! `HANOI (VNA) —`.

use super::agency::{self, Names};
use super::marks::{bracketed, first_chars, is_blank, is_dash, longer_than, same, trim};

/// A dateline as found; all parts lie in the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// All of it, dashes and following blanks included.
    pub(super) whole: &'a str,
    pub(super) agency: Option<&'a str>,
    pub(super) place: Option<&'a str>,
}

/// No dateline is longer than this, in characters.
const WINDOW: usize = 48;

/// No bracket with reporters' names is longer than this, in characters.
const REPORTERS: usize = 80;

/// The dateline that `paragraph` begins with. A place alone (`河内——`) counts
/// only where the text after it repeats the `lead`.
pub(super) fn find<'a>(
    paragraph: &'a str,
    lead: Option<&str>,
    names: &Names<'_>,
) -> Option<Found<'a>> {
    let text = trim(paragraph);
    let found = in_brackets(text, names)
        .or_else(|| agency_first(text, names))
        .or_else(|| formed_first(text))
        .or_else(|| dated_place(text))
        .or_else(|| place_first(text, names))
        .or_else(|| repeated(text, lead?))?;
    // A dateline is the head of a text, not all of it.
    (found.whole.len() < text.len()).then_some(found)
}

/// The part of `text` before `rest`, a suffix of it.
fn before<'a>(text: &'a str, rest: &str) -> &'a str {
    text.get(..text.len() - rest.len()).unwrap_or(text)
}

/// `text` after a run of dashes and the blanks around it.
fn after_dashes(text: &str) -> Option<&str> {
    let dashes = text.trim_start_matches(is_blank);
    let rest = dashes.trim_start_matches(is_dash);
    (rest.len() < dashes.len()).then(|| rest.trim_start_matches(is_blank))
}

/// `越通社河内——…`, `新华社北京11月22日电(记者张三)…`.
fn agency_first<'a>(text: &'a str, names: &Names<'_>) -> Option<Found<'a>> {
    let (mut name, mut rest) = names.prefix(text)?;
    // `越通社、新华社河内——`.
    if let Some(more) = rest.strip_prefix(['、', '/', '／'])
        && let Some((_, after)) = names.prefix(more).or_else(|| agency::formed(more).next())
    {
        name = before(text, after);
        rest = after;
    }
    wire(text, name, rest)
}

/// `江城社江城11月22日电`: an agency that is known by its form and the date.
fn formed_first(text: &str) -> Option<Found<'_>> {
    agency::formed(text).find_map(|(name, rest)| {
        let found = wire(text, name, rest)?;
        let dated = found.whole.contains('日') || name.starts_with('本');
        (dated && is_parted(found.whole)).then_some(found)
    })
}

/// `江城11月22日电`: no agency.
fn dated_place(text: &str) -> Option<Found<'_>> {
    let found = wire(text, "", text)?;
    let dated = found.whole.contains('月') && found.whole.contains('日');
    let short = found.place.is_some_and(|place| !longer_than(place, 8));
    (dated && short && is_parted(found.whole)).then_some(Found {
        agency: None,
        ..found
    })
}

/// Whether marks or blanks part 电 in a dateline from the text, so that it is
/// not the beginning of a word (11月22日电影节).
fn is_parted(whole: &str) -> bool {
    let wire = |c| matches!(c, '电' | '電' | '讯' | '訊');
    whole.contains(wire) && !whole.ends_with(wire)
}

/// The dateline of the agency `name`, which `text` begins with and `rest` follows.
fn wire<'a>(text: &'a str, name: &'a str, rest: &'a str) -> Option<Found<'a>> {
    let window = first_chars(rest, WINDOW);
    let mark = window.find(|c| is_dash(c) || matches!(c, '电' | '電' | '讯' | '訊'))?;
    let (middle, tail) = rest.split_at_checked(mark)?;
    if !is_place(place_of(middle).unwrap_or("")) {
        return None;
    }
    let rest = if tail.starts_with(is_dash) {
        after_dashes(tail)?
    } else {
        after_wire(middle, tail)?
    };
    Some(Found {
        whole: before(text, rest),
        agency: Some(name),
        place: place_of(middle),
    })
}

/// What follows `电`, reporters and dashes. Without a date, `电` must be parted
/// from the text, or it begins a word (`新华社发电厂`).
fn after_wire<'a>(middle: &str, tail: &'a str) -> Option<&'a str> {
    let mut chars = tail.chars();
    chars.next();
    let wire = chars.as_str();
    let mut rest = wire.trim_start_matches(is_blank);
    let parted = rest.len() < wire.len() || rest.starts_with(['(', '（', ':', '：']);
    let names = ["记者", "記者", "通讯员", "编辑"];
    if let Some((inside, after)) = bracketed(rest, REPORTERS)
        && names.iter().any(|word| inside.contains(word))
    {
        rest = after.trim_start_matches(is_blank);
    }
    let rest = after_dashes(rest).unwrap_or(rest);
    let dated = middle.contains(['日', '月']);
    (dated || parted || wire.starts_with(is_dash))
        .then(|| rest.trim_start_matches(|c| is_blank(c) || matches!(c, ':' | '：')))
}

/// `【ハノイ共同】`, `(하노이=연합뉴스) 홍길동 기자 =`, `[東京 22日 ロイター] -`,
/// `（中央社記者王小明台北22日電）`.
fn in_brackets<'a>(text: &'a str, names: &Names<'_>) -> Option<Found<'a>> {
    let (inside, after) = bracketed(text, WINDOW)?;
    let rest = after.trim_start_matches(is_blank);
    // `(中新社)江城11月22日电`, `(越通社)河内——`: the place follows.
    if names.is_name(trim(inside))
        && let Some(found) = wire(text, trim(inside), rest)
        && found.place.is_some_and(|place| !longer_than(place, 6))
    {
        return Some(found);
    }
    let dashes = rest.starts_with(is_dash);
    let (agency, place) = parts(trim(inside), text.starts_with('【'), dashes, names)?;
    let rest = byline(rest).unwrap_or(rest);
    Some(Found {
        whole: before(text, after_dashes(rest).unwrap_or(rest)),
        agency,
        place,
    })
}

/// Agency and place of what stands in brackets.
fn parts<'a>(
    inside: &'a str,
    lenticular: bool,
    dashes: bool,
    names: &Names<'_>,
) -> Option<(Option<&'a str>, Option<&'a str>)> {
    let mut pieces = inside.split(['=', '＝']).map(trim);
    let first = pieces.next()?;
    let second = pieces.next();
    if let Some(name) = second.filter(|name| names.is_name(name)) {
        return Some((Some(name), place_of(first)));
    }
    // An unknown one, formed like a Korean agency's or paper's name.
    let formed = |name: &&str| {
        let ends = ["통신", "뉴스", "일보", "신문"];
        !lenticular && !longer_than(name, 10) && ends.iter().any(|end| name.ends_with(end))
    };
    if let Some(name) = second.filter(formed) {
        return is_place(first).then_some((Some(name), place_of(first)));
    }
    if let Some((place, name)) = names.suffix(first) {
        let place = place_of(place);
        return is_place(place.unwrap_or("")).then_some((Some(name), place));
    }
    if let Some((name, rest)) = names.prefix(first) {
        let place = place_of(past_reporters(rest));
        let fits =
            is_place(place.unwrap_or("")) && (dashes || rest.ends_with(['電', '电', '讯', '訊']));
        return fits.then_some((Some(name), place));
    }
    // `【北京＝山田太郎】`: a correspondent of one's own.
    (lenticular && second.is_some() && is_place(first)).then_some((None, place_of(first)))
}

/// `記者王小明台北`: names of three characters precede the place.
fn past_reporters(text: &str) -> &str {
    let Some((_, names)) = text.split_once("記者").or_else(|| text.split_once("记者")) else {
        return text;
    };
    let last = names.rsplit('、').next().unwrap_or(names);
    last.char_indices()
        .nth(3)
        .and_then(|(at, _)| last.get(at..))
        .unwrap_or("")
}

/// What follows a Korean byline, `홍길동 기자 =`.
fn byline(text: &str) -> Option<&str> {
    let at = first_chars(text, WINDOW).find('=')?;
    let (names, rest) = text.split_at_checked(at)?;
    ["기자", "특파원", "통신원"]
        .iter()
        .any(|word| names.contains(word))
        .then(|| rest.trim_start_matches('=').trim_start_matches(is_blank))
}

/// `HANOI (VNA) —`, `HANOI, Nov. 22 (Xinhua) --`, `河内(越通社)——`.
fn place_first<'a>(text: &'a str, names: &Names<'_>) -> Option<Found<'a>> {
    let at = first_chars(text, WINDOW).find(['(', '（'])?;
    let (head, tail) = text.split_at_checked(at)?;
    let (inside, after) = bracketed(tail, WINDOW)?;
    let rest = after_dashes(after)?;
    let place = place_of(head).filter(|place| is_place(place))?;
    let name = trim(inside);
    let capitals = !place.contains(char::is_lowercase) && place.contains(char::is_uppercase);
    let titled = is_titled(place) && is_titled(name);
    let fits = capitals && !name.is_empty() || titled;
    (names.is_name(name) || fits && !longer_than(name, 20)).then(|| Found {
        whole: before(text, rest),
        agency: Some(name),
        place: Some(place),
    })
}

/// Whether the words of `text` begin with capitals, as those of names do.
fn is_titled(text: &str) -> bool {
    let small = [
        "city", "de", "da", "do", "la", "el", "of", "the", "and", "upon",
    ];
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut words = text.split_whitespace();
    words.next().is_some_and(capital) && words.all(|word| capital(word) || small.contains(&word))
}

/// `河内——…`, `某某社河内——…`: known by what follows, which repeats the lead.
fn repeated<'a>(text: &'a str, lead: &str) -> Option<Found<'a>> {
    let at = first_chars(text, 20).find(is_dash)?;
    let (head, tail) = text.split_at_checked(at)?;
    let rest = after_dashes(tail)?;
    let repeats = !lead.is_empty() && same(first_chars(lead, 8), first_chars(rest, 8));
    if !repeats || !is_place(trim(head)) {
        return None;
    }
    let (agency, place) = match head.split_once('社') {
        Some((name, place)) if !name.is_empty() => {
            (head.get(..name.len() + '社'.len_utf8()), place)
        }
        _ => (None, head),
    };
    Some(Found {
        whole: before(text, rest),
        agency,
        place: place_of(place),
    })
}

/// The place in what stands between agency and dash: no date, no brackets.
fn place_of(text: &str) -> Option<&str> {
    let edge = |c: char| {
        is_blank(c)
            || matches!(
                c,
                '/' | '／' | '·' | ',' | '，' | '(' | ')' | '（' | '）' | '|'
            )
    };
    let text = text.trim_matches(edge);
    let text = text.split([',', '，']).next().unwrap_or(text);
    let dated = text.contains(['日', '月']);
    let text = match text.find(|c: char| c.is_numeric()) {
        Some(at) if dated => text.get(..at).unwrap_or(text),
        _ => text,
    };
    // 十一月二十二日, and what stands before 讯 in 快讯 and 电 in 专电.
    let numeral = |c: char| "〇零一二三四五六七八九十月日".contains(c);
    let text = if dated && text.ends_with('日') {
        text.trim_end_matches(numeral)
    } else {
        text
    };
    let text = if ["快", "简", "短", "特", "专", "急"].contains(&text) {
        ""
    } else {
        text
    };
    let text = text.trim_matches(edge);
    (!text.is_empty()).then_some(text)
}

/// Whether `text` could be a place (or nothing): short, no sentence, no reporter.
fn is_place(text: &str) -> bool {
    let odd = |c: char| "。,，:：;；“”‘’\"《》!！?？、…「」[]{}".contains(c);
    let prose = ["记者", "記者", "报道", "消息", "驻", "援引", "表示"];
    !longer_than(text, 20) && !text.contains(odd) && !prose.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests;
