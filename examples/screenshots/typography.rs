//! The pictures of `docs/typography.md`: what each setting of the page does, by
//! texts of our own.
//!
//! Invariant: each picture comes from the layout of the program, at one measure
//! and in the light theme; nothing depends on time, place or environment.

use yue::config::Look;
use yue::lexicon::{Lexicon, Part};
use yue::text::Lang;

use super::compare::{self, Capture};
use super::plates::{Panel, Plate, Sample, Shows, panel};

const HANG: &str = "她在河边住了18年，每天6点出门，沿着堤岸走到渡口。船夫认得她，总把最后一个座位留着；遇上雨天，还递来一把旧伞。";
const HANG_JA: &str = "雨が上がると、町はしずかになった。郵便局の前で、彼は手紙を読みかえした。『来月、そちらへ行きます。』それだけだった。";
const KINSOKU: &str = "雨停在黄昏的街角里，行人收起了伞。\n请在周一之前去程/回程都要订票。\n他只留下了一句短话——明天再来。\n从家走到渡口要15分，回来要20分。";
const KINSOKU_JA: &str = "ちょっと待って、コーヒーをもう一杯だけ飲んでいこう。人々は急ぎ、列車はゆっくりとホームへ入ってきた。";
const FLAT: &str = "他说:\"明天(周三)12:30,我们在车站见,好吗?\"她点点头;他又补了一句:别忘了带伞!";
const MIXED: &str = "2024年3月,她用Rust写了一个阅读器,在80列的终端里,也能把CJK文字排整齐。";
const STORY: &str = "雪下了一夜，天亮时才停。院子里的柿子树压弯了枝。\n父亲拿了扫帚出门，从台阶扫到巷口，再从巷口扫回来。\n没有人说话，只听见扫雪的声音。";
const MEASURE: &str =
    "渡口的老人说，河水涨落都有时候，急不得。他每天把船擦一遍，等第一个过河的人。";
const AMBIGUOUS: &str = "“书到了吗？”他问——没有回答……“明天再来吧。”";
const SCRIPT: &str =
    "软件公司的经理发短信说,面条店后面的出租车里有一台打印机。他理了头发,才回办公室。";
const TRADITIONAL: &str =
    "軟體公司的經理發簡訊說，麵條店後面的計程車裡有一臺印表機。他理了頭髮，才回辦公室。";
const PINYIN: &str = "重庆的银行行长在长江边长大,爱听音乐,也不觉得工作繁重。";
const KANA: &str = "春の夜《よる》、｜向こう岸《むこうぎし》の灯《ひ》が<ruby>水面<rt>みなも</rt></ruby>に揺れる。";
const DOWN: &str = "二月二十日，他在日记里写道：“雨停了，可以出门。”——第12页到此为止……后面都是空白（也许他走了）。";
const KOREAN: &str = "줄 끝에서 낱말을 나누지 않고, 어절을 통째로 다음 줄로 내려보낸다. 한 줄보다 긴 어절만 글자 사이에서 자른다.";

const COMPARE_ZH: Capture = Capture {
    captured: include_str!("../../docs/typography/compare-zh.txt"),
    seed: include_str!("../../seeds/talks-blinken.txt"),
};
const COMPARE_JA: Capture = Capture {
    captured: include_str!("../../docs/typography/compare-ja.txt"),
    seed: include_str!("../../seeds/gyoto-kinsoku.txt"),
};

/// Samples of one text at one measure, each with its own values of settings.
struct Series {
    /// Name, title, language and panels beside each other, as of a plate.
    name: &'static str,
    title: &'static str,
    lang: Lang,
    across: usize,
    text: &'static str,
    measure: u16,
    shows: Shows,
    /// `name=value` of settings, parted by blanks; the label of the panel.
    variants: &'static [&'static str],
}

const SERIES: &[Series] = &[
    Series {
        name: "hang-zh",
        title: "Chinese marks at a line's end: off, half, full",
        lang: Lang::Hans,
        across: 3,
        text: HANG,
        measure: 26,
        shows: Shows::Nothing,
        variants: &["hang=off", "hang=half", "hang=full"],
    },
    Series {
        name: "hang-ja",
        title: "Japanese marks at a line's end: off and full",
        lang: Lang::Japanese,
        across: 2,
        text: HANG_JA,
        measure: 24,
        shows: Shows::Nothing,
        variants: &["hang=off", "hang=full"],
    },
    Series {
        name: "kinsoku-zh",
        title: "Four levels of strictness in Chinese",
        lang: Lang::Hans,
        across: 4,
        text: KINSOKU,
        measure: 20,
        shows: Shows::Faults,
        variants: &[
            "kinsoku=none",
            "kinsoku=basic",
            "kinsoku=gb",
            "kinsoku=strict",
        ],
    },
    Series {
        name: "kinsoku-ja",
        title: "Three levels of strictness in Japanese",
        lang: Lang::Japanese,
        across: 3,
        text: KINSOKU_JA,
        measure: 20,
        shows: Shows::Faults,
        variants: &["kinsoku=none", "kinsoku=basic", "kinsoku=strict"],
    },
    Series {
        name: "punctuation",
        title: "Marks flattened to ASCII, as they are and restored",
        lang: Lang::Hans,
        across: 2,
        text: FLAT,
        measure: 32,
        shows: Shows::Changes,
        variants: &["punctuation=as-is", "punctuation=auto"],
    },
    Series {
        name: "autospace",
        title: "Gaps between Han and Latin, without, with, and squeezed",
        lang: Lang::Hans,
        across: 3,
        text: MIXED,
        measure: 26,
        shows: Shows::Gaps,
        variants: &["autospace=off", "autospace=on"],
    },
    Series {
        name: "paragraphs",
        title: "Paragraphs by an indent or by a blank row",
        lang: Lang::Hans,
        across: 2,
        text: STORY,
        measure: 40,
        shows: Shows::Nothing,
        variants: &["paragraphs=indent", "paragraphs=blank"],
    },
    Series {
        name: "line-gap",
        title: "No row between lines, and one",
        lang: Lang::Hans,
        across: 2,
        text: MEASURE,
        measure: 32,
        shows: Shows::Nothing,
        variants: &["line-gap=0", "line-gap=1"],
    },
    Series {
        name: "ambiguous-width",
        title: "Curly quotes, dashes and ellipses: narrow, wide, safe",
        lang: Lang::Hans,
        across: 3,
        text: AMBIGUOUS,
        measure: 24,
        shows: Shows::Nothing,
        variants: &[
            "ambiguous-width=narrow",
            "ambiguous-width=wide",
            "ambiguous-width=safe",
        ],
    },
    Series {
        name: "text-lang",
        title: "A Korean text by Korean rules, and by Chinese ones",
        lang: Lang::Korean,
        across: 2,
        text: KOREAN,
        measure: 32,
        shows: Shows::Nothing,
        variants: &["text-lang=ko", "text-lang=zh-Hans"],
    },
    Series {
        name: "pinyin",
        title: "Pinyin above Chinese: tone marks, numbers, none, rare characters only",
        lang: Lang::Hans,
        across: 2,
        text: PINYIN,
        measure: 44,
        shows: Shows::Nothing,
        variants: &[
            "readings=on tones=marks",
            "readings=on tones=numbers",
            "readings=on tones=none",
            "readings=on readings-beyond=500",
        ],
    },
    Series {
        name: "kana",
        title: "Kana of the source: as written, and above the text",
        lang: Lang::Japanese,
        across: 2,
        text: KANA,
        measure: 36,
        shows: Shows::Nothing,
        variants: &["readings=off", "readings=on"],
    },
    Series {
        name: "vertical",
        title: "Columns from right to left, with and without vertical forms of marks",
        lang: Lang::Hans,
        across: 2,
        text: DOWN,
        measure: 14,
        shows: Shows::Nothing,
        variants: &[
            "direction=vertical vertical-forms=on",
            "direction=vertical vertical-forms=off",
        ],
    },
    Series {
        name: "script",
        title: "A text as written, as Taiwan and Hong Kong write it, and back in simplified characters",
        lang: Lang::Hant,
        across: 2,
        text: SCRIPT,
        measure: 40,
        shows: Shows::Changes,
        variants: &["script=as-is", "script=taiwan", "script=hong-kong"],
    },
];

/// The default look with some values; None where one is none.
fn look(values: &str) -> Option<Look> {
    // Nothing hangs unless that is the subject.
    let plain = Look::default().with("hang", "off")?;
    values
        .split_whitespace()
        .filter_map(|value| value.split_once('='))
        .try_fold(plain, |look, (name, value)| look.with(name, value))
}

impl Series {
    fn panel(&self, values: &str, lexicon: &Lexicon) -> Option<Panel> {
        let sample = Sample {
            text: self.text,
            measure: self.measure,
            look: look(values)?,
            shows: self.shows,
        };
        Some(panel(&values.replace('=', " "), &sample, lexicon))
    }

    fn plate(&self, lexicon: &Lexicon) -> Option<Plate> {
        let variants = self.variants.iter();
        let panels: Option<Vec<Panel>> = variants.map(|v| self.panel(v, lexicon)).collect();
        let mut panels = panels?;
        if self.text == SCRIPT {
            // And the way back.
            let back = Self {
                text: TRADITIONAL,
                ..*self
            };
            panels.push(back.panel("script=simplified", lexicon)?);
        }
        Some(Plate {
            name: self.name,
            title: self.title,
            lang: self.lang,
            across: self.across,
            panels,
        })
    }
}

/// A paragraph in other programs and in this one.
fn compared(
    name: &'static str,
    title: &'static str,
    lang: Lang,
    capture: Capture,
) -> Option<Plate> {
    Some(Plate {
        name,
        title,
        lang,
        across: 2,
        panels: compare::panels(capture)?,
    })
}

/// The same text at three measures.
fn measures(lexicon: &Lexicon) -> Option<Plate> {
    let look = look("")?;
    let labels = [
        (24, "24 columns"),
        (27, "27 columns: set in 26"),
        (36, "36 columns"),
    ];
    let panels = labels.map(|(measure, label)| {
        let sample = Sample {
            text: MEASURE,
            measure,
            look,
            shows: Shows::Nothing,
        };
        panel(label, &sample, lexicon)
    });
    Some(Plate {
        name: "measure",
        title: "A text at three measures; an odd one is rounded down to even",
        lang: Lang::Hans,
        across: 3,
        panels: panels.into(),
    })
}

/// All plates; None where the captured lines are not those of the seeds.
pub(crate) fn plates() -> Option<Vec<Plate>> {
    let lexicon = Lexicon::load(Part::Reader).with(Lexicon::load(Part::Converter));
    let mut plates = vec![
        compared(
            "compare-zh",
            "A Chinese paragraph in less, w3m, newsboat and yue; faults are red",
            Lang::Hans,
            COMPARE_ZH,
        )?,
        compared(
            "compare-ja",
            "A Japanese paragraph in less, w3m, newsboat and yue; faults are red",
            Lang::Japanese,
            COMPARE_JA,
        )?,
        measures(&lexicon)?,
    ];
    for series in SERIES {
        plates.push(series.plate(&lexicon)?);
    }
    Some(plates)
}
