//! Certificates about the extra-neuron problem.

use std::io::Write;

use critcert_certificate::case::Network as CaseNetwork;
use critcert_certificate::case::extra_neuron::{
    Assumption, ExtraNeuronClaim, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss, Unit,
};
use critcert_certificate::certificate::extra_neuron::{
    ExtraBase, ExtraBaseMinimum, ExtraCovered, ExtraCut, ExtraEliminates, ExtraEscape, ExtraGradientEntry,
    ExtraGroup, ExtraLines, ExtraMoment, ExtraMomentsVanish, ExtraNoMinimiser, ExtraOneSided, ExtraOptimal,
    ExtraOrder, ExtraOutputWeight, ExtraPatterns, ExtraQuadratic, ExtraSeparation, ExtraShiftedHinge,
    ExtraStationary, ExtraUnit, ExtraVacuous, ExtraVerdict, ExtraWithoutSkip, Factor,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_bigint::BigInt;
use num_traits::{One, Pow, Signed, Zero};

use super::{Control, Finding, ProveError};
use crate::extra_neuron::better::{find_better, find_correct};
use crate::extra_neuron::classify::{escape, is_frozen};
use crate::extra_neuron::existence::{Existence, existence, pattern_count};
use crate::extra_neuron::instance::places;
use crate::extra_neuron::lines::{CriticalLines, critical_lines};
use crate::extra_neuron::moments::{Moment, first_moment, separating_polynomials};
use crate::extra_neuron::theta::{is_flat, is_strictly_dead};
use crate::extra_neuron::{BasePoint, Classification, ExtraNeuronError, Proof, classify};

impl From<ExtraNeuronError> for ProveError {
    fn from(error: ExtraNeuronError) -> Self {
        match error {
            ExtraNeuronError::NoBase | ExtraNeuronError::Shape | ExtraNeuronError::Hypothesis(_) => {
                Self::Hypothesis(error.to_string())
            }
            ExtraNeuronError::TooManyTerms | ExtraNeuronError::Undetermined(_) => {
                Self::Undetermined(error.to_string())
            }
            ExtraNeuronError::Interrupted => Self::Interrupted,
            ExtraNeuronError::Internal(message) => Self::Internal(message),
        }
    }
}

/// What a settled claim is: the answer, the step that shows it, and what was found.
type Outcome = Result<(Answer, u64, Finding), ProveError>;

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &ExtraNeuronProblem,
    network: Option<&CaseNetwork>,
    claim: &ExtraNeuronClaim,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Outcome {
    let unit = match network {
        Some(CaseNetwork::ExtraNeuron(unit)) => Some(unit),
        _ => None,
    };
    match claim {
        ExtraNeuronClaim::Verdict { expect, order } => {
            let unit = unit.ok_or_else(|| {
                ProveError::Unsupported("a verdict needs a [network] in the case".to_owned())
            })?;
            let found = classify(problem, unit)?;
            let step = write_point(&found, writer)?;
            let holds = found.verdict == *expect && (order.is_none() || *order == found.order);
            let answer = if holds { Answer::Proved } else { Answer::Refuted };
            Ok((answer, step, Finding::ExtraNeuronPoint(Box::new(found))))
        }
        ExtraNeuronClaim::ExtraNeuronEliminatesBadMinima => eliminates(problem, unit, writer),
        ExtraNeuronClaim::Vacuous => vacuous(problem, unit, writer, control),
        ExtraNeuronClaim::MonomialPowerSuffices { power } => {
            let power = match (power, &problem.unit) {
                (Some(power), _) | (None, Unit::Monomial(power)) => *power,
                (None, Unit::Exp) => {
                    return Err(ProveError::Hypothesis("the claim states no power".to_owned()));
                }
            };
            monomial(problem, power, writer)
        }
        ExtraNeuronClaim::RefuteWithoutAssumption { assumption } => {
            without(problem, unit, *assumption, writer)
        }
    }
}

fn list(values: &[Rational]) -> Vec<Canonical> {
    values.iter().cloned().map(Canonical).collect()
}

/// Writes a base; `of_case` says that it is the base of the case.
fn write_base<W: Write>(
    base: &BasePoint,
    of_case: bool,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let network = base.network.as_ref().filter(|_| !of_case).map(|network| network.to_wire());
    let loss = base.loss.clone().map(Canonical);
    Ok(writer.step(&ExtraBase { network, outputs: list(&base.outputs), loss })?)
}

/// Writes the steps that prove the verdict on the point of the case.
pub(super) fn write_point<W: Write>(
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let base = write_base(&found.base, true, writer)?;
    let because = match &found.proof {
        Proof::Optimal => vec![writer.step(&ExtraOptimal { base })?],
        Proof::Escape { outputs } => {
            let outputs = list(outputs);
            vec![writer.step(&ExtraEscape { base, unit: None, outputs, better: None })?]
        }
        Proof::OutputWeight { value } => {
            vec![writer.step(&ExtraOutputWeight { value: Canonical(value.clone()) })?]
        }
        Proof::UnitDerivative(moment) => vec![writer.step(&order_step(base, 0, moment))?],
        Proof::GradientEntry { parameter, neuron, input, value } => {
            let (parameter, neuron, input) = (*parameter, *neuron, *input);
            let value = value.to_wire();
            vec![writer.step(&ExtraGradientEntry { base, parameter, neuron, input, value })?]
        }
        Proof::OneSided { neuron, direction, value } => {
            let (direction, value) = (list(direction), Canonical(value.clone()));
            vec![writer.step(&ExtraOneSided { base, neuron: *neuron, direction, value })?]
        }
        Proof::Order(moment) => {
            let order = found.order.unwrap_or_default();
            let differentiable = found.differentiable;
            vec![
                writer.step(&ExtraStationary { base, differentiable })?,
                writer.step(&order_step(base, order, moment))?,
            ]
        }
        Proof::MomentsVanish { power, bad, better } => {
            let step = ExtraMomentsVanish { base, power: *power, bad: Some(*bad) };
            let mut because = vec![writer.step(&step)?];
            if let Some(better) = better {
                because.push(write_base(better, false, writer)?);
            }
            because
        }
        Proof::None(reason) => return Err(ProveError::Undetermined(reason.to_string())),
    };
    Ok(writer.step(&ExtraVerdict { verdict: found.verdict, order: found.order, because })?)
}

fn order_step(base: u64, order: usize, moment: &Moment) -> ExtraOrder {
    ExtraOrder { base, order, derivative: moment.powers.clone(), sum: moment.sum.to_wire() }
}

/// Writes that monomials of this power separate the places; `None` when they do not.
fn write_separation<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    let mut polynomials = Vec::new();
    if power < places(problem).len().saturating_sub(1) {
        let Some(found) = separating_polynomials(problem, power) else { return Ok(None) };
        polynomials = found
            .into_iter()
            .map(|terms| terms.into_iter().map(|(powers, value)| (powers, Canonical(value))).collect())
            .collect();
    }
    Ok(Some(writer.step(&ExtraSeparation { power, polynomials })?))
}

/// The separation that the unit of the problem needs: none for the exponential.
///
/// # Errors
/// [`ProveError::Undetermined`] when the power does not separate the places.
fn unit_separation<W: Write>(
    problem: &ExtraNeuronProblem,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    match problem.unit {
        Unit::Exp => Ok(None),
        Unit::Monomial(power) => write_separation(problem, power, writer)?.map(Some).ok_or_else(|| {
            let message = format!("monomials of power {power} do not separate the points");
            ProveError::Undetermined(message)
        }),
    }
}

/// A minimum above the base of the case that a monomial unit of this power leaves there, if there is one.
fn surviving<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<u64>, ProveError> {
    if problem.base.is_none() {
        return Ok(None);
    }
    let base = BasePoint::of_case(problem)?;
    let Some((bad, _)) = base.first_bad_place(problem) else { return Ok(None) };
    if first_moment(problem, &base, power).is_some() || !is_flat(problem, &base) {
        return Ok(None);
    }
    let base = write_base(&base, true, writer)?;
    Ok(Some(writer.step(&ExtraMomentsVanish { base, power, bad: Some(bad) })?))
}

fn eliminates<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    writer: &mut CertificateWriter<W>,
) -> Outcome {
    if problem.lambda.0.is_zero() {
        let step = write_escape(problem, unit, writer)?;
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if let Unit::Monomial(power) = problem.unit
        && let Some(step) = surviving(problem, power, writer)?
    {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    let separation = unit_separation(problem, writer)?;
    let step = writer.step(&ExtraEliminates { separation })?;
    Ok((Answer::Proved, step, Finding::None))
}

/// Writes a global minimum with a != 0 of the loss without regulariser: at the unit of the case, or at a constant unit.
fn write_escape<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let base = BasePoint::of_case(problem)?;
    let constant = |a: i64, b: i64| ExtraNeuronNetwork {
        a: Canonical(ratio(a, 1)),
        w: vec![Canonical::zero(); problem.dimension()],
        b: Canonical(ratio(b, 1)),
    };
    let bias = i64::from(problem.unit != Unit::Exp);
    let own = unit.filter(|unit| !unit.a.0.is_zero());
    let tried = own.cloned().into_iter().map(|unit| (unit, true));
    let constants = [1, -1].map(|a| (constant(a, bias), false));
    for (candidate, of_case) in tried.chain(constants) {
        let Some(outputs) = escape(problem, &base, &candidate)? else { continue };
        let better = find_constant_or_better(problem, &base);
        let base = write_base(&base, true, writer)?;
        let better = better.map(|better| write_base(&better, false, writer)).transpose()?;
        let unit = (!of_case).then_some(ExtraUnit { a: candidate.a, w: candidate.w, b: candidate.b });
        return Ok(writer.step(&ExtraEscape { base, unit, outputs: list(&outputs), better })?);
    }
    let message = "no global minimum with a nonzero output weight was found without regulariser";
    Err(ProveError::Undetermined(message.to_owned()))
}

/// A base of smaller loss: with another constant, or with an idle neuron made active.
fn find_constant_or_better(problem: &ExtraNeuronProblem, base: &BasePoint) -> Option<BasePoint> {
    let network = base.network.as_ref()?;
    let shifted = [1, -1].into_iter().filter_map(|target| {
        let mut network = network.clone();
        network.c += ratio(target, 1) - base.outputs.first()?;
        BasePoint::of_network(problem, network).ok()
    });
    let candidates = shifted.chain(find_better(problem, base));
    let best = candidates.filter(|candidate| candidate.loss.is_some()).min_by(|l, r| l.loss.cmp(&r.loss))?;
    (best.loss < base.loss).then_some(best)
}

fn vacuous<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Outcome {
    if is_frozen(problem) {
        let base = BasePoint::of_case(problem)?;
        let hidden = match problem.unit {
            Unit::Exp => None,
            Unit::Monomial(power) => Some((power, first_moment(problem, &base, power))),
        };
        let bad = base.first_bad_place(problem);
        let step = write_base(&base, true, writer)?;
        let Some((point, sum)) = bad else {
            return Ok((Answer::Refuted, writer.step(&ExtraOptimal { base: step })?, Finding::None));
        };
        let because = match hidden {
            None => writer.step(&ExtraGroup { base: step, point, sum: sum.to_wire() })?,
            Some((_, Some(moment))) => writer.step(&moment_step(step, moment))?,
            Some((power, None)) => {
                let survivor = ExtraMomentsVanish { base: step, power, bad: Some(point) };
                return Ok((Answer::Refuted, writer.step(&survivor)?, Finding::None));
            }
        };
        if problem.lambda.0.is_zero() {
            let message = "lambda = 0, which the theorem excludes".to_owned();
            return Err(ProveError::Undetermined(message));
        }
        let step = writer.step(&ExtraVacuous { because, separation: None })?;
        return Ok((Answer::Proved, step, Finding::None));
    }
    let found = exists(problem, writer, control)?;
    if let Some(step) = found.minimum {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if problem.lambda.0.is_zero() {
        return Ok((Answer::Refuted, write_escape(problem, unit, writer)?, Finding::None));
    }
    let because = found.none.unwrap_or_default();
    let separation = unit_separation(problem, writer)?;
    let step = writer.step(&ExtraVacuous { because, separation })?;
    Ok((Answer::Proved, step, Finding::None))
}

fn moment_step(base: u64, moment: Moment) -> ExtraMoment {
    ExtraMoment { base, powers: moment.powers, sum: moment.sum.to_wire() }
}

/// What the enumeration of a width gave: the step of a local minimum, or of its absence.
struct Exists {
    minimum: Option<u64>,
    none: Option<u64>,
    base: Option<BasePoint>,
    patterns: BigInt,
}

/// Decides and writes whether some base of the width has the best output everywhere.
fn exists<W: Write>(
    problem: &ExtraNeuronProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<Exists, ProveError> {
    let Some(width) = problem.width else {
        return Err(ProveError::Hypothesis("the case states no width".to_owned()));
    };
    let patterns =
        if problem.dimension() == 1 { pattern_count(places(problem).len(), width) } else { BigInt::zero() };
    match existence(problem, width, control)? {
        Existence::Base(network) => {
            let base = BasePoint::of_network(problem, *network)?;
            let step = write_base(&base, false, writer)?;
            let minimum = Some(writer.step(&ExtraOptimal { base: step })?);
            Ok(Exists { minimum, none: None, base: Some(base), patterns })
        }
        Existence::NoMinimiser(point) => {
            let none = Some(writer.step(&ExtraNoMinimiser { point })?);
            Ok(Exists { minimum: None, none, base: None, patterns: BigInt::zero() })
        }
        Existence::Refuted(cuts) => {
            let large = || Canonical(Rational::from_integer(patterns.clone()));
            writer.step(&ExtraPatterns { width, patterns: large() })?;
            for (neurons, motzkin) in cuts {
                let neurons = neurons.iter().map(|neuron| (neuron.text(), neuron.sign)).collect();
                let terms = motzkin.terms.into_iter();
                let multipliers =
                    terms.map(|(row, value)| (row, Canonical(Rational::from_integer(value)))).collect();
                writer.step(&ExtraCut { neurons, multipliers })?;
            }
            let none = Some(writer.step(&ExtraCovered { patterns: large() })?);
            Ok(Exists { minimum: None, none, base: None, patterns })
        }
    }
}

fn monomial<W: Write>(
    problem: &ExtraNeuronProblem,
    power: usize,
    writer: &mut CertificateWriter<W>,
) -> Outcome {
    if problem.lambda.0.is_zero() {
        return Err(ProveError::Hypothesis("lambda = 0, which the theorem excludes".to_owned()));
    }
    if let Some(step) = surviving(problem, power, writer)? {
        return Ok((Answer::Refuted, step, Finding::None));
    }
    if let Some(step) = write_separation(problem, power, writer)? {
        return Ok((Answer::Proved, step, Finding::None));
    }
    if is_frozen(problem) {
        let base = BasePoint::of_case(problem)?;
        let step = write_base(&base, true, writer)?;
        let step = match first_moment(problem, &base, power) {
            Some(moment) => writer.step(&moment_step(step, moment))?,
            None => writer.step(&ExtraOptimal { base: step })?,
        };
        return Ok((Answer::Proved, step, Finding::None));
    }
    let message =
        format!("monomials of power {power} do not separate the points, and the base is no counterexample");
    Err(ProveError::Undetermined(message))
}

fn without<W: Write>(
    problem: &ExtraNeuronProblem,
    unit: Option<&ExtraNeuronNetwork>,
    assumption: Assumption,
    writer: &mut CertificateWriter<W>,
) -> Outcome {
    let open = |message: &str| ProveError::Undetermined(message.to_owned());
    let base = BasePoint::of_case(problem)?;
    let step = match assumption {
        Assumption::PositiveLambda => write_escape(problem, unit, writer)?,
        Assumption::NegativeMinimisers => {
            if !matches!(problem.loss, SampleLoss::Hinge(_)) {
                return Err(ProveError::Hypothesis("the shifted loss is a hinge".to_owned()));
            }
            let margins: Vec<Rational> =
                problem.labels.iter().zip(&base.outputs).map(|(y, f)| ratio(i64::from(*y), 1) * f).collect();
            let misclassified = margins.iter().filter(|margin| margin.is_negative()).count();
            if misclassified == 0 || margins.iter().any(|margin| *margin < ratio(-1, 1)) {
                return Err(open(
                    "the base of the case is no minimum of the shifted hinge that misclassifies",
                ));
            }
            let correct = find_correct(problem, &base);
            let step = write_base(&base, true, writer)?;
            let correct = correct.map(|correct| write_base(&correct, false, writer)).transpose()?;
            writer.step(&ExtraShiftedHinge { base: step, misclassified, correct })?
        }
        Assumption::SkipConnection | Assumption::RegulariserPower => {
            if problem.lambda.0.is_zero() {
                return Err(ProveError::Hypothesis("lambda = 0 is another assumption".to_owned()));
            }
            let total: Vec<usize> = (0..problem.points.len()).collect();
            let dead = base.network.as_ref().is_some_and(|network| is_strictly_dead(problem, network));
            let better = find_better(problem, &base).filter(|_| dead && base.sum_at(&total).is_empty());
            let better =
                better.ok_or_else(|| open("the base of the case is no bad minimum of dead neurons"))?;
            let step = write_base(&base, true, writer)?;
            let better = write_base(&better, false, writer)?;
            if assumption == Assumption::SkipConnection {
                writer.step(&ExtraWithoutSkip { base: step, better })?
            } else {
                let hessian = quadratic_hessian(problem, &base)
                    .ok_or_else(|| open("the loss has no positive second derivative at the base"))?;
                writer.step(&ExtraQuadratic { base: step, better, hessian })?
            }
        }
    };
    Ok((Answer::Proved, step, Finding::None))
}

/// The second derivatives in (c, v1, v2) at v = 0, w1 = 0, b = 0, if the one in c is positive.
fn quadratic_hessian(problem: &ExtraNeuronProblem, base: &BasePoint) -> Option<[[Canonical; 3]; 3]> {
    let mut curvature = Rational::zero();
    for (label, output) in problem.labels.iter().zip(&base.outputs) {
        let slack = Rational::one() - ratio(i64::from(*label), 1) * output;
        curvature += match problem.loss {
            SampleLoss::Squared => ratio(2, 1),
            SampleLoss::Logistic => return None,
            SampleLoss::Hinge(2) if slack.is_zero() => return None,
            SampleLoss::Hinge(_) if !slack.is_positive() => Rational::zero(),
            SampleLoss::Hinge(power) => {
                Rational::from_integer(BigInt::from(power) * (power - 1)) * Pow::pow(&slack, power - 2)
            }
        };
    }
    if !curvature.is_positive() {
        return None;
    }
    let lambda = &problem.lambda.0;
    let last = &curvature + lambda;
    let (k, o, l) = (Canonical(curvature), Canonical::zero(), Canonical(lambda.clone()));
    Some([[k.clone(), o.clone(), k.clone()], [o.clone(), l, o.clone()], [k, o, Canonical(last)]])
}

/// What `landscape` finds.
#[derive(Debug)]
pub struct Landscape {
    /// The base of the case, if it has one.
    pub base: Option<LandscapeBase>,
    /// Whether the augmented loss has a local minimum; `None` if that was not decided, with the reason.
    pub has_local_minimum: Result<bool, String>,
    /// A base that is part of one.
    pub witness: Option<BasePoint>,
    /// The number of patterns of the width.
    pub patterns: Option<BigInt>,
}

/// What `landscape` says about the base of the case.
#[derive(Debug)]
pub struct LandscapeBase {
    /// The base.
    pub base: BasePoint,
    /// Whether it is shown to be a local minimum of its own loss (never for a frozen base).
    pub local_minimum: bool,
    /// A base of smaller loss.
    pub better: Option<BasePoint>,
    /// Whether its outputs are best at every place; if not, no point above it is a local minimum.
    pub optimal: bool,
    /// All critical lines above it, or why they are not listed.
    pub lines: Result<CriticalLines, String>,
}

impl LandscapeBase {
    /// Whether the base is a spurious local minimum of its own loss, and the unit removes it.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.local_minimum && self.better.is_some() && !self.optimal
    }
}

/// Writes the landscape: that the theorem applies, what is above the base of the case, and whether there is a local
/// minimum at all.
///
/// # Errors
/// [`ProveError::Hypothesis`] for lambda = 0; [`ProveError::Undetermined`] when the unit does not separate the points;
/// see [`ProveError`] for the others.
pub fn write_landscape<W: Write>(
    problem: &ExtraNeuronProblem,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Landscape, u64), ProveError> {
    if problem.lambda.0.is_zero() {
        return Err(ProveError::Hypothesis("lambda = 0, which the theorem excludes".to_owned()));
    }
    let separation = unit_separation(problem, writer)?;
    let theorem = writer.step(&ExtraEliminates { separation })?;
    let mut base_found = None;
    let mut frozen_minimum = None;
    if problem.base.is_some() {
        let base = BasePoint::of_case(problem)?;
        let step = write_base(&base, true, writer)?;
        let bad = base.first_bad_place(problem);
        let lines = critical_lines(problem, &base);
        if let Ok(lines) = &lines {
            writer.step(&lines_step(step, lines))?;
        }
        let because = match &bad {
            None => writer.step(&ExtraOptimal { base: step })?,
            Some((point, sum)) => {
                writer.step(&ExtraGroup { base: step, point: *point, sum: sum.to_wire() })?
            }
        };
        if is_frozen(problem) && bad.is_some() {
            writer.step(&ExtraVacuous { because, separation })?;
        }
        let mut better = None;
        let local_minimum = base.network.is_some() && is_flat(problem, &base);
        if local_minimum {
            better = find_better(problem, &base);
            let better = better.as_ref().map(|better| write_base(better, false, writer)).transpose()?;
            writer.step(&ExtraBaseMinimum { base: step, better })?;
        }
        if is_frozen(problem) {
            frozen_minimum = Some(bad.is_none());
        }
        let lines = lines.map_err(|error| error.to_string());
        base_found = Some(LandscapeBase { base, local_minimum, better, optimal: bad.is_none(), lines });
    }
    let mut landscape =
        Landscape { base: base_found, has_local_minimum: Ok(false), witness: None, patterns: None };
    if let Some(minimum) = frozen_minimum {
        landscape.has_local_minimum = Ok(minimum);
        return Ok((landscape, theorem));
    }
    match exists(problem, writer, control) {
        Ok(found) => {
            if let Some(because) = found.none {
                writer.step(&ExtraVacuous { because, separation })?;
            }
            landscape.has_local_minimum = Ok(found.minimum.is_some());
            landscape.witness = found.base;
            landscape.patterns = Some(found.patterns);
        }
        Err(ProveError::Undetermined(reason) | ProveError::Hypothesis(reason)) => {
            landscape.has_local_minimum = Err(reason);
        }
        Err(error) => return Err(error),
    }
    Ok((landscape, theorem))
}

fn lines_step(base: u64, lines: &CriticalLines) -> ExtraLines {
    let large = |value: &BigInt| Canonical(Rational::from_integer(value.clone()));
    let factor = |factor: &crate::exact::sturm::RootFactor| Factor {
        multiplicity: factor.multiplicity,
        polynomial: factor.polynomial.iter().map(large).collect(),
        roots: factor.roots.iter().map(|(l, u)| [Canonical(l.clone()), Canonical(u.clone())]).collect(),
    };
    ExtraLines {
        base,
        polynomial: lines.polynomial.iter().map(large).collect(),
        factors: lines.factors.iter().map(factor).collect(),
        at_zero_weight: lines.at_zero_weight,
    }
}
