//! `yue filter`: the finder for pipes, for lines of any kind.
//!
//! Invariant: what is printed to a pipe or a file are bytes that were read, and what
//! goes to a terminal is cleaned.

use std::io::{self, IsTerminal};

use clap::Args as ClapArgs;

use super::{Edge, Printed, dumb, exit, print};
use crate::app::Failure;
use crate::article::{Encoding, Source};
use crate::filter::{Finder, Nth, Query, Span, spans};
use crate::ingest::text_in;
use crate::run::{self, Picking};
use crate::shell::candidates::Candidates;
use crate::shell::fs::ReadError;
use crate::shell::sift::Sieve;
use crate::shell::stdout::{Output, OutputError};
use crate::text::Clean;
use crate::text::clean;

/// What to look for, and in what.
#[derive(Debug, Default, ClapArgs)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct Filter {
    /// Words that must all be in a line: by pinyin, kana or initials too; 'exact,
    /// ^start, end$, !not, one | other. Without one all lines are printed
    #[arg(value_name = "QUERY", conflicts_with = "typed")]
    pub query: Option<String>,

    /// Print at most so many lines
    #[arg(long, value_name = "N", conflicts_with = "interactive")]
    pub limit: Option<usize>,

    /// Match only these fields: 1, -1, 2.., ..3, 2..4, several after commas; the whole
    /// line is printed
    #[arg(long, short, value_name = "N[,..]", value_parser = fields, allow_hyphen_values = true)]
    pub nth: Option<Fields>,

    /// What parts fields, \t for a tab [default: blanks, as in awk]
    #[arg(long, short, value_name = "STR", value_parser = delimiter, allow_hyphen_values = true)]
    pub delimiter: Option<String>,

    /// Lines of the input end with NUL
    #[arg(long)]
    pub read0: bool,

    /// End each line printed with NUL
    #[arg(long)]
    pub print0: bool,

    /// Choose a line on the screen, which is drawn on /dev/tty; 130 where none was chosen
    #[arg(long, short)]
    pub interactive: bool,

    /// The same as QUERY: what the prompt begins with
    #[arg(
        long = "query",
        short = 'q',
        value_name = "QUERY",
        id = "typed",
        allow_hyphen_values = true
    )]
    pub typed: Option<String>,

    /// With --interactive: print the only line that matches at once
    #[arg(long = "select-1", short = '1', requires = "interactive")]
    pub select_1: bool,
}

/// Fields of a line.
#[derive(Clone, Debug)]
pub(super) struct Fields(Vec<Span>);

fn fields(text: &str) -> Result<Fields, String> {
    let spans = spans(text).map(Fields);
    spans.ok_or_else(|| "fields are 1, -1, 2.., ..3, 2..4, with commas between".to_owned())
}

fn delimiter(text: &str) -> Result<String, String> {
    match text {
        "" => Err("a delimiter is not empty".to_owned()),
        text => Ok(text.replace("\\t", "\t")),
    }
}

impl Filter {
    fn text(&self) -> &str {
        let text = self.query.as_deref().or(self.typed.as_deref());
        text.unwrap_or_default()
    }

    fn separator(&self) -> u8 {
        if self.read0 { 0 } else { b'\n' }
    }

    fn nth(&self) -> Option<Nth> {
        let fields = self.nth.as_ref()?;
        Some(Nth::new(fields.0.clone(), self.delimiter.clone()))
    }

    fn ending(&self) -> &'static [u8] {
        if self.print0 { b"\0" } else { b"\n" }
    }
}

/// Prints the lines of standard input that match; gives the exit code.
pub(super) fn filter(edge: &mut Edge, args: &Filter) -> io::Result<u8> {
    if let Err(failure) = print::refuse_terminal(&Source::Stdin) {
        edge.complaints.failure(&failure);
        edge.say_problems();
        return Ok(exit(edge, Ok(false)));
    }
    if args.interactive {
        return choose(edge, args);
    }
    let printed = sift(edge, args);
    edge.say_problems();
    Ok(exit(edge, printed))
}

/// Lets one line be chosen on the screen, and prints it.
fn choose(edge: &mut Edge, args: &Filter) -> io::Result<u8> {
    if dumb() {
        edge.complaints.failure(&Failure {
            what: "TERM".into(),
            why: "why-no-terminal",
            detail: Clean::default(),
        });
        return Ok(exit(edge, Ok(false)));
    }
    let picked = run::pick(
        edge,
        Picking {
            candidates: Candidates {
                separator: args.separator(),
                nth: args.nth(),
                encoding: edge.encoding,
            },
            query: args.text().to_owned(),
            select_1: args.select_1,
        },
    )?;
    edge.say_problems();
    let terminal = io::stdout().is_terminal();
    let mut output = Output::stdout();
    let printed = picked.line.map_or(Ok(()), |line| {
        // To a terminal as it was chosen: alone it might be taken for another encoding.
        if terminal {
            output.text(&line.shown)?;
        } else {
            output.data(&line.read)?;
        }
        output.data(args.ending())?;
        output.flush()
    });
    match printed {
        Ok(()) => Ok(picked.code),
        Err(error) => Ok(exit(edge, Err(error))),
    }
}

fn sift(edge: &mut Edge, args: &Filter) -> Printed {
    let finder = Finder::load(edge.readings()).of_lines();
    let query = match finder.query(args.text(), &Query::default()) {
        Ok(query) => query,
        Err(problem) => {
            edge.complaints.query(&problem);
            return Ok(false);
        }
    };
    let sieve = Sieve {
        query,
        separator: args.separator(),
        nth: args.nth(),
        encoding: edge.encoding,
    };
    let (sifted, error) = sieve.sift(io::stdin());
    if let Some(error) = error {
        edge.complaints.failure(&ReadError::from(error).of("-"));
    }
    let terminal = io::stdout().is_terminal();
    let mut output = Output::stdout();
    for (line, encoding) in sifted.lines().take(args.limit.unwrap_or(usize::MAX)) {
        print_line(line, encoding, args, terminal, &mut output)?;
    }
    output.flush()?;
    Ok(!sifted.is_empty())
}

/// Prints a line as it was read, or (to a terminal) cleaned.
fn print_line(
    line: &[u8],
    encoding: Encoding,
    args: &Filter,
    terminal: bool,
    output: &mut Output,
) -> Result<(), OutputError> {
    if terminal {
        output.text(&harmless(line, encoding, args.read0))?;
    } else {
        output.data(line)?;
    }
    output.data(args.ending())
}

/// A line for a terminal; only one that NUL ends has lines of its own.
fn harmless(line: &[u8], encoding: Encoding, lines: bool) -> Clean {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = text_in(line, encoding);
    let clean = clean::clean(&text);
    if lines {
        clean.into_owned()
    } else {
        clean::join(clean.view().parted('\n'), " ")
    }
}
