//! Random critical points with known eigenvalues: exact answers against a floating-point Hessian and optimum.
#![allow(clippy::disallowed_types, reason = "the second method is deliberately another kind of arithmetic")]

use critcert::exact::{Matrix, Polynomial};
use critcert::linear::{Instance, Proof, Spectrum, classify, landscape, optimum};
use critcert_certificate::case::linear::LinearProblem;
use critcert_certificate::case::{LinearClaim, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_traits::{One, ToPrimitive, Zero};
use proptest::prelude::*;

use crate::support::{case, network, problem, settled};

/// A critical point built from an orthonormal eigenbasis.
#[derive(Debug, Clone)]
struct Sample {
    x: Matrix,
    y: Matrix,
    w1: Matrix,
    w2: Matrix,
    /// Square roots of the eigenvalues of Sigma.
    roots: Vec<i64>,
    /// Which of them the network uses.
    chosen: Vec<bool>,
}

fn householder(vector: &[i64]) -> Matrix {
    let norm: i64 = vector.iter().map(|value| value * value).sum();
    let size = vector.len();
    Matrix::from_fn(size, size, |i, j| {
        ratio(i64::from(i == j), 1) - ratio(2 * vector[i] * vector[j], norm.max(1))
    })
}

fn block(matrix: &Matrix, rows: usize, columns: usize) -> Matrix {
    Matrix::from_fn(rows, columns, |i, j| matrix.entry(i, j))
}

fn integers(rows: usize, columns: usize, values: &[i64]) -> Matrix {
    Matrix::from_fn(rows, columns, |i, j| ratio(values[(i * columns + j) % values.len()], 1))
}

const D2: usize = 3;
const SAMPLES: usize = 4;

/// X = K Q with orthonormal rows of Q, Y = U D Q + (something orthogonal to Q): then Sigma = U D^2 U^T.
fn any_sample() -> impl Strategy<Value = Sample> {
    (
        (1_usize..=3, 1_usize..=2, 1_usize..=3),
        prop::collection::vec(0_i64..=2, 3),
        prop::collection::vec(any::<bool>(), 3),
        prop::collection::vec(-2_i64..=2, 3 + SAMPLES + 9 + 4 + 12),
    )
        .prop_filter_map("degenerate", |((d0, d1, rank), roots, wish, values)| {
            let rank = rank.min(d0);
            let (u, q) = (householder(&values[..3]), householder(&values[3..3 + SAMPLES]));
            let q = block(&q, rank, SAMPLES);
            let k = integers(d0, rank, &values[7..16]);
            let a = integers(d1, d1, &values[16..20]);
            let inverse = a.solve(&Matrix::identity(d1))?;
            if k.rank() < rank || a.rank() < d1 {
                return None;
            }
            let roots: Vec<i64> = roots.into_iter().take(rank).collect();
            let d =
                Matrix::from_fn(D2, rank, |i, j| if i == j { ratio(roots[j], 1) } else { Rational::zero() });
            let noise = integers(D2, SAMPLES, &values[20..]);
            let noise = noise.sub(&noise.mul(&q.transpose()).mul(&q));
            let x = k.mul(&q);
            let y = u.mul(&d).mul(&q).add_scaled(&Rational::one(), &noise);
            let mut chosen = vec![false; rank];
            for (at, &wanted) in wish.iter().take(rank).enumerate() {
                chosen[at] = wanted && roots[at] != 0 && chosen.iter().filter(|&&c| c).count() < d1;
            }
            let used: Vec<Vec<Rational>> = (0..rank).filter(|&j| chosen[j]).map(|j| u.column(j)).collect();
            let basis = Matrix::from_columns(D2, &used);
            let s = x.mul(&x.transpose());
            let h = s.solve(&x.mul(&y.transpose()))?;
            let top = basis.transpose().mul(&h.transpose());
            let padded = |m: &Matrix, i: usize, j: usize| {
                if i < m.rows() && j < m.columns() { m.entry(i, j) } else { Rational::zero() }
            };
            let w2 = Matrix::from_fn(D2, d1, |i, j| padded(&basis, i, j)).mul(&a);
            let w1 = inverse.mul(&Matrix::from_fn(d1, d0, |i, j| padded(&top, i, j)));
            Some(Sample { x, y, w1, w2, roots, chosen })
        })
}

fn float(matrix: &Matrix) -> Vec<Vec<f64>> {
    let row = |i| (0..matrix.columns()).map(|j| matrix.entry(i, j).to_f64().unwrap()).collect();
    (0..matrix.rows()).map(row).collect()
}

/// 1/2 |W2 W1 X - Y|^2 in floating point, the parameters in one list.
fn float_loss(sample: &Sample, parameters: &[f64]) -> f64 {
    let (x, y) = (float(&sample.x), float(&sample.y));
    let (d0, d1) = (x.len(), sample.w1.rows());
    let (w1, w2) = parameters.split_at(d0 * d1);
    let mut loss = 0.0;
    for column in 0..SAMPLES {
        let hidden: Vec<f64> =
            (0..d1).map(|i| (0..d0).map(|j| w1[i * d0 + j] * x[j][column]).sum()).collect();
        for i in 0..D2 {
            let output: f64 = (0..d1).map(|j| w2[i * d1 + j] * hidden[j]).sum();
            loss += 0.5 * (output - y[i][column]).powi(2);
        }
    }
    loss
}

fn float_hessian(sample: &Sample) -> Vec<Vec<f64>> {
    let at: Vec<f64> =
        [&sample.w1, &sample.w2].into_iter().flat_map(|m| float(m).into_iter().flatten()).collect();
    let h = 1e-3;
    let shifted = |i: usize, a: f64, j: usize, b: f64| {
        let mut moved = at.clone();
        moved[i] += a * h;
        moved[j] += b * h;
        float_loss(sample, &moved)
    };
    let entry = |i: usize, j: usize| {
        (shifted(i, 1.0, j, 1.0) - shifted(i, 1.0, j, -1.0) - shifted(i, -1.0, j, 1.0)
            + shifted(i, -1.0, j, -1.0))
            / (4.0 * h * h)
    };
    (0..at.len()).map(|i| (0..at.len()).map(|j| entry(i, j)).collect()).collect()
}

/// Eigenvalues of a symmetric matrix by Jacobi's rotations.
#[allow(clippy::needless_range_loop, reason = "rows and columns p and q change together")]
fn eigenvalues(mut a: Vec<Vec<f64>>) -> Vec<f64> {
    let n = a.len();
    for _ in 0..60 {
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q].abs() < 1e-14 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let t = if theta == 0.0 { 1.0 } else { t };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for k in 0..n {
                    let (x, y) = (a[k][p], a[k][q]);
                    (a[k][p], a[k][q]) = (c * x - s * y, s * x + c * y);
                }
                for k in 0..n {
                    let (x, y) = (a[p][k], a[q][k]);
                    (a[p][k], a[q][k]) = (c * x - s * y, s * x + c * y);
                }
            }
        }
    }
    (0..n).map(|i| a[i][i]).collect()
}

fn problem_of(sample: &Sample) -> LinearProblem {
    problem(&sample.x, &sample.y, sample.w1.rows(), Rational::zero())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn verdicts_agree_with_the_construction_and_with_floating_point(sample in any_sample()) {
        let problem = problem_of(&sample);
        let network = network(&sample.w1, &sample.w2);
        let found = classify(&problem, &network).unwrap();
        let width = problem.width;
        let mut squares: Vec<i64> = sample.roots.iter().map(|root| root * root).collect();
        let used: i64 = squares.iter().zip(&sample.chosen).filter(|(_, c)| **c).map(|(s, _)| s).sum();
        squares.sort_unstable();
        let best: i64 = squares.iter().rev().take(width).sum();
        let expected = if used == best { Verdict::GlobalMinimum } else { Verdict::Saddle };
        prop_assert_eq!(found.verdict, expected);
        prop_assert_eq!(&found.loss, &((sample.y.squared_norm() - ratio(used, 1)) * ratio(1, 2)));
        // Second method: floating point.
        let instance = Instance::new(&problem).unwrap();
        let mut sigma = eigenvalues(float(&instance.sigma));
        sigma.sort_by(f64::total_cmp);
        let optimum: f64 = 0.5 * (sample.y.squared_norm().to_f64().unwrap() - sigma.iter().rev().take(width).sum::<f64>());
        let loss = found.loss.to_f64().unwrap();
        prop_assert_eq!(loss < optimum + 1e-7, found.verdict == Verdict::GlobalMinimum);
        let hessian = eigenvalues(float_hessian(&sample));
        let negative = hessian.iter().filter(|&&value| value < -1e-4).count();
        prop_assert_eq!(negative > 0, found.verdict == Verdict::Saddle, "{:?}", hessian);
        // The index formula, at this point of the family.
        let listed = landscape(&instance, &|| false, &|_, _| {}).unwrap();
        let value = listed.values.iter().find(|value| value.rational() == Some(&found.loss)).unwrap();
        prop_assert!(value.indices.contains(&(negative as u64)), "{:?} {}", value, negative);
    }

    #[test]
    fn second_derivatives_are_those_of_the_exact_polynomial(sample in any_sample()) {
        let problem = problem_of(&sample);
        let network = network(&sample.w1, &sample.w2);
        let found = classify(&problem, &network).unwrap();
        if let Proof::Saddle(direction) = &found.proof {
            let loss = |t: i64| {
                let t = ratio(t, 1);
                let (w1, w2) = (sample.w1.add_scaled(&t, &direction.w1), sample.w2.add_scaled(&t, &direction.w2));
                let value = w2.mul(&w1).mul(&sample.x).sub(&sample.y).squared_norm() * ratio(1, 2);
                (t, value)
            };
            let points: Vec<_> = (-2..=2).map(loss).collect();
            let polynomial = Polynomial::interpolate(&points).unwrap();
            prop_assert!(polynomial.coefficient(1).is_zero());
            prop_assert_eq!(polynomial.coefficient(2) * ratio(2, 1), direction.second_derivative.clone());
        }
        let case = case(&problem, Some(&network), vec![LinearClaim::Verdict { expect: found.verdict }]);
        prop_assert_eq!(settled(&case).0, Answer::Proved);
    }

    #[test]
    fn critical_values_and_the_least_loss_are_certified(sample in any_sample(), wrong in -3_i64..=3) {
        let problem = problem_of(&sample);
        let instance = Instance::new(&problem).unwrap();
        let listed = landscape(&instance, &|| false, &|_, _| {}).unwrap();
        // All eigenvalues are squares of integers here, so subsets can be listed directly.
        let mut sums = std::collections::BTreeSet::new();
        for set in 0_u32..1 << sample.roots.len() {
            if set.count_ones() as usize <= problem.width {
                sums.insert((0..sample.roots.len()).filter(|i| set >> i & 1 == 1).map(|i| sample.roots[i].pow(2)).sum::<i64>());
            }
        }
        let losses: Vec<Canonical> = sums
            .iter()
            .rev()
            .map(|sum| Canonical((sample.y.squared_norm() - ratio(*sum, 1)) * ratio(1, 2)))
            .collect();
        prop_assert_eq!(listed.values.iter().map(|value| value.rational().cloned()).collect::<Vec<_>>(),
            losses.iter().map(|loss| Some(loss.0.clone())).collect::<Vec<_>>());
        let least = losses[0].0.clone();
        let best = optimum(&instance, &Spectrum::new(&instance)).unwrap().unwrap();
        prop_assert_eq!(&best.bound.value, &least);
        prop_assert_eq!(&best.point.loss, &least);
        let all = case(&problem, None, vec![LinearClaim::CriticalValues { losses }]);
        prop_assert_eq!(settled(&all).0, Answer::Proved);
        let value = Canonical(least + ratio(wrong, 7));
        let claim = case(&problem, None, vec![LinearClaim::GlobalMinimumValue { value }]);
        prop_assert_eq!(settled(&claim).0 == Answer::Proved, wrong == 0);
    }

    /// Arbitrary integer data: eigenvalues are irrational as a rule.
    #[test]
    fn arbitrary_data_have_certified_landscapes(values in prop::collection::vec(-3_i64..=3, 12), width in 1_usize..=3, claimed in 0_i64..40) {
        let (x, y) = (integers(2, 3, &values), integers(3, 3, &values[3..]));
        let problem = problem(&x, &y, width, Rational::zero());
        let instance = Instance::new(&problem).unwrap();
        let listed = landscape(&instance, &|| false, &|_, _| {}).unwrap();
        let mut sigma = eigenvalues(float(&instance.sigma));
        sigma.sort_by(f64::total_cmp);
        let optimum: f64 = 0.5 * (y.squared_norm().to_f64().unwrap() - sigma.iter().rev().take(width).sum::<f64>());
        let first = &listed.values[0];
        let tolerance = 1e-5;
        prop_assert!(first.low.to_f64().unwrap() - tolerance < optimum && optimum < first.high.to_f64().unwrap() + tolerance);
        prop_assert_eq!(first.indices.iter().min(), Some(&0));
        prop_assert!(listed.values.iter().skip(1).all(|value| value.indices.iter().all(|&index| index > 0)));
        let claims = vec![LinearClaim::CriticalValues { losses: vec![Canonical(ratio(claimed, 2))] }];
        settled(&case(&problem, None, claims));
        let value = Canonical(ratio(claimed, 2));
        settled(&case(&problem, None, vec![LinearClaim::GlobalMinimumValue { value }]));
    }
}
