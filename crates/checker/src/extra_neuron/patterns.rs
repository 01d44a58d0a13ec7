//! Activation patterns of bases, on the line and in space, and the linear system of a best base with a given pattern.

use critcert_certificate::case::extra_neuron::{ExtraNeuronProblem, SampleLoss};
use critcert_certificate::certificate::extra_neuron::{Activation, Multipliers};
use critcert_certificate::rational::{Rational, ratio};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::outcome::Reason;
use crate::rules::require;

/// Most places of an enumeration.
const PLACES: usize = 1024;

/// One place with what is best there.
struct Place {
    /// The coordinates, multiplied by the common denominator of all, then 1.
    lifted: Vec<BigInt>,
    want: Want,
}

enum Want {
    /// `label f >= 1`.
    Margin(i8),
    /// `f = value`.
    Value(Rational),
}

/// The enumeration of all patterns of a width, in order.
pub(crate) struct Enumeration {
    places: Vec<Place>,
    /// Activations in their order, each set with + and -, then none.
    kinds: Vec<(Vec<bool>, i8)>,
    /// The next pattern, indices into `kinds` that do not decrease; `None` when all are done.
    next: Option<Vec<usize>>,
    width: usize,
}

impl Enumeration {
    /// The enumeration for a problem; above dimension 1 `cells` are the half of all cells that was shown complete.
    pub(crate) fn new(
        problem: &ExtraNeuronProblem,
        width: usize,
        cells: Option<&[Vec<bool>]>,
    ) -> Result<Self, Reason> {
        let mut places = Vec::new();
        for (lifted, plus, minus) in lifted_places(problem)? {
            let want = want(&problem.loss, plus, minus).ok_or(Reason::Condition {
                condition: "the best output at a place is not a rational number",
            })?;
            places.push(Place { lifted, want });
        }
        let count = places.len();
        let sets = match (problem.dimension(), cells) {
            (1, _) => intervals(count),
            (_, Some(cells)) => {
                let opposite = |set: &Vec<bool>| set.iter().map(|on| !on).collect::<Vec<bool>>();
                let opposites = cells.iter().map(opposite).filter(|set| set.contains(&true));
                cells.iter().cloned().chain(opposites).collect()
            }
            (_, None) => return Err(Reason::Condition { condition: "the cells were not listed" }),
        };
        let mut kinds: Vec<(Vec<bool>, i8)> =
            sets.into_iter().flat_map(|set| [(set.clone(), 1), (set, -1)]).collect();
        kinds.push((vec![false; count], 1));
        Ok(Self { places, kinds, next: Some(vec![0; width]), width })
    }

    /// The number of all patterns: multisets of `width` activations.
    pub(crate) fn count(&self) -> Rational {
        let mut count = BigInt::one();
        for step in 1..=self.width {
            let top = self.kinds.len().saturating_add(step).saturating_sub(1);
            count = count * top / step;
        }
        Rational::from_integer(count)
    }

    /// The next pattern, if one was not taken yet.
    pub(crate) fn pending(&self) -> Option<String> {
        let pattern = self.next.as_ref()?;
        let kinds: Vec<_> = pattern.iter().filter_map(|&kind| self.kinds.get(kind)).collect();
        Some(text_of(&kinds))
    }

    /// Takes the next pattern, refusing any other than the stated one, and its contradiction.
    pub(crate) fn cut(&mut self, stated: &[Activation], multipliers: &Multipliers) -> Result<(), Reason> {
        let expected: Option<Vec<&(Vec<bool>, i8)>> = self
            .next
            .as_ref()
            .map(|pattern| pattern.iter().filter_map(|&kind| self.kinds.get(kind)).collect());
        let text = expected.as_deref().map(text_of);
        let got = stated_text(stated);
        if text.as_deref() != Some(got.as_str()) {
            let expected = text.unwrap_or_else(|| "no further pattern".to_owned());
            return Err(Reason::Branch { expected, got });
        }
        self.contradiction(&expected.unwrap_or_default(), multipliers)?;
        self.advance();
        Ok(())
    }

    fn advance(&mut self) {
        let Some(pattern) = self.next.as_mut() else { return };
        let last = self.kinds.len().saturating_sub(1);
        let Some(position) = pattern.iter().rposition(|kind| *kind < last) else {
            self.next = None;
            return;
        };
        let value = pattern.get(position).copied().unwrap_or(last).saturating_add(1);
        for kind in pattern.iter_mut().skip(position) {
            *kind = value;
        }
    }

    /// Refuses unless the multipliers combine the rows of the pattern to 0 >= positive.
    fn contradiction(&self, pattern: &[&(Vec<bool>, i8)], multipliers: &Multipliers) -> Result<(), Reason> {
        let active: Vec<&(Vec<bool>, i8)> =
            pattern.iter().copied().filter(|(set, _)| set.contains(&true)).collect();
        let unknowns = active.len().saturating_mul(self.block()).saturating_add(1);
        let neuron_rows = active.len().saturating_mul(self.places.len());
        let mut sums = vec![BigInt::zero(); unknowns];
        let mut bound = BigInt::zero();
        let mut previous: Option<usize> = None;
        for (row, multiplier) in multipliers {
            let in_order = previous.is_none_or(|before| before < *row);
            require(in_order, "the rows of the multipliers are not in order")?;
            previous = Some(*row);
            let factor = &multiplier.0;
            let whole = factor.is_integer() && !factor.is_zero();
            require(whole, "a multiplier is not a nonzero integer")?;
            let factor = factor.numer();
            let (coefficients, right, equality) = if *row < neuron_rows {
                let (neuron, place) = (row / self.places.len().max(1), row % self.places.len().max(1));
                (self.activation_row(&active, neuron, place, unknowns), BigInt::zero(), false)
            } else {
                self.output_row(&active, row.saturating_sub(neuron_rows))
                    .ok_or(Reason::Condition { condition: "a multiplier belongs to no row" })?
            };
            if !equality && factor.is_negative() {
                let what = format!("multiplier of row {row}");
                return Err(Reason::Sign { what, needed: "positive", got: factor.to_string() });
            }
            for (sum, coefficient) in sums.iter_mut().zip(coefficients) {
                *sum += coefficient * factor;
            }
            bound += right * factor;
        }
        if let Some((unknown, sum)) = sums.iter().enumerate().find(|(_, sum)| !sum.is_zero()) {
            return Err(Reason::Combination { unknown, expected: "0".to_owned(), got: sum.to_string() });
        }
        if !bound.is_positive() {
            let what = "the combination of the bounds".to_owned();
            return Err(Reason::Sign { what, needed: "positive", got: bound.to_string() });
        }
        Ok(())
    }

    /// The number of unknowns of one neuron: w and b.
    fn block(&self) -> usize {
        self.places.first().map_or(0, |place| place.lifted.len())
    }

    /// `<w, x> + b >= 0` where the neuron is active, `-(<w, x> + b) >= 0` elsewhere.
    fn activation_row(
        &self,
        active: &[&(Vec<bool>, i8)],
        neuron: usize,
        place: usize,
        unknowns: usize,
    ) -> Vec<BigInt> {
        let on = active.get(neuron).and_then(|(set, _)| set.get(place)).copied().unwrap_or(false);
        let sign = if on { 1 } else { -1 };
        let lifted = self.places.get(place).map(|place| place.lifted.as_slice()).unwrap_or_default();
        let first = neuron.saturating_mul(self.block()).saturating_add(1);
        let entry = |unknown: usize| {
            let x = unknown.checked_sub(first).and_then(|index| lifted.get(index));
            x.map_or_else(BigInt::zero, |x| x * sign)
        };
        (0..unknowns).map(entry).collect()
    }

    /// The row that says that the output at a place is best; `None` beyond the last place.
    fn output_row(&self, active: &[&(Vec<bool>, i8)], place: usize) -> Option<(Vec<BigInt>, BigInt, bool)> {
        let at = self.places.get(place)?;
        let mut output = vec![BigInt::one()];
        for (set, sign) in active {
            let sign = if set.get(place).copied().unwrap_or(false) { *sign } else { 0 };
            output.extend(at.lifted.iter().map(|x| x * sign));
        }
        Some(match &at.want {
            Want::Margin(label) => {
                (output.into_iter().map(|entry| entry * *label).collect(), BigInt::one(), false)
            }
            Want::Value(value) => {
                let scaled = output.into_iter().map(|entry| entry * value.denom()).collect();
                (scaled, value.numer().clone(), true)
            }
        })
    }
}

/// The places in increasing order, multiplied by the common denominator of all coordinates, with a 1 at the end;
/// and the numbers of labels 1 and -1 there.
pub(super) fn lifted_places(
    problem: &ExtraNeuronProblem,
) -> Result<Vec<(Vec<BigInt>, usize, usize)>, Reason> {
    let mut sorted: Vec<(Vec<Rational>, i8)> = Vec::new();
    for (point, label) in problem.points.iter().zip(&problem.labels) {
        sorted.push((point.iter().map(|x| x.0.clone()).collect(), *label));
    }
    sorted.sort();
    let entries = sorted.iter().flat_map(|(point, _)| point);
    let common = entries.fold(BigInt::one(), |common, x| common.lcm(x.denom()));
    let mut places = Vec::new();
    for group in sorted.chunk_by(|left, right| left.0 == right.0) {
        let Some((point, _)) = group.first() else { continue };
        let plus = group.iter().filter(|(_, label)| *label > 0).count();
        let mut lifted: Vec<BigInt> = point.iter().map(|x| x.numer() * (&common / x.denom())).collect();
        lifted.push(BigInt::one());
        places.push((lifted, plus, group.len().saturating_sub(plus)));
    }
    require(places.len() <= PLACES, "there are more than 1024 places")?;
    Ok(places)
}

/// The sets of places cut off by a point of the line: suffixes from the longest, prefixes from the shortest.
fn intervals(count: usize) -> Vec<Vec<bool>> {
    let suffixes = (0..count).map(|start| (0..count).map(|place| place >= start).collect());
    let prefixes = (1..count).map(|end| (0..count).map(|place| place < end).collect());
    suffixes.chain(prefixes).collect()
}

/// What is best at a place with these numbers of labels; `None` if no rational number is.
fn want(loss: &SampleLoss, plus: usize, minus: usize) -> Option<Want> {
    let (positive, negative) =
        (Rational::from_integer(BigInt::from(plus)), Rational::from_integer(BigInt::from(minus)));
    let mean = || Some(Want::Value((&positive - &negative) / (&positive + &negative)));
    match (loss, plus, minus) {
        (SampleLoss::Hinge(_), _, 0) => Some(Want::Margin(1)),
        (SampleLoss::Hinge(_), 0, _) => Some(Want::Margin(-1)),
        (SampleLoss::Hinge(_) | SampleLoss::Logistic, _, _) if plus == minus => {
            Some(Want::Value(ratio(0, 1)))
        }
        (SampleLoss::Squared | SampleLoss::Hinge(2), _, _) => mean(),
        (SampleLoss::Hinge(exponent), _, _) => {
            // (1 - s)/(1 + s) is the root of order p - 1 of minus/plus.
            let order = u32::try_from(exponent.saturating_sub(1)).ok()?;
            let quotient = &negative / &positive;
            let (top, bottom) = (quotient.numer().nth_root(order), quotient.denom().nth_root(order));
            let exact = top.pow(order) == *quotient.numer() && bottom.pow(order) == *quotient.denom();
            exact.then(|| Want::Value(Rational::new(&bottom - &top, bottom + top)))
        }
        (SampleLoss::Logistic, _, _) => None,
    }
}

fn text_of(pattern: &[&(Vec<bool>, i8)]) -> String {
    let neuron = |(set, sign): &&(Vec<bool>, i8)| {
        let places: String = set.iter().map(|on| if *on { '+' } else { '-' }).collect();
        format!("{places} {sign}")
    };
    pattern.iter().map(neuron).collect::<Vec<_>>().join(", ")
}

fn stated_text(stated: &[Activation]) -> String {
    stated.iter().map(|(places, sign)| format!("{places} {sign}")).collect::<Vec<_>>().join(", ")
}
