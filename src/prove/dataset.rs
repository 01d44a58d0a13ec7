//! Certificates about the data-set problem.

use std::cmp::Ordering;
use std::io::Write;
use std::sync::Arc;

use critcert_certificate::case::dataset::{DatasetNetwork, DatasetProblem};
use critcert_certificate::case::{DatasetClaim, Network, Verdict};
use critcert_certificate::certificate::dataset::{
    ByClass, CovectorKind, CoverNode, DatasetGrowth, DatasetPoint, DatasetVerdict, LocalMaximum,
    LocalMinimum, NoMaximum, NotCritical, NotMaximum, SaddleRay, SilentZero, Stationary,
};
use critcert_certificate::certificate::interval::Parameter;
use critcert_certificate::certificate::{Answer, CertificateWriter};
use critcert_certificate::rational::{Canonical, Rational, ratio};
use num_traits::One;

use super::{Finding, ProveError};
use crate::dataset::classify::{Falling, Part, classify_on};
use crate::dataset::landscape::small::{Landscapes, MAX_GROUPS, Small};
use crate::dataset::maximum::{Absence, Existence, decide_maximum};
use crate::dataset::saddle::Ray;
use crate::dataset::{
    Classification, Covector, Cover, DatasetError, Lifted, Node, Proof, Sign, classify, network_of,
};

impl From<DatasetError> for ProveError {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::Internal(message) => Self::Internal(message.to_owned()),
            error => Self::Hypothesis(error.to_string()),
        }
    }
}

/// A classified network with what people are told besides.
#[derive(Debug)]
pub struct Point {
    /// What the network is.
    pub classification: Classification,
    /// The covers behind a minimum or saddle, as in the certificate; `None` for flat neurons.
    pub covers: Vec<Option<Vec<CoverNode>>>,
    /// All local minima of the problem, if they show that the network is the best.
    pub landscape: Option<Arc<Small>>,
}

impl Point {
    /// Classifies the network of a case. Whether a local minimum is global is decided by a better network that is easily
    /// found, or else by the landscape of the problem, where that is [small](crate::dataset::landscape::small).
    ///
    /// # Errors
    /// [`ProveError::Internal`] on a defect of this program.
    pub fn new(
        problem: &DatasetProblem,
        network: &DatasetNetwork,
        landscapes: &Landscapes,
    ) -> Result<Self, ProveError> {
        let mut classification = classify(problem, network)?;
        let mut landscape = None;
        if let Proof::LocalMinimum { better: better @ None, .. } = &mut classification.proof
            && let Some(small) = landscapes.of(problem)?
        {
            let least = small.minima.first().ok_or_else(|| contradiction("no local minimum was found"))?;
            match least.loss.cmp(&classification.loss) {
                Ordering::Less => *better = Some(Box::new(least.network.clone())),
                Ordering::Equal => {
                    (classification.verdict, classification.proof) =
                        (Verdict::GlobalMinimum, Proof::LeastLoss);
                    landscape = Some(small);
                }
                Ordering::Greater => return Err(contradiction("a local minimum is not in the landscape")),
            }
        }
        let lifted = Lifted::new(problem)?;
        for note in lifted.notes() {
            tracing::info!("{note}");
        }
        let covers = match &classification.proof {
            Proof::LocalMinimum { stationary, .. } | Proof::Saddle { stationary, .. } => stationary
                .iter()
                .zip(&classification.neurons)
                .map(|(cover, neuron)| cover.as_ref().map(|cover| wire(&lifted, &neuron.covector, cover)))
                .collect(),
            _ => Vec::new(),
        };
        Ok(Self { classification, covers, landscape })
    }
}

fn contradiction(message: &str) -> ProveError {
    ProveError::Internal(message.to_owned())
}

/// What was merged in the data of a problem, for people; see [`Lifted::notes`].
#[must_use]
pub fn notes(problem: &DatasetProblem) -> Vec<String> {
    Lifted::new(problem).map(|lifted| lifted.notes()).unwrap_or_default()
}

/// Settles a claim; returns the answer and the step that shows it.
pub(super) fn settle<W: Write>(
    problem: &DatasetProblem,
    network: Option<&Network>,
    claim: &DatasetClaim,
    writer: &mut CertificateWriter<W>,
) -> Result<(Answer, u64, Finding), ProveError> {
    match claim {
        DatasetClaim::Verdict { expect } => {
            let Some(Network::Dataset(network)) = network else {
                return Err(ProveError::Unsupported("a verdict needs a [network] in the case".to_owned()));
            };
            let point = Point::new(problem, network, &Landscapes::default())?;
            let found = &point.classification;
            let beaten = matches!(&found.proof, Proof::LocalMinimum { better: Some(_), .. });
            if *expect == Verdict::GlobalMinimum && found.verdict == Verdict::LocalMinimum && !beaten {
                let reason = format!(
                    "the network is a local minimum, and whether it is global was not decided (its landscape has more than \
                     {MAX_GROUPS} groups)"
                );
                return Err(ProveError::Undetermined(reason));
            }
            let step = write_point(problem, &point, writer)?;
            let answer = if found.verdict == *expect { Answer::Proved } else { Answer::Refuted };
            Ok((answer, step, Finding::DatasetPoint(Box::new(point))))
        }
        DatasetClaim::NoLocalMaximum => {
            let (answer, step) = write_maxima(problem, writer)?;
            Ok((answer, step, Finding::None))
        }
        claim => {
            let message = format!("this version does not settle the claim `{}`", claim.kind());
            Err(ProveError::Unsupported(message))
        }
    }
}

/// Writes the evaluation of a network, `None` for the case's own.
///
/// # Errors
/// Any error of the sink.
pub fn write_evaluation<W: Write>(
    network: Option<&DatasetNetwork>,
    found: &Classification,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let kind = |neuron: &crate::dataset::classify::NeuronClass| CovectorKind {
        covector: neuron.covector.to_string(),
        flat: neuron.flat,
    };
    Ok(writer.step(&DatasetPoint {
        network: network.cloned(),
        loss: Canonical(found.loss.clone()),
        differentiable: found.differentiable,
        neurons: found.neurons.iter().map(kind).collect(),
    })?)
}

/// Writes the steps that prove the verdict on the network of the case; returns the step of the verdict.
pub(super) fn write_point<W: Write>(
    problem: &DatasetProblem,
    point: &Point,
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let lifted = Lifted::new(problem)?;
    let found = &point.classification;
    let at = write_evaluation(None, found, writer)?;
    let because = match &found.proof {
        Proof::Orthogonal => Vec::new(),
        Proof::LeastLoss => {
            let small = point.landscape.as_ref().ok_or_else(|| contradiction("the landscape is missing"))?;
            vec![super::stratum::write_small(small, writer)?]
        }
        Proof::LocalMinimum { better, .. } => {
            let stationary = writer.step(&Stationary { point: at, covers: point.covers.clone() })?;
            let mut because = vec![writer.step(&LocalMinimum { stationary })?];
            if let Some(better) = better {
                because.push(write_evaluation(Some(better), &classify_on(&lifted, better)?, writer)?);
            }
            because
        }
        Proof::LocalMaximum { eta, covers, falling } => {
            vec![
                write_maximum(&lifted, at, found, eta, covers, writer)?,
                writer.step(&falling_step(at, falling))?,
            ]
        }
        Proof::NotCritical { falling, not_maximum } => {
            let mut because = vec![writer.step(&falling_step(at, falling))?];
            if let Some((neuron, delta)) = not_maximum {
                let step = NotMaximum { point: at, neuron: *neuron, direction: list(delta) };
                because.push(writer.step(&step)?);
            }
            because
        }
        Proof::Saddle { ray, .. } => {
            let stationary = writer.step(&Stationary { point: at, covers: point.covers.clone() })?;
            vec![stationary, writer.step(&ray_step(at, ray))?]
        }
        Proof::Open(reason) => return Err(ProveError::Undetermined(reason.to_string())),
    };
    Ok(writer.step(&DatasetVerdict { point: at, verdict: found.verdict, because })?)
}

/// Writes whether any network is a local maximum.
fn write_maxima<W: Write>(
    problem: &DatasetProblem,
    writer: &mut CertificateWriter<W>,
) -> Result<(Answer, u64), ProveError> {
    let lifted = Lifted::new(problem)?;
    if lifted.output_bias() {
        let points = i64::try_from(lifted.len()).map_err(|error| ProveError::Internal(error.to_string()))?;
        let step = writer.step(&DatasetGrowth { coefficient: Canonical(ratio(points, 2)) })?;
        return Ok((Answer::Proved, step));
    }
    match decide_maximum(&lifted)? {
        Existence::None(absence) => Ok((Answer::Proved, writer.step(&absence_step(absence))?)),
        Existence::Maximum { w, v } => {
            let (weights, outputs) = (vec![w; problem.width], vec![v; problem.width]);
            let network = network_of(&lifted, &weights, &outputs, None);
            let found = classify_on(&lifted, &network)?;
            let at = write_evaluation(Some(&network), &found, writer)?;
            let evaluation = crate::dataset::Evaluation::new(&lifted, &network)?;
            match crate::dataset::maximum::prove_maximum(&lifted, &evaluation) {
                crate::dataset::maximum::MaximumDecision::Maximum { eta, covers } => {
                    let step = write_maximum(&lifted, at, &found, &eta, &covers, writer)?;
                    Ok((Answer::Refuted, step))
                }
                _ => Err(ProveError::Internal("copies of a maximal neuron are no maximum".to_owned())),
            }
        }
        Existence::TooLarge => {
            let reason = "whether a local maximum exists needs more cells than the limit";
            Err(ProveError::Undetermined(reason.to_owned()))
        }
    }
}

fn write_maximum<W: Write>(
    lifted: &Lifted,
    point: u64,
    found: &Classification,
    eta: &Rational,
    covers: &[Cover],
    writer: &mut CertificateWriter<W>,
) -> Result<u64, ProveError> {
    let covers = found.neurons.iter().zip(covers);
    let covers = covers.map(|(neuron, cover)| wire(lifted, &neuron.covector, cover)).collect();
    Ok(writer.step(&LocalMaximum { point, eta: Canonical(eta.clone()), covers })?)
}

fn falling_step(point: u64, falling: &Falling) -> NotCritical {
    let (parameter, neuron) = match falling.part {
        Part::OutputBias => (Parameter::C, None),
        Part::OutputWeight(neuron) => (Parameter::V, Some(neuron)),
        Part::InputWeights(neuron) => (Parameter::W, Some(neuron)),
    };
    let direction = list(&falling.direction);
    NotCritical { point, parameter, neuron, direction, value: Canonical(falling.value.clone()) }
}

fn ray_step(point: u64, ray: &Ray) -> SaddleRay {
    SaddleRay {
        point,
        neuron: ray.neuron,
        direction: list(&ray.delta),
        output: Canonical(ray.output.clone()),
        coefficient: Canonical(ray.coefficient.clone()),
    }
}

fn absence_step(absence: Absence) -> NoMaximum {
    let Absence { interior, zero, directions } = absence;
    let pairs = |terms: Vec<(usize, Rational)>| terms.into_iter().map(|(at, value)| (at, Canonical(value)));
    NoMaximum {
        interior: list(&interior),
        zero: zero
            .into_iter()
            .map(|(point, multipliers)| SilentZero { point, multipliers: pairs(multipliers).collect() })
            .collect(),
        directions: directions.map(|direction| list(&direction)),
    }
}

fn list(numbers: &[Rational]) -> Vec<Canonical> {
    numbers.iter().cloned().map(Canonical).collect()
}

/// A cover in the words of the certificate: its rows are the first members of classes instead of primitive rows, so
/// multipliers are divided by their scales.
#[must_use]
pub fn wire(lifted: &Lifted, covector: &Covector, cover: &Cover) -> Vec<CoverNode> {
    let zero = |index: usize| covector.signs().get(index) == Some(&Sign::Zero);
    let firsts = lifted.classes().iter().filter_map(|class| class.members.first());
    let scales: Vec<&Rational> =
        firsts.filter(|first| zero(first.index)).map(|first| &first.factor).collect();
    let one = Rational::one();
    let scale = |class: usize| scales.get(class).copied().unwrap_or(&one);
    let rescaled = |terms: &[(usize, Rational)], factor: &Rational| -> ByClass {
        terms.iter().map(|(class, value)| (*class, Canonical(value * factor / scale(*class)))).collect()
    };
    let node = |node: &Node| match node {
        Node::Split(class) => CoverNode::Split(*class),
        Node::Forced { hinge, positive, multipliers } => CoverNode::Forced {
            class: *hinge,
            positive: *positive,
            multipliers: rescaled(multipliers, scale(*hinge)),
        },
        Node::Leaf { slopes, cone } => CoverNode::Leaf {
            slopes: slopes.iter().map(|(class, slope)| (*class, Canonical(slope.clone()))).collect(),
            cone: rescaled(cone, &one),
        },
    };
    cover.nodes.iter().map(node).collect()
}
