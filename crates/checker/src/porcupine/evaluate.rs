//! Loss, derivatives and signs at given masses or positions.

use critcert_certificate::certificate::porcupine::{Found, Side, Value};
use num_traits::Signed;

use super::lines::sides;
use super::model::Model;
use super::number::{Number, Ratio, same_number, sign};
use crate::kernel::Failure;
use crate::outcome::Reason;

/// Loss and derivatives at masses.
pub(crate) struct Evaluation {
    pub(crate) loss: Ratio,
    /// Half the derivative with respect to each mass, times `unit`.
    pub(crate) half: Vec<Number>,
    /// Positive.
    pub(crate) unit: Number,
}

fn condition(condition: &'static str) -> Failure {
    Reason::Condition { condition }.into()
}

fn require(holds: bool, text: &'static str) -> Result<(), Failure> {
    if holds { Ok(()) } else { Err(condition(text)) }
}

/// Numerators over one positive denominator.
fn common(z: &[Ratio]) -> (Vec<Number>, Number) {
    let mut known: Vec<&Number> = Vec::new();
    for entry in z {
        if entry.over != Number::one() && !known.contains(&&entry.over) {
            known.push(&entry.over);
        }
    }
    let product = |skip: Option<&Number>| {
        let factors = known.iter().filter(|factor| Some(**factor) != skip);
        factors.fold(Number::one(), |product, factor| product.times(factor))
    };
    let top = |entry: &Ratio| {
        if entry.top.is_zero() { Number::zero() } else { entry.top.times(&product(Some(&entry.over))) }
    };
    (z.iter().map(top).collect(), product(None))
}

impl Evaluation {
    /// Evaluates the model; z has one entry for each mass.
    pub(crate) fn new(model: &Model, z: &[Ratio]) -> Self {
        let (tops, over) = common(z);
        let mut half = Vec::new();
        for (row, moment) in model.gram.iter().zip(&model.moments) {
            let mut sum = Number::zero();
            for (entry, top) in row.iter().zip(&tops) {
                sum.add_product(entry, top, false);
            }
            sum.add_product(moment, &over, true);
            half.push(sum);
        }
        // z'Gz - 2c'z + y, times over^2.
        let square = over.times(&over);
        let mut loss = model.square.times(&square);
        for ((half, moment), top) in half.iter().zip(&model.moments).zip(&tops) {
            loss.add_product(half, top, false);
            loss.add_product(&moment.times(&over), top, true);
        }
        let loss = Ratio { top: loss, over: square.times(&model.scale) };
        Self { loss, half, unit: over.times(&model.scale) }
    }

    /// Half a derivative, times the unit.
    pub(crate) fn slope(&self, feature: usize) -> Result<&Number, Failure> {
        self.half.get(feature).ok_or_else(|| condition("there is no such side of a line"))
    }
}

/// For each mass: whether the pattern lets it be positive, and whether it must be.
fn roles(model: &Model, pattern: &[char]) -> Vec<(bool, bool)> {
    let mut roles = Vec::new();
    for (letter, &neurons) in pattern.iter().zip(&model.lines.neurons) {
        let free = neurons > 1;
        roles.extend(match letter {
            '+' => [(true, true), (false, false)],
            '-' => [(false, false), (true, true)],
            'm' => [(true, true), (true, true)],
            _ => [(free, false), (free, false)],
        });
    }
    roles
}

/// Reads masses and refuses unless they minimise the loss over those that are allowed to be positive: all are
/// `>= 0`, those not allowed are 0, and allowed ones have derivative `>= 0`, or 0 if they are positive.
pub(crate) fn minimiser(
    model: &Model,
    allowed: &[bool],
    z: &[Value],
) -> Result<(Vec<Ratio>, Vec<i8>, Evaluation), Failure> {
    require(z.len() == allowed.len(), "the masses are not two for each distinct line")?;
    let z: Vec<Ratio> = z.iter().map(Ratio::read).collect::<Result<_, _>>()?;
    let signs: Vec<i8> = z.iter().map(Ratio::sign).collect::<Result<_, _>>()?;
    let evaluation = Evaluation::new(model, &z);
    for (index, ((&allowed, &mass), half)) in allowed.iter().zip(&signs).zip(&evaluation.half).enumerate() {
        if mass < 0 {
            return Err(sign(&format!("mass {index}"), "at least 0", "a negative number".to_owned()));
        }
        if !allowed {
            require(mass == 0, "a mass is positive that the pattern excludes")?;
            continue;
        }
        let slope = half.sign()?;
        if slope < 0 || (mass > 0 && slope != 0) {
            let needed = if mass > 0 { "0" } else { "at least 0" };
            let got = Ratio { top: half.clone(), over: evaluation.unit.clone() }.text();
            return Err(sign(&format!("half the derivative of mass {index}"), needed, got));
        }
    }
    Ok((z, signs, evaluation))
}

/// Checks what became of a pattern or region; the loss if it holds a local minimum.
pub(crate) fn settle(
    model: &Model,
    pattern: &[char],
    z: &[Value],
    found: &Found,
) -> Result<Option<Ratio>, Failure> {
    let lines = pattern.iter().zip(&model.lines.neurons);
    require(
        lines.clone().all(|(letter, &count)| *letter != 'm' || count > 1),
        "a line with a single neuron is not mixed",
    )?;
    let roles = roles(model, pattern);
    let allowed: Vec<bool> = roles.iter().map(|(allowed, _)| *allowed).collect();
    let (_, signs, evaluation) = minimiser(model, &allowed, z)?;
    let required = |feature: usize| roles.get(feature).is_some_and(|(_, required)| *required);
    let single_zero = |feature: usize| {
        let line = feature.checked_div(2).unwrap_or(0);
        pattern.get(line) == Some(&'o') && model.lines.neurons.get(line) == Some(&1)
    };
    match found {
        Found::Holds { loss } => {
            same_number("loss", &evaluation.loss, loss)?;
            for (feature, (mass, (_, required))) in signs.iter().zip(&roles).enumerate() {
                require(!required || *mass > 0, "a mass that must be positive is zero")?;
                if single_zero(feature) {
                    let rises = evaluation.slope(feature)?.sign()? >= 0;
                    require(rises, "a single neuron at zero has a negative derivative")?;
                }
            }
            return Ok(Some(evaluation.loss));
        }
        Found::Blocked { feature } => {
            require(required(*feature), "the mass need not be positive")?;
            let positive = evaluation.slope(*feature)?.sign()? > 0;
            require(positive, "the derivative is not positive")?;
        }
        Found::Flat { feature, multipliers } => {
            require(required(*feature), "the mass need not be positive")?;
            flat(model, &allowed, &signs, *feature, multipliers)?;
        }
        Found::Descends { feature } => {
            require(single_zero(*feature), "the side is not that of a single neuron at zero")?;
            let negative = evaluation.slope(*feature)?.sign()? < 0;
            require(negative, "the derivative is not negative")?;
        }
    }
    Ok(None)
}

/// Checks that a combination of the columns of the Gram matrix excludes a positive mass.
fn flat(
    model: &Model,
    allowed: &[bool],
    signs: &[i8],
    feature: usize,
    multipliers: &[Value],
) -> Result<(), Failure> {
    require(multipliers.len() == allowed.len(), "the multipliers are not one for each mass")?;
    let multipliers: Vec<Ratio> = multipliers.iter().map(Ratio::read).collect::<Result<_, _>>()?;
    let inside = multipliers.iter().zip(allowed).all(|(value, &allowed)| allowed || value.top.is_zero());
    require(inside, "a multiplier belongs to a mass that the pattern excludes")?;
    let (tops, _) = common(&multipliers);
    for (index, ((row, &mass), _)) in
        model.gram.iter().zip(signs).zip(allowed).enumerate().filter(|(_, (_, allowed))| **allowed)
    {
        let mut sum = Number::zero();
        for (entry, top) in row.iter().zip(&tops) {
            sum.add_product(entry, top, false);
        }
        let sum = sum.sign()?;
        require(sum >= 0, "the combination is negative somewhere")?;
        require(mass == 0 || sum == 0, "the combination does not vanish where the masses are positive")?;
        require(index != feature || sum > 0, "the combination is not positive at the mass")?;
    }
    Ok(())
}

/// A network with its signs.
pub(crate) struct Positions {
    /// For each line of the case the signs of its neurons.
    pub(crate) signs: Vec<Vec<i8>>,
    pub(crate) evaluation: Evaluation,
}

impl Positions {
    /// Evaluates positions; `t` has the shape of the case.
    pub(crate) fn new(model: &Model, t: &[Vec<Ratio>]) -> Result<Self, Failure> {
        let zero = || Ratio { top: Number::zero(), over: Number::one() };
        let mut z: Vec<Ratio> = model.gram.iter().map(|_| zero()).collect();
        let mut signs = Vec::new();
        for (line, (place, factor)) in t.iter().zip(&model.lines.places) {
            let factor_ratio = Ratio::rational(factor);
            let mut row = Vec::new();
            for position in line {
                let own = position.sign()?;
                let forward = (own > 0) == factor.is_positive();
                let [plus, minus] = sides(*place);
                if let (true, Some(mass)) = (own != 0, z.get_mut(if forward { plus } else { minus })) {
                    let size = position.times(&factor_ratio);
                    let size =
                        if forward { size } else { Ratio { top: size.top.negated(), over: size.over } };
                    *mass = mass.plus(&size);
                }
                row.push(own);
            }
            signs.push(row);
        }
        Ok(Self { signs, evaluation: Evaluation::new(model, &z) })
    }

    /// For each neuron: its sign in the orientation of its distinct line, and that line.
    fn neurons<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = (i8, usize)> + 'a {
        self.signs.iter().zip(&model.lines.places).flat_map(|(signs, (place, factor))| {
            signs.iter().map(|&sign| (if factor.is_negative() { -sign } else { sign }, *place))
        })
    }

    /// Whether the linear test holds.
    pub(crate) fn is_minimum(&self, model: &Model) -> Result<bool, Failure> {
        for (sign, place) in self.neurons(model) {
            let [plus, minus] = sides(place);
            let (up, down) = (self.evaluation.slope(plus)?.sign()?, self.evaluation.slope(minus)?.sign()?);
            let holds = match sign {
                1 => up == 0,
                -1 => down == 0,
                _ => up >= 0 && down >= 0,
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether the point is a local maximum and no local minimum.
    pub(crate) fn is_maximum(&self, model: &Model) -> Result<bool, Failure> {
        let dead = |feature: usize| {
            let diagonal = model.gram.get(feature).and_then(|row| row.get(feature));
            diagonal.is_none_or(Number::is_zero)
        };
        let mut falls = false;
        for (sign, place) in self.neurons(model) {
            let [plus, minus] = sides(place);
            match sign {
                1 if dead(plus) => {}
                -1 if dead(minus) => {}
                0 => {
                    for side in [plus, minus].into_iter().filter(|&side| !dead(side)) {
                        if self.evaluation.slope(side)?.sign()? >= 0 {
                            return Ok(false);
                        }
                        falls = true;
                    }
                }
                _ => return Ok(false),
            }
        }
        Ok(falls)
    }

    /// Whether no zero neuron has one-sided derivatives that differ.
    pub(crate) fn is_differentiable(&self, model: &Model) -> Result<bool, Failure> {
        for (sign, place) in self.neurons(model) {
            let [plus, minus] = sides(place);
            let (up, down) = (self.evaluation.slope(plus)?, self.evaluation.slope(minus)?);
            if sign == 0 && *up != down.negated() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The one-sided derivative of the loss when a position moves.
    pub(crate) fn derivative(
        &self,
        model: &Model,
        line: usize,
        neuron: usize,
        direction: Side,
    ) -> Result<Ratio, Failure> {
        let missing = || condition("there is no such neuron");
        let sign = *self.signs.get(line).and_then(|signs| signs.get(neuron)).ok_or_else(missing)?;
        let (place, factor) = model.lines.places.get(line).ok_or_else(missing)?;
        let rises = direction == Side::Plus;
        // The neuron's own side: that of its sign, or at zero that of the direction.
        let own = if sign == 0 { rises } else { sign > 0 };
        let [plus, minus] = sides(*place);
        let slope = self.evaluation.slope(if own == factor.is_positive() { plus } else { minus })?;
        let grows = own == rises;
        let two = Number::integer(if grows { 2 } else { -2 }.into());
        let top = slope.times(&two);
        Ok(Ratio { top, over: self.evaluation.unit.clone() }.times(&Ratio::rational(&factor.abs())))
    }
}
