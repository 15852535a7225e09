use super::super::words::Words;
use super::*;
use crate::text::clean::join;

struct Desk {
    words: Words,
    pinyin: Pinyin,
}

impl Desk {
    fn new() -> Self {
        Self {
            words: Words::load(),
            pinyin: Pinyin::load(),
        }
    }

    fn readings(&self, text: &str, style: Style) -> Vec<Reading> {
        self.pinyin.readings(&self.words, text, style)
    }

    fn styled(&self, text: &str, tones: Tones, beyond: u16) -> String {
        let readings = self.readings(text, Style { tones, beyond });
        let texts = readings.into_iter().map(|reading| reading.text);
        join(texts, " ").to_string()
    }

    fn read(&self, text: &str) -> String {
        self.styled(text, Tones::Marks, 0)
    }
}

/// Each pair: a text and its reading.
fn all_read(pairs: &[(&str, &str)]) {
    let desk = Desk::new();
    let wrong: Vec<String> = pairs
        .iter()
        .filter(|(text, reading)| desk.read(text) != *reading)
        .map(|(text, reading)| format!("{text}: {}, not {reading}", desk.read(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_word_decides() {
    all_read(&[
        ("银行", "yín háng"),
        ("行长", "háng zhǎng"),
        ("银行行长", "yín háng háng zhǎng"),
        ("行动", "xíng dòng"),
        ("重庆", "chóng qìng"),
        ("重要", "zhòng yào"),
        ("长江", "cháng jiāng"),
        ("成长", "chéng zhǎng"),
        ("音乐", "yīn yuè"),
        ("快乐", "kuài lè"),
        ("还是", "hái shì"),
        ("归还", "guī huán"),
        ("首都", "shǒu dū"),
        ("睡觉", "shuì jiào"),
        ("觉得", "jué de"),
        ("会计", "kuài jì"),
        ("会议", "huì yì"),
        ("越南", "yuè nán"),
        ("朝鲜", "cháo xiǎn"),
        ("朝阳", "cháo yáng"),
        ("美朝", "měi cháo"),
        ("中国", "zhōng guó"),
        ("俄罗斯", "é luó sī"),
        ("几内亚", "jī nèi yà"),
        ("校长", "xiào zhǎng"),
        ("因为", "yīn wèi"),
        ("成为", "chéng wéi"),
        ("目的", "mù dì"),
        ("了解", "liǎo jiě"),
        ("地方", "dì fāng"),
        ("旅行家", "lǚ xíng jiā"),
        ("开发型", "kāi fā xíng"),
        ("难民", "nàn mín"),
        ("变得", "biàn de"),
        ("跑得快", "pǎo de kuài"),
        ("受得了", "shòu de liǎo"),
        ("总得分", "zǒng dé fēn"),
        ("本行政区域", "běn xíng zhèng qū yù"),
    ]);
}

#[test]
fn longer_words_are_read_by_those_inside() {
    all_read(&[
        ("银行家", "yín háng jiā"),
        ("长江大桥", "cháng jiāng dà qiáo"),
        ("朝鲜半岛", "cháo xiǎn bàn dǎo"),
        ("中国人民银行", "zhōng guó rén mín yín háng"),
        ("孩子", "hái zi"),
        ("电子", "diàn zǐ"),
        ("原子弹", "yuán zǐ dàn"),
        ("点儿", "diǎn r"),
        ("女儿", "nǚ ér"),
    ]);
}

#[test]
fn single_words_have_their_ordinary_reading() {
    let ordinary = "的de 得de 了le 着zhe 还hái 都dōu 为wèi 和hé 长cháng 行xíng 重zhòng 会huì \
        说shuō 中zhōng 相xiāng 将jiāng 种zhǒng 当dāng 好hǎo 分fēn 量liàng 便biàn 给gěi 没méi \
        大dà 看kàn 只zhǐ 过guò 地de 与yǔ 更gèng 少shǎo 间jiān 教jiào 要yào 应yīng 正zhèng \
        发fā 子zǐ 不bù 一yī 上shàng 那nà 谁shéi";
    let desk = Desk::new();
    for pair in ordinary.split_whitespace() {
        let (ch, reading) = pair.split_at(pair.chars().next().map_or(0, char::len_utf8));
        assert_eq!(desk.read(ch), reading, "{ch}");
    }
}

#[test]
fn sentences_are_read_by_their_words() {
    all_read(&[
        (
            "我的银行行长还没还钱，觉得很重。",
            "wǒ de yín háng háng zhǎng hái méi huán qián jué de hěn zhòng",
        ),
        (
            "他的头发很长，音乐让人快乐地睡着了。",
            "tā de tóu fa hěn cháng yīn yuè ràng rén kuài lè de shuì zháo le",
        ),
        ("两只猫和三只狗", "liǎng zhī māo hé sān zhī gǒu"),
        (
            "双方将就双边关系交换意见",
            "shuāng fāng jiāng jiù shuāng biān guān xì jiāo huàn yì jiàn",
        ),
        ("长得很高，高兴地说", "zhǎng de hěn gāo gāo xìng de shuō"),
        ("不一定", "bù yī dìng"),
    ]);
}

#[test]
fn traditional_words_are_read_as_simplified_ones() {
    all_read(&[
        ("銀行行長", "yín háng háng zhǎng"),
        (
            "長江、重慶、音樂、睡覺、會計",
            "cháng jiāng chóng qìng yīn yuè shuì jiào kuài jì",
        ),
        ("頭髮", "tóu fa"),
        ("髮", "fà"),
        ("隻", "zhī"),
        ("為了成為", "wèi le chéng wéi"),
        ("乾淨", "gān jìng"),
        ("帶著著名的書", "dài zhe zhù míng de shū"),
        ("什麼時候", "shén me shí hou"),
    ]);
}

#[test]
fn tones_are_written_in_three_ways() {
    let desk = Desk::new();
    assert_eq!(
        desk.styled("女儿的绿银行", Tones::Numbers, 0),
        "nü3 er2 de lü4 yin2 hang2"
    );
    assert_eq!(
        desk.styled("女儿的绿银行", Tones::None, 0),
        "nü er de lü yin hang"
    );
    assert_eq!(desk.styled("略", Tones::Marks, 0), "lüè");
    let letters = CHARACTERS
        .lines()
        .filter_map(|line| line.split('\t').next());
    for syllable in letters.flat_map(|letters| letters.split(' ')) {
        let bare = written(syllable, Tones::None);
        let left: String = bare
            .chars()
            .filter(|c| !c.is_ascii() && !"üê".contains(*c))
            .collect();
        assert!(left.is_empty(), "{syllable}: {bare}");
    }
    for (syllable, numbers) in [
        ("m\u{300}", "m4"),
        ("ê\u{304}", "ê1"),
        ("ế", "ê2"),
        ("hǹg", "hng4"),
    ] {
        assert_eq!(written(syllable, Tones::Numbers), numbers);
    }
}

#[test]
fn the_commonest_characters_can_be_left_out() {
    let desk = Desk::new();
    let text = "我国访越南黎淮忠问";
    assert_eq!(
        desk.styled(text, Tones::Marks, 0),
        "wǒ guó fǎng yuè nán lí huái zhōng wèn"
    );
    assert_eq!(desk.styled(text, Tones::Marks, 500), "fǎng lí huái zhōng");
    assert_eq!(desk.styled(text, Tones::Marks, 2000), "lí huái zhōng");
    assert_eq!(
        desk.styled("這個時候", Tones::Marks, 500),
        "",
        "by the simplified form"
    );
    assert_eq!(desk.pinyin.ranks.len(), 2000);
}

#[test]
fn a_reading_stands_over_its_character() {
    let desk = Desk::new();
    let text = "a银\u{E0100}行，ひ国";
    let over: Vec<(&str, Clean)> = desk
        .readings(text, Style::default())
        .into_iter()
        .map(|reading| (text.get(reading.start..reading.end).unwrap(), reading.text))
        .collect();
    let expected = [("银\u{E0100}", "yín"), ("行", "xíng"), ("国", "guó")];
    assert_eq!(over, expected.map(|(text, reading)| (text, reading.into())));
}

#[test]
fn any_text_is_read_in_order_and_on_characters() {
    let desk = Desk::new();
    let all: String = ('\0'..='\u{FFFF}')
        .chain('\u{1F000}'..='\u{323AF}')
        .collect();
    let texts = [
        String::new(),
        format!("长{}", "\u{301}".repeat(50_000)),
        "行长".repeat(50_000),
        "长".repeat(100_000),
        "a长".repeat(50_000),
        "👨‍👩‍👧行\u{FE0F}\u{200D}长".repeat(1000),
        all.chars().rev().collect(),
        all,
    ];
    for text in &texts {
        let mut last = 0;
        for reading in desk.readings(text, Style::default()) {
            assert!(last <= reading.start && reading.start < reading.end);
            let read = text
                .get(reading.start..reading.end)
                .and_then(|over| over.chars().next());
            assert!(read.is_some_and(class::is_han), "{reading:?}");
            assert!(!reading.text.is_empty());
            last = reading.end;
        }
    }
    assert_eq!(desk.readings(&texts[3], Style::default()).len(), 100_000);
}

#[test]
fn tables_are_whole() {
    let pinyin = Pinyin::load();
    assert!(pinyin.sounds.len() > 25_000);
    for (word, syllables) in &pinyin.phrases {
        assert_eq!(word.chars().count(), syllables.split(' ').count(), "{word}");
    }
    // Ten have no Chinese reading: Japanese units of measure and the like.
    let missing = ('一'..='龥').filter(|c| !pinyin.sounds.contains_key(c));
    assert_eq!(missing.count(), 10);
}
