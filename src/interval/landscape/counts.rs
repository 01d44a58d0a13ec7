//! How many patterns a branch stands for.
//!
//! Counts are of multisets: `choose(k + m - 1, m - 1)` ways to spread k neurons over m classes. Everything is a
//! sum of positive terms; the checker counts by generating functions instead.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::branch::{Label, Orientation};

/// The number of base classes, and how many of them do not force T = 0.
const BASE_CLASSES: usize = 14;
const FREE_CLASSES: usize = 10;

/// Numbers of ways, by the number of neurons used: entry k for k neurons, up to the width.
type Ways = Vec<BigInt>;

/// Counting tables for one width.
#[derive(Debug, Clone)]
pub struct Counter {
    width: usize,
    /// Completions after the label of a piece.
    after_piece: Ways,
    /// Completions before it.
    before_piece: Ways,
}

impl Counter {
    /// Fills the tables for patterns of `width` neurons. Cost: O(width^2) additions.
    #[must_use]
    pub fn new(width: usize) -> Self {
        let kink: Ways = (0..=width).map(|k| choose(k + 3, 3) - choose(k + 1, 1)).collect();
        let inside = spread(2, width);
        // With n neurons left: after a piece, close or place a kink of k >= 1 neurons; before it, place flat ones.
        let (mut after_piece, mut before_piece) = (Ways::new(), Ways::new());
        for n in 0..=width {
            let closed = if n == 0 { BigInt::one() } else { BigInt::zero() };
            let with_kink: BigInt = (1..=n).map(|k| &kink[k] * &before_piece[n - k]).sum();
            after_piece.push(closed + with_kink);
            let before = (0..=n).map(|k| &inside[k] * &after_piece[n - k]).sum();
            before_piece.push(before);
        }
        Self { width, after_piece, before_piece }
    }

    /// All patterns of the width.
    #[must_use]
    pub fn all(&self) -> BigInt {
        pair(&spread(BASE_CLASSES, self.width), &self.before_piece)
    }

    /// The patterns of a branch and of all its extensions.
    #[must_use]
    pub fn of(&self, branch: &[Label]) -> BigInt {
        let mut used: Ways = spread(0, self.width);
        for label in branch {
            used = convolve(&used, &self.label(*label, branch));
        }
        match branch.last() {
            None => self.all(),
            Some(Label::Free | Label::Bound | Label::Kink(_)) => pair(&used, &self.before_piece),
            Some(Label::Inside(_)) => pair(&used, &self.after_piece),
            Some(_) => used[self.width].clone(),
        }
    }

    /// Ways to choose the neurons that a label stands for. The classes of a branch that ends in `harmless` or
    /// `class-k` are counted there and not at `free`.
    fn label(&self, label: Label, branch: &[Label]) -> Ways {
        let split_later = matches!(branch.last(), Some(Label::Harmless | Label::Class(_)));
        match label {
            Label::Free if split_later => spread(0, self.width),
            Label::Free => spread(FREE_CLASSES, self.width),
            Label::Bound => {
                let (all, free) = (spread(BASE_CLASSES, self.width), spread(FREE_CLASSES, self.width));
                all.into_iter().zip(free).map(|(all, free)| all - free).collect()
            }
            Label::Close | Label::Inside(None) => spread(0, self.width),
            Label::Inside(Some(Orientation::Both)) => shifted(2, 2, self.width),
            Label::Inside(Some(_)) => shifted(1, 1, self.width),
            // At least one neuron that is not flat, any number of flat ones.
            Label::Kink(Orientation::Rising | Orientation::Falling) => shifted(1, 2, self.width),
            // Not flat on both sides; or on one side only, with flat ones on the other.
            Label::Kink(Orientation::Both) => {
                let (both, one) = (shifted(2, 4, self.width), shifted(2, 3, self.width));
                both.into_iter().zip(one).map(|(both, one)| both + one * 2).collect()
            }
            Label::Harmless => spread(4, self.width),
            Label::Class(class) => shifted(1, 15 - class, self.width),
        }
    }
}

/// n choose k.
fn choose(n: usize, k: usize) -> BigInt {
    (0..k).fold(BigInt::one(), |product, i| product * BigInt::from(n - i) / BigInt::from(i + 1))
}

/// Ways to spread k neurons over `classes`, for k = 0, .., width.
fn spread(classes: usize, width: usize) -> Ways {
    if classes == 0 {
        return (0..=width).map(|k| if k == 0 { BigInt::one() } else { BigInt::zero() }).collect();
    }
    (0..=width).map(|k| choose(k + classes - 1, classes - 1)).collect()
}

/// The same with `least` of the classes not empty.
fn shifted(least: usize, classes: usize, width: usize) -> Ways {
    let ways = spread(classes, width);
    std::iter::repeat_n(BigInt::zero(), least).chain(ways).take(width + 1).collect()
}

fn convolve(left: &Ways, right: &Ways) -> Ways {
    (0..left.len()).map(|n| (0..=n).map(|k| &left[k] * &right[n - k]).sum()).collect()
}

/// The last entry of the convolution.
fn pair(left: &Ways, right: &Ways) -> BigInt {
    left.iter().zip(right.iter().rev()).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::super::branch::extensions;
    use super::*;

    #[test]
    fn extensions_partition_a_branch() {
        let counter = Counter::new(5);
        let mut pending = vec![Vec::new()];
        while let Some(branch) = pending.pop() {
            let children: Vec<Vec<Label>> = extensions(&branch)
                .into_iter()
                .map(|label| branch.iter().copied().chain([label]).collect())
                .collect();
            if children.is_empty() || branch.len() > 6 {
                continue;
            }
            let sum: BigInt = children.iter().map(|child| counter.of(child)).sum();
            assert_eq!(sum, counter.of(&branch), "{branch:?}");
            pending.extend(children);
        }
    }
}
