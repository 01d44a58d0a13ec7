//! Local minima of a data-set problem: covectors, and vectors that realize the residual of a group.

use critcert_certificate::case::{DatasetNetwork, DatasetProblem};
use critcert_certificate::certificate::stratum::{
    SignCut, StratumCovector, StratumCut, StratumMinimum, StratumVoid,
};
use critcert_certificate::certificate::volume::{VolumeCell, VolumeEmpty, VolumeMinimum};
use critcert_certificate::rational::Rational;
use num_traits::{One, Zero};

use super::dataset::{At, Data, flat_vanish, not_falling, weight_sign};
use super::formula::{Affine, Formula};
use super::{Expected, Export, ExportError, fields, signs, wrong};
use crate::input::certificate::{Certificate, Step};
use crate::lp::Relation::Equal;

pub(super) fn leaves(
    problem: &DatasetProblem,
    certificate: &Certificate,
    export: &mut Export,
) -> Result<(), ExportError> {
    let data = Data::new(problem);
    let mut covectors: Vec<Vec<i8>> = Vec::new();
    for step in &certificate.steps {
        match step.rule.as_str() {
            "stratum-covector" => {
                let StratumCovector { signs: text, .. } = fields(step)?;
                let signs = signs(step, &text)?;
                export.ask(step, format!("signs {text}"), Expected::Sat, weights(&data, &signs));
                covectors.push(signs);
            }
            "stratum-void" => {
                let StratumVoid { signs: text, .. } = fields(step)?;
                let signs = signs(step, &text)?;
                export.ask(step, format!("signs {text}"), Expected::Unsat, weights(&data, &signs));
            }
            "stratum-minimum" => {
                let StratumMinimum { network, .. } = fields(step)?;
                minimum(problem, &data, &network.into(), step, export)?;
            }
            "stratum-cut" => {
                let fields: StratumCut = fields(step)?;
                cuts(&data, step, &covectors, &fields.group, &fields.cuts, export)?;
            }
            "volume-cell" => {
                let VolumeCell { signs: text, .. } = fields(step)?;
                let signs = signs(step, &text)?;
                export.ask(step, format!("signs {text}"), Expected::Sat, weights(&data, &signs));
                covectors.push(signs);
            }
            "volume-minimum" => {
                let VolumeMinimum { network, .. } = fields(step)?;
                minimum(problem, &data, &network.into(), step, export)?;
            }
            "volume-empty" => {
                let mut fields: VolumeEmpty = fields(step)?;
                fields.cells.dedup();
                cuts(&data, step, &covectors, &fields.cells, &fields.cuts, export)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// For each cut the question whether vectors of its signs have the residual of a local minimum.
fn cuts(
    data: &Data,
    step: &Step,
    covectors: &[Vec<i8>],
    group: &[usize],
    cuts: &[SignCut],
    export: &mut Export,
) -> Result<(), ExportError> {
    let group: Option<Vec<&Vec<i8>>> = group.iter().map(|&number| covectors.get(number)).collect();
    let group = group.ok_or_else(|| wrong(step, "there is no such covector"))?;
    for cut in cuts {
        let parts: Vec<(&[i8], Option<i8>)> = group
            .iter()
            .zip(cut.signs.chars())
            .map(|(signs, symbol)| {
                let sign = match symbol {
                    '+' => Some(1),
                    '-' => Some(-1),
                    '0' => Some(0),
                    _ => None,
                };
                (signs.as_slice(), sign)
            })
            .collect();
        let formula = realize(data, &parts).0;
        export.ask(step, format!("output weights {}", cut.signs), Expected::Unsat, formula);
    }
    Ok(())
}

/// A vector with these signs on the first points.
fn weights(data: &Data, signs: &[i8]) -> Formula {
    let mut formula = Formula::default();
    let w = formula.vector("w", data.dimension());
    for (product, sign) in data.products(&w).iter().zip(signs) {
        formula.require_sign(product, *sign);
    }
    formula
}

/// Vectors R_j of these covectors, and of a sign tau_j where one is given (`tau_j R_j` has the signs of the covector, for 0 no
/// point sees R_j; else R_j is any vector that respects its zeros), and c, with a residual e orthogonal to all that such vectors can
/// make. Orthogonal to `K = {R : X_i . R = 0 at the kinks}` means: a combination of the X_i of the kinks.
fn realize(data: &Data, parts: &[(&[i8], Option<i8>)]) -> (Formula, Vec<Affine>) {
    let mut formula = Formula::default();
    let vectors: Vec<Vec<Affine>> =
        (0..parts.len()).map(|j| formula.vector(&format!("r_{j}"), data.dimension())).collect();
    let constant = data.output_bias.then(|| formula.unknown("c"));
    let products: Vec<Vec<Affine>> = vectors.iter().map(|vector| data.products(vector)).collect();
    let residual: Vec<Affine> = (0..data.points.len())
        .map(|i| {
            let e = formula.unknown(format!("e_{i}"));
            let mut output = constant.clone().unwrap_or_default();
            for ((signs, _), products) in parts.iter().zip(&products) {
                output = output.plus(&products[i], &data.factor(signs.get(i).copied().unwrap_or(0)));
            }
            let own = output.minus(&Affine::constant(data.labels[i].clone())).minus(&e);
            formula.require(&own, Equal);
            e
        })
        .collect();
    if data.output_bias {
        let total = residual.iter().fold(Affine::default(), |sum, e| sum.plus(e, &Rational::one()));
        formula.require(&total, Equal);
    }
    for (j, ((signs, tau), products)) in parts.iter().zip(&products).enumerate() {
        for (product, sign) in products.iter().zip(*signs) {
            match tau {
                Some(tau) => formula.require_sign(product, tau * sign),
                None if *sign == 0 => formula.require(product, Equal),
                None => {}
            }
        }
        stationary(data, &mut formula, signs, &residual, j);
    }
    (formula, residual)
}

/// Demands that `sum_i a_i e_i X_i` is a combination of the X_i of the kinks.
fn stationary(data: &Data, formula: &mut Formula, signs: &[i8], residual: &[Affine], j: usize) {
    let kinks: Vec<usize> = (0..data.points.len()).filter(|&i| data.is_kink(i, signs)).collect();
    let factors: Vec<(usize, Affine)> =
        kinks.into_iter().map(|i| (i, formula.unknown(format!("m_{j}_{i}")))).collect();
    for k in 0..data.dimension() {
        let mut sum = Affine::default();
        for (i, e) in residual.iter().enumerate() {
            let factor = data.factor(signs.get(i).copied().unwrap_or(0));
            sum = sum.plus(e, &(factor * &data.points[i][k]));
        }
        for (i, factor) in &factors {
            sum = sum.plus(factor, &-&data.points[*i][k]);
        }
        formula.require(&sum, Equal);
    }
}

fn minimum(
    problem: &DatasetProblem,
    data: &Data,
    network: &DatasetNetwork,
    step: &Step,
    export: &mut Export,
) -> Result<(), ExportError> {
    let at = At::new(problem, network).map_err(|error| wrong(step, error))?;
    let parts: Vec<(&[i8], Option<i8>)> = at
        .signs
        .iter()
        .zip(&at.outputs)
        .filter(|(_, v)| !v.is_zero())
        .map(|(signs, v)| (signs.as_slice(), Some(weight_sign(v))))
        .collect();
    let (mut formula, residual) = realize(data, &parts);
    // A neuron with v = 0 has its signs, too, and no kinks.
    for (j, (signs, _)) in at.signs.iter().zip(&at.outputs).enumerate().filter(|(_, (_, v))| v.is_zero()) {
        let w = formula.vector(&format!("w_{j}"), data.dimension());
        for (product, sign) in data.products(&w).iter().zip(signs) {
            formula.require_sign(product, *sign);
        }
        stationary(data, &mut formula, signs, &residual, data.points.len() + j);
    }
    export.ask(step, "covectors and signs of the network realized", Expected::Sat, formula.clone());
    let differences: Vec<Affine> = residual
        .iter()
        .zip(&at.residual)
        .map(|(e, own)| e.clone().minus(&Affine::constant(own.clone())))
        .collect();
    formula.require_nonzero(&differences);
    export.ask(step, "the same with another residual", Expected::Unsat, formula);
    not_falling(data, &at, step, export);
    flat_vanish(data, &at, step, export);
    Ok(())
}
