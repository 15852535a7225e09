//! Articles that are read while somebody still writes them: standard input and FIFOs. A
//! thread each makes an article of what is there, tells it, and waits to be asked for more.
//!
//! Invariant: of each no more than one article is on its way to whoever asked, so that one
//! who does not come to look at it is not buried in them.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::flow::Flow;
use super::fs::ReadError;
use super::library::Library;
use super::pool::guarded;
use super::{Shell, provoke, tell};
use crate::app::{Era, Event, Failure};
use crate::article::{Article, Source};
use crate::reader::{Page, View};

/// The least time between two articles of one flow.
const PACE: Duration = Duration::from_millis(50);

/// So many times as long as it took to make one, nothing is made of what comes: all of the
/// text is parsed each time.
const REST: u32 = 4;

impl Shell {
    /// Reads an article and builds its page; a large one comes twice, one that comes
    /// slowly whenever more of it is asked for.
    pub(super) fn load(&self, era: Era, source: Source) {
        let (library, watcher) = (Arc::clone(&self.library), self.watcher.clone());
        let asked = watcher.ask();
        self.submit(&self.loads, era, move |events, _| {
            provoke();
            let loaded = begin(&library, era, &source, events).and_then(|slow| {
                if let (false, Source::File(path)) = (slow, &source) {
                    watcher.article(path, asked);
                }
                let show = &mut |article| {
                    let (article, page) = paged(article);
                    tell(events, Event::ArticleLoaded { era, article, page });
                };
                if slow {
                    return Ok(());
                }
                library.loader.open(&source, show)
            });
            if let Err(failure) = loaded {
                failed(events, era, &source, failure);
            }
        });
    }

    /// Gives more of an article of which there will be more.
    pub(super) fn read_on(&self, era: Era, source: &Source) {
        // The rest of a large file comes by itself.
        if let Some(flow) = self.library.loader.flowing(source) {
            flow.ask_on(era);
        }
    }
}

/// Asks for the article of a source that comes slowly; false: it does not.
fn begin(
    library: &Arc<Library>,
    era: Era,
    source: &Source,
    events: &Sender<Event>,
) -> Result<bool, Failure> {
    let Some(flow) = library.loader.to_flow(source)? else {
        return Ok(false);
    };
    flow.ask(era);
    if flow.follow() {
        let follower = Follower {
            library: Arc::clone(library),
            flow,
            source: source.clone(),
            events: events.clone(),
        };
        let thread = thread::Builder::new().name("follow".to_owned());
        let started = thread.spawn(move || follower.run());
        started.map_err(|error| ReadError::from(error).of(&source.to_string()))?;
    }
    Ok(true)
}

fn failed(events: &Sender<Event>, era: Era, source: &Source, failure: Failure) {
    let source = source.clone();
    let failed = Event::ArticleFailed {
        era,
        source,
        failure,
    };
    tell(events, failed);
}

struct Follower {
    library: Arc<Library>,
    flow: Flow,
    source: Source,
    events: Sender<Event>,
}

impl Follower {
    /// Tells articles to the end of the program: whoever has left one may come back.
    fn run(self) {
        let mut due = Instant::now();
        loop {
            let (era, seen) = self.flow.next(due);
            let begun = Instant::now();
            let source = &self.source;
            let made = guarded(&self.events, || {
                let article = self.library.loader.so_far(source, &self.flow, seen)?;
                Ok(article.map(paged))
            });
            match made {
                Some(Ok(Some((article, page)))) => {
                    tell(&self.events, Event::ArticleLoaded { era, article, page });
                }
                // Too little to show.
                Some(Ok(None)) => self.flow.ask_on(era),
                Some(Err(failure)) => failed(&self.events, era, source, failure),
                None => {}
            }
            due = Instant::now() + PACE.max(begun.elapsed() * REST);
        }
    }
}

fn paged(article: Article) -> (Arc<Article>, Arc<Page>) {
    let page = Arc::new(Page::new(&article, View::Page));
    (Arc::new(article), page)
}
