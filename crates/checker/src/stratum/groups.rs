//! The order of groups, and the projection that a step states for one.

use std::collections::BTreeMap;

use critcert_certificate::certificate::stratum::Smoothness;
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::covector::Covector;
use super::points::{Points, dot};
use crate::outcome::Reason;

/// The groups still to come.
pub(crate) struct Groups {
    pub(crate) width: usize,
    /// The next group; `None` when all are settled.
    next: Option<Vec<usize>>,
    /// The covectors that may stand alone, and among others: not dead; and not null.
    alone: Vec<bool>,
    among: Vec<bool>,
}

impl Groups {
    pub(crate) fn new(covectors: &[Covector], width: usize) -> Self {
        let alone: Vec<bool> = covectors.iter().map(|covector| !covector.dead).collect();
        let among = covectors.iter().map(|covector| !covector.null).collect();
        let next = first_from(&alone, 0).map(|first| vec![first]);
        Self { width, next, alone, among }
    }

    /// Refuses any group but the next; `whole` settles its extensions as well.
    pub(crate) fn take(&mut self, group: &[usize], whole: bool) -> Result<(), Reason> {
        if self.next.as_deref() != Some(group) {
            return Err(Reason::Branch { expected: self.expected(), got: format!("{group:?}") });
        }
        self.next = self.after(group, whole);
        Ok(())
    }

    /// Refuses unless all groups are settled.
    pub(crate) fn complete(&self) -> Result<(), Reason> {
        if self.next.is_none() { Ok(()) } else { Err(Reason::Incomplete { branch: self.expected() }) }
    }

    fn expected(&self) -> String {
        self.next.as_ref().map_or_else(|| "no further group".to_owned(), |group| format!("{group:?}"))
    }

    fn after(&self, group: &[usize], whole: bool) -> Option<Vec<usize>> {
        let mut group = group.to_vec();
        let last = *group.last()?;
        let grows = !whole && group.len() < self.width && self.among.get(last) == Some(&true);
        if grows && let Some(next) = first_from(&self.among, last.saturating_add(1)) {
            group.push(next);
            return Some(group);
        }
        while let Some(last) = group.pop() {
            let allowed = if group.is_empty() { &self.alone } else { &self.among };
            if let Some(next) = first_from(allowed, last.saturating_add(1)) {
                group.push(next);
                return Some(group);
            }
        }
        None
    }
}

fn first_from(allowed: &[bool], from: usize) -> Option<usize> {
    allowed.iter().enumerate().skip(from).find(|(_, allowed)| **allowed).map(|(index, _)| index)
}

/// The residual of a group: `e` times the positive number `unit`.
pub(crate) struct Residual {
    pub(crate) entries: Vec<BigInt>,
    unit: BigInt,
}

impl Residual {
    /// The residual of constant predictions: of the mean label with output bias, of 0 without.
    pub(crate) fn constant(points: &Points) -> Self {
        let n = BigInt::from(points.labels.len());
        let sum: BigInt = points.labels.iter().sum();
        let entry = |label: &BigInt| if points.output_bias { &sum - label * &n } else { -label.clone() };
        let count = if points.output_bias { n.clone() } else { BigInt::one() };
        Self { entries: points.labels.iter().map(entry).collect(), unit: count * &points.label_scale }
    }

    /// Evaluates stated coefficients and refuses unless they give the orthogonal projection.
    pub(crate) fn accept(points: &Points, group: &[&Covector], fit: &[Canonical]) -> Result<Self, Reason> {
        let columns: Vec<&[BigInt]> =
            group.iter().flat_map(|covector| covector.columns.iter().map(Vec::as_slice)).collect();
        let needed = columns.len().saturating_add(1).saturating_add(usize::from(points.output_bias));
        let whole = fit.iter().all(|entry| entry.0.is_integer());
        let (Some((over, by)), true, true) = (fit.split_first(), fit.len() == needed, whole) else {
            return Err(Reason::Condition {
                condition: "the fit is not a denominator and one integer for each column",
            });
        };
        if !over.0.is_positive() {
            let what = "denominator of the fit".to_owned();
            return Err(Reason::Sign { what, needed: "positive", got: over.to_string() });
        }
        let unit = points.high.clone() * &points.scale;
        let constant = by.last().filter(|_| points.output_bias).map(|c| c.0.numer() * &unit);
        let mut values = vec![constant.unwrap_or_else(BigInt::zero); points.labels.len()];
        for (column, factor) in columns.iter().zip(by) {
            if factor.0.is_zero() {
                continue;
            }
            for (value, entry) in values.iter_mut().zip(*column) {
                if !entry.is_zero() {
                    *value += entry * factor.0.numer();
                }
            }
        }
        let of_labels = over.0.numer() * &unit;
        let residual = |(value, label): (&BigInt, &BigInt)| value * &points.label_scale - label * &of_labels;
        let entries: Vec<BigInt> = values.iter().zip(&points.labels).map(residual).collect();
        let balanced = !points.output_bias || entries.iter().sum::<BigInt>().is_zero();
        if !balanced || columns.iter().any(|column| !dot(column, &entries).is_zero()) {
            return Err(Reason::Condition {
                condition: "the residual is not orthogonal to the predictions of the group",
            });
        }
        Ok(Self { entries, unit: of_labels * &points.label_scale })
    }

    /// 1/2 |e|^2.
    pub(crate) fn loss(&self) -> Rational {
        let square = dot(&self.entries, &self.entries);
        Rational::new(square, &self.unit * &self.unit * BigInt::from(2))
    }

    /// e times unit and the common factor of stated fit: the entries of f times the same.
    pub(crate) fn prediction(&self, points: &Points) -> Vec<BigInt> {
        let per_label = &self.unit / &points.label_scale;
        self.entries.iter().zip(&points.labels).map(|(entry, label)| entry + label * &per_label).collect()
    }
}

/// The losses of local minima shown so far, each with the smoothest.
#[derive(Default)]
pub(crate) struct Losses(pub(crate) BTreeMap<Rational, Smoothness>);

impl Losses {
    pub(crate) fn add(&mut self, loss: Rational, smoothness: Smoothness) {
        let known = self.0.entry(loss).or_insert(smoothness);
        *known = (*known).max(smoothness);
    }

    /// Whether a loss is known, of a local minimum at least as smooth.
    pub(crate) fn knows(&self, loss: &Rational, smoothness: Smoothness) -> bool {
        self.0.get(loss).is_some_and(|known| *known >= smoothness)
    }
}

/// The roughest smoothness of networks with these covectors.
pub(crate) fn smoothness(group: &[&Covector]) -> Smoothness {
    if group.iter().any(|covector| covector.kink) {
        Smoothness::Kink
    } else if group.iter().any(|covector| covector.dead) {
        Smoothness::Dead
    } else {
        Smoothness::Live
    }
}
