//! What is typed into the finder. Queries that follow each other begin differently,
//! so that none narrows the one before.

/// Pinyin: whole syllables, initials, unfinished syllables, and mixed with Han.
pub(crate) const PINYIN: [&str; 40] = [
    "meichao",
    "gaosutielu",
    "yuenan",
    "waijiaobu",
    "henei",
    "shengwuduoyangxing",
    "rengongzhineng",
    "dunhuang",
    "banmaquan",
    "weiqi",
    "gstl",
    "mc",
    "wjb",
    "rgzn",
    "hjsm",
    "zqjy",
    "lsxg",
    "swdyx",
    "yn",
    "xnyqc",
    "meich",
    "gaosut",
    "renmin",
    "hufu",
    "quan",
    "zhongguo",
    "bei",
    "shouer",
    "lvyou",
    "xian",
    "美chao",
    "g速tl",
    "河nei",
    "外jb",
    "yue南 henei",
    "mc huiwu",
    "dx mls",
    "wjb fyr",
    "tq yubao",
    "'gaosu",
];

/// Han, kana, Hangul, Latin, and several of them.
pub(crate) const PLAIN: [&str; 15] = [
    "越南",
    "美朝",
    "高速铁路",
    "外交部发言人",
    "的",
    "e",
    "railway",
    "ハノイ",
    "서울",
    "2018年",
    "越南 河内",
    "鐵路",
    "Hà Nội",
    "论坛 青年",
    "^美朝 !河内",
];

/// Romaji, choseong, and the keys of a Korean keyboard.
pub(crate) const KEYS: [&str; 6] = ["toukyou", "hanoi", "shinkansen", "ㅂㅌㄴ", "대토", "tjdnf"];

/// A query, and one key more.
pub(crate) const LONGER: [(&str, &str); 8] = [
    ("越", "南"),
    ("m", "c"),
    ("gst", "l"),
    ("meic", "h"),
    ("yuena", "n"),
    ("y", "n"),
    ("rai", "l"),
    ("越南 河", "内"),
];

/// Letter after letter of a headline.
pub(crate) const TYPED: &str = "gaosutielu";

/// What is looked for in whole articles: often, seldom, and in one alone.
pub(crate) const FULL_TEXT: [&str; 5] = [
    "越南",
    "高速铁路",
    "甲骨文研究 敦煌",
    "档案第77号",
    "没有这样的话",
];
