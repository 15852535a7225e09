//! The command table: every command once, with its id, where it applies, its
//! default keys and its group. The default key map, the help overlay, the `:`
//! prompt, `docs/keys.md`, the man page and the messages all come from it.
//!
//! Invariant: ids are unique, and in one context no key belongs to two commands.

use crate::config::nearest;

/// Where keys are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list of headlines has the focus.
    List,
    /// The article has the focus, or the raw text in its place.
    Reader,
    /// Text of the article is being selected.
    Select,
    /// Text is being typed: filter, find, command prompt, help.
    Prompt,
}

impl Context {
    /// All contexts, in the order of the documents.
    pub const ALL: [Self; 4] = [Self::List, Self::Reader, Self::Select, Self::Prompt];

    /// The id of its name in `i18n`.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::List => "context-list",
            Self::Reader => "context-reader",
            Self::Select => "context-select",
            Self::Prompt => "context-prompt",
        }
    }
}

/// A part of the help and of `docs/keys.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Moving,
    Opening,
    Finding,
    Bookmarks,
    Reading,
    Related,
    Selecting,
    Page,
    Typesetting,
    Program,
    Typing,
}

impl Group {
    /// All groups, in the order of the help.
    pub const ALL: [Self; 11] = [
        Self::Moving,
        Self::Opening,
        Self::Finding,
        Self::Bookmarks,
        Self::Reading,
        Self::Related,
        Self::Selecting,
        Self::Page,
        Self::Typesetting,
        Self::Program,
        Self::Typing,
    ];

    /// The id of its title in `i18n`.
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Moving => "group-moving",
            Self::Opening => "group-opening",
            Self::Finding => "group-finding",
            Self::Bookmarks => "group-bookmarks",
            Self::Reading => "group-reading",
            Self::Related => "group-related",
            Self::Selecting => "group-selecting",
            Self::Page => "group-page",
            Self::Typesetting => "group-typesetting",
            Self::Program => "group-program",
            Self::Typing => "group-typing",
        }
    }
}

/// One row of the table.
struct Row {
    command: Command,
    id: &'static str,
    message_id: &'static str,
    group: Group,
    contexts: &'static [Context],
    keys: &'static [&'static str],
}

/// Writes the enum and the table from one list. A message other than
/// `cmd-` and the id stands behind `as`.
macro_rules! commands {
    ($($group:ident { $($variant:ident $id:literal $(as $message:literal)? [$($context:ident),+] [$($key:literal),+];)+ })+) => {
        /// Everything that a key or the `:` prompt can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Command { $($($variant,)+)+ }

        impl Command {
            /// All commands, in the order of the table.
            pub const ALL: &'static [Self] = &[$($(Self::$variant,)+)+];
        }

        const TABLE: &[Row] = &[$($(Row {
            command: Command::$variant,
            id: $id,
            message_id: commands!(@message $id $(, $message)?),
            group: Group::$group,
            contexts: &[$(Context::$context),+],
            keys: &[$($key),+],
        },)+)+];
    };
    (@message $id:literal) => { concat!("cmd-", $id) };
    (@message $id:literal, $message:literal) => { $message };
}

commands! {
    Moving {
        MoveDown "move-down" [List, Reader] ["j", "<Down>"];
        MoveUp "move-up" [List, Reader] ["k", "<Up>"];
        HalfPageDown "half-page-down" [List, Reader, Select] ["<C-d>"];
        HalfPageUp "half-page-up" [List, Reader, Select] ["<C-u>"];
        PageDown "page-down" [List, Reader, Select] ["<Space>", "<PageDown>", "<C-f>"];
        PageUp "page-up" [List, Reader, Select] ["<S-Space>", "<PageUp>", "<C-b>"];
        GoFirst "go-first" [List, Reader] ["g", "gg", "<Home>"];
        GoLast "go-last" [List, Reader] ["G", "<End>"];
        NextParagraph "next-paragraph" [Reader] ["}"];
        PreviousParagraph "previous-paragraph" [Reader] ["{"];
    }
    Opening {
        Open "open" [List] ["<Enter>", "l", "<Right>"];
        Back "back" [List, Reader] ["h", "<Left>", "<Esc>"];
        BackOrLeave "back-or-leave" [List, Reader] ["q"];
        Leave "leave" [List, Reader] ["Q", "<C-c>"];
        SwitchFocus "switch-focus" [List] ["<Tab>"];
        VisitedBack "visited-back" [List, Reader] ["["];
        VisitedForward "visited-forward" [List, Reader] ["]"];
        OpenLink "open-link" [List, Reader] ["o"];
        EditSource "edit-source" [List, Reader] ["e"];
    }
    Finding {
        Filter "filter" [List] ["/", "f"];
        Find "find" [Reader] ["/", "f"];
        NextMatch "next-match" [Reader] ["n"];
        PreviousMatch "previous-match" [Reader] ["N"];
        Dates "dates" [Reader] ["d"];
    }
    Bookmarks {
        ToggleBookmark "toggle-bookmark" [List, Reader] ["b"];
        OnlyBookmarks "only-bookmarks" [List] ["B"];
        SortBookmarks "sort-bookmarks" [List] ["S"];
        EditTags "edit-tags" [List, Reader] ["#"];
        EditNote "edit-note" [List] ["N"];
        UndoBookmark "undo-bookmark" [List, Reader] ["u"];
    }
    Reading {
        ToggleRead "toggle-read" [List, Reader] ["r"];
        NextUnread "next-unread" [List] ["n"];
        PreviousUnread "previous-unread" [List] ["p"];
        OnlyUnread "only-unread" [List] ["U"];
        RecentlyRead "recently-read" [List] ["R"];
    }
    Related {
        NextRelated "next-related" [Reader] ["<Tab>"];
        PreviousRelated "previous-related" [Reader] ["<S-Tab>"];
        OpenRelated "open-related" [Reader] ["<Enter>"];
        GoToRelated1 "go-to-related-1" as "cmd-go-to-related" [Reader] ["1"];
        GoToRelated2 "go-to-related-2" as "cmd-go-to-related" [Reader] ["2"];
        GoToRelated3 "go-to-related-3" as "cmd-go-to-related" [Reader] ["3"];
        GoToRelated4 "go-to-related-4" as "cmd-go-to-related" [Reader] ["4"];
        GoToRelated5 "go-to-related-5" as "cmd-go-to-related" [Reader] ["5"];
        GoToRelated6 "go-to-related-6" as "cmd-go-to-related" [Reader] ["6"];
        GoToRelated7 "go-to-related-7" as "cmd-go-to-related" [Reader] ["7"];
        GoToRelated8 "go-to-related-8" as "cmd-go-to-related" [Reader] ["8"];
        GoToRelated9 "go-to-related-9" as "cmd-go-to-related" [Reader] ["9"];
    }
    Selecting {
        Select "select" [Reader, Select] ["v"];
        SelectParagraphs "select-paragraphs" [Reader, Select] ["V"];
        SelectLeft "select-left" [Select] ["h", "<Left>"];
        SelectDown "select-down" [Select] ["j", "<Down>"];
        SelectUp "select-up" [Select] ["k", "<Up>"];
        SelectRight "select-right" [Select] ["l", "<Right>"];
        SelectWord "select-word" [Select] ["w"];
        SelectWordBack "select-word-back" [Select] ["b"];
        SelectWordEnd "select-word-end" [Select] ["e"];
        SelectSentenceStart "select-sentence-start" [Select] ["("];
        SelectSentenceEnd "select-sentence-end" [Select] [")"];
        SelectParagraphStart "select-paragraph-start" [Select] ["{"];
        SelectParagraphEnd "select-paragraph-end" [Select] ["}"];
        SelectLineStart "select-line-start" [Select] ["0", "^", "<Home>"];
        SelectLineEnd "select-line-end" [Select] ["$", "<End>"];
        SelectFirst "select-first" [Select] ["g", "gg"];
        SelectLast "select-last" [Select] ["G"];
        SelectSwap "select-swap" [Select] ["o"];
        SelectCopy "select-copy" [Select] ["y"];
        SelectQuote "select-quote" [Select] ["Y"];
        SelectLeave "select-leave" [Select] ["<Esc>", "q", "<C-c>"];
        CopyHeadline "copy-headline" [List, Reader] ["y"];
        CopyArticle "copy-article" [Reader] ["Y"];
    }
    Page {
        RawText "raw-text" [Reader] ["\\"];
        Encoding "encoding" [Reader] ["c"];
        Narrower "narrower" [Reader, Select] ["-"];
        Wider "wider" [Reader, Select] ["+"];
        DefaultMeasure "default-measure" [Reader, Select] ["="];
        ReaderAlone "reader-alone" [List, Reader, Select] ["z"];
    }
    Typesetting {
        Script "script" [List, Reader, Select] ["t"];
        Punctuation "punctuation" [List, Reader, Select] ["T"];
        Readings "readings" [Reader, Select] ["p"];
        Direction "direction" [Reader, Select] ["|"];
        TextLanguage "text-language" [Reader, Select] ["L"];
        Kinsoku "kinsoku" [Reader, Select] ["sk"];
        Hang "hang" [Reader, Select] ["sh"];
        Autospace "autospace" [Reader, Select] ["ss"];
        Paragraphs "paragraphs" [Reader, Select] ["sp"];
        LineGap "line-gap" [Reader, Select] ["sl"];
        Tones "tones" [Reader, Select] ["st"];
        ReadingsBeyond "readings-beyond" [Reader, Select] ["sr"];
        VerticalForms "vertical-forms" [Reader, Select] ["sv"];
        AmbiguousWidth "ambiguous-width" [List, Reader, Select] ["sw"];
    }
    Program {
        Help "help" [List, Reader, Select] ["?"];
        CommandPrompt "command-prompt" [List, Reader, Select] [":"];
        Redraw "redraw" [List, Reader, Select, Prompt] ["<C-l>"];
        Suspend "suspend" [List, Reader, Select, Prompt] ["<C-z>"];
    }
    Typing {
        PromptAccept "prompt-accept" [Prompt] ["<Enter>", "<C-j>"];
        PromptCancel "prompt-cancel" [Prompt] ["<Esc>", "<C-c>", "<C-g>"];
        PromptUp "prompt-up" [Prompt] ["<Up>"];
        PromptDown "prompt-down" [Prompt] ["<Down>"];
        PromptPageUp "prompt-page-up" [Prompt] ["<PageUp>"];
        PromptPageDown "prompt-page-down" [Prompt] ["<PageDown>"];
        PromptMode "prompt-mode" [Prompt] ["<Tab>"];
        PromptOlder "prompt-older" [Prompt] ["<C-p>"];
        PromptNewer "prompt-newer" [Prompt] ["<C-n>"];
        PromptLeft "prompt-left" [Prompt] ["<Left>", "<C-b>"];
        PromptRight "prompt-right" [Prompt] ["<Right>", "<C-f>"];
        PromptWordLeft "prompt-word-left" [Prompt] ["<A-b>", "<C-Left>"];
        PromptWordRight "prompt-word-right" [Prompt] ["<A-f>", "<C-Right>"];
        PromptStart "prompt-start" [Prompt] ["<Home>", "<C-a>"];
        PromptEnd "prompt-end" [Prompt] ["<End>", "<C-e>"];
        PromptDeleteBack "prompt-delete-back" [Prompt] ["<Backspace>", "<C-h>"];
        PromptDelete "prompt-delete" [Prompt] ["<Delete>", "<C-d>"];
        PromptDeleteWord "prompt-delete-word" [Prompt] ["<C-w>", "<A-Backspace>"];
        PromptDeleteToStart "prompt-delete-to-start" [Prompt] ["<C-u>"];
        PromptDeleteToEnd "prompt-delete-to-end" [Prompt] ["<C-k>"];
        PromptEditor "prompt-editor" [Prompt] ["<C-o>"];
    }
}

impl Command {
    fn row(self) -> Option<&'static Row> {
        TABLE.get(self as usize)
    }

    /// The id, as in `config.toml` and at the `:` prompt: `toggle-bookmark`.
    pub fn id(self) -> &'static str {
        self.row().map_or("", |row| row.id)
    }

    /// The command with this id.
    pub fn parse(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.command)
    }

    /// The command whose id is nearest to a mistyped one, where one is near.
    pub fn nearest(id: &str) -> Option<Self> {
        nearest(id, TABLE.iter().map(|row| row.id)).and_then(Self::parse)
    }

    /// Where the command applies.
    pub fn contexts(self) -> &'static [Context] {
        self.row().map_or(&[], |row| row.contexts)
    }

    /// The keys that call it unless the configuration says otherwise.
    pub fn default_keys(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.keys)
    }

    /// The id of its description in `i18n`.
    pub fn message_id(self) -> &'static str {
        self.row().map_or("", |row| row.message_id)
    }

    /// The part of the help that it stands in.
    pub fn group(self) -> Group {
        self.row().map_or(Group::Program, |row| row.group)
    }

    /// Which related item a digit goes to, from 1.
    pub fn related_number(self) -> Option<usize> {
        self.id().strip_prefix("go-to-related-")?.parse().ok()
    }
}

impl Command {
    /// The setting of the page whose next value it takes: they share their names.
    pub fn look_setting(self) -> Option<&'static str> {
        let typesetting = self.group() == Group::Typesetting && self != Self::TextLanguage;
        typesetting.then(|| self.id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_the_enum() {
        assert_eq!(TABLE.len(), Command::ALL.len());
        for (row, command) in TABLE.iter().zip(Command::ALL) {
            assert_eq!(row.command, *command);
            assert_eq!(Command::parse(command.id()), Some(*command));
        }
    }

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let ids: BTreeSet<&str> = TABLE.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), TABLE.len());
        for id in ids {
            assert!(id.chars().all(|c| matches!(c, 'a'..='z' | '1'..='9' | '-')));
        }
    }

    #[test]
    fn a_mistyped_id_has_a_neighbour() {
        assert_eq!(
            Command::nearest("togle-bookmark"),
            Some(Command::ToggleBookmark)
        );
        assert_eq!(Command::nearest("quux-frobnicate"), None);
    }

    #[test]
    fn digits_know_their_item() {
        assert_eq!(Command::GoToRelated7.related_number(), Some(7));
        assert_eq!(Command::OpenRelated.related_number(), None);
    }
}
