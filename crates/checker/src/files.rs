//! Checking a certificate file: finds its case, reads both, asks the kernel.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Component, Path, PathBuf};

use critcert_certificate::case::{Case, CaseError, DataFiles};
use critcert_certificate::document::{json, position, toml};

use crate::outcome::Outcome;
use crate::reader::read_header;

/// Most bytes of a case or data file.
const CASE_BYTES: u64 = 64 << 20;

/// Checks the certificate at `certificate` against the case at `case`, or else at the path in its header.
///
/// That path is tried from the current directory, then from each directory above the certificate. Files that
/// cannot be read are [`Outcome::Malformed`].
pub fn check_file(certificate: &Path, case: Option<&Path>) -> Outcome {
    let mut source = match File::open(certificate) {
        Ok(_) if certificate.is_dir() => {
            return Outcome::Malformed { line: 0, message: "is a directory".to_owned() };
        }
        Ok(file) => BufReader::new(file),
        Err(error) => return Outcome::Malformed { line: 0, message: format!("cannot be read: {error}") },
    };
    match find_case(certificate, case).and_then(|path| read_case(&path)) {
        Ok(case) => crate::kernel::check(&case, &mut source),
        Err(message) => Outcome::Malformed { line: 1, message },
    }
}

/// The path of the case of a certificate, as [`check_file`] finds it.
///
/// # Errors
/// One line: the certificate has no header, or the case is not found.
pub fn find_case(certificate: &Path, case: Option<&Path>) -> Result<PathBuf, String> {
    if let Some(path) = case {
        return Ok(path.to_owned());
    }
    let file = File::open(certificate).map_err(|error| format!("cannot be read: {error}"))?;
    let header = read_header(&mut BufReader::new(file)).map_err(|error| error.to_string())?;
    locate_case(&header.case, certificate)
}

/// Where the case of a certificate is: `stated` as it stands, or below a directory above the certificate.
fn locate_case(stated: &str, certificate: &Path) -> Result<PathBuf, String> {
    let absolute = std::path::absolute(certificate).unwrap_or_else(|_| certificate.to_owned());
    let above = absolute.ancestors().skip(1).map(|directory| directory.join(stated));
    std::iter::once(PathBuf::from(stated))
        .chain(above)
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| format!("the case `{stated}` is not found; name it with --case"))
}

/// Reads a case, TOML unless its name ends in `.json`, with the readers of this kernel's own packages.
///
/// # Errors
/// One line with file, line and column.
pub fn read_case(path: &Path) -> Result<Case, String> {
    let text = read_text(path)?;
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let node = if is_json { json::read(&text) } else { toml::read(&text) };
    let files = Beside { directory: path.parent().map_or_else(PathBuf::new, Path::to_path_buf) };
    let read = node.map_err(CaseError::from).and_then(|node| Case::from_node(&node, &files));
    read.map_err(|error| match &error.file {
        Some(file) => format!("case {}: {file}: {error}", path.display()),
        None => {
            let place = position(&text, error.span.start);
            format!("case {}:{}:{}: {error}", path.display(), place.line, place.column)
        }
    })
}

fn read_text(path: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    let read = file.take(CASE_BYTES.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(read).map_or(true, |read| read > CASE_BYTES) {
        return Err(format!("{} has more than {CASE_BYTES} bytes", path.display()));
    }
    String::from_utf8(bytes).map_err(|_| format!("{} is not UTF-8 text", path.display()))
}

/// Data files named relative to their case.
struct Beside {
    directory: PathBuf,
}

impl DataFiles for Beside {
    fn read(&self, name: &str) -> Result<String, String> {
        let named = Path::new(name);
        let inside = |part: Component<'_>| {
            matches!(part, Component::Normal(_) | Component::CurDir | Component::ParentDir)
        };
        if !named.components().all(inside) {
            return Err(format!("{name} is not a path relative to the case"));
        }
        read_text(&self.directory.join(named))
    }
}
