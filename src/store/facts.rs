//! What is known of rows beside their headlines: who says it, where, and when.
//!
//! Invariant: a column is empty where no row of the chunk has anything in it, else it
//! has one entry a row.

use std::collections::HashMap;

use crate::text::Clean;

/// What is known of one row; empty texts say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFacts {
    /// Who published it, where the record says so.
    pub source: Clean<Box<str>>,
    pub agency: Clean<Box<str>>,
    pub place: Clean<Box<str>>,
    /// The article's own date: days since 1970-01-01.
    pub day: Option<i32>,
}

/// No day.
const NEVER: i32 = i32::MIN;

/// Texts of few kinds, each kept once.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    known: Vec<Clean<Box<str>>>,
    /// By row: one more than the number of the text; 0: none.
    rows: Vec<u16>,
}

impl Names {
    fn get(&self, index: usize) -> Clean<&str> {
        let number = self.rows.get(index).copied().unwrap_or_default();
        let at = (number as usize).checked_sub(1);
        at.and_then(|at| self.known.get(at))
            .map(Clean::view)
            .unwrap_or_default()
    }
}

/// The facts of a chunk's rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    sources: Names,
    agencies: Names,
    places: Names,
    days: Vec<i32>,
}

impl Facts {
    /// Who published row `index`; empty where nothing says so.
    pub fn source(&self, index: usize) -> Clean<&str> {
        self.sources.get(index)
    }

    /// The news agency of row `index`.
    pub fn agency(&self, index: usize) -> Clean<&str> {
        self.agencies.get(index)
    }

    /// The place of its dateline.
    pub fn place(&self, index: usize) -> Clean<&str> {
        self.places.get(index)
    }

    /// Its own date, in days since 1970-01-01.
    pub fn day(&self, index: usize) -> Option<i32> {
        self.days.get(index).copied().filter(|day| *day != NEVER)
    }

    /// All of row `index`.
    pub fn row(&self, index: usize) -> RowFacts {
        RowFacts {
            source: self.source(index).into(),
            agency: self.agency(index).into(),
            place: self.place(index).into(),
            day: self.day(index),
        }
    }
}

/// Collects a column of texts.
#[derive(Debug, Default)]
struct NamesBuilder {
    names: Names,
    numbers: HashMap<Box<str>, u16>,
}

impl NamesBuilder {
    fn push(&mut self, row: u32, name: Clean<&str>) {
        if name.is_empty() && self.names.rows.is_empty() {
            return;
        }
        self.names.rows.resize(row as usize, 0);
        let number = match self.numbers.get(name.as_str()) {
            _ if name.is_empty() => 0,
            Some(number) => *number,
            None => {
                self.names.known.push(name.into());
                let number = self.names.known.len() as u16;
                self.numbers.insert(name.as_str().into(), number);
                number
            }
        };
        self.names.rows.push(number);
    }

    fn finish(mut self, rows: usize) -> Names {
        if !self.names.rows.is_empty() {
            self.names.rows.resize(rows, 0);
            self.names.rows.shrink_to_fit();
        }
        self.names
    }
}

/// Collects the facts of rows.
#[derive(Debug, Default)]
pub(super) struct FactsBuilder {
    sources: NamesBuilder,
    agencies: NamesBuilder,
    places: NamesBuilder,
    days: Vec<i32>,
}

impl FactsBuilder {
    /// Adds the facts of the next row, whose number is `row`.
    pub(super) fn push(&mut self, row: u32, facts: &RowFacts) {
        self.sources.push(row, facts.source.view());
        self.agencies.push(row, facts.agency.view());
        self.places.push(row, facts.place.view());
        if facts.day.is_some() || !self.days.is_empty() {
            self.days.resize(row as usize, NEVER);
            self.days.push(facts.day.unwrap_or(NEVER));
        }
    }

    /// The facts of all `rows`.
    pub(super) fn finish(mut self, rows: usize) -> Facts {
        if !self.days.is_empty() {
            self.days.resize(rows, NEVER);
            self.days.shrink_to_fit();
        }
        Facts {
            sources: self.sources.finish(rows),
            agencies: self.agencies.finish(rows),
            places: self.places.finish(rows),
            days: self.days,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_late_leaves_the_rows_before_without() {
        let mut builder = FactsBuilder::default();
        let said = RowFacts {
            agency: "越通社".into(),
            day: Some(3),
            ..RowFacts::default()
        };
        for (row, facts) in [RowFacts::default(), said.clone(), RowFacts::default()]
            .iter()
            .enumerate()
        {
            builder.push(row as u32, facts);
        }
        let facts = builder.finish(3);
        let rows: Vec<_> = (0..3).map(|row| facts.row(row)).collect();
        assert_eq!(rows, [RowFacts::default(), said, RowFacts::default()]);
        assert!(facts.places.rows.is_empty());
    }
}
