(* Closed theorems about particular networks, each proved by computation of a checker. *)
Require Import Reals Lra Lia List Bool QArith Qreals ZArith Arith.
From Coquelicot Require Import Coquelicot.
From Critcert Require Import Definitions Net ExactLoss Saddle Classification Classify.
Import ListNotations.
Open Scope R_scope.

(* The zig-zag network with n kinks for the target x on [0, n+1]: breakpoints 1, .., n, orientations
   + - + - .., v_j w_j = 2/(n+1). *)
Definition q_nat (k : nat) : Q := inject_Z (Z.of_nat k).
Definition zig_neuron (n j : nat) : qneuron :=
  let s := if Nat.even j then (-1 # 1)%Q else 1%Q in
  mkQN s (qmul (qmul (-1 # 1) s) (q_nat j)) (qmul s (qmul (2 # 1) (1 # Pos.of_nat (n + 1)))).
Definition zig_net (n : nat) : qnet := mkQNet (map (zig_neuron n) (seq 1 n))
  (qmul (1 # Pos.of_nat (n + 1)) (qadd (1 # 2) (qmul (2 # 1) (q_nat (Nat.div2 n * (Nat.div2 n + 1)))))).
Definition zig_inst (n : nat) : inst := mkI 1 0 0 (q_nat (n + 1)) (zig_net n) (map q_nat (seq 1 (n + 1))).
Notation zig_problem n P := (P (Q2R 1) (Q2R 0) (Q2R 0) (Q2R (q_nat (n + 1))) (netR (zig_net n))).

Definition zig_checks (n : nat) : bool := match q_loss (zig_inst n) with
  | Some l => Qeq_bool l (1 # Pos.of_nat (12 * (n + 1))) && check_critical (zig_inst n)
              && check_saddle_b 1 0 0 (q_nat (n + 1)) (zig_net n) n
  | None => false end.
Lemma zig_checks_sound n : zig_checks n = true ->
  zig_problem n loss = / (12 * INR (n + 1)) /\ zig_problem n saddle.
Proof.
  unfold zig_checks. destruct (q_loss (zig_inst n)) as [l|] eqn:E; [|discriminate].
  rewrite !andb_true_iff. intros [[A _] B]. split.
  - etransitivity; [exact (q_loss_sound (zig_inst n) l E)|]. apply Qeq_bool_iff, Qeq_eqR in A. rewrite A.
    unfold Q2R; cbn [Qnum Qden]. rewrite Rmult_1_l. f_equal.
    rewrite <- positive_nat_Z, Nat2Pos.id by lia. rewrite <- INR_IZR_INZ, mult_INR. f_equal. simpl; ring.
  - assert (S := check_saddle_b_sound 1 0 0 (q_nat (n + 1)) (zig_net n) n B).
    assert (T : Q2R 0 < Q2R (q_nat (n + 1))).
    { unfold check_saddle_b in B. rewrite !andb_true_iff in B. destruct B as [[[[[B _] _] _] _] _].
      apply qpos_R in B. rewrite qsub_R in B. lra. }
    apply saddle_iff; auto.
    + unfold Q2R; simpl; lra.
    + destruct n as [|n]; [|discriminate]. intros H.
      unfold check_saddle_b in B. rewrite !andb_true_iff in B. destruct B as [[[_ B] _] _]. discriminate.
Qed.
Theorem zig_losses : List.Forall (fun n => zig_problem n loss = / (12 * INR (n + 1)) /\ zig_problem n saddle)
  [2; 4; 8; 16]%nat.
Proof. repeat constructor; apply zig_checks_sound; vm_compute; reflexivity. Qed.
(* the same by the gradient, without the classification *)
Theorem zig_critical : List.Forall (fun n => zig_problem n critical) [2; 4; 8; 16]%nat.
Proof. repeat constructor; (apply (check_critical_sound (zig_inst _)); vm_compute; reflexivity). Qed.

(* the zig-zag with two kinks is no local minimum: a descent path, without the classification.
   Loss along it: 1/36 - 5/8 t^2 - 27/8 t^3 + 729/32 t^4 + 729/32 t^5 for small t > 0. *)
Definition zig_path : pinst := mkPI 1 0 0 3
  (mkPNet [mkPN [1%Q] [(-1)%Q; (-9)#4] [2#3; 1%Q]; mkPN [(-1)%Q] [2%Q; (-9)#4] [(-2)#3; (-1)%Q]] [3#2])
  [[1%Q; 9#4]; [2%Q; (-9)#4]; [3%Q]].
Theorem zig_path_descends : ~ local_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 3) (netAt (p_net zig_path) 0).
Proof.
  assert (E : netAt (p_net zig_path) 0 = netR (mkQNet [mkQN 1 (-1) (2#3); mkQN (-1) 2 ((-2)#3)] (3#2))).
  { unfold netAt, netR, nAt, nR; simpl. rewrite !Rmult_0_l, !Rplus_0_r. reflexivity. }
  apply (check_descent_sound zig_path (1#36)); [vm_compute; reflexivity|].
  rewrite E. apply (q_loss_sound (mkI 1 0 0 3 (mkQNet [mkQN 1 (-1) (2#3); mkQN (-1) 2 ((-2)#3)] (3#2)) [1%Q; 2%Q; 3%Q])).
  vm_compute; reflexivity.
Qed.

(* form (a): target x on [0, 1], a flat semi-active neuron and an inactive one *)
Definition net_a : qnet := mkQNet [mkQN 0 1 0; mkQN 1 (-2) 1] (1 # 2).
Theorem net_a_saddle : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) (netR net_a).
Proof.
  apply saddle_iff; try (unfold Q2R; simpl; lra); [discriminate|].
  left. apply check_saddle_a_sound. vm_compute; reflexivity.
Qed.
(* form (b) with N = 3: two neurons share the first kink *)
Definition net_b : qnet := mkQNet [mkQN 1 (-1) (1 # 3); mkQN 2 (-2) (1 # 6); mkQN (-1) 2 (-2 # 3)] (3 # 2).
Theorem net_b_saddle : saddle (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 3) (netR net_b).
Proof.
  apply saddle_iff; try (unfold Q2R; simpl; lra); [discriminate|].
  right. apply (check_saddle_b_sound 1 0 0 3 net_b 2). vm_compute; reflexivity.
Qed.
(* a local minimum that is not global: one inactive neuron, one semi-inactive at each end *)
Definition net_dead : qnet := mkQNet [mkQN 1 (-2) 1; mkQN (-1) 0 1; mkQN 1 (-1) (-1)] (1 # 2).
Theorem net_dead_local_min : local_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) (netR net_dead) /\
  ~ global_min (Q2R 1) (Q2R 0) (Q2R 0) (Q2R 1) (netR net_dead).
Proof.
  apply dead_iff; try (unfold Q2R; simpl; lra); [discriminate|].
  apply check_dead_sound. vm_compute; reflexivity.
Qed.
(* refusals: a wrong sign, a wrong bias, a wrong orientation *)
Example wrong_sign : check_dead 1 0 0 1 (mkQNet [mkQN (-1) 0 (-1)] (1 # 2)) = false.
Proof. reflexivity. Qed.
Example wrong_bias : check_dead 1 0 0 1 (mkQNet [mkQN 1 (-2) 1] (1 # 3)) = false.
Proof. reflexivity. Qed.
Example wrong_orientation : check_saddle_b 1 0 0 3 (mkQNet [mkQN (-1) 1 (-2 # 3); mkQN (-1) 2 (-2 # 3)] (3 # 2)) 2 = false.
Proof. reflexivity. Qed.
