//! Floating-point suggestions. The only module that names f64; nothing that leaves it is believed.
//!
//! For a large system a float LP code finds a near-optimal vertex long before exact pivots would. What it
//! finds is turned into exact data at once: a point with dyadic coordinates, and the rows tight there. The
//! point counts only if it satisfies every row exactly; the rows only tell the exact engine where to start.
//! Errors, panics and nonsense of the float code cost time and nothing else.
//!
//! No time limit is set: a proposal that depends on the clock would make answers depend on it.

mod tight;

use crate::lp::{Answer, System, Witness, audit, decide, decide_from};

/// Unknowns from which [`decide_large`] asks for a hint.
///
/// Measured on the recipe with entries in [-9, 9] (`cargo run --release --example lp_hint`, milliseconds without and
/// with a hint): 24 unknowns, 100 rows 0.7 and 2.1; 32 unknowns, 80 rows 11 and 3; 64 unknowns, 160 rows 120 and 7
/// for points, 154 and 54 for contradictions. The numbers leave i128 near 28 unknowns; before that a hint costs
/// three to twenty times what it saves, for 8 unknowns with 1000 rows too.
const WORTH_A_HINT: usize = 28;

/// What the float code suggests, as exact data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Rows that look tight, tightest first.
    pub rows: Vec<usize>,
    /// Points that look feasible, simplest first.
    pub points: Vec<Witness>,
}

/// Suggests tight rows and points for a system; `None` when the float code fails.
///
/// It maximises the common margin t <= 1 of all inequality rows, scaled to largest entry 1, under the equality rows.
/// At a negative optimum the tight rows contradict each other, at a positive one the point is feasible.
#[must_use]
pub fn propose(system: &System) -> Option<Proposal> {
    tight::solve(system)
}

/// As [`decide`], with a proposal from floating point. The answer proves itself in the same way, but may be
/// another point or another contradiction than that of [`decide`].
#[must_use]
pub fn decide_with_hint(system: &System) -> Answer {
    let Some(proposal) = propose(system) else { return decide(system) };
    let good = proposal.points.into_iter().find(|point| audit::verify_witness(system, point));
    good.map_or_else(|| decide_from(system, &proposal.rows), Answer::Feasible)
}

/// [`decide_with_hint`] where the system is large enough for it to pay, else [`decide`].
#[must_use]
pub fn decide_large(system: &System) -> Answer {
    if system.unknowns() >= WORTH_A_HINT { decide_with_hint(system) } else { decide(system) }
}
