//! All local minima of data sets: `cargo bench --bench strata`; items are groups of covectors. Peers: peers_strata.py.

use critcert::dataset::landscape::plan::{Plan, list};
use critcert_certificate::case::{Case, DatasetProblem, NoDataFiles, Problem};
use critcert_certificate::document::toml;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

fn problem(text: &str) -> DatasetProblem {
    let case = toml::read(text).ok().and_then(|node| Case::from_node(&node, &NoDataFiles).ok());
    match case.map(|case| case.problem) {
        Some(Problem::Dataset(problem)) => problem,
        _ => panic!("this is no data-set case"),
    }
}

/// Lists the losses of all local minima at a width, without a certificate.
fn landscape(bencher: Bencher, text: &str, width: usize) {
    let problem = problem(text);
    let kinds = Plan::new(&problem, width, &|| false).map_or(0, |plan| plan.strata.kinds.len());
    let groups = (0..width).fold(1, |groups, size| groups * (kinds - size) / (size + 1));
    bencher
        .counter(ItemsCount::new(groups))
        .bench_local(|| list(&problem, width, &|| false).map_or(0, |l| l.len()));
}

#[divan::bench(args = [1, 2], sample_count = 3)]
fn ten_points_on_a_line(bencher: Bencher, width: usize) {
    landscape(bencher, include_str!("strata/line-10.toml"), width);
}

#[divan::bench(sample_count = 1)]
fn eight_points_in_the_plane(bencher: Bencher) {
    landscape(bencher, include_str!("strata/plane-8.toml"), 1);
}
