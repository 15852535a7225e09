//! Without a screen: where the terminal is none, `yue` prints.

use crate::library::{landmark, library, plain_article};
use crate::pty::Pty;
use crate::sandbox::Sandbox;

#[test]
fn a_dumb_terminal_gets_plain_text() {
    let sandbox = Sandbox::new();
    let entries = library(&sandbox);
    let dumb = [("TERM", "dumb")];
    let list = Pty::start_with(&sandbox, &[], (80, 24), &dumb).end_well();
    let page = Pty::start_with(&sandbox, &[&entries[0].source], (80, 24), &dumb).end_well();
    for output in [&list, &page] {
        assert!(!output.contains('\x1b'), "{output:?}");
        assert!(
            output.contains(&landmark(&entries[0].headline)),
            "{output:?}"
        );
    }
    let expected = sandbox.run(&["list"]).ok();
    assert_eq!(list.replace("\r\n", "\n"), expected);
}

#[test]
fn a_pipe_gets_what_print_and_list_give() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", plain_article("河边旧书摊记事", 5));
    for (bare, explicit) in [
        (vec!["a.txt"], vec!["print", "a.txt"]),
        (vec![], vec!["list"]),
    ] {
        let line = format!(r#""$YUE" {} | cat"#, bare.join(" "));
        let output = Pty::shell(&sandbox, &line).end_well();
        let expected = sandbox.run(&explicit).ok();
        assert_eq!(output.replace("\r\n", "\n"), expected, "yue {bare:?}");
    }
}

#[test]
fn a_closed_standard_output_ends_quietly() {
    let sandbox = Sandbox::new();
    let output = Pty::shell(&sandbox, r#""$YUE" >&-; echo "code $?""#).end_well();
    assert_eq!(output, "code 0\r\n");
}

#[test]
fn standard_input_that_is_a_terminal_is_refused() {
    let sandbox = Sandbox::new();
    let output = Pty::shell(&sandbox, r#""$YUE" - ; echo "code $?""#).end_well();
    assert!(
        output.contains("standard input is a terminal"),
        "{output:?}"
    );
    assert!(output.ends_with("code 2\r\n"), "{output:?}");
}
