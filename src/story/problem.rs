//! What is wrong with a story, and where.

/// One thing that is wrong with a story file.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Problem {
    /// Which rule is broken.
    pub kind: ProblemKind,
    /// Index of the feature in `features`, from 0, if the problem lies in one.
    pub feature: Option<usize>,
    /// JSON path from the root of the file, such as `$.features[3].properties.facts[0].standing`.
    pub path: String,
    /// What was found there, cut to 80 characters.
    pub got: String,
    /// What should stand there.
    pub expected: String,
}

/// Which rule of the story format is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// The text is not JSON, or nested too deep.
    NotJson,
    /// The text has more bytes, features or positions than are accepted.
    TooBig,
    /// The JSON, or a feature in it, is not GeoJSON.
    NotGeojson,
    /// The GeoJSON is something other than a feature collection.
    NotFeatureCollection,
    /// No feature is a place.
    NoPlaces,
    /// A geometry of a type that does not suit the feature, or with too few points.
    BadGeometry,
    /// A coordinate that is absent, `null` or no number.
    BadCoordinate,
    /// A longitude past 180° or a latitude past 90°.
    OutOfRange,
    /// Latitude and longitude stand in each other's place.
    Swapped,
    /// Something that must be given is not.
    Missing,
    /// A value of the wrong JSON type.
    WrongType,
    /// A text without a word in it.
    Empty,
    /// A word that is none of those the format knows.
    UnknownWord,
    /// A name of a source or place that the story does not have.
    UnknownReference,
    /// An id given twice.
    DuplicateId,
    /// A fact, or a line said to be known, without anyone who says so.
    NoSource,
    /// An address that is neither http(s) nor mailto.
    BadUrl,
    /// A date, region code or distance that cannot be one.
    BadValue,
    /// There are more problems than are listed.
    More,
}
