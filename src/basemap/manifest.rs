//! The manifest of a basemap: which files it has, what they cover, what is named on it and who made it.
//!
//! Its JSON Schema is `assets/basemap.schema.json`; docs/basemap.md explains it for authors.

use crate::geo::LonLat;
use crate::json;
use crate::mercator::{half_pixel_zoom, world_bounds};
use crate::story::parse::report::Report;
use crate::story::parse::value::{self, Object};
use crate::story::{Problem, ProblemKind, Text};
use kurbo::Rect;
use serde_json::Value;

/// The only version there is.
const VERSION: f64 = 1.0;

/// A basemap has no more pieces than this: each is compared with every other.
pub const MAX_PIECES: usize = 256;

/// A basemap has no more attributions than this: those in sight are the bits of one number.
pub const MAX_ATTRIBUTIONS: usize = 64;

/// Details are fetched this many zoom levels before they are drawn.
const FETCH_AHEAD: f64 = 0.5;

/// How far nearer than any map can go. It stands for "at no zoom".
const NEVER: f64 = f64::INFINITY;

/// What a basemap consists of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// Its files. One of them is the base.
    pub pieces: Vec<Piece>,
    /// What is named on it, the most important first.
    pub names: Vec<Name>,
    /// Who made it, in the order of the credits.
    pub attribution: Vec<Attribution>,
}

/// Index of a piece in [`Manifest::pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PieceId(pub u16);

/// One part of the world, drawn from one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The file's address, from the manifest's own.
    pub file: String,
    /// What it is for.
    pub role: Role,
    /// Its west, south, east and north end in degrees.
    pub bounds: [f64; 4],
    /// How far a line may lie from where it really is, in kilometres.
    pub tolerance_km: f64,
    /// A coarser file of the same part of the world, shown until `file` has come.
    pub sketch: Option<String>,
    /// The relief's image file.
    pub relief: Option<String>,
    /// Where the sea gets tones: nowhere, over the whole piece, or over a west, south, east and north end
    /// in degrees.
    pub sea: Sea,
}

/// What a piece is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// All that a map of this basemap can show.
    Base,
    /// A part of it, drawn more finely.
    Detail,
}

/// Where the sea gets tones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sea {
    /// Nowhere: it has one colour.
    Flat,
    /// Over the whole piece.
    Whole,
    /// Over a west, south, east and north end in degrees.
    Part([f64; 4]),
}

/// A name on the ground, for orientation.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// What it names.
    pub kind: NameKind,
    /// Countries: ISO 3166-1 alpha-2. Else empty.
    pub code: String,
    /// The name; absent for a country whose name everybody's browser knows.
    pub text: Option<Text>,
    /// From which zoom on it is lettered, and up to which.
    pub zoom: [f64; 2],
    /// Seas and bays: points the name bends along, west to east. Else: where it stands.
    pub along: Vec<LonLat>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// An ocean or a sea.
    Sea,
    /// A gulf or bay.
    Bay,
    /// A country.
    Country,
    /// A national park.
    Park,
}

/// Who made a part of a basemap.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// What the credits say.
    pub text: Text,
    /// What of the ground it is due for; a bit of each [`Layer`].
    layers: u8,
    /// The pieces it is due for; all, if it names none.
    pieces: Vec<PieceId>,
}

/// A part of the picture that somebody may have made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Layer {
    /// Land and coast.
    Land,
    /// Borders of countries and states.
    Borders,
    /// Lakes.
    Lakes,
    /// Rivers.
    Rivers,
    /// Relief.
    Relief,
    /// Names, and the positions of places.
    Places,
}

/// The words of the file, each at the place of its variant.
const ROLES: [(&str, Role); 2] = [("base", Role::Base), ("detail", Role::Detail)];
const KINDS: [(&str, NameKind); 4] = [
    ("sea", NameKind::Sea),
    ("bay", NameKind::Bay),
    ("country", NameKind::Country),
    ("park", NameKind::Park),
];
const LAYERS: [(&str, Layer); 6] = [
    ("land", Layer::Land),
    ("borders", Layer::Borders),
    ("lakes", Layer::Lakes),
    ("rivers", Layer::Rivers),
    ("relief", Layer::Relief),
    ("places", Layer::Places),
];

const BOUNDS: &str =
    "[west, south, east, north] in degrees, west of east and south of north, within ±180 and ±90";
const ALONG: &str = "a list of [longitude, latitude] in degrees";

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

    /// A piece, if there is one of this number.
    pub fn piece(&self, id: PieceId) -> Option<&Piece> {
        self.pieces.get(usize::from(id.0))
    }

    /// Every piece with its number.
    pub fn ids(&self) -> impl Iterator<Item = (PieceId, &Piece)> {
        (0..).map(PieceId).zip(&self.pieces)
    }

    /// From this zoom on the base is too coarse by half a CSS pixel, and details are drawn.
    ///
    /// In the middle latitude of the base and to a tenth of a level: a tolerance is known no better.
    pub fn detail_zoom(&self) -> f64 {
        let base = self.pieces.iter().find(|p| p.role == Role::Base);
        base.map_or(NEVER, |base| {
            let [_, south, _, north] = base.bounds;
            let zoom = half_pixel_zoom((south + north) / 2.0, base.tolerance_km);
            libm::round(zoom * 10.0) / 10.0
        })
    }

    /// From this zoom on details are fetched.
    pub fn fetch_zoom(&self) -> f64 {
        self.detail_zoom() - FETCH_AHEAD
    }

    fn read(&mut self, root: &Object, report: &mut Report) {
        if value::given(root, "version").is_none() {
            return report.push_missing("version", "1");
        }
        let expected = "1, the version this map reads";
        if value::number(root, "version", (VERSION, VERSION), expected, report).is_none() {
            return;
        }
        if value::given(root, "pieces").is_none() {
            report.push_missing("pieces", "a list of pieces, one of them the base");
        }
        if let Some(got) = too_many(root, "pieces", MAX_PIECES) {
            let expected = String::from("at most ") + &MAX_PIECES.to_string() + " pieces";
            return report.push_text(ProblemKind::TooBig, got, &expected);
        }
        value::each(root, "pieces", report, &mut |_, value, report| {
            let Some(piece) = value::object(value, report) else { return };
            let piece = read_piece(piece, report);
            self.check_piece(&piece, report);
            self.pieces.push(piece);
        });
        let listed = value::given(root, "pieces").is_some_and(Value::is_array);
        if listed && self.pieces.iter().all(|p| p.role != Role::Base) {
            report.enter_key("pieces");
            let got = self.pieces.len().to_string() + " pieces, none a base";
            report.push_text(ProblemKind::Missing, got, "one piece of role base");
            report.leave();
        }
        value::each(root, "names", report, &mut |_, value, report| {
            let Some(name) = value::object(value, report) else { return };
            self.names.extend(read_name(name, report));
        });
        if let Some(got) = too_many(root, "attribution", MAX_ATTRIBUTIONS) {
            let most = String::from("at most ") + &MAX_ATTRIBUTIONS.to_string() + " attributions";
            return report.push_text(ProblemKind::TooBig, got, &most);
        }
        value::each(root, "attribution", report, &mut |_, value, report| {
            let Some(attribution) = value::object(value, report) else { return };
            self.attribution.push(self.read_attribution(attribution, report));
        });
    }

    /// Holds a piece against those before it: one base, and no detail over another.
    fn check_piece(&self, piece: &Piece, report: &mut Report) {
        for found in self.pieces.iter().filter(|found| found.role == piece.role) {
            if piece.role == Role::Base {
                report.enter_key("role");
                let expected = String::from("detail, for the base is ") + &found.file;
                report.push_text(ProblemKind::BadValue, "a second base".into(), &expected);
                report.leave();
                return;
            }
            if overlap(piece.bounds, found.bounds) {
                report.enter_key("bounds");
                let expected = String::from("bounds that share no area with ") + &found.file;
                let got = String::from("bounds that overlap ") + &found.file;
                report.push_text(ProblemKind::BadValue, got, &expected);
                report.leave();
            }
        }
    }

    fn read_attribution(&self, object: &Object, report: &mut Report) -> Attribution {
        let text = value::need_text(object, "text", report);
        // For whoever wants to look it up in the file; the credits say it in their own words.
        value::string(object, "licence", report);
        value::url(object, "url", report);
        let (mut layers, mut pieces) = (0, Vec::new());
        if value::given(object, "layers").is_none() {
            report.push_missing("layers", "a list of layers");
        }
        value::each(object, "layers", report, &mut |_, value, report| {
            if let Some(layer) = word(value, &LAYERS, report) {
                layers |= 1 << layer as u8;
            }
        });
        value::each(object, "pieces", report, &mut |_, value, report| {
            let named = self.ids().find(|(_, piece)| value.as_str() == Some(&piece.file));
            match named {
                Some((id, _)) => pieces.push(id),
                None => {
                    let expected = "the file of one of the pieces";
                    report.push(ProblemKind::UnknownReference, value, expected);
                }
            }
        });
        Attribution { text, layers, pieces }
    }
}

impl Attribution {
    /// Whether it is due where such a layer of a piece is seen.
    pub fn is_due_for(&self, piece: PieceId, layer: Layer) -> bool {
        self.layers & 1 << layer as u8 != 0
            && (self.pieces.is_empty() || self.pieces.contains(&piece))
    }
}

impl Layer {
    /// Every layer.
    pub const ALL: [Self; 6] =
        [Self::Land, Self::Borders, Self::Lakes, Self::Rivers, Self::Relief, Self::Places];
}

impl Piece {
    /// What it covers, in world coordinates.
    pub fn world(&self) -> Rect {
        world_bounds(self.bounds)
    }

    /// Whether its sea gets tones.
    pub fn has_tones(&self) -> bool {
        self.sea != Sea::Flat
    }
}

fn read_piece(object: &Object, report: &mut Report) -> Piece {
    let file = value::need_string(object, "file", report).unwrap_or_default().into();
    let tolerance = "more than 0 and at most 1,000 kilometres";
    // A metre is less than half a pixel at every zoom there is.
    let tolerance_km = value::number(object, "toleranceKm", (1e-3, 1e3), tolerance, report);
    if value::given(object, "toleranceKm").is_none() {
        report.push_missing("toleranceKm", tolerance);
    }
    let role = need_word(object, "role", &ROLES, report);
    Piece {
        file,
        role: role.unwrap_or(Role::Detail),
        // No number: it overlaps nothing.
        bounds: need_bounds(object, report).unwrap_or([f64::NAN; 4]),
        tolerance_km: tolerance_km.unwrap_or(1.0),
        sketch: value::string(object, "sketch", report).map(String::from),
        relief: value::string(object, "relief", report).map(String::from),
        sea: read_sea(object, report),
    }
}

fn need_bounds(object: &Object, report: &mut Report) -> Option<[f64; 4]> {
    let Some(value) = value::given(object, "bounds") else {
        report.push_missing("bounds", BOUNDS);
        return None;
    };
    let bounds = bounds(value);
    if bounds.is_none() {
        report.enter_key("bounds");
        report.push(ProblemKind::BadValue, value, BOUNDS);
        report.leave();
    }
    bounds
}

fn bounds(value: &Value) -> Option<[f64; 4]> {
    let [w, s, e, n] = numbers(value)?;
    let sound = w >= -180.0 && w < e && e <= 180.0 && s >= -90.0 && s < n && n <= 90.0;
    sound.then_some([w, s, e, n])
}

/// Whether two boxes share some area, and not only an edge.
fn overlap([w, s, e, n]: [f64; 4], [west, south, east, north]: [f64; 4]) -> bool {
    w < east && west < e && s < north && south < n
}

fn read_sea(object: &Object, report: &mut Report) -> Sea {
    match value::given(object, "sea") {
        None | Some(Value::Bool(false)) => Sea::Flat,
        Some(Value::Bool(true)) => Sea::Whole,
        Some(value) => bounds(value).map(Sea::Part).unwrap_or_else(|| {
            report.enter_key("sea");
            let expected = String::from("true, false or ") + BOUNDS;
            report.push(ProblemKind::BadValue, value, &expected);
            report.leave();
            Sea::Flat
        }),
    }
}

fn read_name(object: &Object, report: &mut Report) -> Option<Name> {
    let kind = need_word(object, "kind", &KINDS, report);
    let country = kind == Some(NameKind::Country);
    let code = if country {
        value::need_string(object, "code", report)
    } else {
        value::string(object, "code", report)
    };
    let text = value::text(object, "name", report);
    if value::given(object, "name").is_none() && !country {
        report.push_missing("name", "a text, or texts by language");
    }
    let zoom = ["minZoom", "maxZoom"].map(|key| {
        let expected = "a zoom from 0 to 24";
        if value::given(object, key).is_none() {
            report.push_missing(key, expected);
        }
        value::number(object, key, (0.0, 24.0), expected, report)
    });
    let least = if matches!(kind, Some(NameKind::Sea | NameKind::Bay)) { 2 } else { 1 };
    let along = read_along(object, least, report);
    let [Some(from), Some(to)] = zoom else { return None };
    Some(Name { kind: kind?, code: code.unwrap_or_default().into(), text, zoom: [from, to], along })
}

fn read_along(object: &Object, least: usize, report: &mut Report) -> Vec<LonLat> {
    let mut along = Vec::new();
    if value::given(object, "along").is_none() {
        report.push_missing("along", ALONG);
        return along;
    }
    value::each(object, "along", report, &mut |_, value, report| match numbers(value) {
        Some([lon, lat]) if lon.abs() <= 180.0 && lat.abs() <= 90.0 => {
            along.push(LonLat::new(lon, lat));
        }
        _ => report.push(ProblemKind::BadCoordinate, value, "[longitude, latitude] in degrees"),
    });
    let listed = value::given(object, "along").and_then(Value::as_array);
    if listed.is_some_and(|list| list.len() < least) {
        report.enter_key("along");
        let got = along.len().to_string() + " points";
        let expected = "at least two points for a sea or a bay, else one";
        report.push_text(ProblemKind::BadValue, got, expected);
        report.leave();
    }
    along
}

/// As many numbers as are asked for, and no more.
fn numbers<const N: usize>(value: &Value) -> Option<[f64; N]> {
    let items = value.as_array().filter(|items| items.len() == N)?;
    let mut out = [0.0; N];
    for (number, item) in out.iter_mut().zip(items) {
        *number = item.as_f64()?;
    }
    Some(out)
}

fn need_word<T: Copy>(
    object: &Object,
    key: &'static str,
    words: &[(&str, T)],
    report: &mut Report,
) -> Option<T> {
    let Some(value) = value::given(object, key) else {
        report.push_missing(key, &one_of(words));
        return None;
    };
    report.enter_key(key);
    let found = word(value, words, report);
    report.leave();
    found
}

fn word<T: Copy>(value: &Value, words: &[(&str, T)], report: &mut Report) -> Option<T> {
    let found = words.iter().find(|(word, _)| value.as_str() == Some(*word));
    if found.is_none() {
        report.push(ProblemKind::UnknownWord, value, &one_of(words));
    }
    found.map(|(_, what)| *what)
}

fn one_of<T>(words: &[(&str, T)]) -> String {
    let mut out = String::from("one of ");
    for (i, (word, _)) in words.iter().enumerate() {
        out.push_str(if i > 0 { ", " } else { "" });
        out.push_str(word);
    }
    out
}

/// How many items a list has, in words, if it has more than `most`.
fn too_many(root: &Object, key: &str, most: usize) -> Option<String> {
    let count = value::given(root, key)?.as_array()?.len();
    (count > most).then(|| count.to_string() + " " + key)
}
