//! Claims about a problem over its ring.

use std::io::Write;

use critcert_certificate::case::{Network, PorcupineClaim, Verdict};
use critcert_certificate::certificate::CertificateWriter;
use critcert_certificate::certificate::porcupine::{
    Found as FoundStep, PorcupineLandscape, PorcupinePattern, PorcupineZero, Value,
};
use critcert_certificate::rational::Canonical;

use super::{Control, Finding, ProveError, Shown, answer, point, positions, values};
use crate::porcupine::classify::GlobalMinimum;
use crate::porcupine::form::Form;
use crate::porcupine::landscape::{Decided, decide_all, losses};
use crate::porcupine::patterns::{Found, Model, Settled, word};
use crate::porcupine::ring::{Fraction, Ring};
use crate::porcupine::{Proof, classify, landscape};

/// A model with a place to write to.
pub(super) struct Claimant<'a, 'm, R, W> {
    pub(super) model: &'a Model<'m, R>,
    pub(super) writer: &'a mut CertificateWriter<W>,
    pub(super) control: Control<'a>,
}

impl<R: Ring, W: Write> Claimant<'_, '_, R, W> {
    pub(super) fn settle(
        &mut self,
        network: Option<&Network>,
        claim: &PorcupineClaim,
    ) -> Result<Shown, ProveError> {
        match claim {
            PorcupineClaim::Verdict { expect } => self.verdict(network, *expect),
            PorcupineClaim::NoSpuriousLocalMinimum { regions } => self.no_spurious(regions),
            PorcupineClaim::SpanTheorem { .. } => {
                Err(ProveError::Internal("the span theorem is settled by the lines".to_owned()))
            }
            PorcupineClaim::LocalMinimumLosses { losses } => self.losses(losses),
            PorcupineClaim::ZeroIsStrictLocalMaximum => self.zero(),
            PorcupineClaim::DistanceToTeacher { value } => self.distance(value),
        }
    }

    fn verdict(&mut self, network: Option<&Network>, expect: Verdict) -> Result<Shown, ProveError> {
        let Some(Network::Porcupine(network)) = network else {
            return Err(ProveError::Unsupported("a verdict needs a [network] in the case".to_owned()));
        };
        let found = classify(self.model, &positions(network), true);
        if expect == Verdict::GlobalMinimum && matches!(found.proof, Proof::LinearTest) {
            let message = "a local minimum, whose loss was not compared with the least one: too many lines with a \
                           single neuron";
            return Err(ProveError::Undetermined(message.to_owned()));
        }
        let step = point::write(None, &found, self.writer)?;
        Ok((answer(found.verdict == expect), step, Finding::PorcupinePoint(Box::new(found))))
    }

    pub(super) fn decide_all(&self) -> Result<Vec<Decided<R>>, ProveError> {
        let total = 3_u64.checked_pow(u32::try_from(self.model.lines.len()).unwrap_or(u32::MAX));
        let progress = |done| (self.control.progress)(done, total);
        Ok(decide_all(self.model, self.control.interrupted, &progress)?)
    }

    /// Writes every pattern and the step that none is missing.
    pub(super) fn write_patterns(&mut self, decided: &[Decided<R>]) -> Result<u64, ProveError> {
        for one in decided {
            self.writer.step(&PorcupinePattern {
                pattern: word(&one.pattern),
                z: values(&one.settled.z),
                found: found_step(&one.settled),
            })?;
        }
        let losses = losses(decided).iter().map(Fraction::value).collect();
        Ok(self.writer.step(&PorcupineLandscape { patterns: decided.len() as u64, losses })?)
    }

    fn losses(&mut self, claimed: &[Canonical]) -> Result<Shown, ProveError> {
        let decided = self.decide_all()?;
        let step = self.write_patterns(&decided)?;
        let losses: Vec<Value> = losses(&decided).iter().map(Fraction::value).collect();
        let claimed: Vec<Value> = claimed.iter().cloned().map(Value::Rational).collect();
        let found = landscape(self.model, &decided);
        Ok((answer(losses == claimed), step, Finding::PorcupineLandscape(Box::new(found))))
    }

    fn zero(&mut self) -> Result<Shown, ProveError> {
        let form: &Form<R> = self.model.form;
        let n = form.len();
        let moment = |index: usize| Fraction::new(form.matrix[index][n].clone(), form.scale.clone());
        let moments: Vec<Fraction<R>> = (0..n).map(moment).collect();
        let violated = moments.iter().position(|moment| !moment.top.is_positive());
        let step = self.writer.step(&PorcupineZero { moments: values(&moments), violated })?;
        Ok((answer(violated.is_none()), step, Finding::None))
    }

    fn distance(&mut self, value: &Canonical) -> Result<Shown, ProveError> {
        let least = self.model.least()?;
        let step = point::write_least(&GlobalMinimum::of(&least), self.writer)?;
        let holds = least.value.value() == Value::Rational(value.clone());
        Ok((answer(holds), step, Finding::None))
    }
}

pub(super) fn found_step<R: Ring>(settled: &Settled<R>) -> FoundStep {
    match &settled.found {
        Found::Holds => FoundStep::Holds { loss: settled.loss.value() },
        Found::Blocked(feature) => FoundStep::Blocked { feature: *feature },
        Found::Flat(feature, multipliers) => {
            FoundStep::Flat { feature: *feature, multipliers: values(multipliers) }
        }
        Found::Descends(feature) => FoundStep::Descends { feature: *feature },
    }
}
