//! The part of all directions that a cone of at most three dimensions takes, from below.

use critcert_certificate::rational::{Canonical, Rational};
use num_traits::{One, Signed, Zero};

use super::angle::turn;
use super::span::{Span, is_on_wall, is_within, parallelogram, parallelogram_across};
use crate::outcome::Reason;
use crate::rules::{numbers, require};

/// The vectors of a cell's closure, in the order that their certificate states.
pub(crate) struct Cone {
    rays: Vec<Vec<Rational>>,
    /// The same by factors of the span's points.
    factors: Vec<Vec<Rational>>,
}

impl Cone {
    /// Refuses unless the vectors lie in the closed cell and span a cone of the dimension of the span: two vectors in the
    /// plane, the corners of a convex polygon in space.
    ///
    /// In space the first vector lies on a wall of the cell, so that the others are on one side of a plane through it. With
    /// `det(r_1, r_j, r_(j+1)) > 0` they turn around it in order, by at most half a turn in all; with
    /// `det(r_(j-1), r_j, r_(j+1)) >= 0` no corner is reflex.
    pub(crate) fn accept(span: &Span, signs: &[i8], stated: &[Vec<Canonical>]) -> Result<Self, Reason> {
        let rays = stated.iter().map(|ray| span.vector(ray)).collect::<Result<Vec<_>, _>>()?;
        let inside = rays.iter().all(|ray| is_within(&span.points, signs, ray));
        require(inside, "a vector is outside the closed cell")?;
        let flat = "the vectors do not span a cone of the dimension of the span";
        match (span.dimension(), rays.as_slice()) {
            (0, []) => {}
            (1, [ray]) => require(ray.iter().any(|entry| !entry.is_zero()), flat)?,
            (2, [left, right]) => require(parallelogram(left, right).1.is_positive(), flat)?,
            (3, [first, .., last]) if rays.len() >= 3 => {
                require(
                    is_on_wall(&span.points, signs, first),
                    "the first vector is on no wall of the cell",
                )?;
                let turned = |triple: &[Vec<Canonical>]| determinant(triple);
                let head = stated.first();
                for pair in stated.get(1..).unwrap_or(&[]).windows(2) {
                    let triple: Vec<Vec<Canonical>> = head.into_iter().chain(pair).cloned().collect();
                    require(turned(&triple).is_positive(), "the vectors are not in cyclic order")?;
                }
                for triple in stated.get(1..).unwrap_or(&[]).windows(3) {
                    require(
                        !turned(triple).is_negative(),
                        "the vectors are not the corners of a convex polygon",
                    )?;
                }
                // The stated points are independent.
                let second = rays.get(1).unwrap_or(last);
                require(parallelogram_across(first, second, last).1.is_positive(), flat)?;
            }
            _ => {
                return Err(Reason::Condition {
                    condition: "a cell needs r vectors, three or more in space",
                });
            }
        }
        Ok(Self { rays, factors: stated.iter().map(|ray| numbers(ray)).collect() })
    }

    /// The facets, each by the directions of its rays in order: none for r = 0, the point 0 for r = 1, rays, then angles.
    pub(crate) fn facets(&self) -> Vec<Vec<Vec<Rational>>> {
        let rays: Vec<Vec<Rational>> = self.factors.iter().map(|ray| direction(ray)).collect();
        match rays.as_slice() {
            [] => Vec::new(),
            [_] => vec![Vec::new()],
            [left, right] => vec![vec![left.clone()], vec![right.clone()]],
            rays => {
                let pairs = rays.iter().zip(rays.iter().cycle().skip(1));
                pairs.map(|(a, b)| vec![a.min(b).clone(), a.max(b).clone()]).collect()
            }
        }
    }

    /// For r = 2 the angle, as that of the complex number `p + q sqrt(-g)`, g the square of the area of the span's points.
    pub(crate) fn angle(&self) -> Option<(Rational, Rational)> {
        let ([left, right], [a, b]) = (self.rays.as_slice(), self.factors.as_slice()) else { return None };
        let ([a, c], [b, d]) = (a.as_slice(), b.as_slice()) else { return None };
        Some((parallelogram(left, right).0, (a * d - b * c).abs()))
    }

    /// A lower bound of the part of all directions in the cone, exact when all its angles are multiples of 30 or 45 degrees.
    ///
    /// In space: by Girard, the area of a convex polygon on the sphere is the sum of its angles less `(k - 2) pi`, of `4 pi`.
    pub(crate) fn part(&self, bits: u32) -> Rational {
        let half = Rational::new(1.into(), 2.into());
        match self.rays.as_slice() {
            [] => Rational::one(),
            [_] => half,
            [left, right] => {
                let (product, area) = parallelogram(left, right);
                turn(&product, &area, bits)
            }
            rays => {
                let around = rays.iter().cycle();
                let corners = around.clone().zip(around.clone().skip(1)).zip(around.skip(2)).take(rays.len());
                let sum: Rational = corners
                    .map(|((before, at), after)| {
                        let (product, area) = parallelogram_across(at, before, after);
                        if area.is_zero() && product.is_negative() {
                            return half.clone();
                        }
                        turn(&product, &area, bits)
                    })
                    .sum();
                let more = Rational::from_integer(rays.len().saturating_sub(2).into());
                (sum - more * &half) * &half
            }
        }
    }
}

/// A positive multiple whose first entry that is not 0 is 1 or -1.
fn direction(vector: &[Rational]) -> Vec<Rational> {
    let first = vector.iter().find(|entry| !entry.is_zero()).map_or_else(Rational::one, Signed::abs);
    vector.iter().map(|entry| entry / &first).collect()
}

/// The determinant of three rows of three numbers.
fn determinant(rows: &[Vec<Canonical>]) -> Rational {
    let entry = |row: usize, column: usize| -> Rational {
        rows.get(row).and_then(|row| row.get(column)).map_or_else(Rational::zero, |entry| entry.0.clone())
    };
    let minor = |a: usize, b: usize| entry(1, a) * entry(2, b) - entry(1, b) * entry(2, a);
    entry(0, 0) * minor(1, 2) - entry(0, 1) * minor(0, 2) + entry(0, 2) * minor(0, 1)
}
