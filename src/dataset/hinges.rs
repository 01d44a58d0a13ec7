//! Is a sum of hinges nonnegative? Piecewise linear functions `h . delta + sum_k c_k max(row_k . delta, 0)`.
//!
//! Hinges with `c_k >= 0` are convex: `max(u, 0) >= t u` for every t in [0, 1]. Those with `c_k < 0` are concave, and a sum of
//! both is nonnegative iff it is so on every cell of the arrangement of the concave ones. On a cell the concave ones are
//! linear, and Farkas' lemma gives slopes t and multipliers lambda >= 0 with
//! `h + sum_(concave, +) c_k row_k + sum_convex t_k c_k row_k = sum lambda_i s_i row_i`, i over the signed rows of the cell.
//! Without concave hinges this is one identity.
//!
//! # Source
//! Own. Deciding this is the inclusion of a zonotope in another, which is hard in general: the number of cells is a
//! polynomial of degree D - 1 in the number of concave hinges, and [`Decision::TooLarge`] states a limit.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::derivative::product;
use super::lifted::dot;
use super::walk::{Event, push_strict, walk};
use crate::lp::{Solver, Status};

/// `c max(row . delta, 0)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hinge {
    /// The hinge's name for its owner.
    pub number: usize,
    /// A nonzero primitive integer row of D entries; no two rows of a sum are parallel.
    pub row: Vec<BigInt>,
    /// c.
    pub weight: Rational,
}

/// `F(delta) = linear . delta + sum_k c_k max(row_k . delta, 0)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hinges {
    /// The linear part, D entries.
    pub linear: Vec<Rational>,
    /// The hinges, in increasing order of their numbers.
    pub hinges: Vec<Hinge>,
}

impl Hinges {
    /// `F(delta)`.
    #[must_use]
    pub fn at(&self, delta: &[Rational]) -> Rational {
        let mut value = product(&self.linear, delta);
        for hinge in &self.hinges {
            let row = hinge.row.iter().zip(delta);
            let u: Rational = row.map(|(x, d)| d * Rational::from_integer(x.clone())).sum();
            if u.is_positive() {
                value += &hinge.weight * u;
            }
        }
        value
    }
}

/// A node of a [`Cover`]; rows are named by hinge numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// The cone is divided by the sign of this row; the positive half follows, then the negative one.
    Split(usize),
    /// This row has one sign on the cone: `s row = sum multiplier_i s_i row_i`.
    Forced {
        /// The row.
        hinge: usize,
        /// Whether its products are nonnegative.
        positive: bool,
        /// Positive multipliers of rows with a sign.
        multipliers: Vec<(usize, Rational)>,
    },
    /// F is nonnegative on the cone, by the identity of the module.
    Leaf {
        /// Slopes t of convex hinges, in (0, 1]; zeros are left out.
        slopes: Vec<(usize, Rational)>,
        /// Positive multipliers lambda of rows with a sign.
        cone: Vec<(usize, Rational)>,
    },
}

/// A cover of R^D by cones, with the reason on each why F is nonnegative there; nodes in preorder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// The answer of [`prove_nonnegative`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// F >= 0 everywhere.
    Nonnegative(Cover),
    /// `F(delta) < 0`; delta is a primitive integer vector.
    Negative(Vec<Rational>),
    /// More nodes than the limit.
    TooLarge,
}

/// Most nodes of a cover; beyond it the question is left open.
pub const NODES: usize = 20_000;

/// Decides whether F is nonnegative, with a proof either way.
#[must_use]
pub fn prove_nonnegative(function: &Hinges) -> Decision {
    let scaled = Scaled::new(function);
    let concave: Vec<usize> = scaled.select(Signed::is_negative);
    let convex: Vec<usize> = scaled.select(Signed::is_positive);
    let rows: Vec<&[BigInt]> = concave.iter().map(|&k| scaled.rows[k]).collect();
    let name = |k: usize| function.hinges[k].number;
    let named = |terms: Vec<(usize, Rational)>| -> Vec<(usize, Rational)> {
        terms.into_iter().map(|(at, value)| (name(concave[at]), value)).collect()
    };
    let mut nodes = Vec::new();
    let walked = walk(function.linear.len(), &rows, |event| {
        if nodes.len() >= NODES {
            return Err(Decision::TooLarge);
        }
        nodes.push(match event {
            Event::Split(row) => Node::Split(name(concave[row])),
            Event::Forced { row, positive, multipliers } => {
                Node::Forced { hinge: name(concave[row]), positive, multipliers: named(sorted(multipliers)) }
            }
            Event::Cell { positive, splits, solver } => {
                let mut linear = scaled.linear.clone();
                for (&k, _) in concave.iter().zip(positive).filter(|(_, positive)| **positive) {
                    scaled.add(&mut linear, k);
                }
                let farkas = convex_on_cone(&scaled, &linear, &convex, splits.len(), solver)
                    .map_err(Decision::Negative)?;
                let slopes = farkas.slopes.into_iter().map(|(k, slope)| (name(k), slope)).collect();
                let cone = farkas.cone.into_iter().map(|(at, value)| (splits[at], value / &scaled.factor));
                Node::Leaf { slopes, cone: named(sorted(cone.collect())) }
            }
        });
        Ok(())
    });
    match walked {
        Ok(()) => Decision::Nonnegative(Cover { nodes }),
        Err(decision) => decision,
    }
}

/// `factor F` with integers.
struct Scaled<'a> {
    factor: Rational,
    linear: Vec<BigInt>,
    rows: Vec<&'a [BigInt]>,
    weights: Vec<BigInt>,
}

impl<'a> Scaled<'a> {
    fn new(function: &'a Hinges) -> Self {
        let weights = function.hinges.iter().map(|hinge| &hinge.weight);
        let numbers = function.linear.iter().chain(weights);
        let factor = numbers.fold(BigInt::one(), |lcm, number| lcm.lcm(number.denom()));
        let integer = |number: &Rational| number.numer() * (&factor / number.denom());
        Self {
            linear: function.linear.iter().map(integer).collect(),
            rows: function.hinges.iter().map(|hinge| hinge.row.as_slice()).collect(),
            weights: function.hinges.iter().map(|hinge| integer(&hinge.weight)).collect(),
            factor: Rational::from_integer(factor),
        }
    }

    /// The hinges whose weights satisfy `wanted`.
    fn select(&self, wanted: impl Fn(&BigInt) -> bool) -> Vec<usize> {
        (0..self.weights.len()).filter(|&k| wanted(&self.weights[k])).collect()
    }

    /// Adds the gradient of hinge `k` where it is positive.
    fn add(&self, linear: &mut [BigInt], k: usize) {
        for (entry, x) in linear.iter_mut().zip(self.rows[k]) {
            *entry += &self.weights[k] * x;
        }
    }
}

/// Slopes by hinge, multipliers by row of the solver.
struct Farkas {
    slopes: Vec<(usize, Rational)>,
    cone: Vec<(usize, Rational)>,
}

/// On the cone of the solver's rows: a proof of `linear . delta + sum_convex >= 0`, or a point where it is negative.
///
/// The convex sum is the maximum of its linear parts; those that matter are found one by one, each as the part that is
/// active at a point where all parts so far are negative. So the LPs have D unknowns whatever the number of hinges is.
fn convex_on_cone(
    scaled: &Scaled<'_>,
    linear: &[BigInt],
    convex: &[usize],
    cone_rows: usize,
    solver: &mut Solver,
) -> Result<Farkas, Vec<Rational>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let found = loop {
        let point = match solver.witness() {
            Some(witness) => witness.numerators,
            None => break solver.motzkin(),
        };
        let active: Vec<usize> =
            convex.iter().copied().filter(|&k| dot(scaled.rows[k], &point).is_positive()).collect();
        let mut gradient = linear.to_vec();
        for &k in &active {
            scaled.add(&mut gradient, k);
        }
        if dot(&gradient, &point).is_negative() {
            pop(solver, parts.len());
            return Err(point.into_iter().map(Rational::from_integer).collect());
        }
        parts.push(active);
        if push_strict(solver, gradient.into_iter().map(|entry| -entry).collect()) == Status::Infeasible {
            break solver.motzkin();
        }
    };
    pop(solver, parts.len());
    let terms = found.map(|motzkin| motzkin.terms).unwrap_or_default();
    let (cone, used): (Vec<_>, Vec<_>) = terms.into_iter().partition(|(row, _)| *row < cone_rows);
    let total: BigInt = used.iter().map(|(_, value)| value).sum();
    let share = |value: BigInt| Rational::new(value, total.clone());
    let mut slopes: Vec<(usize, Rational)> = convex.iter().map(|&k| (k, Rational::zero())).collect();
    for (row, value) in used {
        let Some(part) = parts.get(row - cone_rows) else { continue };
        let value = share(value);
        for (k, slope) in &mut slopes {
            if part.binary_search(k).is_ok() {
                *slope += &value;
            }
        }
    }
    slopes.retain(|(_, slope)| !slope.is_zero());
    Ok(Farkas { slopes, cone: cone.into_iter().map(|(row, value)| (row, share(value))).collect() })
}

fn pop(solver: &mut Solver, rows: usize) {
    for _ in 0..rows {
        solver.pop();
    }
}

fn sorted(mut terms: Vec<(usize, Rational)>) -> Vec<(usize, Rational)> {
    terms.sort_by_key(|(at, _)| *at);
    terms
}
