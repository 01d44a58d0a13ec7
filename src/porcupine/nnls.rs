//! Exact non-negative least squares by an active set.

use super::form::Form;
use super::ring::{Fraction, Ring};
use super::tableau::Tableau;

/// Minimises the loss over masses `z >= 0` that vanish outside an allowed set; keeps its basis for the next set.
///
/// # Source
/// C. L. Lawson and R. J. Hanson, *Solving Least Squares Problems*, 1974, chapter 23. In exact arithmetic no
/// degeneracy arises: a mass enters only with a negative derivative, its column is then independent of the
/// basic ones (on whose span the derivative vanishes), so that the pivot is positive, the first step is not
/// zero, and the loss falls strictly from one basic set to the next. Hence no set comes twice.
#[derive(Debug, Clone)]
pub(super) struct Solver<R> {
    tableau: Tableau<R>,
    /// The masses; positive on the basic set, zero elsewhere.
    z: Vec<Fraction<R>>,
    /// Number of pivots so far.
    pub(super) pivots: u64,
}

impl<R: Ring> Solver<R> {
    pub(super) fn new(form: &Form<R>) -> Self {
        let z = vec![Fraction::zero(); form.len()];
        Self { tableau: Tableau::new(&form.matrix), z, pivots: 0 }
    }

    /// The tableau at the last minimiser.
    pub(super) fn tableau(&self) -> &Tableau<R> {
        &self.tableau
    }

    fn pivot(&mut self, index: usize) {
        self.tableau.pivot(index);
        self.pivots += 1;
    }

    /// A minimiser over the allowed set. Its derivatives are `>= 0` on that set and zero where it is positive.
    pub(super) fn minimise(&mut self, allowed: &[bool]) -> Vec<Fraction<R>> {
        for (index, &allowed) in allowed.iter().enumerate() {
            if !allowed && self.tableau.is_basic(index) {
                self.pivot(index);
                self.z[index] = Fraction::zero();
            }
        }
        loop {
            self.settle();
            // The least slack index of those with the largest slack: any choice terminates, this one is short.
            let mut entering: Option<usize> = None;
            for (index, &allowed) in allowed.iter().enumerate() {
                if !allowed || self.tableau.is_basic(index) || !self.tableau.right(index).is_positive() {
                    continue;
                }
                let better =
                    |best: usize| self.tableau.right(index).minus(self.tableau.right(best)).is_positive();
                if entering.is_none_or(better) {
                    entering = Some(index);
                }
            }
            let Some(index) = entering else { return self.z.clone() };
            self.pivot(index);
        }
    }

    /// Moves from the masses at hand to the minimiser of the basic set, dropping masses that reach zero.
    fn settle(&mut self) {
        loop {
            let basic: Vec<usize> = (0..self.z.len()).filter(|&i| self.tableau.is_basic(i)).collect();
            let goal = |index: usize| self.tableau.right(index);
            let over = &self.tableau.over;
            if basic.iter().all(|&index| goal(index).is_positive()) {
                for &index in &basic {
                    self.z[index] = Fraction::new(goal(index).clone(), over.clone());
                }
                return;
            }
            // The largest step alpha <= 1 that keeps z + alpha (goal - z) >= 0: the least z / (z - goal).
            let ratio = |&index: &usize| {
                let z = &self.z[index];
                let top = z.top.times(over);
                let below = top.minus(&goal(index).times(&z.over));
                Fraction::new(top, below)
            };
            let blocking = basic.iter().filter(|&&index| !goal(index).is_positive());
            let Some(step) = blocking.map(ratio).min_by(Fraction::compare) else { return };
            let rest = Fraction::new(step.over.minus(&step.top), step.over.clone());
            let moved: Vec<(usize, Fraction<R>)> = basic
                .iter()
                .map(|&index| {
                    let goal = Fraction::new(goal(index).clone(), over.clone());
                    (index, self.z[index].times(&rest).plus(&goal.times(&step)))
                })
                .collect();
            for (index, value) in moved {
                let leaves = value.top.is_zero();
                self.z[index] = value;
                if leaves {
                    self.pivot(index);
                    self.z[index] = Fraction::zero();
                }
            }
        }
    }
}
