//! Writes a large data set with the weights of a region, the same each time: a case for the rank of a region.
//!
//! `cargo run --release --example rank_instance -- DIRECTORY [SAMPLES NEURONS DIMENSION]`, by default 2000 samples, 16
//! neurons and dimension 128; then `critcert audit DIRECTORY`.

use std::fmt::Write;
use std::path::Path;

/// A linear congruential generator: integers from -9 to 9.
struct Integers(u64);

impl Integers {
    fn next(&mut self) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % 19).unwrap_or(0) - 9
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let directory = arguments.next().ok_or("usage: rank_instance DIRECTORY [SAMPLES NEURONS DIMENSION]")?;
    let mut size = |default: usize| arguments.next().map_or(Ok(default), |text| text.parse());
    let (samples, neurons, dimension) = (size(2000)?, size(16)?, size(128)?);
    let mut integers = Integers(1);
    let mut row = |length: usize| (0..length).map(|_| integers.next()).collect::<Vec<i64>>();
    let weights: Vec<Vec<i64>> = (0..neurons).map(|_| row(dimension)).collect();
    let on_a_kink =
        |point: &[i64]| weights.iter().any(|w| w.iter().zip(point).map(|(a, b)| a * b).sum::<i64>() == 0);
    let mut table = String::new();
    let mut written = 0;
    while written < samples {
        let mut point = row(dimension);
        if on_a_kink(&point) {
            continue;
        }
        point.extend(row(1));
        let cells: Vec<String> = point.iter().map(ToString::to_string).collect();
        writeln!(table, "{}", cells.join(","))?;
        written += 1;
    }
    let mut case = format!(
        "title  = \"Rank of a region: {samples} samples, {neurons} neurons, dimension {dimension}\"\n\n\
         [problem]\nkind = \"dataset\"\ndata = \"samples.csv\"\nwidth = {neurons}\nhidden_bias = false\n\
         output_bias = false\n\n[[claim]]\nkind = \"every-differentiable-minimum-global-by-rank\"\nweights = [\n"
    );
    for w in &weights {
        let cells: Vec<String> = w.iter().map(ToString::to_string).collect();
        writeln!(case, "  [{}],", cells.join(", "))?;
    }
    case.push_str("]\n");
    std::fs::create_dir_all(&directory)?;
    std::fs::write(Path::new(&directory).join("samples.csv"), table)?;
    std::fs::write(Path::new(&directory).join("rank.toml"), case)?;
    Ok(())
}
