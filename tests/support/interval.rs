//! Random interval problems and networks, rich in critical points. Include with `#[path = ..] mod`.
//!
//! Everything is built from small rationals. A sample carries the verdict its construction was made for, unless a
//! perturbation or an unconstrained construction leaves that open.
#![allow(dead_code, reason = "each test file includes this module and uses a part of it")]

use critcert_certificate::case::Verdict;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use critcert_certificate::rational::{ratio, sign};
use critcert_certificate::{Canonical, Rational};
use num_traits::{Signed, Zero};
use proptest::prelude::*;

/// A problem, a network of its width, and what the network was built to be.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) problem: IntervalProblem,
    pub(crate) network: IntervalNetwork,
    pub(crate) expected: Option<Verdict>,
}

/// A neuron `(w, b, v)`.
pub(crate) type Triple = (Rational, Rational, Rational);

/// Material for one neuron: a kind, two positive numbers, a side and an output weight.
#[derive(Debug, Clone)]
pub(crate) struct Raw {
    kind: Kind,
    scale: Rational,
    other: Rational,
    left: bool,
    v: Rational,
}

/// What a neuron is built to be; flatness follows from `v`, except where it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Inactive,
    ConstantInactive,
    SemiInactive,
    SemiActive,
    FlatSemiActive,
    Degenerate,
    FlatDegenerate,
    Type1,
    /// Type 1 with its breakpoint at an end of the interval.
    Type1AtEnd,
    Type2,
}

const DEAD: [Kind; 3] = [Kind::Inactive, Kind::ConstantInactive, Kind::SemiInactive];
const HARMLESS: [Kind; 5] =
    [Kind::Inactive, Kind::ConstantInactive, Kind::SemiInactive, Kind::FlatSemiActive, Kind::FlatDegenerate];
const ALL: [Kind; 10] = [
    Kind::Inactive,
    Kind::ConstantInactive,
    Kind::SemiInactive,
    Kind::SemiActive,
    Kind::FlatSemiActive,
    Kind::Degenerate,
    Kind::FlatDegenerate,
    Kind::Type1,
    Kind::Type1AtEnd,
    Kind::Type2,
];

pub(crate) fn any_rational() -> impl Strategy<Value = Rational> {
    (-12_i64..=12, 1_i64..=4).prop_map(|(p, q)| ratio(p, q))
}

pub(crate) fn positive() -> impl Strategy<Value = Rational> {
    (1_i64..=12, 1_i64..=4).prop_map(|(p, q)| ratio(p, q))
}

pub(crate) fn nonzero() -> impl Strategy<Value = Rational> {
    (positive(), any::<bool>()).prop_map(|(value, negative)| if negative { -value } else { value })
}

/// A problem of width 0, to be widened by the network.
fn interval(slope: impl Strategy<Value = Rational>) -> impl Strategy<Value = IntervalProblem> {
    (any_rational(), positive(), slope, any_rational()).prop_map(|(start, length, slope, intercept)| {
        IntervalProblem {
            end: Canonical(&start + length),
            start: Canonical(start),
            slope: Canonical(slope),
            intercept: Canonical(intercept),
            width: 0,
        }
    })
}

pub(crate) fn raw(kinds: &'static [Kind]) -> impl Strategy<Value = Raw> {
    let v = prop_oneof![3 => nonzero(), 1 => Just(Rational::zero())];
    (prop::sample::select(kinds), positive(), positive(), any::<bool>(), v)
        .prop_map(|(kind, scale, other, left, v)| Raw { kind, scale, other, left, v })
}

/// The neuron of a kind on the interval of the problem.
pub(crate) fn neuron(raw: &Raw, problem: &IntervalProblem) -> Triple {
    let Raw { kind, scale, other, left, v } = raw.clone();
    let (start, end) = (problem.start.0.clone(), problem.end.0.clone());
    let zero = Rational::zero;
    let breaking = |w: Rational, at: Rational| (w.clone(), -(w * at), v.clone());
    match kind {
        Kind::Inactive if left => breaking(-scale, start - other),
        Kind::Inactive => breaking(scale, end + other),
        Kind::ConstantInactive => (zero(), -scale, v),
        Kind::SemiInactive if left => breaking(-scale, start),
        Kind::SemiInactive => breaking(scale, end),
        Kind::SemiActive => (zero(), scale, v),
        Kind::FlatSemiActive => (zero(), scale, zero()),
        Kind::Degenerate => (zero(), zero(), v),
        Kind::FlatDegenerate => (zero(), zero(), zero()),
        Kind::Type1 if left => breaking(scale, start - other),
        Kind::Type1 => breaking(-scale, end + other),
        Kind::Type1AtEnd if left => breaking(scale, start),
        Kind::Type1AtEnd => breaking(-scale, end),
        Kind::Type2 => {
            let fraction = &other / (&other + ratio(1, 1));
            let at = &start + (end - &start) * fraction;
            breaking(if left { -scale } else { scale }, at)
        }
    }
}

/// The sample with these neurons and the output bias that makes `f` meet the target in the middle.
fn centred(mut problem: IntervalProblem, neurons: &[Triple], expected: Option<Verdict>) -> Sample {
    let mid = (&problem.start.0 + &problem.end.0) / ratio(2, 1);
    let hidden: Rational = neurons
        .iter()
        .map(|(w, b, v)| (w * &mid + b).max(Rational::zero()) * v)
        .fold(Rational::zero(), |sum, term| sum + term);
    let c = problem.target(&mid) - hidden;
    problem.width = neurons.len();
    Sample { network: network(neurons, c), problem, expected }
}

/// A network from its neurons.
pub(crate) fn network(neurons: &[Triple], c: Rational) -> IntervalNetwork {
    IntervalNetwork {
        w: neurons.iter().map(|neuron| Canonical(neuron.0.clone())).collect(),
        b: neurons.iter().map(|neuron| Canonical(neuron.1.clone())).collect(),
        v: neurons.iter().map(|neuron| Canonical(neuron.2.clone())).collect(),
        c: Canonical(c),
    }
}

/// The neurons of a network.
pub(crate) fn triples(network: &IntervalNetwork) -> Vec<Triple> {
    let IntervalNetwork { w, b, v, .. } = network;
    w.iter().zip(b).zip(v).map(|((w, b), v)| (w.0.clone(), b.0.clone(), v.0.clone())).collect()
}

/// A sawtooth with `teeth - 1` kinks: a saddle of kind (IVb) for an odd number of teeth from 3 on. Each kink has one
/// neuron that balances `sum v w`, and further ones, flat or not, of any output sign.
fn sawtooth_of(
    teeth: impl Strategy<Value = usize>,
    extras: &'static [Kind],
) -> impl Strategy<Value = Sample> {
    teeth
        .prop_flat_map(move |teeth| {
            let kink = (positive(), prop::collection::vec(raw(&[Kind::Type2]), 0..3));
            let kinks = prop::collection::vec(kink, teeth - 1);
            (Just(teeth), interval(nonzero()), kinks, prop::collection::vec(raw(extras), 0..3))
        })
        .prop_flat_map(|(teeth, problem, kinks, extras)| {
            let pieces = ratio(i64::try_from(teeth).unwrap(), 1);
            let step = problem.length() / &pieces;
            let strength = &problem.slope.0 * ratio(2, 1) / pieces;
            let mut neurons: Vec<Triple> = extras.iter().map(|raw| neuron(raw, &problem)).collect();
            let mut at = problem.start.0.clone();
            for (index, (scale, others)) in kinks.into_iter().enumerate() {
                at += &step;
                let orientation = ratio(if index % 2 == 0 { 1 } else { -1 }, 1);
                let mut missing = strength.clone();
                for other in others {
                    let w = other.scale * &orientation;
                    missing -= &w * &other.v;
                    neurons.push((w.clone(), -(w * &at), other.v));
                }
                let w = scale * orientation;
                neurons.push((w.clone(), -(&w * &at), missing / w));
            }
            (Just(problem), Just(neurons).prop_shuffle())
        })
        .prop_map(|(problem, neurons)| centred(problem, &neurons, None))
}

/// Saddles of kind (IVb): 2, 4 or 6 kinks, extra neurons that do not disturb.
pub(crate) fn sawtooth() -> impl Strategy<Value = Sample> {
    sawtooth_of(prop::sample::select(vec![3_usize, 5, 7]), &HARMLESS)
        .prop_map(|sample| built(sample, Verdict::Saddle))
}

/// Sawtooth networks with any number of kinks and any extra neurons: critical or almost.
pub(crate) fn almost_sawtooth() -> impl Strategy<Value = Sample> {
    sawtooth_of(2_usize..7, &ALL)
}

fn built(sample: Sample, verdict: Verdict) -> Sample {
    Sample { expected: Some(verdict), ..sample }
}

/// Neurons that vanish on the interval, centred: local minima (III).
pub(crate) fn dead() -> impl Strategy<Value = Sample> {
    (interval(nonzero()), prop::collection::vec(raw(&DEAD), 1..5)).prop_map(|(problem, raws)| {
        let neurons: Vec<_> = raws.iter().map(|raw| held(raw, &problem)).collect();
        centred(problem, &neurons, Some(Verdict::LocalMinimum))
    })
}

/// A neuron of [`DEAD`]; semi-inactive ones get an output weight that holds them back.
fn held(raw: &Raw, problem: &IntervalProblem) -> Triple {
    let (w, b, v) = neuron(raw, problem);
    if raw.kind != Kind::SemiInactive {
        return (w, b, v);
    }
    let size = if v.is_zero() { ratio(1, 3) } else { v.abs() };
    let toward = sign(&problem.slope.0) * if raw.left { 1 } else { -1 };
    (w, b, size * ratio(i64::from(toward), 1))
}

/// Saddles of kind (IVa): neurons that vanish or are flat, at least one of them a culprit.
pub(crate) fn flat_saddle() -> impl Strategy<Value = Sample> {
    let others = prop::collection::vec(raw(&HARMLESS), 0..4);
    let culprit = raw(&[Kind::FlatSemiActive, Kind::FlatDegenerate, Kind::SemiInactive]);
    (interval(nonzero()), others, culprit)
        .prop_flat_map(|(problem, others, culprit)| {
            let mut neurons: Vec<_> = others.iter().map(|raw| neuron(raw, &problem)).collect();
            let (w, b, v) = held(&culprit, &problem);
            let v = match culprit.kind {
                Kind::SemiInactive if culprit.v.is_zero() => Rational::zero(),
                Kind::SemiInactive => -v,
                _ => v,
            };
            neurons.push((w, b, v));
            (Just(problem), Just(neurons).prop_shuffle())
        })
        .prop_map(|(problem, neurons)| centred(problem, &neurons, Some(Verdict::Saddle)))
}

/// Global minima: neurons that cancel in pairs, and one that carries the target.
pub(crate) fn global() -> impl Strategy<Value = Sample> {
    let carrier = raw(&[Kind::Type1, Kind::Type1AtEnd]);
    (interval(nonzero()), prop::collection::vec((raw(&ALL), positive()), 0..4), carrier)
        .prop_flat_map(|(problem, pairs, carrier)| {
            let mut neurons = Vec::new();
            for (raw, scale) in &pairs {
                let (w, b, v) = neuron(raw, &problem);
                neurons.push((&w * scale, &b * scale, -&v / scale));
                neurons.push((w, b, v));
            }
            let (w, b, _) = neuron(&carrier, &problem);
            let v = &problem.slope.0 / &w;
            neurons.push((w, b, v));
            (Just(problem), Just(neurons).prop_shuffle())
        })
        .prop_map(|(problem, neurons)| centred(problem, &neurons, Some(Verdict::GlobalMinimum)))
}

/// Any neurons, centred or not.
pub(crate) fn unconstrained(slope: impl Strategy<Value = Rational>) -> impl Strategy<Value = Sample> {
    (interval(slope), prop::collection::vec(raw(&ALL), 1..6), prop::option::of(any_rational())).prop_map(
        |(problem, raws, c)| {
            let neurons: Vec<_> = raws.iter().map(|raw| neuron(raw, &problem)).collect();
            let mut sample = centred(problem, &neurons, None);
            if let Some(c) = c {
                sample.network.c = Canonical(c);
            }
            sample
        },
    )
}

/// Samples whose verdict is known by construction.
pub(crate) fn constructed() -> impl Strategy<Value = Sample> {
    prop_oneof![3 => sawtooth(), 2 => flat_saddle(), 2 => dead(), 1 => global()]
}

/// Points with zero formal gradient where a degenerate neuron that is not flat spoils differentiability.
pub(crate) fn obstructed() -> impl Strategy<Value = Sample> {
    let base = prop_oneof![sawtooth(), flat_saddle(), dead()];
    (base, nonzero()).prop_map(|(mut sample, v)| {
        let mut neurons = triples(&sample.network);
        neurons.push((Rational::zero(), Rational::zero(), v));
        sample.network = network(&neurons, sample.network.c.0.clone());
        sample.problem.width = neurons.len();
        built(sample, Verdict::NotCritical)
    })
}

/// Everything: constructed, almost critical, unconstrained, and small or tiny changes of one parameter of these.
pub(crate) fn any_sample() -> impl Strategy<Value = Sample> {
    let base = prop_oneof![6 => constructed(), 1 => obstructed(), 2 => almost_sawtooth(), 1 => unconstrained(nonzero())];
    let amounts =
        vec![ratio(1, 1_000_000_000_000_000), ratio(-1, 1_000_000_000_000_000), ratio(1, 7), ratio(-1, 3)];
    let change = prop::option::of((any::<prop::sample::Index>(), prop::sample::select(amounts)));
    (base, change).prop_map(|(sample, change)| match change {
        Some((index, amount)) => perturbed(&sample, index.index(3 * sample.problem.width + 1), &amount),
        None => sample,
    })
}

/// The sample with one parameter changed: all `w`, then `b`, then `v`, then `c`.
fn perturbed(sample: &Sample, index: usize, amount: &Rational) -> Sample {
    let mut network = sample.network.clone();
    let IntervalNetwork { w, b, v, c } = &mut network;
    let mut parameters = w.iter_mut().chain(b).chain(v).chain(std::iter::once(c));
    if let Some(parameter) = parameters.nth(index) {
        parameter.0 += amount;
    }
    Sample { problem: sample.problem.clone(), network, expected: None }
}
