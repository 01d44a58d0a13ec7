//! `landscape --cells-only --volumes`: which part of all weights each kind of regions takes.

use critcert::answer::volume::{VolumeAnswer, enclosed_answer, estimated_answer};
use critcert::dataset::landscape::plan::Plan;
use critcert::dataset::landscape::regions::Region;
use critcert::dataset::landscape::wire::text;
use critcert::dataset::volume::Cells;
use critcert::dataset::volume::estimate::{SAMPLES, estimate};
use critcert::dataset::volume::share::{Sorted, kinds};
use critcert::input::InputError;
use critcert::prove::ProveError;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::rational::{Rational, parse_input, ratio};

use super::arguments::Landscape;
use super::failure::Failure;
use super::{table, watch};

/// Bits with which angles are enclosed.
const BITS: u32 = 96;

/// Finds the volumes of all regions.
pub(super) fn find(
    verb: &Landscape,
    problem: &DatasetProblem,
    plan: &Plan,
    regions: &[Region],
) -> Result<VolumeAnswer, Failure> {
    let failed = |error: ProveError| Failure::prove(&verb.case, error);
    let epsilon = verb.epsilon.as_deref().map_or_else(|| Ok(ratio(0, 1)), share)?;
    let cells = Cells::new(problem, plan).map_err(|error| failed(error.into()))?;
    let n = plan.strata.frame.points();
    let sorted = |region: &Region| -> Sorted {
        let minimum = !region.signs.is_empty();
        (region.cells.clone(), kinds(minimum, &region.loss, region.misclassified, n, &epsilon))
    };
    let sorted: Vec<Sorted> = regions.iter().map(sorted).collect();
    let dimension = cells.span.dimension();
    let Some(shares) = cells.shares(&sorted, BITS).map_err(|error| failed(error.into()))? else {
        let draw = (verb.samples.unwrap_or(SAMPLES), verb.seed.unwrap_or(0));
        let found = estimate(&plan.strata.frame, &cells.signs, &sorted, draw, &watch::stopped);
        let found = found.map_err(|error| failed(error.into()))?;
        return Ok(estimated_answer(dimension, &epsilon, &found, draw));
    };
    let parts = cells.parts(BITS).map_err(|error| failed(error.into()))?.unwrap_or_default();
    let listed = cells.signs.iter().map(|signs| text(signs)).zip(parts).collect();
    Ok(enclosed_answer(dimension, &epsilon, &shares, listed))
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<Rational, InputError> {
    let wrong = |message: String| {
        InputError::new("out-of-range", message, "--epsilon")
            .with_help("write a number from 0 to 1, as 1/10 or 0.1")
    };
    let value = parse_input(text).map_err(|error| wrong(error.to_string()))?;
    if value < ratio(0, 1) || value > ratio(1, 1) {
        return Err(wrong(format!("{text} is no share")));
    }
    Ok(value)
}

/// The volumes for people.
pub(super) fn describe(answer: &VolumeAnswer) -> String {
    let rows = [
        ("a differentiable minimum of loss 0", &answer.zero_loss),
        ("a differentiable minimum of positive loss", &answer.positive_loss),
        ("no differentiable minimum", &answer.without_minimum),
        ("a minimum that misclassifies", &answer.misclassified),
    ];
    let mut lines = vec![vec!["regions with".to_owned(), "part of all weights".to_owned()]];
    lines.extend(rows.map(|(name, volume)| vec![name.to_owned(), volume.to_string()]));
    let how = match &answer.estimate {
        Some(draw) => format!(
            "{} ({} networks, seed {}, confidence {})",
            draw.note, draw.samples, draw.seed, draw.confidence
        ),
        None => format!("the points span {} dimensions", answer.dimension),
    };
    let mut text = format!("\nvolumes: {how}\n\n{}", table::columns(&lines));
    if !answer.cells.is_empty() {
        let mut lines = vec![vec!["cell".to_owned(), "part of one neuron's weights".to_owned()]];
        lines.extend(answer.cells.iter().map(|cell| vec![cell.pattern.clone(), cell.volume.to_string()]));
        text += &format!("\n{}", table::columns(&lines));
    }
    text
}
