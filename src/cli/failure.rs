//! Errors of a verb: one clear message, the exit code, and the JSON form.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use critcert::input::InputError;
use critcert::prove::ProveError;
use serde_json::json;

use super::watch;

/// Why a verb could not answer.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input is not what it should be.
    Input(Box<InputError>),
    /// The question was not settled.
    Prove {
        /// The case.
        file: String,
        /// Why.
        error: ProveError,
    },
    /// A file or standard output cannot be written.
    Write {
        /// The file.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// The arguments do not go together.
    Usage(String),
    /// The checker does not accept what the prover wrote: a defect.
    NotAccepted {
        /// The case.
        file: String,
        /// What the checker says.
        outcome: String,
    },
}

/// Exit code of a defect of this program (none of the documented ones).
const DEFECT: u8 = 70;

impl Failure {
    /// The failure of a proof about the case in `file`.
    pub(crate) fn prove(file: &Path, error: ProveError) -> Self {
        Self::Prove { file: file.display().to_string(), error }
    }

    /// The failure to write `file`.
    pub(crate) fn write(file: &Path, error: std::io::Error) -> Self {
        Self::Write { file: file.display().to_string(), error }
    }

    /// The failure to write to standard output.
    pub(crate) fn output(error: std::io::Error) -> Self {
        Self::Write { file: "standard output".to_owned(), error }
    }

    /// The exit code of the process.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::Usage(_) => 2,
            Self::Write { error, .. } if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
            Self::Write { .. } => 2,
            Self::Prove { error, .. } => prove_exit_code(error),
            Self::NotAccepted { .. } => DEFECT,
        }
    }

    /// The stable name of the kind of failure.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Input(error) => error.code,
            Self::Prove { error, .. } => prove_code(error),
            Self::Write { .. } => "unwritable",
            Self::Usage(_) => "usage",
            Self::NotAccepted { .. } => "internal",
        }
    }

    /// The failure as the contract's JSON object.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        let (message, file) = match self {
            Self::Input(error) => return error.to_json(),
            Self::Prove { file, error } => (error.to_string(), Some(file)),
            Self::Write { file, error } => (format!("cannot be written: {error}"), Some(file)),
            Self::Usage(message) => (message.clone(), None),
            Self::NotAccepted { file, outcome } => (not_accepted(outcome), Some(file)),
        };
        json!({ "error": { "code": self.code(), "message": message, "file": file } })
    }

    /// The failure for people.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Input(error) => error.render(watch::colours()),
            Self::Prove { file, error } => format!("error: {file}: {error}\n"),
            Self::Write { file, error } => format!("error: {file} cannot be written: {error}\n"),
            Self::Usage(message) => format!("error: {message}\n"),
            Self::NotAccepted { file, outcome } => format!("error: {file}: {}\n", not_accepted(outcome)),
        }
    }

    /// Prints the failure: JSON to standard output, or text to standard error.
    pub(crate) fn print(&self, json: bool) {
        // Whoever reads the output has gone away, which is no failure.
        if matches!(self, Self::Write { error, .. } if error.kind() == std::io::ErrorKind::BrokenPipe) {
            return;
        }
        // There is no one left to tell if this fails as well.
        let _ = if json {
            writeln!(std::io::stdout(), "{}", self.to_json())
        } else {
            write!(std::io::stderr(), "{}", self.message())
        };
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::Input(Box::new(error))
    }
}

fn not_accepted(outcome: &str) -> String {
    format!(
        "internal error, please report it with the case: the checker does not accept the proof: {outcome}"
    )
}

/// The exit code that belongs to a proof error.
pub(crate) fn prove_exit_code(error: &ProveError) -> u8 {
    match error {
        ProveError::Unsupported(_) | ProveError::Hypothesis(_) | ProveError::Output(_) => 2,
        ProveError::Undetermined(_) | ProveError::Interrupted => 3,
        _ => DEFECT,
    }
}

fn prove_code(error: &ProveError) -> &'static str {
    match error {
        ProveError::Unsupported(_) => "unsupported",
        ProveError::Hypothesis(_) => "hypothesis",
        ProveError::Undetermined(_) => "undetermined",
        ProveError::Interrupted => "interrupted",
        ProveError::Output(_) => "unwritable",
        _ => "internal",
    }
}

/// Prints an error in the arguments, or the help that was asked for.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let asked = !error.use_stderr();
    if !asked && std::env::args().any(|argument| argument == "--json") {
        let message = error.render().to_string();
        let message = message.trim_start_matches("error: ").lines().next().unwrap_or_default().to_owned();
        Failure::Usage(message).print(true);
    } else {
        let _ = error.print();
    }
    ExitCode::from(if asked { 0 } else { 2 })
}
