(* Exact rational loss and generalised gradient from sorted breakpoints = the true integrals. *)
Require Import Reals Lra List Bool QArith Qreals ZArith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Net.
Import ListNotations.
Open Scope R_scope.

Definition aff := (Q * Q)%type.                     (* p x + q *)
Definition feval := Q -> Q -> option aff.           (* affine form on the open piece (a,b) *)
Definition evalR (f : aff) (x : R) := Q2R (fst f) * x + Q2R (snd f).
Definition represents (F : feval) (f : R -> R) : Prop :=
  forall a b g, F a b = Some g -> forall x, Q2R a < x < Q2R b -> f x = evalR g x.

Definition qadd x y := Qred (x + y). Definition qmul x y := Qred (x * y).
Definition qsub x y := Qred (x - y).
Definition third : Q := 1 # 3. Definition half : Q := 1 # 2.
(* int_a^b (p x + q)(s x + u) dx *)
Definition piece (f g : aff) (a b : Q) : Q :=
  let (p, q) := f in let (s, u) := g in
  let a2 := qmul a a in let b2 := qmul b b in
  qadd (qmul (qmul third (qmul p s)) (qsub (qmul b2 b) (qmul a2 a)))
  (qadd (qmul (qmul half (qadd (qmul p u) (qmul q s))) (qsub b2 a2))
        (qmul (qmul q u) (qsub b a))).
Fixpoint integ (F G : feval) (a : Q) (xs : list Q) : option Q :=
  match xs with
  | [] => Some 0%Q
  | b :: t =>
      if Qle_bool a b then
        match F a b, G a b, integ F G b t with
        | Some f, Some g, Some r => Some (qadd (piece f g a b) r)
        | _, _, _ => None
        end
      else None
  end.

Lemma qadd_R x y : Q2R (qadd x y) = Q2R x + Q2R y.
Proof. unfold qadd. rewrite <- Q2R_plus. apply Qeq_eqR, Qred_correct. Qed.
Lemma qmul_R x y : Q2R (qmul x y) = Q2R x * Q2R y.
Proof. unfold qmul. rewrite <- Q2R_mult. apply Qeq_eqR, Qred_correct. Qed.
Lemma qsub_R x y : Q2R (qsub x y) = Q2R x - Q2R y.
Proof. unfold qsub. rewrite <- Q2R_minus. apply Qeq_eqR, Qred_correct. Qed.

Lemma is_RInt_affprod P Q S U a b :
  is_RInt (fun x => (P*x+Q)*(S*x+U)) a b
    (/3*(P*S)*(b*b*b-a*a*a) + (/2*(P*U+Q*S)*(b*b-a*a) + Q*U*(b-a))).
Proof.
  set (A := fun x : R => /3*(P*S)*(x*x*x) + (/2*(P*U+Q*S)*(x*x) + Q*U*x)).
  replace (_ + _) with (minus (A b) (A a)) by (unfold minus, plus, opp, A; simpl; field).
  apply (is_RInt_derive A (fun x => (P*x+Q)*(S*x+U))).
  - intros x _. unfold A. auto_derive; [exact I|field].
  - intros x _. apply (ex_derive_continuous (fun x => (P*x+Q)*(S*x+U))). auto_derive. exact I.
Qed.

Theorem integ_sound F G f g : represents F f -> represents G g ->
  forall xs a r, integ F G a xs = Some r ->
  is_RInt (fun x => f x * g x) (Q2R a) (Q2R (last xs a)) (Q2R r).
Proof.
  intros HF HG xs; induction xs as [|b t IH]; intros a r E; simpl in E.
  - injection E as <-. simpl. replace (Q2R 0) with (zero : R) by (unfold Q2R, zero; simpl; lra).
    apply @is_RInt_point.
  - destruct (Qle_bool a b) eqn:L; try discriminate. apply Qle_bool_iff, Qle_Rle in L.
    destruct (F a b) as [[p q]|] eqn:EF; try discriminate.
    destruct (G a b) as [[s u]|] eqn:EG; try discriminate.
    destruct (integ F G b t) as [r'|] eqn:EI; try discriminate. injection E as <-.
    specialize (IH b r' EI).
    assert (EL : last (b :: t) a = last t b). { clear. revert b. induction t; intros; simpl in *; auto. destruct t; auto. }
    rewrite EL, qadd_R.
    apply (is_RInt_Chasles (fun x => f x * g x) (Q2R a) (Q2R b)); [|exact IH].
    apply is_RInt_ext with (f := fun x => (Q2R p*x+Q2R q)*(Q2R s*x+Q2R u)).
    + intros x Hx. rewrite Rmin_left, Rmax_right in Hx by auto.
      rewrite (HF _ _ _ EF x Hx), (HG _ _ _ EG x Hx). reflexivity.
    + match goal with |- is_RInt _ _ _ (Q2R ?z) => replace (Q2R z) with
       (/3*(Q2R p*Q2R s)*(Q2R b*Q2R b*Q2R b-Q2R a*Q2R a*Q2R a) + (/2*(Q2R p*Q2R u+Q2R q*Q2R s)*(Q2R b*Q2R b-Q2R a*Q2R a) + Q2R q*Q2R u*(Q2R b-Q2R a))) end.
      * apply is_RInt_affprod.
      * unfold piece. rewrite ?qadd_R, ?qmul_R, ?qsub_R, ?qadd_R, ?qmul_R.
        replace (Q2R third) with (/3) by (unfold Q2R, third; simpl; lra).
        replace (Q2R half) with (/2) by (unfold Q2R, half; simpl; lra). ring.
Qed.

(* ---- rational networks ---- *)
Record qneuron := mkQN { qw : Q; qb : Q; qv : Q }.
Record qnet := mkQNet { qhid : list qneuron; qc : Q }.
Definition nR (n : qneuron) : neuron := mkN (Q2R (qw n)) (Q2R (qb n)) (Q2R (qv n)).
Definition netR (p : qnet) : net := mkNet (map nR (qhid p)) (Q2R (qc p)).

(* Some true: active on the piece; Some false: not active; None: the piece is not fine enough *)
Definition act (n : qneuron) (a b : Q) : option bool :=
  let ya := qadd (qmul (qw n) a) (qb n) in let yb := qadd (qmul (qw n) b) (qb n) in
  if Qle_bool ya 0 && Qle_bool yb 0 then Some false
  else if Qle_bool 0 ya && Qle_bool 0 yb then Some true else None.

Lemma act_R n a b t : act n a b = Some t -> forall x, Q2R a < x < Q2R b ->
  if t then 0 < Q2R (qw n) * x + Q2R (qb n) else Q2R (qw n) * x + Q2R (qb n) <= 0.
Proof.
  unfold act. intros E x Hx.
  set (ya := qadd (qmul (qw n) a) (qb n)) in *. set (yb := qadd (qmul (qw n) b) (qb n)) in *.
  assert (Ya : Q2R ya = Q2R (qw n) * Q2R a + Q2R (qb n)) by (unfold ya; rewrite qadd_R, qmul_R; auto).
  assert (Yb : Q2R yb = Q2R (qw n) * Q2R b + Q2R (qb n)) by (unfold yb; rewrite qadd_R, qmul_R; auto).
  assert (Z : Q2R 0 = 0) by (unfold Q2R; simpl; lra).
  set (D := Q2R b - Q2R a). assert (0 < D) by (unfold D; lra).
  assert (M : (Q2R (qw n) * x + Q2R (qb n)) * D = (Q2R b - x) * Q2R ya + (x - Q2R a) * Q2R yb)
    by (rewrite Ya, Yb; unfold D; ring).
  destruct (Qle_bool ya 0 && Qle_bool yb 0) eqn:B1.
  - injection E as <-. apply andb_true_iff in B1; destruct B1 as [B1 B2].
    apply Qle_bool_iff, Qle_Rle in B1. apply Qle_bool_iff, Qle_Rle in B2. rewrite Z in *.
    apply Rnot_lt_le; intros C. assert (0 < (Q2R (qw n) * x + Q2R (qb n)) * D) by (apply Rmult_lt_0_compat; auto). nra.
  - destruct (Qle_bool 0 ya && Qle_bool 0 yb) eqn:B2; try discriminate. injection E as <-.
    apply andb_true_iff in B2; destruct B2 as [C1 C2]. apply andb_false_iff in B1.
    apply Qle_bool_iff, Qle_Rle in C1. apply Qle_bool_iff, Qle_Rle in C2. rewrite Z in *.
    assert (0 < Q2R ya \/ 0 < Q2R yb) as O.
    { destruct B1 as [B1|B1]; [left|right]; rewrite <- Z; apply Qlt_Rlt, Qnot_le_lt; intros N;
      apply Qle_bool_iff in N; congruence. }
    apply Rnot_le_lt; intros C.
    assert ((Q2R (qw n) * x + Q2R (qb n)) * D <= 0) by nra.
    assert (0 <= (Q2R b - x) * Q2R ya) by (apply Rmult_le_pos; lra).
    assert (0 <= (x - Q2R a) * Q2R yb) by (apply Rmult_le_pos; lra).
    destruct O as [O|O].
    + assert (0 < (Q2R b - x) * Q2R ya) by (apply Rmult_lt_0_compat; lra). lra.
    + assert (0 < (x - Q2R a) * Q2R yb) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

Definition E_one : feval := fun _ _ => Some (0%Q, 1%Q).
Definition E_ind (n : qneuron) : feval := fun a b =>
  match act n a b with Some true => Some (0%Q, 1%Q) | Some false => Some (0%Q, 0%Q) | None => None end.
Definition E_xind (n : qneuron) : feval := fun a b =>
  match act n a b with Some true => Some (1%Q, 0%Q) | Some false => Some (0%Q, 0%Q) | None => None end.
Definition E_relu (n : qneuron) : feval := fun a b =>
  match act n a b with Some true => Some (qw n, qb n) | Some false => Some (0%Q, 0%Q) | None => None end.
Fixpoint E_outs (h : list qneuron) : feval := fun a b =>
  match h with
  | [] => Some (0%Q, 0%Q)
  | n :: h' => match E_relu n a b, E_outs h' a b with
               | Some (p, q), Some (s, u) => Some (qadd (qmul (qv n) p) s, qadd (qmul (qv n) q) u)
               | _, _ => None end
  end.
Definition E_resid (al be : Q) (p : qnet) : feval := fun a b =>
  match E_outs (qhid p) a b with
  | Some (s, u) => Some (qsub s al, qsub (qadd u (qc p)) be) | None => None end.


Ltac q01 := replace (Q2R 0) with 0 by (unfold Q2R; simpl; lra);
            try replace (Q2R 1) with 1 by (unfold Q2R; simpl; lra).
Lemma one_ok : represents E_one (fun _ => 1).
Proof. intros a b g E x _. injection E as <-. unfold evalR; simpl. q01. ring. Qed.
Lemma ind_ok n : represents (E_ind n) (fun x => ind (nw (nR n) * x + nb (nR n))).
Proof.
  intros a b g E x Hx. unfold E_ind in E. simpl. destruct (act n a b) as [[|]|] eqn:A; try discriminate;
  injection E as <-; apply act_R with (x := x) in A; auto; unfold evalR, ind; simpl; q01;
  destruct (Rlt_dec 0 _); lra.
Qed.
Lemma xind_ok n : represents (E_xind n) (fun x => x * ind (nw (nR n) * x + nb (nR n))).
Proof.
  intros a b g E x Hx. unfold E_xind in E. simpl. destruct (act n a b) as [[|]|] eqn:A; try discriminate;
  injection E as <-; apply act_R with (x := x) in A; auto; unfold evalR, ind; simpl; q01;
  destruct (Rlt_dec 0 _); lra.
Qed.
Lemma relu_ok n : represents (E_relu n) (fun x => relu (nw (nR n) * x + nb (nR n))).
Proof.
  intros a b g E x Hx. unfold E_relu in E. simpl. destruct (act n a b) as [[|]|] eqn:A; try discriminate;
  injection E as <-; apply act_R with (x := x) in A; auto; unfold evalR, relu; simpl; try q01.
  - rewrite Rmax_left; lra.
  - rewrite Rmax_right; lra.
Qed.
Lemma outs_ok h : represents (E_outs h) (outs (map nR h)).
Proof.
  induction h as [|n h IH]; intros a b g E x Hx; simpl in E.
  - injection E as <-. unfold evalR; simpl; q01; lra.
  - destruct (E_relu n a b) as [[p q]|] eqn:ER; try discriminate.
    destruct (E_outs h a b) as [[s u]|] eqn:EO; try discriminate. injection E as <-.
    assert (R1 := relu_ok n a b _ ER x Hx). assert (R2 := IH a b _ EO x Hx).
    cbn [map outs]. rewrite R1, R2. unfold evalR; simpl. rewrite !qadd_R, !qmul_R. ring.
Qed.
Lemma resid_ok al be p : represents (E_resid al be p) (resid (Q2R al) (Q2R be) (netR p)).
Proof.
  intros a b g E x Hx. unfold E_resid in E.
  destruct (E_outs (qhid p) a b) as [[s u]|] eqn:EO; try discriminate. injection E as <-.
  assert (R2 := outs_ok _ a b _ EO x Hx).
  unfold resid, real_fn, target. simpl. rewrite R2. unfold evalR; simpl. rewrite !qsub_R, !qadd_R. ring.
Qed.

(* ---- the checker ---- *)
Record inst := mkI { i_al : Q; i_be : Q; i_T0 : Q; i_T1 : Q; i_net : qnet; i_cuts : list Q }.
Definition run (i : inst) (G : feval) : option Q :=
  if Qeq_bool (last (i_cuts i) (i_T0 i)) (i_T1 i)
  then integ (E_resid (i_al i) (i_be i) (i_net i)) G (i_T0 i) (i_cuts i) else None.
Definition q_loss (i : inst) : option Q := run i (E_resid (i_al i) (i_be i) (i_net i)).
Definition twice (o : option Q) : option Q := match o with Some r => Some (qmul (2 # 1) r) | None => None end.
Definition scaled (k : Q) (o : option Q) : option Q := match o with Some r => Some (qmul k r) | None => None end.
(* the entries of the generalised gradient *)
Definition q_g_c (i : inst) : option Q := twice (run i E_one).
Definition q_g_v (i : inst) (n : qneuron) : option Q := twice (run i (E_relu n)).
Definition q_g_w (i : inst) (n : qneuron) : option Q := scaled (qv n) (twice (run i (E_xind n))).
Definition q_g_b (i : inst) (n : qneuron) : option Q := scaled (qv n) (twice (run i (E_ind n))).

Notation res i := (resid (Q2R (i_al i)) (Q2R (i_be i)) (netR (i_net i))).
Lemma run_sound i G g r : represents G g -> run i G = Some r ->
  RInt (fun x => res i x * g x) (Q2R (i_T0 i)) (Q2R (i_T1 i)) = Q2R r.
Proof.
  intros HG E. unfold run in E. destruct (Qeq_bool _ _) eqn:B; try discriminate.
  apply Qeq_bool_iff, Qeq_eqR in B. rewrite <- B.
  apply is_RInt_unique. exact (integ_sound _ _ _ _ (resid_ok _ _ _) HG _ _ _ E).
Qed.
Theorem q_loss_sound i r : q_loss i = Some r ->
  loss (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i)) = Q2R r.
Proof.
  intros E. rewrite <- (run_sound i _ _ r (resid_ok _ _ _) E). unfold loss.
  apply RInt_ext. intros x _. simpl. ring.
Qed.

Lemma twice_sound i G g r : represents G g -> twice (run i G) = Some r ->
  2 * RInt (fun x => res i x * g x) (Q2R (i_T0 i)) (Q2R (i_T1 i)) = Q2R r.
Proof.
  intros HG E. unfold twice in E. destruct (run i G) as [s|] eqn:ER; [|discriminate]. injection E as <-.
  rewrite (run_sound i G g s HG ER), qmul_R. f_equal. unfold Q2R; simpl; lra.
Qed.
Theorem q_gradient_sound i n r :
  let P G := G (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i)) : R in
  let Pn G := G (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i)) (nR n) : R in
  (q_g_c i = Some r -> P g_c = Q2R r) /\ (q_g_v i n = Some r -> Pn g_v = Q2R r) /\
  (q_g_w i n = Some r -> Pn g_w = Q2R r) /\ (q_g_b i n = Some r -> Pn g_b = Q2R r).
Proof.
  assert (SC : forall k o s, scaled k o = Some s -> exists u, o = Some u /\ s = qmul k u).
  { intros k [u|] s E; [|discriminate]. injection E as <-. exists u; auto. }
  repeat split; intros E.
  - rewrite <- (twice_sound i _ _ r one_ok E). unfold g_c. f_equal. apply RInt_ext. intros x _. simpl. ring.
  - exact (twice_sound i _ _ r (relu_ok n) E).
  - apply SC in E. destruct E as [u [E ->]]. rewrite qmul_R, <- (twice_sound i _ _ u (xind_ok n) E). unfold g_w. simpl. ring.
  - apply SC in E. destruct E as [u [E ->]]. rewrite qmul_R, <- (twice_sound i _ _ u (ind_ok n) E). unfold g_b. simpl. ring.
Qed.

Definition isz (o : option Q) : bool := match o with Some q => Z.eqb (Qnum q) 0 | None => false end.
Definition check_gradient (i : inst) : bool :=
  isz (run i E_one) &&
  forallb (fun n => isz (run i (E_relu n)) &&
     (Z.eqb (Qnum (qv n)) 0 || (isz (run i (E_xind n)) && isz (run i (E_ind n))))) (qhid (i_net i)).

Lemma isz_R q : Z.eqb (Qnum q) 0 = true -> Q2R q = 0.
Proof. intros E. apply Z.eqb_eq in E. unfold Q2R. rewrite E. lra. Qed.
Lemma run_isz i G g : represents G g -> isz (run i G) = true ->
  RInt (fun x => res i x * g x) (Q2R (i_T0 i)) (Q2R (i_T1 i)) = 0.
Proof.
  intros HG E. destruct (run i G) as [r|] eqn:ER; try discriminate.
  rewrite (run_sound i G g r HG ER). apply isz_R, E.
Qed.
Theorem check_gradient_sound i : check_gradient i = true ->
  gradient_zero (Q2R (i_al i)) (Q2R (i_be i)) (Q2R (i_T0 i)) (Q2R (i_T1 i)) (netR (i_net i)).
Proof.
  unfold check_gradient, gradient_zero. intros E. apply andb_true_iff in E; destruct E as [E1 E2]. split.
  - unfold g_c. apply (run_isz i _ _ one_ok) in E1.
    rewrite (RInt_ext _ (fun x => res i x * 1)) by (intros x _; simpl; ring). rewrite E1; ring.
  - simpl. apply List.Forall_forall. intros m Hm. apply in_map_iff in Hm. destruct Hm as [n [<- Hn]].
    rewrite forallb_forall in E2. specialize (E2 n Hn). apply andb_true_iff in E2; destruct E2 as [A B].
    unfold g_v, g_w, g_b. split; [|].
    + rewrite (run_isz i _ _ (relu_ok n) A). ring.
    + apply orb_true_iff in B; destruct B as [B|B].
      * simpl. rewrite (isz_R _ B). split; ring.
      * apply andb_true_iff in B; destruct B as [B1 B2].
        rewrite (run_isz i _ _ (xind_ok n) B1), (run_isz i _ _ (ind_ok n) B2). split; ring.
Qed.

