//! The panic hook: a panic of the thread that draws gives the terminal back before
//! it is reported. A panic of any other thread is caught where it works and becomes an
//! event; the screen stays.

use std::backtrace::Backtrace;
use std::panic::PanicHookInfo;
use std::thread::{self, ThreadId};

use super::session::Session;

/// A panic of the thread that draws.
pub struct Panicked {
    /// `FILE:LINE:COLUMN` in the sources.
    pub place: String,
    /// As it was said, for no eyes yet.
    pub message: String,
    pub backtrace: String,
}

impl Panicked {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let (place, said) = (info.location(), info.payload());
        let plain = said.downcast_ref::<&str>().copied();
        let message = plain.or_else(|| said.downcast_ref::<String>().map(String::as_str));
        Self {
            place: place.map_or_else(String::new, ToString::to_string),
            message: message.unwrap_or_default().to_owned(),
            backtrace: Backtrace::force_capture().to_string(),
        }
    }
}

/// Installs the hook; `ui` is the thread that draws, whose panics are given to `report`.
pub fn install(session: Session, ui: ThreadId, report: impl Fn(&Panicked) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        let drawing = thread::current().id() == ui;
        on_panic(&session, drawing, || report(&Panicked::of(info)));
    }));
}

fn on_panic(session: &Session, drawing: bool, report: impl FnOnce()) {
    if drawing {
        session.close();
        report();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_thread_that_draws_reports() {
        let session = Session::new(false);
        let mut reports = 0;
        on_panic(&session, false, || reports += 1);
        assert_eq!(reports, 0);
        on_panic(&session, true, || reports += 1);
        assert_eq!(reports, 1);
        assert!(session.reenter().is_err(), "the session is over");
    }
}
