//! The links of a page: related items by number, cross-references, and the
//! part that they are folded away in.
//!
//! Invariant: a link that is chosen is unfolded and in sight.

use super::Reader;
use crate::reader::{Link, LinkTarget, Place};

impl Reader {
    /// Chooses link `index` and brings it into sight.
    pub fn choose_link(&mut self, index: usize, height: usize) {
        let Some(link) = self.sheet.page.links.get(index) else {
            return;
        };
        let segment = link.segment;
        self.related_open |= segment >= self.shown();
        self.link = Some(index);
        let row = self.sheet.height(segment).saturating_sub(1);
        self.bring(Place { segment, row }, height);
    }

    /// The link of related item `number`, from 1.
    pub fn related_link(&self, number: usize) -> Option<usize> {
        let related = |link: &(usize, &Link)| link.1.target == LinkTarget::Related;
        let mut links = self.sheet.page.links.iter().enumerate().filter(related);
        links.nth(number.checked_sub(1)?).map(|(at, _)| at)
    }

    /// All links in the order that they are stepped through: the related items,
    /// then the cross-references in the body.
    pub fn links_in_turn(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.sheet.page.links.len()).collect();
        let body = |at: &usize| {
            let link = self.sheet.page.links.get(*at);
            link.is_some_and(|link| link.target == LinkTarget::CrossReference)
        };
        order.sort_by_key(body);
        order
    }

    /// Unfolds or folds the related items where their heading was pressed.
    pub fn unfold_at(&mut self, place: Place) {
        if self.sheet.page.related_at == Some(place.segment) {
            self.related_open = !self.related_open;
        }
    }

    /// The link whose segment is `segment`.
    pub fn link_at(&self, segment: usize) -> Option<usize> {
        let link = self.sheet.page.segments.get(segment)?.link?;
        Some(link as usize)
    }
}
