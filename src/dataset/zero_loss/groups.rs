//! Which lines one hyperplane takes without meeting others.

use critcert_certificate::Rational;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::dataset::landscape::kernel::kernel;
use crate::dataset::lifted::{Lifted, dot};

/// The classes of nonzero height in groups of one sign, each class in one group; groups come in the order of their first
/// classes, classes increase.
///
/// Classes are taken in order. A class joins the last group of its sign if this makes a group of at most D - 1 classes
/// whose span holds no other class; else it starts a new group. In general position all groups but the last of each
/// sign have D - 1 classes. Needs D >= 2, so that a single class has no other in its span.
#[must_use]
pub fn groups(lifted: &Lifted, heights: &[Rational]) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = Vec::new();
    for positive in [true, false] {
        let mut own: Vec<Vec<usize>> = Vec::new();
        let chosen = heights.iter().enumerate();
        let chosen = chosen.filter(|(_, height)| !height.is_zero() && height.is_positive() == positive);
        for (class, _) in chosen {
            match own.last_mut() {
                Some(group) if joins(lifted, group, class) => group.push(class),
                _ => own.push(vec![class]),
            }
        }
        all.extend(own);
    }
    all.sort();
    all
}

fn joins(lifted: &Lifted, group: &[usize], class: usize) -> bool {
    if group.len() + 2 > lifted.dimension() {
        return false;
    }
    let larger: Vec<usize> = group.iter().copied().chain([class]).collect();
    let normals = normals(lifted, &larger);
    let classes = lifted.classes().iter().enumerate();
    let mut others = classes.filter(|(other, _)| !larger.contains(other));
    others.all(|(_, other)| normals.iter().any(|normal| !dot(normal, &other.row).is_zero()))
}

/// A basis of the vectors orthogonal to some classes: integers without common factor.
#[must_use]
pub fn normals(lifted: &Lifted, group: &[usize]) -> Vec<Vec<BigInt>> {
    let rows: Vec<&[BigInt]> = group.iter().map(|&class| lifted.classes()[class].row.as_slice()).collect();
    kernel(&rows, lifted.dimension()).1
}
