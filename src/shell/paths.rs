//! Where things lie: the door to `directories`, and what overrides it.
//!
//! Invariant: every path here is absolute.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use crate::app::Failure;
use crate::text::Clean;

/// The files and folders of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    pub config_file: PathBuf,
    pub bookmarks_file: PathBuf,
    pub articles_dir: PathBuf,
    pub state_dir: PathBuf,
}

/// There is no home directory, and no override names a place without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no home directory")]
pub struct NoHome;

/// The three folders that everything lies in, where they are known.
#[derive(Clone, Debug, Default)]
struct Folders {
    config: Option<PathBuf>,
    data: Option<PathBuf>,
    state: Option<PathBuf>,
}

impl Places {
    /// The places of this user; `config_file` (`--config`) and the variables
    /// `YUE_CONFIG_DIR`, `YUE_DATA_DIR` and `YUE_STATE_DIR` come first.
    pub fn find(config_file: Option<&Path>) -> Result<Self, NoHome> {
        Self::among(config_file, &of_user(), &|name| std::env::var_os(name))
    }

    fn among(
        config_file: Option<&Path>,
        user: &Folders,
        variable: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Self, NoHome> {
        let folder = |name: &str, default: &Option<PathBuf>| {
            let named = variable(name).filter(|value| !value.is_empty());
            let named = named.map(|value| absolute(Path::new(&value)));
            named.or_else(|| default.clone()).ok_or(NoHome)
        };
        let config = folder("YUE_CONFIG_DIR", &user.config)?;
        let data = folder("YUE_DATA_DIR", &user.data)?;
        let state = folder("YUE_STATE_DIR", &user.state)?;
        Ok(Self {
            config_file: config_file.map_or_else(|| config.join("config.toml"), absolute),
            bookmarks_file: config.join("bookmarks.toml"),
            articles_dir: data.join("articles"),
            state_dir: state,
        })
    }

    /// That there are none, in words.
    pub fn missing() -> Failure {
        Failure {
            what: "HOME".into(),
            why: "why-no-home",
            detail: Clean::default(),
        }
    }

    /// Each place with its name, for `yue paths`.
    pub fn names(&self) -> [(&'static str, &Path); 4] {
        [
            ("config", &self.config_file),
            ("bookmarks", &self.bookmarks_file),
            ("articles", &self.articles_dir),
            ("state", &self.state_dir),
        ]
    }

    /// A folder as the config names it: `~` is home, and a relative path counts
    /// from the folder of the config file.
    pub fn folder(&self, text: &str) -> PathBuf {
        let base = self.config_file.parent().unwrap_or(Path::new("/"));
        expand(text, base, home().as_deref())
    }
}

/// A path with the home directory as `~`, for messages that others will read.
pub fn tilde(path: &Path) -> PathBuf {
    let below = home().and_then(|home| Some(path.strip_prefix(home).ok()?.to_owned()));
    below.map_or_else(|| path.to_owned(), |below| Path::new("~").join(below))
}

/// A text with the home directory as `~` wherever it stands in it.
pub fn without_home(text: &str) -> String {
    let home = home().filter(|home| home.components().count() > 1);
    match home.as_deref().and_then(Path::to_str) {
        Some(home) => text.replace(home, "~"),
        None => text.to_owned(),
    }
}

/// The home directory, where there is one.
fn home() -> Option<PathBuf> {
    BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

fn of_user() -> Folders {
    // Relative values of the XDG variables are ignored in there.
    let Some(dirs) = ProjectDirs::from("", "", "yue") else {
        return Folders::default();
    };
    let state = dirs.state_dir().unwrap_or(dirs.data_local_dir());
    Folders {
        config: Some(dirs.config_dir().to_owned()),
        data: Some(dirs.data_dir().to_owned()),
        state: Some(state.to_owned()),
    }
}

/// An absolute path, without `..`: those mean what the file system says, so it
/// is asked; other paths stay as they were named, links included.
pub fn absolute(path: &Path) -> PathBuf {
    let up = path.components().any(|part| part == Component::ParentDir);
    let asked = up.then(|| path.canonicalize().ok()).flatten();
    asked.unwrap_or_else(|| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

fn expand(text: &str, base: &Path, home: Option<&Path>) -> PathBuf {
    let below_home = match text.strip_prefix('~') {
        Some("") => Some(""),
        Some(rest) => rest.strip_prefix('/'),
        None => None,
    };
    match (below_home, home) {
        // A second slash would make the path absolute again.
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => base.join(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> Folders {
        Folders {
            config: Some("/h/.config/yue".into()),
            data: Some("/h/.local/share/yue".into()),
            state: Some("/h/.local/state/yue".into()),
        }
    }

    fn places(
        config: Option<&str>,
        set: &[(&str, &str)],
        user: &Folders,
    ) -> Result<Places, NoHome> {
        let variable = |name: &str| {
            let found = set.iter().find(|(set, _)| *set == name);
            found.map(|(_, value)| OsString::from(value))
        };
        Places::among(config.map(Path::new), user, &variable)
    }

    #[test]
    fn overrides_come_first() {
        let plain = places(None, &[("YUE_DATA_DIR", "")], &user()).unwrap();
        let paths: Vec<_> = plain.names().map(|(_, path)| path.to_str().unwrap()).into();
        let expected = [
            "/h/.config/yue/config.toml",
            "/h/.config/yue/bookmarks.toml",
            "/h/.local/share/yue/articles",
            "/h/.local/state/yue",
        ];
        assert_eq!(paths, expected);
        let set = [
            ("YUE_CONFIG_DIR", "/c"),
            ("YUE_DATA_DIR", "/d"),
            ("YUE_STATE_DIR", "/s"),
        ];
        let all = places(Some("/x/my.toml"), &set, &Folders::default()).unwrap();
        let paths: Vec<_> = all.names().map(|(_, path)| path.to_str().unwrap()).into();
        assert_eq!(
            paths,
            ["/x/my.toml", "/c/bookmarks.toml", "/d/articles", "/s"]
        );
        let relative = places(Some("my.toml"), &set, &user()).unwrap();
        assert!(relative.config_file.is_absolute());
    }

    #[test]
    fn no_home_is_an_error() {
        assert_eq!(places(None, &[], &Folders::default()), Err(NoHome));
    }

    #[test]
    fn folders_of_the_config_are_expanded() {
        let (base, home) = (Path::new("/c"), Some(Path::new("/h")));
        for (text, expected) in [
            ("~", "/h"),
            ("~/news", "/h/news"),
            ("~//news", "/h/news"),
            ("~other/x", "/c/~other/x"),
            ("/abs", "/abs"),
            ("news", "/c/news"),
        ] {
            assert_eq!(expand(text, base, home), Path::new(expected), "{text}");
        }
        assert_eq!(expand("~/x", base, None), Path::new("/c/~/x"));
    }
}
