//! Rule `porcupine-span-count`: the span theorem for every choice of mixed lines.

use critcert_certificate::certificate::limits;
use critcert_certificate::certificate::porcupine::PorcupineSpanCount;
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::{AnyFact, Fact, fields};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;
use crate::rules::same;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: PorcupineSpanCount = fields(with)?;
    let lines = state.porcupine_lines()?;
    let neurons = lines.neurons.iter().fold(0_usize, |sum, &count| sum.saturating_add(count));
    if neurons > limits::NEURONS {
        return Err(Failure::Declined(format!("more than {} neurons", limits::NEURONS)));
    }
    let spans = &state.porcupine.spans;
    let (mut settled, mut all) = (BigInt::zero(), BigInt::zero());
    let mut expected = vec![false; lines.neurons.len()];
    loop {
        let Some(&spanned) = spans.get(&expected) else {
            let branch = expected.iter().map(|&mixed| if mixed { 'm' } else { 'c' }).collect();
            return Err(Reason::Incomplete { branch }.into());
        };
        let weight = expected.iter().zip(&lines.neurons).fold(BigInt::one(), |weight, (&mixed, &count)| {
            weight * if mixed { (BigInt::one() << count) - 2 } else { BigInt::from(2) }
        });
        if spanned {
            settled += &weight;
        }
        all += weight;
        // The next choice, as a binary number.
        let mut carried = true;
        for mixed in &mut expected {
            if carried {
                *mixed = !*mixed;
                carried = !*mixed;
            }
        }
        if carried {
            break;
        }
    }
    same("settled sign patterns", &Rational::from_integer(settled), &stated.settled.0)?;
    same("sign patterns", &Rational::from_integer(all), &stated.patterns.0)?;
    Ok(Some(AnyFact::Porcupine(Fact::SpanTheorem)))
}
