//! The tree of sign extensions: patterns in order in bounded memory, and a proof for everything left out.
//!
//! A *branch* is a sequence of signs of the first classes. It is extended class by class, + before 0 before -; a branch
//! that no point realizes is cut by Motzkin multipliers, and a branch with a sign for every class is a
//! pattern. As patterns come in opposite pairs, the first sign that is not zero is positive.
//!
//! # Method
//! A branch inherits the witness of the branch above if that lies on its side, so that each point decides one
//! extension for free; the others ask the incremental solver, which continues from the basis at hand.
//! Subtrees are searched in parallel, a bounded number at a time, and shown in order.
//!
//! # Source
//! Own; the alternative is T. S. Motzkin, *Beitraege zur Theorie der linearen Ungleichungen*, 1936.

use std::hash::Hash;

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::cells::Stop;
use super::listing::{Pattern, Witness, short};
use super::number::{Number, shorten, side};
use super::points::Points;
use crate::lp::{Relation, Solver, Status};

/// What the search meets, depth first.
#[derive(Debug)]
pub enum Event<'a> {
    /// A pattern.
    Found(Pattern<'a>),
    /// A branch that no point realizes.
    Cut {
        /// Its signs.
        branch: &'a [i8],
        /// Multipliers of its rows, see [`crate::lp::Motzkin`]: row i is sign_i X_i.w > 0, or X_i.w = 0.
        multipliers: &'a [(usize, BigInt)],
    },
}

/// Why a search ended early.
#[derive(Debug, thiserror::Error)]
pub enum TreeError<E> {
    /// The user asked to stop.
    #[error("interrupted")]
    Interrupted,
    /// Whoever sees the events failed.
    #[error(transparent)]
    Seen(#[from] E),
}

/// Subtrees searched between two visits to `see`.
const TOGETHER: usize = 256;
/// A subtree starts this many classes before the end.
const LEVELS: usize = 6;

/// Shows every pattern of half of all (see [`super::Listing`]) and every cut branch, depth first.
///
/// Memory: a few hundred subtrees of at most 3^6 leaves. The events do not depend on the number of threads.
///
/// # Errors
/// [`TreeError`].
pub fn search<E>(
    points: &Points,
    zeros: bool,
    interrupted: &(dyn Fn() -> bool + Sync),
    mut see: impl FnMut(Event<'_>) -> Result<(), E>,
) -> Result<(), TreeError<E>> {
    let words = short::<i64>(points).map(|rows| Search { rows, points, zeros });
    let big = Search { rows: points.rows().to_vec(), points, zeros };
    let classes = points.rows().len();
    let split = classes.saturating_sub(LEVELS).max(1).min(classes);
    let mut roots: Vec<Step> = Vec::new();
    let mut flush = |roots: &mut Vec<Step>| -> Result<(), TreeError<E>> {
        let subtrees: Vec<Vec<Step>> = roots
            .par_iter()
            .map(|root| {
                if interrupted() {
                    return Vec::new();
                }
                match root {
                    Step::Found { signs, .. } => words
                        .as_ref()
                        .and_then(|search| search.below(signs, classes).ok())
                        .or_else(|| big.below(signs, classes).ok())
                        .unwrap_or_default(),
                    Step::Cut { .. } => Vec::new(),
                }
            })
            .collect();
        if interrupted() {
            return Err(TreeError::Interrupted);
        }
        for (root, subtree) in roots.iter().zip(&subtrees) {
            for step in std::iter::once(root).filter(|root| matches!(root, Step::Cut { .. })).chain(subtree) {
                see(step.event())?;
            }
        }
        roots.clear();
        Ok(())
    };
    // The branches down to the split come one by one; words may give up where big integers go on, so the top is
    // searched in big integers.
    let mut outcome = Ok(());
    let top = big.walk(&[], split, &mut |step| {
        roots.push(step);
        if roots.len() >= TOGETHER {
            outcome = flush(&mut roots);
        }
        outcome.is_ok() && !interrupted()
    });
    outcome?;
    match top {
        Ok(()) => flush(&mut roots),
        Err(_) => Err(TreeError::Interrupted),
    }
}

/// An event with its own memory.
enum Step {
    Found { signs: Vec<i8>, witness: Entries },
    Cut { branch: Vec<i8>, multipliers: Vec<(usize, BigInt)> },
}

enum Entries {
    Words(Vec<i64>),
    Big(Vec<BigInt>),
}

impl Step {
    fn event(&self) -> Event<'_> {
        match self {
            Self::Found { signs, witness } => {
                let witness = match witness {
                    Entries::Words(entries) => Witness::Words(entries),
                    Entries::Big(entries) => Witness::Big(entries),
                };
                Event::Found(Pattern { signs, witness })
            }
            Self::Cut { branch, multipliers } => Event::Cut { branch, multipliers },
        }
    }
}

struct Search<'p, N> {
    rows: Vec<Vec<N>>,
    points: &'p Points,
    zeros: bool,
}

/// A branch whose extensions are being tried.
struct Level<N> {
    witness: Vec<N>,
    /// Extensions still to try, the next one last.
    pending: Vec<i8>,
}

impl<N: Number + Hash> Search<'_, N> {
    /// All steps below a realizable branch, down to `depth` signs.
    fn below(&self, branch: &[i8], depth: usize) -> Result<Vec<Step>, Stop> {
        let mut steps = Vec::new();
        self.walk(branch, depth, &mut |step| {
            steps.push(step);
            true
        })?;
        Ok(steps)
    }

    /// Depth first from a realizable branch down to `depth` signs, until `see` says no.
    fn walk(&self, branch: &[i8], depth: usize, see: &mut dyn FnMut(Step) -> bool) -> Result<(), Stop> {
        let mut solver = Solver::new(self.points.dimension());
        for (class, &sign) in branch.iter().enumerate() {
            self.push(&mut solver, class, sign);
        }
        let mut signs = branch.to_vec();
        let witness = if branch.iter().all(|&sign| sign == 0) {
            vec![N::zero(); self.points.dimension()]
        } else {
            self.witness_of(&solver, &signs)?
        };
        let mut levels = Vec::new();
        if !self.open(&signs, witness, depth, &mut levels, see) {
            return Err(Stop::Interrupted);
        }
        while let Some(level) = levels.last_mut() {
            let Some(sign) = level.pending.pop() else {
                levels.pop();
                if signs.len() > branch.len() {
                    signs.pop();
                    solver.pop();
                }
                continue;
            };
            let class = signs.len();
            signs.push(sign);
            let feasible = self.push(&mut solver, class, sign) == Status::Feasible;
            if !feasible {
                let multipliers = solver.motzkin().map(|proof| proof.terms).unwrap_or_default();
                if !see(Step::Cut { branch: signs.clone(), multipliers }) {
                    return Err(Stop::Interrupted);
                }
                signs.pop();
                solver.pop();
                continue;
            }
            let witness = if side(&self.rows[class], &level.witness) == sign {
                level.witness.clone()
            } else {
                self.witness_of(&solver, &signs)?
            };
            if !self.open(&signs, witness, depth, &mut levels, see) {
                return Err(Stop::Interrupted);
            }
        }
        Ok(())
    }

    /// Enters a realizable branch: a level of its own, which is empty at the depth wanted.
    fn open(
        &self,
        signs: &[i8],
        witness: Vec<N>,
        depth: usize,
        levels: &mut Vec<Level<N>>,
        see: &mut dyn FnMut(Step) -> bool,
    ) -> bool {
        if signs.len() == depth {
            let zero = depth == self.rows.len() && signs.iter().all(|&sign| sign == 0);
            levels.push(Level { witness: Vec::new(), pending: Vec::new() });
            // The all-zero pattern is realized by 0 and needs no witness.
            return zero || see(Step::Found { signs: signs.to_vec(), witness: entries(&witness) });
        }
        let first = signs.iter().all(|&sign| sign == 0);
        let mut pending = Vec::with_capacity(3);
        if !first {
            pending.push(-1);
        }
        if self.zeros {
            pending.push(0);
        }
        pending.push(1);
        levels.push(Level { witness, pending });
        true
    }

    fn push(&self, solver: &mut Solver, class: usize, sign: i8) -> Status {
        let relation = if sign == 0 { Relation::Equal } else { Relation::Greater };
        let row = &self.points.rows()[class];
        let words: Option<Vec<i64>> = row.iter().map(ToPrimitive::to_i64).collect();
        let pushed = match words {
            Some(mut words) if !words.contains(&i64::MIN) => {
                if sign < 0 {
                    words.iter_mut().for_each(|entry| *entry = -*entry);
                }
                solver.push(&words, 0, relation)
            }
            _ => {
                let signed: Vec<BigInt> =
                    row.iter().map(|entry| if sign < 0 { -entry } else { entry.clone() }).collect();
                solver.push_big(&signed, &BigInt::ZERO, relation)
            }
        };
        // Every row has D entries, so that the shape is right.
        pushed.unwrap_or(Status::Infeasible)
    }

    /// A short point of a realizable branch.
    fn witness_of(&self, solver: &Solver, signs: &[i8]) -> Result<Vec<N>, Stop> {
        let found = solver.witness().map(|witness| witness.numerators).unwrap_or_default();
        let wide: Vec<N::Wide> = found
            .iter()
            .map(|entry| N::read(entry).map(|entry| entry.widen()))
            .collect::<Option<_>>()
            .ok_or(Stop::Overflow)?;
        if signs.contains(&0) {
            return N::primitive(&wide).ok_or(Stop::Overflow);
        }
        let fits =
            |candidate: &[N]| self.rows.iter().zip(signs).all(|(row, &sign)| side(row, candidate) == sign);
        shorten::<N>(&wide, fits).ok_or(Stop::Overflow)
    }
}

fn entries<N: Number>(witness: &[N]) -> Entries {
    let words: Option<Vec<i64>> = witness.iter().map(|entry| i64::read(&entry.write())).collect();
    match words {
        Some(words) => Entries::Words(words),
        None => Entries::Big(witness.iter().map(N::write).collect()),
    }
}
