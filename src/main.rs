//! `critcert`: the command line. Arguments, exit codes and printing; no mathematics.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
