//! Porcupine problems over finitely many points: minimisers of the quadratic form of the masses, span of lines.
//!
//! A minimiser over the masses F is a z >= 0, zero outside F, with Gz - c >= 0 on F and one of z and Gz - c zero at each
//! mass of F; its loss is E y^2 - c'z, which is linear.

use critcert_certificate::case::porcupine::PorcupineProblem;
use critcert_certificate::certificate::porcupine::{
    Found, PorcupineGlobal, PorcupinePattern, PorcupineRegion, PorcupineSpan, Position, Value,
};
use critcert_certificate::rational::Rational;
use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::formula::{Affine, Formula};
use super::{Expected, Export, ExportError, fields, wrong};
use crate::input::certificate::{Certificate, Step};
use crate::lp::Relation::{Equal, Greater, GreaterEqual};
use crate::porcupine::form::{AnyForm, Form};
use crate::porcupine::lines::Lines;

pub(super) fn leaves(
    problem: &PorcupineProblem,
    certificate: &Certificate,
    export: &mut Export,
) -> Result<(), ExportError> {
    let lines = Lines::of(problem);
    let form = match AnyForm::of(problem, &lines) {
        Some(AnyForm::Finite(form)) => Some(form),
        _ => None,
    };
    for step in &certificate.steps {
        match (step.rule.as_str(), &form) {
            ("porcupine-span", _) => span(&lines, step, export)?,
            ("porcupine-pattern", Some(form)) => {
                let PorcupinePattern { pattern, found, .. } = fields(step)?;
                settled(&lines, form, &pattern, &found, step, export)?;
            }
            ("porcupine-region", Some(form)) => {
                let PorcupineRegion { region, found, .. } = fields(step)?;
                settled(&lines, form, &region, &found, step, export)?;
            }
            ("porcupine-global", Some(form)) => global(&lines, form, step, export)?,
            ("porcupine-pattern" | "porcupine-region" | "porcupine-global", None) => {
                export.leave_out(step, "its numbers are quotients of polynomials in pi");
            }
            ("porcupine-enclosed-least" | "porcupine-enclosed-region", _) => {
                export.leave_out(step, "its numbers are known by bounds only");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Minimisers over some masses.
struct Minimiser {
    formula: Formula,
    z: Vec<Affine>,
    /// A positive multiple of Gz - c.
    half: Vec<Affine>,
    loss: Affine,
}

impl Minimiser {
    fn new(form: &Form<BigInt>, allowed: &[bool]) -> Self {
        let mut formula = Formula::default();
        let count = form.len();
        let z = formula.vector("z", count);
        let number = |entry: &BigInt| Rational::from_integer(entry.clone());
        let row = |index: usize| {
            let entries: Vec<Rational> = form.matrix[index][..count].iter().map(number).collect();
            Affine::product(&entries, &z).minus(&Affine::constant(number(&form.matrix[index][count])))
        };
        let half: Vec<Affine> = (0..count).map(row).collect();
        for ((mass, half), allowed) in z.iter().zip(&half).zip(allowed) {
            if *allowed {
                formula.require(mass, GreaterEqual);
                formula.require(half, GreaterEqual);
                formula.require_one(&[(mass, Equal), (half, Equal)]);
            } else {
                formula.require(mass, Equal);
            }
        }
        let moments: Vec<Rational> = form.matrix[count][..count].iter().map(number).collect();
        let squares = Affine::constant(number(&form.matrix[count][count]));
        let loss = squares.minus(&Affine::product(&moments, &z)).times(&number(&form.scale).recip());
        Self { formula, z, half, loss }
    }
}

/// A pattern or region: masses that are a local minimum of it, and if there are, none with another loss.
fn settled(
    lines: &Lines,
    form: &Form<BigInt>,
    letters: &str,
    found: &Found,
    step: &Step,
    export: &mut Export,
) -> Result<(), ExportError> {
    if letters.chars().count() != lines.len() || form.len() != 2 * lines.len() {
        return Err(wrong(step, "not one letter for each distinct line"));
    }
    let single = |line: usize| lines.neurons[line] == 1;
    let allowed: Vec<bool> = letters
        .chars()
        .enumerate()
        .flat_map(|(line, letter)| match letter {
            '+' => [true, false],
            '-' => [false, true],
            'o' => [!single(line); 2],
            _ => [true, true],
        })
        .collect();
    let mut minimiser = Minimiser::new(form, &allowed);
    for (line, letter) in letters.chars().enumerate() {
        let masses = [2 * line, 2 * line + 1];
        match letter {
            'o' if single(line) => {
                for mass in masses {
                    minimiser.formula.require(&minimiser.half[mass], GreaterEqual);
                }
            }
            'o' => {}
            _ => {
                for mass in masses.into_iter().filter(|&mass| allowed[mass]) {
                    minimiser.formula.require(&minimiser.z[mass], Greater);
                }
            }
        }
    }
    let Found::Holds { loss } = found else {
        export.ask(step, format!("a local minimum in {letters}"), Expected::Unsat, minimiser.formula);
        return Ok(());
    };
    let excess = minimiser.loss.clone().minus(&Affine::constant(rational(step, loss)?));
    let mut other = minimiser.formula.clone();
    minimiser.formula.require(&excess, Equal);
    export.ask(
        step,
        format!("a local minimum in {letters} of the stated loss"),
        Expected::Sat,
        minimiser.formula,
    );
    other.require_nonzero(&[excess]);
    export.ask(step, format!("a local minimum in {letters} of another loss"), Expected::Unsat, other);
    Ok(())
}

/// The least loss: for each choice of sides no minimiser below it, and for one choice a minimiser that attains it.
fn global(lines: &Lines, form: &Form<BigInt>, step: &Step, export: &mut Export) -> Result<(), ExportError> {
    let PorcupineGlobal { value, choices } = fields(step)?;
    let value = Affine::constant(rational(step, &value)?);
    let singles = lines.singles();
    for choice in &choices {
        let mut allowed = vec![true; form.len()];
        for (&line, side) in singles.iter().zip(choice.sides.chars()) {
            allowed[2 * line + usize::from(side == '+')] = false;
        }
        let Minimiser { formula, loss, .. } = Minimiser::new(form, &allowed);
        let sides = if choice.sides.is_empty() { "any" } else { &choice.sides };
        let mut below = formula.clone();
        below.require(&value.clone().minus(&loss), Greater);
        export.ask(step, format!("sides {sides}, a minimiser below the least loss"), Expected::Unsat, below);
        let mut other = formula;
        let stated = choice_loss(step, form, &choice.z)?;
        other.require(&loss.minus(&Affine::constant(stated)), Equal);
        export.ask(
            step,
            format!("sides {sides}, a minimiser of the loss of the step's masses"),
            Expected::Sat,
            other,
        );
    }
    Ok(())
}

/// `z'Gz - 2c'z + E y^2`.
fn choice_loss(step: &Step, form: &Form<BigInt>, z: &[Value]) -> Result<Rational, ExportError> {
    let mut masses: Vec<Rational> = z.iter().map(|mass| rational(step, mass)).collect::<Result<_, _>>()?;
    if masses.len() != form.len() {
        return Err(wrong(step, "not two masses for each distinct line"));
    }
    masses.push(-Rational::one());
    let mut sum = Rational::zero();
    for (row, left) in form.matrix.iter().zip(&masses) {
        for (entry, right) in row.iter().zip(&masses) {
            sum += Rational::from_integer(entry.clone()) * left * right;
        }
    }
    Ok(sum / Rational::from_integer(form.scale.clone()))
}

fn span(lines: &Lines, step: &Step, export: &mut Export) -> Result<(), ExportError> {
    let PorcupineSpan { region, lines: positions } = fields(step)?;
    let mixed: Vec<&Vec<Rational>> = lines
        .directions
        .iter()
        .zip(region.chars())
        .filter(|(_, letter)| *letter == 'm')
        .map(|(direction, _)| direction)
        .collect();
    for position in &positions {
        let (line, expected) = match position {
            Position::Inside { line, .. } => (*line, Expected::Sat),
            Position::Outside { line, .. } => (*line, Expected::Unsat),
        };
        let target = lines.directions.get(line).ok_or_else(|| wrong(step, "there is no such line"))?;
        let mut formula = Formula::default();
        let factors = formula.vector("a", mixed.len());
        for (k, entry) in target.iter().enumerate() {
            let column: Vec<Rational> = mixed.iter().map(|direction| direction[k].clone()).collect();
            let sum = Affine::product(&column, &factors).minus(&Affine::constant(entry.clone()));
            formula.require(&sum, Equal);
        }
        export.ask(step, format!("line {line} in the span of the lines m of {region}"), expected, formula);
    }
    Ok(())
}

fn rational(step: &Step, value: &Value) -> Result<Rational, ExportError> {
    match value {
        Value::Rational(value) => Ok(value.0.clone()),
        _ => Err(wrong(step, "a number that is not rational, in a problem over finitely many points")),
    }
}
