(* Prints what each theorem of the contract rests on; check-assumptions.sh compares the output with
   allowed-assumptions.txt. *)
From Critcert Require Import Statements FiniteStatements.
Print Assumptions Classification.
Print Assumptions No_local_max.
Print Assumptions Local_min_critical.
Print Assumptions Structure_of_kinks.
Print Assumptions Pattern_rows.
Print Assumptions Sawtooth.
Print Assumptions Saddles_exist.
Print Assumptions No_kinks.
Print Assumptions Radius.
Print Assumptions Gradient.
Print Assumptions Zero_gradient.
Print Assumptions Farkas_Q.
Print Assumptions Farkas_Z.
Print Assumptions Exact_loss.
Print Assumptions Exact_gradient.
Print Assumptions Critical_checker.
Print Assumptions Descent_checker.
Print Assumptions Form_checkers.
Print Assumptions Zigzag_2_4_8_16.
Print Assumptions Example_saddle_a.
Print Assumptions Example_saddle_b.
Print Assumptions Example_local_min.
Print Assumptions Theorem_C.
Print Assumptions Kink_multipliers.
Print Assumptions Theorem_A.
Print Assumptions Finite_no_local_max.
