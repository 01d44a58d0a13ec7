//! Activation patterns: a weight vector with given signs on the classes of lifted points.

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetProblem;
use critcert_certificate::certificate::pattern::{IntegerRow, PatternCell, PatternCut, PatternWitnesses};
use num_bigint::BigInt;

use super::formula::{Affine, Formula};
use super::{Expected, Export, ExportError, fields, signs, wrong};
use crate::input::certificate::{Certificate, Step};
use crate::pattern::Points;

pub(super) fn leaves(
    problem: &DatasetProblem,
    certificate: &Certificate,
    export: &mut Export,
) -> Result<(), ExportError> {
    if !certificate.steps.iter().any(|step| step.rule.starts_with("pattern-")) {
        return Ok(());
    }
    let points = Points::of(problem);
    for step in certificate.steps.iter().filter(|step| step.rule.starts_with("pattern-")) {
        let rows = points.as_ref().map_err(|error| wrong(step, error.to_string()))?.rows();
        match step.rule.as_str() {
            "pattern-witnesses" => {
                let PatternWitnesses { witnesses, .. } = fields(step)?;
                for witness in &witnesses {
                    let signs = pattern_of(step, rows, witness)?;
                    export.ask(step, word(&signs), Expected::Sat, weights(rows, &signs));
                }
            }
            "pattern-cell" => {
                let PatternCell { branch, .. } = fields(step)?;
                let signs = signs(step, &branch)?;
                export.ask(step, word(&signs), Expected::Sat, weights(rows, &signs));
            }
            "pattern-cut" => {
                let PatternCut { branch, .. } = fields(step)?;
                let signs = signs(step, &branch)?;
                export.ask(step, word(&signs), Expected::Unsat, weights(rows, &signs));
            }
            _ => {}
        }
    }
    Ok(())
}

fn word(signs: &[i8]) -> String {
    let text: String = signs.iter().map(|&sign| crate::pattern::symbol(sign)).collect();
    format!("signs {text}")
}

/// A vector w whose products with the first rows have these signs.
pub(super) fn weights(rows: &[Vec<BigInt>], signs: &[i8]) -> Formula {
    let mut formula = Formula::default();
    let w = formula.vector("w", rows.first().map_or(0, Vec::len));
    for (row, sign) in rows.iter().zip(signs) {
        let row: Vec<Rational> = row.iter().cloned().map(Rational::from_integer).collect();
        formula.require_sign(&Affine::product(&row, &w), *sign);
    }
    formula
}

/// The signs of the rows at a witness.
pub(super) fn pattern_of(
    step: &Step,
    rows: &[Vec<BigInt>],
    IntegerRow(witness): &IntegerRow,
) -> Result<Vec<i8>, ExportError> {
    let entries: Result<Vec<BigInt>, _> = witness.split(' ').map(str::parse).collect();
    let entries = entries.map_err(|_| wrong(step, format!("`{witness}` is no row of integers")))?;
    let sign = |row: &Vec<BigInt>| {
        let product: BigInt = row.iter().zip(&entries).map(|(x, w)| x * w).sum();
        match product.sign() {
            num_bigint::Sign::Plus => 1,
            num_bigint::Sign::NoSign => 0,
            num_bigint::Sign::Minus => -1,
        }
    };
    Ok(rows.iter().map(sign).collect())
}
