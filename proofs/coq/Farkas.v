(* Generic Farkas / Motzkin infeasibility checker, and its soundness over R. *)
Require Import Reals Lra List Bool QArith Qreals ZArith.
Import ListNotations.
Open Scope R_scope.

Record ops := mkOps {
  num  : Type;
  zero : num;
  add  : num -> num -> num;
  mul  : num -> num -> num;
  eq0  : num -> bool;     (* x = 0 *)
  ge0  : num -> bool;     (* 0 <= x *)
  gt0  : num -> bool }.   (* 0 < x *)

Record ops_ok (o : ops) (r : num o -> R) : Prop := mkOk {
  ok_zero : r (zero o) = 0;
  ok_add : forall x y, r (add o x y) = r x + r y;
  ok_mul : forall x y, r (mul o x y) = r x * r y;
  ok_eq0 : forall x, eq0 o x = true -> r x = 0;
  ok_ge0 : forall x, ge0 o x = true -> 0 <= r x;
  ok_gt0 : forall x, gt0 o x = true -> 0 < r x }.

Inductive rel := Eq | Ge | Gt.
Record row (T : Type) := mkRow { coef : list T; kind : rel; rhs : T }.
Arguments mkRow {T}. Arguments coef {T}. Arguments kind {T}. Arguments rhs {T}.

(* ---- semantics over R ---- *)
Section Sem.
Variables (T : Type) (r : T -> R).
Fixpoint dot (a : list T) (x : list R) : R :=
  match a, x with a0 :: a', x0 :: x' => r a0 * x0 + dot a' x' | _, _ => 0 end.
Definition holds (x : list R) (c : row T) : Prop :=
  match kind c with
  | Eq => dot (coef c) x = r (rhs c)
  | Ge => dot (coef c) x >= r (rhs c)
  | Gt => dot (coef c) x > r (rhs c)
  end.
Definition feasible (s : list (row T)) : Prop := exists x : list R, Forall (holds x) s.
End Sem.

(* ---- checker ---- *)
Section Chk.
Variable o : ops.
Notation T := (num o).
Fixpoint axpy (l : T) (a acc : list T) : list T :=
  match a, acc with
  | [], _ => acc
  | a0 :: a', [] => mul o l a0 :: axpy l a' []
  | a0 :: a', y :: acc' => add o (mul o l a0) y :: axpy l a' acc'
  end.
(* returns None on a bad multiplier, otherwise (combined row, combined rhs, some strict row used) *)
Fixpoint comb (s : list (row T)) (l : list T) : option (list T * T * bool) :=
  match s, l with
  | [], [] => Some ([], zero o, false)
  | c :: s', m :: l' =>
      match comb s' l' with
      | None => None
      | Some (v, b, st) =>
          let good := match kind c with Eq => true | _ => ge0 o m end in
          if good then
            Some (axpy m (coef c) v, add o (mul o m (rhs c)) b,
                  match kind c with Gt => gt0 o m || st | _ => st end)
          else None
      end
  | _, _ => None
  end.
Definition check (s : list (row T)) (l : list T) : bool :=
  match comb s l with
  | Some (v, b, st) => forallb (eq0 o) v && (gt0 o b || (st && ge0 o b))
  | None => false
  end.

Variable r : T -> R.
Hypothesis H : ops_ok o r.

Lemma dot_axpy : forall a l acc x, dot T r (axpy l a acc) x = r l * dot T r a x + dot T r acc x.
Proof.
  induction a as [|a0 a IH]; intros l acc x; simpl.
  - ring.
  - destruct acc as [|y acc], x as [|x0 x]; simpl; try ring; rewrite IH;
    rewrite ?(ok_add _ _ H), ?(ok_mul _ _ H); simpl; ring.
Qed.

Lemma comb_sound : forall x s l v b st, Forall (holds T r x) s ->
  comb s l = Some (v, b, st) ->
  r b <= dot T r v x /\ (st = true -> r b < dot T r v x).
Proof.
  intros x s; induction s as [|c s IH]; intros [|m l] v b st HF E; simpl in E; try discriminate.
  - injection E as <- <- <-; simpl. rewrite (ok_zero _ _ H). split; [lra|discriminate].
  - inversion HF as [|? ? Hc HF']; subst.
    destruct (comb s l) as [[[v' b'] st']|] eqn:E'; try discriminate.
    destruct (IH l v' b' st' HF' E') as [I1 I2]; clear IH.
    unfold holds in Hc. destruct (kind c) eqn:K.
    + injection E as <- <- <-.
      rewrite dot_axpy, (ok_add _ _ H), (ok_mul _ _ H), Hc. split; [lra|intros S; specialize (I2 S); lra].
    + destruct (ge0 o m) eqn:G; try discriminate. injection E as <- <- <-.
      apply (ok_ge0 _ _ H) in G. rewrite dot_axpy, (ok_add _ _ H), (ok_mul _ _ H).
      assert (r m * r (rhs c) <= r m * dot T r (coef c) x) by (apply Rmult_le_compat_l; lra).
      split; [lra|intros S; specialize (I2 S); lra].
    + destruct (ge0 o m) eqn:G; try discriminate. injection E as <- <- <-.
      apply (ok_ge0 _ _ H) in G. rewrite dot_axpy, (ok_add _ _ H), (ok_mul _ _ H).
      assert (r m * r (rhs c) <= r m * dot T r (coef c) x) by (apply Rmult_le_compat_l; lra).
      split; [lra|]. intros S; apply orb_true_iff in S; destruct S as [S|S].
      * apply (ok_gt0 _ _ H) in S.
        assert (r m * r (rhs c) < r m * dot T r (coef c) x) by (apply Rmult_lt_compat_l; lra). lra.
      * specialize (I2 S); lra.
Qed.

Lemma dot_zero : forall v x, forallb (eq0 o) v = true -> dot T r v x = 0.
Proof.
  induction v as [|a v IH]; intros [|x0 x] E; simpl in *; auto.
  apply andb_true_iff in E; destruct E as [E1 E2].
  rewrite (ok_eq0 _ _ H _ E1), IH; auto; ring.
Qed.

Theorem check_sound : forall s l, check s l = true -> ~ feasible T r s.
Proof.
  intros s l E [x HF]; unfold check in E.
  destruct (comb s l) as [[[v b] st]|] eqn:C; try discriminate.
  destruct (comb_sound x s l v b st HF C) as [I1 I2].
  apply andb_true_iff in E; destruct E as [Ez Eb].
  rewrite (dot_zero v x Ez) in *.
  apply orb_true_iff in Eb; destruct Eb as [Eb|Eb].
  - apply (ok_gt0 _ _ H) in Eb; lra.
  - apply andb_true_iff in Eb; destruct Eb as [S G].
    apply (ok_ge0 _ _ H) in G; specialize (I2 S); lra.
Qed.
End Chk.

(* ---- instance: Q, reduced after every operation ---- *)
Definition Qops : ops := mkOps Q 0%Q
  (fun x y => Qred (x + y)) (fun x y => Qred (x * y))
  (fun x => Z.eqb (Qnum x) 0) (fun x => Z.leb 0 (Qnum x)) (fun x => Z.ltb 0 (Qnum x)).

Lemma Qops_ok : ops_ok Qops Q2R.
Proof.
  split; intros; cbn [Qops zero add mul eq0 ge0 gt0 num] in *.
  - unfold Q2R; simpl; lra.
  - rewrite <- Q2R_plus; apply Qeq_eqR; apply Qred_correct.
  - rewrite <- Q2R_mult; apply Qeq_eqR; apply Qred_correct.
  - apply Z.eqb_eq in H; unfold Q2R; rewrite H; lra.
  - apply Z.leb_le in H; unfold Q2R.
    apply Rmult_le_pos; [apply (IZR_le 0); auto|left; apply Rinv_0_lt_compat, (IZR_lt 0); reflexivity].
  - apply Z.ltb_lt in H; unfold Q2R.
    apply Rmult_lt_0_compat; [apply (IZR_lt 0); auto|apply Rinv_0_lt_compat, (IZR_lt 0); reflexivity].
Qed.

Theorem farkas_Q_sound : forall (s : list (row Q)) (l : list Q),
  check Qops s l = true -> ~ feasible Q Q2R s.
Proof. exact (check_sound Qops Q2R Qops_ok). Qed.

(* ---- instance: Z (rows and multipliers scaled to integers beforehand) ---- *)
Definition Zops : ops := mkOps Z 0%Z Z.add Z.mul (fun x => Z.eqb x 0) (Z.leb 0) (Z.ltb 0).
Lemma Zops_ok : ops_ok Zops IZR.
Proof.
  split; intros; cbn [Zops zero add mul eq0 ge0 gt0 num] in *.
  - reflexivity. - apply plus_IZR. - apply mult_IZR.
  - apply Z.eqb_eq in H; subst; reflexivity.
  - apply Z.leb_le in H; apply (IZR_le 0); auto.
  - apply Z.ltb_lt in H; apply (IZR_lt 0); auto.
Qed.
Theorem farkas_Z_sound : forall (s : list (row Z)) (l : list Z),
  check Zops s l = true -> ~ feasible Z IZR s.
Proof. exact (check_sound Zops IZR Zops_ok). Qed.

(* sanity: x > 0, -x >= 0 is infeasible; Gt matters *)
Example ex1 : ~ feasible Q Q2R [mkRow [1%Q] Gt 0%Q; mkRow [(-1)%Q] Ge 0%Q].
Proof. apply (farkas_Q_sound _ [1%Q; 1%Q]). vm_compute; reflexivity. Qed.
