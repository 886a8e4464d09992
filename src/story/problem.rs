//! What is wrong with a story, and where.

/// One problem in a story file.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Problem {
    /// Which rule is broken.
    pub kind: ProblemKind,
    /// Index of the feature in `features`, from 0, if the problem is in one.
    pub feature: Option<usize>,
    /// JSON path from the root of the file, such as `$.features[3].properties.facts[0].standing`.
    pub path: String,
    /// The value found there, cut to 80 characters.
    pub got: String,
    /// What was expected there.
    pub expected: String,
}

/// Which rule of the story format is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The text is not JSON, or nested too deep.
    NotJson,
    /// The text has more bytes, features or positions than are allowed.
    TooBig,
    /// The JSON, or a feature in it, is not GeoJSON.
    NotGeojson,
    /// The GeoJSON is something other than a feature collection.
    NotFeatureCollection,
    /// No feature is a place.
    NoPlaces,
    /// A geometry of a type that does not suit the feature, or with too few points.
    BadGeometry,
    /// A coordinate that is absent, `null` or not a number.
    BadCoordinate,
    /// A longitude past 180° or a latitude past 90°.
    OutOfRange,
    /// Latitude and longitude are in the wrong order.
    Swapped,
    /// A required value is absent.
    Missing,
    /// A value of the wrong JSON type.
    WrongType,
    /// A text without any visible character.
    Empty,
    /// A word that is not one of the format's keywords.
    UnknownWord,
    /// A reference to a source or place that the story does not have.
    UnknownReference,
    /// A translation of a text that the story does not have.
    UnknownText,
    /// An id that is used twice.
    DuplicateId,
    /// A fact, or a line of known course, without a source.
    NoSource,
    /// An address that is neither http(s) nor mailto.
    BadUrl,
    /// A date, region code or distance that is not valid.
    BadValue,
    /// There are more problems than are listed.
    More,
}
