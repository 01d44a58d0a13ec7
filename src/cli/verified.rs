//! Certificates as input of a verb: checked before anything else is done with them.

use std::path::Path;

use critcert::input::{Certificate, InputError, load};
use critcert_certificate::case::Case;
use critcert_checker::{Outcome, check_file, find_case};

use super::arguments::Common;
use super::failure::Failure;
use super::{check, table};

/// A certificate that the checker verified, with its case.
pub(super) struct Opened {
    pub(super) case: Case,
    pub(super) certificate: Certificate,
}

/// Checks and reads a certificate. One that is not verified is reported as `check` does, with its exit code.
pub(super) fn open(
    certificate: &Path,
    case: Option<&Path>,
    common: &Common,
) -> Result<Result<Opened, u8>, Failure> {
    let name = certificate.display().to_string();
    // Unreadable files and broken lines are told with their place.
    let read = Certificate::load(certificate)?;
    let path = find_case(certificate, case).map_err(|message| {
        let error = InputError::new("not-found", message, &name);
        Failure::from(error.with_help("name the case with --case"))
    })?;
    let loaded = load(&path)?;
    let outcome = check_file(certificate, Some(&path));
    if let Outcome::Malformed { .. } = outcome {
        let reason = outcome.reason().unwrap_or_default();
        return Err(InputError::new("malformed-certificate", reason, &name).into());
    }
    if !matches!(outcome, Outcome::Verified(_)) {
        let line = check::line(&outcome, &name, common.json)?;
        if common.json {
            table::print(&(line + "\n"))?;
        } else {
            table::tell(&format!("error: {line}"));
        }
        return Ok(Err(outcome.exit_code(false)));
    }
    Ok(Ok(Opened { case: loaded.case, certificate: read }))
}
