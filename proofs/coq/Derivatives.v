(* At a network without non-flat degenerate neuron each gradient entry is the partial derivative. *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary.
Import ListNotations.
Open Scope R_scope.

Section Derivatives.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation loss := (loss al be T0 T1).

Lemma derive_line (p : net) (q : R -> net) t0 g : tame p -> q t0 = p ->
  (forall t d, Rabs (t - t0) < d -> close d (q t) p) ->
  (forall t, g_dot al be T0 T1 p (q t) = g * (t - t0)) ->
  is_derive (fun t => loss (q t)) t0 g.
Proof.
  intros TM Q0 C G. apply is_derive_Reals. intros eps He.
  destruct (differentiable al be T0 T1 HT p TM (eps / 4)) as [del [Hd D]]; [lra|].
  assert (Hd2 : 0 < del / 2) by lra. exists (mkposreal _ Hd2). intros h Hh Lh. simpl in Lh.
  assert (P := Rabs_pos_lt _ Hh).
  specialize (D (2 * Rabs h) (q (t0 + h)) ltac:(lra)).
  rewrite G in D. replace (t0 + h - t0) with h in D by ring.
  assert (B : Rabs (loss (q (t0 + h)) - loss p - g * h) <= eps / 4 * (2 * Rabs h)).
  { apply D. apply C. replace (t0 + h - t0) with h by ring. lra. }
  rewrite Q0. replace ((loss (q (t0 + h)) - loss p) / h - g) with ((loss (q (t0 + h)) - loss p - g * h) / h) by (field; auto).
  unfold Rdiv. rewrite Rabs_mult, Rabs_inv.
  apply Rmult_lt_reg_r with (Rabs h); auto. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. nra.
Qed.
Lemma g_dot_self p h : g_dot_n al be T0 T1 p h h = 0.
Proof. induction h as [|n h IH]; simpl; auto. rewrite IH. ring. Qed.
Lemma g_dot_one p l1 m n l2 : g_dot_n al be T0 T1 p (l1 ++ m :: l2) (l1 ++ n :: l2) =
  g_w al be T0 T1 p n * (nw m - nw n) + g_b al be T0 T1 p n * (nb m - nb n) + g_v al be T0 T1 p n * (nv m - nv n).
Proof.
  induction l1 as [|k l1 IH]; simpl; [rewrite g_dot_self; ring|]. rewrite IH. ring.
Qed.
Lemma close_n_refl d n : 0 < d -> close_n d n n.
Proof. intros. unfold close_n. rewrite !Rminus_eq_0, Rabs_R0. auto. Qed.

Variables (p : net) (l1 l2 : list neuron) (n : neuron).
Hypothesis TM : List.Forall (fun n => degenerate n -> flat n) (hid p).
Hypothesis E : hid p = l1 ++ n :: l2.
Notation with_neuron m := (mkNet (l1 ++ m :: l2) (nc p)).
Lemma p_eta : p = with_neuron n.
Proof. rewrite <- E. destruct p; reflexivity. Qed.
Lemma n_eta (m : neuron) : mkN (nw m) (nb m) (nv m) = m.
Proof. destruct m; reflexivity. Qed.
Ltac line := intros t d H; assert (0 < d) by (eapply Rle_lt_trans; [|exact H]; apply Rabs_pos);
  match goal with |- close _ ?q _ => let F := fresh in assert (F : close d q (with_neuron n)); [|rewrite <- p_eta in F; exact F] end; apply close_one; auto; [|rewrite Rminus_eq_0, Rabs_R0; auto];
  unfold close_n; simpl; rewrite ?Rminus_eq_0, ?Rabs_R0; auto.
Theorem derivative_b : is_derive (fun t => loss (with_neuron (mkN (nw n) t (nv n)))) (nb n) (g_b al be T0 T1 p n).
Proof.
  apply (derive_line p (fun t => with_neuron (mkN (nw n) t (nv n)))); auto.
  - cbv beta. rewrite n_eta. symmetry. exact p_eta.
  - line.
  - intros t. unfold g_dot; cbn [nc hid]. rewrite E, g_dot_one. simpl. ring.
Qed.
Theorem derivative_w : is_derive (fun t => loss (with_neuron (mkN t (nb n) (nv n)))) (nw n) (g_w al be T0 T1 p n).
Proof.
  apply (derive_line p (fun t => with_neuron (mkN t (nb n) (nv n)))); auto.
  - cbv beta. rewrite n_eta. symmetry. exact p_eta.
  - line.
  - intros t. unfold g_dot; cbn [nc hid]. rewrite E, g_dot_one. simpl. ring.
Qed.
Theorem derivative_v : is_derive (fun t => loss (with_neuron (mkN (nw n) (nb n) t))) (nv n) (g_v al be T0 T1 p n).
Proof.
  apply (derive_line p (fun t => with_neuron (mkN (nw n) (nb n) t))); auto.
  - cbv beta. rewrite n_eta. symmetry. exact p_eta.
  - line.
  - intros t. unfold g_dot; cbn [nc hid]. rewrite E, g_dot_one. simpl. ring.
Qed.
End Derivatives.
Theorem derivative_c al be T0 T1 p : T0 < T1 -> List.Forall (fun n => degenerate n -> flat n) (hid p) ->
  is_derive (fun t => loss al be T0 T1 (mkNet (hid p) t)) (nc p) (g_c al be T0 T1 p).
Proof.
  intros HT TM. apply (derive_line al be T0 T1 HT p (fun t => mkNet (hid p) t)); auto.
  - destruct p; reflexivity.
  - intros t d H. split; simpl; auto. apply close_refl_hid. assert (A := Rabs_pos (t - nc p)). lra.
  - intros t. unfold g_dot; cbn [nc hid]. rewrite g_dot_self. ring.
Qed.

(* the gradient criterion *)
Theorem critical_of_gradient al be T0 T1 p : T0 < T1 -> List.Forall (fun n => degenerate n -> flat n) (hid p) ->
  gradient_zero al be T0 T1 p -> critical al be T0 T1 p.
Proof.
  intros HT TM [GC GN] eps He. destruct (differentiable al be T0 T1 HT p TM eps He) as [del [Hd D]].
  exists del. split; auto. intros d q Hdd C. specialize (D d q Hdd C).
  assert (Z : g_dot al be T0 T1 p q = 0).
  { unfold g_dot. rewrite GC. cut (forall hq h, List.Forall (fun n => g_v al be T0 T1 p n = 0 /\ g_w al be T0 T1 p n = 0 /\
      g_b al be T0 T1 p n = 0) h -> g_dot_n al be T0 T1 p hq h = 0). { intros X. rewrite X by auto. ring. }
    induction hq as [|m hq IH]; intros [|n h] F; simpl; auto. inversion F as [|? ? [A [B C']] F']; subst.
    rewrite A, B, C', IH by auto. ring. }
  rewrite Z in D. replace (loss al be T0 T1 q - loss al be T0 T1 p - 0) with (loss al be T0 T1 q - loss al be T0 T1 p) in D by ring. exact D.
Qed.
