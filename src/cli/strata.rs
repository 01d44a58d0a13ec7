//! `landscape` of data-set problems: every local minimum, kinks included.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use critcert::answer::stratum::{CensusAnswer, StrataAnswer, census_answer, strata_answer};
use critcert::dataset::landscape::count::{census, strata_by_loss};
use critcert::dataset::landscape::plan::Plan;
use critcert::dataset::landscape::regions::regions;
use critcert::prove::dataset::notes;
use critcert::prove::stratum::{Landscape as Found, survey};
use critcert::prove::{Control, ProveError, prove};
use critcert_certificate::case::{Case, Claim, DatasetClaim, DatasetProblem};
use critcert_certificate::certificate::Asked;
use critcert_certificate::rational::Canonical;

use super::arguments::{Common, Landscape};
use super::failure::Failure;
use super::{Done, classify, sink, table, volumes, watch};

/// Enumerates, proves, checks, prints.
pub(super) fn run(
    verb: &Landscape,
    common: &Common,
    case: &Case,
    problem: &DatasetProblem,
    width: usize,
) -> Done {
    let failed = |error: ProveError| Failure::prove(&verb.case, error);
    if !common.quiet {
        notes(problem).iter().for_each(|note| table::tell(&format!("note: {note}")));
    }
    if verb.cells_only {
        let plan = Plan::new(problem, width, &watch::stopped).map_err(|error| failed(error.into()))?;
        let found = census(&plan.strata, &watch::stopped).map_err(|error| failed(error.into()))?;
        let list = if verb.regions || verb.volumes {
            Some(regions(&plan.strata, &watch::stopped).map_err(|error| failed(error.into()))?)
        } else {
            None
        };
        let volumes = match list.as_deref().filter(|_| verb.volumes) {
            Some(list) => Some(volumes::find(verb, problem, &plan, list)?),
            None => None,
        };
        let answer = census_answer(&found, list.as_deref().filter(|_| verb.regions), volumes);
        let text =
            if common.json { classify::json_line(&answer)? } else { describe_census(&verb.case, &answer) };
        table::print(&text)?;
        return Ok(0);
    }
    let found = certified(verb, common, case, problem, width)?;
    let counts = if verb.count_strata {
        let plan = Plan::new(problem, width, &watch::stopped).map_err(|error| failed(error.into()))?;
        Some(strata_by_loss(&plan.strata, &watch::stopped).map_err(|error| failed(error.into()))?)
    } else {
        None
    };
    let answer = strata_answer(&found, counts.as_ref());
    table::print(&if common.json { classify::json_line(&answer)? } else { describe(&verb.case, &answer) })?;
    Ok(0)
}

/// The landscape, with its certificate written and checked as asked.
///
/// The jobs of a run that is interrupted stay in the directory `OUT.jobs`, where the next run continues.
fn certified(
    verb: &Landscape,
    common: &Common,
    case: &Case,
    problem: &DatasetProblem,
    width: usize,
) -> Result<Found, Failure> {
    let failed = |error: ProveError| Failure::prove(&verb.case, error);
    let unwritable = |path: &Path| {
        let path = path.to_owned();
        move |error: std::io::Error| Failure::write(&path, error)
    };
    let temporary;
    let jobs: PathBuf = match &verb.cert {
        Some(out) => {
            let mut name = out.as_os_str().to_owned();
            name.push(".jobs");
            PathBuf::from(name)
        }
        None => {
            temporary = tempfile::tempdir().map_err(Failure::output)?;
            temporary.path().to_owned()
        }
    };
    let bar = watch::progress(common.quiet, "jobs", None);
    let control = Control {
        interrupted: &watch::stopped,
        progress: &|done, all| watch::advance(&bar, done, all),
        jobs: Some(&jobs),
    };
    let found = survey(problem, width, control).map_err(failed)?;
    bar.finish_and_clear();
    if verb.no_check && verb.cert.is_none() {
        return Ok(found);
    }
    let losses = found.minima.iter().map(|minimum| Canonical(minimum.loss.clone())).collect();
    let claim = Claim::Dataset(DatasetClaim::LocalMinimumLosses { losses, width });
    // With the jobs: on the same file system as the certificate, and removed with them if the run is killed.
    std::fs::create_dir_all(&jobs).map_err(unwritable(&jobs))?;
    let file =
        tempfile::Builder::new().prefix(".certificate-").tempfile_in(&jobs).map_err(unwritable(&jobs))?;
    let mut writer = BufWriter::new(file);
    let path = sink::recorded_path(&verb.case);
    prove(case, &claim, &path, Asked::Command, &mut writer, control).map_err(failed)?;
    writer.flush().map_err(unwritable(&jobs))?;
    let file = writer.into_inner().map_err(|error| Failure::write(&jobs, error.into_error()))?;
    if !verb.no_check {
        let mut reader = BufReader::new(File::open(file.path()).map_err(unwritable(file.path()))?);
        classify::accept_from(case, &verb.case, &mut reader)?;
    }
    if let Some(out) = &verb.cert {
        sink::persist(file, out)?;
        std::fs::remove_dir_all(&jobs).map_err(unwritable(&jobs))?;
    }
    Ok(found)
}

/// The landscape for people.
fn describe(path: &Path, answer: &StrataAnswer) -> String {
    let mut rows =
        vec![["loss", "", "smoothness", "dimension", "strata", "network"].map(str::to_owned).to_vec()];
    for minimum in &answer.local_minima {
        rows.push(vec![
            format!("{}{}", minimum.loss, classify::decimal(&minimum.loss)),
            if minimum.spurious { "spurious" } else { "global" }.to_owned(),
            if minimum.differentiable { "differentiable" } else { "at kinks only" }.to_owned(),
            minimum.dimension.to_string(),
            minimum.strata.as_ref().map_or_else(|| "-".to_owned(), |count| count.0.to_string()),
            serde_json::to_string(&minimum.witness).unwrap_or_default(),
        ]);
    }
    format!(
        "{}: every local minimum at width {}\n  {} strata of {} patterns ({} without a zero)\n\n{}",
        path.display(),
        answer.width,
        answer.strata.0,
        answer.covectors,
        answer.cells,
        table::columns(&rows)
    )
}

/// The census for people.
fn describe_census(path: &Path, answer: &CensusAnswer) -> String {
    let mut rows = vec![vec!["loss".to_owned(), "regions".to_owned()]];
    rows.extend(answer.losses.iter().map(|row| vec![row.loss.clone(), row.regions.0.to_string()]));
    rows.push(vec!["no differentiable minimum".to_owned(), answer.without.0.to_string()]);
    rows.push(vec!["all regions".to_owned(), answer.regions.0.to_string()]);
    let mut text =
        format!("{}: differentiable local minima by region\n\n{}", path.display(), table::columns(&rows));
    if let Some(list) = &answer.list {
        let heads =
            ["region", "loss", "residual", "signs of minima", "misclassified", "least in closed region"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        rows.extend(list.iter().map(|region| {
            let signs = region.dlm_sign_types.join(" ");
            vec![
                region.pattern.join(" "),
                region.unconstrained_region_loss.clone(),
                region.residual.join(" "),
                if signs.is_empty() { "none".to_owned() } else { signs },
                region.misclassified.to_string(),
                region.closed_minimum.as_ref().map_or_else(
                    || "-".to_owned(),
                    |least| format!("{} (+), {} (-)", least.plus, least.minus),
                ),
            ]
        }));
        text += &format!("\n{}", table::columns(&rows));
    }
    if let Some(found) = &answer.volumes {
        text += &volumes::describe(found);
    }
    text
}
