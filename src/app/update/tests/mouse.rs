//! The mouse: clicks and wheel, by where they fall.

use super::*;

fn click(play: &mut Play, column: u16, row: u16) {
    let kind = MouseKind::Press;
    play.event(Event::Mouse(Mouse { kind, column, row }))
        .settle();
}

fn wheel(play: &mut Play, kind: MouseKind, column: u16, row: u16) {
    play.event(Event::Mouse(Mouse { kind, column, row }))
        .settle();
}

#[test]
fn a_click_chooses_and_another_opens() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    click(&mut play, 10, 3);
    assert_eq!(
        (play.chosen().as_str(), play.model.reader.is_none()),
        ("乙", true)
    );
    click(&mut play, 10, 20);
    assert_eq!(play.chosen(), "乙", "below the rows");
    click(&mut play, 10, 3);
    assert_eq!(play.reader().article.headline(), "乙");
    wheel(&mut play, MouseKind::WheelDown, 10, 3);
    assert_eq!(play.reader().top, Place { segment: 2, row: 0 });
    wheel(&mut play, MouseKind::WheelUp, 10, 3);
    assert_eq!(play.reader().top, Place::default());
}

#[test]
fn a_click_unfolds_the_related_part_and_opens_its_items() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("<Enter>G");
    click(&mut play, 10, 21);
    assert!(play.reader().related_open, "its heading is the last row");
    play.keys("G");
    let (segment, height) = (
        play.reader().sheet.page.links[1].segment,
        play.model.page_height(),
    );
    let reader = play.model.reader.as_mut().unwrap();
    let shown = reader.shown();
    let row = (0..height).find(|row| {
        let place = reader.sheet.step(reader.top, *row as isize, shown);
        place == Place { segment, row: 1 }
    });
    let row = row.unwrap() as u16;
    click(&mut play, 10, row);
    assert_eq!(
        (play.reader().link, play.reader().article.headline()),
        (Some(1), "甲")
    );
    click(&mut play, 10, row);
    assert_eq!(play.reader().article.headline(), "丙");
}

#[test]
fn a_click_below_a_short_page_means_nothing() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.event(Event::Resized(80, 200)).keys("<Enter>");
    click(&mut play, 10, 190);
    assert!(!play.reader().related_open);
    assert_eq!(play.reader().link, None);
}

#[test]
fn the_mouse_does_not_reach_through_what_is_typed() {
    let mut play = Play::new(&["甲", "乙", "丙"]);
    play.keys("?");
    click(&mut play, 10, 3);
    click(&mut play, 10, 3);
    assert_eq!(
        (play.chosen().as_str(), play.model.reader.is_none()),
        ("甲", true)
    );
    wheel(&mut play, MouseKind::WheelDown, 10, 3);
    let Some(Prompt::Palette(palette)) = &play.model.prompt else {
        panic!("the help is open");
    };
    assert_eq!((palette.cursor, play.chosen().as_str()), (3, "甲"));
}
