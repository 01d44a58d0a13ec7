//! Extra-neuron problems: bases of one pattern with the best output at every place.

use critcert_certificate::case::ExtraNeuronProblem;
use critcert_certificate::certificate::extra_neuron::{ExtraCells, ExtraCut};

use super::formula::Formula;
use super::pattern::{pattern_of, weights};
use super::{Expected, Export, ExportError, fields, wrong};
use crate::extra_neuron::existence::{Activation, PatternSystems};
use crate::input::certificate::Certificate;

pub(super) fn leaves(
    problem: &ExtraNeuronProblem,
    certificate: &Certificate,
    export: &mut Export,
) -> Result<(), ExportError> {
    let mut systems = None;
    for step in
        certificate.steps.iter().filter(|step| matches!(step.rule.as_str(), "extra-cells" | "extra-cut"))
    {
        if systems.is_none() {
            let found = PatternSystems::new(problem).map_err(|error| wrong(step, error.to_string()))?;
            systems = Some(found);
        }
        let Some(systems) = &systems else { continue };
        if step.rule == "extra-cells" {
            let ExtraCells { witnesses } = fields(step)?;
            let rows = systems.lifted();
            for witness in &witnesses {
                let signs = pattern_of(step, &rows, witness)?;
                let text: String = signs.iter().map(|&sign| crate::pattern::symbol(sign)).collect();
                export.ask(
                    step,
                    format!("signs {text} on the places"),
                    Expected::Sat,
                    weights(&rows, &signs),
                );
            }
            continue;
        }
        let ExtraCut { neurons, .. } = fields(step)?;
        let activations: Vec<Activation> = neurons
            .iter()
            .map(|(text, sign)| Activation { active: text.chars().map(|c| c == '+').collect(), sign: *sign })
            .collect();
        if activations.iter().any(|own| own.active.len() != systems.lifted().len()) {
            return Err(wrong(step, "not one sign for each place"));
        }
        let system = systems.of(&activations).map_err(|error| wrong(step, error.to_string()))?;
        let unknowns = names(problem, system.unknowns());
        let words: Vec<String> = neurons
            .iter()
            .map(|(text, sign)| format!("{text} ({})", if *sign < 0 { '-' } else { '+' }))
            .collect();
        export.ask(
            step,
            format!("a base with neurons active on {} and best outputs", words.join(", ")),
            Expected::Unsat,
            Formula::of_system(&system, unknowns),
        );
    }
    Ok(())
}

/// The unknowns of a pattern's system: c, then weights and bias of each neuron that is active somewhere.
pub(crate) fn names(problem: &ExtraNeuronProblem, count: usize) -> Vec<String> {
    let block = problem.dimension() + 1;
    let name = |unknown: usize| match unknown.checked_sub(1) {
        None => "c".to_owned(),
        Some(rest) if rest % block == block - 1 => format!("b_{}", rest / block),
        Some(rest) => format!("w_{}_{}", rest / block, rest % block),
    };
    (0..count).map(name).collect()
}
