//! What the oracle lets through, and that it finds whatever else there is.

use super::*;

fn faults(output: &[u8]) -> Vec<String> {
    Oracle::read(output, &["y".to_owned()]).faults()
}

#[test]
fn the_oracle_passes_what_a_screen_needs() {
    let output = [
        // The other screen, the mouse, a paste in brackets, and back at the end.
        "\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1002h\x1b[?1003h\x1b[?1015h\x1b[?1006h\x1b[?2004h",
        // How wide the terminal draws.
        "\x1b[6n\x1b[c\x1b[0c",
        // A frame.
        "\x1b[?2026h\x1b[2J\x1b[J\x1b[2K\x1b[1;1H\x1b[38;5;1;1m阅\x1b[0m\x1b[4:3m读\x1b[3d\x1b[2G",
        "\x1b[2X…\x1b[A\x1b[2B\x1b[C\x1b[D\r\n\x1b[?2026l",
        // A flag, an ideograph of a certain form, a letter with its marks.
        "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}葛\u{e0100}e\u{301}\u{323}",
        "\x1b]52;c;eQ==\x1b\\\x1b]52;c;eQ==\x07",
        "\x1b[?2004l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?25h\x1b[?1049l\r\n",
    ];
    assert_eq!(faults(output.concat().as_bytes()), Vec::<String>::new());
}

/// Each kind of what a terminal obeys or answers, beside what the program writes.
const POISON: &[&str] = &[
    // Strings: clipboard, links, titles, colours, notes to the desktop, pictures.
    "\x1b]52;c;eA==\x07",
    "\x1b]52;c;?\x07",
    "\x1b]52;p;eQ==\x07",
    "\x1b]8;;x\x1b\\",
    "\x1b]0;t\x07",
    "\x1b]2;t\x1b\\",
    "\x1b]4;1;?\x07",
    "\x1b]9;x\x07",
    "\x1b]10;?\x07",
    "\x1b]777;notify;a;b\x07",
    "\x1b]1337;File=:\x07",
    "\x1bPq\x1b\\",
    "\x1bP$qm\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1bPtmux;x\x1b\\",
    "\x1b_Gx\x1b\\",
    "\x1b_Gx",
    "\x1b^x\x1b\\",
    "\x1bXx\x1b\\",
    "\x1b\\",
    // Modes that are not ours, and ours left on.
    "\x1b[?1h",
    "\x1b[?3h",
    "\x1b[?5h",
    "\x1b[?6h",
    "\x1b[?7l",
    "\x1b[?47h",
    "\x1b[?1004h",
    "\x1b[?1005h",
    "\x1b[?1047h",
    "\x1b[?1048h",
    "\x1b[?2031h",
    "\x1b[?25;3l\x1b[?25h",
    "\x1b[?2004h",
    "\x1b[?1000h",
    "\x1b[?25l",
    "\x1b[?1049h",
    "\x1b[4h",
    "\x1b[20h",
    // Questions that are not the probe's.
    "\x1b[5n",
    "\x1b[?6n",
    "\x1b[>c",
    "\x1b[=c",
    "\x1b[1c",
    "\x1b[?1$p",
    "\x1b[>q",
    "\x1b[?u",
    "\x1b[20t",
    "\x1b[21t",
    "\x1b[x",
    // Erasing, repeating, scrolling, setting.
    "\x1b[3J",
    "\x1b[?J",
    "\x1b[3X",
    "\x1b[9b",
    "\x1b[1;2r",
    "\x1b[S",
    "\x1b[T",
    "\x1b[L",
    "\x1b[M",
    "\x1b[P",
    "\x1b[@",
    "\x1b[s",
    "\x1b[u",
    "\x1b[i",
    "\x1b[!p",
    "\x1b[ q",
    "\x1b[>4;2m",
    "\x1b7",
    "\x1bc",
    "\x1b(0",
    "\x1bM",
];

#[test]
fn the_oracle_sees_each_poison() {
    for poison in POISON {
        assert_ne!(faults(poison.as_bytes()).len(), 0, "{poison:?}");
        // In the middle of a page too.
        let page = format!("\x1b[1;1H正文{poison}正文\x1b[0m\r\n");
        assert_ne!(faults(page.as_bytes()).len(), 0, "{poison:?}");
    }
}

#[test]
fn every_other_control_and_sequence_is_a_fault() {
    for byte in (0..0x20_u8).filter(|byte| !matches!(byte, b'\r' | b'\n' | 0x1b)) {
        assert_ne!(faults(&[b'a', byte, b'b']).len(), 0, "{byte:#04x}");
    }
    for c in '\u{7f}'..='\u{9f}' {
        assert_ne!(faults(format!("a{c}b").as_bytes()).len(), 0, "{c:?}");
    }
    let ours = "mABCDGHJKdXnc";
    for action in ('@'..='~').filter(|action| !ours.contains(*action)) {
        let plain = format!("\x1b[6{action}");
        assert_ne!(faults(plain.as_bytes()).len(), 0, "{plain:?}");
    }
    for action in ('@'..='~').filter(|action| !"hl".contains(*action)) {
        let private = format!("\x1b[?25{action}");
        assert_ne!(faults(private.as_bytes()).len(), 0, "{private:?}");
    }
    for between in ' '..='/' {
        let sequence = format!("\x1b[2{between}J");
        assert_ne!(faults(sequence.as_bytes()).len(), 0, "{sequence:?}");
        let sequence = format!("\x1b{between}A");
        assert_ne!(faults(sequence.as_bytes()).len(), 0, "{sequence:?}");
    }
    for last in ('0'..='~').filter(|last| !"[]PX^_".contains(*last)) {
        let sequence = format!("\x1b{last}");
        assert_ne!(faults(sequence.as_bytes()).len(), 0, "{sequence:?}");
    }
    for mode in (0..=u16::MAX).filter(|mode| !MODES.contains(mode)) {
        let sequence = format!("\x1b[?{mode}h");
        assert_ne!(faults(sequence.as_bytes()).len(), 0, "{sequence:?}");
    }
}

#[test]
fn characters_that_do_harm_are_faults() {
    let harmful = [
        '\u{ad}',
        '\u{61c}',
        '\u{200b}',
        '\u{200e}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{fdd0}',
        '\u{feff}',
        '\u{fffe}',
        '\u{ffff}',
        '\u{1ffff}',
        '\u{e0001}',
        '\u{e0041}',
        '\u{e007f}',
    ];
    for c in harmful {
        assert_ne!(faults(format!("一{c}二").as_bytes()).len(), 0, "{c:?}");
    }
    let marks = |count: usize| faults(format!("一{}", "\u{301}".repeat(count)).as_bytes()).len();
    assert_eq!((marks(16), marks(17), marks(5000)), (0, 1, 1));
    // Not behind a flag any more.
    assert_ne!(faults("🏴\x1b[m\u{e0067}".as_bytes()).len(), 0);
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
