//! Named ways to spoil a certificate, each with the kind of refusal it must meet.

use critcert::prove::{Control, extra_neuron_landscape};
use critcert_checker::Outcome;
use serde_json::{Value, json};

use super::certificate::Parts;
use super::support::{case, certificate, checked};

/// A way to spoil the certificate of a claim (or of the landscape) of a case.
struct Corruption {
    name: &'static str,
    case: &'static str,
    claim: Option<usize>,
    variant: &'static str,
    says: &'static str,
    spoil: fn(&mut Parts),
}

const fn spoilt(
    name: &'static str,
    (case, claim): (&'static str, Option<usize>),
    (variant, says): (&'static str, &'static str),
    spoil: fn(&mut Parts),
) -> Corruption {
    Corruption { name, case, claim, variant, says, spoil }
}

const SADDLE: (&str, Option<usize>) = ("one-neuron-b", Some(0));
const LANDSCAPE: (&str, Option<usize>) = ("one-neuron-c", None);
const VACUOUS: (&str, Option<usize>) = ("one-neuron-vacuous", Some(0));
const XOR: (&str, Option<usize>) = ("xor-width-1", Some(0));
const SURVIVES: (&str, Option<usize>) = ("monomial-b-power-1", Some(0));

const ALL: &[Corruption] = &[
    spoilt("output", SADDLE, ("Value", "outputs"), |p| p.first("extra-base")["outputs"][0] = json!("1")),
    spoilt("loss", SADDLE, ("Value", "loss"), |p| p.first("extra-base")["loss"] = json!("5")),
    spoilt("loss-missing", SADDLE, ("Value", "loss"), |p| p.first("extra-base")["loss"] = Value::Null),
    spoilt("other-base", SADDLE, ("Condition", "not that of the case"), |p| {
        p.first("extra-base")["network"] = json!({"W":[["-1"]],"b":["-1"],"v":["1"],"c":"0"});
    }),
    spoilt("base-of-other-width", SADDLE, ("Condition", "another width"), |p| {
        p.first("extra-base")["network"] = json!({"W":[["-1"],["0"]],"b":["-1","-1"],"v":["1","0"],"c":"0"});
    }),
    spoilt("differentiable", SADDLE, ("Value", "differentiable"), |p| {
        p.first("extra-stationary")["differentiable"] = json!(false);
    }),
    spoilt("order-too-low", SADDLE, ("Value", "derivative"), |p| {
        let step = p.first("extra-order");
        step["order"] = json!(1);
        step["derivative"] = json!([1, 0]);
    }),
    spoilt("order-too-high", SADDLE, ("Value", "order 2"), |p| {
        let step = p.first("extra-order");
        step["order"] = json!(3);
        step["derivative"] = json!([3, 0]);
        step["sum"] = json!([["0", "18"]]);
    }),
    spoilt("order-not-that-of-the-derivative", SADDLE, ("Condition", "another order"), |p| {
        p.first("extra-order")["order"] = json!(1);
    }),
    spoilt("moment", SADDLE, ("Value", "derivative"), |p| {
        p.first("extra-order")["sum"] = json!([["0", "7"]]);
    }),
    spoilt("verdict", SADDLE, ("Condition", "no such verdict"), |p| {
        p.first("extra-verdict")["verdict"] = json!("global-minimum");
    }),
    spoilt("order-of-the-verdict", SADDLE, ("Condition", "order is another"), |p| {
        p.first("extra-verdict")["order"] = json!(1);
    }),
    spoilt("answer", SADDLE, ("Value", "answer"), |p| p.first("conclude")["answer"] = json!("refuted")),
    spoilt("saddle-called-optimal", SADDLE, ("Value", "sum at the place"), |p| {
        let position = p.position("extra-order", 0);
        p.steps[position] = json!({"id": position, "rule": "extra-optimal", "with": {"base": 0}});
    }),
    spoilt("interval-too-wide", LANDSCAPE, ("Value", "roots in an interval"), |p| {
        let roots = &mut p.first("extra-lines")["factors"][0]["roots"];
        *roots = json!([["1/4", "2"], ["3", "4"]]);
    }),
    spoilt("root-missing", LANDSCAPE, ("Value", "number of roots"), |p| {
        p.first("extra-lines")["factors"][0]["roots"].as_array_mut().unwrap().pop();
    }),
    spoilt("root-is-none", LANDSCAPE, ("Condition", "is none"), |p| {
        p.first("extra-lines")["factors"][0]["roots"][0] = json!(["2/3", "2/3"]);
    }),
    spoilt("root-twice", LANDSCAPE, ("Condition", "overlap"), |p| {
        let roots = &mut p.first("extra-lines")["factors"][0]["roots"];
        roots[0] = roots[1].clone();
    }),
    spoilt("multiplicity", LANDSCAPE, ("Condition", "too large a degree"), |p| {
        p.first("extra-lines")["factors"][0]["multiplicity"] = json!(2);
    }),
    spoilt("factor-of-another-polynomial", LANDSCAPE, ("Condition", "do not multiply"), |p| {
        let factor = &mut p.first("extra-lines")["factors"][0];
        factor["polynomial"] = json!(["2", "-3", "1"]);
        factor["roots"] = json!([["1", "1"], ["2", "2"]]);
    }),
    spoilt("factors-not-coprime", ("one-neuron-d", None), ("Value", "number of roots"), |p| {
        // (u - 1)^3 as two factors with a common root, one of them without its root.
        let line = json!({"multiplicity": 1, "polynomial": ["-1", "1"], "roots": []});
        let square = json!({"multiplicity": 2, "polynomial": ["-1", "1"], "roots": [["1", "1"]]});
        p.first("extra-lines")["factors"] = json!([line, square]);
    }),
    spoilt("root-counted-twice", ("one-neuron-d", None), ("Condition", "square-free and coprime"), |p| {
        let line = json!({"multiplicity": 1, "polynomial": ["-1", "1"], "roots": [["1", "1"]]});
        let square = json!({"multiplicity": 2, "polynomial": ["-1", "1"], "roots": [["1", "1"]]});
        p.first("extra-lines")["factors"] = json!([line, square]);
    }),
    spoilt("pattern-missing", VACUOUS, ("Branch", "branch"), |p| {
        let position = p.position("extra-cut", 3);
        p.remove(position);
    }),
    spoilt("pattern-with-other-sign", VACUOUS, ("Branch", "branch"), |p| {
        p.first("extra-cut")["neurons"][0][1] = json!(-1);
    }),
    spoilt("last-pattern-missing", VACUOUS, ("Incomplete", "not complete"), |p| {
        let position = p.position("extra-cut", 10);
        p.remove(position);
    }),
    spoilt("multiplier", VACUOUS, ("Combination", "combination"), |p| {
        p.first("extra-cut")["multipliers"][0][1] = json!("17");
    }),
    spoilt("multiplier-negative", VACUOUS, ("Sign", "positive"), |p| {
        p.first("extra-cut")["multipliers"][0][1] = json!("-1");
    }),
    spoilt("multipliers-empty", VACUOUS, ("Sign", "bounds"), |p| {
        p.first("extra-cut")["multipliers"] = json!([]);
    }),
    spoilt("multiplier-of-no-row", VACUOUS, ("Condition", "no row"), |p| {
        let list = p.first("extra-cut")["multipliers"].as_array_mut().unwrap();
        list.last_mut().unwrap()[0] = json!(99);
    }),
    spoilt("pattern-count", VACUOUS, ("Value", "number of patterns"), |p| {
        p.first("extra-patterns")["patterns"] = json!("12");
    }),
    spoilt("power-above-that-of-the-unit", SURVIVES, ("Value", "moment of degree 2"), |p| {
        p.first("extra-moments-vanish")["power"] = json!(2);
    }),
    spoilt("power-below-that-of-the-unit", SURVIVES, ("Condition", "another power"), |p| {
        p.first("extra-moments-vanish")["power"] = json!(0);
    }),
    spoilt("local-minimum-called-global", SURVIVES, ("Condition", "global"), |p| {
        p.first("extra-verdict")["verdict"] = json!("global-minimum");
    }),
    spoilt(
        "separation-without-polynomials",
        ("monomial-in-the-plane", Some(0)),
        ("Condition", "so many"),
        |p| {
            p.first("extra-separation")["polynomials"] = json!([]);
        },
    ),
    spoilt("separating-polynomial", ("monomial-in-the-plane", Some(0)), ("Value", "separating"), |p| {
        p.first("extra-separation")["polynomials"][1][0][1] = json!("7");
    }),
    spoilt("escape-without-weight", ("one-neuron-lambda-0", Some(1)), ("Condition", "is zero"), |p| {
        p.first("extra-escape")["unit"] = json!({"a": "0", "w": ["0"], "b": "0"});
    }),
    spoilt(
        "escape-with-irrational-outputs",
        ("one-neuron-lambda-0", Some(1)),
        ("Condition", "rational"),
        |p| {
            p.first("extra-escape")["unit"] = json!({"a": "1", "w": ["1"], "b": "0"});
        },
    ),
    spoilt("output-weight", ("nonzero-output-weight", Some(0)), ("Value", "identity"), |p| {
        p.first("extra-output-weight")["value"] = json!("1/146");
    }),
    spoilt("hessian", ("per-layer-regulariser", Some(0)), ("Condition", "second derivatives"), |p| {
        p.first("extra-quadratic")["hessian"][2][2] = json!("12");
    }),
    spoilt("better-is-the-same", ("exp-without-skip", Some(0)), ("Condition", "not better"), |p| {
        p.first("extra-without-skip")["better"] = json!(0);
    }),
    spoilt("misclassified", ("one-neuron-shifted-hinge", Some(0)), ("Value", "misclassified"), |p| {
        p.first("extra-shifted-hinge")["misclassified"] = json!(2);
    }),
    spoilt("other-assumption", ("exp-without-skip", Some(0)), ("ClaimNotAsked", "ask"), |p| {
        p.header["claim"]["assumption"] = json!("regulariser-power");
    }),
    spoilt("exponents-merged", ("logistic-unequal-outputs", Some(0)), ("Value", "derivative"), |p| {
        let sum = p.first("extra-order")["sum"].as_array_mut().unwrap();
        assert!(sum.len() > 2);
        sum.pop();
    }),
    spoilt("cell-missing", XOR, ("Value", "number of cells"), |p| {
        p.first("extra-cells")["witnesses"].as_array_mut().unwrap().remove(3);
    }),
    spoilt("cell-twice", XOR, ("Condition", "listed twice"), |p| {
        let list = p.first("extra-cells")["witnesses"].as_array_mut().unwrap();
        list[4] = list[3].clone();
    }),
    spoilt("cells-exchanged", XOR, ("Condition", "out of order"), |p| {
        p.first("extra-cells")["witnesses"].as_array_mut().unwrap().swap(2, 3);
    }),
    spoilt("cell-at-a-boundary", XOR, ("Condition", "hyperplane"), |p| {
        p.first("extra-cells")["witnesses"][1] = json!("1 0 0");
    }),
    spoilt("cell-of-the-other-half", XOR, ("Condition", "not active"), |p| {
        p.first("extra-cells")["witnesses"][0] = json!("0 0 -1");
    }),
    spoilt("witness-of-the-wrong-length", XOR, ("Condition", "another length"), |p| {
        p.first("extra-cells")["witnesses"][0] = json!("0 1");
    }),
    spoilt("cells-left-out", XOR, ("Condition", "were not listed"), |p| {
        let position = p.position("extra-cells", 0);
        p.remove(position);
    }),
    spoilt("cells-of-the-line", VACUOUS, ("Condition", "on the line"), |p| {
        let step = json!({"id": 0, "rule": "extra-cells", "with": {"witnesses": ["0 1"]}});
        p.insert(0, step);
    }),
    spoilt("cut-of-the-plane-missing", XOR, ("Branch", "branch"), |p| {
        let position = p.position("extra-cut", 5);
        p.remove(position);
    }),
    spoilt("covered-too-early", XOR, ("Incomplete", "--"), |p| {
        let position = p.position("extra-cut", 26);
        p.remove(position);
    }),
    spoilt("gradient-entry", ("not-critical-output-bias", Some(0)), ("Value", "derivative"), |p| {
        p.first("extra-gradient-entry")["value"] = json!([["0", "1"]]);
    }),
    spoilt("one-sided-value", ("not-critical-at-a-kink", Some(0)), ("Value", "derivative"), |p| {
        p.first("extra-one-sided")["value"] = json!("-7");
    }),
    spoilt("group-sum", ("frozen-half-margins", Some(0)), ("Value", "sum at the place"), |p| {
        p.first("extra-group")["sum"] = json!([["0", "1"]]);
    }),
    spoilt("moment-sum", ("monomial-in-the-plane", Some(3)), ("Value", "moment"), |p| {
        p.first("extra-moment")["sum"] = json!([["0", "1/3"]]);
    }),
    spoilt("base-minimum-better-is-the-same", LANDSCAPE, ("Condition", "not better"), |p| {
        p.first("extra-base-minimum")["better"] = json!(1);
    }),
    spoilt(
        "eliminates-by-no-separation",
        ("monomial-in-the-plane", Some(1)),
        ("Condition", "needs a separation"),
        |p| {
            p.first("extra-eliminates")["separation"] = Value::Null;
        },
    ),
    spoilt(
        "vacuous-because-of-a-base",
        ("frozen-half-margins", Some(0)),
        ("Reference", "no base is best"),
        |p| {
            p.first("extra-vacuous")["because"] = json!(0);
        },
    ),
    spoilt("minimiser-of-the-hinge", VACUOUS, ("Condition", "logistic"), |p| {
        let position = p.position("extra-covered", 0);
        p.steps[position] = json!({"id": position, "rule": "extra-no-minimiser", "with": {"point": 0}});
    }),
    spoilt("no-minimiser-at-no-point", ("logistic-vacuous", Some(0)), ("Condition", "no such point"), |p| {
        p.first("extra-no-minimiser")["point"] = json!(99);
    }),
    spoilt("leading-zero", LANDSCAPE, ("Condition", "the last coefficient is zero"), |p| {
        p.first("extra-lines")["polynomial"].as_array_mut().unwrap().push(json!("0"));
    }),
    spoilt("coefficient-not-whole", LANDSCAPE, ("Condition", "a coefficient is not an integer"), |p| {
        p.first("extra-lines")["polynomial"][0] = json!("1/2");
    }),
    spoilt("lines-without-weight", LANDSCAPE, ("Value", "multiplicity of w = 0"), |p| {
        p.first("extra-lines")["at_zero_weight"] = json!(1);
    }),
    spoilt("factor-constant", LANDSCAPE, ("Condition", "a factor is constant"), |p| {
        p.first("extra-lines")["factors"] = json!([{"multiplicity": 1, "polynomial": ["1"], "roots": []}]);
    }),
    spoilt("factor-twice", LANDSCAPE, ("Condition", "the multiplicities do not increase"), |p| {
        let factors = p.first("extra-lines")["factors"].as_array_mut().unwrap();
        factors.push(factors[0].clone());
    }),
    spoilt("factor-with-a-cube", ("one-neuron-d", None), ("Condition", "a factor is not square-free"), |p| {
        let cube = json!({"multiplicity": 1, "polynomial": ["-1", "3", "-3", "1"], "roots": [["1", "1"]]});
        p.first("extra-lines")["factors"] = json!([cube]);
    }),
    spoilt("root-at-an-end", ("one-neuron-d", None), ("Condition", "an end of an interval is a root"), |p| {
        let cube = json!({"multiplicity": 3, "polynomial": ["-1", "1"], "roots": [["1", "2"]]});
        p.first("extra-lines")["factors"] = json!([cube]);
    }),
    spoilt("interval-empty", LANDSCAPE, ("Condition", "an interval is empty"), |p| {
        p.first("extra-lines")["factors"][0]["roots"][0] = json!(["2", "1"]);
    }),
    spoilt("interval-below-zero", LANDSCAPE, ("Condition", "an interval reaches below zero"), |p| {
        p.first("extra-lines")["factors"][0]["roots"][0] = json!(["-1", "1"]);
    }),
    spoilt("enumeration-started-twice", VACUOUS, ("Condition", "was started before"), |p| {
        let position = p.position("extra-patterns", 0);
        let step = p.steps[position].clone();
        p.insert(position + 1, step);
    }),
    spoilt("enumeration-not-started", VACUOUS, ("Condition", "no enumeration was started"), |p| {
        let position = p.position("extra-patterns", 0);
        p.remove(position);
    }),
    spoilt("enumeration-of-another-width", VACUOUS, ("Condition", "the width is another one"), |p| {
        p.first("extra-patterns")["width"] = json!(2);
    }),
    spoilt("cells-listed-twice", XOR, ("Condition", "the cells were listed before"), |p| {
        let position = p.position("extra-cells", 0);
        let step = p.steps[position].clone();
        p.insert(position + 1, step);
    }),
    spoilt("multiplier-zero", VACUOUS, ("Condition", "not a nonzero integer"), |p| {
        p.first("extra-cut")["multipliers"][0][1] = json!("0");
    }),
    spoilt("multiplier-not-whole", VACUOUS, ("Condition", "not a nonzero integer"), |p| {
        p.first("extra-cut")["multipliers"][0][1] = json!("1/2");
    }),
    spoilt("multiplier-twice", VACUOUS, ("Condition", "multipliers are not in order"), |p| {
        let list = p.first("extra-cut")["multipliers"].as_array_mut().unwrap();
        let last = list.last().unwrap().clone();
        list.push(last);
    }),
    spoilt(
        "derivative-of-the-wrong-length",
        SADDLE,
        ("Condition", "the derivative has the wrong length"),
        |p| {
            p.first("extra-order")["derivative"] = json!([2]);
        },
    ),
    spoilt("derivative-by-the-bias", SADDLE, ("Condition", "a derivative by b adds nothing"), |p| {
        p.first("extra-order")["derivative"] = json!([1, 1]);
    }),
    spoilt("order-beyond-the-places", SADDLE, ("Condition", "the order is above every possible one"), |p| {
        let step = p.first("extra-order");
        step["order"] = json!(1000);
        step["derivative"] = json!([1000, 0]);
    }),
    spoilt("minimum-with-an-order", SURVIVES, ("Condition", "only a saddle has an order"), |p| {
        p.first("extra-verdict")["order"] = json!(1);
    }),
    spoilt(
        "separating-polynomial-missing",
        ("monomial-in-the-plane", Some(0)),
        ("Condition", "one polynomial for each place"),
        |p| {
            p.first("extra-separation")["polynomials"].as_array_mut().unwrap().pop();
        },
    ),
    spoilt(
        "separating-polynomial-of-another-space",
        ("monomial-in-the-plane", Some(0)),
        ("Condition", "an exponent list has the wrong length"),
        |p| {
            p.first("extra-separation")["polynomials"][0][0][0].as_array_mut().unwrap().push(json!(0));
        },
    ),
    spoilt(
        "separating-polynomial-above-the-power",
        ("monomial-in-the-plane", Some(0)),
        ("Condition", "a polynomial has a degree above the power"),
        |p| {
            p.first("extra-separation")["polynomials"][0][0][0][0] = json!(50);
        },
    ),
    spoilt("group-of-no-point", ("frozen-half-margins", Some(0)), ("Condition", "no such point"), |p| {
        p.first("extra-group")["point"] = json!(99);
    }),
    spoilt(
        "moment-of-another-space",
        ("monomial-in-the-plane", Some(3)),
        ("Condition", "the moment has the wrong length"),
        |p| {
            p.first("extra-moment")["powers"].as_array_mut().unwrap().push(json!(0));
        },
    ),
    spoilt(
        "output-bias-of-a-neuron",
        ("not-critical-output-bias", Some(0)),
        ("Condition", "the output bias belongs to no neuron or input"),
        |p| {
            p.first("extra-gradient-entry")["neuron"] = json!(0);
        },
    ),
    spoilt(
        "output-weight-of-an-input",
        ("not-critical-output-bias", Some(0)),
        ("Condition", "an output weight belongs to no input"),
        |p| {
            let step = p.first("extra-gradient-entry");
            (step["parameter"], step["neuron"], step["input"]) = (json!("v"), json!(0), json!(0));
        },
    ),
    spoilt(
        "output-weight-of-no-neuron",
        ("not-critical-output-bias", Some(0)),
        ("Condition", "there is no such neuron"),
        |p| {
            let step = p.first("extra-gradient-entry");
            (step["parameter"], step["neuron"]) = (json!("v"), json!(9));
        },
    ),
    spoilt(
        "direction-of-the-wrong-length",
        ("not-critical-at-a-kink", Some(0)),
        ("Condition", "the direction has the wrong length"),
        |p| {
            p.first("extra-one-sided")["direction"].as_array_mut().unwrap().push(json!("0"));
        },
    ),
    spoilt("base-of-no-shape", LANDSCAPE, ("Condition", "the shape of the base is wrong"), |p| {
        p.first("extra-base")["network"] = json!({"W":[["1"]],"b":[],"v":["1"],"c":"0"});
    }),
];

fn text(case_name: &str, claim: Option<usize>) -> String {
    let case = case(case_name);
    match claim {
        Some(claim) => certificate(&case, claim).1,
        None => {
            let (_, bytes) = extra_neuron_landscape(&case, "case.toml", Control::NONE).unwrap();
            String::from_utf8(bytes).unwrap()
        }
    }
}

#[test]
fn every_corruption_is_refused_for_its_reason() {
    assert!(ALL.len() >= 40);
    for corruption in ALL {
        let case = case(corruption.case);
        let mut parts = Parts::read(&text(corruption.case, corruption.claim));
        let before = parts.sealed();
        let resealed = checked(&case, &before);
        assert!(matches!(resealed, Outcome::Verified(_)), "{}: {resealed:?}", corruption.name);
        (corruption.spoil)(&mut parts);
        let after = parts.sealed();
        assert_ne!(before, after, "{}: nothing is spoilt", corruption.name);
        match checked(&case, &after) {
            Outcome::Refused(refusal) => {
                let debug = format!("{:?}", refusal.reason);
                let variant = debug.split([' ', '{', '(']).next().unwrap();
                assert_eq!(variant, corruption.variant, "{}: {refusal}", corruption.name);
                assert!(refusal.to_string().contains(corruption.says), "{}: {refusal}", corruption.name);
            }
            outcome => panic!("{}: {outcome:?}", corruption.name),
        }
    }
}

/// Every rule of the specification is used in a certificate that is accepted, and spoilt in one that is refused.
#[test]
fn every_rule_has_an_accepted_and_a_refused_example() {
    use std::collections::BTreeSet;
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let specification = std::fs::read_to_string(root.join("proofs/format/extra-neuron.md")).unwrap();
    let headings = specification.lines().filter(|line| line.starts_with("### "));
    let rules: BTreeSet<String> = headings
        .flat_map(|line| line.split('`').filter(|word| word.starts_with("extra-")).map(str::to_owned))
        .collect();
    assert_eq!(rules.len(), 25, "{rules:?}");
    let (mut used, mut spoilt) = (BTreeSet::new(), BTreeSet::new());
    for corruption in ALL {
        let mut parts = Parts::read(&text(corruption.case, corruption.claim));
        let before = parts.steps.clone();
        let rule = |step: &Value| step["rule"].as_str().unwrap().to_owned();
        used.extend(before.iter().map(rule));
        (corruption.spoil)(&mut parts);
        let changed = before.iter().zip(&parts.steps).filter(|(before, after)| before != after);
        spoilt.extend(changed.flat_map(|(before, after)| [rule(before), rule(after)]));
    }
    let accepted = ["logistic-vacuous", "xor-width-2", "one-neuron-realizable"];
    for name in accepted {
        for claim in 0..case(name).claims.len() {
            let parts = Parts::read(&text(name, Some(claim)));
            used.extend(parts.steps.iter().map(|step| step["rule"].as_str().unwrap().to_owned()));
        }
    }
    let unused: Vec<_> = rules.difference(&used).collect();
    assert!(unused.is_empty(), "no accepted example: {unused:?}");
    let intact: Vec<_> = rules.difference(&spoilt).collect();
    assert!(intact.is_empty(), "no refused example: {intact:?}");
}
