(* The classification of the critical points and local extrema of the loss, for every width N >= 1,
   every affine target with al <> 0 and every interval. *)
Require Import Reals Lra Lia List Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net Integral Expansion Stationary Zigzag Structure Pattern Descent DescentB Derivatives.
Import ListNotations.
Open Scope R_scope.

Section Classification.
Variables (al be T0 T1 : R).
Hypothesis HT : T0 < T1.
Notation resid := (resid al be).
Notation loss := (loss al be T0 T1).
Notation critical := (critical al be T0 T1).
Notation local_min := (local_min al be T0 T1).
Notation global_min := (global_min al be T0 T1).
Notation pattern := (pattern al be T0 T1).
Notation node := (node T0 T1).
Notation saddle_a := (saddle_a al be T0 T1).
Notation saddle_b := (saddle_b al be T0 T1).
Notation dead_form := (dead_form al be T0 T1).

(* ---- loss zero ---- *)
Lemma loss_nonneg p : 0 <= loss p.
Proof. apply RInt_nonneg; [lra|c0|]. intros; apply pow2_ge_0. Qed.
Lemma loss_zero_iff p : loss p = 0 <-> forall x, T0 <= x <= T1 -> resid p x = 0.
Proof.
  split.
  - intros Z. apply RInt_sq_zero; auto. c0.
  - intros Z. apply RInt_zero. intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra. rewrite Z by lra. ring.
Qed.
(* one neuron with w = 1 represents the target; the others can be switched off *)
Definition exact_net (m : nat) : net :=
  mkNet (mkN 1 (- T0) al :: repeat (mkN 0 0 0) m) (al * T0 + be).
Lemma outs_off m x : outs (repeat (mkN 0 0 0) m) x = 0.
Proof. induction m as [|m IH]; simpl; auto. rewrite IH. ring. Qed.
Lemma exact_loss m : loss (exact_net m) = 0.
Proof.
  apply loss_zero_iff. intros x Hx. unfold Definitions.resid, real_fn, target, exact_net; cbn [hid nc outs nw nb nv].
  rewrite outs_off, relu_pos by lra. ring.
Qed.
Theorem global_min_iff p : hid p <> [] -> global_min p <-> loss p = 0.
Proof.
  intros NE. split.
  - intros G. destruct (hid p) as [|u h] eqn:E; [contradiction|].
    specialize (G (exact_net (length h))). rewrite exact_loss in G.
    assert (A := loss_nonneg p). apply Rle_antisym; auto. apply G.
    rewrite E. simpl. rewrite repeat_length. reflexivity.
  - intros Z q _. rewrite Z. apply loss_nonneg.
Qed.
Lemma global_local p : global_min p -> local_min p.
Proof. intros G. exists 1. split; [lra|]. intros q C. apply G. eapply close_length; eauto. Qed.

(* ---- critical points ---- *)
Definition taken (n : nat) (p : net) : Prop := forall i, (1 <= i <= n)%nat ->
  List.Exists (fun m => type2_active T0 T1 m /\ nw m * node n i + nb m = 0) (hid p).
Theorem stationary_iff p : al <> 0 ->
  (stationary al be T0 T1 p <-> loss p = 0 \/ exists n, pattern n p /\ taken n p).
Proof.
  intros Hal. split.
  - intros S. destruct (stationary_pattern al be T0 T1 HT p Hal S) as [Z|[_ [n [P T]]]].
    + left. apply loss_zero_iff, Z. + right. exists n. auto.
  - intros [Z|[n [P _]]].
    + assert (RZ := proj1 (loss_zero_iff p) Z).
      assert (P1Z : forall x, T0 <= x <= T1 -> P1 T0 (resid p) x = 0).
      { intros x Hx. apply RInt_zero. intros y Hy. rewrite Rmin_left, Rmax_right in Hy by lra. apply RZ. lra. }
      assert (P2Z : forall x, T0 <= x <= T1 -> P2 T0 (resid p) x = 0).
      { intros x Hx. apply RInt_zero. intros y Hy. rewrite Rmin_left, Rmax_right in Hy by lra. apply P1Z. lra. }
      split; [apply P1Z; lra|]. apply List.Forall_forall. intros m _.
      assert (C := clamp_in T0 T1 (- nb m / nw m) ltac:(lra)). fold (cl T0 T1 m) in C.
      unfold reduced. rewrite !P2Z, !P1Z by lra. auto.
    + apply (pattern_stationary al be T0 T1 HT n p P).
Qed.
Theorem critical_iff_stationary p : al <> 0 -> (critical p <-> stationary al be T0 T1 p).
Proof.
  intros Hal. split.
  - intros C. apply no_descent_stationary; auto. apply critical_no_descent, C.
  - intros S. apply stationary_critical; auto.
    destruct (stationary_pattern al be T0 T1 HT p Hal S) as [Z|[N _]]; auto. contradiction.
Qed.
Theorem critical_gradient_zero p : critical p -> gradient_zero al be T0 T1 p.
Proof.
  intros C. destruct (no_descent_stationary al be T0 T1 HT p (critical_no_descent al be T0 T1 p C)) as [Hc F].
  split; [unfold g_c; change (RInt (resid p) T0 T1) with (P1 T0 (resid p) T1); rewrite Hc; ring|].
  eapply List.Forall_impl; [|exact F]. intros m R.
  destruct (zero_of_reduced T0 T1 (resid p) HT (C0_resid al be p) Hc m R) as [A [B D]].
  unfold m_relu, m_x, m_1 in *. unfold g_v, g_w, g_b. rewrite A, !Rmult_assoc, B, D. repeat split; ring.
Qed.
(* local minima are critical points *)
Theorem local_min_critical p : al <> 0 -> local_min p -> critical p.
Proof.
  intros Hal L. apply critical_iff_stationary; auto.
  apply no_descent_stationary; auto. apply local_min_no_descent, L.
Qed.

(* ---- the pattern without kinks: form (a) or dead neurons only ---- *)
Definition weak (m : neuron) : Prop := (flat m /\ semi_active m) \/ (flat m /\ degenerate m)
    \/ (semi_inactive0 T0 m /\ al * nv m <= 0) \/ (semi_inactive1 T1 m /\ 0 <= al * nv m).
Lemma harmless_or_weak m : admissible T0 T1 m -> ~ type2_active T0 T1 m -> harmless al T0 T1 m \/ weak m.
Proof.
  intros A N. destruct (neuron_cases T0 T1 HT m A) as [T2|[I|[F [W B]]]]; [contradiction| |].
  - assert (I0 := I T0 ltac:(lra)). assert (I1 := I T1 ltac:(lra)).
    destruct (Rtotal_order (nw m) 0) as [W|[W|W]].
    + destruct (Req_dec (nw m * T0 + nb m) 0) as [Z|Z].
      * destruct (Rlt_dec 0 (al * nv m)); [left; right; left|right; right; right; left]; repeat split; auto; lra.
      * left; left. split; [lra|nra].
    + destruct (Req_dec (nb m) 0) as [Z|Z].
      * right; right; left. split; [apply A|]; split; auto.
      * left; left. rewrite W in I0. split; rewrite W; lra.
    + destruct (Req_dec (nw m * T1 + nb m) 0) as [Z|Z].
      * destruct (Rlt_dec (al * nv m) 0); [left; right; right|right; right; right; right]; repeat split; auto; lra.
      * left; left. split; [nra|lra].
  - right; left. split; auto. split; auto.
Qed.
Lemma harmless_admissible m : harmless al T0 T1 m -> admissible T0 T1 m /\ ~ type2_active T0 T1 m.
Proof.
  intros [[A B]|[[[A B] _]|[[A B] _]]]; (split; [split; [|split]|]).
  - intros [_ [C _]]; lra. - intros [W C]; rewrite W in *; lra. - intros [W C]; rewrite W in *; lra.
  - intros [W [t [Ht E]]]. assert (X := aff_le0 (nw m) (nb m) T0 T1 t ltac:(lra) ltac:(lra) ltac:(lra)).
    destruct (Rle_dec 0 (nw m)); nra.
  - intros [_ [_ C]]; nra. - intros [W C]; lra. - intros [W C]; lra.
  - intros [W [t [Ht E]]]; nra.
  - intros [_ [C _]]; nra. - intros [W C]; lra. - intros [W C]; lra.
  - intros [W [t [Ht E]]]; nra.
Qed.
Lemma pattern0_iff p : pattern 0 p <-> centred al be T0 T1 p /\
  List.Forall (fun m => admissible T0 T1 m /\ ~ type2_active T0 T1 m) (hid p).
Proof.
  split.
  - intros [_ [C [F _]]]. split; auto. eapply List.Forall_impl; [|exact F]. intros m [A B]. split; auto.
    intros T2. destruct (B T2) as [i [Hi _]]. lia.
  - intros [C F]. split; [exists 0%nat; reflexivity|]. split; auto. split.
    + eapply List.Forall_impl; [|exact F]. intros m [A B]. split; [exact A|]. intros T2. contradiction.
    + intros i Hi. lia.
Qed.
Lemma pattern0_split p : pattern 0 p <-> saddle_a p \/ dead_form p.
Proof.
  rewrite pattern0_iff. split.
  - intros [C F].
    assert (D : List.Forall (harmless al T0 T1) (hid p) \/ List.Exists weak (hid p)).
    { clear C. induction F as [|m h [A N] F IH]; [left; constructor|].
      destruct (harmless_or_weak m A N) as [H|H]; [|right; left; exact H].
      destruct IH as [IH|IH]; [left; constructor; auto|right; right; exact IH]. }
    destruct D as [D|D]; [right; split; auto|left; split; auto].
  - intros [[C [F _]]|[C F]]; split; auto.
    eapply List.Forall_impl; [|exact F]. intros m H. apply harmless_admissible, H.
Qed.
Lemma saddle_b_iff p : saddle_b p <-> exists n, (2 <= n)%nat /\ pattern n p /\ taken n p.
Proof.
  split.
  - intros [C [A [n [E [L [F K]]]]]]. exists n. split; auto. split.
    + split; auto. split; auto. split; [|intros i Hi; apply K; auto].
      rewrite List.Forall_forall in *. intros m Hm. split; auto.
    + intros i Hi. apply K; auto.
  - intros [n [L [[E [C [F K]]] T]]]. split; auto. split.
    + eapply List.Forall_impl; [|exact F]. intros m [A _]; exact A.
    + exists n. split; auto. split; auto. split.
      * eapply List.Forall_impl; [|exact F]. intros m [_ B]; exact B.
      * intros i Hi. split; auto.
Qed.
Lemma pattern_iff p : (exists n, pattern n p /\ taken n p) <-> saddle_a p \/ saddle_b p \/ dead_form p.
Proof.
  split.
  - intros [n [P T]]. destruct n as [|[|n]].
    + apply pattern0_split in P. tauto.
    + destruct P as [[k E] _]. lia.
    + right; left. apply saddle_b_iff. exists (S (S n)). split; [lia|auto].
  - intros H. assert (D : pattern 0 p \/ saddle_b p) by (rewrite pattern0_split; tauto).
    destruct D as [P|B].
    + exists 0%nat. split; auto. intros i Hi; lia.
    + apply saddle_b_iff in B. destruct B as [n [_ [P T]]]. exists n. auto.
Qed.

Theorem critical_forms p : al <> 0 -> hid p <> [] ->
  (critical p <-> global_min p \/ saddle_a p \/ saddle_b p \/ dead_form p).
Proof.
  intros Hal NE. rewrite critical_iff_stationary, stationary_iff, global_min_iff, pattern_iff by auto. tauto.
Qed.

(* ---- types ---- *)
Theorem forms_loss_pos p : al <> 0 -> saddle_a p \/ saddle_b p \/ dead_form p -> 0 < loss p.
Proof.
  intros Hal H. apply pattern_iff in H. destruct H as [n [P _]]. apply (pattern_loss_pos al be T0 T1 HT n p Hal P).
Qed.
Theorem dead_local_min p : dead_form p -> local_min p.
Proof.
  intros D. apply (radius_local_min al be T0 T1 HT p); [apply pattern0_split; auto|].
  destruct D as [_ F]. exact F.
Qed.
(* the radius certificate *)
Theorem radius_certificate p delta : centred al be T0 T1 p -> List.Forall (radius_ok al T0 T1 delta) (hid p) ->
  forall q, Forall2 (fun u m => Rabs (nw u - nw m) <= delta /\ Rabs (nb u - nb m) <= delta /\
     Rabs (nv u - nv m) <= delta) (hid q) (hid p) -> loss p <= loss q.
Proof.
  intros C F. apply (radius al be T0 T1 HT p delta); auto. apply pattern0_iff. split; auto.
  eapply List.Forall_impl; [|exact F]. intros m H. apply harmless_admissible. eapply radius_harmless; eauto.
Qed.
Theorem dead_not_global p : al <> 0 -> hid p <> [] -> dead_form p -> ~ global_min p.
Proof.
  intros Hal NE D G. apply global_min_iff in G; auto. assert (L := forms_loss_pos p Hal ltac:(auto)). lra.
Qed.
Theorem saddle_a_not_min p : al <> 0 -> saddle_a p -> ~ local_min p.
Proof.
  intros Hal S. assert (P : pattern 0 p) by (apply pattern0_split; auto).
  destruct S as [_ [_ E]]. apply List.Exists_exists in E. destruct E as [m [Hm [[V [W B]]|[[V [W B]]|[[S V]|[S V]]]]]].
  - apply (descent_flat al be T0 T1 HT p m); auto. lra.
  - apply (descent_flat al be T0 T1 HT p m); auto. lra.
  - apply (descent_end0 al be T0 T1 HT p m); auto.
  - apply (descent_end1 al be T0 T1 HT p m); auto.
Qed.
Theorem saddle_b_not_min p : al <> 0 -> saddle_b p -> ~ local_min p.
Proof.
  intros Hal S. apply saddle_b_iff in S. destruct S as [n [L [P T]]].
  apply (descent_kinks al be T0 T1 HT n p Hal L P). apply T. lia.
Qed.
Theorem saddle_iff p : al <> 0 -> hid p <> [] -> (saddle al be T0 T1 p <-> saddle_a p \/ saddle_b p).
Proof.
  intros Hal NE. split.
  - intros [C [NL _]]. apply critical_forms in C; auto. destruct C as [G|[A|[B|D]]]; auto.
    + exfalso. apply NL, global_local, G. + exfalso. apply NL, dead_local_min, D.
  - intros S. split; [apply critical_forms; tauto|]. split; [|apply no_local_max; auto].
    destruct S; [apply saddle_a_not_min|apply saddle_b_not_min]; auto.
Qed.
Theorem dead_iff p : al <> 0 -> hid p <> [] -> (local_min p /\ ~ global_min p <-> dead_form p).
Proof.
  intros Hal NE. split.
  - intros [L G]. assert (C := local_min_critical p Hal L). apply critical_forms in C; auto.
    destruct C as [C|[C|[C|C]]]; auto; [contradiction| |]; exfalso.
    + apply (saddle_a_not_min p Hal C L). + apply (saddle_b_not_min p Hal C L).
  - intros D. split; [apply dead_local_min, D|apply dead_not_global; auto].
Qed.
Theorem classification p : al <> 0 -> hid p <> [] ->
  (critical p <-> global_min p \/ saddle_a p \/ saddle_b p \/ dead_form p) /\
  (global_min p <-> loss p = 0) /\
  (saddle al be T0 T1 p <-> saddle_a p \/ saddle_b p) /\
  (local_min p /\ ~ global_min p <-> dead_form p).
Proof.
  intros Hal NE. split; [apply critical_forms; auto|]. split; [apply global_min_iff; auto|].
  split; [apply saddle_iff; auto|apply dead_iff; auto].
Qed.

(* the gradient criterion *)
Theorem critical_iff_gradient p : al <> 0 -> (critical p <-> gradient_zero al be T0 T1 p /\
  (loss p = 0 \/ List.Forall (fun m => degenerate m -> flat m) (hid p))).
Proof.
  intros Hal. split.
  - intros C. split; [apply critical_gradient_zero, C|].
    apply critical_iff_stationary in C; auto. apply stationary_iff in C; auto.
    destruct C as [C|[n [[_ [_ [F _]]] _]]]; [left; auto|right].
    eapply List.Forall_impl; [|exact F]. intros m [[_ [_ A]] _]. exact A.
  - intros [G [Z|T]]; [|apply critical_of_gradient; auto].
    apply critical_iff_stationary; auto. apply stationary_iff; auto.
Qed.

(* the kinks of a critical point with positive loss, and its residual *)
Theorem structure p : al <> 0 -> critical p -> loss p <> 0 -> List.Exists (type2_active T0 T1) (hid p) -> saddle_b p.
Proof.
  intros Hal C L T2. apply critical_iff_stationary in C; auto. apply stationary_iff in C; auto.
  destruct C as [C|C]; [contradiction|]. apply pattern_iff in C.
  apply List.Exists_exists in T2. destruct T2 as [m [Hm T2]].
  destruct C as [C|[C|C]]; auto; exfalso.
  - destruct C as [_ [F _]]. rewrite List.Forall_forall in F. destruct (F m Hm). auto.
  - destruct C as [_ F]. rewrite List.Forall_forall in F. destruct (harmless_admissible m (F m Hm)). auto.
Qed.
Theorem saddle_b_residual p : saddle_b p -> exists n, Nat.Even n /\ (2 <= n)%nat /\
  loss p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4) /\
  forall k x, (k <= n)%nat -> node n k <= x <= node n (S k) ->
    resid p x = (-1) ^ S k * (al / INR (n + 1)) * (x - (node n k + node n (S k)) / 2).
Proof.
  intros B. apply saddle_b_iff in B. destruct B as [n [L [P T]]]. exists n. split; [apply P|]. split; auto.
  split; [apply pattern_loss; auto|]. intros k x Hk Hx. rewrite (pattern_r al be T0 T1 HT n p P k x Hk Hx).
  assert (N := INRn_pos n). assert (G := gap_pos T0 T1 HT n). rewrite pow_S, node_S. unfold height. field. lra.
Qed.
Theorem flat_residual p : saddle_a p \/ dead_form p ->
  loss p = al ^ 2 * (T1 - T0) ^ 3 / 12 /\ forall x, T0 <= x <= T1 -> resid p x = - al * (x - (T0 + T1) / 2).
Proof.
  intros H. apply pattern0_split in H. split.
  - rewrite (pattern_loss al be T0 T1 HT 0 p H). simpl. field.
  - intros x Hx. apply pattern0_r; auto.
Qed.
End Classification.
