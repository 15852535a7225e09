//! The arguments, as clap reads them; `--help`, the manual page and the shell
//! completions come from here.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand};

use super::bookmarks::Bookmarks;
use super::filter::Filter;
use crate::app::key_docs;
use crate::config::{Look, choices};
use crate::i18n::Language;

const SOURCES: &str = "\
SOURCE is a file, a folder (all .txt and .md files below it), an article's id (or
its first 6 or more digits), seed:NAME, or - for standard input. Without a SOURCE
yue opens the library: the articles that come with it, the folders named in the
configuration, and the folder articles/ in the data directory.";

const EXIT: &str = "\
0 done; 1 nothing found; 2 wrong usage, or an input or output that failed (the others are \
handled); 130 yue filter --interactive was left without a choice; 70 a fault inside the program. After a signal yue dies of that signal.";

const AFTER: &str = "\
Examples:
  yue                          read the library
  yue essay.txt notes/         read a file and a folder
  curl -s URL | yue -          read standard input; keys come from the terminal
  yue essay.txt | less         printed where the output is no terminal
  yue print --width 60 FILE    typeset to standard output
  yue list --filter 美朝       headlines that match, best first
  ls | yue filter meichao      lines that match, by pinyin too

Exit codes: 0 done, 1 nothing found, 2 wrong usage or an input that failed.
Keys: press ? in the program. Places of files: yue paths.";

/// Reads Chinese, Japanese and Korean in the terminal, set as a printer would.
#[derive(Debug, Parser)]
#[command(name = "yue", version, about, long_about = SOURCES, after_help = AFTER)]
#[command(subcommand_value_name = "COMMAND", max_term_width = 100)]
pub(super) struct Args {
    /// Files, folders, ids, seed:NAME, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,

    /// Read this configuration file instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Language of the interface: en or zh-Hans [default: the environment's]
    #[arg(long, value_name = "LANG", global = true, value_parser = language)]
    pub lang: Option<Language>,

    /// Language of the texts [default: each paragraph's own]
    #[arg(long, value_name = "LANG", global = true, value_parser = values("text-lang"))]
    pub text_lang: Option<String>,

    /// Each line of the sources is a headline
    #[arg(long)]
    pub lines: bool,

    /// Open the article that was read last, where reading stopped
    #[arg(long, short, conflicts_with_all = ["sources", "lines"])]
    pub r#continue: bool,

    #[command(subcommand)]
    pub action: Option<Action>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Typeset articles to standard output, related items included
    Print(Box<Print>),
    /// Print headlines, one a line
    List(List),
    /// Print the articles with a text in them: headline, tab, what stands around it
    Search(Search),
    /// Print the lines of standard input that match, best first
    Filter(Box<Filter>),
    /// Print the bookmarks, one a line: headline, tab, source; or change them
    Bookmarks(Box<Bookmarks>),
    /// Print the completions of a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Print where yue keeps its files: name, tab, path
    Paths,
    /// Print what yue sees of terminal, files and settings, for a report of a fault
    Doctor,
}

/// How to print.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct Print {
    /// Files, folders, ids, seed:NAME, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,

    /// Columns of a line; rounded down to even for Han text
    /// [default: the terminal's width, at most 72]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub width: Option<u16>,

    /// One JSON object for each article
    #[arg(long, conflicts_with = "raw")]
    pub json: bool,

    /// The source text: decoded, cleaned, not wrapped
    #[arg(long)]
    pub raw: bool,

    /// As Markdown: one line a paragraph
    #[arg(long, conflicts_with_all = ["raw", "json", "vertical"])]
    pub markdown: bool,

    /// Into this file, which is replaced whole, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub look: LookArgs,
}

/// How pages look; by default as configured, but across, without readings, and with
/// nothing that hangs unless the configuration asks for it by name.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct LookArgs {
    /// How strictly marks are kept from line starts and ends
    #[arg(long, value_name = "LEVEL", value_parser = values("kinsoku"))]
    pub kinsoku: Option<String>,

    /// How wide the terminal draws characters of ambiguous width, such as “ ” — …
    #[arg(long, alias = "ambiguous-width", value_name = "WIDTH", value_parser = values("ambiguous-width"))]
    pub ambiguous: Option<String>,

    /// Marks flattened to ASCII: full width beside Han (auto), or as in the source
    #[arg(long, value_name = "FORM", value_parser = values("punctuation"))]
    pub punctuation: Option<String>,

    /// Whether a mark may stick out at a line's end, beyond N [default: off]
    #[arg(long, value_name = "HOW", value_parser = values("hang"))]
    pub hang: Option<String>,

    /// A gap between Han and Latin
    #[arg(long, value_name = "WHETHER", value_parser = values("autospace"))]
    pub autospace: Option<String>,

    /// Paragraphs by an indent or by a blank line
    #[arg(long, value_name = "HOW", value_parser = values("paragraphs"))]
    pub paragraphs: Option<String>,

    /// Blank lines between lines
    #[arg(long, value_name = "N", value_parser = values("line-gap"))]
    pub line_gap: Option<String>,

    /// Chinese in simplified or traditional characters
    #[arg(long, value_name = "SCRIPT", value_parser = values("script"))]
    pub script: Option<String>,

    /// Readings above the text: pinyin, and kana where the source has it
    #[arg(long, conflicts_with = "vertical")]
    pub ruby: bool,

    /// How pinyin writes tones
    #[arg(long, value_name = "HOW", value_parser = values("tones"))]
    pub tones: Option<String>,

    /// Readings only for characters beyond so many of the commonest
    #[arg(long, value_name = "N", value_parser = values("readings-beyond"))]
    pub readings_beyond: Option<String>,

    /// Lines as columns, from right to left
    #[arg(long)]
    pub vertical: bool,

    /// Vertical forms of marks
    #[arg(long, value_name = "WHETHER", value_parser = values("vertical-forms"))]
    pub vertical_forms: Option<String>,

    /// Characters of a column, with --vertical
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub height: u16,
}

impl LookArgs {
    /// The configured look with what was asked for.
    pub(super) fn over(&self, mut look: Look) -> Look {
        let ruby = if self.ruby { "on" } else { "off" };
        let ruby = Some(ruby.to_owned());
        let direction = if self.vertical {
            "vertical"
        } else {
            "horizontal"
        };
        let direction = Some(direction.to_owned());
        for (name, value) in [
            ("kinsoku", &self.kinsoku),
            ("ambiguous-width", &self.ambiguous),
            ("punctuation", &self.punctuation),
            ("hang", &self.hang),
            ("autospace", &self.autospace),
            ("paragraphs", &self.paragraphs),
            ("line-gap", &self.line_gap),
            ("script", &self.script),
            ("readings", &ruby),
            ("tones", &self.tones),
            ("readings-beyond", &self.readings_beyond),
            ("vertical-forms", &self.vertical_forms),
            ("direction", &direction),
        ] {
            // Clap has looked at the values.
            let next = value.as_ref().and_then(|value| look.with(name, value));
            look = next.unwrap_or(look);
        }
        look
    }
}

/// The values of a setting of the page.
fn values(setting: &str) -> PossibleValuesParser {
    PossibleValuesParser::new(choices(setting))
}

impl Print {
    /// The sources, all else by default.
    pub(super) fn of(sources: Vec<OsString>) -> Self {
        Self {
            sources,
            ..Self::default()
        }
    }
}

/// What to list.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct List {
    /// Files, folders, ids, seed:NAME, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,

    /// One JSON object a line: id, headline, source, bookmarked
    #[arg(long)]
    pub json: bool,

    /// Each line of the sources is a headline
    #[arg(long)]
    pub lines: bool,

    /// Only headlines that match, best first
    #[arg(long, value_name = "QUERY")]
    pub filter: Option<String>,
}

/// What to search for.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct Search {
    /// Words that must all be there, "a phrase", !not
    pub query: String,

    /// Files, folders, ids, seed:NAME, or - for standard input
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,

    /// One JSON object a line: id, headline, source, bookmarked, text
    #[arg(long)]
    pub json: bool,

    /// Each line of the sources is an article
    #[arg(long)]
    pub lines: bool,

    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

fn language(text: &str) -> Result<Language, String> {
    Language::parse(text).ok_or_else(|| "en or zh-Hans".to_owned())
}

/// Writes the manual page, the keys included.
pub(super) fn manual(out: &mut Vec<u8>) -> io::Result<()> {
    let man = clap_mangen::Man::new(Args::command());
    man.render(out)?;
    for command in Args::command().get_subcommands() {
        writeln!(out, ".SH \"YUE {}\"", command.get_name().to_uppercase())?;
        let man = clap_mangen::Man::new(command.clone());
        man.render_description_section(out)?;
        man.render_options_section(out)?;
        for below in command.get_subcommands() {
            writeln!(
                out,
                ".SS \"yue {} {}\"",
                command.get_name(),
                below.get_name()
            )?;
            let man = clap_mangen::Man::new(below.clone());
            man.render_description_section(out)?;
            man.render_options_section(out)?;
        }
    }
    writeln!(out, ".SH \"EXIT STATUS\"\n{}", roff(EXIT))?;
    writeln!(out, ".SH KEYS")?;
    for (keys, meaning) in key_docs::manual_rows() {
        writeln!(out, ".TP\n{}\n{}", roff(&keys), roff(&meaning))?;
    }
    Ok(())
}

/// A text as a line of roff: no line begins with a control character.
fn roff(text: &str) -> String {
    let escaped = text.replace('\\', "\\e").replace('-', "\\-");
    if escaped.starts_with(['.', '\'']) {
        format!("\\&{escaped}")
    } else {
        escaped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_make_sense() {
        Args::command().debug_assert();
    }

    #[test]
    fn options_stand_before_and_after_a_command() {
        for words in [
            &["yue", "--lang", "en", "list"][..],
            &["yue", "list", "--lang", "zh-Hans"],
        ] {
            let args = Args::try_parse_from(words).unwrap();
            assert!(args.lang.is_some() && matches!(args.action, Some(Action::List(_))));
        }
        let args = Args::try_parse_from(["yue", "--", "list"]).unwrap();
        assert!(args.action.is_none() && args.sources == ["list"]);
    }

    #[test]
    fn the_manual_names_every_command_and_key() {
        let mut bytes = Vec::new();
        manual(&mut bytes).unwrap();
        let page = String::from_utf8(bytes).unwrap();
        for needed in [
            ".TH yue",
            "YUE PRINT",
            "\\-\\-kinsoku",
            ".SH KEYS",
            "Set or remove the bookmark",
        ] {
            assert!(page.contains(needed), "{needed}");
        }
    }
}
