//! Networks classified per second on one core, over the rows of `tests/data/interval_points.json`.
//!
//! `cargo run --release --example interval_rate`

#[path = "../tests/support/vectors.rs"]
mod vectors;

use std::time::{Duration, Instant};

use critcert::interval::{classify, classify_by_theorem};
use critcert_certificate::case::Verdict;

fn main() {
    let rows: Vec<_> = vectors::interval_points().into_iter().map(|row| (row.problem(), row)).collect();
    for verdict in [
        None,
        Some(Verdict::GlobalMinimum),
        Some(Verdict::LocalMinimum),
        Some(Verdict::Saddle),
        Some(Verdict::NotCritical),
    ] {
        let chosen: Vec<_> = rows
            .iter()
            .filter(|(_, row)| verdict.is_none_or(|verdict| row.expect.verdict == verdict))
            .collect();
        let (start, mut count) = (Instant::now(), 0_u128);
        while start.elapsed() < Duration::from_secs(1) {
            for (problem, row) in &chosen {
                assert!(
                    classify(problem, &row.network).is_ok_and(|answer| answer.verdict == row.expect.verdict)
                );
                count += 1;
            }
        }
        let rate = count * 1000 / start.elapsed().as_millis();
        let name = verdict.map_or("all", Verdict::name);
        println!("{name:>15} {:>4} rows {rate:>8} networks/s", chosen.len());
    }
    let (start, mut count) = (Instant::now(), 0_u128);
    while start.elapsed() < Duration::from_secs(1) {
        for (problem, row) in &rows {
            assert!(classify_by_theorem(problem, &row.network).is_ok());
            count += 1;
        }
    }
    println!(
        "{:>15} {:>4} rows {:>8} networks/s",
        "by theorem",
        rows.len(),
        count * 1000 / start.elapsed().as_millis()
    );
}
