//! The meaning of certificates: conclusions, not the way to them.

use std::collections::BTreeMap;

use critcert_certificate::case::Case;
use num_bigint::BigInt;
use serde_json::Value;

use super::Meaning;
use super::answer::text;
use crate::input::Certificate;

/// The meaning of a certificate, and of its case if that was found.
#[must_use]
pub fn meaning_of_certificate(certificate: &Certificate, case: Option<&Case>) -> Meaning {
    let mut own = Meaning::default();
    // As a value, so that the order of keys does not matter.
    let claim: Value = serde_json::from_str(certificate.header.claim.get()).unwrap_or_default();
    own.statement.insert("claim".to_owned(), claim.to_string());
    own.statement.insert("digest".to_owned(), certificate.header.statement.clone());
    if let Some(case) = case {
        for (part, value) in [
            ("problem", serde_json::to_value(&case.problem).unwrap_or_default()),
            ("network", serde_json::to_value(&case.network).unwrap_or_default()),
        ] {
            let Some(map) = value.as_object() else {
                own.statement.insert(part.to_owned(), "none".to_owned());
                continue;
            };
            for (key, value) in map {
                own.statement.insert(format!("{part} {key}"), text(value).unwrap_or_default());
            }
        }
    }
    let steps: Vec<(&str, Value)> = certificate
        .steps
        .iter()
        .map(|step| (step.rule.as_str(), serde_json::from_str(step.with.get()).unwrap_or_default()))
        .collect();
    let reader = Reader { steps: &steps };
    for (rule, with) in &steps {
        reader.read(rule, with, &mut own);
    }
    reader.families(&mut own);
    own
}

struct Reader<'a> {
    steps: &'a [(&'a str, Value)],
}

fn field(with: &Value, key: &str) -> Option<String> {
    text(&with[key])
}

impl<'a> Reader<'a> {
    /// The rule and the fields of the step that a field refers to.
    fn at(&self, reference: &Value) -> Option<(&'a str, &'a Value)> {
        let index = usize::try_from(reference.as_u64()?).ok()?;
        self.steps.get(index).map(|(rule, with)| (*rule, with))
    }

    /// The fields of the step that a field refers to.
    fn step(&self, reference: &Value) -> Option<&'a Value> {
        self.at(reference).map(|(_, with)| with)
    }

    /// All steps of a rule.
    fn of(&self, rule: &str) -> impl Iterator<Item = &'a Value> {
        self.steps.iter().filter(move |(own, _)| *own == rule).map(|(_, with)| with)
    }

    fn read(&self, rule: &str, with: &Value, own: &mut Meaning) {
        match rule {
            "conclude" => {
                own.add("claim", "", [("answer", field(with, "answer"))]);
                // A network settles a claim by itself when its loss is 0.
                if let Some(("dataset-point", point)) = self.at(&with["by"]) {
                    own.add("least loss", "", [("loss", field(point, "loss"))]);
                }
            }
            "interval-verdict"
            | "dataset-verdict"
            | "linear-verdict"
            | "porcupine-verdict"
            | "porcupine-enclosed-verdict" => self.verdict(rule, with, own),
            "extra-verdict" => {
                own.add("point", "", [("verdict", field(with, "verdict")), ("order", field(with, "order"))])
            }
            "growth" | "dataset-growth" | "dataset-no-maximum" => {
                own.add("theorem", "no network is a local maximum", []);
            }
            "dataset-local-maximum" => {
                if let Some(point) = self.step(&with["point"]) {
                    let name = format!("of loss {}", field(point, "loss").unwrap_or_default());
                    own.add("local maximum", name, []);
                }
            }
            "classification" => {
                for key in ["patterns", "infeasible"] {
                    own.add("count", key, [("number", field(with, key))]);
                }
            }
            "pattern-list" | "pattern-covered" | "pattern-formula" => {
                for key in ["cells", "covectors"] {
                    if let Some(number) = field(with, key) {
                        own.add("count", key, [("number", Some(number))]);
                    }
                }
            }
            "stratum-list" => strata(with, own),
            "stratum-spurious" => {
                let losses = ["minimum", "better"]
                    .map(|key| self.step(&with[key]).and_then(|step| field(step, "loss")));
                let [Some(loss), better] = losses else { return };
                let fields = [("spurious", Some("true".to_owned())), ("better loss", better)];
                own.add("local minimum", format!("of loss {loss}"), fields);
            }
            "rank-full" | "rank-deficient" => {
                let full = Some((rule == "rank-full").to_string());
                own.add("theorem", "the matrix of the region has full rank", [("holds", full)]);
            }
            "volume-minimum" | "volume-empty" => {
                let holds = Some((rule == "volume-minimum").to_string());
                let name = format!("of the cells {}", text(&with["cells"]).unwrap_or_default());
                own.add("region", name, [("holds a differentiable minimum", holds)]);
            }
            "zero-loss-contradiction" => own.add("theorem", "no network has loss 0", []),
            "linear-critical-values" => {
                for value in with["values"].as_array().into_iter().flatten() {
                    let families = field(value, "vectors");
                    own.add("critical value", text(value).unwrap_or_default(), [("families", families)]);
                }
            }
            "linear-least-loss" => {
                let bound = self.step(&with["bound"]).and_then(|step| field(step, "bound"));
                own.add("least loss", "", [("loss", bound)]);
            }
            "linear-least-loss-interval" => own.add("least loss", "", [("loss", text(with))]),
            "linear-benign" => own.add("theorem", "no spurious local minimum, every saddle strict", []),
            _ if rule.starts_with("porcupine-") => porcupine(rule, with, own),
            _ if rule.starts_with("extra-") => self.extra(rule, with, own),
            _ => {}
        }
    }

    /// The verdict on the network of the case; other points are means to an end.
    fn verdict(&self, rule: &str, with: &Value, own: &mut Meaning) {
        let Some(point) = self.step(&with["point"]) else { return };
        if !point[if rule.starts_with("porcupine") { "t" } else { "network" }].is_null() {
            return;
        }
        let verdict = field(with, "verdict");
        let better =
            with["because"].as_array().is_some_and(|because| because.len() == 2) || !with["better"].is_null();
        let global = match verdict.as_deref() {
            Some("global-minimum") => Some("true"),
            Some("local-minimum") if better => Some("false"),
            Some("local-minimum") => Some("not decided"),
            _ => None,
        };
        own.add(
            "point",
            "",
            [
                ("verdict", verdict),
                ("loss", field(point, "loss")),
                ("differentiable", field(point, "differentiable")),
                ("global", global.map(str::to_owned)),
            ],
        );
        for (index, neuron) in point["neurons"].as_array().into_iter().flatten().enumerate() {
            let kind = field(neuron, "type").or_else(|| field(neuron, "covector"));
            own.add("neuron", index.to_string(), [("type", kind), ("flat", field(neuron, "flat"))]);
        }
    }

    /// Families of the pattern tree: one item for each verdict and number of kinks.
    fn families(&self, own: &mut Meaning) {
        let counts = self.of("classification").next().map(|with| &with["families"]);
        let mut patterns: BTreeMap<String, BigInt> = BTreeMap::new();
        for (index, family) in self.of("family").enumerate() {
            let kinks = family["breakpoints"].as_array().map_or(0, Vec::len);
            let name = format!("{} with {kinks} kinks", field(family, "verdict").unwrap_or_default());
            let count = counts.and_then(|counts| counts[index].as_str()).and_then(|count| count.parse().ok());
            *patterns.entry(name.clone()).or_default() += count.unwrap_or(BigInt::ZERO);
            let fields = [("loss", field(family, "loss")), ("breakpoints", field(family, "breakpoints"))];
            own.add("family", name, fields);
        }
        for (name, count) in patterns {
            own.add("family", name, [("patterns", Some(count.to_string()))]);
        }
    }

    fn extra(&self, rule: &str, with: &Value, own: &mut Meaning) {
        match rule {
            "extra-base" if with["network"].is_null() => {
                own.add("base", "", [("loss", field(with, "loss")), ("outputs", field(with, "outputs"))]);
            }
            "extra-optimal" => own.add("base", "", [("best outputs", Some("true".to_owned()))]),
            "extra-group" => own.add("base", "", [("best outputs", Some("false".to_owned()))]),
            "extra-base-minimum" => {
                own.add("base", "", [("local minimum of its loss", Some("true".to_owned()))]);
            }
            "extra-eliminates" => {
                own.add("theorem", "every local minimum has a = 0 and best outputs", []);
            }
            "extra-vacuous" => own.add("theorem", "the augmented loss has no local minimum", []),
            "extra-separation" => {
                let power = field(with, "power").unwrap_or_default();
                own.add("theorem", format!("degree {power} separates the places"), []);
            }
            "extra-moment" => own.add("base", "", [("moments vanish", Some("false".to_owned()))]),
            "extra-escape" => own.add("counterexample", "without regulariser", []),
            "extra-shifted-hinge" => {
                own.add("counterexample", "hinge with minimisers that are not negative", [])
            }
            "extra-without-skip" => own.add("counterexample", "without skip connection", []),
            "extra-quadratic" => own.add("counterexample", "quadratic regulariser in two layers", []),
            "extra-moments-vanish" => {
                let bad = if with["bad"].is_null() { "false" } else { "true" };
                let name = format!("power {}", field(with, "power").unwrap_or_default());
                own.add("minima with a = 0", name, [("bad", Some(bad.to_owned()))]);
            }
            "extra-covered" => own.add("count", "patterns", [("number", field(with, "patterns"))]),
            "extra-lines" => {
                for factor in with["factors"].as_array().into_iter().flatten() {
                    for root in factor["roots"].as_array().into_iter().flatten() {
                        let name = text(&serde_json::json!({ "interval": root })).unwrap_or_default();
                        own.add("critical line", name, [("multiplicity", field(factor, "multiplicity"))]);
                    }
                }
            }
            _ => {}
        }
    }
}

fn strata(with: &Value, own: &mut Meaning) {
    for (index, entry) in with["losses"].as_array().into_iter().flatten().enumerate() {
        let (loss, smoothness) = (text(&entry[0]).unwrap_or_default(), text(&entry[1]));
        let smooth = smoothness.as_deref().map(|smoothness| (smoothness != "kink").to_string());
        let fields = [
            ("spurious", Some((index > 0).to_string())),
            ("differentiable", smooth),
            ("smoothness", smoothness),
        ];
        own.add("local minimum", format!("of loss {loss}"), fields);
        if index == 0 {
            own.add("least loss", "", [("loss", Some(loss))]);
        }
    }
    own.add("count", "strata", [("number", field(with, "strata"))]);
}

fn porcupine(rule: &str, with: &Value, own: &mut Meaning) {
    match rule {
        "porcupine-landscape" => {
            for (index, loss) in with["losses"].as_array().into_iter().flatten().enumerate() {
                let loss = text(loss).unwrap_or_default();
                let spurious = Some((index > 0).to_string());
                own.add("local minimum", format!("of loss {loss}"), [("spurious", spurious)]);
            }
            own.add("count", "patterns", [("number", field(with, "patterns"))]);
        }
        "porcupine-pattern" => {
            let found = &with["found"];
            let loss = text(&found["holds"]["loss"]);
            let name = field(with, "pattern").unwrap_or_default();
            let loss = loss.unwrap_or_else(|| "none".to_owned());
            own.add("pattern", name, [("loss of its local minima", Some(loss))]);
        }
        "porcupine-region" | "porcupine-enclosed-region" => {
            let spurious = !with["found"]["spurious"].is_null();
            let name = field(with, "region").unwrap_or_default();
            own.add("region", name, [("spurious local minimum", Some(spurious.to_string()))]);
        }
        "porcupine-empty" => {
            let line = field(with, "line").unwrap_or_default();
            own.add(
                "region",
                format!("with both signs on line {line}"),
                [("empty", Some("true".to_owned()))],
            );
        }
        "porcupine-global" => own.add("least loss", "", [("loss", field(with, "value"))]),
        "porcupine-enclosed-least" => own.add("least loss", "", [("loss", field(with, "loss"))]),
        "porcupine-span" => {
            let outside =
                with["lines"].as_array().into_iter().flatten().any(|line| !line["outside"].is_null());
            let name = field(with, "region").unwrap_or_default();
            own.add("span of the mixed lines", name, [("covers all lines", Some((!outside).to_string()))]);
        }
        "porcupine-span-count" => {
            own.add("sign patterns", "all", [("number", field(with, "patterns"))]);
            own.add("sign patterns", "settled by span", [("number", field(with, "settled"))]);
        }
        "porcupine-zero" | "porcupine-enclosed-zero" => {
            let holds = Some(with["violated"].is_null().to_string());
            own.add("theorem", "t = 0 is a strict local maximum", [("holds", holds)]);
        }
        _ => {}
    }
}
