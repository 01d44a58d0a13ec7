//! Cells and covectors of point sets: `cargo bench --bench patterns`.

use critcert::pattern::{Points, count, list, tree};
use critcert_certificate::rational::ratio;

fn main() {
    divan::main();
}

/// n points in [-50, 50]^d from a fixed generator, with hidden bias.
fn scattered(n: usize, dimension: usize) -> Points {
    let mut state = 12345_u64;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % 101).unwrap_or(0) - 50
    };
    let rows: Vec<Vec<_>> =
        (0..n).map(|_| (0..dimension).map(|_| draw()).chain([1]).map(|x| ratio(x, 1)).collect()).collect();
    Points::from_rows(&rows).expect("no lifted point is zero")
}

/// The corners of a cube, with hidden bias.
fn cube(dimension: u32) -> Points {
    let rows: Vec<Vec<_>> = (0..1_i64 << dimension)
        .map(|code| (0..dimension).map(|axis| code >> axis & 1).chain([1]).map(|x| ratio(x, 1)).collect())
        .collect();
    Points::from_rows(&rows).expect("no lifted point is zero")
}

const SIZES: &[(usize, usize)] = &[(2, 30), (3, 30), (4, 30), (5, 20), (5, 30), (2, 200), (3, 60)];

#[divan::bench(args = SIZES, sample_count = 3)]
fn list_cells((dimension, n): (usize, usize)) -> usize {
    list(&scattered(n, dimension), false, &|| false).map_or(0, |listing| 2 * listing.len())
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn count_cells((dimension, n): (usize, usize)) -> bool {
    count(&scattered(n, dimension), false, &|| false).is_ok()
}

#[divan::bench(args = [(2, 30), (3, 30)], sample_count = 3)]
fn list_covectors((dimension, n): (usize, usize)) -> usize {
    list(&scattered(n, dimension), true, &|| false).map_or(0, |listing| 2 * listing.len() + 1)
}

#[divan::bench(args = [(2, 30), (3, 30), (5, 20)], sample_count = 3)]
fn search_cells((dimension, n): (usize, usize)) -> usize {
    let mut events = 0;
    let searched = tree::search(&scattered(n, dimension), false, &|| false, |_| {
        events += 1;
        Ok::<(), std::convert::Infallible>(())
    });
    if searched.is_ok() { events } else { 0 }
}

#[divan::bench(sample_count = 3)]
fn list_cells_of_the_cube_in_five_dimensions() -> usize {
    list(&cube(5), false, &|| false).map_or(0, |listing| 2 * listing.len())
}
