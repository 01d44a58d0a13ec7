//! Plots: axes with exact ticks, curves and markers given by exact numbers.

use critcert_certificate::Rational;
use num_traits::{ToPrimitive, Zero};

use super::svg::Figure;

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 24.0;
const BOTTOM: f64 = 48.0;
const ROW: f64 = 20.0;
/// Width of a character at the size of labels, generously.
const CHARACTER: f64 = 7.6;

/// A curve or a set of markers.
#[derive(Debug)]
struct Series {
    class: &'static str,
    name: String,
    points: Vec<(Rational, Rational)>,
    titles: Option<Vec<String>>,
}

/// A place on an axis and its label.
type Tick = (Rational, String);

/// A plot before it is drawn.
#[derive(Debug)]
pub(super) struct Plot {
    name: String,
    title: String,
    axes: (String, String),
    series: Vec<Series>,
    ticks: (Vec<Tick>, Vec<Tick>),
}

impl Plot {
    /// An empty plot; `axes` names what is drawn to the right and upwards.
    #[must_use]
    pub(super) fn new(name: &str, title: &str, axes: (&str, &str)) -> Self {
        let axes = (axes.0.to_owned(), axes.1.to_owned());
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            axes,
            series: Vec::new(),
            ticks: Default::default(),
        }
    }

    /// Adds a broken line of class `s0` to `s3`; one without a name is not in the legend.
    pub(super) fn curve(&mut self, class: &'static str, name: &str, points: Vec<(Rational, Rational)>) {
        self.series.push(Series { class, name: name.to_owned(), points, titles: None });
    }

    /// Adds markers of class `m0` (discs) or `m1` (squares), each with a title.
    pub(super) fn markers(
        &mut self,
        class: &'static str,
        name: &str,
        points: Vec<(Rational, Rational)>,
        titles: Vec<String>,
    ) {
        self.series.push(Series { class, name: name.to_owned(), points, titles: Some(titles) });
    }

    /// Adds ticks to the right and upwards; labels that would touch earlier ones are left out.
    pub(super) fn ticks(&mut self, x: Vec<Rational>, y: Vec<Rational>) {
        let labelled =
            |values: Vec<Rational>| values.into_iter().map(|value| (value.clone(), value.to_string()));
        self.ticks.0.extend(labelled(x));
        self.ticks.1.extend(labelled(y));
    }

    /// Adds a tick to the right with a label of its own.
    pub(super) fn tick(&mut self, place: Rational, label: String) {
        self.ticks.0.push((place, label));
    }

    /// Draws the plot.
    #[must_use]
    pub(super) fn draw(&self) -> Figure {
        let (legend, rows) = self.legend();
        let top = 16.0 + ROW * (rows + 1.0);
        let height = HEIGHT + ROW * rows;
        let mut figure = Figure::new(&self.name, &self.title, WIDTH as u32, height as u32);
        let floor = height - BOTTOM;
        let x = scale(self.values(0), LEFT + 8.0, WIDTH - RIGHT - 8.0);
        let y = scale(self.values(1), floor - 8.0, top + 8.0);
        self.draw_ticks(&mut figure, &x, &y, (top, floor));
        figure.line("axis", &[(LEFT, top), (LEFT, floor), (WIDTH - RIGHT, floor)]);
        figure.text((WIDTH - RIGHT, height - 8.0), "end", &self.axes.0);
        figure.text((8.0, top - 10.0), "start", &self.axes.1);
        for series in &self.series {
            let points: Vec<_> = series.points.iter().map(|(a, b)| (x(a), y(b))).collect();
            match &series.titles {
                None => figure.line(series.class, &points),
                Some(titles) => {
                    points
                        .iter()
                        .zip(titles)
                        .for_each(|(point, title)| figure.marker(series.class, *point, title));
                }
            }
        }
        let named = self.series.iter().filter(|series| !series.name.is_empty());
        for (series, (left, row)) in named.zip(legend) {
            let base = 20.0 + ROW * row;
            if series.titles.is_some() {
                figure.marker(series.class, (left + 14.0, base - 4.0), &series.name);
            } else {
                figure.line(series.class, &[(left, base - 4.0), (left + 28.0, base - 4.0)]);
            }
            figure.text((left + 36.0, base), "start", &series.name);
        }
        figure
    }

    fn draw_ticks(
        &self,
        figure: &mut Figure,
        x: &impl Fn(&Rational) -> f64,
        y: &impl Fn(&Rational) -> f64,
        (top, floor): (f64, f64),
    ) {
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (tick, label) in &self.ticks.0 {
            let place = x(tick);
            figure.line("grid", &[(place, top), (place, floor)]);
            let half = label.chars().count() as f64 * CHARACTER / 2.0 + 4.0;
            let free = taken.iter().all(|(low, high)| place + half < *low || place - half > *high);
            if free && place + half < WIDTH {
                taken.push((place - half, place + half));
                figure.text((place, floor + 18.0), "middle", label);
            }
        }
        let mut rows: Vec<f64> = Vec::new();
        for (tick, label) in &self.ticks.1 {
            let place = y(tick);
            figure.line("grid", &[(LEFT, place), (WIDTH - RIGHT, place)]);
            let short = label.len() as f64 * CHARACTER < LEFT - 8.0;
            if short && rows.iter().all(|row| (row - place).abs() > 18.0) {
                rows.push(place);
                figure.text((LEFT - 8.0, place + 4.0), "end", label);
            }
        }
    }

    /// Where each entry of the legend goes, and the number of its last row.
    fn legend(&self) -> (Vec<(f64, f64)>, f64) {
        let (mut left, mut row) = (8.0, 0.0);
        let mut places = Vec::new();
        for series in self.series.iter().filter(|series| !series.name.is_empty()) {
            let width = 56.0 + series.name.chars().count() as f64 * CHARACTER;
            if left > 8.0 && left + width > WIDTH {
                (left, row) = (8.0, row + 1.0);
            }
            places.push((left, row));
            left += width;
        }
        (places, row + 1.0)
    }

    fn values(&self, axis: usize) -> Vec<f64> {
        let own = self.series.iter().flat_map(|series| &series.points);
        let ticks = if axis == 0 { &self.ticks.0 } else { &self.ticks.1 };
        own.map(|(x, y)| pixel(if axis == 0 { x } else { y }))
            .chain(ticks.iter().map(|(tick, _)| pixel(tick)))
            .collect()
    }
}

/// The coordinate of an exact number in a drawing.
#[must_use]
pub(super) fn pixel(value: &Rational) -> f64 {
    value.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}

fn scale(values: Vec<f64>, from: f64, to: f64) -> impl Fn(&Rational) -> f64 {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // A single value goes to the middle.
    let (low, span) = if high > low { (low, high - low) } else { (low - 0.5, 1.0) };
    move |value| from + (pixel(value) - low) / span * (to - from)
}

/// The least and greatest of some values, and zero if it is between them.
#[must_use]
pub(super) fn extremes<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Vec<Rational> {
    let ends = values.clone().min().into_iter().chain(values.max());
    let mut ticks: Vec<Rational> = ends.cloned().collect();
    if ticks.iter().any(|tick| *tick < Rational::zero()) && ticks.iter().any(|tick| *tick > Rational::zero())
    {
        ticks.push(Rational::zero());
    }
    ticks.dedup();
    ticks
}
