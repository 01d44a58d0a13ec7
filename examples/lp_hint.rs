//! Where a floating-point proposal pays: `cargo run --release --example lp_hint`.
//!
//! Milliseconds per system, without and with a hint, for systems of the recipe of growing size.

#[path = "../benches/support/instances.rs"]
mod instances;

use std::time::Instant;

use critcert::hint::decide_with_hint;
use critcert::lp::{Answer, System, audit, decide};

fn main() {
    println!("  D    m  kind         exact ms    hinted ms");
    for (unknowns, rows) in [
        (8, 40),
        (8, 200),
        (8, 1000),
        (16, 60),
        (16, 200),
        (24, 100),
        (32, 80),
        (32, 160),
        (48, 120),
        (64, 160),
    ] {
        let class = instances::class(unknowns, rows, 6);
        let (feasible, infeasible): (Vec<_>, Vec<_>) =
            class.into_iter().partition(|system| matches!(decide_with_hint(system), Answer::Feasible(_)));
        for (kind, group) in [("feasible", feasible), ("infeasible", infeasible)] {
            if !group.is_empty() {
                let (exact, hinted) = (milliseconds(&group, decide), milliseconds(&group, decide_with_hint));
                println!("{unknowns:3} {rows:4}  {kind:10} {exact:10.3}   {hinted:10.3}");
            }
        }
    }
}

fn milliseconds(group: &[System], decide: fn(&System) -> Answer) -> f64 {
    let start = Instant::now();
    let answers: Vec<Answer> = group.iter().map(decide).collect();
    let spent = start.elapsed().as_secs_f64();
    let all = group.iter().zip(&answers).all(|(system, answer)| audit::verify(system, answer));
    assert!(all, "an answer does not prove itself");
    1000.0 * spent / group.len() as f64
}
