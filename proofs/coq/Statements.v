(* WHAT IS PROVED. This file is the contract: first every definition used, restated and compared by
   Coq with the one the proofs use (eq_refl: the two are the same), then the theorems.
   Notation: a network is a list of hidden neurons (w, b, v) and an output bias c; on the interval
   problem it is compared with the target al x + be on [T0, T1]; N is the number of its neurons.
   (-1)^n, INR: powers and the injection of the natural numbers; Q2R: of the rational numbers.
   Source of the classification: Cheridito, Jentzen, Rossmannek, arXiv 2103.10922. *)
Require Import Reals List QArith Qreals ZArith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Farkas Net ExactLoss Saddle Expansion Derivatives Classification Classify Examples Finite.
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
(* At form (b) the residual is a sawtooth; at forms (a) and dead it is affine. *)
Theorem Sawtooth : forall al be T0 T1, T0 < T1 -> forall p, saddle_b al be T0 T1 p ->
  exists n, Nat.Even n /\ (2 <= n)%nat /\
  loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / (12 * INR (n + 1) ^ 4) /\
  forall k x, (k <= n)%nat -> node T0 T1 n k <= x <= node T0 T1 n (S k) ->
    resid al be p x = (-1) ^ S k * (al / INR (n + 1)) * (x - (node T0 T1 n k + node T0 T1 n (S k)) / 2).
Proof. exact saddle_b_residual. Qed.
Theorem No_kinks : forall al be T0 T1, T0 < T1 -> forall p, saddle_a al be T0 T1 p \/ dead_form al be T0 T1 p ->
  loss al be T0 T1 p = al ^ 2 * (T1 - T0) ^ 3 / 12 /\
  forall x, T0 <= x <= T1 -> resid al be p x = - al * (x - (T0 + T1) / 2).
Proof. exact flat_residual. Qed.
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

(* ======== 3. Checkers: a computation that returns true proves the statement ======== *)
(* rows = (coefficients, Eq | Ge | Gt, right-hand side); l = one multiplier per row *)
Theorem Farkas_Q : forall s l, check Qops s l = true -> ~ exists x : list R, List.Forall (holds Q Q2R x) s.
Proof. exact farkas_Q_sound. Qed.
Theorem Farkas_Z : forall s l, check Zops s l = true -> ~ exists x : list R, List.Forall (holds Z IZR x) s.
Proof. exact farkas_Z_sound. Qed.
Notation problem i P := (P (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i))).
Theorem Exact_loss : forall i r, q_loss i = Some r -> problem i loss = Q2R r.
Proof. exact q_loss_sound. Qed.
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
Theorem Zigzag_2_4_8_16 : List.Forall (fun n => zig_problem n loss = / (12 * INR (n + 1)) /\ zig_problem n saddle) [2; 4; 8; 16]%nat.
Proof. exact zig_losses. Qed.
Theorem Example_saddle_a : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) (netR (mkQNet [mkQN 0 1 0; mkQN 1 (-2) 1] (1 # 2))).
Proof. exact net_a_saddle. Qed.
Theorem Example_saddle_b : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 3)
  (netR (mkQNet [mkQN 1 (-1) (1 # 3); mkQN 2 (-2) (1 # 6); mkQN (-1) 2 (-2 # 3)] (3 # 2))).
Proof. exact net_b_saddle. Qed.
Theorem Example_local_min : let p := netR (mkQNet [mkQN 1 (-2) 1; mkQN (-1) 0 1; mkQN 1 (-1) (-1)] (1 # 2)) in
  local_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) p /\ ~ global_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) p.
Proof. exact net_dead_local_min. Qed.

(* ======== 5. Finite data ======== *)
(* data = list of (X_i, y_i); X_i, w_j are functions of the coordinate k < D; slope rho below 0;
   bias = false: no output bias c. No general position. *)
Definition d_act : act = fun rho z => if Rlt_dec 0 z then z else rho * z := eq_refl.
Definition d_slope : slope = fun rho z => if Rlt_dec 0 z then 1 else rho := eq_refl.
Definition d_dot : dot = fix f D u x := match D with O => 0 | S k => f k u x + u k * x k end := eq_refl.
Definition d_total : total = fix f F l := match l with [] => 0 | d :: l' => F d + f F l' end := eq_refl.
Definition d_fouts : fouts = fun D rho => fix f h x := match h with [] => 0
  | n :: h' => fv n * act rho (dot D (fw n) x) + f h' x end := eq_refl.
Definition d_error : error = fun D rho p d => fc p + fouts D rho (fhid p) (fst d) - snd d := eq_refl.
Definition d_floss : floss = fun D rho data p => total (fun d => error D rho p d ^ 2 / 2) data := eq_refl.
Definition d_fclose : fclose = fun D bias e q p => Forall2 (fun m n =>
    (forall k, (k < D)%nat -> Rabs (fw m k - fw n k) < e) /\ Rabs (fv m - fv n) < e) (fhid q) (fhid p) /\
  (if bias then Rabs (fc q - fc p) < e else fc q = fc p) := eq_refl.
Definition d_flocal_min : flocal_min = fun D rho bias data p => exists e, 0 < e /\
  forall q, fclose D bias e q p -> floss D rho data p <= floss D rho data q := eq_refl.
Definition d_fcritical : fcritical = fun D rho bias data p => forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> fclose D bias d q p -> Rabs (floss D rho data q - floss D rho data p) <= eps * d := eq_refl.
Definition d_Dj : Dj = fun D rho data p n delta => total (fun d => error D rho p d *
  (if Req_EM_T (dot D (fw n) (fst d)) 0 then act rho (dot D delta (fst d))
   else slope rho (dot D (fw n) (fst d)) * dot D delta (fst d))) data := eq_refl.
Definition d_grad : grad = fun D rho data p n k =>
  total (fun d => error D rho p d * (slope rho (dot D (fw n) (fst d)) * fst d k)) data := eq_refl.
Definition d_h2 : h2 = fun D rho data n => total (fun d => act rho (dot D (fw n) (fst d)) ^ 2) data := eq_refl.
(* At any point, kinks included: local minimality is a linear condition. *)
Theorem Theorem_C : forall D rho bias data p, flocal_min D rho bias data p <->
  (bias = true -> total (error D rho p) data = 0) /\
  List.Forall (fun n => (fv n <> 0 -> forall delta, 0 <= fv n * Dj D rho data p n delta) /\
                        (fv n = 0 -> forall delta, Dj D rho data p n delta = 0)) (fhid p).
Proof. exact theorem_C. Qed.
(* Off the kinks a critical point is a local minimum iff every g_j vanishes; otherwise some flat neuron
   has g_j <> 0, and w_j - t g_j, v_j = t s is a path of negative second derivative. *)
Theorem Theorem_A : forall D rho bias data p,
  List.Forall (fun n => forall d, In d data -> dot D (fw n) (fst d) <> 0) (fhid p) -> fcritical D rho bias data p ->
  (flocal_min D rho bias data p <-> List.Forall (fun n => forall k, (k < D)%nat -> grad D rho data p n k = 0) (fhid p)) /\
  (~ flocal_min D rho bias data p -> exists l1 n l2 s, let g2 := dot D (grad D rho data p n) (grad D rho data p n) in
    fhid p = l1 ++ n :: l2 /\ fv n = 0 /\ 0 < g2 /\ s ^ 2 * h2 D rho data n - 2 * s * g2 < 0 /\
    (h2 D rho data n <> 0 -> s ^ 2 * h2 D rho data n - 2 * s * g2 = - g2 ^ 2 / h2 D rho data n) /\
    exists B C t0, 0 < t0 /\ forall t, 0 <= t <= t0 ->
      floss D rho data (mkFN (l1 ++ mkF (fun k => fw n k + t * - grad D rho data p n k) (t * s) :: l2) (fc p)) =
      floss D rho data p + t ^ 2 * ((s ^ 2 * h2 D rho data n - 2 * s * g2) / 2) + t ^ 3 * B + t ^ 4 * C).
Proof. exact (fun D rho bias data p K C => conj (theorem_A D rho bias data p K C) (theorem_A_saddle D rho bias data p K C)). Qed.
Theorem Finite_no_local_max : forall D rho bias data p, bias = true -> data <> [] -> ~ flocal_max D rho bias data p.
Proof. exact finite_no_local_max. Qed.
