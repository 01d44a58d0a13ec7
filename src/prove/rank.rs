//! Certificates about the rank of a region of a data-set problem.

use std::io::Write;

use critcert_certificate::Canonical;
use critcert_certificate::Rational;
use critcert_certificate::case::Network;
use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::certificate::rank::{RankDeficient, RankFull};
use critcert_certificate::certificate::{Answer, CertificateWriter};

use super::{Control, Finding, ProveError};
use crate::dataset::Lifted;
use crate::dataset::rank::{PRIME, Rank, rank};

/// Settles whether the matrix of the region of `weights`, or else of the case's network, has rank n.
///
/// # Errors
/// Those of [`rank`]; [`ProveError::Hypothesis`] without weights.
pub fn settle<W: Write>(
    problem: &DatasetProblem,
    network: Option<&Network>,
    weights: Option<&[Vec<Canonical>]>,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Finding), ProveError> {
    let weights: Vec<Vec<Rational>> = match (weights, network) {
        (Some(weights), _) => {
            weights.iter().map(|row| row.iter().map(|entry| entry.0.clone()).collect()).collect()
        }
        (None, Some(Network::Dataset(network))) => Lifted::new(problem)?.neurons(network)?,
        _ => return Err(ProveError::Hypothesis("there are no weights that give a region".to_owned())),
    };
    let (answer, by) = match rank(problem, &weights, control.interrupted, control.progress)? {
        Rank::Full { columns } => (Answer::Proved, writer.step(&RankFull { modulus: PRIME, columns })?),
        Rank::Deficient { vector } => {
            let vector = vector.into_iter().map(Canonical).collect();
            (Answer::Refuted, writer.step(&RankDeficient { vector })?)
        }
    };
    Ok((answer, by, Finding::None))
}
