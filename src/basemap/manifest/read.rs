//! Reads a manifest and the file with its words, or reports what is wrong with them.

use super::{
    Attribution, Layers, MAX_ATTRIBUTIONS, MAX_PIECES, Manifest, Name, NameKind, Piece,
    RELIEF_MARGIN, Role, Sea,
};
use crate::geo::LonLat;
use crate::json;
use crate::language_tag::Tag;
use crate::mercator::world_bounds;
use crate::story::parse::report::Report;
use crate::story::parse::value::{self, Object, given};
use crate::story::{Problem, ProblemKind};
use kurbo::Rect;
use serde_json::Value;

/// The largest zoom of a name.
const MAX_ZOOM: f64 = 24.0;

/// A member of an object of the file.
struct Field {
    key: &'static str,
    needed: bool,
    form: Form,
    expected: &'static str,
}

/// What a value has to be.
#[derive(Clone, Copy)]
enum Form {
    /// A text with at least one character that is no space.
    Text,
    Version,
    Pieces,
    Names,
    Attributions,
    /// The list of the pieces that an attribution is due for.
    Files,
    Role,
    /// West, south, east and north.
    Bounds,
    Kilometres,
    /// `true`, `false` or bounds.
    Sea,
    Kind,
    Zoom,
    /// A list of positions, at least one.
    Positions,
    /// A list of bounds.
    Areas,
    /// Addresses by language.
    Addresses,
    Layers,
}

const fn needed(key: &'static str, form: Form, expected: &'static str) -> Field {
    Field { key, needed: true, form, expected }
}

const fn optional(key: &'static str, form: Form, expected: &'static str) -> Field {
    Field { key, needed: false, form, expected }
}

// Words of the file and their meanings, in the same order. A layer is the bit of its word's index.
const ROLE_WORDS: [&str; 3] = ["base", "detail", "relief"];
const ROLES: [Role; 3] = [Role::Base, Role::Detail, Role::Relief];
const KIND_WORDS: [&str; 5] = ["sea", "bay", "lake", "country", "park"];
const KINDS: [NameKind; 5] =
    [NameKind::Sea, NameKind::Bay, NameKind::Lake, NameKind::Country, NameKind::Park];
const LAYERS: [&str; 6] = ["land", "borders", "lakes", "rivers", "relief", "places"];

const FILE: &str = "the address of a file, from the manifest's own";
const BOUNDS: &str = "[west, south, east, north] in degrees, west of east and south of north";
const SEA: &str = "true, false or [west, south, east, north] in degrees";
const TOLERANCE: &str = "0.001 to 1000 kilometres";
const ZOOM: &str = "a zoom from 0 to 24";
const ALONG: &str =
    "a list of [longitude, latitude] in degrees, at least two for a sea, a bay or a lake";
const CODE: &str = "ISO 3166-1 alpha-2";
const LAYER_LIST: &str = "a list of land, borders, lakes, rivers, relief, places";

const AREAS: &str = "a list of [west, south, east, north] in degrees";

const ROOT: [Field; 6] = [
    needed("version", Form::Version, "1, the version this map reads"),
    needed("pieces", Form::Pieces, "a list of 1 to 256 pieces"),
    optional("words", Form::Text, FILE),
    optional("focus", Form::Bounds, BOUNDS),
    optional("elsewhere", Form::Text, FILE),
    optional("translations", Form::Addresses, "an object of addresses by language"),
];
const WORDS: [Field; 2] = [
    optional("names", Form::Names, "a list of names"),
    optional("attribution", Form::Attributions, "a list of at most 63"),
];
const PIECE: [Field; 7] = [
    needed("file", Form::Text, FILE),
    needed("role", Form::Role, "base, detail or relief"),
    needed("bounds", Form::Bounds, BOUNDS),
    needed("toleranceKm", Form::Kilometres, TOLERANCE),
    optional("sketch", Form::Text, FILE),
    optional("relief", Form::Text, FILE),
    optional("sea", Form::Sea, SEA),
];
const NAME: [Field; 6] = [
    needed("kind", Form::Kind, "sea, bay, lake, country or park"),
    optional("code", Form::Text, CODE),
    needed("minZoom", Form::Zoom, ZOOM),
    optional("maxZoom", Form::Zoom, ZOOM),
    needed("along", Form::Positions, ALONG),
    optional("within", Form::Areas, AREAS),
];
const ATTRIBUTION: [Field; 4] = [
    needed("layers", Form::Layers, LAYER_LIST),
    optional("pieces", Form::Files, "a list of files, each that of a piece"),
    // Only checked: the credits do not use them.
    optional("licence", Form::Text, "the licence's name"),
    optional("url", Form::Text, "an address"),
];

impl Manifest {
    /// A manifest from JSON text.
    ///
    /// # Errors
    /// Every problem found, never an empty list.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let mut manifest = Self::default();
        read_object(text, &mut |root, report| {
            if check(root, &ROOT, report) {
                manifest.read_pieces(root, report);
                manifest.order_by_zoom();
                let valid = report.count() == 0;
                manifest.words = given(root, "words").map(text_of);
                manifest.focus = given(root, "focus").and_then(bounds);
                manifest.elsewhere = given(root, "elsewhere").map(text_of);
                manifest.translations =
                    value::text(root, "translations", report).unwrap_or_default();
                manifest.translations.0.insert(0, (Tag::UND, String::new()));
                (manifest.names, manifest.attribution) = manifest.read_words(root, valid, report);
            }
        })?;
        Ok(manifest)
    }

    /// Takes names and attribution from JSON text: from the file that [`Manifest::words`] names. If something is wrong with it,
    /// the manifest stays as it was.
    ///
    /// # Errors
    /// Every problem found, never an empty list.
    pub fn load_words(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        let mut words = Default::default();
        read_object(text, &mut |root, report| words = self.read_words(root, true, report))?;
        (self.names, self.attribution) = words;
        self.check_translation();
        Ok(())
    }

    fn read_pieces(&mut self, root: &Object, report: &mut Report) {
        value::each_object(root, "pieces", report, &mut |_, piece, report| {
            if check(piece, &PIECE, report) {
                let piece = read_piece(piece);
                self.check_base(&piece, report);
                self.pieces.push(piece);
            }
        });
        if report.count() == 0 && self.pieces.iter().all(|p| p.role != Role::Base) {
            report.enter_key("pieces");
            let got = self.pieces.len().to_string() + " pieces, none of them the base";
            report.push_text(ProblemKind::Missing, got, "one piece of role base");
            report.leave();
        }
    }

    /// Reports a piece that is a second base.
    fn check_base(&self, piece: &Piece, report: &mut Report) {
        let base = self.pieces.iter().find(|p| p.role == Role::Base);
        let Some(base) = base.filter(|_| piece.role == Role::Base) else { return };
        report.enter_key("role");
        let expected = String::from("detail, for one piece is the base already: ") + &base.file;
        report.push_text(ProblemKind::BadValue, piece.file.clone(), &expected);
        report.leave();
    }

    /// Reads names and attribution. If not all pieces are `valid`, an attribution may name one that is not there.
    fn read_words(
        &self,
        root: &Object,
        valid: bool,
        report: &mut Report,
    ) -> (Vec<Name>, Vec<Attribution>) {
        let (mut names, mut attribution) = (Vec::new(), Vec::new());
        if check(root, &WORDS, report) {
            value::each_object(root, "names", report, &mut |_, name, report| {
                names.extend(read_name(name, report));
            });
            value::each_object(root, "attribution", report, &mut |_, object, report| {
                attribution.extend(self.read_attribution(object, valid, report));
            });
        }
        (names, attribution)
    }

    fn read_attribution(
        &self,
        object: &Object,
        valid: bool,
        report: &mut Report,
    ) -> Option<Attribution> {
        let text = value::need_text(object, "text", report);
        if !check(object, &ATTRIBUTION, report) {
            return None;
        }
        let mut layers = Layers::NONE;
        for word in given(object, "layers")?.as_array()? {
            layers = layers.with(Layers(1 << value::index_of(word, &LAYERS)?));
        }
        let mut pieces = Vec::new();
        value::each(object, "pieces", report, &mut |_, value, report| match self
            .ids()
            .find(|(_, piece)| value.as_str() == Some(&piece.file))
        {
            Some((id, _)) => pieces.push(id),
            None if !valid => {}
            None => report.push(ProblemKind::UnknownReference, value, "the file of a piece"),
        });
        Some(Attribution { text, layers, pieces })
    }
}

/// Reads the object that a text is. Fails with every problem that `read` finds.
pub(super) fn read_object(
    text: &str,
    read: &mut dyn FnMut(&Object, &mut Report),
) -> Result<(), Vec<Problem>> {
    let mut report = Report::default();
    match json::read(text) {
        Ok(root) => {
            if let Some(root) = value::object(&root, &mut report) {
                read(root, &mut report);
            }
        }
        Err(error) => report.push_not_json(error),
    }
    let problems = report.into_problems();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Whether an object has all required members, and all its members are valid.
fn check(object: &Object, fields: &[Field], report: &mut Report) -> bool {
    let before = report.count();
    for field in fields {
        match given(object, field.key) {
            None if field.needed => report.push_missing(field.key, field.expected),
            Some(value) if !fits(value, field.form) => {
                report.push_at(field.key, ProblemKind::BadValue, Some(value), field.expected);
            }
            _ => {}
        }
    }
    report.count() == before
}

fn fits(value: &Value, form: Form) -> bool {
    let number = |least, most| value.as_f64().is_some_and(|x| (least..=most).contains(&x));
    let list = |most| value.as_array().is_some_and(|items| items.len() <= most);
    let word = |value, words| value::index_of(value, words).is_some();
    match form {
        Form::Text => value.as_str().is_some_and(|s| !s.trim().is_empty()),
        Form::Version => number(1.0, 1.0),
        Form::Pieces => list(MAX_PIECES),
        Form::Names | Form::Files => list(usize::MAX),
        Form::Attributions => list(MAX_ATTRIBUTIONS),
        Form::Role => word(value, &ROLE_WORDS),
        Form::Bounds => bounds(value).is_some(),
        // A metre is less than half a pixel at every zoom there is.
        Form::Kilometres => number(1e-3, 1e3),
        Form::Sea => value.is_boolean() || bounds(value).is_some(),
        Form::Kind => word(value, &KIND_WORDS),
        Form::Zoom => number(0.0, MAX_ZOOM),
        Form::Positions => positions(value).is_some(),
        Form::Areas => areas(value).is_some(),
        Form::Addresses => value.is_object(),
        Form::Layers => value
            .as_array()
            .is_some_and(|items| !items.is_empty() && items.iter().all(|item| word(item, &LAYERS))),
    }
}

// What follows reads objects that were checked.

fn read_piece(object: &Object) -> Piece {
    let text = |key| given(object, key).map(text_of);
    let role = given(object, "role").and_then(|role| value::index_of(role, &ROLE_WORDS));
    let role = role.and_then(|i| ROLES.get(i)).copied().unwrap_or(Role::Detail);
    let bounds = given(object, "bounds").and_then(bounds).unwrap_or_default();
    let mut world = world_bounds(bounds);
    if role == Role::Relief {
        let margin = world.size() * RELIEF_MARGIN;
        world = world.inflate(margin.width, margin.height);
    }
    Piece {
        file: text("file").unwrap_or_default(),
        role,
        bounds,
        world,
        tolerance_km: number(object, "toleranceKm"),
        sketch: text("sketch"),
        relief: text("relief"),
        sea: match given(object, "sea") {
            Some(Value::Bool(true)) => Sea::Whole,
            part => part.and_then(self::bounds).map_or(Sea::Flat, Sea::Part),
        },
        // It depends on the other pieces.
        draw_zoom: f64::NEG_INFINITY,
    }
}

fn read_name(object: &Object, report: &mut Report) -> Option<Name> {
    let text = value::text(object, "name", report);
    if !check(object, &NAME, report) {
        return None;
    }
    let kind = *KINDS.get(value::index_of(given(object, "kind")?, &KIND_WORDS)?)?;
    let along = positions(given(object, "along")?)?;
    let code = given(object, "code").map(text_of);
    if matches!(kind, NameKind::Sea | NameKind::Bay | NameKind::Lake) && along.len() < 2 {
        report.enter_key("along");
        report.push_text(ProblemKind::BadValue, "one point".into(), ALONG);
        report.leave();
    }
    if kind == NameKind::Country && code.is_none() {
        report.push_missing("code", CODE);
    } else if kind != NameKind::Country && given(object, "name").is_none() {
        report.push_missing("name", value::TEXT);
    }
    let most = given(object, "maxZoom").map_or(MAX_ZOOM, |_| number(object, "maxZoom"));
    let zoom = [number(object, "minZoom"), most];
    let within = given(object, "within").and_then(areas).unwrap_or_default();
    let by_code = text.is_none();
    Some(Name { kind, code: code.unwrap_or_default(), text, by_code, zoom, along, within })
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}

fn number(object: &Object, key: &str) -> f64 {
    given(object, key).and_then(Value::as_f64).unwrap_or_default()
}

fn bounds(value: &Value) -> Option<[f64; 4]> {
    let mut ends = [0.0; 4];
    numbers(value, &mut ends)?;
    let [w, s, e, n] = ends;
    let valid = w >= -180.0 && w < e && e <= 180.0 && s >= -90.0 && s < n && n <= 90.0;
    valid.then_some(ends)
}

/// The areas of a list of bounds, in world coordinates.
fn areas(value: &Value) -> Option<Vec<Rect>> {
    let mut out = Vec::new();
    for item in value.as_array()? {
        out.push(world_bounds(bounds(item)?));
    }
    Some(out)
}

/// The positions of a list, at least one.
fn positions(value: &Value) -> Option<Vec<LonLat>> {
    let mut out = Vec::new();
    for item in value.as_array()? {
        let mut degrees = [0.0; 2];
        numbers(item, &mut degrees)?;
        let [lon, lat] = degrees;
        if lon.abs() > 180.0 || lat.abs() > 90.0 {
            return None;
        }
        out.push(LonLat::new(lon, lat));
    }
    if out.is_empty() { None } else { Some(out) }
}

/// Reads a list of as many numbers as `out` has room for.
fn numbers(value: &Value, out: &mut [f64]) -> Option<()> {
    let items = value.as_array().filter(|items| items.len() == out.len())?;
    for (number, item) in out.iter_mut().zip(items) {
        *number = item.as_f64()?;
    }
    Some(())
}
