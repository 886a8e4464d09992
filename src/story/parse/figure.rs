//! The figures of a collection: rows of numbers.

use super::super::{Figure, FigureValue, ProblemKind as Kind};
use super::report::Report;
use super::value::{
    Ids, Object, each_object, given, names_sources, need_id, need_text, number, sources, text,
};

/// The greatest number that a figure may have: the greatest whole number that JSON keeps exactly.
const MOST: f64 = 9_007_199_254_740_991.0;

/// Reads the list at `figures` into `out`. Returns the ids of the figures.
pub(super) fn figures(
    members: &Object,
    known_sources: &Ids,
    out: &mut Vec<Figure>,
    report: &mut Report,
) -> Ids {
    let mut ids = Ids::default();
    each_object(members, "figures", report, &mut |i, figure, report| {
        let id = need_id(figure, "id", report);
        if let Some(id) = &id {
            ids.add(id, Some(i), report);
        }
        let title = need_text(figure, "title", report);
        let values = values(figure, known_sources, report);
        out.push(Figure { id: id.unwrap_or_default(), title, values });
    });
    ids
}

fn values(figure: &Object, known_sources: &Ids, report: &mut Report) -> Vec<FigureValue> {
    let expected = "a list of at least one object with label, value and sources";
    match given(figure, "values") {
        None => report.push_missing("values", expected),
        Some(list) if list.as_array().is_some_and(Vec::is_empty) => {
            report.push_at("values", Kind::Empty, Some(list), expected);
        }
        Some(_) => {}
    }
    let mut out = Vec::new();
    each_object(figure, "values", report, &mut |_, item, report| {
        let label = need_text(item, "label", report);
        let expected = "a number from 0 to 9007199254740991";
        if given(item, "value").is_none() {
            report.push_missing("value", expected);
        }
        let value = number(item, "value", (0.0, MOST), expected, report);
        let sources = sources(item, known_sources, report);
        if !names_sources(item) {
            let expected = "a list of at least one source's id";
            report.push_at("sources", Kind::NoSource, None, expected);
        }
        let note = text(item, "note", report);
        out.push(FigureValue { label, value: value.unwrap_or_default(), sources, note });
    });
    out
}
