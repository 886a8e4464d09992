//! GeoJSON text to a [`Story`], or every problem at once.

use self::collection::Collection;
use self::feature::Against;
use self::read::{Features, Scan};
use self::report::Report;
use self::value::{Ids, Object};
use geojson::Feature;

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
    let mut reading = Reading::default();
    reading.push(text);
    while reading.step(usize::MAX) {}
    reading.finish()
}

/// A story that is read piece by piece, so that nobody has to wait for a large one. However it is cut,
/// the same comes of it.
#[derive(Debug, Default)]
pub struct Reading {
    text: String,
    /// How long the text is, in bytes, kept or not.
    length: usize,
    stage: Stage,
    report: Report,
    scan: Scan,
    members: Object,
    bbox: Option<Vec<f64>>,
    features: Features,
    source_ids: Ids,
    ids: Ids,
    /// How many features are places.
    places: usize,
    /// Legs name places, perhaps some that stand behind them.
    legs: Vec<(usize, Feature, String, bool)>,
    story: Story,
}

/// What is done next; with a number, for which of a list.
#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    Scan,
    Features(usize),
    Legs(usize),
    Joins(usize),
    Chapters,
    /// The chapters that places get in a story without any.
    OwnChapters(usize),
    Done,
    /// There is no story.
    Failed,
}

/// What a position of a leg costs, and a chapter, in bytes of text that are read meanwhile.
const POSITION_COST: usize = 4;
const CHAPTER_COST: usize = 30;

impl Reading {
    /// Takes the next piece of the text. Of one that is too long no more is kept.
    pub fn push(&mut self, text: &str) {
        self.length = self.length.saturating_add(text.len());
        if self.length <= MAX_BYTES {
            self.text.push_str(text);
        }
    }

    /// Reads on, once the text is whole, for about as long as it takes to read `budget` bytes; returns
    /// whether something is left to do.
    pub fn step(&mut self, budget: usize) -> bool {
        let mut spent = 0;
        while spent < budget {
            let (next, cost) = match self.stage {
                Stage::Scan => (self.scan(budget), budget),
                Stage::Features(i) => self.feature(i),
                Stage::Legs(i) => self.leg(i),
                Stage::Joins(i) => self.join(i),
                Stage::Chapters => (self.chapters(), 0),
                Stage::OwnChapters(i) => self.own_chapter(i),
                Stage::Done | Stage::Failed => return false,
            };
            self.stage = next;
            spent = spent.saturating_add(cost).saturating_add(1);
        }
        true
    }

    /// The story, once nothing is left to do.
    ///
    /// # Errors
    /// See [`parse`].
    pub fn finish(self) -> Result<Story, Vec<Problem>> {
        let problems = self.report.into_problems();
        if problems.is_empty() { Ok(self.story) } else { Err(problems) }
    }

    fn scan(&mut self, budget: usize) -> Stage {
        if self.length > MAX_BYTES {
            too_big(self.length, MAX_BYTES, " bytes", &mut self.report);
            return Stage::Failed;
        }
        match self.scan.step(&self.text, budget) {
            Ok(true) => Stage::Scan,
            Ok(false) => self.begin().map_or(Stage::Failed, |()| Stage::Features(0)),
            Err(error) => self.not_json(error),
        }
    }

    /// What is no JSON is no story either.
    fn not_json(&mut self, error: String) -> Stage {
        self.report = Report::default();
        collection::not_json(error, &mut self.report);
        Stage::Failed
    }

    /// All of the collection but features and chapters.
    fn begin(&mut self) -> Option<()> {
        let report = &mut self.report;
        let Scan { value, features, .. } = core::mem::take(&mut self.scan);
        let Collection { members, bbox, features } =
            collection::collection(value, features, report)?;
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
        let story = &mut self.story;
        story.title = value::text(&members, "title", report).unwrap_or_default();
        story.summary = value::text(&members, "summary", report).unwrap_or_default();
        story.as_of = value::text(&members, "asOf", report);
        if let Some(inset) = value::given(&members, "inset") {
            report.enter_key("inset");
            story.inset = inset_of(inset, report);
            report.pop();
        }
        self.source_ids = sources(&members, story, report);
        report.enter_key("features");
        (self.members, self.bbox, self.features) = (members, bbox, features);
        Some(())
    }

    /// The feature at `i`: a place, or what will be a leg.
    fn feature(&mut self, i: usize) -> (Stage, usize) {
        let Some(start) = self.features.starts.get(i) else {
            return (Stage::Legs(0), 0);
        };
        let end = self.features.starts.get(i + 1).copied().unwrap_or(self.text.len());
        let value = match Features::value(&self.text, *start) {
            Ok(value) => value,
            Err(error) => return (self.not_json(error), 0),
        };
        let report = &mut self.report;
        report.enter_index(i);
        let (feature, refused) = collection::feature(value, report);
        let id = feature::id(&feature, i, report);
        let is_leg = feature::is_leg(&feature);
        self.ids.claim(&id, if is_leg { None } else { Some(self.places) }, report);
        self.places += usize::from(!is_leg);
        if refused && feature.properties.is_none() {
            // Nothing is left to read, and what is wrong was told.
        } else if is_leg {
            self.legs.push((i, feature, id, refused));
        } else {
            let against = Against { sources: &self.source_ids, bbox: self.bbox.as_deref() };
            let place = feature::place(&feature, id, refused, &against, report);
            self.story.places.extend(place);
        }
        report.pop();
        (Stage::Features(i + 1), end - start)
    }

    fn leg(&mut self, i: usize) -> (Stage, usize) {
        let report = &mut self.report;
        let Some((index, feature, id, refused)) = self.legs.get_mut(i) else {
            if self.places == 0 {
                let got = self.features.starts.len().to_string() + " features, none a place";
                report.tell_text(ProblemKind::NoPlaces, got, "at least one place");
            }
            report.pop();
            let joins = feature::may_join(&self.story.legs, self.story.places.len());
            return (if joins { Stage::Joins(0) } else { Stage::Chapters }, 0);
        };
        report.enter_index(*index);
        let against = Against { sources: &self.source_ids, bbox: self.bbox.as_deref() };
        // Let go of at once: together they are as large as the story.
        let (feature, id) = (core::mem::take(feature), core::mem::take(id));
        let leg = feature::leg(&feature, id, *refused, &against, &self.ids, report);
        report.pop();
        let cost = leg.line.len() * POSITION_COST;
        self.story.legs.push(leg);
        (Stage::Legs(i + 1), cost)
    }

    fn join(&mut self, i: usize) -> (Stage, usize) {
        let Story { legs, places, .. } = &mut self.story;
        let Some(leg) = legs.get_mut(i) else { return (Stage::Chapters, 0) };
        let cost = if feature::is_open(leg) { places.len() / 2 } else { 0 };
        feature::join(leg, places);
        (Stage::Joins(i + 1), cost)
    }

    fn chapters(&mut self) -> Stage {
        chapters(&self.members, &self.ids, &mut self.story, &mut self.report);
        if self.story.chapters.is_empty() { Stage::OwnChapters(0) } else { Stage::Done }
    }

    fn own_chapter(&mut self, i: usize) -> (Stage, usize) {
        let Some(place) = self.story.places.get(i) else { return (Stage::Done, 0) };
        let main = place.rank == Rank::Main;
        if main {
            self.story.chapters.push(chapter_of(i, place));
        }
        (Stage::OwnChapters(i + 1), if main { CHAPTER_COST } else { 0 })
    }
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
