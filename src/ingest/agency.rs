//! The names of news agencies, as datelines, sign-offs and credits write them.

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

/// Whether `text` is a known agency's name.
pub(super) fn is_name(text: &str) -> bool {
    NAMES.contains(&text)
}

/// The known name that `text` begins with, and the rest.
pub(super) fn prefix(text: &str) -> Option<(&str, &str)> {
    NAMES
        .iter()
        .find(|name| {
            text.strip_prefix(**name)
                .is_some_and(|rest| ends_word(name, rest.chars().next()))
        })
        .and_then(|name| text.split_at_checked(name.len()))
}

/// What stands before the known name that `text` ends with, and the name.
pub(super) fn suffix(text: &str) -> Option<(&str, &str)> {
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
