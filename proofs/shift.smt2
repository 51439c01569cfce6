; The axioms of spec/shift.acsl and spec/mask.acsl for words: each query must be unsat.
(set-logic QF_BV)
(declare-const n (_ BitVec 64))
(define-fun one () (_ BitVec 64) #x0000000000000001)
(push)
(assert (bvult n #x0000000000000040))
(assert (not (bvule one (bvshl one n)))) ; ShiftLeast
(check-sat)
(pop)
(push)
(assert (bvult n #x000000000000003f))
(assert (not (= (bvshl one (bvadd n one)) (bvmul #x0000000000000002 (bvshl one n))))) ; ShiftDouble
(check-sat)
(pop)
(push)
(assert (bvule n #x000000000000002b))
(assert (not (bvule (bvshl one n) #x0000080000000000))) ; ShiftSmall
(check-sat)
(pop)
(push)
(declare-const w (_ BitVec 64))
(assert (bvult n #x0000000000000040))
(assert (not (bvult (bvand w (bvsub (bvshl one n) one)) (bvshl one n)))) ; ShiftMask
(check-sat)
(pop)
