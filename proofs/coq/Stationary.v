(* What a zero first-order change says about the residual r. With P1 the primitive of r and P2 the
   primitive of P1 (both zero at T0), and M = P2 T1: every gradient entry is a value of P1 or P2 at
   a breakpoint. Breakpoints outside [T0, T1] are brought to the nearer end. *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion.
Import ListNotations.
Open Scope R_scope.

Section Moments.
Variables (T0 T1 : R) (r : R -> R).
Hypothesis HT : T0 < T1.
Hypothesis Hr : C0 r.
Definition P1 (x : R) : R := RInt r T0 x.
Definition P2 (x : R) : R := RInt P1 T0 x.
Lemma C0_P1 : C0 P1.
Proof. apply C0_prim, Hr. Qed.
Lemma P1_derive x : is_derive P1 x (r x).
Proof. apply prim_derive, Hr. Qed.
Lemma P2_derive x : is_derive P2 x (P1 x).
Proof. apply prim_derive, C0_P1. Qed.
Lemma P1_T0 : P1 T0 = 0.
Proof. apply RInt_same. Qed.
Lemma P2_T0 : P2 T0 = 0.
Proof. apply RInt_same. Qed.

Lemma moment u k a b : RInt (fun x => r x * (u * x + k)) a b =
  ((u * b + k) * P1 b - u * P2 b) - ((u * a + k) * P1 a - u * P2 a).
Proof.
  apply (RInt_of_derive (fun x => (u * x + k) * P1 x - u * P2 x)); [|c0].
  intros x. replace (r x * (u * x + k)) with ((u * P1 x + (u * x + k) * r x) - u * P1 x) by ring.
  apply (is_derive_minus (fun x => (u * x + k) * P1 x) (fun x => u * P2 x)).
  - apply (is_derive_mult (fun x => u * x + k) P1); [auto_derive; [exact I|ring]|apply P1_derive|].
    intros; apply Rmult_comm.
  - apply (is_derive_scal P2). apply P2_derive.
Qed.

Definition cl (n : neuron) : R := clamp T0 T1 (- nb n / nw n).
Hypothesis Hc : P1 T1 = 0.
Lemma m_aff u k n : 0 < nw n -> RInt (fun x => (r x * (u * x + k)) * ind (nw n * x + nb n)) T0 T1 =
  - (u * cl n + k) * P1 (cl n) + u * (P2 (cl n) - P2 T1).
Proof.
  intros W. rewrite (is_RInt_unique _ _ _ _ (is_RInt_ind_pos T0 T1 (nw n) (nb n) (fun x => r x * (u * x + k)) HT ltac:(c0) W)).
  fold (cl n). rewrite moment, Hc. rring.
Qed.
Lemma m_aff' u k n : nw n < 0 -> RInt (fun x => (r x * (u * x + k)) * ind (nw n * x + nb n)) T0 T1 =
  (u * cl n + k) * P1 (cl n) - u * P2 (cl n).
Proof.
  intros W. rewrite (is_RInt_unique _ _ _ _ (is_RInt_ind_neg T0 T1 (nw n) (nb n) (fun x => r x * (u * x + k)) HT ltac:(c0) W)).
  fold (cl n). rewrite moment, P1_T0, P2_T0. rring.
Qed.
Lemma m_aff0 u k n : nw n = 0 -> RInt (fun x => (r x * (u * x + k)) * ind (nw n * x + nb n)) T0 T1 =
  if Rlt_dec 0 (nb n) then - u * P2 T1 else 0.
Proof.
  intros W. rewrite (is_RInt_unique _ _ _ _ (is_RInt_ind_zero T0 T1 (nw n) (nb n) (fun x => r x * (u * x + k)) HT ltac:(c0) W)).
  destruct (Rlt_dec 0 (nb n)); auto. rewrite moment, Hc, P1_T0, P2_T0. rring.
Qed.
Lemma m_relu_aff n : m_relu T0 T1 r n = RInt (fun x => (r x * (nw n * x + nb n)) * ind (nw n * x + nb n)) T0 T1.
Proof. apply RInt_ext. intros x _. rewrite relu_ind. rring. Qed.
Lemma m_x_aff n : m_x T0 T1 r n = RInt (fun x => (r x * (1 * x + 0)) * ind (nw n * x + nb n)) T0 T1.
Proof. apply RInt_ext. intros x _. rring. Qed.
Lemma m_1_aff n : m_1 T0 T1 r n = RInt (fun x => (r x * (0 * x + 1)) * ind (nw n * x + nb n)) T0 T1.
Proof. apply RInt_ext. intros x _. rring. Qed.

(* at the clamped breakpoint the pre-activation or the mean of r is zero *)
Lemma cl_zero n : nw n <> 0 -> (nw n * cl n + nb n) * P1 (cl n) = 0.
Proof.
  intros W. destruct (cl_cases T0 T1 (nw n) (nb n) HT) as [[C _]|[[C _]|[C _]]]; fold (cl n) in C; rewrite C.
  - rewrite P1_T0; ring.
  - replace (nw n * (- nb n / nw n) + nb n) with 0 by (field; auto). ring.
  - rewrite Hc; ring.
Qed.

(* the gradient conditions in terms of P1 and P2 *)
Definition reduced (n : neuron) : Prop :=
  (0 < nw n -> P2 (cl n) = P2 T1 /\ (nv n <> 0 -> P1 (cl n) = 0)) /\
  (nw n < 0 -> P2 (cl n) = 0 /\ (nv n <> 0 -> P1 (cl n) = 0)) /\
  (nw n = 0 -> 0 <= nb n -> nv n <> 0 -> P2 T1 = 0).
Lemma reduced_of_zero n : m_relu T0 T1 r n = 0 -> nv n * m_x T0 T1 r n = 0 -> nv n * m_1 T0 T1 r n = 0 ->
  (degenerate n -> nv n <> 0 -> P2 T1 = 0) -> reduced n.
Proof.
  rewrite m_relu_aff, m_x_aff, m_1_aff. intros A B C D. split; [|split]; intros W.
  - rewrite m_aff in * by auto. assert (Z := cl_zero n ltac:(lra)). split.
    + assert (nw n * (P2 (cl n) - P2 T1) = 0) by nra. apply Rmult_integral in H; lra.
    + intros V. apply Rmult_integral in C. destruct C as [C|C]; [contradiction|]. lra.
  - rewrite m_aff' in * by auto. assert (Z := cl_zero n ltac:(lra)). split.
    + assert (nw n * P2 (cl n) = 0) by nra. apply Rmult_integral in H; lra.
    + intros V. apply Rmult_integral in C. destruct C as [C|C]; [contradiction|]. lra.
  - intros Bz V. rewrite !m_aff0 in * by auto. destruct (Rlt_dec 0 (nb n)).
    + apply Rmult_integral in B. lra.
    + apply D; auto. split; lra.
Qed.
Lemma zero_of_reduced n : reduced n ->
  m_relu T0 T1 r n = 0 /\ nv n * m_x T0 T1 r n = 0 /\ nv n * m_1 T0 T1 r n = 0.
Proof.
  rewrite m_relu_aff, m_x_aff, m_1_aff. intros [A [B C]].
  destruct (Rtotal_order (nw n) 0) as [W|[W|W]].
  - rewrite !m_aff' by auto. assert (Z := cl_zero n ltac:(lra)). destruct (B W) as [E F]. rewrite E, Z.
    split; [rring|]. destruct (Req_dec (nv n) 0) as [V|V]; [rewrite V; split; rring|]. rewrite (F V). split; rring.
  - rewrite !m_aff0 by auto. destruct (Rlt_dec 0 (nb n)).
    + destruct (Req_dec (nv n) 0) as [V|V]; [rewrite V, W; repeat split; rring|].
      rewrite (C W ltac:(lra) V). repeat split; rring.
    + repeat split; rring.
  - rewrite !m_aff by auto. assert (Z := cl_zero n ltac:(lra)). destruct (A W) as [E F]. rewrite E.
    split; [rewrite Ropp_mult_distr_l_reverse, Z; rring|].
    destruct (Req_dec (nv n) 0) as [V|V]; [rewrite V; split; rring|]. rewrite (F V). split; rring.
Qed.
Lemma m_relu_left : m_relu T0 T1 r (mkN 1 (- T0) 0) = - P2 T1.
Proof.
  rewrite m_relu_aff, m_aff by (simpl; lra). unfold cl; simpl.
  replace (clamp T0 T1 (- - T0 / 1)) with T0.
  - rewrite P1_T0, P2_T0. rring.
  - unfold clamp. replace (- - T0 / 1) with T0 by field. rewrite Rmin_right, Rmax_left; lra.
Qed.
Lemma m_relu_right : m_relu T0 T1 r (mkN (-1) T1 0) = P2 T1.
Proof.
  rewrite m_relu_aff, m_aff' by (simpl; lra). unfold cl; simpl.
  replace (clamp T0 T1 (- T1 / -1)) with T1.
  - rewrite Hc. rring.
  - unfold clamp. replace (- T1 / -1) with T1 by field. rewrite Rmin_left, Rmax_right; lra.
Qed.
End Moments.

Section Stationary.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).

Definition stationary (p : net) : Prop :=
  P1 T0 (resid p) T1 = 0 /\ List.Forall (reduced T0 T1 (resid p)) (hid p).

(* no descent of first order; weaker than critical and weaker than local minimum *)
Definition no_descent (p : net) : Prop := forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> close d q p -> - (eps * d) <= loss q - loss p.
Lemma critical_no_descent p : critical al be T0 T1 p -> no_descent p.
Proof.
  intros H eps He. destruct (H eps He) as [del [Hd Q]]. exists del. split; auto. intros d q D C.
  specialize (Q d q D C). assert (A := Rabs_maj2 (loss q - loss p)). lra.
Qed.
Lemma local_min_no_descent p : local_min al be T0 T1 p -> no_descent p.
Proof.
  intros [e [He H]] eps Hp. exists e. split; auto. intros d q D [C1 C2].
  assert (C : close e q p).
  { split; [|lra]. clear - C1 D. induction C1; constructor; auto. unfold close_n in *. lra. }
  specialize (H q C). assert (0 <= eps * d) by (apply Rmult_le_pos; lra). lra.
Qed.

Lemma no_descent_dir p (q : R -> net) C e : no_descent p -> 0 < C ->
  (forall t, 0 < t <= 1 -> close (C * t) (q t) p) ->
  (forall t, 0 < t <= 1 -> first_order al be T0 T1 p (q t) = t * e) -> 0 <= e.
Proof.
  intros ND HC Hq Hf. apply Rnot_lt_le. intros Ne.
  destruct (expansion al be T0 T1 HT p) as [K [d0 [HK [Hd0 E]]]].
  destruct (ND (- e / C)) as [del [Hdel Q]]; [apply Rdiv_lt_0_compat; lra|].
  (* t small: C t <= d0, C t <= del, t <= 1, K C^2 t <= -e/2 *)
  set (t := Rmin (Rmin 1 (d0 / C)) (Rmin (del / C) (- e / (2 * (K * C ^ 2 + 1))))).
  assert (KC : 0 <= K * C ^ 2) by (apply Rmult_le_pos; [lra|apply pow2_ge_0]).
  assert (Ht : 0 < t).
  { unfold t. repeat apply Rmin_glb_lt; try lra; apply Rdiv_lt_0_compat; lra. }
  assert (A1 : t <= Rmin 1 (d0 / C)) by apply Rmin_l.
  assert (A2 : t <= Rmin (del / C) (- e / (2 * (K * C ^ 2 + 1)))) by apply Rmin_r.
  assert (B1 := Rmin_l 1 (d0 / C)). assert (B2 := Rmin_r 1 (d0 / C)).
  assert (B3 := Rmin_l (del / C) (- e / (2 * (K * C ^ 2 + 1)))).
  assert (B4 := Rmin_r (del / C) (- e / (2 * (K * C ^ 2 + 1)))).
  assert (S1 : C * t <= d0).
  { replace d0 with (C * (d0 / C)) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert (S2 : C * t <= del).
  { replace del with (C * (del / C)) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert (S3 : t * (K * C ^ 2 + 1) <= - e / 2).
  { apply Rle_trans with (- e / (2 * (K * C ^ 2 + 1)) * (K * C ^ 2 + 1)).
    apply Rmult_le_compat_r; lra. right; field; lra. }
  assert (P : 0 < C * t) by (apply Rmult_lt_0_compat; lra).
  specialize (E (C * t) (q t) ltac:(lra) (Hq t ltac:(lra))).
  specialize (Q (C * t) (q t) ltac:(lra) (Hq t ltac:(lra))).
  rewrite Hf in E by lra. apply Rabs_le_between in E.
  replace (- e / C * (C * t)) with (- e * t) in Q by (field; lra).
  assert (K * (C * t) ^ 2 <= t * (- e / 2)).
  { replace (K * (C * t) ^ 2) with (t * (t * (K * C ^ 2))) by ring. apply Rmult_le_compat_l; lra. }
  nra.
Qed.

(* moving one neuron *)
Definition vary (n : neuron) (dw db dv t : R) : neuron := mkN (nw n + t * dw) (nb n + t * db) (nv n + t * dv).
Lemma first_n_self r n : first_n T0 T1 r n n = 0.
Proof.
  unfold first_n. destruct (is_deg n) eqn:D; [|ring].
  apply is_deg_true in D. destruct D as [W B].
  replace (m_relu T0 T1 r n) with 0; [ring|]. symmetry. apply RInt_zero. intros x _.
  rewrite W, B, Rmult_0_l, Rplus_0_l. unfold relu. rewrite Rmax_left by lra. ring.
Qed.
Lemma first_h_self r h : first_h T0 T1 r h h = 0.
Proof. induction h as [|n h IH]; simpl; auto. rewrite first_n_self, IH. ring. Qed.
Lemma first_h_one r l1 n m l2 : first_h T0 T1 r (l1 ++ m :: l2) (l1 ++ n :: l2) = first_n T0 T1 r n m.
Proof.
  induction l1 as [|k l1 IH]; simpl.
  - rewrite first_h_self. ring.
  - rewrite first_n_self, IH. ring.
Qed.
Lemma close_one e l1 n m l2 c c' : 0 < e -> close_n e m n -> Rabs (c' - c) < e ->
  close e (mkNet (l1 ++ m :: l2) c') (mkNet (l1 ++ n :: l2) c).
Proof.
  intros He Cm Cc. split; simpl; auto. apply Forall2_app; [apply close_refl_hid; auto|].
  constructor; auto. apply close_refl_hid; auto.
Qed.
Lemma vary_close n dw db dv t : 0 < t ->
  close_n ((1 + Rabs dw + Rabs db + Rabs dv) * t) (vary n dw db dv t) n.
Proof.
  intros Ht. unfold close_n, vary; simpl.
  assert (A := Rabs_pos dw). assert (B := Rabs_pos db). assert (C := Rabs_pos dv).
  assert (E : forall a k, (a + t * k) - a = t * k) by (intros; ring). rewrite !E, !Rabs_mult, (Rabs_right t) by lra.
  repeat split; nra.
Qed.
Lemma m_relu_scale r n t : C0 r -> 0 < t -> m_relu T0 T1 r (mkN (t * nw n) (t * nb n) 0) = t * m_relu T0 T1 r n.
Proof.
  intros Hr Ht. unfold m_relu; simpl. rewrite <- RInt_mulc by c0. apply RInt_ext. intros x _.
  replace (t * nw n * x + t * nb n) with (t * (nw n * x + nb n)) by ring.
  to_R.
  replace (relu (t * (nw n * x + nb n))) with (t * relu (nw n * x + nb n)); [ring|].
  unfold relu, Rmax. repeat destruct (Rle_dec _ _); nra.
Qed.

Theorem no_descent_stationary p : no_descent p -> stationary p.
Proof.
  intros ND. set (r := resid p). assert (Hr : C0 r) by (unfold r; c0).
  assert (Hc : P1 T0 r T1 = 0).
  { assert (A : 0 <= RInt r T0 T1).
    { apply (no_descent_dir p (fun t => mkNet (hid p) (nc p + t)) 2); auto; try lra.
      - intros t Ht. split; simpl; [apply close_refl_hid; lra|].
        replace (nc p + t - nc p) with t by ring. rewrite Rabs_right; lra.
      - intros t Ht. unfold first_order; simpl. rewrite first_h_self. fold r. ring. }
    assert (B : 0 <= - RInt r T0 T1).
    { apply (no_descent_dir p (fun t => mkNet (hid p) (nc p - t)) 2); auto; try lra.
      - intros t Ht. split; simpl; [apply close_refl_hid; lra|].
        replace (nc p - t - nc p) with (- t) by ring. rewrite Rabs_Ropp, Rabs_right; lra.
      - intros t Ht. unfold first_order; simpl. rewrite first_h_self. fold r. ring. }
    unfold P1. lra. }
  split; [exact Hc|]. fold r. apply List.Forall_forall. intros n Hn.
  destruct (in_split n (hid p) Hn) as [l1 [l2 Eh]].
  assert (DIR : forall dw db dv, 0 <= dv * m_relu T0 T1 r n + nv n * (dw * m_x T0 T1 r n + db * m_1 T0 T1 r n)
     + (if is_deg n then nv n * m_relu T0 T1 r (mkN dw db 0) else 0)).
  { intros dw db dv.
    assert (Ep : p = mkNet (l1 ++ n :: l2) (nc p)) by (rewrite <- Eh; destruct p; reflexivity).
    apply (no_descent_dir p (fun t => mkNet (l1 ++ vary n dw db dv t :: l2) (nc p)) (1 + Rabs dw + Rabs db + Rabs dv)); auto.
    - assert (A := Rabs_pos dw). assert (B := Rabs_pos db). assert (C := Rabs_pos dv). lra.
    - intros t Ht. rewrite Ep at 2.
      assert (A := Rabs_pos dw). assert (B := Rabs_pos db). assert (C := Rabs_pos dv).
      apply close_one; [nra|apply vary_close; lra|]. rewrite Rminus_eq_0, Rabs_R0. nra.
    - intros t Ht. unfold first_order. fold r. cbn [nc hid]. rewrite Eh, first_h_one.
      unfold first_n, vary; simpl. destruct (is_deg n) eqn:D.
      + apply is_deg_true in D. destruct D as [W B].
        replace (m_relu T0 T1 r (mkN (nw n + t * dw) (nb n + t * db) (nv n + t * dv))) with
          (t * m_relu T0 T1 r (mkN dw db 0)).
        { ring. }
        rewrite <- (m_relu_scale r (mkN dw db 0) t Hr) by lra. unfold m_relu; simpl. rewrite W, B, !Rplus_0_l. reflexivity.
      + ring. }
  destruct (is_deg n) eqn:D.
  - assert (A := DIR 1 (- T0) 0). assert (B := DIR (-1) T1 0).
    apply is_deg_true in D. destruct D as [W Bz].
    rewrite m_relu_left in A by auto. rewrite m_relu_right in B by auto.
    assert (X : m_x T0 T1 r n = 0) by (rewrite m_x_aff, m_aff0 by auto; destruct (Rlt_dec 0 (nb n)); lra).
    assert (Y : m_1 T0 T1 r n = 0) by (rewrite m_1_aff, m_aff0 by auto; destruct (Rlt_dec 0 (nb n)); lra).
    assert (Z : m_relu T0 T1 r n = 0) by (rewrite m_relu_aff, m_aff0 by auto; destruct (Rlt_dec 0 (nb n)); lra).
    rewrite X, Y, Z in A, B. apply reduced_of_zero; [exact HT|exact Hr|exact Hc|exact Z|rewrite X; ring|rewrite Y; ring|].
    intros _ V. assert (nv n * P2 T0 r T1 = 0) by lra. apply Rmult_integral in H. tauto.
  - assert (A1 := DIR 0 0 1). assert (A2 := DIR 0 0 (-1)). assert (B1 := DIR 1 0 0). assert (B2 := DIR (-1) 0 0).
    assert (C1 := DIR 0 1 0). assert (C2 := DIR 0 (-1) 0).
    apply reduced_of_zero; auto; try lra.
    intros Hd. apply is_deg_true in Hd. congruence.
Qed.

(* conversely, given that a zero P2 T1 makes the residual vanish *)
Theorem stationary_critical p : stationary p ->
  (P2 T0 (resid p) T1 = 0 -> forall x, T0 <= x <= T1 -> resid p x = 0) -> critical al be T0 T1 p.
Proof.
  intros [Hc HF] HZ eps He. set (r := resid p) in *. assert (Hr : C0 r) by (unfold r; c0).
  destruct (expansion al be T0 T1 HT p) as [K [d0 [HK [Hd0 E]]]].
  exists (Rmin d0 (eps / (K + 1))). split; [apply Rmin_glb_lt; auto; apply Rdiv_lt_0_compat; lra|].
  intros d q Hd C. assert (M1 := Rmin_l d0 (eps / (K + 1))). assert (M2 := Rmin_r d0 (eps / (K + 1))).
  assert (F0 : first_order al be T0 T1 p q = 0).
  { unfold first_order. fold r. change (RInt r T0 T1) with (P1 T0 r T1). rewrite Hc.
    cut (forall hq h, List.Forall (reduced T0 T1 r) h -> first_h T0 T1 r hq h = 0).
    { intros X. rewrite X; auto. ring. }
    induction hq as [|m hq IH]; intros [|n h] F; simpl; auto. inversion F as [|? ? Fn Fh]; subst.
    rewrite IH by auto. destruct (zero_of_reduced T0 T1 r HT Hr Hc n Fn) as [A [B D]].
    unfold first_n. rewrite A.
    replace (nv n * ((nw m - nw n) * m_x T0 T1 r n + (nb m - nb n) * m_1 T0 T1 r n)) with
      ((nw m - nw n) * (nv n * m_x T0 T1 r n) + (nb m - nb n) * (nv n * m_1 T0 T1 r n)) by ring.
    rewrite B, D. destruct (is_deg n) eqn:Dg; [|ring].
    apply is_deg_true in Dg. destruct Dg as [W Bz].
    destruct (Req_dec (nv n) 0) as [V|V]; [rewrite V; ring|].
    destruct Fn as [_ [_ Fn]]. specialize (Fn W ltac:(lra) V).
    replace (m_relu T0 T1 r m) with 0; [ring|]. symmetry. apply RInt_zero. intros x Hx.
    rewrite Rmin_left, Rmax_right in Hx by lra. rewrite (HZ Fn x) by lra. ring. }
  specialize (E d q ltac:(lra) C). rewrite F0, Rmult_0_r, Rminus_0_r in E.
  eapply Rle_trans; [exact E|].
  assert (d * (K + 1) <= eps). { apply Rle_trans with (eps / (K + 1) * (K + 1)); [apply Rmult_le_compat_r; lra|right; field; lra]. }
  nra.
Qed.
End Stationary.
