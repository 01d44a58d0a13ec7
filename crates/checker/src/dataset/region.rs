//! The matrix of a region: its signs from the weights, its entries modulo a number, its rows exactly.

use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_integer::{ExtendedGcd, Integer};
use num_traits::{One, ToPrimitive, Zero};

use crate::kernel::Failure;
use crate::outcome::Reason;
use crate::pattern::row::Row;
use crate::rules::require;

/// A region, by the side of each neuron on which each point lies.
pub(crate) struct Region {
    /// The lifted points, n rows of D integers, each a positive multiple `scale` of the point.
    points: Vec<(Vec<BigInt>, BigInt)>,
    /// For each neuron and point whether the neuron is active.
    active: Vec<Vec<bool>>,
    slope: Rational,
    output_bias: bool,
}

/// A positive multiple without denominators, and the factor.
pub(super) fn cleared(vector: &[Rational]) -> (Vec<BigInt>, BigInt) {
    let common = vector.iter().fold(BigInt::one(), |common, entry| common.lcm(entry.denom()));
    (vector.iter().map(|entry| entry.numer() * (&common / entry.denom())).collect(), common)
}

impl Region {
    /// The region of these weights, N rows of D entries; refused if a point lies on a neuron's kink.
    pub(crate) fn new(problem: &DatasetProblem, weights: &[Vec<Rational>]) -> Result<Self, Failure> {
        let mut points = Vec::with_capacity(problem.points.len());
        for point in &problem.points {
            let mut lifted: Vec<Rational> = point.iter().map(|entry| entry.0.clone()).collect();
            if problem.hidden_bias {
                lifted.push(Rational::one());
            }
            points.push(cleared(&lifted));
        }
        let rows: Vec<Row> = points.iter().map(|(row, _)| Row::new(row.clone())).collect();
        let mut active = Vec::with_capacity(weights.len());
        for weights in weights {
            let weights = Row::new(cleared(weights).0);
            let mut sides = Vec::with_capacity(rows.len());
            for row in &rows {
                require(
                    weights.len() == row.len(),
                    "a neuron has another number of weights than points have",
                )?;
                let side = row.side(&weights);
                let origin = row.entries().iter().all(Zero::is_zero);
                require(side != 0 || origin, "a point lies on the kink of a neuron: there is no region")?;
                sides.push(side > 0);
            }
            active.push(sides);
        }
        let slope = problem.activation.slope();
        Ok(Self { points, active, slope, output_bias: problem.output_bias })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.points.len()
    }

    /// The stated columns of the matrix modulo a number, each row multiplied by a positive integer.
    ///
    /// Column `j D + k` is coordinate k at neuron j; after all neurons comes the column of the output bias.
    pub(crate) fn residues(&self, columns: &[usize], modulus: u64) -> Result<Vec<Vec<u64>>, Reason> {
        let large = BigInt::from(modulus);
        let residue = |value: &BigInt| value.mod_floor(&large).to_u64().unwrap_or(0);
        let factors = [residue(self.slope.numer()), residue(self.slope.denom())];
        let [off, on] = factors;
        let dimension = self.points.first().map_or(0, |(row, _)| row.len());
        let mut places = Vec::with_capacity(columns.len());
        for &column in columns {
            let neuron = column.checked_div(dimension).unwrap_or(0);
            let coordinate = column.checked_rem(dimension).unwrap_or(0);
            let bias = neuron == self.active.len() && coordinate == 0 && self.output_bias;
            require(bias || neuron < self.active.len(), "there is no such column")?;
            places.push((self.active.get(neuron), coordinate));
        }
        let mut rows = Vec::with_capacity(self.points.len());
        for (number, (point, scale)) in self.points.iter().enumerate() {
            let point: Vec<u64> = point.iter().map(residue).collect();
            let scale = residue(scale);
            let entry = |(sides, coordinate): &(Option<&Vec<bool>>, usize)| {
                let Some(sides) = sides else { return on * scale % modulus };
                let factor = if sides.get(number) == Some(&true) { on } else { off };
                point.get(*coordinate).map_or(0, |x| factor * x % modulus)
            };
            rows.push(places.iter().map(entry).collect());
        }
        Ok(rows)
    }

    /// Whether these factors of the rows make every column vanish, that of the output bias included.
    pub(crate) fn annihilates(&self, factors: &[Rational]) -> bool {
        let bias = factors.iter().sum::<Rational>().is_zero() || !self.output_bias;
        let dimension = self.points.first().map_or(0, |(row, _)| row.len());
        let column = |sides: &Vec<bool>, coordinate: usize| {
            let mut sum = Rational::zero();
            for ((factor, (point, scale)), active) in factors.iter().zip(&self.points).zip(sides) {
                let x = point.get(coordinate).cloned().unwrap_or_default();
                let entry = factor * Rational::new(x, scale.clone());
                sum += if *active { entry } else { entry * &self.slope };
            }
            sum.is_zero()
        };
        bias && self.active.iter().all(|sides| (0..dimension).all(|coordinate| column(sides, coordinate)))
    }
}

/// Elimination in the order of rows and columns, without exchanges; refused at a pivot that is no unit.
///
/// Entries are below the modulus, which is below 2^31. With f below m and q = floor(2^32 f/m), the number
/// `f x - floor(q x/2^32) m` lies between 0 and 2 m for every x below 2^32.
pub(crate) fn unit_pivots(mut rows: Vec<Vec<u64>>, modulus: u64) -> Result<(), Reason> {
    let twice = 2 * modulus;
    let mut rest = rows.as_mut_slice();
    let mut done = 0_usize;
    while let Some((first, below)) = std::mem::take(&mut rest).split_first_mut() {
        let condition = "there are fewer columns than rows";
        let (pivot, tail) =
            first.get(done..).and_then(<[u64]>::split_first).ok_or(Reason::Condition { condition })?;
        let inverse = inverse(*pivot, modulus).ok_or_else(|| Reason::Value {
            what: format!("pivot of row {done}"),
            expected: format!("a unit modulo {modulus}"),
            got: pivot.to_string(),
        })?;
        for row in below.iter_mut() {
            let Some((lead, row)) = row.get_mut(done..).and_then(<[u64]>::split_first_mut) else { continue };
            if *lead == 0 {
                continue;
            }
            let factor = modulus - *lead * inverse % modulus;
            let quotient = (factor << 32_u32) / modulus;
            for (entry, x) in row.iter_mut().zip(tail) {
                let sum = *entry + factor * x - ((quotient * x) >> 32_u32) * modulus;
                // Where nothing is to be taken off, the difference wraps around and is the larger one: no branches.
                let sum = sum.min(sum.wrapping_sub(twice));
                *entry = sum.min(sum.wrapping_sub(modulus));
            }
        }
        rest = below;
        done = done.saturating_add(1);
    }
    Ok(())
}

/// The inverse modulo a number, if there is one.
fn inverse(value: u64, modulus: u64) -> Option<u64> {
    let (value, modulus) = (i64::try_from(value).ok()?, i64::try_from(modulus).ok()?);
    let ExtendedGcd { gcd, x, .. } = value.extended_gcd(&modulus);
    if gcd == 1 { u64::try_from(x.mod_floor(&modulus)).ok() } else { None }
}
