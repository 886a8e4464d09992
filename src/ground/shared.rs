//! Grounds that several maps share. What is off the route is each map's own; everything else depends only on the files
//! of the basemap.

use super::Ground;
use crate::basemap::PieceId;
use crate::scene::Geometries;
use core::cell::RefCell;
use std::rc::{Rc, Weak};

/// A ground without a route, for all maps that show the same file of the same basemap.
#[derive(Debug)]
pub struct SharedGround {
    /// The text of the basemap's manifest, because a ground depends on the other pieces, too.
    manifest: String,
    file: Vec<u8>,
    ground: Ground,
    shapes: Geometries,
}

impl SharedGround {
    /// A ground and its paths, made from a manifest's text and a file.
    pub fn new(manifest: &str, file: &[u8], ground: Ground, shapes: Geometries) -> Self {
        Self { manifest: manifest.into(), file: file.into(), ground, shapes }
    }

    /// The piece that it is made from.
    pub fn piece(&self) -> PieceId {
        self.ground.piece
    }

    /// The ground for a map with these shapes. Its paths are not copied.
    pub fn ground(&self, shapes: &mut Geometries) -> Ground {
        let mut ground = self.ground.clone();
        ground.change_shapes(&mut |id| *id = shapes.share(&self.shapes, *id));
        ground
    }
}

/// The grounds that are in use. One that no map uses any more is dropped.
#[derive(Clone, Debug, Default)]
pub struct SharedGrounds(Rc<RefCell<Vec<Weak<SharedGround>>>>);

impl SharedGrounds {
    /// The ground of a piece that was made from the same manifest and the same file, if a map uses it.
    pub fn find(&self, manifest: &str, piece: PieceId, file: &[u8]) -> Option<Rc<SharedGround>> {
        let is_same =
            |g: &Rc<SharedGround>| g.piece() == piece && g.file == file && g.manifest == manifest;
        self.0.borrow().iter().filter_map(Weak::upgrade).find(is_same)
    }

    /// Adds a ground for other maps to find.
    pub fn add(&self, ground: SharedGround) -> Rc<SharedGround> {
        let ground = Rc::new(ground);
        let mut all = self.0.borrow_mut();
        let new = Rc::downgrade(&ground);
        match all.iter_mut().find(|g| g.strong_count() == 0) {
            Some(unused) => *unused = new,
            None => all.push(new),
        }
        ground
    }
}
