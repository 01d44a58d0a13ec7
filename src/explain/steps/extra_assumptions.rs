//! Steps of `proofs/format/extra-neuron.md` that show what fails without an assumption: 12 and 22 to 24.

use serde_json::Value;

use super::{Reader, Table, show};

pub(super) const TABLE: Table = &[
    ("extra-escape", escape),
    ("extra-shifted-hinge", shifted_hinge),
    ("extra-without-skip", without_skip),
    ("extra-quadratic", quadratic),
];

fn escape(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    let unit = if with["unit"].is_null() {
        "the unit of the case".to_owned()
    } else {
        format!("the unit `{}`", show(&with["unit"]))
    };
    let better = if with["better"].is_null() {
        String::new()
    } else {
        format!(
            " The base of {} has a smaller loss than this base, so its loss is not the least.",
            reader.step(&with["better"])
        )
    };
    vec![format!(
        "With {unit} above the base of {} the outputs are `{}`, best at every place. Without regulariser (`lambda = 0`) this is a global minimum with `a` not zero: the conclusion of the theorem fails.{better}",
        reader.step(&with["base"]),
        show(&with["outputs"])
    )]
}

fn shifted_hinge(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "With the loss `max(z - 1, 0)^p` instead of the hinge all margins of the base of {} are at least -1, so the augmented loss is 0 at `a = 0`: a global minimum, though {} points are misclassified. The minimisers of the loss have to be negative.",
        reader.step(&with["base"]),
        show(&with["misclassified"])
    )]
}

fn without_skip(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "With the unit fed by the hidden layer of the base of {} instead of the input: all hidden neurons are 0 near the point, so base and unit change the output by one constant, and `sum c_i = 0` makes it a local minimum. The base of {} has a smaller loss: the theorem needs the skip connection.",
        reader.step(&with["base"]),
        reader.step(&with["better"])
    )]
}

fn quadratic(reader: &Reader<'_>, with: &Value) -> Vec<String> {
    vec![format!(
        "With an exponential unit in each of two layers and a quadratic regulariser, the point over the first layer of {} has the second derivatives `{}` in `(c, v1, v2)`, positive definite, and the loss depends on nothing else to first order: a local minimum. The network of {} has a smaller loss: the regulariser needs a higher power.",
        reader.step(&with["base"]),
        show(&with["hessian"]),
        reader.step(&with["better"])
    )]
}
