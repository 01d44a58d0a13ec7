//! Rule `stratum-cut`: no allowed signs realize the projection.

use critcert_certificate::certificate::stratum::{BarredSign, SignCut, StratumCut};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::{AnyFact, derivative, fields, require};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::stratum::covector::Covector;
use crate::stratum::points::Points;

/// Most choices of signs of one group.
const MAX_CHOICES: usize = 1 << 20;

/// The sign of the output weights of one covector's neurons, or both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
    Both,
}

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: StratumCut = fields(with)?;
    let width = state.stratum.width();
    let (points, group, residual) = state.stratum.take(&stated.group, &stated.fit, false)?;
    let mut allowed = vec![(true, true); group.len()];
    for (neuron, sign, ray) in &stated.barred {
        let (Some(covector), Some(allowed)) = (group.get(*neuron), allowed.get_mut(*neuron)) else {
            return Err(Reason::Condition { condition: "the group has no such neuron" }.into());
        };
        let derivative = derivative(covector, &residual, *ray)?;
        match sign {
            BarredSign::Plus => {
                require(derivative < 0, "the derivative that excludes + is not negative")?;
                allowed.0 = false;
            }
            BarredSign::Minus => {
                require(derivative > 0, "the derivative that excludes - is not positive")?;
                allowed.1 = false;
            }
        }
    }
    let prediction = residual.prediction(points);
    for cut in &stated.cuts {
        accept_cut(points, &group, &prediction, cut)?;
    }
    let patterns: Vec<&[u8]> = stated.cuts.iter().map(|cut| cut.signs.as_bytes()).collect();
    let spare = width.saturating_sub(group.len());
    let mut choice = Vec::with_capacity(group.len());
    let mut budget = MAX_CHOICES;
    accept_coverage(&group, &allowed, spare, &patterns, &mut choice, &mut budget).map(|()| None)
}

/// Refuses unless every choice of signs that `spare` more neurons than covectors can make is covered.
fn accept_coverage(
    group: &[&Covector],
    allowed: &[(bool, bool)],
    spare: usize,
    patterns: &[&[u8]],
    choice: &mut Vec<Sign>,
    budget: &mut usize,
) -> Result<(), Failure> {
    // An explicit stack of choices: the next sign to try at each depth.
    let options = |depth: usize, spare_left: usize| -> Vec<Sign> {
        let (Some(covector), Some((plus, minus))) = (group.get(depth), allowed.get(depth)) else {
            return Vec::new();
        };
        let mut options = Vec::new();
        if *plus {
            options.push(Sign::Plus);
        }
        if *minus {
            options.push(Sign::Minus);
        }
        if !covector.kink && spare_left > 0 {
            options.push(Sign::Both);
        }
        options
    };
    let used = |choice: &[Sign]| choice.iter().filter(|sign| **sign == Sign::Both).count();
    let mut stack = vec![options(0, spare)];
    while let Some(top) = stack.last_mut() {
        let Some(sign) = top.pop() else {
            stack.pop();
            choice.pop();
            continue;
        };
        choice.push(sign);
        if choice.len() < group.len() {
            stack.push(options(choice.len(), spare.saturating_sub(used(choice))));
            continue;
        }
        *budget = budget
            .checked_sub(1)
            .ok_or_else(|| Failure::Declined(format!("more than {MAX_CHOICES} choices of signs")))?;
        if !patterns.iter().any(|pattern| covers(pattern, choice)) {
            return Err(Reason::Condition { condition: "a choice of signs is not covered" }.into());
        }
        choice.pop();
    }
    Ok(())
}

/// A proof for `2` supposes no sign, one for `+` is no proof for both signs.
fn covers(pattern: &[u8], choice: &[Sign]) -> bool {
    pattern.len() == choice.len()
        && pattern.iter().zip(choice).all(|(byte, sign)| match byte {
            b'*' => true,
            b'+' => *sign == Sign::Plus,
            b'-' => *sign == Sign::Minus,
            _ => false,
        })
}

/// The Motzkin identity of one cut; `0` at a neuron supposes that it adds nothing to the prediction.
pub(in crate::rules) fn accept_cut(
    points: &Points,
    group: &[&Covector],
    prediction: &[BigInt],
    cut: &SignCut,
) -> Result<(), Reason> {
    let n = points.rows.len();
    let signs = cut.signs.as_bytes();
    require(signs.len() == group.len(), "a cut has one sign for each covector")?;
    let mut sums: Vec<Vec<BigInt>> =
        group.iter().map(|covector| vec![BigInt::zero(); covector.columns.len()]).collect();
    let (mut constant, mut bound, mut strict, mut next) = (BigInt::zero(), BigInt::zero(), false, 0_usize);
    for (row, multiplier) in &cut.multipliers {
        require(*row >= next, "the multipliers are not in order")?;
        next = row.saturating_add(1);
        require(multiplier.0.is_integer(), "a multiplier is not an integer")?;
        let multiplier = multiplier.0.numer();
        if *row < n {
            // The prediction at a point: an equation.
            bound += multiplier * prediction.get(*row).unwrap_or(&BigInt::zero());
            constant += multiplier;
            for (sum, covector) in sums.iter_mut().zip(group) {
                for (entry, column) in sum.iter_mut().zip(&covector.columns) {
                    *entry += multiplier * column.get(*row).unwrap_or(&BigInt::zero());
                }
            }
            continue;
        }
        let beyond = row.saturating_sub(n);
        let (neuron, point) = (beyond.checked_div(n).unwrap_or(0), beyond.checked_rem(n).unwrap_or(0));
        let (Some(covector), Some(sum), Some(byte)) =
            (group.get(neuron), sums.get_mut(neuron), signs.get(neuron))
        else {
            return Err(Reason::Condition { condition: "there is no such row" });
        };
        let side = match byte {
            b'+' => 1_i8,
            b'-' => -1,
            _ => {
                return Err(Reason::Condition {
                    condition: "a multiplier for signs that the cut does not suppose",
                });
            }
        };
        let sign = covector.signs.get(point).copied().unwrap_or(0).saturating_mul(side);
        require(
            sign != 0 && multiplier.is_positive(),
            "a strict row needs a sign and a positive multiplier",
        )?;
        strict = true;
        for (entry, products) in sum.iter_mut().zip(&covector.products) {
            let value = multiplier * products.get(point).unwrap_or(&BigInt::zero()) * &points.high;
            *entry += if sign > 0 { value } else { -value };
        }
    }
    require(!points.output_bias || constant.is_zero(), "the combination keeps the output bias")?;
    let present = sums.iter().zip(signs).filter(|(_, sign)| **sign != b'0').flat_map(|(sum, _)| sum);
    for (unknown, entry) in present.enumerate() {
        if !entry.is_zero() {
            return Err(Reason::Combination { unknown, expected: "0".to_owned(), got: entry.to_string() });
        }
    }
    let contradiction = bound.is_positive() || (bound.is_zero() && strict);
    if contradiction {
        return Ok(());
    }
    let got = Rational::from_integer(bound).to_string();
    Err(Reason::Sign {
        what: "combined bound".to_owned(),
        needed: "positive, or zero with a strict row",
        got,
    })
}
