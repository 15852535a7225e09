//! Keys in the program's notation to the bytes that a terminal sends for them.

/// The bytes of `keys`: characters as UTF-8, names such as `<Enter>`, `<C-d>`, `<lt>`.
pub fn bytes(keys: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        if let Some((name, after)) = name {
            out.extend_from_slice(&named(name));
            rest = after;
        } else {
            let (head, after) = rest.split_at(c.len_utf8());
            out.extend_from_slice(head.as_bytes());
            rest = after;
        }
    }
    out
}

fn named(name: &str) -> Vec<u8> {
    if let Some(letter) = name.strip_prefix("C-") {
        return vec![letter.as_bytes()[0].to_ascii_lowercase() & 0x1f];
    }
    let bytes: &[u8] = match name {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "Space" => b" ",
        "BS" => b"\x7f",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PgUp" => b"\x1b[5~",
        "PgDn" => b"\x1b[6~",
        "lt" => b"<",
        other => panic!("no key is called <{other}>"),
    };
    bytes.to_vec()
}

/// What a terminal sends for a paste.
pub fn paste(text: &[u8]) -> Vec<u8> {
    [b"\x1b[200~", text, b"\x1b[201~"].concat()
}

/// A mouse report (SGR): `button` 0 is the left one, 64 and 65 are the wheel;
/// column and row count from 0.
pub fn mouse(button: u8, column: u16, row: u16, press: bool) -> Vec<u8> {
    let end = if press { 'M' } else { 'm' };
    format!("\x1b[<{button};{};{}{end}", column + 1, row + 1).into_bytes()
}

#[test]
fn notation_becomes_bytes() {
    assert_eq!(bytes("j<Enter>/美<Esc>"), "j\r/美\x1b".as_bytes());
    assert_eq!(bytes("<C-z><lt>a<Up>"), b"\x1a<a\x1b[A");
    assert_eq!(mouse(65, 0, 9, true), b"\x1b[<65;1;10M");
}
