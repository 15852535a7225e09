//! The news layout and each deviation of it.

use super::*;

#[test]
fn the_whole_layout() {
    check(
        "双桥通车//老渡口今日停航//双桥今晨通车,两岸居民前来庆祝。/双桥通车 ảnh 1新桥。图自越通社//\
         越通社河内——双桥今晨通车,两岸居民前来庆祝。桥长三里。//[老渡口的故事]//渡船停航了。(越通社——VNA)\u{a0}/越通社//\
         更多//新塔。图自江报//新塔落成//新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。",
        "H:双桥通车/S:老渡口今日停航/L:双桥今晨通车,两岸居民前来庆祝。/C:新桥。图自越通社|图自越通社/\
         P:越通社河内——双桥今晨通车,两岸居民前来庆祝。桥长三里。/X:[老渡口的故事]/P:渡船停航了。(越通社——VNA)/A:越通社/\
         M:更多/c:新塔。图自江报|图自江报/h:新塔落成/l:新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。/\
         @越通社河内——|越通社|河内/!(越通社——VNA)",
    );
}

#[test]
fn pieces_that_are_missing() {
    // No lead.
    check(
        "双桥通车//双桥通车 ảnh 1新桥。//越通社河内——桥长三里。(完)",
        "H:双桥通车/C:新桥。/P:越通社河内——桥长三里。(完)/@越通社河内——|越通社|河内/!(完)",
    );
    // No caption: the dateline tells the lead.
    check(
        "双桥通车//两岸居民前来庆祝。//越通社河内——桥长三里。",
        "H:双桥通车/L:两岸居民前来庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // Neither caption nor dateline: the repetition does.
    check(
        "双桥通车//双桥今晨通车,两岸居民前来庆祝。//双桥今晨通车,两岸居民前来庆祝。桥长三里。//越通社",
        "H:双桥通车/L:双桥今晨通车,两岸居民前来庆祝。/P:双桥今晨通车,两岸居民前来庆祝。桥长三里。/A:越通社",
    );
    // Neither lead nor caption.
    check(
        "双桥通车//越通社河内——桥长三里。//渡船停航了。",
        "H:双桥通车/P:越通社河内——桥长三里。/P:渡船停航了。/@越通社河内——|越通社|河内",
    );
    // Nothing but the heading of the related part.
    check(
        "双桥通车//桥长三里。//更多",
        "H:双桥通车/P:桥长三里。/M:更多",
    );
    // No heading before the related part.
    check(
        "双桥通车//越通社河内——桥长三里。(越通社——VNA)/越通社//新塔。图自江报//新塔落成",
        "H:双桥通车/P:越通社河内——桥长三里。(越通社——VNA)/A:越通社/c:新塔。图自江报|图自江报/h:新塔落成/\
         @越通社河内——|越通社|河内/!(越通社——VNA)",
    );
    // No headline.
    check(
        "越通社河内——桥长三里。渡船停航了。/两岸热闹。",
        "H:桥长三里/P:越通社河内——桥长三里。渡船停航了。/P:两岸热闹。/@越通社河内——|越通社|河内",
    );
}

#[test]
fn captions_and_labels() {
    // Several, anywhere; each loses exactly its own number.
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 12018年的渡口/双桥通车 a\u{309}nh 2新桥(图片来源：江报)//\
         越通社河内——桥长三里。/双桥通车 ảnh 33人在桥头/渡船停航了。",
        "H:双桥通车/L:两岸庆祝。/C:2018年的渡口/C:新桥(图片来源：江报)|图片来源：江报/\
         P:越通社河内——桥长三里。/C:3人在桥头/P:渡船停航了。/@越通社河内——|越通社|河内",
    );
    // The subheadline as the title before the label, even with an end mark.
    check(
        "双桥通车//谁来庆祝?//两岸居民都来庆祝了。/谁来庆祝? ảnh 1新桥//越通社河内——桥长三里。",
        "H:双桥通车/S:谁来庆祝?/L:两岸居民都来庆祝了。/C:新桥/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // A caption above the lead.
    check(
        "双桥通车//双桥通车 ảnh 1新桥//两岸庆祝。//越通社河内——桥长三里。",
        "H:双桥通车/C:新桥/L:两岸庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    // A subheadline without lead; captions by their credit alone.
    check(
        "双桥通车//老渡口今日停航//新桥。新华社记者张三摄//新华社河内11月22日电(记者李四)桥长三里。",
        "H:双桥通车/S:老渡口今日停航/C:新桥。新华社记者张三摄|新华社记者张三摄/\
         P:新华社河内11月22日电(记者李四)桥长三里。/@新华社河内11月22日电(记者李四)|新华社|河内",
    );
    // A label with nothing after it, and a title said again.
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 1/双桥通车//越通社河内——桥长三里。",
        "H:双桥通车/L:两岸庆祝。/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
}

#[test]
fn bodies() {
    // Lines of blanks, indents, a sign-off and an unknown paper's name.
    check(
        "双桥通车//越通社河内——桥长三里。/ \u{3000}\u{a0}/\u{3000}\u{3000}渡船停航了。（完） /河上日报",
        "H:双桥通车/P:越通社河内——桥长三里。/P:\u{3000}\u{3000}渡船停航了。（完）/A:河上日报/\
         @越通社河内——|越通社|河内/!（完）",
    );
    // The sign-off alone on its line; a note in brackets is no headline.
    check(
        "双桥通车//越通社河内——桥长三里。/[编者按:渡船停航了。]/(越通社-VNA)",
        "H:双桥通车/P:越通社河内——桥长三里。/P:[编者按:渡船停航了。]/P:(越通社-VNA)/@越通社河内——|越通社|河内/!(越通社-VNA)",
    );
    // A cross-reference before the first paragraph.
    check(
        "双桥通车//[老渡口的故事]//越通社河内——桥长三里。",
        "H:双桥通车/X:[老渡口的故事]/P:越通社河内——桥长三里。/@越通社河内——|越通社|河内",
    );
    check(
        "大橋開通//【ハノイ共同】橋が開通した。//渡し船は終わる。(共同)",
        "H:大橋開通/P:【ハノイ共同】橋が開通した。/P:渡し船は終わる。(共同)/@【ハノイ共同】|共同|ハノイ/!(共同)",
    );
}

#[test]
fn agencies_that_nobody_knows() {
    let lead = "新塔今日在岸边落成,游人登塔望远,一直到日落才散去,明日还要再来看。";
    check(
        &format!(
            "双桥通车//越通社河内——桥长三里。(完)//更多//河报社发//新塔落成//{lead}//渡船。河报社发//南岸开工//{lead}"
        ),
        &format!(
            "H:双桥通车/P:越通社河内——桥长三里。(完)/M:更多/c:河报社发|河报社发/h:新塔落成/l:{lead}/\
             c:渡船。河报社发|河报社发/h:南岸开工/l:{lead}/@越通社河内——|越通社|河内/!(完)"
        ),
    );
    // The agency's line names it, or the sign-off does, or the dateline.
    check(
        "双桥通车//双桥通车 ảnh 1新桥。江城通讯发//江城通讯江城——桥长三里。//渡船停航了。//江城通讯",
        "H:双桥通车/C:新桥。江城通讯发|江城通讯发/P:江城通讯江城——桥长三里。/P:渡船停航了。/A:江城通讯/\
         @江城通讯江城——|江城通讯|江城",
    );
    check(
        "双桥通车//江城通讯江城——桥长三里。//渡船停航了。(江城通讯-JCS)",
        "H:双桥通车/P:江城通讯江城——桥长三里。/P:渡船停航了。(江城通讯-JCS)/@江城通讯江城——|江城通讯|江城/!(江城通讯-JCS)",
    );
    check(
        "双桥通车//两岸庆祝。/双桥通车 ảnh 1新桥 JCS Photo//JIANG CHENG (JCS) — 桥长三里。",
        "H:双桥通车/L:两岸庆祝。/C:新桥 JCS Photo|JCS Photo/P:JIANG CHENG (JCS) — 桥长三里。/@JIANG CHENG (JCS) — |JCS|JIANG CHENG",
    );
}

#[test]
fn leads_that_the_first_paragraph_repeats() {
    let lead = "双桥今晨通车,两岸居民前来庆祝";
    // Without full stop, after a caption or none, below a subheadline.
    for (above, shown) in [("", ""), ("老渡口今日停航//", "S:老渡口今日停航/")] {
        for (photo, caption) in [("", ""), ("双桥通车 ảnh 1新桥//", "C:新桥/")] {
            check(
                &format!("双桥通车//{above}{lead}//{photo}江城社江城——{lead}。桥长三里。"),
                &format!(
                    "H:双桥通车/{shown}L:{lead}/{caption}P:江城社江城——{lead}。桥长三里。/@江城社江城——|江城社|江城"
                ),
            );
        }
    }
    // Cross-references between the two, and above the lead.
    check(
        "双桥通车//两岸庆祝。//[老渡口]//[旧塔]//越通社河内——两岸庆祝。",
        "H:双桥通车/L:两岸庆祝。/X:[老渡口]/X:[旧塔]/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内",
    );
    check(
        &format!("双桥通车//{lead}。//[老渡口]//{lead}。桥长三里。//越通社"),
        &format!("H:双桥通车/L:{lead}。/X:[老渡口]/P:{lead}。桥长三里。/A:越通社"),
    );
    check(
        "双桥通车//[老渡口]//两岸庆祝。//越通社河内——两岸庆祝。",
        "H:双桥通车/X:[老渡口]/L:两岸庆祝。/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内",
    );
    check(
        "双桥通车//两岸庆祝。//[老渡口]//桥长三里。//越通社",
        "H:双桥通车/P:两岸庆祝。/X:[老渡口]/P:桥长三里。/A:越通社",
    );
}

#[test]
fn captions_are_not_counted_before_the_dateline() {
    let photos: Vec<String> = (1..=12)
        .map(|i| format!("双桥通车 ảnh {i}第{i}张"))
        .collect();
    let captions: Vec<String> = (1..=12).map(|i| format!("C:第{i}张")).collect();
    let (photos, captions) = (photos.join("/"), captions.join("/"));
    check(
        &format!("双桥通车//两岸庆祝。/{photos}//越通社河内——两岸庆祝。"),
        &format!(
            "H:双桥通车/L:两岸庆祝。/{captions}/P:越通社河内——两岸庆祝。/@越通社河内——|越通社|河内"
        ),
    );
    check(
        &format!("双桥通车//{photos}//双桥今晨通车,两岸庆祝。//河内——双桥今晨通车,两岸庆祝。"),
        &format!(
            "H:双桥通车/{captions}/L:双桥今晨通车,两岸庆祝。/P:河内——双桥今晨通车,两岸庆祝。/@河内——|-|河内"
        ),
    );
}
