(* Finite data: squared loss of a one-hidden-layer network on a list of points (X_i, y_i), X_i in R^D
   (with a last coordinate 1 when there is a hidden bias), scalar output, (leaky) ReLU with slope rho
   on the negative side, output bias c or none. No assumption of general position anywhere. *)
Require Import Reals Lra Lia List Bool Arith.
Import ListNotations.
Open Scope R_scope.

Fixpoint dot (D : nat) (u x : nat -> R) : R :=
  match D with O => 0 | S k => dot k u x + u k * x k end.
Definition datum : Type := (nat -> R) * R.
Fixpoint total (F : datum -> R) (data : list datum) : R :=
  match data with [] => 0 | d :: l => F d + total F l end.
Record fneuron := mkF { fw : nat -> R; fv : R }.
Record fnet := mkFN { fhid : list fneuron; fc : R }.

Section Finite.
Variables (D : nat) (rho : R) (bias : bool) (data : list datum).
Definition act (z : R) : R := if Rlt_dec 0 z then z else rho * z.
Definition slope (z : R) : R := if Rlt_dec 0 z then 1 else rho.
Fixpoint fouts (h : list fneuron) (x : nat -> R) : R :=
  match h with [] => 0 | n :: h' => fv n * act (dot D (fw n) x) + fouts h' x end.
Definition error (p : fnet) (d : datum) : R := fc p + fouts (fhid p) (fst d) - snd d.
Definition floss (p : fnet) : R := total (fun d => error p d ^ 2 / 2) data.
Definition fclose_n (e : R) (m n : fneuron) : Prop :=
  (forall k, (k < D)%nat -> Rabs (fw m k - fw n k) < e) /\ Rabs (fv m - fv n) < e.
Definition fclose (e : R) (q p : fnet) : Prop := Forall2 (fclose_n e) (fhid q) (fhid p) /\
  (if bias then Rabs (fc q - fc p) < e else fc q = fc p).
Definition flocal_min (p : fnet) : Prop := exists e, 0 < e /\ forall q, fclose e q p -> floss p <= floss q.
(* the loss is (Frechet) differentiable at p and its derivative is zero *)
Definition fcritical (p : fnet) : Prop := forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> fclose d q p -> Rabs (floss q - floss p) <= eps * d.
Definition flocal_max (p : fnet) : Prop := exists e, 0 < e /\ forall q, fclose e q p -> floss q <= floss p.
(* the one-sided derivative of sum_i e_i act(w.X_i) in direction delta *)
Definition turn (u delta x : nat -> R) : R :=
  if Req_EM_T (dot D u x) 0 then act (dot D delta x) else slope (dot D u x) * dot D delta x.
Definition Dj (p : fnet) (n : fneuron) (delta : nat -> R) : R :=
  total (fun d => error p d * turn (fw n) delta (fst d)) data.

(* ---- sums and activations ---- *)
Lemma total_ext F G l : (forall d, In d l -> F d = G d) -> total F l = total G l.
Proof. induction l as [|d l IH]; intros H; simpl; auto. rewrite H, IH by (simpl; auto; intros; apply H; simpl; auto). auto. Qed.
Lemma total_lin F G k l : total (fun d => F d + k * G d) l = total F l + k * total G l.
Proof. induction l as [|d l IH]; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma total_scal F k l : total (fun d => k * F d) l = k * total F l.
Proof. induction l as [|d l IH]; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma total_pos F l : (forall d, In d l -> 0 <= F d) -> 0 <= total F l.
Proof.
  induction l as [|d l IH]; intros H; simpl; [lra|].
  assert (A := H d (or_introl eq_refl)). assert (B := IH (fun x Hx => H x (or_intror Hx))). lra.
Qed.
Lemma act_slope z : act z = slope z * z.
Proof. unfold act, slope. destruct (Rlt_dec 0 z); ring. Qed.
Lemma act_0 : act 0 = 0.
Proof. unfold act. destruct (Rlt_dec 0 0); lra. Qed.
Lemma act_hom t z : 0 <= t -> act (t * z) = t * act z.
Proof.
  intros H. unfold act. destruct (Req_dec t 0) as [->|N].
  - destruct (Rlt_dec 0 (0 * z)), (Rlt_dec 0 z); try ring; nra.
  - destruct (Rlt_dec 0 (t * z)), (Rlt_dec 0 z); try ring; exfalso; nra.
Qed.
Lemma act_turn a b : Rabs b < Rabs a -> act (a + b) = act a + slope a * b.
Proof.
  intros H. unfold act, slope, Rabs in *. destruct (Rcase_abs b), (Rcase_abs a), (Rlt_dec 0 (a + b)), (Rlt_dec 0 a); try lra.
Qed.
Lemma dot_plus u v x n : dot n (fun k => u k + v k) x = dot n u x + dot n v x.
Proof. induction n; simpl; [ring|]. rewrite IHn. ring. Qed.
Lemma dot_scal t u x n : dot n (fun k => t * u k) x = t * dot n u x.
Proof. induction n; simpl; [ring|]. rewrite IHn. ring. Qed.
Lemma dot_ext u v x n : (forall k, (k < n)%nat -> u k = v k) -> dot n u x = dot n v x.
Proof. induction n; intros H; simpl; auto. rewrite IHn, H by (auto; intros; apply H; lia). auto. Qed.
Fixpoint norm1 (n : nat) (x : nat -> R) : R := match n with O => 0 | S k => norm1 k x + Rabs (x k) end.
Lemma norm1_pos n x : 0 <= norm1 n x.
Proof. induction n; simpl; [lra|]. assert (A := Rabs_pos (x n)). lra. Qed.
Lemma dot_bound n u x e : 0 <= e -> (forall k, (k < n)%nat -> Rabs (u k) <= e) -> Rabs (dot n u x) <= e * norm1 n x.
Proof.
  intros He. induction n; intros H; simpl; [rewrite Rabs_R0; lra|].
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult, Rmult_plus_distr_l.
  apply Rplus_le_compat; [apply IHn; intros; apply H; lia|]. apply Rmult_le_compat_r; [apply Rabs_pos|apply H; lia].
Qed.
Lemma turn_hom t u delta x : 0 <= t -> turn u (fun k => t * delta k) x = t * turn u delta x.
Proof.
  intros H. unfold turn. rewrite dot_scal. destruct (Req_EM_T (dot D u x) 0); [apply act_hom; auto|ring].
Qed.
Lemma turn_self u x : turn u u x = act (dot D u x).
Proof.
  unfold turn. destruct (Req_EM_T (dot D u x) 0) as [E|E]; auto. rewrite act_slope. reflexivity.
Qed.
Lemma turn_anti u x : turn u (fun k => -1 * u k) x = - act (dot D u x).
Proof.
  unfold turn. rewrite dot_scal. destruct (Req_EM_T (dot D u x) 0) as [E|E].
  - rewrite E, Rmult_0_r, act_0. ring. - rewrite act_slope. ring.
Qed.

(* near w the activation changes exactly by turn *)
Lemma turn_exact u (l : list datum) : exists e, 0 < e /\ forall delta, (forall k, (k < D)%nat -> Rabs (delta k) < e) ->
  forall d, In d l -> act (dot D u (fst d) + dot D delta (fst d)) = act (dot D u (fst d)) + turn u delta (fst d).
Proof.
  induction l as [|d l [e1 [H1 IH]]].
  - exists 1. split; [lra|]. intros delta _ d [].
  - destruct (Req_dec (dot D u (fst d)) 0) as [Z|Z].
    + exists e1. split; auto. intros delta Hd d' [<-|Hin]; [|apply IH; auto].
      unfold turn. destruct (Req_EM_T (dot D u (fst d)) 0); [|contradiction]. rewrite Z, Rplus_0_l, act_0. ring.
    + set (N := norm1 D (fst d)). assert (NP := norm1_pos D (fst d)). fold N in NP.
      assert (AP := Rabs_pos_lt _ Z). set (e2 := Rabs (dot D u (fst d)) / (N + 1)).
      assert (E2 : 0 < e2) by (apply Rdiv_lt_0_compat; lra).
      exists (Rmin e1 e2). split; [apply Rmin_glb_lt; auto|].
      assert (M1 := Rmin_l e1 e2). assert (M2 := Rmin_r e1 e2).
      intros delta Hd d' [<-|Hin].
      * unfold turn. destruct (Req_EM_T (dot D u (fst d)) 0); [contradiction|]. apply act_turn.
        apply Rle_lt_trans with (e2 * N).
        -- apply dot_bound; [lra|]. intros k Hk. specialize (Hd k Hk). lra.
        -- unfold e2. apply Rmult_lt_reg_r with (N + 1); [lra|].
           replace (Rabs (dot D u (fst d)) / (N + 1) * N * (N + 1)) with (Rabs (dot D u (fst d)) * N) by (field; lra). nra.
      * apply IH; auto. intros k Hk. specialize (Hd k Hk). lra.
Qed.

(* ---- the exact change of the loss ---- *)
Lemma floss_change p q : floss q = floss p + total (fun d => error p d * (error q d - error p d)) data
   + / 2 * total (fun d => (error q d - error p d) ^ 2) data.
Proof.
  unfold floss. rewrite <- (Rmult_1_l (total (fun d => error p d * (error q d - error p d)) data)).
  rewrite <- !total_lin. apply total_ext. intros d _. field.
Qed.
Lemma fouts_app l1 l2 x : fouts (l1 ++ l2) x = fouts l1 x + fouts l2 x.
Proof. induction l1 as [|m l1 IH]; simpl; [ring|]. rewrite IH. ring. Qed.
Lemma fnet_eta p l1 n l2 : fhid p = l1 ++ n :: l2 -> p = mkFN (l1 ++ n :: l2) (fc p).
Proof. intros <-. destruct p; reflexivity. Qed.
Lemma fclose_n_refl e n : 0 < e -> fclose_n e n n.
Proof. intros. split; intros; rewrite Rminus_eq_0, Rabs_R0; auto. Qed.
Lemma fclose_hid_refl e h : 0 < e -> Forall2 (fclose_n e) h h.
Proof. intros. induction h; constructor; auto. apply fclose_n_refl; auto. Qed.
Lemma fclose_one e l1 m n l2 c : 0 < e -> fclose_n e m n -> fclose e (mkFN (l1 ++ m :: l2) c) (mkFN (l1 ++ n :: l2) c).
Proof.
  intros He C. split; simpl.
  - apply Forall2_app; [apply fclose_hid_refl; auto|]. constructor; auto. apply fclose_hid_refl; auto.
  - destruct bias; auto. rewrite Rminus_eq_0, Rabs_R0. auto.
Qed.
Lemma small_quad a b : a < 0 -> exists t0, 0 < t0 /\ forall t, 0 < t <= t0 -> t * a + t ^ 2 * b < 0.
Proof.
  intros Ha. assert (B := Rabs_pos b). set (t0 := - a / (2 * (Rabs b + 1))). exists t0.
  assert (T : 0 < t0) by (apply Rdiv_lt_0_compat; lra). split; auto. intros t Ht.
  assert (t * (Rabs b + 1) <= - a / 2).
  { apply Rle_trans with (t0 * (Rabs b + 1)); [apply Rmult_le_compat_r; lra|]. right. unfold t0. field. lra. }
  assert (t * b <= t * (Rabs b + 1)) by (apply Rmult_le_compat_l; [lra|assert (X := Rle_abs b); lra]).
  replace (t * a + t ^ 2 * b) with (t * (a + t * b)) by ring.
  assert (a + t * b < 0) by lra. nra.
Qed.

(* moving the output bias *)
Definition fshift (p : fnet) (t : R) : fnet := mkFN (fhid p) (fc p + t).
Lemma floss_shift p t : floss (fshift p t) = floss p + t * total (error p) data + t ^ 2 * (INR (length data) / 2).
Proof.
  rewrite (floss_change p).
  assert (E : forall d, error (fshift p t) d - error p d = t) by (intros; unfold error, fshift; simpl; ring).
  rewrite (total_ext _ (fun d => t * error p d)) by (intros; rewrite E; ring). rewrite total_scal.
  rewrite (total_ext (fun d => (error (fshift p t) d - error p d) ^ 2) (fun _ => t ^ 2)) by (intros; rewrite E; ring).
  replace (total (fun _ => t ^ 2) data) with (INR (length data) * t ^ 2); [field|].
  induction data as [|d l IH]; [simpl; ring|]. cbn [length total]. rewrite S_INR, <- IH. ring.
Qed.
Lemma fshift_close e p t : bias = true -> Rabs t < e -> fclose e (fshift p t) p.
Proof.
  intros Hb Ht. split; simpl.
  - apply fclose_hid_refl. assert (A := Rabs_pos t). lra.
  - rewrite Hb. replace (fc p + t - fc p) with t by ring. exact Ht.
Qed.
(* with an output bias and at least one point the loss has no local maximum *)
Theorem finite_no_local_max p : bias = true -> data <> [] -> ~ flocal_max p.
Proof.
  intros Hb Hd [e [He H]]. set (g := total (error p) data).
  assert (N : 0 < INR (length data)) by (apply lt_0_INR; destruct data; simpl; [contradiction|lia]).
  destruct (Rle_dec 0 g) as [G|G].
  - assert (C := H _ (fshift_close e p (e / 2) Hb ltac:(rewrite Rabs_right; lra))). rewrite floss_shift in C. fold g in C.
    assert (0 < (e / 2) ^ 2 * (INR (length data) / 2)) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra).
    assert (0 <= e / 2 * g) by (apply Rmult_le_pos; lra). lra.
  - assert (C := H _ (fshift_close e p (- (e / 2)) Hb ltac:(rewrite Rabs_Ropp, Rabs_right; lra))).
    rewrite floss_shift in C. fold g in C. replace ((- (e / 2)) ^ 2) with ((e / 2) ^ 2) in C by ring.
    assert (0 < (e / 2) ^ 2 * (INR (length data) / 2)) by (apply Rmult_lt_0_compat; [apply pow_lt|]; lra).
    assert (0 < e / 2 * - g) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(* moving one neuron along (delta, dv) *)
Definition fmove (n : fneuron) (delta : nat -> R) (v' t : R) : fneuron := mkF (fun k => fw n k + t * delta k) v'.
Definition fput (p : fnet) (l1 : list fneuron) (m : fneuron) (l2 : list fneuron) : fnet := mkFN (l1 ++ m :: l2) (fc p).
Lemma dir_bound (delta : nat -> R) : exists b, 0 <= b /\ forall k, (k < D)%nat -> Rabs (delta k) <= b.
Proof.
  induction D as [|n [b [B0 B]]]; [exists 0; split; [lra|intros; lia]|].
  exists (Rmax b (Rabs (delta n))). split; [apply Rle_trans with b; [auto|apply Rmax_l]|].
  intros k Hk. destruct (Nat.eq_dec k n) as [->|N]; [apply Rmax_r|].
  apply Rle_trans with b; [apply B; lia|apply Rmax_l].
Qed.
Lemma move_exact n delta : exists t0, 0 < t0 /\ forall t, 0 <= t <= t0 -> forall d, In d data ->
  act (dot D (fun k => fw n k + t * delta k) (fst d)) = act (dot D (fw n) (fst d)) + t * turn (fw n) delta (fst d).
Proof.
  destruct (turn_exact (fw n) data) as [e [He H]].
  destruct (dir_bound delta) as [b [B0 B]]. exists (e / (b + 1)). split; [apply Rdiv_lt_0_compat; lra|].
  intros t Ht d Hd. rewrite dot_plus. rewrite (H (fun k => t * delta k)); auto.
  - rewrite turn_hom by lra. reflexivity.
  - intros k Hk. rewrite Rabs_mult, (Rabs_right t) by lra.
    assert (t * (b + 1) <= e).
    { apply Rle_trans with (e / (b + 1) * (b + 1)); [apply Rmult_le_compat_r; lra|right; field; lra]. }
    specialize (B k Hk). assert (0 <= Rabs (delta k)) by apply Rabs_pos.
    destruct (Req_dec t 0) as [->|T]; [lra|]. nra.
Qed.
Lemma move_close_n n delta e : 0 < e -> exists t0, 0 < t0 /\ forall t v', 0 <= t <= t0 -> Rabs (v' - fv n) < e ->
  fclose_n e (fmove n delta v' t) n.
Proof.
  intros He.
  destruct (dir_bound delta) as [b [B0 B]]. exists (e / (b + 1)). split; [apply Rdiv_lt_0_compat; lra|].
  intros t v' Ht Hv. split; auto. intros k Hk. unfold fmove; simpl.
  replace (fw n k + t * delta k - fw n k) with (t * delta k) by ring. rewrite Rabs_mult, (Rabs_right t) by lra.
  assert (t * (b + 1) <= e).
  { apply Rle_trans with (e / (b + 1) * (b + 1)); [apply Rmult_le_compat_r; lra|right; field; lra]. }
  specialize (B k Hk). assert (0 <= Rabs (delta k)) by apply Rabs_pos.
  destruct (Req_dec t 0) as [->|T]; [lra|]. nra.
Qed.
Lemma put_error p l1 n l2 m d : fhid p = l1 ++ n :: l2 ->
  error (fput p l1 m l2) d - error p d = fv m * act (dot D (fw m) (fst d)) - fv n * act (dot D (fw n) (fst d)).
Proof. intros E. unfold error, fput. rewrite E. simpl. rewrite !fouts_app. simpl. ring. Qed.
Lemma Dj_self p n : Dj p n (fw n) = total (fun d => error p d * act (dot D (fw n) (fst d))) data.
Proof. unfold Dj. apply total_ext. intros d _. rewrite turn_self. reflexivity. Qed.
(* the loss along such a move: exact for small t *)
Lemma move_loss p l1 n l2 delta v' t : fhid p = l1 ++ n :: l2 ->
  (forall d, In d data -> act (dot D (fun k => fw n k + t * delta k) (fst d)) = act (dot D (fw n) (fst d)) + t * turn (fw n) delta (fst d)) ->
  floss (fput p l1 (fmove n delta v' t) l2) = floss p + ((v' - fv n) * Dj p n (fw n) + v' * t * Dj p n delta) +
    / 2 * total (fun d => ((v' - fv n) * act (dot D (fw n) (fst d)) + v' * t * turn (fw n) delta (fst d)) ^ 2) data.
Proof.
  intros E X. rewrite (floss_change p).
  assert (F : forall d, In d data -> error (fput p l1 (fmove n delta v' t) l2) d - error p d =
    (v' - fv n) * act (dot D (fw n) (fst d)) + v' * t * turn (fw n) delta (fst d)).
  { intros d Hd. rewrite (put_error p l1 n l2) by auto. unfold fmove; simpl. rewrite X by auto. ring. }
  f_equal.
  - f_equal. rewrite Dj_self. unfold Dj. rewrite <- total_scal, <- total_lin. apply total_ext. intros d Hd. rewrite F by auto. ring.
  - f_equal. apply total_ext. intros d Hd. rewrite F by auto. reflexivity.
Qed.

(* ---- Theorem C ---- *)
Definition linear_conditions (p : fnet) : Prop :=
  (bias = true -> total (error p) data = 0) /\
  List.Forall (fun n => (fv n <> 0 -> forall delta, 0 <= fv n * Dj p n delta) /\
                        (fv n = 0 -> forall delta, Dj p n delta = 0)) (fhid p).

Lemma conditions_self p n : (fv n <> 0 -> forall delta, 0 <= fv n * Dj p n delta) ->
  (fv n = 0 -> forall delta, Dj p n delta = 0) -> Dj p n (fw n) = 0.
Proof.
  intros A B. destruct (Req_dec (fv n) 0) as [V|V]; [apply B; auto|].
  assert (P := A V (fw n)). assert (Q := A V (fun k => -1 * fw n k)).
  assert (E : Dj p n (fun k => -1 * fw n k) = - Dj p n (fw n)).
  { rewrite Dj_self. unfold Dj. replace (- total (fun d => error p d * act (dot D (fw n) (fst d))) data) with
      (-1 * total (fun d => error p d * act (dot D (fw n) (fst d))) data) by ring.
    rewrite <- total_scal. apply total_ext. intros d _. rewrite turn_anti. ring. }
  rewrite E in Q. assert (Z : fv n * Dj p n (fw n) = 0) by lra. apply Rmult_integral in Z. tauto.
Qed.
Lemma sufficient_h p h : List.Forall (fun n => (fv n <> 0 -> forall delta, 0 <= fv n * Dj p n delta) /\
                        (fv n = 0 -> forall delta, Dj p n delta = 0)) h ->
  exists e, 0 < e /\ forall hq, Forall2 (fclose_n e) hq h ->
    0 <= total (fun d => error p d * (fouts hq (fst d) - fouts h (fst d))) data.
Proof.
  intros F. induction F as [|n h [A B] F [e1 [H1 IH]]].
  - exists 1. split; [lra|]. intros hq C. inversion C; subst. apply total_pos. intros; simpl; lra.
  - destruct (turn_exact (fw n) data) as [e2 [H2 T]].
    set (e3 := if Req_EM_T (fv n) 0 then 1 else Rabs (fv n)).
    assert (H3 : 0 < e3). { unfold e3. destruct (Req_EM_T (fv n) 0); [lra|apply Rabs_pos_lt; auto]. }
    exists (Rmin e1 (Rmin e2 e3)). split; [repeat apply Rmin_glb_lt; auto|].
    intros hq C. inversion C as [|m ? hq' ? Cm Ch]; subst.
    assert (M1 := Rmin_l e1 (Rmin e2 e3)). assert (M2 := Rmin_r e1 (Rmin e2 e3)).
    assert (M3 := Rmin_l e2 e3). assert (M4 := Rmin_r e2 e3).
    assert (R1 : 0 <= total (fun d => error p d * (fouts hq' (fst d) - fouts h (fst d))) data).
    { apply IH. clear - Ch M1. induction Ch; constructor; auto. destruct H as [Ha Hb].
      split; [intros k Hk; specialize (Ha k Hk); lra|lra]. }
    destruct Cm as [Cw Cv]. set (delta := fun k => fw m k - fw n k).
    assert (X : forall d, In d data -> act (dot D (fw m) (fst d)) = act (dot D (fw n) (fst d)) + turn (fw n) delta (fst d)).
    { intros d Hd. rewrite <- (T delta) by (auto; intros k Hk; specialize (Cw k Hk); unfold delta; lra).
      rewrite <- dot_plus. f_equal. apply dot_ext. intros k Hk. unfold delta. ring. }
    assert (S := conditions_self p n A B).
    assert (R2 : 0 <= fv m * Dj p n delta).
    { destruct (Req_dec (fv n) 0) as [V|V]; [rewrite (B V delta); lra|].
      specialize (A V delta). assert (E3 : e3 = Rabs (fv n)) by (unfold e3; destruct (Req_EM_T (fv n) 0); [contradiction|auto]).
      assert (Cv' : Rabs (fv m - fv n) < Rabs (fv n)) by (rewrite <- E3; lra).
      assert (SG : 0 < fv m * fv n).
      { clear - Cv' V. unfold Rabs in *. destruct (Rcase_abs (fv m - fv n)), (Rcase_abs (fv n)); nra. }
      apply Rmult_le_reg_l with (fv n ^ 2); [rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, V|].
      replace (fv n ^ 2 * (fv m * Dj p n delta)) with ((fv m * fv n) * (fv n * Dj p n delta)) by ring.
      rewrite Rmult_0_r. apply Rmult_le_pos; lra. }
    replace (total (fun d => error p d * (fouts (m :: hq') (fst d) - fouts (n :: h) (fst d))) data) with
      (total (fun d => error p d * (fouts hq' (fst d) - fouts h (fst d))) data + ((fv m - fv n) * Dj p n (fw n) + fv m * Dj p n delta)).
    { rewrite S. lra. }
    rewrite Dj_self. unfold Dj.
    replace ((fv m - fv n) * total (fun d => error p d * act (dot D (fw n) (fst d))) data) with
      (1 * ((fv m - fv n) * total (fun d => error p d * act (dot D (fw n) (fst d))) data)) by ring.
    rewrite <- total_scal, <- Rplus_assoc, <- !total_lin. apply total_ext. intros d Hd. simpl. rewrite X by auto. ring.
Qed.
Theorem finite_sufficient p : linear_conditions p -> flocal_min p.
Proof.
  intros [S0 F]. destruct (sufficient_h p (fhid p) F) as [e [He H]]. exists e. split; auto.
  intros q [Ch Cc]. rewrite (floss_change p q). specialize (H _ Ch).
  assert (Z : 0 <= total (fun d => error p d * (error q d - error p d)) data).
  { replace (total (fun d => error p d * (error q d - error p d)) data) with
      (total (fun d => error p d * (fouts (fhid q) (fst d) - fouts (fhid p) (fst d))) data + (fc q - fc p) * total (error p) data).
    - assert (W : (fc q - fc p) * total (error p) data = 0).
      { destruct bias; [rewrite S0 by auto; ring|rewrite Cc; ring]. } lra.
    - rewrite <- total_lin. apply total_ext. intros d _. unfold error. ring. }
  assert (Q : 0 <= total (fun d => (error q d - error p d) ^ 2) data) by (apply total_pos; intros; apply pow2_ge_0).
  lra.
Qed.
Theorem finite_necessary p : flocal_min p -> linear_conditions p.
Proof.
  intros [e [He H]]. split.
  - intros Hb. set (g := total (error p) data). destruct (Req_dec g 0) as [|N]; auto. exfalso.
    assert (GP : 0 < g ^ 2) by (rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, N).
    destruct (small_quad (- g ^ 2) (g ^ 2 * (INR (length data) / 2))) as [t0 [T0 Q]]; [lra|].
    assert (AG := Rabs_pos_lt _ N).
    set (t := Rmin t0 (e / (2 * Rabs g))). assert (t <= t0) by apply Rmin_l.
    assert (T2 : t <= e / (2 * Rabs g)) by apply Rmin_r.
    assert (0 < t) by (apply Rmin_glb_lt; [auto|apply Rdiv_lt_0_compat; lra]).
    assert (C : fclose e (fshift p (- t * g)) p).
    { apply fshift_close; auto. rewrite Rabs_mult, Rabs_Ropp, (Rabs_right t) by lra.
      apply Rle_lt_trans with (e / (2 * Rabs g) * Rabs g); [apply Rmult_le_compat_r; lra|].
      replace (e / (2 * Rabs g) * Rabs g) with (e / 2) by (field; lra). lra. }
    specialize (H _ C). rewrite floss_shift in H. fold g in H. specialize (Q t ltac:(lra)).
    replace ((- t * g) ^ 2 * (INR (length data) / 2)) with (t ^ 2 * (g ^ 2 * (INR (length data) / 2))) in H by ring.
    replace (- t * g * g) with (t * (- g ^ 2)) in H by ring. lra.
  - apply List.Forall_forall. intros n Hn. destruct (in_split n (fhid p) Hn) as [l1 [l2 E]].
    assert (CL : forall m, fclose_n e m n -> fclose e (fput p l1 m l2) p).
    { intros m C. rewrite (fnet_eta p l1 n l2 E) at 2. apply fclose_one; auto. }
    split; intros V.
    + intros delta. apply Rnot_lt_le. intros N.
      destruct (move_exact n delta) as [t1 [T1 X]]. destruct (move_close_n n delta e He) as [t2 [T2 Y]].
      destruct (small_quad (fv n * Dj p n delta) (/ 2 * total (fun d => (fv n * turn (fw n) delta (fst d)) ^ 2) data) N) as [t3 [T3 Z]].
      set (t := Rmin t1 (Rmin t2 t3)).
      assert (M1 : t <= t1) by apply Rmin_l. assert (M2 : t <= Rmin t2 t3) by apply Rmin_r.
      assert (M3 := Rmin_l t2 t3). assert (M4 := Rmin_r t2 t3).
      assert (TP : 0 < t) by (repeat apply Rmin_glb_lt; auto).
      assert (C := H _ (CL _ (Y t (fv n) ltac:(lra) ltac:(rewrite Rminus_eq_0, Rabs_R0; auto)))).
      rewrite (move_loss p l1 n l2 delta (fv n) t E (X t ltac:(lra))) in C.
      specialize (Z t ltac:(lra)).
      rewrite (total_ext _ (fun d => t ^ 2 * (fv n * turn (fw n) delta (fst d)) ^ 2)) in C by (intros; ring).
      rewrite total_scal in C. lra.
    + (* flat: phi t = Dj (fw n) + t Dj delta vanishes for all small t >= 0 *)
      assert (PHI : forall delta, exists t0, 0 < t0 /\ forall t, 0 <= t <= t0 -> Dj p n (fw n) + t * Dj p n delta = 0).
      { intros delta. destruct (move_exact n delta) as [t1 [T1 X]]. destruct (move_close_n n delta e He) as [t2 [T2 Y]].
        exists (Rmin t1 t2). split; [apply Rmin_glb_lt; auto|]. intros t Ht.
        assert (M1 := Rmin_l t1 t2). assert (M2 := Rmin_r t1 t2).
        set (phi := Dj p n (fw n) + t * Dj p n delta). destruct (Req_dec phi 0) as [|N]; auto. exfalso.
        assert (PP : 0 < phi ^ 2) by (rewrite <- Rsqr_pow2; apply Rsqr_pos_lt, N).
        set (K := total (fun d => (act (dot D (fw n) (fst d)) + t * turn (fw n) delta (fst d)) ^ 2) data).
        destruct (small_quad (- phi ^ 2) (/ 2 * (phi ^ 2 * K))) as [t3 [T3 Z]]; [lra|].
        assert (AG := Rabs_pos_lt _ N).
        set (s := Rmin t3 (e / (2 * Rabs phi))). assert (s <= t3) by apply Rmin_l.
        assert (S2 : s <= e / (2 * Rabs phi)) by apply Rmin_r.
        assert (0 < s) by (apply Rmin_glb_lt; [auto|apply Rdiv_lt_0_compat; lra]).
        assert (CV : Rabs (- s * phi - fv n) < e).
        { rewrite V, Rminus_0_r, Rabs_mult, Rabs_Ropp, (Rabs_right s) by lra.
          apply Rle_lt_trans with (e / (2 * Rabs phi) * Rabs phi); [apply Rmult_le_compat_r; lra|].
          replace (e / (2 * Rabs phi) * Rabs phi) with (e / 2) by (field; lra). lra. }
        assert (C := H _ (CL _ (Y t (- s * phi) ltac:(lra) CV))).
        rewrite (move_loss p l1 n l2 delta (- s * phi) t E (X t ltac:(lra))) in C. rewrite V in C.
        rewrite (total_ext _ (fun d => (s ^ 2 * phi ^ 2) * (act (dot D (fw n) (fst d)) + t * turn (fw n) delta (fst d)) ^ 2)) in C by (intros; ring).
        rewrite total_scal in C. fold K in C. specialize (Z s ltac:(lra)).
        replace ((- s * phi - 0) * Dj p n (fw n) + - s * phi * t * Dj p n delta) with (s * - phi ^ 2) in C by (unfold phi; ring). lra. }
      intros delta. destruct (PHI delta) as [t0 [T0 P]].
      assert (A := P 0 ltac:(lra)). assert (B := P t0 ltac:(lra)). assert (Z : t0 * Dj p n delta = 0) by lra.
      apply Rmult_integral in Z. lra.
Qed.
Theorem theorem_C p : flocal_min p <-> linear_conditions p.
Proof. split; [apply finite_necessary|apply finite_sufficient]. Qed.

(* ---- Theorem A ---- *)
Definition grad (p : fnet) (n : fneuron) (k : nat) : R :=       (* g_j *)
  total (fun d => error p d * (slope (dot D (fw n) (fst d)) * fst d k)) data.
Definition off_kinks (p : fnet) : Prop :=
  List.Forall (fun n => forall d, In d data -> dot D (fw n) (fst d) <> 0) (fhid p).
Definition fgradient_zero (p : fnet) : Prop := (bias = true -> total (error p) data = 0) /\
  List.Forall (fun n => (forall k, (k < D)%nat -> fv n * grad p n k = 0) /\ dot D (fw n) (grad p n) = 0) (fhid p).
Lemma dot_comm n u x : dot n u x = dot n x u.
Proof. induction n; simpl; auto. rewrite IHn. ring. Qed.
Lemma dot_total n u (F : datum -> R) (l : list datum) : dot n u (fun k => total (fun d => F d * fst d k) l) = total (fun d => F d * dot n u (fst d)) l.
Proof.
  induction n; simpl.
  - induction l as [|d l IH]; simpl; auto. rewrite <- IH. ring.
  - rewrite IHn, <- total_scal. rewrite <- (Rmult_1_l (total (fun d => u n * _) l)), <- total_lin.
    apply total_ext. intros d _. ring.
Qed.
Lemma Dj_grad p n delta : (forall d, In d data -> dot D (fw n) (fst d) <> 0) -> Dj p n delta = dot D delta (grad p n).
Proof.
  intros N. unfold grad, Dj.
  transitivity (dot D delta (fun k => total (fun d => (error p d * slope (dot D (fw n) (fst d))) * fst d k) data)).
  - rewrite dot_total. apply total_ext. intros d Hd. unfold turn.
    destruct (Req_EM_T (dot D (fw n) (fst d)) 0) as [E|_]; [exfalso; apply (N d Hd E)|ring].
  - rewrite !(dot_comm D delta). apply dot_ext. intros k _. apply total_ext. intros; ring.
Qed.
Lemma dot_zero n u x : (forall k, (k < n)%nat -> x k = 0) -> dot n u x = 0.
Proof. induction n; intros H; simpl; auto. rewrite IHn, H by (auto; intros; apply H; lia). ring. Qed.
Lemma dot_self_pos n u : 0 <= dot n u u.
Proof. induction n; simpl; [lra|]. nra. Qed.
Lemma dot_self_zero n u : dot n u u = 0 -> forall k, (k < n)%nat -> u k = 0.
Proof.
  induction n; intros E k Hk; [lia|]. simpl in E. assert (A := dot_self_pos n u).
  assert (B : 0 <= u n * u n) by nra. destruct (Nat.eq_dec k n) as [->|N]; [nra|]. apply IHn; [lra|lia].
Qed.
(* local minimum iff every g_j vanishes, the flat neurons included *)
Theorem theorem_A_gradient p : off_kinks p -> fgradient_zero p ->
  (flocal_min p <-> List.Forall (fun n => forall k, (k < D)%nat -> grad p n k = 0) (fhid p)).
Proof.
  intros OK [C0 CF]. unfold off_kinks in OK. rewrite theorem_C. unfold linear_conditions.
  rewrite !List.Forall_forall in *. split.
  - intros [_ F]. intros n Hn. destruct (F n Hn) as [A B]. apply dot_self_zero.
    destruct (Req_dec (fv n) 0) as [V|V].
    + rewrite <- (Dj_grad p n (grad p n)); auto.
    + apply dot_zero. intros k Hk. destruct (CF n Hn) as [X _]. specialize (X k Hk). apply Rmult_integral in X. tauto.
  - intros F. split; auto. intros n Hn.
    assert (Z : forall delta, Dj p n delta = 0) by (intros; rewrite Dj_grad by auto; apply dot_zero; auto).
    split; intros; rewrite Z; lra.
Qed.
(* otherwise: a flat neuron with g_j <> 0, and along dw_j = - g_j, dv_j = s the loss is a polynomial
   in t whose second derivative at 0 is s^2 |h|^2 - 2 s |g_j|^2, h_i = act (w_j . X_i) *)
Definition h2 (n : fneuron) : R := total (fun d => act (dot D (fw n) (fst d)) ^ 2) data.
Theorem theorem_A_direction p l1 n l2 s : fhid p = l1 ++ n :: l2 -> off_kinks p -> fv n = 0 ->
  dot D (fw n) (grad p n) = 0 ->
  exists B C t0, 0 < t0 /\ forall t, 0 <= t <= t0 ->
    floss (fput p l1 (mkF (fun k => fw n k + t * - grad p n k) (t * s)) l2) =
    floss p + t ^ 2 * ((s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n)) / 2) + t ^ 3 * B + t ^ 4 * C.
Proof.
  intros E OK V W. set (g := grad p n). set (delta := fun k => - g k).
  assert (ON : forall d, In d data -> dot D (fw n) (fst d) <> 0).
  { unfold off_kinks in OK. rewrite List.Forall_forall in OK. apply OK. rewrite E. apply in_or_app. simpl; auto. }
  destruct (move_exact n delta) as [t0 [T0 X]].
  exists (s ^ 2 * total (fun d => act (dot D (fw n) (fst d)) * turn (fw n) delta (fst d)) data),
    (s ^ 2 / 2 * total (fun d => turn (fw n) delta (fst d) ^ 2) data), t0. split; auto. intros t Ht.
  assert (M := move_loss p l1 n l2 delta (t * s) t E (X t Ht)). unfold fmove in M. unfold delta in M at 1.
  rewrite M. rewrite V.
  rewrite (Dj_grad p n (fw n) ON), (Dj_grad p n delta ON). fold g. fold g in W. rewrite W.
  replace (dot D delta g) with (- dot D g g).
  2:{ unfold delta. replace (- dot D g g) with (-1 * dot D g g) by ring. rewrite <- dot_scal. apply dot_ext. intros; ring. }
  rewrite (total_ext _ (fun d => (t ^ 2 * s ^ 2 * act (dot D (fw n) (fst d)) ^ 2 +
     (2 * t ^ 3 * s ^ 2) * (act (dot D (fw n) (fst d)) * turn (fw n) delta (fst d))) + (t ^ 4 * s ^ 2) * turn (fw n) delta (fst d) ^ 2)).
  2:{ intros d _. ring. }
  rewrite !total_lin, total_scal. unfold h2. field.
Qed.
Theorem theorem_A_strict_gradient p : off_kinks p -> fgradient_zero p -> ~ flocal_min p ->
  exists l1 n l2, fhid p = l1 ++ n :: l2 /\ fv n = 0 /\ 0 < dot D (grad p n) (grad p n) /\
    exists s, s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n) < 0 /\
      (h2 n <> 0 -> s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n) = - dot D (grad p n) (grad p n) ^ 2 / h2 n).
Proof.
  intros OK CR NL. assert (X : ~ List.Forall (fun n => forall k, (k < D)%nat -> grad p n k = 0) (fhid p)).
  { intros F. apply NL. apply theorem_A_gradient; auto. }
  assert (EX : exists n, In n (fhid p) /\ 0 < dot D (grad p n) (grad p n)).
  { clear - X. induction (fhid p) as [|n h IH]; [exfalso; apply X; constructor|].
    destruct (Rle_lt_or_eq_dec _ _ (dot_self_pos D (grad p n))) as [P|P]; [exists n; simpl; auto|].
    destruct IH as [m [Hm Q]]; [|exists m; simpl; auto].
    intros F. apply X. constructor; auto. apply dot_self_zero. auto. }
  destruct EX as [n [Hn G]]. destruct (in_split n (fhid p) Hn) as [l1 [l2 E]]. exists l1, n, l2. split; auto.
  destruct CR as [_ CF]. rewrite List.Forall_forall in CF. destruct (CF n Hn) as [A _].
  split.
  { destruct (Req_dec (fv n) 0) as [V|V]; auto. exfalso. assert (Z : dot D (grad p n) (grad p n) = 0); [|lra].
    apply dot_zero. intros k Hk. specialize (A k Hk). apply Rmult_integral in A. tauto. }
  split; auto. set (G2 := dot D (grad p n) (grad p n)) in *.
  assert (HP : 0 <= h2 n) by (apply total_pos; intros; apply pow2_ge_0).
  destruct (Req_dec (h2 n) 0) as [Z|Z].
  - exists 1. rewrite Z. split; [lra|tauto].
  - exists (G2 / h2 n). assert (Q : (G2 / h2 n) ^ 2 * h2 n - 2 * (G2 / h2 n) * G2 = - G2 ^ 2 / h2 n) by (field; auto).
    rewrite Q. split; auto. assert (0 < G2 ^ 2 / h2 n) by (apply Rdiv_lt_0_compat; [apply pow_lt; auto|lra]).
    unfold Rdiv in *. lra.
Qed.

(* multipliers at the points on the kink of a neuron prove its condition of Theorem C *)
Theorem kink_multipliers p n (m : datum -> R) : fv n <> 0 ->
  (forall d, In d data -> dot D (fw n) (fst d) = 0 ->
     (0 < fv n -> rho * error p d <= m d <= error p d) /\ (fv n < 0 -> error p d <= m d <= rho * error p d)) ->
  (forall k, (k < D)%nat -> total (fun d => (if Req_EM_T (dot D (fw n) (fst d)) 0 then m d
     else slope (dot D (fw n) (fst d)) * error p d) * fst d k) data = 0) ->
  forall delta, 0 <= fv n * Dj p n delta.
Proof.
  intros V B Z delta.
  set (F := fun d : datum => if Req_EM_T (dot D (fw n) (fst d)) 0 then m d else slope (dot D (fw n) (fst d)) * error p d).
  assert (Z0 : total (fun d => F d * dot D delta (fst d)) data = 0).
  { rewrite <- dot_total. apply dot_zero. intros k Hk. apply Z, Hk. }
  unfold Dj. rewrite <- (Rplus_0_r (total _ data)).
  replace 0 with (-1 * total (fun d => F d * dot D delta (fst d)) data) at 2 by (rewrite Z0; ring).
  rewrite <- total_lin, <- total_scal. apply total_pos. intros d Hd. unfold F, turn.
  destruct (Req_EM_T (dot D (fw n) (fst d)) 0) as [E|E]; [|right; ring].
  destruct (B d Hd E) as [P Q]. set (u := dot D delta (fst d)). unfold act.
  destruct (Rtotal_order (fv n) 0) as [W|[W|W]]; [|contradiction|]; [specialize (Q W)|specialize (P W)].
  - replace (fv n * (error p d * (if Rlt_dec 0 u then u else rho * u) + -1 * (m d * u))) with
      (- fv n * (m d * u - error p d * (if Rlt_dec 0 u then u else rho * u))) by ring.
    apply Rmult_le_pos; [lra|]. destruct (Rlt_dec 0 u); nra.
  - apply Rmult_le_pos; [lra|]. destruct (Rlt_dec 0 u); nra.
Qed.

(* critical in the sense of the derivative implies the gradient equations *)
Lemma fcritical_dir p (q : R -> fnet) C t0 e b : fcritical p -> 0 < C -> 0 < t0 ->
  (forall t, 0 < t <= t0 -> fclose (C * t) (q t) p) ->
  (forall t, 0 < t <= t0 -> floss (q t) = floss p + t * e + t ^ 2 * b) -> e = 0.
Proof.
  intros CR HC Ht Hq Hl. destruct (Req_dec e 0) as [|N]; auto. exfalso.
  assert (EP := Rabs_pos_lt _ N). assert (BP := Rabs_pos b).
  destruct (CR (Rabs e / (4 * C))) as [del [Hd Q]]; [apply Rdiv_lt_0_compat; lra|].
  set (t := Rmin t0 (Rmin (del / C) (Rabs e / (2 * (Rabs b + 1))))).
  assert (M1 : t <= t0) by apply Rmin_l. assert (M2 : t <= Rmin (del / C) (Rabs e / (2 * (Rabs b + 1)))) by apply Rmin_r.
  assert (M3 := Rmin_l (del / C) (Rabs e / (2 * (Rabs b + 1)))). assert (M4 := Rmin_r (del / C) (Rabs e / (2 * (Rabs b + 1)))).
  assert (T : 0 < t) by (repeat apply Rmin_glb_lt; auto; apply Rdiv_lt_0_compat; lra).
  assert (S1 : C * t <= del). { replace del with (C * (del / C)) by (field; lra). apply Rmult_le_compat_l; lra. }
  assert (S2 : t * (Rabs b + 1) <= Rabs e / 2).
  { apply Rle_trans with (Rabs e / (2 * (Rabs b + 1)) * (Rabs b + 1)); [apply Rmult_le_compat_r; lra|right; field; lra]. }
  assert (P : 0 < C * t) by (apply Rmult_lt_0_compat; lra).
  specialize (Q (C * t) (q t) ltac:(lra) (Hq t ltac:(lra))). rewrite Hl in Q by lra.
  replace (floss p + t * e + t ^ 2 * b - floss p) with (t * (e + t * b)) in Q by ring.
  replace (Rabs e / (4 * C) * (C * t)) with (t * (Rabs e / 4)) in Q by (field; lra).
  rewrite Rabs_mult, (Rabs_right t) in Q by lra. apply Rmult_le_reg_l in Q; auto.
  assert (A := Rabs_triang_inv e (- (t * b))). replace (e - - (t * b)) with (e + t * b) in A by ring.
  rewrite Rabs_Ropp, Rabs_mult, (Rabs_right t) in A by lra. lra.
Qed.
Theorem fcritical_gradient p : off_kinks p -> fcritical p -> fgradient_zero p.
Proof.
  intros OK CR. split.
  - intros Hb. apply (fcritical_dir p (fshift p) 2 1 _ (INR (length data) / 2) CR); try lra.
    + intros t Ht. apply fshift_close; auto. rewrite Rabs_right; lra.
    + intros t Ht. apply floss_shift.
  - unfold off_kinks in OK. rewrite List.Forall_forall in *. intros n Hn.
    destruct (in_split n (fhid p) Hn) as [l1 [l2 E]].
    assert (CL : forall e m, 0 < e -> fclose_n e m n -> fclose e (fput p l1 m l2) p).
    { intros e m He C. rewrite (fnet_eta p l1 n l2 E) at 2. apply fclose_one; auto. }
    assert (W : forall delta, fv n * Dj p n delta = 0).
    { intros delta. destruct (move_exact n delta) as [t1 [T1 X]]. destruct (dir_bound delta) as [b [B0 B]].
      apply (fcritical_dir p (fun t => fput p l1 (fmove n delta (fv n) t) l2) (b + 1) t1 _
        (/ 2 * total (fun d => (fv n * turn (fw n) delta (fst d)) ^ 2) data) CR); try lra.
      - intros t Ht. apply CL; [nra|]. split; [|simpl; rewrite Rminus_eq_0, Rabs_R0; nra].
        intros k Hk. simpl. replace (fw n k + t * delta k - fw n k) with (t * delta k) by ring.
        rewrite Rabs_mult, (Rabs_right t) by lra. specialize (B k Hk). nra.
      - intros t Ht. rewrite (move_loss p l1 n l2 delta (fv n) t E (X t ltac:(lra))).
        rewrite (total_ext (fun d => ((fv n - fv n) * act (dot D (fw n) (fst d)) + fv n * t * turn (fw n) delta (fst d)) ^ 2)
          (fun d => t ^ 2 * (fv n * turn (fw n) delta (fst d)) ^ 2)) by (intros; ring).
        rewrite total_scal. ring. }
    assert (V : Dj p n (fw n) = 0).
    { set (z := fun _ : nat => 0). destruct (move_exact n z) as [t1 [T1 X]].
      assert (TZ : forall x, turn (fw n) z x = 0).
      { intros x. unfold turn. rewrite (dot_comm D z), (dot_zero D x z) by (intros; reflexivity). rewrite act_0.
        destruct (Req_EM_T (dot D (fw n) x) 0); ring. }
      assert (DZ : Dj p n z = 0).
      { unfold Dj. rewrite (total_ext _ (fun d => 0 * error p d)) by (intros; rewrite TZ; ring). rewrite total_scal. ring. }
      apply (fcritical_dir p (fun t => fput p l1 (fmove n z (fv n + t) t) l2) 2 t1 _
        (/ 2 * total (fun d => act (dot D (fw n) (fst d)) ^ 2) data) CR); try lra.
      - intros t Ht. apply CL; [lra|]. split; simpl.
        + intros k Hk. unfold z. replace (fw n k + t * 0 - fw n k) with 0 by ring. rewrite Rabs_R0. lra.
        + replace (fv n + t - fv n) with t by ring. rewrite Rabs_right; lra.
      - intros t Ht. rewrite (move_loss p l1 n l2 z (fv n + t) t E (X t ltac:(lra))), DZ.
        rewrite (total_ext (fun d => ((fv n + t - fv n) * act (dot D (fw n) (fst d)) + (fv n + t) * t * turn (fw n) z (fst d)) ^ 2)
          (fun d => t ^ 2 * act (dot D (fw n) (fst d)) ^ 2)) by (intros; rewrite TZ; ring).
        rewrite total_scal. ring. }
    split.
    + intros k Hk. set (u := fun i : nat => if Nat.eq_dec i k then 1 else 0).
      specialize (W u). rewrite (Dj_grad p n u) in W by auto.
      replace (dot D u (grad p n)) with (grad p n k) in W; auto.
      assert (G : forall m, dot m u (grad p n) = if lt_dec k m then grad p n k else 0).
      { induction m as [|m IH]; simpl; [destruct (lt_dec k 0); [lia|auto]|].
        rewrite IH. unfold u. destruct (Nat.eq_dec m k) as [->|Nk];
        repeat match goal with |- context [lt_dec ?i ?j] => destruct (lt_dec i j) end; try lia; ring. }
      rewrite G. destruct (lt_dec k D); [auto|contradiction].
    + rewrite <- (Dj_grad p n (fw n)); auto.
Qed.
Theorem theorem_A p : off_kinks p -> fcritical p ->
  (flocal_min p <-> List.Forall (fun n => forall k, (k < D)%nat -> grad p n k = 0) (fhid p)).
Proof. intros OK C. apply theorem_A_gradient; auto. apply fcritical_gradient; auto. Qed.
(* all of it: at a critical point off the kinks that is no local minimum *)
Theorem theorem_A_saddle p : off_kinks p -> fcritical p -> ~ flocal_min p ->
  exists l1 n l2 s, fhid p = l1 ++ n :: l2 /\ fv n = 0 /\ 0 < dot D (grad p n) (grad p n) /\
    s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n) < 0 /\
    (h2 n <> 0 -> s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n) = - dot D (grad p n) (grad p n) ^ 2 / h2 n) /\
    exists B C t0, 0 < t0 /\ forall t, 0 <= t <= t0 ->
      floss (mkFN (l1 ++ mkF (fun k => fw n k + t * - grad p n k) (t * s) :: l2) (fc p)) =
      floss p + t ^ 2 * ((s ^ 2 * h2 n - 2 * s * dot D (grad p n) (grad p n)) / 2) + t ^ 3 * B + t ^ 4 * C.
Proof.
  intros OK CR NL. assert (GZ := fcritical_gradient p OK CR).
  destruct (theorem_A_strict_gradient p OK GZ NL) as [l1 [n [l2 [E [V [G [s [S1 S2]]]]]]]].
  exists l1, n, l2, s. repeat split; auto. apply (theorem_A_direction p l1 n l2 s E OK V).
  destruct GZ as [_ F]. rewrite List.Forall_forall in F. apply F. rewrite E. apply in_or_app. simpl; auto.
Qed.
End Finite.
