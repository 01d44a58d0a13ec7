(* WHAT IS PROVED. This file is the contract: first every definition used, restated and compared by
   Coq with the one the proofs use (eq_refl: the two are the same), then the theorems.
   Notation: a network is a list of hidden neurons (w, b, v) and an output bias c; on the interval
   problem it is compared with the target al x + be on [T0, T1]; N is the number of its neurons.
   (-1)^n, INR: powers and the injection of the natural numbers; Q2R: of the rational numbers.
   Source of the classification: Cheridito, Jentzen, Rossmannek, arXiv 2103.10922. *)
Require Import Reals List QArith Qreals ZArith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Farkas Net ExactLoss Saddle Expansion DescentB Derivatives Classification Rows Existence Classify Examples.
Import ListNotations.
Open Scope R_scope.

(* ======== 1. The interval problem: definitions ======== *)
Definition d_neuron : forall w b v, nw (mkN w b v) = w /\ nb (mkN w b v) = b /\ nv (mkN w b v) = v
  := fun _ _ _ => conj eq_refl (conj eq_refl eq_refl).
Definition d_net : forall h c, hid (mkNet h c) = h /\ nc (mkNet h c) = c := fun _ _ => conj eq_refl eq_refl.
Definition d_relu : relu = fun z => Rmax z 0 := eq_refl.
Definition d_outs : outs = fix f h x := match h with [] => 0 | n :: h' => nv n * relu (nw n * x + nb n) + f h' x end := eq_refl.
Definition d_resid : resid = fun al be p x => (nc p + outs (hid p) x) - (al * x + be) := eq_refl.
Definition d_loss : loss = fun al be T0 T1 p => RInt (fun x => resid al be p x ^ 2) T0 T1 := eq_refl.
(* neighbourhoods: all 3N+1 parameters within e *)
Definition d_close_n : close_n = fun e m n => Rabs (nw m - nw n) < e /\ Rabs (nb m - nb n) < e /\ Rabs (nv m - nv n) < e := eq_refl.
Definition d_close : close = fun e q p => Forall2 (close_n e) (hid q) (hid p) /\ Rabs (nc q - nc p) < e := eq_refl.
Definition d_local_max : local_max = fun al be T0 T1 p => exists e, 0 < e /\
  forall q, close e q p -> loss al be T0 T1 q <= loss al be T0 T1 p := eq_refl.
Definition d_local_min : local_min = fun al be T0 T1 p => exists e, 0 < e /\
  forall q, close e q p -> loss al be T0 T1 p <= loss al be T0 T1 q := eq_refl.
Definition d_global_min : global_min = fun al be T0 T1 p =>
  forall q, length (hid q) = length (hid p) -> loss al be T0 T1 p <= loss al be T0 T1 q := eq_refl.
(* critical: the loss is Frechet differentiable there, with derivative zero *)
Definition d_critical : critical = fun al be T0 T1 p => forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> close d q p -> Rabs (loss al be T0 T1 q - loss al be T0 T1 p) <= eps * d := eq_refl.
Definition d_saddle : saddle = fun al be T0 T1 p =>
  critical al be T0 T1 p /\ ~ local_min al be T0 T1 p /\ ~ local_max al be T0 T1 p := eq_refl.
(* the generalised gradient *)
Definition d_ind : ind = fun z => if Rlt_dec 0 z then 1 else 0 := eq_refl.
Definition d_g_c : g_c = fun al be T0 T1 p => 2 * RInt (resid al be p) T0 T1 := eq_refl.
Definition d_g_v : g_v = fun al be T0 T1 p n => 2 * RInt (fun x => resid al be p x * relu (nw n * x + nb n)) T0 T1 := eq_refl.
Definition d_g_w : g_w = fun al be T0 T1 p n => 2 * nv n * RInt (fun x => resid al be p x * (x * ind (nw n * x + nb n))) T0 T1 := eq_refl.
Definition d_g_b : g_b = fun al be T0 T1 p n => 2 * nv n * RInt (fun x => resid al be p x * ind (nw n * x + nb n)) T0 T1 := eq_refl.
Definition d_gradient_zero : gradient_zero = fun al be T0 T1 p => g_c al be T0 T1 p = 0 /\ List.Forall (fun n =>
  g_v al be T0 T1 p n = 0 /\ g_w al be T0 T1 p n = 0 /\ g_b al be T0 T1 p n = 0) (hid p) := eq_refl.
(* types of neurons *)
Definition d_flat : flat = fun n => nv n = 0 := eq_refl.
Definition d_inactive : inactive = fun T0 T1 n => nw n * T0 + nb n < 0 /\ nw n * T1 + nb n < 0 := eq_refl.
Definition d_semi_inactive0 : semi_inactive0 = fun T0 n => nw n < 0 /\ nw n * T0 + nb n = 0 := eq_refl.
Definition d_semi_inactive1 : semi_inactive1 = fun T1 n => 0 < nw n /\ nw n * T1 + nb n = 0 := eq_refl.
Definition d_semi_active : semi_active = fun n => nw n = 0 /\ 0 < nb n := eq_refl.
Definition d_degenerate : degenerate = fun n => nw n = 0 /\ nb n = 0 := eq_refl.
Definition d_type1 : type1_active = fun T0 T1 n => nw n <> 0 /\ 0 <= nw n * T0 + nb n /\ 0 <= nw n * T1 + nb n := eq_refl.
Definition d_type2 : type2_active = fun T0 T1 n => nw n <> 0 /\ exists t, T0 < t < T1 /\ nw n * t + nb n = 0 := eq_refl.
(* the forms: (III) dead neurons only, (IVa), (IVb) *)
Definition d_centred : centred = fun al be T0 T1 p => resid al be p ((T0 + T1) / 2) = 0 := eq_refl.
Definition d_admissible : admissible = fun T0 T1 n =>
  ~ type1_active T0 T1 n /\ (semi_active n -> flat n) /\ (degenerate n -> flat n) := eq_refl.
Definition d_dead_form : dead_form = fun al be T0 T1 p => centred al be T0 T1 p /\
  List.Forall (fun n => inactive T0 T1 n \/ (semi_inactive0 T0 n /\ 0 < al * nv n)
    \/ (semi_inactive1 T1 n /\ al * nv n < 0)) (hid p) := eq_refl.
Definition d_saddle_a : saddle_a = fun al be T0 T1 p => centred al be T0 T1 p /\
  List.Forall (fun n => admissible T0 T1 n /\ ~ type2_active T0 T1 n) (hid p) /\
  List.Exists (fun n => (flat n /\ semi_active n) \/ (flat n /\ degenerate n)
    \/ (semi_inactive0 T0 n /\ al * nv n <= 0) \/ (semi_inactive1 T1 n /\ 0 <= al * nv n)) (hid p) := eq_refl.
Definition d_node : node = fun T0 T1 n i => T0 + INR i * ((T1 - T0) / INR (n + 1)) := eq_refl.
Definition d_kink_slope : kink_slope = fix f q h := match h with [] => 0
  | m :: h' => (if Req_EM_T (nw m * q + nb m) 0 then nv m * nw m else 0) + f q h' end := eq_refl.
Definition d_saddle_b : saddle_b = fun al be T0 T1 p => centred al be T0 T1 p /\
  List.Forall (admissible T0 T1) (hid p) /\ exists n : nat, Nat.Even n /\ (2 <= n)%nat /\
  List.Forall (fun m => type2_active T0 T1 m -> exists i, (1 <= i <= n)%nat /\
     nw m * node T0 T1 n i + nb m = 0 /\ 0 < (-1) ^ (i + 1) * nw m) (hid p) /\
  forall i, (1 <= i <= n)%nat ->
     List.Exists (fun m => type2_active T0 T1 m /\ nw m * node T0 T1 n i + nb m = 0) (hid p) /\
     kink_slope (node T0 T1 n i) (hid p) = 2 * al / INR (n + 1) := eq_refl.

(* ======== 2. The interval problem: theorems ======== *)
(* The whole classification, for every N >= 1. *)
Theorem Classification : forall al be T0 T1, T0 < T1 -> forall p, al <> 0 -> hid p <> [] ->
  (critical al be T0 T1 p <->
     global_min al be T0 T1 p \/ saddle_a al be T0 T1 p \/ saddle_b al be T0 T1 p \/ dead_form al be T0 T1 p) /\
  (global_min al be T0 T1 p <-> loss al be T0 T1 p = 0) /\
  (saddle al be T0 T1 p <-> saddle_a al be T0 T1 p \/ saddle_b al be T0 T1 p) /\
  (local_min al be T0 T1 p /\ ~ global_min al be T0 T1 p <-> dead_form al be T0 T1 p).
Proof. exact classification. Qed.
Theorem No_local_max : forall al be T0 T1, T0 < T1 -> forall p, ~ local_max al be T0 T1 p.
Proof. exact no_local_max. Qed.
Theorem Local_min_critical : forall al be T0 T1, T0 < T1 -> forall p, al <> 0 ->
  local_min al be T0 T1 p -> critical al be T0 T1 p.
Proof. exact local_min_critical. Qed.
(* A critical point with positive loss and a kink inside the interval has form (b). *)
Theorem Structure_of_kinks : forall al be T0 T1, T0 < T1 -> forall p, al <> 0 -> critical al be T0 T1 p ->
  loss al be T0 T1 p <> 0 -> List.Exists (type2_active T0 T1) (hid p) -> saddle_b al be T0 T1 p.
Proof. exact structure. Qed.
(* The linear equations in the squared gaps of the kinks, neuron by neuron (what a refuted pattern violates). *)
Definition d_alt_sum : alt_sum = fix f u n := match n with O => 0 | S k => f u k + (-1) ^ k * u k end := eq_refl.
Definition d_rows : rows = fun T0 T1 n q m => let u := fun k => (q (S k) - q k) ^ 2 in let S := alt_sum u in let T := S (n + 1)%nat in
  (forall i, (1 <= i <= n)%nat -> nw m * q i + nb m = 0 -> (0 < nw m -> S i = T) /\ (nw m < 0 -> S i = 0)) /\
  (forall k t, (k <= n)%nat -> q k < t < q (k + 1)%nat -> nw m * t + nb m = 0 ->
     (0 < nw m -> exists z, 0 < z < u k /\ T - S (k + 1)%nat + (-1) ^ k * z = 0) /\
     (nw m < 0 -> exists z, 0 < z < u k /\ S k + (-1) ^ k * z = 0)) /\
  (type1_active T0 T1 m \/ (~ flat m /\ (semi_active m \/ degenerate m)) -> T = 0) := eq_refl.
Theorem Pattern_rows : forall al be T0 T1, T0 < T1 -> forall p, al <> 0 -> critical al be T0 T1 p -> loss al be T0 T1 p <> 0 ->
  exists (n : nat) (q : nat -> R), q O = T0 /\ q (n + 1)%nat = T1 /\ (forall k, (k <= n)%nat -> q k < q (k + 1)%nat) /\
    (forall x, (exists m, In m (hid p) /\ ~ flat m /\ type2_active T0 T1 m /\ nw m * x + nb m = 0) <->
       exists i, (1 <= i <= n)%nat /\ x = q i) /\
    List.Forall (rows T0 T1 n q) (hid p).
Proof. exact pattern_rows. Qed.
(* At form (b) the residual is a sawtooth; at forms (a) and dead it is affine. *)
Theorem Sawtooth : forall al be T0 T1, T0 < T1 -> forall p, saddle_b al be T0 T1 p ->
  exists n, Nat.Even n /\ (2 <= n)%nat /\
  loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4) /\
  forall k x, (k <= n)%nat -> node T0 T1 n k <= x <= node T0 T1 n (S k) ->
    resid al be p x = (-1) ^ S k * (al / INR (n + 1)) * (x - (node T0 T1 n k + node T0 T1 n (S k)) / 2).
Proof. exact saddle_b_residual. Qed.
Theorem Saddles_exist : forall al be T0 T1 n, T0 < T1 -> al <> 0 -> Nat.Even n -> (2 <= n)%nat -> exists p,
  length (hid p) = n /\ saddle al be T0 T1 p /\ loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4).
Proof. exact saddles_exist. Qed.
Theorem No_kinks : forall al be T0 T1, T0 < T1 -> forall p, saddle_a al be T0 T1 p \/ dead_form al be T0 T1 p ->
  loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / 12 /\
  forall x, T0 <= x <= T1 -> resid al be p x = - al * (x - (T0 + T1) / 2).
Proof. exact flat_residual. Qed.
(* Dead neurons only: an explicit radius in which no network is better, whatever its output bias. *)
Definition d_reach : reach = fun T0 T1 => 1 + Rmax (Rabs T0) (Rabs T1) := eq_refl.
Definition d_radius_ok : radius_ok = fun al T0 T1 delta m =>
  (inactive T0 T1 m /\ reach T0 T1 * delta <= - (nw m * T0 + nb m) /\ reach T0 T1 * delta <= - (nw m * T1 + nb m)) \/
  (((semi_inactive0 T0 m /\ 0 < al * nv m) \/ (semi_inactive1 T1 m /\ al * nv m < 0)) /\
     delta <= Rabs (nv m) /\ reach T0 T1 * delta <= Rabs (nw m) * (T1 - T0) / 2) := eq_refl.
Theorem Radius : forall al be T0 T1, T0 < T1 -> forall p delta, centred al be T0 T1 p ->
  List.Forall (radius_ok al T0 T1 delta) (hid p) -> forall q, Forall2 (fun u m => Rabs (nw u - nw m) <= delta /\
    Rabs (nb u - nb m) <= delta /\ Rabs (nv u - nv m) <= delta) (hid q) (hid p) -> loss al be T0 T1 p <= loss al be T0 T1 q.
Proof. exact radius_certificate. Qed.
(* The loss is differentiable where no degenerate neuron is non-flat; the entries of the generalised
   gradient are its partial derivatives (n is any neuron of p, between l1 and l2). *)
Theorem Gradient : forall al be T0 T1, T0 < T1 -> forall p l1 l2 n,
  List.Forall (fun n => degenerate n -> flat n) (hid p) -> hid p = l1 ++ n :: l2 ->
  is_derive (fun t => loss al be T0 T1 (mkNet (hid p) t)) (nc p) (g_c al be T0 T1 p) /\
  is_derive (fun t => loss al be T0 T1 (mkNet (l1 ++ mkN t (nb n) (nv n) :: l2) (nc p))) (nw n) (g_w al be T0 T1 p n) /\
  is_derive (fun t => loss al be T0 T1 (mkNet (l1 ++ mkN (nw n) t (nv n) :: l2) (nc p))) (nb n) (g_b al be T0 T1 p n) /\
  is_derive (fun t => loss al be T0 T1 (mkNet (l1 ++ mkN (nw n) (nb n) t :: l2) (nc p))) (nv n) (g_v al be T0 T1 p n).
Proof.
  exact (fun al be T0 T1 HT p l1 l2 n F E => conj (derivative_c al be T0 T1 p HT F) (conj (derivative_w al be T0 T1 HT p l1 l2 n F E)
    (conj (derivative_b al be T0 T1 HT p l1 l2 n F E) (derivative_v al be T0 T1 HT p l1 l2 n F E)))).
Qed.

Theorem Zero_gradient : forall al be T0 T1, T0 < T1 -> forall p, al <> 0 -> (critical al be T0 T1 p <->
  gradient_zero al be T0 T1 p /\ (loss al be T0 T1 p = 0 \/ List.Forall (fun n => degenerate n -> flat n) (hid p))).
Proof. exact critical_iff_gradient. Qed.

(* ======== 3. Checkers: a computation that returns true proves the statement ======== *)
(* row = (coefficients, Eq | Ge | Gt, right-hand side), dot = scalar product; l = one multiplier per row *)
Definition d_holds : holds = fun T r x c => match kind c with Eq => Farkas.dot T r (coef c) x = r (rhs c)
  | Ge => Farkas.dot T r (coef c) x >= r (rhs c) | Gt => Farkas.dot T r (coef c) x > r (rhs c) end := eq_refl.
Theorem Farkas_Q : forall s l, check Qops s l = true -> ~ exists x : list R, List.Forall (holds Q Q2R x) s.
Proof. exact farkas_Q_sound. Qed.
Theorem Farkas_Z : forall s l, check Zops s l = true -> ~ exists x : list R, List.Forall (holds Z IZR x) s.
Proof. exact farkas_Z_sound. Qed.
(* i: rational al, be, T0, T1, network and cut points *)
Notation problem i P := (P (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i))).
Theorem Exact_loss : forall i r, q_loss i = Some r -> problem i loss = Q2R r.
Proof. exact q_loss_sound. Qed.
Theorem Exact_gradient : forall i n r,
  (q_g_c i = Some r -> problem i g_c = Q2R r) /\ (q_g_v i n = Some r -> problem i g_v (nR n) = Q2R r) /\
  (q_g_w i n = Some r -> problem i g_w (nR n) = Q2R r) /\ (q_g_b i n = Some r -> problem i g_b (nR n) = Q2R r).
Proof. exact q_gradient_sound. Qed.
Theorem Critical_checker : forall i, check_critical i = true -> problem i critical.
Proof. exact check_critical_sound. Qed.
(* netAt (p_net i) t: a network whose parameters are polynomials in t *)
Theorem Descent_checker : forall i l0, check_descent i l0 = true ->
  loss (Q2R (p_al i)) (Q2R (p_be i)) (Q2R (p_T0 i)) (Q2R (p_T1 i)) (netAt (p_net i) 0) = Q2R l0 ->
  ~ local_min (Q2R (p_al i)) (Q2R (p_be i)) (Q2R (p_T0 i)) (Q2R (p_T1 i)) (netAt (p_net i) 0).
Proof. exact check_descent_sound. Qed.
Theorem Form_checkers : forall al be T0 T1 p n,
  (check_dead al be T0 T1 p = true -> dead_form (Q2R al) (Q2R be) (Q2R T0) (Q2R T1) (netR p)) /\
  (check_saddle_a al be T0 T1 p = true -> saddle_a (Q2R al) (Q2R be) (Q2R T0) (Q2R T1) (netR p)) /\
  (check_saddle_b al be T0 T1 p n = true -> saddle_b (Q2R al) (Q2R be) (Q2R T0) (Q2R T1) (netR p)).
Proof.
  exact (fun al be T0 T1 p n => conj (check_dead_sound al be T0 T1 p)
    (conj (check_saddle_a_sound al be T0 T1 p) (check_saddle_b_sound al be T0 T1 p n))).
Qed.

(* ======== 4. Closed examples (target x) ======== *)
(* zig_net n on [0, n+1]: neurons (s_j, - s_j j, 2 s_j / (n+1)), j = 1..n, s_j = 1 for odd j and -1 for even j *)
Theorem Zigzag_2_4_8_16 : List.Forall (fun n =>
  loss (Q2R 1) (Q2R 0) (Q2R 0) (Q2R (q_nat (n + 1))) (netR (zig_net n)) = / (12 * INR (n + 1)) /\
  saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R (q_nat (n + 1))) (netR (zig_net n))) [2; 4; 8; 16]%nat.
Proof. exact zig_losses. Qed.
Theorem Example_saddle_a : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) (netR (mkQNet [mkQN 0 1 0; mkQN 1 (-2) 1] (1 # 2))).
Proof. exact net_a_saddle. Qed.
Theorem Example_saddle_b : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 3)
  (netR (mkQNet [mkQN 1 (-1) (1 # 3); mkQN 2 (-2) (1 # 6); mkQN (-1) 2 (-2 # 3)] (3 # 2))).
Proof. exact net_b_saddle. Qed.
Theorem Example_local_min : let p := netR (mkQNet [mkQN 1 (-2) 1; mkQN (-1) 0 1; mkQN 1 (-1) (-1)] (1 # 2)) in
  local_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) p /\ ~ global_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) p.
Proof. exact net_dead_local_min. Qed.
