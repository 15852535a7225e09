//! The clock, for dates that are shown and written; nothing is measured by it.

use jiff::Timestamp;

/// Now, as RFC 3339 in UTC with whole seconds: `2026-11-22T08:00:00Z`.
pub fn now_rfc3339() -> String {
    whole_seconds(Timestamp::now())
}

/// Now, in milliseconds since 1970.
pub fn now_millis() -> i64 {
    Timestamp::now().as_millisecond()
}

fn whole_seconds(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_that_of_the_bookmarks_file() {
        let time = Timestamp::new(1_795_334_400, 999_999_999).unwrap();
        assert_eq!(whole_seconds(time), "2026-11-22T08:00:00Z");
    }
}
