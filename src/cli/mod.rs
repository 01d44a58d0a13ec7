//! The verbs of the command line.

mod arguments;
mod audit;
mod batch;
mod check;
mod classify;
mod diff;
mod explain;
mod export;
mod failure;
mod landscape;
mod landscape_linear;
mod manual;
mod patterns;
mod porcupine;
mod report;
mod sink;
mod strata;
mod table;
mod theorems;
mod verified;
mod volumes;
mod watch;

use std::process::ExitCode;

use arguments::{Arguments, Verb};
use clap::Parser;
use failure::Failure;

/// Bytes of stack of a worker, for comparisons of long numbers as in `main`.
const STACK: usize = 1 << 28;

/// What a verb answers: its exit code, everything else is printed.
type Done = Result<u8, Failure>;

/// Reads the arguments, runs the verb, prints what goes wrong.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return failure::usage(&error),
    };
    watch::start_logging(arguments.common.verbose);
    watch::stop_on_interrupt();
    // 0 is the number of cores. Fails only if the pool exists already, and nothing has used it yet.
    let threads = arguments.common.threads.map_or(0, std::num::NonZero::get);
    let _ = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build_global();
    let common = &arguments.common;
    tracing::info!("{} threads", rayon::current_num_threads());
    let done = match &arguments.verb {
        Verb::Classify(verb) => classify::run(verb, common),
        Verb::Landscape(verb) => landscape::run(verb, common),
        Verb::Patterns(verb) => patterns::run(verb, common),
        Verb::Audit(verb) => audit::run(verb, common),
        Verb::Check(verb) => check::run(verb, common),
        Verb::Completions(verb) => manual::completions(verb),
        Verb::Man(verb) => manual::man(verb),
        Verb::Theorems(verb) => theorems::run(verb, common),
        Verb::Report(verb) => report::run(verb, common),
        Verb::Export(verb) => export::run(verb, common),
        Verb::Diff(verb) => diff::run(verb, common),
        Verb::Explain(verb) => explain::run(verb, common),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            failure.print(common.json);
            ExitCode::from(failure.exit_code())
        }
    }
}
