//! The forms that marks take in vertical lines (UAX #50: Tr, Unicode's blocks
//! Vertical Forms and CJK Compatibility Forms). All are two columns wide.
//!
//! Invariant: every other character stands in its square as it is, half-width
//! marks too: those that are left stand in numbers and Latin words.

/// The vertical form of a mark; None where it has none.
pub fn form(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "，" => "︐",
        "、" => "︑",
        "。" => "︒",
        "：" => "︓",
        "；" => "︔",
        "！" => "︕",
        "？" => "︖",
        "〖" => "︗",
        "〗" => "︘",
        "…" | "⋯" => "︙",
        "‥" => "︰",
        "—" | "―" | "⸺" => "︱",
        "–" => "︲",
        "（" => "︵",
        "）" => "︶",
        "｛" => "︷",
        "｝" => "︸",
        "〔" => "︹",
        "〕" => "︺",
        "【" => "︻",
        "】" => "︼",
        "《" => "︽",
        "》" => "︾",
        "〈" => "︿",
        "〉" => "﹀",
        "「" | "‘" => "﹁",
        "」" | "’" => "﹂",
        "『" | "“" => "﹃",
        "』" | "”" => "﹄",
        "［" => "﹇",
        "］" => "﹈",
        "～" | "〜" => "︴",
        "＿" => "︳",
        "ー" => "｜",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Ambiguous, width};

    #[test]
    fn forms_fill_a_square() {
        for c in '\u{20}'..='\u{FFFF}' {
            let mark = c.to_string();
            if let Some(form) = form(&mark) {
                assert_eq!(width::text(form, Ambiguous::NARROW), 2, "{mark}");
                assert_eq!(self::form(form), None, "{mark}");
            }
        }
        assert_eq!(form("中"), None);
        assert_eq!(form("。"), Some("︒"));
    }
}
