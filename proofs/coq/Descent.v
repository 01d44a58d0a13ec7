(* The type of a critical point with positive loss: descent at the saddle forms, a radius at the
   form with dead neurons only. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary Zigzag Structure Pattern.
Import ListNotations.
Open Scope R_scope.

Lemma outs_app l1 l2 x : outs (l1 ++ l2) x = outs l1 x + outs l2 x.
Proof. induction l1 as [|m l1 IH]; simpl; [ring|]. rewrite IH. ring. Qed.
(* a positive number below finitely many bounds *)
Lemma pick (l : list (R * R)) : List.Forall (fun a => 0 < snd a) l ->
  exists t, 0 < t <= 1 /\ List.Forall (fun a => 0 <= fst a -> t * fst a < snd a) l.
Proof.
  intros F. induction F as [|[k e] l P F [t [Ht IH]]].
  - exists 1. split; [lra|constructor].
  - simpl in P. set (s := Rmin t (e / (2 * (Rabs k + 1)))).
    assert (A := Rabs_pos k). assert (S1 : s <= t) by apply Rmin_l.
    assert (S2 : s <= e / (2 * (Rabs k + 1))) by apply Rmin_r.
    assert (S0 : 0 < s) by (unfold s; apply Rmin_glb_lt; [lra|apply Rdiv_lt_0_compat; lra]).
    exists s. split; [lra|]. constructor.
    + simpl. intros K. rewrite Rabs_right in S2 by lra.
      apply Rle_lt_trans with (e / (2 * (k + 1)) * k); [apply Rmult_le_compat_r; lra|].
      apply Rmult_lt_reg_r with (2 * (k + 1)); [lra|].
      replace (e / (2 * (k + 1)) * k * (2 * (k + 1))) with (e * k) by (field; lra). nra.
    + clear - S1 S0 IH. induction IH as [|[k' e'] l H _ IHl]; constructor; auto.
      simpl in *. intros K. specialize (H K). nra.
Qed.

Section Descent.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).
Notation local_min := (local_min al be T0 T1).
Notation pattern := (pattern al be T0 T1).
Notation node := (node T0 T1).
Notation gap := (gap T0 T1).
Notation mid := ((T0 + T1) / 2).

Lemma not_local_min p : (forall e, 0 < e -> exists q, close e q p /\ loss q < loss p) -> ~ local_min p.
Proof. intros H [e [He L]]. destruct (H e He) as [q [C D]]. specialize (L q C). lra. Qed.
Lemma net_eta p l1 m l2 : hid p = l1 ++ m :: l2 -> p = mkNet (l1 ++ m :: l2) (nc p).
Proof. intros <-. destruct p; reflexivity. Qed.
(* replacing one neuron and the output bias *)
Lemma resid_replace p l1 m l2 m' c' x : hid p = l1 ++ m :: l2 ->
  resid (mkNet (l1 ++ m' :: l2) c') x = resid p x + (c' - nc p) +
    (nv m' * relu (nw m' * x + nb m') - nv m * relu (nw m * x + nb m)).
Proof. intros E. unfold Definitions.resid, real_fn. rewrite E. simpl. rewrite !outs_app. simpl. ring. Qed.

(* without kinks the residual is the affine function of mean zero *)
Lemma pattern0_r p x : pattern 0 p -> T0 <= x <= T1 -> resid p x = - al * (x - mid).
Proof.
  intros P Hx. rewrite (pattern_r al be T0 T1 HT 0 p P 0 x); [|lia|].
  - rewrite node_0. unfold height, Structure.gap. simpl. field. lra.
  - rewrite node_0, node_end. exact Hx.
Qed.
Lemma pattern_loss_pos n p : al <> 0 -> pattern n p -> 0 < loss p.
Proof.
  intros Hal P. rewrite (pattern_loss al be T0 T1 HT n p P). assert (N := INRn_pos n).
  apply Rdiv_lt_0_compat.
  - apply Rmult_lt_0_compat; [|apply pow_lt; lra]. rewrite <- Rsqr_pow2. apply Rsqr_pos_lt, Hal.
  - apply Rmult_lt_0_compat; [lra|apply pow_lt; lra].
Qed.

(* (a) a flat semi-active or flat degenerate neuron: turn it into a small slope *)
Lemma descent_flat p m : al <> 0 -> pattern 0 p -> In m (hid p) -> nv m = 0 -> nw m = 0 -> 0 <= nb m -> ~ local_min p.
Proof.
  intros Hal P Hm V W B. apply not_local_min. intros e He.
  destruct (in_split m (hid p) Hm) as [l1 [l2 E]].
  set (K := Rabs al * (Rabs mid + Rabs (nb m) + Rabs T0)).
  assert (PK : 0 <= K).
  { unfold K. assert (A1 := Rabs_pos mid). assert (A2 := Rabs_pos (nb m)). assert (A3 := Rabs_pos T0). assert (A4 := Rabs_pos al). nra. }
  destruct (pick [(1, e); (Rabs T0, e); (Rabs al, e); (K, e); (1, 1)]) as [t [Ht F]].
  { repeat constructor; simpl; lra. }
  inversion_clear F as [|? ? F1 G]. inversion_clear G as [|? ? F2 G']. inversion_clear G' as [|? ? F3 G].
  inversion_clear G as [|? ? F4 G']. inversion_clear G' as [|? ? F5 _]. simpl in *.
  specialize (F1 ltac:(lra)). specialize (F2 (Rabs_pos _)). specialize (F3 (Rabs_pos _)). specialize (F4 PK). specialize (F5 ltac:(lra)).
  set (m' := mkN t (nb m - t * T0) (al * t)).
  set (c' := nc p - al * t * (t * mid + (nb m - t * T0))).
  exists (mkNet (l1 ++ m' :: l2) c'). split.
  - rewrite (net_eta p l1 m l2 E) at 1. apply close_one; auto.
    + unfold close_n, m'; simpl. rewrite V, W.
      replace (t - 0) with t by ring. replace (nb m - t * T0 - nb m) with (t * - T0) by ring.
      replace (al * t - 0) with (t * al) by ring. rewrite !Rabs_mult, Rabs_Ropp, (Rabs_right t) by lra. repeat split; lra.
    + unfold c'. replace (nc p - al * t * (t * mid + (nb m - t * T0)) - nc p) with
        (t * - (al * (t * mid + (nb m - t * T0)))) by ring.
      rewrite Rabs_mult, Rabs_Ropp, Rabs_mult, (Rabs_right t) by lra.
      apply Rle_lt_trans with (t * K); [|exact F4]. apply Rmult_le_compat_l; [lra|]. unfold K.
      apply Rmult_le_compat_l; [apply Rabs_pos|].
      replace (t * mid + (nb m - t * T0)) with (t * mid + nb m + t * - T0) by ring.
      eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult, Rabs_Ropp, (Rabs_right t) by lra.
      assert (X := Rabs_triang (t * mid) (nb m)). rewrite Rabs_mult, (Rabs_right t) in X by lra.
      assert (A1 := Rabs_pos mid). assert (A3 := Rabs_pos T0). nra.
  - set (q := mkNet (l1 ++ m' :: l2) c').
    assert (RQ : forall x, T0 <= x <= T1 -> resid q x = (1 - t ^ 2) * resid p x).
    { intros x Hx. unfold q. rewrite (resid_replace p l1 m l2 m' c' x E). rewrite V.
      unfold m', c'; simpl. rewrite (relu_pos (t * x + (nb m - t * T0))) by nra.
      rewrite (pattern0_r p x P Hx). field. }
    assert (L : loss q = (1 - t ^ 2) ^ 2 * loss p).
    { unfold Definitions.loss. rewrite <- RInt_mulc by c0. apply RInt_ext. intros x Hx.
      rewrite Rmin_left, Rmax_right in Hx by lra. rewrite (RQ x) by lra. rring. }
    rewrite L. assert (LP := pattern_loss_pos 0 p Hal P).
    assert (0 < t ^ 2) by (apply pow_lt; lra). assert (t ^ 2 < 1) by (simpl; nra).
    assert ((1 - t ^ 2) ^ 2 < 1) by (simpl in *; nra). nra.
Qed.

(* (a) a semi-inactive neuron whose sign allows descent: let it act near the end *)
Lemma descent_end0 p m : al <> 0 -> pattern 0 p -> In m (hid p) -> semi_inactive0 T0 m -> al * nv m <= 0 -> ~ local_min p.
Proof.
  intros Hal P Hm [W B] V. apply not_local_min. intros e He.
  destruct (in_split m (hid p) Hm) as [l1 [l2 E]].
  assert (A2 : 0 < al ^ 2) by (rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, Hal).
  set (K := (- (al * nv m) + al ^ 2) * - nw m).
  assert (PK : 0 <= K) by (unfold K; nra).
  destruct (pick [(- nw m, e); (Rabs al, e); (K, al ^ 2 * (T1 - T0) / 4); (1, (T1 - T0) / 4)]) as [t [Ht F]].
  { repeat constructor; simpl; try lra. assert (0 < al ^ 2 * (T1 - T0)) by (apply Rmult_lt_0_compat; lra). simpl in *; lra. }
  inversion_clear F as [|? ? F1 G]. inversion_clear G as [|? ? F2 G']. inversion_clear G' as [|? ? F3 G].
  inversion_clear G as [|? ? F4 _]. cbn [fst snd] in *.
  specialize (F1 ltac:(lra)). specialize (F2 (Rabs_pos _)). specialize (F3 PK). specialize (F4 ltac:(lra)).
  set (m' := mkN (nw m) (nb m - t * nw m) (nv m - al * t)). set (q := mkNet (l1 ++ m' :: l2) (nc p)).
  exists q. split.
  - unfold q. rewrite (net_eta p l1 m l2 E) at 2. apply close_one; auto.
    + unfold close_n, m'; simpl. rewrite Rminus_eq_0, Rabs_R0.
      replace (nb m - t * nw m - nb m) with (t * - nw m) by ring.
      replace (nv m - al * t - nv m) with (t * - al) by ring.
      rewrite !Rabs_mult, Rabs_Ropp, Rabs_Ropp, (Rabs_right t), (Rabs_left (nw m)) by lra. repeat split; lra.
    + rewrite Rminus_eq_0, Rabs_R0. auto.
  - set (g := fun x => (nv m - al * t) * relu (nw m * x + (nb m - t * nw m))).
    assert (RQ : forall x, T0 <= x <= T1 -> resid q x = resid p x + g x).
    { intros x Hx. unfold q. rewrite (resid_replace p l1 m l2 m' (nc p) x E). unfold m', g; simpl.
      rewrite (relu_neg (nw m * x + nb m)) by nra. ring. }
    assert (KEY : forall x, T0 <= x <= T1 -> resid q x ^ 2 <= resid p x ^ 2 /\ (x = T0 -> resid q x ^ 2 < resid p x ^ 2)).
    { intros x Hx. rewrite (RQ x Hx), (pattern0_r p x P Hx). unfold g.
      replace (nw m * x + (nb m - t * nw m)) with (- nw m * (T0 + t - x)) by nra.
      destruct (Rle_dec (T0 + t) x) as [L|L].
      - rewrite relu_neg by nra. split; [right; ring|intros ->; lra].
      - rewrite relu_pos by nra. set (A := al * ((nv m - al * t) * (- nw m * (T0 + t - x)))).
        assert (NA : A < 0).
        { replace A with (- ((- (al * nv m) + al ^ 2 * t) * (- nw m * (T0 + t - x)))) by (unfold A; ring).
          assert (0 < - (al * nv m) + al ^ 2 * t) by nra. assert (0 < - nw m * (T0 + t - x)) by nra. nra. }
        assert (BA : - A < al ^ 2 * (T1 - T0) / 4).
        { apply Rle_lt_trans with (t * K); [|exact F3].
          replace (- A) with ((- (al * nv m) + al ^ 2 * t) * (- nw m * (T0 + t - x))) by (unfold A; ring).
          unfold K. replace (t * ((- (al * nv m) + al ^ 2) * - nw m)) with ((- (al * nv m) + al ^ 2) * (- nw m * t)) by ring.
          apply Rmult_le_compat; nra. }
        assert (MX : al ^ 2 * (T1 - T0) / 4 <= al ^ 2 * (mid - x)).
        { replace (al ^ 2 * (T1 - T0) / 4) with (al ^ 2 * ((T1 - T0) / 4)) by field. apply Rmult_le_compat_l; lra. }
        assert (ID : al ^ 2 * ((- al * (x - mid) + (nv m - al * t) * (- nw m * (T0 + t - x))) ^ 2 - (- al * (x - mid)) ^ 2)
          = A * (2 * (al ^ 2 * (mid - x)) + A)) by (unfold A; field).
        assert (NEG : A * (2 * (al ^ 2 * (mid - x)) + A) < 0) by nra.
        rewrite <- ID in NEG.
        set (u := (- al * (x - mid) + (nv m - al * t) * (- nw m * (T0 + t - x))) ^ 2) in *.
        set (v := (- al * (x - mid)) ^ 2) in *. assert (u < v) by nra. split; [lra|auto]. }
    unfold Definitions.loss. apply RInt_strict with T0; try lra; try c0; [apply KEY|apply KEY; lra].
Qed.
Lemma descent_end1 p m : al <> 0 -> pattern 0 p -> In m (hid p) -> semi_inactive1 T1 m -> 0 <= al * nv m -> ~ local_min p.
Proof.
  intros Hal P Hm [W B] V. apply not_local_min. intros e He.
  destruct (in_split m (hid p) Hm) as [l1 [l2 E]].
  assert (A2 : 0 < al ^ 2) by (rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, Hal).
  set (K := (al * nv m + al ^ 2) * nw m).
  assert (PK : 0 <= K) by (unfold K; nra).
  destruct (pick [(nw m, e); (Rabs al, e); (K, al ^ 2 * (T1 - T0) / 4); (1, (T1 - T0) / 4)]) as [t [Ht F]].
  { repeat constructor; simpl; try lra. assert (0 < al ^ 2 * (T1 - T0)) by (apply Rmult_lt_0_compat; lra). simpl in *; lra. }
  inversion_clear F as [|? ? F1 G]. inversion_clear G as [|? ? F2 G']. inversion_clear G' as [|? ? F3 G].
  inversion_clear G as [|? ? F4 _]. cbn [fst snd] in *.
  specialize (F1 ltac:(lra)). specialize (F2 (Rabs_pos _)). specialize (F3 PK). specialize (F4 ltac:(lra)).
  set (m' := mkN (nw m) (nb m + t * nw m) (nv m + al * t)). set (q := mkNet (l1 ++ m' :: l2) (nc p)).
  exists q. split.
  - unfold q. rewrite (net_eta p l1 m l2 E) at 2. apply close_one; auto.
    + unfold close_n, m'; simpl. rewrite Rminus_eq_0, Rabs_R0.
      replace (nb m + t * nw m - nb m) with (t * nw m) by ring.
      replace (nv m + al * t - nv m) with (t * al) by ring.
      rewrite !Rabs_mult, (Rabs_right t), (Rabs_right (nw m)) by lra. repeat split; lra.
    + rewrite Rminus_eq_0, Rabs_R0. auto.
  - set (g := fun x => (nv m + al * t) * relu (nw m * x + (nb m + t * nw m))).
    assert (RQ : forall x, T0 <= x <= T1 -> resid q x = resid p x + g x).
    { intros x Hx. unfold q. rewrite (resid_replace p l1 m l2 m' (nc p) x E). unfold m', g; simpl.
      rewrite (relu_neg (nw m * x + nb m)) by nra. ring. }
    assert (KEY : forall x, T0 <= x <= T1 -> resid q x ^ 2 <= resid p x ^ 2 /\ (x = T1 -> resid q x ^ 2 < resid p x ^ 2)).
    { intros x Hx. rewrite (RQ x Hx), (pattern0_r p x P Hx). unfold g.
      replace (nw m * x + (nb m + t * nw m)) with (nw m * (x - T1 + t)) by nra.
      destruct (Rle_dec x (T1 - t)) as [L|L].
      - rewrite relu_neg by nra. split; [right; ring|intros ->; lra].
      - rewrite relu_pos by nra. set (A := al * ((nv m + al * t) * (nw m * (x - T1 + t)))).
        assert (NA : 0 < A).
        { replace A with ((al * nv m + al ^ 2 * t) * (nw m * (x - T1 + t))) by (unfold A; ring).
          assert (0 < al * nv m + al ^ 2 * t) by nra. assert (0 < nw m * (x - T1 + t)) by nra. nra. }
        assert (BA : A < al ^ 2 * (T1 - T0) / 4).
        { apply Rle_lt_trans with (t * K); [|exact F3].
          replace A with ((al * nv m + al ^ 2 * t) * (nw m * (x - T1 + t))) by (unfold A; ring).
          unfold K. replace (t * ((al * nv m + al ^ 2) * nw m)) with ((al * nv m + al ^ 2) * (nw m * t)) by ring.
          apply Rmult_le_compat; nra. }
        assert (MX : al ^ 2 * (T1 - T0) / 4 <= al ^ 2 * (x - mid)).
        { replace (al ^ 2 * (T1 - T0) / 4) with (al ^ 2 * ((T1 - T0) / 4)) by field. apply Rmult_le_compat_l; lra. }
        assert (ID : al ^ 2 * ((- al * (x - mid) + (nv m + al * t) * (nw m * (x - T1 + t))) ^ 2 - (- al * (x - mid)) ^ 2)
          = A * (- 2 * (al ^ 2 * (x - mid)) + A)) by (unfold A; field).
        assert (NEG : A * (- 2 * (al ^ 2 * (x - mid)) + A) < 0) by nra.
        rewrite <- ID in NEG.
        set (u := (- al * (x - mid) + (nv m + al * t) * (nw m * (x - T1 + t))) ^ 2) in *.
        set (v := (- al * (x - mid)) ^ 2) in *. assert (u < v) by nra. split; [lra|auto]. }
    unfold Definitions.loss. apply RInt_strict with T1; try lra; try c0; [apply KEY|apply KEY; lra].
Qed.
End Descent.
