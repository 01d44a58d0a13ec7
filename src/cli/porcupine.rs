//! `landscape` of a porcupine problem.

use std::path::Path;

use critcert::answer::porcupine::{LandscapeAnswer, landscape_answer};
use critcert::prove::{Control, porcupine_landscape};
use critcert_certificate::case::Case;

use super::arguments::{Common, Landscape};
use super::failure::Failure;
use super::{Done, classify, sink, table, watch};

/// Enumerates, proves, checks, prints.
pub(crate) fn run(verb: &Landscape, common: &Common, case: &Case) -> Done {
    let bar = watch::progress(common.quiet, "patterns", None);
    let control = Control {
        interrupted: &watch::stopped,
        progress: &|done, all| watch::advance(&bar, done, all),
        jobs: None,
    };
    let mut bytes = Vec::new();
    let path = sink::recorded_path(&verb.case);
    let found = porcupine_landscape(case, &path, &mut bytes, control)
        .map_err(|error| Failure::prove(&verb.case, error))?;
    bar.finish_and_clear();
    if !verb.no_check {
        classify::accept(case, &verb.case, &bytes)?;
    }
    if let Some(out) = &verb.cert {
        sink::write_whole(out, &bytes)?;
    }
    let answer = landscape_answer(&found);
    table::print(&if common.json { classify::json_line(&answer)? } else { describe(&verb.case, &answer) })?;
    Ok(0)
}

/// The landscape for people.
fn describe(path: &Path, answer: &LandscapeAnswer) -> String {
    let heading = ["loss", "", "sign patterns", "patterns", "masses (P, N) of a witness"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for level in &answer.local_minima {
        rows.push(vec![
            format!("{}{}", level.loss, classify::decimal(&level.loss)),
            if level.spurious { "spurious" } else { "global" }.to_owned(),
            level.sign_patterns.0.to_string(),
            abbreviate(&level.patterns),
            level.witness.masses.join(" "),
        ]);
    }
    let signs = &answer.sign_patterns;
    let note = answer.note.as_ref().map(|note| format!("  note: {note}\n")).unwrap_or_default();
    format!(
        "{}: every local minimum\n{note}  {} patterns of {} line{} (+ all positive, - all negative, o anything else)\n  \
         {} of {} sign patterns hold a spurious local minimum; the span theorem excludes one in {}\n\n{}",
        path.display(),
        answer.strata,
        answer.lines.len(),
        if answer.lines.len() == 1 { "" } else { "s" },
        signs.spurious.0,
        signs.all.0,
        signs.settled_by_span.0,
        table::columns(&rows)
    )
}

fn abbreviate(patterns: &[String]) -> String {
    const SHOWN: usize = 6;
    let shown = patterns.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" ");
    if patterns.len() > SHOWN { format!("{shown} .. ({} in all)", patterns.len()) } else { shown }
}
