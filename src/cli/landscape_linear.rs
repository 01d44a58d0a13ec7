//! `landscape` of a linear problem: all critical values.

use std::path::Path;

use critcert::answer::linear::{LandscapeAnswer, Number, approximate, landscape_answer};
use critcert::prove::{Control, linear_landscape};
use critcert_certificate::case::Case;

use super::arguments::{Common, Landscape};
use super::failure::Failure;
use super::{Done, classify, sink, table, watch};

/// Lists, proves, checks, prints.
pub(super) fn run(verb: &Landscape, common: &Common, case: &Case) -> Done {
    let bar = watch::progress(common.quiet, "comparisons of sums", None);
    let control = Control {
        interrupted: &watch::stopped,
        progress: &|done, all| watch::advance(&bar, done, all),
        jobs: None,
    };
    let (found, certificate) = linear_landscape(case, &sink::recorded_path(&verb.case), control)
        .map_err(|error| Failure::prove(&verb.case, error))?;
    bar.finish_and_clear();
    if !verb.no_check {
        classify::accept(case, &verb.case, &certificate)?;
    }
    if let Some(out) = &verb.cert {
        sink::write_whole(out, &certificate)?;
    }
    let answer = landscape_answer(&found);
    table::print(&if common.json { classify::json_line(&answer)? } else { describe(&verb.case, &answer) })?;
    Ok(0)
}

fn text(number: &Number) -> String {
    match number {
        Number::Rational(value) => value.to_string(),
        Number::Algebraic { .. } => "irrational".to_owned(),
    }
}

/// The landscape for people.
fn describe(path: &Path, answer: &LandscapeAnswer) -> String {
    const SHOWN: usize = 40;
    let mut rows =
        vec![["value", "about", "index", "families", "eigenvalues", ""].map(str::to_owned).to_vec()];
    for value in answer.critical_values.iter().take(SHOWN) {
        let first = value.eigenvalues.first().map(Vec::as_slice).unwrap_or_default();
        let more = if value.eigenvalues.len() > 1 { " .." } else { "" };
        rows.push(vec![
            text(&value.value),
            approximate(&value.value),
            value.index.to_string(),
            value.subsets.to_string(),
            format!("{}{more}", first.iter().map(i64::to_string).collect::<Vec<_>>().join(" ")),
            if value.global { "global minimum" } else { "strict saddles" }.to_owned(),
        ]);
    }
    let mut text = format!(
        "{}: every critical value at width {}\n  {} families of critical points, {} values; {}\n\n{}",
        path.display(),
        answer.width,
        answer.strata,
        answer.critical_values.len(),
        answer.statement,
        table::columns(&rows)
    );
    if answer.critical_values.len() > SHOWN {
        text += &format!("  and {} more (--json lists all)\n", answer.critical_values.len() - SHOWN);
    }
    text
}
