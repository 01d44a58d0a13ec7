//! Whether the local minima of sign regions are global.

use std::io::Write;

use critcert_certificate::case::Verdict;
use critcert_certificate::case::porcupine::{LineSign, Regions};
use critcert_certificate::certificate::Answer;
use critcert_certificate::certificate::porcupine::PorcupineRegion;
use critcert_certificate::rational::Rational;
use num_traits::Signed;

use super::claimant::{Claimant, found_step};
use super::{Finding, ProveError, Shown, point, span, values};
use crate::porcupine::classify::GlobalMinimum;
use crate::porcupine::landscape::losses;
use crate::porcupine::patterns::{Found, Letter, Settled, word};
use crate::porcupine::ring::{Fraction, Ring};
use crate::porcupine::{Proof, classify, landscape};

impl<R: Ring, W: Write> Claimant<'_, '_, R, W> {
    /// Settles a region that is neither empty nor covered by the span theorem, or all of them.
    pub(super) fn no_spurious(&mut self, regions: &Regions) -> Result<Shown, ProveError> {
        let Some(region) = span::signs(self.model.problem, regions) else {
            return self.no_spurious_anywhere();
        };
        let pattern = span::merged(self.model.lines, &region);
        let settled = self.model.decide(&pattern);
        if !matches!(settled.found, Found::Holds) {
            let step = self.write_region(&pattern, &settled, None)?;
            return Ok((Answer::Proved, step, Finding::None));
        }
        let least = self.model.least()?;
        if least.value.compare(&settled.loss).is_eq() {
            let global = point::write_least(&GlobalMinimum::of(&least), self.writer)?;
            let step = self.write_region(&pattern, &settled, Some(global))?;
            return Ok((Answer::Proved, step, Finding::None));
        }
        let t = self.positions_in(&settled.z, &region);
        self.refute(t, least.z)
    }

    fn no_spurious_anywhere(&mut self) -> Result<Shown, ProveError> {
        let decided = self.decide_all()?;
        let losses = losses(&decided);
        let found = landscape(self.model, &decided);
        let finding = Finding::PorcupineLandscape(Box::new(found));
        if losses.len() == 1 {
            let step = self.write_patterns(&decided)?;
            return Ok((Answer::Proved, step, finding));
        }
        let with_loss = |loss: &Fraction<R>| {
            decided.iter().find(|one| {
                matches!(one.settled.found, Found::Holds) && one.settled.loss.compare(loss).is_eq()
            })
        };
        let (Some(least), Some(worst)) =
            (losses.first().and_then(with_loss), losses.last().and_then(with_loss))
        else {
            return Err(ProveError::Internal("no pattern holds a local minimum".to_owned()));
        };
        let t = self.model.positions(&worst.settled.z, true);
        let (answer, step, _) = self.refute(t, least.settled.z.clone())?;
        Ok((answer, step, finding))
    }

    /// Refutes by a local minimum and a better point.
    fn refute(&mut self, t: Vec<Vec<Fraction<R>>>, better: Vec<Fraction<R>>) -> Result<Shown, ProveError> {
        let mut found = classify(self.model, &t, false);
        if found.verdict != Verdict::LocalMinimum {
            let message = format!("the witness of a pattern is a {}", found.verdict.name());
            return Err(ProveError::Internal(message));
        }
        let better = self.model.positions(&better, false);
        let evaluated = classify(self.model, &better, false);
        let better = better.iter().map(|line| values(line)).collect();
        found.proof = Proof::NotLeast { better, loss: evaluated.loss };
        found.better_is_differentiable = evaluated.differentiable;
        let step = point::write(Some(t.iter().map(|line| values(line)).collect()), &found, self.writer)?;
        Ok((Answer::Refuted, step, Finding::PorcupinePoint(Box::new(found))))
    }

    /// Positions with these masses in a region of the lines of the case.
    fn positions_in(&self, z: &[Fraction<R>], region: &[LineSign]) -> Vec<Vec<Fraction<R>>> {
        let lines = self.model.lines;
        // Signs of the neurons in the orientation of the distinct lines.
        let mut signs: Vec<Vec<bool>> = Vec::new();
        let mut counts = vec![[0_i64; 2]; lines.len()];
        for (given, &count) in self.model.problem.neurons_per_line.iter().enumerate() {
            let (line, factor) = &lines.places[given];
            let forward = factor.is_positive();
            let up = |neuron: usize| match region[given] {
                LineSign::Plus => true,
                LineSign::Minus => false,
                LineSign::Mixed => neuron + 1 < count,
            };
            let row: Vec<bool> = (0..count).map(|neuron| up(neuron) == forward).collect();
            row.iter().for_each(|&plus| counts[*line][usize::from(!plus)] += 1);
            signs.push(row);
        }
        let position = |(given, row): (usize, &Vec<bool>)| {
            let (line, factor) = &lines.places[given];
            row.iter()
                .map(|&plus| {
                    let side = usize::from(!plus);
                    let share = Rational::new(if plus { 1 } else { -1 }.into(), counts[*line][side].into());
                    z[2 * line + side].times(&Fraction::rational(&(share / factor)))
                })
                .collect()
        };
        signs.iter().enumerate().map(position).collect()
    }

    fn write_region(
        &mut self,
        pattern: &[Letter],
        settled: &Settled<R>,
        global: Option<u64>,
    ) -> Result<u64, ProveError> {
        let region = PorcupineRegion {
            region: word(pattern),
            z: values(&settled.z),
            found: found_step(settled),
            global,
        };
        Ok(self.writer.step(&region)?)
    }
}
