//! The strict-LP engine: one-shot decisions per class, and a tree on the row stack.
//!
//! `cargo bench --bench lp`; items are systems, or nodes of the tree. Allocations are counted: the tree makes none.
//! Peers run beside it: peers_lp.py.

#[global_allocator]
static ALLOC: divan::AllocProfiler = divan::AllocProfiler::system();

#[path = "support/instances.rs"]
mod instances;

use critcert::hint::decide_with_hint;
use critcert::lp::{Relation, Solver, Status, decide};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Decides 100 systems with the answer extracted.
#[divan::bench(args = instances::ROWS, consts = instances::UNKNOWNS)]
fn decide_class<const UNKNOWNS: usize>(bencher: Bencher, rows: usize) {
    let class = instances::class(UNKNOWNS, rows, 100);
    bencher.counter(ItemsCount::new(class.len())).bench_local(|| {
        for system in &class {
            black_box(decide(black_box(system)));
        }
    });
}

/// One system of growing size, exact from the start or from a floating-point proposal.
#[divan::bench(args = [16, 32, 48], sample_count = 10)]
fn exact(bencher: Bencher, unknowns: usize) {
    let class = instances::class(unknowns, 3 * unknowns, 2);
    bencher.bench_local(|| class.iter().map(decide).count());
}

/// See [`exact`].
#[divan::bench(args = [16, 32, 48], sample_count = 10)]
fn hinted(bencher: Bencher, unknowns: usize) {
    let class = instances::class(unknowns, 3 * unknowns, 2);
    bencher.bench_local(|| class.iter().map(decide_with_hint).count());
}

/// All cells of 14 points in general position, status only.
#[divan::bench(args = [2, 3, 4, 5])]
fn cells(bencher: Bencher, dimension: usize) {
    let rows: Vec<Vec<i64>> =
        instances::points(dimension, 14).into_iter().map(|point| [point, vec![1]].concat()).collect();
    let opposites: Vec<Vec<i64>> = rows.iter().map(|row| row.iter().map(|a| -a).collect()).collect();
    let mut solver = Solver::new(dimension + 1);
    let nodes = visit(&mut solver, &rows, &opposites);
    bencher.counter(ItemsCount::new(nodes)).bench_local(|| visit(&mut solver, &rows, &opposites));
}

/// The number of nodes of the sign tree.
fn visit(solver: &mut Solver, rows: &[Vec<i64>], opposites: &[Vec<i64>]) -> usize {
    let (Some((row, rows)), Some((opposite, opposites))) = (rows.split_first(), opposites.split_first())
    else {
        return 0;
    };
    let mut nodes = 2;
    for side in [row, opposite] {
        if solver.push(side, 0, Relation::Greater) == Ok(Status::Feasible) {
            nodes += visit(solver, rows, opposites);
        }
        solver.pop();
    }
    nodes
}
