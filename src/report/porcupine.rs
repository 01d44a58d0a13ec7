//! Porcupine problems: the lines, the levels, and every reduced pattern with what it holds.

use critcert_certificate::case::{Case, PorcupineProblem};
use critcert_certificate::certificate::porcupine::Value;
use critcert_certificate::rational::Canonical;
use itertools::Itertools;

use super::page::{Page, enclosed, escape, number, numbers, paragraph, table};
use super::plot::pixel;
use super::svg::Figure;
use crate::answer::porcupine::landscape_answer;
use crate::porcupine::Landscape;
use crate::porcupine::patterns::{numbered, word};
use crate::porcupine::pi::bounds;
use crate::prove::{Control, ProveError, porcupine_landscape};

/// Most reduced patterns listed one by one: those of five lines.
const PATTERNS: usize = 243;

/// Everything about a porcupine problem.
pub(super) fn show(
    page: &mut Page,
    case: &Case,
    problem: &PorcupineProblem,
    path: &str,
    control: Control<'_>,
) -> Result<(), ProveError> {
    page.section("Lines");
    let rows: Vec<Vec<String>> = problem
        .lines
        .iter()
        .zip(&problem.neurons_per_line)
        .enumerate()
        .map(|(index, (line, neurons))| {
            vec![index.to_string(), format!("({})", numbers(line)), neurons.to_string()]
        })
        .collect();
    page.add(&table("Lines of the weights", &["line", "direction", "neurons"], &rows));
    if problem.dimension() == 2 {
        page.figure(lines(&problem.lines), "The lines on which the weights of the neurons lie.");
    }
    page.section("Every local minimum");
    let found = match porcupine_landscape(case, path, std::io::sink(), control) {
        Ok(found) => found,
        Err(error) => return super::missing(page, error),
    };
    show_levels(page, &found);
    Ok(())
}

/// A number of Q(pi), or one known by bounds, with its decimals.
fn exact(value: &Value) -> String {
    match bounds(value) {
        Some((low, high)) => enclosed(&value.text(), &low, &high),
        None => number(&value.text()),
    }
}

fn show_levels(page: &mut Page, landscape: &Landscape) {
    let found = landscape_answer(landscape);
    let signs = &found.sign_patterns;
    page.add(&paragraph(&format!(
        "{} reduced patterns of {} distinct lines were decided: + all neurons positive, - all negative, o anything else. {} of {} \
         sign patterns hold a spurious local minimum; the span theorem excludes one in {}.",
        found.strata,
        found.lines.len(),
        signs.spurious.0,
        signs.all.0,
        signs.settled_by_span.0
    )));
    let rows: Vec<Vec<String>> = found
        .local_minima
        .iter()
        .zip(&landscape.levels)
        .map(|(level, own)| {
            let witness =
                own.witness.iter().map(|line| format!("({})", line.iter().map(exact).join(", "))).join(" ");
            vec![
                exact(&own.loss),
                if level.spurious { "spurious" } else { "global" }.to_owned(),
                level.strata.to_string(),
                level.sign_patterns.0.to_string(),
                witness,
            ]
        })
        .collect();
    let heading = ["loss", "verdict", "patterns", "sign patterns", "positions of a witness, line by line"];
    page.add(&table("Losses of local minima, increasing", &heading, &rows));
    if found.strata > PATTERNS {
        return;
    }
    let rows: Vec<Vec<String>> = (0..found.strata)
        .map(|index| {
            let pattern = word(&numbered(index, found.lines.len()));
            let level = landscape.levels.iter().position(|level| level.patterns.contains(&pattern));
            let (loss, verdict) = match level.and_then(|place| Some((place, landscape.levels.get(place)?))) {
                Some((place, level)) => (exact(&level.loss), if place > 0 { "spurious" } else { "global" }),
                None => ("none".to_owned(), "no local minimum"),
            };
            vec![escape(&pattern), loss, verdict.to_owned()]
        })
        .collect();
    page.add(&table("Every reduced pattern and what it holds", &["pattern", "loss", "verdict"], &rows));
}

/// The lines through the origin, each with its number at its positive end.
fn lines(lines: &[Vec<Canonical>]) -> Figure {
    const CENTRE: f64 = 160.0;
    let mut figure = Figure::new("lines", "The lines of the weights in the plane", 320, 320);
    let mut labels: Vec<(f64, f64)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let [x, y] = [0, 1].map(|axis| line.get(axis).map_or(0.0, |value| pixel(&value.0)));
        let length = x.hypot(y).max(f64::MIN_POSITIVE);
        let (x, y) = (x / length, -y / length);
        let class = ["s0", "s1", "s2", "s3"][index % 4];
        figure.line(
            class,
            &[(CENTRE - 120.0 * x, CENTRE - 120.0 * y), (CENTRE + 120.0 * x, CENTRE + 120.0 * y)],
        );
        let label = (CENTRE + 138.0 * x, CENTRE + 138.0 * y + 4.0);
        if labels.iter().all(|other| (other.0 - label.0).abs() > 50.0 || (other.1 - label.1).abs() > 18.0) {
            figure.text(label, "middle", &format!("{index}"));
            labels.push(label);
        }
    }
    figure
}
