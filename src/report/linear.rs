//! Linear problems: eigenvalues, and every critical value with its index.

use critcert_certificate::Rational;
use critcert_certificate::case::Case;
use critcert_certificate::rational::ratio;
use itertools::Itertools;

use super::page::{Page, enclosed, escape, numbers, paragraph, table};
use super::plot::Plot;
use crate::answer::linear::{Number, approximate, landscape_answer};
use crate::exact::decimal::rounded;
use crate::prove::{Control, ProveError, linear_landscape};

/// Everything about a linear problem.
pub(super) fn show(page: &mut Page, case: &Case, path: &str, control: Control<'_>) -> Result<(), ProveError> {
    page.section("Every critical value");
    let found = match linear_landscape(case, path, control) {
        Ok((found, _)) => landscape_answer(&found),
        Err(error) => return super::missing(page, error),
    };
    page.add(&paragraph(&format!("Width {}: {}.", found.width, found.statement)));
    let rows: Vec<Vec<String>> = found
        .eigenvalues
        .iter()
        .enumerate()
        .map(|(index, value)| vec![index.to_string(), exact(&value.value), value.multiplicity.to_string()])
        .collect();
    page.add(&table(
        "Distinct eigenvalues of Sigma, the largest first",
        &["number", "eigenvalue", "multiplicity"],
        &rows,
    ));
    let subset = |taken: &Vec<i64>| format!("({})", taken.iter().join(", "));
    let rows: Vec<Vec<String>> = found
        .critical_values
        .iter()
        .map(|value| {
            vec![
                exact(&value.value),
                if value.global { "global minimum" } else { "saddle" }.to_owned(),
                value.eigenvalues.iter().map(subset).join(" "),
                value.indices.iter().join(", "),
            ]
        })
        .collect();
    let heading = ["critical value", "verdict", "multiplicities taken", "index of each"];
    page.add(&table(
        "Critical values, increasing, and the eigenvalue subsets that have them",
        &heading,
        &rows,
    ));
    let points = |global: bool| -> (Vec<(Rational, Rational)>, Vec<String>) {
        let chosen = found.critical_values.iter().filter(|value| value.global == global);
        chosen
            .map(|value| {
                let index = ratio(i64::try_from(value.index).unwrap_or(i64::MAX), 1);
                let about = match &value.value {
                    Number::Rational(_) => String::new(),
                    Number::Algebraic { .. } => format!(", about {}", approximate(&value.value)),
                };
                let title = format!("{}{about}, index {}", text(&value.value), value.index);
                ((middle(&value.value), index), title)
            })
            .unzip()
    };
    let mut plot = Plot::new(
        "spectrum",
        "Critical values of the loss and the index of the Hessian at each",
        ("critical value", "index (negative directions)"),
    );
    for value in &found.critical_values {
        plot.tick(
            middle(&value.value),
            match &value.value {
                Number::Rational(value) => value.to_string(),
                Number::Algebraic { .. } => format!("≈ {}", rounded(&middle(&value.value), 2)),
            },
        );
    }
    let index = found.critical_values.iter().filter_map(|value| i64::try_from(value.index).ok());
    plot.ticks(Vec::new(), index.map(|index| ratio(index, 1)).collect());
    let (minima, titles) = points(true);
    plot.markers("m0", "global minimum", minima, titles);
    let (saddles, titles) = points(false);
    if !saddles.is_empty() {
        plot.markers("m1", "saddle", saddles, titles);
    }
    page.figure(
        plot.draw(),
        "The spectrum of critical values: a disc is the global minimum, squares are saddles.",
    );
    page.add(&format!(
        "<p>Characteristic polynomial of Sigma, constant coefficient first: {}.</p>",
        numbers(&found.characteristic_polynomial)
    ));
    Ok(())
}

fn middle(value: &Number) -> Rational {
    let (low, high) = value.bounds();
    (low + high) * ratio(1, 2)
}

/// A number in words: a fraction, or the polynomial and the interval that single it out.
fn text(value: &Number) -> String {
    match value {
        Number::Rational(value) => value.to_string(),
        Number::Algebraic { polynomial, interval: [low, high] } => match polynomial {
            Some(coefficients) => format!("root of ({}) in [{low}, {high}]", coefficients.iter().join(", ")),
            None => format!("the sum in [{low}, {high}]"),
        },
    }
}

fn exact(value: &Number) -> String {
    let (low, high) = value.bounds();
    match value {
        Number::Algebraic { polynomial: Some(coefficients), .. } => {
            let text = format!("root of ({})", coefficients.iter().join(", "));
            let (number, place) = (enclosed(&text, low, high), interval(value));
            format!("{number} <span class=\"tool\">in {place}</span>")
        }
        _ => enclosed(&text(value), low, high),
    }
}

fn interval(value: &Number) -> String {
    match value {
        Number::Algebraic { interval: [low, high], .. } => format!("[{}]", numbers([low, high])),
        Number::Rational(value) => escape(&value.to_string()),
    }
}
