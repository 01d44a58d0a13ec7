//! The distinct lines of a problem, words over them, and regions.

use critcert_certificate::case::porcupine::{LineSign, PorcupineProblem};
use critcert_certificate::rational::Rational;
use num_traits::{One, Signed, Zero};

use crate::kernel::Failure;
use crate::outcome::Reason;

/// Lines without proportional ones.
pub(crate) struct Lines {
    /// Directions of the distinct lines.
    pub(crate) directions: Vec<Vec<Rational>>,
    /// Neurons on each distinct line.
    pub(crate) neurons: Vec<usize>,
    /// For each line of the case its distinct line and its factor.
    pub(crate) places: Vec<(usize, Rational)>,
}

pub(crate) fn dot(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).fold(Rational::zero(), |sum, (a, b)| sum + a * b)
}

/// The place of a line among known ones that it is proportional to, and its factor.
pub(crate) fn find(known: &[Vec<Rational>], line: &[Rational]) -> Option<(usize, Rational)> {
    known.iter().enumerate().find_map(|(index, known)| {
        // Proportional iff equality holds in Cauchy-Schwarz.
        let (product, square) = (dot(known, line), dot(known, known));
        let parallel = &product * &product == &square * dot(line, line);
        (parallel && !square.is_zero()).then(|| (index, product / square))
    })
}

impl Lines {
    /// Merges the proportional lines of a problem.
    pub(crate) fn of(problem: &PorcupineProblem) -> Self {
        let mut lines = Self { directions: Vec::new(), neurons: Vec::new(), places: Vec::new() };
        for (line, count) in problem.lines.iter().zip(&problem.neurons_per_line) {
            let line: Vec<Rational> = line.iter().map(|entry| entry.0.clone()).collect();
            let place =
                find(&lines.directions, &line).unwrap_or_else(|| (lines.directions.len(), Rational::one()));
            if place.0 == lines.directions.len() {
                lines.directions.push(line);
                lines.neurons.push(0);
            }
            if let Some(sum) = lines.neurons.get_mut(place.0) {
                *sum = sum.saturating_add(*count);
            }
            lines.places.push(place);
        }
        lines
    }

    /// The letters `+`, `-`, `m` of the distinct lines, from the signs on the lines of the case.
    pub(crate) fn merged_region(&self, region: &[LineSign]) -> Vec<char> {
        let mut seen = vec![(false, false); self.neurons.len()];
        for (letter, (place, factor)) in region.iter().zip(&self.places) {
            let Some((plus, minus)) = seen.get_mut(*place) else { continue };
            let (up, down) = match letter {
                LineSign::Plus => (true, false),
                LineSign::Minus => (false, true),
                LineSign::Mixed => (true, true),
            };
            let (up, down) = if factor.is_negative() { (down, up) } else { (up, down) };
            *plus |= up;
            *minus |= down;
        }
        let letter = |seen: &(bool, bool)| match seen {
            (true, false) => '+',
            (false, true) => '-',
            _ => 'm',
        };
        seen.iter().map(letter).collect()
    }

    /// A word over the letters `known` with one letter for each distinct line.
    pub(crate) fn letters(&self, word: &str, known: &str) -> Result<Vec<char>, Failure> {
        let letters: Vec<char> = word.chars().collect();
        let refuse = |condition| Err(Failure::from(Reason::Condition { condition }));
        if letters.len() != self.neurons.len() {
            return refuse("the word has not one letter for each distinct line");
        }
        if !letters.iter().all(|letter| known.contains(*letter)) {
            return refuse("the word has an unknown letter");
        }
        Ok(letters)
    }

    /// For each single line its letter in the choice of sides with this number, and the masses that the choice
    /// allows: both of lines that are not single.
    pub(crate) fn choice(&self, mut number: usize) -> (String, Vec<bool>) {
        let (mut sides, mut allowed) = (String::new(), Vec::new());
        for &neurons in &self.neurons {
            if neurons == 1 {
                let plus = number.is_multiple_of(2);
                number = number.checked_div(2).unwrap_or(0);
                sides.push(if plus { '+' } else { '-' });
                allowed.extend([plus, !plus]);
            } else {
                allowed.extend([true, true]);
            }
        }
        (sides, allowed)
    }

    /// The number of choices of sides on single lines.
    pub(crate) fn choices(&self) -> Option<usize> {
        let singles = self.neurons.iter().filter(|&&count| count == 1).count();
        u32::try_from(singles).ok().and_then(|singles| 1_usize.checked_shl(singles))
    }
}

/// The places of both masses of a line.
pub(crate) fn sides(line: usize) -> [usize; 2] {
    let first = line.saturating_mul(2);
    [first, first.saturating_add(1)]
}

/// Whether the signs on the lines of the case are those of a region.
pub(crate) fn is_in(signs: &[Vec<i8>], region: &[LineSign]) -> bool {
    signs.len() == region.len()
        && signs.iter().zip(region).all(|(signs, letter)| match letter {
            LineSign::Plus => signs.iter().all(|&sign| sign > 0),
            LineSign::Minus => signs.iter().all(|&sign| sign < 0),
            LineSign::Mixed => signs.contains(&1) && signs.contains(&-1),
        })
}
