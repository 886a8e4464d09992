//! TopoJSON without quantisation, as mapshaper writes it.

use serde::Deserialize;
use std::collections::HashMap;

/// The file.
#[derive(Deserialize)]
pub struct Topology {
    /// Layers by name.
    pub objects: HashMap<String, Layer>,
    /// Every line once, in degrees.
    pub arcs: Vec<Vec<[f64; 2]>>,
}

/// One layer.
#[derive(Deserialize)]
pub struct Layer {
    /// Its features.
    #[serde(default)]
    pub geometries: Vec<Feature>,
}

/// One feature.
#[derive(Deserialize)]
pub struct Feature {
    /// Polygons or lines.
    #[serde(flatten)]
    pub shape: Shape,
    /// What it is.
    #[serde(default)]
    pub properties: Properties,
}

/// Arc references as TopoJSON nests them: `!i` is arc i reversed.
#[derive(Deserialize)]
#[serde(tag = "type", content = "arcs")]
pub enum Shape {
    /// One run.
    LineString(Vec<i64>),
    /// Several runs.
    MultiLineString(Vec<Vec<i64>>),
    /// Rings.
    Polygon(Vec<Vec<i64>>),
    /// Rings of several parts.
    MultiPolygon(Vec<Vec<Vec<i64>>>),
}

/// The properties we use.
#[derive(Default, Deserialize)]
pub struct Properties {
    /// Code of a country or state.
    #[serde(default)]
    pub code: String,
    /// Name of a river.
    #[serde(default)]
    pub name: String,
    /// Rank of a river.
    #[serde(default)]
    pub rank: u8,
}

impl Topology {
    /// Reads the file.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The features of a layer; none if there is no such layer.
    pub fn layer(&self, name: &str) -> &[Feature] {
        self.objects.get(name).map_or(&[], |layer| &layer.geometries)
    }
}

impl Shape {
    /// Its rings or runs, flattened: with even-odd filling it does not matter which part a hole belongs to.
    pub fn runs(&self) -> Vec<&[i64]> {
        match self {
            Self::LineString(run) => vec![run],
            Self::MultiLineString(runs) | Self::Polygon(runs) => {
                runs.iter().map(Vec::as_slice).collect()
            }
            Self::MultiPolygon(parts) => parts.iter().flatten().map(Vec::as_slice).collect(),
        }
    }
}
