/* Mapping a Region, and unmapping it, is seen by nobody else. */
#include "kernel/region.c"

/* Tables are pages, so another table at `other` has no word among the entries of the run. */
/*@ predicate OtherEntry{L}(integer root, integer slot, integer vaddr, integer other, integer i) =
        \let table = WalkTable(root, LEVEL_ROOT, vaddr);
        \let shift = WalkShift(root, LEVEL_ROOT, vaddr);
        IsTable(other) && other % 256 == 0 && table % 256 == 0 && 0 <= i < 512 &&
        RegionFits(slot, vaddr, shift) &&
        (other == table ==> i < LevelIndex(vaddr, shift) || LevelIndex(vaddr, shift) + RegionCount(slot, shift) <= i) &&
        !(2 * slot <= 2 * other + i < 2 * slot + 2);

    lemma TablesApart: \forall integer t, o, i, from, to;
        t % 256 == 0 && o % 256 == 0 && t != o && 0 <= i < 512 && 0 <= from && to <= 512 ==>
            !(2 * t + from <= 2 * o + i < 2 * t + to);

    predicate Outside{L}(integer root, integer slot, integer vaddr, integer word) =
        \let table = WalkTable(root, LEVEL_ROOT, vaddr);
        \let shift = WalkShift(root, LEVEL_ROOT, vaddr);
        RegionFits(slot, vaddr, shift) &&
        !(EntryWord(table, vaddr, shift) <= word < EntryWord(table, vaddr, shift) + RegionCount(slot, shift));

    lemma OnlyOutside{K,L}: \forall integer root, slot, vaddr, t, i; RegionOnly{K,L}(root, slot, vaddr) &&
        Outside{K}(root, slot, vaddr, 2 * t + i) && 0 <= t < REFS && 0 <= i < 512 && !(2 * slot <= 2 * t + i < 2 * slot + 2) ==>
            \at(TABLE(t)->entry[i], L) == \at(TABLE(t)->entry[i], K); */

/* Every entry of every table outside the run is what it was: the slot of the capability is in no table. */
/*@ requires wf:    KernelWf && IsSlot(slot) && IsTable(root);
    requires other: OtherEntry(root, slot, vaddr, other, i);
    assigns         STATE;
    ensures  kept:  TABLE(other)->entry[i] == \old(TABLE(other)->entry[i]); */
void theorem_mapping_is_private(ref_t slot, ref_t root, word_t asid, vaddr_t vaddr, ref_t other, word_t i)
{
    //@ assert outside: Outside(root, slot, vaddr, 2 * other + i);
    region_place(slot, root, asid, vaddr, RIGHT_READ, 0);
}

/*@ requires wf:    KernelWf && IsSlot(slot);
    requires other: OtherEntry(AsidSpace(PlaceAsid(SLOT(slot)->cap1)), slot, PlaceAddress(SLOT(slot)->cap1), other, i);
    assigns         STATE;
    ensures  kept:  TABLE(other)->entry[i] == \old(TABLE(other)->entry[i]); */
void theorem_unmapping_is_private(ref_t slot, ref_t other, word_t i)
{
    /*@ assert outside:
            Outside(AsidSpace(PlaceAsid(SLOT(slot)->cap1)), slot, PlaceAddress(SLOT(slot)->cap1), 2 * other + i); */
    region_unmap(slot);
    /*@ assert only: RegionOnly{Pre,Here}(\at(AsidSpace(PlaceAsid(SLOT(slot)->cap1)), Pre), slot,
            \at(PlaceAddress(SLOT(slot)->cap1), Pre)); */
}

/* A refused mapping changes nothing, an accepted one nothing but its run. */
/*@ requires wf:    KernelWf && IsSlot(slot);
    requires other: OtherEntry(VspaceRoot(kernel.request.extra[0]), slot, RequestWord(0), other, i);
    assigns         STATE;
    ensures  kept:  TABLE(other)->entry[i] == \old(TABLE(other)->entry[i]); */
void theorem_map_call_is_private(ref_t slot, ref_t other, word_t i)
{
    //@ assert outside: Outside(VspaceRoot(kernel.request.extra[0]), slot, RequestWord(0), 2 * other + i);
    region_map(slot);
    /*@ assert only: RegionOnly{Pre,Here}(\at(VspaceRoot(kernel.request.extra[0]), Pre), slot, \at(RequestWord(0), Pre)); */
}
