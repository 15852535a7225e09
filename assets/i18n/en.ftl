# English texts of the interface.
#
# Prefix     What
# cmd-       what a command does (command table, help, docs/keys.md)
# group-     titles of the help's parts        context-   where keys apply
# list-      title line of the list            facts-     line under the headline
# status-    status line                       mode-      what is on
# look-      settings of the page, after a key
# empty-     what an empty place says          notice-    what just happened
# related-   the folded related part           help-      the help overlay
# label-     words beside a colour             warning-   what was odd about a text
# why-       why something failed              advice-    what to do about it (same names)
# error-     lines on standard error           config-    mistakes in config.toml
#
# Rules: every language has the same ids with the same variables. Variables named
# $key, $back, $help, $bookmark are keys as the user has bound them. Characters
# that are wider in some terminals than in others (curly quotes, dashes, dots in
# one character, arrows) do not occur; a test refuses them. No text ends in a
# full stop unless it is more than one sentence.

## Commands
cmd-move-down = Down one line
cmd-move-up = Up one line
cmd-half-page-down = Down half a page
cmd-half-page-up = Up half a page
cmd-page-down = Down one page
cmd-page-up = Up one page
cmd-go-first = To the beginning
cmd-go-last = To the end
cmd-next-paragraph = To the next paragraph
cmd-previous-paragraph = To the previous paragraph
cmd-open = Open the article
cmd-back = Back to the list; there, to all articles
cmd-back-or-leave = Back; from the list, leave
cmd-leave = Leave yue
cmd-switch-focus = From the list to the page beside it
cmd-visited-back = To the article read before
cmd-visited-forward = Forward again
cmd-open-link = Open the article's address in the browser
cmd-edit-source = Open the source in the editor
cmd-filter = Filter the headlines
cmd-find = Find in the article
cmd-next-match = To the next match
cmd-previous-match = To the previous match
cmd-dates = Dates that the article mentions, in order of time
cmd-toggle-bookmark = Set or remove the bookmark
cmd-sort-bookmarks = List the bookmarks in another order: of the file, newest, tags, headlines
cmd-edit-tags = Write the tags of the bookmark
cmd-edit-note = Write the note of the bookmark (in an article too, where nothing is looked for)
cmd-undo-bookmark = Take back the last change of a bookmark
cmd-only-bookmarks = Show only bookmarks, or all articles
cmd-toggle-read = Mark as read, or as unread
cmd-next-unread = To the next unread article
cmd-previous-unread = To the previous unread article
cmd-only-unread = Show only what is unread, or all articles
cmd-recently-read = Show what was read last, or all articles
cmd-next-related = To the next related article
cmd-previous-related = To the previous related article
cmd-open-related = Open the related article that is chosen
cmd-go-to-related = To this related article; opens it if the library has it
cmd-select = Select text; while selecting, begin anew at the cursor
cmd-select-paragraphs = Select whole paragraphs, or characters again
cmd-select-left = One character to the left; of vertical lines, to the next
cmd-select-down = Down one line; on a vertical line, one character
cmd-select-up = Up one line; on a vertical line, one character
cmd-select-right = One character to the right; of vertical lines, to the one before
cmd-select-word = To the next word
cmd-select-word-back = To the beginning of the word, or of the one before
cmd-select-word-end = To the end of the word, or of the next one
cmd-select-sentence-start = To the beginning of the sentence, or of the one before
cmd-select-sentence-end = To the end of the sentence, or of the next one
cmd-select-paragraph-start = To the beginning of the paragraph, or of the one before
cmd-select-paragraph-end = To the end of the paragraph, or of the next one
cmd-select-line-start = To the beginning of the line
cmd-select-line-end = To the end of the line
cmd-select-first = To the beginning of the article
cmd-select-last = To the end of the article
cmd-select-swap = To the other end of the selection
cmd-select-copy = Copy what is selected, as it was written
cmd-select-quote = Copy it as a quotation with headline and source
cmd-select-leave = Leave without copying
cmd-copy-headline = Copy the address, or the headline where there is none
cmd-copy-article = Copy the text of the article
cmd-raw-text = Show the source text, or the page
cmd-encoding = Choose the encoding that the article is read as
cmd-narrower = Narrower lines
cmd-wider = Wider lines
cmd-default-measure = Lines as configured
cmd-reader-alone = The page alone, or beside the list
cmd-script = Chinese in simplified or traditional characters, or as written
cmd-punctuation = Marks in full width beside Han, or as written
cmd-readings = Pinyin or kana above the text
cmd-direction = Lines across, or down
cmd-text-language = The language of this article
cmd-kinsoku = How strictly marks are kept from line starts and ends
cmd-hang = Whether marks hang at line ends
cmd-autospace = A gap between Han and Latin
cmd-paragraphs = Paragraphs indented, or parted by blank rows
cmd-line-gap = Blank rows between lines
cmd-tones = How pinyin writes tones
cmd-readings-beyond = Which characters get readings
cmd-vertical-forms = Vertical forms of marks
cmd-ambiguous-width = How wide the terminal draws quotes and dashes
cmd-help = Show all keys
cmd-command-prompt = Call a command by its name
cmd-redraw = Draw the screen anew
cmd-suspend = Suspend yue and return to the shell
cmd-prompt-accept = Accept
cmd-prompt-cancel = Cancel
cmd-prompt-up = Up in the result
cmd-prompt-down = Down in the result
cmd-prompt-mode = Switch between headlines and text
cmd-prompt-older = Take up what was typed before
cmd-prompt-newer = Take up what was typed after that
cmd-prompt-page-up = Up one page in the result
cmd-prompt-page-down = Down one page in the result
cmd-prompt-left = One character to the left
cmd-prompt-right = One character to the right
cmd-prompt-word-left = One word to the left
cmd-prompt-word-right = One word to the right
cmd-prompt-start = To the start of the line
cmd-prompt-end = To the end of the line
cmd-prompt-delete-back = Delete the character before the cursor
cmd-prompt-delete = Delete the character under the cursor
cmd-prompt-delete-word = Delete the word before the cursor
cmd-prompt-delete-to-start = Delete to the start of the line
cmd-prompt-delete-to-end = Delete to the end of the line
cmd-prompt-editor = Go on writing the note in your editor

group-moving = Moving
group-opening = Opening and going back
group-finding = Finding
group-bookmarks = Bookmarks
group-reading = Read and unread
group-related = Related articles
group-selecting = Selecting and copying
group-page = The page
group-typesetting = Typesetting
group-program = The program
group-typing = While typing

context-list = list
context-reader = page
context-select = selection
context-prompt = typing

## List
list-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
list-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
list-bookmarks = { "✦" } { $count }
list-unread = { $count } unread
list-recent = { $count } read last
list-matches = { $count } of { $total }
list-searching-begins = searching
list-searching = { $count } found, { $looked } looked at
prompt-text = text
list-percent = { $percent } %
list-reading = { $count } read so far
list-untitled = (untitled)

## Facts under the headline
facts-characters = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
facts-words = { $count ->
    [one] { $count } word
   *[other] { $count } words
}
facts-minutes = about { $count } min
facts-guessed = { $encoding } (guessed)

## Status line
status-percent = { $percent } %
status-line = line { $line } of { $count }
status-row = { $position } of { $count }
status-match = match { $position } of { $count }
status-select = selecting { $count } ∙ { $key } copies
status-select-much = selecting ∙ { $key } copies
status-filter = filter "{ $query }"
status-help = { $key } help
status-loading = opening
status-more = more to come
standing-bookmarks = bookmarks not saved
standing-memory = places not kept
standing-nothing = nothing is kept

mode-raw = source text
mode-only-bookmarks = only bookmarks
mode-only-unread = only unread
mode-recent = read last
mode-alone = page alone

## Empty places
empty-library = No articles yet. Put .txt or .md files into { $folder }, or start yue with a file.
empty-reading = Reading the library
empty-no-match = Nothing matches "{ $query }". { $key } shows all.
empty-no-match-back = Nothing matches "{ $query }". { $key } goes back to "{ $before }".
empty-no-match-same = Nothing matches "{ $query }".
empty-search-failed = The search broke off before it had found anything.
empty-lines = No lines
empty-lines-reading = Waiting for lines
empty-lines-no-match = Nothing matches "{ $query }"
empty-no-bookmarks = No bookmarks yet. { $bookmark } sets one; { $key } shows all articles.
empty-no-unread = Everything here is read. { $key } shows all articles.
empty-no-recent = Nothing was read yet. { $key } shows all articles.
empty-no-article = Choose a headline; { $key } opens it
empty-opening = Opening the article
empty-article = This article holds no text. { $key } goes back.
empty-help = No key and no command matches "{ $query }". { $key } closes the help.

window-too-small = Too small: { $columns }x{ $rows }

## Notices
notice-bookmark-set = Bookmark set; saving
notice-bookmark-saved = Bookmark saved
notice-bookmark-removed = Bookmark removed
notice-bookmark-not-saved = Bookmark not saved: { $why }. It lasts until you leave.
prompt-tags = Tags:
prompt-note = Note:
notice-tags-set = Tags noted; saving
notice-tags-refused = Tags not taken: { $why }: { $what }
notice-note-set = Note taken; saving
notice-note = { $note }
notice-nothing-to-undo = No change of a bookmark to take back
notice-note-joined = Others had changed the note meanwhile: both are kept, theirs first
notice-undone = Taken back: { $headline }
notice-not-undone = Not taken back, others have written to it since: { $headline }
notice-bookmark-moved = The article lies elsewhere now; its bookmark knows where
notice-article-moved = The article lies elsewhere now, and was opened from there
notice-bookmark-missing = { $what }: { $why }. Its bookmark knows: { $known }
notice-bookmark-gone = Another program has removed this bookmark: nothing was saved. { $key } sets it again.
notice-note-gone = Another program has removed this bookmark: nothing was saved. { $key } sets it again. What you wrote is in { $file }
notice-note-not-edited = The note is as it was before the editor: { $what }: { $why }
notice-note-left = The note is as it was before the editor: { $what }: { $why }. What the editor left is in { $file }
notice-note-unchanged = The note is as it was before the editor: nothing was changed in the editor
notice-note-empty = The note is as it was before the editor: the editor left nothing. An empty line at the prompt takes it away.
notice-order-file = Bookmarks in the order of the file
notice-order-newest = Bookmarks, the newest first
notice-order-tag = Bookmarks by tag
notice-order-headline = Bookmarks by headline
notice-leave-unsaved = { $count ->
    [one] { $count } bookmark is not saved: { $why }. { $key } again leaves and prints it.
   *[other] { $count } bookmarks are not saved: { $why }. { $key } again leaves and prints them.
}
notice-leave-removals = { $count ->
    [one] { $count } bookmark that you removed is still in the file: { $why }. { $key } again leaves.
   *[other] { $count } bookmarks that you removed are still in the file: { $why }. { $key } again leaves.
}
notice-bookmarks-odd = { $what }: { $why }
notice-bookmarks-joined = Joined with your bookmarks: { $copies }
notice-bookmarks-unreadable = Cannot read { $what }: { $why }. Nothing is written to it; bookmarks last until you leave.
notice-all-articles = All articles
notice-only-bookmarks = { $count ->
    [one] Only { $count } bookmark
   *[other] Only { $count } bookmarks
}
notice-marked-read = Marked as read
notice-marked-unread = Marked as unread
notice-no-unread-below = No unread article below this one
notice-no-unread-above = No unread article above this one
notice-only-unread = Only what is unread
notice-recent = { $count ->
    [one] The { $count } article that was read last
   *[other] The { $count } articles that were read last
}
notice-lines-not-remembered = Nothing is remembered of plain lines
notice-memory-renewed = Read marks begin anew: { $what } was damaged, kept as { $aside }
notice-memory-salvaged = { $count ->
    [one] { $what } was damaged, kept as { $aside }; { $count } read mark could be saved
   *[other] { $what } was damaged, kept as { $aside }; { $count } read marks could be saved
}
notice-not-remembered = Read marks and places last until you leave: { $what }: { $why }
notice-match = Match { $position } of { $count }
notice-match-from-start = Match { $position } of { $count }, from the beginning again
notice-match-from-end = Match { $position } of { $count }, from the end again
notice-not-found = "{ $query }" is not in this article
notice-nothing-to-repeat = Nothing to look for yet; { $key } finds
notice-related-missing = Not in the library: { $headline }
notice-encoding-chosen = Read as { $encoding }
notice-encoding-fixed = Only a file of its own can be read as another encoding
notice-dates-none = This article mentions no dates
notice-related-none = This article names no others
notice-related-no-number = There is no related article { $number }
notice-visited-first = No article was read before this one
notice-visited-last = No article was read after this one
notice-resumed-reading = Continued where reading stopped
notice-measure = { $columns } columns
notice-measure-narrowest = { $columns } columns: the narrowest
notice-measure-widest = { $columns } columns: the widest
notice-copied = { $count ->
    [one] Copied { $count } character
   *[other] Copied { $count } characters
}
notice-copied-quotation = { $count ->
    [one] Copied { $count } character as a quotation
   *[other] Copied { $count } characters as a quotation
}
notice-copied-headline = Copied the headline
notice-copied-address = Copied the address
notice-copied-article = { $count ->
    [one] Copied the article: { $count } character
   *[other] Copied the article: { $count } characters
}
notice-copied-nothing = There is nothing to copy
notice-nothing-to-select = There is no text to select
notice-article-incomplete = The article is still being read; try again in a moment
notice-too-early = Too little of the text has come for that; try again when there is more
notice-copy-too-long = Too long for the terminal; copy-command in config.toml names a program that takes it
notice-copy-failed = { $what } has not taken what was copied: { $why }
notice-not-kept = The next start will not know this: { $what }: { $why }
notice-raw-on = Source text; { $key } shows the page
notice-raw-off = Typeset page
notice-window-narrow = This needs a window of { $columns } columns
notice-source-failed = Cannot read { $what }: { $why }
notice-link-none = This article names no address
notice-link-opens = Opening { $host }
notice-link-unicode = { $shown } is really { $host }; { $key } opens it
notice-link-user = This leads to { $host }, whatever stands before it; { $key } opens it
notice-link-scheme = Not opened, only http and https are: { $url }
notice-link-long = Not opened, longer than 8 KiB: { $url }
notice-link-control = Not opened, it holds control characters: { $url }
notice-link-malformed = Not opened, it is no address: { $url }
notice-link-failed = { $what } does not open it, { $why }; { $key } copies { $url }
notice-edit-no-file = This article is no file of its own and cannot be edited
notice-edit-failed = { $what }: { $why }
notice-reread = The file has changed and was read again
notice-reread-failed = Cannot read { $what } again: { $why }; what was loaded stays
notice-source-gone = { $what } is gone; what was loaded stays
notice-search-failed = Cannot search { $what }: { $why }
notice-sources-failed = { $count ->
    [one] Cannot read { $what }: { $why }
   *[other] { $count } sources have faults, last { $what }: { $why }
}
notice-sources-in-part = { $count ->
    [one] { $what }: { $why }
   *[other] { $count } sources have faults, last { $what }: { $why }
}
notice-part-lines = { $count ->
    [one] line { $lines } is no article; the rest is loaded
   *[other] { $count } lines are no articles ({ $lines }); the rest is loaded
}
notice-part-long = { $count ->
    [one] a line of more than 64 MiB was cut; the rest is loaded
   *[other] { $count } lines of more than 64 MiB were cut; the rest is loaded
}
notice-part-cut = it is cut short or damaged ({ $detail }); what comes before is loaded
notice-reason = { $why } ({ $detail })
notice-config-problems = { $count ->
    [one] config.toml, { $first }
   *[other] config.toml has { $count } mistakes; { $first }
}
notice-command-unknown = There is no command "{ $name }"
notice-command-unknown-near = There is no command "{ $name }". Did you mean "{ $nearest }"?
notice-command-not-here = "{ $name }" does nothing here
notice-key-unbound = { $key } does nothing here; { $help } shows all keys
notice-job-panicked = One task failed inside yue ({ $detail }); everything else goes on

## The look of the page
look-script = Characters: { $value ->
    [simplified] simplified
    [taiwan] traditional (Taiwan)
    [hong-kong] traditional (Hong Kong)
   *[other] as written
}
look-punctuation = Marks: { $value ->
    [auto] full width beside Han
   *[other] as written
}
look-readings = Readings: { $value }
look-readings-down = Readings: on, above lines that run across
look-readings-beyond = Readings: { $value ->
    [0] for all characters
   *[other] beyond the commonest { $value }
}
look-tones = Tones: { $value }
look-direction = Lines: { $value }
look-vertical-forms = Vertical forms of marks: { $value }
look-kinsoku = Line-breaking rules: { $value }
look-hang = Marks at line ends: { $value ->
    [off] inside
    [half] half outside
    [full] outside
   *[other] as the language wants
}
look-autospace = Gap between Han and Latin: { $value }
look-paragraphs = Paragraphs: { $value ->
    [blank] parted by blank rows
   *[other] indented
}
look-line-gap = Blank rows between lines: { $value }
look-ambiguous-width = Width of quotes and dashes: { $value ->
    [auto] as the terminal says
    [safe] for any terminal
   *[other] { $value }
}
look-text-lang = Language of this article: { $value ->
    [auto] as detected
   *[other] { $value }
}

## Related articles
related-more = More
related-heading = { $heading } ∙ { $count }
related-unfold = { $key } opens
related-fold = { $key } goes on

## Dates
dates-title = Dates in this article
dates-hint = { $open } goes there; { $close } closes
dates-row = { $position } of { $count }
dates-inferred = { $sign } year or month inferred

## Encodings
encodings-title = Read this article as
encodings-hint = { $open } chooses; { $close } closes
encodings-now = Now read as { $encoding }
encodings-told = as it tells
encodings-in-told = by its mark or declaration, or by a guess
encodings-in-all = all scripts
encodings-in-simplified = Chinese; GBK and GB2312 are parts of it
encodings-in-traditional = Chinese, traditional characters
encodings-in-japanese = Japanese
encodings-in-japanese-mail = Japanese, in mail; never guessed
encodings-in-korean = Korean
encodings-in-vietnamese = Vietnamese
encodings-in-western = Western European

## Help
help-hint = Type to search; { $key } closes
help-other-keys = Other keys: [keys] in { $path }

## Oddities and failures
label-warning = Note

warning-empty = The source holds no text
warning-invalid-utf8 = Some bytes are not UTF-8
warning-invalid-encoding = Some bytes are not { $encoding }; { $key } chooses another
warning-encoding-guessed = The encoding is a guess: { $encoding }; { $key } chooses another
warning-encoding-unsure = Too short to tell its encoding, read as { $encoding }; { $key } chooses another
warning-binary = This is probably not a text
warning-long-line = One line is extremely long
warning-truncated = Only the first GiB was read
warning-overflow = Only the first 64 MiB were taken in; to read all of it, put it into a file

why-not-found = no such file or folder
advice-not-found = check the path
why-permission = permission denied
advice-permission = check who may read and write it
why-folder-empty = no articles in this folder
advice-folder-empty = articles are files that end in .txt or .md
why-empty = nothing stands in it
advice-empty = it is read again as soon as it changes
why-folder = is a folder
advice-folder = name a file
why-not-text = is not text
advice-not-text = with --force yue shows it all the same
why-device = is a device, not a file
advice-device = name a file, or pipe the text to: yue -
why-io = the system reported an error
advice-io = try again
why-bookmarks-damaged = damaged; what can be read of it is there
advice-bookmarks-damaged = before the next write it is copied to a file that ends in .corrupt-1
why-bookmarks-emptied = it is empty now, or gone; the next change writes back the bookmarks that were in it
advice-bookmarks-emptied = if they are to be gone, leave yue first
why-bookmarks-mended = it was damaged, or half merged, and is written anew; its old text is in a copy that ends in .corrupt-1 or higher
advice-bookmarks-mended = look through that copy
why-bookmarks-no-id = some of its bookmarks have no id, and are left out
advice-bookmarks-no-id = give each its id, of sixteen hex digits
why-import-part = not all of it can be read; the rest is taken in
advice-import-part = look at that line, then take it in again
why-import-long = it is larger than 64 MiB
advice-import-long = take it in part by part
why-copy-damaged = damaged; what could be read of it is joined, the rest stays in this file
advice-copy-damaged = look through the file, then remove it
why-crowded = too many files are kept aside beside it
advice-crowded = look through those that end in .corrupt-1 and so on, and move them away; nothing is written until then
why-bookmark-gone = another program has removed its bookmark meanwhile
advice-bookmark-gone = nothing was written for it; add it again with: yue bookmarks add
why-tag-long = a tag has 64 characters at most
advice-tag-long = shorten it
why-tags-many = a bookmark is given 64 tags at most
advice-tags-many = take others away first
why-note-not-utf8 = what was saved is not UTF-8
advice-note-not-utf8 = save it as UTF-8
why-note-long = it is longer than a note may be, 1 MiB
advice-note-long = shorten it
why-note-left = what was written in the editor lies there, and in no bookmark
advice-note-left = look at it, then remove its folder
why-note-joined = others had changed the note meanwhile; both are kept, theirs first
advice-note-joined = look it through with: yue bookmarks note --edit
why-note-unchanged = nothing was changed in the editor
advice-note-unchanged = the note stays as it was
why-note-empty = the editor left nothing
advice-note-empty = the note stays as it was; to take it away give an empty one
why-bookmarks-conflict = both sides of a merge stand in it; the bookmarks of both are there
advice-bookmarks-conflict = the next write joins them and keeps a copy that ends in .corrupt-1
why-bookmarks-newer = it is of a newer version
advice-bookmarks-newer = it is read, but not written to; use a newer yue
why-no-bookmark = no bookmark has this id or source
advice-no-bookmark = list the ids with: yue bookmarks --json
why-no-tag = no tag was named for it
advice-no-tag = name one, as in: yue bookmarks tag ID news
why-no-bookmarks = no bookmark stands in it
advice-no-bookmarks = give a file in the form of bookmarks.toml, or of yue bookmarks --json
why-no-backup = there is no such backup
advice-no-backup = list them with: yue bookmarks restore --list
why-protected = it is write-protected
advice-protected = let its owner write to it: chmod u+w
why-config-unreadable = it cannot be read
advice-config-unreadable = yue goes on with its defaults
why-lock-busy = another program is writing it
advice-lock-busy = try again
why-disk-full = the disk is full
advice-disk-full = make room and try again
why-file-limit = files may not grow any more here
advice-file-limit = raise the limit (ulimit -f) and try again
why-no-folder = its folder is not there and cannot be made
advice-no-folder = choose another folder with YUE_CONFIG_DIR
why-read-only = the disk is read-only
advice-read-only = choose another folder with YUE_CONFIG_DIR
why-no-home = the home folder is unknown
advice-no-home = set HOME, or YUE_CONFIG_DIR, YUE_DATA_DIR and YUE_STATE_DIR
why-no-id = no article in the library has this id
advice-no-id = list the ids with: yue list --json
why-id-ambiguous = several articles have an id that begins like this
advice-id-ambiguous = give more digits
why-no-seed = no such article comes with yue
advice-no-seed = list them with: yue list --json
why-stdin-terminal = standard input is a terminal
advice-stdin-terminal = pipe a text to it: some-program | yue -
why-no-terminal = there is no terminal
advice-no-terminal = use yue print, yue list, or yue filter without --interactive
why-moved = the file has changed since, no article begins there any more
advice-moved = open the file again
why-read-once = it can be read only once, and has been read for the list
advice-read-once = save it to a file first
why-record-broken = this line is no article
advice-record-broken = the other lines are there; each needs a headline or a body
why-records-broken = more lines are no articles
advice-records-broken = the other lines are there
why-line-long = lines of more than 64 MiB were cut
advice-line-long = one article a line is expected
why-cut = the file breaks off or is damaged
advice-cut = what comes before is there; get the file again
why-query-date = no date stands there
advice-query-date = write 2018, 2018-06 or 2018-06-12
why-query-is = nothing can be asked for with is: but bookmarked, read, unread
advice-query-is = write is:bookmarked, is:read or is:unread
why-memory-damaged = it is damaged
advice-memory-damaged = start yue, which sets it aside and begins another
why-memory-newer = a newer yue has written it
advice-memory-newer = use that one; this one leaves the file as it is
why-memory-locked = another program is using it
advice-memory-locked = try again
why-nothing-read = nothing was read yet that can be opened again
advice-nothing-read = start yue with a file, or without one to see the library
why-query-field = a line has no fields, they are for articles
advice-query-field = write ' before it to look for the word itself
why-query-words = more words than are looked for
advice-query-words = 64 words are looked for, in texts 32; leave some out
why-query-long = longer than what is looked for in texts
advice-query-long = 128 characters are looked for; leave some out
why-command = the program for copying failed
advice-command = check copy-command in the configuration
why-browser = the browser has failed
advice-browser = check the variable BROWSER
why-editor = the editor has failed
advice-editor = check the variables VISUAL and EDITOR
why-editor-waits = the terminal is still busy with what was typed
advice-editor-waits = try again
why-output = cannot write the output
advice-output = check where it goes

error-line = yue: { $what }: { $why } ({ $advice }) [{ $tag }]
error-line-detail = yue: { $what }: { $why }, { $detail } ({ $advice }) [{ $tag }]
error-unsaved-bookmarks = { $count ->
    [one] yue: { $count } bookmark could not be saved: { $why } ({ $advice }) [{ $tag }]
   *[other] yue: { $count } bookmarks could not be saved: { $why } ({ $advice }) [{ $tag }]
}
error-unsaved-removals = { $count ->
    [one] yue: { $count } bookmark that you removed is still in the file: { $why } ({ $advice }) [{ $tag }]
   *[other] yue: { $count } bookmarks that you removed are still in the file: { $why } ({ $advice }) [{ $tag }]
}
error-panic = yue: a fault inside the program ended it; what was saved is on disk [E70]
error-panic-noted = yue: a fault inside the program ended it; what was saved is on disk, and a note on the fault is in { $path } [E70]
error-panic-unnoted = yue: a fault inside the program ended it ({ $what }); what was saved is on disk, but no note on the fault could be written [E70]
error-config = yue: { $path }: { $problem } [{ $tag }]

## Mistakes in config.toml
config-line = line { $line }: { $what }
config-did-you-mean = { $what }; did you mean "{ $nearest }"?
config-syntax = not valid TOML ({ $detail })
config-unknown-setting = unknown setting "{ $name }"
config-unknown-command = unknown command "{ $name }"
config-needs-folders = "{ $name }" needs a list of folders, such as ["~/articles"]
config-needs-command = "{ $name }" needs a list: a program and its arguments, such as ["wl-copy"]
config-needs-choice = "{ $name }" needs one of: { $choices }
config-needs-number = "{ $name }" needs a whole number from { $least } to { $most }
config-needs-switch = "{ $name }" needs true or false
config-needs-table = "{ $name }" needs its own part: [{ $name }]
config-needs-keys = "{ $name }" needs a list of keys, such as ["x", "<C-x>"]
config-bad-key = "{ $key }" is not a key
config-key-taken = "{ $key }" already belongs to "{ $command }"
config-key-types = "{ $key }" is needed for typing
