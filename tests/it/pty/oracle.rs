//! The output oracle: everything that the program ever wrote to a terminal is
//! parsed, and only the sequences listed here may occur in it. Whatever text an
//! article brings, it cannot get past this unseen. The clipboard gets what the
//! test has copied, and nothing else.

use std::collections::BTreeMap;

/// Private modes that the program may set; all but 25 are off by default.
const MODES: [u16; 9] = [25, 1000, 1002, 1003, 1006, 1015, 1049, 2004, 2026];

/// What was found in an output.
#[derive(Default)]
pub struct Oracle {
    faults: Vec<String>,
    modes: BTreeMap<u16, bool>,
    /// What the test has copied, as the terminal gets it.
    copied: Vec<String>,
}

impl Oracle {
    /// Reads a whole output.
    pub fn read(output: &[u8], copied: &[String]) -> Self {
        let mut oracle = Self {
            copied: copied.iter().map(|text| base64(text.as_bytes())).collect(),
            ..Self::default()
        };
        vte::Parser::new().advance(&mut oracle, output);
        oracle
    }

    /// What is wrong with it: sequences that are not on the list, and modes left
    /// other than they were found.
    pub fn faults(mut self) -> Vec<String> {
        for (mode, on) in &self.modes {
            if *on != (*mode == 25) {
                let state = if *on { "on" } else { "off" };
                self.faults.push(format!("mode {mode} was left {state}"));
            }
        }
        self.faults
    }

    fn fault(&mut self, what: String) {
        self.faults.push(what);
    }

    fn mode(&mut self, mode: u16, on: bool) {
        if MODES.contains(&mode) {
            self.modes.insert(mode, on);
        } else {
            self.fault(format!("mode {mode} is not ours"));
        }
    }
}

/// Base64 (RFC 4648), as the clipboard sequence wants it.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * index)) as usize & 63];
            let padding = index > group.len();
            out.push(if padding { '=' } else { char::from(letter) });
        }
    }
    out
}

/// Characters that change what stands around them, or that no screen shows.
fn is_harmful(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        | '\u{e0001}'..='\u{e001f}')
}

impl vte::Perform for Oracle {
    fn print(&mut self, c: char) {
        if is_harmful(c) {
            self.fault(format!("character U+{:04X}", u32::from(c)));
        }
    }

    fn execute(&mut self, byte: u8) {
        if !matches!(byte, b'\r' | b'\n') {
            self.fault(format!("control {byte:#04x}"));
        }
    }

    fn csi_dispatch(
        &mut self,
        params: &vte::Params,
        intermediates: &[u8],
        ignore: bool,
        action: char,
    ) {
        let flat: Vec<u16> = params.iter().flatten().copied().collect();
        let first = flat.first().copied().unwrap_or(0);
        let allowed = match (intermediates, action) {
            (b"?", 'h' | 'l') => {
                for mode in &flat {
                    self.mode(*mode, action == 'h');
                }
                true
            }
            // Colours; cursor moves; erase in display and line.
            (b"", 'm' | 'A' | 'B' | 'C' | 'D' | 'G' | 'H' | 'J' | 'K' | 'd') => true,
            // Erase the two cells under a mark of unsure width.
            (b"", 'X') => first <= 2,
            // Where is the cursor; what are you: the width probe.
            (b"", 'n') => first == 6,
            (b"", 'c') => first == 0,
            _ => false,
        };
        if ignore || !allowed {
            let between = String::from_utf8_lossy(intermediates);
            self.fault(format!("CSI {between}{flat:?}{action}"));
        }
    }

    fn esc_dispatch(&mut self, _intermediates: &[u8], _ignore: bool, byte: u8) {
        // ST, the end of a string; the string itself was reported already.
        if byte != b'\\' {
            self.fault(format!("ESC {}", char::from(byte)));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell_terminated: bool) {
        if let [b"52", b"c", text] = params
            && self.copied.iter().any(|copied| copied.as_bytes() == *text)
        {
            return;
        }
        let text = String::from_utf8_lossy(params.first().copied().unwrap_or(b"")).into_owned();
        self.fault(format!("OSC {text}"));
    }

    fn hook(&mut self, _params: &vte::Params, _between: &[u8], _ignore: bool, action: char) {
        self.fault(format!("DCS {action}"));
    }
}

#[test]
fn the_oracle_passes_what_a_screen_needs() {
    let output =
        "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[1;1H\x1b[38;5;1;1m阅\x1b[0m\x1b[?25h\x1b[?1049l\r\n";
    assert_eq!(
        Oracle::read(output.as_bytes(), &[]).faults(),
        Vec::<String>::new()
    );
}

#[test]
fn the_oracle_sees_each_poison() {
    for poison in [
        "\x1b]52;c;eA==\x07",
        "\x1b]8;;x\x1b\\",
        "\x1bPq\x1b\\",
        "\x1bc",
        "\x07",
        "\x08",
        "\u{9b}31m",
        "\u{202e}",
        "\x1b[?47h",
        "\x1b[20t",
        "\x1b[3X",
        "\x7f",
        "\x1b[?2004h",
        "\x1b[?25l",
    ] {
        assert_ne!(
            Oracle::read(poison.as_bytes(), &["y".to_owned()])
                .faults()
                .len(),
            0,
            "{poison:?}"
        );
    }
}

#[test]
fn only_what_was_copied_goes_to_the_clipboard() {
    for (bytes, text) in [
        ("", ""),
        ("x", "eA=="),
        ("xy", "eHk="),
        ("xyz", "eHl6"),
        ("河内", "5rKz5YaF"),
    ] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
    let faults = |output: &str| {
        let copied = ["x".to_owned()];
        Oracle::read(output.as_bytes(), &copied).faults().len()
    };
    assert_eq!(faults("\x1b]52;c;eA==\x1b\\"), 0);
    for poison in [
        "\x1b]52;c;eHk=\x07",
        "\x1b]52;p;eA==\x07",
        "\x1b]52;c;?\x07",
    ] {
        assert_eq!(faults(poison), 1, "{poison:?}");
    }
}
