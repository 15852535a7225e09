//! What goes wrong, kind by kind: a line for a shell, and what is said.

/// A shell line (`"$YUE"` is the program), and what comes of it.
pub(super) struct Row {
    pub line: &'static str,
    pub code: i32,
    pub tag: &'static str,
    /// What the message names.
    pub names: &'static str,
}

pub(super) const fn row(
    line: &'static str,
    code: i32,
    tag: &'static str,
    names: &'static str,
) -> Row {
    Row {
        line,
        code,
        tag,
        names,
    }
}

/// A bookmark is added; what stands before it makes the surroundings.
macro_rules! add {
    ($before:literal) => {
        concat!($before, " \"$YUE\" bookmarks add seed:hanoi-summit")
    };
}

/// As a user whom rights hold back, and who has no home.
macro_rules! as_nobody {
    ($line:literal) => {
        concat!(
            "exec unshare -U --map-user=12345 --map-group=12345 sh -c '",
            $line,
            "'"
        )
    };
}

/// With a small file system of this kind over the folder of the configuration.
macro_rules! on_disk {
    ($options:literal, $line:literal) => {
        concat!(
            "exec unshare -r -m sh -c 'mount -t tmpfs -o ",
            $options,
            " none \"$YUE_CONFIG_DIR\" && ",
            $line,
            "'"
        )
    };
}

pub(super) const SOURCES: &[Row] = &[
    row("\"$YUE\" print nowhere.txt", 2, "E66", "nowhere.txt"),
    row("\"$YUE\" list nowhere.txt", 2, "E66", "nowhere.txt"),
    row("\"$YUE\" search x nowhere.txt", 2, "E66", "nowhere.txt"),
    row("mkdir f; \"$YUE\" print f", 2, "E66", "f"),
    row("\"$YUE\" print /dev/null", 2, "E66", "/dev/null"),
    row("\"$YUE\" print seed:nobody", 2, "E66", "seed:nobody"),
    row("\"$YUE\" print abcdef012345", 2, "E66", "abcdef012345"),
    row(
        "printf 'a\\0b' > nul.bin; \"$YUE\" print nul.bin",
        2,
        "E65",
        "nul.bin",
    ),
    row(
        "echo '{' > a.jsonl; \"$YUE\" list a.jsonl",
        2,
        "E65",
        "a.jsonl:1",
    ),
    row(
        "echo '{\"title\":\"甲\",\"body\":\"乙\"}' | gzip | head -c 30 > a.jsonl.gz; \
         \"$YUE\" list a.jsonl.gz",
        2,
        "E65",
        "a.jsonl.gz",
    ),
];

pub(super) const SETTINGS: &[Row] = &[
    row(
        "echo 'measure = \"wide\"' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "1",
    ),
    row(
        "printf 'mouse = true\\nmesure = 60\\n' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "mesure",
    ),
    row(
        "echo '[measure' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        0,
        "E78",
        "config.toml",
    ),
    row(
        "printf '\\377' > \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        2,
        "E78",
        "config.toml",
    ),
    row(
        "mkdir \"$YUE_CONFIG_DIR/config.toml\"; \"$YUE\" list",
        2,
        "E66",
        "config.toml",
    ),
    row("\"$YUE\" --config none.toml list", 2, "E66", "none.toml"),
    row("\"$YUE\" -c", 1, "E66", "--continue"),
    row(
        "mkdir -p \"$YUE_STATE_DIR/state.sqlite\"; \"$YUE\" -c",
        2,
        "E66",
        "state.sqlite",
    ),
    row("\"$YUE\" list --filter before:x", 2, "E64", "before:x"),
    row("\"$YUE\" list --filter is:x", 2, "E64", "is:x"),
    row("echo a | \"$YUE\" filter on:2018", 2, "E64", "on:2018"),
    row(
        "\"$YUE\" list --filter \"$(yes a | head -65 | tr '\\n' ' ')\"",
        2,
        "E64",
        "a",
    ),
    row("\"$YUE\" list > /dev/full", 2, "E74", "stdout"),
];

pub(super) const BOOKMARKS: &[Row] = &[
    row(
        "printf 'version = \\n[[bookmark]]\\nid = \"00000000000000aa\"\\n' \
         > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        0,
        "E65",
        "bookmarks.toml",
    ),
    row(
        "printf '<<<<<<< a\\n[[bookmark]]\\nid = \"00000000000000aa\"\\n=======\\n>>>>>>> b\\n' \
         > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        0,
        "E65",
        "bookmarks.toml",
    ),
    row(
        "echo 'version = 2' > \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks",
        1,
        "E65",
        "bookmarks.toml",
    ),
    row(
        add!("echo 'version = 2' > \"$YUE_CONFIG_DIR/bookmarks.toml\";"),
        2,
        "E65",
        "bookmarks.toml",
    ),
    row(
        add!("mkdir \"$YUE_CONFIG_DIR/bookmarks.toml\";"),
        2,
        "E66",
        "bookmarks.toml",
    ),
    row(
        add!("cd \"$YUE_CONFIG_DIR\"; : > bookmarks.toml; chmod 444 bookmarks.toml;"),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(add!("YUE_CONFIG_DIR=/dev/null/x"), 2, "E73", "/dev/null/x"),
    row(
        add!(
            "head -c 5000 /dev/zero | tr '\\0' '#' > \"$YUE_CONFIG_DIR/bookmarks.toml\"; ulimit -f 4;"
        ),
        2,
        "E74",
        "bookmarks.toml",
    ),
    row("\"$YUE\" bookmarks remove 000000", 2, "E66", "000000"),
    row(
        "mkdir \"$YUE_CONFIG_DIR/bookmarks.toml\"; \"$YUE\" bookmarks remove 000000 111111",
        2,
        "E66",
        "bookmarks.toml",
    ),
    row("\"$YUE\" bookmarks tag 000000 '#'", 2, "E64", "000000"),
    row("\"$YUE\" bookmarks restore", 2, "E66", "1"),
    row(": > none; \"$YUE\" bookmarks import none", 2, "E65", "none"),
];

/// Those that need a namespace.
pub(super) const APART: &[Row] = &[
    row(
        as_nobody!("echo x > a.txt; chmod 0 a.txt; \"$YUE\" print a.txt"),
        2,
        "E77",
        "a.txt",
    ),
    row(
        as_nobody!("chmod 500 \"$YUE_CONFIG_DIR\"; \"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(
        as_nobody!(
            "cd \"$YUE_CONFIG_DIR\"; : > bookmarks.toml; chmod 0 bookmarks.toml; \
             \"$YUE\" bookmarks tag 000000 x"
        ),
        2,
        "E77",
        "bookmarks.toml",
    ),
    row(
        as_nobody!("unset HOME YUE_CONFIG_DIR; \"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E73",
        "HOME",
    ),
    row(
        as_nobody!("unset HOME YUE_STATE_DIR; \"$YUE\" paths"),
        2,
        "E73",
        "HOME",
    ),
    row(
        on_disk!("ro", "\"$YUE\" bookmarks add seed:hanoi-summit"),
        2,
        "E73",
        "bookmarks.toml",
    ),
    row(
        on_disk!(
            "size=16k",
            "(cat /dev/zero > \"$YUE_CONFIG_DIR/filled\" || \
             \"$YUE\" bookmarks add seed:hanoi-summit) 2>&1 | grep yue: >&2; exit 2"
        ),
        2,
        "E74",
        "bookmarks.toml",
    ),
];
