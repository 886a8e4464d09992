//! Names of seas and of countries the story does not speak of: for orientation alone.

use crate::geo::LonLat;

/// A name on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroundName {
    /// In English and Spanish.
    pub name: [&'static str; 2],
    /// What it names.
    pub kind: NameKind,
    /// Countries: ISO 3166-1 alpha-2. Else empty.
    pub code: &'static str,
    /// From which zoom up to which it is lettered.
    pub zoom: (f64, f64),
    /// Seas: points the name bends along, west to east. Countries: where it stands.
    pub along: &'static [LonLat],
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

const fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat)
}

use NameKind::{Bay, Country, Park, Sea};

/// Every name, the weightiest first.
pub const NAMES: &[GroundName] = &[
    GroundName {
        name: ["Pacific Ocean", "Océano Pacífico"],
        kind: Sea,
        code: "",
        zoom: (2.0, 7.0),
        along: &[at(-97.0, 12.6), at(-93.5, 10.6), at(-90.0, 8.4), at(-86.5, 5.6)],
    },
    GroundName {
        name: ["Caribbean Sea", "Mar Caribe"],
        kind: Sea,
        code: "",
        zoom: (2.0, 7.0),
        along: &[
            at(-86.8, 18.9),
            at(-83.5, 19.1),
            at(-80.0, 18.5),
            at(-77.6, 17.2),
            at(-74.5, 15.2),
        ],
    },
    GroundName {
        name: ["Gulf of Mexico", "Golfo de México"],
        kind: Sea,
        code: "",
        zoom: (2.0, 8.0),
        along: &[
            at(-96.8, 23.2),
            at(-93.4, 24.5),
            at(-90.4, 24.9),
            at(-87.4, 24.5),
            at(-84.2, 23.4),
        ],
    },
    GroundName {
        name: ["Caribbean Sea", "Mar Caribe"],
        kind: Sea,
        code: "",
        zoom: (7.0, 12.0),
        along: &[at(-78.1, 9.75), at(-77.6, 9.5), at(-77.15, 9.1), at(-76.8, 8.75)],
    },
    GroundName {
        name: ["Pacific Ocean", "Océano Pacífico"],
        kind: Sea,
        code: "",
        zoom: (7.0, 12.0),
        along: &[at(-78.75, 7.9), at(-78.45, 7.5), at(-78.1, 7.05), at(-77.9, 6.6)],
    },
    GroundName {
        name: ["Gulf of Panama", "Golfo de Panamá"],
        kind: Bay,
        code: "",
        zoom: (6.6, 12.0),
        along: &[at(-79.9, 8.1), at(-79.4, 8.2), at(-78.9, 8.1)],
    },
    GroundName {
        name: ["Gulf of Urabá", "Golfo de Urabá"],
        kind: Bay,
        code: "",
        zoom: (7.8, 12.0),
        along: &[at(-77.08, 8.52), at(-76.95, 8.36), at(-76.85, 8.15), at(-76.8, 7.95)],
    },
    GroundName {
        name: ["Belize", "Belice"],
        kind: Country,
        code: "BZ",
        zoom: (5.0, 12.0),
        along: &[at(-88.65, 17.2)],
    },
    GroundName {
        name: ["Nicaragua", "Nicaragua"],
        kind: Country,
        code: "NI",
        zoom: (4.6, 12.0),
        along: &[at(-84.9, 12.9)],
    },
    GroundName {
        name: ["Costa Rica", "Costa Rica"],
        kind: Country,
        code: "CR",
        zoom: (5.0, 12.0),
        along: &[at(-84.2, 9.95)],
    },
    GroundName {
        name: ["United States", "Estados Unidos"],
        kind: Country,
        code: "US",
        zoom: (2.0, 8.0),
        along: &[at(-97.3, 30.5)],
    },
    GroundName {
        name: ["Cuba", "Cuba"],
        kind: Country,
        code: "CU",
        zoom: (4.4, 12.0),
        along: &[at(-78.6, 21.5)],
    },
    GroundName {
        name: ["Jamaica", "Jamaica"],
        kind: Country,
        code: "JM",
        zoom: (5.6, 12.0),
        along: &[at(-77.3, 18.15)],
    },
    GroundName {
        name: ["Haiti", "Haití"],
        kind: Country,
        code: "HT",
        zoom: (5.4, 12.0),
        along: &[at(-72.4, 19.1)],
    },
    GroundName {
        name: ["Dominican Rep.", "Rep. Dominicana"],
        kind: Country,
        code: "DO",
        zoom: (5.4, 12.0),
        along: &[at(-70.3, 18.9)],
    },
    GroundName {
        name: ["Bahamas", "Bahamas"],
        kind: Country,
        code: "BS",
        zoom: (5.6, 12.0),
        along: &[at(-77.9, 24.2)],
    },
    GroundName {
        name: ["Venezuela", "Venezuela"],
        kind: Country,
        code: "VE",
        zoom: (3.6, 12.0),
        along: &[at(-69.5, 8.3)],
    },
    GroundName {
        name: ["Ecuador", "Ecuador"],
        kind: Country,
        code: "EC",
        zoom: (3.6, 12.0),
        along: &[at(-78.4, -1.3)],
    },
    GroundName {
        name: ["Peru", "Perú"],
        kind: Country,
        code: "PE",
        zoom: (3.0, 12.0),
        along: &[at(-75.0, -9.0)],
    },
    GroundName {
        name: ["Brazil", "Brasil"],
        kind: Country,
        code: "BR",
        zoom: (2.4, 12.0),
        along: &[at(-53.0, -9.0)],
    },
    GroundName {
        name: ["Darién National Park", "Parque Nacional Darién"],
        kind: Park,
        code: "",
        zoom: (8.4, 12.0),
        along: &[at(-77.5472, 7.7361)],
    },
];
