//! `diff`: two certificates or two answers, by what they mean.

use std::path::Path;

use critcert::diff::{Meaning, compare, describe, meaning_of_answers, meaning_of_certificate};
use critcert::input::{Certificate, InputError, load, read_text};
use critcert_checker::find_case;
use serde_json::{Value, json};

use super::arguments::{Common, Diff};
use super::failure::Failure;
use super::{Done, classify, table};

/// What a file turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Certificate,
    Answer,
}

impl Kind {
    fn words(self) -> &'static str {
        match self {
            Self::Certificate => "a certificate",
            Self::Answer => "a JSON answer",
        }
    }
}

/// Reads both, compares, prints.
pub(crate) fn run(verb: &Diff, common: &Common) -> Done {
    let (kinds, mut meanings): (Vec<Kind>, Vec<Meaning>) = [&verb.first, &verb.second]
        .iter()
        .map(|path| read(path))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .unzip();
    let [first, second] = [&verb.first, &verb.second].map(|path| path.display().to_string());
    if kinds[0] != kinds[1] {
        let message = format!(
            "{first} is {}, {second} is {}: compare like with like",
            kinds[0].words(),
            kinds[1].words()
        );
        return Err(Failure::Usage(message));
    }
    // Where only one case was found, problem and network are compared by their digest.
    let found = |meaning: &Meaning| meaning.statement.contains_key("problem kind");
    if !meanings.iter().all(found) {
        let is_case = |key: &str| key.starts_with("problem") || key.starts_with("network");
        meanings.iter_mut().for_each(|meaning| meaning.statement.retain(|key, _| !is_case(key)));
    }
    let difference = compare(&meanings[0], &meanings[1]);
    let text = if common.json {
        let mut answer = serde_json::to_value(&difference).unwrap_or(Value::Null);
        if let Some(map) = answer.as_object_mut() {
            map.insert("first".to_owned(), json!(first));
            map.insert("second".to_owned(), json!(second));
        }
        classify::json_line(&answer)?
    } else {
        describe(&difference, &first, &second)
    };
    table::print(&text)?;
    Ok(u8::from(!difference.equal))
}

fn read(path: &Path) -> Result<(Kind, Meaning), InputError> {
    let name = path.display().to_string();
    let text = read_text(path)?;
    if path.extension().is_some_and(|extension| extension == "toml") {
        let error = InputError::new(
            "not-an-answer",
            format!("`{name}` is a case: nothing is said about it yet"),
            &name,
        );
        let help = "give certificates, or files with what critcert printed with --json";
        return Err(error.with_help(help));
    }
    let head = text.lines().next().unwrap_or_default();
    let is_certificate = serde_json::from_str::<Value>(head).is_ok_and(|value| value["format"] == "critcert");
    if !is_certificate {
        return Ok((Kind::Answer, meaning_of_answers(&text, &name)?));
    }
    let certificate = Certificate::parse(&text, &name)?;
    let case = find_case(path, None).ok().and_then(|path| load(&path).ok());
    Ok((Kind::Certificate, meaning_of_certificate(&certificate, case.as_ref().map(|loaded| &loaded.case))))
}
