(* First-order expansion of the loss at every network, with a remainder of second order:
   L(q) - L(p) = <generalised gradient, q - p> + (one-sided term of the degenerate neurons) + O(d^2)
   for all q within distance d of p. *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral.
Import ListNotations.
Open Scope R_scope.

Section Expansion.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Definition reach : R := 1 + Rmax (Rabs T0) (Rabs T1).
Lemma reach_ge1 : 1 <= reach.
Proof. unfold reach. assert (A := Rabs_pos T0). assert (B := Rmax_l (Rabs T0) (Rabs T1)). lra. Qed.
Lemma reach_in x : T0 <= x <= T1 -> Rabs x + 1 <= reach.
Proof.
  intros H. unfold reach. assert (A := Rle_abs T1). assert (B := Rle_abs (- T0)). rewrite Rabs_Ropp in B.
  assert (C := Rmax_l (Rabs T0) (Rabs T1)). assert (D := Rmax_r (Rabs T0) (Rabs T1)).
  unfold Rabs at 1. destruct (Rcase_abs x); lra.
Qed.
Lemma pre_close d m n x : T0 <= x <= T1 -> close_n d m n ->
  Rabs ((nw m * x + nb m) - (nw n * x + nb n)) <= reach * d.
Proof.
  intros Hx [A [B _]]. assert (X := reach_in x Hx).
  replace ((nw m * x + nb m) - (nw n * x + nb n)) with ((nw m - nw n) * x + (nb m - nb n)) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult.
  assert (Rabs (nw m - nw n) * Rabs x <= d * Rabs x) by (apply Rmult_le_compat_r; [apply Rabs_pos|lra]).
  assert (P := Rabs_pos x). assert (Q := Rabs_pos (nb m - nb n)). nra.
Qed.
Lemma relu_lip a b : Rabs (relu a - relu b) <= Rabs (a - b).
Proof.
  unfold relu, Rmax, Rabs. repeat destruct (Rle_dec _ _); repeat destruct (Rcase_abs _); lra.
Qed.
Lemma relu_le_abs a : Rabs (relu a) <= Rabs a.
Proof. unfold relu, Rmax, Rabs. repeat destruct (Rle_dec _ _); repeat destruct (Rcase_abs _); lra. Qed.

Variable r : R -> R.
Hypothesis Hr : C0 r.

(* one neuron *)
Definition is_deg (n : neuron) : bool :=
  if Req_EM_T (nw n) 0 then if Req_EM_T (nb n) 0 then true else false else false.
Lemma is_deg_true n : is_deg n = true <-> nw n = 0 /\ nb n = 0.
Proof.
  unfold is_deg. destruct (Req_EM_T (nw n) 0), (Req_EM_T (nb n) 0); split; intros H; try discriminate; tauto.
Qed.
Definition m_relu (n : neuron) := RInt (fun x => r x * relu (nw n * x + nb n)) T0 T1.
Definition m_x (n : neuron) := RInt (fun x => r x * (x * ind (nw n * x + nb n))) T0 T1.
Definition m_1 (n : neuron) := RInt (fun x => r x * ind (nw n * x + nb n)) T0 T1.
Definition first_n (n m : neuron) : R :=
  (nv m - nv n) * m_relu n + nv n * ((nw m - nw n) * m_x n + (nb m - nb n) * m_1 n) +
  (if is_deg n then nv n * m_relu m else 0).

Lemma is_m_x n : is_RInt (V := R_CompleteNormedModule) (fun x => r x * (x * ind (nw n * x + nb n))) T0 T1 (m_x n).
Proof.
  unfold m_x. apply (RInt_correct (fun x => r x * (x * ind (nw n * x + nb n)))).
  apply (ex_RInt_ext (fun x => (r x * x) * ind (nw n * x + nb n))).
  - intros x _. rring.
  - apply ex_RInt_ind; auto. c0.
Qed.
Lemma is_m_1 n : is_RInt (V := R_CompleteNormedModule) (fun x => r x * ind (nw n * x + nb n)) T0 T1 (m_1 n).
Proof. apply is_RInt_ind; auto. Qed.
Lemma C0_term (f : R -> R) n : C0 f -> C0 (fun x => f x * relu (nw n * x + nb n)).
Proof. intros. c0. Qed.

Lemma RInt_abs_le f g I a b : a <= b -> is_RInt (V := R_CompleteNormedModule) f a b I -> C0 g ->
  (forall x, a <= x <= b -> Rabs (f x) <= g x) -> Rabs I <= RInt g a b.
Proof.
  intros L F G H. apply Rabs_le. split.
  - replace (- RInt g a b) with ((-1) * RInt g a b) by ring.
    rewrite <- RInt_mulc by auto.
    eapply (is_RInt_le (fun x => -1 * g x) f); eauto.
    + apply C0_is. c0.
    + intros x Hx. specialize (H x ltac:(lra)). assert (A := Rabs_maj2 (f x)). lra.
  - eapply (is_RInt_le f g); eauto. + apply C0_is, G.
    + intros x Hx. specialize (H x ltac:(lra)). assert (A := Rle_abs (f x)). lra.
Qed.

Lemma first_n_error n : exists K d0, 0 <= K /\ 0 < d0 /\ forall d m, 0 < d <= d0 -> close_n d m n ->
  Rabs (RInt (fun x => r x * (nv m * relu (nw m * x + nb m) - nv n * relu (nw n * x + nb n))) T0 T1
        - first_n n m) <= K * d ^ 2.
Proof.
  destruct (C0_bounded r T0 T1 Hr) as [B [HB Br]]. assert (R1 := reach_ge1).
  assert (MAIN : forall d m, 0 < d -> close_n d m n -> is_deg n = false ->
    Rabs (RInt (fun x => r x * (nv m * relu (nw m * x + nb m) - nv n * relu (nw n * x + nb n))) T0 T1
        - first_n n m) <=
    B * (reach * d * d * (T1 - T0) + Rabs (nv n) * RInt (fun x => tent (reach * d) (nw n * x + nb n)) T0 T1)).
  { intros d m Hd Hc Hdeg.
    set (g := fun x => B * (reach * d * d + Rabs (nv n) * tent (reach * d) (nw n * x + nb n))).
    assert (CT : C0 (fun x => tent (reach * d) (nw n * x + nb n))) by (apply C0_tent; c0).
    assert (EG : RInt g T0 T1 = B * (reach * d * d * (T1 - T0) + Rabs (nv n) * RInt (fun x => tent (reach * d) (nw n * x + nb n)) T0 T1)).
    { unfold g. rewrite RInt_mulc by c0. f_equal.
      rewrite RInt_lin by c0. f_equal. rewrite RInt_const. unfold scal; simpl; unfold mult; simpl. ring. }
    rewrite <- EG.
    assert (C1 : C0 (fun x => r x * (nv m * relu (nw m * x + nb m) - nv n * relu (nw n * x + nb n)))) by c0.
    assert (C2 : C0 (fun x => r x * relu (nw n * x + nb n))) by c0.
    assert (I := is_RInt_lin _ _ _ _ _ _ (- (nv m - nv n)) (C0_is _ T0 T1 C1) (C0_is _ T0 T1 C2)).
    assert (I2 := is_RInt_lin _ _ _ _ _ _ (- (nv n * (nw m - nw n))) I (is_m_x n)).
    assert (I3 := is_RInt_lin _ _ _ _ _ _ (- (nv n * (nb m - nb n))) I2 (is_m_1 n)).
    match type of I3 with is_RInt _ _ _ ?v => match goal with |- Rabs ?u <= _ => replace u with v end end.
    2:{ unfold first_n, m_relu. rewrite Hdeg. ring. }
    eapply RInt_abs_le; [lra|exact I3| |].
    { unfold g. c0. }
    intros x Hx. unfold g.
    set (z := nw n * x + nb n). set (z' := nw m * x + nb m).
    assert (ZZ : Rabs (z' - z) <= reach * d) by (apply pre_close; auto).
    assert (TT := tent_bound (reach * d) z z' ZZ).
    replace (r x * (nv m * relu z' - nv n * relu z) + - (nv m - nv n) * (r x * relu z) +
       - (nv n * (nw m - nw n)) * (r x * (x * ind z)) + - (nv n * (nb m - nb n)) * (r x * ind z))
     with (r x * ((nv m - nv n) * (relu z' - relu z) + nv n * (relu z' - relu z - ind z * (z' - z))))
     by (unfold z, z'; ring).
    rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; [apply Br; auto|].
    eapply Rle_trans; [apply Rabs_triang|]. rewrite !Rabs_mult.
    apply Rplus_le_compat.
    - destruct Hc as [_ [_ Hv]]. assert (L := relu_lip z' z).
      apply Rle_trans with (d * (reach * d)); [|right; ring].
      apply Rmult_le_compat; try apply Rabs_pos; lra.
    - apply Rmult_le_compat_l; [apply Rabs_pos|exact TT]. }
  destruct (is_deg n) eqn:Hdeg.
  - (* degenerate: the change is v' relu z' *)
    exists (B * (reach * (T1 - T0))), 1. split; [apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]|]. split; [lra|].
    intros d m Hd Hc. apply is_deg_true in Hdeg. destruct Hdeg as [W Bz].
    assert (Z : forall x, nw n * x + nb n = 0) by (intros; rewrite W, Bz; ring).
    assert (E1 : m_relu n = 0).
    { unfold m_relu. apply RInt_zero. intros x _. rewrite Z. unfold relu. rewrite Rmax_left by lra. ring. }
    assert (E2 : m_x n = 0).
    { unfold m_x. apply RInt_zero. intros x _. rewrite Z, ind_neg by lra. ring. }
    assert (E3 : m_1 n = 0).
    { unfold m_1. apply RInt_zero. intros x _. rewrite Z, ind_neg by lra. ring. }
    unfold first_n. rewrite E1, E2, E3. rewrite (proj2 (is_deg_true n)) by auto.
    assert (CM : C0 (fun x => r x * relu (nw m * x + nb m))) by c0.
    rewrite (RInt_ext _ (fun x => nv m * (r x * relu (nw m * x + nb m)))).
    2:{ intros x _. rewrite Z. replace (relu 0) with 0 by (unfold relu; rewrite Rmax_left; lra).
        rring. }
    rewrite RInt_mulc by auto. fold (m_relu m).
    replace (nv m * m_relu m - ((nv m - nv n) * 0 + nv n * ((nw m - nw n) * 0 + (nb m - nb n) * 0) + nv n * m_relu m))
      with ((nv m - nv n) * m_relu m) by ring.
    assert (BM : Rabs (m_relu m) <= RInt (fun _ => B * (reach * d)) T0 T1).
    { apply (RInt_abs_le (fun x => r x * relu (nw m * x + nb m))); [lra|apply C0_is, CM|c0|].
      intros x Hx. rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; [apply Br; auto|].
      eapply Rle_trans; [apply relu_le_abs|]. replace (nw m * x + nb m) with ((nw m * x + nb m) - (nw n * x + nb n))
        by (rewrite Z; ring). apply pre_close; auto. }
    rewrite RInt_const in BM. unfold scal in BM; simpl in BM; unfold mult in BM; simpl in BM.
    rewrite Rabs_mult. destruct Hc as [_ [_ Hv]].
    replace (B * (reach * (T1 - T0)) * d ^ 2) with (d * ((T1 - T0) * (B * (reach * d)))) by ring.
    apply Rmult_le_compat; try apply Rabs_pos; [lra|]. eapply Rle_trans; [exact BM|right; ring].
  - destruct (Req_dec (nw n) 0) as [W|W].
    + assert (Bz : nb n <> 0).
      { intros Bz. assert (X := proj2 (is_deg_true n) (conj W Bz)). congruence. }
      exists (B * (reach * (T1 - T0))), (Rabs (nb n) / reach).
      split; [apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]|].
      split; [apply Rdiv_lt_0_compat; [apply Rabs_pos_lt, Bz|lra]|].
      intros d m Hd Hc. eapply Rle_trans; [apply (MAIN d m); auto; lra|].
      rewrite (RInt_zero (fun x => tent (reach * d) (nw n * x + nb n))). { right; ring. }
      intros x _. rewrite W, Rmult_0_l, Rplus_0_l.
      assert (RD : reach * d <= Rabs (nb n)).
      { destruct Hd as [_ Hd]. apply (Rmult_le_compat_l reach) in Hd; [|lra].
        replace (reach * (Rabs (nb n) / reach)) with (Rabs (nb n)) in Hd by (field; lra). exact Hd. }
      unfold tent, relu, Rmax, Rabs in *. destruct (Rcase_abs (nb n)); repeat destruct (Rle_dec _ _); nra.
    + exists (B * (reach * (T1 - T0) + Rabs (nv n) * (reach ^ 2 / Rabs (nw n)))), 1.
      assert (WP := Rabs_pos_lt _ W).
      assert (Q : 0 <= reach ^ 2 / Rabs (nw n)).
      { apply Rmult_le_pos; [apply pow2_ge_0|left; apply Rinv_0_lt_compat; lra]. }
      split. { apply Rmult_le_pos; [lra|]. apply Rplus_le_le_0_compat.
               apply Rmult_le_pos; lra. apply Rmult_le_pos; [apply Rabs_pos|exact Q]. }
      split; [lra|]. intros d m Hd Hc. eapply Rle_trans; [apply (MAIN d m); auto; lra|].
      assert (T := tent_RInt (reach * d) (nw n) (nb n) T0 T1 ltac:(apply Rmult_lt_0_compat; lra) W).
      assert (T' := Rle_trans _ _ _ (Rle_abs _) T).
      replace (B * (reach * (T1 - T0) + Rabs (nv n) * (reach ^ 2 / Rabs (nw n))) * d ^ 2) with
        (B * (reach * d * d * (T1 - T0) + Rabs (nv n) * ((reach * d) ^ 2 / Rabs (nw n)))) by (field; lra).
      apply Rmult_le_compat_l; [lra|]. apply Rplus_le_compat_l.
      apply Rmult_le_compat_l; [apply Rabs_pos|exact T'].
Qed.

(* a list of neurons *)
Fixpoint first_h (hq h : list neuron) : R :=
  match hq, h with m :: hq', n :: h' => first_n n m + first_h hq' h' | _, _ => 0 end.
Lemma first_h_error h : exists K d0, 0 <= K /\ 0 < d0 /\ forall d hq, 0 < d <= d0 -> Forall2 (close_n d) hq h ->
  Rabs (RInt (fun x => r x * (outs hq x - outs h x)) T0 T1 - first_h hq h) <= K * d ^ 2.
Proof.
  induction h as [|n h [K1 [d1 [HK1 [Hd1 IH]]]]].
  - exists 0, 1. repeat split; try lra. intros d hq _ F. inversion F; subst. simpl.
    rewrite RInt_zero by (intros; ring). rewrite Rminus_0_r, Rabs_R0. lra.
  - destruct (first_n_error n) as [K2 [d2 [HK2 [Hd2 E2]]]].
    exists (K2 + K1), (Rmin d1 d2). split; [lra|]. split; [apply Rmin_glb_lt; auto|].
    intros d hq Hd F. inversion F as [|m ? hq' ? Cm Ch]; subst.
    assert (M1 := Rmin_l d1 d2). assert (M2 := Rmin_r d1 d2).
    specialize (IH d hq' ltac:(lra) Ch). specialize (E2 d m ltac:(lra) Cm).
    rewrite (RInt_ext _ (fun x => r x * (nv m * relu (nw m * x + nb m) - nv n * relu (nw n * x + nb n)) +
       1 * (r x * (outs hq' x - outs h x)))).
    2:{ intros x _. simpl. rring. }
    rewrite RInt_lin by c0. cbn [first_h].
    match goal with |- Rabs (?a + 1 * ?b - (?c + ?e)) <= _ => replace (a + 1 * b - (c + e)) with ((a - c) + (b - e)) by ring end.
    eapply Rle_trans; [apply Rabs_triang|]. lra.
Qed.
Lemma outs_change h : exists K, 0 <= K /\ forall d hq, 0 < d <= 1 -> Forall2 (close_n d) hq h ->
  forall x, T0 <= x <= T1 -> Rabs (outs hq x - outs h x) <= K * d.
Proof.
  assert (R1 := reach_ge1).
  induction h as [|n h [K1 [HK1 IH]]].
  - exists 0. split; [lra|]. intros d hq _ F x _. inversion F; subst. simpl. rewrite Rminus_0_r, Rabs_R0. lra.
  - set (Z := Rabs (nw n) * reach + Rabs (nb n)).
    assert (PZ : 0 <= Z). { unfold Z. assert (A := Rabs_pos (nw n)). assert (A' := Rabs_pos (nb n)). nra. }
    exists (Z + reach + Rabs (nv n) * reach + K1).
    assert (A0 : 0 <= Rabs (nv n) * reach) by (apply Rmult_le_pos; [apply Rabs_pos|lra]).
    split; [lra|]. intros d hq Hd F x Hx. inversion F as [|m ? hq' ? Cm Ch]; subst.
    specialize (IH d hq' Hd Ch x Hx). simpl.
    set (z := nw n * x + nb n). set (z' := nw m * x + nb m).
    assert (ZZ : Rabs (z' - z) <= reach * d) by (apply pre_close; auto).
    assert (BZ : Rabs z <= Z).
    { unfold z, Z. eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult.
      assert (X := reach_in x Hx). assert (A := Rabs_pos (nw n)). nra. }
    replace (nv m * relu z' + outs hq' x - (nv n * relu z + outs h x)) with
      ((nv m - nv n) * (relu z + (relu z' - relu z)) + (nv n * (relu z' - relu z) + (outs hq' x - outs h x))) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. assert (L := relu_lip z' z). destruct Cm as [_ [_ Hv]].
    assert (S1 : Rabs ((nv m - nv n) * (relu z + (relu z' - relu z))) <= d * (Z + reach)).
    { rewrite Rabs_mult. apply Rmult_le_compat; try apply Rabs_pos; [lra|].
      eapply Rle_trans; [apply Rabs_triang|]. assert (Y := relu_le_abs z). nra. }
    assert (S2 : Rabs (nv n * (relu z' - relu z) + (outs hq' x - outs h x)) <= Rabs (nv n) * (reach * d) + K1 * d).
    { eapply Rle_trans; [apply Rabs_triang|]. apply Rplus_le_compat; auto. rewrite Rabs_mult.
      apply Rmult_le_compat_l; [apply Rabs_pos|lra]. }
    lra.
Qed.
End Expansion.

Section Loss.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).
Notation first p := (first_h T0 T1 (resid p)).
(* twice this is the first-order change of the loss *)
Definition first_order (p q : net) : R :=
  (nc q - nc p) * RInt (resid p) T0 T1 + first p (hid q) (hid p).

Theorem expansion p : exists K d0, 0 <= K /\ 0 < d0 /\ forall d q, 0 < d <= d0 -> close d q p ->
  Rabs (loss q - loss p - 2 * first_order p q) <= K * d ^ 2.
Proof.
  destruct (first_h_error T0 T1 HT (resid p) (C0_resid al be p) (hid p)) as [K1 [d1 [HK1 [Hd1 E1]]]].
  destruct (outs_change T0 T1 (hid p)) as [K2 [HK2 E2]].
  exists (2 * K1 + (1 + K2) ^ 2 * (T1 - T0)), (Rmin d1 1).
  assert (Q : 0 <= (1 + K2) ^ 2 * (T1 - T0)) by (apply Rmult_le_pos; [apply pow2_ge_0|lra]).
  split; [lra|]. split; [apply Rmin_glb_lt; lra|].
  intros d q Hd [Ch Cc]. assert (M1 := Rmin_l d1 1). assert (M2 := Rmin_r d1 1).
  specialize (E1 d (hid q) ltac:(lra) Ch). specialize (E2 d (hid q) ltac:(lra) Ch).
  set (dc := nc q - nc p) in *. set (D := fun x => outs (hid q) x - outs (hid p) x).
  assert (CD : C0 D) by (unfold D; c0).
  assert (EL : loss q = loss p + (2 * (dc * RInt (resid p) T0 T1) + 2 * RInt (fun x => resid p x * D x) T0 T1 +
     RInt (fun x => (dc + D x) ^ 2) T0 T1)).
  { unfold Definitions.loss.
    rewrite (RInt_ext (fun x => resid q x ^ 2) (fun x => ((resid p x ^ 2 + (2 * dc) * resid p x) +
       2 * (resid p x * D x)) + 1 * (dc + D x) ^ 2)).
    2:{ intros x _. unfold Definitions.resid, real_fn, D, dc. rring. }
    rewrite !RInt_lin by (unfold D; c0). ring. }
  rewrite EL. unfold first_order.
  match goal with |- Rabs ?e <= _ => replace e with (2 * (RInt (fun x => resid p x * D x) T0 T1 - first p (hid q) (hid p)) +
    RInt (fun x => (dc + D x) ^ 2) T0 T1) by (unfold dc; ring) end.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult, (Rabs_right 2) by lra.
  assert (S : Rabs (RInt (fun x => (dc + D x) ^ 2) T0 T1) <= RInt (fun _ => ((1 + K2) * d) ^ 2) T0 T1).
  { apply (RInt_abs_le (fun x => (dc + D x) ^ 2)); [lra|apply C0_is; unfold D; c0|c0|].
    intros x Hx. rewrite <- RPow_abs. apply pow_incr. split; [apply Rabs_pos|].
    eapply Rle_trans; [apply Rabs_triang|]. specialize (E2 x Hx). fold (D x) in E2. lra. }
  rewrite RInt_const in S. unfold scal in S; simpl in S; unfold mult in S; simpl in S.
  replace ((2 * K1 + (1 + K2) ^ 2 * (T1 - T0)) * d ^ 2) with
    (2 * (K1 * d ^ 2) + (T1 - T0) * ((1 + K2) * d * ((1 + K2) * d * 1))) by ring.
  apply Rplus_le_compat; [apply Rmult_le_compat_l; [lra|exact E1]|exact S].
Qed.

(* the first-order change is the pairing with the generalised gradient when no degenerate neuron is non-flat *)
Definition tame (p : net) : Prop := List.Forall (fun n => degenerate n -> flat n) (hid p).
Lemma first_order_gradient p q : length (hid q) = length (hid p) -> tame p -> 2 * first_order p q = g_dot al be T0 T1 p q.
Proof.
  intros L F. unfold first_order, g_dot, g_c. unfold tame in F.
  assert (E : forall hq h, length hq = length h -> List.Forall (fun n => degenerate n -> flat n) h ->
    2 * first p hq h = g_dot_n al be T0 T1 p hq h).
  { induction hq as [|m hq IH]; intros [|n h] Lh Fh; simpl in *; try discriminate; try ring.
    inversion Fh as [|? ? Fn Fh']; subst. injection Lh as Lh. rewrite <- (IH h Lh Fh').
    unfold first_n, m_x, m_1, m_relu, g_w, g_b, g_v. destruct (is_deg n) eqn:Dg.
    - apply is_deg_true in Dg. rewrite (Fn Dg). ring.
    - ring. }
  rewrite <- (E _ _ L F). ring.
Qed.
Lemma close_length d q p : close d q p -> length (hid q) = length (hid p).
Proof. intros [F _]. induction F; simpl; auto. Qed.
(* so the gradient formulas are the (Frechet) derivative there *)
Theorem differentiable p : tame p -> forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> close d q p -> Rabs (loss q - loss p - g_dot al be T0 T1 p q) <= eps * d.
Proof.
  intros TM eps He. destruct (expansion p) as [K [d0 [HK [Hd0 E]]]].
  exists (Rmin d0 (eps / (K + 1))). split; [apply Rmin_glb_lt; auto; apply Rdiv_lt_0_compat; lra|].
  intros d q Hd C. assert (M1 := Rmin_l d0 (eps / (K + 1))). assert (M2 := Rmin_r d0 (eps / (K + 1))).
  rewrite <- first_order_gradient; eauto using close_length.
  eapply Rle_trans; [apply (E d q); auto; lra|].
  assert (K * d <= eps).
  { assert (d * (K + 1) <= eps). { apply Rle_trans with (eps / (K + 1) * (K + 1)); [apply Rmult_le_compat_r; lra|right; field; lra]. }
    nra. }
  nra.
Qed.
End Loss.
