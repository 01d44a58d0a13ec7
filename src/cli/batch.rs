//! `classify` on JSON Lines: one case per line, one answer per line, in the same order, streaming.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use critcert::dataset::landscape::small::Landscapes;
use critcert::input::{InputError, read_batch_row};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::arguments::{Classify, Common};
use super::failure::Failure;
use super::{Done, classify, watch};

/// Most bytes in a row.
const ROW_BYTES: u64 = 16 << 20;

/// Rows classified between two writes, for each thread.
const ROWS_PER_THREAD: usize = 32;

/// Whether a path names a batch.
pub(crate) fn is_batch(path: &Path) -> bool {
    path == Path::new("-") || path.extension().is_some_and(|extension| extension == "jsonl")
}

/// Classifies every row. A row that is no case gets its error as its answer, and the exit code is 2 in the end.
pub(crate) fn run(path: &Path, verb: &Classify, common: &Common) -> Done {
    let standard_input = path == Path::new("-");
    let name = if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    let unreadable = |error: std::io::Error| {
        let message = format!("`{name}` cannot be read: {error}");
        Failure::from(InputError::new("unreadable", message, &name).with_help("check the path"))
    };
    let mut source: Box<dyn BufRead> = if standard_input {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(unreadable)?))
    };
    let mut output = BufWriter::new(std::io::stdout().lock());
    let bar = watch::progress(common.quiet, "rows", None);
    let chunk = ROWS_PER_THREAD * rayon::current_num_threads();
    let landscapes = Landscapes::default();
    let (mut number, mut code, mut finished) = (0_usize, 0_u8, false);
    while !finished {
        let mut rows: Vec<(usize, Vec<u8>)> = Vec::with_capacity(chunk);
        while rows.len() < chunk && !finished {
            let mut row = Vec::new();
            let read = source.by_ref().take(ROW_BYTES).read_until(b'\n', &mut row).map_err(unreadable)?;
            finished = read == 0;
            number += 1;
            if !row.trim_ascii().is_empty() {
                rows.push((number, row));
            }
        }
        let answers: Vec<Result<String, Failure>> = rows
            .par_iter()
            .map(|(number, row)| one(row, path, (&name, *number), verb, common, &landscapes))
            .collect();
        for ((number, _), answer) in rows.iter().zip(answers) {
            let line = match answer {
                Ok(line) => line,
                Err(failure) if common.json => {
                    code = code.max(failure.exit_code());
                    format!("{}\n", failure.to_json())
                }
                Err(failure) => {
                    code = code.max(failure.exit_code());
                    output.flush().map_err(Failure::output)?;
                    failure.print(false);
                    format!("{name}:{number}: error\n")
                }
            };
            output.write_all(line.as_bytes()).map_err(Failure::output)?;
            bar.inc(1);
        }
        if watch::stopped() {
            output.flush().map_err(Failure::output)?;
            return Ok(3);
        }
    }
    output.flush().map_err(Failure::output)?;
    bar.finish_and_clear();
    Ok(code)
}

/// The line that answers one row.
fn one(
    row: &[u8],
    path: &Path,
    (name, number): (&str, usize),
    verb: &Classify,
    common: &Common,
    landscapes: &Landscapes,
) -> Result<String, Failure> {
    if row.len() as u64 >= ROW_BYTES {
        let message = format!("line {number} has more than {ROW_BYTES} bytes, the most that is read");
        return Err(InputError::new("too-large", message, name).into());
    }
    let Ok(text) = std::str::from_utf8(row) else {
        let message = format!("line {number} is not UTF-8 text");
        return Err(InputError::new("not-text", message, name).with_help("save it as UTF-8 text").into());
    };
    let case = read_batch_row(text.trim_end(), name, number)?;
    let (answer, _) = classify::answer(&case, path, !verb.no_check, landscapes)?;
    if common.json {
        return classify::json_line(&answer);
    }
    Ok(format!("{name}:{number}: {}, loss {}\n", answer.verdict.name(), answer.loss))
}
