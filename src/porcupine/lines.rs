//! The distinct lines of a problem: proportional directions span one line and are merged.

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::rational::Rational;
use num_traits::{Signed, Zero};

/// Lines without repetition, and where each line of the case went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// One direction for each distinct line: that of its first occurrence in the case.
    pub directions: Vec<Vec<Rational>>,
    /// Number of neurons on each distinct line.
    pub neurons: Vec<usize>,
    /// For each line of the case, its distinct line and the factor f with u = f * direction.
    pub places: Vec<(usize, Rational)>,
}

impl Lines {
    /// Merges the proportional lines of a problem.
    #[must_use]
    pub fn of(problem: &PorcupineProblem) -> Self {
        let mut lines = Self { directions: Vec::new(), neurons: Vec::new(), places: Vec::new() };
        for (line, &count) in problem.lines.iter().zip(&problem.neurons_per_line) {
            let line: Vec<Rational> = line.iter().map(|entry| entry.0.clone()).collect();
            let mut known = lines.directions.iter().enumerate();
            let found = known.find_map(|(index, known)| Some((index, factor(known, &line)?)));
            let place = found.unwrap_or_else(|| {
                lines.directions.push(line);
                lines.neurons.push(0);
                (lines.directions.len() - 1, Rational::from_integer(1.into()))
            });
            lines.neurons[place.0] += count;
            lines.places.push(place);
        }
        lines
    }

    /// Number r of distinct lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.directions.len()
    }

    /// Whether there is no line, which no case allows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.directions.is_empty()
    }

    /// Which distinct lines have a single neuron.
    #[must_use]
    pub fn singles(&self) -> Vec<usize> {
        (0..self.len()).filter(|&line| self.neurons[line] == 1).collect()
    }

    /// Whether some line of the case was merged into another.
    #[must_use]
    pub fn merged(&self) -> bool {
        self.places.len() > self.len()
    }

    /// Positions of the neurons of the case, from masses `(P, N)` on each distinct line.
    ///
    /// Positive mass goes to the first neuron of the line, negative mass to the last one; on a line with a
    /// single neuron at most one of the two may be positive. With `spread` every neuron in between is
    /// given a share as well, so that no position is zero where masses allow it.
    #[must_use]
    pub fn positions<T: Clone>(
        &self,
        counts: &[usize],
        masses: &[(Option<T>, Option<T>)],
        spread: bool,
        scale: impl Fn(&T, &Rational) -> T,
        zero: &T,
    ) -> Vec<Vec<T>> {
        let mut positions: Vec<Vec<T>> = counts.iter().map(|&count| vec![zero.clone(); count]).collect();
        for (line, (plus, minus)) in masses.iter().enumerate() {
            let mut slots: Vec<(usize, usize)> = Vec::new();
            for (given, &count) in counts.iter().enumerate() {
                if self.places[given].0 == line {
                    slots.extend((0..count).map(|neuron| (given, neuron)));
                }
            }
            // Shares: neurons of positive sign first. Position = sign * mass / (share count * factor).
            let negative = match (plus, minus) {
                (_, None) => 0,
                (None, Some(_)) if spread => slots.len(),
                _ => 1,
            };
            let (first, last) = slots.split_at(slots.len() - negative.min(slots.len()));
            for (mass, group, sign) in [(plus, first, 1_i64), (minus, last, -1)] {
                let Some(mass) = mass else { continue };
                let group = if spread { group } else { &group[..group.len().min(1)] };
                for &(given, neuron) in group {
                    let share = Rational::new(sign.into(), (group.len() as i64).into());
                    let factor = share / &self.places[given].1;
                    positions[given][neuron] = scale(mass, &factor);
                }
            }
        }
        positions
    }
}

/// The factor f with `line = f * known`, if the two are proportional.
pub(super) fn factor(known: &[Rational], line: &[Rational]) -> Option<Rational> {
    let (index, entry) = known.iter().enumerate().find(|(_, entry)| !entry.is_zero())?;
    let factor = line.get(index)? / entry;
    (!factor.is_zero() && known.iter().zip(line).all(|(k, l)| k * &factor == *l)).then_some(factor)
}

/// Splits a position into its masses `(P, N)` on a line: both not negative, at most one positive.
#[must_use]
pub fn masses(position: &Rational) -> (Rational, Rational) {
    if position.is_negative() { (Rational::zero(), -position) } else { (position.clone(), Rational::zero()) }
}
