//! Certificates about networks of loss 0.

use std::io::Write;

use critcert_certificate::Canonical;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::certificate::dataset::ZeroLossContradiction;
use critcert_certificate::certificate::{Answer, CertificateWriter, limits};
use num_traits::{Signed, Zero};

use super::{Finding, ProveError};
use crate::dataset::classify::classify_on;
use crate::dataset::landscape::small::Small;
use crate::dataset::zero_loss::{ZeroLoss, construct};
use crate::dataset::{Evaluation, Lifted};

/// Settles whether some network of the problem's width has loss 0: by the construction, by a contradiction of the
/// labels, or else by the landscape of the problem, where that is [small](crate::dataset::landscape::small).
///
/// # Errors
/// [`ProveError::Undetermined`] where none of the three decides.
pub(super) fn settle<W: Write>(
    problem: &DatasetProblem,
    writer: &mut CertificateWriter<W>,
) -> Result<(Answer, u64, Finding), ProveError> {
    let lifted = Lifted::new(problem)?;
    let (answer, by) = match construct(&lifted, problem.width)? {
        ZeroLoss::Network(network) => (Answer::Proved, write_network(&lifted, &network, writer)?),
        ZeroLoss::Contradiction(factors) => {
            let factors = factors.into_iter().map(|(index, factor)| (index, Canonical(factor))).collect();
            (Answer::Refuted, writer.step(&ZeroLossContradiction { factors })?)
        }
        ZeroLoss::TooNarrow { needed } => by_landscape(problem, &lifted, needed, writer)?,
    };
    Ok((answer, by, Finding::None))
}

/// Settles the claim by all local minima, when the construction needs more neurons than there are.
fn by_landscape<W: Write>(
    problem: &DatasetProblem,
    lifted: &Lifted,
    needed: usize,
    writer: &mut CertificateWriter<W>,
) -> Result<(Answer, u64), ProveError> {
    let width = problem.width;
    let Some(small) = Small::new(problem)? else {
        let reason = format!(
            "the construction of a network of loss 0 needs {needed} neurons and the width is {width}, for which there \
             are too many groups of covectors to list all local minima"
        );
        return Err(ProveError::Undetermined(reason));
    };
    let least = small.minima.first();
    let least = least.ok_or_else(|| ProveError::Internal("no local minimum was found".to_owned()))?;
    if least.loss.is_positive() {
        return Ok((Answer::Refuted, super::stratum::write_small(&small, writer)?));
    }
    if Evaluation::new(lifted, &least.network)?.has_kink() {
        let reason = format!(
            "a network of width {width} has loss 0, but only with a point on a kink; off all kinks the construction needs \
             {needed} neurons"
        );
        return Err(ProveError::Undetermined(reason));
    }
    Ok((Answer::Proved, write_network(lifted, &least.network, writer)?))
}

/// Writes a network of loss 0 off all kinks.
fn write_network<W: Write>(
    lifted: &Lifted,
    network: &DatasetNetwork,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let most = limits::NEURONS;
    if network.v.len() > most {
        let message = format!("a certificate holds networks of at most {most} neurons");
        return Err(ProveError::Undetermined(message));
    }
    let found = classify_on(lifted, network)?;
    if !found.loss.is_zero() {
        return Err(ProveError::Internal("the network constructed has a positive loss".to_owned()));
    }
    super::dataset::write_evaluation(Some(network), &found, writer)
}
