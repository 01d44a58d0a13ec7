//! The shares of the volume that kinds of regions take.

use critcert_certificate::rational::{Rational, ratio};
use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::decide::Decided;
use super::turn::Part;

/// The kinds of regions, in the order of shares: with a differentiable local minimum of loss 0, of positive loss, without one;
/// with one that misclassifies more than the allowed share of the points.
pub const NAMES: [&str; 4] = ["zero_loss", "positive_loss", "without_minimum", "misclassified"];

/// Of which kinds a region is.
#[must_use]
pub fn kinds(region: &Decided, points: usize, epsilon: &Rational) -> [bool; 4] {
    let minimum = region.held.is_minimum();
    let exact = region.loss.is_zero();
    let wrong =
        Rational::from_integer(region.misclassified.into()) > epsilon * Rational::from_integer(points.into());
    [minimum && exact, minimum && !exact, !minimum, minimum && wrong]
}

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

/// What is known to be of each kind, and what may be: the whole less what is known not to be.
///
/// # Source
/// Own: cells are disjoint, and so are regions. Lower bounds of parts add up, and no upper bounds are needed.
#[must_use]
pub fn shares(regions: &[(Vec<usize>, [bool; 4])], parts: &[Part]) -> [Part; 4] {
    let mut known: [[Rational; 2]; 4] = std::array::from_fn(|_| [Rational::zero(), Rational::zero()]);
    for (cells, kinds) in regions {
        let low = part(cells, parts).low;
        for ([inside, outside], kind) in known.iter_mut().zip(kinds) {
            *if *kind { inside } else { outside } += &low;
        }
    }
    known.map(|[low, outside]| Part { low, high: ratio(1, 1) - outside, formula: None })
}

/// `a/10^places` and `b/10^places` around a part, as near as they can be.
#[must_use]
pub fn rounded(part: &Part, places: usize) -> (Rational, Rational) {
    let unit = Rational::from_integer(num_traits::pow(BigInt::from(10), places));
    ((&part.low * &unit).floor() / &unit, (&part.high * &unit).ceil() / &unit)
}

/// The cells of every region with all its kinds.
#[must_use]
pub fn classified(regions: &[Decided], points: usize, epsilon: &Rational) -> Vec<(Vec<usize>, [bool; 4])> {
    regions.iter().map(|region| (region.cells.clone(), kinds(region, points, epsilon))).collect_vec()
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
        let found = shares(&regions, &parts);
        let ends: Vec<_> = found.iter().map(|share| (share.low.clone(), share.high.clone())).collect();
        assert_eq!(
            ends,
            [
                (ratio(1, 3), ratio(1, 2)),
                (ratio(1, 2), ratio(2, 3)),
                (ratio(0, 1), ratio(1, 6)),
                (ratio(5, 6), ratio(1, 1))
            ]
        );
        assert_eq!(rounded(&found[0], 2), (ratio(33, 100), ratio(50, 100)));
    }
}
