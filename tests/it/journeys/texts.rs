//! Articles by what stands in their text: from the prompt of the list to the match
//! on the page and back.

use vt100::Screen;

use super::{records, wait_chosen};
use crate::library::plain_article;
use crate::pty::Pty;
use crate::sandbox::Sandbox;

const HEADLINES: [&str; 3] = ["河边旧书摊记事", "山上的邮局", "鸬鹚湾的灯塔"];

/// Three articles: 鸬鹚 stands in the text of the first, twice, far below what a
/// screen holds, and in the headline of the last.
fn started(sandbox: &Sandbox) -> Pty {
    let mut lines = String::new();
    for (nth, headline) in HEADLINES.iter().enumerate() {
        let article = plain_article("", 40);
        let body = match nth {
            0 => article.replace("第30段:", "渔人带着鸬鹚下水。\n\n第30段:") + "鸬鹚上岸了。",
            _ => article,
        };
        lines += &records::line(headline, body.trim());
    }
    sandbox.write("a.jsonl", lines);
    let pty = Pty::start(sandbox, &["a.jsonl"]);
    wait_headlines(&pty);
    pty
}

#[track_caller]
fn wait_headlines(pty: &Pty) {
    pty.wait_rows("all headlines and no prompt", |rows| {
        let shown = |text: &&str| rows.iter().any(|row| row.contains(*text));
        HEADLINES.iter().all(shown) && rows[0].contains("yue")
    });
}

/// Waits until the first headline stands in the list, with what is around the match in
/// the row below, and the last one, which holds it itself.
#[track_caller]
fn wait_hit(pty: &Pty, head: &str) {
    pty.wait_rows("the hit and its text", |rows| {
        let at = rows.iter().position(|row| row.contains(HEADLINES[0]));
        let below = at.and_then(|at| rows.get(at + 1));
        rows[0].trim_start().starts_with(head)
            && rows[0].contains("2 of 3")
            && rows.iter().any(|row| row.contains(HEADLINES[2]))
            && below.is_some_and(|row| row.contains("渔人带着鸬鹚下水"))
            && !rows.iter().any(|row| row.contains(HEADLINES[1]))
    });
}

/// The row and the column of the first cell of `text`.
fn cell_of(screen: &Screen, text: &str) -> Option<(u16, u16)> {
    let (rows, columns) = screen.size();
    (0..rows.get()).find_map(|row| {
        let from = |column: u16| screen.contents_between(row, column, row, columns.get());
        let starts = |column: &u16| from(*column).starts_with(text);
        Some((row, (0..columns.get()).find(starts)?))
    })
}

/// Whether `text` is drawn otherwise than the character before it, which is wide.
fn is_marked(screen: &Screen, text: &str) -> bool {
    let look = |row, column| {
        let cell = screen.cell(row, column)?;
        Some((
            cell.fgcolor(),
            cell.bgcolor(),
            cell.bold(),
            cell.underline(),
            cell.inverse(),
        ))
    };
    let found = cell_of(screen, text).filter(|(_, column)| *column >= 2);
    found.is_some_and(|(row, column)| {
        let own = look(row, column);
        own.is_some() && own != look(row, column - 2)
    })
}

#[test]
fn a_text_is_found_opened_at_its_match_and_left_again() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox);
    pty.send("/<Tab>鸬鹚");
    wait_hit(&pty, "text 鸬鹚");
    pty.wait("the match is marked", |screen| {
        is_marked(screen, "鸬鹚下水")
    });
    pty.send("<Enter>");
    pty.wait_text("filter \"鸬鹚\"");
    pty.send("<Enter>");
    pty.wait_text("Match 1 of 2");
    // Opened where the match is, not at the beginning.
    let row = pty.row_of("渔人带着鸬鹚下水");
    assert!(row < 22, "the match stands in row {row}");
    pty.wait_gone("第 1段");
    pty.wait("the match is marked", |screen| {
        is_marked(screen, "鸬鹚下水")
    });
    pty.send("n");
    pty.wait_text("Match 2 of 2");
    pty.wait_text("鸬鹚上岸了");
    pty.send("N");
    pty.wait_text("Match 1 of 2");
    pty.wait_text("渔人带着鸬鹚下水");
    pty.send("<Esc>");
    wait_hit(&pty, "text 鸬鹚");
    pty.send("<Esc>");
    wait_headlines(&pty);
    pty.send("q");
    pty.end_well();
}

#[test]
fn tab_goes_to_the_texts_and_back_with_the_same_query() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox);
    pty.send("/鸬鹚");
    let in_headlines = |rows: &[String]| {
        rows[0].starts_with("/ 鸬鹚")
            && rows[0].contains("1 of 3")
            && rows.iter().any(|row| row.contains(HEADLINES[2]))
            && !rows.iter().any(|row| row.contains(HEADLINES[0]))
    };
    pty.wait_rows("found in a headline", in_headlines);
    pty.send("<Tab>");
    wait_hit(&pty, "text 鸬鹚");
    pty.send("<Tab>");
    pty.wait_rows("found in a headline again", in_headlines);
    // Left from the texts, the prompt gives back what was there before it.
    pty.send("<Tab>");
    wait_hit(&pty, "text 鸬鹚");
    pty.send("<Esc>");
    wait_headlines(&pty);
    // Kept, it is what the next prompt begins with.
    pty.send("/<Tab>鸬鹚<Enter>/");
    wait_hit(&pty, "text 鸬鹚");
    pty.send("<C-u>雪山的邮差");
    pty.wait_text("Nothing matches \"雪山的邮差\"");
    pty.send("<Esc>");
    wait_hit(&pty, "text 鸬鹚");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn enter_before_the_hits_opens_the_first_of_them() {
    let sandbox = Sandbox::new();
    let mut pty = started(&sandbox);
    wait_chosen(&pty, HEADLINES[0]);
    pty.send("jj");
    wait_chosen(&pty, HEADLINES[2]);
    pty.send("/<Tab>鸬鹚<Enter><Enter>");
    pty.wait_text("Match 1 of 2");
    pty.wait_text("渔人带着鸬鹚下水");
    pty.send("Q");
    pty.end_well();
}

#[test]
fn files_and_what_comes_with_yue_are_looked_through_too() {
    let sandbox = Sandbox::new();
    sandbox.write("lib/a.txt", plain_article("山上的邮局", 3));
    let text = plain_article("河边旧书摊记事", 30) + "\n末了,鸬鹚上岸了。\n";
    sandbox.write("lib/b.txt", text);
    let mut pty = Pty::start(&sandbox, &["lib", "seed:hanoi-summit"]);
    pty.wait_text("山上的邮局");
    pty.send("/<Tab>鸬鹚");
    pty.wait_text("末了,鸬鹚上岸了");
    pty.send("<Enter><Enter>");
    pty.wait_text("Match 1 of 1");
    pty.send("h/<C-u>1954");
    pty.wait_rows("the seed", |rows| rows[0].contains("1 of 3"));
    pty.send("<Enter><Enter>");
    pty.wait_text("1954");
    pty.wait_text("Match 1 of");
    pty.send("Q");
    pty.end_well();
}
