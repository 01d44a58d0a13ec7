(* The notions of the interval problem, and nothing else: no lemma, no proof.
   A network f(x) = c + sum_j v_j max(w_j x + b_j, 0) is compared with the affine target
   al x + be on [T0, T1]; the loss is the integral of the squared residual, with factor 1.
   Source: Cheridito, Jentzen, Rossmannek, arXiv 2103.10922. *)
Require Import Reals List.
From Coquelicot Require Import Coquelicot.
Import ListNotations.
Open Scope R_scope.

Definition relu (z : R) : R := Rmax z 0.
Record neuron := mkN { nw : R; nb : R; nv : R }.       (* w_j, b_j, v_j *)
Record net := mkNet { hid : list neuron; nc : R }.     (* the width N is length (hid p) *)
Definition pre (n : neuron) (x : R) : R := nw n * x + nb n.
Fixpoint outs (h : list neuron) (x : R) : R :=
  match h with [] => 0 | n :: h' => nv n * relu (nw n * x + nb n) + outs h' x end.
Definition real_fn (p : net) (x : R) : R := nc p + outs (hid p) x.

(* max-distance on all 3N+1 parameters *)
Definition close_n (e : R) (m n : neuron) : Prop :=
  Rabs (nw m - nw n) < e /\ Rabs (nb m - nb n) < e /\ Rabs (nv m - nv n) < e.
Definition close (e : R) (q p : net) : Prop :=
  Forall2 (close_n e) (hid q) (hid p) /\ Rabs (nc q - nc p) < e.

Section Problem.
Variables al be T0 T1 : R.
Definition target (x : R) : R := al * x + be.
Definition resid (p : net) (x : R) : R := real_fn p x - target x.
Definition loss (p : net) : R := RInt (fun x => (resid p x) ^ 2) T0 T1.

Definition local_max (p : net) : Prop := exists e, 0 < e /\ forall q, close e q p -> loss q <= loss p.
Definition local_min (p : net) : Prop := exists e, 0 < e /\ forall q, close e q p -> loss p <= loss q.
Definition global_min (p : net) : Prop := forall q, length (hid q) = length (hid p) -> loss p <= loss q.
(* the loss is (Frechet) differentiable at p and its derivative is zero *)
Definition critical (p : net) : Prop := forall eps, 0 < eps -> exists del, 0 < del /\
  forall d q, 0 < d <= del -> close d q p -> Rabs (loss q - loss p) <= eps * d.
Definition saddle (p : net) : Prop := critical p /\ ~ local_min p /\ ~ local_max p.

(* the generalised gradient: ind is 1 where the neuron is strictly active, 0 elsewhere *)
Definition ind (z : R) : R := if Rlt_dec 0 z then 1 else 0.
Definition g_c (p : net) : R := 2 * RInt (resid p) T0 T1.
Definition g_v (p : net) (n : neuron) : R :=
  2 * RInt (fun x => resid p x * relu (nw n * x + nb n)) T0 T1.
Definition g_w (p : net) (n : neuron) : R :=
  2 * nv n * RInt (fun x => resid p x * (x * ind (nw n * x + nb n))) T0 T1.
Definition g_b (p : net) (n : neuron) : R :=
  2 * nv n * RInt (fun x => resid p x * ind (nw n * x + nb n)) T0 T1.
Definition gradient_zero (p : net) : Prop :=
  g_c p = 0 /\ List.Forall (fun n => g_v p n = 0 /\ g_w p n = 0 /\ g_b p n = 0) (hid p).
(* its pairing with a displacement from p to q *)
Fixpoint g_dot_n (p : net) (hq h : list neuron) : R :=
  match hq, h with
  | m :: hq', n :: h' => g_w p n * (nw m - nw n) + g_b p n * (nb m - nb n)
                         + g_v p n * (nv m - nv n) + g_dot_n p hq' h'
  | _, _ => 0
  end.
Definition g_dot (p q : net) : R := g_c p * (nc q - nc p) + g_dot_n p (hid q) (hid p).

(* types of hidden neurons *)
Definition flat (n : neuron) : Prop := nv n = 0.
Definition inactive (n : neuron) : Prop := nw n * T0 + nb n < 0 /\ nw n * T1 + nb n < 0.
Definition semi_inactive0 (n : neuron) : Prop := nw n < 0 /\ nw n * T0 + nb n = 0.
Definition semi_inactive1 (n : neuron) : Prop := 0 < nw n /\ nw n * T1 + nb n = 0.
Definition semi_active (n : neuron) : Prop := nw n = 0 /\ 0 < nb n.
Definition degenerate (n : neuron) : Prop := nw n = 0 /\ nb n = 0.
Definition type1_active (n : neuron) : Prop :=
  nw n <> 0 /\ 0 <= nw n * T0 + nb n /\ 0 <= nw n * T1 + nb n.
Definition type2_active (n : neuron) : Prop :=
  nw n <> 0 /\ exists t, T0 < t < T1 /\ nw n * t + nb n = 0.

(* the forms of the classification theorem *)
Definition centred (p : net) : Prop := resid p ((T0 + T1) / 2) = 0.
Definition admissible (n : neuron) : Prop :=
  ~ type1_active n /\ (semi_active n -> flat n) /\ (degenerate n -> flat n).
Definition dead_form (p : net) : Prop := centred p /\
  List.Forall (fun n => inactive n \/ (semi_inactive0 n /\ 0 < al * nv n)
                                   \/ (semi_inactive1 n /\ al * nv n < 0)) (hid p).
Definition saddle_a (p : net) : Prop := centred p /\
  List.Forall (fun n => admissible n /\ ~ type2_active n) (hid p) /\
  List.Exists (fun n => (flat n /\ semi_active n) \/ (flat n /\ degenerate n)
    \/ (semi_inactive0 n /\ al * nv n <= 0) \/ (semi_inactive1 n /\ 0 <= al * nv n)) (hid p).
(* n + 1 equal pieces, and the slope that the neurons with breakpoint q contribute *)
Definition node (n i : nat) : R := T0 + INR i * ((T1 - T0) / INR (n + 1)).
Fixpoint kink_slope (q : R) (h : list neuron) : R :=
  match h with
  | [] => 0
  | m :: h' => (if Req_EM_T (nw m * q + nb m) 0 then nv m * nw m else 0) + kink_slope q h'
  end.
Definition saddle_b (p : net) : Prop := centred p /\ List.Forall admissible (hid p) /\
  exists n : nat, Nat.Even n /\ (2 <= n)%nat /\
  List.Forall (fun m => type2_active m -> exists i, (1 <= i <= n)%nat /\
     nw m * node n i + nb m = 0 /\ 0 < (-1) ^ (i + 1) * nw m) (hid p) /\
  forall i, (1 <= i <= n)%nat ->
     List.Exists (fun m => type2_active m /\ nw m * node n i + nb m = 0) (hid p) /\
     kink_slope (node n i) (hid p) = 2 * al / INR (n + 1).
End Problem.
