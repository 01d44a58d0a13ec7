(* Saddles with every even number n of kinks exist, for every target and interval: the zig-zag network
   with one neuron per kink. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Structure Pattern Descent Classification.
Import ListNotations.
Open Scope R_scope.

Section Existence.
Variables (al be T0 T1 : R) (n : nat).
Hypothesis HT : T0 < T1.
Hypothesis Hal : al <> 0.
Definition zig_orientation (j : nat) : R := (-1) ^ (j + 1).
Definition zigzag_neuron (j : nat) : neuron := mkN (zig_orientation j) (- zig_orientation j * node T0 T1 n j)
  (zig_orientation j * (2 * al / INR (n + 1))).
Definition zigzag_hidden : list neuron := map zigzag_neuron (seq 1 n).
Definition zigzag_network : net := mkNet zigzag_hidden
  (target al be ((T0 + T1) / 2) - outs zigzag_hidden ((T0 + T1) / 2)).

Lemma orientation_sq j : zig_orientation j * zig_orientation j = 1 /\ zig_orientation j <> 0.
Proof. unfold zig_orientation. destruct (m1_cases (j + 1)) as [[-> _]|[-> _]]; split; lra. Qed.
Lemma zigzag_slope i l a : kink_slope (node T0 T1 n i) (map zigzag_neuron (seq a l)) =
  if le_lt_dec a i then if lt_dec i (a + l) then 2 * al / INR (n + 1) else 0 else 0.
Proof.
  revert a; induction l as [|l IH]; intros a.
  - simpl. destruct (le_lt_dec a i), (lt_dec i (a + 0)); auto. lia.
  - cbn [seq map]. change (kink_slope (node T0 T1 n i) (zigzag_neuron a :: map zigzag_neuron (seq (S a) l))) with
      (at_kink (node T0 T1 n i) (zigzag_neuron a) + kink_slope (node T0 T1 n i) (map zigzag_neuron (seq (S a) l))).
    rewrite IH. destruct (orientation_sq a) as [Q N].
    rewrite (at_kink_node T0 T1 HT n i a) by (unfold zigzag_neuron; simpl; auto; ring).
    assert (E : nv (zigzag_neuron a) * nw (zigzag_neuron a) = 2 * al / INR (n + 1)).
    { unfold zigzag_neuron; simpl.
      replace (zig_orientation a * (2 * al / INR (n + 1)) * zig_orientation a) with
        ((zig_orientation a * zig_orientation a) * (2 * al / INR (n + 1))) by ring. rewrite Q. ring. }
    rewrite E. destruct (Nat.eq_dec i a), (le_lt_dec (S a) i), (lt_dec i (S a + l)), (le_lt_dec a i), (lt_dec i (a + S l)); try lia; ring.
Qed.
Theorem zigzag_pattern : Nat.Even n -> pattern al be T0 T1 n zigzag_network.
Proof.
  intros EV. split; [exact EV|]. split; [|split].
  - unfold centred, resid, real_fn, zigzag_network; simpl. ring.
  - apply List.Forall_forall. intros m Hm. simpl in Hm. apply in_map_iff in Hm. destruct Hm as [j [<- Hj]].
    apply in_seq in Hj. assert (Q := node_open T0 T1 HT n j ltac:(lia)). destruct (orientation_sq j) as [SQ N].
    split; [split; [|split]|].
    + intros [_ [A B]]. unfold zigzag_neuron in *; simpl in *.
      destruct (Rtotal_order (zig_orientation j) 0) as [Z|[Z|Z]]; [|contradiction|].
      * assert (0 < - zig_orientation j * (T1 - node T0 T1 n j)) by (apply Rmult_lt_0_compat; lra). lra.
      * assert (0 < zig_orientation j * (node T0 T1 n j - T0)) by (apply Rmult_lt_0_compat; lra). lra.
    + intros [W _]. contradiction.
    + intros [W _]. contradiction.
    + intros _. exists j. split; [lia|]. split; [simpl; ring|]. fold (zig_orientation j). simpl. rewrite SQ. lra.
  - intros i Hi. simpl. unfold zigzag_hidden. rewrite zigzag_slope.
    destruct (le_lt_dec 1 i), (lt_dec i (1 + n)); try lia. reflexivity.
Qed.
Theorem zigzag_all : Nat.Even n -> (2 <= n)%nat -> length (hid zigzag_network) = n /\
  saddle al be T0 T1 zigzag_network /\
  loss al be T0 T1 zigzag_network = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4).
Proof.
  intros EV L. assert (P := zigzag_pattern EV). split; [|split].
  - simpl. unfold zigzag_hidden. rewrite map_length, seq_length. reflexivity.
  - apply saddle_iff; auto.
    + simpl. unfold zigzag_hidden. destruct n; [lia|discriminate].
    + right. apply saddle_b_iff. exists n. split; auto. split; auto.
      intros i Hi. apply List.Exists_exists. exists (zigzag_neuron i). split.
      * simpl. unfold zigzag_hidden. apply in_map. apply in_seq. lia.
      * assert (E : nw (zigzag_neuron i) * node T0 T1 n i + nb (zigzag_neuron i) = 0) by (simpl; ring).
        split; auto. split; [apply orientation_sq|]. exists (node T0 T1 n i). split; auto. apply node_open; auto.
  - apply pattern_loss; auto.
Qed.
End Existence.
Theorem saddles_exist al be T0 T1 n : T0 < T1 -> al <> 0 -> Nat.Even n -> (2 <= n)%nat ->
  exists p, length (hid p) = n /\ saddle al be T0 T1 p /\
    loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4).
Proof. intros HT Hal EV L. exists (zigzag_network al be T0 T1 n). apply zigzag_all; auto. Qed.
