//! Reads a manifest, or reports what is wrong with it.

use super::{
    Attribution, Layers, MAX_ATTRIBUTIONS, MAX_PIECES, Manifest, Name, NameKind, Piece, Role, Sea,
};
use crate::geo::LonLat;
use crate::json;
use crate::story::parse::report::Report;
use crate::story::parse::value::{self, Object};
use crate::story::{Problem, ProblemKind};
use serde_json::Value;

/// A member of an object of the file.
struct Field {
    key: &'static str,
    needed: bool,
    expected: &'static str,
    fits: fn(&Value) -> bool,
}

const fn needed(key: &'static str, expected: &'static str, fits: fn(&Value) -> bool) -> Field {
    Field { key, needed: true, expected, fits }
}

const fn optional(key: &'static str, expected: &'static str, fits: fn(&Value) -> bool) -> Field {
    Field { key, needed: false, expected, fits }
}

const FILE: &str = "the address of a file, from the manifest's own";
const BOUNDS: &str = "[west, south, east, north] in degrees, west of east and south of north";
const SEA: &str = "true, false or [west, south, east, north] in degrees";
const TOLERANCE: &str = "0.001 to 1000 kilometres";
const ZOOM: &str = "a zoom from 0 to 24";
const ALONG: &str = "a list of [longitude, latitude] in degrees, at least two for a sea or a bay";

const ROOT: [Field; 4] = [
    needed("version", "1, the version this map reads", |v| v.as_f64() == Some(1.0)),
    needed("pieces", "a list of 1 to 256 pieces", |v| is_list(v, MAX_PIECES)),
    optional("names", "a list of names", |v| is_list(v, usize::MAX)),
    optional("attribution", "a list of at most 64", |v| is_list(v, MAX_ATTRIBUTIONS)),
];
const PIECE: [Field; 7] = [
    needed("file", FILE, is_word),
    needed("role", "base or detail", |v| matches!(v.as_str(), Some("base" | "detail"))),
    needed("bounds", BOUNDS, |v| bounds(v).is_some()),
    // A metre is less than half a pixel at every zoom there is.
    needed("toleranceKm", TOLERANCE, |v| is_within(v, 1e-3, 1e3)),
    optional("sketch", FILE, is_word),
    optional("relief", FILE, is_word),
    optional("sea", SEA, |v| v.is_boolean() || bounds(v).is_some()),
];
const NAME: [Field; 5] = [
    needed("kind", "sea, bay, country or park", |v| kind(v).is_some()),
    optional("code", "ISO 3166-1 alpha-2", is_word),
    needed("minZoom", ZOOM, is_zoom),
    needed("maxZoom", ZOOM, is_zoom),
    needed("along", ALONG, |v| along(v).is_some()),
];
const ATTRIBUTION: [Field; 4] = [
    needed("layers", "a list of land, borders, lakes, rivers, relief, places", |v| {
        layers(v).is_some()
    }),
    optional("pieces", "a list of files, each that of a piece", Value::is_array),
    // For whoever looks them up in the file: the credits have words of their own.
    optional("licence", "the licence's name", is_word),
    optional("url", "an address", is_word),
];

impl Manifest {
    /// A manifest from JSON text.
    ///
    /// # Errors
    /// Every problem found, never an empty list.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let mut report = Report::default();
        let mut manifest = Self::default();
        match json::read(text) {
            Ok(root) => {
                if let Some(root) = value::object(&root, &mut report) {
                    manifest.read(root, &mut report);
                }
            }
            Err(error) => {
                let expected = "JSON text, nested at most 127 levels deep";
                report.push_text(ProblemKind::NotJson, error, expected);
            }
        }
        let problems = report.into_problems();
        if problems.is_empty() { Ok(manifest) } else { Err(problems) }
    }

    fn read(&mut self, root: &Object, report: &mut Report) {
        if !check(root, &ROOT, report) {
            return;
        }
        value::each(root, "pieces", report, &mut |_, value, report| {
            let Some(piece) = value::object(value, report) else { return };
            if check(piece, &PIECE, report) {
                let piece = read_piece(piece);
                self.compare(&piece, report);
                self.pieces.push(piece);
            }
        });
        let sound = report.count() == 0;
        if sound && self.pieces.iter().all(|p| p.role != Role::Base) {
            report.enter_key("pieces");
            let got = self.pieces.len().to_string() + " pieces, none of them the base";
            report.push_text(ProblemKind::Missing, got, "one piece of role base");
            report.leave();
        }
        value::each(root, "names", report, &mut |_, value, report| {
            let Some(name) = value::object(value, report) else { return };
            self.names.extend(read_name(name, report));
        });
        value::each(root, "attribution", report, &mut |_, value, report| {
            let Some(attribution) = value::object(value, report) else { return };
            self.attribution.extend(self.read_attribution(attribution, sound, report));
        });
    }

    /// Compares a piece with those before it: there is one base, and no detail lies over another.
    fn compare(&self, piece: &Piece, report: &mut Report) {
        let same = |found: &&Piece| {
            found.role == piece.role
                && (piece.role == Role::Base || overlap(piece.bounds, found.bounds))
        };
        let Some(found) = self.pieces.iter().find(same) else { return };
        let (key, expected) = match piece.role {
            Role::Base => ("role", "detail, for one piece is the base already: "),
            Role::Detail => ("bounds", "bounds that share no area with those of "),
        };
        report.enter_key(key);
        let expected = String::from(expected) + &found.file;
        report.push_text(ProblemKind::BadValue, piece.file.clone(), &expected);
        report.leave();
    }

    /// If not all pieces are `sound`, it may name one that is not there.
    fn read_attribution(
        &self,
        object: &Object,
        sound: bool,
        report: &mut Report,
    ) -> Option<Attribution> {
        let text = value::need_text(object, "text", report);
        if !check(object, &ATTRIBUTION, report) {
            return None;
        }
        let layers = layers(object.get("layers")?)?;
        let mut pieces = Vec::new();
        value::each(object, "pieces", report, &mut |_, value, report| match self
            .ids()
            .find(|(_, piece)| value.as_str() == Some(&piece.file))
        {
            Some((id, _)) => pieces.push(id),
            None if !sound => {}
            None => report.push(ProblemKind::UnknownReference, value, "the file of a piece"),
        });
        Some(Attribution { text, layers, pieces })
    }
}

/// Whether an object has what is needed, and nothing else stands where that should be.
fn check(object: &Object, fields: &[Field], report: &mut Report) -> bool {
    let before = report.count();
    for field in fields {
        match value::given(object, field.key) {
            None if field.needed => report.push_missing(field.key, field.expected),
            Some(value) if !(field.fits)(value) => {
                report.enter_key(field.key);
                report.push(ProblemKind::BadValue, value, field.expected);
                report.leave();
            }
            _ => {}
        }
    }
    report.count() == before
}

// What follows reads objects that were checked.

fn read_piece(object: &Object) -> Piece {
    Piece {
        file: word(object, "file").unwrap_or_default(),
        role: match object.get("role").and_then(Value::as_str) {
            Some("base") => Role::Base,
            _ => Role::Detail,
        },
        bounds: object.get("bounds").and_then(bounds).unwrap_or_default(),
        tolerance_km: number(object, "toleranceKm"),
        sketch: word(object, "sketch"),
        relief: word(object, "relief"),
        sea: match object.get("sea") {
            Some(Value::Bool(true)) => Sea::Whole,
            part => part.and_then(bounds).map_or(Sea::Flat, Sea::Part),
        },
    }
}

fn read_name(object: &Object, report: &mut Report) -> Option<Name> {
    let text = value::text(object, "name", report);
    if !check(object, &NAME, report) {
        return None;
    }
    let (kind, along) = (kind(object.get("kind")?)?, along(object.get("along")?)?);
    let code = word(object, "code");
    if matches!(kind, NameKind::Sea | NameKind::Bay) && along.len() < 2 {
        report.enter_key("along");
        report.push_text(ProblemKind::BadValue, "one point".into(), ALONG);
        report.leave();
    }
    if kind == NameKind::Country && code.is_none() {
        report.push_missing("code", "ISO 3166-1 alpha-2");
    } else if kind != NameKind::Country && value::given(object, "name").is_none() {
        report.push_missing("name", "a text, or texts by language");
    }
    let zoom = [number(object, "minZoom"), number(object, "maxZoom")];
    Some(Name { kind, code: code.unwrap_or_default(), text, zoom, along })
}

fn word(object: &Object, key: &str) -> Option<String> {
    object.get(key)?.as_str().map(String::from)
}

fn number(object: &Object, key: &str) -> f64 {
    object.get(key).and_then(Value::as_f64).unwrap_or_default()
}

fn is_word(value: &Value) -> bool {
    value.as_str().is_some_and(|s| !s.trim().is_empty())
}

fn is_list(value: &Value, most: usize) -> bool {
    value.as_array().is_some_and(|items| items.len() <= most)
}

fn is_within(value: &Value, least: f64, most: f64) -> bool {
    value.as_f64().is_some_and(|x| (least..=most).contains(&x))
}

fn is_zoom(value: &Value) -> bool {
    is_within(value, 0.0, 24.0)
}

fn kind(value: &Value) -> Option<NameKind> {
    Some(match value.as_str()? {
        "sea" => NameKind::Sea,
        "bay" => NameKind::Bay,
        "country" => NameKind::Country,
        "park" => NameKind::Park,
        _ => return None,
    })
}

/// The layers of a list; none if something else is listed.
fn layers(value: &Value) -> Option<Layers> {
    let mut layers = Layers::NONE;
    for name in value.as_array()? {
        layers = layers.with(match name.as_str()? {
            "land" => Layers::LAND,
            "borders" => Layers::BORDERS,
            "lakes" => Layers::LAKES,
            "rivers" => Layers::RIVERS,
            "relief" => Layers::RELIEF,
            "places" => Layers::PLACES,
            _ => return None,
        });
    }
    if layers == Layers::NONE { None } else { Some(layers) }
}

fn bounds(value: &Value) -> Option<[f64; 4]> {
    let items = value.as_array().filter(|items| items.len() == 4)?;
    let mut ends = [0.0; 4];
    for (end, item) in ends.iter_mut().zip(items) {
        *end = item.as_f64()?;
    }
    let [w, s, e, n] = ends;
    let sound = w >= -180.0 && w < e && e <= 180.0 && s >= -90.0 && s < n && n <= 90.0;
    sound.then_some(ends)
}

/// The places of a list, at least one.
fn along(value: &Value) -> Option<Vec<LonLat>> {
    let mut along = Vec::new();
    for place in value.as_array()? {
        let [lon, lat] = place.as_array()?.as_slice() else { return None };
        let (lon, lat) = (lon.as_f64()?, lat.as_f64()?);
        if lon.abs() > 180.0 || lat.abs() > 90.0 {
            return None;
        }
        along.push(LonLat::new(lon, lat));
    }
    if along.is_empty() { None } else { Some(along) }
}

/// Whether two boxes share some area, and not only an edge.
fn overlap([w, s, e, n]: [f64; 4], [west, south, east, north]: [f64; 4]) -> bool {
    w < east && west < e && s < north && south < n
}
