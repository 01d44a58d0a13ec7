//! `critcert-check`: checks certificates, and does nothing else.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use critcert_checker::{Outcome, check_file};
use serde::Serialize;

const USAGE: &str = "\
usage: critcert-check [--case CASE] [--strict] [--json] CERTIFICATE...

Checks each certificate against its case: the file named by --case, else the path in the certificate.
Prints one line for each: verified, verified-relative, refused, malformed or declined.

  --strict   exit with 1 when anything was taken on trust
  --json     one JSON object for each certificate

exit codes: 0 verified, 1 refused, 2 malformed or unreadable or wrong usage, 3 declined (a limit);
for several certificates the first of 2, 1, 3, 0 that occurs";

struct Arguments {
    certificates: Vec<PathBuf>,
    case: Option<PathBuf>,
    strict: bool,
    json: bool,
}

/// Bytes of stack, of which only those in use take memory: num-rational compares two numbers with one level of recursion for
/// each step of their continued fractions, and a number of a certificate may have 20,000 digits.
const STACK: usize = 1 << 30;

fn main() -> ExitCode {
    match std::thread::Builder::new().stack_size(STACK).spawn(program) {
        // As after a panic of the main thread.
        Ok(thread) => thread.join().unwrap_or(ExitCode::from(101)),
        Err(_) => program(),
    }
}

fn program() -> ExitCode {
    match read_arguments(std::env::args_os().skip(1)) {
        Ok(Some(arguments)) => run(&arguments),
        Ok(None) => print(USAGE).map_or_else(|code| code, |()| ExitCode::SUCCESS),
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "{message}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn read_arguments(given: impl Iterator<Item = std::ffi::OsString>) -> Result<Option<Arguments>, String> {
    let mut arguments = Arguments { certificates: Vec::new(), case: None, strict: false, json: false };
    let mut given = given;
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--help" | "-h") => return Ok(None),
            Some("--strict") => arguments.strict = true,
            Some("--json") => arguments.json = true,
            Some("--case") => {
                let case = given.next().ok_or("--case needs a file")?;
                arguments.case = Some(PathBuf::from(case));
            }
            Some(option) if option.starts_with("--") => return Err(format!("unknown option {option}")),
            _ => arguments.certificates.push(PathBuf::from(argument)),
        }
    }
    if arguments.certificates.is_empty() {
        return Err("no certificate named".to_owned());
    }
    Ok(Some(arguments))
}

#[derive(Serialize)]
struct Line<'a> {
    certificate: String,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    trusts: &'a [String],
}

fn run(arguments: &Arguments) -> ExitCode {
    let mut codes = Vec::new();
    for certificate in &arguments.certificates {
        let outcome = check_file(certificate, arguments.case.as_deref());
        let line = line(&outcome, certificate.display().to_string(), arguments.json);
        codes.push(outcome.exit_code(arguments.strict));
        if let Err(code) = print(&line) {
            return code;
        }
    }
    let worst = [2, 1, 3].into_iter().find(|code| codes.contains(code));
    ExitCode::from(worst.unwrap_or(0))
}

/// Prints a line. A reader that has gone away is no failure, and the exit code still tells.
fn print(line: &str) -> Result<(), ExitCode> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(std::io::stderr(), "standard output cannot be written: {error}");
            Err(ExitCode::from(2))
        }
        _ => Ok(()),
    }
}

fn line(outcome: &Outcome, certificate: String, json: bool) -> String {
    let (word, reason) = (outcome.word(), outcome.reason());
    let trusts = match outcome {
        Outcome::Verified(verified) => verified.trusts(),
        _ => &[],
    };
    if json {
        let line = Line { certificate, verdict: word, reason, trusts };
        return serde_json::to_string(&line).unwrap_or_default();
    }
    match (outcome, reason) {
        (Outcome::Verified(verified), _) => {
            let answer = format!("{:?}", verified.answer()).to_lowercase();
            format!(
                "{word}: {certificate}: {answer} {} in {} steps",
                verified.claim_in_short(),
                verified.steps()
            )
        }
        (_, reason) => format!("{word}: {certificate}: {}", reason.unwrap_or_default()),
    }
}
