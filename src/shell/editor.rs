//! Runs the reader's editor on the source of an article, on our terminal, which nobody
//! else uses meanwhile.
//!
//! Invariants: no shell; the path is one argument, and absolute; only the thread that
//! started the editor waits for it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::fs::{Kind, ReadError, shown};
use super::note_file::NoteFile;
use super::{tell, words};
use crate::app::annotate::{NoteEdit, NoteLeft};
use crate::app::outside::{Edit, Place};
use crate::app::{Event, Failure};
use crate::article::Source;
use crate::text::clean;

/// The editor where the environment names none.
const USUAL: &str = "vi";

/// Editors that take `+N` before a file for its line N.
const TAKE_LINES: [&str; 10] = [
    "vi", "vim", "nvim", "nvi", "vis", "nano", "emacs", "mg", "joe", "kak",
];

/// The editor, and the one that runs.
#[derive(Clone, Debug)]
pub struct Editor {
    command: Arc<[String]>,
    running: Arc<Mutex<Option<Pid>>>,
}

impl Editor {
    /// The editor that the environment names.
    pub fn of_environment() -> Self {
        Self::new(["VISUAL", "EDITOR"].map(super::outside::variable))
    }

    /// The first of these values (`$VISUAL`, `$EDITOR`) that names a program.
    pub(super) fn new(variables: [Option<String>; 2]) -> Self {
        let mut named = variables.into_iter().flatten();
        let command = named.find_map(|value| words::split(&value));
        Self {
            command: command.unwrap_or_else(|| vec![USUAL.to_owned()]).into(),
            running: Arc::default(),
        }
    }

    /// Runs it, on a thread of its own; the event says how it ended.
    pub(super) fn start(&self, edit: Edit, events: &Sender<Event>) {
        let (editor, told) = (self.clone(), events.clone());
        let source = edit.source.clone();
        let thread = std::thread::Builder::new().name("editor".to_owned());
        let started = thread.spawn(move || {
            let failure = editor.run(&edit).err();
            let source = edit.source;
            tell(&told, Event::Edited { source, failure });
        });
        if let Err(error) = started {
            let failure = Some(self.failure(&error.to_string()));
            tell(events, Event::Edited { source, failure });
        }
    }

    /// The same with a note, on a file of its own in the folder `state`.
    pub(super) fn start_note(
        &self,
        edit: NoteEdit,
        state: Option<PathBuf>,
        events: &Sender<Event>,
    ) {
        let (editor, told, copy) = (self.clone(), events.clone(), edit.clone());
        let thread = std::thread::Builder::new().name("editor".to_owned());
        let started = thread.spawn(move || {
            let state = state.ok_or_else(super::paths::Places::missing);
            let left = match state {
                Ok(state) => editor.write_note(&state, &edit.text),
                Err(failure) => NoteLeft::nothing(failure),
            };
            tell(
                &told,
                Event::NoteEdited {
                    edit,
                    left: left.into(),
                },
            );
        });
        if let Err(error) = started {
            let left = NoteLeft::nothing(self.failure(&error.to_string()));
            tell(
                events,
                Event::NoteEdited {
                    edit: copy,
                    left: left.into(),
                },
            );
        }
    }

    /// Runs it on a note, and waits for it; what it has left. The terminal must be free.
    pub fn write_note(&self, state: &Path, text: &str) -> NoteLeft {
        match NoteFile::new(state, text) {
            Ok(file) => {
                let ended = self.run_on(&file.path(), None);
                file.left(ended)
            }
            Err(failure) => NoteLeft::nothing(failure),
        }
    }

    /// Ends an editor that runs: we are about to end, and the terminal goes to others.
    pub(super) fn end(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pid) = *running {
            // Not there any more: that was to be reached.
            kill_process(pid, Signal::TERM).ok();
        }
    }

    fn run(&self, edit: &Edit) -> Result<(), Failure> {
        let Source::File(path) = &edit.source else {
            return Err(ReadError::NotFound.of(&edit.source.to_string()));
        };
        match Kind::at(path) {
            Ok(Kind::File) => {}
            Ok(_) => return Err(ReadError::Device.of(&shown(path))),
            Err(error) => return Err(error.of(&shown(path))),
        }
        self.run_on(path, edit.place.as_ref().map(Place::line))
    }

    fn run_on(&self, path: &Path, line: Option<usize>) -> Result<(), Failure> {
        let ended = self
            .command(path, line)
            .and_then(|mut command| self.wait(command.spawn()?))
            .map_err(|error| self.failure(&error.to_string()))?;
        if ended.success() {
            return Ok(());
        }
        Err(self.failure(&ended.to_string()))
    }

    fn command(&self, path: &Path, line: Option<usize>) -> std::io::Result<Command> {
        let (program, arguments) = self.program();
        let mut command = Command::new(program);
        command.args(arguments);
        command.args(
            line.filter(|_| takes_lines(program))
                .map(|n| format!("+{n}")),
        );
        command.arg(path);
        if !rustix::termios::isatty(rustix::stdio::stdin()) {
            command.stdin(Stdio::from(File::open("/dev/tty")?));
        }
        Ok(command)
    }

    fn program(&self) -> (&str, &[String]) {
        self.command
            .split_first()
            .map_or((USUAL, &[]), |(program, rest)| (program, rest))
    }

    /// Waits for the end; until it is taken note of, the process keeps its number.
    fn wait(&self, mut child: Child) -> std::io::Result<ExitStatus> {
        let pid = Pid::from_child(&child);
        self.note(Some(pid));
        let ended = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        while waitid(WaitId::Pid(pid), ended).is_err_and(|error| error == Errno::INTR) {}
        self.note(None);
        child.wait()
    }

    fn note(&self, pid: Option<Pid>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = pid;
    }

    fn failure(&self, detail: &str) -> Failure {
        Failure {
            what: clean::line(self.program().0),
            why: "why-editor",
            detail: clean::line(detail),
        }
    }
}

fn takes_lines(program: &str) -> bool {
    let name = Path::new(program)
        .file_name()
        .and_then(|name| name.to_str());
    name.is_some_and(|name| TAKE_LINES.contains(&name))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn editor(visual: &str, editor: &str) -> Editor {
        Editor::new([visual, editor].map(|value| Some(value.to_owned())))
    }

    fn words(editor: &Editor, line: Option<usize>) -> Vec<String> {
        let command = editor.command(Path::new("/甲/a b"), line).unwrap();
        let arguments = command.get_args().map(|word| word.to_str().unwrap());
        let program = command.get_program().to_str().unwrap();
        std::iter::once(program)
            .chain(arguments)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_first_that_is_named_is_taken() {
        assert_eq!(editor("nano -w", "vi").program().0, "nano");
        assert_eq!(editor(" ", "ed").program().0, "ed");
        assert_eq!(Editor::new([None, None]).program().0, "vi");
    }

    // Where the tests have no terminal at all there is none to give.
    #[test]
    fn only_those_that_know_lines_are_given_one() {
        if File::open("/dev/tty").is_err() && !rustix::termios::isatty(rustix::stdio::stdin()) {
            assert!(editor("", "vi").command(Path::new("/a"), None).is_err());
            return;
        }
        let vi = editor("", "/usr/bin/vi -n");
        assert_eq!(words(&vi, Some(7)), ["/usr/bin/vi", "-n", "+7", "/甲/a b"]);
        assert_eq!(words(&vi, None), ["/usr/bin/vi", "-n", "/甲/a b"]);
        assert_eq!(
            words(&editor("code --wait", ""), Some(7)),
            ["code", "--wait", "/甲/a b"]
        );
    }

    #[test]
    fn what_is_no_file_is_not_edited() {
        let (events, heard) = channel();
        let source = Source::File(Path::new("/nowhere/a.txt").into());
        let edit = Edit {
            source: source.clone(),
            place: Some(Place {
                shown: "".into(),
                at: 0,
                raw: "".into(),
            }),
        };
        editor("true", "").start(edit, &events);
        let Ok(Event::Edited {
            source: edited,
            failure: Some(failure),
        }) = heard.recv()
        else {
            panic!("it says why");
        };
        assert_eq!((edited, failure.why), (source, "why-not-found"));
    }
}
