//! The page of an article: every part of it, every script, both views.

use yue::text::Ambiguous;

use super::headless::Headless;
use super::{SIZES, articles, scene, snapshot};

#[test]
fn the_first_screen_of_each_script() {
    for name in [
        "hanoi-summit",
        "defence-washington",
        "gyoto-kinsoku",
        "hangul-line",
        "jianti-fanti-punct",
    ] {
        scene(&format!("page-{name}"), |yue| yue.open_seed(name));
    }
}

#[test]
fn the_middle_and_the_end() {
    scene("page-middle", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys(" ");
    });
    scene("page-end", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("G");
    });
    scene("page-end-ja", |yue| {
        yue.open_seed("gyoto-kinsoku");
        yue.keys("G");
    });
}

#[test]
fn related_items_unfold() {
    scene("page-related", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("<Tab><Tab>");
    });
    scene("page-related-bookmarked", |yue| {
        yue.keys("jbk<Enter>G<Tab>");
        yue.keys("<S-Tab>G");
    });
}

#[test]
fn a_cross_reference_can_be_chosen() {
    let name = yue::ingest::seeds().iter().find_map(|(name, _)| {
        let mut yue = Headless::library((80, 24));
        yue.open_seed(name);
        let links = &yue.model.reader.as_ref()?.sheet.page.links;
        let body =
            |link: &yue::reader::Link| link.target == yue::reader::LinkTarget::CrossReference;
        links.iter().any(body).then_some(*name)
    });
    let name = name.expect("a seed has a cross-reference");
    scene("page-cross-reference", |yue| {
        yue.open_seed(name);
        yue.keys("<S-Tab>");
    });
}

#[test]
fn the_source_text() {
    scene("page-raw", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("\\");
    });
}

#[test]
fn a_bookmarked_page_says_so() {
    scene("page-bookmarked", |yue| {
        yue.open_seed("hangul-line");
        yue.keys("b");
    });
}

#[test]
fn a_match_across_a_line_break_is_marked_on_both_lines() {
    let text = articles::four_again_and_again();
    scene("find-across-lines", |yue| {
        let source = yue.add("four.txt", text.as_bytes());
        yue.open(&source);
        yue.keys("/秋冬春<Enter>n");
    });
    let mut yue = Headless::library((40, 12));
    let source = yue.add("four.txt", text.as_bytes());
    yue.open(&source);
    let before = yue.frame();
    yue.keys("/秋冬春<Enter>");
    // The first character of every row that begins inside a match is marked.
    let (mut marked, rows) = (0, yue.frame());
    for (y, row) in rows.rows().iter().enumerate() {
        let start = row.trim_start_matches(' ');
        if start.starts_with('冬')
            || start.starts_with("春夏") && before.rows()[y - 1].ends_with("秋冬")
        {
            let x = row.len() - start.len();
            assert_ne!(
                rows.buffer[(x as u16, y as u16)].style(),
                before.style_of("春夏"),
                "{row}"
            );
            marked += 1;
        }
    }
    assert!(
        marked > 0,
        "no match stands across a line break:\n{}",
        rows.text()
    );
}

#[test]
fn finding() {
    scene("find-prompt", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("/会晤");
    });
    scene("find-last", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("/会晤<Enter>N");
    });
    scene("find-nothing", |yue| {
        yue.open_seed("hanoi-summit");
        yue.keys("/xyzzy<Enter>");
    });
}

#[test]
fn odd_articles() {
    scene("page-warnings", |yue| {
        let source = yue.add("odd.txt", articles::ODD);
        yue.open(&source);
    });
    scene("page-empty", |yue| {
        let source = yue.add("empty.txt", b"\n\n");
        yue.open(&source);
    });
}

#[test]
fn an_article_on_its_way() {
    for size in SIZES {
        let mut yue = Headless::library(size);
        yue.held = true;
        yue.keys("<Enter>");
        snapshot(&format!("opening-from-list-{}x{}", size.0, size.1), &yue);
        yue.model.focus = yue::app::Focus::Reader;
        snapshot(&format!("opening-{}x{}", size.0, size.1), &yue);
    }
}

#[test]
fn ambiguous_characters_drawn_wide() {
    let text = articles::marks();
    for (name, ambiguous) in [
        ("narrow", Ambiguous::NARROW),
        ("wide", Ambiguous::WIDE),
        ("safe", Ambiguous::SAFE),
    ] {
        scene(&format!("page-ambiguous-{name}"), |yue| {
            yue.model.terminal = Some(ambiguous);
            let source = yue.add("marks.txt", text.as_bytes());
            yue.open(&source);
        });
        scene(&format!("list-ambiguous-{name}"), |yue| {
            yue.model.terminal = Some(ambiguous);
            yue.add("marks.txt", text.as_bytes());
            yue.keys("/”<Down>");
        });
    }
}

#[test]
fn the_measure_changes() {
    let mut yue = Headless::library((80, 24));
    yue.open_seed("hanoi-summit");
    yue.keys("jjjjjj");
    yue.keys("-----");
    snapshot("page-narrower-80x24", &yue);
}
