(* The linear equations behind a pattern. With q_0 = T0 < q_1 < .. < q_n < q_(n+1) = T1 the kinks of the
   non-flat neurons, u_k = (q_(k+1) - q_k)^2, S_i = sum_(k<i) (-1)^k u_k and T = S_(n+1), every neuron
   of a critical point with positive loss gives its rows. They are what an infeasible pattern refutes. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary Zigzag Structure Pattern Classification.
Import ListNotations.
Open Scope R_scope.

Fixpoint alt_sum (u : nat -> R) (n : nat) : R := match n with O => 0 | S k => alt_sum u k + (-1) ^ k * u k end.
Definition square_gap (q : nat -> R) (k : nat) : R := (q (S k) - q k) ^ 2.
Definition rows (T0 T1 : R) (n : nat) (q : nat -> R) (m : neuron) : Prop :=
  let u := square_gap q in let S := alt_sum u in let T := S (n + 1)%nat in
  (* a kink of the pattern, flat or not *)
  (forall i, (1 <= i <= n)%nat -> nw m * q i + nb m = 0 -> (0 < nw m -> S i = T) /\ (nw m < 0 -> S i = 0)) /\
  (* a kink strictly between: only a flat neuron can be there *)
  (forall k t, (k <= n)%nat -> q k < t < q (k + 1)%nat -> nw m * t + nb m = 0 ->
     (0 < nw m -> exists z, 0 < z < u k /\ T - S (k + 1)%nat + (-1) ^ k * z = 0) /\
     (nw m < 0 -> exists z, 0 < z < u k /\ S k + (-1) ^ k * z = 0)) /\
  (* the other neurons that act *)
  (type1_active T0 T1 m \/ (~ flat m /\ (semi_active m \/ degenerate m)) -> T = 0).

Lemma chain_nth (r : R -> R) s : forall a b, chain r a s b -> let q := fun k => nth k (a :: s ++ [b]) b in
  forall k, (k <= length s)%nat -> q k < q (S k) /\ affine_on r (q k) (q (S k)).
Proof.
  induction s as [|x s IH]; intros a b C q k Hk.
  - destruct k; [|simpl in Hk; lia]. exact C.
  - destruct C as [C0 C]. destruct k as [|k]; [exact C0|]. apply (IH x b C k). simpl in Hk. lia.
Qed.

Section Rows.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Theorem pattern_rows p : al <> 0 -> critical al be T0 T1 p -> loss al be T0 T1 p <> 0 ->
  exists (n : nat) (q : nat -> R), q O = T0 /\ q (n + 1)%nat = T1 /\
    (forall k, (k <= n)%nat -> q k < q (k + 1)%nat) /\
    (forall x, (exists m, In m (hid p) /\ ~ flat m /\ type2_active T0 T1 m /\ nw m * x + nb m = 0) <->
       exists i, (1 <= i <= n)%nat /\ x = q i) /\
    List.Forall (rows T0 T1 n q) (hid p).
Proof.
  intros Hal Cr Lp. apply critical_iff_stationary in Cr; auto. destruct Cr as [Hc HF].
  set (r := resid al be p) in *. assert (Hr : C0 r) by (unfold r; c0).
  rewrite List.Forall_forall in HF. set (M := P2 T0 r T1) in *.
  destruct (kinks_list T0 T1 (hid p)) as [l El].
  destruct (incr_sort l T0 T1 HT) as [s [Is Es]].
  { intros x Hx. apply El in Hx. destruct Hx as [m [_ [_ [_ [_ I]]]]]. exact I. }
  assert (CH : chain r T0 s T1).
  { apply (chain_of_incr r (fun x => In x l) s T0 T1 Is).
    - intros u v U L V H. apply resid_affine. intros m Hm Vm Wm I. apply (H (- nb m / nw m)); auto.
      apply El. exists m. repeat split; auto; lra.
    - intros x Hx _. apply Es, Hx. }
  assert (CLI : forall m t, nw m <> 0 -> T0 < t < T1 -> nw m * t + nb m = 0 -> cl T0 T1 m = t /\ - nb m / nw m = t).
  { intros m t W I E. assert (Et : - nb m / nw m = t) by (apply Rmult_eq_reg_l with (nw m); auto; field_simplify; lra).
    split; auto. unfold cl, clamp. rewrite Et, Rmin_right, Rmax_right; lra. }
  set (n := length s). set (q := fun k => nth k (T0 :: s ++ [T1]) T1).
  assert (QC := chain_nth r s T0 T1 CH). fold n in QC.
  assert (Q0 : q O = T0) by reflexivity.
  assert (QE : q (S n) = T1) by (unfold q; simpl; rewrite app_nth2 by (unfold n; lia); unfold n; rewrite Nat.sub_diag; reflexivity).
  assert (QI : forall i, (1 <= i <= n)%nat -> In (q i) s).
  { intros [|i] Hi; [lia|]. unfold q; simpl. rewrite app_nth1 by (fold n; lia). apply nth_In. fold n; lia. }
  assert (IQ : forall x, In x s -> exists i, (1 <= i <= n)%nat /\ x = q i).
  { intros x Hx. destruct (In_nth s x T1 Hx) as [i [Hi E]]. fold n in Hi. exists (S i). split; [lia|].
    unfold q; simpl. rewrite app_nth1 by (fold n; lia). auto. }
  assert (PQ : forall i, (i <= S n)%nat -> P1 T0 r (q i) = 0).
  { intros i Hi. destruct (Nat.eq_dec i 0) as [->|N0]; [rewrite Q0; apply P1_T0|].
    destruct (Nat.eq_dec i (S n)) as [->|NS]; [rewrite QE; exact Hc|].
    assert (Hs := QI i ltac:(lia)). apply Es, El in Hs. destruct Hs as [m [Hm [V [W [E I]]]]].
    destruct (HF m Hm) as [A [B _]].
    destruct (CLI m (q i) W I ltac:(rewrite E; field; auto)) as [C1 _]. rewrite C1 in A, B.
    destruct (Rtotal_order (nw m) 0) as [Z|[Z|Z]]; [apply B; auto|contradiction|apply A; auto]. }
  set (rho := r T0).
  assert (RQ : forall i, (i <= S n)%nat -> r (q i) = (-1) ^ i * rho /\ P2 T0 r (q i) = rho / 6 * alt_sum (square_gap q) i).
  { induction i as [|i IH]; intros Hi.
    - rewrite Q0. simpl. rewrite P2_T0. unfold rho. split; ring.
    - destruct (IH ltac:(lia)) as [I1 I2]. destruct (QC i ltac:(lia)) as [L A].
      destruct (piece_end T0 r Hr (q i) (q (S i)) L A (PQ i ltac:(lia)) (PQ (S i) Hi)) as [E1 E2].
      rewrite E1, E2, I1, I2, pow_S. cbn [alt_sum]. unfold square_gap. split; field. }
  assert (RN : rho <> 0).
  { intros Z. apply Lp. apply loss_zero_iff; auto. fold r.
    apply (chain_zero T0 r Hr s T0 T1 CH (P1_T0 T0 r) Hc); auto.
    intros x Hx. destruct (IQ x Hx) as [i [Hi ->]]. apply PQ. lia. }
  assert (EM : M = rho / 6 * alt_sum (square_gap q) (S n)).
  { unfold M. rewrite <- QE. apply RQ. lia. }
  assert (CANCEL : forall a b, rho / 6 * a = rho / 6 * b -> a = b).
  { intros a b H. apply Rmult_eq_reg_l with (rho / 6); auto. intros Z. apply RN. lra. }
  assert (QT : forall i, (1 <= i <= n)%nat -> T0 < q i < T1) by (intros; apply (incr_in T0 s T1); auto).
  assert (QB : forall k, (k <= S n)%nat -> T0 <= q k <= T1).
  { intros k Hk. destruct (Nat.eq_dec k 0) as [->|N0]; [rewrite Q0; lra|].
    destruct (Nat.eq_dec k (S n)) as [->|NS]; [rewrite QE; lra|]. specialize (QT k ltac:(lia)). lra. }
  exists n, q. replace (n + 1)%nat with (S n) by lia. split; auto. split; auto. split; [|split].
  - intros k Hk. replace (k + 1)%nat with (S k) by lia. apply QC, Hk.
  - intros x. split.
    + intros [m [Hm [V [[W [t [Ht E]]] Ex]]]]. apply IQ, Es, El. exists m.
      destruct (CLI m t W Ht E) as [_ Et].
      assert (x = t). { assert (nw m * (x - t) = 0) by lra. apply Rmult_integral in H. destruct H; [contradiction|lra]. }
      subst x. rewrite Et. repeat split; auto; lra.
    + intros [i [Hi ->]]. assert (Hs := QI i Hi). apply Es, El in Hs. destruct Hs as [m [Hm [V [W [E I]]]]].
      exists m. assert (E' : nw m * q i + nb m = 0) by (rewrite E; field; auto).
      repeat split; auto. exists (q i). auto.
  - apply List.Forall_forall. intros m Hm. destruct (HF m Hm) as [A [B C]].
    unfold rows. replace (n + 1)%nat with (S n) by lia. split; [|split].
    + intros i Hi E. split; intros W.
      * destruct (CLI m (q i) ltac:(lra) (QT i Hi) E) as [C1 _]. destruct (A W) as [A1 _].
        rewrite C1 in A1. fold M in A1. apply CANCEL. rewrite <- EM, <- A1. symmetry. apply RQ. lia.
      * destruct (CLI m (q i) ltac:(lra) (QT i Hi) E) as [C1 _]. destruct (B W) as [B1 _].
        rewrite C1 in B1. apply CANCEL. rewrite Rmult_0_r, <- B1. symmetry. apply RQ. lia.
    + intros k t Hk Ht E. replace (k + 1)%nat with (S k) in * by lia.
      destruct (QC k Hk) as [L Af]. destruct (RQ k ltac:(lia)) as [R1 R2].
      assert (TI : T0 < t < T1). { assert (X := QB k ltac:(lia)). assert (Y := QB (S k) ltac:(lia)). lra. }
      assert (PT := piece_P2 T0 r Hr (q k) (q (S k)) L Af (PQ k ltac:(lia)) (PQ (S k) ltac:(lia)) t ltac:(lra)).
      rewrite R1, R2 in PT. set (h := q (S k) - q k) in *. set (d := t - q k) in *.
      assert (Hd : 0 < d < h) by (unfold d, h; lra).
      assert (U : square_gap q k = h ^ 2) by reflexivity.
      split; intros W.
      * destruct (CLI m t ltac:(lra) TI E) as [C1 _]. destruct (A W) as [A1 _]. rewrite C1 in A1. fold M in A1.
        exists (h ^ 2 - (3 * d ^ 2 - 2 * d ^ 3 / h)). rewrite U. split.
        { assert (Z1 : 3 * d ^ 2 - 2 * d ^ 3 / h = d ^ 2 * (3 * h - 2 * d) / h) by (field; lra).
          assert (Z2 : h ^ 2 - (3 * d ^ 2 - 2 * d ^ 3 / h) = (h - d) ^ 2 * (h + 2 * d) / h) by (field; lra).
          assert (0 < d ^ 2 * (3 * h - 2 * d) / h) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [apply pow_lt|]|]; lra).
          assert (0 < (h - d) ^ 2 * (h + 2 * d) / h) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [apply pow_lt|]|]; lra).
          lra. }
        rewrite A1, EM in PT. set (T := alt_sum (square_gap q) (S n)) in *.
        change (alt_sum (square_gap q) (S k)) with (alt_sum (square_gap q) k + (-1) ^ k * square_gap q k). rewrite U.
        assert (E3 : T = alt_sum (square_gap q) k + (-1) ^ k * (3 * d ^ 2 - 2 * d ^ 3 / h)).
        { apply CANCEL. rewrite PT. field. lra. }
        rewrite E3. ring.
      * destruct (CLI m t ltac:(lra) TI E) as [C1 _]. destruct (B W) as [B1 _]. rewrite C1 in B1.
        exists (3 * d ^ 2 - 2 * d ^ 3 / h). rewrite U. split.
        { assert (Z1 : 3 * d ^ 2 - 2 * d ^ 3 / h = d ^ 2 * (3 * h - 2 * d) / h) by (field; lra).
          assert (Z2 : h ^ 2 - (3 * d ^ 2 - 2 * d ^ 3 / h) = (h - d) ^ 2 * (h + 2 * d) / h) by (field; lra).
          assert (0 < d ^ 2 * (3 * h - 2 * d) / h) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [apply pow_lt|]|]; lra).
          assert (0 < (h - d) ^ 2 * (h + 2 * d) / h) by (apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; [apply pow_lt|]|]; lra).
          lra. }
        apply CANCEL. rewrite B1 in PT. rewrite Rmult_0_r, PT. field. lra.
    + assert (CM : M = 0 -> alt_sum (square_gap q) (S n) = 0).
      { intros Z. apply CANCEL. rewrite <- EM, Z. ring. }
      intros [T1A|[V [[W X]|[W X]]]]; apply CM.
      * destruct (type1_cl T0 T1 m HT T1A) as [CA CB]. destruct T1A as [W _].
        destruct (Rtotal_order (nw m) 0) as [Z|[Z|Z]]; [|contradiction|].
        -- destruct (B Z) as [B1 _]. rewrite (CB Z) in B1. exact B1.
        -- destruct (A Z) as [A1 _]. rewrite (CA Z), P2_T0 in A1. auto.
      * apply C; auto; lra.
      * apply C; auto; lra.
Qed.
End Rows.
