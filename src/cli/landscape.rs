//! `landscape`: every critical point of a problem.

use std::path::Path;

use critcert::answer::interval::{LandscapeAnswer, landscape_answer};
use critcert::extra_neuron::classify::is_frozen;
use critcert::input::{InputError, load};
use critcert::interval::landscape::brute::enumerate_all;
use critcert::prove::interval::Landscape as Found;
use critcert::prove::{Control, Finding, ProveError, extra_neuron_landscape, prove};
use critcert_certificate::case::interval::IntervalProblem;
use critcert_certificate::case::{Case, Claim, ExtraNeuronProblem, IntervalClaim, Problem};
use critcert_certificate::certificate::Asked;
use num_traits::Zero;

use super::arguments::{Common, Landscape};
use super::failure::Failure;
use super::{Done, classify, sink, strata, table, watch};

/// Enumerates, proves, checks, prints.
pub(crate) fn run(verb: &Landscape, common: &Common) -> Done {
    let loaded = load(&verb.case)?;
    check_options(verb, &loaded.case.problem)?;
    if matches!(loaded.case.problem, Problem::Porcupine(_)) {
        return super::porcupine::run(verb, common, &loaded.case);
    }
    if matches!(loaded.case.problem, Problem::Linear(_)) {
        return super::landscape_linear::run(verb, common, &loaded.case);
    }
    if let Problem::Dataset(problem) = &loaded.case.problem {
        let width = verb.width.unwrap_or(problem.width);
        return strata::run(verb, common, &loaded.case, problem, width);
    }
    if let Problem::ExtraNeuron(problem) = &loaded.case.problem {
        return extra_neuron(verb, common, &loaded.case, problem);
    }
    let Problem::Interval(problem) = &loaded.case.problem else {
        let kind = loaded.case.problem.kind();
        let message = format!("this version has no landscape of {kind} problems");
        return Err(Failure::prove(&verb.case, ProveError::Unsupported(message)));
    };
    let width = verb.width.unwrap_or(problem.width);
    let found = if verb.brute_force {
        brute_force(problem, width).map_err(|error| Failure::prove(&verb.case, error))?
    } else {
        search(verb, common, &loaded.case, width)?
    };
    let answer = landscape_answer(problem, &found);
    table::print(&if common.json { classify::json_line(&answer)? } else { describe(&verb.case, &answer) })?;
    Ok(0)
}

/// Refuses options that say nothing about a problem of this kind.
fn check_options(verb: &Landscape, problem: &Problem) -> Result<(), Failure> {
    let other_width = verb.width.is_some_and(|width| match problem {
        Problem::Interval(_) | Problem::Dataset(_) => false,
        Problem::Linear(problem) => problem.width != width,
        Problem::ExtraNeuron(problem) => problem.width != Some(width),
        Problem::Porcupine(_) => true,
    });
    let interval = matches!(problem, Problem::Interval(_));
    let dataset = matches!(problem, Problem::Dataset(_));
    for (refused, what) in [
        (other_width, "--width is for interval and dataset problems: elsewhere the size is part of the case"),
        (verb.brute_force && !interval, "--brute-force is for interval problems"),
        (verb.cells_only && !dataset, "--cells-only, --regions and --volumes are for dataset problems"),
        (verb.count_strata && !dataset, "--count-strata is for dataset problems"),
    ] {
        if refused {
            return Err(Failure::Usage(format!("{what}; this case is of kind {}", problem.kind())));
        }
    }
    if verb.width == Some(0) {
        return Err(InputError::new("out-of-range", "a network has at least one neuron", "--width").into());
    }
    Ok(())
}

fn search(verb: &Landscape, common: &Common, case: &Case, width: usize) -> Result<Found, Failure> {
    let claim = Claim::Interval(IntervalClaim::Classification { width });
    let bar = watch::progress(common.quiet, "branches", None);
    let control = Control {
        interrupted: &watch::stopped,
        progress: &|done, all| watch::advance(&bar, done, all),
        jobs: None,
    };
    let mut bytes = Vec::new();
    let path = sink::recorded_path(&verb.case);
    let settled = prove(case, &claim, &path, Asked::Command, &mut bytes, control)
        .map_err(|error| Failure::prove(&verb.case, error))?;
    bar.finish_and_clear();
    if !verb.no_check {
        classify::accept(case, &verb.case, &bytes)?;
    }
    if let Some(out) = &verb.cert {
        sink::write_whole(out, &bytes)?;
    }
    match settled.finding {
        Finding::IntervalLandscape(found) => Ok(found),
        _ => Err(Failure::prove(&verb.case, ProveError::Internal("no landscape was found".to_owned()))),
    }
}

/// The critical lines above the base of an extra-neuron problem, and whether there is a local minimum at all.
fn extra_neuron(verb: &Landscape, common: &Common, case: &Case, problem: &ExtraNeuronProblem) -> Done {
    let bar = watch::progress(common.quiet, "patterns", None);
    let control = Control {
        interrupted: &watch::stopped,
        progress: &|done, all| watch::advance(&bar, done, all),
        jobs: None,
    };
    let path = sink::recorded_path(&verb.case);
    let (found, bytes) =
        extra_neuron_landscape(case, &path, control).map_err(|error| Failure::prove(&verb.case, error))?;
    bar.finish_and_clear();
    if !verb.no_check {
        classify::accept(case, &verb.case, &bytes)?;
    }
    if let Some(out) = &verb.cert {
        sink::write_whole(out, &bytes)?;
    }
    let answer = critcert::answer::extra_neuron::landscape_answer(problem, &found);
    if common.json {
        table::print(&classify::json_line(&answer)?)?;
    } else {
        let mut text = describe_extra_neuron(&verb.case, &answer, is_frozen(problem));
        for minimum in found.base_minima.iter().flatten() {
            let place = if minimum.spurious { "spurious" } else { "least" };
            let fate = if minimum.removed { "removed by the unit" } else { "kept" };
            text += &format!("  local minimum of the base alone: loss {}, {place}, {fate}\n", minimum.loss);
        }
        table::print(&text)?;
    }
    Ok(if found.has_local_minimum.is_ok() { 0 } else { 3 })
}

/// The landscape of an extra-neuron problem for people; `--json` has more.
///
/// A frozen base has no loss of its own to be a minimum of, and no better one.
fn describe_extra_neuron(path: &Path, answer: &serde_json::Value, frozen: bool) -> String {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let yes = |value: &serde_json::Value| if value == true { "yes" } else { "no" }.to_owned();
    let base = &answer["base"];
    let rows = [
        ("has a local minimum", &answer["has_local_minimum"], true),
        ("undecided", &answer["undecided"], false),
        ("patterns decided", &answer["patterns"], false),
        ("witness", &answer["witness"], false),
        ("loss of the base", &base["loss"], false),
        (
            "base is a local minimum of the base loss",
            if frozen { &serde_json::Value::Null } else { &base["local_minimum_of_base_loss"] },
            true,
        ),
        ("loss of a better base", &base["better"]["loss"], false),
        (
            "the unit removes a spurious minimum",
            if frozen { &serde_json::Value::Null } else { &base["spurious_minimum_removed"] },
            true,
        ),
        ("critical lines above the base", &base["critical_lines"]["count"], false),
    ];
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .filter(|(_, value, _)| !value.is_null())
        .map(|(name, value, question)| {
            vec![format!("  {name}"), if question { yes(value) } else { plain(value) }]
        })
        .collect();
    format!("{}: the loss with the extra unit\n\n{}", path.display(), table::columns(&rows))
}

fn brute_force(problem: &IntervalProblem, width: usize) -> Result<Found, ProveError> {
    if problem.slope.0.is_zero() {
        return Err(critcert::interval::landscape::LandscapeError::ConstantTarget.into());
    }
    let (tally, families) = enumerate_all(width, &watch::stopped)?;
    Ok(Found { width, step: 0, tally, families })
}

/// The landscape for people.
fn describe(path: &Path, answer: &LandscapeAnswer) -> String {
    let mut rows = vec![
        ["verdict", "kinks", "loss", "v w at each kink", "patterns", "breakpoints"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for family in &answer.families {
        rows.push(vec![
            family.verdict.name().to_owned(),
            family.kinks.to_string(),
            format!("{}{}", family.loss, classify::decimal(&family.loss)),
            family.kink_weight.clone().unwrap_or_default(),
            family.patterns.0.to_string(),
            abbreviate(&family.breakpoints),
        ]);
    }
    format!(
        "{}: every critical point at width {}\n  {} patterns: {} infeasible, {} in the families below\n  \
         {} branches cut, {} opened, {} feasible\n\n{}",
        path.display(),
        answer.width,
        answer.patterns.0,
        answer.infeasible.0,
        &answer.patterns.0 - &answer.infeasible.0,
        answer.branches.cut,
        answer.branches.opened,
        answer.branches.feasible,
        table::columns(&rows)
    )
}

fn abbreviate(breakpoints: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = breakpoints.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if breakpoints.len() > SHOWN { format!("{shown} ..") } else { shown }
}
