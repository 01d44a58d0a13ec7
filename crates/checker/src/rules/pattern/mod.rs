//! Rules about the activation patterns of a data set (`proofs/format/patterns.md`), and the facts that they show.

mod cell;
mod covered;
mod cut;
mod formula;
mod list;
mod tree;
mod witnesses;

use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::case::{DatasetClaim, Problem};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;

use super::{Fact as AnyFact, Table, fields, require, same};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::pattern::arrangement;
use crate::pattern::branches::Branches;
use crate::pattern::points::Points;

pub(super) const TABLE: Table = &[
    ("pattern-witnesses", witnesses::apply),
    ("pattern-list", list::apply),
    ("pattern-tree", tree::apply),
    ("pattern-cell", cell::apply),
    ("pattern-cut", cut::apply),
    ("pattern-covered", covered::apply),
    ("pattern-formula", formula::apply),
];

/// What is under way besides facts.
#[derive(Default)]
pub(crate) struct Progress {
    /// The classes of points, once a rule has needed them.
    points: Option<Points>,
    list: Option<List>,
    tree: Option<Tree>,
}

/// A list of patterns, increasing.
struct List {
    faces: bool,
    last: Vec<i8>,
    tally: Tally,
}

/// A tree of sign extensions.
struct Tree {
    branches: Branches,
    tally: Tally,
}

/// Halves of the patterns shown so far.
#[derive(Default)]
struct Tally {
    cells: u64,
    all: u64,
}

impl Tally {
    fn add(&mut self, signs: &[i8]) {
        self.all = self.all.saturating_add(1);
        if !signs.contains(&0) {
            self.cells = self.cells.saturating_add(1);
        }
    }

    /// All cells, and with `faces` all patterns.
    fn numbers(&self, faces: bool) -> Numbers {
        let covectors = faces.then(|| BigInt::from(self.all) * 2 + 1);
        Numbers { cells: BigInt::from(self.cells) * 2, covectors }
    }
}

/// What a step shows.
pub(crate) enum Fact {
    /// The numbers of patterns.
    Counted(Box<Numbers>),
}

/// Numbers of patterns.
pub(crate) struct Numbers {
    cells: BigInt,
    covectors: Option<BigInt>,
}

impl Numbers {
    /// What the checker counts without any list.
    fn by_restriction(points: &Points, faces: bool) -> Result<Self, Failure> {
        let (cells, covectors) = arrangement::count(points, faces)?;
        Ok(Self { cells, covectors })
    }

    /// Refuses stated numbers other than these.
    fn accept(&self, cells: &Canonical, covectors: Option<&Canonical>) -> Result<(), Reason> {
        same("number of cells", &Rational::from_integer(self.cells.clone()), &cells.0)?;
        match (&self.covectors, covectors) {
            (None, None) => Ok(()),
            (Some(counted), Some(stated)) => {
                same("number of covectors", &Rational::from_integer(counted.clone()), &stated.0)
            }
            (None, Some(_)) => {
                Err(Reason::Condition { condition: "covectors are stated and were not counted" })
            }
            (Some(_), None) => {
                Err(Reason::Condition { condition: "covectors were counted and are not stated" })
            }
        }
    }

    fn fact(self) -> AnyFact {
        AnyFact::Pattern(Fact::Counted(Box::new(self)))
    }
}

/// The answer to a claim about numbers of patterns that step `by` shows.
pub(super) fn conclude(state: &State<'_>, claim: &DatasetClaim, by: u64) -> Result<Answer, Reason> {
    let DatasetClaim::PatternCount { cells, covectors } = claim else {
        return Err(Reason::Condition { condition: "no rule of this version settles the claim" });
    };
    let numbers = state.fact(by, "the number of patterns", |fact| match fact {
        AnyFact::Pattern(Fact::Counted(numbers)) => Some(&**numbers),
        _ => None,
    })?;
    let right = match (covectors, &numbers.covectors) {
        (None, _) => true,
        (Some(claimed), Some(counted)) => BigInt::from(*claimed) == *counted,
        (Some(_), None) => {
            return Err(Reason::Condition {
                condition: "the claim is about covectors, which were not counted",
            });
        }
    };
    Ok(if right && BigInt::from(*cells) == numbers.cells { Answer::Proved } else { Answer::Refuted })
}

impl State<'_> {
    /// The data-set problem of the case.
    fn pattern_problem(&self) -> Result<&DatasetProblem, Reason> {
        match &self.case.problem {
            Problem::Dataset(problem) => Ok(problem),
            other => Err(Reason::Kind { kind: other.kind() }),
        }
    }

    /// What is under way about patterns, and the classes of points.
    fn patterns(&mut self) -> Result<(&Points, &mut Option<List>, &mut Option<Tree>), Reason> {
        if self.pattern.points.is_none() {
            self.pattern.points = Some(Points::of(self.pattern_problem()?)?);
        }
        let Progress { points, list, tree } = &mut self.pattern;
        let points = points.as_ref().ok_or(Reason::Condition { condition: "there are no points" })?;
        Ok((points, list, tree))
    }
}
