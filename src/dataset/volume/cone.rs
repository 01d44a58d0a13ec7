//! The cone of a cell within the span of the points: its rays and its part of all directions.

use std::collections::BTreeSet;

use critcert_certificate::rational::{Rational, ratio, sign};
use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::turn::{Part, turn};
use crate::dataset::Lifted;
use crate::dataset::derivative::product as inner;
use crate::dataset::landscape::{LandscapeError, internal};
use crate::dataset::lifted::dot as product;
use crate::exact::integer::primitive;
use crate::exact::matrix::Matrix;

/// The span of the lifted points, with some of them as its basis.
#[derive(Debug, Clone)]
pub struct Span {
    /// The indices of the points of the basis.
    pub basis: Vec<usize>,
    /// n rows: each point as a combination of the basis.
    pub coordinates: Vec<Vec<Rational>>,
    points: Vec<Vec<Rational>>,
    /// For each point X_i integers that are a positive multiple of `(X_i.X_b)_b`: its product with a vector of the span.
    functionals: Vec<Vec<BigInt>>,
}

/// A vector of the span by its coordinates, and its signs on the points.
pub type Candidate = (Vec<BigInt>, Vec<i8>);

fn cross(a: &[BigInt], b: &[BigInt]) -> Vec<BigInt> {
    let minor = |i: usize, j: usize| &a[i] * &b[j] - &a[j] * &b[i];
    vec![minor(1, 2), minor(2, 0), minor(0, 1)]
}

impl Span {
    /// The span of all points.
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] only.
    pub fn new(lifted: &Lifted) -> Result<Self, LandscapeError> {
        let points: Vec<Vec<Rational>> = (0..lifted.len()).map(|index| lifted.point(index)).collect();
        let all = Matrix::from_columns(lifted.dimension(), &points);
        let basis = all.independent_columns();
        let chosen: Vec<Vec<Rational>> = basis.iter().map(|&index| points[index].clone()).collect();
        let solution = Matrix::from_columns(lifted.dimension(), &chosen).solve(&all);
        let solution = solution.ok_or_else(|| internal("a point outside the span of all"))?;
        let coordinates =
            (0..points.len()).map(|i| (0..basis.len()).map(|k| solution.entry(k, i)).collect()).collect();
        let functional = |point: &Vec<Rational>| {
            primitive(&chosen.iter().map(|other| inner(point, other)).collect::<Vec<_>>()).0
        };
        let functionals = points.iter().map(functional).collect();
        Ok(Self { basis, coordinates, points, functionals })
    }

    /// r, its dimension.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.basis.len()
    }

    /// All vectors, up to positive factors, in which r - 1 independent hyperplanes of points meet, r at most 3.
    #[must_use]
    pub fn candidates(&self) -> Vec<Candidate> {
        let walls: Vec<&Vec<BigInt>> = self
            .functionals
            .iter()
            .filter(|wall| wall.iter().any(|entry| !entry.is_zero()))
            .unique()
            .collect();
        let lines: Vec<Vec<BigInt>> = match self.dimension() {
            1 => vec![vec![BigInt::from(1)]],
            2 => walls.iter().map(|wall| vec![-wall[1].clone(), wall[0].clone()]).collect(),
            3 => walls.iter().array_combinations().map(|[a, b]| cross(a, b)).collect(),
            _ => Vec::new(),
        };
        let mut found = BTreeSet::new();
        for line in lines.into_iter().filter(|line| line.iter().any(|entry| !entry.is_zero())) {
            let line: Vec<Rational> = line.into_iter().map(Rational::from_integer).collect();
            let (line, _) = primitive(&line);
            found.insert(line.iter().map(|entry| -entry).collect::<Vec<_>>());
            found.insert(line);
        }
        let signs = |vector: &Vec<BigInt>| {
            let side = |wall: &Vec<BigInt>| sign(&Rational::from_integer(product(wall, vector)));
            self.functionals.iter().map(side).collect()
        };
        found.into_iter().map(|vector| (vector.clone(), signs(&vector))).collect()
    }

    /// The extreme rays of the closed cell with these signs; for r = 3 in cyclic order, turning to the left seen from outside
    /// in the coordinates of the span.
    #[must_use]
    pub fn rays(&self, candidates: &[Candidate], signs: &[i8]) -> Vec<Vec<BigInt>> {
        let conforms = |own: &[i8]| own.iter().zip(signs).all(|(own, sign)| own * sign >= 0);
        let mut rays: Vec<Vec<BigInt>> =
            candidates.iter().filter(|(_, own)| conforms(own)).map(|(ray, _)| ray.clone()).collect();
        if self.dimension() == 3 && rays.len() > 2 {
            let first = rays.remove(0);
            // The other rays lie on one side of a plane through the first.
            rays.sort_by(|a, b| BigInt::zero().cmp(&product(&first, &cross(a, b))));
            rays.insert(0, first);
        }
        rays
    }

    /// For r = 2 the angle of a closed cell, as that of the complex number `p + q sqrt(-g)` with g as in [`Self::area`].
    ///
    /// It is the angle between the points of the two walls, one of them taken to the other side.
    #[must_use]
    pub fn angle(&self, signs: &[i8], rays: &[Vec<BigInt>]) -> Option<(Rational, Rational)> {
        let [left, right] = rays else { return None };
        let wall = |ray: &Vec<BigInt>| {
            let mut all = self.functionals.iter().zip(signs);
            all.position(|(wall, sign)| *sign != 0 && product(wall, ray).is_zero())
        };
        let (i, k) = (wall(left)?, wall(right)?);
        let p = inner(&self.points[i], &self.points[k]);
        let (a, b) = (&self.coordinates[i], &self.coordinates[k]);
        let q = (&a[0] * &b[1] - &a[1] * &b[0]).abs();
        Some((if signs[i] == signs[k] { -p } else { p }, q))
    }

    /// For r = 2 the square of the area of the parallelogram of the two points of the basis.
    #[must_use]
    pub fn area(&self) -> Option<Rational> {
        let [left, right] = self.basis.as_slice() else { return None };
        let (left, right) = (&self.points[*left], &self.points[*right]);
        let across = inner(left, right);
        Some(inner(left, left) * inner(right, right) - &across * &across)
    }

    /// The part of all directions in the closed cell, from the angles between its walls.
    ///
    /// At a corner the walls of points X_i and X_k with signs s and t meet at the angle between `s X_i` and `-t X_k`, all in the
    /// span; the area of a polygon with k corners on the sphere is the sum of its angles less (k - 2) pi.
    ///
    /// # Errors
    /// [`LandscapeError::Internal`] when the rays are not those of a cell.
    pub fn part(&self, signs: &[i8], rays: &[Vec<BigInt>], bits: u32) -> Result<Part, LandscapeError> {
        let corner = |i: usize, k: usize| {
            let (own, other) = (&self.points[i], &self.points[k]);
            let inner_product = inner(own, other);
            let area = inner(own, own) * inner(other, other) - &inner_product * &inner_product;
            let same = signs[i] == signs[k];
            turn(&if same { -inner_product } else { inner_product }, &area, bits)
        };
        let wall = |on: &[&Vec<BigInt>]| {
            let all = self.functionals.iter().zip(signs);
            let mut all =
                all.positions(|(wall, sign)| *sign != 0 && on.iter().all(|ray| product(wall, ray).is_zero()));
            all.next().ok_or_else(|| internal("a ray of a cell is on no wall"))
        };
        match (self.dimension(), rays) {
            (0, []) => Ok(Part::exactly(ratio(1, 1))),
            (1, [_]) => Ok(Part::exactly(ratio(1, 2))),
            (2, [left, right]) => Ok(corner(wall(&[left])?, wall(&[right])?)),
            (3, [_, _, _, ..]) => {
                let walls = rays
                    .iter()
                    .circular_tuple_windows()
                    .map(|(from, to)| wall(&[from, to]))
                    .collect::<Result<Vec<usize>, _>>()?;
                let angles =
                    walls.iter().circular_tuple_windows().map(|(&before, &after)| corner(before, after));
                let (mut low, mut high) = (Rational::zero(), Rational::zero());
                for angle in angles {
                    low += angle.low;
                    high += angle.high;
                }
                let excess = |sum: Rational| {
                    (sum - ratio(1, 2) * Rational::from_integer((rays.len() - 2).into())) / ratio(2, 1)
                };
                let (low, high) = (excess(low), excess(high));
                if !high.is_positive() {
                    return Err(internal("a cell without volume"));
                }
                Ok(Part { low, high, formula: None })
            }
            _ => Err(internal("the rays of a cell do not fit its dimension")),
        }
    }
}
