//! How a story wants its own ways of travel and routes to look.

use super::mode::Mode;
use super::text::Text;

/// What a story says about its looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// Its own ways of travel. [`Mode::Own`] is an index into this list.
    pub modes: Vec<OwnMode>,
    /// Its routes.
    pub routes: Vec<NamedRoute>,
}

impl Looks {
    /// A way of travel that is the story's own.
    pub fn mode(&self, mode: Mode) -> Option<&OwnMode> {
        let Mode::Own(ix) = mode else { return None };
        self.modes.get(usize::from(ix))
    }

    /// The built-in way of travel that is meant, or that is nearest to one of the story's own.
    pub fn built_in(&self, mode: Mode) -> Mode {
        self.mode(mode).map_or(mode, |own| own.like)
    }

    /// The name of a way of travel within a sentence, if the story gives one.
    pub fn by(&self, mode: Mode) -> Option<&Text> {
        self.mode(mode).and_then(|own| own.by.as_ref().or(own.label.as_ref()))
    }

    /// The route with this index.
    pub fn route(&self, ix: Option<RouteIx>) -> Option<&NamedRoute> {
        self.routes.get(usize::from(ix?.0))
    }
}

/// Index of a route in [`Looks::routes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RouteIx(pub u8);

/// A way of travel that the story defines, or a built-in one to which it gives another look.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnMode {
    /// Its word in the story file.
    pub word: String,
    /// The built-in way of travel that it replaces, or that is nearest to it.
    pub like: Mode,
    /// Its name in the legend. Only those that replace a built-in one may have none.
    pub label: Option<Text>,
    /// Its name within a sentence, such as "by bus"; the label if absent.
    pub by: Option<Text>,
    /// Its colour; that of the route if absent.
    pub color: Option<Colors>,
    /// Its width in CSS pixels; that of the route if absent.
    pub width: Option<f64>,
    /// Its dashes.
    pub dash: Dash,
    /// Whether it is drawn as an arc, like a flight.
    pub arc: bool,
    /// Which arrows show the direction of travel.
    pub arrow: Arrow,
}

/// One of several routes of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedRoute {
    /// Unique id among the routes.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its colour.
    pub color: Colors,
}

/// A colour of the story on light and on dark ground: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colors {
    /// On light ground.
    pub light: [u8; 3],
    /// On dark ground.
    pub dark: [u8; 3],
}

/// The dashes of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// None.
    #[default]
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

/// The arrows that show the direction of travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrow {
    /// Slim ones along the line.
    #[default]
    Along,
    /// A large one at its end.
    End,
    /// None.
    None,
}
