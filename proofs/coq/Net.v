(* No local maxima, for every N, every phi and every affine target: a complete proof. *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Export Definitions.
Import ListNotations.
Open Scope R_scope.

Section Loss.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation target := (target al be).
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).
Notation local_max := (local_max al be T0 T1).
Notation local_min := (local_min al be T0 T1).

Lemma relu_abs : forall x, (x + Rabs x) / 2 = relu x.
Proof.
  intros x. unfold relu, Rmax. destruct (Rle_dec x 0).
  - rewrite Rabs_left1 by auto. lra.
  - rewrite Rabs_right by lra. lra.
Qed.

Lemma relu_cont : forall z, continuous relu z.
Proof.
  intros z.
  apply continuous_ext with (f := fun x => (x + Rabs x) / 2).
  - apply relu_abs.
  - apply (continuous_mult (fun x => x + Rabs x) (fun _ => / 2)).
    + apply (continuous_plus (fun x : R => x) Rabs).
      apply continuous_id. apply continuous_Rabs.
    + apply continuous_const.
Qed.

Lemma outs_cont : forall h x, continuous (outs h) x.
Proof.
  induction h as [|n h IH]; intros x; simpl.
  - apply continuous_const.
  - apply (continuous_plus (fun x => nv n * relu (nw n * x + nb n)) (outs h)); [|apply IH].
    apply (continuous_mult (fun _ => nv n) (fun x => relu (nw n * x + nb n))).
    + apply continuous_const.
    + apply (continuous_comp (fun x => nw n * x + nb n) relu); [|apply relu_cont].
      apply (continuous_plus (fun x => nw n * x) (fun _ => nb n)); [|apply continuous_const].
      apply (continuous_mult (fun _ => nw n) (fun x => x)); [apply continuous_const|apply continuous_id].
Qed.

Lemma resid_cont : forall p x, continuous (resid p) x.
Proof.
  intros p x. unfold Definitions.resid, real_fn, Definitions.target.
  apply (continuous_minus (fun x => nc p + outs (hid p) x) (fun x => al * x + be)).
  - apply (continuous_plus (fun _ => nc p) (outs (hid p))); [apply continuous_const|apply outs_cont].
  - apply (continuous_plus (fun x => al * x) (fun _ => be)); [|apply continuous_const].
    apply (continuous_mult (fun _ => al) (fun x => x)); [apply continuous_const|apply continuous_id].
Qed.

Lemma ex_RInt_cont : forall f a z, (forall x, continuous f x) -> ex_RInt (V := R_CompleteNormedModule) f a z.
Proof. intros f a z H; apply ex_RInt_continuous; intros; apply H. Qed.

Definition shift (p : net) (t : R) : net := mkNet (hid p) (nc p + t).
Definition mean2 (p : net) : R := 2 * RInt (resid p) T0 T1.   (* = dL/dc *)

Lemma sq_cont : forall p x, continuous (fun x => (resid p x)^2) x.
Proof.
  intros p x. apply continuous_ext with (f := fun x => resid p x * resid p x).
  - intros y; change ((resid p y * resid p y)%R = (resid p y ^ 2)%R); ring.
  - apply (continuous_mult (resid p) (resid p)); apply resid_cont.
Qed.

Theorem loss_shift : forall p t, loss (shift p t) = loss p + t * mean2 p + t ^ 2 * (T1 - T0).
Proof.
  intros p t. unfold Definitions.loss, mean2.
  rewrite (RInt_ext _ (fun x => plus ((resid p x)^2) (plus (scal (2 * t) (resid p x)) (t ^ 2)))).
  2:{ intros x _. unfold Definitions.resid, real_fn, shift, plus, scal; simpl; unfold mult; simpl; ring. }
  assert (E1 := ex_RInt_cont (fun x => (resid p x)^2) T0 T1 (sq_cont p)).
  assert (E2 := ex_RInt_cont (resid p) T0 T1 (resid_cont p)).
  assert (E3 : ex_RInt (fun _ : R => t ^ 2) T0 T1) by (apply ex_RInt_const).
  assert (E4 : ex_RInt (fun x => scal (2 * t) (resid p x)) T0 T1) by (apply (ex_RInt_scal (resid p)); auto).
  rewrite (RInt_plus (fun x => (resid p x)^2) (fun x => plus (scal (2 * t) (resid p x)) (t^2))); auto.
  2:{ apply (ex_RInt_plus (fun x => scal (2 * t) (resid p x)) (fun _ => t^2)); auto. }
  rewrite (RInt_plus (fun x => scal (2 * t) (resid p x)) (fun _ => t^2)); auto.
  rewrite (RInt_scal (resid p)); auto.
  rewrite RInt_const. unfold plus, scal; simpl; unfold mult; simpl; ring.
Qed.

Lemma close_refl_hid : forall e h, 0 < e -> Forall2 (close_n e) h h.
Proof.
  intros e h He; induction h; constructor; auto.
  unfold close_n; rewrite !Rminus_eq_0, Rabs_R0; auto.
Qed.

Theorem no_local_max : forall p, ~ local_max p.
Proof.
  intros p [e [He H]].
  assert (exists t, Rabs t < e /\ loss p < loss (shift p t)) as [t [Ht L]].
  { destruct (Rle_dec 0 (mean2 p)).
    - exists (e/2). rewrite Rabs_right by lra. split; [lra|]. rewrite loss_shift.
      assert (0 <= e / 2 * mean2 p) by (apply Rmult_le_pos; lra).
      assert (0 < (e/2)^2 * (T1 - T0)) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra). lra.
    - exists (-(e/2)). rewrite Rabs_Ropp, Rabs_right by lra. split; [lra|]. rewrite loss_shift.
      assert (0 < (e / 2) * - mean2 p) by (apply Rmult_lt_0_compat; lra).
      assert (0 < (-(e/2))^2 * (T1 - T0)) by (apply Rmult_lt_0_compat; [|lra]; replace ((-(e/2))^2) with ((e/2)^2) by ring; apply pow_lt; lra).
      lra. }
  assert (C : close e (shift p t) p).
  { split; simpl; [apply close_refl_hid; auto|]. replace (nc p + t - nc p) with t by ring; auto. }
  specialize (H _ C). lra.
Qed.

(* every local (hence global) minimum and every critical point has residual mean 0 *)
Theorem local_min_mean0 : forall p, local_min p -> mean2 p = 0.
Proof.
  intros p [e [He H]]. destruct (Req_dec (mean2 p) 0) as [|N]; auto. exfalso.
  set (D := T1 - T0). assert (0 < D) by (unfold D; lra).
  (* t = -s*g with s small *)
  set (g := mean2 p) in *. assert (0 < g * g) by (destruct (Rtotal_order g 0) as [?|[?|?]]; [|lra|]; [replace (g*g) with ((-g)*(-g)) by ring|]; apply Rmult_lt_0_compat; lra).
  set (s := Rmin (/ (2 * D)) (e / (2 * Rabs g))).
  assert (0 < Rabs g) by (apply Rabs_pos_lt; auto).
  assert (Hs : 0 < s). { unfold s. apply Rmin_glb_lt; [apply Rinv_0_lt_compat; lra|apply Rdiv_lt_0_compat; lra]. }
  assert (S1 : s <= / (2 * D)) by apply Rmin_l. assert (S2 : s <= e / (2 * Rabs g)) by apply Rmin_r.
  assert (C : close e (shift p (- (s * g))) p).
  { split; simpl; [apply close_refl_hid; auto|].
    replace (nc p + - (s * g) - nc p) with (- (s * g)) by ring.
    rewrite Rabs_Ropp, Rabs_mult, (Rabs_right s) by lra.
    apply Rle_lt_trans with (e / (2 * Rabs g) * Rabs g); [apply Rmult_le_compat_r; lra|].
    replace (e / (2 * Rabs g) * Rabs g) with (e / 2) by (field; lra). lra. }
  specialize (H _ C). rewrite loss_shift in H. fold g in H. fold D in H.
  assert (s * D <= / 2). { apply Rle_trans with (/ (2 * D) * D); [apply Rmult_le_compat_r; lra|]. right; field; lra. }
  assert (s * (g * g) * (s * D) <= s * (g*g) * / 2) by (apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|auto]).
  assert (0 < s * (g*g)) by (apply Rmult_lt_0_compat; auto). nra.
Qed.
End Loss.
