//! The strict-LP engine against hand-made systems, against Fourier-Motzkin elimination, and against itself:
//! number types, row stacks, proposed bases.

mod fourier_motzkin;
mod hand_made;
mod hint;
mod number_types;
mod random;
mod stack;
mod support;
