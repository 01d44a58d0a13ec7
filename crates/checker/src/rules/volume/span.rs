//! Rule `volume-span`: the span of the lifted points.

use critcert_certificate::certificate::volume::VolumeSpan;

use super::{AnyFact, fields, require};
use crate::kernel::{Failure, State};
use crate::stratum::points::Points;
use crate::volume::span::Span;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: VolumeSpan = fields(with)?;
    require(state.volume.span.is_none(), "the span of the points is stated twice")?;
    let (problem, _) = state.volume_problem()?;
    let found = (Span::accept(problem, &stated)?, Points::new(problem));
    state.volume.span = Some(found);
    Ok(None)
}
