//! Named ways to spoil a certificate of `proofs/valid`, each with the kind of refusal it must meet.

use serde_json::{Value, json};

use super::certificate::Parts;

/// A way to spoil a certificate.
pub(crate) struct Corruption {
    /// The name of the file in `proofs/invalid`.
    pub(crate) name: &'static str,
    /// The certificate that is spoilt, in `proofs/valid/interval`.
    pub(crate) source: &'static str,
    /// The variant of the checker's reason.
    pub(crate) variant: &'static str,
    /// What is done.
    pub(crate) spoil: fn(&mut Parts),
    /// What is done to the text after count and digest were put right.
    pub(crate) after: fn(String) -> String,
}

const SADDLE: &str = "saddle-b-two-kinks.1.verdict";
const MINIMUM: &str = "local-minimum-semi-inactive-left.1.verdict";
const GRADIENT: &str = "near-miss-flat-orientation.1.verdict";
const ONE_SIDED: &str = "not-critical-degenerate.1.verdict";
const GROWTH: &str = "classification-width-1.2.no-local-maximum";
const TREE: &str = "classification-width-4.2.classification";

fn keep(text: String) -> String {
    text
}

const fn spoilt(
    name: &'static str,
    source: &'static str,
    variant: &'static str,
    spoil: fn(&mut Parts),
) -> Corruption {
    Corruption { name, source, variant, spoil, after: keep }
}

/// The branch of the first cut in the tree.
fn first_cut(parts: &mut Parts) -> usize {
    parts.position("cut", 0)
}

/// Sets the multiplier at `index` of the first cut that has more than one.
fn set_multiplier(parts: &mut Parts, index: usize, value: Value) {
    parts.first("cut")["multipliers"][index][1] = value;
}

/// All corruptions.
pub(crate) const ALL: &[Corruption] = &[
    spoilt("loss-digit", SADDLE, "Value", |parts| parts.first("interval-point")["loss"] = json!("1/973")),
    spoilt("neuron-type", SADDLE, "Condition", |parts| {
        parts.first("interval-point")["neurons"][0]["type"] = json!("type-1-active");
    }),
    spoilt("neuron-flatness", SADDLE, "Condition", |parts| {
        parts.first("interval-point")["neurons"][1]["flat"] = json!(true);
    }),
    spoilt("neuron-missing", SADDLE, "Condition", |parts| {
        parts.first("interval-point")["neurons"].as_array_mut().unwrap().pop();
    }),
    spoilt("differentiability", SADDLE, "Value", |parts| {
        parts.first("interval-point")["differentiable"] = json!(false);
    }),
    spoilt("other-network", SADDLE, "Condition", |parts| {
        // The same function by a rescaled network: every step holds, but it is not the case's network.
        parts.first("interval-point")["network"] =
            json!({"w":["2","-1"],"b":["-2/3","2/3"],"v":["1/3","-2/3"],"c":"1/2"});
        let ray = parts.first("descent-ray");
        let b: Value = ray["direction"]["b"][0].clone();
        assert_eq!(b, json!("1"));
        ray["direction"]["b"][0] = json!("2");
    }),
    spoilt("gradient-value", GRADIENT, "Value", |parts| {
        parts.first("gradient-entry")["value"] = json!("1");
    }),
    spoilt("gradient-parameter", GRADIENT, "Value", |parts| {
        let entry = parts.first("gradient-entry");
        assert_eq!(entry["parameter"], json!("v"));
        entry["parameter"] = json!("b");
    }),
    spoilt("gradient-without-neuron", GRADIENT, "Condition", |parts| {
        parts.first("gradient-entry")["neuron"] = Value::Null;
    }),
    spoilt("gradient-neuron-out-of-range", GRADIENT, "Condition", |parts| {
        parts.first("gradient-entry")["neuron"] = json!(9);
    }),
    spoilt("one-sided-direction", ONE_SIDED, "Value", |parts| {
        parts.first("one-sided-derivative")["direction"][0] = json!("2");
    }),
    spoilt("one-sided-rising", ONE_SIDED, "Sign", |parts| {
        // The opposite direction of the same neuron rises.
        let step = parts.first("one-sided-derivative");
        assert_eq!(step["direction"], json!(["1", "0"]));
        let value = step["value"].as_str().unwrap().trim_start_matches('-').to_owned();
        step["direction"] = json!(["-1", "2"]);
        step["value"] = json!(value);
    }),
    spoilt("one-sided-neuron", ONE_SIDED, "Condition", |parts| {
        parts.first("one-sided-derivative")["neuron"] = json!(1);
    }),
    spoilt("gradient-claimed-zero", GRADIENT, "Value", |parts| {
        let position = parts.position("gradient-entry", 0);
        parts.steps[position] = json!({ "id": position, "rule": "zero-gradient", "with": { "point": 0 } });
    }),
    spoilt("ray-sign", SADDLE, "Value", |parts| {
        parts.first("descent-ray")["direction"]["b"][0] = json!("-1");
    }),
    spoilt("ray-coefficient", SADDLE, "Value", |parts| {
        parts.first("descent-ray")["polynomial"][2] = json!("-1");
    }),
    spoilt("ray-of-zero-length", SADDLE, "Sign", |parts| {
        let ray = parts.first("descent-ray");
        ray["direction"] = json!({"w":["0","0"],"b":["0","0"],"v":["0","0"],"c":"0"});
        ray["polynomial"] = json!([]);
    }),
    spoilt("ray-upwards", SADDLE, "Sign", |parts| {
        // Along the output bias the loss grows like eps^2.
        let ray = parts.first("descent-ray");
        ray["direction"] = json!({"w":["0","0"],"b":["0","0"],"v":["0","0"],"c":"1"});
        ray["polynomial"] = json!(["0", "0", "1"]);
    }),
    spoilt("ray-of-other-width", SADDLE, "Condition", |parts| {
        parts.first("descent-ray")["direction"] = json!({"w":["0"],"b":["1"],"v":["0"],"c":"0"});
    }),
    spoilt("ray-turning-breakpoint", SADDLE, "Condition", |parts| {
        // With w moving, the breakpoint is a quotient of polynomials.
        parts.first("descent-ray")["direction"]["w"][0] = json!("1");
    }),
    spoilt("radius-too-large", MINIMUM, "Value", |parts| parts.first("radius")["delta"] = json!("2")),
    spoilt("radius-negative", MINIMUM, "Sign", |parts| parts.first("radius")["delta"] = json!("-1/8")),
    spoilt("radius-at-a-saddle", SADDLE, "Condition", |parts| {
        let position = parts.position("descent-ray", 0);
        parts.steps[position] =
            json!({ "id": position, "rule": "radius", "with": { "point": 0, "delta": "1/100" } });
    }),
    spoilt("better-network-is-not-better", MINIMUM, "Condition", |parts| {
        parts.first("interval-verdict")["because"][1] = json!(0);
    }),
    spoilt("verdict-changed", SADDLE, "Condition", |parts| {
        parts.first("interval-verdict")["verdict"] = json!("global-minimum");
    }),
    spoilt("global-minimum-of-positive-loss", SADDLE, "Condition", |parts| {
        let verdict = parts.first("interval-verdict");
        verdict["verdict"] = json!("global-minimum");
        verdict["because"] = json!([]);
    }),
    spoilt("reasons-swapped", SADDLE, "Reference", |parts| {
        parts.first("interval-verdict")["because"] = json!([2, 1]);
    }),
    spoilt("forward-reference", SADDLE, "Reference", |parts| {
        parts.first("interval-verdict")["because"] = json!([1, 4]);
    }),
    spoilt("growth-coefficient", GROWTH, "Value", |parts| parts.first("growth")["coefficient"] = json!("2")),
    spoilt("lines-swapped", SADDLE, "StepNumber", |parts| parts.steps.swap(0, 1)),
    spoilt("line-missing", SADDLE, "StepNumber", |parts| drop(parts.steps.remove(1))),
    spoilt("unknown-rule", SADDLE, "UnknownRule", |parts| parts.steps[1]["rule"] = json!("trust-me")),
    spoilt("unknown-version", SADDLE, "Version", |parts| parts.header["version"] = json!(2)),
    spoilt("other-statement", SADDLE, "Statement", |parts| {
        let digest = parts.header["statement"].as_str().unwrap().to_owned();
        let changed = if digest.starts_with('0') { '1' } else { '0' };
        parts.header["statement"] = json!(format!("{changed}{}", &digest[1..]));
    }),
    spoilt("other-case", SADDLE, "Statement", |parts| {
        parts.header["case"] = json!("cases/interval/saddle-b-two-kinks-0-3.toml");
    }),
    spoilt("claim-not-asked", SADDLE, "ClaimNotAsked", |parts| {
        parts.header["claim"]["expect"] = json!("local-minimum");
    }),
    spoilt("answer", SADDLE, "Value", |parts| parts.first("conclude")["answer"] = json!("refuted")),
    spoilt("conclusion-from-another-step", SADDLE, "Reference", |parts| {
        parts.first("conclude")["by"] = json!(2);
    }),
    spoilt("no-conclusion", SADDLE, "NoConclusion", |parts| drop(parts.steps.pop())),
    spoilt("step-after-conclusion", SADDLE, "AfterConclusion", |parts| {
        let again = json!({ "id": parts.steps.len(), "rule": "zero-gradient", "with": { "point": 0 } });
        parts.steps.push(again);
    }),
    Corruption {
        name: "end-count",
        source: SADDLE,
        variant: "EndCount",
        spoil: |_| {},
        after: |text| text.replace("\"steps\":5", "\"steps\":6"),
    },
    Corruption {
        name: "end-digest",
        source: SADDLE,
        variant: "EndDigest",
        spoil: |_| {},
        after: |text| text.replacen("\"id\":1,", "\"id\": 1,", 1),
    },
    spoilt("branch-missing", TREE, "Branch", |parts| {
        let cut = first_cut(parts);
        parts.remove(cut);
    }),
    spoilt("branch-doubled", TREE, "Branch", |parts| {
        let cut = first_cut(parts);
        let again = parts.steps[cut].clone();
        parts.insert(cut + 1, again);
    }),
    spoilt("branch-invented", TREE, "Branch", |parts| {
        parts.first("cut")["branch"] = json!("free + + close");
    }),
    spoilt("branch-beyond-the-width", TREE, "Branch", |parts| {
        // The second last step of the tree is replaced by a branch of five neurons.
        let last = parts.steps.iter().rposition(|step| step["rule"] == "cut").unwrap();
        parts.steps[last]["with"]["branch"] = json!("bound +- +-");
    }),
    spoilt("leaf-opened", TREE, "Condition", |parts| {
        let family = parts.position("family", 0);
        let branch = parts.steps[family]["with"]["branch"].clone();
        parts.steps[family] = json!({ "id": family, "rule": "open", "with": { "branch": branch } });
    }),
    spoilt("feasible-branch-cut", TREE, "Condition", |parts| {
        let family = parts.position("family", 0);
        let branch = parts.steps[family]["with"]["branch"].clone();
        let with = json!({ "branch": branch, "multipliers": [] });
        parts.steps[family] = json!({ "id": family, "rule": "cut", "with": with });
    }),
    spoilt("multiplier", TREE, "Combination", |parts| set_multiplier(parts, 0, json!("2"))),
    spoilt("multiplier-negative", TREE, "Sign", |parts| {
        for position in 0..parts.first("cut")["multipliers"].as_array().unwrap().len() {
            let value = parts.first("cut")["multipliers"][position][1].as_str().unwrap().to_owned();
            let opposite = value.strip_prefix('-').map_or_else(|| format!("-{value}"), str::to_owned);
            set_multiplier(parts, position, json!(opposite));
        }
    }),
    spoilt("multiplier-fraction", TREE, "Condition", |parts| set_multiplier(parts, 0, json!("1/2"))),
    spoilt("multiplier-of-no-row", TREE, "Condition", |parts| {
        parts.first("cut")["multipliers"][0][0] = json!(99);
    }),
    spoilt("multipliers-out-of-order", TREE, "Condition", |parts| {
        let list = parts.first("cut")["multipliers"].as_array_mut().unwrap();
        assert!(list.len() > 1);
        list.reverse();
    }),
    spoilt("family-breakpoint", TREE, "Condition", |parts| {
        let family = parts.position("family", 7);
        parts.steps[family]["with"]["breakpoints"][0] = json!("9/10");
    }),
    spoilt("family-loss", TREE, "Value", |parts| parts.first("family")["loss"] = json!("9/5")),
    spoilt("family-verdict", TREE, "Value", |parts| parts.first("family")["verdict"] = json!("saddle")),
    spoilt("family-equality", TREE, "Combination", |parts| {
        let family = parts.position("family", 7);
        parts.steps[family]["with"]["equal"][0][0][1] = json!("3");
    }),
    spoilt("family-member-of-another", TREE, "Value", |parts| {
        let first = parts.first("family")["member"].clone();
        let family = parts.position("family", 1);
        parts.steps[family]["with"]["member"] = first;
    }),
    spoilt("tree-cut-short", TREE, "Incomplete", |parts| {
        let last = parts.steps.iter().rposition(|step| step["rule"] == "cut").unwrap();
        parts.remove(last);
    }),
    spoilt("tree-of-other-width", TREE, "Condition", |parts| parts.first("tree")["width"] = json!(3)),
    spoilt("tree-doubled", TREE, "Condition", |parts| {
        let tree = parts.position("tree", 0);
        let again = parts.steps[tree].clone();
        parts.insert(tree + 1, again);
    }),
    spoilt("pattern-count", TREE, "Value", |parts| {
        parts.first("classification")["patterns"] = json!("9459");
    }),
    spoilt("family-count", TREE, "Condition", |parts| {
        parts.first("classification")["families"][0] = json!("34");
    }),
];
