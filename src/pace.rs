//! Whether the machine keeps up with a flight.

/// A frame is late if it comes this many seconds after the one before: the map visibly stops. A browser
/// that saves power gives 30 frames a second, whatever is painted, so this is more than a thirtieth.
const LATE: f64 = 0.045;

/// A flight with this many late frames lags; fewer may be an accident.
const MANY_LATE: u32 = 3;

/// Counts the late frames of a flight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    last: Option<f64>,
    late: u32,
}

impl Pace {
    /// Counts a frame of the flight at `now` seconds.
    pub fn frame(&mut self, now: f64) {
        let late = self.last.replace(now).is_some_and(|last| now - last > LATE);
        self.late += u32::from(late);
    }

    /// The flight has ended. If it lagged, the next flight lags from its first late frame.
    pub fn end_flight(&mut self) {
        if self.last.take().is_some() {
            self.late = if self.lags() { MANY_LATE - 1 } else { 0 };
        }
    }

    /// Whether the rest of the flight should be painted with fewer pixels.
    pub fn lags(&self) -> bool {
        self.late >= MANY_LATE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lags(frames: impl IntoIterator<Item = f64>) -> bool {
        let mut pace = Pace::default();
        frames.into_iter().for_each(|now| pace.frame(now));
        pace.lags()
    }

    #[test]
    fn a_flight_lags_from_its_third_late_frame_on() {
        assert!(!lags([0.0, 0.05, 0.1]), "two may be an accident");
        assert!(lags([0.0, 0.05, 0.1, 0.15]));
        assert!(lags([0.0, 0.05, 0.06, 0.11, 0.12, 0.17]), "they need not follow each other");
        assert!(lags([0.0, 0.05, 0.1, 0.15, 0.16, 0.17]), "fewer pixels are painted faster");
    }

    #[test]
    fn the_flight_after_one_that_lagged_lags_from_its_first_late_frame_on() {
        let mut pace = Pace::default();
        let mut fly = |frames: &[f64]| {
            frames.iter().for_each(|now| pace.frame(*now));
            let lagged = pace.lags();
            pace.end_flight();
            pace.end_flight();
            assert!(!pace.lags(), "an idle map is painted with all pixels");
            lagged
        };
        assert!(fly(&[0.0, 0.05, 0.1, 0.15]));
        assert!(fly(&[9.0, 9.05]));
        assert!(!fly(&[20.0, 20.01, 20.02]), "this one was in time");
        assert!(!fly(&[30.0, 30.05, 30.1]), "and does not count against the next");
    }

    #[test]
    fn thirty_frames_in_a_second_are_enough() {
        assert!(!lags((0..60).map(|i| f64::from(i) / 30.0)));
    }
}
