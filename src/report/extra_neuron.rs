//! Extra-neuron problems: the base against its labels, and what the extra unit removes.

use critcert_certificate::case::extra_neuron::Unit;
use critcert_certificate::case::{Case, ExtraNeuronProblem};
use critcert_certificate::rational::ratio;

use super::page::{Page, number, numbers, paragraph, table};
use super::plot::{Plot, extremes};
use super::proof::network_table;
use crate::answer::extra_neuron::landscape_answer;
use crate::prove::extra_neuron::LandscapeBase;
use crate::prove::{Control, ProveError, extra_neuron_landscape};

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
    let rows = vec![
        vec!["loss of the base".to_owned(), loss],
        vec!["shown to be a local minimum of its own loss".to_owned(), yes(found.local_minimum)],
        vec![
            "loss of a better base".to_owned(),
            better.map_or_else(|| "none known".to_owned(), |loss| number(&loss.to_string())),
        ],
        vec!["its outputs are best at every place".to_owned(), yes(found.optimal)],
        vec!["spurious minimum removed by the unit".to_owned(), yes(found.is_removed())],
    ];
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
                    vec![format!("[{}]", numbers([low, high])), multiplicity.to_string()]
                })
                .collect();
            let caption = match problem.unit {
                Unit::Exp => format!(
                    "Lines by u = exp(w / {}), a positive root of the polynomial; b is free",
                    lines.scale
                ),
                Unit::Monomial(_) => "Lines by r = b / w, a real root of the polynomial".to_owned(),
            };
            if lines.at_zero_weight > 0 {
                rows.push(vec!["w = 0".to_owned(), lines.at_zero_weight.to_string()]);
            }
            page.add(&table(&caption, &["root in", "order of the saddle"], &rows));
        }
        Err(reason) => page.add(&paragraph(&format!("Critical lines are not listed: {reason}."))),
    }
}
