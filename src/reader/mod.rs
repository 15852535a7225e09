//! From an article to rows: what is on the page, line by line, lazily.
//!
//! A [`Page`] is the list of segments to be shown (independent of widths), a
//! [`Sheet`] is that page set at one measure, laid out where it is looked at.

mod build;
mod code;
mod cut;
mod fold;
mod layout;
mod length;
mod page;
mod place;
mod ruby;
mod search;
mod sheet;
mod typography;

pub use code::Fence;
pub use layout::{Block, Laid, lay_out, shown, written};
pub use page::{Link, LinkTarget, Page, Part, SEGMENT_BYTES, Segment, View};
pub use place::Place;
pub use search::{Matcher, find};
pub use sheet::{Sheet, segment_layout, starts};
pub use typography::Typography;
