//! All local minima: the 3^r patterns, one non-negative least squares problem each.

use critcert_certificate::certificate::porcupine::Value;
use num_bigint::BigInt;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::PorcupineError;
use super::nnls::Solver;
use super::patterns::{Found, Letter, MAX_LINES, Model, Settled, numbered, word};
use super::ring::{Fraction, Ring};
use super::span;

/// Consecutive patterns that share a solver; fixed, so that results do not depend on the number of threads.
const CHUNK: usize = 27;

/// A decided pattern.
#[derive(Debug, Clone)]
pub struct Decided<R> {
    /// The pattern.
    pub pattern: Vec<Letter>,
    /// What became of it.
    pub settled: Settled<R>,
    /// Whether local minima of the pattern exist with both signs on every open line.
    pub strict: bool,
}

/// Decides every pattern, in the order of their numbers.
///
/// # Errors
/// [`PorcupineError::TooManyLines`], [`PorcupineError::Interrupted`].
pub fn decide_all<R: Ring>(
    model: &Model<'_, R>,
    interrupted: &(dyn Fn() -> bool + Sync),
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<Decided<R>>, PorcupineError> {
    let lines = model.lines.len();
    if lines > MAX_LINES {
        return Err(PorcupineError::TooManyLines { lines });
    }
    let total = 3_usize.pow(u32::try_from(lines).unwrap_or(0));
    let done = std::sync::atomic::AtomicU64::new(0);
    let chunk = |first: usize| {
        let mut solver = Solver::new(model.form);
        let mut decided = Vec::new();
        for number in first..total.min(first + CHUNK) {
            if interrupted() {
                return Err(PorcupineError::Interrupted);
            }
            let pattern = numbered(number, lines);
            let z = solver.minimise(&model.allowed(&pattern));
            let settled = model.settle(&solver, z, &pattern);
            let strict = matches!(settled.found, Found::Holds) && {
                let single = |(line, letter): (usize, &Letter)| {
                    *letter == Letter::Open && model.lines.neurons[line] == 1
                };
                let mixed: Vec<Letter> = pattern
                    .iter()
                    .map(|letter| if *letter == Letter::Open { Letter::Mixed } else { *letter })
                    .collect();
                !pattern.iter().enumerate().any(single)
                    && matches!(model.settle(&solver, settled.z.clone(), &mixed).found, Found::Holds)
            };
            decided.push(Decided { pattern, settled, strict });
        }
        let count = done.fetch_add(decided.len() as u64, std::sync::atomic::Ordering::Relaxed);
        progress(count + decided.len() as u64);
        Ok(decided)
    };
    let starts: Vec<usize> = (0..total).step_by(CHUNK).collect();
    let chunks: Vec<Vec<Decided<R>>> = starts.into_par_iter().map(chunk).collect::<Result<_, _>>()?;
    Ok(chunks.into_iter().flatten().collect())
}

/// Every local minimum, for the world outside.
#[derive(Debug, Clone)]
pub struct Landscape {
    /// The distinct lines, each with the lines of the case that span it.
    pub lines: Vec<Vec<usize>>,
    /// Number 3^r of patterns.
    pub patterns: usize,
    /// One entry for each loss, increasing; the first one is the least loss.
    pub levels: Vec<Level>,
    /// Strict sign patterns of the neurons.
    pub sign_patterns: BigInt,
    /// Those with a local minimum that is not global.
    pub spurious_sign_patterns: BigInt,
    /// Those in which the span theorem excludes one.
    pub settled_by_span: BigInt,
}

/// All local minima of one loss.
#[derive(Debug, Clone)]
pub struct Level {
    /// The loss.
    pub loss: Value,
    /// Whether some of them has no zero neuron.
    pub differentiable: bool,
    /// The patterns that hold them.
    pub patterns: Vec<String>,
    /// Strict sign patterns of the neurons that hold one.
    pub sign_patterns: BigInt,
    /// One of them, with no zero neuron if there is such a one.
    pub witness: Vec<Vec<Value>>,
    /// Its masses.
    pub masses: Vec<Value>,
}

/// The distinct losses of the local minima, increasing.
#[must_use]
pub fn losses<R: Ring>(decided: &[Decided<R>]) -> Vec<Fraction<R>> {
    let holds = decided.iter().filter(|one| matches!(one.settled.found, Found::Holds));
    let mut losses: Vec<Fraction<R>> = holds.map(|one| one.settled.loss.clone()).collect();
    losses.sort_by(Fraction::compare);
    losses.dedup_by(|left, right| left.compare(right).is_eq());
    losses
}

/// Groups the decided patterns by their losses.
#[must_use]
pub fn landscape<R: Ring>(model: &Model<'_, R>, decided: &[Decided<R>]) -> Landscape {
    let mut levels = Vec::new();
    let mut spurious = BigInt::ZERO;
    for (place, loss) in losses(decided).into_iter().enumerate() {
        let members: Vec<&Decided<R>> = decided
            .iter()
            .filter(|one| {
                matches!(one.settled.found, Found::Holds) && one.settled.loss.compare(&loss).is_eq()
            })
            .collect();
        let mut count = BigInt::ZERO;
        for member in members.iter().filter(|one| one.strict) {
            count += sign_patterns(model, &member.pattern);
        }
        if place > 0 {
            spurious += &count;
        }
        let strict = members.iter().find(|one| one.strict);
        let Some(chosen) = strict.or(members.first()) else { continue };
        let z = if chosen.strict { strict_masses(model, chosen) } else { chosen.settled.z.clone() };
        let witness = model.positions(&z, true);
        levels.push(Level {
            loss: loss.value(),
            differentiable: strict.is_some(),
            patterns: members.iter().map(|one| word(&one.pattern)).collect(),
            sign_patterns: count,
            witness: witness.iter().map(|line| line.iter().map(Fraction::value).collect()).collect(),
            masses: z.iter().map(Fraction::value).collect(),
        });
    }
    let mut lines = vec![Vec::new(); model.lines.len()];
    for (given, (line, _)) in model.lines.places.iter().enumerate() {
        lines[*line].push(given);
    }
    let (settled_by_span, sign_patterns) = span::counts(model.lines);
    Landscape {
        lines,
        patterns: decided.len(),
        levels,
        sign_patterns,
        spurious_sign_patterns: spurious,
        settled_by_span,
    }
}

/// Masses of the pattern with both signs on every open line.
fn strict_masses<R: Ring>(model: &Model<'_, R>, decided: &Decided<R>) -> Vec<Fraction<R>> {
    let mixed = |letter: &Letter| if *letter == Letter::Open { Letter::Mixed } else { *letter };
    model.decide(&decided.pattern.iter().map(mixed).collect::<Vec<_>>()).z
}

/// How many strict sign patterns of the neurons belong to a pattern whose open lines are mixed.
fn sign_patterns<R: Ring>(model: &Model<'_, R>, pattern: &[Letter]) -> BigInt {
    let mut count = BigInt::from(1);
    for (letter, &neurons) in pattern.iter().zip(&model.lines.neurons) {
        if *letter == Letter::Open {
            count *= (BigInt::from(1) << neurons) - 2;
        }
    }
    count
}
