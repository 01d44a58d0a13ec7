(* Integrals of continuous functions of one real variable: linearity, order, primitives,
   and the integral against the indicator of a half-line. *)
Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net.
Open Scope R_scope.

(* equations stated over Coquelicot's structures, brought back to R *)
Ltac to_R := match goal with |- ?l = ?k => change (@eq R l k) end.
Ltac rring := to_R; ring.

Definition C0 (f : R -> R) : Prop := forall x, continuous f x.

Lemma C0_const k : C0 (fun _ => k).
Proof. intros x. apply continuous_const. Qed.
Lemma C0_id : C0 (fun x => x).
Proof. intros x. apply continuous_id. Qed.
Lemma C0_plus f g : C0 f -> C0 g -> C0 (fun x => f x + g x).
Proof. intros F G x. apply (continuous_plus f g); auto. Qed.
Lemma C0_mult f g : C0 f -> C0 g -> C0 (fun x => f x * g x).
Proof. intros F G x. apply (continuous_mult f g); auto. Qed.
Lemma C0_opp f : C0 f -> C0 (fun x => - f x).
Proof. intros F x. apply (continuous_opp f); auto. Qed.
Lemma C0_minus f g : C0 f -> C0 g -> C0 (fun x => f x - g x).
Proof. intros F G x. apply (continuous_minus f g); auto. Qed.
Lemma C0_pow f n : C0 f -> C0 (fun x => f x ^ n).
Proof.
  intros F. induction n; simpl; [apply C0_const|]. apply C0_mult; auto.
Qed.
Lemma C0_relu f : C0 f -> C0 (fun x => relu (f x)).
Proof. intros F x. apply (continuous_comp f relu); [apply F|apply relu_cont]. Qed.
Lemma C0_abs f : C0 f -> C0 (fun x => Rabs (f x)).
Proof. intros F x. apply (continuous_comp f Rabs); [apply F|apply continuous_Rabs]. Qed.
Lemma C0_eta f : C0 f -> C0 (fun x => f x).
Proof. auto. Qed.
Lemma C0_outs h : C0 (outs h).
Proof. intros x. apply outs_cont. Qed.
Lemma C0_resid al be p : C0 (resid al be p).
Proof. intros x. apply resid_cont. Qed.

Ltac c0 := lazymatch goal with
  | |- C0 (fun x => x) => apply C0_id
  | |- C0 (fun _ => ?k) => apply (C0_const k)
  | |- C0 (fun x => @?f x + @?g x) => apply (C0_plus f g); c0
  | |- C0 (fun x => @?f x - @?g x) => apply (C0_minus f g); c0
  | |- C0 (fun x => @?f x * @?g x) => apply (C0_mult f g); c0
  | |- C0 (fun x => - @?f x) => apply (C0_opp f); c0
  | |- C0 (fun x => @?f x ^ ?n) => apply (C0_pow f n); c0
  | |- C0 (fun x => relu (@?f x)) => apply (C0_relu f); c0
  | |- C0 (fun x => Rabs (@?f x)) => apply (C0_abs f); c0
  | |- C0 (fun x => outs ?h x) => apply (C0_outs h)
  | |- C0 (fun x => resid ?a ?b ?p x) => apply (C0_resid a b p)
  | |- C0 (outs ?h) => apply (C0_outs h)
  | |- C0 (resid ?a ?b ?p) => apply (C0_resid a b p)
  | |- C0 (fun x => ?f x) => change (C0 f); c0
  | |- C0 _ => assumption
  end.

Lemma C0_ex f a b : C0 f -> ex_RInt (V := R_CompleteNormedModule) f a b.
Proof. intros F. apply ex_RInt_cont. exact F. Qed.
Lemma C0_is f a b : C0 f -> is_RInt (V := R_CompleteNormedModule) f a b (RInt f a b).
Proof. intros F. apply (RInt_correct f). apply C0_ex, F. Qed.

Lemma is_RInt_lin f g a b I J k : is_RInt f a b I -> is_RInt g a b J ->
  is_RInt (fun x => f x + k * g x) a b (I + k * J).
Proof.
  intros F G. apply (is_RInt_plus f (fun x => k * g x)); [exact F|].
  apply (is_RInt_scal g a b k J G).
Qed.
Lemma RInt_lin f g a b k : C0 f -> C0 g ->
  RInt (fun x => f x + k * g x) a b = RInt f a b + k * RInt g a b.
Proof. intros F G. apply is_RInt_unique. apply is_RInt_lin; apply C0_is; auto. Qed.
Lemma RInt_mulc f a b k : C0 f -> RInt (fun x => k * f x) a b = k * RInt f a b.
Proof. intros F. apply is_RInt_unique. apply (is_RInt_scal f). apply C0_is, F. Qed.
Lemma RInt_zero f a b : (forall x, Rmin a b < x < Rmax a b -> f x = 0) -> RInt f a b = 0.
Proof.
  intros H. rewrite (RInt_ext f (fun _ => 0)) by exact H. rewrite RInt_const.
  unfold scal; simpl; unfold mult; simpl; ring.
Qed.
Lemma RInt_same f a : RInt f a a = 0.
Proof. apply (RInt_point (V := R_CompleteNormedModule)). Qed.
Lemma RInt_chasles f a b c : C0 f -> RInt f a b + RInt f b c = RInt f a c.
Proof. intros F. apply (RInt_Chasles f); apply C0_ex, F. Qed.

Lemma RInt_mono f g a b : a <= b -> C0 f -> C0 g -> (forall x, a <= x <= b -> f x <= g x) ->
  RInt f a b <= RInt g a b.
Proof. intros L F G H. apply RInt_le; auto; try apply C0_ex; auto. intros; apply H; lra. Qed.
Lemma RInt_nonneg f a b : a <= b -> C0 f -> (forall x, a <= x <= b -> 0 <= f x) -> 0 <= RInt f a b.
Proof.
  intros L F H. replace 0 with (RInt (fun _ => 0) a b) by (apply RInt_zero; auto).
  apply RInt_mono; auto. c0.
Qed.

(* a continuous nonnegative function with one positive value has positive integral *)
Lemma RInt_pos f a b x0 : a < b -> C0 f -> (forall x, a <= x <= b -> 0 <= f x) ->
  a <= x0 <= b -> 0 < f x0 -> 0 < RInt f a b.
Proof.
  intros L F H Hx P.
  destruct (F x0 (fun u => 0 < u)) as [e He]; [apply (open_gt 0); exact P|].
  assert (E := cond_pos e).
  assert (exists u v, a <= u /\ u < v /\ v <= b /\ forall x, u < x < v -> 0 < f x) as [u [v [U [UV [V Q]]]]].
  { destruct (Rlt_le_dec x0 b).
    - exists x0, (Rmin b (x0 + e)). repeat split; try lra.
      + apply Rmin_glb_lt; lra. + apply Rmin_l.
      + intros x Hu. apply He. assert (A := Rmin_r b (x0 + e)).
        change (Rabs (x - x0) < e). rewrite Rabs_right; lra.
    - exists (Rmax a (x0 - e)), x0. repeat split; try lra.
      + apply Rmax_l. + apply Rmax_lub_lt; lra.
      + intros x Hu. apply He. assert (A := Rmax_r a (x0 - e)).
        change (Rabs (x - x0) < e). rewrite Rabs_left; lra. }
  rewrite <- (RInt_chasles f a u b F), <- (RInt_chasles f u v b F).
  assert (0 <= RInt f a u) by (apply RInt_nonneg; auto; intros; apply H; lra).
  assert (0 <= RInt f v b) by (apply RInt_nonneg; auto; intros; apply H; lra).
  assert (0 < RInt f u v) by (apply RInt_gt_0; auto). lra.
Qed.
Lemma RInt_strict f g a b x0 : a < b -> C0 f -> C0 g -> (forall x, a <= x <= b -> f x <= g x) ->
  a <= x0 <= b -> f x0 < g x0 -> RInt f a b < RInt g a b.
Proof.
  intros L F G H Hx P.
  assert (A : 0 < RInt (fun x => g x + (-1) * f x) a b).
  { apply RInt_pos with x0; auto; try lra. c0. intros x Hy. specialize (H x Hy). lra. }
  rewrite RInt_lin in A by auto. lra.
Qed.
Lemma RInt_sq_zero f a b : a < b -> C0 f -> RInt (fun x => f x ^ 2) a b = 0 ->
  forall x, a <= x <= b -> f x = 0.
Proof.
  intros L F Z x Hx. destruct (Req_dec (f x) 0) as [|N]; auto. exfalso.
  assert (0 < RInt (fun x => f x ^ 2) a b); [|lra].
  apply RInt_pos with x; auto. c0. intros; apply pow2_ge_0.
  rewrite <- Rsqr_pow2. apply Rsqr_pos_lt, N.
Qed.

Lemma C0_bounded f a b : C0 f -> exists B, 0 < B /\ forall x, a <= x <= b -> Rabs (f x) <= B.
Proof.
  intros F. destruct (Rle_dec a b) as [L|L].
  - destruct (continuity_ab_maj (fun x => Rabs (f x)) a b L) as [M [HM _]].
    { intros x _. apply continuity_pt_filterlim. apply (C0_abs f F). }
    exists (Rabs (f M) + 1). split; [assert (A := Rabs_pos (f M)); lra|].
    intros x Hx. specialize (HM x Hx). simpl in HM. lra.
  - exists 1. split; [lra|]. intros x Hx; lra.
Qed.

(* primitives *)
Lemma prim_derive f a : C0 f -> forall x, is_derive (fun t => RInt f a t) x (f x).
Proof.
  intros F x. apply (is_derive_RInt f (fun t => RInt f a t) a x).
  - exists (mkposreal 1 Rlt_0_1). intros y _. apply C0_is, F.
  - apply F.
Qed.
Lemma C0_prim f a : C0 f -> C0 (fun t => RInt f a t).
Proof.
  intros F x. apply (ex_derive_continuous (fun t => RInt f a t)).
  exists (f x). apply prim_derive, F.
Qed.
Lemma RInt_of_derive (F f : R -> R) a b : (forall x, is_derive F x (f x)) -> C0 f -> RInt f a b = F b - F a.
Proof.
  intros D C. apply is_RInt_unique. apply (is_RInt_derive F f).
  - intros; apply D. - intros; apply C.
Qed.
Lemma RInt_poly2 r s u a b : RInt (fun x => r + s * (x - u)) a b =
  (r * (b - u) + s * (b - u) ^ 2 / 2) - (r * (a - u) + s * (a - u) ^ 2 / 2).
Proof.
  apply (RInt_of_derive (fun x => r * (x - u) + s * (x - u) ^ 2 / 2)).
  - intros x. auto_derive; [exact I|]. field.
  - c0.
Qed.

(* integrals against the indicator of {w x + b > 0}; cl is the breakpoint brought into [T0, T1] *)
Definition clamp (T0 T1 t : R) : R := Rmax T0 (Rmin T1 t).
Lemma clamp_in T0 T1 t : T0 <= T1 -> T0 <= clamp T0 T1 t <= T1.
Proof. intros L. unfold clamp, Rmax, Rmin. repeat destruct (Rle_dec _ _); lra. Qed.
Lemma is_RInt_ext_in (f g : R -> R) (a b I : R) : a <= b -> (forall x, a < x < b -> f x = g x) ->
  is_RInt (V := R_CompleteNormedModule) f a b I -> is_RInt (V := R_CompleteNormedModule) g a b I.
Proof.
  intros L H. apply is_RInt_ext. intros x Hx. rewrite Rmin_left, Rmax_right in Hx by auto. apply H, Hx.
Qed.
Lemma is_RInt_zero_in (f : R -> R) (a b : R) : a <= b -> (forall x, a < x < b -> f x = 0) ->
  is_RInt (V := R_CompleteNormedModule) f a b 0.
Proof.
  intros L H. apply (is_RInt_ext_in (fun _ => 0)); auto.
  - intros x Hx. rewrite (H x Hx). reflexivity.
  - assert (A := is_RInt_const a b (0 : R)). unfold scal in A; simpl in A; unfold mult in A; simpl in A.
    rewrite Rmult_0_r in A. exact A.
Qed.

Section Ind.
Variables (T0 T1 w b : R) (f : R -> R).
Hypothesis HT : T0 < T1.
Hypothesis HF : C0 f.
Lemma ind_pos z : 0 < z -> ind z = 1.
Proof. intros. unfold ind. destruct (Rlt_dec 0 z); lra. Qed.
Lemma ind_neg z : z <= 0 -> ind z = 0.
Proof. intros. unfold ind. destruct (Rlt_dec 0 z); lra. Qed.
Lemma pre_pos x : 0 < w -> - b / w < x -> 0 < w * x + b.
Proof.
  intros W H. apply (Rmult_lt_compat_l w) in H; auto.
  replace (w * (- b / w)) with (- b) in H by (field; lra). lra.
Qed.
Lemma pre_neg x : 0 < w -> x <= - b / w -> w * x + b <= 0.
Proof.
  intros W H. apply (Rmult_le_compat_l w) in H; [|lra].
  replace (w * (- b / w)) with (- b) in H by (field; lra). lra.
Qed.
Lemma pre_pos' x : w < 0 -> x < - b / w -> 0 < w * x + b.
Proof.
  intros W H. apply (Rmult_lt_compat_l (- w)) in H; [|lra].
  replace (- w * (- b / w)) with b in H by (field; lra). lra.
Qed.
Lemma pre_neg' x : w < 0 -> - b / w <= x -> w * x + b <= 0.
Proof.
  intros W H. apply (Rmult_le_compat_l (- w)) in H; [|lra].
  replace (- w * (- b / w)) with b in H by (field; lra). lra.
Qed.
Let cl := clamp T0 T1 (- b / w).
Lemma cl_cases : (cl = T0 /\ - b / w <= T0) \/ (cl = - b / w /\ T0 < - b / w < T1) \/ (cl = T1 /\ T1 <= - b / w).
Proof. unfold cl, clamp, Rmax, Rmin. repeat destruct (Rle_dec _ _); lra. Qed.

Lemma is_RInt_ind_pos : 0 < w -> is_RInt (fun x => f x * ind (w * x + b)) T0 T1 (RInt f cl T1).
Proof.
  intros W. assert (K := clamp_in T0 T1 (- b / w) ltac:(lra)). fold cl in K.
  replace (RInt f cl T1) with (0 + RInt f cl T1) by ring.
  apply (is_RInt_Chasles (fun x => f x * ind (w * x + b)) T0 cl T1).
  - apply is_RInt_zero_in; [lra|]. intros x Hx. rewrite ind_neg; [ring|].
    apply pre_neg; auto. destruct cl_cases as [C|[C|C]]; lra.
  - apply (is_RInt_ext_in f); [lra| |apply C0_is, HF]. intros x Hx. rewrite ind_pos; [ring|].
    apply pre_pos; auto. destruct cl_cases as [C|[C|C]]; lra.
Qed.
Lemma is_RInt_ind_neg : w < 0 -> is_RInt (fun x => f x * ind (w * x + b)) T0 T1 (RInt f T0 cl).
Proof.
  intros W. assert (K := clamp_in T0 T1 (- b / w) ltac:(lra)). fold cl in K.
  replace (RInt f T0 cl) with (RInt f T0 cl + 0) by ring.
  apply (is_RInt_Chasles (fun x => f x * ind (w * x + b)) T0 cl T1).
  - apply (is_RInt_ext_in f); [lra| |apply C0_is, HF]. intros x Hx. rewrite ind_pos; [ring|].
    apply pre_pos'; auto. destruct cl_cases as [C|[C|C]]; lra.
  - apply is_RInt_zero_in; [lra|]. intros x Hx. rewrite ind_neg; [ring|].
    apply pre_neg'; auto. destruct cl_cases as [C|[C|C]]; lra.
Qed.
Lemma is_RInt_ind_zero : w = 0 ->
  is_RInt (fun x => f x * ind (w * x + b)) T0 T1 (if Rlt_dec 0 b then RInt f T0 T1 else 0).
Proof.
  intros W. destruct (Rlt_dec 0 b).
  - apply (is_RInt_ext_in f); [lra| |apply C0_is, HF]. intros x Hx. rewrite W, ind_pos by lra. ring.
  - apply is_RInt_zero_in; [lra|]. intros x Hx. rewrite W, ind_neg by lra. ring.
Qed.
Lemma ex_RInt_ind : ex_RInt (V := R_CompleteNormedModule) (fun x => f x * ind (w * x + b)) T0 T1.
Proof.
  destruct (Rtotal_order w 0) as [W|[W|W]].
  - exists (RInt f T0 cl). apply is_RInt_ind_neg, W.
  - eexists. apply is_RInt_ind_zero, W.
  - exists (RInt f cl T1). apply is_RInt_ind_pos, W.
Qed.
Lemma is_RInt_ind : is_RInt (V := R_CompleteNormedModule) (fun x => f x * ind (w * x + b)) T0 T1
  (RInt (fun x => f x * ind (w * x + b)) T0 T1).
Proof. apply (RInt_correct (fun x => f x * ind (w * x + b))), ex_RInt_ind. Qed.
End Ind.
Lemma relu_ind z : relu z = z * ind z.
Proof. unfold relu, ind, Rmax. destruct (Rle_dec z 0), (Rlt_dec 0 z); lra. Qed.

(* the primitive of relu, and the integral of the tent relu (z+K) - 2 relu z + relu (z-K) *)
Definition relu_prim (z : R) : R := RInt relu 0 z.
Lemma relu_prim_val z : relu_prim z = relu z ^ 2 / 2.
Proof.
  unfold relu_prim. destruct (Rle_dec z 0) as [L|L].
  - rewrite RInt_zero. { unfold relu. rewrite Rmax_right by auto. field. }
    intros x Hx. rewrite Rmin_right, Rmax_left in Hx by auto. unfold relu. rewrite Rmax_right; lra.
  - rewrite (RInt_ext relu (fun x => 0 + 1 * (x - 0))).
    + rewrite RInt_poly2. unfold relu. rewrite Rmax_left by lra. field.
    + intros x Hx. rewrite Rmin_left, Rmax_right in Hx by lra. unfold relu. rewrite Rmax_left by lra.
      change (x = 0 + 1 * (x - 0)). ring.
Qed.
Lemma relu_C0 : C0 relu.
Proof. intros x. apply relu_cont. Qed.
Lemma relu_prim_derive z : is_derive relu_prim z (relu z).
Proof. apply prim_derive, relu_C0. Qed.
Definition tent (K z : R) : R := relu (z + K) - 2 * relu z + relu (z - K).
Lemma C0_tent K f : C0 f -> C0 (fun x => tent K (f x)).
Proof. intros F. unfold tent. c0. Qed.
Lemma tent_bound K z z' : Rabs (z' - z) <= K ->
  Rabs (relu z' - relu z - ind z * (z' - z)) <= tent K z.
Proof.
  intros H. unfold tent, relu, ind, Rmax, Rabs in *.
  repeat destruct (Rle_dec _ _); repeat destruct (Rlt_dec _ _); repeat destruct (Rcase_abs _); lra.
Qed.
Lemma tent_RInt K w b T0 T1 : 0 < K -> w <> 0 ->
  Rabs (RInt (fun x => tent K (w * x + b)) T0 T1) <= K ^ 2 / Rabs w.
Proof.
  intros HK W.
  set (P := fun z => relu_prim (z + K) - 2 * relu_prim z + relu_prim (z - K)).
  assert (B : forall z, 0 <= P z <= K ^ 2).
  { intros z. unfold P. rewrite !relu_prim_val. unfold relu, Rmax.
    repeat destruct (Rle_dec _ _); nra. }
  assert (E : RInt (fun x => tent K (w * x + b)) T0 T1 = (P (w * T1 + b) - P (w * T0 + b)) / w).
  { rewrite (RInt_of_derive (fun x => P (w * x + b) / w)).
    - to_R. field; auto.
    - intros x. unfold P, Rdiv.
      assert (D : forall k, is_derive (fun x => relu_prim (w * x + b + k)) x (w * relu (w * x + b + k))).
      { intros k. apply (is_derive_comp relu_prim (fun x => w * x + b + k)).
        apply relu_prim_derive. auto_derive; [exact I|ring]. }
      replace (tent K (w * x + b)) with
        (/ w * (w * relu (w * x + b + K) - 2 * (w * relu (w * x + b + 0)) + w * relu (w * x + b + - K))).
      2:{ unfold tent. rewrite Rplus_0_r. unfold Rminus. field; auto. }
      apply (is_derive_ext (fun x => / w * (relu_prim (w * x + b + K) - 2 * relu_prim (w * x + b + 0) + relu_prim (w * x + b + - K)))).
      { intros t. rewrite Rplus_0_r. change (@eq R (/ w * (relu_prim (w * t + b + K) - 2 * relu_prim (w * t + b) + relu_prim (w * t + b + - K))) ((relu_prim (w * t + b + K) - 2 * relu_prim (w * t + b) + relu_prim (w * t + b - K)) * / w)). unfold Rminus. ring. }
      apply (is_derive_scal (fun x => relu_prim (w * x + b + K) - 2 * relu_prim (w * x + b + 0) + relu_prim (w * x + b + - K))).
      apply (is_derive_plus (fun x => relu_prim (w * x + b + K) - 2 * relu_prim (w * x + b + 0)) (fun x => relu_prim (w * x + b + - K))); [|apply D].
      apply (is_derive_minus (fun x => relu_prim (w * x + b + K)) (fun x => 2 * relu_prim (w * x + b + 0))); [apply D|].
      apply (is_derive_scal (fun x => relu_prim (w * x + b + 0))). apply D.
    - apply C0_tent. c0. }
  rewrite E. unfold Rdiv. rewrite Rabs_mult, Rabs_inv.
  apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, Rabs_pos_lt, W|].
  assert (B1 := B (w * T1 + b)). assert (B0 := B (w * T0 + b)). apply Rabs_le. lra.
Qed.
