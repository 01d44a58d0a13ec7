(* The residual between the kinks. r is continuous and affine on each piece of a partition of
   [T0, T1]; at each kink its primitive P1 vanishes and its second primitive P2 is 0 or M = P2 T1.
   Then r vanishes, or all pieces have one length and r is a sawtooth. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary.
Import ListNotations.
Open Scope R_scope.

Definition affine_on (f : R -> R) (u v : R) : Prop :=
  exists s k, forall x, u <= x <= v -> f x = s * x + k.

Section Zigzag.
Variables (T0 : R) (r : R -> R).
Hypothesis Hr : C0 r.
Notation P1 := (P1 T0 r).
Notation P2 := (P2 T0 r).

Section Piece.
Variables a q : R.
Hypothesis Haq : a < q.
Hypothesis Haff : affine_on r a q.
Hypothesis Ha : P1 a = 0.
Hypothesis Hq : P1 q = 0.
Let l := q - a.
Lemma piece_r x : a <= x <= q -> r x = r a * (1 - 2 * (x - a) / l).
Proof.
  destruct Haff as [s [k E]].
  assert (Ex : forall x, a <= x <= q -> r x = r a + s * (x - a)).
  { intros y Hy. rewrite (E y Hy), (E a) by lra. ring. }
  assert (I : P1 q - P1 a = r a * l + s * l ^ 2 / 2).
  { assert (C := RInt_chasles r T0 a q Hr). unfold Stationary.P1.
    rewrite <- C. rewrite (RInt_ext r (fun x => r a + s * (x - a)) a q).
    - rewrite RInt_poly2. unfold l. to_R. field.
    - intros y Hy. rewrite Rmin_left, Rmax_right in Hy by lra. apply Ex. lra. }
  rewrite Ha, Hq in I. assert (Hl : 0 < l) by (unfold l; lra).
  assert (S : s = - 2 * r a / l).
  { assert (l * (r a + s * l / 2) = 0) by (unfold l in *; lra). apply Rmult_integral in H.
    destruct H as [H|H]; [lra|]. apply Rmult_eq_reg_r with l; [|lra]. field_simplify; lra. }
  intros Hx. rewrite (Ex x Hx), S. field. lra.
Qed.
Lemma piece_P2 x : a <= x <= q -> P2 x = P2 a + r a * ((x - a) ^ 2 / 2 - (x - a) ^ 3 / (3 * l)).
Proof.
  intros Hx. assert (Hl : 0 < l) by (unfold l; lra).
  assert (E1 : forall y, a <= y <= q -> P1 y = r a * (y - a) - r a * (y - a) ^ 2 / l).
  { intros y Hy. assert (C := RInt_chasles r T0 a y Hr). unfold Stationary.P1 in *. rewrite <- C, Ha, Rplus_0_l.
    rewrite (RInt_ext r (fun x => r a + (- 2 * r a / l) * (x - a)) a y).
    - rewrite RInt_poly2. to_R. field. lra.
    - intros t Ht. rewrite Rmin_left, Rmax_right in Ht by lra. rewrite piece_r by lra. to_R. field. lra. }
  assert (C := RInt_chasles P1 T0 a x (C0_P1 T0 r Hr)). unfold Stationary.P2 in *. rewrite <- C. f_equal.
  rewrite (RInt_ext P1 (fun y => r a * (y - a) - r a * (y - a) ^ 2 / l) a x).
  - rewrite (RInt_of_derive (fun y => r a * (y - a) ^ 2 / 2 - r a * (y - a) ^ 3 / (3 * l))).
    + to_R. field. lra.
    + intros y. auto_derive; [lra|]. field. lra.
    + unfold Rdiv. c0.
  - intros y Hy. rewrite Rmin_left, Rmax_right in Hy by lra. apply E1. lra.
Qed.
Lemma piece_end : P2 q = P2 a + r a * l ^ 2 / 6 /\ r q = - r a.
Proof.
  assert (Hl : 0 < l) by (unfold l; lra). split.
  - rewrite piece_P2 by lra. fold l. field. lra.
  - rewrite piece_r by lra. fold l. field. lra.
Qed.
Lemma piece_between x : a < x < q -> r a <> 0 -> P2 x <> P2 a /\ P2 x <> P2 q.
Proof.
  intros Hx Hn. assert (Hl : 0 < l) by (unfold l; lra).
  rewrite (proj1 piece_end), piece_P2 by lra. set (d := x - a).
  assert (Hd : 0 < d < l) by (unfold d, l; lra).
  split; intros H.
  - assert (X : r a * (d ^ 2 * (3 * l - 2 * d)) = 0).
    { replace (r a * (d ^ 2 * (3 * l - 2 * d))) with (6 * l * (r a * (d ^ 2 / 2 - d ^ 3 / (3 * l)))) by (field; lra).
      replace (r a * (d ^ 2 / 2 - d ^ 3 / (3 * l))) with 0 by lra. ring. }
    apply Rmult_integral in X. destruct X as [X|X]; [lra|].
    assert (0 < d ^ 2 * (3 * l - 2 * d)) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra). lra.
  - assert (X : r a * ((l - d) ^ 2 * (l + 2 * d)) = 0).
    { replace (r a * ((l - d) ^ 2 * (l + 2 * d))) with (6 * l * (r a * l ^ 2 / 6 - r a * (d ^ 2 / 2 - d ^ 3 / (3 * l)))) by (field; lra).
      replace (r a * l ^ 2 / 6 - r a * (d ^ 2 / 2 - d ^ 3 / (3 * l))) with 0 by lra. ring. }
    apply Rmult_integral in X. destruct X as [X|X]; [lra|].
    assert (0 < (l - d) ^ 2 * (l + 2 * d)) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra). lra.
Qed.
End Piece.

(* a < s1 < s2 < .. < b, and r affine between neighbours *)
Fixpoint incr (a : R) (s : list R) (b : R) : Prop :=
  match s with [] => a < b | q :: s' => a < q /\ incr q s' b end.
Fixpoint chain (a : R) (s : list R) (b : R) : Prop :=
  match s with [] => a < b /\ affine_on r a b | q :: s' => (a < q /\ affine_on r a q) /\ chain q s' b end.
Lemma chain_lt a s b : chain a s b -> a < b.
Proof. revert a; induction s as [|q s IH]; simpl; intros a H; [tauto|]. destruct H as [[H _] C]. specialize (IH q C). lra. Qed.
Lemma incr_lt a s b : incr a s b -> a < b.
Proof. revert a; induction s as [|q s IH]; simpl; intros a H; [tauto|]. destruct H as [H C]. specialize (IH q C). lra. Qed.
Lemma incr_in a s b x : incr a s b -> In x s -> a < x < b.
Proof.
  revert a; induction s as [|q s IH]; simpl; intros a H I; [tauto|]. destruct H as [H C].
  destruct I as [<-|I]; [assert (L := incr_lt q s b C); lra|]. specialize (IH q C I). lra.
Qed.
Lemma incr_insert x a s b : incr a s b -> a < x < b ->
  exists s', incr a s' b /\ forall y, In y s' <-> y = x \/ In y s.
Proof.
  revert a; induction s as [|q s IH]; simpl; intros a H Hx.
  - exists [x]. simpl. split; [lra|]. intros y; split; intros [E|[]]; auto.
  - destruct H as [H C]. destruct (Rtotal_order x q) as [L|[L|L]].
    + exists (x :: q :: s). simpl. split; [repeat split; auto; lra|]. intros y; split; intros; intuition.
    + exists (q :: s). simpl. split; [auto|]. intros y; subst; split; intros; intuition.
    + destruct (IH q C ltac:(lra)) as [s' [C' E]]. exists (q :: s'). simpl. split; [auto|].
      intros y. rewrite E. split; intros; intuition.
Qed.
Lemma incr_sort l a b : a < b -> (forall x, In x l -> a < x < b) ->
  exists s, incr a s b /\ forall y, In y s <-> In y l.
Proof.
  intros L. induction l as [|x l IH]; intros H.
  - exists []. simpl. split; [lra|tauto].
  - destruct IH as [s [C E]]; [intros; apply H; simpl; auto|].
    destruct (incr_insert x a s b C (H x (or_introl eq_refl))) as [s' [C' E']].
    exists s'. split; auto. intros y. rewrite E', E. simpl. split; intros [?|?]; auto.
Qed.
Lemma chain_of_incr (K : R -> Prop) s : forall a b, incr a s b ->
  (forall u v, a <= u -> u < v -> v <= b -> (forall x, K x -> ~ u < x < v) -> affine_on r u v) ->
  (forall x, K x -> a < x < b -> In x s) -> chain a s b.
Proof.
  induction s as [|q s IH]; simpl; intros a b H A I.
  - split; auto. apply A; try lra. intros x Kx N. apply (I x Kx N).
  - destruct H as [H C]. assert (L := incr_lt q s b C). split; [split; auto|].
    + apply A; try lra. intros x Kx N. destruct (I x Kx ltac:(lra)) as [E|E]; [lra|].
      assert (Y := incr_in q s b x C E). lra.
    + apply IH; auto.
      * intros u v U V W. apply A; lra.
      * intros x Kx N. destruct (I x Kx ltac:(lra)) as [E|E]; [lra|auto].
Qed.

(* all values zero *)
Lemma chain_zero s : forall a b, chain a s b -> P1 a = 0 -> P1 b = 0 -> (forall q, In q s -> P1 q = 0) ->
  r a = 0 -> forall x, a <= x <= b -> r x = 0.
Proof.
  induction s as [|q s IH]; simpl; intros a b H A B Q Z x Hx.
  - destruct H as [H F]. rewrite (piece_r a b H F A B x Hx), Z. ring.
  - destruct H as [[H F] C]. assert (Qq := Q q (or_introl eq_refl)).
    destruct (Rle_dec x q) as [L|L].
    + rewrite (piece_r a q H F A Qq x ltac:(lra)), Z. ring.
    + apply (IH q b); auto; try lra. rewrite (proj2 (piece_end a q H F A Qq)), Z. ring.
Qed.

Variables (M h : R).
Hypothesis Hh : 0 < h.
Lemma even_S k : Nat.even (S k) = negb (Nat.even k).
Proof. rewrite Nat.even_succ. rewrite <- Nat.negb_even. reflexivity. Qed.
Lemma pow_S (k : nat) : (-1) ^ S k = - (-1) ^ k.
Proof. simpl. ring. Qed.

Lemma zigzag s : forall a b, chain a s b -> P1 a = 0 -> P1 b = 0 -> P2 b = M -> (P2 a = 0 \/ P2 a = M) ->
  (forall q, In q s -> P1 q = 0 /\ (P2 q = 0 \/ P2 q = M)) -> r a <> 0 -> Rabs (r a) * h ^ 2 = 6 * Rabs M ->
  let n := length s in
  b = a + INR (S n) * h /\
  (forall k x, (k <= n)%nat -> a + INR k * h <= x <= a + INR (S k) * h ->
     r x = (-1) ^ k * r a * (1 - 2 * (x - (a + INR k * h)) / h)) /\
  (forall x, In x s <-> exists k, (1 <= k <= n)%nat /\ x = a + INR k * h) /\
  (forall k, (k <= S n)%nat -> P2 (a + INR k * h) = if Nat.even k then P2 a else M - P2 a) /\
  (forall x, a < x < b -> (P2 x = 0 \/ P2 x = M) -> In x s).
Proof.
  assert (STEP : forall a q, a < q -> affine_on r a q -> P1 a = 0 -> P1 q = 0 -> (P2 a = 0 \/ P2 a = M) ->
    (P2 q = 0 \/ P2 q = M) -> r a <> 0 -> Rabs (r a) * h ^ 2 = 6 * Rabs M -> q = a + h /\ P2 q = M - P2 a).
  { intros a q L F A Q PA PQ N E. destruct (piece_end a q L F A Q) as [E2 _].
    assert (NZ : r a * (q - a) ^ 2 / 6 <> 0).
    { intros X. assert (X' : r a * (q - a) ^ 2 = 0) by lra. apply Rmult_integral in X'.
      destruct X' as [X'|X']; [auto|]. assert (0 < (q - a) ^ 2) by (apply pow_lt; lra). lra. }
    assert (PP : P2 q = M - P2 a) by (destruct PA, PQ; lra). split; auto.
    assert (AM : Rabs M = Rabs (r a * (q - a) ^ 2 / 6)).
    { destruct PA as [PA|PA].
      - f_equal. lra. - rewrite <- Rabs_Ropp. f_equal. lra. }
    assert (PL : 0 < (q - a) ^ 2) by (apply pow_lt; lra).
    unfold Rdiv in AM. rewrite !Rabs_mult, (Rabs_right ((q - a) ^ 2)), (Rabs_right (/ 6)) in AM by lra.
    assert (RA := Rabs_pos_lt _ N).
    assert (Z : Rabs (r a) * (h ^ 2 - (q - a) ^ 2) = 0) by lra.
    apply Rmult_integral in Z. destruct Z as [Z|Z]; [lra|].
    assert ((h - (q - a)) * (h + (q - a)) = 0) by lra. apply Rmult_integral in H. lra. }
  induction s as [|q s IH]; cbn [chain length In]; intros a b C A B PB PA Q N E.
  - destruct C as [L F]. destruct (STEP a b L F A B PA (or_intror PB) N E) as [-> PP].
    repeat split.
    + simpl. ring.
    + intros k x Hk Hx. replace k with 0%nat in * by lia. simpl in *.
      rewrite (piece_r a (a + h) L F A B x) by lra. field. lra.
    + tauto.
    + intros [k [Hk _]]. lia.
    + intros k Hk. destruct k as [|[|k]]; [| |lia].
      * simpl. f_equal. ring. * simpl (Nat.even _). cbn iota. rewrite <- PP. f_equal. simpl. ring.
    + intros x Hx [X|X]; destruct (piece_between a (a + h) L F A B x Hx N); destruct PA; lra.
  - destruct C as [[L F] C]. destruct (Q q (or_introl eq_refl)) as [Q1 Q2].
    destruct (STEP a q L F A Q1 PA Q2 N E) as [-> PP].
    destruct (piece_end a (a + h) L F A Q1) as [_ RQ].
    destruct (IH (a + h) b C Q1 B PB Q2) as [I1 [I2 [I3 [I4 I5]]]]; auto.
    { rewrite RQ. lra. } { rewrite RQ, Rabs_Ropp. exact E. }
    set (n := length s) in *. clear IH.
    assert (SH : forall k, a + h + INR k * h = a + INR (S k) * h) by (intros; rewrite S_INR; ring).
    repeat split.
    + rewrite I1, SH. reflexivity.
    + intros k x Hk Hx. destruct k as [|k].
      * change (INR 0) with 0 in *. change (INR 1) with 1 in *. rewrite (piece_r a (a + h) L F A Q1 x) by lra. simpl. field. lra.
      * rewrite <- !SH in *. rewrite (I2 k x) by (auto; lia). rewrite RQ, pow_S. field. lra.
    + intros [X|X].
      * exists 1%nat. split; [lia|]. simpl. lra.
      * apply I3 in X. destruct X as [k [Hk ->]]. exists (S k). split; [lia|]. apply SH.
    + intros [k [Hk ->]]. destruct (Nat.eq_dec k 1) as [->|K1].
      * left. simpl. ring.
      * right. apply I3. exists (k - 1)%nat. split; [lia|]. rewrite SH. f_equal. f_equal. f_equal. lia.
    + intros k Hk. destruct k as [|k]; [simpl; f_equal; ring|].
      rewrite <- SH, I4 by lia. rewrite even_S, PP. destruct (Nat.even k); simpl; ring.
    + intros x Hx X. destruct (Rtotal_order x (a + h)) as [Y|[Y|Y]].
      * exfalso. destruct (piece_between a (a + h) L F A Q1 x ltac:(lra) N). destruct PA, X; lra.
      * left; auto. * right. apply I5; auto. lra.
Qed.
End Zigzag.
