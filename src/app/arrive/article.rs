//! An article that has come: a new one on the page, or more of the one that is there.
//!
//! Invariant: more of an article moves no line at the top, unless nobody has moved and
//! where to go is known only now; under an id that is not yet that of the whole nothing is
//! remembered.

use std::sync::Arc;

use super::whole_page;
use crate::app::effect::Effect;
use crate::app::event::Era;
use crate::app::model::{Focus, Model};
use crate::app::notice::Notice;
use crate::app::read::{Anchor, Left, Reader, Rest};
use crate::app::{annotate, encodings, memory, missing, open, outside, timeline, typing};
use crate::article::Article;
use crate::reader::{Page, Place};

pub(super) fn loaded(
    model: &mut Model,
    era: Era,
    article: Arc<Article>,
    page: Arc<Page>,
    out: &mut Vec<Effect>,
) {
    let reread = encodings::reread(model, era, &article, &page, out)
        || outside::reread(model, era, &article, &page, out);
    if reread {
        return;
    }
    let rest = model
        .reader
        .as_mut()
        .and_then(|reader| reader.take_rest(era));
    if let Some(rest) = rest {
        rest_loaded(model, rest, article, page, out);
        return;
    }
    let Some(opening) = model.opening.take_if(|opening| opening.era == era) else {
        return;
    };
    if missing::is_another(model, &opening, &article) {
        return;
    }
    let find = opening.find;
    // What it was found by goes before where it was left.
    let known = article.is_identified() && find.is_none();
    let left = || memory::place(model, article.id).filter(|_| known);
    let goal = opening.goal.or_else(|| left().map(Left::from));
    open::note_place(model, out);
    let (source, moved) = (opening.source.clone(), opening.moved);
    if opening.visit {
        model.visited.open(opening.source);
    } else {
        model.visited.arrive();
    }
    timeline::close(model);
    model.focus = Focus::Reader;
    if article.is_identified() {
        identified(model, &article, out);
    }
    let (typography, lexicon) = (model.typography(), model.lexicon.clone());
    model.reader = Some(Reader::new(article, page, typography, lexicon));
    outside::opened(model, source.clone(), out);
    if let Some(goal) = goal {
        go_to(model, goal);
    }
    moved.inspect(|moved| missing::found(model, moved, &source, out));
    annotate::remind(model);
    await_rest(model, era, goal, out);
    if let Some(text) = find {
        typing::find(model, &text, out);
    }
}

/// Its id is that of the whole, for the first time.
fn identified(model: &mut Model, article: &Article, out: &mut Vec<Effect>) {
    if let Some(warning) = article.warnings.first() {
        model.notice = Some(encodings::warned(model, *warning));
    }
    memory::opened(model, article, out);
    model.list.choose(article.id, model.list_height());
}

/// More of an article that is on the page will come as a result of `era`, where that is
/// not all of it.
pub(in crate::app) fn await_rest(
    model: &mut Model,
    era: Era,
    goal: Option<Left>,
    out: &mut Vec<Effect>,
) {
    let part = |reader: &&mut Reader| !reader.article.is_complete();
    let Some(reader) = model.reader.as_mut().filter(part) else {
        return;
    };
    reader.await_rest(era, goal);
    if reader.article.is_open() {
        let source = reader.article.source.clone();
        out.push(Effect::ReadOn { era, source });
    }
}

/// The whole of an article whose beginning is on the page, or more of it.
fn rest_loaded(
    model: &mut Model,
    rest: Rest,
    article: Arc<Article>,
    page: Arc<Page>,
    out: &mut Vec<Effect>,
) {
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    let untouched = reader.top == rest.head;
    let known = reader.article.is_identified();
    let view = reader.wanted_view();
    let grown = reader.replace(Arc::clone(&article), page, height);
    let mut goal = rest.goal.filter(|_| untouched);
    if let Some(there) = goal {
        go_to(model, there);
        // What comes next may belong to the block that it lies in.
        let behind = there.anchor.block as usize + 1;
        goal = goal.filter(|_| behind >= article.blocks.len());
    }
    await_rest(model, rest.era, goal, out);
    if article.is_identified() && !known {
        identified(model, &article, out);
        return_to_place(model);
    }
    whole_page(model, article, view, grown, out);
}

fn go_to(model: &mut Model, goal: Left) {
    let height = model.page_height();
    let Some(reader) = &mut model.reader else {
        return;
    };
    reader.related_open |= goal.related_open;
    reader.link = reader.link.or(goal.link);
    let there = reader.go_to_anchor(goal.anchor, height);
    if there && goal.anchor != Anchor::default() && model.notice.is_none() {
        model.notice = Some(Notice::new("notice-resumed-reading"));
    }
}

/// The bookmarks, or what is remembered, were read after an article had been opened.
pub(in crate::app) fn return_to_place(model: &mut Model) {
    let Some(reader) = model
        .reader
        .as_ref()
        .filter(|reader| reader.top == Place::default() && reader.article.is_identified())
    else {
        return;
    };
    if let Some(place) = memory::place(model, reader.article.id) {
        go_to(model, place.into());
        // Of a large article this may lie behind the head that is there.
        let reader = model.reader.iter_mut();
        reader.for_each(|reader| reader.await_goal(place.into()));
    }
}
