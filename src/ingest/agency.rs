//! The names of news agencies, as datelines, sign-offs and credits write them:
//! known ones, those that an article itself gives to its agency, and words that
//! are formed like such a name.

use super::marks::{is_dash, is_han_kana, longer_than, trim};

/// Known names; a name stands before every name that begins it.
const NAMES: &[&str] = &[
    "越南通讯社",
    "越南通訊社",
    "越通社",
    "新华通讯社",
    "新华社",
    "新華社",
    "新华网",
    "中国新闻社",
    "中新社",
    "中新网",
    "中央社",
    "中通社",
    "中评社",
    "人民网",
    "央视新闻",
    "香港中通社",
    "朝鲜中央通讯社",
    "朝中社",
    "韩国联合通讯社",
    "韩联社",
    "共同通信社",
    "共同通信",
    "共同社",
    "共同",
    "時事通信社",
    "時事通信",
    "时事通讯社",
    "时事社",
    "時事",
    "法新社",
    "路透社",
    "路透",
    "美联社",
    "合众国际社",
    "塔斯社",
    "俄新社",
    "卫星通讯社",
    "德新社",
    "安莎社",
    "埃菲社",
    "彭博社",
    "印度报业托拉斯",
    "巴通社",
    "老挝通讯社",
    "巴特寮通讯社",
    "柬新社",
    "马新社",
    "安塔拉通讯社",
    "ロイター時事",
    "ロイター",
    "ＡＦＰ時事",
    "ＡＦＰ",
    "ＡＰ",
    "연합뉴스TV",
    "연합뉴스",
    "뉴시스",
    "뉴스1",
    "조선중앙통신",
    "교도통신",
    "신화통신",
    "로이터",
    "Xinhua",
    "XINHUA",
    "Reuters",
    "REUTERS",
    "Yonhap",
    "Kyodo",
    "KYODO",
    "Jiji",
    "TTXVN",
    "VNA",
    "VNS",
    "AFP",
    "AP",
    "dpa",
    "TASS",
    "UPI",
    "CNS",
    "CNA",
    "KCNA",
    "Bernama",
    "Antara",
];

/// The last character of the names of agencies, papers, sites and stations.
const ENDINGS: &[char] = &['社', '报', '報', '网', '網', '台', '臺'];

/// Words that end like such a name and are none.
const NO_NAMES: &[&str] = &[
    "合作社",
    "供销社",
    "信用社",
    "旅行社",
    "公社",
    "平台",
    "后台",
    "舞台",
    "柜台",
    "阳台",
    "电网",
    "官网",
    "联网",
    "警报",
    "情报",
    "海报",
    "捷报",
    "电报",
    "申报",
    "汇报",
    "上报",
    "通报",
];

/// No name formed from such words is longer than this, in characters.
const LONGEST: usize = 8;

/// An article's own names are at most so many.
const MOST_OWN: usize = 6;

/// The names that count in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names<'a> {
    own: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Lets the names in `line` count, an agency's line, a sign-off or a name:
    /// what brackets, dashes and slashes leave of it. Whether one of them is new.
    pub(super) fn learn(&mut self, line: &'a str) -> bool {
        let before = self.own.len();
        let parts = |c: char| is_dash(c) || "()（）[]【】/／、,，·.。".contains(c);
        for part in line.split(parts).map(trim) {
            let is_new = !is_name(part) && !self.own.contains(&part);
            let fits = longer_than(part, 1) && !longer_than(part, 20);
            if is_new && fits && !part.starts_with("全文") && self.own.len() < MOST_OWN {
                self.own.push(part);
            }
        }
        self.own.len() > before
    }

    /// Whether `text` is an agency's name.
    pub(super) fn is_name(&self, text: &str) -> bool {
        is_name(text) || self.own.contains(&text)
    }

    /// The name that `text` begins with, the longest of them, and the rest.
    pub(super) fn prefix<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let fits = |name: &&&str| {
            let rest = text.strip_prefix(**name);
            rest.is_some_and(|rest| ends_word(name, rest.chars().next()))
        };
        let own = self.own.iter().filter(fits).map(|name| name.len()).max();
        let own = own.and_then(|length| text.split_at_checked(length));
        [own, prefix(text)]
            .into_iter()
            .flatten()
            .max_by_key(|(name, _)| name.len())
    }

    /// What stands before the name that `text` ends with, and the name.
    pub(super) fn suffix<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let fits = |name: &&&str| {
            let rest = text.strip_suffix(**name);
            rest.is_some_and(|rest| ends_word(name, rest.chars().next_back()))
        };
        let own = self.own.iter().filter(fits).map(|name| name.len()).max();
        let own = own.and_then(|length| text.split_at_checked(text.len() - length));
        [own, suffix(text)]
            .into_iter()
            .flatten()
            .max_by_key(|(_, name)| name.len())
    }
}

/// Where a word formed like an agency's name may end that `text` begins with:
/// the word, and the rest.
pub(super) fn formed(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| is_han_kana(*c))
        .filter(|(_, c)| ENDINGS.contains(c))
        .filter_map(|(at, c)| text.split_at_checked(at + c.len_utf8()))
        .filter(|(name, _)| {
            let odd = |c: char| "据據由在给給的了是和向从從被把为為与與对對“”‘’—…·".contains(c);
            longer_than(name, 1)
                && !name.contains(odd)
                && !NO_NAMES.iter().any(|word| name.ends_with(word))
        })
}

/// Whether `text` is formed like an agency's name.
pub(super) fn is_formed(text: &str) -> bool {
    formed(text).any(|(_, rest)| rest.is_empty())
}

/// Whether `text` is a known agency's name.
pub(super) fn is_name(text: &str) -> bool {
    NAMES.contains(&text)
}

/// The known name that `text` begins with, and the rest.
fn prefix(text: &str) -> Option<(&str, &str)> {
    NAMES
        .iter()
        .find(|name| {
            text.strip_prefix(**name)
                .is_some_and(|rest| ends_word(name, rest.chars().next()))
        })
        .and_then(|name| text.split_at_checked(name.len()))
}

/// What stands before the known name that `text` ends with, and the name.
fn suffix(text: &str) -> Option<(&str, &str)> {
    NAMES
        .iter()
        .filter(|name| {
            text.strip_suffix(**name)
                .is_some_and(|rest| ends_word(name, rest.chars().next_back()))
        })
        .max_by_key(|name| name.len())
        .and_then(|name| text.split_at_checked(text.len() - name.len()))
}

/// A Latin name does not lie inside a longer word.
fn ends_word(name: &str, next: Option<char>) -> bool {
    !(name.is_ascii() && next.is_some_and(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_teaches_its_own_names() {
        let mut names = Names::default();
        assert_eq!(names.prefix("江城通讯江城"), None);
        assert!(names.learn("(江城通讯——JCS)"));
        assert!(!names.learn("江城通讯"));
        assert!(!names.learn("(完)(越通社)"));
        assert_eq!(names.prefix("江城通讯江城"), Some(("江城通讯", "江城")));
        assert_eq!(names.suffix("江城JCS"), Some(("江城", "JCS")));
        assert_eq!(names.suffix("江城AJCS"), None);
        assert!(names.is_name("JCS") && names.is_name("新华社"));
    }

    #[test]
    fn words_formed_like_names() {
        assert!(is_formed("江城社") && is_formed("江城晚报") && is_formed("北岸电视台"));
        assert!(!is_formed("合作社") && !is_formed("据河报社") && !is_formed("社"));
        assert!(!is_formed("江城社江城") && !is_formed("一二三四五六七八社"));
    }

    #[test]
    fn longer_names_win() {
        assert_eq!(prefix("共同社东京"), Some(("共同社", "东京")));
        assert_eq!(prefix("APEC 峰会"), None);
        assert_eq!(suffix("ハノイ共同"), Some(("ハノイ", "共同")));
        for (at, name) in NAMES.iter().enumerate() {
            assert!(
                NAMES.iter().take(at).all(|first| !name.starts_with(first)),
                "{name} is shadowed"
            );
        }
    }
}
