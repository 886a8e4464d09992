//! Names of seas and of countries the story does not speak of: for orientation alone.

use crate::geo::LonLat;

/// Where a name stands on the ground. What it is in each language stands at the same place of
/// [`crate::lang::Strings::ground`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroundName {
    /// What it names.
    pub kind: NameKind,
    /// Countries: ISO 3166-1 alpha-2. Else empty.
    pub code: &'static str,
    /// From which zoom up to which it is lettered, in tenths of a level.
    zoom: (u8, u8),
    /// See [`GroundName::along`]: as whole numbers they take half the room.
    along: &'static [[i32; 2]],
}

/// Parts of a degree.
const PARTS: f64 = 10_000.0;

impl GroundName {
    /// Whether it is lettered at this zoom.
    pub fn shows(&self, zoom: f64) -> bool {
        let (from, to) = self.zoom;
        (f64::from(from) / 10.0..f64::from(to) / 10.0).contains(&zoom)
    }

    /// Seas: points the name bends along, west to east. Countries: where it stands.
    pub fn along(&self) -> impl Iterator<Item = LonLat> {
        let degrees = |parts: i32| f64::from(parts) / PARTS;
        self.along.iter().map(move |[lon, lat]| LonLat::new(degrees(*lon), degrees(*lat)))
    }
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

const fn at(lon: f64, lat: f64) -> [i32; 2] {
    [(lon * PARTS).round() as i32, (lat * PARTS).round() as i32]
}

use NameKind::{Bay, Country, Park, Sea};

/// Every name, the weightiest first.
pub const NAMES: &[GroundName] = &[
    // Pacific Ocean.
    GroundName {
        kind: Sea,
        code: "",
        zoom: (20, 70),
        along: &[at(-97.0, 12.6), at(-93.5, 10.6), at(-90.0, 8.4), at(-86.5, 5.6)],
    },
    // Caribbean Sea.
    GroundName {
        kind: Sea,
        code: "",
        zoom: (20, 70),
        along: &[
            at(-86.8, 18.9),
            at(-83.5, 19.1),
            at(-80.0, 18.5),
            at(-77.6, 17.2),
            at(-74.5, 15.2),
        ],
    },
    // Gulf of Mexico.
    GroundName {
        kind: Sea,
        code: "",
        zoom: (20, 80),
        along: &[
            at(-96.8, 23.2),
            at(-93.4, 24.5),
            at(-90.4, 24.9),
            at(-87.4, 24.5),
            at(-84.2, 23.4),
        ],
    },
    // Caribbean Sea.
    GroundName {
        kind: Sea,
        code: "",
        zoom: (70, 120),
        along: &[at(-78.1, 9.75), at(-77.6, 9.5), at(-77.15, 9.1), at(-76.8, 8.75)],
    },
    // Pacific Ocean.
    GroundName {
        kind: Sea,
        code: "",
        zoom: (70, 120),
        along: &[at(-78.75, 7.9), at(-78.45, 7.5), at(-78.1, 7.05), at(-77.9, 6.6)],
    },
    // Gulf of Panama.
    GroundName {
        kind: Bay,
        code: "",
        zoom: (66, 120),
        along: &[at(-79.9, 8.1), at(-79.4, 8.2), at(-78.9, 8.1)],
    },
    // Gulf of Urabá.
    GroundName {
        kind: Bay,
        code: "",
        zoom: (78, 120),
        along: &[at(-77.08, 8.52), at(-76.95, 8.36), at(-76.85, 8.15), at(-76.8, 7.95)],
    },
    // Belize.
    GroundName { kind: Country, code: "BZ", zoom: (50, 120), along: &[at(-88.65, 17.2)] },
    // Nicaragua.
    GroundName { kind: Country, code: "NI", zoom: (46, 120), along: &[at(-84.9, 12.9)] },
    // Costa Rica.
    GroundName { kind: Country, code: "CR", zoom: (50, 120), along: &[at(-84.2, 9.95)] },
    // United States.
    GroundName { kind: Country, code: "US", zoom: (20, 80), along: &[at(-97.3, 30.5)] },
    // Cuba.
    GroundName { kind: Country, code: "CU", zoom: (44, 120), along: &[at(-78.6, 21.5)] },
    // Jamaica.
    GroundName { kind: Country, code: "JM", zoom: (56, 120), along: &[at(-77.3, 18.15)] },
    // Haiti.
    GroundName { kind: Country, code: "HT", zoom: (54, 120), along: &[at(-72.4, 19.1)] },
    // Dominican Rep..
    GroundName { kind: Country, code: "DO", zoom: (54, 120), along: &[at(-70.3, 18.9)] },
    // Bahamas.
    GroundName { kind: Country, code: "BS", zoom: (56, 120), along: &[at(-77.9, 24.2)] },
    // Venezuela.
    GroundName { kind: Country, code: "VE", zoom: (36, 120), along: &[at(-69.5, 8.3)] },
    // Ecuador.
    GroundName { kind: Country, code: "EC", zoom: (36, 120), along: &[at(-78.4, -1.3)] },
    // Peru.
    GroundName { kind: Country, code: "PE", zoom: (30, 120), along: &[at(-75.0, -9.0)] },
    // Brazil.
    GroundName { kind: Country, code: "BR", zoom: (24, 120), along: &[at(-53.0, -9.0)] },
    // Darién National Park.
    GroundName { kind: Park, code: "", zoom: (84, 120), along: &[at(-77.5472, 7.7361)] },
];

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::lang::{Lang, Strings};

    #[test]
    fn every_language_has_every_name_where_its_place_is() {
        let names = |lang| Strings::of(lang).ground.split('|').collect::<Vec<_>>();
        for &lang in Lang::ALL {
            let own = names(lang);
            assert_eq!(own.len(), NAMES.len(), "{lang:?}");
            assert!(own.iter().all(|n| !n.is_empty() && n.trim() == *n), "{lang:?}: {own:?}");
        }
        let english = names(Lang::En);
        for (name, code, spanish, arabic) in [
            ("Belize", "BZ", "Belice", "بليز"),
            ("United States", "US", "Estados Unidos", "الولايات المتحدة"),
            ("Brazil", "BR", "Brasil", "البرازيل"),
            ("Darién National Park", "", "Parque Nacional Darién", "متنزه دارين الوطني"),
        ] {
            let at = english.iter().position(|n| *n == name).unwrap();
            assert_eq!(NAMES[at].code, code);
            assert_eq!((names(Lang::Es)[at], names(Lang::Ar)[at]), (spanish, arabic));
        }
    }
}
