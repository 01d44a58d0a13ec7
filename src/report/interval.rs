//! Interval problems: the network against the target, the residual, the descent ray, families and the pattern tree.

use critcert_certificate::Rational;
use critcert_certificate::case::interval::{IntervalNetwork, IntervalProblem};
use critcert_certificate::case::{Case, Network};
use critcert_certificate::rational::ratio;

use super::page::{Page, details, escape, number, numbers, paragraph, table};
use super::plot::{Plot, extremes};
use crate::answer::interval::landscape_answer;
use crate::interval::instance::Instance;
use crate::interval::landscape::{Event, search};
use crate::interval::rays::Ray;
use crate::interval::residual::Residual;
use crate::interval::{Proof, classify};
use crate::prove::{Control, Finding, ProveError};

/// Widest networks for which the pattern tree is shown.
const TREE_WIDTH: usize = 6;

/// Everything about an interval problem.
pub(super) fn show(
    page: &mut Page,
    case: &Case,
    problem: &IntervalProblem,
    findings: &[Finding],
    control: Control<'_>,
) -> Result<(), ProveError> {
    if let Some(Network::Interval(network)) = &case.network {
        show_network(page, problem, network)?;
    }
    for finding in findings {
        if let Finding::IntervalLandscape(found) = finding {
            show_families(page, problem, found);
            if found.width <= TREE_WIDTH {
                show_tree(page, found.width, control)?;
            }
        }
    }
    Ok(())
}

fn show_network(
    page: &mut Page,
    problem: &IntervalProblem,
    network: &IntervalNetwork,
) -> Result<(), ProveError> {
    let instance = Instance::new(problem, network)?;
    let residual = Residual::new(&instance)?;
    let found = classify(problem, network)?;
    let cuts = residual.cuts().to_vec();
    let output: Vec<_> = cuts.iter().map(|x| (x.clone(), instance.output(x))).collect();
    let target: Vec<_> = cuts.iter().map(|x| (x.clone(), problem.target(x))).collect();
    page.part("Network and target");
    let mut plot =
        Plot::new("network", "Output of the network and target on the interval", ("x", "f(x), target"));
    plot.ticks(cuts.clone(), extremes(output.iter().chain(&target).map(|(_, y)| y)));
    plot.curve("s1", "target", target);
    plot.curve("s0", "network", output);
    let (mut kinks, mut titles, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (neuron, class)) in instance.neurons().zip(&found.neurons).enumerate() {
        let place = neuron.breakpoint();
        let kind = serde_json::to_value(class.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default().to_owned();
        if let Some(x) = place.as_ref().filter(|x| *instance.start() < **x && **x < *instance.end()) {
            kinks.push((x.clone(), instance.output(x)));
            titles.push(format!("neuron {index}, {kind}, kink at {x}"));
        }
        let place = place.map_or_else(|| "none".to_owned(), |x| number(&x.to_string()));
        rows.push(vec![index.to_string(), escape(&kind), place]);
    }
    if !kinks.is_empty() {
        plot.markers("m0", "kink of a neuron", kinks, titles);
    }
    page.figure(
        plot.draw(),
        "The network (solid) and the target (dashed); discs mark the kinks of its neurons.",
    );
    page.add(&table("Neurons and their breakpoints", &["neuron", "type", "breakpoint"], &rows));
    page.part("Residual");
    let points: Vec<_> = cuts.iter().map(|x| (x.clone(), instance.output(x) - problem.target(x))).collect();
    let mut plot = Plot::new("residual", "Residual of the network, output minus target", ("x", "residual"));
    plot.ticks(cuts.clone(), extremes(points.iter().map(|(_, y)| y)));
    plot.curve(
        "s1",
        "zero",
        cuts.first().into_iter().chain(cuts.last()).map(|x| (x.clone(), ratio(0, 1))).collect(),
    );
    plot.curve("s0", "residual", points.clone());
    page.figure(plot.draw(), "The residual: output minus target. It is affine between the breakpoints.");
    let rows: Vec<Vec<String>> =
        points.iter().map(|(x, y)| vec![number(&x.to_string()), number(&y.to_string())]).collect();
    page.add(&table("The residual at the ends of its pieces", &["x", "residual"], &rows));
    if let Proof::DescentRay(ray) = &found.proof {
        show_ray(page, &found.loss, ray);
    }
    Ok(())
}

fn show_ray(page: &mut Page, loss: &Rational, ray: &Ray) {
    page.part("Loss along the descent ray");
    let coefficients = ray.polynomial.coefficients();
    let rows: Vec<Vec<String>> = coefficients
        .iter()
        .enumerate()
        .map(|(power, value)| vec![format!("eps^{power}"), number(&value.to_string())])
        .collect();
    let caption = format!("Change of the loss along the ray, for 0 <= eps <= {}", ray.epsilon);
    page.add(&table(&caption, &["power", "coefficient"], &rows));
    let value = |eps: &Rational| coefficients.iter().rev().fold(ratio(0, 1), |sum, next| sum * eps + next);
    // Beyond a root of moderate size the polynomial only grows: show where it falls.
    let mut end = ray.epsilon.clone();
    for _ in 0..40 {
        if value(&end) < ratio(0, 1) {
            break;
        }
        end *= ratio(1, 2);
    }
    let points: Vec<_> = (0..=48)
        .map(|step| {
            let eps = &end * ratio(step, 48);
            let change = value(&eps);
            (eps, change)
        })
        .collect();
    let mut plot =
        Plot::new("ray", "Change of the loss along the descent ray", ("eps", "change of the loss"));
    plot.ticks(vec![ratio(0, 1), &end * ratio(1, 2), end.clone()], vec![ratio(0, 1)]);
    plot.curve("s0", "L(eps) - L(0)", points);
    page.figure(
        plot.draw(),
        "The exact polynomial: it starts at zero and falls, so the point is no local minimum.",
    );
    page.add(&format!("<p>The loss at eps = 0 is {}.</p>", number(&loss.to_string())));
}

fn show_families(page: &mut Page, problem: &IntervalProblem, found: &crate::prove::interval::Landscape) {
    page.section(&format!("Every critical point at width {}", found.width));
    let answer = landscape_answer(problem, found);
    page.add(&paragraph(&format!(
        "{} patterns were decided; {} hold no critical point of positive loss. {} branches of the tree were cut, {} opened, \
         {} hold a family.",
        answer.patterns.0, answer.infeasible.0, answer.branches.cut, answer.branches.opened, answer.branches.feasible
    )));
    let rows: Vec<Vec<String>> = answer
        .families
        .iter()
        .map(|family| {
            vec![
                escape(family.verdict.name()),
                family.kinks.to_string(),
                number(&family.loss),
                numbers(&family.breakpoints),
                family.kink_weight.as_deref().map(number).unwrap_or_default(),
                family.patterns.0.to_string(),
            ]
        })
        .collect();
    let heading = ["verdict", "kinks", "loss", "breakpoints", "v w at each kink", "patterns"];
    page.add(&table("Families of critical points", &heading, &rows));
}

/// A branch of the tree, in the order of the walk.
struct Branch {
    name: String,
    what: String,
    open: bool,
}

fn show_tree(page: &mut Page, width: usize, control: Control<'_>) -> Result<(), ProveError> {
    let mut branches = Vec::new();
    search(width, control.interrupted, &mut |event| {
        let (name, what, open) = match event {
            Event::Open(name) => (name, "split".to_owned(), true),
            Event::Cut(name, _) => (name, "impossible, cut by multipliers".to_owned(), false),
            Event::Found(name, family, _) => {
                (name, format!("{} with {} kinks", family.verdict().name(), family.kinks()), false)
            }
        };
        branches.push(Branch { name: name.to_owned(), what, open });
        Ok(())
    })?;
    page.part("The pattern tree");
    page.add(&paragraph("Each branch extends the one around it; together the leaves cover all patterns."));
    page.add(&nested(&branches));
    Ok(())
}

/// The branches as nested lists: a branch lies in the last open one whose name its own name extends.
fn nested(branches: &[Branch]) -> String {
    let mut out = String::new();
    let mut around: Vec<&str> = Vec::new();
    for branch in branches {
        while around.last().is_some_and(|name| !branch.name.starts_with(&format!("{name} "))) {
            around.pop();
            out += "</div></details>";
        }
        let line = escape(&format!("{}: {}", branch.name, branch.what));
        if branch.open {
            out += &format!("<details open=\"open\"><summary>{line}</summary><div>");
            around.push(&branch.name);
        } else {
            out += &format!("<p class=\"tool\">{line}</p>");
        }
    }
    around.iter().for_each(|_| out += "</div></details>");
    details("Browse the tree", &out)
}
