//! Choosing an encoding, and the article that comes of it.

use super::*;
use crate::app::update::tests::Play;
use crate::app::{Effect, Event, Shelf};
use crate::ingest::{self, TextForm};
use crate::reader::View;
use crate::store::{ChunkBuilder, Row, RowFacts};

/// An article of a file: `lines` of it, its encoding a guess.
fn article(lines: &str, encoding: Encoding, guessed: bool) -> Article {
    let source = Source::File(std::path::Path::new("/a/甲.txt").into());
    let warnings = guessed.then_some(Warning::Guessed(encoding));
    let warnings = warnings.into_iter().collect();
    let mut article = ingest::article(lines, source, warnings, TextForm::Clean);
    article.encoding = encoding;
    article
}

/// A text of so many paragraphs, one a line.
fn text(paragraph: &str) -> String {
    let lines = (0..60).map(|n| format!("{n}{}。\n", paragraph.repeat(9)));
    format!("标题\n\n{}", lines.collect::<String>())
}

fn give(play: &mut Play, era: Era, article: Article) {
    let page = Arc::new(Page::new(&article, View::Page));
    let article = Arc::new(article);
    play.event(Event::ArticleLoaded { era, article, page });
}

fn asked_for(play: &mut Play) -> Option<Era> {
    play.asked.drain(..).find_map(|effect| match effect {
        Effect::LoadArticle { era, .. } => Some(era),
        _ => None,
    })
}

fn reading(article: Article) -> Play {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>");
    let era = asked_for(&mut play).unwrap();
    give(&mut play, era, article);
    play
}

fn encodings(play: &Play) -> &Encodings {
    match &play.model.prompt {
        Some(Prompt::Encodings(encodings)) => encodings,
        other => panic!("the encodings do not show: {other:?}"),
    }
}

fn top_line(play: &mut Play) -> String {
    let reader = play.model.reader.as_mut().unwrap();
    let at = reader.sheet.byte_at(reader.top);
    let text = &reader.sheet.page.text;
    let start = text.get(..at).unwrap().rfind('\n');
    let line = text.get(start.map_or(0, |end| end + 1)..).unwrap();
    let digits = line.chars().take_while(char::is_ascii_digit);
    digits.collect()
}

#[test]
fn the_overlay_opens_at_what_the_article_is_read_as() {
    let mut play = reading(article(&text("春眠不觉"), Encoding::BIG5, true));
    play.press("c");
    let open = encodings(&play);
    assert_eq!(open.entries[open.choice.cursor], Some(Encoding::BIG5));
    assert_eq!(open.entries[0], None);
    play.press("j");
    let open = encodings(&play);
    assert_eq!(open.entries[open.choice.cursor], Some(Encoding::SHIFT_JIS));
    play.press("G");
    assert_eq!(
        encodings(&play).choice.cursor,
        encodings(&play).entries.len() - 1
    );
    play.press("j");
    assert_eq!(
        encodings(&play).choice.cursor,
        encodings(&play).entries.len() - 1
    );
    play.press("c");
    assert!(play.model.prompt.is_none());
    let reads = |effect: &Effect| matches!(effect, Effect::ReadAs(..) | Effect::LoadArticle { .. });
    assert!(!play.asked.iter().any(reads), "nothing was chosen");
}

#[test]
fn what_is_not_offered_is_offered_where_it_is_used() {
    let other = ingest::encoding("koi8-r").unwrap();
    let mut play = reading(article("标题\n\n一\n", other, true));
    play.press("c");
    assert_eq!(encodings(&play).entries.last(), Some(&Some(other)));
}

#[test]
fn an_article_is_read_again_at_the_same_place() {
    let mut play = reading(article(&text("ABCDEF"), Encoding::BIG5, true));
    play.press("<Space><Space>");
    let before = top_line(&mut play);
    assert_ne!(before, "0");
    play.press("c");
    play.press("k<Enter>");
    let said = play.asked.iter().find_map(|effect| match effect {
        Effect::ReadAs(_, encoding) => Some(*encoding),
        _ => None,
    });
    assert_eq!(said, Some(Some(Encoding::GB18030)));
    let era = asked_for(&mut play).unwrap();
    let mut head = article("标题\n\n春\n", Encoding::GB18030, false);
    head.portion = Portion::Head;
    // The head of a large one says nothing of the place.
    give(&mut play, era, head);
    assert_eq!(
        play.model.reader.as_ref().unwrap().article.encoding,
        Encoding::BIG5
    );
    give(
        &mut play,
        era,
        article(&text("春眠"), Encoding::GB18030, false),
    );
    assert_eq!(
        play.model.reader.as_ref().unwrap().article.encoding,
        Encoding::GB18030
    );
    assert_eq!(top_line(&mut play), before);
    let notice = play.model.notice.as_ref().map(|notice| notice.id);
    assert_eq!(notice, Some("notice-encoding-chosen"));
    // It comes once.
    give(&mut play, era, article("别的\n", Encoding::EUC_JP, false));
    assert_eq!(
        play.model.reader.as_ref().unwrap().article.encoding,
        Encoding::GB18030
    );
}

#[test]
fn what_still_comes_is_read_anew_as_far_as_it_has_come() {
    let open = |text: &str, encoding| {
        let mut article = article(text, encoding, false);
        article.portion = Portion::SoFar { identified: true };
        article
    };
    let asks_on = |play: &mut Play, wanted: Era| {
        let mut asked = play.asked.drain(..);
        asked.any(|effect| matches!(effect, Effect::ReadOn { era, .. } if era == wanted))
    };
    let mut play = reading(open(&text("ABCDEF"), Encoding::BIG5));
    play.press("<Space><Space>");
    let before = top_line(&mut play);
    play.press("ck<Enter>");
    let era = asked_for(&mut play).unwrap();
    give(&mut play, era, open(&text("春眠"), Encoding::GB18030));
    assert!(asks_on(&mut play, era));
    assert_eq!(play.reader().article.encoding, Encoding::GB18030);
    assert_eq!(top_line(&mut play), before);
    let more = format!("{}完。\n", text("春眠"));
    give(&mut play, era, open(&more, Encoding::GB18030));
    assert!(asks_on(&mut play, era) && play.reader().article.raw.ends_with("完。\n"));
}

#[test]
fn the_raw_text_stays_the_raw_text() {
    let mut play = reading(article(&text("春"), Encoding::BIG5, true));
    play.press("\\");
    play.settle();
    play.press("c");
    play.press("<Enter>");
    let era = asked_for(&mut play).unwrap();
    give(&mut play, era, article(&text("夏"), Encoding::BIG5, false));
    play.settle();
    assert_eq!(play.model.reader.as_ref().unwrap().view(), View::Raw);
}

#[test]
fn what_is_no_file_of_its_own_cannot_be_chosen_for() {
    let mut play = Play::new(&["甲", "乙"]);
    play.press("<Enter>");
    play.settle();
    play.press("c");
    assert!(play.model.prompt.is_none());
    let notice = play.model.notice.as_ref().map(|notice| notice.id);
    assert_eq!(notice, Some("notice-encoding-fixed"));
}

#[test]
fn what_cannot_be_read_again_leaves_the_page_as_it_is() {
    let mut play = reading(article(&text("春"), Encoding::BIG5, true));
    play.press("c");
    play.press("<Enter>");
    let source = play.model.reader.as_ref().unwrap().article.source.clone();
    let era = asked_for(&mut play).unwrap();
    let failure = crate::app::Failure {
        what: "甲".to_owned(),
        why: "why-not-found",
        detail: String::new(),
    };
    play.event(Event::ArticleFailed {
        era,
        source,
        failure,
    });
    let notice = play.model.notice.as_ref().map(|notice| notice.id);
    assert_eq!(notice, Some("notice-source-failed"));
    assert!(play.model.reader.is_some());
}

#[test]
fn a_guess_is_told_when_the_article_opens() {
    let play = reading(article("标题\n\n一\n", Encoding::BIG5, true));
    let notice = play.model.notice.as_ref().map(|notice| notice.id);
    assert_eq!(notice, Some("warning-encoding-guessed"));
}

#[test]
fn the_list_is_read_again_where_its_headline_is_another_now() {
    let before = article("\u{fffd}题\n\n一\n", Encoding::BIG5, true);
    let mut chunk = ChunkBuilder::default();
    chunk.push(Row {
        id: before.id,
        headline: before.headline().to_owned(),
        source: before.source.clone(),
        facts: RowFacts::default(),
    });
    let id = before.id;
    let mut play = reading(before);
    play.event(Event::RowsRead(Shelf::Listed, Arc::new(chunk.finish())));
    play.settle();
    for (headline, again) in [("\u{fffd}题", false), ("标题", true)] {
        play.press("c").press("<Enter>");
        let era = asked_for(&mut play).unwrap();
        let mut after = article(&format!("{headline}\n\n二\n"), Encoding::GB18030, false);
        // How it is read says nothing of which it is.
        after.id = id;
        give(&mut play, era, after);
        let reads = |effect: &Effect| matches!(effect, Effect::ReadList { .. });
        assert_eq!(play.asked.iter().any(reads), again, "{headline}");
    }
}
