//! Numbers, vectors and sums in the markup of explanations. Nothing here adds backticks: callers put formulas between them.

use critcert_certificate::rational::{Canonical, Rational};
use num_traits::{One, Signed, Zero};

use crate::exact::Matrix;

/// Most entries of a list, and most rows or columns of a matrix, that are shown in full.
const SHOWN: usize = 8;

/// Text of a user as literal text: markup in it loses its meaning.
pub(super) fn quoted(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '`' => '\'',
            '«' | '»' => '"',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect()
}

/// `1/2 x - 3 y + 1` from coefficients with names and a constant; `0` when all vanish.
pub(super) fn sum(terms: &[(Rational, String)], constant: &Rational) -> String {
    let mut text = String::new();
    let mut add = |coefficient: &Rational, name: &str| {
        if coefficient.is_zero() {
            return;
        }
        text += match (text.is_empty(), coefficient.is_negative()) {
            (true, true) => "-",
            (true, false) => "",
            (false, true) => " - ",
            (false, false) => " + ",
        };
        let size = coefficient.abs();
        text += &match (name.is_empty(), size.is_one()) {
            (true, _) => size.to_string(),
            (false, true) => name.to_owned(),
            (false, false) => format!("{size} {name}"),
        };
    };
    for (coefficient, name) in terms {
        add(coefficient, name);
    }
    add(constant, "");
    if text.is_empty() { "0".to_owned() } else { text }
}

/// `w x + b` with numbers.
pub(super) fn affine(w: &Rational, b: &Rational) -> String {
    sum(&[(w.clone(), "x".to_owned())], b)
}

/// A polynomial in eps, lowest order first.
pub(super) fn polynomial(coefficients: &[Rational], name: &str) -> String {
    let power = |(power, coefficient): (usize, &Rational)| {
        let name = match power {
            0 => String::new(),
            1 => name.to_owned(),
            _ => format!("{name}^{power}"),
        };
        (coefficient.clone(), name)
    };
    let terms: Vec<(Rational, String)> = coefficients.iter().enumerate().map(power).collect();
    sum(&terms, &Rational::zero())
}

/// `(1, -1/2)`, long lists shortened.
pub(super) fn vector(entries: &[Rational]) -> String {
    list(entries.iter().map(ToString::to_string))
}

/// The same for numbers as they stand in cases.
pub(super) fn canonical(entries: &[Canonical]) -> String {
    list(entries.iter().map(ToString::to_string))
}

fn list(entries: impl ExactSizeIterator<Item = String>) -> String {
    let count = entries.len();
    let mut shown: Vec<String> = entries.take(2 * SHOWN).collect();
    if count > shown.len() {
        shown.push("...".to_owned());
    }
    format!("({})", shown.join(", "))
}

/// `[1 0; 0 1]`: rows separated by semicolons; large ones by their shape only.
pub(super) fn matrix(matrix: &Matrix) -> String {
    if matrix.rows() > SHOWN || matrix.columns() > SHOWN {
        return format!("[{} x {} numbers]", matrix.rows(), matrix.columns());
    }
    rows(&matrix.to_rows())
}

/// The same for rows of numbers.
pub(super) fn rows(rows: &[Vec<Canonical>]) -> String {
    if rows.len() > SHOWN || rows.iter().any(|row| row.len() > SHOWN) {
        return format!("[{} x {} numbers]", rows.len(), rows.first().map_or(0, Vec::len));
    }
    let row = |row: &Vec<Canonical>| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join("; "))
}

/// `zero`, `positive` or `negative`.
pub(super) fn sign_word(value: &Rational) -> &'static str {
    match critcert_certificate::rational::sign(value) {
        0 => "zero",
        1 => "positive",
        _ => "negative",
    }
}

/// `= 0`, `> 0` or `< 0`.
pub(super) fn against_zero(value: &Rational) -> &'static str {
    match critcert_certificate::rational::sign(value) {
        0 => "= 0",
        1 => "> 0",
        _ => "< 0",
    }
}

/// `2 neurons`, `1 neuron`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
