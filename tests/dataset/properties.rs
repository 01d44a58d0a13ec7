//! Random small data sets and networks with many kinks and many critical points, judged by a second method: the exact change
//! of the loss along rays, from the definition of the network.

use std::collections::BTreeMap;

use critcert::dataset::classify::Part;
use critcert::dataset::{Classification, Proof};
use critcert_certificate::case::dataset::{Activation, DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{Claim, DatasetClaim, Verdict};
use critcert_certificate::certificate::Answer;
use critcert_certificate::rational::ratio;
use critcert_certificate::{Canonical, Rational};
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRng, TestRunner};

use super::support::{accepted, case, change, leading, set_lifted, settled, still};

#[derive(Debug, Clone)]
pub(crate) struct Sample {
    problem: DatasetProblem,
    network: DatasetNetwork,
}

fn small() -> impl Strategy<Value = i64> {
    prop_oneof![4 => -1_i64..=1, 1 => -3_i64..=3]
}

/// Points, weights and a residual; the labels are such that the network has this residual. In most samples the residual is
/// projected so that the first-order conditions hold with random slopes at the kinks.
fn sample() -> impl Strategy<Value = Sample> {
    let shape = (1_usize..=2, 1_usize..=5, 1_usize..=2, any::<bool>(), any::<bool>());
    shape.prop_flat_map(|(d, n, width, hidden_bias, output_bias)| {
        let dimension = d + usize::from(hidden_bias);
        (
            prop::collection::vec(prop::collection::vec(small(), d), n),
            prop::collection::vec(prop::collection::vec(small(), dimension), width),
            prop::collection::vec(-1_i64..=1, width),
            prop::collection::vec(-3_i64..=3, n),
            prop::collection::vec(0_i64..=4, n * width),
            prop::sample::select(vec![0_i64, 0, 1, 2]),
            0_u8..4,
        )
            .prop_map(move |(points, weights, v, residual, slopes, fourths, projected)| {
                build(
                    (points, weights, v),
                    (residual, slopes, projected > 0),
                    fourths,
                    (hidden_bias, output_bias),
                )
            })
    })
}

/// One neuron of weight zero among points in general directions, most of them holding it back.
fn crowded() -> impl Strategy<Value = Sample> {
    let residual = prop_oneof![4 => 1_i64..=4, 1 => -2_i64..=-1];
    let shape = (2_usize..=3, prop::collection::vec(residual, 4..8), any::<bool>());
    shape.prop_flat_map(|(d, residual, negative)| {
        let points = prop::collection::vec(prop::collection::vec(-3_i64..=3, d), residual.len());
        let sign = if negative { -1 } else { 1 };
        let slopes = vec![0; residual.len()];
        let residual: Vec<i64> = residual.into_iter().map(|e| e * sign).collect();
        (points, prop::sample::select(vec![0_i64, 0, 1, 2])).prop_map(move |(points, fourths)| {
            let network = (points, vec![vec![0; d]], vec![sign]);
            build(network, (residual.clone(), slopes.clone(), false), fourths, (false, false))
        })
    })
}

fn any_sample() -> impl Strategy<Value = Sample> {
    prop_oneof![3 => sample(), 1 => crowded()]
}

fn integer(value: i64) -> Rational {
    ratio(value, 1)
}

fn build(
    (points, weights, v): (Vec<Vec<i64>>, Vec<Vec<i64>>, Vec<i64>),
    (residual, slopes, projected): (Vec<i64>, Vec<i64>, bool),
    fourths: i64,
    (hidden_bias, output_bias): (bool, bool),
) -> Sample {
    let rho = ratio(fourths, 4);
    let n = points.len();
    let lifted: Vec<Vec<i64>> =
        points.iter().map(|x| x.iter().copied().chain(hidden_bias.then_some(1)).collect()).collect();
    let mut outputs = vec![if output_bias { integer(2) } else { Rational::zero() }; n];
    let mut constraints: Vec<Vec<Rational>> = Vec::new();
    if output_bias {
        constraints.push(vec![Rational::one(); n]);
    }
    for (j, w) in weights.iter().enumerate() {
        let mut factors = Vec::new();
        for (i, x) in lifted.iter().enumerate() {
            let u: i64 = w.iter().zip(x).map(|(a, b)| a * b).sum();
            let between = &rho + (Rational::one() - &rho) * ratio(slopes[j * n + i], 4);
            factors.push(match u.signum() {
                1 => Rational::one(),
                0 => between,
                _ => rho.clone(),
            });
            let factor = if u > 0 { Rational::one() } else { rho.clone() };
            outputs[i] += factor * integer(u * v[j]);
        }
        for k in 0..w.len() {
            constraints.push(lifted.iter().zip(&factors).map(|(x, a)| a * integer(x[k])).collect());
        }
    }
    let mut residual: Vec<Rational> = residual.into_iter().map(integer).collect();
    if projected {
        residual = project(residual, constraints);
    }
    let canonical = |list: Vec<Rational>| list.into_iter().map(Canonical).collect::<Vec<_>>();
    let mut rows: Vec<Vec<Canonical>> =
        weights.iter().map(|w| canonical(w.iter().copied().map(integer).collect())).collect();
    let b = hidden_bias.then(|| rows.iter_mut().map(|row| row.pop().unwrap()).collect());
    let problem = DatasetProblem {
        points: points.iter().map(|x| canonical(x.iter().copied().map(integer).collect())).collect(),
        labels: canonical(outputs.iter().zip(&residual).map(|(f, e)| f - e).collect()),
        width: rows.len(),
        activation: if rho.is_zero() { Activation::Relu } else { Activation::Leaky(Canonical(rho)) },
        hidden_bias,
        output_bias,
    };
    let v = canonical(v.into_iter().map(integer).collect());
    let c = output_bias.then(|| Canonical(integer(2)));
    Sample { problem, network: DatasetNetwork { weights: rows, b, v, c } }
}

/// The part of `vector` orthogonal to all constraints.
fn project(mut vector: Vec<Rational>, constraints: Vec<Vec<Rational>>) -> Vec<Rational> {
    let dot = |a: &[Rational], b: &[Rational]| -> Rational { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let mut basis: Vec<Vec<Rational>> = Vec::new();
    let remove = |vector: &mut Vec<Rational>, basis: &[Vec<Rational>]| {
        for other in basis {
            let share = dot(vector, other) / dot(other, other);
            for (entry, b) in vector.iter_mut().zip(other) {
                *entry -= &share * b;
            }
        }
    };
    for mut constraint in constraints {
        remove(&mut constraint, &basis);
        if constraint.iter().any(|entry| !entry.is_zero()) {
            basis.push(constraint);
        }
    }
    remove(&mut vector, &basis);
    vector
}

/// Many directions: one parameter, one neuron with its output weight, everything.
fn directions(network: &DatasetNetwork, random: &[i64]) -> Vec<DatasetNetwork> {
    let mut found = Vec::new();
    let mut numbers = random.iter().copied().cycle();
    let mut next = || Canonical(integer(numbers.next().unwrap()));
    for round in 0..40 {
        let mut direction = still(network);
        let all = round % 4 == 0;
        for j in 0..network.v.len() {
            if all || round % network.v.len() == j {
                direction.weights[j].iter_mut().for_each(|entry| *entry = next());
                if let Some(b) = &mut direction.b {
                    b[j] = next();
                }
                direction.v[j] = if round % 3 == 0 { Canonical::zero() } else { next() };
            }
        }
        if let (Some(c), true) = (&mut direction.c, all) {
            *c = next();
        }
        found.push(direction);
    }
    found
}

/// The direction that the proof of a falling loss names, with what it says about the change.
fn certified(network: &DatasetNetwork, found: &Classification) -> Option<(DatasetNetwork, usize, Rational)> {
    let mut direction = still(network);
    match &found.proof {
        Proof::NotCritical { falling, .. } | Proof::LocalMaximum { falling, .. } => {
            match falling.part {
                Part::OutputBias => direction.c = Some(Canonical(falling.direction[0].clone())),
                Part::OutputWeight(j) => direction.v[j] = Canonical(falling.direction[0].clone()),
                Part::InputWeights(j) => set_lifted(&mut direction, j, &falling.direction),
            }
            Some((direction, 1, falling.value.clone()))
        }
        Proof::Saddle { ray, .. } => {
            set_lifted(&mut direction, ray.neuron, &ray.delta);
            direction.v[ray.neuron] = Canonical(ray.output.clone());
            Some((direction, 2, ray.coefficient.clone()))
        }
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn verdicts_agree_with_exact_changes_along_rays(
        sample in any_sample(),
        random in prop::collection::vec(-4_i64..=4, 97),
    ) {
        let Sample { problem, network } = &sample;
        let found = accepted(problem, network);
        if let Some((direction, order, value)) = certified(network, &found) {
            prop_assert!(value.is_negative());
            prop_assert_eq!(leading(&change(problem, network, &direction)), Some((order, value)));
        }
        for direction in directions(network, &random) {
            let Some((order, value)) = leading(&change(problem, network, &direction)) else { continue };
            match found.verdict {
                Verdict::GlobalMinimum | Verdict::LocalMinimum => prop_assert!(value.is_positive()),
                Verdict::LocalMaximum => prop_assert!(value.is_negative()),
                Verdict::Saddle => prop_assert!(order >= 2 || value.is_positive()),
                _ => {}
            }
        }
    }

    #[test]
    fn differentiable_points_agree_with_the_gradient_condition(sample in sample()) {
        let Sample { problem, network } = &sample;
        let found = accepted(problem, network);
        if !found.neurons.iter().all(|neuron| neuron.covector.is_cell()) {
            return Ok(());
        }
        prop_assert!(found.differentiable);
        let e = &found.residual;
        let slope = problem.activation.slope();
        let lifted = |i: usize| -> Vec<Rational> {
            let x = problem.points[i].iter().map(|x| x.0.clone());
            x.chain(problem.hidden_bias.then(Rational::one)).collect()
        };
        let mut minimum = !problem.output_bias || e.iter().sum::<Rational>().is_zero();
        let mut critical = minimum;
        for (j, neuron) in found.neurons.iter().enumerate() {
            let mut g = vec![Rational::zero(); lifted(0).len()];
            for (i, symbol) in neuron.covector.to_string().chars().enumerate() {
                let a = if symbol == '+' { Rational::one() } else { slope.clone() };
                for (entry, x) in g.iter_mut().zip(lifted(i)) {
                    *entry += &a * &e[i] * x;
                }
            }
            let w = network.weights[j].iter().chain(network.b.as_ref().map(|b| &b[j]));
            let along: Rational = w.zip(&g).map(|(w, g)| &w.0 * g).sum();
            let vanishes = g.iter().all(Zero::is_zero);
            minimum &= vanishes;
            critical &= along.is_zero() && (vanishes || neuron.flat);
        }
        let is_minimum = matches!(found.verdict, Verdict::GlobalMinimum | Verdict::LocalMinimum);
        prop_assert_eq!(is_minimum, minimum);
        prop_assert_eq!(found.verdict == Verdict::NotCritical, !critical);
        if let Proof::Saddle { ray, .. } = &found.proof {
            // Second derivative -|g|^4/|h|^2, with delta = -g.
            let g: Rational = ray.delta.iter().map(|entry| entry * entry).sum();
            let hidden = |i: usize| -> Rational {
                let w = network.weights[ray.neuron].iter().chain(network.b.as_ref().map(|b| &b[ray.neuron]));
                let u: Rational = w.zip(lifted(i)).map(|(w, x)| &w.0 * x).sum();
                if u.is_positive() { u } else { u * &slope }
            };
            let h: Rational = (0..problem.points.len()).map(|i| hidden(i) * hidden(i)).sum();
            prop_assert_eq!(&ray.coefficient * integer(2) * h, -(&g * &g));
        }
    }

    #[test]
    fn verdicts_do_not_depend_on_order_scale_or_repetition(
        sample in any_sample(), scale in 1_i64..=5, rotate in 0_usize..5,
    ) {
        let Sample { problem, network } = &sample;
        let found = accepted(problem, network);
        let same = |problem: &DatasetProblem, network: &DatasetNetwork, factor: i64| {
            let other = accepted(problem, network);
            let loss = &found.loss * integer(factor);
            (other.verdict, other.loss, other.differentiable) == (found.verdict, loss, found.differentiable)
        };
        let mut reversed = network.clone();
        reversed.weights.reverse();
        reversed.v.reverse();
        if let Some(b) = &mut reversed.b {
            b.reverse();
        }
        prop_assert!(same(problem, &reversed, 1));
        let mut scaled = network.clone();
        let by = |entry: &mut Canonical| entry.0 *= ratio(scale, 3);
        scaled.weights[0].iter_mut().for_each(by);
        if let Some(b) = &mut scaled.b {
            by(&mut b[0]);
        }
        scaled.v[0].0 /= ratio(scale, 3);
        prop_assert!(same(problem, &scaled, 1));
        let mut doubled = problem.clone();
        doubled.points.extend(problem.points.iter().cloned());
        doubled.labels.extend(problem.labels.iter().cloned());
        let shift = rotate % doubled.points.len();
        doubled.points.rotate_left(shift);
        doubled.labels.rotate_left(shift);
        prop_assert!(same(&doubled, network, 2));
    }

    #[test]
    fn the_claim_about_maxima_agrees_with_silent_networks(sample in sample()) {
        let Sample { mut problem, network } = sample;
        problem.output_bias = false;
        let claim = Claim::Dataset(DatasetClaim::NoLocalMaximum);
        let (answer, _) = settled(&case(&problem, None, vec![claim]));
        // Silent candidates: the zero neuron and, for ReLU, this one if it happens to be silent.
        for v in [1, -1] {
            for zero in [true, false] {
                let mut candidate = DatasetNetwork { c: None, ..network.clone() };
                if zero {
                    candidate = still(&candidate);
                }
                candidate.v.iter_mut().for_each(|entry| *entry = Canonical(integer(v)));
                let found = accepted(&problem, &candidate);
                if found.verdict == Verdict::LocalMaximum {
                    prop_assert_eq!(answer, Answer::Refuted);
                }
            }
        }
    }
}

#[test]
fn the_samples_reach_every_verdict_at_kinks_and_elsewhere() {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut counts: BTreeMap<(Verdict, bool), usize> = BTreeMap::new();
    let mut split = 0;
    for _ in 0..3000 {
        let Sample { problem, network } = any_sample().new_tree(&mut runner).unwrap().current();
        let found = critcert::dataset::classify(&problem, &network).unwrap();
        *counts.entry((found.verdict, found.differentiable)).or_default() += 1;
        if let Proof::LocalMinimum { stationary, .. } = &found.proof {
            split += usize::from(stationary.iter().flatten().any(|cover| cover.nodes.len() > 1));
        }
    }
    for verdict in [Verdict::GlobalMinimum, Verdict::LocalMinimum, Verdict::Saddle, Verdict::NotCritical] {
        assert!(counts.get(&(verdict, true)).copied().unwrap_or(0) >= 20, "{counts:?}");
    }
    for verdict in [Verdict::LocalMinimum, Verdict::NotCritical, Verdict::LocalMaximum] {
        assert!(counts.get(&(verdict, false)).copied().unwrap_or(0) >= 10, "{counts:?}");
    }
    assert!(split >= 50, "{split} covers with more than one cone; {counts:?}");
}
