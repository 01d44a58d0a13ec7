//! Extra-neuron problems: the base against its labels, and what the extra unit removes.

use critcert_certificate::Rational;
use critcert_certificate::case::extra_neuron::Unit;
use critcert_certificate::case::{Case, ExtraNeuronProblem};
use critcert_certificate::rational::ratio;
use num_traits::{One, Signed};

use super::page::{Page, enclosed, number, numbers, paragraph, table};
use super::plot::{Plot, extremes, pixel};
use super::proof::network_table;
use super::svg::Figure;
use crate::answer::extra_neuron::landscape_answer;
use crate::exact::decimal::shared;
use crate::extra_neuron::classify::is_frozen;
use crate::extra_neuron::lines::CriticalLines;
use crate::prove::extra_neuron::LandscapeBase;
use crate::prove::{Control, ProveError, extra_neuron_landscape};

/// Most critical lines drawn.
const LINES: usize = 40;

/// Everything about an extra-neuron problem.
pub(super) fn show(
    page: &mut Page,
    case: &Case,
    problem: &ExtraNeuronProblem,
    path: &str,
    control: Control<'_>,
) -> Result<(), ProveError> {
    page.section("Before and after the extra unit");
    let found = match extra_neuron_landscape(case, path, control) {
        Ok((found, _)) => found,
        Err(error) => return super::missing(page, error),
    };
    match &found.has_local_minimum {
        Ok(true) => page.add(&paragraph("With the extra unit the loss has a local minimum.")),
        Ok(false) => page.add(&paragraph("With the extra unit the loss has no local minimum at all.")),
        Err(reason) => {
            page.add(&paragraph(&format!("Whether there is a local minimum is undecided: {reason}.")))
        }
    }
    if let Some(base) = &found.base {
        show_base(page, problem, base);
    }
    let answer = landscape_answer(problem, &found);
    if let Some(base) = &found.base {
        show_lines(page, problem, base);
        page.add(&network_table("A better base", &answer["base"]["better"]["network"]));
    }
    page.add(&network_table("A base above which a local minimum lies", &answer["witness"]["network"]));
    Ok(())
}

fn show_base(page: &mut Page, problem: &ExtraNeuronProblem, found: &LandscapeBase) {
    page.part("Before: the base");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let loss =
        found.base.loss.as_ref().map_or_else(|| "not rational".to_owned(), |loss| number(&loss.to_string()));
    let better = found.better.as_ref().and_then(|better| better.loss.as_ref());
    let mut rows = vec![
        vec!["loss of the base".to_owned(), loss],
        vec!["its outputs are best at every place".to_owned(), yes(found.optimal)],
    ];
    // A frozen base has no loss of its own to be a minimum of, and there is no other base.
    if !is_frozen(problem) {
        rows.extend([
            vec!["shown to be a local minimum of its own loss".to_owned(), yes(found.local_minimum)],
            vec![
                "loss of a better base".to_owned(),
                better.map_or_else(|| "none known".to_owned(), |loss| number(&loss.to_string())),
            ],
            vec!["spurious minimum removed by the unit".to_owned(), yes(found.is_removed())],
        ]);
    }
    page.add(&table("The base and what the extra unit changes", &["question", "answer"], &rows));
    let margins: Vec<_> = found
        .base
        .outputs
        .iter()
        .zip(&problem.labels)
        .map(|(output, &label)| output * ratio(i64::from(label), 1))
        .collect();
    let rows: Vec<Vec<String>> = problem
        .points
        .iter()
        .zip(&problem.labels)
        .zip(found.base.outputs.iter().zip(&margins))
        .map(|((point, label), (output, margin))| {
            let point = format!("({})", numbers(point));
            vec![point, label.to_string(), number(&output.to_string()), number(&margin.to_string())]
        })
        .collect();
    page.add(&table(
        "Outputs of the base and margins y f(x)",
        &["point", "label", "output", "margin"],
        &rows,
    ));
    let mut plot = Plot::new("margins", "Margin of the base at every point", ("point", "margin y f(x)"));
    let place = |index: usize| ratio(i64::try_from(index).unwrap_or(i64::MAX), 1);
    for (class, label, name) in [("m0", 1, "label 1"), ("m1", -1, "label -1")] {
        let chosen = margins.iter().enumerate().filter(|(index, _)| problem.labels[*index] == label);
        let (points, titles): (Vec<_>, Vec<_>) = chosen
            .map(|(index, margin)| {
                ((place(index), margin.clone()), format!("point {index}: margin {margin}"))
            })
            .unzip();
        if !points.is_empty() {
            plot.markers(class, name, points, titles);
        }
    }
    let mut heights = extremes(margins.iter());
    heights.push(ratio(0, 1));
    plot.ticks((0..margins.len()).map(place).collect(), heights);
    page.figure(plot.draw(), "Margins of the base; a negative margin is a misclassified point.");
}

fn show_lines(page: &mut Page, problem: &ExtraNeuronProblem, found: &LandscapeBase) {
    page.part("After: critical lines of the unit");
    match &found.lines {
        Ok(lines) => {
            page.add(&paragraph(&match lines.count() {
                Some(count) => format!("Number of critical lines above the base: {count}."),
                None => "The critical lines above the base fill a continuum.".to_owned(),
            }));
            let mut rows: Vec<Vec<String>> = lines
                .roots()
                .into_iter()
                .map(|((low, high), multiplicity)| {
                    let root = if low == high { low.to_string() } else { format!("in [{low}, {high}]") };
                    vec![enclosed(&root, low, high), multiplicity.to_string()]
                })
                .collect();
            let caption = match problem.unit {
                Unit::Exp => {
                    let exponent =
                        if lines.scale.is_one() { "w".to_owned() } else { format!("w / {}", lines.scale) };
                    format!("Lines by u = exp({exponent}), a positive root of the polynomial; b is free")
                }
                Unit::Monomial(_) => "Lines by r = b / w, a real root of the polynomial".to_owned(),
            };
            if lines.at_zero_weight > 0 {
                rows.push(vec!["w = 0".to_owned(), lines.at_zero_weight.to_string()]);
            }
            page.add(&table(&caption, &["root", "order of the saddle"], &rows));
            if lines.count().is_some_and(|count| (1..=LINES).contains(&count)) {
                page.figure(
                    draw_lines(problem, lines),
                    "The plane of the unit's weights: at a = 0, exactly the points (w, b) on these lines are critical above the \
                     base. A saddle of order 1 has a direction of negative curvature; above order 1 the loss is flatter.",
                );
            }
        }
        Err(reason) => page.add(&paragraph(&format!("Critical lines are not listed: {reason}."))),
    }
}

/// The critical lines in the plane of (w, b), each with a marker that tells its order.
fn draw_lines(problem: &ExtraNeuronProblem, lines: &CriticalLines) -> Figure {
    let mut plot =
        Plot::new("critical-lines", "Critical lines in the plane of the unit's weights", ("w", "b"));
    let exponential = problem.unit == Unit::Exp;
    let scale = pixel(&Rational::from_integer(lines.scale.clone()));
    let middle = |(low, high): &(Rational, Rational)| (low + high) * ratio(1, 2);
    // (w, b) where the line leaves the drawing, its title, its order.
    let mut drawn: Vec<((Rational, Rational), String, usize)> = lines
        .roots()
        .into_iter()
        .map(|(root, order)| {
            let (value, about) = (middle(root), shared(&root.0, &root.1));
            if exponential {
                let w = scale * pixel(&value).ln();
                let title = format!("w = {scale} ln u, u = {about}, w about {w:.4}: order {order}");
                ((Rational::from_float(w).unwrap_or_default(), ratio(1, 1)), title, order)
            } else {
                // Through the origin, to the border of the square of half-width 1.
                let size = value.abs().max(ratio(1, 1));
                let title = format!("b = r w, r = {about}: order {order}");
                ((ratio(1, 1) / &size, &value / &size), title, order)
            }
        })
        .collect();
    if lines.at_zero_weight > 0 {
        let order = lines.at_zero_weight;
        drawn.push(((ratio(0, 1), ratio(1, 1)), format!("w = 0: order {order}"), order));
    }
    let far = drawn.iter().map(|((w, _), ..)| w.abs().ceil()).max().unwrap_or_default().max(ratio(1, 1));
    let classes = [("s0", "m0", "order 1", true), ("s1", "m1", "order 2 or more", false)];
    for (line, marker, name, strict) in classes {
        let (mut points, mut titles) = (Vec::new(), Vec::new());
        for ((w, b), title, _) in drawn.iter().filter(|(.., order)| (*order == 1) == strict) {
            let start = if exponential { (w.clone(), -b) } else { (-w, -b) };
            plot.curve(line, "", vec![start, (w.clone(), b.clone())]);
            let half = ratio(1, 2);
            points.push((if exponential { w.clone() } else { w * &half }, b * &half));
            titles.push(title.clone());
        }
        if !points.is_empty() {
            plot.markers(marker, name, points, titles);
        }
    }
    plot.ticks(vec![-far.clone(), ratio(0, 1), far], vec![ratio(-1, 1), ratio(0, 1), ratio(1, 1)]);
    plot.draw()
}
