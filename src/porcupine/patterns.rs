//! Patterns: which masses are free, and whether a local minimum lives there.

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;

use super::PorcupineError;
use super::form::Form;
use super::lines::Lines;
use super::nnls::Solver;
use super::ring::{Fraction, Ring};
use super::tableau::Tableau;
use crate::lp::{Answer, Relation, System, decide};

/// Most distinct lines for which all 3^r patterns are enumerated.
pub const MAX_LINES: usize = 11;
/// Most lines with a single neuron for which all choices of sides are minimised over.
pub const MAX_SINGLES: usize = 12;

/// The state of a line in a pattern or region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// All neurons positive.
    Plus,
    /// All neurons negative.
    Minus,
    /// Neither of the two.
    Open,
    /// Neurons of both signs.
    Mixed,
}

impl Letter {
    /// `+`, `-`, `o` or `m`.
    #[must_use]
    pub fn symbol(self) -> char {
        match self {
            Self::Plus => '+',
            Self::Minus => '-',
            Self::Open => 'o',
            Self::Mixed => 'm',
        }
    }
}

/// A pattern as a word.
#[must_use]
pub fn word(pattern: &[Letter]) -> String {
    pattern.iter().map(|letter| letter.symbol()).collect()
}

/// The pattern with this number: base 3 with digits `+`, `-`, `o`, first line most significant.
#[must_use]
pub fn numbered(mut number: usize, lines: usize) -> Vec<Letter> {
    let mut pattern = vec![Letter::Plus; lines];
    for letter in pattern.iter_mut().rev() {
        *letter = [Letter::Plus, Letter::Minus, Letter::Open][number % 3];
        number /= 3;
    }
    pattern
}

/// What became of a pattern, with the minimiser that shows it.
#[derive(Debug, Clone)]
pub struct Settled<R> {
    /// A minimiser over the masses that the pattern allows.
    pub z: Vec<Fraction<R>>,
    /// Its loss.
    pub loss: Fraction<R>,
    /// Whether it belongs to a local minimum of the pattern.
    pub found: Found<R>,
}

/// Whether a pattern holds a local minimum, and if not, why not.
#[derive(Debug, Clone)]
pub enum Found<R> {
    /// It does; masses required to be positive are.
    Holds,
    /// This mass must be positive, and is zero in every minimiser, for its derivative is positive.
    Blocked(usize),
    /// This mass must be positive, and is zero in every minimiser: with these multipliers of the Gram
    /// matrix's columns, the combination is `>= 0`, positive at this mass, and zero where z is positive.
    Flat(usize, Vec<Fraction<R>>),
    /// The line of this side has a single neuron, which is zero and would rather grow to this side.
    Descends(usize),
}

/// A problem ready to be searched.
#[derive(Debug, Clone)]
pub struct Model<'a, R> {
    /// The problem.
    pub problem: &'a PorcupineProblem,
    /// Its distinct lines.
    pub lines: &'a Lines,
    /// Its loss.
    pub form: &'a Form<R>,
}

/// The least loss, with everything that proves it.
#[derive(Debug, Clone)]
pub struct Least<R> {
    /// The least loss.
    pub value: Fraction<R>,
    /// A minimiser.
    pub z: Vec<Fraction<R>>,
    /// For each choice of sides on single lines (`true` for the positive one), a minimiser.
    pub choices: Vec<(Vec<bool>, Vec<Fraction<R>>)>,
}

impl<R: Ring> Model<'_, R> {
    /// Decides a pattern or region, with a fresh solver.
    #[must_use]
    pub fn decide(&self, pattern: &[Letter]) -> Settled<R> {
        let mut solver = Solver::new(self.form);
        let z = solver.minimise(&self.allowed(pattern));
        self.settle(&solver, z, pattern)
    }

    /// The least loss of all networks.
    ///
    /// # Errors
    /// [`PorcupineError::TooManySingles`].
    pub fn least(&self) -> Result<Least<R>, PorcupineError> {
        let singles = self.lines.singles();
        if singles.len() > MAX_SINGLES {
            return Err(PorcupineError::TooManySingles { lines: singles.len() });
        }
        let mut solver = Solver::new(self.form);
        let mut best: Option<(Fraction<R>, Vec<Fraction<R>>)> = None;
        let mut choices = Vec::new();
        for number in 0..1_usize << singles.len() {
            let sides: Vec<bool> = (0..singles.len()).map(|place| number >> place & 1 == 0).collect();
            let mut allowed = vec![true; self.form.len()];
            for (&line, &plus) in singles.iter().zip(&sides) {
                allowed[2 * line + usize::from(plus)] = false;
            }
            let z = solver.minimise(&allowed);
            let loss = self.loss(solver.tableau());
            if best.as_ref().is_none_or(|(least, _)| loss.compare(least).is_lt()) {
                best = Some((loss, z.clone()));
            }
            choices.push((sides, z));
        }
        let (value, z) = best.unwrap_or_else(|| (Fraction::zero(), vec![Fraction::zero(); self.form.len()]));
        Ok(Least { value, z, choices })
    }

    /// The loss at the minimiser of a tableau.
    fn loss(&self, tableau: &Tableau<R>) -> Fraction<R> {
        let n = self.form.len();
        Fraction::new(tableau.entry(n, n).clone(), tableau.over.times(&self.form.scale))
    }

    /// The masses that a pattern lets be positive.
    pub(super) fn allowed(&self, pattern: &[Letter]) -> Vec<bool> {
        let both = |(line, letter): (usize, &Letter)| match letter {
            Letter::Plus => [true, false],
            Letter::Minus => [false, true],
            Letter::Open => [self.lines.neurons[line] > 1; 2],
            Letter::Mixed => [true, true],
        };
        pattern.iter().enumerate().flat_map(both).collect()
    }

    /// Decides a pattern after its minimisation.
    pub(super) fn settle(&self, solver: &Solver<R>, z: Vec<Fraction<R>>, pattern: &[Letter]) -> Settled<R> {
        let tableau = solver.tableau();
        let loss = self.loss(tableau);
        let mut settled = Settled { z, loss, found: Found::Holds };
        for (line, letter) in pattern.iter().enumerate() {
            if *letter == Letter::Open && self.lines.neurons[line] == 1 {
                for feature in [2 * line, 2 * line + 1] {
                    if tableau.right(feature).is_positive() {
                        settled.found = Found::Descends(feature);
                        return settled;
                    }
                }
            }
        }
        let required = pattern.iter().enumerate().flat_map(|(line, letter)| match letter {
            Letter::Plus => vec![2 * line],
            Letter::Minus => vec![2 * line + 1],
            Letter::Open => Vec::new(),
            Letter::Mixed => vec![2 * line, 2 * line + 1],
        });
        let missing: Vec<usize> = required.filter(|&feature| !tableau.is_basic(feature)).collect();
        if let Some(&feature) = missing.iter().find(|&&feature| tableau.right(feature).is_negative()) {
            settled.found = Found::Blocked(feature);
            return settled;
        }
        let allowed = self.allowed(pattern);
        let mut direction: Vec<Fraction<R>> = vec![Fraction::zero(); self.form.len()];
        for feature in missing {
            match self.flat_direction(tableau, &allowed, feature) {
                Ok(more) => {
                    direction = direction.iter().zip(&more).map(|(sum, more)| sum.plus(more)).collect();
                }
                Err(multipliers) => {
                    settled.found = Found::Flat(feature, multipliers);
                    return settled;
                }
            }
        }
        settled.z = advance(&settled.z, &direction);
        settled
    }

    /// A direction that keeps the fit and all signs and lets `feature` grow, or multipliers that exclude it.
    fn flat_direction(
        &self,
        tableau: &Tableau<R>,
        allowed: &[bool],
        feature: usize,
    ) -> Result<Vec<Fraction<R>>, Vec<Fraction<R>>> {
        let n = self.form.len();
        if tableau.entry(feature, feature).is_zero() {
            // The column depends on the basic ones: exchange it for them.
            let entry = |index: usize| {
                if index == feature {
                    Fraction { top: R::one(), over: R::one() }
                } else if tableau.is_basic(index) {
                    Fraction::new(tableau.entry(index, feature).negated(), tableau.over.clone())
                } else {
                    Fraction::zero()
                }
            };
            return Ok((0..n).map(entry).collect());
        }
        let columns: Vec<usize> = (0..n).filter(|&index| allowed[index]).collect();
        let mut system = System::new(columns.len());
        let mut push = |row: Vec<BigInt>, relation| {
            // The rows are made with as many entries as there are unknowns.
            let _ = system.push_big(&row, &BigInt::ZERO, relation);
        };
        for row in &self.form.kernel {
            push(columns.iter().map(|&column| row[column].clone()).collect(), Relation::Equal);
        }
        let unit = |place: usize| {
            (0..columns.len()).map(|other| BigInt::from(u8::from(other == place))).collect::<Vec<_>>()
        };
        let mut signs = Vec::new();
        for (place, &column) in columns.iter().enumerate() {
            if column == feature {
                push(unit(place), Relation::Greater);
                signs.push(column);
            } else if !tableau.is_basic(column) {
                push(unit(place), Relation::GreaterEqual);
                signs.push(column);
            }
        }
        match decide(&system) {
            Answer::Feasible(witness) => {
                let mut direction = vec![Fraction::zero(); n];
                for (&column, value) in columns.iter().zip(witness.to_rationals()) {
                    direction[column] = Fraction::rational(&value);
                }
                Ok(direction)
            }
            Answer::Infeasible(motzkin) => {
                let multipliers = motzkin.to_dense(system.len());
                let mut target = vec![BigInt::ZERO; n];
                for (column, multiplier) in signs.iter().zip(&multipliers[self.form.kernel.len()..]) {
                    target[*column] = multiplier.clone();
                }
                Err(self.in_range(allowed, &target))
            }
        }
    }

    /// Multipliers of the allowed columns of the Gram matrix that combine to `target` on the allowed rows.
    fn in_range(&self, allowed: &[bool], target: &[BigInt]) -> Vec<Fraction<R>> {
        let n = self.form.len();
        let mut matrix = self.form.matrix.clone();
        for (index, value) in target.iter().enumerate() {
            matrix[index][n] = R::integer(value);
            matrix[n][index] = R::integer(value);
        }
        let mut tableau = Tableau::new(&matrix);
        for index in (0..n).filter(|&index| allowed[index]) {
            if tableau.entry(index, index).is_positive() {
                tableau.pivot(index);
            }
        }
        let entry = |index: usize| {
            if tableau.is_basic(index) {
                Fraction::new(tableau.right(index).clone(), tableau.over.clone())
            } else {
                Fraction::zero()
            }
        };
        (0..n).map(entry).collect()
    }

    /// Positions on the lines of the case that have these masses.
    #[must_use]
    pub fn positions(&self, z: &[Fraction<R>], spread: bool) -> Vec<Vec<Fraction<R>>> {
        let positive = |value: &Fraction<R>| value.top.is_positive().then(|| value.clone());
        let masses: Vec<_> = z.chunks(2).map(|pair| (positive(&pair[0]), positive(&pair[1]))).collect();
        let scale = |mass: &Fraction<R>, factor: &Rational| mass.times(&signed(factor));
        self.lines.positions(&self.problem.neurons_per_line, &masses, spread, scale, &Fraction::zero())
    }
}

fn signed<R: Ring>(value: &Rational) -> Fraction<R> {
    Fraction::rational(value)
}

/// `z + step direction` for a positive step that keeps positive masses positive.
fn advance<R: Ring>(z: &[Fraction<R>], direction: &[Fraction<R>]) -> Vec<Fraction<R>> {
    let mut step: Option<Fraction<R>> = None;
    for (mass, change) in z.iter().zip(direction) {
        if change.top.is_negative() && mass.top.is_positive() {
            // Half the way to zero.
            let top = mass.top.times(&change.over);
            let over = mass.over.times(&change.top).negated();
            let half = Fraction::new(top, over.plus(&over));
            if step.as_ref().is_none_or(|step| half.compare(step).is_lt()) {
                step = Some(half);
            }
        }
    }
    let step = step.unwrap_or(Fraction { top: R::one(), over: R::one() });
    z.iter().zip(direction).map(|(mass, change)| mass.plus(&change.times(&step))).collect()
}
