//! `explain`: the argument about a point or a certificate in words.

use critcert::explain::{Explanation, of_case, of_certificate, of_step, tex, text};
use critcert::input::{Format, load};
use serde_json::json;

use super::arguments::{Common, Explain};
use super::failure::Failure;
use super::{Done, classify, sink, table, verified};

/// Explains a case, or a certificate that the checker verified.
pub(crate) fn run(verb: &Explain, common: &Common) -> Done {
    let explanation = if Format::of(&verb.subject).is_some() {
        if verb.case.is_some() || verb.step.is_some() {
            return Err(Failure::Usage("--case and --step are for certificates".to_owned()));
        }
        let case = load(&verb.subject)?.case;
        of_case(&case, &sink::recorded_path(&verb.subject))
            .map_err(|error| Failure::prove(&verb.subject, error))?
    } else {
        let opened = match verified::open(&verb.subject, verb.case.as_deref(), common)? {
            Ok(opened) => opened,
            Err(code) => return Ok(code),
        };
        let name = verb.subject.display().to_string();
        let (case, certificate) = (&opened.case, &opened.certificate);
        match verb.step {
            None => of_certificate(case, certificate, &name),
            Some(id) => of_step(case, certificate, &name, id).ok_or_else(|| {
                let last = certificate.steps.len().saturating_sub(1);
                Failure::Usage(format!("{name} has no step {id}; its steps are 0 to {last}"))
            })?,
        }
    };
    table::print(&if common.json {
        classify::json_line(&answer(&explanation))?
    } else if verb.tex {
        tex::render(&explanation)
    } else {
        text::render(&explanation)
    })?;
    Ok(0)
}

fn answer(explanation: &Explanation) -> serde_json::Value {
    let part = |part: &critcert::explain::Part| {
        let lines: Vec<String> = part.lines.iter().map(|line| text::plain(line)).collect();
        json!({ "heading": text::plain(&part.heading), "lines": lines })
    };
    let parts: Vec<_> = explanation.parts.iter().map(part).collect();
    json!({ "title": text::plain(&explanation.title), "parts": parts })
}
