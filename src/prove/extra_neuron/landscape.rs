//! `landscape`: what is above the base of the case, and whether there is a local minimum at all.

use std::io::Write;

use critcert_certificate::case::extra_neuron::ExtraNeuronProblem;
use critcert_certificate::certificate::CertificateWriter;
use critcert_certificate::certificate::extra_neuron::{
    ExtraBaseMinimum, ExtraEliminates, ExtraGroup, ExtraLines, ExtraOptimal, ExtraVacuous, Factor,
};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::Zero;

use super::super::{Control, ProveError};
use super::existence::exists;
use super::theorem::unit_separation;
use super::write_base;
use crate::extra_neuron::BasePoint;
use crate::extra_neuron::base_minima::{BaseMinimum, base_minima, is_small};
use crate::extra_neuron::better::search_better;
use crate::extra_neuron::classify::is_frozen;
use crate::extra_neuron::lines::{CriticalLines, critical_lines};
use crate::extra_neuron::theta::is_flat;

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
    /// All local minima of the base's own loss, for small problems with the squared loss; no part of the certificate.
    pub base_minima: Option<Vec<BaseMinimum>>,
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
            better = search_better(problem, &base);
            let better = better.as_ref().map(|better| write_base(better, false, writer)).transpose()?;
            writer.step(&ExtraBaseMinimum { base: step, better })?;
        }
        if is_frozen(problem) {
            frozen_minimum = Some(bad.is_none());
        }
        let lines = lines.map_err(|error| error.to_string());
        base_found = Some(LandscapeBase { base, local_minimum, better, optimal: bad.is_none(), lines });
    }
    let mut landscape = Landscape {
        base: base_found,
        has_local_minimum: Ok(false),
        witness: None,
        patterns: None,
        base_minima: None,
    };
    if let Some(minimum) = frozen_minimum {
        landscape.has_local_minimum = Ok(minimum);
        return Ok((landscape, theorem));
    }
    if let (true, Some(width)) = (is_small(problem), problem.width) {
        landscape.base_minima = Some(base_minima(problem, width, control)?);
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
