//! Certificates about the activation patterns of a data set.

use std::io::Write;

use critcert_certificate::case::dataset::DatasetProblem;
use critcert_certificate::case::{Case, Claim, DatasetClaim, Problem};
use critcert_certificate::certificate::pattern::{
    IntegerRow, PatternCell, PatternCovered, PatternCut, PatternFormula, PatternList, PatternTree,
    PatternWitnesses,
};
use critcert_certificate::certificate::{Answer, Asked, CertificateWriter, Conclude};
use critcert_certificate::rational::{Canonical, Rational};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{Control, Finding, ProveError, Settled};
use crate::pattern::tree::{Event, TreeError, search};
use crate::pattern::{CountError, Counts, Points, PointsError, count, list, symbol};

/// How completeness is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Witnesses and their number where they fit in memory, else the number alone, else the tree.
    Economical,
    /// Witnesses and their number where they fit in memory, else the tree.
    Listing,
    /// Every pattern by a witness, and their number by the formula.
    Witnesses,
    /// The tree of sign extensions, in bounded memory.
    Tree,
    /// The formula alone.
    Formula,
}

/// Most patterns listed in memory, half of all.
const IN_MEMORY: u64 = 1 << 22;
/// Witnesses in one step.
const TOGETHER: usize = 256;

/// The patterns of a data set, counted and proved complete.
#[derive(Debug)]
pub struct Patterns {
    /// The lifted points.
    pub points: Points,
    /// The numbers of patterns.
    pub counts: Counts,
    /// Whether the formula gave these numbers, too.
    pub by_formula: bool,
    /// How completeness was proved: `Witnesses`, `Tree` or `Formula`.
    pub method: Method,
}

/// The numbers of patterns, by the formula where that is possible, else by searching the tree.
///
/// # Errors
/// [`ProveError::Hypothesis`] for a lifted point that is zero, [`ProveError::Interrupted`].
pub fn numbers(
    problem: &DatasetProblem,
    covectors: bool,
    control: Control<'_>,
) -> Result<(Points, Counts, bool), ProveError> {
    let points = Points::of(problem)?;
    match count(&points, covectors, control.interrupted) {
        Ok(counts) => Ok((points, counts, true)),
        Err(CountError::TooLarge) => {
            let mut tally = Tally::default();
            search(&points, covectors, control.interrupted, |event| {
                if let Event::Found(pattern) = event {
                    tally.add(pattern.signs);
                    (control.progress)(tally.all, None);
                }
                Ok::<(), std::io::Error>(())
            })?;
            Ok((points, tally.counts(covectors), false))
        }
        Err(CountError::Interrupted) => Err(ProveError::Interrupted),
    }
}

/// The claim that there are these numbers of patterns.
///
/// # Errors
/// [`ProveError::Unsupported`] for numbers that no claim can state.
pub fn claim_of(counts: &Counts) -> Result<Claim, ProveError> {
    let small = |number: &BigInt| {
        number.to_usize().filter(|number| *number <= usize::MAX / 2).ok_or_else(|| {
            ProveError::Unsupported(format!(
                "a claim cannot state {number} patterns, the number is too large"
            ))
        })
    };
    let covectors = counts.covectors.as_ref().map(small).transpose()?;
    Ok(Claim::Dataset(DatasetClaim::PatternCount { cells: small(&counts.cells)?, covectors }))
}

/// As [`super::prove`] for a claim about numbers of patterns, by a stated method.
///
/// # Errors
/// As for [`super::prove`].
pub fn prove_by<W: Write>(
    case: &Case,
    claim: &Claim,
    method: Method,
    path: &str,
    asked: Asked,
    sink: W,
    control: Control<'_>,
) -> Result<Settled, ProveError> {
    let (Problem::Dataset(problem), Claim::Dataset(claimed)) = (&case.problem, claim) else {
        return Err(ProveError::Unsupported("only data sets have activation patterns".to_owned()));
    };
    let mut writer = super::begin(case, claim, path, asked, sink)?;
    let (answer, by, finding) = settle(problem, claimed, method, &mut writer, control)?;
    writer.step(&Conclude { answer, by })?;
    writer.finish()?;
    Ok(Settled { answer, finding })
}

/// Settles a claim about numbers of patterns; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &DatasetProblem,
    claim: &DatasetClaim,
    method: Method,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(Answer, u64, Finding), ProveError> {
    let DatasetClaim::PatternCount { cells, covectors } = claim else {
        return Err(ProveError::Unsupported("the claim is not about patterns".to_owned()));
    };
    let zeros = covectors.is_some();
    let points = Points::of(problem)?;
    let formula = match count(&points, zeros, control.interrupted) {
        Ok(counts) => Some(counts),
        Err(CountError::TooLarge) => None,
        Err(CountError::Interrupted) => return Err(ProveError::Interrupted),
    };
    let method = choose(method, formula.as_ref())?;
    let by_formula = formula.is_some();
    let (step, counts) = match (method, formula) {
        (Method::Formula, Some(counts)) => {
            let (cells, covectors) = wire(&counts);
            (writer.step(&PatternFormula { cells, covectors })?, counts)
        }
        (Method::Witnesses, Some(counts)) => write_list(&points, &counts, writer, control)?,
        (_, formula) => write_tree(&points, zeros, formula.as_ref(), writer, control)?,
    };
    let holds = counts.cells == BigInt::from(*cells)
        && covectors.is_none_or(|covectors| counts.covectors == Some(BigInt::from(covectors)));
    let answer = if holds { Answer::Proved } else { Answer::Refuted };
    Ok((answer, step, Finding::Patterns(Patterns { points, counts, by_formula, method })))
}

/// One of the three methods that write a proof.
fn choose(method: Method, formula: Option<&Counts>) -> Result<Method, ProveError> {
    let half = |counts: &Counts| counts.covectors.as_ref().unwrap_or(&counts.cells) / 2_u8;
    let short = formula.is_some_and(|counts| half(counts) <= BigInt::from(IN_MEMORY));
    match (method, formula) {
        (Method::Economical | Method::Listing, Some(_)) if short => Ok(Method::Witnesses),
        (Method::Economical, Some(_)) => Ok(Method::Formula),
        (Method::Economical | Method::Listing | Method::Tree, _) => Ok(Method::Tree),
        (method, Some(_)) => Ok(method),
        (_, None) => Err(ProveError::Undetermined(CountError::TooLarge.to_string())),
    }
}

fn write_list<W: Write>(
    points: &Points,
    counts: &Counts,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(u64, Counts), ProveError> {
    let zeros = counts.covectors.is_some();
    let listing = list(points, zeros, control.interrupted)?;
    let total = listing.len() as u64;
    let mut tally = Tally::default();
    let mut step = PatternWitnesses { faces: zeros, witnesses: Vec::with_capacity(TOGETHER) };
    listing.try_for_each(|pattern| -> Result<(), ProveError> {
        tally.add(pattern.signs);
        step.witnesses.push(IntegerRow(pattern.witness.to_string()));
        if step.witnesses.len() >= TOGETHER {
            writer.step(&step)?;
            step.witnesses.clear();
            (control.progress)(tally.all, Some(total));
            if (control.interrupted)() {
                return Err(ProveError::Interrupted);
            }
        }
        Ok(())
    })?;
    if !step.witnesses.is_empty() {
        writer.step(&step)?;
    }
    let counts = agree(tally.counts(zeros), Some(counts))?;
    let (cells, covectors) = wire(&counts);
    Ok((writer.step(&PatternList { cells, covectors })?, counts))
}

fn write_tree<W: Write>(
    points: &Points,
    zeros: bool,
    formula: Option<&Counts>,
    writer: &mut CertificateWriter<W>,
    control: Control<'_>,
) -> Result<(u64, Counts), ProveError> {
    let text = |signs: &[i8]| signs.iter().map(|&sign| symbol(sign)).collect::<String>();
    let mut tally = Tally::default();
    writer.step(&PatternTree { faces: zeros })?;
    search(points, zeros, control.interrupted, |event| -> std::io::Result<()> {
        match event {
            Event::Found(pattern) => {
                tally.add(pattern.signs);
                (control.progress)(tally.all, None);
                let witness = IntegerRow(pattern.witness.to_string());
                writer.step(&PatternCell { branch: text(pattern.signs), witness })?;
            }
            Event::Cut { branch, multipliers } => {
                let multipliers =
                    multipliers.iter().map(|(row, multiplier)| (*row, large(multiplier))).collect();
                writer.step(&PatternCut { branch: text(branch), multipliers })?;
            }
        }
        Ok(())
    })?;
    let counts = agree(tally.counts(zeros), formula)?;
    let (cells, covectors) = wire(&counts);
    Ok((writer.step(&PatternCovered { cells, covectors })?, counts))
}

/// Two methods, one answer.
fn agree(found: Counts, formula: Option<&Counts>) -> Result<Counts, ProveError> {
    match formula {
        Some(formula) if *formula != found => {
            Err(ProveError::Internal(format!("found {found:?}, the formula says {formula:?}")))
        }
        _ => Ok(found),
    }
}

/// Numbers of patterns found, half of all.
#[derive(Default)]
struct Tally {
    cells: u64,
    all: u64,
}

impl Tally {
    fn add(&mut self, signs: &[i8]) {
        self.all += 1;
        self.cells += u64::from(!signs.contains(&0));
    }

    fn counts(&self, zeros: bool) -> Counts {
        let covectors = zeros.then(|| BigInt::from(self.all) * 2 + 1);
        Counts { cells: BigInt::from(self.cells) * 2, covectors }
    }
}

fn wire(counts: &Counts) -> (Canonical, Option<Canonical>) {
    (large(&counts.cells), counts.covectors.as_ref().map(large))
}

fn large(value: &BigInt) -> Canonical {
    Canonical(Rational::from_integer(value.clone()))
}

impl From<PointsError> for ProveError {
    fn from(error: PointsError) -> Self {
        Self::Hypothesis(error.to_string())
    }
}

impl From<CountError> for ProveError {
    fn from(error: CountError) -> Self {
        match error {
            CountError::Interrupted => Self::Interrupted,
            CountError::TooLarge => Self::Undetermined(error.to_string()),
        }
    }
}

impl From<TreeError<std::io::Error>> for ProveError {
    fn from(error: TreeError<std::io::Error>) -> Self {
        match error {
            TreeError::Interrupted => Self::Interrupted,
            TreeError::Seen(error) => Self::Output(error),
        }
    }
}
