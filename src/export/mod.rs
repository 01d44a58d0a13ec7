//! Export: what a certificate says by linear programs, as questions for other solvers.
//!
//! Every leaf that the prover decided by a linear program, and every witness of a feasible system, becomes a [`Leaf`]: a
//! formula of linear real arithmetic with the answer that the certificate implies. Formulas are rebuilt from the case and from what
//! the step is about (a branch, signs, a pattern), never from multipliers, witnesses or fits, so that a solver which
//! decides them is an independent check. [`smt`] writes them as SMT-LIB 2.
//!
//! | rule | question | answer |
//! |---|---|---|
//! | `cut`; `family` | the system of the branch; with lengths that are not all equal | unsat; sat, unsat |
//! | `pattern-witnesses`, `pattern-cell`; `pattern-cut` | a weight vector with these signs | sat; unsat |
//! | `stratum-covector`; `stratum-void` | a weight vector with these signs | sat; unsat |
//! | `stratum-minimum` | vectors of these covectors and signs whose residual is orthogonal to all that they can make | sat |
//! | | the same with another residual; at each neuron, a direction in which the loss falls | unsat |
//! | `stratum-cut` | as for a minimum, for the signs of each cut | unsat |
//! | `volume-cell`; `volume-minimum`; `volume-empty` | as for `stratum-covector`, `stratum-minimum`, `stratum-cut` | sat; unsat |
//! | `dataset-stationary`, `dataset-local-minimum`, `dataset-local-maximum` | a direction against the claim, at each neuron | unsat |
//! | `dataset-not-critical` in w, `dataset-saddle-ray`, `dataset-not-maximum` | a direction | sat |
//! | `dataset-no-maximum` | a silent neuron with these zeros; one without; two directions | sat; unsat; sat |
//! | `porcupine-pattern`, `porcupine-region` | masses that are a local minimum of the pattern; with another loss | by `found`; unsat |
//! | `porcupine-global` | for each choice of sides, a minimiser; one of smaller loss than the stated one | sat; unsat |
//! | `porcupine-span` | coefficients of the mixed lines | sat inside, unsat outside |
//! | `extra-cells`; `extra-cut` | a neuron active on these places; a base of this pattern with best outputs | sat; unsat |
//!
//! Complementarity and hinges `max(u, 0)` are clauses of two rows, so that everything stays linear. Rules about numbers outside Q
//! (Gaussian input) are left out and named.

mod dataset;
pub(crate) mod extra_neuron;
pub mod formula;
pub(crate) mod interval;
mod pattern;
mod porcupine;
pub mod smt;
mod stratum;

use critcert_certificate::case::{Case, Problem};
use serde::Deserialize;

use crate::input::certificate::{Certificate, Step};

pub use formula::{Affine, Formula, Row};

/// What a solver should answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// There is a solution.
    Sat,
    /// There is none.
    Unsat,
}

impl Expected {
    /// `sat` or `unsat`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sat => "sat",
            Self::Unsat => "unsat",
        }
    }

    /// Sat iff there should be a solution.
    #[must_use]
    pub fn of(feasible: bool) -> Self {
        if feasible { Self::Sat } else { Self::Unsat }
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The step that it comes from.
    pub step: u64,
    /// The rule of the step.
    pub rule: String,
    /// What is asked, in one line.
    pub what: String,
    /// The answer that the step implies.
    pub expected: Expected,
    /// The question itself.
    pub formula: Formula,
}

/// A step decided by linear programs over numbers that SMT-LIB's reals cannot state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The step.
    pub step: u64,
    /// Its rule.
    pub rule: String,
    /// Why it is left out.
    pub reason: &'static str,
}

/// All questions of a certificate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Export {
    /// The questions, in the order of the steps.
    pub leaves: Vec<Leaf>,
    /// Steps without a question that should have one.
    pub left_out: Vec<LeftOut>,
}

/// A step that does not fit the case; no verified certificate has one.
#[derive(Debug, thiserror::Error)]
#[error("step {step}, {rule}: {what}")]
pub struct ExportError {
    /// The step.
    pub step: u64,
    /// Its rule.
    pub rule: String,
    /// What is wrong.
    pub what: String,
}

/// The questions of a certificate about a case.
///
/// Requires that the certificate was verified; otherwise the answers may be others.
///
/// # Errors
/// [`ExportError`] for fields that do not belong to the rule or the case.
pub fn export(case: &Case, certificate: &Certificate) -> Result<Export, ExportError> {
    let mut export = Export::default();
    match &case.problem {
        Problem::Interval(_) => interval::leaves(certificate, &mut export)?,
        Problem::Dataset(problem) => {
            pattern::leaves(problem, certificate, &mut export)?;
            stratum::leaves(problem, certificate, &mut export)?;
            dataset::leaves(problem, case.network.as_ref(), certificate, &mut export)?;
            export.leaves.sort_by_key(|leaf| leaf.step);
        }
        Problem::Linear(_) => {}
        Problem::Porcupine(problem) => porcupine::leaves(problem, certificate, &mut export)?,
        Problem::ExtraNeuron(problem) => extra_neuron::leaves(problem, certificate, &mut export)?,
    }
    Ok(export)
}

impl Export {
    fn ask(&mut self, step: &Step, what: impl Into<String>, expected: Expected, formula: Formula) {
        let (rule, what) = (step.rule.clone(), what.into());
        self.leaves.push(Leaf { step: step.id, rule, what, expected, formula });
    }

    fn leave_out(&mut self, step: &Step, reason: &'static str) {
        self.left_out.push(LeftOut { step: step.id, rule: step.rule.clone(), reason });
    }
}

/// The fields of a step as those of its rule.
fn fields<'a, T: Deserialize<'a>>(step: &'a Step) -> Result<T, ExportError> {
    step.fields().map_err(|error| wrong(step, error.to_string()))
}

/// The error about a step.
fn wrong(step: &Step, what: impl Into<String>) -> ExportError {
    ExportError { step: step.id, rule: step.rule.clone(), what: what.into() }
}

/// The signs of a text over `+0-`.
fn signs(step: &Step, text: &str) -> Result<Vec<i8>, ExportError> {
    let sign = |symbol| match symbol {
        '+' => Ok(1),
        '0' => Ok(0),
        '-' => Ok(-1),
        _ => Err(wrong(step, format!("`{text}` are no signs"))),
    };
    text.chars().map(sign).collect()
}
