//! Random problems: second methods agree with the prover, and the checker accepts its certificates.

use critcert::exact::Polynomial;
use critcert::extra_neuron::existence::{Existence, existence};
use critcert::extra_neuron::lines::critical_lines;
use critcert::extra_neuron::{BasePoint, classify};
use critcert::lp::{Answer, Relation, System, decide};
use critcert::prove::{Control, classify as certify, extra_neuron_landscape};
use critcert_certificate::case::dataset::DatasetNetwork;
use critcert_certificate::case::extra_neuron::{Base, ExtraNeuronProblem, SampleLoss, Unit};
use critcert_certificate::case::{Case, Verdict};
use critcert_certificate::rational::{Canonical, Rational, ratio};
use critcert_checker::Outcome;
use num_traits::{One, Zero};
use proptest::prelude::*;

use super::support::{bare, checked, integer, line, unit};

fn points() -> impl Strategy<Value = Vec<(i64, i8)>> {
    prop::collection::vec((-3_i64..=4, prop::bool::ANY.prop_map(|plus| if plus { 1 } else { -1 })), 1..8)
}

fn loss() -> impl Strategy<Value = SampleLoss> {
    prop_oneof![
        Just(SampleLoss::Hinge(2)),
        Just(SampleLoss::Hinge(3)),
        Just(SampleLoss::Squared),
        Just(SampleLoss::Logistic),
    ]
}

fn any_unit() -> impl Strategy<Value = Unit> {
    prop_oneof![3 => Just(Unit::Exp), 1 => Just(Unit::Monomial(1)), 1 => Just(Unit::Monomial(3))]
}

fn network(parameters: &[i64], c: i64) -> Base {
    let rows = parameters.chunks(3);
    Base::Network(DatasetNetwork {
        weights: rows.clone().map(|row| vec![integer(row[0])]).collect(),
        b: Some(rows.clone().map(|row| integer(row[1])).collect()),
        v: rows.map(|row| integer(row[2])).collect(),
        c: Some(integer(c)),
    })
}

/// Verified unless undetermined.
fn accepted(case: &Case) -> Result<(), TestCaseError> {
    if let (_, Some(bytes)) = certify(case, "case.toml").unwrap() {
        let outcome = checked(case, std::str::from_utf8(&bytes).unwrap());
        prop_assert!(matches!(outcome, Outcome::Verified(_)), "{:?}", outcome);
    }
    Ok(())
}

/// The order in t of the coefficient of a in the loss along w = t, by a truncated series of the exponential.
fn series_order(problem: &ExtraNeuronProblem, base: &BasePoint, terms: usize) -> Option<usize> {
    let mut linear = Polynomial::default();
    for ((point, label), output) in problem.points.iter().zip(&problem.labels).zip(&base.outputs) {
        let x = &point[0].0;
        let label = ratio(i64::from(*label), 1);
        let mut coefficients = vec![Rational::one()];
        for index in 1..terms {
            let last = coefficients.last().unwrap() * x / ratio(index as i64, 1);
            coefficients.push(last);
        }
        let exponential = Polynomial::new(coefficients);
        let slack = Rational::one() - &label * output;
        // (s - y a E)^3 = s^3 - 3 s^2 y a E + .. for s > 0.
        if slack > Rational::zero() {
            let factor = ratio(-3, 1) * &slack * &slack * label;
            linear = linear.add(&exponential.mul(&Polynomial::new(vec![factor])));
        }
    }
    linear.lowest().map(|(order, _)| order).filter(|order| *order < terms)
}

/// The multiplicity of u = 1 by synthetic division.
fn multiplicity_at_one(polynomial: &[num_bigint::BigInt]) -> usize {
    let mut rest = polynomial.to_vec();
    let mut count = 0;
    while rest.len() > 1 && rest.iter().sum::<num_bigint::BigInt>().is_zero() {
        let mut carry = num_bigint::BigInt::zero();
        rest = rest[1..]
            .iter()
            .rev()
            .map(|entry| {
                carry += entry;
                carry.clone()
            })
            .collect();
        rest.reverse();
        count += 1;
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn orders_agree_with_series_and_multiplicity(data in points(), outputs in prop::collection::vec(-2_i64..=2, 8)) {
        let outputs: Vec<Canonical> = outputs[..data.len()].iter().map(|f| Canonical(ratio(*f, 2))).collect();
        let problem = line(&data, Some(Base::Outputs(outputs)), None);
        let base = BasePoint::of_case(&problem).unwrap();
        let found = classify(&problem, &unit(ratio(0, 1), ratio(0, 1))).unwrap();
        let series = series_order(&problem, &base, 10);
        let lines = critical_lines(&problem, &base).unwrap();
        match found.verdict {
            Verdict::Saddle => {
                prop_assert_eq!(found.order, series);
                prop_assert_eq!(found.order, Some(multiplicity_at_one(&lines.polynomial)));
            }
            Verdict::NotCritical => prop_assert_eq!(series, Some(0)),
            Verdict::GlobalMinimum => prop_assert_eq!(series, None),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn certificates_above_frozen_bases_are_accepted(
        data in points(), loss in loss(), kind in any_unit(), outputs in prop::collection::vec(-2_i64..=2, 8),
        (a, w, b) in (prop_oneof![4 => Just(0_i64), 1 => Just(1_i64)], -2_i64..=2, -2_i64..=2), lambda in 0_i64..=2,
    ) {
        let outputs = outputs[..data.len()].iter().map(|f| integer(*f)).collect();
        let mut problem = line(&data, Some(Base::Outputs(outputs)), None);
        (problem.loss, problem.unit, problem.lambda) = (loss, kind, integer(lambda));
        let mut point = unit(ratio(w, 2), ratio(b, 3));
        point.a = integer(a);
        accepted(&bare(problem.clone(), Some(point)))?;
        if lambda > 0 && let Ok((_, bytes)) = extra_neuron_landscape(&bare(problem.clone(), None), "case.toml", Control::NONE) {
            let outcome = checked(&bare(problem, None), std::str::from_utf8(&bytes).unwrap());
            prop_assert!(matches!(outcome, Outcome::Verified(_)), "{:?}", outcome);
        }
    }

    /// Networks with small integers, so that points lie on kinks.
    #[test]
    fn certificates_above_networks_are_accepted(
        data in points(), loss in loss(), kind in any_unit(), parameters in prop::collection::vec(-2_i64..=2, 6), c in -1_i64..=1, w in -1_i64..=1,
    ) {
        let mut problem = line(&data, Some(network(&parameters, c)), Some(2));
        (problem.loss, problem.unit) = (loss, kind);
        accepted(&bare(problem, Some(unit(ratio(w, 1), ratio(1, 1)))))?;
    }

    /// A falling point nearby exists for what is called not critical, by plain evaluation of the base's loss.
    #[test]
    fn falling_directions_fall(data in points(), parameters in prop::collection::vec(-2_i64..=2, 3), c in -1_i64..=1) {
        use critcert::extra_neuron::Proof;
        use critcert::extra_neuron::instance::{Network, loss};
        let problem = line(&data, Some(network(&parameters, c)), Some(1));
        let found = classify(&problem, &unit(ratio(0, 1), ratio(0, 1))).unwrap();
        let base = BasePoint::of_case(&problem).unwrap();
        let moved = |direction: &[Rational]| {
            let step = ratio(1, 1 << 24);
            let mut network: Network = base.network.clone().unwrap();
            network.neurons[0].w[0] += &direction[0] * &step;
            network.neurons[0].b += &direction[1] * &step;
            loss(&problem, &network.outputs(&problem.points)).unwrap()
        };
        if let Proof::OneSided { direction, .. } = &found.proof {
            prop_assert!(moved(direction) < base.loss.clone().unwrap());
        }
        if found.verdict == Verdict::Saddle && !found.differentiable {
            // Stationary at a kink: no direction on a circle falls by more than second order.
            for k in -8_i64..=8 {
                for direction in [[ratio(8, 1), ratio(k, 1)], [ratio(-8, 1), ratio(k, 1)], [ratio(k, 1), ratio(8, 1)], [ratio(k, 1), ratio(-8, 1)]] {
                    let fall = base.loss.clone().unwrap() - moved(&direction);
                    prop_assert!(fall < ratio(1, 1 << 30), "{:?}", direction);
                }
            }
        }
    }

    /// Existence at width 1 agrees with one system for each subset of the places and each sign.
    #[test]
    fn existence_agrees_with_all_subsets(data in points()) {
        let problem = line(&data, None, Some(1));
        prop_assume!(data.iter().all(|(x, y)| data.iter().all(|(other, label)| x != other || y == label)));
        let brute = (0_u32..1 << data.len()).any(|subset| [1, -1].into_iter().any(|sign| {
            let mut system = System::new(3);
            for (index, (x, y)) in data.iter().enumerate() {
                let on = i64::from(subset >> index & 1);
                let direction = 2 * on - 1;
                system.push(&[0, direction * x, direction], 0, Relation::GreaterEqual).unwrap();
                let y = i64::from(*y);
                system.push(&[y, y * sign * on * x, y * sign * on], 1, Relation::GreaterEqual).unwrap();
            }
            matches!(decide(&system), Answer::Feasible(_))
        }));
        let found = existence(&problem, 1, Control::NONE).unwrap();
        prop_assert_eq!(brute, matches!(found, Existence::Base { .. }));
        let (_, bytes) = extra_neuron_landscape(&bare(problem.clone(), None), "case.toml", Control::NONE).unwrap();
        let outcome = checked(&bare(problem, None), std::str::from_utf8(&bytes).unwrap());
        prop_assert!(matches!(outcome, Outcome::Verified(_)), "{:?}", outcome);
    }
}
