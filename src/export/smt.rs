//! Leaves as SMT-LIB 2.6 scripts over QF_LRA.
//!
//! A script for one certificate asks its questions one after the other, each between `(push 1)` and `(pop 1)` with
//! unknowns of its own, and each after a `(set-info :status ..)` that states the expected answer: the form of the
//! incremental benchmarks of SMT-LIB. A script for one leaf states its status once.

use std::fmt::Write;

use num_bigint::BigInt;
use num_traits::{One, Signed};

use super::formula::{Formula, Row};
use super::{Export, Leaf};
use crate::lp::Relation;

/// One script for all leaves of a certificate; `name` is the file of the certificate.
#[must_use]
pub fn incremental(export: &Export, name: &str) -> String {
    let mut text = head(name);
    for leaf in &export.leaves {
        text += &format!("(push 1)\n{}(pop 1)\n", question(leaf));
    }
    text + "(exit)\n"
}

/// One script for one leaf.
#[must_use]
pub fn single(leaf: &Leaf, name: &str) -> String {
    format!("{}{}(exit)\n", head(name), question(leaf))
}

fn head(name: &str) -> String {
    let name: String =
        name.chars().map(|c| if matches!(c, '|' | '\\') || c.is_control() { ' ' } else { c }).collect();
    format!(
        "(set-info :smt-lib-version 2.6)\n(set-info :source |critcert, certificate {name}|)\n(set-logic QF_LRA)\n"
    )
}

fn question(leaf: &Leaf) -> String {
    let mut text = format!("; step {}, {}: {}\n", leaf.step, leaf.rule, leaf.what);
    let _ = writeln!(text, "(set-info :status {})", leaf.expected.word());
    for unknown in &leaf.formula.unknowns {
        let _ = writeln!(text, "(declare-const {unknown} Real)");
    }
    for row in &leaf.formula.rows {
        let _ = writeln!(text, "(assert {})", comparison(&leaf.formula, row));
    }
    for clause in &leaf.formula.clauses {
        let rows: Vec<String> = clause.iter().map(|row| comparison(&leaf.formula, row)).collect();
        let clause = match rows.as_slice() {
            [] => "false".to_owned(),
            [row] => row.clone(),
            rows => format!("(or {})", rows.join(" ")),
        };
        let _ = writeln!(text, "(assert {clause})");
    }
    text + "(check-sat)\n"
}

fn comparison(formula: &Formula, row: &Row) -> String {
    let terms: Vec<String> = row
        .terms
        .iter()
        .map(|(unknown, entry)| {
            let name = formula.unknowns.get(*unknown).map_or("undeclared", String::as_str);
            if entry.is_one() { name.to_owned() } else { format!("(* {} {name})", integer(entry)) }
        })
        .collect();
    let left = match terms.as_slice() {
        [] => "0".to_owned(),
        [term] => term.clone(),
        terms => format!("(+ {})", terms.join(" ")),
    };
    let symbol = match row.relation {
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal => "=",
    };
    format!("({symbol} {left} {})", integer(&row.bound))
}

fn integer(value: &BigInt) -> String {
    if value.is_negative() { format!("(- {})", value.abs()) } else { value.to_string() }
}
