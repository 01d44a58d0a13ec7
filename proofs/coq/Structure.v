(* The structure theorem for networks of every width: the first-order conditions hold exactly when
   the residual vanishes, or the network has an even number n of equally spaced kinks with
   alternating orientations and equal slope sums (n = 0: no kink at all). *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary Zigzag.
Import ListNotations.
Open Scope R_scope.

(* ---- where a network is affine ---- *)
Lemma aff_le0 w b u v x : u <= x <= v -> w * u + b <= 0 -> w * v + b <= 0 -> w * x + b <= 0.
Proof. intros Hx A B. destruct (Rle_dec 0 w); nra. Qed.
Lemma aff_ge0 w b u v x : u <= x <= v -> 0 <= w * u + b -> 0 <= w * v + b -> 0 <= w * x + b.
Proof. intros Hx A B. destruct (Rle_dec 0 w); nra. Qed.
Lemma between_root w b u v : u < v -> w * u + b < 0 < w * v + b \/ w * v + b < 0 < w * u + b ->
  w <> 0 /\ u < - b / w < v.
Proof.
  intros L H. assert (W : w <> 0) by (intros ->; lra). split; auto.
  set (t := - b / w). assert (E : w * t = - b) by (unfold t; field; auto).
  destruct (Rtotal_order w 0) as [W'|[W'|W']]; [|lra|]; split; destruct H; nra.
Qed.
Lemma relu_affine w b u v : (w <> 0 -> ~ u < - b / w < v) -> affine_on (fun x => relu (w * x + b)) u v.
Proof.
  intros H. destruct (Rlt_dec v u) as [L|L]; [exists 0, 0; intros x Hx; lra|].
  destruct (Rle_dec (w * u + b) 0) as [A|A].
  - destruct (Rle_dec (w * v + b) 0) as [B|B].
    + exists 0, 0. intros x Hx. unfold relu. rewrite Rmax_right; [ring|]. apply (aff_le0 w b u v); lra.
    + destruct (Req_dec (w * u + b) 0) as [Z|Z].
      * exists w, b. intros x Hx. unfold relu. rewrite Rmax_left; [ring|]. apply (aff_ge0 w b u v); lra.
      * exfalso. assert (u <> v) by (intros ->; lra).
        destruct (between_root w b u v) as [W I]; [lra|lra|]. apply (H W I).
  - destruct (Rle_dec 0 (w * v + b)) as [B|B].
    + exists w, b. intros x Hx. unfold relu. rewrite Rmax_left; [ring|]. apply (aff_ge0 w b u v); lra.
    + exfalso. assert (u <> v) by (intros ->; lra).
      destruct (between_root w b u v) as [W I]; [lra|lra|]. apply (H W I).
Qed.
Lemma outs_affine h u v :
  (forall m, In m h -> nv m <> 0 -> nw m <> 0 -> ~ u < - nb m / nw m < v) -> affine_on (outs h) u v.
Proof.
  induction h as [|m h IH]; intros H; simpl.
  - exists 0, 0. intros; ring.
  - destruct IH as [s [k E]]; [intros; apply H; simpl; auto|].
    destruct (Req_dec (nv m) 0) as [V|V].
    + exists s, k. intros x Hx. rewrite V, (E x Hx). ring.
    + destruct (relu_affine (nw m) (nb m) u v) as [s' [k' E']]; [intros; apply H; simpl; auto|].
      exists (nv m * s' + s), (nv m * k' + k). intros x Hx. rewrite (E x Hx), (E' x Hx). ring.
Qed.
Lemma resid_affine al be p u v :
  (forall m, In m (hid p) -> nv m <> 0 -> nw m <> 0 -> ~ u < - nb m / nw m < v) -> affine_on (resid al be p) u v.
Proof.
  intros H. destruct (outs_affine _ u v H) as [s [k E]].
  exists (s - al), (nc p + k - be). intros x Hx. unfold resid, real_fn, target. rewrite (E x Hx). ring.
Qed.

(* a type-1-active neuron acts on the whole interval *)
Lemma type1_cl T0 T1 m : T0 < T1 -> type1_active T0 T1 m ->
  (0 < nw m -> cl T0 T1 m = T0) /\ (nw m < 0 -> cl T0 T1 m = T1).
Proof.
  intros HT [W [X Y]]. assert (E : nw m * (- nb m / nw m) + nb m = 0) by (field; auto).
  split; intros Z; unfold cl; destruct (cl_cases T0 T1 (nw m) (nb m) HT) as [[D L]|[[D L]|[D L]]]; auto; exfalso.
  - assert (P : 0 < nw m * (- nb m / nw m - T0)) by (apply Rmult_lt_0_compat; lra). lra.
  - assert (P := pre_neg (nw m) (nb m) T1 Z ltac:(lra)).
    assert (Q : 0 < nw m * (T1 - T0)) by (apply Rmult_lt_0_compat; lra). lra.
  - assert (P := pre_neg' (nw m) (nb m) T0 Z ltac:(lra)).
    assert (Q : 0 < - nw m * (T1 - T0)) by (apply Rmult_lt_0_compat; lra). lra.
  - assert (P : 0 < - nw m * (T1 - - nb m / nw m)) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(* ---- sums over kinks ---- *)
Fixpoint esum (n : nat) (F : nat -> R) : R :=
  match n with O => 0 | S k => esum k F + (if Nat.even (S k) then F (S k) else 0) end.
Lemma esum_ext n F G : (forall k, (1 <= k <= n)%nat -> F k = G k) -> esum n F = esum n G.
Proof. induction n; intros H; cbn [esum]; auto. rewrite IHn by (intros; apply H; lia). rewrite H by lia. auto. Qed.
Lemma esum_plus n F G : esum n (fun k => F k + G k) = esum n F + esum n G.
Proof. induction n; cbn [esum]; [ring|]. rewrite IHn. destruct (Nat.even (S n)); ring. Qed.
Lemma esum_zero n F : (forall k, (1 <= k <= n)%nat -> F k = 0) -> esum n F = 0.
Proof. induction n; intros H; cbn [esum]; auto. rewrite IHn by (intros; apply H; lia). rewrite H by lia. destruct (Nat.even (S n)); ring. Qed.
Lemma esum_const m a : esum (2 * m) (fun _ => a) = INR m * a.
Proof.
  induction m as [|m IH]; [simpl; ring|]. replace (2 * S m)%nat with (S (S (2 * m))) by lia.
  cbn [esum]. rewrite IH. rewrite !even_S, !Bool.negb_involutive, Nat.even_mul.
  simpl (Nat.even 2 || _)%bool. cbn [orb negb]. rewrite S_INR. ring.
Qed.
Lemma esum_one n F j : (forall k, (1 <= k <= n)%nat -> k <> j -> F k = 0) -> (1 <= j <= n)%nat ->
  esum n F = if Nat.even j then F j else 0.
Proof.
  induction n; intros H J; [lia|]. cbn [esum]. destruct (Nat.eq_dec j (S n)) as [->|N].
  - rewrite esum_zero; [ring|]. intros k Hk. apply H; lia.
  - rewrite IHn by (try lia; intros; apply H; lia). rewrite (H (S n)) by lia. destruct (Nat.even (S n)); ring.
Qed.

Section Structure.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation node := (node T0 T1).
Definition gap (n : nat) : R := (T1 - T0) / INR (n + 1).
Lemma gap_pos n : 0 < gap n.
Proof. unfold gap. apply Rdiv_lt_0_compat; [lra|]. apply lt_0_INR. lia. Qed.
Lemma node_0 n : node n 0 = T0.
Proof. unfold Definitions.node. simpl. ring. Qed.
Lemma node_end n : node n (S n) = T1.
Proof.
  unfold Definitions.node. replace (n + 1)%nat with (S n) by lia. field. apply not_0_INR. lia.
Qed.
Lemma node_S n k : node n (S k) = node n k + gap n.
Proof. unfold Definitions.node, gap. rewrite S_INR. ring. Qed.
Lemma node_val n k : node n k = T0 + INR k * gap n.
Proof. reflexivity. Qed.
Lemma node_in n k : (k <= S n)%nat -> T0 <= node n k <= T1.
Proof.
  intros H. assert (E := node_end n). rewrite node_val in *. assert (G := gap_pos n).
  apply le_INR in H. assert (P := pos_INR k). split; nra.
Qed.
Lemma node_open n k : (1 <= k <= n)%nat -> T0 < node n k < T1.
Proof.
  intros [A B]. assert (E := node_end n). rewrite node_val in *. assert (G := gap_pos n).
  apply le_INR in A. apply le_INR in B. rewrite S_INR in E. simpl in A. split; nra.
Qed.
Lemma node_diff n i j : node n i - node n j = (INR i - INR j) * gap n.
Proof. rewrite !node_val. ring. Qed.

(* ---- the neurons of a critical point ---- *)
Definition in_pattern (n : nat) (m : neuron) : Prop := admissible T0 T1 m /\
  (type2_active T0 T1 m -> exists i, (1 <= i <= n)%nat /\ nw m * node n i + nb m = 0 /\ 0 < (-1) ^ (i + 1) * nw m).
Definition idle (m : neuron) : Prop := forall x, T0 <= x <= T1 -> nw m * x + nb m <= 0.
Lemma neuron_cases m : admissible T0 T1 m ->
  type2_active T0 T1 m \/ idle m \/ (flat m /\ nw m = 0 /\ 0 < nb m).
Proof.
  intros [A1 [A2 A3]]. destruct (Req_dec (nw m) 0) as [W|W].
  - right. destruct (Rlt_dec 0 (nb m)) as [B|B].
    + right. split; [apply A2; split; auto|split; auto].
    + left. intros x _. rewrite W. lra.
  - destruct (Rle_dec 0 (nw m * T0 + nb m)) as [B|B].
    + destruct (Rle_dec 0 (nw m * T1 + nb m)) as [C|C]; [exfalso; apply A1; repeat split; auto|].
      destruct (Req_dec (nw m * T0 + nb m) 0) as [Z|Z].
      * right; left. intros x Hx. apply (aff_le0 _ _ T0 T1); lra.
      * left. split; auto. destruct (between_root (nw m) (nb m) T0 T1 HT) as [_ I]; [lra|].
        exists (- nb m / nw m). split; auto. field. auto.
    + destruct (Rle_dec (nw m * T1 + nb m) 0) as [C|C].
      * right; left. intros x Hx. apply (aff_le0 _ _ T0 T1); lra.
      * left. split; auto. destruct (between_root (nw m) (nb m) T0 T1 HT) as [_ I]; [lra|].
        exists (- nb m / nw m). split; auto. field. auto.
Qed.
Lemma idle_node m x : idle m -> T0 < x < T1 -> nw m * x + nb m = 0 -> nw m = 0.
Proof. intros I Hx E. assert (A := I T0 ltac:(lra)). assert (B := I T1 ltac:(lra)). nra. Qed.
Lemma m1_cases k : ((-1) ^ k = 1 /\ Nat.even k = true) \/ ((-1) ^ k = -1 /\ Nat.even k = false).
Proof.
  induction k as [|k IH]; [left; split; simpl; auto|].
  rewrite even_S, pow_S. destruct IH as [[-> ->]|[-> ->]]; [right|left]; split; simpl; auto; ring.
Qed.
Lemma relu_pos z : 0 <= z -> relu z = z.
Proof. intros. unfold relu. apply Rmax_left. lra. Qed.
Lemma relu_neg z : z <= 0 -> relu z = 0.
Proof. intros. unfold relu. apply Rmax_right. lra. Qed.

Definition at_kink (q : R) (m : neuron) : R := if Req_EM_T (nw m * q + nb m) 0 then nv m * nw m else 0.
Lemma at_kink_idle q m : T0 < q < T1 -> idle m \/ nw m = 0 \/ nv m = 0 -> at_kink q m = 0.
Proof.
  intros Hq H. unfold at_kink. destruct (Req_EM_T (nw m * q + nb m) 0) as [E|]; auto.
  destruct H as [H|[->| ->]]; [rewrite (idle_node m q H Hq E)| |]; ring.
Qed.
Lemma at_kink_node n i j m : nw m <> 0 -> nw m * node n j + nb m = 0 ->
  at_kink (node n i) m = if Nat.eq_dec i j then nv m * nw m else 0.
Proof.
  intros W E. unfold at_kink. destruct (Nat.eq_dec i j) as [->|N].
  - destruct (Req_EM_T (nw m * node n j + nb m) 0); [auto|contradiction].
  - destruct (Req_EM_T (nw m * node n i + nb m) 0) as [E'|]; auto. exfalso.
    assert (Z : nw m * (node n i - node n j) = 0) by lra. rewrite node_diff in Z.
    apply Rmult_integral in Z. destruct Z as [Z|Z]; [auto|].
    apply Rmult_integral in Z. assert (G := gap_pos n). destruct Z as [Z|Z]; [|lra].
    apply N. apply INR_eq. lra.
Qed.

(* second differences of one neuron along the nodes *)
Lemma neuron_second n k m : in_pattern n m -> (1 <= k <= n)%nat ->
  nv m * relu (nw m * node n (S k) + nb m) - 2 * (nv m * relu (nw m * node n k + nb m))
    + nv m * relu (nw m * node n (k - 1) + nb m) = (-1) ^ (k + 1) * gap n * at_kink (node n k) m.
Proof.
  intros [A P] Hk. assert (Hq := node_open n k Hk). assert (G := gap_pos n).
  destruct (neuron_cases m A) as [T2|[I|[F [W B]]]].
  - destruct (P T2) as [j [Hj [E Sg]]]. destruct T2 as [W _].
    rewrite (at_kink_node n k j m W E).
    assert (X : forall i, nw m * node n i + nb m = nw m * gap n * (INR i - INR j)).
    { intros i. replace (nw m * node n i + nb m) with (nw m * (node n i - node n j)) by lra.
      rewrite node_diff. ring. }
    rewrite !X. replace (INR (k - 1)) with (INR k - 1) by (rewrite minus_INR by lia; reflexivity). rewrite S_INR.
    destruct (Nat.eq_dec k j) as [->|N].
    + replace (INR j + 1 - INR j) with 1 by ring. replace (INR j - INR j) with 0 by ring.
      replace (INR j - 1 - INR j) with (-1) by ring.
      destruct (m1_cases (j + 1)) as [[E1 _]|[E1 _]]; rewrite E1 in *.
      * rewrite (relu_pos (nw m * gap n * 1)), (relu_neg (nw m * gap n * 0)), (relu_neg (nw m * gap n * -1)) by nra. ring.
      * rewrite (relu_neg (nw m * gap n * 1)), (relu_neg (nw m * gap n * 0)), (relu_pos (nw m * gap n * -1)) by nra. ring.
    + assert (Y : INR k - INR j <= -1 \/ 1 <= INR k - INR j).
      { destruct (Nat.lt_ge_cases k j) as [L|L].
        - left. apply le_INR in L. rewrite S_INR in L. lra.
        - right. assert (L' : (S j <= k)%nat) by lia. apply le_INR in L'. rewrite S_INR in L'. lra. }
      set (d := INR k - INR j) in *. replace (INR k + 1 - INR j) with (d + 1) by (unfold d; ring).
      replace (INR k - 1 - INR j) with (d - 1) by (unfold d; ring).
      set (g := nw m * gap n). rewrite Rmult_0_r.
      assert (Z : relu (g * (d + 1)) - 2 * relu (g * d) + relu (g * (d - 1)) = 0).
      { unfold relu, Rmax. repeat destruct (Rle_dec _ _); nra. }
      replace (nv m * relu (g * (d + 1)) - 2 * (nv m * relu (g * d)) + nv m * relu (g * (d - 1)))
        with (nv m * (relu (g * (d + 1)) - 2 * relu (g * d) + relu (g * (d - 1)))) by ring.
      rewrite Z. ring.
  - rewrite at_kink_idle by auto.
    rewrite !relu_neg by (apply I; apply node_in; lia). ring.
  - unfold flat in F. rewrite at_kink_idle, F by auto. ring.
Qed.
Lemma neuron_first n m : in_pattern n m ->
  nv m * relu (nw m * node n 1 + nb m) - nv m * relu (nw m * node n 0 + nb m) =
  gap n * esum n (fun k => at_kink (node n k) m).
Proof.
  intros [A P]. assert (G := gap_pos n).
  destruct (neuron_cases m A) as [T2|[I|[F [W B]]]].
  - destruct (P T2) as [j [Hj [E Sg]]]. destruct T2 as [W _].
    rewrite (esum_one n _ j); auto.
    2:{ intros k Hk N. rewrite (at_kink_node n k j m W E). destruct (Nat.eq_dec k j); [contradiction|auto]. }
    rewrite (at_kink_node n j j m W E). destruct (Nat.eq_dec j j) as [_|]; [|contradiction].
    assert (X : forall i, nw m * node n i + nb m = nw m * gap n * (INR i - INR j)).
    { intros i. replace (nw m * node n i + nb m) with (nw m * (node n i - node n j)) by lra.
      rewrite node_diff. ring. }
    rewrite !X. simpl (INR 1). simpl (INR 0).
    assert (J : 1 <= INR j) by (destruct Hj as [Hj _]; apply le_INR in Hj; exact Hj).
    replace (j + 1)%nat with (S j) in Sg by lia. rewrite pow_S in Sg.
    destruct (m1_cases j) as [[E1 ->]|[E1 ->]]; rewrite E1 in *.
    + assert (GW : 0 < - nw m * gap n) by (apply Rmult_lt_0_compat; lra).
      rewrite !relu_pos by nra. ring.
    + assert (GW : 0 < nw m * gap n) by (apply Rmult_lt_0_compat; lra).
      rewrite !relu_neg by nra. ring.
  - rewrite esum_zero by (intros k Hk; apply at_kink_idle; auto; apply node_open; auto).
    rewrite !relu_neg by (apply I; apply node_in; lia). ring.
  - unfold flat in F. rewrite esum_zero by (intros k Hk; apply at_kink_idle; auto; apply node_open; auto). rewrite F. ring.
Qed.
Lemma outs_second n k h : List.Forall (in_pattern n) h -> (1 <= k <= n)%nat ->
  outs h (node n (S k)) - 2 * outs h (node n k) + outs h (node n (k - 1)) =
  (-1) ^ (k + 1) * gap n * kink_slope (node n k) h.
Proof.
  intros F Hk. induction F as [|m h Pm Ph IH]; [simpl; ring|].
  change (kink_slope (node n k) (m :: h)) with (at_kink (node n k) m + kink_slope (node n k) h).
  rewrite Rmult_plus_distr_l, <- (neuron_second n k m Pm Hk), <- IH. simpl. ring.
Qed.
Lemma outs_first n h : List.Forall (in_pattern n) h ->
  outs h (node n 1) - outs h (node n 0) = gap n * esum n (fun k => kink_slope (node n k) h).
Proof.
  intros F. induction F as [|m h Pm Ph IH].
  - rewrite esum_zero by auto. simpl. ring.
  - rewrite (esum_ext n _ (fun k => at_kink (node n k) m + kink_slope (node n k) h)) by reflexivity.
    rewrite esum_plus, Rmult_plus_distr_l, <- (neuron_first n m Pm), <- IH. simpl. ring.
Qed.
Lemma resid_second n k p : List.Forall (in_pattern n) (hid p) -> (1 <= k <= n)%nat ->
  resid p (node n (S k)) - 2 * resid p (node n k) + resid p (node n (k - 1)) =
  (-1) ^ (k + 1) * gap n * kink_slope (node n k) (hid p).
Proof.
  intros F Hk. rewrite <- (outs_second n k _ F Hk). unfold Definitions.resid, real_fn, target.
  rewrite node_S. replace (node n k) with (node n (k - 1) + gap n).
  - ring. - rewrite <- node_S. f_equal. lia.
Qed.
Lemma resid_first n p : List.Forall (in_pattern n) (hid p) ->
  resid p (node n 1) - resid p (node n 0) = gap n * (esum n (fun k => kink_slope (node n k) (hid p)) - al).
Proof.
  intros F. rewrite Rmult_minus_distr_l, <- (outs_first n _ F). unfold Definitions.resid, real_fn, target.
  rewrite node_S. ring.
Qed.
Lemma resid_piece n k p : List.Forall (in_pattern n) (hid p) -> (k <= n)%nat ->
  affine_on (resid p) (node n k) (node n (S k)).
Proof.
  intros F Hk. apply resid_affine. intros m Hm V W Ht.
  rewrite List.Forall_forall in F. destruct (F m Hm) as [A P]. assert (G := gap_pos n).
  assert (I0 := node_in n k ltac:(lia)). assert (I1 := node_in n (S k) ltac:(lia)).
  set (t := - nb m / nw m) in *. assert (E : nw m * t + nb m = 0) by (unfold t; field; auto).
  destruct (P (conj W (ex_intro _ t (conj (conj (Rle_lt_trans _ _ _ (proj1 I0) (proj1 Ht)) (Rlt_le_trans _ _ _ (proj2 Ht) (proj2 I1))) E)))) as [j [Hj [Ej _]]].
  assert (Z : nw m * (t - node n j) = 0) by lra. apply Rmult_integral in Z. destruct Z as [Z|Z]; [auto|].
  assert (t = node n j) by lra. rewrite H in Ht. rewrite !node_val in Ht.
  assert (X : INR k < INR j < INR (S k)) by (destruct Ht; split; apply Rmult_lt_reg_r with (gap n); lra).
  destruct X as [X1 X2]. apply INR_lt in X1. apply INR_lt in X2. lia.
Qed.
End Structure.
