(* WHAT IS PROVED ON FINITE DATA. The second half of the contract, in the form of Statements.v: every
   definition restated and compared by Coq with the one the proofs use, then the theorems. *)
Require Import Reals List Arith.
From Critcert Require Import Finite.
Import ListNotations.
Open Scope R_scope.

(* ======== Definitions ======== *)
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
Definition d_flocal_max : flocal_max = fun D rho bias data p => exists e, 0 < e /\
  forall q, fclose D bias e q p -> floss D rho data q <= floss D rho data p := eq_refl.
Definition d_fcritical : fcritical = fun D rho bias data p => forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> fclose D bias d q p -> Rabs (floss D rho data q - floss D rho data p) <= eps * d := eq_refl.
Definition d_Dj : Dj = fun D rho data p n delta => total (fun d => error D rho p d *
  (if Req_EM_T (dot D (fw n) (fst d)) 0 then act rho (dot D delta (fst d))
   else slope rho (dot D (fw n) (fst d)) * dot D delta (fst d))) data := eq_refl.
Definition d_grad : grad = fun D rho data p n k =>
  total (fun d => error D rho p d * (slope rho (dot D (fw n) (fst d)) * fst d k)) data := eq_refl.
Definition d_h2 : h2 = fun D rho data n => total (fun d => act rho (dot D (fw n) (fst d)) ^ 2) data := eq_refl.

(* ======== Theorems ======== *)
(* At any point, kinks included: local minimality is a linear condition. *)
Theorem Theorem_C : forall D rho bias data p, flocal_min D rho bias data p <->
  (bias = true -> total (error D rho p) data = 0) /\
  List.Forall (fun n => (fv n <> 0 -> forall delta, 0 <= fv n * Dj D rho data p n delta) /\
                        (fv n = 0 -> forall delta, Dj D rho data p n delta = 0)) (fhid p).
Proof. exact theorem_C. Qed.
(* Multipliers m between rho e_i and e_i at the points on a kink prove its condition. *)
Theorem Kink_multipliers : forall D rho data p n (m : datum -> R), fv n <> 0 ->
  (forall d, In d data -> dot D (fw n) (fst d) = 0 ->
     (0 < fv n -> rho * error D rho p d <= m d <= error D rho p d) /\
     (fv n < 0 -> error D rho p d <= m d <= rho * error D rho p d)) ->
  (forall k, (k < D)%nat -> total (fun d => (if Req_EM_T (dot D (fw n) (fst d)) 0 then m d
     else slope rho (dot D (fw n) (fst d)) * error D rho p d) * fst d k) data = 0) ->
  forall delta, 0 <= fv n * Dj D rho data p n delta.
Proof. exact kink_multipliers. Qed.
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
