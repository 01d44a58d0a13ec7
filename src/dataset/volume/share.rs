//! The shares of the volume that kinds of regions take.

use critcert_certificate::rational::{Rational, ratio};
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::turn::Part;

/// The kinds of regions, in the order of shares: with a differentiable local minimum of loss 0, of positive loss, without one;
/// with one that misclassifies more than the allowed share of the points.
pub const NAMES: [&str; 4] = ["zero_loss", "positive_loss", "without_minimum", "misclassified"];

/// Of which kinds a region is: whether it holds a differentiable local minimum, and the loss of its residual and the number of
/// points that this misclassifies, of `points`.
#[must_use]
pub fn kinds(
    minimum: bool,
    loss: &Rational,
    misclassified: usize,
    points: usize,
    epsilon: &Rational,
) -> [bool; 4] {
    let exact = loss.is_zero();
    let wrong =
        Rational::from_integer(misclassified.into()) > epsilon * Rational::from_integer(points.into());
    [minimum && exact, minimum && !exact, !minimum, minimum && wrong]
}

/// A region by its cells, with all kinds that it is of.
pub type Sorted = (Vec<usize>, [bool; 4]);

/// The number of ways to give these cells, in order, to the neurons.
#[must_use]
pub fn ways(cells: &[usize]) -> BigInt {
    let mut ways = BigInt::one();
    for (place, cell) in cells.iter().enumerate() {
        let same = cells[..=place].iter().filter(|other| *other == cell).count();
        ways = ways * (place + 1) / same;
    }
    ways
}

/// The part of all weights that the region of these cells takes, with all orders of the neurons.
#[must_use]
pub fn part(cells: &[usize], parts: &[Part]) -> Part {
    let ways = Rational::from_integer(ways(cells));
    let of = |end: fn(&Part) -> &Rational| {
        cells.iter().map(|&cell| end(&parts[cell])).product::<Rational>() * &ways
    };
    Part { low: of(|part| &part.low), high: of(|part| &part.high), formula: None }
}

/// The share of each kind, from lower bounds of the regions of the kind and of the others.
///
/// `sum` gives for some cells, if there is one neuron, the sum of their parts where it is known although the parts are not,
/// from a lower bound.
///
/// # Source
/// Own: regions are disjoint, and all of them are here. Lower bounds of parts add up, and no upper bounds are needed.
#[must_use]
pub fn shares(
    regions: &[Sorted],
    parts: &[Part],
    sum: &dyn Fn(&[usize], &Rational) -> Option<Rational>,
) -> [Part; 4] {
    std::array::from_fn(|kind| {
        let side = |of: bool| {
            let all = || regions.iter().filter(move |(_, kinds)| kinds[kind] == of).map(|(cells, _)| cells);
            let low: Rational = all().map(|cells| part(cells, parts).low).sum();
            let single: Option<Vec<usize>> =
                all().map(|cells| if let [cell] = cells.as_slice() { Some(*cell) } else { None }).collect();
            let known = single.and_then(|cells| sum(&cells, &low));
            (all().next().is_none(), known.unwrap_or(low))
        };
        match (side(true), side(false)) {
            ((true, _), _) => Part::exactly(ratio(0, 1)),
            (_, (true, _)) => Part::exactly(ratio(1, 1)),
            ((_, low), (_, outside)) => Part { low, high: ratio(1, 1) - outside, formula: None },
        }
    })
}

/// `a/10^places` and `b/10^places` around a part, as near as they can be.
#[must_use]
pub fn rounded(part: &Part, places: usize) -> (Rational, Rational) {
    let unit = Rational::from_integer(num_traits::pow(BigInt::from(10), places));
    ((&part.low * &unit).floor() / &unit, (&part.high * &unit).ceil() / &unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_counted() {
        for (cells, expected) in [
            (vec![0], 1),
            (vec![0, 0], 1),
            (vec![0, 1], 2),
            (vec![0, 0, 1], 3),
            (vec![0, 1, 2], 6),
            (vec![0, 0, 1, 1], 6),
        ] {
            assert_eq!(ways(&cells), BigInt::from(expected), "{cells:?}");
        }
    }

    #[test]
    fn a_gap_between_the_parts_widens_all_shares() {
        let parts = [Part { low: ratio(1, 3), high: ratio(1, 2), formula: None }, Part::exactly(ratio(1, 2))];
        let regions = [(vec![0], [true, false, false, true]), (vec![1], [false, true, false, true])];
        let found = shares(&regions, &parts, &|_, _| None);
        let ends: Vec<_> = found.iter().map(|share| (share.low.clone(), share.high.clone())).collect();
        assert_eq!(
            ends,
            [
                (ratio(1, 3), ratio(1, 2)),
                (ratio(1, 2), ratio(2, 3)),
                (ratio(0, 1), ratio(0, 1)),
                (ratio(1, 1), ratio(1, 1))
            ]
        );
        assert_eq!(rounded(&found[0], 2), (ratio(33, 100), ratio(50, 100)));
    }
}
