//! What the search finds, as fields of certificate steps.

use critcert_certificate::certificate::stratum::{
    BarredSign, SignCut, Smoothness, StratumBarred, StratumCovector, StratumCut, StratumExact, StratumKnown,
    StratumMinimum, StratumVoid,
};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use serde::{Deserialize, Serialize};

use super::frame::Frame;
use super::kernel::inverse_of;
use super::kind::Kind;
use super::minimum::kinks;
use super::realize::{Cut, Weights};
use super::search::{Category, Event, Fit, Minimum, Verdict};
use super::{LandscapeError, internal};

/// A step that settles groups, or a local minimum: a line in the result of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// A local minimum, with the dimension of its solutions.
    Found(Box<StratumMinimum>, usize),
    /// One neuron can have neither sign.
    Barred(StratumBarred),
    /// The loss is known.
    Known(StratumKnown),
    /// Loss 0 is known, for all extensions.
    Exact(StratumExact),
    /// No signs realize the projection.
    Cut(StratumCut),
    /// The end of the result, with the SHA-256 of all lines before.
    Done(String),
}

impl Line {
    /// The line for an event.
    ///
    /// # Errors
    /// Those of [`kinks`].
    pub fn of(frame: &Frame, event: &Event<'_>) -> Result<Self, LandscapeError> {
        Ok(match event {
            Event::Found(minimum) => Self::Found(Box::new(found(frame, minimum)?), minimum.dimension),
            Event::Settled(group, fit, verdict) => {
                let (group, fit) = (group.to_vec(), fit_of(fit));
                match verdict {
                    Verdict::Barred { neuron, below, above } => {
                        Self::Barred(StratumBarred { group, fit, at: [*neuron, *below, *above] })
                    }
                    Verdict::Known => Self::Known(StratumKnown { group, fit }),
                    Verdict::Exact => Self::Exact(StratumExact { group, fit }),
                    Verdict::Cut { barred, cuts } => {
                        let sign = |plus: bool| if plus { BarredSign::Plus } else { BarredSign::Minus };
                        let barred =
                            barred.iter().map(|&(neuron, plus, ray)| (neuron, sign(plus), ray)).collect();
                        Self::Cut(StratumCut { group, fit, barred, cuts: cuts.iter().map(cut).collect() })
                    }
                }
            }
        })
    }
}

/// The name of a category in certificates.
#[must_use]
pub fn smoothness(category: Category) -> Smoothness {
    match category {
        Category::Kink => Smoothness::Kink,
        Category::Dead => Smoothness::Dead,
        Category::Live => Smoothness::Live,
    }
}

/// The category of that name.
#[must_use]
pub fn category(smoothness: Smoothness) -> Category {
    match smoothness {
        Smoothness::Kink => Category::Kink,
        Smoothness::Dead => Category::Dead,
        Smoothness::Live => Category::Live,
    }
}

/// A local minimum with the multipliers of its kinks.
///
/// # Errors
/// Those of [`kinks`].
pub fn found(frame: &Frame, minimum: &Minimum) -> Result<StratumMinimum, LandscapeError> {
    Ok(StratumMinimum {
        kinks: kinks(frame, &minimum.network)?,
        network: minimum.network.clone().into(),
        loss: Canonical(minimum.loss.clone()),
        smoothness: smoothness(minimum.category),
    })
}

/// Integers as numbers of a certificate.
pub(crate) fn integers(vector: &[BigInt]) -> Vec<Canonical> {
    vector.iter().map(|entry| Canonical(Rational::from_integer(entry.clone()))).collect()
}

fn fit_of(fit: &Fit) -> Vec<Canonical> {
    let values = std::iter::once(&fit.over).chain(&fit.by);
    values.map(|value| Canonical(Rational::from_integer(value.clone()))).collect()
}

fn cut(cut: &Cut) -> SignCut {
    let sign = |sign: &Option<Weights>| match sign {
        Some(Weights::Plus) => '+',
        Some(Weights::Minus) => '-',
        // The proof for both signs supposes none.
        Some(Weights::Both) | None => '*',
    };
    let number = |value: &BigInt| Canonical(Rational::from_integer(value.clone()));
    SignCut {
        signs: cut.signs.iter().map(sign).collect(),
        multipliers: cut.multipliers.iter().map(|(row, value)| (*row, number(value))).collect(),
    }
}

/// Signs as text over `+0-`.
#[must_use]
pub fn text(signs: &[i8]) -> String {
    signs
        .iter()
        .map(|sign| {
            if *sign > 0 {
                '+'
            } else if *sign == 0 {
                '0'
            } else {
                '-'
            }
        })
        .collect()
}

/// A covector with its basis and rays, in the coordinates of the problem.
///
/// # Errors
/// [`LandscapeError::Internal`] only.
pub fn covector(frame: &Frame, kind: &Kind) -> Result<StratumCovector, LandscapeError> {
    let basis: Vec<Vec<BigInt>> = kind.basis.iter().map(|vector| frame.back_integer(vector)).collect();
    let whole = |vector: &Vec<BigInt>| vector.iter().cloned().map(Rational::from_integer).collect();
    let mut matrix: Vec<Vec<Rational>> = basis.iter().map(whole).collect();
    for &i in &kind.spanning {
        let row = frame.rows[i].iter().zip(&frame.scales);
        matrix.push(row.map(|(x, scale)| Rational::new(x.clone(), scale.clone())).collect());
    }
    let inverse = inverse_of(&matrix).ok_or_else(|| internal("a basis is not one"))?;
    Ok(StratumCovector {
        signs: text(&kind.signs),
        witness: integers(&frame.back_integer(&kind.witness)),
        basis: basis.iter().map(|vector| integers(vector)).collect(),
        points: kind.spanning.clone(),
        inverse: inverse.into_iter().map(|row| row.into_iter().map(Canonical).collect()).collect(),
        rays: kind.rays.iter().map(|ray| integers(&frame.back_integer(ray))).collect(),
    })
}

/// Signs that nothing has.
#[must_use]
pub fn void(signs: &[i8], multipliers: &[(usize, BigInt)]) -> StratumVoid {
    let number = |value: &BigInt| Canonical(Rational::from_integer(value.clone()));
    StratumVoid {
        signs: text(signs),
        multipliers: multipliers.iter().map(|(point, value)| (*point, number(value))).collect(),
    }
}
