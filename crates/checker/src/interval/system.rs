//! Branches of the pattern tree and the linear system along a branch (specification, section 8.9).

use std::fmt;

use critcert_certificate::certificate::interval::Multipliers;
use critcert_certificate::rational::Rational;
use num_traits::{Signed, Zero};

use crate::outcome::Reason;

/// Which signs of w occur among some neurons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    None,
    Plus,
    Minus,
    Both,
}

impl Signs {
    pub(crate) fn neurons(self) -> usize {
        match self {
            Self::None => 0,
            Self::Plus | Self::Minus => 1,
            Self::Both => 2,
        }
    }

    fn has_plus(self) -> bool {
        matches!(self, Self::Plus | Self::Both)
    }

    fn has_minus(self) -> bool {
        matches!(self, Self::Minus | Self::Both)
    }
}

/// One label of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// No neuron of classes 11 to 14.
    Free,
    /// Some neuron of classes 11 to 14.
    Bound,
    /// Flat type-2-active neurons strictly inside a piece.
    Piece(Signs),
    /// No further kink.
    Close,
    /// The next kink.
    Kink(Signs),
    /// Only classes 1 to 4.
    Harmless,
    /// The lowest class from 5 on that occurs.
    Class(usize),
}

impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Free => formatter.write_str("free"),
            Self::Bound => formatter.write_str("bound"),
            Self::Piece(Signs::None) | Self::Kink(Signs::None) => formatter.write_str("none"),
            Self::Piece(Signs::Plus) | Self::Kink(Signs::Plus) => formatter.write_str("+"),
            Self::Piece(Signs::Minus) | Self::Kink(Signs::Minus) => formatter.write_str("-"),
            Self::Piece(Signs::Both) | Self::Kink(Signs::Both) => formatter.write_str("+-"),
            Self::Close => formatter.write_str("close"),
            Self::Harmless => formatter.write_str("harmless"),
            Self::Class(class) => write!(formatter, "class-{class}"),
        }
    }
}

/// The text of a branch: its labels, with single spaces.
pub(crate) fn branch_text(labels: &[Label]) -> String {
    let texts: Vec<String> = labels.iter().map(Label::to_string).collect();
    texts.join(" ")
}

/// One row: the left side of `left > 0` or `left = 0`, as (unknown, coefficient).
struct Row {
    strict: bool,
    left: Vec<(usize, i8)>,
}

/// The rows along a branch. Unknown 0 is T; the others follow as they are introduced.
pub(crate) struct System {
    rows: Vec<Row>,
    unknowns: usize,
    /// The unknowns u_0, u_1, ..
    lengths: Vec<usize>,
}

impl System {
    /// Adds the rows of every label in turn.
    pub(crate) fn of(labels: &[Label]) -> Self {
        let mut system = Self { rows: Vec::new(), unknowns: 1, lengths: Vec::new() };
        for label in labels {
            match label {
                Label::Free => system.new_length(),
                Label::Bound => {
                    system.equality(vec![(T, 1)]);
                    system.new_length();
                }
                Label::Piece(signs) => {
                    if signs.has_plus() {
                        system.flat_neuron(true);
                    }
                    if signs.has_minus() {
                        system.flat_neuron(false);
                    }
                }
                Label::Close => system.moment_equals_total(),
                Label::Kink(signs) => {
                    if signs.has_plus() {
                        system.moment_equals_total();
                    }
                    if signs.has_minus() {
                        let moment = system.moment(system.lengths.len(), 1);
                        system.equality(moment);
                    }
                    system.new_length();
                }
                Label::Harmless | Label::Class(_) => {}
            }
        }
        system
    }

    fn new_unknown(&mut self) -> usize {
        let unknown = self.unknowns;
        self.unknowns = self.unknowns.saturating_add(1);
        unknown
    }

    fn new_length(&mut self) {
        let unknown = self.new_unknown();
        self.lengths.push(unknown);
        self.rows.push(Row { strict: true, left: vec![(unknown, 1)] });
    }

    fn equality(&mut self, left: Vec<(usize, i8)>) {
        self.rows.push(Row { strict: false, left });
    }

    /// S_i times `factor`: the alternating sum of u_0, .., u_(i-1).
    fn moment(&self, i: usize, factor: i8) -> Vec<(usize, i8)> {
        let signs = [factor, factor.saturating_neg()].into_iter().cycle();
        self.lengths.iter().take(i).copied().zip(signs).collect()
    }

    /// T - S_i = 0, i the number of pieces so far.
    fn moment_equals_total(&mut self) {
        let mut left = vec![(T, 1)];
        left.extend(self.moment(self.lengths.len(), -1));
        self.equality(left);
    }

    /// 0 < z < u_k and the moment condition of a flat neuron inside the last piece, k.
    fn flat_neuron(&mut self, rising: bool) {
        let pieces = self.lengths.len();
        let Some(last) = pieces.checked_sub(1) else { return };
        let z = self.new_unknown();
        self.rows.push(Row { strict: true, left: vec![(z, 1)] });
        if let Some(&length) = self.lengths.get(last) {
            self.rows.push(Row { strict: true, left: vec![(length, 1), (z, -1)] });
        }
        let mut left = if rising {
            let mut left = vec![(T, 1)];
            left.extend(self.moment(pieces, -1));
            left
        } else {
            self.moment(last, 1)
        };
        left.push((z, if last.is_multiple_of(2) { 1 } else { -1 }));
        self.equality(left);
    }

    /// Refuses unless the multipliers combine rows to a contradiction.
    pub(crate) fn accept_contradiction(&self, multipliers: &Multipliers) -> Result<(), Reason> {
        let strict = self.accept_multipliers(multipliers)?;
        if !strict {
            return Err(Reason::Condition { condition: "no strict row has a multiplier" });
        }
        self.accept_combination(multipliers, &[])
    }

    /// Refuses unless the multipliers combine equality rows to u_i - u_0.
    pub(crate) fn accept_equal_length(&self, i: usize, multipliers: &Multipliers) -> Result<(), Reason> {
        if self.accept_multipliers(multipliers)? {
            return Err(Reason::Condition { condition: "a strict row in a combination of equalities" });
        }
        match (self.lengths.get(i), self.lengths.first()) {
            (Some(&length), Some(&first)) => {
                self.accept_combination(multipliers, &[(length, 1), (first, -1)])
            }
            _ => Err(Reason::Condition { condition: "more equal lengths than pieces" }),
        }
    }

    /// Refuses malformed multipliers; says whether a strict row has one.
    fn accept_multipliers(&self, multipliers: &Multipliers) -> Result<bool, Reason> {
        let mut strict = false;
        let mut next = 0;
        for (row, multiplier) in multipliers {
            let Some(known) = self.rows.get(*row) else {
                return Err(Reason::Condition { condition: "a multiplier for a row that does not exist" });
            };
            if *row < next {
                return Err(Reason::Condition { condition: "the rows of the multipliers do not increase" });
            }
            next = row.saturating_add(1);
            if multiplier.0.is_zero() || !multiplier.0.is_integer() {
                return Err(Reason::Condition { condition: "a multiplier is zero or not an integer" });
            }
            if known.strict && multiplier.0.is_negative() {
                return Err(Reason::Sign {
                    what: format!("the multiplier of strict row {row}"),
                    needed: "positive",
                    got: multiplier.to_string(),
                });
            }
            strict |= known.strict;
        }
        Ok(strict)
    }

    /// Refuses unless the multiplied left sides add up to `target`.
    fn accept_combination(&self, multipliers: &Multipliers, target: &[(usize, i8)]) -> Result<(), Reason> {
        let mut sums = vec![Rational::zero(); self.unknowns];
        for (row, multiplier) in multipliers {
            for (unknown, coefficient) in self.rows.get(*row).map_or(&[][..], |row| row.left.as_slice()) {
                if let Some(sum) = sums.get_mut(*unknown) {
                    *sum += &multiplier.0 * integer(*coefficient);
                }
            }
        }
        for (unknown, sum) in sums.iter().enumerate() {
            let wanted = target.iter().find(|(index, _)| *index == unknown);
            let expected = wanted.map_or_else(Rational::zero, |(_, coefficient)| integer(*coefficient));
            if *sum != expected {
                return Err(Reason::Combination {
                    unknown,
                    expected: expected.to_string(),
                    got: sum.to_string(),
                });
            }
        }
        Ok(())
    }
}

/// The unknown T.
const T: usize = 0;

fn integer(value: i8) -> Rational {
    Rational::from_integer(value.into())
}
