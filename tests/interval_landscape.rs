//! The classification at a width: certificate accepted, families exactly the theorem's, two searches agree.

use std::io::Cursor;

use critcert::interval::landscape::brute::enumerate_all;
use critcert::interval::landscape::{Family, search};
use critcert::prove::{Control, prove};
use critcert_certificate::case::{Case, NoDataFiles};
use critcert_certificate::certificate::{Answer, Asked};
use critcert_certificate::document::toml;
use critcert_checker::{Outcome, check};

fn case(width: usize) -> Case {
    let text = format!(
        "[problem]\nkind = \"interval\"\ninterval = [\"0\", \"1\"]\n\
         target = {{ slope = \"1\", intercept = \"0\" }}\nwidth = {width}\n[[claim]]\nkind = \"classification\"\n"
    );
    Case::from_node(&toml::read(&text).unwrap(), &NoDataFiles).unwrap()
}

fn certificate(case: &Case) -> Vec<u8> {
    let mut bytes = Vec::new();
    let settled = prove(case, &case.claims[0], "case.toml", Asked::Case, &mut bytes, Control::NONE).unwrap();
    assert_eq!(settled.answer, Answer::Proved);
    bytes
}

#[test]
fn certificates_are_accepted_at_many_widths() {
    for width in [1, 2, 3, 4, 8, 13] {
        let case = case(width);
        let outcome = check(&case, &mut Cursor::new(certificate(&case)));
        assert!(matches!(outcome, Outcome::Verified(_)), "width {width}: {outcome:?}");
    }
}

#[test]
fn families_at_width_eight_are_those_of_the_theorem() {
    let mut found = Vec::new();
    search(8, &|| false, &mut |event| {
        if let critcert::interval::landscape::Event::Found(_, family, _) = event {
            found.push(family.clone());
        }
        Ok(())
    })
    .unwrap();
    let mut expected = vec![Family::Harmless];
    expected.extend((5..=10).map(Family::Class));
    expected.extend([2, 4, 6, 8].map(Family::Kinks));
    found.sort_by_key(Family::kinks);
    assert_eq!(found, expected);
}

#[test]
fn brute_force_and_pruned_search_agree_up_to_width_four() {
    for width in 1..=4 {
        let mut families = Vec::new();
        let pruned = search(width, &|| false, &mut |event| {
            if let critcert::interval::landscape::Event::Found(_, family, _) = event {
                families.push(family.clone());
            }
            Ok(())
        })
        .unwrap();
        let (brute, brute_families) = enumerate_all(width, &|| false).unwrap();
        let sorted = |families: &[Family], counts: &[num_bigint::BigInt]| {
            let mut pairs: Vec<_> = families.iter().cloned().zip(counts.iter().cloned()).collect();
            pairs.sort_by_key(|(family, _)| format!("{family:?}"));
            pairs
        };
        assert_eq!(brute.patterns, pruned.patterns, "width {width}");
        assert_eq!(brute.infeasible, pruned.infeasible, "width {width}");
        assert_eq!(sorted(&brute_families, &brute.families), sorted(&families, &pruned.families));
    }
}
