//! Jobs: one for each first covector of a group, each a pure function from plan and number to a result file.
//!
//! A directory holds one result for each finished job. [`run`] computes the missing ones, in parallel; a run that was
//! stopped continues with what is there, and since results depend on the plan alone, the bytes at the end are the same.
//! [`Results::minima`] and [`Results::for_each`] merge: all local minima first, then the steps of all jobs in their order.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use critcert_certificate::certificate::hex_digest;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::plan::{Plan, best};
use super::search::{Event, Minimum};
use super::wire::{Line, category};
use super::{LandscapeError, internal};

/// The description of a job, the first line of its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// Digest of the problem as the plan holds it: data, width, covectors, losses known beforehand.
    pub plan: String,
    /// The first covector of the job's groups.
    pub first: usize,
}

/// The results of all jobs.
#[derive(Debug)]
pub struct Results {
    files: Vec<PathBuf>,
}

/// Digest of everything that a job depends on.
fn digest(plan: &Plan) -> String {
    let mut hasher = Sha256::new();
    let strata = &plan.strata;
    hasher.update(format!("{} {:?}\n{}\n", env!("CARGO_PKG_VERSION"), strata.frame, strata.width));
    for kind in &strata.kinds {
        hasher.update(format!("{:?}\n", kind.signs));
    }
    for (loss, category) in plan.known() {
        hasher.update(format!("{loss} {category:?}\n"));
    }
    hex_digest(hasher)
}

/// Runs the jobs whose results are not in `directory` yet.
///
/// `progress` is told the number of jobs done and in all. The results do not depend on the number of threads.
///
/// # Errors
/// [`LandscapeError::Interrupted`], with the results so far kept; errors of files and of the search.
pub fn run(
    plan: &Plan,
    directory: &Path,
    interrupted: &(dyn Fn() -> bool + Sync),
    progress: &(dyn Fn(u64, Option<u64>) + Sync),
) -> Result<Results, LandscapeError> {
    std::fs::create_dir_all(directory)?;
    let digest = digest(plan);
    let jobs: Vec<Job> =
        plan.strata.roots().into_iter().map(|first| Job { plan: digest.clone(), first }).collect();
    let (done, all) = (AtomicU64::new(0), jobs.len() as u64);
    let file = |job: &Job| directory.join(format!("job-{:06}.jsonl", job.first));
    let finish = |job: &Job| -> Result<PathBuf, LandscapeError> {
        let path = file(job);
        if !is_result(&path, job) {
            write_result(plan, job, &path, interrupted)?;
        }
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, Some(all));
        Ok(path)
    };
    let files: Result<Vec<PathBuf>, LandscapeError> = jobs.par_iter().map(finish).collect();
    Ok(Results { files: files? })
}

/// Whether the file is the result of the job, whole and unchanged: its first line is the job, its last line the digest of all
/// before.
fn is_result(path: &Path, job: &Job) -> bool {
    let read = || -> Option<bool> {
        let (mut reader, mut hasher) = (BufReader::new(File::open(path).ok()?), Sha256::new());
        let (mut line, mut last) = (Vec::new(), Vec::new());
        reader.read_until(b'\n', &mut line).ok()?;
        if serde_json::from_slice::<Job>(&line).ok()? != *job {
            return None;
        }
        while !line.is_empty() {
            hasher.update(&last);
            std::mem::swap(&mut last, &mut line);
            line.clear();
            reader.read_until(b'\n', &mut line).ok()?;
        }
        Some(serde_json::from_slice::<Line>(&last).ok()? == Line::Done(hex_digest(hasher)))
    };
    read() == Some(true)
}

/// A sink that takes the digest of what goes through it.
struct Digesting<W> {
    sink: W,
    hasher: Sha256,
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.flush()
    }
}

fn write_result(
    plan: &Plan,
    job: &Job,
    path: &Path,
    interrupted: &dyn Fn() -> bool,
) -> Result<(), LandscapeError> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new().prefix(".job-").tempfile_in(directory)?;
    let mut sink = Digesting { sink: BufWriter::new(temporary), hasher: Sha256::new() };
    write_line(&mut sink, job)?;
    let strata = &plan.strata;
    let mut known = plan.known();
    strata.search(job.first, strata.width, &mut known, interrupted, &mut |event: Event<'_>| {
        write_line(&mut sink, &Line::of(&strata.frame, &event)?)
    })?;
    let Digesting { mut sink, hasher } = sink;
    write_line(&mut sink, &Line::Done(hex_digest(hasher)))?;
    let temporary = sink.into_inner().map_err(|error| LandscapeError::Output(error.into_error()))?;
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn write_line(sink: &mut impl Write, value: &impl Serialize) -> Result<(), LandscapeError> {
    serde_json::to_writer(&mut *sink, value).map_err(std::io::Error::from)?;
    sink.write_all(b"\n")?;
    Ok(())
}

impl Results {
    /// All lines of all jobs, in order.
    ///
    /// # Errors
    /// Those of `see`, of files, and [`LandscapeError::Internal`] for a result that is not one.
    pub fn for_each(
        &self,
        see: &mut dyn FnMut(Line) -> Result<(), LandscapeError>,
    ) -> Result<(), LandscapeError> {
        for path in &self.files {
            let mut done = false;
            for line in BufReader::new(File::open(path)?).lines().skip(1) {
                let line = serde_json::from_str(&line?).map_err(|error| {
                    internal(&format!("the job result {} is spoilt: {error}", path.display()))
                })?;
                match line {
                    Line::Done(_) => done = true,
                    line => see(line)?,
                }
            }
            if !done {
                return Err(internal(&format!("the job result {} is not complete", path.display())));
            }
        }
        Ok(())
    }

    /// The local minima of seeds and jobs: one for each loss, by increasing loss.
    ///
    /// # Errors
    /// As for [`Results::for_each`].
    pub fn minima(&self, seeds: &[Minimum]) -> Result<Vec<Minimum>, LandscapeError> {
        let mut all = seeds.to_vec();
        // Most jobs find the same losses: pruned now and then, the list stays short.
        let mut most = 1024;
        self.for_each(&mut |line| {
            if let Line::Found(found, dimension) = line {
                all.push(Minimum {
                    loss: found.loss.0,
                    category: category(found.smoothness),
                    network: found.network.into(),
                    dimension,
                });
                if all.len() >= most {
                    all = best(std::mem::take(&mut all));
                    most = 1024 + 2 * all.len();
                }
            }
            Ok(())
        })?;
        Ok(best(all))
    }
}
