//! What `update` asks for, done at once and in order: the part of the shell in
//! [`Headless`], without a thread or a file.

use std::sync::{Arc, OnceLock};

use yue::app::event::TextHit;
use yue::app::outside::Compared;
use yue::app::texts::Excerpt;
use yue::app::timeline::Dates;
use yue::app::{Effect, Event, Failure, Filtering};
use yue::article::{Article, Portion, Source, Warning};
use yue::filter;
use yue::ingest::{self, Verdict};
use yue::reader::{self, Page, View};
use yue::search::{Form, Phrase, Scan};
use yue::store::{BookmarkChange, RowIx, Snapshot};
use yue::text::clean::line;

use super::headless::{Headless, Saves, disk_full, lexicon};

/// Sources larger than this show their head first, as in the program, in bytes.
const LARGE: usize = 256 * 1024;
/// Bytes of that head.
const HEAD: usize = 128 * 1024;

fn loaded(era: yue::app::Era, article: Article) -> Event {
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    Event::ArticleLoaded { era, article, page }
}

impl Headless {
    /// What an effect leads to.
    #[allow(clippy::too_many_lines, reason = "one arm for each effect")]
    pub fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::LoadArticle { era, source } => match self.articles(&source) {
                Ok(articles) => articles.into_iter().map(|a| loaded(era, a)).collect(),
                Err(failure) => vec![Event::ArticleFailed {
                    era,
                    source,
                    failure,
                }],
            },
            Effect::Filter(Filtering {
                era,
                text,
                snapshot,
                read,
                unread,
                ..
            }) => {
                static FINDER: OnceLock<filter::Finder> = OnceLock::new();
                let finder =
                    FINDER.get_or_init(|| filter::Finder::load(filter::Options::default()));
                match finder.query(&text, &filter::Query::default()) {
                    Ok(query) => {
                        let query = if unread { query.of_unread() } else { query };
                        let found = filter::filter(&query, &snapshot, &Beside(read), &|| false);
                        vec![Event::Filtered {
                            era,
                            query,
                            matches: found.unwrap(),
                            complete: true,
                        }]
                    }
                    Err(problem) => vec![Event::FilterRefused { era, problem }],
                }
            }
            Effect::Search {
                era,
                text,
                snapshot,
            } => {
                let hits = self.search(&text, &snapshot);
                vec![Event::TextFound {
                    era,
                    hits,
                    looked: snapshot.len(),
                    done: true,
                    failure: None,
                }]
            }
            Effect::Prepare(_) | Effect::Remember(_) | Effect::StopSearch => Vec::new(),
            Effect::BuildPage { era, article, view } => {
                let page = Arc::new(Page::new(&article, view));
                vec![Event::PageBuilt { era, page }]
            }
            Effect::Measure {
                era,
                page,
                typography,
                lexicon,
            } => {
                let starts = reader::starts(&page, typography, &lexicon, &|| false).unwrap();
                vec![Event::Measured { era, starts }]
            }
            Effect::Find {
                era,
                page,
                text,
                typography,
                lexicon,
            } => {
                let finder = filter::finder(&text);
                let matches =
                    reader::find(&page, typography, &lexicon, &finder, &|| false).unwrap();
                vec![Event::Found { era, matches }]
            }
            Effect::ReadDates { era, article } => {
                let dates = Arc::new(Dates::of(article));
                vec![Event::DatesRead { era, dates }]
            }
            Effect::SaveBookmark(change) => self.save(change),
            Effect::SaveAgain | Effect::Suspend => {
                vec![Event::Resumed(self.model.size.0, self.model.size.1)]
            }
            Effect::LoadLexicon(part) => vec![Event::LexiconLoaded(lexicon(part))],
            Effect::Copy(text) => {
                self.copied.push(text.to_string());
                vec![Event::Copied(None)]
            }
            Effect::Keep(text) => {
                self.kept = text;
                Vec::new()
            }
            Effect::ReadAddress { era, source } => {
                let article = self.articles(&source).map(|mut all| all.pop());
                let address = article.map(|article| yue::app::links::address(&article?));
                vec![Event::AddressRead { era, address }]
            }
            Effect::Edit(edit) => vec![Event::Edited {
                source: edit.source,
                failure: None,
            }],
            Effect::Reread { era, source } => match self.articles(&source) {
                Ok(mut articles) => articles.pop().map(|a| loaded(era, a)).into_iter().collect(),
                Err(failure) => vec![Event::ArticleFailed {
                    era,
                    source,
                    failure,
                }],
            },
            Effect::ReadList { era, before } => {
                let rows = Box::new(Compared::of(&before, before.clone()));
                let failure = None;
                vec![Event::ListRead { era, rows, failure }]
            }
            Effect::ReadAs(..)
            | Effect::ReadOn { .. }
            | Effect::EditNote(_)
            | Effect::RemoveNote(_)
            | Effect::ReadBookmarks
            | Effect::Redraw
            | Effect::OpenLink(_)
            | Effect::Watch(_)
            | Effect::Quit { .. } => Vec::new(),
        }
    }

    fn save(&mut self, change: BookmarkChange) -> Vec<Event> {
        let ids = vec![change.id()];
        match self.saves {
            Saves::Done => {
                self.saved.push(change);
                vec![Event::BookmarksSaved(ids)]
            }
            Saves::Held => {
                self.unsaved.push(change);
                Vec::new()
            }
            Saves::Failed => {
                self.unsaved.push(change);
                vec![Event::BookmarksFailed(ids, disk_full())]
            }
        }
    }

    /// What was on its way is on disk now.
    pub fn disk(&mut self) {
        let ids = self.unsaved.iter().map(BookmarkChange::id).collect();
        self.saved.append(&mut self.unsaved);
        self.event(Event::BookmarksSaved(ids));
    }

    /// The articles with a text in them, as the shell finds them.
    pub fn search(&self, text: &str, rows: &Snapshot) -> Vec<TextHit> {
        let Some(phrase) = Phrase::new(text) else {
            return Vec::new();
        };
        let mut scan = Scan::new(&phrase);
        let mut hits = Vec::new();
        for row in (0..rows.len() as u32).map(RowIx) {
            let articles = rows
                .source(row)
                .and_then(|source| self.articles(&source).ok());
            let Some(article) = articles.and_then(|mut all| all.pop()) else {
                continue;
            };
            let own = article.own_text();
            let found = scan.snippet("", own.as_bytes(), Form::Text, 60);
            hits.extend(found.map(|(text, marks)| TextHit {
                row,
                text: Excerpt::from(&line(text)),
                marks: marks.start as u32..marks.end as u32,
            }));
        }
        hits
    }

    /// The article of a source: of a large one its head first.
    fn articles(&self, source: &Source) -> Result<Vec<Article>, Failure> {
        let bytes = match source {
            Source::Seed(name) => ingest::seed(name),
            other => self.texts.get(other).map(|bytes| &**bytes),
        };
        let Some(bytes) = bytes else {
            return Err(Failure {
                what: line(&source.to_string()),
                why: "why-not-found",
                detail: "".into(),
            });
        };
        let mut articles = Vec::new();
        if bytes.len() > LARGE {
            let mut head = parse(source, &bytes[..HEAD]);
            head.warnings
                .retain(|warning| *warning != Warning::InvalidUtf8);
            head.portion = Portion::Head;
            articles.push(head);
        }
        articles.push(parse(source, bytes));
        Ok(articles)
    }
}

fn parse(source: &Source, bytes: &[u8]) -> Article {
    let decoded = Verdict::of(bytes, None).decode(bytes, true);
    ingest::decoded_article(decoded, source.clone())
}

/// What lies beside the headlines: what was read.
struct Beside(std::sync::Arc<std::collections::HashSet<yue::article::ArticleId>>);

impl filter::Beside for Beside {
    fn is_bookmarked(&self, _: yue::article::ArticleId) -> bool {
        false
    }
    fn is_read(&self, id: yue::article::ArticleId) -> bool {
        self.0.contains(&id)
    }
    fn mentions(&self, _: &yue::store::Chunk, _: usize, _: (i32, i32)) -> bool {
        false
    }
}
