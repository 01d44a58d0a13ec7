//! `audit`: every claim of every case, proved or refuted, with certificates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use critcert::input::{InputError, load};
use critcert::prove::{Control, ProveError, prove};
use critcert::theorems;
use critcert_certificate::case::{Case, Claim};
use critcert_certificate::certificate::{Answer, Asked};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};

use super::arguments::{Audit, Common};
use super::failure::Failure;
use super::{Done, classify, sink, table, watch};

/// A claim of a case, and where its certificate goes.
struct Job {
    path: PathBuf,
    case: Case,
    claim: Claim,
    out: Option<PathBuf>,
}

/// What became of a claim.
struct Row {
    result: Result<Proved, Failure>,
    time: Duration,
}

struct Proved {
    answer: Answer,
    trusts: Vec<String>,
}

/// Audits all claims below the given paths.
pub(crate) fn run(verb: &Audit, common: &Common) -> Done {
    let mut failures = Vec::new();
    let jobs = collect_jobs(verb, &mut failures)?;
    let bar = watch::progress(common.quiet, "claims", Some(jobs.len() as u64));
    let rows: Vec<Row> = jobs
        .par_iter()
        .map(|job| {
            let start = Instant::now();
            let result = settle(job, verb);
            bar.inc(1);
            Row { result, time: start.elapsed() }
        })
        .collect();
    bar.finish_and_clear();
    if common.json {
        print_json(&jobs, &rows, &failures, verb)?;
    } else {
        print_table(&jobs, &rows, &failures)?;
    }
    let claims = rows.iter().map(|row| match &row.result {
        Ok(Proved { answer: Answer::Proved, .. }) => 0,
        Ok(Proved { answer: Answer::Refuted, .. }) => 1,
        Err(failure) => failure.exit_code(),
    });
    Ok(table::worst(claims.chain(failures.iter().map(Failure::exit_code))))
}

fn settle(job: &Job, verb: &Audit) -> Result<Proved, Failure> {
    let control = Control { interrupted: &watch::stopped, progress: &|_, _| {}, jobs: None };
    if watch::stopped() {
        return Err(Failure::prove(&job.path, ProveError::Interrupted));
    }
    tracing::info!("{}: {}", job.path.display(), job.claim.kind());
    let mut bytes = Vec::new();
    let recorded = sink::recorded_path(&job.path);
    let settled = prove(&job.case, &job.claim, &recorded, Asked::Case, &mut bytes, control)
        .map_err(|error| Failure::prove(&job.path, error))?;
    let trusts = if verb.no_check { Vec::new() } else { classify::accept(&job.case, &job.path, &bytes)? };
    if let Some(out) = &job.out {
        sink::write_whole(out, &bytes)?;
    }
    Ok(Proved { answer: settled.answer, trusts })
}

/// The claims of all cases, in the order of paths and of the cases; unreadable cases go to `failures`.
fn collect_jobs(verb: &Audit, failures: &mut Vec<Failure>) -> Result<Vec<Job>, Failure> {
    let mut jobs = Vec::new();
    let mut written: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for root in &verb.paths {
        let paths = if root.is_dir() { cases_below(root)? } else { vec![root.clone()] };
        if paths.is_empty() {
            let name = root.display().to_string();
            let error = InputError::new("no-cases", format!("there is no case below `{name}`"), &name);
            failures.push(error.with_help("a case ends in .toml or .json").into());
        }
        for path in paths {
            let case = match load(&path) {
                Ok(loaded) => loaded.case,
                Err(error) => {
                    failures.push(error.into());
                    continue;
                }
            };
            if case.claims.is_empty() {
                let path = path.display();
                tracing::warn!("{path} has no [[claim]] to audit; `classify` and `landscape` need none");
            }
            let relative =
                if root.is_dir() { path.strip_prefix(root).ok() } else { path.file_name().map(Path::new) };
            for (index, claim) in case.claims.iter().enumerate() {
                let out = verb.out.as_ref().zip(relative).map(|(directory, relative)| {
                    let name = format!("{}.{}.cert", index + 1, claim.kind());
                    directory.join(relative).with_extension(name)
                });
                if let Some(first) = out.as_ref().and_then(|out| written.insert(out.clone(), path.clone())) {
                    let message = format!(
                        "{} and {} would write the same certificate; audit them into different directories",
                        first.display(),
                        path.display()
                    );
                    return Err(Failure::Usage(message));
                }
                jobs.push(Job { path: path.clone(), case: case.clone(), claim: claim.clone(), out });
            }
        }
    }
    Ok(jobs)
}

/// All .toml and .json files below a directory, sorted; hidden files and data directories are left out.
fn cases_below(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: std::io::Error| {
        let name = directory.display().to_string();
        Failure::from(InputError::new("unreadable", format!("`{name}` cannot be read: {error}"), &name))
    };
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    let mut cases = Vec::new();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if entry.is_dir() {
            cases.extend(cases_below(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "toml" || extension == "json") {
            cases.push(entry);
        }
    }
    Ok(cases)
}

fn verdict(row: &Row) -> &'static str {
    match &row.result {
        Ok(proved) => table::answer_word(proved.answer),
        Err(failure) if failure.exit_code() == 3 => "undecided",
        Err(_) => "error",
    }
}

fn print_json(jobs: &[Job], rows: &[Row], failures: &[Failure], verb: &Audit) -> Result<(), Failure> {
    let claim = |(job, row): (&Job, &Row)| {
        let mut object = json!({
            "case": sink::recorded_path(&job.path),
            "claim": job.claim.kind(),
            "statement": job.claim,
            "theorem": theorems::of_claim(&job.claim).map(theorems::Theorem::citation),
            "verdict": verdict(row),
            "certificate": job.out.as_ref().map(|out| out.display().to_string()),
            "checked": row.result.is_ok() && !verb.no_check,
            "trusts": row.result.as_ref().map(|proved| proved.trusts.clone()).unwrap_or_default(),
        });
        if let (Err(failure), Some(map)) = (&row.result, object.as_object_mut()) {
            map.insert("certificate".to_owned(), Value::Null);
            map.insert("error".to_owned(), failure.to_json()["error"].clone());
        }
        object
    };
    let claims: Vec<Value> = jobs.iter().zip(rows).map(claim).collect();
    let errors: Vec<Value> = failures.iter().map(|failure| failure.to_json()["error"].clone()).collect();
    table::print(&format!("{}\n", json!({ "claims": claims, "errors": errors })))
}

fn print_table(jobs: &[Job], rows: &[Row], failures: &[Failure]) -> Result<(), Failure> {
    let mut lines = vec![["verdict", "case", "claim", "theorem", "time"].map(str::to_owned).to_vec()];
    for (job, row) in jobs.iter().zip(rows) {
        lines.push(vec![
            verdict(row).to_owned(),
            job.path.display().to_string(),
            theorems::describe(&job.claim),
            theorems::of_claim(&job.claim).map(theorems::Theorem::citation).unwrap_or_default(),
            format!("{}.{:02} s", row.time.as_secs(), row.time.subsec_millis() / 10),
        ]);
    }
    let count = |word: &str| rows.iter().filter(|row| verdict(row) == word).count();
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let mut summary = format!("{} claim{}: {} proved", rows.len(), plural(rows.len()), count("proved"));
    for word in ["refuted", "undecided", "error"] {
        if count(word) > 0 {
            summary += &format!(", {} {word}", count(word));
        }
    }
    if !failures.is_empty() {
        summary += &format!("; {} case{} cannot be read", failures.len(), plural(failures.len()));
    }
    for failure in rows.iter().filter_map(|row| row.result.as_ref().err()).chain(failures) {
        failure.print(false);
    }
    let listed = if rows.is_empty() { String::new() } else { table::columns(&lines) + "\n" };
    table::print(&format!("{listed}{summary}\n"))
}
