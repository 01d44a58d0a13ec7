//! The pattern tree of an interval problem: systems in the squared lengths of the pieces.

use critcert_certificate::certificate::interval::{Cut, Family};
use num_bigint::BigInt;

use super::formula::{Formula, Row};
use super::{Expected, Export, ExportError, fields, wrong};
use crate::input::certificate::{Certificate, Step};
use crate::interval::landscape::branch::parse;
use crate::interval::landscape::rows::Rows;
use crate::lp::Relation;

pub(super) fn leaves(certificate: &Certificate, export: &mut Export) -> Result<(), ExportError> {
    for step in &certificate.steps {
        match step.rule.as_str() {
            "cut" => {
                let Cut { branch, .. } = fields(step)?;
                let (formula, _) = system(&branch).ok_or_else(|| no_branch(step, &branch))?;
                export.ask(step, format!("branch {branch}"), Expected::Unsat, formula);
            }
            "family" => {
                let Family { branch, .. } = fields(step)?;
                let (formula, lengths) = system(&branch).ok_or_else(|| no_branch(step, &branch))?;
                export.ask(step, format!("branch {branch}"), Expected::Sat, formula.clone());
                if let [first, others @ ..] = lengths.as_slice()
                    && !others.is_empty()
                {
                    let mut unequal = formula;
                    unequal.clauses.push(
                        others.iter().flat_map(|other| [row(*other, *first), row(*first, *other)]).collect(),
                    );
                    let what = format!("branch {branch}, pieces not all of one length");
                    export.ask(step, what, Expected::Unsat, unequal);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// `u_more - u_less > 0`.
fn row(more: usize, less: usize) -> Row {
    let mut terms = vec![(more, BigInt::from(1)), (less, BigInt::from(-1))];
    terms.sort_by_key(|(unknown, _)| *unknown);
    Row { terms, relation: Relation::Greater, bound: BigInt::ZERO }
}

fn no_branch(step: &Step, branch: &str) -> ExportError {
    wrong(step, format!("there is no branch `{branch}`"))
}

/// The system of a branch, and its unknowns u_0, u_1, ..; `None` if no branch has this text.
pub(crate) fn system(branch: &str) -> Option<(Formula, Vec<usize>)> {
    let labels = parse(branch)?;
    let rows = Rows::of(&labels);
    let lengths = rows.lengths();
    let mut inner = 0;
    let name = |unknown: usize| {
        if unknown == 0 {
            return "T".to_owned();
        }
        lengths.iter().position(|&length| length == unknown).map_or_else(
            || {
                inner += 1;
                format!("z_{inner}")
            },
            |piece| format!("u_{piece}"),
        )
    };
    let unknowns = (0..rows.unknowns()).map(name).collect();
    let row = |(relation, entries): &(Relation, Vec<(usize, i64)>)| {
        let mut terms: Vec<(usize, BigInt)> =
            entries.iter().map(|(unknown, entry)| (*unknown, BigInt::from(*entry))).collect();
        terms.sort_by_key(|(unknown, _)| *unknown);
        Row { terms, relation: *relation, bound: BigInt::ZERO }
    };
    let rows = rows.rows().iter().map(row).collect();
    Some((Formula { unknowns, rows, clauses: Vec::new() }, lengths))
}
