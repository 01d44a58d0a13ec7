//! Every pattern on its own, without pruning: a slow second method for small widths.
//!
//! Patterns are listed neuron by neuron, each gets the full system of its own rows, and its family is read off
//! the numbers of neurons, not off a branch.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::branch::{Label, Orientation};
use super::family::Family;
use super::rows::Rows;
use super::search::system;
use super::{LandscapeError, Tally};
use crate::lp::{Answer, decide};

/// The largest width for which every pattern is decided on its own.
pub const WIDTH_LIMIT: usize = 5;

/// Numbers of the neurons at one kink: rising and falling ones that are not flat, then the flat ones.
type KinkNeurons = [usize; 4];

/// Receives the flat neurons inside each piece (rising, falling) and the neurons at each kink.
type Visit<'a> = &'a mut dyn FnMut(&[[usize; 2]], &[KinkNeurons]);

/// Decides every pattern of `width` neurons and returns the same tally as the search, with the families.
///
/// # Errors
/// [`LandscapeError::TooWide`] above [`WIDTH_LIMIT`]; [`LandscapeError::Interrupted`];
/// [`LandscapeError::Internal`] if a pattern is feasible that the theorem excludes.
pub fn enumerate_all(
    width: usize,
    interrupted: &dyn Fn() -> bool,
) -> Result<(Tally, Vec<Family>), LandscapeError> {
    if width > WIDTH_LIMIT {
        return Err(LandscapeError::TooWide { width, limit: WIDTH_LIMIT });
    }
    let mut found: BTreeMap<(usize, usize), (Family, u64)> = BTreeMap::new();
    let (mut patterns, mut infeasible) = (0_u64, 0_u64);
    for base in (0..=width).flat_map(|total| multisets(14, total)) {
        let left = width - base.iter().sum::<usize>();
        let mut failure = None;
        each_arrangement(left, &mut |pieces, kinks| {
            if failure.is_some() {
                return;
            }
            patterns += 1;
            match decide_pattern(&base, pieces, kinks) {
                Ok(None) => infeasible += 1,
                Ok(Some(family)) => {
                    found.entry(order(&family)).or_insert((family, 0)).1 += 1;
                }
                Err(error) => failure = Some(error),
            }
        });
        if let Some(error) = failure {
            return Err(error);
        }
        if interrupted() {
            return Err(LandscapeError::Interrupted);
        }
    }
    let (families, counts) = found.into_values().map(|(family, count)| (family, BigInt::from(count))).unzip();
    let tally = Tally {
        patterns: BigInt::from(patterns),
        infeasible: BigInt::from(infeasible),
        families: counts,
        opened: 0,
        cut: infeasible,
    };
    Ok((tally, families))
}

/// The order in which the search finds the families.
fn order(family: &Family) -> (usize, usize) {
    match family {
        Family::Harmless => (0, 0),
        Family::Class(class) => (0, *class),
        Family::Kinks(kinks) => (*kinks, 0),
    }
}

/// The family of a pattern, `None` if its system has no solution.
fn decide_pattern(
    base: &[usize],
    pieces: &[[usize; 2]],
    kinks: &[KinkNeurons],
) -> Result<Option<Family>, LandscapeError> {
    let mut rows = Rows::default();
    let bound = base[10..].iter().any(|&count| count > 0);
    rows.push(if bound { Label::Bound } else { Label::Free });
    for (index, &[rising, falling]) in pieces.iter().enumerate() {
        // One unknown for each flat neuron: no relation between them.
        for _ in 0..rising {
            rows.push(Label::Inside(Some(Orientation::Rising)));
        }
        for _ in 0..falling {
            rows.push(Label::Inside(Some(Orientation::Falling)));
        }
        match kinks.get(index) {
            Some(&[up, down, flat_up, flat_down]) => {
                rows.push(Label::Kink(orientation(up + flat_up > 0, down + flat_down > 0)));
            }
            None => rows.push(Label::Close),
        }
    }
    if matches!(decide(&system(&rows)?), Answer::Infeasible(_)) {
        return Ok(None);
    }
    let alternating = kinks.iter().enumerate().all(|(index, &[up, down, flat_up, flat_down])| {
        let wrong = if index % 2 == 0 { down + flat_down } else { up + flat_up };
        wrong == 0
    });
    let no_flat_inside = pieces.iter().all(|piece| *piece == [0, 0]);
    if bound || !alternating || !no_flat_inside || kinks.len() % 2 == 1 {
        let pattern = format!("{base:?} {pieces:?} {kinks:?}");
        return Err(LandscapeError::Internal(format!(
            "pattern {pattern} is feasible, the theorem excludes it"
        )));
    }
    let culprit = (5..=10).find(|class| base[class - 1] > 0);
    Ok(Some(match (kinks.len(), culprit) {
        (0, None) => Family::Harmless,
        (0, Some(class)) => Family::Class(class),
        (kinks, _) => Family::Kinks(kinks),
    }))
}

fn orientation(rises: bool, falls: bool) -> Orientation {
    match (rises, falls) {
        (true, true) => Orientation::Both,
        (true, false) => Orientation::Rising,
        _ => Orientation::Falling,
    }
}

/// All ways to spread `total` neurons over `classes`.
fn multisets(classes: usize, total: usize) -> Vec<Vec<usize>> {
    if classes == 0 {
        return if total == 0 { vec![Vec::new()] } else { Vec::new() };
    }
    (0..=total)
        .flat_map(|first| {
            multisets(classes - 1, total - first)
                .into_iter()
                .map(move |rest| std::iter::once(first).chain(rest).collect())
        })
        .collect()
}

/// All sequences piece, kink, piece, .., piece that use exactly `neurons` type-2-active neurons.
fn each_arrangement(neurons: usize, visit: Visit<'_>) {
    fn extend(left: usize, pieces: &mut Vec<[usize; 2]>, kinks: &mut Vec<KinkNeurons>, visit: Visit<'_>) {
        for inside in (0..=left).flat_map(|total| multisets(2, total)) {
            let rest = left - inside[0] - inside[1];
            pieces.push([inside[0], inside[1]]);
            if rest == 0 {
                visit(pieces, kinks);
            }
            for at_kink in (1..=rest).flat_map(|total| multisets(4, total)) {
                if at_kink[0] + at_kink[1] == 0 {
                    continue;
                }
                kinks.push([at_kink[0], at_kink[1], at_kink[2], at_kink[3]]);
                extend(rest - at_kink.iter().sum::<usize>(), pieces, kinks, visit);
                kinks.pop();
            }
            pieces.pop();
        }
    }
    extend(neurons, &mut Vec::new(), &mut Vec::new(), visit);
}
