//! The address of an article: opened in a browser, or copied.
//!
//! Invariant: only a checked `Link` is opened, and the host that it leads to has been
//! shown by then; one whose host may be taken for another needs a second key.

use super::effect::Effect;
use super::event::{Era, Failure};
use super::model::{Focus, Model};
use super::notice::{Notice, Tone};
use super::{Command, select};
use crate::article::{Article, Link, Refused, Source};
use crate::ingest::record::unescape;
use crate::text::{Clean, clean};

/// What is known of addresses.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// The address that the next key may open.
    pub(super) question: Option<Link>,
    /// The address that is being read for a row of the list, and what for.
    awaited: Option<(Era, Purpose)>,
}

/// What an address is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Purpose {
    Opening,
    /// The headline is copied where there is no address.
    Copying {
        headline: Clean,
    },
}

/// Where the address of what is looked at is found.
enum Here {
    /// It is known: there is one, or there is none.
    Known(Option<String>),
    /// It has to be read.
    In(Source),
    /// Nothing is looked at.
    Nothing,
}

/// The address that the source of an article gives, as written.
pub fn address(article: &Article) -> Option<String> {
    article.fields.iter().find_map(|(name, value)| {
        let inside = value.strip_prefix('"')?.strip_suffix('"')?;
        let is_address = name == "url" && !inside.is_empty();
        is_address.then(|| unescape(inside.as_bytes()))
    })
}

/// Opens the address of the article on the page, or of the chosen one.
pub(super) fn open(model: &mut Model, out: &mut Vec<Effect>) {
    want(model, Purpose::Opening, out);
}

/// Copies the address; where there is none, the headline.
pub(super) fn copy(model: &mut Model, out: &mut Vec<Effect>) {
    let on_page = model
        .reader
        .as_ref()
        .filter(|_| model.focus == Focus::Reader);
    let headline = if let Some(reader) = on_page {
        clean::line(&reader.article.headline())
    } else {
        let list = &model.list;
        let row = list.chosen();
        row.map_or_else(Clean::default, |row| list.rows().headline(row).to_owned())
    };
    want(model, Purpose::Copying { headline }, out);
}

fn want(model: &mut Model, purpose: Purpose, out: &mut Vec<Effect>) {
    match here(model) {
        Here::Nothing => {}
        Here::Known(address) => take(model, address, purpose, out),
        Here::In(source) => {
            let era = model.next_era();
            model.links.awaited = Some((era, purpose));
            out.push(Effect::ReadAddress { era, source });
        }
    }
}

fn here(model: &Model) -> Here {
    let reader = model.reader.as_ref();
    if model.focus == Focus::Reader {
        return reader.map_or(Here::Nothing, |reader| {
            Here::Known(address(&reader.article))
        });
    }
    let rows = model.list.rows();
    let Some((source, id)) = model
        .list
        .chosen()
        .and_then(|row| Some((rows.source(row)?, rows.id(row))))
    else {
        return Here::Nothing;
    };
    match reader.filter(|reader| Some(reader.article.id) == id) {
        Some(reader) => Here::Known(address(&reader.article)),
        None if matches!(source, Source::Record { .. }) => Here::In(source),
        // A text has no place for one.
        None => Here::Known(None),
    }
}

/// The address of a row has been read.
pub(super) fn read(
    model: &mut Model,
    era: Era,
    address: Result<Option<String>, Failure>,
    out: &mut Vec<Effect>,
) {
    let Some((_, purpose)) = model.links.awaited.take_if(|(awaited, _)| *awaited == era) else {
        return;
    };
    match address {
        Ok(address) => take(model, address, purpose, out),
        Err(failure) => model.notice = Some(Notice::failure("notice-source-failed", &failure)),
    }
}

fn take(model: &mut Model, address: Option<String>, purpose: Purpose, out: &mut Vec<Effect>) {
    match (purpose, address) {
        (Purpose::Opening, Some(address)) => offer(model, &address, out),
        (Purpose::Opening, None) => model.notice = Some(Notice::new("notice-link-none")),
        (Purpose::Copying { .. }, Some(address)) => {
            let checked = Link::parse(&address).map(|link| link.text().to_owned());
            let text = checked.unwrap_or_else(|_| clean::line(&address));
            select::copy(model, text, Notice::new("notice-copied-address"), out);
        }
        (Purpose::Copying { headline }, None) => {
            let id = if headline.is_empty() {
                "notice-copied-nothing"
            } else {
                "notice-copied-headline"
            };
            select::copy(model, headline, Notice::new(id), out);
        }
    }
}

/// Opens an address, asks before, or says why not.
fn offer(model: &mut Model, address: &str, out: &mut Vec<Effect>) {
    let link = match Link::parse(address) {
        Ok(link) => link,
        Err(why) => {
            let notice = Notice::new(refusal(why)).tone(Tone::Warning);
            model.notice = Some(notice.text("url", &clean::line(address)));
            return;
        }
    };
    let unsure = link.unicode_host().is_some() || link.had_user();
    if unsure && model.links.question.take().as_ref() != Some(&link) {
        let key = model.keymap.key_of(Command::OpenLink, model.context());
        let id = match link.unicode_host() {
            Some(_) => "notice-link-unicode",
            None => "notice-link-user",
        };
        let notice = Notice::new(id)
            .tone(Tone::Warning)
            .text("host", link.host())
            .text("shown", link.unicode_host().unwrap_or_default())
            .text("key", &key);
        model.notice = Some(notice);
        model.links.question = Some(link);
        return;
    }
    model.notice = Some(Notice::new("notice-link-opens").text("host", link.host()));
    out.push(Effect::OpenLink(link));
}

fn refusal(why: Refused) -> &'static str {
    match why {
        Refused::Scheme => "notice-link-scheme",
        Refused::TooLong => "notice-link-long",
        Refused::Control => "notice-link-control",
        Refused::Malformed => "notice-link-malformed",
    }
}

/// The browser has not opened an address.
pub(super) fn failed(model: &mut Model, link: &Link, failure: &Failure) {
    let key = model.keymap.key_of(Command::CopyHeadline, model.context());
    let notice = Notice::failure("notice-link-failed", failure);
    let notice = notice.text("url", link.text()).text("key", &key);
    model.notice = Some(notice);
}

#[cfg(test)]
mod tests;
