//! The panic hook: a panic of the thread that draws gives the terminal back before
//! the report is printed. A panic of any other thread is caught where it works and
//! becomes an event; the screen stays.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;
use std::thread::{self, ThreadId};

use super::session::Session;

/// Lets `say` tell of panics from now on. What it gets quotes whatever the panic was
/// about, and is to be cleaned.
pub fn report(say: fn(&str)) {
    std::panic::set_hook(Box::new(move |info| say(&words(info))));
}

/// Where and why, as the standard library would say it.
fn words(info: &PanicHookInfo<'_>) -> String {
    let thread = thread::current();
    let said = format!("thread '{}' {info}", thread.name().unwrap_or("?"));
    let trace = Backtrace::capture();
    match trace.status() {
        BacktraceStatus::Captured => format!("{said}\n{trace}"),
        _ => said,
    }
}

/// Installs the hook; `ui` is the thread that draws.
pub fn install(session: Session, ui: ThreadId) {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info: &PanicHookInfo<'_>| {
        on_panic(&session, thread::current().id() == ui, || report(info));
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
