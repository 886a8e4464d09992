//! Dates and intervals of ISO 8601, and the steps in which time is shown.
//!
//! Days are counted in the proleptic Gregorian calendar of ISO 8601. The year 0000 is 1 BC, −0044 is 45 BC.

/// The days before a day: 0 is 1 March 0000.
pub type Day = i32;

/// The years that a date may have: four digits, and a minus before them for years before 0000.
const YEARS: core::ops::RangeInclusive<i32> = -9999..=9999;

/// An interval of whole days. An end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first day; [`Day::MIN`] if it has always been.
    pub from: Day,
    /// The day after its last one; [`Day::MAX`] if it goes on.
    pub until: Day,
}

/// The steps in which time is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    #[default]
    Year,
    /// Ten years, such as 1910 to 1919.
    Decade,
    /// A hundred years, such as 1901 to 2000.
    Century,
}

/// The time that a story shows, in equal steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// How long a step is.
    pub step: Step,
    /// The number of the first step, counted from the one with the first day of the year 0000 (of a century: 0001).
    pub first: i32,
    /// How many steps there are, 1 to [`MAX_STEPS`].
    pub count: u32,
    /// The index of the step that is shown at first.
    pub start: u32,
    /// How long a step is shown while time plays, in seconds.
    pub seconds: f64,
}

/// How many steps an axis may have.
pub const MAX_STEPS: u32 = 1_000_000;

/// How many steps an axis has at most whose step is found from the data.
const FEW_STEPS: u32 = 200;

impl Span {
    /// Reads a date or an interval: `2024-06-11`, `2024-06`, `2024`, `-0044`, `1862/1918`, `1862/..`, `../1918`. A date is the
    /// interval of its days. `None` if it is neither, if a day does not exist, or if the end is before the start.
    pub fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('/').unwrap_or((text, text));
        let from = if start == ".." { Day::MIN } else { date(start)?.from };
        let until = if end == ".." { Day::MAX } else { date(end)?.until };
        let closed = start != ".." || end != "..";
        (from < until && closed).then_some(Self { from, until })
    }

    /// Whether two intervals have a day in common.
    pub fn meets(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// The shortest text that [`Span::parse`] reads as this interval.
    pub fn iso(self) -> String {
        let mut text = String::new();
        let (first, last) = (self.from, self.until.saturating_sub(1));
        let open = self.from == Day::MIN || self.until == Day::MAX;
        let begins = |day: Day, step: Step| step.day(step.index(day)) == day;
        let fits = |step| {
            (self.from == Day::MIN || begins(first, step))
                && (self.until == Day::MAX || begins(self.until, step))
        };
        let precision = [Step::Year, Step::Month].into_iter().find(|step| fits(*step));
        let precision = precision.unwrap_or(Step::Day);
        let mut push = |day: Day, is_open: bool| {
            if is_open { text.push_str("..") } else { push_date(day, precision, &mut text) }
        };
        push(first, self.from == Day::MIN);
        let one = !open && precision.index(first) == precision.index(last);
        if !one {
            let mut end = String::from("/");
            if self.until == Day::MAX {
                end.push_str("..");
            } else {
                push_date(last, precision, &mut end);
            }
            text.push_str(&end);
        }
        text
    }
}

impl Step {
    /// The number of the step that a day is in.
    pub fn index(self, day: Day) -> i32 {
        let (year, month, _) = civil(day);
        match self {
            Self::Day => day,
            Self::Month => year * 12 + month - 1,
            Self::Year => year,
            Self::Decade => year.div_euclid(10),
            Self::Century => (year - 1).div_euclid(100),
        }
    }

    /// The first day of a step.
    pub fn day(self, index: i32) -> Day {
        match self {
            Self::Day => index,
            Self::Month => day_of(index.div_euclid(12), index.rem_euclid(12) + 1, 1),
            Self::Year => day_of(index, 1, 1),
            Self::Decade => day_of(index * 10, 1, 1),
            Self::Century => day_of(index * 100 + 1, 1, 1),
        }
    }
}

impl Axis {
    /// The axis of an interval with two ends. Without a `step` it is the shortest of which there are not too many. `None` if there
    /// are more than [`MAX_STEPS`].
    pub fn new(span: Span, step: Option<Step>) -> Option<Self> {
        let last = span.until.saturating_sub(1);
        let count = |step: Step| step.index(last).abs_diff(step.index(span.from)) + 1;
        let all = [Step::Day, Step::Month, Step::Year, Step::Decade];
        let found = || all.into_iter().find(|step| count(*step) <= FEW_STEPS);
        let step = step.or_else(found).unwrap_or(Step::Century);
        let count = count(step);
        let axis =
            Self { step, first: step.index(span.from), count, start: count - 1, seconds: 1.0 };
        (count <= MAX_STEPS).then_some(axis)
    }

    /// The days of a step, by its index from 0. After the last one it is the last one.
    pub fn span(&self, index: u32) -> Span {
        let step = self.first.saturating_add(index.min(self.count - 1) as i32);
        Span { from: self.step.day(step), until: self.step.day(step + 1) }
    }

    /// The index of the step that a day is in, or of the nearest one.
    pub fn index(&self, day: Day) -> u32 {
        let day = day.clamp(day_of(*YEARS.start(), 1, 1), day_of(*YEARS.end(), 12, 31));
        let steps = self.step.index(day).saturating_sub(self.first);
        (steps.max(0) as u32).min(self.count - 1)
    }

    /// The index of the step nearest to `index` in which something of that time is there.
    pub fn nearest(&self, index: u32, to: Span) -> u32 {
        let now = self.span(index);
        if now.meets(to) {
            index
        } else if to.from >= now.until {
            self.index(to.from)
        } else {
            self.index(to.until - 1)
        }
    }
}

/// Reads a day, a month or a year.
fn date(text: &str) -> Option<Span> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let digits = digits.as_bytes();
    let year = sign * number(digits, 0..4)?;
    if digits.len() == 4 {
        return Some(Span { from: day_of(year, 1, 1), until: day_of(year + 1, 1, 1) });
    }
    let month = number(digits, 5..7).filter(|m| (1..=12).contains(m))?;
    let month = year * 12 + month - 1;
    let (from, until) = (Step::Month.day(month), Step::Month.day(month + 1));
    if digits.len() == 7 && digits[4] == b'-' {
        return Some(Span { from, until });
    }
    let day = from + number(digits, 8..10)? - 1;
    let exists = (from..until).contains(&day) && digits.len() == 10;
    (exists && digits[4] == b'-' && digits[7] == b'-').then_some(Span { from: day, until: day + 1 })
}

/// The number that some bytes of a text are the digits of.
fn number(text: &[u8], part: core::ops::Range<usize>) -> Option<i32> {
    let mut number = 0;
    for digit in text.get(part)? {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i32::from(digit - b'0');
    }
    Some(number)
}

/// The day of a date. From Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`
/// (<https://howardhinnant.github.io/date_algorithms.html>), without the shift to 1970.
fn day_of(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
}

/// Year, month and day, `civil_from_days` of the same source.
fn civil(day: Day) -> (i32, i32, i32) {
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let years = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let shifted = (5 * of_year + 2) / 153;
    let date = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (years + era * 400 + i32::from(month <= 2), month, date)
}

fn push_date(day: Day, precision: Step, text: &mut String) {
    let (year, month, date) = civil(day);
    if year < 0 {
        text.push('-');
    }
    let year = year.unsigned_abs();
    let mut push = |number: u32| {
        text.push(char::from(b'0' + (number / 10 % 10) as u8));
        text.push(char::from(b'0' + (number % 10) as u8));
    };
    push(year / 100);
    push(year % 100);
    for (part, is_given) in [(month, precision != Step::Year), (date, precision == Step::Day)] {
        if is_given {
            text.push('-');
            let part = part as u32;
            text.push(char::from(b'0' + (part / 10) as u8));
            text.push(char::from(b'0' + (part % 10) as u8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_one_date() {
        let (first, last) = (day_of(-9999, 1, 1), day_of(9999, 12, 31));
        let mut before = civil(first - 1);
        for day in first..=last {
            let (year, month, date) = civil(day);
            assert_eq!(day_of(year, month, date), day);
            assert!((year, month, date) > before);
            before = (year, month, date);
        }
        assert_eq!(day_of(2024, 3, 1) - day_of(2024, 2, 28), 2, "a leap year");
        assert_eq!(day_of(1900, 3, 1) - day_of(1900, 2, 28), 1, "none");
        assert_eq!(day_of(1970, 1, 1), 719_468);
    }

    #[test]
    fn a_text_is_read_and_written_alike() {
        for text in ["2024-06-11", "2024-06", "2024", "-0044", "-0044-03-15", "0000", "1862/1918"] {
            assert_eq!(Span::parse(text).unwrap().iso(), text);
        }
        for text in
            ["1914-07-28/1918-11-11", "1914-08/1918-11", "1862/..", "../1918-11", "-9999/9999"]
        {
            assert_eq!(Span::parse(text).unwrap().iso(), text);
        }
        assert_eq!(Span::parse("1914-01-01/1918-12-31").unwrap().iso(), "1914/1918");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let bad = ["", "24", "2024-13", "2024-02-30", "2023-02-29", "2024-6-1", "2024-06-01-01"];
        let more = [
            "+2024",
            "12024",
            "1918/1914",
            "../..",
            "..",
            "1914/1916/1918",
            "--0044",
            "1914/",
            "−0044",
        ];
        for text in bad.into_iter().chain(more) {
            assert_eq!(Span::parse(text), None, "{text}");
        }
    }

    #[test]
    fn steps_follow_each_other_without_a_gap() {
        for step in [Step::Day, Step::Month, Step::Year, Step::Decade, Step::Century] {
            for index in -30..30 {
                let (from, until) = (step.day(index), step.day(index + 1));
                assert!(from < until);
                assert_eq!((step.index(from), step.index(until - 1)), (index, index), "{step:?}");
            }
        }
    }

    #[test]
    fn an_axis_has_as_many_steps_as_are_useful_and_not_too_many() {
        let axis = |text: &str, step| Axis::new(Span::parse(text).unwrap(), step);
        let found = |text: &str| axis(text, None).map(|a| (a.step, a.count));
        assert_eq!(found("2020-03/2020-06"), Some((Step::Day, 122)));
        assert_eq!(found("1914-08/1918-11"), Some((Step::Month, 52)));
        assert_eq!(found("1842/1914"), Some((Step::Year, 73)));
        assert_eq!(found("1001/2000"), Some((Step::Decade, 101)));
        assert_eq!(found("-9999/9999"), Some((Step::Century, 200)));
        assert_eq!(axis("-9999/9999", Some(Step::Day)), None);
        let most = axis("0001/2700", Some(Step::Day)).unwrap();
        assert_eq!(most.span(u32::MAX).until, day_of(2701, 1, 1));
        assert_eq!(most.index(Day::MAX), most.count - 1);
        assert_eq!(most.index(Day::MIN), 0);
    }

    #[test]
    fn the_nearest_step_is_one_in_which_something_is_there() {
        let axis = Axis::new(Span::parse("1842/1914").unwrap(), Some(Step::Year)).unwrap();
        let nearest = |index, text: &str| axis.nearest(index, Span::parse(text).unwrap());
        assert_eq!(nearest(10, "1850/.."), 10);
        assert_eq!(nearest(0, "1850/.."), 8);
        assert_eq!(nearest(72, "1850/1860"), 18);
        assert_eq!(nearest(72, "1700"), 0, "never: the nearest end");
    }
}
