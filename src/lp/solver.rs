//! The public faces of the engine: one question, or a stack of rows.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::answer::{Answer, Motzkin, Witness};
use super::engine::{Engine, Rung};
use super::search::{Outcome, Progress};
use super::system::{Relation, ShapeError, System};

/// Decides a system exactly.
///
/// Ensures: the answer passes [`super::audit::verify`]; it is a function of the rows and their order.
/// Cost: memory for D(D + 2) numbers; a pivot takes O(D^2) and a scan O(n D) number operations; a few times D
/// pivots are usual, the worst case is exponential.
///
/// ```
/// use critcert::lp::{Answer, Relation, System, decide};
/// let mut system = System::new(2);
/// system.push(&[1, 1], 1, Relation::Equal)?;
/// system.push(&[1, -1], 0, Relation::Greater)?;
/// let Answer::Feasible(witness) = decide(&system) else { panic!("x + y = 1, x > y has solutions") };
/// assert_eq!(witness.numerators.len(), 2);
/// # Ok::<(), critcert::lp::ShapeError>(())
/// ```
#[must_use]
pub fn decide(system: &System) -> Answer {
    decide_from(system, &[])
}

/// As [`decide`], starting from rows somebody proposes: those believed tight at a vertex, or to contradict each
/// other, most important first.
///
/// The proposal changes the way, never the truth of the answer. Row indices that do not exist are passed over.
#[must_use]
pub fn decide_from(system: &System, proposed: &[usize]) -> Answer {
    let mut engine = Engine::new(system.unknowns());
    let early = if proposed.is_empty() { None } else { engine.adopt(system, proposed) };
    let outcome = early.unwrap_or_else(|| engine.settle(system, &mut Progress::default()));
    engine.answer(system, outcome)
}

/// Whether the rows pushed so far have a common solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// They have; [`Solver::witness`] shows one.
    Feasible,
    /// They have not; [`Solver::motzkin`] shows why.
    Infeasible,
}

/// What is needed to undo a push.
#[derive(Debug, Clone, Copy)]
struct Frame {
    before: Outcome,
    /// The rung on which the dictionary was saved, if the push changed it.
    saved: Option<Rung>,
}

/// A stack of rows that knows after each push whether the rows have a common solution.
///
/// A push that the vertex at hand satisfies costs one evaluation of the row; otherwise the search continues from
/// the basis at hand. A pop restores basis and status exactly. After an infeasible row further rows are
/// stacked without work, and the contradiction stays the same. Once the buffers have grown no push or
/// pop allocates on machine words.
///
/// ```
/// use critcert::lp::{Relation, Solver, Status};
/// let mut solver = Solver::new(1);
/// assert_eq!(solver.push(&[1], 0, Relation::Greater)?, Status::Feasible);
/// assert_eq!(solver.push(&[-1], 0, Relation::Greater)?, Status::Infeasible);
/// assert_eq!(solver.motzkin().map(|proof| proof.terms.len()), Some(2));
/// solver.pop();
/// assert_eq!(solver.status(), Status::Feasible);
/// # Ok::<(), critcert::lp::ShapeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Solver {
    system: System,
    engine: Engine,
    outcome: Outcome,
    frames: Vec<Frame>,
}

impl Solver {
    /// No rows yet, over the given number of unknowns.
    #[must_use]
    pub fn new(unknowns: usize) -> Self {
        Self {
            system: System::new(unknowns),
            engine: Engine::new(unknowns),
            outcome: Outcome::Feasible,
            frames: Vec::new(),
        }
    }

    /// Adds a row and decides the system so extended.
    ///
    /// # Errors
    /// [`ShapeError`] when there are not exactly D coefficients; nothing is changed then.
    pub fn push(
        &mut self,
        coefficients: &[i64],
        bound: i64,
        relation: Relation,
    ) -> Result<Status, ShapeError> {
        self.system.push(coefficients, bound, relation)?;
        Ok(self.settle_last())
    }

    /// Adds a row of integers of any size and decides the system so extended.
    ///
    /// # Errors
    /// As for [`Solver::push`].
    pub fn push_big(
        &mut self,
        coefficients: &[BigInt],
        bound: &BigInt,
        relation: Relation,
    ) -> Result<Status, ShapeError> {
        self.system.push_big(coefficients, bound, relation)?;
        Ok(self.settle_last())
    }

    /// Takes the last row away; false when there is none.
    pub fn pop(&mut self) -> bool {
        let Some(frame) = self.frames.pop() else { return false };
        self.system.pop();
        self.engine.forget_rows(&self.system);
        if let Some(rung) = frame.saved {
            self.engine.restore(rung);
        }
        self.outcome = frame.before;
        true
    }

    /// Whether the rows have a common solution.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.outcome {
            Outcome::Feasible => Status::Feasible,
            Outcome::Infeasible { .. } => Status::Infeasible,
        }
    }

    /// The rows pushed and not popped.
    #[must_use]
    pub fn system(&self) -> &System {
        &self.system
    }

    /// The point or the contradiction.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.engine.answer(&self.system, self.outcome)
    }

    /// A solution of all rows, if the status is feasible.
    #[must_use]
    pub fn witness(&self) -> Option<Witness> {
        match self.outcome {
            Outcome::Feasible => Some(self.engine.witness(&self.system)),
            Outcome::Infeasible { .. } => None,
        }
    }

    /// A contradiction among the rows, if the status is infeasible.
    #[must_use]
    pub fn motzkin(&self) -> Option<Motzkin> {
        match self.outcome {
            Outcome::Feasible => None,
            Outcome::Infeasible { row } => Some(self.engine.motzkin(&self.system, row)),
        }
    }

    /// How `a.x` compares with b at the vertex at hand: pushing the strict row of that side needs no pivot.
    ///
    /// `None` for an infeasible system or a row of the wrong length. The vertex is a point in Q(e); the rational
    /// [`Solver::witness`] is on the same side of every row pushed, not necessarily of this one.
    #[must_use]
    pub fn side(&self, coefficients: &[i64], bound: i64) -> Option<Ordering> {
        if self.status() == Status::Infeasible || coefficients.len() != self.system.unknowns() {
            return None;
        }
        let here = self.engine.compare_at_vertex(coefficients, bound);
        let above = || self.engine.climbed(&self.system);
        here.or_else(|| above().compare_at_vertex(coefficients, bound))
            .or_else(|| above().climbed(&self.system).compare_at_vertex(coefficients, bound))
    }

    fn settle_last(&mut self) -> Status {
        let mut frame = Frame { before: self.outcome, saved: None };
        if self.outcome == Outcome::Feasible {
            let mut progress = Progress::from_row(self.system.len() - 1);
            let origin = self.engine.guard();
            self.outcome = self.engine.settle(&self.system, &mut progress);
            frame.saved = self.engine.release(origin).then_some(origin);
        }
        self.frames.push(frame);
        self.status()
    }
}
