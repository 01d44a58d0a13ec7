//! What is settled by the lines alone: regions without networks, and the span theorem.

use std::io::Write;

use critcert_certificate::case::PorcupineClaim;
use critcert_certificate::case::porcupine::{LineSign, PorcupineProblem, Regions};
use critcert_certificate::certificate::porcupine::{PorcupineEmpty, PorcupineSpan, PorcupineSpanCount};
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::Signed;

use super::{Finding, ProveError, Shown};
use crate::porcupine::lines::Lines;
use crate::porcupine::patterns::Letter;
use crate::porcupine::span::{self, Span};

/// The signs of a region on the lines of the case; none for all regions.
pub(super) fn signs(problem: &PorcupineProblem, regions: &Regions) -> Option<Vec<LineSign>> {
    match regions {
        Regions::All => None,
        Regions::Mixed => Some(vec![LineSign::Mixed; problem.lines.len()]),
        Regions::Named(signs) => Some(signs.clone()),
    }
}

/// The signs on the distinct lines, from those on the lines of the case.
pub(super) fn merged(lines: &Lines, region: &[LineSign]) -> Vec<Letter> {
    let mut seen = vec![[false; 2]; lines.len()];
    for (sign, (line, factor)) in region.iter().zip(&lines.places) {
        let forward = factor.is_positive();
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

/// Settles a claim that the lines settle: the span theorem, and regions that are empty or covered by it.
pub(super) fn settle<W: Write>(
    problem: &PorcupineProblem,
    lines: &Lines,
    claim: &PorcupineClaim,
    writer: &mut CertificateWriter<W>,
) -> Result<Option<Shown>, ProveError> {
    let (regions, theorem) = match claim {
        PorcupineClaim::SpanTheorem { regions } => (regions, true),
        PorcupineClaim::NoSpuriousLocalMinimum { regions } => (regions, false),
        _ => return Ok(None),
    };
    let Some(region) = signs(problem, regions) else {
        return if theorem { everywhere(lines, writer).map(Some) } else { Ok(None) };
    };
    let proved = |step| Ok(Some((Answer::Proved, step, Finding::None)));
    let mut counts = region.iter().zip(&problem.neurons_per_line);
    if let Some(line) = counts.position(|(sign, &count)| *sign == LineSign::Mixed && count == 1) {
        return proved(writer.step(&PorcupineEmpty { line })?);
    }
    let mixed: Vec<bool> = merged(lines, &region).iter().map(|letter| *letter == Letter::Mixed).collect();
    let span = span::span(lines, &mixed);
    if span.covered {
        return proved(write(&span, writer)?);
    }
    if theorem {
        let message = "the mixed lines of the region do not span its other lines, so the span theorem says nothing \
                       about it; the claim `no-spurious-local-minimum` settles the region itself";
        return Err(ProveError::Hypothesis(message.to_owned()));
    }
    Ok(None)
}

/// The span theorem for every choice of mixed lines.
fn everywhere<W: Write>(lines: &Lines, writer: &mut CertificateWriter<W>) -> Result<Shown, ProveError> {
    for span in span::all(lines) {
        write(&span, writer)?;
    }
    let (settled, patterns) = span::counts(lines);
    let large = |value: BigInt| Canonical(Rational::from_integer(value));
    let count = PorcupineSpanCount { settled: large(settled), patterns: large(patterns) };
    Ok((Answer::Proved, writer.step(&count)?, Finding::None))
}

fn write<W: Write>(span: &Span, writer: &mut CertificateWriter<W>) -> Result<u64, ProveError> {
    let region = span.mixed.iter().map(|&mixed| if mixed { 'm' } else { 'c' }).collect();
    Ok(writer.step(&PorcupineSpan { region, lines: span.positions.clone() })?)
}
