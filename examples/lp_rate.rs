//! Strict LPs per second, class by class, answers extracted: `cargo run --release --example lp_rate`.
//!
//! With `--dump` prints the systems instead, one JSON list of rows `[a_1, .., a_d, b]` (meaning a.x > b) per line, for
//! other programs to be measured on: see benches/peers_lp.py.

#[path = "../benches/support/instances.rs"]
mod instances;

use std::hint::black_box;
use std::time::{Duration, Instant};

use critcert::lp::{Answer, System, audit, decide};

/// Systems in each class; 2004 in all.
const COUNT: usize = 167;

fn main() {
    if std::env::args().any(|argument| argument == "--dump") {
        return dump();
    }
    println!("  d   m  feasible  LPs per second");
    let (mut systems, mut spent) = (0, Duration::ZERO);
    for unknowns in instances::UNKNOWNS {
        for rows in instances::ROWS {
            let class = instances::class(unknowns, rows, COUNT);
            let feasible = class.iter().filter(|system| check(system)).count();
            let time = best_time(&class);
            println!("{unknowns:3} {rows:3}  {feasible:4}/{COUNT}  {:14.0}", rate(class.len(), time));
            systems += class.len();
            spent += time;
        }
    }
    println!("all classes         {:14.0}", rate(systems, spent));
}

/// Verifies the answer; tells whether it is a point.
fn check(system: &System) -> bool {
    let answer = decide(system);
    assert!(audit::verify(system, &answer), "an answer does not prove itself");
    matches!(answer, Answer::Feasible(_))
}

/// The shortest of nine passes over the class.
fn best_time(class: &[System]) -> Duration {
    let pass = |_| {
        let start = Instant::now();
        for system in class {
            black_box(decide(black_box(system)));
        }
        start.elapsed()
    };
    (0..9).map(pass).min().unwrap_or_default()
}

fn rate(systems: usize, time: Duration) -> f64 {
    systems as f64 / time.as_secs_f64()
}

fn dump() {
    for unknowns in instances::UNKNOWNS {
        for rows in instances::ROWS {
            for system in instances::class(unknowns, rows, COUNT) {
                let lines = (0..system.len()).map(|row| {
                    let entries: Vec<_> = system.row(row).iter().map(ToString::to_string).collect();
                    format!("[{}]", entries.join(","))
                });
                println!("[{}]", lines.collect::<Vec<_>>().join(","));
            }
        }
    }
}
