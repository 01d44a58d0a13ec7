(* The two directions between the first-order conditions and the pattern of n equally spaced kinks. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary Zigzag Structure.
Import ListNotations.
Open Scope R_scope.

Section Pattern.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation node := (node T0 T1).
Notation gap := (gap T0 T1).
Notation P1 := (P1 T0).
Notation P2 := (P2 T0).

(* n equally spaced kinks with alternating orientations; n = 0: nothing happens inside the interval *)
Definition pattern (n : nat) (p : net) : Prop := Nat.Even n /\ centred al be T0 T1 p /\
  List.Forall (in_pattern T0 T1 n) (hid p) /\
  forall i, (1 <= i <= n)%nat -> kink_slope (node n i) (hid p) = 2 * al / INR (n + 1).
Definition height (n : nat) : R := al * gap n / (2 * INR (n + 1)).   (* r(T0) *)

Section Forward.
Variables (n : nat) (p : net).
Hypothesis HP : pattern n p.
Notation r := (resid p).
Notation h := (gap n).
Let Hr : C0 r. Proof. c0. Qed.
Lemma INRn_pos : 0 < INR (n + 1).
Proof. apply lt_0_INR. lia. Qed.
Lemma pattern_diff k : (k <= n)%nat -> r (node n (S k)) - r (node n k) = - (-1) ^ k * (2 * height n).
Proof.
  destruct HP as [[m Hm] [_ [F S]]]. assert (G := gap_pos T0 T1 HT n). assert (N := INRn_pos).
  induction k as [|k IH]; intros Hk.
  - rewrite (resid_first al be T0 T1 HT n p F).
    rewrite (esum_ext n _ (fun _ => 2 * al / INR (n + 1))) by (intros; apply S; auto).
    replace (esum n (fun _ => 2 * al / INR (n + 1))) with (INR m * (2 * al / INR (n + 1))).
    2:{ rewrite Hm at 2. rewrite esum_const. reflexivity. }
    assert (E : INR (n + 1) = 2 * INR m + 1) by (rewrite plus_INR, Hm, mult_INR; simpl; ring).
    unfold height. simpl. rewrite E in *. field. lra.
  - assert (D := resid_second al be T0 T1 HT n (Datatypes.S k) p F ltac:(lia)).
    rewrite S in D by lia. replace (Datatypes.S k - 1)%nat with k in D by lia.
    specialize (IH ltac:(lia)). rewrite pow_S.
    replace ((-1) ^ (Datatypes.S k + 1)) with ((-1) ^ k) in D.
    2:{ replace (Datatypes.S k + 1)%nat with (Datatypes.S (Datatypes.S k)) by lia. rewrite !pow_S. ring. }
    replace ((-1) ^ k * gap n * (2 * al / INR (n + 1))) with ((-1) ^ k * (4 * height n)) in D by (unfold height; field; lra).
    lra.
Qed.
Lemma pattern_alt k : (k <= S n)%nat -> r (node n k) = r T0 - height n + (-1) ^ k * height n.
Proof.
  induction k as [|k IH]; intros Hk.
  - rewrite node_0. simpl. ring.
  - assert (D := pattern_diff k ltac:(lia)). rewrite IH in D by lia. rewrite pow_S. lra.
Qed.
Lemma affine_values k : (k <= n)%nat -> forall x, node n k <= x <= node n (S k) ->
  r x = r (node n k) + (r (node n (S k)) - r (node n k)) * (x - node n k) / h.
Proof.
  intros Hk x Hx. destruct HP as [_ [_ [F _]]]. assert (G := gap_pos T0 T1 HT n).
  destruct (resid_piece al be T0 T1 HT n k p F Hk) as [s [c E]].
  rewrite (E x Hx), (E (node n k)), (E (node n (S k))) by lra. rewrite node_S. field. lra.
Qed.
Lemma pattern_T0 : r T0 = height n.
Proof.
  destruct HP as [[m Hm] [Z _]]. unfold centred in Z. assert (G := gap_pos T0 T1 HT n).
  assert (M : (T0 + T1) / 2 = node n m + h / 2).
  { assert (E := node_end T0 T1 n). rewrite node_val in *.
    assert (E2 : INR (Datatypes.S n) = 2 * INR m + 1) by (rewrite S_INR, Hm, mult_INR; simpl; ring).
    rewrite E2 in E. lra. }
  rewrite M in Z. rewrite (affine_values m) in Z by (rewrite ?node_S; lia || lra).
  rewrite pattern_diff in Z by lia. rewrite pattern_alt in Z by lia.
  replace ((node n m + h / 2 - node n m)) with (h / 2) in Z by ring.
  replace (- (-1) ^ m * (2 * height n) * (h / 2) / h) with (- (-1) ^ m * height n) in Z by (field; lra). lra.
Qed.
Lemma pattern_node k : (k <= S n)%nat -> r (node n k) = (-1) ^ k * height n.
Proof. intros H. rewrite pattern_alt, pattern_T0 by auto. ring. Qed.
Lemma pattern_r k x : (k <= n)%nat -> node n k <= x <= node n (S k) ->
  r x = (-1) ^ k * height n * (1 - 2 * (x - node n k) / h).
Proof.
  intros Hk Hx. assert (G := gap_pos T0 T1 HT n). rewrite (affine_values k Hk x Hx), pattern_diff, pattern_node by lia. field. lra.
Qed.
Lemma pattern_P1 k : (k <= S n)%nat -> P1 r (node n k) = 0.
Proof.
  assert (G := gap_pos T0 T1 HT n). induction k as [|k IH]; intros Hk; [rewrite node_0; apply P1_T0|].
  unfold Stationary.P1 in *. rewrite <- (RInt_chasles r T0 (node n k)), IH by (auto; lia).
  rewrite Rplus_0_l.
  rewrite (RInt_ext r (fun x => (-1) ^ k * height n + (- 2 * (-1) ^ k * height n / h) * (x - node n k))).
  - rewrite RInt_poly2, node_S. to_R. field. lra.
  - intros x Hx. rewrite node_S in Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
    rewrite (pattern_r k) by (rewrite ?node_S; lia || lra). to_R. field. lra.
Qed.
Lemma pattern_P2 k : (k <= S n)%nat -> P2 r (node n k) = if Nat.even k then 0 else height n * h ^ 2 / 6.
Proof.
  assert (G := gap_pos T0 T1 HT n). induction k as [|k IH]; intros Hk; [rewrite node_0; apply P2_T0|].
  destruct HP as [_ [_ [F _]]].
  destruct (piece_end T0 r Hr (node n k) (node n (S k)) ltac:(rewrite node_S; lra)
    (resid_piece al be T0 T1 HT n k p F ltac:(lia)) (pattern_P1 k ltac:(lia)) (pattern_P1 (S k) Hk)) as [E _].
  rewrite E, IH, pattern_node by lia. rewrite even_S, node_S.
  replace (node n k + h - node n k) with h by ring.
  destruct (m1_cases k) as [[-> ->]|[-> ->]]; simpl; field.
Qed.
Lemma pattern_stationary : stationary al be T0 T1 p.
Proof.
  assert (E1 := pattern_P1 (S n) ltac:(lia)). rewrite node_end in E1. split; [exact E1|].
  assert (E2 := pattern_P2 (S n) ltac:(lia)). rewrite node_end in E2.
  destruct HP as [[m Hm] [_ [F _]]].
  assert (EV : Nat.even (S n) = false).
  { rewrite even_S, Hm, Nat.even_mul. reflexivity. }
  rewrite EV in E2.
  apply List.Forall_forall. intros u Hu. rewrite List.Forall_forall in F. destruct (F u Hu) as [A Q].
  assert (CL : forall i, nw u <> 0 -> (1 <= i <= n)%nat -> nw u * node n i + nb u = 0 -> cl T0 T1 u = node n i).
  { intros i W Hi E. assert (O := node_open T0 T1 HT n i Hi). unfold cl, clamp.
    replace (- nb u / nw u) with (node n i). rewrite Rmin_right, Rmax_right; lra.
    apply Rmult_eq_reg_l with (nw u); auto. field_simplify; lra. }
  assert (CLE : forall t, nw u * t + nb u = 0 -> nw u <> 0 -> - nb u / nw u = t).
  { intros t E W. apply Rmult_eq_reg_l with (nw u); auto. field_simplify; lra. }
  split; [|split]; intros W.
  - destruct (neuron_cases T0 T1 HT u A) as [T2|[I|[_ [Z _]]]]; [| |lra].
    + destruct (Q T2) as [i [Hi [E Sg]]]. rewrite (CL i ltac:(lra) Hi E).
      rewrite (pattern_P1 i), (pattern_P2 i) by lia. rewrite E2.
      replace (i + 1)%nat with (S i) in Sg by lia. rewrite pow_S in Sg.
      destruct (m1_cases i) as [[X ->]|[X ->]]; rewrite X in Sg; [lra|]. split; auto.
    + assert (C : cl T0 T1 u = T1).
      { assert (I1 := I T1 ltac:(lra)). unfold cl. destruct (cl_cases T0 T1 (nw u) (nb u) HT) as [[C L]|[[C L]|[C _]]]; auto.
        - assert (P := pre_pos (nw u) (nb u) T1 W ltac:(lra)). lra.
        - assert (P := pre_pos (nw u) (nb u) T1 W ltac:(lra)). lra. }
      rewrite C. split; auto.
  - destruct (neuron_cases T0 T1 HT u A) as [T2|[I|[_ [Z _]]]]; [| |lra].
    + destruct (Q T2) as [i [Hi [E Sg]]]. rewrite (CL i ltac:(lra) Hi E).
      rewrite (pattern_P1 i), (pattern_P2 i) by lia.
      replace (i + 1)%nat with (S i) in Sg by lia. rewrite pow_S in Sg.
      destruct (m1_cases i) as [[X ->]|[X ->]]; rewrite X in Sg; [|lra]. split; auto.
    + assert (C : cl T0 T1 u = T0).
      { assert (I1 := I T0 ltac:(lra)). unfold cl. destruct (cl_cases T0 T1 (nw u) (nb u) HT) as [[C L]|[[C L]|[C L]]]; auto.
        - assert (P := pre_pos' (nw u) (nb u) T0 W ltac:(lra)). lra.
        - assert (P := pre_pos' (nw u) (nb u) T0 W ltac:(lra)). lra. }
      rewrite C. split; [apply P2_T0|intros _; apply P1_T0].
  - intros B V. exfalso. destruct A as [_ [A2 A3]]. destruct (Req_dec (nb u) 0) as [Z|Z].
    + apply V. apply A3. split; auto. + apply V. apply A2. split; auto. lra.
Qed.
Lemma pattern_loss_to k : (k <= S n)%nat ->
  RInt (fun x => r x ^ 2) T0 (node n k) = INR k * (height n ^ 2 * h / 3).
Proof.
  assert (G := gap_pos T0 T1 HT n). induction k as [|k IH]; intros Hk.
  - rewrite node_0, RInt_same. simpl. ring.
  - rewrite <- (RInt_chasles (fun x => r x ^ 2) T0 (node n k)) by c0. rewrite IH by lia.
    rewrite (RInt_ext (fun x => r x ^ 2) (fun x => height n ^ 2 * (1 - 2 * (x - node n k) / h) ^ 2) (node n k) (node n (S k))).
    2:{ intros x Hx. rewrite node_S in Hx. rewrite Rmin_left, Rmax_right in Hx by lra.
        rewrite (pattern_r k) by (rewrite ?node_S; lia || lra).
        destruct (m1_cases k) as [[-> _]|[-> _]]; rring. }
    rewrite (RInt_of_derive (fun x => height n ^ 2 * (- h / 6 * (1 - 2 * (x - node n k) / h) ^ 3))).
    + rewrite node_S, S_INR. to_R. field. lra.
    + intros x. auto_derive; [exact I|]. field. lra.
    + unfold Rdiv. c0.
Qed.
Theorem pattern_loss : loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4).
Proof.
  assert (E := pattern_loss_to (S n) ltac:(lia)). rewrite node_end in E. unfold Definitions.loss. rewrite E.
  unfold height, Structure.gap. replace (S n) with (n + 1)%nat by lia. field. assert (N := INRn_pos). lra.
Qed.
End Forward.

(* ---- from the first-order conditions to the pattern ---- *)
Lemma kinks_list h : exists l, forall x, In x l <->
  exists m, In m h /\ nv m <> 0 /\ nw m <> 0 /\ x = - nb m / nw m /\ T0 < x < T1.
Proof.
  induction h as [|m h [l E]].
  - exists []. intros x; split; [intros []|intros [m [[] _]]].
  - assert (D : {nv m <> 0 /\ nw m <> 0 /\ T0 < - nb m / nw m < T1} + {~ (nv m <> 0 /\ nw m <> 0 /\ T0 < - nb m / nw m < T1)}).
    { destruct (Req_EM_T (nv m) 0); [right; tauto|]. destruct (Req_EM_T (nw m) 0); [right; tauto|].
      destruct (Rlt_dec T0 (- nb m / nw m)); [|right; tauto]. destruct (Rlt_dec (- nb m / nw m) T1); [|right; tauto].
      left. auto. }
    destruct D as [[V [W I]]|D].
    + exists (- nb m / nw m :: l). intros x. simpl. rewrite E. split.
      * intros [<-|[u [Hu R]]]; [exists m; auto|exists u; auto].
      * intros [u [[<-|Hu] [A [B [C F]]]]]; [left; auto|right; exists u; auto].
    + exists l. intros x. rewrite E. split.
      * intros [u [Hu R]]. exists u. simpl. auto.
      * intros [u [[<-|Hu] [A [B [C F]]]]]; [exfalso; apply D; subst x; auto|exists u; auto].
Qed.

Theorem stationary_pattern p : al <> 0 -> stationary al be T0 T1 p ->
  (forall x, T0 <= x <= T1 -> resid p x = 0) \/
  (P2 (resid p) T1 <> 0 /\ exists n, pattern n p /\ forall i, (1 <= i <= n)%nat ->
     List.Exists (fun m => type2_active T0 T1 m /\ nw m * node n i + nb m = 0) (hid p)).
Proof.
  intros Hal [Hc HF]. set (r := resid p) in *. assert (Hr : C0 r) by (unfold r; c0).
  rewrite List.Forall_forall in HF. set (M := P2 r T1) in *.
  destruct (kinks_list (hid p)) as [l El].
  destruct (incr_sort l T0 T1 HT) as [s [Is Es]].
  { intros x Hx. apply El in Hx. destruct Hx as [m [_ [_ [_ [_ I]]]]]. exact I. }
  assert (CH : chain r T0 s T1).
  { apply (chain_of_incr r (fun x => In x l) s T0 T1 Is).
    - intros u v U L V H. apply resid_affine. intros m Hm Vm Wm I. apply (H (- nb m / nw m)); auto.
      apply El. exists m. repeat split; auto; lra.
    - intros x Hx _. apply Es, Hx. }
  assert (CLI : forall m, nw m <> 0 -> T0 < - nb m / nw m < T1 -> cl T0 T1 m = - nb m / nw m).
  { intros m W I. unfold cl, clamp. rewrite Rmin_right, Rmax_right; lra. }
  assert (ST : forall q, In q s -> P1 r q = 0 /\ (P2 r q = 0 \/ P2 r q = M)).
  { intros q Hq. apply Es, El in Hq. destruct Hq as [m [Hm [V [W [E I]]]]].
    destruct (HF m Hm) as [A [B _]]. rewrite (CLI m W) in A, B by (rewrite <- E; auto). rewrite <- E in A, B.
    destruct (Rtotal_order (nw m) 0) as [Q|[Q|Q]]; [|contradiction|].
    - destruct (B Q). auto. - destruct (A Q). auto. }
  destruct (Req_dec (r T0) 0) as [Z|Z].
  { left. apply (chain_zero T0 r Hr s T0 T1 CH (P1_T0 T0 r) Hc); auto. intros q Hq. apply ST, Hq. }
  right.
  assert (HM : M <> 0).
  { assert (X : forall q, T0 < q -> affine_on r T0 q -> P1 r q = 0 -> P2 r q <> 0).
    { intros q L F A E. destruct (piece_end T0 r Hr T0 q L F (P1_T0 T0 r) A) as [E2 _]. rewrite P2_T0, E in E2.
      assert (E3 : r T0 * (q - T0) ^ 2 = 0) by lra. apply Rmult_integral in E3. destruct E3 as [E3|E3]; [auto|].
      assert (0 < (q - T0) ^ 2) by (apply pow_lt; lra). lra. }
    destruct s as [|q s]; simpl in CH.
    - apply X; tauto.
    - destruct CH as [[L F] _]. destruct (ST q (or_introl eq_refl)) as [A B].
      specialize (X q L F A). destruct B as [B|B]; [contradiction|]. rewrite <- B. exact X. }
  split; auto.
  assert (RP := Rabs_pos_lt _ Z). assert (MP := Rabs_pos_lt _ HM).
  set (h := sqrt (6 * Rabs M / Rabs (r T0))).
  assert (HH : 0 < h). { apply sqrt_lt_R0. apply Rdiv_lt_0_compat; lra. }
  assert (EH : Rabs (r T0) * h ^ 2 = 6 * Rabs M).
  { unfold h. rewrite pow2_sqrt. field; lra. left. apply Rdiv_lt_0_compat; lra. }
  destruct (zigzag T0 r Hr M h HH s T0 T1 CH (P1_T0 T0 r) Hc eq_refl (or_introl (P2_T0 T0 r)) ST Z EH)
    as [I1 [I2 [I3 [I4 I5]]]].
  set (n := length s) in *. exists n.
  assert (N1 : 0 < INR (S n)) by (apply lt_0_INR; lia).
  assert (GH : gap n = h).
  { unfold Structure.gap. replace (n + 1)%nat with (S n) by lia. rewrite I1. field. lra. }
  assert (NK : forall k, T0 + INR k * h = node n k) by (intros; rewrite node_val, GH; reflexivity).
  assert (PN : forall k, (k <= S n)%nat -> P2 r (node n k) = if Nat.even k then 0 else M).
  { intros k Hk. rewrite <- NK, I4 by auto. rewrite P2_T0. destruct (Nat.even k); ring. }
  assert (EV : Nat.even n = true).
  { assert (E := PN (S n) ltac:(lia)). rewrite node_end in E. fold M in E. rewrite even_S in E.
    destruct (Nat.even n); simpl in E; auto. }
  assert (EVN : Nat.Even n) by (apply Nat.even_spec; auto).
  assert (RN : forall k x, (k <= n)%nat -> node n k <= x <= node n (S k) ->
     r x = (-1) ^ k * r T0 * (1 - 2 * (x - node n k) / h)).
  { intros k x Hk Hx. rewrite <- !NK in *. apply I2; auto. }
  assert (RK : forall k, (k <= S n)%nat -> r (node n k) = (-1) ^ k * r T0).
  { intros [|k] Hk; [rewrite node_0; simpl; ring|]. rewrite (RN k) by (rewrite ?node_S, ?GH; lia || lra).
    rewrite node_S, GH, pow_S. field. lra. }
  (* each neuron fits the pattern *)
  assert (INP : List.Forall (in_pattern T0 T1 n) (hid p)).
  { apply List.Forall_forall. intros m Hm. destruct (HF m Hm) as [A [B C]]. split.
    - split; [|split].
      + intros T1A. destruct (type1_cl T0 T1 m HT T1A) as [CA CB]. destruct T1A as [W _].
        destruct (Rtotal_order (nw m) 0) as [Q|[Q|Q]]; [|contradiction|].
        * destruct (B Q) as [E _]. rewrite (CB Q) in E. contradiction.
        * destruct (A Q) as [E _]. rewrite (CA Q), P2_T0 in E. auto.
      + intros [W Bp]. destruct (Req_dec (nv m) 0) as [V|V]; auto. exfalso. apply HM. apply C; auto; lra.
      + intros [W Bz]. destruct (Req_dec (nv m) 0) as [V|V]; auto. exfalso. apply HM. apply C; auto; lra.
    - intros [W [t [Ht E]]]. assert (Et : - nb m / nw m = t).
      { apply Rmult_eq_reg_l with (nw m); auto. field_simplify; lra. }
      assert (CT : cl T0 T1 m = t) by (rewrite CLI; rewrite ?Et; auto).
      rewrite CT in A, B.
      assert (X : P2 r t = 0 \/ P2 r t = M).
      { destruct (Rtotal_order (nw m) 0) as [Q|[Q|Q]]; [left; apply B; auto|contradiction|right; apply A; auto]. }
      assert (Y := I5 t Ht X). apply I3 in Y. destruct Y as [k [Hk Ek]]. exists k. split; auto.
      rewrite NK in Ek. rewrite <- Ek. split; auto.
      assert (V := PN k ltac:(lia)). rewrite <- Ek in V.
      replace (k + 1)%nat with (S k) by lia. rewrite pow_S.
      destruct (Rtotal_order (nw m) 0) as [Q|[Q|Q]]; [|contradiction|].
      + destruct (B Q) as [E0 _]. destruct (m1_cases k) as [[-> Ev]|[-> Ev]]; rewrite Ev in V; [lra|]. exfalso. apply HM. congruence.
      + destruct (A Q) as [E0 _]. fold M in E0. destruct (m1_cases k) as [[-> Ev]|[-> Ev]]; rewrite Ev in V; [|lra]. exfalso. apply HM. congruence. }
  assert (TAKEN : forall i, (1 <= i <= n)%nat ->
     List.Exists (fun m => type2_active T0 T1 m /\ nw m * node n i + nb m = 0) (hid p)).
  { intros i Hi. assert (Hs : In (node n i) s) by (apply I3; exists i; split; auto).
    apply Es, El in Hs. destruct Hs as [m [Hm [V [W [E I]]]]]. apply List.Exists_exists. exists m.
    assert (E' : nw m * node n i + nb m = 0) by (rewrite E; field; auto).
    repeat split; auto. exists (node n i). auto. }
  split; [|exact TAKEN]. split; [exact EVN|]. split; [|split; [exact INP|]].
  - destruct EVN as [m Hm]. unfold centred. fold r.
    assert (Mid : (T0 + T1) / 2 = node n m + h / 2).
    { assert (E2 : INR (S n) = 2 * INR m + 1) by (rewrite S_INR, Hm, mult_INR; simpl; ring).
      rewrite <- NK. rewrite E2 in I1. lra. }
    rewrite Mid, (RN m) by (rewrite ?node_S, ?GH; lia || lra). field. lra.
  - assert (SK : forall i, (1 <= i <= n)%nat -> kink_slope (node n i) (hid p) = 4 * r T0 / h).
    { intros i Hi. assert (D := resid_second al be T0 T1 HT n i p INP Hi). fold r in D.
      rewrite !RK in D by lia. rewrite GH in D.
      destruct i as [|j]; [lia|]. replace (S j - 1)%nat with j in D by lia.
      replace (S j + 1)%nat with (S (S j)) in D by lia. rewrite !pow_S in D.
      destruct (m1_cases j) as [[Q _]|[Q _]]; rewrite Q in D;
      (apply Rmult_eq_reg_l with h; [|lra]); replace (h * (4 * r T0 / h)) with (4 * r T0) by (field; lra); lra. }
    destruct EVN as [m Hm].
    assert (D := resid_first al be T0 T1 HT n p INP). fold r in D. rewrite !RK in D by lia. rewrite GH in D.
    rewrite (esum_ext n _ (fun _ => 4 * r T0 / h)) in D by auto.
    replace (esum n (fun _ => 4 * r T0 / h)) with (INR m * (4 * r T0 / h)) in D.
    2:{ rewrite Hm at 1. rewrite esum_const. reflexivity. }
    simpl in D. assert (E : INR (n + 1) = 2 * INR m + 1) by (rewrite plus_INR, Hm, mult_INR; simpl; ring).
    assert (NP := INRn_pos n).
    intros i Hi. rewrite SK by auto.
    assert (AL : al = 2 * r T0 * INR (n + 1) / h).
    { apply Rmult_eq_reg_l with h; [|lra]. replace (h * (2 * r T0 * INR (n + 1) / h)) with (2 * r T0 * INR (n + 1)) by (field; lra).
      replace (h * (INR m * (4 * r T0 / h) - al)) with (INR m * 4 * r T0 - h * al) in D by (field; lra).
      rewrite E. lra. }
    rewrite AL. field. split; lra.
Qed.
End Pattern.
