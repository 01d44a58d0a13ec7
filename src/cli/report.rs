//! `report`: a page about a case or a certificate.

use std::path::PathBuf;

use critcert::input::{InputError, load};
use critcert::prove::Control;
use critcert::report::{Report as Page, of_case, of_certificate};
use critcert_checker::{Outcome, check_file, find_case};
use serde_json::json;

use super::arguments::{Common, Report};
use super::failure::Failure;
use super::{Done, sink, table, watch};

/// Makes the report, writes the page and the figures.
pub(crate) fn run(verb: &Report, common: &Common) -> Done {
    let control = Control { interrupted: &watch::stopped, progress: &|_, _| {}, jobs: None };
    let extension = verb.subject.extension().and_then(|extension| extension.to_str());
    let (page, code) = if matches!(extension, Some("toml" | "json")) {
        if verb.case.is_some() {
            return Err(Failure::Usage("--case is for certificates".to_owned()));
        }
        let case = load(&verb.subject)?.case;
        let page = of_case(&case, &sink::recorded_path(&verb.subject), control)
            .map_err(|error| Failure::prove(&verb.subject, error))?;
        let code = u8::from(!page.holds);
        (page, code)
    } else {
        certificate(verb, control)?
    };
    let mut written = vec![verb.out.clone()];
    sink::write_whole(&verb.out, page.html.as_bytes())?;
    for (name, text) in &page.figures {
        if let Some(directory) = &verb.figures {
            let path = directory.join(name).with_extension("svg");
            sink::write_whole(&path, text.as_bytes())?;
            written.push(path);
        }
    }
    let paths: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    let text = if common.json {
        let figures = paths.get(1..).unwrap_or_default();
        json!({ "report": paths[0], "figures": figures, "holds": page.holds }).to_string()
    } else {
        paths.iter().map(|path| format!("wrote {path}")).collect::<Vec<_>>().join("\n")
    };
    table::print(&(text + "\n"))?;
    Ok(code)
}

/// The report about a certificate: it is checked before anything else.
fn certificate(verb: &Report, control: Control<'_>) -> Result<(Page, u8), Failure> {
    let name = verb.subject.display().to_string();
    let unreadable = |message: String| Failure::from(InputError::new("unreadable", message, &name));
    let path: PathBuf = find_case(&verb.subject, verb.case.as_deref()).map_err(unreadable)?;
    let outcome = check_file(&verb.subject, Some(&path));
    if let Outcome::Malformed { .. } = outcome {
        let reason = outcome.reason().unwrap_or_default();
        return Err(InputError::new("malformed", reason, &name).into());
    }
    let bytes =
        std::fs::read(&verb.subject).map_err(|error| unreadable(format!("cannot be read: {error}")))?;
    let case = load(&path)?.case;
    let (recorded, text) = (sink::recorded_path(&path), String::from_utf8_lossy(&bytes));
    let page = of_certificate(&case, &recorded, &name, &text, &outcome, control)
        .map_err(|error| Failure::prove(&verb.subject, error))?;
    Ok((page, outcome.exit_code(false)))
}
