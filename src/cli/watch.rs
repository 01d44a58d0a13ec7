//! Interruption, progress and logging: what a long run shows and how it is stopped.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Makes Ctrl-C ask the run to stop; a second Ctrl-C stops at once.
pub(crate) fn stop_on_interrupt() {
    let handler = || {
        if STOPPED.swap(true, Ordering::SeqCst) {
            std::process::exit(3);
        }
        super::table::tell("stopping (once more to stop at once)");
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        tracing::warn!("Ctrl-C will stop at once: {error}");
    }
}

/// Whether the user asked to stop.
pub(crate) fn stopped() -> bool {
    STOPPED.load(Ordering::SeqCst)
}

/// Whether standard error takes colours: a terminal, unless `NO_COLOR` is set and not empty, or `CLICOLOR` is 0.
pub(crate) fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("CLICOLOR").is_some_and(|value| value == "0");
    std::io::stderr().is_terminal() && !refused
}

/// Logs to standard error: warnings, with -v what is done, with -vv details.
pub(crate) fn start_logging(verbose: u8) {
    let level = match verbose {
        0 => tracing::Level::WARN,
        1 => tracing::Level::INFO,
        _ => tracing::Level::DEBUG,
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        // The package is built without its colours, and complains when they are asked for.
        .with_ansi(false)
        .without_time()
        .with_target(false)
        .init();
}

/// A progress bar on standard error, hidden unless that is a terminal: work done, rate, and the time that is left if the
/// amount of work is known (a length of 0 is none yet), else the time spent.
pub(crate) fn progress(quiet: bool, what: &'static str, length: Option<u64>) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr_with_hz(8));
    bar.set_style(style(length.is_some()));
    bar.set_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn style(bounded: bool) -> ProgressStyle {
    let template = if bounded {
        "{msg} [{bar:30}] {human_pos}/{human_len}  {per_sec}  {eta} left"
    } else {
        "{spinner} {msg} {human_pos}  {per_sec}  {elapsed}"
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

/// Shows how far a run is on a bar; once the amount of work is known, the bar tells the time that is left.
pub(crate) fn advance(bar: &ProgressBar, done: u64, all: Option<u64>) {
    if let Some(all) = all
        && bar.length() != Some(all)
    {
        bar.set_length(all);
        bar.set_style(style(true));
    }
    bar.set_position(done);
}
