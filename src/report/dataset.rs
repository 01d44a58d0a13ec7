//! Data-set problems: every local minimum with a witness, its fit, the spectrum of losses, the weights' plane.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{Case, Claim, DatasetClaim, Network};
use critcert_certificate::rational::ratio;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::page::{Page, number, numbers, paragraph, table};
use super::plot::{Plot, extremes, pixel};
use super::proof::parameter;
use super::svg::Figure;
use crate::answer::stratum::strata_answer;
use crate::dataset::landscape::count::{region, strata_by_loss};
use crate::dataset::landscape::plan::Plan;
use crate::exact::decimal::significant;
use crate::prove::stratum::{Landscape, survey};
use crate::prove::{Control, ProveError};

/// Largest problems whose local minima are listed though no claim asks for it.
const POINTS: usize = 6;
const WIDTH: usize = 2;
/// Most fits drawn.
const FITS: usize = 3;

/// Everything about a data-set problem.
pub(super) fn show(
    page: &mut Page,
    case: &Case,
    problem: &DatasetProblem,
    control: Control<'_>,
) -> Result<(), ProveError> {
    page.section("Data");
    let rows: Vec<Vec<String>> = problem
        .points
        .iter()
        .zip(&problem.labels)
        .enumerate()
        .map(|(index, (point, label))| {
            vec![index.to_string(), format!("({})", numbers(point)), number(&label.to_string())]
        })
        .collect();
    page.add(&table("Points and labels", &["number", "point", "label"], &rows));
    let line = problem.points.iter().all(|point| point.len() == 1);
    if let (true, Some(Network::Dataset(network))) = (line, &case.network) {
        page.figure(
            fits(problem, &[("the network of the case".to_owned(), network)], "fit"),
            "The data and the network of the case.",
        );
    }
    let patterns =
        case.claims.iter().all(|claim| matches!(claim, Claim::Dataset(DatasetClaim::PatternCount { .. })));
    let small =
        problem.points.len() <= POINTS && problem.width <= WIDTH && (!patterns || case.claims.is_empty());
    let Some(width) = asked_width(case).or(small.then_some(problem.width)) else { return Ok(()) };
    page.section(&format!("Every local minimum at width {width}"));
    let countable = problem.points.len() <= POINTS && width <= WIDTH;
    let counts = if countable {
        let plan = Plan::new(problem, width, control.interrupted)?;
        Some(strata_by_loss(&plan.strata, control.interrupted)?)
    } else {
        None
    };
    match survey(problem, width, control) {
        Ok(found) => show_minima(page, problem, &found, counts.as_ref(), line),
        Err(error) => return super::missing(page, error),
    }
    if problem.points.first().map_or(0, Vec::len) + usize::from(problem.hidden_bias) == 2 {
        arrangement(page, problem, control)?;
    }
    Ok(())
}

fn asked_width(case: &Case) -> Option<usize> {
    case.claims.iter().find_map(|claim| match claim {
        Claim::Dataset(
            DatasetClaim::NoSpuriousLocalMinimum { width }
            | DatasetClaim::NoSpuriousDifferentiableMinimum { width, .. }
            | DatasetClaim::LocalMinimumLosses { width, .. }
            | DatasetClaim::GlobalMinimumValue { width, .. },
        ) => Some(*width),
        _ => None,
    })
}

fn show_minima(
    page: &mut Page,
    problem: &DatasetProblem,
    found: &Landscape,
    counts: Option<&BTreeMap<Rational, BigInt>>,
    line: bool,
) {
    let answer = strata_answer(found, counts);
    page.add(&paragraph(&format!(
        "{} strata of {} patterns were covered, {} of them without a zero. The losses of all local minima:",
        answer.strata.0, answer.covectors, answer.cells
    )));
    let rows: Vec<Vec<String>> = answer
        .local_minima
        .iter()
        .map(|minimum| {
            let value = serde_json::to_value(&minimum.witness).unwrap_or_default();
            let get = |name: &str| value.get(name).map_or_else(|| "none".to_owned(), parameter);
            vec![
                number(&minimum.loss),
                if minimum.spurious { "spurious" } else { "global" }.to_owned(),
                if minimum.differentiable { "differentiable" } else { "at kinks only" }.to_owned(),
                minimum.dimension.to_string(),
                minimum.strata.as_ref().map_or_else(|| "not counted".to_owned(), |count| count.0.to_string()),
                get("W"),
                get("b"),
                get("v"),
                get("c"),
            ]
        })
        .collect();
    let heading = ["loss", "verdict", "smoothness", "dimension", "strata", "W", "b", "v", "c"];
    page.add(&table("Losses of local minima, each with a witness network", &heading, &rows));
    page.figure(
        spectrum(found, counts),
        "The spectrum of losses: a disc is the global minimum, squares are spurious local minima. The stems show in how many \
         strata a loss occurs, where they were counted.",
    );
    if line {
        let chosen: Vec<(String, &DatasetNetwork)> = found
            .minima
            .iter()
            .take(FITS)
            .enumerate()
            .map(|(index, minimum)| {
                let word = if index > 0 { "spurious" } else { "global" };
                (format!("{word}, loss {}", minimum.loss), &minimum.network)
            })
            .collect();
        page.figure(
            fits(problem, &chosen, "minima"),
            "The data and the networks of the local minima of least loss.",
        );
    }
}

/// The losses of all local minima, each on a stem as high as the number of its strata; without counts, as its rank.
fn spectrum(found: &Landscape, counts: Option<&BTreeMap<Rational, BigInt>>) -> Figure {
    let height = |index: usize, loss: &Rational| match counts {
        Some(counts) => Rational::from_integer(counts.get(loss).cloned().unwrap_or_default()),
        None => ratio(i64::try_from(index).unwrap_or(i64::MAX), 1),
    };
    let axis = if counts.is_some() { "strata" } else { "rank" };
    let mut plot = Plot::new("losses", "Losses of all local minima, spurious ones marked", ("loss", axis));
    let places: Vec<(Rational, Rational)> = found
        .minima
        .iter()
        .enumerate()
        .map(|(index, minimum)| (minimum.loss.clone(), height(index, &minimum.loss)))
        .collect();
    if counts.is_some() {
        for (index, (loss, count)) in places.iter().enumerate() {
            let class = if index > 0 { "s1" } else { "s0" };
            plot.curve(class, "", vec![(loss.clone(), Rational::zero()), (loss.clone(), count.clone())]);
        }
    }
    for (class, spurious, name) in [("m0", false, "global minimum"), ("m1", true, "spurious local minimum")] {
        let chosen = places.iter().enumerate().filter(|(index, _)| (*index > 0) == spurious);
        let (points, titles): (Vec<_>, Vec<_>) = chosen
            .map(|(_, place)| {
                let strata = if counts.is_some() { format!(", strata: {}", place.1) } else { String::new() };
                (place.clone(), format!("loss {} = {}{strata}", place.0, significant(&place.0)))
            })
            .unzip();
        if !points.is_empty() {
            plot.markers(class, name, points, titles);
        }
    }
    let losses = places.iter().map(|(loss, _)| loss);
    let mut heights = extremes(places.iter().map(|(_, height)| height));
    heights.extend(places.iter().map(|(_, height)| height.clone()));
    if counts.is_some() {
        heights.insert(0, Rational::zero());
    }
    // The ends first: they keep their labels.
    plot.ticks(extremes(losses.clone()).into_iter().chain(losses.cloned()).collect(), heights);
    plot.draw()
}

/// The output of a network at a number.
fn output(problem: &DatasetProblem, network: &DatasetNetwork, x: &Rational) -> Rational {
    let slope = problem.activation.slope();
    let mut sum = network.c.as_ref().map_or_else(Rational::zero, |c| c.0.clone());
    for (j, (row, v)) in network.weights.iter().zip(&network.v).enumerate() {
        let mut u = row.first().map_or_else(Rational::zero, |w| &w.0 * x);
        if let Some(b) = network.b.as_ref().and_then(|b| b.get(j)) {
            u += &b.0;
        }
        sum += &v.0 * if u.is_negative() { u * &slope } else { u };
    }
    sum
}

/// Data on a line, and the graphs of networks between the outermost points.
fn fits(problem: &DatasetProblem, networks: &[(String, &DatasetNetwork)], name: &str) -> Figure {
    let data: Vec<(Rational, Rational)> = problem
        .points
        .iter()
        .zip(&problem.labels)
        .filter_map(|(point, label)| Some((point.first()?.0.clone(), label.0.clone())))
        .collect();
    let ends = extremes(data.iter().map(|(x, _)| x));
    let (low, high) =
        (ends.iter().min().cloned().unwrap_or_default(), ends.iter().max().cloned().unwrap_or_default());
    let mut plot = Plot::new(name, "The data and the outputs of networks", ("x", "label, output"));
    let mut heights: Vec<Rational> = data.iter().map(|(_, y)| y.clone()).collect();
    for ((text, network), class) in networks.iter().zip(["s0", "s1", "s2"]) {
        let mut places = vec![low.clone(), high.clone()];
        for (j, row) in network.weights.iter().enumerate() {
            let b = network.b.as_ref().and_then(|b| b.get(j)).map_or_else(Rational::zero, |b| b.0.clone());
            if let Some(w) = row.first().filter(|w| !w.0.is_zero()) {
                places.push(-b / &w.0);
            }
        }
        places.retain(|x| *x >= low && *x <= high);
        places.sort();
        places.dedup();
        let points: Vec<_> = places.into_iter().map(|x| (x.clone(), output(problem, network, &x))).collect();
        heights.extend(points.iter().map(|(_, y)| y.clone()));
        plot.curve(class, text, points);
    }
    plot.ticks(data.iter().map(|(x, _)| x.clone()).collect(), extremes(heights.iter()));
    let titles = data.iter().map(|(x, y)| format!("point {x}, label {y}")).collect();
    plot.markers("m0", "data", data, titles);
    plot.draw()
}

/// The plane of the weights of one neuron, cut by the data, each cell coloured by what it holds at width 1.
fn arrangement(page: &mut Page, problem: &DatasetProblem, control: Control<'_>) -> Result<(), ProveError> {
    const CENTRE: f64 = 160.0;
    const RADIUS: f64 = 140.0;
    let plan = Plan::new(problem, 1, control.interrupted)?;
    let frame = &plan.strata.frame;
    let mut angles: Vec<f64> = Vec::new();
    for row in &frame.rows {
        let [x, y] =
            [0, 1].map(|axis| row.get(axis).map_or(0.0, |value| pixel(&Rational::from(value.clone()))));
        if x != 0.0 || y != 0.0 {
            let angle = (-x).atan2(y);
            angles.extend([
                angle,
                if angle > 0.0 { angle - std::f64::consts::PI } else { angle + std::f64::consts::PI },
            ]);
        }
    }
    angles.sort_by(f64::total_cmp);
    angles.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    let title = "Weights of one neuron, cut by the data into cells, coloured by what they hold";
    let least = survey(problem, 1, control)?.minima.first().map(|minimum| minimum.loss.clone());
    let least = least.unwrap_or_default();
    let mut figure = Figure::new("arrangement", title, 320, 404);
    let (mut rows, mut global) = (Vec::new(), false);
    let at = |angle: f64| (CENTRE + RADIUS * angle.cos(), CENTRE - RADIUS * angle.sin());
    for (index, kind) in plan.strata.kinds.iter().filter(|kind| !kind.is_kink()).enumerate() {
        let found = region(&plan.strata, kind)?;
        let (class, word) = match &found {
            Some(loss) if *loss == least => {
                global = true;
                ("c0", format!("a global minimum, of loss {loss}"))
            }
            Some(loss) => ("c1", format!("a spurious local minimum of loss {loss}")),
            None => ("c2", "no differentiable local minimum".to_owned()),
        };
        let signs: String = kind
            .signs
            .iter()
            .map(|&sign| {
                if sign > 0 {
                    '+'
                } else if sign < 0 {
                    '-'
                } else {
                    '0'
                }
            })
            .collect();
        let [x, y] = [0, 1]
            .map(|axis| kind.witness.get(axis).map_or(0.0, |value| pixel(&Rational::from(value.clone()))));
        let angle = y.atan2(x);
        let above = angles.iter().copied().find(|other| *other > angle);
        let below = angles.iter().copied().rev().find(|other| *other < angle);
        let turn = 2.0 * std::f64::consts::PI;
        let last = || angles.last().copied().unwrap_or(0.0) - turn;
        let first = || angles.first().copied().unwrap_or(0.0) + turn;
        let (from, to) = (below.unwrap_or_else(last), above.unwrap_or_else(first));
        let mut points = vec![(CENTRE, CENTRE)];
        points.extend((0..=24).map(|step| at(from + (to - from) * f64::from(step) / 24.0)));
        figure.polygon(class, &points, &format!("cell {index}: {signs}, {word}"));
        if to - from > 0.16 {
            let middle = f64::midpoint(from, to);
            let place = (CENTRE + 0.8 * RADIUS * middle.cos(), CENTRE - 0.8 * RADIUS * middle.sin() + 4.0);
            figure.text(place, "middle", &index.to_string());
        }
        let loss = found.as_ref().map_or_else(|| "none".to_owned(), |loss| number(&loss.to_string()));
        rows.push(vec![index.to_string(), signs, loss]);
    }
    let held = [
        ("c0", "a global minimum"),
        ("c1", "spurious local minima only"),
        ("c2", "no differentiable local minimum"),
    ];
    for ((class, words), y) in held.into_iter().zip([324.0, 348.0, 372.0]) {
        figure.polygon(class, &[(12.0, y), (36.0, y), (36.0, y + 16.0), (12.0, y + 16.0)], words);
        figure.text((46.0, y + 13.0), "start", words);
    }
    page.part("The weights of one neuron");
    let kinks = if global { "" } else { ", reached in no cell: at kinks only" };
    page.figure(
        figure,
        &format!(
            "The plane of the input weights of one neuron (coordinates scaled per axis), cut by the data into cells, coloured by the \
             differentiable local minima that each holds at width 1. The least loss at width 1 is {least}{kinks}."
        ),
    );
    page.add(&table(
        "Cells at width 1",
        &["cell", "signs at the points", "loss of its differentiable local minimum"],
        &rows,
    ));
    Ok(())
}
