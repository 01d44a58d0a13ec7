//! The ladder of number types around one search.

use std::cmp::Ordering;

use num_bigint::BigInt;

use super::answer::{Answer, Motzkin, Witness};
use super::dictionary::Dictionary;
use super::extract;
use super::search::{self, Outcome, Progress, Rows};
use super::system::System;
use super::track::Track;

/// Which number type the current dictionary is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rung {
    /// i64.
    Word,
    /// i128.
    Double,
    /// Big integers.
    Big,
}

/// One dictionary somewhere on the ladder. Climbs when a number does not fit, and comes down again only by
/// restoring a saved state.
#[derive(Debug, Clone)]
pub(super) struct Engine {
    rung: Rung,
    word: Track<i64>,
    double: Track<i128>,
    big: Track<BigInt>,
    /// The rows of the system as big integers, as many as have been needed.
    big_rows: Vec<BigInt>,
}

impl Engine {
    pub(super) fn new(unknowns: usize) -> Self {
        Self {
            rung: Rung::Word,
            word: Track::new(Dictionary::identity(unknowns)),
            double: Track::new(Dictionary::identity(0)),
            big: Track::new(Dictionary::identity(0)),
            big_rows: Vec::new(),
        }
    }

    /// Searches on until the rows of the system are settled.
    pub(super) fn settle(&mut self, system: &System, progress: &mut Progress) -> Outcome {
        self.climb_until(system, |engine| match engine.rung {
            Rung::Word => search::settle(&mut engine.word, &words(system), progress),
            Rung::Double => search::settle(&mut engine.double, &words(system), progress),
            Rung::Big => search::settle(&mut engine.big, &bigs(system, &engine.big_rows), progress),
        })
    }

    /// Takes rows into the basis in place of unknowns; an outcome if they contradict each other.
    pub(super) fn adopt(&mut self, system: &System, proposed: &[usize]) -> Option<Outcome> {
        let mut done = 0;
        self.climb_until(system, |engine| match engine.rung {
            Rung::Word => search::adopt(&mut engine.word, &words(system), proposed, &mut done),
            Rung::Double => search::adopt(&mut engine.double, &words(system), proposed, &mut done),
            Rung::Big => search::adopt(&mut engine.big, &bigs(system, &engine.big_rows), proposed, &mut done),
        })
    }

    /// The answer after [`Engine::settle`] gave this outcome.
    pub(super) fn answer(&self, system: &System, outcome: Outcome) -> Answer {
        let answer = match outcome {
            Outcome::Feasible => Answer::Feasible(self.witness(system)),
            Outcome::Infeasible { row } => Answer::Infeasible(self.motzkin(system, row)),
        };
        debug_assert!(super::audit::verify(system, &answer), "{answer:?} does not prove itself");
        answer
    }

    pub(super) fn witness(&self, system: &System) -> Witness {
        let found = match self.rung {
            Rung::Word => extract::witness(&self.word.current, &words(system)),
            Rung::Double => extract::witness(&self.double.current, &words(system)),
            Rung::Big => extract::witness(&self.big.current, &bigs(system, &self.big_rows)),
        };
        found.unwrap_or_else(|| self.climbed(system).witness(system))
    }

    pub(super) fn motzkin(&self, system: &System, row: usize) -> Motzkin {
        let found = match self.rung {
            Rung::Word => extract::motzkin(&self.word.current, &words(system), row),
            Rung::Double => extract::motzkin(&self.double.current, &words(system), row),
            Rung::Big => extract::motzkin(&self.big.current, &bigs(system, &self.big_rows), row),
        };
        found.unwrap_or_else(|| self.climbed(system).motzkin(system, row))
    }

    /// How `a.x` compares with b at the vertex, for a row of D coefficients; `None`: one rung up.
    pub(super) fn compare_at_vertex(&self, coefficients: &[i64], bound: i64) -> Option<Ordering> {
        match self.rung {
            Rung::Word => self.word.current.compare(coefficients, &bound),
            Rung::Double => self.double.current.compare(coefficients, &bound),
            Rung::Big => {
                let coefficients: Vec<BigInt> = coefficients.iter().copied().map(BigInt::from).collect();
                self.big.current.compare(&coefficients, &BigInt::from(bound))
            }
        }
    }

    /// From now on the first change saves the state before it. Gives the rung the state is on.
    pub(super) fn guard(&mut self) -> Rung {
        match self.rung {
            Rung::Word => self.word.guard(),
            Rung::Double => self.double.guard(),
            Rung::Big => self.big.guard(),
        }
        self.rung
    }

    /// Ends [`Engine::guard`]; true if the state was saved on that rung.
    pub(super) fn release(&mut self, origin: Rung) -> bool {
        match origin {
            Rung::Word => self.word.release(),
            Rung::Double => self.double.release(),
            Rung::Big => self.big.release(),
        }
    }

    /// Goes back to the state saved last on this rung.
    pub(super) fn restore(&mut self, origin: Rung) {
        match origin {
            Rung::Word => self.word.restore(),
            Rung::Double => self.double.restore(),
            Rung::Big => self.big.restore(),
        }
        self.rung = origin;
    }

    /// Forgets copies of rows that the system no longer has.
    pub(super) fn forget_rows(&mut self, system: &System) {
        self.big_rows.truncate(system.len() * (system.unknowns() + 1));
    }

    /// The same engine one rung up (a copy: for the rare answer that is longer than the dictionary).
    pub(super) fn climbed(&self, system: &System) -> Self {
        let mut higher = self.clone();
        higher.climb();
        higher.prepare_rows(system);
        higher
    }

    /// Repeats a step, one rung higher each time a number does not fit.
    fn climb_until<R>(&mut self, system: &System, mut step: impl FnMut(&mut Self) -> Option<R>) -> R {
        while self.rung != Rung::Big && !system.fits_words() {
            self.climb();
        }
        loop {
            self.prepare_rows(system);
            match step(self) {
                Some(result) => return result,
                None => self.climb(),
            }
        }
    }

    fn climb(&mut self) {
        match self.rung {
            Rung::Word => {
                self.word.save_if_guarded();
                self.double.current = self.word.current.widened();
                self.rung = Rung::Double;
            }
            Rung::Double => {
                self.double.save_if_guarded();
                self.big.current = self.double.current.widened();
                self.rung = Rung::Big;
            }
            Rung::Big => unreachable!("big integers always fit"),
        }
    }

    fn prepare_rows(&mut self, system: &System) {
        if self.rung == Rung::Big {
            let present = self.big_rows.len() / (system.unknowns() + 1);
            self.big_rows.extend((present..system.len()).flat_map(|row| system.row(row)));
        }
    }
}

fn words(system: &System) -> Rows<'_, i64> {
    rows(system, system.words())
}

fn bigs<'a>(system: &'a System, entries: &'a [BigInt]) -> Rows<'a, BigInt> {
    rows(system, entries)
}

fn rows<'a, E>(system: &'a System, entries: &'a [E]) -> Rows<'a, E> {
    Rows {
        entries,
        relations: system.relations(),
        stride: system.unknowns() + 1,
        homogeneous: system.is_homogeneous(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lp::{Relation, decide};
    use proptest::prelude::*;

    /// Rows with entries so small that many vertices coincide.
    fn degenerate_rows() -> impl Strategy<Value = Vec<([i64; 4], i64, u8)>> {
        let entries = prop::array::uniform4(-1..=1_i64);
        prop::collection::vec((entries, prop_oneof![4 => Just(0), 1 => -1..=1_i64], 0..9_u8), 0..24)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn blands_rule_alone_ends_with_the_same_truth(rows in degenerate_rows()) {
            let mut system = System::new(4);
            for (row, bound, kind) in rows {
                let relation = match kind {
                    0 => Relation::Equal,
                    1..=4 => Relation::GreaterEqual,
                    _ => Relation::Greater,
                };
                system.push(&row, bound, relation).expect("four coefficients");
            }
            let mut engine = Engine::new(4);
            let mut progress = Progress { exchanges: 1 << 40, ..Progress::default() };
            let outcome = engine.settle(&system, &mut progress);
            prop_assert!(crate::lp::audit::verify(&system, &engine.answer(&system, outcome)));
            let feasible = matches!(decide(&system), Answer::Feasible(_));
            prop_assert_eq!(outcome == Outcome::Feasible, feasible);
        }
    }

    /// Three inequalities that touch in one point, times a factor.
    fn settled_rung(factor: i64) -> Rung {
        let mut system = System::new(3);
        for (row, bound) in [([3, 1, 2], 5), ([1, -4, 1], 6), ([2, 2, -7], 8), ([-6, 1, 4], 3)] {
            system.push(&row.map(|a| a * factor), bound, Relation::Greater).expect("three coefficients");
        }
        let mut engine = Engine::new(3);
        let outcome = engine.settle(&system, &mut Progress::default());
        engine.answer(&system, outcome);
        engine.rung
    }

    #[test]
    fn each_rung_is_used_when_the_numbers_ask_for_it() {
        assert_eq!(settled_rung(1), Rung::Word);
        assert_eq!(settled_rung(1 << 25), Rung::Double);
        assert_eq!(settled_rung(1 << 55), Rung::Big);
    }

    #[test]
    fn a_state_is_restored_on_its_own_rung() {
        let mut system = System::new(2);
        let mut engine = Engine::new(2);
        system.push(&[1, 2], 1, Relation::Greater).expect("two coefficients");
        engine.settle(&system, &mut Progress::default());
        let before = engine.witness(&system);
        let origin = engine.guard();
        system.push(&[-1 << 62, (1 << 62) + 1], i64::MAX, Relation::Greater).expect("two coefficients");
        engine.settle(&system, &mut Progress::from_row(1));
        assert_ne!(engine.rung, Rung::Word);
        assert!(engine.release(origin));
        system.pop();
        engine.restore(origin);
        assert_eq!((engine.rung, engine.witness(&system)), (Rung::Word, before));
    }
}
