//! Walking through the cells of a central arrangement, depth first, with the reasons for missing branches.

use critcert_certificate::Rational;
use num_bigint::BigInt;

use crate::lp::{Relation, Solver, Status};

/// What the walk meets, in order: a node before its branches, the positive branch before the negative one.
pub(super) enum Event<'a> {
    /// Both sides of a row occur.
    Split(usize),
    /// Only one side occurs: `s row = sum multiplier_i s_i row_i` over rows of earlier splits.
    Forced {
        /// The row.
        row: usize,
        /// Whether its products are positive.
        positive: bool,
        /// Positive multipliers of signed rows, by row.
        multipliers: Vec<(usize, Rational)>,
    },
    /// A cell. The solver holds `s_i row_i . delta > 0` for the splits, in their order.
    Cell {
        /// The sign of every row: whether it is positive.
        positive: &'a [bool],
        /// The rows that were split, in order.
        splits: &'a [usize],
        /// May be pushed on, if it is popped again.
        solver: &'a mut Solver,
    },
}

/// Visits every cell of the arrangement of `rows`, nonzero vectors of `dimension` entries, no two parallel.
///
/// Stops at the first error of `visit` and returns it. Cost: two LPs for each node.
pub(super) fn walk<E>(
    dimension: usize,
    rows: &[&[BigInt]],
    mut visit: impl FnMut(Event<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut solver = Solver::new(dimension);
    let mut positive: Vec<bool> = Vec::with_capacity(rows.len());
    let mut splits: Vec<usize> = Vec::new();
    loop {
        while let Some(row) = rows.get(positive.len()) {
            let number = positive.len();
            match occurring(&mut solver, row) {
                Sides::Both => {
                    visit(Event::Split(number))?;
                    push(&mut solver, row, true);
                    splits.push(number);
                    positive.push(true);
                }
                Sides::One { positive: side, terms } => {
                    let multipliers =
                        terms.into_iter().filter_map(|(at, value)| Some((*splits.get(at)?, value))).collect();
                    visit(Event::Forced { row: number, positive: side, multipliers })?;
                    positive.push(side);
                }
            }
        }
        visit(Event::Cell { positive: &positive, splits: &splits, solver: &mut solver })?;
        loop {
            let Some(last) = splits.pop() else { return Ok(()) };
            solver.pop();
            positive.truncate(last + 1);
            if positive.pop() == Some(true) {
                if let Some(row) = rows.get(last) {
                    push(&mut solver, row, false);
                }
                splits.push(last);
                positive.push(false);
                break;
            }
        }
    }
}

enum Sides {
    Both,
    One { positive: bool, terms: Vec<(usize, Rational)> },
}

fn occurring(solver: &mut Solver, row: &[BigInt]) -> Sides {
    for positive in [true, false] {
        let status = push(solver, row, positive);
        let motzkin = solver.motzkin();
        solver.pop();
        let (Status::Infeasible, Some(motzkin)) = (status, motzkin) else { continue };
        // The rows before are feasible, so the row just pushed, the last one, takes part.
        let mut terms = motzkin.terms;
        if let Some((_, own)) = terms.pop() {
            let share = |(at, value): (usize, BigInt)| (at, Rational::new(value, own.clone()));
            let terms = terms.into_iter().map(share).collect();
            return Sides::One { positive: !positive, terms };
        }
    }
    Sides::Both
}

/// Pushes `+-row . delta > 0`; rows have the length of the solver.
fn push(solver: &mut Solver, row: &[BigInt], positive: bool) -> Status {
    push_strict(solver, row.iter().map(|entry| if positive { entry.clone() } else { -entry }).collect())
}

/// Pushes `row . delta > 0`.
pub(super) fn push_strict(solver: &mut Solver, row: Vec<BigInt>) -> Status {
    solver.push_big(&row, &BigInt::ZERO, Relation::Greater).unwrap_or_else(|_| solver.status())
}
