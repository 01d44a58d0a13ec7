//! The pattern tree: which branches are still to come, and how many patterns were accounted for.

use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::Zero;

use super::series::{Continuations, Series};
use super::system::{Label, Signs, branch_text};
use crate::outcome::Reason;

/// A branch that no step has dealt with yet.
pub(crate) struct Branch {
    pub(crate) labels: Vec<Label>,
    neurons: usize,
    prefix: Series,
}

/// The tree at some step.
pub(crate) struct TreeState {
    pub(crate) width: usize,
    /// The next branch in depth-first order is the last entry.
    pending: Vec<Branch>,
    continuations: Continuations,
    infeasible: BigInt,
    families: Vec<BigInt>,
}

/// What the tree has accounted for when it is complete.
pub(crate) struct Counts {
    pub(crate) patterns: Rational,
    pub(crate) infeasible: Rational,
    pub(crate) families: Vec<Rational>,
}

impl TreeState {
    /// The tree for `width`, with its two first branches pending.
    pub(crate) fn new(width: usize) -> Self {
        let root = Branch { labels: Vec::new(), neurons: 0, prefix: Series::one(width) };
        let mut tree = Self {
            width,
            pending: Vec::new(),
            continuations: Continuations::new(width),
            infeasible: BigInt::zero(),
            families: Vec::new(),
        };
        tree.push_extensions(&root);
        tree
    }

    /// Takes the next branch, refusing any other than the stated one.
    pub(crate) fn take(&mut self, stated: &str) -> Result<Branch, Reason> {
        let expected = self.pending.last().map(|branch| branch_text(&branch.labels));
        if expected.as_deref() != Some(stated) {
            return Err(Reason::Branch {
                expected: expected.unwrap_or_else(|| "no further branch".to_owned()),
                got: stated.to_owned(),
            });
        }
        self.pending.pop().ok_or(Reason::Condition { condition: "no branch is pending" })
    }

    /// Replaces a branch by its extensions; says whether there are any.
    pub(crate) fn push_extensions(&mut self, branch: &Branch) -> bool {
        let before = self.pending.len();
        for (label, neurons) in extensions(&branch.labels).into_iter().rev() {
            let neurons = branch.neurons.saturating_add(neurons);
            if neurons <= self.width {
                let (numerator, power) = factor(label);
                let mut labels = branch.labels.clone();
                labels.push(label);
                self.pending.push(Branch { labels, neurons, prefix: branch.prefix.times(&numerator, power) });
            }
        }
        self.pending.len() > before
    }

    /// Counts the patterns below a cut branch.
    pub(crate) fn count_cut(&mut self, branch: &Branch) {
        let count = self.count(branch);
        self.infeasible += count;
    }

    /// Counts the patterns of a family.
    pub(crate) fn count_family(&mut self, branch: &Branch) {
        let count = self.count(branch);
        self.families.push(count);
    }

    fn count(&self, branch: &Branch) -> BigInt {
        let continuation = match branch.labels.last() {
            Some(Label::Free | Label::Bound | Label::Kink(_)) => &self.continuations.before_piece,
            Some(Label::Piece(_)) => &self.continuations.after_piece,
            _ => &self.continuations.nothing,
        };
        branch.prefix.last_of_product(continuation)
    }

    /// The counts, refused unless no branch is pending and they add up to the closed formula.
    pub(crate) fn complete(&self) -> Result<Counts, Reason> {
        if let Some(branch) = self.pending.last() {
            return Err(Reason::Incomplete { branch: branch_text(&branch.labels) });
        }
        let patterns = self.continuations.all_patterns();
        let covered = self.families.iter().fold(self.infeasible.clone(), |sum, count| sum + count);
        if covered != patterns {
            return Err(Reason::Value {
                what: "patterns in all branches".to_owned(),
                expected: patterns.to_string(),
                got: covered.to_string(),
            });
        }
        Ok(Counts {
            patterns: Rational::from_integer(patterns),
            infeasible: Rational::from_integer(self.infeasible.clone()),
            families: self.families.iter().cloned().map(Rational::from_integer).collect(),
        })
    }
}

/// The labels that may follow, with the least number of neurons that each brings.
fn extensions(labels: &[Label]) -> Vec<(Label, usize)> {
    let signs = [Signs::None, Signs::Plus, Signs::Minus, Signs::Both];
    match labels {
        [] => vec![(Label::Free, 0), (Label::Bound, 1)],
        [.., Label::Free | Label::Bound | Label::Kink(_)] => {
            signs.map(|signs| (Label::Piece(signs), signs.neurons())).to_vec()
        }
        [.., Label::Piece(_)] => {
            let kinks = signs.into_iter().skip(1).map(|signs| (Label::Kink(signs), signs.neurons()));
            std::iter::once((Label::Close, 0)).chain(kinks).collect()
        }
        [Label::Free, Label::Piece(Signs::None), Label::Close] => {
            let classes = (5..=10).map(|class| (Label::Class(class), 1));
            std::iter::once((Label::Harmless, 0)).chain(classes).collect()
        }
        _ => Vec::new(),
    }
}

/// The generating function of the neurons that a label stands for: numerator and power of 1/(1-x).
///
/// `free` counts classes 1 to 10 with any multiplicity; `harmless` and `class-k` correct it, so they carry a
/// polynomial (1-x)^m in the numerator.
fn factor(label: Label) -> (Vec<(usize, i32)>, usize) {
    match label {
        Label::Free => (vec![(0, 1)], 10),
        Label::Bound => (vec![(1, 4), (2, -6), (3, 4), (4, -1)], 14),
        Label::Close | Label::Piece(Signs::None) | Label::Kink(Signs::None) => (vec![(0, 1)], 0),
        Label::Piece(Signs::Plus | Signs::Minus) => (vec![(1, 1)], 1),
        Label::Piece(Signs::Both) => (vec![(2, 1)], 2),
        Label::Kink(Signs::Plus | Signs::Minus) => (vec![(1, 1)], 2),
        Label::Kink(Signs::Both) => (vec![(2, 3), (3, -2)], 4),
        Label::Harmless => (one_minus_x_to(0, 6), 0),
        Label::Class(class) => (one_minus_x_to(1, class.saturating_sub(5)), 0),
    }
}

/// x^shift (1 - x)^power, as (exponent, coefficient).
fn one_minus_x_to(shift: usize, power: usize) -> Vec<(usize, i32)> {
    let mut coefficients = vec![1_i32];
    for _ in 0..power {
        let shifted = std::iter::once(0).chain(coefficients.iter().copied());
        let padded = coefficients.iter().copied().chain(std::iter::once(0));
        coefficients = padded.zip(shifted).map(|(own, lower)| own - lower).collect();
    }
    coefficients.into_iter().enumerate().map(|(index, value)| (index.saturating_add(shift), value)).collect()
}
