//! Writes `docs/config.md` from the table of settings.

use std::fmt::Write;

use super::schema::{Kind, SETTINGS};

const HEAD: &str = "# config.toml

<!-- Generated from the table in src/config/schema.rs; `YUE_UPDATE=1 cargo test` rewrites it. -->

`yue paths` says where the file lies; `--config FILE` names another. Every setting has a default, \
so the file may be missing. A mistake is reported with its line and the nearest valid name, and \
the rest of the file is used. yue never writes to this file.

| setting | takes | default |
|---|---|---|
";

const KEYS_PART: &str = "## `[keys]`

One line for a command, with the list of its keys. The list replaces the keys that the command \
has by default, takes them from any other command in the same place, and may be empty. \
[keys.md](keys.md) lists the commands and how keys are written.

```toml
[keys]
open = [\"<Enter>\", \"o\"]
go-first = [\"gg\", \"<Home>\"]
suspend = []
```
";

/// The text of `docs/config.md`.
pub fn config_markdown() -> String {
    let mut text = HEAD.to_owned();
    for setting in SETTINGS {
        let takes = match setting.kind {
            Kind::Folders => "list of folders".to_owned(),
            Kind::Command => "list: program, arguments".to_owned(),
            Kind::Choice(choices) => choices
                .iter()
                .map(|choice| format!("`\"{choice}\"`"))
                .collect::<Vec<_>>()
                .join(", "),
            Kind::Number { least, most } => format!("{least} to {most}"),
            Kind::Switch => "`true`, `false`".to_owned(),
        };
        let _ = writeln!(
            text,
            "| [`{0}`](#{0}) | {takes} | `{1}` |",
            setting.name, setting.default
        );
    }
    text.push_str("| [`[keys]`](#keys) | keys of commands | see [keys.md](keys.md) |\n");
    for setting in SETTINGS {
        let _ = write!(text, "\n## `{}`\n\n{}\n", setting.name, setting.doc);
    }
    text.push_str("\n## Example\n\n```toml\n");
    for setting in SETTINGS {
        let _ = writeln!(text, "{} = {}", setting.name, setting.default);
    }
    text.push_str("```\n\n");
    text.push_str(KEYS_PART);
    text
}
