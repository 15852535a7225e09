//! Bytes as a walk through the program: keys, windows, mouse, pastes, articles.

use yue::app::{Context, Event, MouseKind};
use yue::keys::Key;

use super::super::headless::{Headless, Saves, disk_full};

/// Steps of one walk at most: a longer one says nothing new.
const STEPS: usize = 200;

/// Nothing falls over, the cursor stays in the list, every frame can be drawn.
pub fn walk(bytes: &[u8]) {
    let mut yue = Headless::library((80, 24));
    let mut rest = bytes;
    for _ in 0..STEPS {
        let Some((kind, after)) = rest.split_first() else {
            break;
        };
        rest = step(&mut yue, *kind, after);
        let list = &yue.model.list;
        let count = list.matches.len();
        assert!(list.cursor < count.max(1), "{} of {count}", list.cursor);
    }
    drop(yue.frame());
}

fn step<'a>(yue: &mut Headless, kind: u8, rest: &'a [u8]) -> &'a [u8] {
    let [one, two, after @ ..] = rest else {
        return &[];
    };
    match kind % 16 {
        0 => yue.resize(u16::from(*one % 130), u16::from(*two % 50)),
        1 => {
            let kinds = [MouseKind::Press, MouseKind::WheelUp, MouseKind::WheelDown];
            let kind = kinds[usize::from(*one % 3)];
            yue.mouse(kind, u16::from(*one), u16::from(*two % 50));
        }
        2 => {
            let length = usize::from(*one).min(after.len());
            let (text, left) = after.split_at(length);
            yue.event(Event::Paste(String::from_utf8_lossy(text).into_owned()));
            return left;
        }
        3 => yue.saves = [Saves::Done, Saves::Held, Saves::Failed][usize::from(*one % 3)],
        4 => yue.event(Event::SourceFailed(disk_full())),
        5 => {
            let length = usize::from(*one).min(after.len());
            let (text, left) = after.split_at(length);
            yue.add(&format!("{two}.txt"), text);
            return left;
        }
        _ => {
            let code = u32::from(*one) | u32::from(*two) << 8;
            let c = match kind % 3 {
                0 => char::from(one & 0x7f),
                _ => char::from_u32(code).unwrap_or('x'),
            };
            // Leaving ends the walk: nothing answers any more.
            let leaves = yue.model.context() != Context::Prompt && "qQ".contains(c);
            if !leaves {
                yue.key(Key::char(c));
            }
        }
    }
    after
}
