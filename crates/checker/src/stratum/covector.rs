//! A covector: what neurons of these signs can predict, and how a residual is tested at their kinks.

use critcert_certificate::certificate::stratum::StratumCovector;
use critcert_certificate::rational::{Canonical, Rational, sign};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

use super::points::{Points, dot, mixed};
use crate::outcome::Reason;

/// A covector with its columns, in units of `high scale`.
pub(crate) struct Covector {
    pub(crate) signs: Vec<i8>,
    /// For each basis vector b the products `scale X_i.b`.
    pub(crate) products: Vec<Vec<BigInt>>,
    /// For each basis vector b the column `high scale a_i X_i.b`.
    pub(crate) columns: Vec<Vec<BigInt>>,
    /// For each ray the vector whose product with e has the sign of the one-sided derivative along it.
    pub(crate) tests: Vec<Vec<BigInt>>,
    pub(crate) kink: bool,
    pub(crate) dead: bool,
    /// All columns are zero.
    pub(crate) null: bool,
}

fn refuse(condition: &'static str) -> Reason {
    Reason::Condition { condition }
}

impl Covector {
    /// Reads and checks a covector: its witness, and that its basis spans the vectors that respect its zeros.
    pub(crate) fn accept(points: &Points, signs: Vec<i8>, stated: &StratumCovector) -> Result<Self, Reason> {
        let dimension = points.dimension;
        if stated.witness.len() != dimension || signs.len() != points.rows.len() {
            return Err(refuse("the covector or its witness has another length"));
        }
        for (row, &expected) in points.rows.iter().zip(&signs) {
            let value = mixed(row, &stated.witness);
            if sign(&value) != expected {
                let what = "sign of the witness at a point".to_owned();
                return Err(Reason::Value { what, expected: expected.to_string(), got: value.to_string() });
            }
        }
        let basis = integers(&stated.basis, dimension)?;
        let rays = integers(&stated.rays, dimension)?;
        let is_kink = |(i, sign): (usize, &i8)| *sign == 0 && !points.is_origin(i);
        let zeros = signs.iter().enumerate().filter(|&(i, sign)| is_kink((i, sign)));
        let zeros: Vec<usize> = zeros.map(|(i, _)| i).collect();
        for (i, row) in points.rows.iter().enumerate() {
            let orthogonal = !zeros.contains(&i) || basis.iter().all(|vector| dot(row, vector).is_zero());
            if !orthogonal {
                return Err(refuse("a basis vector is not orthogonal to a point at a zero"));
            }
        }
        let mut matrix = basis.clone();
        for point in &stated.points {
            let row = points.rows.get(*point).filter(|_| zeros.contains(point));
            matrix.push(row.ok_or(refuse("a spanning point is not at a zero"))?.clone());
        }
        accept_inverse(&matrix, &stated.inverse, &points.scale, basis.len())?;
        let products: Vec<Vec<BigInt>> =
            basis.iter().map(|vector| points.rows.iter().map(|row| dot(row, vector)).collect()).collect();
        let slope = |sign: i8| match sign {
            0 => BigInt::zero(),
            sign => points.slope(sign < 0).clone(),
        };
        let column = |values: &Vec<BigInt>| -> Vec<BigInt> {
            values.iter().zip(&signs).map(|(value, &sign)| value * slope(sign)).collect()
        };
        let columns: Vec<Vec<BigInt>> = products.iter().map(column).collect();
        let test = |ray: &Vec<BigInt>| -> Vec<BigInt> {
            let entry = |(row, &sign): (&Vec<BigInt>, &i8)| {
                let value = dot(row, ray);
                let factor = if sign == 0 { points.slope(value.is_negative()).clone() } else { slope(sign) };
                factor * value
            };
            points.rows.iter().zip(&signs).map(entry).collect()
        };
        let null = columns.iter().flatten().all(Zero::is_zero);
        let kink = !zeros.is_empty();
        Ok(Self {
            tests: rays.iter().map(test).collect(),
            dead: !kink && null,
            signs,
            products,
            columns,
            kink,
            null,
        })
    }
}

impl Covector {
    /// A cell, which all vectors respect: the basis is that of the unit vectors. It has no rays.
    pub(crate) fn of_cell(points: &Points, signs: Vec<i8>) -> Self {
        let coordinate =
            |k: usize| points.rows.iter().map(|row| row.get(k).cloned().unwrap_or_default()).collect();
        let products: Vec<Vec<BigInt>> = (0..points.dimension).map(coordinate).collect();
        let scaled = |(value, sign): (&BigInt, &i8)| match sign {
            0 => BigInt::zero(),
            sign => value * points.slope(*sign < 0),
        };
        let columns: Vec<Vec<BigInt>> =
            products.iter().map(|values| values.iter().zip(&signs).map(scaled).collect()).collect();
        let null = columns.iter().flatten().all(Zero::is_zero);
        Self { signs, products, columns, tests: Vec::new(), kink: false, dead: null, null }
    }
}

/// Integer vectors of one length.
fn integers(vectors: &[Vec<Canonical>], dimension: usize) -> Result<Vec<Vec<BigInt>>, Reason> {
    let vector = |vector: &Vec<Canonical>| {
        let whole = vector.len() == dimension && vector.iter().all(|entry| entry.0.is_integer());
        whole.then(|| vector.iter().map(|entry| entry.0.numer().clone()).collect())
    };
    vectors.iter().map(vector).collect::<Option<_>>().ok_or(refuse("a vector is not one of D integers"))
}

/// Refuses unless `matrix inverse = 1`, rows from `scaled` on being held `scale` times too large.
fn accept_inverse(
    matrix: &[Vec<BigInt>],
    inverse: &[Vec<Canonical>],
    scale: &BigInt,
    scaled: usize,
) -> Result<(), Reason> {
    let size = matrix.len();
    let square = inverse.len() == size
        && matrix.iter().all(|row| row.len() == size)
        && inverse.iter().all(|row| row.len() == size);
    if !square {
        return Err(refuse("basis and points are not a square matrix with an inverse of its size"));
    }
    for (i, row) in matrix.iter().enumerate() {
        let unit = if i < scaled { BigInt::one() } else { scale.clone() };
        for j in 0..size {
            let column: Vec<Canonical> = inverse.iter().filter_map(|line| line.get(j).cloned()).collect();
            let expected = if i == j { Rational::from_integer(unit.clone()) } else { Rational::zero() };
            if mixed(row, &column) != expected {
                return Err(refuse("the stated inverse is not the inverse of basis and points"));
            }
        }
    }
    Ok(())
}
