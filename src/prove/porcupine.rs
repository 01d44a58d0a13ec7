//! Certificates about the porcupine problem.

use std::io::Write;

use critcert_certificate::case::porcupine::{LineSign, PorcupineNetwork, PorcupineProblem, Regions};
use critcert_certificate::case::{Network, PorcupineClaim, Verdict};
use critcert_certificate::certificate::porcupine::{
    Choice, Found as FoundStep, PorcupineDescent, PorcupineEmpty, PorcupineGlobal, PorcupineLandscape,
    PorcupineMaximum, PorcupineMinimum, PorcupinePattern, PorcupinePoint, PorcupineRegion, PorcupineSpan,
    PorcupineSpanCount, PorcupineVerdict, PorcupineZero, Value,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;

use super::{Control, Finding, ProveError};
use crate::porcupine::classify::{GlobalMinimum, masses};
use crate::porcupine::form::{AnyForm, Form};
use crate::porcupine::landscape::{Decided, decide_all, losses};
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::{Found, Letter, Model, Settled, word};
use crate::porcupine::ring::{Fraction, Ring};
use crate::porcupine::span::{self, Span};
use crate::porcupine::{Classification, Landscape, PorcupineError, Proof, classify, landscape};

impl From<PorcupineError> for ProveError {
    fn from(error: PorcupineError) -> Self {
        match error {
            PorcupineError::Interrupted => Self::Interrupted,
            error => Self::Undetermined(error.to_string()),
        }
    }
}

/// What settling a claim gives: the answer, the step that shows it, and what was found.
type Shown = (Answer, u64, Finding);

/// Runs `$body` with `$model` over the ring of the problem.
macro_rules! with_model {
    ($problem:expr, |$model:ident| $body:expr) => {{
        let lines = Lines::of($problem);
        match AnyForm::of($problem, &lines) {
            None => Err(ProveError::from(PorcupineError::Angle)),
            Some(AnyForm::Finite(form)) => {
                let $model = &Model { problem: $problem, lines: &lines, form: &form };
                $body
            }
            Some(AnyForm::Gaussian(form)) => {
                let $model = &Model { problem: $problem, lines: &lines, form: &form };
                $body
            }
        }
    }};
}

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &PorcupineProblem,
    network: Option<&Network>,
    claim: &PorcupineClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Shown, ProveError> {
    with_model!(problem, |model| Claimant { model, writer, control }.settle(network, claim))
}

/// What a network is.
///
/// # Errors
/// [`ProveError::Undetermined`] for Gaussian input with angles outside the exact range.
pub fn classify_network(
    problem: &PorcupineProblem,
    network: &PorcupineNetwork,
) -> Result<Classification, ProveError> {
    with_model!(problem, |model| Ok(classify(model, &positions(network), true)))
}

/// Writes the proof of a verdict on the case's network; returns the step of the verdict.
pub(super) fn write_point<W: Write>(
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    write_classified(None, found, writer)
}

/// Every local minimum, with the certificate of all patterns; returns whether there is only one loss.
pub(super) fn write_landscape<W: Write>(
    problem: &PorcupineProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Landscape), ProveError> {
    with_model!(problem, |model| {
        let mut claimant = Claimant { model, writer, control };
        let decided = claimant.decide_all()?;
        let step = claimant.write_patterns(&decided)?;
        let found = landscape(model, &decided);
        let answer = if found.levels.len() == 1 { Answer::Proved } else { Answer::Refuted };
        Ok((answer, step, found))
    })
}

/// The landscape without a certificate.
///
/// # Errors
/// [`ProveError::Undetermined`] past a limit; [`ProveError::Interrupted`].
pub fn find_landscape(problem: &PorcupineProblem, control: Control<'_>) -> Result<Landscape, ProveError> {
    with_model!(problem, |model| {
        let decided = decide_all(model, control.interrupted, &|done| (control.progress)(done, None))?;
        Ok(landscape(model, &decided))
    })
}

/// The positions of a network over a ring.
fn positions<R: Ring>(network: &PorcupineNetwork) -> Vec<Vec<Fraction<R>>> {
    let line = |line: &Vec<Canonical>| line.iter().map(|position| Fraction::rational(&position.0)).collect();
    network.t.iter().map(line).collect()
}

fn values<R: Ring>(z: &[Fraction<R>]) -> Vec<Value> {
    z.iter().map(Fraction::value).collect()
}

/// Writes the proof of a verdict; `t` is absent for the case's network.
fn write_classified<W: Write>(
    t: Option<Vec<Vec<Value>>>,
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let point =
        writer.step(&PorcupinePoint { t, loss: found.loss.clone(), differentiable: found.differentiable })?;
    let because = match &found.proof {
        Proof::ZeroLoss => Vec::new(),
        Proof::Least(least) => vec![write_least(least, writer)?],
        Proof::LinearTest => vec![writer.step(&PorcupineMinimum { point })?],
        Proof::NotLeast { better, loss } => {
            let minimum = writer.step(&PorcupineMinimum { point })?;
            let better = PorcupinePoint {
                t: Some(better.clone()),
                loss: loss.clone(),
                differentiable: found.better_is_differentiable,
            };
            vec![minimum, writer.step(&better)?]
        }
        Proof::Descent { line, neuron, direction, value } => {
            let (line, neuron, direction) = (*line, *neuron, *direction);
            vec![writer.step(&PorcupineDescent { point, line, neuron, direction, value: value.clone() })?]
        }
        Proof::Maximum => vec![writer.step(&PorcupineMaximum { point })?],
    };
    Ok(writer.step(&PorcupineVerdict { point, verdict: found.verdict, because })?)
}

fn write_least<W: Write>(
    least: &GlobalMinimum,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let choice = |(sides, z): &(String, Vec<Value>)| Choice { sides: sides.clone(), z: z.clone() };
    let choices = least.choices.iter().map(choice).collect();
    Ok(writer.step(&PorcupineGlobal { value: least.value.clone(), choices })?)
}

/// A model with a place to write to.
struct Claimant<'a, 'm, R, W> {
    model: &'a Model<'m, R>,
    writer: &'a mut CertificateWriter<W>,
    control: Control<'a>,
}

impl<R: Ring, W: Write> Claimant<'_, '_, R, W> {
    fn settle(&mut self, network: Option<&Network>, claim: &PorcupineClaim) -> Result<Shown, ProveError> {
        match claim {
            PorcupineClaim::Verdict { expect } => self.verdict(network, *expect),
            PorcupineClaim::NoSpuriousLocalMinimum { regions } => self.no_spurious(regions),
            PorcupineClaim::SpanTheorem { regions } => self.span_theorem(regions),
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
        let step = write_classified(None, &found, self.writer)?;
        Ok((answer(found.verdict == expect), step, Finding::PorcupinePoint(Box::new(found))))
    }

    fn decide_all(&self) -> Result<Vec<Decided<R>>, ProveError> {
        let total = 3_u64.checked_pow(u32::try_from(self.model.lines.len()).unwrap_or(u32::MAX));
        let progress = |done| (self.control.progress)(done, total);
        Ok(decide_all(self.model, self.control.interrupted, &progress)?)
    }

    /// Writes every pattern and the step that none is missing.
    fn write_patterns(&mut self, decided: &[Decided<R>]) -> Result<u64, ProveError> {
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

    fn no_spurious(&mut self, regions: &Regions) -> Result<Shown, ProveError> {
        let region = match regions {
            Regions::All => return self.no_spurious_anywhere(),
            Regions::Mixed => vec![LineSign::Mixed; self.model.problem.lines.len()],
            Regions::Named(signs) => signs.clone(),
        };
        if let Some(shown) = self.empty(&region)? {
            return Ok(shown);
        }
        let pattern = self.merged(&region);
        let mixed: Vec<bool> = pattern.iter().map(|letter| *letter == Letter::Mixed).collect();
        let span = span::span(self.model.lines, &mixed);
        if span.covered {
            let step = self.write_span(&span)?;
            return Ok((Answer::Proved, step, Finding::None));
        }
        let settled = self.model.decide(&pattern);
        if !matches!(settled.found, Found::Holds) {
            let step = self.write_region(&pattern, &settled, None)?;
            return Ok((Answer::Proved, step, Finding::None));
        }
        let least = self.model.least()?;
        if least.value.compare(&settled.loss).is_eq() {
            let global = write_least(&GlobalMinimum::of(&least), self.writer)?;
            let step = self.write_region(&pattern, &settled, Some(global))?;
            return Ok((Answer::Proved, step, Finding::None));
        }
        let t = self.positions_in(&settled.z, &region);
        self.refute(t, least.z)
    }

    fn no_spurious_anywhere(&mut self) -> Result<Shown, ProveError> {
        let decided = self.decide_all()?;
        let losses = losses(&decided);
        let found = landscape(self.model, &decided);
        let finding = Finding::PorcupineLandscape(Box::new(found));
        if losses.len() == 1 {
            let step = self.write_patterns(&decided)?;
            return Ok((Answer::Proved, step, finding));
        }
        let with_loss = |loss: &Fraction<R>| {
            decided.iter().find(|one| {
                matches!(one.settled.found, Found::Holds) && one.settled.loss.compare(loss).is_eq()
            })
        };
        let (Some(least), Some(worst)) =
            (losses.first().and_then(with_loss), losses.last().and_then(with_loss))
        else {
            return Err(ProveError::Internal("no pattern holds a local minimum".to_owned()));
        };
        let t = self.model.positions(&worst.settled.z, true);
        let (answer, step, _) = self.refute(t, least.settled.z.clone())?;
        Ok((answer, step, finding))
    }

    /// Refutes by a local minimum and a better point.
    fn refute(&mut self, t: Vec<Vec<Fraction<R>>>, better: Vec<Fraction<R>>) -> Result<Shown, ProveError> {
        let mut found = classify(self.model, &t, false);
        if found.verdict != Verdict::LocalMinimum {
            let message = format!("the witness of a pattern is a {}", found.verdict.name());
            return Err(ProveError::Internal(message));
        }
        let better = self.model.positions(&better, false);
        let evaluated = classify(self.model, &better, false);
        let better = better.iter().map(|line| values(line)).collect();
        found.proof = Proof::NotLeast { better, loss: evaluated.loss };
        found.better_is_differentiable = evaluated.differentiable;
        let step = write_classified(Some(t.iter().map(|line| values(line)).collect()), &found, self.writer)?;
        Ok((Answer::Refuted, step, Finding::PorcupinePoint(Box::new(found))))
    }

    /// Answers that a region without networks has no spurious local minimum.
    fn empty(&mut self, region: &[LineSign]) -> Result<Option<Shown>, ProveError> {
        let mut lines = region.iter().zip(&self.model.problem.neurons_per_line);
        let Some(line) = lines.position(|(sign, &count)| *sign == LineSign::Mixed && count == 1) else {
            return Ok(None);
        };
        let step = self.writer.step(&PorcupineEmpty { line })?;
        Ok(Some((Answer::Proved, step, Finding::None)))
    }

    /// The signs on the distinct lines, from those on the lines of the case.
    fn merged(&self, region: &[LineSign]) -> Vec<Letter> {
        let mut seen = vec![[false; 2]; self.model.lines.len()];
        for (sign, (line, factor)) in region.iter().zip(&self.model.lines.places) {
            let forward = Fraction::<R>::rational(factor).top.is_positive();
            let (up, down) = (usize::from(!forward), usize::from(forward));
            if *sign != LineSign::Minus {
                seen[*line][up] = true;
            }
            if *sign != LineSign::Plus {
                seen[*line][down] = true;
            }
        }
        seen.iter()
            .map(|seen| match seen {
                [true, false] => Letter::Plus,
                [false, true] => Letter::Minus,
                _ => Letter::Mixed,
            })
            .collect()
    }

    /// Positions with these masses in a region of the lines of the case.
    fn positions_in(&self, z: &[Fraction<R>], region: &[LineSign]) -> Vec<Vec<Fraction<R>>> {
        let lines = self.model.lines;
        // Signs of the neurons in the orientation of the distinct lines.
        let mut signs: Vec<Vec<bool>> = Vec::new();
        let mut counts = vec![[0_i64; 2]; lines.len()];
        for (given, &count) in self.model.problem.neurons_per_line.iter().enumerate() {
            let (line, factor) = &lines.places[given];
            let forward = Fraction::<R>::rational(factor).top.is_positive();
            let up = |neuron: usize| match region[given] {
                LineSign::Plus => true,
                LineSign::Minus => false,
                LineSign::Mixed => neuron + 1 < count,
            };
            let row: Vec<bool> = (0..count).map(|neuron| up(neuron) == forward).collect();
            row.iter().for_each(|&plus| counts[*line][usize::from(!plus)] += 1);
            signs.push(row);
        }
        let position = |(given, row): (usize, &Vec<bool>)| {
            let (line, factor) = &lines.places[given];
            row.iter()
                .map(|&plus| {
                    let side = usize::from(!plus);
                    let share = Rational::new(if plus { 1 } else { -1 }.into(), counts[*line][side].into());
                    z[2 * line + side].times(&Fraction::rational(&(share / factor)))
                })
                .collect()
        };
        signs.iter().enumerate().map(position).collect()
    }

    fn span_theorem(&mut self, regions: &Regions) -> Result<Shown, ProveError> {
        let region = match regions {
            Regions::All => {
                for span in span::all(self.model.lines) {
                    self.write_span(&span)?;
                }
                let (settled, patterns) = span::counts(self.model.lines);
                let large = |value: BigInt| Canonical(Rational::from_integer(value));
                let count = PorcupineSpanCount { settled: large(settled), patterns: large(patterns) };
                return Ok((Answer::Proved, self.writer.step(&count)?, Finding::None));
            }
            Regions::Mixed => vec![LineSign::Mixed; self.model.problem.lines.len()],
            Regions::Named(signs) => signs.clone(),
        };
        if let Some(shown) = self.empty(&region)? {
            return Ok(shown);
        }
        let mixed: Vec<bool> = self.merged(&region).iter().map(|letter| *letter == Letter::Mixed).collect();
        let span = span::span(self.model.lines, &mixed);
        if !span.covered {
            let message = "the mixed lines of the region do not span its other lines, so the span theorem says \
                           nothing about it; the claim `no-spurious-local-minimum` settles the region itself";
            return Err(ProveError::Hypothesis(message.to_owned()));
        }
        let step = self.write_span(&span)?;
        Ok((Answer::Proved, step, Finding::None))
    }

    fn write_span(&mut self, span: &Span) -> Result<u64, ProveError> {
        let region = span.mixed.iter().map(|&mixed| if mixed { 'm' } else { 'c' }).collect();
        Ok(self.writer.step(&PorcupineSpan { region, lines: span.positions.clone() })?)
    }

    fn write_region(
        &mut self,
        pattern: &[Letter],
        settled: &Settled<R>,
        global: Option<u64>,
    ) -> Result<u64, ProveError> {
        let region = PorcupineRegion {
            region: word(pattern),
            z: values(&settled.z),
            found: found_step(settled),
            global,
        };
        Ok(self.writer.step(&region)?)
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
        let step = write_least(&GlobalMinimum::of(&least), self.writer)?;
        let holds = least.value.value() == Value::Rational(value.clone());
        Ok((answer(holds), step, Finding::None))
    }
}

fn answer(holds: bool) -> Answer {
    if holds { Answer::Proved } else { Answer::Refuted }
}

fn found_step<R: Ring>(settled: &Settled<R>) -> FoundStep {
    match &settled.found {
        Found::Holds => FoundStep::Holds { loss: settled.loss.value() },
        Found::Blocked(feature) => FoundStep::Blocked { feature: *feature },
        Found::Flat(feature, multipliers) => {
            FoundStep::Flat { feature: *feature, multipliers: values(multipliers) }
        }
        Found::Descends(feature) => FoundStep::Descends { feature: *feature },
    }
}

/// The masses of a network, for the world outside.
///
/// # Errors
/// [`ProveError::Undetermined`] for Gaussian input with angles outside the exact range.
pub fn network_masses(
    problem: &PorcupineProblem,
    network: &PorcupineNetwork,
) -> Result<Vec<Value>, ProveError> {
    with_model!(problem, |model| Ok(values(&masses(model, &positions(network)))))
}
