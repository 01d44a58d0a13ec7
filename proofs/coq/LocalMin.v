(* All hidden neurons inactive on [T0,T1] and zero mean residual => local minimum (any N). *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Net.
Import ListNotations.
Open Scope R_scope.
Section LM.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation inactive := (inactive T0 T1).

Lemma inactive_stable1 n : inactive n -> exists e, 0 < e /\ forall m, close_n e m n ->
  forall x, T0 <= x <= T1 -> nw m * x + nb m <= 0.
Proof.
  intros [A B]. set (M := Rmin (- (nw n * T0 + nb n)) (- (nw n * T1 + nb n))).
  assert (HM : 0 < M) by (apply Rmin_glb_lt; lra).
  assert (M0 : M <= - (nw n * T0 + nb n)) by apply Rmin_l.
  assert (M1 : M <= - (nw n * T1 + nb n)) by apply Rmin_r.
  set (K := 1 + Rabs T0 + Rabs T1). assert (HK : 0 < K) by (unfold K; assert (a := Rabs_pos T0); assert (c := Rabs_pos T1); lra).
  exists (M / K). split; [apply Rdiv_lt_0_compat; auto|]. intros m [C1 [C2 _]] x Hx.
  assert (XK : Rabs x <= K - 1).
  { unfold K. assert (a := Rabs_pos T0). assert (c := Rabs_pos T1).
    assert (a' := Rle_abs T1). assert (c' := Rle_abs (- T0)). rewrite Rabs_Ropp in c'.
    apply Rabs_le. split; lra. }
  assert (L : nw n * x + nb n <= - M).
  { assert (E : (nw n * x + nb n + M) * (T1 - T0) = (T1 - x) * (nw n * T0 + nb n + M) + (x - T0) * (nw n * T1 + nb n + M)) by ring.
    apply Rnot_lt_le; intros N. assert (0 < (nw n * x + nb n + M) * (T1 - T0)) by (apply Rmult_lt_0_compat; lra).
    assert ((T1 - x) * (nw n * T0 + nb n + M) <= 0) by nra. assert ((x - T0) * (nw n * T1 + nb n + M) <= 0) by nra. lra. }
  assert (P : (nw m - nw n) * x <= M / K * (K - 1)).
  { apply Rle_trans with (Rabs ((nw m - nw n) * x)); [apply Rle_abs|]. rewrite Rabs_mult.
    apply Rmult_le_compat; try apply Rabs_pos; lra. }
  assert (Q := Rle_abs (nb m - nb n)).
  assert (S : M / K * (K - 1) + M / K = M) by (field; lra). lra.
Qed.

Lemma inactive_stable h : List.Forall inactive h -> exists e, 0 < e /\ forall hq, Forall2 (close_n e) hq h ->
  forall x, T0 <= x <= T1 -> outs hq x = 0.
Proof.
  induction h as [|n h IH]; intros F.
  - exists 1. split; [lra|]. intros hq Hq x _. inversion Hq; reflexivity.
  - inversion F as [|? ? Hn Hh]; subst. destruct (IH Hh) as [e1 [P1 Q1]].
    destruct (inactive_stable1 n Hn) as [e2 [P2 Q2]].
    exists (Rmin e1 e2). split; [apply Rmin_glb_lt; auto|].
    intros hq Hq x Hx. inversion Hq as [|m ? hq' ? Cm Ch]; subst. simpl.
    assert (R1 := Rmin_l e1 e2). assert (R2 := Rmin_r e1 e2).
    assert (C1 : Forall2 (close_n e1) hq' h).
    { clear - Ch R1. induction Ch; constructor; auto. unfold close_n in *; lra. }
    rewrite (Q1 hq' C1 x Hx). unfold relu. rewrite Rmax_right; [ring|].
    apply Q2; auto. unfold close_n in *; lra.
Qed.

Theorem inactive_local_min p : List.Forall inactive (hid p) -> mean2 al be T0 T1 p = 0 -> local_min al be T0 T1 p.
Proof.
  intros F M. destruct (inactive_stable (hid p) F) as [e [He Q]]. exists e. split; auto.
  intros q [Ch _].
  assert (Z : loss al be T0 T1 q = loss al be T0 T1 (shift p (nc q - nc p))).
  { unfold loss. apply RInt_ext. intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
    unfold resid, real_fn, shift; simpl. rewrite (Q (hid q) Ch x) by lra.
    rewrite (Q (hid p) (close_refl_hid e (hid p) He) x) by lra.
    replace (nc p + (nc q - nc p)) with (nc q) by ring. reflexivity. }
  rewrite Z, loss_shift, M by auto. assert (0 <= (nc q - nc p)^2 * (T1 - T0)) by (apply Rmult_le_pos; [apply pow2_ge_0|lra]). lra.
Qed.
End LM.
