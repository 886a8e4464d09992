//! GeoJSON text to a [`Story`], or to a list of all its problems.
//!
//! One walk builds and reports. `read` makes the text JSON values, `collection`, `feature` and `geometry`
//! make these `geojson`'s types, `parts` takes features of several geometries apart, and `place`, `leg` and `shape` make those the
//! story's. Each adds the problems that it finds to the `report`. What a story can be shown without is only a note there; `names`
//! and `stops` find what files that were not made for this map do not say. At the end `unroll` makes the longitudes continuous.

use self::collection::Collection;
use self::feature::Known;
use self::names::Places;
use self::parts::Part;
use self::report::Report;
use self::scan::{Features, IN_FEATURES, Scan};
use self::value::{Ids, MAX_ITEMS, Object, PLACE_ID, too_big};
use crate::json::Stepwise;
use crate::language_tag::Tag;
use std::rc::Rc;

use super::{
    Chapter, FigureIx, Inset, Labels, Place, PlaceIx, Problem, ProblemKind, Rank, Source, Story,
    Text,
};
mod borders;
mod collection;
mod fact;
mod feature;
mod figure;
mod geometry;
mod leg;
mod looks;
mod names;
mod outline;
mod media;
mod parts;
mod place;
pub(crate) mod report;
mod scan;
mod shape;
mod stops;
mod time;
mod track;
mod unroll;
pub(crate) mod value;

/// How many features a story may have at most.
pub const MAX_FEATURES: usize = 200_000;

/// How many positions all its geometries together may have at most.
pub const MAX_POSITIONS: usize = 500_000;

/// How long the text of a story may be at most, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads a story from GeoJSON text.
///
/// # Errors
/// All problems, at least one: first those of the collection as a whole, then feature by feature. Of one
/// line or ring, only the first position that is not on Earth is reported. After 100 problems the
/// others are only counted.
pub fn parse(text: &str) -> Result<Story, Vec<Problem>> {
    let mut reading = Reading::default();
    reading.push(text);
    while reading.step(usize::MAX) {}
    reading.finish()
}

/// Reads a story in small steps, so that the page stays responsive while a large one is read. The result
/// does not depend on the pieces of the text or the size of the steps.
#[derive(Debug, Default)]
pub struct Reading {
    text: String,
    /// How long the text is in bytes, including what was not kept.
    length: usize,
    stage: Stage,
    report: Report,
    scan: Scan,
    members: Object,
    bbox: Option<Vec<f64>>,
    features: Features,
    source_ids: Ids,
    figure_ids: Ids,
    route_ids: Ids,
    fact_ids: Ids,
    chapter_ids: Ids,
    ids: Ids,
    /// The feature that is being read: in part, as JSON, and then as GeoJSON with its id.
    part: Option<Stepwise>,
    value: serde_json::Value,
    /// The parts of the feature that are places, the last one first.
    pending: Vec<Part>,
    /// How many features are places.
    places: usize,
    names: Option<Ids>,
    /// A leg may name places that come later in the file, so all legs are read after all places.
    legs: Vec<Part>,
    story: Story,
}

/// What is done next. A number is the index of the item in its list.
#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    Scan,
    /// Each feature is read in at least three steps, because one may be as large as a whole story.
    Features(usize),
    Feature(usize),
    Place(usize),
    Legs(usize),
    Joins(usize),
    Chapters(usize),
    /// In a story without chapters each main place becomes one.
    OwnChapters(usize),
    Done,
    /// The text is not a story.
    Failed,
}

// How long one position of a leg takes, or one chapter or one of its places, in bytes of text that are read in that time.
const POSITION_COST: usize = 4;
const CHAPTER_COST: usize = 30;

/// Of a feature with more parts than this, only the first one has its properties: others do not need the same name.
const MOST_NAMED: usize = 100;

/// To read a feature's JSON takes about this many times as long as each of the two steps after it.
const STEPS: usize = 4;

impl Reading {
    /// Takes the next piece of the text. What goes beyond [`MAX_BYTES`] is not kept.
    pub fn push(&mut self, text: &str) {
        // A byte order mark is no part of the text.
        let text = if self.length == 0 { text.trim_start_matches('\u{feff}') } else { text };
        self.length = self.length.saturating_add(text.len());
        if self.length <= MAX_BYTES {
            self.text.push_str(text);
        }
    }

    /// Goes on with a text that is complete, for about as long as it takes to read `budget` bytes. Returns
    /// whether there is more to do.
    pub fn step(&mut self, budget: usize) -> bool {
        let mut spent = 0;
        while spent < budget {
            let (next, cost) = match self.stage {
                Stage::Scan => (self.scan(budget), budget),
                Stage::Features(i) => self.value(i, budget - spent),
                Stage::Feature(i) => self.feature(i),
                Stage::Place(i) => self.place(i),
                Stage::Legs(i) => self.leg(i),
                Stage::Joins(i) => self.join(i),
                Stage::Chapters(i) => self.chapter(i),
                Stage::OwnChapters(i) => self.own_chapter(i),
                Stage::Done | Stage::Failed => return false,
            };
            self.stage = next;
            spent = spent.saturating_add(cost).saturating_add(1);
        }
        true
    }

    /// The story, when there is no more to do.
    ///
    /// # Errors
    /// See [`parse`].
    pub fn finish(mut self) -> Result<Story, Vec<Problem>> {
        if self.report.count() > 0 {
            return Err(self.report.into_problems());
        }
        self.story.notes = self.report.take_notes();
        Ok(self.story)
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

    /// Text that is not JSON has this one problem only.
    fn not_json(&mut self, error: String) -> Stage {
        self.report = Report::default();
        self.report.push_not_json(error);
        Stage::Failed
    }

    /// Reads all of the collection except features and chapters.
    fn begin(&mut self) -> Option<()> {
        let report = &mut self.report;
        let Scan { value, features, .. } = core::mem::take(&mut self.scan);
        let Collection { members, bbox, features } =
            collection::collection(value, features, &self.text, report)?;
        // Checked before any feature is read, so that a million features take no memory.
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
        story.lang = value::lang(&members, "lang", report);
        story.translations = translations(&members, report);
        story.labels = labels(&members, report);
        let title = value::text(&members, "title", report);
        story.title = title.or_else(|| names::of_collection(&members, report)).unwrap_or_default();
        story.summary = value::text(&members, "summary", report).unwrap_or_default();
        story.as_of = value::text(&members, "asOf", report);
        story.borders = borders::borders(&members, report);
        story.looks.modes = looks::modes(&members, report);
        story.looks.categories = looks::categories(&members, report);
        story.looks.classes = looks::classes(&members, report);
        story.looks.size = looks::size(&members, report);
        (story.looks.routes, self.route_ids) = looks::routes(&members, report);
        self.source_ids = sources(&members, story, report);
        self.figure_ids = figure::figures(&members, &self.source_ids, &mut story.figures, report);
        report.enter_key("features");
        (self.members, self.bbox, self.features) = (members, bbox, features);
        Some(())
    }

    /// Goes on to read the JSON of the feature at `i`, for about `budget` bytes.
    fn value(&mut self, i: usize, budget: usize) -> (Stage, usize) {
        let Some(start) = self.features.starts.get(i) else {
            return (Stage::Legs(0), 0);
        };
        let mut part = self.part.take().unwrap_or_else(|| Stepwise::new(*start));
        let from = part.at;
        let read = part.step(&self.text, IN_FEATURES, budget);
        let cost = part.at - from;
        match read {
            Ok(Some(value)) => {
                self.value = value;
                (Stage::Feature(i), cost)
            }
            Ok(None) => {
                self.part = Some(part);
                (Stage::Features(i), cost)
            }
            Err(error) => (self.not_json(error), cost),
        }
    }

    /// The length of the feature at `i`, in bytes.
    fn length_of(&self, i: usize) -> usize {
        let start = |i| self.features.starts.get(i).copied().unwrap_or(self.text.len());
        start(i + 1) - start(i)
    }

    /// Makes GeoJSON of the feature at `i`, and takes it apart. A leg waits.
    fn feature(&mut self, i: usize) -> (Stage, usize) {
        let cost = self.length_of(i) / STEPS;
        let report = &mut self.report;
        report.enter_index(i);
        let (feature, is_geojson) = feature::feature(core::mem::take(&mut self.value), report);
        let whole = feature::id(&feature, i, report);
        let properties = Rc::new(feature.properties.unwrap_or_default());
        let geometry = feature.geometry.map(|geometry| geometry.value);
        let parts = parts::take_apart(geometry, &properties, report);
        if self.places + self.legs.len() + parts.len() > MAX_FEATURES {
            too_big(parts.len(), MAX_FEATURES, " features", report);
            return (Stage::Failed, cost);
        }
        let named = parts.len() <= MOST_NAMED;
        for (n, (at, geometry)) in parts.into_iter().enumerate() {
            let is_other = n > 0;
            let id = if is_other { self.id_of_part(&whole, i, n) } else { whole.clone() };
            let properties = if named || !is_other { properties.clone() } else { Rc::default() };
            let report = &mut self.report;
            let is_leg = feature::is_leg(&properties, geometry.as_ref());
            let is_somewhere = geometry.is_some() || value::given(&properties, "at").is_some();
            if is_geojson && !is_somewhere {
                let expected = "a geometry; without one it is left out";
                report.note_at("geometry", ProblemKind::BadGeometry, "nothing".into(), expected);
                continue;
            }
            self.ids.add(&id, if is_leg { None } else { Some(self.places) }, report);
            self.places += usize::from(!is_leg);
            let part = Part { index: i, id, properties, geometry, is_geojson, is_other, at };
            if is_leg { &mut self.legs } else { &mut self.pending }.push(part);
        }
        self.pending.reverse();
        (Stage::Place(i), cost)
    }

    /// An id for a part of a feature.
    fn id_of_part(&self, whole: &str, index: usize, part: usize) -> String {
        // Very many copies of a very long id would need much memory.
        let mut id = if whole.len() > 64 { feature::own_id(index) } else { whole.into() };
        id.push('-');
        id.push_str(&part.to_string());
        while !self.ids.is_free(&id) {
            id.push('-');
        }
        id
    }

    /// Adds a place to the story, which is a part of the feature at `i`.
    fn place(&mut self, i: usize) -> (Stage, usize) {
        let report = &mut self.report;
        let Some(part) = self.pending.pop() else {
            report.leave();
            return (Stage::Features(i + 1), 0);
        };
        report.part = part.at;
        let cost = if part.is_other { CHAPTER_COST } else { self.length_of(i) / STEPS };
        let report = &mut self.report;
        let known = Known {
            sources: &self.source_ids,
            modes: &self.story.looks.modes,
            categories: &self.story.looks.categories,
            routes: &self.route_ids,
            bbox: self.bbox.as_deref(),
        };
        let place = place::place(part, &known, &mut self.fact_ids, report);
        if let (Some(size), Some(place)) = (&mut self.story.looks.size, &place) {
            let value = place.value.filter(|_| place.has_mark());
            size.largest = size.largest.max(value.unwrap_or(0.0));
        }
        self.story.places.extend(place);
        report.part = [None; 2];
        (Stage::Place(i), cost)
    }

    fn leg(&mut self, i: usize) -> (Stage, usize) {
        let report = &mut self.report;
        let Some(leg) = self.legs.get_mut(i) else {
            if self.places == 0 && report.count() == 0 {
                self.story.places = stops::at_ends(&self.story.legs, &self.ids, report);
                self.places = self.story.places.len();
            }
            if self.places == 0 {
                let got = self.features.starts.len().to_string() + " features, none a place";
                report.push_text(ProblemKind::NoPlaces, got, "at least one place");
            }
            report.leave();
            let joins = leg::may_join(&self.story.legs, self.story.places.len());
            return (if joins { Stage::Joins(0) } else { Stage::Chapters(0) }, 0);
        };
        // Each is dropped as soon as it is read: all of them together are as large as the story.
        let part = core::mem::take(leg);
        report.enter_index(part.index);
        report.part = part.at;
        let known = Known {
            sources: &self.source_ids,
            modes: &self.story.looks.modes,
            categories: &self.story.looks.categories,
            routes: &self.route_ids,
            bbox: self.bbox.as_deref(),
        };
        let places =
            &mut Places { ids: &self.ids, all: &self.story.places, names: &mut self.names };
        let leg = leg::leg(part, &known, places, &mut self.fact_ids, report);
        report.part = [None; 2];
        report.leave();
        let cost = leg.line.len() * POSITION_COST;
        self.story.legs.push(leg);
        (Stage::Legs(i + 1), cost)
    }

    fn join(&mut self, i: usize) -> (Stage, usize) {
        let Story { legs, places, .. } = &mut self.story;
        let Some(leg) = legs.get_mut(i) else { return (Stage::Chapters(0), 0) };
        let cost = if leg::is_open(leg) { places.len() / 2 } else { 0 };
        leg::join(leg, places);
        (Stage::Joins(i + 1), cost)
    }

    /// Reads what refers to places: before the first chapter the insets, then the chapter at `i`. After the last one all positions
    /// are known.
    fn chapter(&mut self, i: usize) -> (Stage, usize) {
        let report = &mut self.report;
        let places =
            &mut Places { ids: &self.ids, all: &self.story.places, names: &mut self.names };
        if i == 0 {
            self.story.insets = insets(&self.members, places, report);
            self.story.says_insets = value::given(&self.members, "inset").is_some();
        }
        report.enter_key("chapters");
        let item = value::list(&self.members, "chapters", report).get(i);
        report.enter_index(i);
        let chapter = item
            .and_then(|item| value::object(item, report))
            .map(|item| chapter(i, item, places, &self.figure_ids, &mut self.chapter_ids, report));
        report.leave();
        report.leave();
        let places = chapter.as_ref().map_or(0, |chapter| chapter.highlighted.len());
        self.story.chapters.extend(chapter);
        if item.is_none() {
            unroll::unroll(&mut self.story);
            self.story.axis = time::axis(&self.members, &self.story, report);
        }
        let next = match item {
            Some(_) => Stage::Chapters(i + 1),
            None if self.story.chapters.is_empty() => Stage::OwnChapters(0),
            None => Stage::Done,
        };
        (next, (places + 1) * CHAPTER_COST)
    }

    fn own_chapter(&mut self, i: usize) -> (Stage, usize) {
        let Some(place) = self.story.places.get(i) else { return (Stage::Done, 0) };
        // A mark without a name is no step of a narrative.
        let main = place.rank == Rank::Main && !place.name.0.is_empty();
        if self.story.chapters.len() >= MAX_ITEMS.1 {
            return (Stage::Done, 0);
        }
        if main {
            self.story.chapters.push(chapter_of(i, place));
        }
        (Stage::OwnChapters(i + 1), if main { CHAPTER_COST } else { 0 })
    }
}

/// Reads the addresses of the translations by their languages.
fn translations(members: &Object, report: &mut Report) -> Text {
    let key = "translations";
    let files = match value::given(members, key) {
        Some(value) if !value.is_object() => {
            let expected = "an object of addresses by language";
            report.push_at(key, ProblemKind::WrongType, Some(value), expected);
            None
        }
        _ => value::text(members, key, report),
    };
    let mut files = files.unwrap_or_default();
    files.0.insert(0, (Tag::UND, String::new()));
    files
}

fn labels(members: &Object, report: &mut Report) -> Labels {
    let Some(value) = value::given(members, "labels") else { return Labels::default() };
    report.enter_key("labels");
    let labels = value::object(value, report).map(|labels| {
        let mut text = |key| value::text(labels, key, report).unwrap_or_default();
        Labels { start: text("start"), main_place: text("mainPlace"), reported: text("reported") }
    });
    report.leave();
    labels.unwrap_or_default()
}

/// Reads the insets: one object, or a list of them.
fn insets(members: &Object, places: &mut Places, report: &mut Report) -> Vec<Inset> {
    let mut insets = Vec::new();
    match value::given(members, "inset") {
        Some(serde_json::Value::Array(_)) => {
            value::each(members, "inset", report, &mut |_, inset, report| {
                insets.extend(inset_of(inset, places, report));
            });
        }
        Some(inset) => {
            report.enter_key("inset");
            insets.extend(inset_of(inset, places, report));
            report.leave();
        }
        None => {}
    }
    insets
}

fn inset_of(value: &serde_json::Value, places: &mut Places, report: &mut Report) -> Option<Inset> {
    let inset = value::object(value, report)?;
    let title = value::need_text(inset, "title", report);
    let place = places.find_at(inset, "place", report);
    let Some(bounds) = value::given(inset, "bbox") else {
        report.push_missing("bbox", collection::BBOX);
        return None;
    };
    let bounds = collection::bbox(bounds, report)?;
    bounds.try_into().ok().map(|bounds| Inset { title, bounds, place })
}

fn sources(members: &Object, story: &mut Story, report: &mut Report) -> Ids {
    let mut ids = Ids::default();
    value::each_object(members, "sources", report, &mut |i, source, report| {
        let id = value::need_id(source, "id", report);
        if let Some(id) = &id {
            ids.add(id, Some(i), report);
        }
        story.sources.push(Source {
            id: id.unwrap_or_default(),
            title: value::need_text(source, "title", report),
            date: value::date(source, "date", report),
            url: value::url(source, "url", report),
        });
    });
    ids
}

/// Reads the chapter at `i`.
fn chapter(
    i: usize,
    chapter: &Object,
    places: &mut Places,
    figures: &Ids,
    ids: &mut Ids,
    report: &mut Report,
) -> Chapter {
    let id = match value::id(chapter, "id", report) {
        Some(id) => id,
        None => String::from("chapter-") + &i.to_string(),
    };
    ids.add(&id, None, report);
    let title = value::need_text(chapter, "title", report);
    let text = value::need_text(chapter, "text", report);
    if value::given(chapter, "place").is_none() {
        report.push_missing("place", PLACE_ID);
    }
    let place = places.find_at(chapter, "place", report);
    let mut highlighted = Vec::new();
    value::each(chapter, "lit", report, &mut |_, value, report| {
        highlighted.extend(places.find(value, report));
    });
    let bounds = value::given(chapter, "bbox").and_then(|bbox| collection::bbox(bbox, report));
    let bounds = bounds.and_then(|bounds| bounds.try_into().ok());
    let up_to = places.find_at(chapter, "upTo", report);
    let expected = "the id of one of the story's figures";
    let figure = figures.find_at(chapter, "figure", expected, report).map(FigureIx);
    let time = time::span(chapter, "time", report);
    let media = media::media(chapter, report);
    let place = place.unwrap_or(PlaceIx(0));
    Chapter { id, title, text, place, highlighted, bounds, up_to, time, figure, media }
}

/// The chapter about one place, in a story without chapters of its own.
fn chapter_of(index: usize, place: &Place) -> Chapter {
    let text = place.facts.first().map(|fact| &fact.text).or(place.place.as_ref());
    Chapter {
        id: place.id.clone(),
        title: place.name.clone(),
        text: text.unwrap_or(&place.name).clone(),
        place: PlaceIx(index as u32),
        highlighted: Vec::new(),
        bounds: None,
        up_to: None,
        time: None,
        figure: None,
        media: Vec::new(),
    }
}
