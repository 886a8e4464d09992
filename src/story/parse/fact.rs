//! The facts of a place or a leg.

use super::super::{Fact, ProblemKind as Kind, Standing};
use super::media::media;
use super::report::Report;
use super::value::{
    Ids, Object, date, each_object, given, id, names_sources, need_text, sources, text, word,
};

// Words and their meanings, in the same order.
const STANDING_WORDS: [&str; 3] = ["reported", "corrected", "context"];
const STANDINGS: [Standing; 3] = [Standing::Reported, Standing::Corrected, Standing::Context];

/// Reads the list at `facts`. `ids` are the ids of all facts that have been read before.
pub(super) fn facts(
    properties: &Object,
    known_sources: &Ids,
    ids: &mut Ids,
    report: &mut Report,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    each_object(properties, "facts", report, &mut |_, fact, report| {
        let id = id(fact, "id", report);
        if let Some(id) = &id {
            ids.add(id, None, report);
        }
        let text_ = need_text(fact, "text", report);
        if given(fact, "date").is_none() {
            report.push_missing("date", "a date such as 2024-06-11, 2024-06 or 2024");
        }
        let date = date(fact, "date", report).unwrap_or_default();
        let standing = word(fact, "standing", &STANDING_WORDS, 0, report);
        let sources = sources(fact, known_sources, report);
        if !names_sources(fact) {
            let expected = "a list of at least one source's id";
            report.push_at("sources", Kind::NoSource, None, expected);
        }
        let note = text(fact, "note", report);
        let copy = text(fact, "copy", report);
        let media = media(fact, report);
        let standing = STANDINGS.get(standing).copied().unwrap_or(Standing::Reported);
        facts.push(Fact { id, text: text_, date, standing, sources, note, copy, media });
    });
    facts
}
