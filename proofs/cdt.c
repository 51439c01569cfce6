/* The derivation list: what is derived and taken away again was never there. */
#include "kernel/cdt.c"

/*@ requires list: RingWf && SlotAt(from) && SlotAt(s) && from != s && CdtSingle(s);
    requires slot: IsSlot(from) && IsSlot(s);
    assigns        phys[..], ring[..];
    ensures  wf:   RingWf;
    ensures  gone: CapHolds(s, 0, 0) && CdtSingle(s);
    ensures  caps: CapsKept{Pre,Post}(s, s); */
void theorem_remove_undoes_insert(ref_t from, ref_t s, word_t cap0, word_t cap1)
{
    cdt_insert(from, s, cap0, cap1);
    cdt_remove(s);
}

/* What is derived stands right behind what it was derived from. */
/*@ requires list: RingWf && SlotAt(from) && SlotAt(s) && from != s && CdtSingle(s);
    requires slot: IsSlot(from) && IsSlot(s);
    assigns        phys[..], ring[..];
    ensures  next: \result == s; */
ref_t theorem_derived_is_next(ref_t from, ref_t s, word_t cap0, word_t cap1)
{
    cdt_insert(from, s, cap0, cap1);
    return cdt_next(from);
}
