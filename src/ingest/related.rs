//! The related part: blocks grouped into items of caption, headline and lead,
//! of which caption and lead may be missing.
//!
//! End marks, credits and repeated headlines make each role more or less likely
//! for each block; the grouping with the least total cost wins (dynamic
//! programming, linear in the number of blocks). Lengths only break ties.

use super::agency::Names;
use super::credit;
use super::lines::Lines;
use super::marks::{End, end, longer_than, same};

/// One item: line numbers. Without a headline it is a caption left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) caption: Option<usize>,
    pub(super) headline: Option<usize>,
    pub(super) lead: Option<usize>,
}

/// How unlikely a block is in each role; 0 is certain.
#[derive(Clone, Copy)]
struct Costs {
    caption: u32,
    headline: u32,
    lead: u32,
}

/// The shapes an item has: caption, headline, lead present; and the cost of
/// what is missing. A headline on its own before an item without caption costs
/// 14 + 10, two headlines on their own 28.
const SHAPES: [(bool, bool, bool, u32); 5] = [
    (true, true, true, 0),
    (true, true, false, 10),
    (false, true, true, 10),
    (false, true, false, 14),
    (true, false, false, 45),
];

/// What a caption costs that neither has a credit nor repeats the headline:
/// where nearly all items have captions it is a caption, else a headline on
/// its own, before the same headline and lead.
const UNPROVEN: [u32; 2] = [20, 27];

/// Groups the lines from `from` on; `names` are those of agencies.
pub(super) fn items(lines: &Lines<'_>, from: usize, names: &Names<'_>) -> Vec<Item> {
    let mut costs: Vec<Costs> = (from..lines.len())
        .map(|i| costs(lines, i, names))
        .collect();
    let leads = costs.iter().filter(|c| c.lead == 0).count();
    let proven = costs.iter().filter(|c| c.caption < 10).count();
    let [usual, rare] = UNPROVEN;
    let unproven = if (proven + 1) * 4 >= leads * 3 && proven > 0 {
        usual
    } else {
        rare
    };
    for costs in &mut costs {
        costs.caption += if costs.caption < 10 { 0 } else { unproven - 10 };
    }
    let mut best: Vec<(u32, usize)> = Vec::with_capacity(costs.len() + 1);
    best.push((0, 0));
    for end in 1..=costs.len() {
        let choice = SHAPES.iter().enumerate().filter_map(|(shape, _)| {
            let start = end.checked_sub(size(shape))?;
            let (before, _) = best.get(start)?;
            Some((
                before.saturating_add(cost(shape, costs.get(start..end)?)),
                shape,
            ))
        });
        best.push(choice.min().unwrap_or((u32::MAX, 0)));
    }
    let mut found = Vec::new();
    let mut end = costs.len();
    while let Some((_, shape)) = best.get(end).filter(|_| end > 0) {
        end = end.saturating_sub(size(*shape));
        found.push(item(*shape, from + end));
    }
    found.reverse();
    found
}

fn size(shape: usize) -> usize {
    SHAPES.get(shape).map_or(1, |(c, h, l, _)| {
        usize::from(*c) + usize::from(*h) + usize::from(*l)
    })
}

/// What `blocks` cost in that shape.
fn cost(shape: usize, blocks: &[Costs]) -> u32 {
    let Some((caption, headline, lead, missing)) = SHAPES.get(shape) else {
        return u32::MAX;
    };
    let mut blocks = blocks.iter();
    let mut total = *missing;
    if *caption {
        total += blocks.next().map_or(0, |b| b.caption);
    }
    if *headline {
        total += blocks.next().map_or(0, |b| b.headline);
    }
    if *lead {
        total += blocks.next().map_or(0, |b| b.lead);
    }
    total
}

fn item(shape: usize, start: usize) -> Item {
    let (caption, headline, lead, _) = SHAPES.get(shape).copied().unwrap_or_default();
    let mut next = start;
    let mut take = |present: bool| {
        let at = next;
        next += usize::from(present);
        present.then_some(at)
    };
    Item {
        caption: take(caption),
        headline: take(headline),
        lead: take(lead),
    }
}

fn costs(lines: &Lines<'_>, index: usize, names: &Names<'_>) -> Costs {
    let text = lines.get(index);
    let copied = !longer_than(text, 300) && same(text, lines.get(index + 1));
    let credited = credit::find(text, names).map(|credit| credit.sure);
    let end = end(text);
    let long = longer_than(text, 58);
    let caption = match (copied, credited) {
        (true, _) | (_, Some(true)) => 0,
        (_, Some(false)) => 3,
        _ if longer_than(text, 120) => 18,
        _ if end == End::Full => 14,
        _ => 10,
    };
    let headline = match (credited, end) {
        (Some(true), _) => 60,
        (Some(false), _) => 20,
        (None, End::Full) if long => 45,
        (None, End::Full) => 30,
        (None, End::Half) if long => 20,
        (None, End::Half) => 2,
        (None, End::Open) => u32::from(longer_than(text, 80)) * 6,
    };
    let lead = match end {
        _ if credited == Some(true) => 40,
        End::Full => u32::from(!longer_than(text, 24)) * 20,
        End::Half if long => 2,
        End::Half => 15,
        End::Open if text.contains('。') => 10,
        End::Open if long => 16,
        End::Open => 30,
    };
    Costs {
        caption,
        headline,
        lead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `want`: one letter a block (c, h, l), items parted by blanks.
    #[track_caller]
    fn check(blocks: &[&str], want: &str) {
        let text = blocks.join("\n\n");
        let shape = |item: &Item| {
            [(item.caption, 'c'), (item.headline, 'h'), (item.lead, 'l')]
                .iter()
                .filter_map(|(at, letter)| at.map(|_| *letter))
                .collect::<String>()
        };
        let found: Vec<String> = items(&Lines::of(&text), 0, &Names::default())
            .iter()
            .map(shape)
            .collect();
        assert_eq!(found.join(" "), want, "{blocks:?}");
    }

    const C: &str = "渔民在岸边修船。图自越通社";
    const N: &str = "渔民在岸边修船";
    const H: &str = "南岸渔港扩建工程本周开工";
    const L: &str = "南岸渔港的扩建工程本周一正式开工,工程计划在两年之内完成,届时可以停泊三百条渔船,\
                     比现在的渔港多出一倍,冷库也将同时投入使用。";

    #[test]
    fn whole_items() {
        check(&[C, H, L, C, H, L], "chl chl");
        check(&[H, H, L, C, H, L], "chl chl");
        check(&["图自越通社", H, L], "chl");
        check(&["渔民合影 图自越通社", H, L], "chl");
        check(&["左为船长。图自越通社 右为大副", H, L], "chl");
    }

    #[test]
    fn items_with_a_piece_missing() {
        check(&[H, L, C, H, L], "hl chl");
        check(&[C, H, C, H, L], "ch chl");
        check(&[C, H, H, L], "ch hl");
        check(&[C, H, L, H, L], "chl hl");
        check(&[C, H, L, C, H], "chl ch");
        check(&[C, H, L, H], "chl h");
        check(&[H, "北岸也开工", "东岸跟进"], "h h h");
        check(&[], "");
    }

    #[test]
    fn captions_without_credit() {
        check(&[N, H, L], "h hl");
        check(&[H, H, L, N, H, L, H, L, H, L], "chl h hl hl hl");
        check(&[C, H, L, N, H, L, C, H, L], "chl chl chl");
        check(&[C, H, L, "渔民在岸边修船。", H, L], "chl chl");
        check(&[C, H, L, H, "渔民在岸边修船。", H, L], "chl h chl");
        check(&[C, H, "渔港开工。", C, H, L], "chl chl");
        check(&[C, H, L, C, H, N, H, L], "chl ch chl");
    }

    #[test]
    fn headlines_with_half_an_end_mark() {
        check(&[C, "渔港扩建,谁来“买单”", L], "chl");
        check(&[C, "渔港扩建,钱从哪里来?", L], "chl");
        check(
            &[
                C,
                H,
                "船长说:“我在这里修了四十年船,从来没有见过这么大的渔港,\
                       也没有想到有一天三百条船能一起停在这里,连冷库都有了”",
            ],
            "chl",
        );
    }

    #[test]
    fn a_caption_at_the_end_is_left_over() {
        check(&[C, H, L, C], "chl c");
    }
}
