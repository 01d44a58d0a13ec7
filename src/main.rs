//! `critcert`: the command line. Arguments, exit codes and printing; no mathematics.

mod cli;

use std::process::ExitCode;

/// Bytes of stack, of which only those in use take memory: num-rational compares two numbers with one level of recursion for
/// each step of their continued fractions, and a number of a case may have 20,000 digits.
const STACK: usize = 1 << 30;

fn main() -> ExitCode {
    match std::thread::Builder::new().stack_size(STACK).spawn(cli::main) {
        // As after a panic of the main thread.
        Ok(thread) => thread.join().unwrap_or(ExitCode::from(101)),
        Err(_) => cli::main(),
    }
}
