//! Headlines for benchmarks: deterministic, mostly distinct, in Chinese, Japanese,
//! Korean, Vietnamese and English, put together from word lists.

/// The Chinese headlines say 越南 in seven of ten, as those of one agency do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mix {
    /// 60 % Chinese, 15 % Japanese, 15 % Korean, 10 % Latin.
    Mixed,
    /// Every headline holds 越南: a query for it matches all.
    Crowded,
}

const PLACES: &[&str] = &[
    "河内",
    "岘港",
    "胡志明市",
    "芹苴",
    "海防",
    "顺化",
    "北京",
    "东京",
    "首尔",
    "万象",
    "金边",
    "曼谷",
    "新加坡",
    "堪培拉",
    "莫斯科",
    "柏林",
    "巴黎",
    "日内瓦",
    "开罗",
    "内罗毕",
    "圣地亚哥",
    "渥太华",
];
const WHO: &[&str] = &[
    "外交部副部长",
    "国家主席",
    "政府总理",
    "农业代表团",
    "青年志愿者",
    "气象部门",
    "渔民合作社",
    "中小企业",
    "大学生",
    "卫生部门",
    "铁路公司",
    "博物馆",
    "国际专家",
    "证券交易所",
    "海关总局",
    "摄影家协会",
    "女排国家队",
    "咖啡出口商",
    "科技园区",
    "边境省份",
    "世界银行",
    "图书出版社",
];
const DOES: &[&str] = &[
    "会见", "启动", "签署", "公布", "推动", "考察", "举办", "恢复", "扩大", "讨论", "支持", "警告",
    "庆祝", "完成", "暂停", "研究", "出席", "呼吁", "加快", "赢得",
];
const WHAT: &[&str] = &[
    "双边贸易协定",
    "高速铁路项目",
    "台风应对计划",
    "水稻新品种",
    "人工智能合作",
    "文化遗产展览",
    "数字化转型论坛",
    "可再生能源基金",
    "边境口岸通关",
    "疫苗接种活动",
    "青年足球赛",
    "咖啡出口增长",
    "外资企业座谈会",
    "海洋保护倡议",
    "春节旅游线路",
    "半导体人才培训",
    "地铁三号线",
    "和平对话会议",
    "水产品检疫标准",
    "古城修缮工程",
    "绿色债券",
    "无人机表演",
    "汉字书法大会",
    "跨境电子商务",
];
const TAIL: &[&str] = &[
    "取得积极进展",
    "受到广泛关注",
    "创历史新高",
    "面临新挑战",
    "将于下月举行",
    "吸引数千人参加",
    "带来新机遇",
    "引发热议",
    "有望年内完成",
    "获国际认可",
    "成为亮点",
    "进入第二阶段",
];
const JA: [&[&str]; 4] = [
    &[
        "ハノイで",
        "東京の",
        "大阪湾の",
        "政府、",
        "気象庁、",
        "研究チームが",
        "日越の",
        "地方都市で",
    ],
    &[
        "新しい",
        "大規模な",
        "来年度の",
        "初の",
        "省エネ",
        "デジタル",
        "伝統",
        "高校生の",
    ],
    &[
        "貿易協定",
        "鉄道計画",
        "台風対策",
        "稲の品種",
        "文化遺産",
        "サッカー大会",
        "書道展",
        "港の工事",
        "観光キャンペーン",
    ],
    &[
        "を発表",
        "が始まる",
        "に参加へ",
        "を視察",
        "で合意",
        "が過去最高",
        "を見直し",
        "に注目集まる",
    ],
];
const KO: [&[&str]; 4] = [
    &[
        "하노이에서",
        "서울시,",
        "정부는",
        "기상청,",
        "연구진이",
        "한국과 베트남,",
        "지방 도시들이",
        "부산항",
    ],
    &[
        "새로운",
        "대규모",
        "내년",
        "첫",
        "친환경",
        "디지털",
        "전통",
        "청소년",
    ],
    &[
        "무역 협정",
        "철도 계획",
        "태풍 대책",
        "벼 품종",
        "문화유산",
        "축구 대회",
        "서예 전시",
        "항만 공사",
    ],
    &[
        "발표",
        "시작된다",
        "참가하기로",
        "점검",
        "합의",
        "사상 최고",
        "재검토",
        "관심 모아",
    ],
];
const LATIN: [&[&str]; 4] = [
    &[
        "Hà Nội",
        "Đà Nẵng",
        "Huế",
        "Seoul",
        "Tokyo",
        "Geneva",
        "Cần Thơ",
        "Mekong provinces",
        "Cafés in Hội An",
    ],
    &[
        "khởi động",
        "mở rộng",
        "announces",
        "reviews",
        "hosts",
        "đón",
        "prepares",
        "celebrates",
    ],
    &[
        "dự án đường sắt",
        "hội chợ cà phê",
        "rice exports",
        "a railway plan",
        "lễ hội mùa xuân",
        "typhoon drills",
        "the AI forum",
    ],
    &[
        "trong năm nay",
        "next month",
        "after long talks",
        "lần thứ hai",
        "with record crowds",
        "tại biên giới",
    ],
];

/// A small generator of numbers (xorshift64*), the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize) % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// `count` headlines, the same for the same arguments.
pub(crate) fn headlines(count: usize, mix: Mix) -> Vec<String> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    (0..count).map(|_| headline(&mut numbers, mix)).collect()
}

fn headline(numbers: &mut Numbers, mix: Mix) -> String {
    let language = if mix == Mix::Crowded {
        0
    } else {
        numbers.below(20)
    };
    match language {
        0..=11 => chinese(numbers, mix),
        12..=14 => parts(numbers, &JA, ""),
        15..=17 => parts(numbers, &KO, " "),
        _ => parts(numbers, &LATIN, " "),
    }
}

fn chinese(numbers: &mut Numbers, mix: Mix) -> String {
    let vietnam = if mix == Mix::Crowded || numbers.below(10) < 7 {
        "越南"
    } else {
        ""
    };
    let (place, who, does) = (numbers.pick(PLACES), numbers.pick(WHO), numbers.pick(DOES));
    let (what, tail) = (numbers.pick(WHAT), numbers.pick(TAIL));
    match numbers.below(5) {
        0 => format!("{vietnam}{who}在{place}{does}{what}"),
        1 => format!("{place}：{who}{does}{vietnam}{what}，{tail}"),
        2 => format!("{does}{what}：{vietnam}{place}{who}{tail}"),
        3 => format!("{who}{does}第{}届{vietnam}{what}", numbers.below(90) + 2),
        _ => format!(
            "{}年{place}{what}{tail}，{vietnam}{who}{does}",
            1990 + numbers.below(40)
        ),
    }
}

fn parts(numbers: &mut Numbers, lists: &[&[&str]; 4], between: &str) -> String {
    let words: Vec<&str> = lists.iter().map(|list| numbers.pick(list)).collect();
    format!("{} {}", words.join(between), numbers.below(10_000))
}
