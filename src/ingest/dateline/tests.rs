//! Datelines by example.

use super::*;

/// `want` is whole|agency|place.
#[track_caller]
fn check(paragraph: &str, want: &str) {
    let lead = Some("大桥今天通车,两岸居民前来庆祝。");
    let found = find(paragraph, lead, &Names::default());
    let seen = found.map_or(String::new(), |f| {
        let part = |part: Option<&str>| part.unwrap_or("-").to_owned();
        format!("{}|{}|{}", f.whole, part(f.agency), part(f.place))
    });
    assert_eq!(seen, want, "{paragraph}");
}

#[test]
fn agency_and_place() {
    check("越通社河内——大桥", "越通社河内——|越通社|河内");
    check("越通社河内 —— 大桥", "越通社河内 —— |越通社|河内");
    check("越通社 河内—大桥", "越通社 河内—|越通社|河内");
    check("越通社河内--大桥", "越通社河内--|越通社|河内");
    check("越通社(河内)——大桥", "越通社(河内)——|越通社|河内");
    check("越通社——大桥", "越通社——|越通社|-");
    check(
        "越通社河内8月7日电——大桥",
        "越通社河内8月7日电——|越通社|河内",
    );
    check(
        "越通社岘港 ——越通社驻岘港记者报道,大桥",
        "越通社岘港 ——|越通社|岘港",
    );
    check("河内——大桥今天通车,两岸", "河内——|-|河内");
    check("江报社河内——大桥今天通车,两岸", "江报社河内——|江报社|河内");
}

#[test]
fn other_agencies() {
    check(
        "新华社北京11月22日电(记者张三、李四)大桥",
        "新华社北京11月22日电(记者张三、李四)|新华社|北京",
    );
    check(
        "新华社北京１１月２２日电 大桥",
        "新华社北京１１月２２日电 |新华社|北京",
    );
    check("新华社电 大桥", "新华社电 |新华社|-");
    check(
        "中新社上海11月22日电 题:大桥",
        "中新社上海11月22日电 |中新社|上海",
    );
    check(
        "中新网11月22日电 (记者 张三)大桥",
        "中新网11月22日电 (记者 张三)|中新网|-",
    );
    check(
        "(中央社記者王小明台北22日電)大橋",
        "(中央社記者王小明台北22日電)|中央社|台北",
    );
    check("【ハノイ共同】大橋", "【ハノイ共同】|共同|ハノイ");
    check("【ハノイ時事】 大橋", "【ハノイ時事】 |時事|ハノイ");
    check(
        "【ハノイ共同＝山田太郎】大橋",
        "【ハノイ共同＝山田太郎】|共同|ハノイ",
    );
    check("【北京＝山田太郎】大橋", "【北京＝山田太郎】|-|北京");
    check(
        "[東京 22日 ロイター] - 大橋",
        "[東京 22日 ロイター] - |ロイター|東京",
    );
    check(
        "(하노이=연합뉴스) 다리",
        "(하노이=연합뉴스) |연합뉴스|하노이",
    );
    check(
        "(하노이=연합뉴스) 홍길동 기자 = 다리",
        "(하노이=연합뉴스) 홍길동 기자 = |연합뉴스|하노이",
    );
    check("HANOI (VNA) — The bridge", "HANOI (VNA) — |VNA|HANOI");
    check(
        "HANOI, Nov. 22 (Xinhua) -- The",
        "HANOI, Nov. 22 (Xinhua) -- |Xinhua|HANOI",
    );
    check(
        "HUE (Perfume News) – The",
        "HUE (Perfume News) – |Perfume News|HUE",
    );
    check("河内(越通社)——大桥", "河内(越通社)——|越通社|河内");
}

#[test]
fn more_shapes() {
    check(
        "路透河内11月22日电 - 大桥",
        "路透河内11月22日电 - |路透|河内",
    );
    check(
        "路透社河内11月22日电 大桥",
        "路透社河内11月22日电 |路透社|河内",
    );
    check(
        "(中新社)江城11月22日电 大桥",
        "(中新社)江城11月22日电 |中新社|江城",
    );
    check("(越通社)河内——大桥", "(越通社)河内——|越通社|河内");
    check("(越通社河内)——大桥", "(越通社河内)——|越通社|河内");
    check(
        "江城社北岸11月22日电 大桥",
        "江城社北岸11月22日电 |江城社|北岸",
    );
    check(
        "Ho Chi Minh City (River Post) — The",
        "Ho Chi Minh City (River Post) — |River Post|Ho Chi Minh City",
    );
    check(
        "Ho Chi Minh city, Nov. 22 (River Post) -- The",
        "Ho Chi Minh city, Nov. 22 (River Post) -- |River Post|Ho Chi Minh city",
    );
    check(
        "江城11月22日电 (记者 张三)大桥",
        "江城11月22日电 (记者 张三)|-|江城",
    );
    check("本报讯 大桥", "本报讯 |本报|-");
    check("本报讯(记者张三)大桥", "本报讯(记者张三)|本报|-");
    check("新华社快讯:大桥", "新华社快讯:|新华社|-");
    check(
        "中新社北京十一月二十二日电 大桥",
        "中新社北京十一月二十二日电 |中新社|北京",
    );
    check(
        "越通社、江城社河内——大桥",
        "越通社、江城社河内——|越通社、江城社|河内",
    );
    check(
        "(서울=강변통신) 홍길동 기자 = 다리",
        "(서울=강변통신) 홍길동 기자 = |강변통신|서울",
    );
    check("江城报社11月22日电影节开幕", "");
    check("11月22日电影节开幕", "");
    check("江城11月22日举行电影节", "");
    check("大桥于11月22日电力恢复", "");
    check("The bridge (River Post) — a", "");
    check("Bridge (a photo) — The", "");
    check("合作社办了11月22日电影节", "");
}

#[test]
fn ordinary_sentences_have_none() {
    check("越通社驻河内记者报道,大桥——", "");
    check("越通社记者从现场发回——大桥", "");
    check("新华社发电厂今日", "");
    check("春天——万物生长", "");
    check("张三(左)——桥的设计者", "");
    check("【注意】大橋", "");
    check("(完)", "");
    check("越通社河内——", "");
    check("", "");
}
