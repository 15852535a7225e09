//! A command of the environment (`$EDITOR`, `$BROWSER`) as words: blanks part them,
//! quotes and backslashes keep blanks. Nothing is expanded, no shell sees it.
//!
//! Invariant: what is put into a word later cannot make two of it.

/// The words of a command; None where a quote does not end, or there is none.
pub(super) fn split(command: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => word.get_or_insert_default().push(chars.next()?),
            (None, _) if c.is_ascii_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    (quote.is_none() && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(command: &str, words: &[&str]) {
        assert_eq!(split(command).unwrap_or_default(), words, "{command}");
    }

    #[test]
    fn blanks_part_words_and_quotes_keep_them() {
        check("vi", &["vi"]);
        check("  code \t --wait ", &["code", "--wait"]);
        check("'/opt/My Editor/ed' -w", &["/opt/My Editor/ed", "-w"]);
        check(r#""a \"b\" c" d\ e ''"#, &["a \"b\" c", "d e", ""]);
        check(r"'\'", &["\\"]);
        check("$(id) `id` ; | & *", &["$(id)", "`id`", ";", "|", "&", "*"]);
    }

    #[test]
    fn what_is_no_command_has_no_words() {
        for command in ["", "  ", "'a", "\"a", "a\\"] {
            check(command, &[]);
        }
    }
}
