//! The systems that all LP measurements use, the same in every run.

#![allow(dead_code, reason = "each measurement uses its own instances")]

use critcert::lp::{Relation, System};

/// Numbers of unknowns and of rows that occur, each pair a class.
pub(crate) const UNKNOWNS: [usize; 4] = [2, 3, 5, 8];
/// See [`UNKNOWNS`].
pub(crate) const ROWS: [usize; 3] = [10, 20, 40];

/// A generator of pseudo-random words (G. Steele, D. Lea, C. Flood, *SplitMix*, 2014).
struct SplitMix(u64);

impl SplitMix {
    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    /// An integer between -reach and reach.
    fn entry(&mut self, reach: i64) -> i64 {
        (self.word() % (2 * reach as u64 + 1)) as i64 - reach
    }
}

/// The system s_i (a_i.x + b_i) > 0, entries of a and b in [-9, 9]. Signs are random; if planted, those of a random
/// point.
fn signed_system(random: &mut SplitMix, unknowns: usize, rows: usize, planted: bool) -> System {
    let point: Vec<i64> = (0..unknowns).map(|_| random.entry(9)).collect();
    let mut system = System::new(unknowns);
    let mut left = rows;
    while left > 0 {
        let mut row: Vec<i64> = (0..unknowns).map(|_| random.entry(9)).collect();
        let mut bound = random.entry(9);
        let value = bound + row.iter().zip(&point).map(|(a, x)| a * x).sum::<i64>();
        let random_sign = random.word() & 1 == 0;
        if value == 0 && planted {
            continue;
        }
        if if planted { value < 0 } else { random_sign } {
            row.iter_mut().for_each(|a| *a = -*a);
            bound = -bound;
        }
        system.push(&row, -bound, Relation::Greater).expect("rows have D coefficients");
        left -= 1;
    }
    system
}

/// `count` systems of one class, every other one planted.
pub(crate) fn class(unknowns: usize, rows: usize, count: usize) -> Vec<System> {
    let mut random = SplitMix(2027 + 1000 * unknowns as u64 + rows as u64);
    (0..count).map(|index| signed_system(&mut random, unknowns, rows, index % 2 == 0)).collect()
}

/// Points with coordinates in [-999, 999].
pub(crate) fn points(dimension: usize, count: usize) -> Vec<Vec<i64>> {
    let mut random = SplitMix(2027);
    (0..count).map(|_| (0..dimension).map(|_| random.entry(999)).collect()).collect()
}
