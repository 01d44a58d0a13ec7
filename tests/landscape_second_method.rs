//! A second method: every stratum on its own, by one linear system with multipliers and without projections.

use std::collections::BTreeMap;

use critcert::dataset::landscape::count::strata_by_loss;
use critcert::dataset::landscape::plan::{Plan, list};
use critcert::lp::{Answer, Relation, System, decide};
use critcert_certificate::Canonical;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::case::dataset::Activation;
use critcert_certificate::rational::{Rational, ratio};
use itertools::Itertools;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

/// Distinct points on the line, both biases, slope rho = low / high.
struct Line {
    points: Vec<i64>,
    labels: Vec<i64>,
    rho: Rational,
}

impl Line {
    fn problem(&self) -> DatasetProblem {
        let activation = match self.rho.is_zero() {
            true => Activation::Relu,
            false => Activation::Leaky(Canonical(self.rho.clone())),
        };
        DatasetProblem {
            points: self.points.iter().map(|&x| vec![Canonical(ratio(x, 1))]).collect(),
            labels: self.labels.iter().map(|&y| Canonical(ratio(y, 1))).collect(),
            width: 1,
            activation,
            hidden_bias: true,
            output_bias: true,
        }
    }

    fn lifted(&self, i: usize) -> [Rational; 2] {
        [ratio(self.points[i], 1), Rational::one()]
    }

    /// The sign vectors of all functions w x + b, by trying slopes and kinks between and at the points.
    fn covectors(&self) -> Vec<Vec<i8>> {
        let mut kinks: Vec<Rational> = self.points.iter().map(|&x| ratio(x, 1)).collect();
        kinks.sort();
        let between: Vec<Rational> =
            kinks.windows(2).map(|pair| (&pair[0] + &pair[1]) / ratio(2, 1)).collect();
        let mut found = vec![vec![0; self.points.len()]];
        for side in [1_i8, -1] {
            found.push(vec![side; self.points.len()]);
            for kink in kinks.iter().chain(&between) {
                let sign = |x: &i64| match ratio(*x, 1).cmp(kink) {
                    std::cmp::Ordering::Less => -side,
                    std::cmp::Ordering::Equal => 0,
                    std::cmp::Ordering::Greater => side,
                };
                found.push(self.points.iter().map(sign).collect());
            }
        }
        found.into_iter().unique().collect()
    }

    /// The loss of the local minima of a stratum, if there are any.
    fn decide(&self, stratum: &[(&Vec<i8>, i8)]) -> Option<Rational> {
        let n = self.points.len();
        let active: Vec<_> = stratum.iter().filter(|(_, tau)| *tau != 0).collect();
        // Unknowns: R_j, c, then one multiplier for each kink of an active neuron with one kink.
        let c = 2 * active.len();
        let single = |sigma: &Vec<i8>| sigma.iter().filter(|sign| **sign == 0).count() == 1;
        let unknowns = c + 1 + active.iter().filter(|(sigma, _)| single(sigma)).count();
        let slope = |sign: i8| {
            if sign > 0 {
                Rational::one()
            } else if sign < 0 {
                self.rho.clone()
            } else {
                Rational::zero()
            }
        };
        let signed = |sign: i8| ratio(i64::from(sign), 1);
        // e_i as a row: coefficients of the unknowns, and the constant -y_i last.
        let residual: Vec<Vec<Rational>> = (0..n)
            .map(|i| {
                let mut row = vec![Rational::zero(); unknowns + 1];
                for (j, (sigma, _)) in active.iter().enumerate() {
                    for (k, x) in self.lifted(i).iter().enumerate() {
                        row[2 * j + k] = slope(sigma[i]) * x;
                    }
                }
                row[c] = Rational::one();
                row[unknowns] = ratio(-self.labels[i], 1);
                row
            })
            .collect();
        let sum = |weights: &[Rational]| -> Vec<Rational> {
            let entry = |k: usize| weights.iter().zip(&residual).map(|(weight, row)| weight * &row[k]).sum();
            (0..=unknowns).map(entry).collect()
        };
        let mut rows: Vec<(Vec<Rational>, Relation)> =
            vec![(sum(&vec![Rational::one(); n]), Relation::Equal)];
        let mut multiplier = c + 1;
        let mut number = 0;
        for (sigma, tau) in stratum {
            let zeros: Vec<usize> = (0..n).filter(|&i| sigma[i] == 0).collect();
            let gradient =
                |k: usize| sum(&(0..n).map(|i| slope(sigma[i]) * &self.lifted(i)[k]).collect_vec());
            if *tau != 0 {
                for (i, &sign) in sigma.iter().enumerate() {
                    let mut row = vec![Rational::zero(); unknowns + 1];
                    for (k, x) in self.lifted(i).iter().enumerate() {
                        row[2 * number + k] = if sign == 0 { x.clone() } else { signed(sign * tau) * x };
                    }
                    rows.push((row, if sign == 0 { Relation::Equal } else { Relation::Greater }));
                }
                number += 1;
            }
            match (zeros.as_slice(), *tau) {
                ([], _) => rows.extend((0..2).map(|k| (gradient(k), Relation::Equal))),
                ([zero], 0) => {
                    rows.extend((0..2).map(|k| (gradient(k), Relation::Equal)));
                    rows.push((residual[*zero].clone(), Relation::Equal));
                }
                ([zero], tau) => {
                    // g0 + m X = 0, rho e <= m <= e, all times tau.
                    for (k, x) in self.lifted(*zero).iter().enumerate() {
                        let mut row = gradient(k);
                        row[multiplier] = x.clone();
                        rows.push((row, Relation::Equal));
                    }
                    let bound = |of_m: i64, of_e: Rational| {
                        let mut row: Vec<Rational> =
                            residual[*zero].iter().map(|entry| entry * &of_e * signed(tau)).collect();
                        row[multiplier] += ratio(of_m * i64::from(tau), 1);
                        (row, Relation::GreaterEqual)
                    };
                    rows.push(bound(1, -self.rho.clone()));
                    rows.push(bound(-1, Rational::one()));
                    multiplier += 1;
                }
                // w = 0: the derivative along both directions orthogonal to each point.
                (_, tau) => {
                    for i in 0..n {
                        for side in [1, -1] {
                            let at = |k: usize| {
                                let u = side * (self.points[k] - self.points[i]);
                                slope(if u > 0 { 1 } else { -1 }) * ratio(u, 1)
                            };
                            let row = sum(&(0..n).map(at).collect_vec());
                            let row =
                                row.into_iter().map(|entry| entry * signed(if tau == 0 { 1 } else { tau }));
                            let relation = if tau == 0 { Relation::Equal } else { Relation::GreaterEqual };
                            rows.push((row.collect(), relation));
                        }
                    }
                }
            }
        }
        let mut system = System::new(unknowns);
        for (row, relation) in rows {
            let scale = row.iter().fold(BigInt::one(), |lcm, entry| lcm.lcm(entry.denom()));
            let whole: Vec<BigInt> =
                row.iter().map(|entry| entry.numer() * (&scale / entry.denom())).collect();
            let (constant, coefficients) = whole.split_last().unwrap();
            system.push_big(coefficients, &-constant, relation).unwrap();
        }
        let Answer::Feasible(witness) = decide(&system) else { return None };
        let point = witness.to_rationals();
        let value = |row: &Vec<Rational>| -> Rational {
            row.iter().zip(point.iter().chain([&Rational::one()])).map(|(a, x)| a * x).sum()
        };
        Some(residual.iter().map(|row| value(row).pow(2)).sum::<Rational>() / ratio(2, 1))
    }

    fn all(&self, width: usize) -> BTreeMap<Rational, BigInt> {
        let covectors = self.covectors();
        let kinds: Vec<(&Vec<i8>, i8)> = covectors.iter().cartesian_product([1, 0, -1]).collect();
        let mut counts = BTreeMap::new();
        for stratum in kinds.into_iter().combinations_with_replacement(width) {
            if let Some(loss) = self.decide(&stratum) {
                *counts.entry(loss).or_insert_with(BigInt::zero) += 1;
            }
        }
        counts
    }
}

#[test]
fn every_stratum_on_its_own_gives_the_same_losses_and_counts() {
    let line = |points: &[i64], labels: &[i64], rho: Rational| Line {
        points: points.to_vec(),
        labels: labels.to_vec(),
        rho,
    };
    let instances = [
        (line(&[0, 1, 2, 3], &[0, 0, 1, 0], ratio(0, 1)), 1),
        (line(&[-2, -1, 0, 1, 3], &[0, 2, -1, 1, 0], ratio(0, 1)), 1),
        (line(&[-2, -1, 0, 1, 3], &[0, 2, -1, 1, 0], ratio(1, 4)), 1),
        (line(&[0, 1, 3], &[1, -1, 1], ratio(0, 1)), 2),
        (line(&[0, 1, 3], &[1, -1, 1], ratio(1, 3)), 2),
        (line(&[0, 1, 2, 3], &[0, 0, 1, 0], ratio(0, 1)), 2),
        (line(&[-3, 0, 1, 2, 5, 6], &[1, -2, 3, 0, 0, 4], ratio(1, 2)), 1),
    ];
    for (index, (line, width)) in instances.into_iter().enumerate() {
        let second = line.all(width);
        let problem = line.problem();
        let first: Vec<Rational> =
            list(&problem, width, &|| false).unwrap().into_iter().map(|minimum| minimum.loss).collect();
        assert_eq!(first, second.keys().cloned().collect_vec(), "losses of instance {index}");
        let plan = Plan::new(&problem, width, &|| false).unwrap();
        assert_eq!(strata_by_loss(&plan.strata, &|| false).unwrap(), second, "strata of instance {index}");
    }
}
