//! From an article to rows: what is on the page, line by line, lazily.
//!
//! A [`Page`] is the list of segments to be shown (independent of widths), a
//! [`Sheet`] is that page set at one measure, laid out where it is looked at.

mod build;
mod cut;
mod fold;
mod page;
mod place;
mod search;
mod sheet;
mod typography;

pub use page::{Link, LinkTarget, Page, Part, SEGMENT_BYTES, Segment, View};
pub use place::Place;
pub use search::find;
pub use sheet::{Sheet, segment_lines, starts};
pub use typography::Typography;
