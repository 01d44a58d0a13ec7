(* Saddle certificates: a polynomial path of networks along which the exact loss is a
   polynomial P(t) for all small t > 0; the first nonzero non-constant coefficient of P is
   negative => p is not a local minimum. All sign tests are made in the ordered ring Q[t],
   t a positive infinitesimal. *)
Require Import Reals Lra List Bool QArith Qreals ZArith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Net ExactLoss.
Import ListNotations.
Open Scope R_scope.

Definition poly := list Q.
Fixpoint pev (p : poly) (t : R) : R := match p with [] => 0 | a :: p' => Q2R a + t * pev p' t end.
Fixpoint padd (p q : poly) : poly :=
  match p, q with [], _ => q | _, [] => p | a :: p', b :: q' => qadd a b :: padd p' q' end.
Definition pscal (k : Q) (p : poly) : poly := map (qmul k) p.
Fixpoint pmul (p q : poly) : poly :=
  match p with [] => [] | a :: p' => padd (pscal a q) (0%Q :: pmul p' q) end.
Definition psub p q := padd p (pscal (-1)%Q q).
(* sign at t = 0+ : first nonzero coefficient *)
Fixpoint psgn (p : poly) : comparison := (* sign *)
  match p with [] => Datatypes.Eq | a :: p' => match Qnum a with Z0 => psgn p' | Zpos _ => Datatypes.Gt | Zneg _ => Datatypes.Lt end end.
Definition pge0 p := match psgn p with Datatypes.Lt => false | _ => true end.
Definition ple0 p := match psgn p with Datatypes.Gt => false | _ => true end.
Definition pis0 p := match psgn p with Datatypes.Eq => true | _ => false end.

Lemma Q0R : Q2R 0 = 0. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Q1R : Q2R 1 = 1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma Qm1R : Q2R (-1) = -1. Proof. unfold Q2R; simpl; lra. Qed.
Lemma padd_R p q t : pev (padd p q) t = pev p t + pev q t.
Proof. revert q; induction p as [|a p IH]; intros [|b q]; simpl; try ring. rewrite IH, qadd_R; ring. Qed.
Lemma pscal_R k p t : pev (pscal k p) t = Q2R k * pev p t.
Proof. induction p as [|a p IH]; simpl; [ring|]. rewrite IH, qmul_R; ring. Qed.
Lemma pmul_R p q t : pev (pmul p q) t = pev p t * pev q t.
Proof. induction p as [|a p IH]; simpl; [ring|]. rewrite padd_R, pscal_R; simpl. rewrite IH, Q0R; ring. Qed.
Lemma psub_R p q t : pev (psub p q) t = pev p t - pev q t.
Proof. unfold psub. rewrite padd_R, pscal_R, Qm1R; ring. Qed.

Lemma pev_cont p t : continuous (pev p) t.
Proof.
  induction p as [|a p IH]; simpl; [apply continuous_const|].
  apply (continuous_plus (fun _ => Q2R a) (fun t => t * pev p t)); [apply continuous_const|].
  apply (continuous_mult (fun t => t) (pev p)); [apply continuous_id|apply IH].
Qed.

Definition ev0 (P : R -> Prop) := at_right 0 P.
Lemma ev0_and P S : ev0 P -> ev0 S -> ev0 (fun t => P t /\ S t).
Proof. apply filter_and. Qed.
Lemma ev0_imp (P S : R -> Prop) : (forall t, P t -> S t) -> ev0 P -> ev0 S.
Proof. apply filter_imp. Qed.
Lemma ev0_all (P : R -> Prop) : (forall t, P t) -> ev0 P.
Proof. intros H. apply filter_forall, H. Qed.
Lemma ev0_pos : ev0 (fun t => 0 < t).
Proof. exists (mkposreal 1 Rlt_0_1). intros; auto. Qed.

Lemma Q2R_pos a z : Qnum a = Zpos z -> 0 < Q2R a.
Proof. intros E. unfold Q2R. rewrite E. apply Rmult_lt_0_compat; [apply (IZR_lt 0); reflexivity|apply Rinv_0_lt_compat, (IZR_lt 0); reflexivity]. Qed.
Lemma Q2R_neg a z : Qnum a = Zneg z -> Q2R a < 0.
Proof.
  intros E. unfold Q2R. rewrite E. assert (0 < / IZR (Z.pos (Qden a))) by (apply Rinv_0_lt_compat, (IZR_lt 0); reflexivity).
  assert (IZR (Z.neg z) < 0) by (apply (IZR_lt _ 0); reflexivity). nra.
Qed.
Lemma Q2R_nil a : Qnum a = 0%Z -> Q2R a = 0.
Proof. intros E. unfold Q2R. rewrite E. lra. Qed.

Lemma psgn_R p : ev0 (fun t => match psgn p with Datatypes.Eq => pev p t = 0 | Datatypes.Lt => pev p t < 0 | Datatypes.Gt => 0 < pev p t end).
Proof.
  induction p as [|a p IH].
  - apply ev0_all; reflexivity.
  - assert (C0 : pev (a :: p) 0 = Q2R a) by (simpl; ring).
    cbn [psgn]. destruct (Qnum a) eqn:E.
    + apply (ev0_imp (fun t => (match psgn p with Datatypes.Eq => pev p t = 0 | Datatypes.Lt => pev p t < 0 | Datatypes.Gt => 0 < pev p t end) /\ 0 < t)).
      * intros t [H T]. cbn [pev]. rewrite (Q2R_nil a E). destruct (psgn p); [rewrite H; ring|nra|nra].
      * apply ev0_and; [exact IH|apply ev0_pos].
    + apply Q2R_pos in E. assert (C := pev_cont (a :: p) 0). 
      assert (L : locally 0 (fun t => 0 < pev (a :: p) t)).
      { apply (C (fun u => 0 < u)). apply (open_gt 0). rewrite C0; exact E. }
      unfold ev0, at_right, within. revert L. apply filter_imp. auto.
    + apply Q2R_neg in E. assert (C := pev_cont (a :: p) 0).
      assert (L : locally 0 (fun t => pev (a :: p) t < 0)).
      { apply (C (fun u => u < 0)). apply (open_lt 0). rewrite C0; exact E. }
      unfold ev0, at_right, within. revert L. apply filter_imp. auto.
Qed.
Lemma pge0_R p : pge0 p = true -> ev0 (fun t => 0 <= pev p t).
Proof. intros E. generalize (psgn_R p). unfold pge0 in E. apply ev0_imp. intros t. destruct (psgn p); intros; try discriminate; lra. Qed.
Lemma ple0_R p : ple0 p = true -> ev0 (fun t => pev p t <= 0).
Proof. intros E. generalize (psgn_R p). unfold ple0 in E. apply ev0_imp. intros t. destruct (psgn p); intros; try discriminate; lra. Qed.
Lemma pis0_R p : pis0 p = true -> ev0 (fun t => pev p t = 0).
Proof. intros E. generalize (psgn_R p). unfold pis0 in E. apply ev0_imp. intros t. destruct (psgn p); intros; try discriminate; lra. Qed.

(* affine forms with coefficients in Q[t] *)
Definition paff := (poly * poly)%type.
Definition pfeval := poly -> poly -> option paff.
Definition pevalR (f : paff) (t x : R) := pev (fst f) t * x + pev (snd f) t.
Definition prepresents (F : pfeval) (f : R -> R -> R) : Prop :=
  forall a b g, F a b = Some g -> ev0 (fun t => forall x, pev a t < x < pev b t -> f t x = pevalR g t x).
Definition ppiece (f : paff) (a b : poly) : poly :=
  let (p, q) := f in
  let a2 := pmul a a in let b2 := pmul b b in
  padd (pscal third (pmul (pmul p p) (psub (pmul b2 b) (pmul a2 a))))
  (padd (pmul (pmul p q) (psub b2 a2)) (pmul (pmul q q) (psub b a))).
Fixpoint pinteg (F : pfeval) (a : poly) (xs : list poly) : option poly :=
  match xs with
  | [] => Some []
  | b :: t => if pge0 (psub b a) then
      match F a b, pinteg F b t with Some f, Some r => Some (padd (ppiece f a b) r) | _, _ => None end
      else None
  end.

Theorem pinteg_sound F f : prepresents F f -> forall xs a r, pinteg F a xs = Some r ->
  ev0 (fun t => is_RInt (fun x => f t x * f t x) (pev a t) (pev (last xs a) t) (pev r t)).
Proof.
  intros HF xs; induction xs as [|b tl IH]; intros a r E; simpl in E.
  - injection E as <-. apply ev0_all; intros t. simpl. change 0 with (zero : R). apply @is_RInt_point.
  - destruct (pge0 (psub b a)) eqn:L; try discriminate. apply pge0_R in L.
    destruct (F a b) as [g|] eqn:EF; try discriminate.
    destruct (pinteg F b tl) as [r'|] eqn:EI; try discriminate. injection E as <-.
    specialize (IH b r' EI). specialize (HF _ _ _ EF).
    assert (EL : last (b :: tl) a = last tl b). { clear. revert b. induction tl; intros; simpl in *; auto. destruct tl; auto. }
    rewrite EL. generalize (ev0_and _ _ L (ev0_and _ _ IH HF)). apply ev0_imp.
    intros t [L' [I' R']]. rewrite psub_R in L'. rewrite padd_R.
    apply (is_RInt_Chasles (fun x => f t x * f t x) (pev a t) (pev b t)); [|exact I'].
    apply is_RInt_ext with (f := fun x => (pev (fst g) t*x+pev (snd g) t)*(pev (fst g) t*x+pev (snd g) t)).
    + intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra. rewrite (R' x Hx). reflexivity.
    + destruct g as [p q]. match goal with |- is_RInt _ _ _ ?z => replace z with
       (/3*(pev p t*pev p t)*(pev b t*pev b t*pev b t-pev a t*pev a t*pev a t) + (/2*(pev p t*pev q t+pev q t*pev p t)*(pev b t*pev b t-pev a t*pev a t) + pev q t*pev q t*(pev b t-pev a t))) end.
      * apply is_RInt_affprod.
      * unfold ppiece. rewrite ?padd_R, ?pscal_R, ?pmul_R, ?psub_R, ?pmul_R.
        replace (Q2R third) with (/3) by (unfold Q2R, third; simpl; lra). field.
Qed.

(* ---- paths of networks ---- *)
Record pneuron := mkPN { pw : poly; pb : poly; pv : poly }.
Record pnet := mkPNet { phid : list pneuron; pc : poly }.
Definition nAt (t : R) (n : pneuron) : neuron := mkN (pev (pw n) t) (pev (pb n) t) (pev (pv n) t).
Definition netAt (p : pnet) (t : R) : net := mkNet (map (nAt t) (phid p)) (pev (pc p) t).

Definition pact (n : pneuron) (a b : poly) : option bool :=
  let ya := padd (pmul (pw n) a) (pb n) in let yb := padd (pmul (pw n) b) (pb n) in
  if ple0 ya && ple0 yb then Some false else if pge0 ya && pge0 yb then Some true else None.
Lemma pact_R n a b r : pact n a b = Some r -> ev0 (fun t => forall x, pev a t < x < pev b t ->
  if r then 0 <= pev (pw n) t * x + pev (pb n) t else pev (pw n) t * x + pev (pb n) t <= 0).
Proof.
  unfold pact. intros E.
  assert (K : forall x A B W C : R, A < x < B -> (W*x+C)*(B-A) = (B-x)*(W*A+C) + (x-A)*(W*B+C)) by (intros; ring).
  destruct (ple0 _ && ple0 _) eqn:B1; [|destruct (pge0 _ && pge0 _) eqn:B2; try discriminate]; injection E as <-.
  - apply andb_true_iff in B1; destruct B1 as [B1 B2]. apply ple0_R in B1; apply ple0_R in B2.
    generalize (ev0_and _ _ B1 B2). apply ev0_imp. intros t [H1 H2] x Hx.
    rewrite padd_R, pmul_R in *. apply Rnot_lt_le; intros C.
    specialize (K x _ _ (pev (pw n) t) (pev (pb n) t) Hx). nra.
  - apply andb_true_iff in B2; destruct B2 as [B3 B2]. apply pge0_R in B3; apply pge0_R in B2.
    generalize (ev0_and _ _ B3 B2). apply ev0_imp. intros t [H1 H2] x Hx.
    rewrite padd_R, pmul_R in *. apply Rnot_lt_le; intros C.
    specialize (K x _ _ (pev (pw n) t) (pev (pb n) t) Hx). nra.
Qed.
Fixpoint P_outs (h : list pneuron) : pfeval := fun a b =>
  match h with
  | [] => Some ([], [])
  | n :: h' => match pact n a b, P_outs h' a b with
     | Some true, Some (s, u) => Some (padd (pmul (pv n) (pw n)) s, padd (pmul (pv n) (pb n)) u)
     | Some false, Some su => Some su
     | _, _ => None end
  end.
Definition P_resid (al be : Q) (p : pnet) : pfeval := fun a b =>
  match P_outs (phid p) a b with
  | Some (s, u) => Some (psub s [al], psub (padd u (pc p)) [be]) | None => None end.
Lemma P_outs_ok h : prepresents (P_outs h) (fun t => outs (map (nAt t) h)).
Proof.
  induction h as [|n h IH]; intros a b g E; simpl in E.
  - injection E as <-. apply ev0_all; intros t x _. unfold pevalR; simpl; ring.
  - destruct (pact n a b) as [[|]|] eqn:A; try discriminate;
    destruct (P_outs h a b) as [[s u]|] eqn:EO; try discriminate; injection E as <-;
    apply pact_R in A; generalize (ev0_and _ _ A (IH _ _ _ EO)); apply ev0_imp;
    intros t [H1 H2] x Hx; specialize (H1 x Hx); specialize (H2 x Hx); cbn [map outs]; rewrite H2;
    unfold pevalR, nAt, relu; simpl.
    + rewrite Rmax_left by lra. rewrite !padd_R, !pmul_R. ring.
    + rewrite Rmax_right by lra. ring.
Qed.
Lemma P_resid_ok al be p : prepresents (P_resid al be p) (fun t => resid (Q2R al) (Q2R be) (netAt p t)).
Proof.
  intros a b g E. unfold P_resid in E.
  destruct (P_outs (phid p) a b) as [[s u]|] eqn:EO; try discriminate. injection E as <-.
  generalize (P_outs_ok _ _ _ _ EO). apply ev0_imp. intros t H x Hx. specialize (H x Hx).
  unfold resid, real_fn, target. simpl. rewrite H. unfold pevalR; simpl. rewrite !psub_R, !padd_R. simpl. ring.
Qed.

Record pinst := mkPI { p_al : Q; p_be : Q; p_T0 : Q; p_T1 : Q; p_net : pnet; p_cuts : list poly }.
Definition path_loss (i : pinst) : option poly :=
  if pis0 (psub (last (p_cuts i) [p_T0 i]) [p_T1 i])
  then pinteg (P_resid (p_al i) (p_be i) (p_net i)) [p_T0 i] (p_cuts i) else None.
Theorem path_loss_sound i P : path_loss i = Some P ->
  ev0 (fun t => loss (Q2R (p_al i)) (Q2R (p_be i)) (Q2R (p_T0 i)) (Q2R (p_T1 i)) (netAt (p_net i) t) = pev P t).
Proof.
  unfold path_loss. intros E. destruct (pis0 _) eqn:Z; try discriminate. apply pis0_R in Z.
  generalize (ev0_and _ _ Z (pinteg_sound _ _ (P_resid_ok _ _ _) _ _ _ E)). apply ev0_imp.
  intros t [H1 H2]. rewrite psub_R in H1. simpl in H1. simpl in H2.
  replace (pev (last (p_cuts i) [p_T0 i]) t) with (Q2R (p_T1 i)) in H2 by lra.
  replace (Q2R (p_T0 i) + t * 0) with (Q2R (p_T0 i)) in H2 by ring.
  unfold loss. rewrite <- (is_RInt_unique _ _ _ _ H2). apply RInt_ext. intros x _. simpl. ring.
Qed.

(* the path converges to its value at 0 *)
Lemma close_n_path n e : 0 < e -> ev0 (fun t => close_n e (nAt t n) (nAt 0 n)).
Proof.
  intros He. assert (C : forall p, ev0 (fun t => Rabs (pev p t - pev p 0) < e)).
  { intros p. assert (L : locally 0 (fun t => Rabs (pev p t - pev p 0) < e)).
    { apply (pev_cont p 0 (fun u => Rabs (u - pev p 0) < e)). exists (mkposreal e He). intros y Hy. exact Hy. }
    unfold ev0, at_right, within. revert L. apply filter_imp. auto. }
  unfold close_n, nAt; simpl. apply ev0_and; [apply C|apply ev0_and; apply C].
Qed.
Lemma close_path p e : 0 < e -> ev0 (fun t => close e (netAt p t) (netAt p 0)).
Proof.
  intros He. unfold close. apply ev0_and.
  - simpl. induction (phid p) as [|n h IH]; simpl.
    + apply ev0_all; constructor.
    + generalize (ev0_and _ _ (close_n_path n e He) IH). apply ev0_imp. intros t [A B]; constructor; auto.
  - simpl. assert (L : locally 0 (fun t => Rabs (pev (pc p) t - pev (pc p) 0) < e)).
    { apply (pev_cont (pc p) 0 (fun u => Rabs (u - pev (pc p) 0) < e)). exists (mkposreal e He). intros y Hy. exact Hy. }
    unfold ev0, at_right, within. revert L. apply filter_imp. auto.
Qed.

Definition check_descent (i : pinst) (l0 : Q) : bool :=
  match path_loss i with Some P => match psgn (psub P [l0]) with Datatypes.Lt => true | _ => false end | None => false end.
Theorem check_descent_sound i l0 : check_descent i l0 = true ->
  loss (Q2R (p_al i)) (Q2R (p_be i)) (Q2R (p_T0 i)) (Q2R (p_T1 i)) (netAt (p_net i) 0) = Q2R l0 ->
  ~ local_min (Q2R (p_al i)) (Q2R (p_be i)) (Q2R (p_T0 i)) (Q2R (p_T1 i)) (netAt (p_net i) 0).
Proof.
  unfold check_descent. intros E L0 [e [He H]]. destruct (path_loss i) as [P|] eqn:EP; try discriminate.
  apply path_loss_sound in EP. generalize (psgn_R (psub P [l0])). destruct (psgn _); try discriminate. intros S.
  destruct (filter_ex _ (ev0_and _ _ (close_path (p_net i) e He) (ev0_and _ _ EP S))) as [t [C [E1 E2]]].
  specialize (H _ C). rewrite psub_R in E2. simpl in E2. rewrite E1, L0 in H. lra.
Qed.

