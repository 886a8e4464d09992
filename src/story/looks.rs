//! How a story wants its own ways of travel and routes to look.

use super::mode::Mode;
use super::text::Text;
use kurbo::BezPath;

/// What a story says about its looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looks {
    /// Its own ways of travel. [`Mode::Own`] is an index into this list.
    pub modes: Vec<OwnMode>,
    /// Its routes.
    pub routes: Vec<NamedRoute>,
    /// Its categories of places.
    pub categories: Vec<Category>,
    /// The classes into which the values of areas are divided, the lowest first.
    pub classes: Vec<Class>,
    /// How large the marks of places with a value are.
    pub size: Option<SizeByValue>,
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

    /// The category with this index.
    pub fn category(&self, ix: Option<CategoryIx>) -> Option<&Category> {
        self.categories.get(usize::from(ix?.0))
    }

    /// The index of the class that a value is in; `None` if it is in none.
    pub fn class_of(&self, value: f64) -> Option<usize> {
        self.classes.iter().position(|class| value <= class.up_to)
    }

    /// The route with this index.
    pub fn route(&self, ix: Option<RouteIx>) -> Option<&NamedRoute> {
        self.routes.get(usize::from(ix?.0))
    }
}

/// Index of a route in [`Looks::routes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RouteIx(pub u8);

/// Index of a category in [`Looks::categories`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CategoryIx(pub u8);

/// A category of places.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Its word in the story file.
    pub word: String,
    /// Its name.
    pub label: Text,
    /// Its colour.
    pub color: Colors,
    /// The outline of its marks in a box of 24 by 24 units; `None` for discs.
    pub outline: Option<BezPath>,
    /// Whether the outline is drawn on a disc.
    pub icon: bool,
}

/// A class of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Its name.
    pub label: Text,
    /// Its colour.
    pub color: Colors,
    /// The largest value in it.
    pub up_to: f64,
}

/// Marks whose area is proportional to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct SizeByValue {
    /// The radius of the mark of the largest value, in CSS pixels.
    pub max: f64,
    /// The largest value of a place.
    pub largest: f64,
    /// The values that the legend shows, with their names.
    pub legend: Vec<(f64, Text)>,
}

impl SizeByValue {
    /// The radius of the mark of a value, in CSS pixels.
    pub fn radius(&self, value: f64) -> f64 {
        self.max * (value.max(0.0) / self.largest.max(1e-300)).sqrt()
    }
}

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
