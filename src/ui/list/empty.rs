//! What stands in the list where no row does, and what to do about it.
//!
//! Invariant: that nothing matches is said only of a query whose result is known; a
//! query of any length leaves the rest of the sentence in sight.

use crate::app::texts::Mode;
use crate::app::{Area, Command, Context, Model, Prompt};
use crate::text::Clean;
use crate::ui::{key, quoted};

/// The words for a place of this size; none where the title line says enough.
pub(super) fn words(model: &Model, room: Area) -> Option<Clean> {
    let (texts, list) = (&model.texts, &model.list);
    let asks = !list.query.trim().is_empty();
    // Why it is no query stands there, and the rows are of another one.
    if list.problem.is_some() {
        return None;
    }
    if asks && list.mode == Mode::Text && list.is_filtering() {
        return None;
    }
    if asks && list.mode == Mode::Text && !list.is_own() {
        return Some(texts.text("empty-search-failed"));
    }
    if model.pick.is_some() {
        return Some(match (list.complete, list.listed.is_empty()) {
            (false, true) => texts.text("empty-lines-reading"),
            (true, true) => texts.text("empty-lines"),
            (_, false) => {
                let query = quoted(model, &list.query, room);
                texts.format("empty-lines-no-match", &[("query", (&query).into())])
            }
        });
    }
    if !list.query.is_empty() && !list.rows().is_empty() {
        return Some(no_match(model, room));
    }
    Some(no_articles(model))
}

/// Nothing matches: what the key that leads back gives back.
fn no_match(model: &Model, room: Area) -> Clean {
    let (texts, list) = (&model.texts, &model.list);
    let query = quoted(model, &list.query, room);
    let query = ("query", (&query).into());
    let Some(Prompt::Filter { before, mode, .. }) = &model.prompt else {
        let back = key(model, Command::Back, Context::List);
        return texts.format("empty-no-match", &[query, ("key", (&back).into())]);
    };
    let back = key(model, Command::PromptCancel, Context::Prompt);
    let back = ("key", (&back).into());
    if before.trim().is_empty() {
        texts.format("empty-no-match", &[query, back])
    } else if (before, *mode) == (&list.query, list.mode) {
        texts.format("empty-no-match-same", &[query])
    } else {
        let before = quoted(model, before, room);
        let before = ("before", (&before).into());
        texts.format("empty-no-match-back", &[query, back, before])
    }
}

fn no_articles(model: &Model) -> Clean {
    let (texts, list) = (&model.texts, &model.list);
    let only = |id, command| {
        let all = key(model, command, Context::List);
        texts.format(id, &[("key", (&all).into())])
    };
    if list.recent.is_some() {
        return only("empty-no-recent", Command::RecentlyRead);
    }
    if list.unread && list.complete && !list.rows().is_empty() {
        return only("empty-no-unread", Command::OnlyUnread);
    }
    if list.bookmarks.is_some() {
        let set = key(model, Command::ToggleBookmark, Context::List);
        let all = key(model, Command::OnlyBookmarks, Context::List);
        let args = [("bookmark", (&set).into()), ("key", (&all).into())];
        return texts.format("empty-no-bookmarks", &args);
    }
    if !list.complete {
        return texts.text("empty-reading");
    }
    texts.format(
        "empty-library",
        &[("folder", (&model.articles_path).into())],
    )
}
