//! The walk through the pattern tree, depth first, cutting infeasible prefixes.

use itertools::Itertools;
use num_bigint::BigInt;
use num_traits::Zero;

use super::branch::{Label, extensions, text};
use super::counts::Counter;
use super::family::{Family, family_of};
use super::rows::Rows;
use super::{LandscapeError, Tally};
use crate::exact::combine;
use crate::lp::{Answer, Motzkin, Relation, System, decide};

/// What the walk meets, in the order of the certificate.
#[derive(Debug)]
pub enum Event<'a> {
    /// A branch is split.
    Open(&'a str),
    /// A branch is infeasible.
    Cut(&'a str, &'a Motzkin),
    /// A branch holds a family of critical points. For each kink, how the equality rows combine to equal
    /// lengths.
    Found(&'a str, &'a Family, &'a [Vec<(usize, BigInt)>]),
}

/// Walks the tree for networks of `width` neurons and reports every branch to `report`.
///
/// `interrupted` is asked at every branch. Cost: about 16 linear programs for each width up to the given one.
///
/// # Errors
/// [`LandscapeError::Interrupted`], errors of `report`, and [`LandscapeError::Internal`] if a branch is feasible
/// that the theorem excludes.
pub fn search(
    width: usize,
    interrupted: &dyn Fn() -> bool,
    report: &mut dyn FnMut(Event<'_>) -> Result<(), LandscapeError>,
) -> Result<Tally, LandscapeError> {
    let counter = Counter::new(width);
    let mut tally = Tally {
        patterns: counter.all(),
        infeasible: BigInt::zero(),
        families: Vec::new(),
        opened: 0,
        cut: 0,
    };
    let mut pending = allowed_extensions(&[], width);
    pending.reverse();
    while let Some(branch) = pending.pop() {
        if interrupted() {
            return Err(LandscapeError::Interrupted);
        }
        let (name, rows) = (text(&branch), Rows::of(&branch));
        let children = allowed_extensions(&branch, width);
        match decide(&system(&rows)?) {
            Answer::Infeasible(motzkin) => {
                report(Event::Cut(&name, &motzkin))?;
                tally.infeasible += counter.of(&branch);
                tally.cut += 1;
            }
            Answer::Feasible(_) if children.is_empty() => {
                let family = family_of(&branch).ok_or_else(|| unexpected(&name))?;
                let equal = equal_lengths(&rows).ok_or_else(|| unexpected(&name))?;
                report(Event::Found(&name, &family, &equal))?;
                tally.families.push(counter.of(&branch));
            }
            Answer::Feasible(_) => {
                report(Event::Open(&name))?;
                tally.opened += 1;
                pending.extend(children.into_iter().rev());
            }
        }
    }
    Ok(tally)
}

fn unexpected(name: &str) -> LandscapeError {
    LandscapeError::Internal(format!("branch `{name}` is feasible in a way that the theorem excludes"))
}

/// The extensions that at most `width` neurons can show.
fn allowed_extensions(branch: &[Label], width: usize) -> Vec<Vec<Label>> {
    let used: usize = branch.iter().map(|label| label.neurons()).sum();
    extensions(branch)
        .into_iter()
        .filter(|label| used + label.neurons() <= width)
        .map(|label| branch.iter().copied().chain([label]).collect())
        .collect()
}

/// The rows as a system for the LP engine.
pub(super) fn system(rows: &Rows) -> Result<System, LandscapeError> {
    let mut system = System::new(rows.unknowns());
    for (relation, entries) in rows.rows() {
        let mut coefficients = vec![0_i64; rows.unknowns()];
        for (unknown, entry) in entries {
            coefficients[*unknown] += entry;
        }
        system
            .push(&coefficients, 0, *relation)
            .map_err(|error| LandscapeError::Internal(error.to_string()))?;
    }
    Ok(system)
}

/// For i = 1, .., n, multipliers of equality rows that add up to u_i - u_0; `None` if some difference does not
/// follow from them.
fn equal_lengths(rows: &Rows) -> Option<Vec<Vec<(usize, BigInt)>>> {
    let lengths = rows.lengths();
    let (numbers, equalities): (Vec<usize>, Vec<Vec<i64>>) = rows
        .rows()
        .iter()
        .enumerate()
        .filter(|(_, (relation, _))| *relation == Relation::Equal)
        .map(|(number, (_, entries))| {
            let mut dense = vec![0; rows.unknowns()];
            for (unknown, entry) in entries {
                dense[*unknown] += entry;
            }
            (number, dense)
        })
        .unzip();
    let targets: Vec<Vec<i64>> = lengths[1..]
        .iter()
        .map(|&length| {
            let mut target = vec![0; rows.unknowns()];
            target[length] = 1;
            target[lengths[0]] = -1;
            target
        })
        .collect();
    let combinations = combine(&equalities, &targets);
    combinations
        .into_iter()
        .map(|combination| {
            let terms = numbers.iter().copied().zip(combination?).filter(|(_, value)| !value.is_zero());
            terms.map(|(row, value)| value.is_integer().then(|| (row, value.to_integer()))).collect()
        })
        .collect::<Option<Vec<_>>>()
        .map(|lists| lists.into_iter().map(|list: Vec<_>| list.into_iter().sorted().collect()).collect())
}
