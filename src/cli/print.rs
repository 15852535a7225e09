//! `yue print`: articles to standard output.

use std::ops::ControlFlow;

use super::args::Print;
use super::markdown::markdown;
use super::typeset::{Sheet, typeset};
use super::{Edge, Printed, json};
use crate::app::Failure;
use crate::article::Source;
use crate::lexicon::{Lexicon, Part, Script};
use crate::shell::library::Library;
use crate::shell::stdout::{Output, OutputError};
use crate::text::Clean;

/// The widest measure that is chosen without being asked for.
const WIDTH: u16 = 72;

/// Prints the articles of the sources, each as soon as it is set.
pub(super) fn print(edge: &mut Edge, print: &Print) -> Printed {
    let library = edge.setup(Vec::new()).library();
    let mut output = match &print.output {
        Some(path) if path.as_os_str() != "-" => Output::file(path.clone()),
        _ => Output::stdout(),
    };
    let sheet = sheet(edge, print);
    let (mut found, mut ended) = (false, Ok(()));
    let done = library.sources(&print.sources, &mut |source| {
        let shown = source.and_then(|source| {
            refuse_terminal(&source)?;
            let text = one(&library, &source, print, &sheet, found, &mut output)?;
            Ok(text)
        });
        match shown {
            Ok(Ok(())) => found = true,
            Ok(Err(error)) => {
                ended = Err(error);
                return ControlFlow::Break(());
            }
            Err(failure) => edge.complaints.failure(&failure),
        }
        ControlFlow::Continue(())
    });
    // A break is an output that takes no more, and `ended` says which.
    let _: ControlFlow<()> = done;
    ended?;
    // A file is not replaced by nothing.
    if found || print.output.is_none() {
        output.finish()?;
    }
    Ok(found)
}

/// Prints one article, wherever it lies, as it is printed by default.
pub(super) fn print_one(edge: &mut Edge, source: &Source) -> Printed {
    let library = edge.setup(Vec::new()).library();
    let print = Print::default();
    let sheet = sheet(edge, &print);
    let mut output = Output::stdout();
    match one(&library, source, &print, &sheet, false, &mut output) {
        Ok(written) => written?,
        Err(failure) => {
            edge.complaints.failure(&failure);
            return Ok(false);
        }
    }
    output.finish()?;
    Ok(true)
}

fn sheet(edge: &Edge, print: &Print) -> Sheet {
    let terminal = crate::term::columns().map_or(WIDTH, |columns| columns.clamp(1, WIDTH));
    let mut look = print.look.over(edge.config.look);
    if print.markdown && print.look.punctuation.is_none() {
        look.restores_marks = false;
    }
    let set = !print.json && !print.raw;
    let mut lexicon = Lexicon::default();
    if set && look.readings {
        lexicon = lexicon.with(Lexicon::load(Part::Reader));
    }
    if set && look.script != Script::AsIs {
        lexicon = lexicon.with(Lexicon::load(Part::Converter));
    }
    Sheet {
        width: print.width.unwrap_or(terminal),
        height: print.look.height,
        look,
        lexicon,
    }
}

/// Standard input is read only where something is piped into it.
pub fn refuse_terminal(source: &Source) -> Result<(), Failure> {
    use std::io::IsTerminal;
    if *source == Source::Stdin && std::io::stdin().is_terminal() {
        let what = "-".into();
        return Err(Failure {
            what,
            why: "why-stdin-terminal",
            detail: Clean::default(),
        });
    }
    Ok(())
}

/// Prints one article; the outer error is the source's, the inner the output's.
fn one(
    library: &Library,
    source: &Source,
    print: &Print,
    sheet: &Sheet,
    not_first: bool,
    output: &mut Output,
) -> Result<Result<(), OutputError>, Failure> {
    if print.json {
        let article = library.loader.article_as_written(source)?;
        return Ok(json::article_json(&article).print(output));
    }
    let article = library.loader.article(source)?;
    let mut written = if not_first {
        output.text("\u{c}")
    } else {
        Ok(())
    };
    if print.raw {
        let raw = article.raw.view();
        let raw = raw.part(|raw| raw.trim_end_matches('\n'));
        written = written.and_then(|()| output.line(raw));
    } else {
        let mut line = |line: Clean<&str>| {
            if written.is_ok() {
                written = output.line(line);
            }
        };
        if print.markdown {
            markdown(&article, sheet, &mut line);
        } else {
            typeset(&article, sheet, &mut line);
        }
    }
    Ok(written)
}
