(* Boolean checkers for rational networks: critical points, and the forms of the classification.
   A true answer is a theorem about the real network; a false answer says nothing. *)
Require Import Reals Lra Lia List Bool QArith Qreals ZArith Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral ExactLoss Expansion Stationary Structure Pattern Derivatives Classification.
Import ListNotations.
Open Scope R_scope.

Definition qneg (q : Q) : bool := Z.ltb (Qnum q) 0.
Definition qpos (q : Q) : bool := Z.ltb 0 (Qnum q).
Definition qzero (q : Q) : bool := Z.eqb (Qnum q) 0.
Lemma Q2R_sign q : Q2R q * IZR (Z.pos (Qden q)) = IZR (Qnum q) /\ 0 < IZR (Z.pos (Qden q)).
Proof. assert (P : 0 < IZR (Z.pos (Qden q))) by (apply (IZR_lt 0); reflexivity). split; auto. unfold Q2R. field. lra. Qed.
Lemma qneg_R q : qneg q = true <-> Q2R q < 0.
Proof.
  destruct (Q2R_sign q) as [E P]. unfold qneg. rewrite Z.ltb_lt. split; intros H.
  - apply IZR_lt in H. nra. - apply lt_IZR. rewrite <- E. nra.
Qed.
Lemma qpos_R q : qpos q = true <-> 0 < Q2R q.
Proof.
  destruct (Q2R_sign q) as [E P]. unfold qpos. rewrite Z.ltb_lt. split; intros H.
  - apply IZR_lt in H. nra. - apply lt_IZR. rewrite <- E. nra.
Qed.
Lemma qzero_R q : qzero q = true <-> Q2R q = 0.
Proof.
  destruct (Q2R_sign q) as [E P]. unfold qzero. rewrite Z.eqb_eq. split; intros H.
  - rewrite H in E. nra. - apply eq_IZR. rewrite <- E, H. ring.
Qed.
Definition q_pre (n : qneuron) (x : Q) : Q := qadd (qmul (qw n) x) (qb n).
Lemma q_pre_R n x : Q2R (q_pre n x) = nw (nR n) * Q2R x + nb (nR n).
Proof. unfold q_pre. rewrite qadd_R, qmul_R. reflexivity. Qed.

(* ---- critical points by their gradient ---- *)
Definition q_tame (n : qneuron) : bool := negb (qzero (qw n) && qzero (qb n)) || qzero (qv n).
Definition check_critical (i : inst) : bool :=
  qpos (qsub (i_T1 i) (i_T0 i)) && forallb q_tame (qhid (i_net i)) && check_gradient i.
Theorem check_critical_sound i : check_critical i = true ->
  critical (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i)).
Proof.
  unfold check_critical. rewrite !andb_true_iff. intros [[A B] C]. apply qpos_R in A. rewrite qsub_R in A.
  apply critical_of_gradient; [lra| |apply check_gradient_sound, C].
  simpl. apply List.Forall_forall. intros m Hm. apply in_map_iff in Hm. destruct Hm as [n [<- Hn]].
  rewrite forallb_forall in B. specialize (B n Hn). intros [W Z]. simpl in *. unfold q_tame in B.
  rewrite (proj2 (qzero_R (qw n)) W), (proj2 (qzero_R (qb n)) Z) in B. simpl in B. apply qzero_R in B. exact B.
Qed.

(* ---- the residual at a point ---- *)
Fixpoint q_outs (h : list qneuron) (x : Q) : Q :=
  match h with [] => 0%Q | n :: h' =>
    qadd (if qpos (q_pre n x) then qmul (qv n) (q_pre n x) else 0%Q) (q_outs h' x) end.
Definition q_resid (al be : Q) (p : qnet) (x : Q) : Q :=
  qsub (qadd (qc p) (q_outs (qhid p) x)) (qadd (qmul al x) be).
Lemma Q2R_0 : Q2R 0 = 0. Proof. unfold Q2R; simpl; lra. Qed.
Lemma q_outs_R h x : Q2R (q_outs h x) = outs (map nR h) (Q2R x).
Proof.
  induction h as [|n h IH]; [apply Q2R_0|]. cbn [q_outs map outs]. rewrite qadd_R, IH. f_equal.
  rewrite <- q_pre_R. destruct (qpos (q_pre n x)) eqn:E.
  - apply qpos_R in E. rewrite qmul_R, relu_pos by lra. reflexivity.
  - rewrite Q2R_0, relu_neg; [ring|]. apply Rnot_lt_le. intros H. apply qpos_R in H. congruence.
Qed.
Lemma q_resid_R al be p x : Q2R (q_resid al be p x) = resid (Q2R al) (Q2R be) (netR p) (Q2R x).
Proof.
  unfold q_resid, resid, real_fn, target. rewrite qsub_R, !qadd_R, qmul_R, q_outs_R. reflexivity.
Qed.

Section Forms.
Variables (al be T0 T1 : Q) (p : qnet).
Notation aR := (Q2R al). Notation bR := (Q2R be). Notation L := (Q2R T0). Notation U := (Q2R T1).
Definition q_mid : Q := qmul (1 # 2) (qadd T0 T1).
Definition check_centred : bool := qzero (q_resid al be p q_mid).
Lemma check_centred_sound : check_centred = true -> centred aR bR L U (netR p).
Proof.
  intros E. apply qzero_R in E. rewrite q_resid_R in E. unfold centred. rewrite <- E. f_equal.
  unfold q_mid. rewrite qmul_R, qadd_R. replace (Q2R (1 # 2)) with (/ 2) by (unfold Q2R; simpl; lra). field.
Qed.
Definition q_inactive n := qneg (q_pre n T0) && qneg (q_pre n T1).
Definition q_semi0 n := qneg (qw n) && qzero (q_pre n T0).
Definition q_semi1 n := qpos (qw n) && qzero (q_pre n T1).
Definition q_harmless n := q_inactive n || (q_semi0 n && qpos (qmul al (qv n))) || (q_semi1 n && qneg (qmul al (qv n))).
Definition check_dead : bool := check_centred && forallb q_harmless (qhid p).
Lemma q_semi0_R n : q_semi0 n = true -> semi_inactive0 L (nR n).
Proof. unfold q_semi0. rewrite andb_true_iff, qneg_R, qzero_R, q_pre_R. intros [A B]. split; auto. Qed.
Lemma q_semi1_R n : q_semi1 n = true -> semi_inactive1 U (nR n).
Proof. unfold q_semi1. rewrite andb_true_iff, qpos_R, qzero_R, q_pre_R. intros [A B]. split; auto. Qed.
Lemma q_inactive_R n : q_inactive n = true -> inactive L U (nR n).
Proof. unfold q_inactive. rewrite andb_true_iff, !qneg_R, !q_pre_R. intros [A B]. split; auto. Qed.
Lemma Forall_map_R (P : neuron -> Prop) (f : qneuron -> bool) :
  (forall n, f n = true -> P (nR n)) -> forallb f (qhid p) = true -> List.Forall P (hid (netR p)).
Proof.
  intros H E. simpl. apply List.Forall_forall. intros m Hm. apply in_map_iff in Hm. destruct Hm as [n [<- Hn]].
  rewrite forallb_forall in E. apply H, E, Hn.
Qed.
Lemma Exists_map_R (P : neuron -> Prop) (f : qneuron -> bool) :
  (forall n, f n = true -> P (nR n)) -> existsb f (qhid p) = true -> List.Exists P (hid (netR p)).
Proof.
  intros H E. apply existsb_exists in E. destruct E as [n [Hn E]]. apply List.Exists_exists. exists (nR n).
  split; [apply in_map, Hn|auto].
Qed.
Theorem check_dead_sound : check_dead = true -> dead_form aR bR L U (netR p).
Proof.
  unfold check_dead. rewrite andb_true_iff. intros [A B]. split; [apply check_centred_sound, A|].
  revert B. apply Forall_map_R. intros n. unfold q_harmless. rewrite !orb_true_iff, !andb_true_iff.
  intros [[H|[H V]]|[H V]].
  - left. apply q_inactive_R, H.
  - right; left. split; [apply q_semi0_R, H|]. apply qpos_R in V. rewrite qmul_R in V. exact V.
  - right; right. split; [apply q_semi1_R, H|]. apply qneg_R in V. rewrite qmul_R in V. exact V.
Qed.

Definition q_type1 n := negb (qzero (qw n)) && negb (qneg (q_pre n T0)) && negb (qneg (q_pre n T1)).
Definition q_type2 n := (qneg (q_pre n T0) && qpos (q_pre n T1)) || (qpos (q_pre n T0) && qneg (q_pre n T1)).
Definition q_admissible n := negb (q_type1 n) && (negb (qzero (qw n)) || qneg (qb n) || qzero (qv n)).
Lemma q_admissible_R n : q_admissible n = true -> admissible L U (nR n).
Proof.
  unfold q_admissible. rewrite andb_true_iff. intros [A B]. split; [|split].
  - intros [W [P0 P1]]. rewrite <- q_pre_R in P0, P1. unfold q_type1 in A.
    destruct (qzero (qw n)) eqn:E1; [apply qzero_R in E1; contradiction|].
    destruct (qneg (q_pre n T0)) eqn:E2; [apply qneg_R in E2; lra|].
    destruct (qneg (q_pre n T1)) eqn:E3; [apply qneg_R in E3; lra|]. discriminate.
  - intros [W P]. unfold flat. simpl in *. rewrite (proj2 (qzero_R (qw n)) W) in B. simpl in B.
    destruct (qneg (qb n)) eqn:E; [apply qneg_R in E; lra|]. apply qzero_R, B.
  - intros [W P]. unfold flat. simpl in *. rewrite (proj2 (qzero_R (qw n)) W) in B. simpl in B.
    destruct (qneg (qb n)) eqn:E; [apply qneg_R in E; lra|]. apply qzero_R, B.
Qed.
Lemma q_type2_R n : L < U -> (q_type2 n = true <-> type2_active L U (nR n)).
Proof.
  intros HT. unfold q_type2. rewrite orb_true_iff, !andb_true_iff, !qneg_R, !qpos_R, !q_pre_R. split.
  - intros H. destruct (between_root (nw (nR n)) (nb (nR n)) L U HT) as [W I]; [lra|]. split; auto.
    exists (- nb (nR n) / nw (nR n)). split; auto. field. exact W.
  - intros [W [t [Ht E]]]. destruct (Rtotal_order (nw (nR n)) 0) as [Q|[Q|Q]]; [right|contradiction|left]; split; nra.
Qed.
Definition q_weak n := (qzero (qv n) && qzero (qw n) && negb (qneg (qb n)))
  || (q_semi0 n && negb (qpos (qmul al (qv n)))) || (q_semi1 n && negb (qneg (qmul al (qv n)))).
Lemma q_weak_R n : q_weak n = true -> weak aR L U (nR n).
Proof.
  unfold q_weak, weak. rewrite !orb_true_iff, !andb_true_iff, !qzero_R, !negb_true_iff. intros [[[[V W] B]|[S V]]|[S V]].
  - assert (P : 0 <= Q2R (qb n)) by (apply Rnot_lt_le; intros H; apply qneg_R in H; congruence).
    destruct P as [P|P]; [left|right; left]; repeat split; simpl; auto.
  - right; right; left. split; [apply q_semi0_R, S|]. simpl. rewrite <- qmul_R.
    apply Rnot_lt_le. intros H. apply qpos_R in H. congruence.
  - right; right; right. split; [apply q_semi1_R, S|]. simpl. rewrite <- qmul_R.
    apply Rnot_lt_le. intros H. apply qneg_R in H. congruence.
Qed.
Definition check_saddle_a : bool := qpos (qsub T1 T0) && check_centred &&
  forallb (fun n => q_admissible n && negb (q_type2 n)) (qhid p) && existsb q_weak (qhid p).
Theorem check_saddle_a_sound : check_saddle_a = true -> saddle_a aR bR L U (netR p).
Proof.
  unfold check_saddle_a. rewrite !andb_true_iff. intros [[[A B] C] D].
  apply qpos_R in A. rewrite qsub_R in A. split; [apply check_centred_sound, B|]. split.
  - revert C. apply Forall_map_R. intros n. rewrite andb_true_iff, negb_true_iff. intros [X Y].
    split; [apply q_admissible_R, X|]. intros H. apply q_type2_R in H; [congruence|lra].
  - revert D. apply Exists_map_R. apply q_weak_R.
Qed.

Variable n : nat.
Definition q_node (i : nat) : Q := qadd T0 (qmul (inject_Z (Z.of_nat i)) (qmul (qsub T1 T0) (1 # Pos.of_nat (n + 1)))).
Lemma q_node_R i : Q2R (q_node i) = node L U n i.
Proof.
  unfold q_node, node. rewrite qadd_R, !qmul_R, qsub_R. f_equal.
  replace (Q2R (inject_Z (Z.of_nat i))) with (INR i).
  2:{ rewrite INR_IZR_INZ. unfold Q2R, inject_Z; simpl. field. }
  replace (Q2R (1 # Pos.of_nat (n + 1))) with (/ INR (n + 1)).
  2:{ unfold Q2R; simpl. rewrite Rmult_1_l. f_equal. rewrite INR_IZR_INZ. f_equal.
      rewrite <- positive_nat_Z. f_equal. symmetry. apply Nat2Pos.id. lia. }
  unfold Rdiv. ring.
Qed.
Fixpoint q_slope (x : Q) (h : list qneuron) : Q :=
  match h with [] => 0%Q | m :: h' => qadd (if qzero (q_pre m x) then qmul (qv m) (qw m) else 0%Q) (q_slope x h') end.
Lemma q_slope_R x h : Q2R (q_slope x h) = kink_slope (Q2R x) (map nR h).
Proof.
  induction h as [|m h IH]; [apply Q2R_0|]. cbn [q_slope map kink_slope]. rewrite qadd_R, IH. f_equal.
  rewrite <- q_pre_R. destruct (qzero (q_pre m x)) eqn:E, (Req_EM_T (Q2R (q_pre m x)) 0) as [Z|Z].
  - rewrite qmul_R. reflexivity.
  - apply qzero_R in E. contradiction.
  - apply qzero_R in Z. congruence.
  - apply Q2R_0.
Qed.
Definition q_oriented (m : qneuron) (i : nat) : bool :=
  qzero (q_pre m (q_node i)) && (if Nat.even i then qneg (qw m) else qpos (qw m)).
Definition check_saddle_b : bool := qpos (qsub T1 T0) && check_centred && Nat.even n && (2 <=? n)%nat &&
  forallb (fun m => q_admissible m && (negb (q_type2 m) || existsb (q_oriented m) (seq 1 n))) (qhid p) &&
  forallb (fun i => existsb (fun m => q_type2 m && qzero (q_pre m (q_node i))) (qhid p) &&
     qzero (qsub (qmul (q_slope (q_node i) (qhid p)) (inject_Z (Z.of_nat (n + 1)))) (qmul (2 # 1) al))) (seq 1 n).
Theorem check_saddle_b_sound : check_saddle_b = true -> saddle_b aR bR L U (netR p).
Proof.
  unfold check_saddle_b. rewrite !andb_true_iff. intros [[[[[A B] C] D] E] F].
  apply qpos_R in A. rewrite qsub_R in A. split; [apply check_centred_sound, B|]. split.
  { revert E. apply Forall_map_R. intros m. rewrite andb_true_iff. intros [X _]. apply q_admissible_R, X. }
  exists n. split; [apply Nat.even_spec, C|]. split; [apply Nat.leb_le, D|]. split.
  - revert E. apply Forall_map_R. intros m. rewrite andb_true_iff, orb_true_iff, negb_true_iff.
    intros [_ [X|X]] T2.
    { apply q_type2_R in T2; [congruence|lra]. }
    apply existsb_exists in X. destruct X as [i [Hi X]]. apply in_seq in Hi. exists i. split; [lia|].
    unfold q_oriented in X. apply andb_true_iff in X. destruct X as [X Y].
    apply qzero_R in X. rewrite q_pre_R, q_node_R in X. split; auto.
    replace (i + 1)%nat with (S i) by lia. simpl (nw (nR m)). change ((-1) ^ S i) with (-1 * (-1) ^ i).
    destruct (m1_cases i) as [[-> Ev]|[-> Ev]]; rewrite Ev in Y; [apply qneg_R in Y|apply qpos_R in Y]; lra.
  - intros i Hi. rewrite forallb_forall in F. specialize (F i ltac:(apply in_seq; lia)).
    apply andb_true_iff in F. destruct F as [F G]. split.
    + revert F. apply Exists_map_R. intros m. rewrite andb_true_iff. intros [X Y].
      apply q_type2_R in X; [|lra]. apply qzero_R in Y. rewrite q_pre_R, q_node_R in Y. split; auto.
    + apply qzero_R in G. rewrite qsub_R, !qmul_R, q_slope_R, q_node_R in G.
      replace (Q2R (inject_Z (Z.of_nat (n + 1)))) with (INR (n + 1)) in G.
      2:{ rewrite INR_IZR_INZ. unfold Q2R, inject_Z; simpl. field. }
      replace (Q2R (2 # 1)) with 2 in G by (unfold Q2R; simpl; lra).
      assert (P := INRn_pos n). change (hid (netR p)) with (map nR (qhid p)).
      apply Rmult_eq_reg_r with (INR (n + 1)); [|lra]. field_simplify; lra.
Qed.
End Forms.
