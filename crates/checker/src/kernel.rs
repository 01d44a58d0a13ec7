//! One forward pass over the steps of a certificate.

use std::collections::BTreeMap;
use std::io::BufRead;

use critcert_certificate::case::{Case, Claim};
use critcert_certificate::certificate::{
    Answer, Asked, End, EndLine, Envelope, FORMAT, Header, Statement, VERSION,
};

use crate::outcome::{Outcome, Reason, Refusal, Verified};
use crate::reader::{LineError, Lines, json_message};
use crate::rules::{
    self, ExtraNeuronProgress, Fact, IntervalProgress, PatternProgress, PorcupineProgress, StratumProgress,
    VolumeProgress,
};

/// Why a step fails: it is not of the format, or its rule does not hold.
pub(crate) enum Failure {
    Malformed(String),
    Declined(String),
    Refused(Reason),
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self::Refused(reason)
    }
}

/// What the pass knows: the case, the claim, and the facts shown so far.
pub(crate) struct State<'a> {
    pub(crate) case: &'a Case,
    pub(crate) claim: Claim,
    facts: BTreeMap<u64, Fact>,
    pub(crate) interval: IntervalProgress,
    pub(crate) pattern: PatternProgress,
    pub(crate) stratum: StratumProgress,
    pub(crate) volume: VolumeProgress,
    pub(crate) porcupine: PorcupineProgress,
    pub(crate) extra_neuron: ExtraNeuronProgress,
    pub(crate) answer: Option<Answer>,
}

impl State<'_> {
    /// The fact shown by an earlier step, if `select` accepts it.
    pub(crate) fn fact<T>(
        &self,
        step: u64,
        needed: &'static str,
        select: impl Fn(&Fact) -> Option<&T>,
    ) -> Result<&T, Reason> {
        self.facts.get(&step).and_then(select).ok_or(Reason::Reference { step, needed })
    }
}

/// Checks a certificate against the case that it is about.
///
/// Reads `certificate` once, in order, and recomputes everything from `case`. Cost: linear in the size of the
/// certificate, but for exact arithmetic on numbers whose length the certificate chooses.
///
/// # Source
/// Own: `proofs/FORMAT.md`.
pub fn check(case: &Case, certificate: &mut dyn BufRead) -> Outcome {
    let mut lines = Lines::new(certificate);
    match pass(case, &mut lines) {
        Ok(verified) => Outcome::Verified(verified),
        Err(Stop { at, failure }) => {
            let line = lines.number();
            match failure {
                Failure::Malformed(message) => Outcome::Malformed { line, message },
                Failure::Declined(message) => Outcome::Declined { line, message },
                Failure::Refused(reason) => {
                    let (step, rule) = at.map_or((None, None), |(step, rule)| (Some(step), Some(rule)));
                    Outcome::Refused(Refusal { step, rule, reason })
                }
            }
        }
    }
}

struct Stop {
    at: Option<(u64, String)>,
    failure: Failure,
}

impl<F: Into<Failure>> From<F> for Stop {
    fn from(failure: F) -> Self {
        Self { at: None, failure: failure.into() }
    }
}

impl From<LineError> for Failure {
    fn from(error: LineError) -> Self {
        match error {
            LineError::Malformed(message) => Self::Malformed(message),
            LineError::Declined(message) => Self::Declined(message),
        }
    }
}

fn pass(case: &Case, lines: &mut Lines<'_>) -> Result<Verified, Stop> {
    let header: Header = match lines.next()? {
        Some(line) => serde_json::from_str(line).map_err(|error| Failure::Malformed(json_message(&error)))?,
        None => return Err(Failure::Malformed("the file is empty".to_owned()).into()),
    };
    let (claim, claim_text) = accept_header(case, &header)?;
    let mut state = State {
        case,
        claim,
        facts: BTreeMap::new(),
        interval: IntervalProgress::default(),
        pattern: PatternProgress::default(),
        stratum: StratumProgress::default(),
        volume: VolumeProgress::default(),
        porcupine: PorcupineProgress::default(),
        extra_neuron: ExtraNeuronProgress::default(),
        answer: None,
    };
    let mut steps = 0_u64;
    loop {
        let Some(line) = lines.next()? else {
            return Err(Failure::Malformed("the end line is missing".to_owned()).into());
        };
        if line.starts_with("{\"end\"") {
            let end: EndLine =
                serde_json::from_str(line).map_err(|error| Failure::Malformed(json_message(&error)))?;
            accept_end(&end.end, steps, &lines.digest_before())?;
            break;
        }
        let envelope: Envelope<'_> =
            serde_json::from_str(line).map_err(|error| Failure::Malformed(json_message(&error)))?;
        if envelope.id != steps {
            return Err(Reason::StepNumber { expected: steps, got: envelope.id }.into());
        }
        let shown = step(&mut state, &envelope).map_err(|failure| Stop {
            at: Some((envelope.id, envelope.rule.clone().into_owned())),
            failure,
        })?;
        if let Some(fact) = shown {
            state.facts.insert(steps, fact);
        }
        steps = steps.saturating_add(1);
    }
    if lines.next()?.is_some() {
        return Err(Failure::Malformed("text follows the end line".to_owned()).into());
    }
    let answer = state.answer.ok_or(Reason::NoConclusion)?;
    Ok(Verified { claim: claim_text, answer, steps, trusts: Vec::new() })
}

fn step(state: &mut State<'_>, envelope: &Envelope<'_>) -> Result<Option<Fact>, Failure> {
    if state.answer.is_some() {
        return Err(Reason::AfterConclusion.into());
    }
    match rules::find(&envelope.rule) {
        Some(rule) => rule(state, envelope.with.get()),
        None => Err(Reason::UnknownRule { name: envelope.rule.clone().into_owned() }.into()),
    }
}

/// Compares the header with the case and returns the claim and its canonical text.
fn accept_header(case: &Case, header: &Header) -> Result<(Claim, String), Failure> {
    if header.format != FORMAT || header.version != VERSION {
        return Err(Reason::Version {
            expected: format!("{FORMAT} {VERSION}"),
            got: format!("{} {}", header.format, header.version),
        }
        .into());
    }
    let unwritable = |error: serde_json::Error| Failure::Malformed(error.to_string());
    let claim = case.read_claim(header.claim.get()).map_err(|error| Failure::Malformed(error.to_string()))?;
    let statement = Statement::new(&case.problem, case.network.as_ref(), &claim).map_err(unwritable)?;
    if header.asked == Asked::Case && !case.claims.contains(&claim) {
        return Err(Reason::ClaimNotAsked { claim: statement.claim }.into());
    }
    let expected = statement.digest();
    if expected != header.statement {
        return Err(Reason::Statement { expected, got: header.statement.clone() }.into());
    }
    Ok((claim, statement.claim))
}

fn accept_end(end: &End, steps: u64, digest: &str) -> Result<(), Reason> {
    if end.steps != steps {
        return Err(Reason::EndCount { expected: steps, got: end.steps });
    }
    if end.sha256 != digest {
        return Err(Reason::EndDigest { expected: digest.to_owned(), got: end.sha256.clone() });
    }
    Ok(())
}
