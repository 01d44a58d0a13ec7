//! Formulas of linear real arithmetic: affine expressions, rows, and clauses of rows.

use std::collections::BTreeMap;

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

use crate::lp::{Relation, System};

/// `sum_k a_k x_k + constant` over the unknowns of a [`Formula`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affine {
    terms: BTreeMap<usize, Rational>,
    constant: Rational,
}

impl Affine {
    /// A number.
    #[must_use]
    pub fn constant(value: Rational) -> Self {
        Self { terms: BTreeMap::new(), constant: value }
    }

    /// Adds `factor` times another expression.
    #[must_use]
    pub fn plus(mut self, other: &Self, factor: &Rational) -> Self {
        for (unknown, entry) in &other.terms {
            let sum = self.terms.entry(*unknown).or_default();
            *sum += entry * factor;
            if sum.is_zero() {
                self.terms.remove(unknown);
            }
        }
        self.constant += &other.constant * factor;
        self
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: &Self) -> Self {
        self.plus(other, &-Rational::one())
    }

    /// The expression times a number.
    #[must_use]
    pub fn times(&self, factor: &Rational) -> Self {
        Self::default().plus(self, factor)
    }

    /// `sum_k factors_k parts_k`.
    #[must_use]
    pub fn product(factors: &[Rational], parts: &[Self]) -> Self {
        factors.iter().zip(parts).fold(Self::default(), |sum, (factor, part)| sum.plus(part, factor))
    }
}

/// `sum_k a_k x_k R b` in integers: unknowns increasing, no coefficient zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Unknowns with their coefficients.
    pub terms: Vec<(usize, BigInt)>,
    /// How the left side compares.
    pub relation: Relation,
    /// The right side.
    pub bound: BigInt,
}

impl Row {
    /// `expression R 0`, multiplied by the common denominator.
    #[must_use]
    pub fn new(expression: &Affine, relation: Relation) -> Self {
        let numbers = expression.terms.values().chain([&expression.constant]);
        let scale = numbers.fold(BigInt::one(), |scale, number| scale.lcm(number.denom()));
        let integer = |number: &Rational| number.numer() * (&scale / number.denom());
        Self {
            terms: expression.terms.iter().map(|(unknown, entry)| (*unknown, integer(entry))).collect(),
            relation,
            bound: -integer(&expression.constant),
        }
    }
}

/// Rows that must all hold, and clauses of which one row each must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Formula {
    /// Names of the unknowns, each a simple symbol of SMT-LIB.
    pub unknowns: Vec<String>,
    /// All of these hold.
    pub rows: Vec<Row>,
    /// Of each of these at least one row holds.
    pub clauses: Vec<Vec<Row>>,
}

impl Formula {
    /// A new unknown.
    pub fn unknown(&mut self, name: impl Into<String>) -> Affine {
        self.unknowns.push(name.into());
        let terms = BTreeMap::from([(self.unknowns.len() - 1, Rational::one())]);
        Affine { terms, constant: Rational::zero() }
    }

    /// New unknowns `name_0`, `name_1`, ..
    pub fn vector(&mut self, name: &str, length: usize) -> Vec<Affine> {
        (0..length).map(|index| self.unknown(format!("{name}_{index}"))).collect()
    }

    /// Demands `expression R 0`.
    pub fn require(&mut self, expression: &Affine, relation: Relation) {
        self.rows.push(Row::new(expression, relation));
    }

    /// Demands that an expression has this sign.
    pub fn require_sign(&mut self, expression: &Affine, sign: i8) {
        match sign {
            0 => self.require(expression, Relation::Equal),
            1 => self.require(expression, Relation::Greater),
            _ => self.require(&expression.times(&-Rational::one()), Relation::Greater),
        }
    }

    /// Demands one of several comparisons with zero.
    pub fn require_one(&mut self, options: &[(&Affine, Relation)]) {
        self.clauses
            .push(options.iter().map(|(expression, relation)| Row::new(expression, *relation)).collect());
    }

    /// Demands that one of these expressions is not zero.
    pub fn require_nonzero(&mut self, expressions: &[Affine]) {
        let rows = expressions.iter().flat_map(|expression| {
            let opposite = expression.times(&-Rational::one());
            [Row::new(expression, Relation::Greater), Row::new(&opposite, Relation::Greater)]
        });
        self.clauses.push(rows.collect());
    }

    /// A new unknown that equals `max(expression, 0)`.
    pub fn positive_part(&mut self, name: impl Into<String>, expression: &Affine) -> Affine {
        let part = self.unknown(name);
        let excess = part.clone().minus(expression);
        self.require(&part, Relation::GreaterEqual);
        self.require(&excess, Relation::GreaterEqual);
        self.require_one(&[(&part, Relation::Equal), (&excess, Relation::Equal)]);
        part
    }

    /// The rows of a system whose unknowns have these names.
    #[must_use]
    pub fn of_system(system: &System, unknowns: Vec<String>) -> Self {
        let row = |(index, relation): (usize, &Relation)| {
            let mut entries = system.row(index);
            let bound = entries.pop().unwrap_or_default();
            let terms = entries.into_iter().enumerate().filter(|(_, entry)| !entry.is_zero()).collect();
            Row { terms, relation: *relation, bound }
        };
        let rows = system.relations().iter().enumerate().map(row).collect();
        Self { unknowns, rows, clauses: Vec::new() }
    }
}
