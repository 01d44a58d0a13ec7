(* (b) saddles with kinks: move the first kink by e, tilt one neuron of the second kink, and lower
   the output bias. The loss changes by exactly a^2 (- e^2 h / 3 + 2 e^4 / (3 h)), a = al / (n+1),
   h the distance of two kinks.
   And the radius argument: a network with dead neurons only, of the right signs, is a local minimum. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral ExactLoss Expansion Stationary Zigzag Structure Pattern Descent.
Import ListNotations.
Open Scope R_scope.

Lemma RInt_affprod P Q S U a b : RInt (fun x => (P*x+Q)*(S*x+U)) a b =
    /3*(P*S)*(b*b*b-a*a*a) + (/2*(P*U+Q*S)*(b*b-a*a) + Q*U*(b-a)).
Proof. apply is_RInt_unique, is_RInt_affprod. Qed.

Section DescentB.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).
Notation local_min := (local_min al be T0 T1).
Notation pattern := (pattern al be T0 T1).
Notation node := (node T0 T1).
Notation gap := (gap T0 T1).
Notation mid := ((T0 + T1) / 2).

(* moving the kink q to q - e *)
Definition move (q e : R) (m : neuron) : neuron :=
  if Req_EM_T (nw m * q + nb m) 0 then mkN (nw m) (nb m + nw m * e) (nv m) else m.
Lemma outs_move q e h x : (forall m, In m h -> nw m * q + nb m = 0 -> 0 <= nw m) ->
  outs (map (move q e) h) x = outs h x + kink_slope q h * (relu (x - q + e) - relu (x - q)).
Proof.
  induction h as [|m h IH]; intros H; simpl; [ring|].
  rewrite IH by (intros; apply H; simpl; auto). unfold move.
  destruct (Req_EM_T (nw m * q + nb m) 0) as [E|E]; [|ring]. simpl.
  assert (W := H m (or_introl eq_refl) E).
  replace (nw m * x + (nb m + nw m * e)) with (nw m * (x - q + e)) by lra.
  replace (nw m * x + nb m) with (nw m * (x - q)) by lra.
  assert (HOM : forall z, relu (nw m * z) = nw m * relu z).
  { intros z. unfold relu, Rmax. repeat destruct (Rle_dec _ _); nra. }
  rewrite !HOM. ring.
Qed.
Lemma kink_slope_app q l1 l2 : kink_slope q (l1 ++ l2) = kink_slope q l1 + kink_slope q l2.
Proof. induction l1 as [|m l1 IH]; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma move_close q l d h e : 0 < d -> 0 <= e -> (forall m, In m h -> Rabs (nw m) <= l) -> e * l < d ->
  Forall2 (close_n d) (map (move q e) h) h.
Proof.
  intros D He H L. induction h as [|m h IH]; simpl; constructor; auto.
  2:{ apply IH. intros; apply H; simpl; auto. }
  assert (A := H m (or_introl eq_refl)).
  unfold move, close_n. destruct (Req_EM_T (nw m * q + nb m) 0); simpl; rewrite !Rminus_eq_0, Rabs_R0; auto.
  replace (nb m + nw m * e - nb m) with (e * nw m) by ring. rewrite Rabs_mult, (Rabs_right e) by lra.
  repeat split; auto. assert (e * Rabs (nw m) <= e * l) by (apply Rmult_le_compat_l; lra). lra.
Qed.
Lemma w_bound h : exists l, 0 <= l /\ forall m, In m h -> Rabs (nw m) <= l.
Proof.
  induction h as [|m h [l [L H]]].
  - exists 0. split; [lra|]. intros m [].
  - exists (Rmax l (Rabs (nw m))). split; [apply Rle_trans with l; [auto|apply Rmax_l]|].
    intros u [<-|Hu]; [apply Rmax_r|]. apply Rle_trans with l; [auto|apply Rmax_l].
Qed.

(* the exact change of the loss, with the kinks at q - h, q, q + h *)
Lemma change_integral (a h q e : R) (r g : R -> R) (A B : R) : 0 < e < h -> A = q - h -> q + h <= B -> C0 r -> C0 g ->
  (forall x, q - h <= x <= q -> r x = - a * (h / 2 + (x - q))) ->
  (forall x, q <= x <= q + h -> r x = a * ((x - q) - h / 2)) ->
  (forall x, g x = 2 * a * (relu (x - q + e) - relu (x - q)) + a * e / h * relu (q + h - x) - 2 * a * e) ->
  RInt (fun x => g x * (2 * r x + g x)) A B = a ^ 2 * (- e ^ 2 * h / 3 + 2 * e ^ 4 / (3 * h)).
Proof.
  intros He -> HB Cr Cg R1 R2 G.
  assert (C : C0 (fun x => g x * (2 * r x + g x))) by c0.
  rewrite <- (RInt_chasles _ (q - h) (q - e) B C), <- (RInt_chasles _ (q - e) q B C), <- (RInt_chasles _ q (q + h) B C).
  rewrite (RInt_zero (fun x => g x * (2 * r x + g x)) (q + h) B).
  2:{ intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
      rewrite G, (relu_pos (x - q + e)), (relu_pos (x - q)), (relu_neg (q + h - x)) by lra. ring. }
  rewrite (RInt_ext (fun x => g x * (2 * r x + g x)) (fun x => ((- a * e / h) * x + a * e / h * (q - h)) *
     ((- 2 * a - a * e / h) * x + (- a * h + 2 * a * q + a * e / h * (q - h)))) (q - h) (q - e)).
  2:{ intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
      rewrite G, (relu_neg (x - q + e)), (relu_neg (x - q)), (relu_pos (q + h - x)), R1 by lra. to_R. field. lra. }
  rewrite (RInt_ext (fun x => g x * (2 * r x + g x)) (fun x => ((2 * a - a * e / h) * x + (2 * a * (e - q) + a * e / h * (q - h))) *
     ((- a * e / h) * x + (- a * h + 2 * a * e + a * e / h * (q - h)))) (q - e) q).
  2:{ intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
      rewrite G, (relu_pos (x - q + e)), (relu_neg (x - q)), (relu_pos (q + h - x)), R1 by lra. to_R. field. lra. }
  rewrite (RInt_ext (fun x => g x * (2 * r x + g x)) (fun x => ((- a * e / h) * x + a * e / h * (q + h)) *
     ((2 * a - a * e / h) * x + (- a * h - 2 * a * q + a * e / h * (q + h)))) q (q + h)).
  2:{ intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
      rewrite G, (relu_pos (x - q + e)), (relu_pos (x - q)), (relu_pos (q + h - x)), R2 by lra. to_R. field. lra. }
  rewrite !RInt_affprod. to_R. field. lra.
Qed.

Theorem descent_kinks n p : al <> 0 -> (2 <= n)%nat -> pattern n p ->
  List.Exists (fun m => type2_active T0 T1 m /\ nw m * node n 2 + nb m = 0) (hid p) -> ~ local_min p.
Proof.
  intros Hal Hn P EX. apply not_local_min. intros d Hd.
  assert (P' := P). destruct P' as [_ [_ [F SL]]]. rewrite List.Forall_forall in F.
  apply List.Exists_exists in EX. destruct EX as [m [Hm [T2 Em]]].
  assert (Gp := gap_pos T0 T1 HT n). set (h := gap n) in *. set (q := node n 1).
  assert (N := INRn_pos n). set (a := al / INR (n + 1)).
  assert (Q2 : node n 2 = q + h) by (unfold q, h; rewrite (node_S T0 T1 n 1); reflexivity).
  assert (Q0 : T0 = q - h) by (unfold q, h; rewrite (node_S T0 T1 n 0), node_0; ring).
  assert (Q3 : q + h <= T1) by (rewrite <- Q2; apply node_in; auto; lia).
  assert (QI : T0 < q < T1) by (apply node_open; auto; lia).
  (* orientations at the first two kinks *)
  assert (POS : forall u, In u (hid p) -> nw u * q + nb u = 0 -> 0 <= nw u).
  { intros u Hu E. destruct (F u Hu) as [_ PU]. destruct (Req_dec (nw u) 0) as [Z|Z]; [lra|].
    destruct (PU (conj Z (ex_intro _ q (conj QI E)))) as [i [Hi [Ei Si]]].
    assert (X : nw u * (q - node n i) = 0) by lra. apply Rmult_integral in X. destruct X as [X|X]; [contradiction|].
    unfold q in X. rewrite node_diff in X. apply Rmult_integral in X. destruct X as [X|X]; [|fold h in X; lra].
    assert (INR 1 = INR i) by lra. apply INR_eq in H. subst i. simpl in Si. lra. }
  assert (NEG : nw m < 0).
  { destruct (F m Hm) as [_ PU]. destruct (PU T2) as [i [Hi [Ei Si]]]. destruct T2 as [W _].
    assert (X : nw m * (node n 2 - node n i) = 0) by lra. apply Rmult_integral in X. destruct X as [X|X]; [contradiction|].
    rewrite node_diff in X. apply Rmult_integral in X. destruct X as [X|X]; [|fold h in X; lra].
    assert (INR 2 = INR i) by lra. apply INR_eq in H. subst i. simpl in Si. lra. }
  destruct (in_split m (hid p) Hm) as [l1 [l2 E]].
  destruct (w_bound (hid p)) as [l [Hl BL]].
  assert (HW : 0 < - nw m) by lra.
  set (K := Rabs a / (h * - nw m)).
  assert (PK : 0 <= K). { unfold K. apply Rmult_le_pos; [apply Rabs_pos|]. left. apply Rinv_0_lt_compat. apply Rmult_lt_0_compat; lra. }
  assert (PA := Rabs_pos a).
  destruct (pick [(l, d); (K, d); (2 * Rabs a, d); (1, h / 2)]) as [e [He FF]].
  { repeat constructor; simpl; lra. }
  inversion_clear FF as [|? ? F1 G]. inversion_clear G as [|? ? F2 G']. inversion_clear G' as [|? ? F3 G].
  inversion_clear G as [|? ? F4 _]. cbn [fst snd] in *.
  specialize (F1 Hl). specialize (F2 PK). specialize (F3 ltac:(lra)). specialize (F4 ltac:(lra)).
  set (m' := mkN (nw m) (nb m) (nv m + a * e / (h * - nw m))).
  set (q' := mkNet (map (move q e) l1 ++ m' :: map (move q e) l2) (nc p - 2 * a * e)).
  exists q'. split.
  - split; cbn [hid nc q'].
    + rewrite E. apply Forall2_app.
      * apply move_close with l; try lra. intros u Hu. apply BL. rewrite E. apply in_or_app. auto.
      * constructor.
        -- unfold close_n, m'; cbn [nw nb nv]. rewrite !Rminus_eq_0, Rabs_R0. repeat split; auto.
           replace (nv m + a * e / (h * - nw m) - nv m) with (e * (a / (h * - nw m))) by (field; lra).
           rewrite Rabs_mult, (Rabs_right e) by lra. unfold Rdiv. rewrite Rabs_mult, (Rabs_right (/ (h * - nw m))).
           exact F2. left. apply Rinv_0_lt_compat. apply Rmult_lt_0_compat; lra.
        -- apply move_close with l; try lra. intros u Hu. apply BL. rewrite E. apply in_or_app. right; right; auto.
    + replace (nc p - 2 * a * e - nc p) with (e * - (2 * a)) by ring.
      rewrite Rabs_mult, Rabs_Ropp, Rabs_mult, (Rabs_right e), (Rabs_right 2) by lra. exact F3.
  - set (r := resid p).
    set (g := fun x => 2 * a * (relu (x - q + e) - relu (x - q)) + a * e / h * relu (q + h - x) - 2 * a * e).
    assert (Cg : C0 g) by (unfold g; c0).
    assert (KS : kink_slope q l1 + kink_slope q l2 = 2 * a).
    { assert (S1 := SL 1%nat ltac:(lia)). fold q in S1. rewrite E, kink_slope_app in S1. cbn [kink_slope] in S1.
      destruct (Req_EM_T (nw m * q + nb m) 0) as [Z|Z].
      - exfalso. rewrite Q2 in Em. assert (nw m * h = 0) by lra. apply Rmult_integral in H. lra.
      - unfold a. lra. }
    assert (RQ : forall x, resid q' x = r x + g x).
    { intros x. unfold r, g, Definitions.resid, real_fn. cbn [hid nc q']. rewrite E, !outs_app. cbn [outs].
      rewrite !outs_move by (intros; apply POS; auto; rewrite E; apply in_or_app; simpl; auto).
      unfold m'; cbn [nw nb nv].
      replace (nw m * x + nb m) with (- nw m * (q + h - x)) by (rewrite Q2 in Em; lra).
      assert (HOM : relu (- nw m * (q + h - x)) = - nw m * relu (q + h - x)).
      { unfold relu, Rmax. repeat destruct (Rle_dec _ _); nra. }
      rewrite HOM. rewrite <- KS. field. lra. }
    assert (L : loss q' = loss p + RInt (fun x => g x * (2 * r x + g x)) T0 T1).
    { unfold Definitions.loss. fold r.
      replace (RInt (fun x => g x * (2 * r x + g x)) T0 T1) with (1 * RInt (fun x => g x * (2 * r x + g x)) T0 T1) by ring.
      assert (Cr : C0 r) by (unfold r; c0).
      rewrite <- RInt_lin by c0. apply RInt_ext. intros x _. rewrite RQ. rring. }
    rewrite (change_integral a h q e r g T0 T1) in L; auto; try lra.
    + rewrite L. assert (A2 : 0 < a ^ 2).
      { rewrite <- Rsqr_pow2. apply Rsqr_pos_lt. unfold a. apply Rmult_integral_contrapositive_currified; auto.
        apply Rinv_neq_0_compat. lra. }
      assert (D1 : 2 * e ^ 4 / (3 * h) <= e ^ 2 * h / 6).
      { apply Rmult_le_reg_r with (6 * h); [lra|].
        replace (2 * e ^ 4 / (3 * h) * (6 * h)) with (e ^ 2 * (4 * e ^ 2)) by (field; lra).
        replace (e ^ 2 * h / 6 * (6 * h)) with (e ^ 2 * h ^ 2) by field.
        apply Rmult_le_compat_l; [apply pow2_ge_0|]. simpl. nra. }
      assert (D2 : 0 < e ^ 2 * h) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra).
      assert (a ^ 2 * (- e ^ 2 * h / 3 + 2 * e ^ 4 / (3 * h)) < 0) by nra. lra.
    + unfold r. c0.
    + intros x Hx. unfold r. rewrite (pattern_r al be T0 T1 HT n p P 0 x); [|lia|].
      * rewrite node_0. unfold height. fold h. fold q. unfold a. rewrite Q0. simpl. field. lra.
      * rewrite node_0. fold q. lra.
    + intros x Hx. unfold r. rewrite (pattern_r al be T0 T1 HT n p P 1 x); [|lia|].
      * unfold height. fold h. fold q. unfold a. simpl. field. lra.
      * rewrite Q2. fold q. lra.
Qed.

(* ---- dead neurons only: a radius in which the loss does not decrease ---- *)
Definition harmless (m : neuron) : Prop := inactive T0 T1 m \/ (semi_inactive0 T0 m /\ 0 < al * nv m)
  \/ (semi_inactive1 T1 m /\ al * nv m < 0).
Lemma harmless_idle m : harmless m -> idle T0 T1 m.
Proof.
  intros [[A B]|[[[A B] _]|[[A B] _]]] x Hx.
  - apply (aff_le0 _ _ T0 T1); lra. - nra. - nra.
Qed.
Lemma sign_near a v v' : Rabs (v' - v) <= Rabs v -> 0 < a * v -> 0 <= a * v'.
Proof.
  intros H P. unfold Rabs in H. destruct (Rcase_abs v), (Rcase_abs (v' - v)); destruct (Rle_dec 0 a); nra.
Qed.
(* delta is a radius for the neuron m: what a certificate carries and a checker tests *)
Definition radius_ok (delta : R) (m : neuron) : Prop :=
  (inactive T0 T1 m /\ reach T0 T1 * delta <= - (nw m * T0 + nb m) /\ reach T0 T1 * delta <= - (nw m * T1 + nb m)) \/
  (((semi_inactive0 T0 m /\ 0 < al * nv m) \/ (semi_inactive1 T1 m /\ al * nv m < 0)) /\
     delta <= Rabs (nv m) /\ reach T0 T1 * delta <= Rabs (nw m) * (T1 - T0) / 2).
Lemma radius_sign delta m u : radius_ok delta m ->
  Rabs (nw u - nw m) <= delta -> Rabs (nb u - nb m) <= delta -> Rabs (nv u - nv m) <= delta ->
  forall x, T0 <= x <= T1 -> 0 <= (- al * (x - mid)) * (nv u * relu (nw u * x + nb u)).
Proof.
  assert (R1 := reach_ge1 T0 T1). set (R := reach T0 T1) in *. intros H Cw Cb Cv.
  assert (ZERO : forall u x, nw u * x + nb u <= 0 -> 0 <= - al * (x - mid) * (nv u * relu (nw u * x + nb u))).
  { intros u' x Hu. rewrite relu_neg by auto. right; ring. }
  assert (PC : forall x, T0 <= x <= T1 -> - (R * delta) <= (nw u * x + nb u) - (nw m * x + nb m) <= R * delta).
  { intros x Hx. assert (X := reach_in T0 T1 x Hx). fold R in X.
    apply Rabs_le_between.
    replace ((nw u * x + nb u) - (nw m * x + nb m)) with ((nw u - nw m) * x + (nb u - nb m)) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult.
    assert (Rabs (nw u - nw m) * Rabs x <= delta * Rabs x) by (apply Rmult_le_compat_r; [apply Rabs_pos|lra]).
    assert (P := Rabs_pos x). assert (Q := Rabs_pos (nb u - nb m)). nra. }
  intros x Hx. assert (X0 := PC T0 ltac:(lra)). assert (X1 := PC T1 ltac:(lra)). assert (XM := PC mid ltac:(lra)).
  destruct H as [[[A B] [D0 D1]]|[[[[A B] S]|[[A B] S]] [DV DW]]].
  - fold R in D0, D1. apply ZERO. apply (aff_le0 _ _ T0 T1); lra.
  - assert (SG : 0 <= al * nv u) by (apply (sign_near al (nv m)); lra).
    fold R in DW. rewrite (Rabs_left (nw m)) in DW by lra.
    destruct (Rle_dec x mid) as [L|L].
    + replace (- al * (x - mid) * (nv u * relu (nw u * x + nb u))) with
        ((mid - x) * ((al * nv u) * relu (nw u * x + nb u))) by ring.
      apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; [exact SG|apply Rmax_r].
    + apply ZERO. apply (aff_le0 _ _ mid T1); [lra| |]; nra.
  - assert (SG : 0 <= (- al) * nv u) by (apply (sign_near (- al) (nv m)); lra).
    fold R in DW. rewrite (Rabs_right (nw m)) in DW by lra.
    destruct (Rle_dec mid x) as [L|L].
    + replace (- al * (x - mid) * (nv u * relu (nw u * x + nb u))) with
        ((x - mid) * (((- al) * nv u) * relu (nw u * x + nb u))) by ring.
      apply Rmult_le_pos; [lra|]. apply Rmult_le_pos; [exact SG|apply Rmax_r].
    + apply ZERO. apply (aff_le0 _ _ T0 mid); [lra| |]; nra.
Qed.
Lemma radius_mono d d' m : d <= d' -> radius_ok d' m -> radius_ok d m.
Proof.
  intros L. assert (R1 := reach_ge1 T0 T1). assert (reach T0 T1 * d <= reach T0 T1 * d') by (apply Rmult_le_compat_l; lra).
  intros [[A [B C]]|[A [B C]]]; [left|right]; repeat split; auto; try lra; apply A.
Qed.
Lemma harmless_radius m : harmless m -> exists e, 0 < e /\ radius_ok e m.
Proof.
  assert (R1 := reach_ge1 T0 T1). intros [[A B]|H].
  - set (M := Rmin (- (nw m * T0 + nb m)) (- (nw m * T1 + nb m))).
    assert (HM : 0 < M) by (apply Rmin_glb_lt; lra).
    exists (M / reach T0 T1). split; [apply Rdiv_lt_0_compat; lra|]. left.
    replace (reach T0 T1 * (M / reach T0 T1)) with M by (field; lra).
    repeat split; auto; [apply Rmin_l|apply Rmin_r].
  - assert (NZ : nw m <> 0 /\ nv m <> 0).
    { destruct H as [[[A B] S]|[[A B] S]]; split; try lra; intros V; rewrite V in S; lra. }
    destruct NZ as [W V]. assert (WP := Rabs_pos_lt _ W). assert (VP := Rabs_pos_lt _ V).
    set (M := Rabs (nw m) * (T1 - T0) / 2). assert (HM : 0 < M) by (unfold M; nra).
    exists (Rmin (Rabs (nv m)) (M / reach T0 T1)). split; [apply Rmin_glb_lt; [auto|apply Rdiv_lt_0_compat; lra]|].
    right. split; [exact H|]. split; [apply Rmin_l|].
    apply Rle_trans with (reach T0 T1 * (M / reach T0 T1)); [apply Rmult_le_compat_l; [lra|apply Rmin_r]|].
    right. unfold M. field. lra.
Qed.
Lemma harmless_list h : List.Forall harmless h -> exists e, 0 < e /\ List.Forall (radius_ok e) h.
Proof.
  intros F. induction F as [|m h Hm Hh [e1 [P1 Q1]]].
  - exists 1. split; [lra|constructor].
  - destruct (harmless_radius m Hm) as [e2 [P2 Q2]]. exists (Rmin e1 e2).
    split; [apply Rmin_glb_lt; auto|]. constructor.
    + apply (radius_mono _ e2); [apply Rmin_r|auto].
    + eapply List.Forall_impl; [|exact Q1]. intros u. apply radius_mono, Rmin_l.
Qed.
Lemma radius_harmless d m : radius_ok d m -> harmless m.
Proof. intros [[A _]|[A _]]; [left; exact A|right; exact A]. Qed.
Lemma radius_list delta h hq : List.Forall (radius_ok delta) h -> Forall2 (fun u m => Rabs (nw u - nw m) <= delta /\
   Rabs (nb u - nb m) <= delta /\ Rabs (nv u - nv m) <= delta) hq h ->
  forall x, T0 <= x <= T1 -> 0 <= (- al * (x - mid)) * outs hq x.
Proof.
  intros F C x Hx. induction C as [|u m hq h [Cw [Cb Cv]] C IH]; simpl; [lra|].
  inversion F as [|? ? Fm Fh]; subst. rewrite Rmult_plus_distr_l. apply Rplus_le_le_0_compat; [|apply IH; auto].
  apply (radius_sign delta m u Fm); auto.
Qed.
Lemma outs_idle h x : List.Forall (idle T0 T1) h -> T0 <= x <= T1 -> outs h x = 0.
Proof.
  intros F Hx. induction F as [|m h Hm Hh IH]; simpl; auto. rewrite IH, relu_neg by (apply Hm; auto). ring.
Qed.
(* the radius certificate: no network within delta has a smaller loss *)
Theorem radius p delta : pattern 0 p -> List.Forall (radius_ok delta) (hid p) ->
  forall q, Forall2 (fun u m => Rabs (nw u - nw m) <= delta /\ Rabs (nb u - nb m) <= delta /\
     Rabs (nv u - nv m) <= delta) (hid q) (hid p) -> loss p <= loss q.
Proof.
  intros P F q C. set (d := nc q - nc p).
  assert (Z : RInt (resid p) T0 T1 = 0).
  { assert (A := pattern_P1 al be T0 T1 HT 0 p P 1 ltac:(lia)). rewrite node_end in A. exact A. }
  apply Rle_trans with (RInt (fun x => resid p x ^ 2 + (2 * d) * resid p x) T0 T1).
  - rewrite RInt_lin by c0. rewrite Z. unfold Definitions.loss. rewrite Rmult_0_r, Rplus_0_r. apply Rle_refl.
  - unfold Definitions.loss. apply RInt_mono; try lra; try c0. intros x Hx.
    assert (E : resid q x = resid p x + d + outs (hid q) x).
    { unfold Definitions.resid, real_fn, d. rewrite (outs_idle (hid p) x); auto; [ring|].
      eapply List.Forall_impl; [|exact F]. intros m Hm. apply harmless_idle, (radius_harmless delta), Hm. }
    assert (Q := radius_list delta (hid p) (hid q) F C x Hx).
    rewrite <- (pattern0_r al be T0 T1 HT p x P Hx) in Q. rewrite E.
    assert (A := pow2_ge_0 (d + outs (hid q) x)). nra.
Qed.
Theorem radius_local_min p : pattern 0 p -> List.Forall harmless (hid p) -> local_min p.
Proof.
  intros P F. destruct (harmless_list (hid p) F) as [e [He Q]]. exists e. split; auto.
  intros q [Ch _]. apply (radius p e P Q). clear - Ch. induction Ch as [|u m hq h C Ch IH]; constructor; auto.
  unfold close_n in C. lra.
Qed.
End DescentB.
