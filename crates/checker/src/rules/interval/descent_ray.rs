//! Rule `descent-ray`, section 8.5: the loss falls along a ray, so the point is no local minimum.

use std::cmp::Ordering;

use critcert_certificate::certificate::interval::DescentRay;
use critcert_certificate::rational::Rational;

use super::{AnyFact, Descent, Fact, fields, require};
use crate::interval::evaluate::neurons;
use crate::interval::germ::{Germ, loss_along_ray};
use crate::kernel::{Failure, State};
use crate::outcome::Reason;

pub(super) fn apply(state: &mut State<'_>, with: &str) -> Result<Option<AnyFact>, Failure> {
    let stated: DescentRay = fields(with)?;
    let problem = state.interval()?;
    let evaluation = &state.point(stated.point)?.evaluation;
    let Some(changes) = neurons(&stated.direction) else {
        return Err(Reason::Condition { condition: "w, b and v of the direction differ in length" }.into());
    };
    require(changes.len() == evaluation.neurons.len(), "the direction has not the shape of the network")?;
    let network = (evaluation.neurons.as_slice(), &evaluation.c);
    let Some(loss) = loss_along_ray(problem, network, (&changes, &stated.direction.c.0)) else {
        return Err(Reason::Condition { condition: "a breakpoint is not a polynomial along the ray" }.into());
    };
    let change = loss.minus(&Germ::constant(&evaluation.loss));
    let polynomial: Vec<&Rational> = stated.polynomial.iter().map(|coefficient| &coefficient.0).collect();
    if !change.coefficients().iter().eq(polynomial.iter().copied()) {
        return Err(Reason::Value {
            what: "polynomial along the ray".to_owned(),
            expected: list(change.coefficients().iter()),
            got: list(polynomial.into_iter()),
        }
        .into());
    }
    if change.sign() != Ordering::Less {
        let what = "the lowest-order coefficient".to_owned();
        return Err(Reason::Sign { what, needed: "negative", got: list(change.coefficients().iter()) }.into());
    }
    Ok(Some(AnyFact::Interval(Fact::Descends(Box::new(Descent { point: stated.point, changes })))))
}

fn list<'a>(coefficients: impl Iterator<Item = &'a Rational>) -> String {
    let texts: Vec<String> = coefficients.map(Rational::to_string).collect();
    format!("[{}]", texts.join(", "))
}
