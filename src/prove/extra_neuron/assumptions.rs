//! What fails without an assumption of the theorem.

use std::io::Write;

use critcert_certificate::case::extra_neuron::{
    Assumption, ExtraNeuronNetwork, ExtraNeuronProblem, SampleLoss, Unit,
};
use critcert_certificate::certificate::extra_neuron::{
    ExtraEscape, ExtraQuadratic, ExtraShiftedHinge, ExtraUnit, ExtraWithoutSkip,
};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_bigint::BigInt;
use num_traits::{One, Pow, Signed, Zero};

use super::super::{Finding, ProveError};
use super::{Outcome, list, write_base};
use crate::extra_neuron::BasePoint;
use crate::extra_neuron::better::{find_better, find_correct};
use crate::extra_neuron::classify::escape;
use crate::extra_neuron::theta::is_strictly_dead;

/// Writes a global minimum with a != 0 of the loss without regulariser: at the unit of the case, or at a constant unit.
pub(super) fn write_escape<W: Write>(
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

pub(super) fn without<W: Write>(
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
