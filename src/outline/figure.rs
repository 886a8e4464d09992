//! The story's numbers, for small charts.

use super::card::{CardSource, card_sources};
use crate::story::Story;
use crate::words::{Reader, Words};
use serde::Serialize;

/// A row of numbers that count the same thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineFigure<'a> {
    /// Its id.
    pub id: &'a str,
    /// What the numbers count.
    pub title: Words<'a>,
    /// The numbers, in order.
    pub values: Vec<OutlineValue<'a>>,
}

/// One of these numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutlineValue<'a> {
    /// What it is the number of, such as a year.
    pub label: Words<'a>,
    /// The number, 0 or greater.
    pub value: f64,
    /// More about the number; may be empty.
    pub note: Words<'a>,
    /// The sources that say so.
    pub sources: Vec<CardSource<'a>>,
}

/// The figures of a story.
pub(super) fn figures(story: &Story, reader: Reader) -> Vec<OutlineFigure<'_>> {
    let figures = story.figures.iter().map(|figure| OutlineFigure {
        id: &figure.id,
        title: reader.words(&figure.title),
        values: figure
            .values
            .iter()
            .map(|value| OutlineValue {
                label: reader.words(&value.label),
                value: value.value,
                note: reader.some_words(value.note.as_ref()),
                sources: card_sources(story, &value.sources, reader),
            })
            .collect(),
    });
    figures.collect()
}
