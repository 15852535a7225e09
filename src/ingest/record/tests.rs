//! Tests of the two readings of a line, above all that they agree.
//!
//! Invariant: what `record` takes, `head` takes with the same values.

use proptest::prelude::*;

use super::*;

/// Checks that both readings agree on a line that `record` takes.
fn agree(line: &[u8]) {
    match record(line) {
        Ok(record) => {
            let head = head(line).unwrap();
            assert_eq!(head.headline, record.headline);
            assert_eq!(head.date.as_deref(), record.date.as_deref());
            assert_eq!(head.source.as_deref(), record.source.as_deref());
            assert_eq!(head.url.as_deref(), record.url.as_deref());
            let mut body = String::new();
            if let Some(place) = head.body {
                // A piece of a body may begin and end within a character, a whole one not.
                let inside = String::from_utf8_lossy(&line[place.clone()]);
                if is_list(line, place.start) {
                    paragraphs(inside.as_bytes(), &mut body);
                } else {
                    body = unescape(inside.as_bytes());
                }
            }
            assert_eq!(body, record.body);
        }
        Err(Broken::NoText) => assert_eq!(head(line), Err(Broken::NoText)),
        // It may be laxer, but must come to an end.
        Err(_) => drop(head(line)),
    }
}

#[test]
fn reads_every_field() {
    let line = "{\"id\": 7, \"title\":\"春雨\", \"body\":\"第一段\\n第二段\", \"pubDate\":\"2024-03-01\", \
                \"source\":{\"id\":1,\"name\":\"晨報\"}, \"link\":\"http:\\/\\/a.example\", \
                \"author\":\"林\", \"tags\":[\"天氣\", {\"a\":[1]}]}\r\n";
    let head = head(line.as_bytes()).unwrap();
    assert_eq!(head.headline, "春雨");
    assert!(matches!(head.headline, Cow::Borrowed(_)));
    assert_eq!(head.url.as_deref(), Some("http://a.example"));
    let record = record(line.as_bytes()).unwrap();
    assert_eq!(record.body, "第一段\n第二段");
    assert_eq!(record.author.as_deref(), Some("林"));
    assert_eq!(record.source.as_deref(), Some("晨報"));
    let rest = [("id", "7"), ("tags", "[\"天氣\", {\"a\":[1]}]")];
    assert_eq!(
        record.rest,
        rest.map(|(name, json)| (name.to_owned(), json.to_owned()))
    );
    agree(line.as_bytes());
}

#[test]
fn first_name_with_a_value_wins_and_the_last_of_one_name() {
    let line = br#"{"title":"b","headline":"","text":"t","body":null,"content":"c","headline":"a","headline":null,"time":1700000000,"date":1.5}"#;
    let record = record(line).unwrap();
    assert_eq!((record.headline.as_str(), record.body.as_str()), ("b", "t"));
    assert_eq!(record.date.as_deref(), Some("1700000000"));
    let names: Vec<&str> = record.rest.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["body", "content", "headline", "date"]);
    agree(line);
}

#[test]
fn paragraphs_are_joined() {
    let line = r#"{"body":["一",7,"","二"]}"#.as_bytes();
    let place = head(line).unwrap().body.unwrap();
    assert_eq!(&line[place.clone()], r#"["一",7,"","二"]"#.as_bytes());
    assert!(is_list(line, place.start));
    let mut escaped = Vec::new();
    super::escaped(&line[place], 99, &mut escaped);
    assert_eq!(unescape(&escaped), "一\n\n二");
    // A text may begin with a bracket.
    let line = br#"{"body":"[a"}"#;
    let place = head(line).unwrap().body.unwrap();
    assert_eq!(
        (&line[place.clone()], is_list(line, place.start)),
        (&b"[a"[..], false)
    );
    agree(br#"{"title":"x","body":["[", "\u005d", [], ["b"], {"c":"d"}, "]"] , "text":"t"}"#);
    let line = r#"{"body":["一",7,"","二"]}"#.as_bytes();
    assert_eq!(record(line).unwrap().body, "一\n\n二");
    agree(br#"{"headline":"x","body":[["a"],{"b":"c"},""]}"#);
}

#[test]
fn says_what_is_wrong() {
    let both = |line: &[u8]| {
        let (head, record) = (head(line).unwrap_err(), record(line).unwrap_err());
        assert_eq!(
            std::mem::discriminant(&head),
            std::mem::discriminant(&record),
            "{line:?}"
        );
        head.to_string()
    };
    assert_eq!(both(b""), "not JSON: the line is empty at byte 1");
    assert_eq!(both(b"[1]"), "not a JSON object");
    assert_eq!(both(b"{}"), "neither headline nor text");
    for line in [
        "x",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":tru}",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{a:1}",
        "{\"a\":[}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"headline\":\"\t\"}",
    ] {
        assert!(both(line.as_bytes()).starts_with("not JSON: "), "{line}");
    }
}

#[test]
fn lone_surrogates_cost_one_character() {
    let line = br#"{"headline":"a\ud83db","body":"\ude00\ud83d\ud83d\ude00\ud83d","\ud800":1}"#;
    let record = record(line).unwrap();
    assert_eq!(record.headline, "a\u{fffd}b");
    assert_eq!(record.body, "\u{fffd}\u{fffd}\u{1f600}\u{fffd}");
    agree(line);
}

#[test]
fn bytes_that_are_no_utf_8_cost_one_character() {
    let mut line = "{\"title\":\"戊#五\",\"body\":\"#门外#\\n下雨#\",\"author\":\"林#\",\"#\":1}"
        .as_bytes()
        .to_vec();
    let whole = record(&line).unwrap();
    for byte in line.iter_mut().filter(|byte| **byte == b'#') {
        *byte = 0xff;
    }
    let found = head(&line).unwrap();
    assert_eq!(found.headline, "戊\u{fffd}五");
    // The place of the body is one of the line's own bytes.
    let place = found.body.unwrap();
    assert!(line[place.start..].starts_with(b"\xff\xe9\x97\xa8"));
    assert!(line[..place.end].ends_with(b"\xff") && line[place.end] == b'"');
    let damaged = record(&line).unwrap();
    assert_eq!(damaged.body, whole.body.replace('#', "\u{fffd}"));
    assert_eq!(damaged.author.as_deref(), Some("林\u{fffd}"));
    assert_eq!(damaged.rest, [("\u{fffd}".to_owned(), "1".to_owned())]);
    agree(&line);
    // Half a character at the end of a string, and of an escaped name that is not known.
    agree(b"{\"title\":\"\\u0061\xe4\xb8\",\"body\":\"\xb8b\xe4\",\"\\u0074ext\xe4\":\"c\"}");
    agree(b"{\"h\xe4\":1,\"\\u0074itle\xe4\":\"a\",\"text\":\"b\",\"source\":{\"\\u006eame\xe4\":\"c\"}}");
    // Between strings they are no JSON.
    assert!(head(b"{\"title\":\"a\",\xff}").is_err());
    assert_eq!(
        record(b"{\"title\":\"a\",\"b\":[\xff]}"),
        Err(Broken::NotUtf8)
    );
}

#[test]
fn escaped_names_and_a_bom_are_read() {
    let line = b"\xef\xbb\xbf {\"\\u0074itle\":\"x\",\"source\":{\"n\\u0061me\":\"y\"}} \r\n";
    let head = head(line).unwrap();
    assert_eq!(
        (head.headline.as_ref(), head.source.as_deref()),
        ("x", Some("y"))
    );
    agree(line);
}

#[test]
fn depth_does_not_matter() {
    let (open, close) = ("[".repeat(300_000), "]".repeat(300_000));
    let line = format!("{{\"a\":{open}{close},\"title\":\"x\"}}");
    assert_eq!(head(line.as_bytes()).unwrap().headline, "x");
    agree(line.as_bytes());
    agree(format!("{{\"a\":{open},\"title\":\"x\"}}").as_bytes());
    agree(format!("{{\"body\":{open}{close},\"source\":{open}{close}}}").as_bytes());
}

#[test]
fn unescapes_any_piece() {
    let text = r#"中\n\u6587\ud83d\ude00\"é"#.as_bytes();
    assert_eq!(unescape(text), "中\n文\u{1f600}\"é");
    for start in 0..text.len() {
        for end in start..=text.len() {
            let piece = unescape(&text[start..end]);
            // Only half a pair leaves a mark.
            assert!(
                piece.matches('\u{fffd}').count() <= 1,
                "{start}..{end}: {piece}"
            );
        }
    }
    assert_eq!(unescape(br"a\"), "a");
    assert_eq!(unescape(br"a\u6"), "a");
    assert_eq!(unescape(br"a\u6587x\qy\u12zz"), "a文xqyzz");
    assert_eq!(unescape(b"a\xffb"), "a\u{fffd}b");
}

/// The inside of a string, with every kind of escape.
fn inside() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ -!#-\\[\\]-~]{0,6}",
        4 => "[\u{4e00}-\u{4e20}，。\u{e9}\u{1f600}\u{7f}\u{2028}]{1,5}",
        2 => prop::sample::select(vec![r#"\""#, r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t"])
            .prop_map(str::to_owned),
        2 => any::<u16>().prop_map(|unit| format!("\\u{unit:04x}")),
        1 => (0xd800_u16..0xe000).prop_map(|unit| format!("\\u{unit:04X}")),
        1 => any::<char>().prop_map(|c| {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            units.iter().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat()
        }),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn space() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "", "", " ", "\t", "  \r", "\n"])
}

/// JSON text of a value.
fn value() -> impl Strategy<Value = String> {
    let plain = prop_oneof![
        4 => inside().prop_map(|text| format!("\"{text}\"")),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => prop::sample::select(vec!["null", "true", "false", "-0", "0.5", "1e9", "-1.25E-3", "\"\""])
            .prop_map(str::to_owned),
    ];
    plain.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec((space(), inner.clone()), 0..4).prop_map(|values| {
                let values: Vec<String> =
                    values.iter().map(|(s, v)| format!("{s}{v}{s}")).collect();
                format!("[{}]", values.join(","))
            }),
            members(inner),
        ]
    })
}

/// JSON text of an object.
fn members(value: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let names = [
        "headline",
        "title",
        "body",
        "text",
        "content",
        "date",
        "published",
        "pubDate",
        "datetime",
        "time",
        "source",
        "url",
        "link",
        "author",
        "name",
        "id",
        "Title",
        "t\\u0069tle",
        "",
    ];
    let name = prop_oneof![
        6 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
        1 => inside(),
    ];
    prop::collection::vec((name, space(), space(), value), 0..8).prop_map(|members| {
        let members: Vec<String> = members
            .iter()
            .map(|(n, a, b, v)| format!("{a}\"{n}\"{b}:{a}{v}{b}"))
            .collect();
        format!("{{{}}}", members.join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn both_readings_agree(json in members(value()), before in space(), bom in any::<bool>()) {
        let bom = if bom { "\u{feff}" } else { "" };
        let line = format!("{bom}{before}{json}\r\n");
        prop_assert!(matches!(record(line.as_bytes()), Ok(_) | Err(Broken::NoText)));
        agree(line.as_bytes());
    }

    #[test]
    fn both_readings_agree_on_damaged_lines(
        json in members(value()),
        at in any::<prop::sample::Index>(),
        with in prop::collection::vec(prop::sample::select(b"\"\\{}[],:0-e.u \n\x00\xff\xe4nt".to_vec()), 0..3),
        drop in 0_usize..3,
    ) {
        let mut line = json.into_bytes();
        let at = at.index(line.len());
        let end = (at + drop).min(line.len());
        line.splice(at..end, with);
        agree(&line);
    }

    #[test]
    fn both_readings_bear_any_bytes(line in prop::collection::vec(any::<u8>(), 0..200)) {
        agree(&line);
        unescape(&line);
    }

    #[test]
    fn unescapes_as_a_parser_does(text in inside()) {
        if let Ok(parsed) = serde_json::from_str::<String>(&format!("\"{text}\"")) {
            prop_assert_eq!(unescape(text.as_bytes()), parsed);
        }
    }
}
