//! A place of its own for each test: home, config, data and state folders in a
//! temporary directory, an environment with nothing else in it, and the built
//! program run in both.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folders of one test, removed with it.
pub struct Sandbox {
    root: tempfile::TempDir,
}

/// What a finished command left.
#[derive(Debug)]
pub struct Run {
    /// The exit code, or minus the signal that ended it.
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Sandbox {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for name in ["home", "config", "data", "state", "work"] {
            std::fs::create_dir(root.path().join(name)).unwrap();
        }
        Self { root }
    }

    /// A path in the folder that the program is started in.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("work").join(name)
    }

    /// Writes a file into the folder that the program is started in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The folder of `config.toml` and `bookmarks.toml`.
    pub fn config_dir(&self) -> PathBuf {
        self.root.path().join("config")
    }

    /// The folder of what the program remembers.
    pub fn state_dir(&self) -> PathBuf {
        self.root.path().join("state")
    }

    /// The folder of the articles of the library; it need not exist.
    pub fn articles_dir(&self) -> PathBuf {
        self.root.path().join("data/articles")
    }

    /// Writes `config.toml`.
    pub fn configure(&self, text: &str) {
        std::fs::write(self.config_dir().join("config.toml"), text).unwrap();
    }

    /// The bookmarks file, empty where there is none.
    pub fn bookmarks(&self) -> String {
        std::fs::read_to_string(self.config_dir().join("bookmarks.toml")).unwrap_or_default()
    }

    /// The whole environment of the program.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let at = |name: &str| self.root.path().join(name).into_os_string();
        vec![
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "en_US.UTF-8".into()),
            ("HOME", at("home")),
            ("YUE", env!("CARGO_BIN_EXE_yue").into()),
            ("YUE_CONFIG_DIR", at("config")),
            ("YUE_DATA_DIR", at("data")),
            ("YUE_STATE_DIR", at("state")),
            ("XDG_CONFIG_HOME", at("home/.config")),
            ("XDG_DATA_HOME", at("home/.local/share")),
            ("XDG_STATE_HOME", at("home/.local/state")),
        ]
    }

    /// The program with these arguments, nothing on its standard input.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yue"));
        self.isolate(&mut command);
        command.args(args);
        command
    }

    /// A shell line; `"$YUE"` in it is the program.
    pub fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        self.isolate(&mut command);
        command.args(["-c", line]);
        command
    }

    fn isolate(&self, command: &mut Command) {
        command
            .env_clear()
            .envs(self.environment())
            .current_dir(self.work())
            .stdin(Stdio::null());
    }

    /// The folder that the program is started in.
    pub fn work(&self) -> PathBuf {
        self.root.path().join("work")
    }

    /// Runs the program to its end.
    pub fn run<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Runs a shell line to its end.
    pub fn run_shell(&self, line: &str) -> Run {
        Run::of(self.shell(line).output().unwrap())
    }
}

impl Run {
    fn of(output: Output) -> Self {
        let status = output.status;
        Self {
            code: status
                .code()
                .unwrap_or_else(|| -status.signal().unwrap_or(0)),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }

    /// Checks for success with nothing on standard error, and gives the output.
    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{self:?}");
        self.stdout
    }

    /// Checks for failure with `code` and one line that begins with `yue: `, is
    /// free of controls, and names `what`; gives the line.
    #[track_caller]
    pub fn error(self, code: i32, what: &str) -> String {
        assert_eq!(self.code, code, "{self:?}");
        let line = self.stderr.trim_end_matches('\n');
        assert!(line.starts_with("yue: "), "{self:?}");
        assert!(!line.contains(char::is_control), "{self:?}");
        assert!(line.contains(what), "the message names {what}: {self:?}");
        line.to_owned()
    }

    /// The output as JSON Lines.
    #[track_caller]
    pub fn json(self) -> Vec<serde_json::Value> {
        self.ok()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect()
    }
}

/// The root of the package.
pub fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
