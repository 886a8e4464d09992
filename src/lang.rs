//! The interface's own words, one table a language.

use crate::story::{Lang, Mode, PlaceKind, Standing};

/// Every text of the interface in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Strings {
    /// What the map is called by a screen reader.
    pub map: &'static str,
    /// Heading of the list of places.
    pub places: &'static str,
    /// Button.
    pub zoom_in: &'static str,
    /// Button.
    pub zoom_out: &'static str,
    /// Button: show the whole route.
    pub fit: &'static str,
    /// Button.
    pub close: &'static str,
    /// Opens the credits.
    pub sources: &'static str,
    /// Button: opens the key.
    pub key: &'static str,
    /// Button: makes the card taller.
    pub more: &'static str,
    /// Before the place a distance is measured from.
    pub from: &'static str,
    /// Between a distance and the whole length of the route.
    pub of_about: &'static str,
    /// How the distance was measured.
    pub measured: &'static str,
    /// Button on the card.
    pub previous: &'static str,
    /// Button on the card.
    pub next: &'static str,
    /// While the map loads.
    pub loading: &'static str,
    /// How the line is drawn, in one word.
    #[serde(skip)]
    pub schematic: &'static str,
    /// Before the span of time the map speaks of.
    #[serde(skip)]
    pub as_of: &'static str,
    /// Above the card of a stop, before its number.
    #[serde(skip)]
    pub step: &'static str,
    /// Which step of the telling, with `{n}` and `{of}`.
    #[serde(skip)]
    pub n_of: &'static str,
    /// Under a place that is known roughly, with `{km}` and `{mi}`.
    #[serde(skip)]
    pub approximate: &'static str,
    /// A label's second line, with `{km}`.
    #[serde(skip)]
    pub within: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub reported: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub corrected: &'static str,
    /// Standing of a fact.
    #[serde(skip)]
    pub context: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub town: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub region: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub state: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub country: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub river: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub border: &'static str,
    /// Kind of place.
    #[serde(skip)]
    pub road_end: &'static str,
    /// Kind of place: a stop off every leg.
    #[serde(skip)]
    pub stop: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_boat: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub on_foot: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_road: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub by_rail: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub highway: &'static str,
    /// Key to the lines.
    #[serde(skip)]
    pub gap: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub main_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub context_place: &'static str,
    /// Key to the marks.
    #[serde(skip)]
    pub rough_place: &'static str,
    /// After the scale bar, before a latitude.
    #[serde(skip)]
    pub at_latitude: &'static str,
    /// North and south, for a latitude.
    #[serde(skip)]
    pub north_south: [&'static str; 2],
    /// Who the map's data is from.
    #[serde(skip)]
    pub credits: &'static str,
}

const EN: Strings = Strings {
    map: "Map",
    places: "Places on the map",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Show the whole route",
    close: "Close",
    sources: "Sources",
    key: "Key",
    more: "More of the card",
    from: "from",
    of_about: "of about",
    measured: "Measured along the line as drawn, a schematic.",
    previous: "Previous place",
    next: "Next place",
    loading: "The map is loading.",
    schematic: "schematic",
    as_of: "As of",
    step: "Stop",
    n_of: "{n} of {of}",
    approximate: "Position approximate, to within {km}\u{a0}km ({mi}\u{a0}mi).",
    within: "approximate, ±{km} km",
    reported: "Reported",
    corrected: "Copy corrected",
    context: "Context",
    town: "Town",
    region: "Region",
    state: "State",
    country: "Country",
    river: "River",
    border: "Border",
    road_end: "Road end",
    stop: "Place",
    by_boat: "By boat or canoe, approximate",
    on_foot: "On foot, approximate",
    by_road: "By road between named stops, schematic",
    by_rail: "By road or rail, line unsourced",
    highway: "Pan-American Highway, schematic",
    gap: "No road",
    main_place: "Place in the article",
    context_place: "Stop on the way",
    rough_place: "Place known only roughly",
    at_latitude: "at",
    north_south: ["N", "S"],
    credits: "Map: Natural Earth, © OpenStreetMap contributors (ODbL), GSHHG; relief SRTM; places GeoNames (CC BY 4.0)",
};

const ES: Strings = Strings {
    map: "Mapa",
    places: "Lugares del mapa",
    zoom_in: "Acercar",
    zoom_out: "Alejar",
    fit: "Ver toda la ruta",
    close: "Cerrar",
    sources: "Fuentes",
    key: "Leyenda",
    more: "Ver más de la ficha",
    from: "desde",
    of_about: "de unos",
    measured: "Medido a lo largo de la línea dibujada, esquemática.",
    previous: "Lugar anterior",
    next: "Lugar siguiente",
    loading: "El mapa se está cargando.",
    schematic: "esquemático",
    as_of: "Situación de",
    step: "Parada",
    n_of: "{n} de {of}",
    approximate: "Posición aproximada, con un margen de {km}\u{a0}km ({mi}\u{a0}mi).",
    within: "aproximado, ±{km} km",
    reported: "En el artículo",
    corrected: "Texto corregido",
    context: "Contexto",
    town: "Localidad",
    region: "Región",
    state: "Estado",
    country: "País",
    river: "Río",
    border: "Frontera",
    road_end: "Fin de la carretera",
    stop: "Lugar",
    by_boat: "En lancha o canoa, aproximado",
    on_foot: "A pie, aproximado",
    by_road: "Por carretera entre paradas conocidas, esquemático",
    by_rail: "Por carretera o tren, trazado sin fuente",
    highway: "Carretera Panamericana, esquemática",
    gap: "Sin carretera",
    main_place: "Lugar del artículo",
    context_place: "Parada en el camino",
    rough_place: "Lugar conocido solo aproximadamente",
    at_latitude: "a",
    north_south: ["N", "S"],
    credits: "Mapa: Natural Earth, © colaboradores de OpenStreetMap (ODbL), GSHHG; relieve SRTM; lugares GeoNames (CC BY 4.0)",
};

impl Strings {
    /// The interface's words in `lang`.
    pub const fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &EN,
            Lang::Es => &ES,
        }
    }

    /// The word for a fact's standing.
    pub const fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Reported => self.reported,
            Standing::Corrected => self.corrected,
            Standing::Context => self.context,
        }
    }

    /// The word for a kind of place.
    pub const fn kind(&self, kind: PlaceKind) -> &'static str {
        match kind {
            PlaceKind::Stop => self.stop,
            PlaceKind::Town => self.town,
            PlaceKind::RoadEnd => self.road_end,
            PlaceKind::Region => self.region,
            PlaceKind::State => self.state,
            PlaceKind::Country => self.country,
            PlaceKind::River => self.river,
            PlaceKind::Border => self.border,
        }
    }

    /// The words for a kind of line.
    pub const fn mode(&self, mode: Mode) -> &'static str {
        match mode {
            Mode::Boat => self.by_boat,
            Mode::Foot => self.on_foot,
            Mode::Road => self.by_road,
            Mode::Rail => self.by_rail,
            Mode::Highway => self.highway,
            Mode::Gap => self.gap,
        }
    }
}
