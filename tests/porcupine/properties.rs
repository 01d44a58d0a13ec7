//! Random problems against independent second methods.

use std::collections::BTreeMap;

use critcert::lp::{Answer as LpAnswer, Relation, System, decide};
use critcert_certificate::case::PorcupineClaim;
use critcert_certificate::case::Verdict;
use critcert_certificate::case::porcupine::{PorcupineProblem, Regions};
use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::rational::{Rational, ratio};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

use super::support::{case, classify, landscape, problem, settled};

#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) lines: Vec<Vec<i64>>,
    pub(crate) neurons: Vec<usize>,
    pub(crate) points: Vec<Vec<i64>>,
    pub(crate) targets: Vec<i64>,
    pub(crate) t: Vec<Vec<i64>>,
}

impl Sample {
    fn problem(&self) -> PorcupineProblem {
        problem(&self.lines, &self.neurons, &self.points, &self.targets)
    }

    fn positions(&self) -> Vec<Vec<Rational>> {
        self.t.iter().map(|line| line.iter().map(|&t| ratio(t, 2)).collect()).collect()
    }

    /// Values of the 2r features at every point.
    fn features(&self) -> Vec<Vec<i64>> {
        let dot = |line: &[i64], point: &[i64]| line.iter().zip(point).map(|(a, b)| a * b).sum::<i64>();
        let row = |point: &Vec<i64>| {
            self.lines
                .iter()
                .flat_map(|line| {
                    let value = dot(line, point);
                    [value.max(0), (-value).max(0)]
                })
                .collect()
        };
        self.points.iter().map(row).collect()
    }
}

/// Lines in the plane, no two proportional, and few small points.
fn sample(symmetric: bool) -> impl Strategy<Value = Sample> {
    const LINES: [[i64; 2]; 6] = [[1, 0], [0, 1], [1, 1], [1, -1], [2, 1], [-1, 2]];
    let lines = prop::sample::subsequence(LINES.to_vec(), 1..=3);
    let points = prop::collection::vec((-2_i64..=2, -2_i64..=2), 1..=5);
    (
        lines,
        points,
        prop::collection::vec(1_usize..=3, 3),
        prop::collection::vec(-2_i64..=4, 10),
        prop::collection::vec(-2_i64..=2, 9),
    )
        .prop_map(move |(lines, points, neurons, targets, t)| {
            let lines: Vec<Vec<i64>> = lines.iter().map(|line| line.to_vec()).collect();
            let mut points: Vec<Vec<i64>> = points.into_iter().map(|(x, y)| vec![x, y]).collect();
            if symmetric {
                let mirrored: Vec<Vec<i64>> =
                    points.iter().map(|point| point.iter().map(|x| -x).collect()).collect();
                points.extend(mirrored);
            }
            let neurons: Vec<usize> = neurons[..lines.len()].to_vec();
            let targets = targets[..points.len()].to_vec();
            let mut rest = t.into_iter();
            let t = neurons.iter().map(|&count| rest.by_ref().take(count).collect()).collect();
            Sample { lines, neurons, points, targets, t }
        })
}

/// The solution of a square system with one solution.
fn solve(mut rows: Vec<Vec<Rational>>) -> Option<Vec<Rational>> {
    let size = rows.len();
    for column in 0..size {
        let found = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, found);
        let pivot = rows[column][column].clone();
        rows[column].iter_mut().for_each(|entry| *entry /= &pivot);
        for row in 0..size {
            if row != column {
                let factor = rows[row][column].clone();
                let pivot_row = rows[column].clone();
                for (entry, pivot) in rows[row].iter_mut().zip(&pivot_row) {
                    *entry -= &factor * pivot;
                }
            }
        }
    }
    Some(rows.into_iter().map(|row| row[size].clone()).collect())
}

/// Half the derivatives at masses, times the number of points.
fn slopes(features: &[Vec<i64>], targets: &[i64], z: &[Rational]) -> Vec<Rational> {
    let mut slopes = vec![Rational::zero(); z.len()];
    for (row, &target) in features.iter().zip(targets) {
        let output: Rational = row.iter().zip(z).map(|(&a, z)| z * ratio(a, 1)).sum();
        let residual = output - ratio(target, 1);
        for (slope, &a) in slopes.iter_mut().zip(row) {
            *slope += &residual * ratio(a, 1);
        }
    }
    slopes
}

fn loss(features: &[Vec<i64>], targets: &[i64], z: &[Rational]) -> Rational {
    let squares = features.iter().zip(targets).map(|(row, &target)| {
        let output: Rational = row.iter().zip(z).map(|(&a, z)| z * ratio(a, 1)).sum();
        let residual = output - ratio(target, 1);
        &residual * &residual
    });
    squares.sum::<Rational>() / ratio(features.len() as i64, 1)
}

/// A minimiser by trying every support.
fn minimise(features: &[Vec<i64>], targets: &[i64], allowed: &[usize], size: usize) -> Vec<Rational> {
    for subset in 0..1_usize << allowed.len() {
        let support: Vec<usize> =
            allowed.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1).map(|(_, &f)| f).collect();
        let entry = |i: usize, j: usize| ratio(features.iter().map(|row| row[i] * row[j]).sum(), 1);
        let rows = support
            .iter()
            .map(|&i| {
                let right = features.iter().zip(targets).map(|(row, target)| row[i] * target).sum();
                support.iter().map(|&j| entry(i, j)).chain([ratio(right, 1)]).collect()
            })
            .collect();
        let Some(solution) = solve(rows) else { continue };
        let mut z = vec![Rational::zero(); size];
        for (&feature, value) in support.iter().zip(solution) {
            z[feature] = value;
        }
        let slopes = slopes(features, targets, &z);
        if z.iter().all(|z| !z.is_negative()) && allowed.iter().all(|&f| !slopes[f].is_negative()) {
            return z;
        }
    }
    panic!("some support solves a non-negative least squares problem");
}

/// The loss of the local minima with masses in `allowed`, all of `required` positive, and no negative derivative
/// in `resting`, if there are such.
fn holds(
    sample: &Sample,
    features: &[Vec<i64>],
    allowed: &[usize],
    required: &[usize],
    resting: &[usize],
) -> Option<Rational> {
    let z = minimise(features, &sample.targets, allowed, 2 * sample.lines.len());
    let slopes = slopes(features, &sample.targets, &z);
    if resting.iter().any(|&feature| slopes[feature].is_negative()) {
        return None;
    }
    let mut system = System::new(allowed.len());
    let common = z.iter().fold(BigInt::one(), |common, z| common.lcm(z.denom()));
    let scaled: Vec<BigInt> = z.iter().map(|z| (z * Rational::from(common.clone())).to_integer()).collect();
    for row in features {
        let coefficients: Vec<BigInt> = allowed.iter().map(|&f| BigInt::from(row[f])).collect();
        let bound: BigInt = row.iter().zip(&scaled).map(|(&a, z)| z * a).sum();
        system.push_big(&coefficients, &bound, Relation::Equal).unwrap();
    }
    for (place, feature) in allowed.iter().enumerate() {
        let unit: Vec<i64> = (0..allowed.len()).map(|other| i64::from(other == place)).collect();
        let strict = required.contains(feature);
        let relation = if strict { Relation::Greater } else { Relation::GreaterEqual };
        system.push(&unit, 0, relation).unwrap();
    }
    let feasible = matches!(decide(&system), LpAnswer::Feasible(_));
    feasible.then(|| loss(features, &sample.targets, &z))
}

/// For each loss, in how many of the 3^k sign patterns of the neurons, zeros included, there are local minima.
pub(crate) fn sign_patterns(sample: &Sample) -> BTreeMap<Rational, i64> {
    let features = sample.features();
    let mut found = BTreeMap::new();
    for number in 0..7_usize.pow(sample.lines.len() as u32) {
        let (mut masses, mut resting, mut words) = (Vec::new(), Vec::new(), 1_i64);
        for (line, &neurons) in sample.neurons.iter().enumerate() {
            // Which of the signs +, -, 0 occur on the line.
            let signs = number / 7_usize.pow(line as u32) % 7 + 1;
            let neurons = neurons as u32;
            words *= match signs.count_ones() {
                1 => 1,
                2 => 2_i64.pow(neurons) - 2,
                _ => 3_i64.pow(neurons) - 3 * 2_i64.pow(neurons) + 3,
            };
            masses.extend((0..2).filter(|side| signs >> side & 1 == 1).map(|side| 2 * line + side));
            if signs >> 2 == 1 {
                resting.extend([2 * line, 2 * line + 1]);
            }
        }
        if words == 0 {
            continue;
        }
        if let Some(loss) = holds(sample, &features, &masses, &masses, &resting) {
            *found.entry(loss).or_insert(0) += words;
        }
    }
    found
}

/// The losses of all patterns that hold a local minimum: by supports for the fit, and for the signs by a linear
/// program over the points.
fn enumerate(sample: &Sample) -> BTreeMap<String, Rational> {
    let features = sample.features();
    let mut found = BTreeMap::new();
    for number in 0..3_usize.pow(sample.lines.len() as u32) {
        let digits: Vec<usize> =
            (0..sample.lines.len()).map(|l| number / 3_usize.pow(l as u32) % 3).collect();
        let mut allowed = Vec::new();
        let mut required = Vec::new();
        let mut resting = Vec::new();
        for (line, &digit) in digits.iter().enumerate() {
            match digit {
                2 if sample.neurons[line] > 1 => allowed.extend([2 * line, 2 * line + 1]),
                2 => resting.extend([2 * line, 2 * line + 1]),
                side => {
                    allowed.push(2 * line + side);
                    required.push(2 * line + side);
                }
            }
        }
        if let Some(loss) = holds(sample, &features, &allowed, &required, &resting) {
            found.insert(digits.iter().map(|&digit| ['+', '-', 'o'][digit]).collect(), loss);
        }
    }
    found
}

fn rational(value: &Value) -> Rational {
    match value {
        Value::Rational(value) => value.0.clone(),
        _ => panic!("finite problems have rational numbers"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn landscapes_are_those_of_support_enumeration(sample in sample(false)) {
        let found = landscape(&sample.problem());
        let patterns: BTreeMap<String, Rational> = found
            .levels
            .iter()
            .flat_map(|level| level.patterns.iter().map(|pattern| (pattern.clone(), rational(&level.loss))))
            .collect();
        prop_assert_eq!(patterns, enumerate(&sample));
        let losses: Vec<Rational> = found.levels.iter().map(|level| rational(&level.loss)).collect();
        prop_assert_eq!(losses, sign_patterns(&sample).into_keys().collect::<Vec<_>>());
    }

    /// Witnesses are local minima with the loss of their level, and the least level alone is global.
    #[test]
    fn witnesses_are_local_minima(sample in sample(false)) {
        let problem = sample.problem();
        for (place, level) in landscape(&problem).levels.iter().enumerate() {
            let t = level.witness.iter().map(|line| line.iter().map(rational).collect()).collect();
            let found = classify(&problem, t);
            let verdict = if place == 0 { Verdict::GlobalMinimum } else { Verdict::LocalMinimum };
            prop_assert_eq!(found.verdict, verdict);
            prop_assert_eq!(&found.loss, &level.loss);
            prop_assert!(!level.differentiable || found.differentiable);
        }
    }

    /// No sign region that the span theorem covers holds a spurious local minimum.
    #[test]
    fn the_span_theorem_holds(sample in sample(false)) {
        let found = landscape(&sample.problem());
        let all = &found.sign_patterns;
        prop_assert!(&found.spurious_sign_patterns + &found.settled_by_span <= *all);
    }

    /// The verdict says what small steps do: no step of a small grid decreases the loss of a minimum, and some
    /// step decreases it elsewhere.
    #[test]
    fn verdicts_agree_with_small_steps(sample in sample(false)) {
        let problem = sample.problem();
        let t = sample.positions();
        let found = classify(&problem, t.clone());
        let features = sample.features();
        let value = |t: &[Vec<Rational>]| {
            let mut z = vec![Rational::zero(); 2 * sample.lines.len()];
            for (line, neurons) in t.iter().enumerate() {
                for t in neurons {
                    z[2 * line + usize::from(t.is_negative())] += t.abs();
                }
            }
            loss(&features, &sample.targets, &z)
        };
        let here = value(&t);
        prop_assert_eq!(&rational(&found.loss), &here);
        let (mut falls, mut rises) = (false, false);
        for line in 0..t.len() {
            for neuron in 0..t[line].len() {
                for sign in [1, -1] {
                    let mut moved = t.clone();
                    moved[line][neuron] += ratio(sign, 1_000_000);
                    falls |= value(&moved) < here;
                    rises |= value(&moved) > here;
                }
            }
        }
        match found.verdict {
            Verdict::GlobalMinimum | Verdict::LocalMinimum => prop_assert!(!falls),
            Verdict::LocalMaximum => prop_assert!(falls && !rises),
            verdict => {
                prop_assert_eq!(verdict, Verdict::NotCritical);
                prop_assert!(falls);
            }
        }
    }

    /// For symmetric inputs and a teacher on the lines, L = (e'Se + q'Mq)/4.
    #[test]
    fn the_loss_identity_holds(sample in sample(true), teacher in prop::collection::vec(-3_i64..=3, 3)) {
        let features = sample.features();
        let mut sample = sample;
        sample.targets = features
            .iter()
            .map(|row| (0..sample.lines.len()).map(|l| {
                let side = 2 * l + usize::from(teacher[l] < 0);
                teacher[l].abs() * row[side]
            }).sum())
            .collect();
        let found = classify(&sample.problem(), sample.positions());
        let (mut e, mut q) = (vec![Rational::zero(); 2], Vec::new());
        for (line, direction) in sample.lines.iter().enumerate() {
            let neurons = &sample.positions()[line];
            let sum: Rational = neurons.iter().sum::<Rational>() - ratio(teacher[line], 1);
            let size: Rational = neurons.iter().map(Signed::abs).sum::<Rational>() - ratio(teacher[line].abs(), 1);
            for (e, &u) in e.iter_mut().zip(direction) {
                *e += &sum * ratio(u, 1);
            }
            q.push(size);
        }
        let mut identity = Rational::zero();
        for point in &sample.points {
            let odd: Rational = e.iter().zip(point).map(|(e, &x)| e * ratio(x, 1)).sum();
            let even: Rational = q.iter().zip(&sample.lines).map(|(q, line)| {
                q * ratio(line.iter().zip(point).map(|(a, b)| a * b).sum::<i64>().abs(), 1)
            }).sum();
            identity += &odd * &odd + &even * &even;
        }
        identity /= ratio(4 * sample.points.len() as i64, 1);
        prop_assert_eq!(rational(&found.loss), identity);
    }

    /// Other lengths and orientations of the lines, and another order of the neurons, change nothing.
    #[test]
    fn verdicts_are_invariant(sample in sample(false), factor in prop::sample::select(vec![-3_i64, -1, 2, 5])) {
        let found = classify(&sample.problem(), sample.positions());
        let mut other = sample.clone();
        other.lines[0] = other.lines[0].iter().map(|u| u * factor).collect();
        let mut t = sample.positions();
        t[0] = t[0].iter().rev().map(|t| t / ratio(factor, 1)).collect();
        let moved = classify(&other.problem(), t);
        prop_assert_eq!(found.verdict, moved.verdict);
        prop_assert_eq!(found.loss, moved.loss);
        prop_assert_eq!(found.differentiable, moved.differentiable);
        let (first, second) = (landscape(&sample.problem()), landscape(&other.problem()));
        let losses = |found: &critcert::porcupine::Landscape| {
            found.levels.iter().map(|level| (level.loss.text(), level.sign_patterns.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(losses(&first), losses(&second));
    }

    /// A line split into two proportional ones is the same problem.
    #[test]
    fn merged_lines_change_nothing(sample in sample(false)) {
        prop_assume!(sample.neurons[0] > 1);
        let mut split = sample.clone();
        split.neurons[0] -= 1;
        split.neurons.push(1);
        split.lines.push(sample.lines[0].iter().map(|u| -2 * u).collect());
        let (first, second) = (landscape(&sample.problem()), landscape(&split.problem()));
        prop_assert_eq!(second.lines[0].len(), 2);
        let patterns = |found: &critcert::porcupine::Landscape| {
            found.levels.iter().map(|level| (level.loss.text(), level.patterns.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(patterns(&first), patterns(&second));
    }

    /// Every claim is settled with a certificate that the checker accepts, and the answers fit together.
    #[test]
    fn certificates_are_accepted(sample in sample(false)) {
        let problem = sample.problem();
        let found = landscape(&problem);
        let losses = found.levels.iter().map(|level| critcert_certificate::Canonical(rational(&level.loss))).collect();
        let least = critcert_certificate::Canonical(rational(&found.levels[0].loss));
        let answer = |claim: PorcupineClaim| {
            let case = case(&problem, Some(sample.positions()), &claim);
            settled(&case, &case.claims[0])
        };
        prop_assert_eq!(answer(PorcupineClaim::LocalMinimumLosses { losses }), Answer::Proved);
        prop_assert_eq!(answer(PorcupineClaim::DistanceToTeacher { value: least }), Answer::Proved);
        prop_assert_eq!(answer(PorcupineClaim::SpanTheorem { regions: Regions::All }), Answer::Proved);
        let one = answer(PorcupineClaim::NoSpuriousLocalMinimum { regions: Regions::All });
        prop_assert_eq!(one == Answer::Proved, found.levels.len() == 1);
        answer(PorcupineClaim::ZeroIsStrictLocalMaximum);
        let verdict = classify(&problem, sample.positions()).verdict;
        prop_assert_eq!(answer(PorcupineClaim::Verdict { expect: verdict }), Answer::Proved);
        prop_assert_eq!(answer(PorcupineClaim::Verdict { expect: Verdict::Saddle }), Answer::Refuted);
        use critcert_certificate::case::porcupine::LineSign;
        for signs in [[LineSign::Plus; 3], [LineSign::Minus; 3], [LineSign::Mixed, LineSign::Plus, LineSign::Minus]] {
            let region = signs[..sample.lines.len()].to_vec();
            let empty = region.iter().zip(&sample.neurons).any(|(sign, &count)| *sign == LineSign::Mixed && count == 1);
            let got = answer(PorcupineClaim::NoSpuriousLocalMinimum { regions: Regions::Named(region) });
            prop_assert!(!empty || got == Answer::Proved);
        }
    }
}
