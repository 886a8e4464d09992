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
    /// The text is not JSON.
    NotJson,
}
