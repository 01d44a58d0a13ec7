//! Covers: a sum of hinges is nonnegative on every cone of a division of R^D.

use std::collections::BTreeMap;

use critcert_certificate::certificate::dataset::{ByClass, CoverNode};
use critcert_certificate::rational::Rational;
use num_traits::{One, Signed, Zero};

use crate::outcome::Reason;

/// `F(delta) = linear . delta + sum_k weights_k max(rows_k . delta, 0)`.
pub(crate) struct Function {
    pub(crate) linear: Vec<Rational>,
    /// Nonzero, no two parallel.
    pub(crate) rows: Vec<Vec<Rational>>,
    pub(crate) weights: Vec<Rational>,
}

impl Function {
    /// Whether no hinge has weight.
    pub(crate) fn is_linear(&self) -> bool {
        self.weights.iter().all(Zero::is_zero)
    }

    /// Whether F vanishes throughout: hinges on different hyperplanes are independent.
    pub(crate) fn is_zero(&self) -> bool {
        self.is_linear() && self.linear.iter().all(Zero::is_zero)
    }

    /// Refuses unless the cover shows F >= 0.
    pub(crate) fn accept(&self, cover: &[CoverNode]) -> Result<(), Reason> {
        let mut cone = Cone { function: self, signs: BTreeMap::new(), order: Vec::new() };
        let mut complete = false;
        for node in cover {
            require(!complete, "nodes follow the last leaf of a cover")?;
            match node {
                CoverNode::Split(class) => cone.sign(*class, true, true)?,
                CoverNode::Forced { class, positive, multipliers } => {
                    let forced = cone.forced(*class, *positive, multipliers)?;
                    require(forced, "a forced sign does not follow from those before")?;
                    cone.sign(*class, *positive, false)?;
                }
                CoverNode::Leaf { slopes, cone: multipliers } => {
                    cone.leaf(slopes, multipliers)?;
                    complete = !cone.next();
                }
            }
        }
        require(complete, "the cover does not reach all cones")
    }
}

/// The cone at hand: signs of some rows, in the order in which they were given.
struct Cone<'a> {
    function: &'a Function,
    signs: BTreeMap<usize, bool>,
    /// Rows with a sign, and whether they were split (else forced).
    order: Vec<(usize, bool)>,
}

impl Cone<'_> {
    fn sign(&mut self, class: usize, positive: bool, split: bool) -> Result<(), Reason> {
        require(class < self.function.rows.len(), "a cover names a class that does not exist")?;
        require(self.signs.insert(class, positive).is_none(), "a class gets a second sign")?;
        self.order.push((class, split));
        Ok(())
    }

    /// Goes on to the next cone of the division; false when there is none.
    fn next(&mut self) -> bool {
        while let Some((class, split)) = self.order.pop() {
            if split && self.signs.get(&class) == Some(&true) {
                self.signs.insert(class, false);
                self.order.push((class, true));
                return true;
            }
            self.signs.remove(&class);
        }
        false
    }

    /// Whether `s row = sum multiplier_i s_i row_i`.
    fn forced(&self, class: usize, positive: bool, multipliers: &ByClass) -> Result<bool, Reason> {
        let row = self.function.rows.get(class);
        let row = row.ok_or(Reason::Condition { condition: "a cover names a class that does not exist" })?;
        let mut left = row.clone();
        if !positive {
            left.iter_mut().for_each(|entry| *entry = -entry.clone());
        }
        Ok(self.combination(multipliers)? == left)
    }

    /// `sum multiplier_i s_i row_i` over signed rows, multipliers positive.
    fn combination(&self, multipliers: &ByClass) -> Result<Vec<Rational>, Reason> {
        increasing(multipliers)?;
        let mut sum = vec![Rational::zero(); self.function.linear.len()];
        for (class, multiplier) in multipliers {
            require(multiplier.0.is_positive(), "a multiplier of a cone is not positive")?;
            let (Some(positive), Some(row)) = (self.signs.get(class), self.function.rows.get(*class)) else {
                return Err(Reason::Condition { condition: "a multiplier of a class without a sign" });
            };
            let signed = if *positive { multiplier.0.clone() } else { -&multiplier.0 };
            add(&mut sum, &signed, row);
        }
        Ok(sum)
    }

    /// Refuses unless F >= 0 on the cone, by slopes for the convex hinges and multipliers of the signs.
    fn leaf(&self, slopes: &ByClass, multipliers: &ByClass) -> Result<(), Reason> {
        increasing(slopes)?;
        let mut left = self.function.linear.clone();
        let hinges = self.function.rows.iter().zip(&self.function.weights).enumerate();
        for (class, (row, weight)) in hinges {
            match self.signs.get(&class) {
                Some(true) => add(&mut left, weight, row),
                Some(false) => {}
                None => require(!weight.is_negative(), "a concave kink has no sign on a leaf")?,
            }
        }
        for (class, slope) in slopes {
            let unsigned = !self.signs.contains_key(class);
            require(unsigned, "a slope for a class with a sign")?;
            let (Some(row), Some(weight)) =
                (self.function.rows.get(*class), self.function.weights.get(*class))
            else {
                return Err(Reason::Condition { condition: "a cover names a class that does not exist" });
            };
            let allowed = slope.0.is_positive() && slope.0 <= Rational::one();
            require(allowed, "a slope is not in (0, 1]")?;
            add(&mut left, &(weight * &slope.0), row);
        }
        let right = self.combination(multipliers)?;
        let differing = left.iter().zip(&right).position(|(left, right)| left != right);
        match differing.and_then(|unknown| Some((unknown, left.get(unknown)?, right.get(unknown)?))) {
            Some((unknown, left, right)) => {
                Err(Reason::Combination { unknown, expected: left.to_string(), got: right.to_string() })
            }
            None => Ok(()),
        }
    }
}

fn add(sum: &mut [Rational], factor: &Rational, row: &[Rational]) {
    for (entry, x) in sum.iter_mut().zip(row) {
        *entry += factor * x;
    }
}

fn increasing(terms: &ByClass) -> Result<(), Reason> {
    let ordered = terms.iter().zip(terms.iter().skip(1)).all(|((left, _), (right, _))| left < right);
    require(ordered, "the classes of a combination do not increase")
}

fn require(holds: bool, condition: &'static str) -> Result<(), Reason> {
    if holds { Ok(()) } else { Err(Reason::Condition { condition }) }
}
