//! Steps of `proofs/format/extra-neuron.md`, 1 to 21.

use critcert_certificate::case::Problem;
use serde_json::Value;

use super::{Reader, SHOWN, Table, combination, entries, join, length, show};
use crate::export::Formula;
use crate::extra_neuron::existence::{Activation, PatternSystems};

pub(super) const TABLE: Table = &[
    ("extra-base", base),
    ("extra-output-weight", output_weight),
    ("extra-gradient-entry", gradient_entry),
    ("extra-one-sided", one_sided),
    ("extra-stationary", stationary),
    ("extra-order", order),
    ("extra-group", group),
    ("extra-moment", moment),
    ("extra-optimal", optimal),
    ("extra-moments-vanish", moments_vanish),
    ("extra-base-minimum", base_minimum),
    ("extra-verdict", verdict),
    ("extra-separation", separation),
    ("extra-eliminates", eliminates),
    ("extra-lines", lines),
    ("extra-cells", cells),
    ("extra-patterns", patterns),
    ("extra-cut", cut),
    ("extra-covered", covered),
    ("extra-no-minimiser", no_minimiser),
    ("extra-vacuous", vacuous),
];

/// A sum of exponentials: pairs of exponent and coefficient.
pub(super) fn sum(value: &Value) -> String {
    let terms: Vec<String> = entries(value)
        .take(SHOWN)
        .map(|term| match term[0].as_str() {
            Some("0") => show(&term[1]),
            _ => format!("({}) e^({})", show(&term[1]), show(&term[0])),
        })
        .collect();
    if terms.is_empty() { "0".to_owned() } else { terms.join(" + ") }
}

fn base(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let which = if with["network"].is_null() {
        "The base of the case".to_owned()
    } else {
        format!("The base {}", super::network(&with["network"]).replacen("the network ", "with ", 1))
    };
    let loss = if with["loss"].is_null() {
        "the logistic loss has no rational value".to_owned()
    } else {
        format!("its loss without the unit is `{}`", show(&with["loss"]))
    };
    vec![format!("{which} has the outputs `{}` at the points; {loss}.", show(&with["outputs"]))]
}

fn output_weight(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the unit of the case `lambda a^2` (times the power of a monomial unit) is `{}`, not zero. It equals a combination of the derivatives in `a`, `w` and `b` in which the data terms cancel, so one of these is not zero: not critical.",
        show(&with["value"])
    )]
}

fn gradient_entry(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let neuron = if with["neuron"].is_null() {
        String::new()
    } else {
        format!(" of neuron {}", show(&with["neuron"]))
    };
    let input =
        if with["input"].is_null() { String::new() } else { format!(", input {}", show(&with["input"])) };
    vec![format!(
        "At `a = 0` the derivative of the loss in `{}`{neuron}{input} of the base of {} is `{}`, minus a sum of the coefficients `c_i = y_i l'(-y_i f_i)` with the derivatives of the outputs. It is not zero: not critical.",
        show(&with["parameter"]),
        reader.step(&with["base"]),
        sum(&with["value"])
    )]
}

fn one_sided(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At `a = 0`, moving `(w, b)` of neuron {} of the base of {} along `{}` has the one-sided derivative `{}`: points on its kink count only where the neuron becomes active. It is negative: not critical.",
        show(&with["neuron"]),
        reader.step(&with["base"]),
        show(&with["direction"]),
        show(&with["value"])
    )]
}

fn stationary(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let kinks = if with["differentiable"] == false {
        "; on a kink the one-sided derivatives along the rays between which they are linear are not negative"
    } else {
        ""
    };
    vec![format!(
        "The base of {} is stationary: it is frozen, or all its derivatives, sums of the `c_i` with the derivatives of the outputs, vanish{kinks}.",
        reader.step(&with["base"])
    )]
}

fn order(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![
        format!(
            "`G(w, b) = sum_i c_i u(<w, x_i> + b)` with the coefficients of the base of {} is minus the derivative of the loss in `a`.",
            reader.step(&with["base"])
        ),
        format!(
            "At the unit of the case its derivatives of order below `{}` vanish, and the one with the counts `{}` (by each `w`, then by `b`) is `{}`, not zero. So `G` vanishes to this order exactly.",
            show(&with["order"]),
            show(&with["derivative"]),
            sum(&with["sum"])
        ),
    ]
}

fn group(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the place of point {} the coefficients `c_i` of the base of {} add up to `{}`. It is not zero, and minus the derivative of the loss of this place in its output: the output is not best there.",
        show(&with["point"]),
        reader.step(&with["base"]),
        sum(&with["sum"])
    )]
}

fn moment(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The moment `sum_i c_i x_i^k` with the powers `k = {}` and the coefficients of the base of {} is `{}`, not zero: a unit of this degree sees that the outputs are not best.",
        show(&with["powers"]),
        reader.step(&with["base"]),
        sum(&with["sum"])
    )]
}

fn optimal(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At every place the coefficients `c_i` of the base of {} add up to 0: every output minimises the convex loss of its place, so with `a = 0` the augmented loss is the least one.",
        reader.step(&with["base"])
    )]
}

fn moments_vanish(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let bad = if with["bad"].is_null() {
        "All outputs are best.".to_owned()
    } else {
        format!("The output at point {} is not best, though.", show(&with["bad"]))
    };
    vec![
        format!(
            "All moments `sum_i c_i x_i^k` of degree at most `{}` of the base of {} vanish, so that a monomial unit of this power lowers the loss in no position.",
            show(&with["power"]),
            reader.step(&with["base"])
        ),
        format!(
            "The base is frozen or flat: above it every point with `a = 0` is a minimum, by convexity. {bad}"
        ),
    ]
}

fn base_minimum(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let better = if with["better"].is_null() {
        String::new()
    } else {
        format!(" It is not global: the base of {} has a smaller loss.", reader.step(&with["better"]))
    };
    vec![format!(
        "The base of {} is a local minimum of its own loss: no point is on a kink, and `sum c_i` and, over the active points of each neuron, `sum c_i` and `sum c_i x_i` are 0; convexity does the rest.{better}",
        reader.step(&with["base"])
    )]
}

fn verdict(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let because = reader.list(&with["because"]);
    vec![match with["verdict"].as_str() {
        Some("saddle") => format!(
            "The point of the case is a saddle of order `{}`: by {because} nothing falls to first order, and `G` vanishes there but not near. It is no local minimum, for that needs best outputs everywhere, and no local maximum, for the loss is convex in `a`.",
            show(&with["order"])
        ),
        Some("not-critical") => format!("The point of the case is not critical, by {because}."),
        _ => format!("The point of the case is {}, by {because}.", super::verdict(&with["verdict"])),
    }]
}

fn separation(_: &Reader<'_>, with: &Value) -> Vec<String> {
    let power = show(&with["power"]);
    vec![if length(&with["polynomials"]) == 0 {
        format!(
            "Polynomials of degree `{power}` separate the places, for it is at least their number less one: interpolate in a linear form that tells them apart."
        )
    } else {
        format!(
            "Polynomials of degree `{power}` separate the places: for each of the {} places one that is 1 there and 0 at the others is stated.",
            length(&with["polynomials"])
        )
    }]
}

fn eliminates(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let separation = if with["separation"].is_null() {
        String::new()
    } else {
        format!(" The power of the unit separates the places, by {}.", reader.step(&with["separation"]))
    };
    vec![format!(
        "Theorem N1 applies, as `lambda > 0`: every local minimum has `a = 0` and best outputs at all places, for near a local minimum with `a = 0` the sums `G(w, b)` vanish on an open set, which makes the coefficients of every place add up to 0.{separation}"
    )]
}

fn lines(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let mut text = vec![format!(
        "Above the base of {} the critical points lie on lines, one for each root of the polynomial with the coefficients `{}` (constant first).",
        reader.step(&with["base"]),
        show(&with["polynomial"])
    )];
    for factor in entries(&with["factors"]) {
        text.push(format!(
            "Its factor `{}` of multiplicity `{}` has the roots `{}`; the multiplicity is the order of the saddles there.",
            show(&factor["polynomial"]),
            show(&factor["multiplicity"]),
            show(&factor["roots"])
        ));
    }
    text.push(format!(
        "The line `w = 0` has the multiplicity `{}`. Sturm's count shows that no root is missing.",
        show(&with["at_zero_weight"])
    ));
    text
}

fn cells(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "A hidden neuron can be active on `{}` sets of places that contain the first one, as the stated weights show, and on their complements; as many as there are cells, so none is missing.",
        length(&with["witnesses"])
    )]
}

fn patterns(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "The bases of width {} fall into `{}` patterns: for each neuron the places where it is active and the sign of its output weight, up to order. Each is to be refuted.",
        show(&with["width"]),
        show(&with["patterns"])
    )]
}

fn cut(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let neurons: Vec<String> = entries(&with["neurons"])
        .map(|neuron| {
            let sign = if neuron[1].as_i64().is_some_and(|sign| sign < 0) { "-" } else { "+" };
            format!("a neuron active on «{}» with output sign «{sign}»", show(&neuron[0]))
        })
        .collect();
    let mut text = vec![format!("No base made of {} has the best output at every place.", join(&neurons))];
    if let Some(formula) = formula(reader, with) {
        text.extend(combination(&formula, &with["multipliers"]));
    }
    text.push("The left sides add up to 0, the right sides to a positive number.".to_owned());
    text
}

/// The system of the pattern of a cut.
fn formula(reader: &Reader<'_>, with: &Value) -> Option<Formula> {
    let Problem::ExtraNeuron(problem) = &reader.case.problem else { return None };
    let systems = PatternSystems::new(problem).ok()?;
    let neurons: Option<Vec<Activation>> = entries(&with["neurons"])
        .map(|neuron| {
            let active: Vec<bool> = neuron[0].as_str()?.chars().map(|symbol| symbol == '+').collect();
            let sign = i8::try_from(neuron[1].as_i64()?).ok()?;
            (active.len() == systems.lifted().len()).then_some(Activation { active, sign })
        })
        .collect();
    let system = systems.of(&neurons?).ok()?;
    Some(Formula::of_system(&system, crate::export::extra_neuron::names(problem, system.unknowns())))
}

fn covered(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "Each of the `{}` patterns was refuted: no base of the width has best outputs at all places.",
        show(&with["patterns"])
    )]
}

fn no_minimiser(_: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "At the place of point {} all labels agree, and the logistic loss falls for ever as the output grows: no output is best there.",
        show(&with["point"])
    )]
}

fn vacuous(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let separation = if with["separation"].is_null() {
        String::new()
    } else {
        format!(" (with {})", reader.step(&with["separation"]))
    };
    vec![format!(
        "The augmented loss has no local minimum: by N1{separation} one would need best outputs at all places, which {} excludes. So a statement about its local minima is vacuous.",
        reader.step(&with["because"])
    )]
}
