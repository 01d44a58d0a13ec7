//! Cells of point sets by extending sign vectors on one row stack: `cargo run --release --example lp_cells`.
//!
//! For n points p in R^d the cells are the sign vectors of u.p + v over all (u, v). A node keeps the side on which
//! its vertex lies without a pivot and asks the engine about the other. Every leaf extracts its witness, every
//! cut branch its Motzkin vector; all are counted, and checked with `--verify`.

#[path = "../benches/support/instances.rs"]
mod instances;

use std::time::Instant;

use critcert::lp::{Relation, Solver, Status, audit};

#[derive(Default)]
struct Tally {
    cells: usize,
    cuts: usize,
    verify: bool,
}

fn main() {
    let verify = std::env::args().any(|argument| argument == "--verify");
    let cube = (0..32_i64).map(|code| (0..5).map(|bit| code >> bit & 1).collect()).collect();
    let sets: [(&str, Vec<Vec<i64>>); 6] = [
        ("d2 n30", instances::points(2, 30)),
        ("d3 n30", instances::points(3, 30)),
        ("d4 n30", instances::points(4, 30)),
        ("d5 n20", instances::points(5, 20)),
        ("{0,1}^5", cube),
        ("d5 n30", instances::points(5, 30)),
    ];
    println!("points     cells     cuts  seconds  nodes per second");
    for (name, points) in sets {
        let rows: Vec<[Vec<i64>; 2]> = points.iter().map(|point| lifted(point)).collect();
        let mut tally = Tally { verify, ..Tally::default() };
        let start = Instant::now();
        extend(&mut Solver::new(rows[0][0].len()), &rows, &mut tally);
        let seconds = start.elapsed().as_secs_f64();
        let nodes = (2 * tally.cells + tally.cuts) as f64 / seconds;
        println!("{name:8} {:7}  {:7}  {seconds:7.3}  {nodes:9.0}", tally.cells, tally.cuts);
    }
}

/// The row (p, 1) and its opposite.
fn lifted(point: &[i64]) -> [Vec<i64>; 2] {
    let row: Vec<i64> = point.iter().copied().chain([1]).collect();
    let opposite = row.iter().map(|entry| -entry).collect();
    [row, opposite]
}

fn extend(solver: &mut Solver, rows: &[[Vec<i64>; 2]], tally: &mut Tally) {
    let Some((both, rest)) = rows.split_first() else {
        tally.cells += 1;
        let witness = solver.witness();
        if tally.verify {
            assert!(witness.is_some_and(|witness| audit::verify_witness(solver.system(), &witness)));
        }
        return;
    };
    for row in both {
        if solver.push(row, 0, Relation::Greater) == Ok(Status::Feasible) {
            extend(solver, rest, tally);
        } else {
            tally.cuts += 1;
            let motzkin = solver.motzkin();
            if tally.verify {
                assert!(motzkin.is_some_and(|motzkin| audit::verify_motzkin(solver.system(), &motzkin)));
            }
        }
        solver.pop();
    }
}
