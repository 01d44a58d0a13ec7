//! Properties of the interval problem's classification on random networks rich in critical points.

#[path = "support/interval.rs"]
mod support;

use critcert::interval::gradient::{gradient, one_sided_derivative};
use critcert::interval::kinks::kinks;
use critcert::interval::rays::{
    Direction, RayOrigin, culprit_direction, kink_direction, loss_polynomial, valid_epsilon,
};
use critcert::interval::residual::{Residual, loss};
use critcert::interval::types::neuron_classes;
use critcert::interval::{Instance, IntervalError, Proof, classify, classify_by_theorem};
use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, NeuronType};
use critcert_certificate::rational::ratio;
use critcert_certificate::{Canonical, Rational};
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use support::{Sample, any_rational, any_sample, positive};

fn verdict(sample: &Sample) -> Verdict {
    classify(&sample.problem, &sample.network).unwrap().verdict
}

fn loss_of(sample: &Sample) -> Rational {
    loss(&Instance::new(&sample.problem, &sample.network).unwrap()).unwrap()
}

/// Integrals of `r^2`, `r`, `x r` over `[from, to]` on which `f` is affine, by Simpson's rule from `f` itself.
fn simpson(instance: &Instance<'_>, from: &Rational, to: &Rational) -> [Rational; 3] {
    let mid = (from + to) / ratio(2, 1);
    let mut sums = [Rational::zero(), Rational::zero(), Rational::zero()];
    for (x, weight) in [(from, 1), (&mid, 4), (to, 1)] {
        let r = instance.output(x) - instance.problem().target(x);
        let weight = (to - from) * ratio(weight, 6);
        sums[0] += &r * &r * &weight;
        sums[1] += &r * &weight;
        sums[2] += x * r * weight;
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn both_paths_agree_and_know_what_was_built(sample in any_sample()) {
        let answer = classify(&sample.problem, &sample.network).unwrap();
        prop_assert_eq!(classify_by_theorem(&sample.problem, &sample.network), Ok(answer.verdict));
        if let Some(expected) = sample.expected {
            prop_assert_eq!(answer.verdict, expected);
        }
    }

    #[test]
    fn every_proof_proves_its_verdict(sample in any_sample(), shares in prop::collection::vec((1_i64..=97, -7_i64..=7), 4)) {
        let Sample { problem, network, .. } = &sample;
        let answer = classify(problem, network).unwrap();
        let at = |network: &IntervalNetwork| loss(&Instance::new(problem, network).unwrap()).unwrap();
        match &answer.proof {
            Proof::ZeroLoss => prop_assert!(answer.loss.is_zero() && answer.differentiable),
            Proof::GradientEntry { value, .. } => prop_assert!(!value.is_zero()),
            Proof::OneSidedDerivative { neuron, direction, value } => {
                prop_assert!(value.is_negative() && !answer.differentiable);
                let mut ray = Direction::zero(problem.width);
                (ray.w[*neuron], ray.b[*neuron]) = direction.clone();
                let instance = Instance::new(problem, network).unwrap();
                let epsilon = valid_epsilon(&instance, &ray).unwrap();
                let polynomial = loss_polynomial(&instance, &answer.loss, &ray, &epsilon).unwrap();
                prop_assert_eq!(&polynomial.coefficient(1), value);
            }
            Proof::DescentRay(ray) => {
                prop_assert!(answer.gradient.is_zero() && answer.differentiable && ray.epsilon.is_positive());
                let (order, coefficient) = ray.polynomial.lowest().unwrap();
                prop_assert!(order >= 2 && coefficient.is_negative());
                for (share, _) in &shares {
                    let eps = &ray.epsilon * ratio(*share, 97);
                    let change = at(&ray.direction.moved(network, &eps)) - &answer.loss;
                    prop_assert_eq!(ray.polynomial.eval(&eps), change);
                }
            }
            Proof::Radius { delta, better } => {
                prop_assert!(answer.gradient.is_zero() && delta.is_positive() && !answer.loss.is_zero());
                prop_assert!(at(better).is_zero());
                // Corners and other points of the cube of that radius, one pattern of shifts per try.
                for (pattern, _) in &shares {
                    let mut moved = network.clone();
                    let parameters = moved.w.iter_mut().chain(&mut moved.b).chain(&mut moved.v);
                    for (position, parameter) in parameters.enumerate() {
                        let position = i64::try_from(position).unwrap();
                        parameter.0 += delta * ratio((pattern * (position + 1) * 5 + position) % 3 - 1, 1);
                    }
                    moved.c.0 += delta * ratio(pattern % 5 - 2, 2);
                    prop_assert!(at(&moved) >= answer.loss);
                }
            }
            Proof::None(_) => prop_assert!(false, "undetermined"),
        }
    }

    #[test]
    fn integrals_agree_with_simpson(sample in any_sample(), share in 0_i64..=50) {
        let instance = Instance::new(&sample.problem, &sample.network).unwrap();
        let residual = Residual::new(&instance).unwrap();
        let x = instance.start() + (instance.end() - instance.start()) * ratio(share, 50);
        let (mut whole, mut part) = ([0; 3].map(|_| Rational::zero()), [0; 3].map(|_| Rational::zero()));
        for pair in residual.cuts().windows(2) {
            for (sum, term) in whole.iter_mut().zip(simpson(&instance, &pair[0], &pair[1])) {
                *sum += term;
            }
            if pair[0] < x {
                for (sum, term) in part.iter_mut().zip(simpson(&instance, &pair[0], (&pair[1]).min(&x))) {
                    *sum += term;
                }
            }
        }
        let ends = (residual.cuts().first(), residual.cuts().last());
        prop_assert_eq!(ends, (Some(instance.start()), Some(instance.end())));
        prop_assert_eq!(&[residual.loss().clone(), residual.mean(), residual.x_moment()], &whole);
        prop_assert_eq!(&loss_of(&sample), residual.loss());
        prop_assert_eq!(residual.is_zero(), whole[0].is_zero());
        let moments = residual.up_to(&x);
        prop_assert_eq!((&moments.mean, moments.first + instance.start() * &moments.mean), (&part[1], part[2].clone()));
        for ((slope, offset), pair) in residual.pieces().zip(residual.cuts().windows(2)) {
            for x in pair {
                prop_assert_eq!(&slope * x + &offset, instance.output(x) - sample.problem.target(x));
            }
        }
    }

    #[test]
    fn the_gradient_is_the_slope_of_the_loss_along_each_axis(sample in any_sample()) {
        let instance = Instance::new(&sample.problem, &sample.network).unwrap();
        let residual = Residual::new(&instance).unwrap();
        let gradient = gradient(&instance, &residual);
        let slope = |direction: Direction| {
            valid_epsilon(&instance, &direction).map(|epsilon| {
                loss_polynomial(&instance, residual.loss(), &direction, &epsilon).unwrap().coefficient(1)
            })
        };
        let width = sample.problem.width;
        let mut along_c = Direction::zero(width);
        along_c.c = Rational::one();
        prop_assert_eq!(slope(along_c), Some(gradient.c.clone()));
        let classes = neuron_classes(&instance);
        for ((j, neuron), class) in instance.neurons().enumerate().zip(&classes) {
            for step in [1, -1] {
                let step = ratio(step, 1);
                let [mut along_v, mut along_b, mut along_w] = [(); 3].map(|()| Direction::zero(width));
                (along_v.v[j], along_b.b[j], along_w.w[j]) = (step.clone(), step.clone(), step.clone());
                prop_assert_eq!(slope(along_v), Some(&gradient.v[j] * &step));
                let (mut expected_b, mut expected_w) = (&gradient.b[j] * &step, &gradient.w[j] * &step);
                if class.kind == NeuronType::Degenerate {
                    let zero = Rational::zero();
                    expected_b = one_sided_derivative(&instance, &residual, neuron.v, (&zero, &step));
                    expected_w = one_sided_derivative(&instance, &residual, neuron.v, (&step, &zero));
                }
                prop_assert_eq!(slope(along_b), Some(expected_b));
                // A weight turns the breakpoint non-linearly: no polynomial if that lies inside.
                match slope(along_w) {
                    Some(slope) => prop_assert_eq!(slope, expected_w),
                    None => prop_assert!(!neuron.w.is_zero() || class.kind == NeuronType::Degenerate),
                }
            }
            // The loss does not change under (w, b, v) -> (s w, s b, v / s): with the above this checks dL/dw.
            let scaling = neuron.w * &gradient.w[j] + neuron.b * &gradient.b[j] - neuron.v * &gradient.v[j];
            prop_assert!(scaling.is_zero());
        }
    }

    #[test]
    fn the_loss_is_one_polynomial_along_any_ray_within_its_range(
        sample in any_sample(),
        changes in prop::collection::vec((any_rational(), any_rational(), any_rational()), 30),
    ) {
        let instance = Instance::new(&sample.problem, &sample.network).unwrap();
        let mut direction = Direction::zero(sample.problem.width);
        for ((j, neuron), (dw, db, dv)) in instance.neurons().enumerate().zip(changes) {
            (direction.b[j], direction.v[j]) = (db, dv);
            let inside = neuron.breakpoint().is_some_and(|x| instance.start() <= &x && &x <= instance.end());
            if neuron.w.is_zero() && !neuron.b.is_zero() || !neuron.w.is_zero() && !inside {
                direction.w[j] = dw;
            }
        }
        let epsilon = valid_epsilon(&instance, &direction).unwrap();
        let loss_here = loss_of(&sample);
        prop_assert!(epsilon.is_positive());
        // Ends with an error if the interpolated polynomial misses the extra point.
        let polynomial = loss_polynomial(&instance, &loss_here, &direction, &epsilon).unwrap();
        let smaller = loss_polynomial(&instance, &loss_here, &direction, &(epsilon / ratio(1000, 7))).unwrap();
        prop_assert_eq!(polynomial, smaller);
    }
}

proptest! {
    #[test]
    fn a_positive_rescaling_changes_nothing(sample in any_sample(), scales in prop::collection::vec(positive(), 30)) {
        let mut other = sample.clone();
        for ((w, b), (v, scale)) in other.network.w.iter_mut().zip(&mut other.network.b)
            .zip(other.network.v.iter_mut().zip(&scales))
        {
            w.0 *= scale;
            b.0 *= scale;
            v.0 /= scale;
        }
        let (here, there) =
            (classify(&sample.problem, &sample.network).unwrap(), classify(&other.problem, &other.network).unwrap());
        prop_assert_eq!((here.loss, here.verdict, here.neurons), (there.loss, there.verdict, there.neurons));
        prop_assert_eq!((here.gradient.c, here.differentiable), (there.gradient.c, there.differentiable));
    }

    #[test]
    fn a_permutation_of_neurons_permutes_the_answer(sample in any_sample()) {
        let mut reversed = support::triples(&sample.network);
        reversed.reverse();
        let network = support::network(&reversed, sample.network.c.0.clone());
        let (here, mut there) =
            (classify(&sample.problem, &sample.network).unwrap(), classify(&sample.problem, &network).unwrap());
        there.neurons.reverse();
        there.gradient.w.reverse();
        there.gradient.b.reverse();
        there.gradient.v.reverse();
        prop_assert_eq!((here.loss, here.verdict), (there.loss, there.verdict));
        prop_assert_eq!((here.neurons, here.gradient), (there.neurons, there.gradient));
    }

    #[test]
    fn a_reflection_exchanges_the_ends(sample in any_sample()) {
        let mut other = sample.clone();
        other.problem.start = Canonical(-&sample.problem.end.0);
        other.problem.end = Canonical(-&sample.problem.start.0);
        other.problem.slope = Canonical(-&sample.problem.slope.0);
        for w in &mut other.network.w {
            w.0 = -&w.0;
        }
        let (here, there) =
            (classify(&sample.problem, &sample.network).unwrap(), classify(&other.problem, &other.network).unwrap());
        prop_assert_eq!((here.loss, here.verdict), (there.loss, there.verdict));
        prop_assert_eq!(here.gradient.v, there.gradient.v);
        for (left, right) in here.neurons.iter().zip(&there.neurons) {
            let mirrored = match left.kind {
                NeuronType::SemiInactiveStart => NeuronType::SemiInactiveEnd,
                NeuronType::SemiInactiveEnd => NeuronType::SemiInactiveStart,
                kind => kind,
            };
            prop_assert_eq!((mirrored, left.flat), (right.kind, right.flat));
        }
    }

    /// `x = p x' + q` in the argument, `y' = k y + m` in the value; the large factor leaves machine integers.
    #[test]
    fn an_affine_change_of_argument_and_value_scales_the_loss(
        sample in any_sample(),
        p in prop_oneof![positive(), Just(Rational::from_integer(num_bigint::BigInt::from(10).pow(45)))],
        q in any_rational(),
        k in support::nonzero(),
        m in any_rational(),
    ) {
        let mut other = sample.clone();
        let Sample { problem, network, .. } = &mut other;
        for end in [&mut problem.start.0, &mut problem.end.0] {
            *end = (&*end - &q) / &p;
        }
        problem.intercept.0 = (&problem.intercept.0 + &problem.slope.0 * &q) * &k + &m;
        problem.slope.0 *= &p * &k;
        for (w, b) in network.w.iter_mut().zip(&mut network.b) {
            b.0 += &w.0 * &q;
            w.0 *= &p;
        }
        for v in &mut network.v {
            v.0 *= &k;
        }
        network.c.0 = &network.c.0 * &k + &m;
        prop_assert_eq!(verdict(&sample), verdict(&other));
        prop_assert_eq!(classify_by_theorem(&other.problem, &other.network), Ok(verdict(&sample)));
        prop_assert_eq!(loss_of(&sample) * &k * &k / p, loss_of(&other));
    }

    #[test]
    fn culprit_rays_start_as_the_theory_says(sample in support::flat_saddle()) {
        let instance = Instance::new(&sample.problem, &sample.network).unwrap();
        let (alpha, length) = (sample.problem.slope.0.abs(), sample.problem.length());
        let classes = neuron_classes(&instance);
        let mut rays = 0;
        for ((index, neuron), class) in instance.neurons().enumerate().zip(&classes) {
            let Some(direction) = culprit_direction(&instance, index, *class) else { continue };
            let epsilon = valid_epsilon(&instance, &direction).unwrap();
            let polynomial = loss_polynomial(&instance, &loss_of(&sample), &direction, &epsilon).unwrap();
            let expected = match class.kind {
                NeuronType::SemiActive | NeuronType::Degenerate => {
                    (2, -&alpha * &length * &length * &length / ratio(6, 1))
                }
                _ if class.flat => (3, -&alpha * &length / (neuron.w.abs() * ratio(2, 1))),
                _ => (2, -&alpha * neuron.v.abs() * &length / (neuron.w.abs() * ratio(2, 1))),
            };
            prop_assert_eq!(polynomial.lowest(), Some((expected.0, &expected.1)));
            rays += 1;
        }
        prop_assert!(rays > 0);
    }

    #[test]
    fn kink_rays_start_as_the_theory_says(sample in support::sawtooth()) {
        let instance = Instance::new(&sample.problem, &sample.network).unwrap();
        let kinks = kinks(&instance, &neuron_classes(&instance));
        let pieces = ratio(i64::try_from(kinks.len()).unwrap() + 1, 1);
        let (a, h) = (&sample.problem.slope.0 / &pieces, sample.problem.length() / &pieces);
        let fourth_power = &pieces * &pieces * &pieces * &pieces;
        let (slope, length) = (&sample.problem.slope.0, sample.problem.length());
        prop_assert_eq!(loss_of(&sample), slope * slope * &length * &length * &length / (fourth_power * ratio(12, 1)));
        for index in 0..kinks.len() {
            let neighbours = if index == 0 || index + 1 == kinks.len() { 1 } else { 2 };
            let direction = kink_direction(&instance, &kinks, index).unwrap();
            let epsilon = valid_epsilon(&instance, &direction).unwrap();
            let polynomial = loss_polynomial(&instance, &loss_of(&sample), &direction, &epsilon).unwrap();
            let expected = -&a * &a * &h * (ratio(1, 2) + ratio(neighbours, 16));
            prop_assert_eq!(polynomial.lowest(), Some((2, &expected)));
        }
    }

    #[test]
    fn a_constant_target_is_decided_point_by_point_and_refused_by_the_theorem(
        sample in support::unconstrained(Just(Rational::zero())),
        meet in any::<bool>(),
    ) {
        let mut sample = sample;
        if meet {
            sample.network.v.fill(Canonical::zero());
            sample.network.c = sample.problem.intercept.clone();
        }
        let refused = classify_by_theorem(&sample.problem, &sample.network);
        prop_assert_eq!(refused, Err(IntervalError::ConstantTarget));
        let expected = if loss_of(&sample).is_zero() { Verdict::GlobalMinimum } else { Verdict::NotCritical };
        prop_assert_eq!(verdict(&sample), expected);
    }
}

#[test]
fn inconsistent_input_is_an_error_not_a_panic() {
    let number = |n| Canonical(ratio(n, 1));
    let mut problem = critcert_certificate::case::interval::IntervalProblem {
        start: number(0),
        end: number(1),
        slope: number(1),
        intercept: number(0),
        width: 2,
    };
    let mut network = support::network(&[(ratio(1, 1), ratio(0, 1), ratio(1, 1))], ratio(0, 1));
    let wrong = IntervalError::WrongLength { expected: 2, w: 1, b: 1, v: 1 };
    assert_eq!(classify(&problem, &network).map(|answer| answer.verdict), Err(wrong.clone()));
    assert_eq!(classify_by_theorem(&problem, &network), Err(wrong));
    problem.width = 1;
    network.b.push(number(3));
    let wrong = IntervalError::WrongLength { expected: 1, w: 1, b: 2, v: 1 };
    assert_eq!(classify_by_theorem(&problem, &network), Err(wrong));
    problem.width = 0;
    assert_eq!(classify_by_theorem(&problem, &network), Err(IntervalError::NoNeurons));
    problem.end = number(0);
    assert!(matches!(classify_by_theorem(&problem, &network), Err(IntervalError::EmptyInterval { .. })));
}

/// The generators reach every verdict and every kind of proof often enough for the properties to mean something.
#[test]
fn the_samples_cover_every_kind_of_answer() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut counts = std::collections::BTreeMap::new();
    for _ in 0..1500 {
        let sample = any_sample().new_tree(&mut runner).unwrap().current();
        let kind = match classify(&sample.problem, &sample.network).unwrap().proof {
            Proof::ZeroLoss => "zero loss",
            Proof::GradientEntry { .. } => "gradient",
            Proof::OneSidedDerivative { .. } => "one-sided derivative",
            Proof::DescentRay(ray) => match ray.origin {
                RayOrigin::Culprit { .. } => "culprit ray",
                RayOrigin::Kink { .. } => "kink ray",
            },
            Proof::Radius { .. } => "radius",
            Proof::None(_) => "nothing",
        };
        *counts.entry(kind).or_insert(0) += 1;
    }
    for kind in ["zero loss", "gradient", "one-sided derivative", "culprit ray", "kink ray", "radius"] {
        assert!(counts.get(kind).is_some_and(|count| *count >= 20), "{counts:?}");
    }
    assert_eq!(counts.get("nothing"), None);
    println!("{counts:?}");
}
