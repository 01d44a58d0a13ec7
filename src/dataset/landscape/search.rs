//! The search: groups of covectors in order, each settled with its proof.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use critcert_certificate::case::DatasetNetwork;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use super::frame::Frame;
use super::kind::Kind;
use super::realize::{Cut, Realized, Weights, choices, realize};
use super::residual::{Projection, dot};
use super::witness::network;
use super::{LandscapeError, internal};
use crate::exact::integer::ExactInteger;

/// How smooth a local minimum is. Finding a smoother one with the same loss settles the rougher ones of this loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Some pre-activation is 0.
    Kink,
    /// No pre-activation is 0, but some neuron is 0 on all points (ReLU).
    Dead,
    /// No pre-activation is 0, and no neuron is dead.
    Live,
}

/// A local minimum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minimum {
    /// Its loss.
    pub loss: Rational,
    /// How smooth it is.
    pub category: Category,
    /// The network.
    pub network: DatasetNetwork,
    /// Dimension of the set of (R, c) that make its prediction with the covectors of its neurons.
    pub dimension: usize,
}

/// The projection of the labels on the predictions of a group: coefficients of its columns and of the constant one.
///
/// In the units of the problem: the column of a basis vector b is `(a_i X_i.b)_i`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// The common denominator, positive, without a factor common to all coefficients and it.
    pub over: BigInt,
    /// The numerators.
    pub by: Vec<BigInt>,
}

/// How a group was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// At one neuron both signs are excluded: its one-sided derivative is negative on the first ray and positive on the
    /// second.
    Barred {
        /// Which covector of the group.
        neuron: usize,
        /// Number of a ray with negative derivative.
        below: usize,
        /// Number of a ray with positive derivative.
        above: usize,
    },
    /// The loss is that of a local minimum at least as smooth.
    Known,
    /// The residual is zero, and loss 0 is known: this settles all groups that extend this one, too.
    Exact,
    /// Excluded signs (neuron, whether +, ray), and proofs for the others.
    Cut {
        /// Signs excluded by a ray.
        barred: Vec<(usize, bool, usize)>,
        /// Proofs that the prediction is not realized.
        cuts: Vec<Cut>,
    },
}

/// What the search tells, in order.
#[derive(Debug)]
pub enum Event<'a> {
    /// A local minimum that makes a loss known, or known as smoother.
    Found(&'a Minimum),
    /// A group (numbers of kinds, increasing) is settled.
    Settled(&'a [usize], &'a Fit, &'a Verdict),
}

/// The problem of a search.
#[derive(Debug, Clone)]
pub struct Strata {
    /// The data.
    pub frame: Frame,
    /// All covectors.
    pub kinds: Vec<Kind>,
    /// Number of neurons.
    pub width: usize,
}

/// The losses known so far, each with the smoothest category.
pub type Known = BTreeMap<Rational, Category>;

/// Whether a loss is known in a category, or a smoother one.
#[must_use]
pub fn is_known(known: &Known, loss: &Rational, category: Category) -> bool {
    known.get(loss).is_some_and(|found| *found >= category)
}

impl Strata {
    /// The first covectors of the groups, which are the jobs of a search.
    #[must_use]
    pub fn roots(&self) -> Vec<usize> {
        (0..self.kinds.len()).filter(|&first| !self.kinds[first].dead).collect()
    }

    /// Settles all groups of at most `size` covectors, the first of them `first`, in order, reporting to `see`.
    ///
    /// `known` holds losses of local minima, and is added to.
    ///
    /// # Errors
    /// Those of `see`; [`LandscapeError::Interrupted`]; [`LandscapeError::Internal`].
    pub fn search(
        &self,
        first: usize,
        size: usize,
        known: &mut Known,
        interrupted: &dyn Fn() -> bool,
        see: &mut dyn FnMut(Event<'_>) -> Result<(), LandscapeError>,
    ) -> Result<(), LandscapeError> {
        let before = known.clone();
        let mut reported = 0_usize;
        if let Some(columns) = Columns::<i128>::read(self) {
            let mut walk = Walk { strata: self, columns, size, interrupted };
            let mut count = |event: Event<'_>| {
                reported += 1;
                see(event)
            };
            match walk.below(&mut vec![first], known, &mut count) {
                Ok(()) => return Ok(()),
                Err(Stop::Failed(error)) => return Err(error),
                Err(Stop::Overflow) => *known = before,
            }
        }
        // The events depend on values only: the same ones come again, and then the others.
        let columns = Columns::<BigInt>::read(self).ok_or_else(|| internal("big integers do not fit"))?;
        let mut walk = Walk { strata: self, columns, size, interrupted };
        let mut skip = |event: Event<'_>| {
            if reported > 0 {
                reported -= 1;
                return Ok(());
            }
            see(event)
        };
        match walk.below(&mut vec![first], known, &mut skip) {
            Ok(()) => Ok(()),
            Err(Stop::Failed(error)) => Err(error),
            Err(Stop::Overflow) => Err(internal("big integers overflow")),
        }
    }

    /// The minima with all output weights 0: their loss, and for each category that occurs a network.
    #[must_use]
    pub fn constant(&self) -> Option<Minimum> {
        let frame = &self.frame;
        let n = BigInt::from(frame.points());
        let sum: BigInt = frame.labels.iter().sum();
        let (residual, over): (Vec<BigInt>, BigInt) = if frame.output_bias {
            (frame.labels.iter().map(|y| &n * y - &sum).collect(), n.clone())
        } else {
            (frame.labels.clone(), BigInt::one())
        };
        let scale = Rational::from_integer(over.clone() * &frame.label_scale);
        let square: BigInt = residual.iter().map(|r| r * r).sum();
        let loss =
            Rational::from_integer(square) / (&scale * &scale * Rational::from_integer(BigInt::from(2)));
        let flat = |kind: &&Kind| {
            !kind.is_kink()
                && kind
                    .columns
                    .iter()
                    .all(|column| dot(column, &residual).is_none_or(|value| value.is_zero()))
        };
        let best = self.kinds.iter().filter(flat).max_by_key(|kind| !kind.dead)?;
        let c = if frame.output_bias { Rational::from_integer(sum) / scale } else { Rational::zero() };
        Some(Minimum {
            loss,
            category: if best.dead { Category::Dead } else { Category::Live },
            network: network(frame, &[], &[], &[], &c, &best.witness, self.width),
            dimension: 0,
        })
    }
}

/// The columns and tests of all kinds in one number type.
struct Columns<I> {
    labels: Vec<I>,
    columns: Vec<Vec<Vec<I>>>,
    tests: Vec<Vec<Vec<I>>>,
}

impl<I: ExactInteger> Columns<I> {
    fn read(strata: &Strata) -> Option<Self> {
        let vector = |vector: &Vec<BigInt>| vector.iter().map(I::read).collect::<Option<Vec<I>>>();
        let matrix = |matrix: &Vec<Vec<BigInt>>| matrix.iter().map(vector).collect::<Option<Vec<Vec<I>>>>();
        Some(Self {
            labels: vector(&strata.frame.labels)?,
            columns: strata.kinds.iter().map(|kind| matrix(&kind.columns)).collect::<Option<_>>()?,
            tests: strata.kinds.iter().map(|kind| matrix(&kind.tests)).collect::<Option<_>>()?,
        })
    }
}

enum Stop {
    Overflow,
    Failed(LandscapeError),
}

impl From<LandscapeError> for Stop {
    fn from(error: LandscapeError) -> Self {
        Self::Failed(error)
    }
}

struct Walk<'a, I> {
    strata: &'a Strata,
    columns: Columns<I>,
    size: usize,
    interrupted: &'a dyn Fn() -> bool,
}

impl<I: ExactInteger> Walk<'_, I> {
    fn below(
        &mut self,
        group: &mut Vec<usize>,
        known: &mut Known,
        see: &mut dyn FnMut(Event<'_>) -> Result<(), LandscapeError>,
    ) -> Result<(), Stop> {
        let frame = &self.strata.frame;
        let slots = 1 + self.size * frame.dimension();
        let mut projection = Projection::new(&self.columns.labels, slots);
        if frame.output_bias {
            projection.add(&vec![I::one(); frame.points()], slots - 1).ok_or(Stop::Overflow)?;
        }
        // The rank before each covector of the group.
        let mut ranks = vec![projection.rank()];
        self.extend(&mut projection, group, 0)?;
        let start = group.len();
        loop {
            if (self.interrupted)() {
                return Err(LandscapeError::Interrupted.into());
            }
            let settled_below = self.node(&projection, group, known, see)?;
            let last = group[group.len() - 1];
            let null = self.strata.kinds[last].is_null();
            let mut from = last + 1;
            let mut deeper = group.len() < self.size && !settled_below && !null;
            // The next group: a first child, or the next sibling of the nearest ancestor that has one.
            loop {
                if deeper {
                    let next =
                        (from..self.strata.kinds.len()).find(|&next| !self.strata.kinds[next].is_null());
                    if let Some(next) = next {
                        ranks.push(projection.rank());
                        group.push(next);
                        break;
                    }
                }
                if group.len() == start {
                    return Ok(());
                }
                from = group.pop().map_or(0, |last| last + 1);
                projection.truncate(ranks.pop().unwrap_or(0));
                deeper = true;
            }
            let depth = group.len() - 1;
            self.extend(&mut projection, group, depth)?;
        }
    }

    fn extend(&self, projection: &mut Projection<I>, group: &[usize], depth: usize) -> Result<(), Stop> {
        let dimension = self.strata.frame.dimension();
        for (b, column) in self.columns.columns[group[depth]].iter().enumerate() {
            projection.add(column, depth * dimension + b).ok_or(Stop::Overflow)?;
        }
        Ok(())
    }

    /// Settles one group; true when all its extensions are settled with it.
    fn node(
        &self,
        projection: &Projection<I>,
        group: &[usize],
        known: &mut Known,
        see: &mut dyn FnMut(Event<'_>) -> Result<(), LandscapeError>,
    ) -> Result<bool, Stop> {
        let strata = self.strata;
        let kinds: Vec<&Kind> = group.iter().map(|&index| &strata.kinds[index]).collect();
        let residual = projection.residual();
        let mut allowed = vec![[true; 2]; group.len()];
        let mut barred = Vec::new();
        for (j, &index) in group.iter().enumerate() {
            // The residual is -e: a positive product is a negative derivative, which bars the sign +.
            let (mut below, mut above) = (None, None);
            for (ray, test) in self.columns.tests[index].iter().enumerate() {
                let value = dot(test, residual).ok_or(Stop::Overflow)?;
                if value.is_positive() {
                    below = below.or(Some(ray));
                } else if value.is_negative() {
                    above = above.or(Some(ray));
                }
                if let (Some(below), Some(above)) = (below, above) {
                    let verdict = Verdict::Barred { neuron: j, below, above };
                    see(Event::Settled(group, &self.fit(projection, group), &verdict))?;
                    return Ok(false);
                }
            }
            allowed[j] = [below.is_none(), above.is_none()];
            barred.extend(below.map(|ray| (j, true, ray)));
            barred.extend(above.map(|ray| (j, false, ray)));
        }
        let fit = self.fit(projection, group);
        let category = if kinds.iter().any(|kind| kind.is_kink()) { Category::Kink } else { Category::Live };
        let loss = self.loss(projection);
        if is_known(known, &loss, category) {
            let exact = loss.is_zero();
            let verdict = if exact { Verdict::Exact } else { Verdict::Known };
            see(Event::Settled(group, &fit, &verdict))?;
            return Ok(exact);
        }
        let denominator = projection.denominator().write();
        let prediction: Vec<BigInt> = strata
            .frame
            .labels
            .iter()
            .zip(residual)
            .map(|(label, left)| label * &denominator - left.write())
            .collect();
        let all = choices(&kinds, &allowed, strata.width);
        match realize(&strata.frame, &kinds, &prediction, &all)? {
            Realized::No(cuts) => {
                see(Event::Settled(group, &fit, &Verdict::Cut { barred, cuts }))?;
                Ok(false)
            }
            Realized::Yes(signs, values, over) => {
                let over = over * &denominator * &strata.frame.label_scale;
                let columns: usize = kinds.iter().map(|kind| kind.basis.len()).sum();
                let free = columns + usize::from(strata.frame.output_bias) - projection.rank();
                let minimum = Minimum {
                    network: self.network(&kinds, &signs, &values, &over),
                    loss,
                    category,
                    dimension: free,
                };
                known.insert(minimum.loss.clone(), category);
                see(Event::Found(&minimum))?;
                let exact = minimum.loss.is_zero();
                let verdict = if exact { Verdict::Exact } else { Verdict::Known };
                see(Event::Settled(group, &fit, &verdict))?;
                Ok(exact)
            }
        }
    }

    fn loss(&self, projection: &Projection<I>) -> Rational {
        let scale = projection.denominator().write() * &self.strata.frame.label_scale;
        let square: BigInt = projection.residual().iter().map(|entry| entry.write().pow(2)).sum();
        Rational::new(square, &scale * &scale * BigInt::from(2))
    }

    fn fit(&self, projection: &Projection<I>, group: &[usize]) -> Fit {
        let frame = &self.strata.frame;
        let dimension = frame.dimension();
        let coefficients = projection.coefficients();
        let mut by = Vec::new();
        for (depth, &index) in group.iter().enumerate() {
            let own = &coefficients[depth * dimension..][..self.strata.kinds[index].basis.len()];
            by.extend(own.iter().map(|value| value * &frame.high));
        }
        by.extend(coefficients.last().filter(|_| frame.output_bias).cloned());
        let mut over = projection.denominator().write() * &frame.label_scale;
        let content = by.iter().fold(over.clone(), |gcd, value| gcd.gcd(value));
        if content > BigInt::one() {
            over /= &content;
            by.iter_mut().for_each(|value| *value /= &content);
        }
        Fit { over, by }
    }

    fn network(
        &self,
        kinds: &[&Kind],
        signs: &[Weights],
        values: &[BigInt],
        over: &BigInt,
    ) -> DatasetNetwork {
        let frame = &self.strata.frame;
        let mut rest = values.iter();
        let vectors: Vec<Vec<Rational>> = kinds
            .iter()
            .map(|kind| {
                let mut vector = vec![BigInt::zero(); frame.dimension()];
                for (basis, value) in kind.basis.iter().zip(rest.by_ref()) {
                    vector.iter_mut().zip(basis).for_each(|(entry, b)| *entry += value * b);
                }
                vector.into_iter().map(|entry| Rational::new(entry * &frame.high, over.clone())).collect()
            })
            .collect();
        let c = rest.next().map_or_else(Rational::zero, |value| Rational::new(value.clone(), over.clone()));
        network(frame, kinds, signs, &vectors, &c, &[], self.strata.width)
    }
}
