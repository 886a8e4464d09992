//! GeoJSON text to a [`Story`], or every problem at once.

use self::collection::Collection;
use self::feature::Against;
use self::read::Features;
use self::report::Report;
use self::value::{Ids, Object};
use super::{Chapter, Inset, Place, PlaceIx, Problem, ProblemKind, Rank, Source, Story};
mod collection;
mod feature;
mod geometry;
mod json;
mod read;
mod report;
mod value;

/// Most features a story may have.
pub const MAX_FEATURES: usize = 200_000;

/// Most positions its geometries may have in all.
pub const MAX_POSITIONS: usize = 500_000;

/// Longest story text in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// A story from GeoJSON text.
///
/// # Errors
/// Every problem found, never an empty list: first those of the collection as a whole, then feature
/// by feature. Of one line or ring only the first bad position is told, and after 100 problems only
/// how many more there are.
pub fn parse(text: &str) -> Result<Story, Vec<Problem>> {
    let mut report = Report::default();
    let story = read(text, &mut report);
    let problems = report.into_problems();
    if problems.is_empty() { Ok(story.unwrap_or_default()) } else { Err(problems) }
}

fn read(text: &str, report: &mut Report) -> Option<Story> {
    if text.len() > MAX_BYTES {
        too_big(text.len(), MAX_BYTES, " bytes", report);
        return None;
    }
    let Collection { members, bbox, features } = collection::read(text, report)?;
    // Counted before anything is built, so that a million features cost no memory.
    let counts = [
        (features.starts.len(), MAX_FEATURES, " features"),
        (features.positions, MAX_POSITIONS, " positions"),
    ];
    for (count, most, what) in counts {
        if count > most {
            too_big(count, most, what, report);
            return None;
        }
    }
    let mut story = Story {
        title: value::text(&members, "title", report).unwrap_or_default(),
        summary: value::text(&members, "summary", report).unwrap_or_default(),
        as_of: value::text(&members, "asOf", report),
        ..Story::default()
    };
    if let Some(inset) = value::given(&members, "inset") {
        report.enter_key("inset");
        story.inset = inset_of(inset, report);
        report.pop();
    }
    let source_ids = sources(&members, &mut story, report);
    report.enter_key("features");
    let against = Against { sources: &source_ids, bbox: bbox.as_deref() };
    let (mut ids, mut places) = (Ids::default(), 0);
    // Legs name places, perhaps some that stand behind them.
    let mut legs = Vec::new();
    for (i, start) in features.starts.iter().enumerate() {
        report.enter_index(i);
        let value = match Features::value(text, *start) {
            Ok(value) => value,
            Err(error) => {
                // What is no JSON is no story either.
                *report = Report::default();
                collection::not_json(error, report);
                return None;
            }
        };
        let (feature, refused) = collection::feature(value, report);
        let id = feature::id(&feature, i, report);
        let is_leg = feature::is_leg(&feature);
        ids.claim(&id, if is_leg { None } else { Some(places) }, report);
        places += usize::from(!is_leg);
        if refused && feature.properties.is_none() {
            // Nothing is left to read, and what is wrong was told.
        } else if is_leg {
            legs.push((i, feature, id, refused));
        } else {
            story.places.extend(feature::place(&feature, id, refused, &against, report));
        }
        report.pop();
    }
    for (i, feature, id, refused) in legs {
        report.enter_index(i);
        story.legs.push(feature::leg(&feature, id, refused, &against, &ids, report));
        report.pop();
    }
    if places == 0 {
        let got = features.starts.len().to_string() + " features, none a place";
        report.tell_text(ProblemKind::NoPlaces, got, "at least one place");
    }
    report.pop();
    feature::join(&mut story.legs, &story.places);
    chapters(&members, &ids, &mut story, report);
    Some(story)
}

fn too_big(found: usize, most: usize, what: &str, report: &mut Report) {
    let expected = String::from("at most ") + &most.to_string() + what;
    report.tell_text(ProblemKind::TooBig, found.to_string() + what, &expected);
}

fn inset_of(value: &serde_json::Value, report: &mut Report) -> Option<Inset> {
    let inset = value::object(value, report)?;
    let title = value::need_text(inset, "title", report);
    let Some(bounds) = value::given(inset, "bbox") else {
        report.missing("bbox", collection::BBOX);
        return None;
    };
    let bounds = collection::bbox(bounds, report)?;
    bounds.try_into().ok().map(|bounds| Inset { title, bounds })
}

fn sources(members: &Object, story: &mut Story, report: &mut Report) -> Ids {
    let mut ids = Ids::default();
    value::each(members, "sources", report, &mut |i, value, report| {
        let Some(source) = value::object(value, report) else { return };
        let id = value::need_string(source, "id", report);
        if let Some(id) = id {
            ids.claim(id, Some(i), report);
        }
        story.sources.push(Source {
            id: id.unwrap_or_default().into(),
            title: value::need_text(source, "title", report),
            date: value::date(source, "date", report),
            url: value::url(source, "url", report),
        });
    });
    ids
}

fn chapters(members: &Object, places: &Ids, story: &mut Story, report: &mut Report) {
    let mut ids = Ids::default();
    let known = "the id of one of the story's places";
    value::each(members, "chapters", report, &mut |i, value, report| {
        let Some(chapter) = value::object(value, report) else { return };
        let id = match value::string(chapter, "id", report) {
            Some(id) => id.into(),
            None => String::from("chapter-") + &i.to_string(),
        };
        ids.claim(&id, None, report);
        let title = value::need_text(chapter, "title", report);
        let text = value::need_text(chapter, "text", report);
        let place = match value::given(chapter, "place") {
            Some(value) => {
                report.enter_key("place");
                let found = places.find(value, known, report);
                report.pop();
                found
            }
            None => {
                report.missing("place", known);
                None
            }
        };
        let mut lit = Vec::new();
        value::each(chapter, "lit", report, &mut |_, value, report| {
            lit.extend(places.find(value, known, report).map(PlaceIx));
        });
        let bounds = value::given(chapter, "bbox").and_then(|bbox| collection::bbox(bbox, report));
        let bounds = bounds.and_then(|bounds| bounds.try_into().ok());
        let up_to = value::given(chapter, "upTo").and_then(|value| {
            report.enter_key("upTo");
            let found = places.find(value, known, report);
            report.pop();
            found.map(PlaceIx)
        });
        let place = PlaceIx(place.unwrap_or_default());
        story.chapters.push(Chapter { id, title, text, place, lit, bounds, up_to });
    });
    if story.chapters.is_empty() {
        let main = story.places.iter().enumerate().filter(|(_, p)| p.rank == Rank::Main);
        story.chapters = main.map(|(i, place)| chapter_of(i, place)).collect();
    }
}

/// The chapter a place gets in a story without chapters.
fn chapter_of(index: usize, place: &Place) -> Chapter {
    let text = place.facts.first().map(|fact| &fact.text).or(place.place.as_ref());
    Chapter {
        id: place.id.clone(),
        title: place.name.clone(),
        text: text.unwrap_or(&place.name).clone(),
        place: PlaceIx(index as u32),
        lit: Vec::new(),
        bounds: None,
        up_to: None,
    }
}
