//! `patterns`: every activation pattern of one neuron on a data set.

use std::fs::File;
use std::io::{BufReader, BufWriter, Seek, Write};
use std::path::Path;

use critcert::answer::pattern::{PatternsAnswer, patterns_answer};
use critcert::input::load;
use critcert::pattern::tree::{Event, TreeError, search};
use critcert::pattern::{Counts, Pattern, Points, list};
use critcert::prove::pattern::{Method, Patterns as Found, claim_of, numbers, prove_by};
use critcert::prove::{Control, Finding, ProveError};
use critcert_certificate::case::{Case, Problem};
use critcert_certificate::certificate::Asked;

use super::arguments::{Common, Patterns};
use super::failure::Failure;
use super::{Done, classify, sink, table, watch};

/// Enumerates or counts, proves, checks, prints.
pub(crate) fn run(verb: &Patterns, common: &Common) -> Done {
    let loaded = load(&verb.case)?;
    let case = &loaded.case;
    let Problem::Dataset(problem) = &case.problem else {
        let kind = case.problem.kind();
        let message = format!("activation patterns are those of a data set, this is a case of kind {kind}");
        return Err(Failure::prove(&verb.case, ProveError::Unsupported(message)));
    };
    let bar = watch::progress(common.quiet, "patterns", None);
    let progress = |done, all| watch::advance(&bar, done, all);
    let control = Control { interrupted: &watch::stopped, progress: &progress, jobs: None };
    let (points, counts, by_formula) =
        numbers(problem, verb.faces, control).map_err(|error| Failure::prove(&verb.case, error))?;
    let found = if verb.count && verb.cert.is_none() && verb.no_check {
        Found { points, counts, by_formula, method: Method::Formula }
    } else {
        settle(verb, case, &counts, control)?
    };
    bar.finish_and_clear();
    let answer = patterns_answer(&found);
    if common.json {
        print_json(verb, &answer, &found)?;
    } else {
        table::print(&describe(&verb.case, &answer))?;
        if verb.list {
            print_list(&verb.case, verb.faces, &found, &mut std::io::stdout().lock())?;
        }
    }
    Ok(0)
}

/// Proves the numbers of patterns, checks the proof, and publishes it if asked.
fn settle(verb: &Patterns, case: &Case, counts: &Counts, control: Control<'_>) -> Result<Found, Failure> {
    let Some(out) = &verb.cert else {
        let file = tempfile::tempfile().map_err(|error| Failure::write(&std::env::temp_dir(), error))?;
        return write(verb, case, counts, control, &file);
    };
    let draft = sink::Draft::beside(out)?;
    let found = write(verb, case, counts, control, draft.file())?;
    draft.publish()?;
    Ok(found)
}

/// Writes the certificate to a file and runs the checker on it, unless that was not asked for.
fn write(
    verb: &Patterns,
    case: &Case,
    counts: &Counts,
    control: Control<'_>,
    mut file: &File,
) -> Result<Found, Failure> {
    let failed = |error| Failure::prove(&verb.case, error);
    let claim = claim_of(counts).map_err(failed)?;
    let recorded = sink::recorded_path(&verb.case);
    let settled =
        prove_by(case, &claim, method(verb), &recorded, Asked::Command, BufWriter::new(file), control)
            .map_err(failed)?;
    if !verb.no_check {
        file.rewind().map_err(|error| failed(error.into()))?;
        classify::accept_from(case, &verb.case, &mut BufReader::new(file))?;
    }
    match settled.finding {
        Finding::Patterns(found) => Ok(found),
        _ => Err(failed(ProveError::Internal("no patterns were found".to_owned()))),
    }
}

fn method(verb: &Patterns) -> Method {
    if verb.count {
        Method::Formula
    } else if verb.tree {
        Method::Tree
    } else {
        Method::Listing
    }
}

/// The answer for people.
fn describe(path: &Path, answer: &PatternsAnswer) -> String {
    let covectors = answer
        .covectors
        .as_ref()
        .map(|covectors| format!("  {} covectors (patterns with zeros included)\n", covectors.0))
        .unwrap_or_default();
    let proof = match answer.method {
        "formula" => "counted by deletion and restriction, not listed",
        "tree" => "complete: every branch of the tree of signs ends in a witness or in a contradiction",
        _ => "complete: a witness for each, and as many as the formula of Whitney and Zaslavsky says",
    };
    format!(
        "{}: every activation pattern of one neuron\n  {} points in {} classes, lifted dimension {}\n  {} cells (patterns \
         without zero)\n{covectors}  {proof}\n",
        path.display(),
        answer.points,
        answer.classes,
        answer.dimension,
        answer.cells.0
    )
}

/// Shows every pattern of all points and a point that has it: a pattern, its opposite, the next one.
fn for_each_line(
    faces: bool,
    points: &Points,
    method: Method,
    mut see: impl FnMut(&str, Vec<String>) -> std::io::Result<()>,
) -> Result<(), ProveError> {
    let mut both = |pattern: Pattern<'_>| -> std::io::Result<()> {
        let entries = pattern.witness.entries();
        see(&points.pattern_text(pattern.signs), entries.iter().map(ToString::to_string).collect())?;
        let opposite: Vec<i8> = pattern.signs.iter().map(|sign| -sign).collect();
        see(&points.pattern_text(&opposite), entries.iter().map(|entry| (-entry).to_string()).collect())
    };
    if method == Method::Tree {
        search(points, faces, &watch::stopped, |event| match event {
            Event::Found(pattern) => both(pattern),
            Event::Cut { .. } => Ok(()),
        })
        .map_err(|error: TreeError<std::io::Error>| ProveError::from(error))?;
    } else {
        list(points, faces, &watch::stopped)?.try_for_each(both)?;
    }
    if faces {
        let zeros = vec![0; points.rows().len()];
        see(&points.pattern_text(&zeros), vec!["0".to_owned(); points.dimension()])?;
    }
    Ok(())
}

fn print_list(path: &Path, faces: bool, found: &Found, output: &mut dyn Write) -> Result<(), Failure> {
    let mut output = BufWriter::new(output);
    for_each_line(faces, &found.points, found.method, |pattern, witness| {
        writeln!(output, "{pattern}  {}", witness.join(" "))
    })
    .map_err(|error| unprinted(path, error))?;
    output.flush().map_err(Failure::output)
}

fn print_json(verb: &Patterns, answer: &PatternsAnswer, found: &Found) -> Result<(), Failure> {
    let line = classify::json_line(answer)?;
    if !verb.list {
        return table::print(&line);
    }
    // One more key, written piece by piece, as it may be long.
    let mut output = BufWriter::new(std::io::stdout().lock());
    let mut separator = "";
    write!(output, "{},\"patterns\":[", line.trim_end().trim_end_matches('}')).map_err(Failure::output)?;
    for_each_line(verb.faces, &found.points, found.method, |pattern, witness| {
        let row = serde_json::json!({ "pattern": pattern, "w": witness });
        write!(output, "{separator}{row}")?;
        separator = ",";
        Ok(())
    })
    .map_err(|error| unprinted(&verb.case, error))?;
    writeln!(output, "]}}").and_then(|()| output.flush()).map_err(Failure::output)
}

/// What goes wrong while printing is about standard output, or an interruption.
fn unprinted(path: &Path, error: ProveError) -> Failure {
    match error {
        ProveError::Output(error) => Failure::output(error),
        error => Failure::prove(path, error),
    }
}
