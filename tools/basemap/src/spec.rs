//! The specification of a file.

use serde::Deserialize;

/// One basemap file to make. Boxes are west, south, east, north in degrees.
#[derive(Deserialize)]
pub struct Spec {
    /// The TopoJSON to read, with objects `countries`, `states`, `lakes`, `rivers`, and `lines` between states that are not
    /// areas.
    pub topojson: String,
    /// The file to write.
    pub out: String,
    /// What the file covers; lines along the edge of it are cuts.
    pub bounds: [f64; 4],
    /// Where the tolerance named in the file holds.
    pub focus: [f64; 4],
    /// What the relief image covers.
    pub relief: Option<[f64; 4]>,
    /// The world is 2 to this power quanta wide.
    pub bits: u32,
    /// The detail of each area; the first zone that contains a point applies.
    pub zones: Vec<Zone>,
    /// Rivers that are borders.
    #[serde(default)]
    pub along: Vec<Along>,
    /// Cities, by rising id.
    #[serde(default)]
    pub cities: Vec<City>,
}

/// A part of the world with the same detail.
#[derive(Deserialize)]
pub struct Zone {
    /// Its area; everywhere if absent.
    #[serde(rename = "box")]
    pub area: Option<[f64; 4]>,
    /// The largest distance of a source point from its line, in kilometres.
    pub km: f64,
    /// Coordinates are multiples of 2 to this power: coarse lines need no fine coordinates.
    #[serde(default)]
    pub snap: u32,
    /// Islands and lakes smaller than this are left out, in square kilometres.
    pub least_km2: f64,
}

/// A city of the file.
#[derive(Deserialize)]
pub struct City {
    /// Its number in all files of the basemap.
    pub id: u32,
    /// 0 for the most important cities, 10 for the least important ones.
    pub rank: u8,
    /// Its position, in degrees.
    pub at: [f64; 2],
    /// Its name.
    pub name: String,
}

/// A river that runs along the border of two countries, all of it or a part.
#[derive(Deserialize)]
pub struct Along {
    /// The river to which the border is added.
    pub river: String,
    /// Its rank, if nothing else of it is in the TopoJSON.
    pub rank: u8,
    /// Codes of the two countries.
    pub between: [String; 2],
    /// Where it reaches and where it leaves the border, in degrees; the nearest points of the border
    /// are used. Without them the whole border is the river.
    pub stretch: Option<[[f64; 2]; 2]>,
}

impl Spec {
    /// The zone of a place.
    pub fn zone(&self, lon: f64, lat: f64) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.area.is_none_or(|area| inside(area, lon, lat)))
    }
}

/// Whether a place is in a box.
pub fn inside([west, south, east, north]: [f64; 4], lon: f64, lat: f64) -> bool {
    (west..=east).contains(&lon) && (south..=north).contains(&lat)
}
