//! Rule `linear-critical-values`: all critical values, told apart.

use critcert_certificate::Rational;
use critcert_certificate::certificate::linear::{CriticalValueEntry, LinearCriticalValues};
use critcert_certificate::rational::{compare, ratio};

use super::{AnyFact, Fact, fields, require, same};
use crate::kernel::{Failure, State};
use crate::linear::evaluate::Samples;
use crate::linear::spectrum::{MultiplicityVectors, Spectrum, losses};
use crate::outcome::Reason;

/// Most multiplicity vectors that are enumerated.
const MOST_VECTORS: u64 = 1 << 20;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: LinearCriticalValues = fields(with)?;
    let problem = state.linear()?;
    let spectrum = state.spectrum(stated.spectrum)?;
    let Some(samples) = Samples::of(problem) else {
        return Err(Reason::Condition { condition: "the data are not matrices" }.into());
    };
    let vectors = MultiplicityVectors::new(spectrum.multiplicities(), problem.width);
    if vectors.at_most(MOST_VECTORS).is_none() {
        return Err(Failure::Declined(format!("more than {MOST_VECTORS} multiplicity vectors")));
    }
    let ordered = stated.values.iter().all(|value| value.low <= value.high);
    let pairs = stated.values.iter().zip(stated.values.iter().skip(1));
    let apart = pairs.into_iter().all(|(below, above)| below.high < above.low);
    require(ordered && apart, "the values do not increase")?;
    let mut classes: Vec<Class<'_>> = stated.values.iter().map(Class::new).collect();
    let target_norm = samples.target_norm();
    for vector in vectors {
        let Ok(vector) = vector.into_iter().map(i64::try_from).collect::<Result<Vec<i64>, _>>() else {
            return Err(Failure::Declined("a multiplicity of more than 63 bits".to_owned()));
        };
        place(&mut classes, spectrum, &target_norm, vector)?;
    }
    for class in &classes {
        same("number of multiplicity vectors of a value", &class.count, &class.stated.vectors)?;
        require(class.count > 0, "a value that no multiplicity vector has")?;
    }
    let values = stated.values.into_iter().map(|value| (value.low.0, value.high.0)).collect();
    Ok(Some(AnyFact::Linear(Fact::CriticalValues(values))))
}

/// A stated value, with what was found of it.
struct Class<'a> {
    stated: &'a CriticalValueEntry,
    count: u64,
    first: Option<Vec<i64>>,
}

impl<'a> Class<'a> {
    fn new(stated: &'a CriticalValueEntry) -> Self {
        Self { stated, count: 0, first: None }
    }
}

/// Counts a multiplicity vector for the only value that it can have.
fn place(
    classes: &mut [Class<'_>],
    spectrum: &Spectrum,
    target_norm: &Rational,
    vector: Vec<i64>,
) -> Result<(), Reason> {
    let (low, high) = losses(target_norm, &spectrum.enclose(&vector));
    let position = classes.partition_point(|class| compare(&class.stated.high.0, &low).is_lt());
    let mut candidates =
        classes.iter_mut().skip(position).take_while(|class| compare(&class.stated.low.0, &high).is_le());
    let (Some(class), None) = (candidates.next(), candidates.next()) else {
        let condition = "a multiplicity vector does not belong to exactly one of the values";
        return Err(Reason::Condition { condition });
    };
    let (from, to) = (&class.stated.low.0, &class.stated.high.0);
    if compare(from, to).is_eq() {
        let sum = target_norm - from * ratio(2, 1);
        require(spectrum.equals(&vector, &sum), "a multiplicity vector is not shown to have a stated value")?;
    } else {
        require(
            compare(from, &low).is_le() && compare(&high, to).is_le(),
            "a multiplicity vector sticks out of the interval of its value",
        )?;
        match &class.first {
            None => class.first = Some(vector),
            Some(first) => {
                let difference: Vec<i64> =
                    vector.iter().zip(first).map(|(a, b)| a.saturating_sub(*b)).collect();
                let zero = Rational::from_integer(0.into());
                let condition = "two multiplicity vectors of a value are not shown to be equal";
                require(spectrum.equals(&difference, &zero), condition)?;
            }
        }
    }
    class.count = class.count.saturating_add(1);
    Ok(())
}
