/*
 * What all other proofs believe of translation tables (spec/translation.acsl,
 * spec/table.acsl, spec/fresh.acsl) follows from what is said of each cell.
 */
#define TRANSLATION_OPEN
#define FRESH_OPEN
#include "kernel/translation.h"
#include "spec/behind.acsl"
#include "spec/fresh.acsl"
#include "spec/neighbour.acsl"

/* Tables where there were tables. */
/*@ lemma SameTable{K,L}: \forall integer t; TypesSame{K,L} && TableAt{K}(t) ==> TableAt{L}(t);
    lemma SamePool{K,L}: \forall integer p; TypesSame{K,L} && PoolAt{K}(p) ==> PoolAt{L}(p);
    lemma SameEntry{K,L}: \forall integer d; TypesSame{K,L} && EntryWf{K}(d) ==> EntryWf{L}(d);
    lemma SameSpace{K,L}: \forall integer w; TypesSame{K,L} && SpaceWf{K}(w) ==> SpaceWf{L}(w);
    lemma SamePools{K,L}: \forall integer w; TypesSame{K,L} && PoolWf{K}(w) ==> PoolWf{L}(w);
    lemma SameEntries{K,L}: \forall integer r; TypesSame{K,L} && CellSame{K,L}(r) && EntriesWf{K}(r) ==> EntriesWf{L}(r);
    lemma SameSpaces{K,L}: \forall integer r; TypesSame{K,L} && CellSame{K,L}(r) && SpacesWf{K}(r) ==> SpacesWf{L}(r);
    lemma SamePoolsOf{K,L}: \forall integer r; TypesSame{K,L} && CellSame{K,L}(r) && PoolsWf{K}(r) ==> PoolsWf{L}(r);
    lemma SameCell{K,L}: \forall integer r; TypesSame{K,L} && CellSame{K,L}(r) && TranslatesWf{K}(r) ==> TranslatesWf{L}(r);
    lemma SameElse{L}: \forall integer r; !(KIND_LIST <= kind[r] <= KIND_POOLS) ==> TranslatesWf(r);
    lemma FrameTranslation{K,L}: FRAME_TRANSLATION;
    lemma TranslationAt{L}: \forall integer r; TRANSLATION_AT;
    lemma RestCell{K,L}: \forall integer r, c; RestSame{K,L}(r) && 0 <= c < PHYS_CELLS && c != r ==> TypesSame{K,L} && CellSame{K,L}(c);
    lemma PutCell{K,L}: \forall integer c; TranslationWf{K} && TypesSame{K,L} && CellSame{K,L}(c) && 0 <= c < PHYS_CELLS ==>
        TranslatesWf{L}(c);
    lemma PutElse{K,L}: \forall integer c; TranslationWf{K} && TypesSame{K,L} && 0 <= c < PHYS_CELLS && !TranslatesWf{L}(c) ==>
        !CellSame{K,L}(c);
    lemma PutOther{K,L}: \forall integer r, c; TranslationWf{K} && RestSame{K,L}(r) && 0 <= c < PHYS_CELLS && c != r ==>
        TranslatesWf{L}(c);
    lemma TranslationPut{K,L}: \forall integer r; TRANSLATION_PUT; */

/* New cells lead nowhere. */
/*@ lemma NewEntry{L}: EntryWf(0);
    lemma NewSpace{L}: SpaceWf(0);
    lemma NewPools{L}: PoolWf(0);
    lemma NewCell{L}: \forall integer r; CellFresh(r) ==> TranslatesWf(r);
    lemma NewTranslation{L}: NEW_TRANSLATION;
    lemma GrownTable{K,L}: \forall integer a, b, t; Grown{K,L}(a, b) && TableAt{K}(t) ==> TableAt{L}(t);
    lemma GrownPool{K,L}: \forall integer a, b, p; Grown{K,L}(a, b) && PoolAt{K}(p) ==> PoolAt{L}(p);
    lemma GrownEntry{K,L}: \forall integer a, b, d; Grown{K,L}(a, b) && EntryWf{K}(d) ==> EntryWf{L}(d);
    lemma GrownSpace{K,L}: \forall integer a, b, w; Grown{K,L}(a, b) && SpaceWf{K}(w) ==> SpaceWf{L}(w);
    lemma GrownPools{K,L}: \forall integer a, b, w; Grown{K,L}(a, b) && PoolWf{K}(w) ==> PoolWf{L}(w);
    lemma GrownCell{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && CellSame{K,L}(r) && \at(kind[r], L) == \at(kind[r], K) &&
        TranslatesWf{K}(r) ==> TranslatesWf{L}(r);
    lemma FreshIn{L}: \forall integer a, b, r; Fresh(a, b) && a <= r < b ==> CellFresh(r);
    lemma GrownIn{L}: \forall integer a, b, r; Fresh(a, b) && a <= r < b ==> TranslatesWf(r);
    lemma GrownOut{K,L}: \forall integer a, b, r; TranslationWf{K} && Grown{K,L}(a, b) && 0 <= r < PHYS_CELLS && !(a <= r < b) ==>
        TranslatesWf{L}(r);
    lemma FreshTranslation{K,L}: \forall integer a, b; FRESH_TRANSLATION;
    lemma GrownSlot{K,L}: \forall integer a, b, s; Grown{K,L}(a, b) && SlotAt{K}(s) ==> SlotAt{L}(s);
    lemma GrownIrqs{K,L}: \forall integer a, b; Grown{K,L}(a, b) && BootSame{K,L} && IrqSlots{K} ==> IrqSlots{L};
    lemma GrownListed{K,L}: \forall integer a, b; Grown{K,L}(a, b) && BootSame{K,L} && PoolsListed{K} ==> PoolsListed{L};
    lemma GrownLink{K,L}: \forall integer a, b, r; Grown{K,L}(a, b) && Whole{L}(a, b) && ListedAt{K}(r) ==> ListedAt{L}(r);
    lemma GrownLinks{K,L}: \forall integer a, b, r; FixedWf{K} && Grown{K,L}(a, b) && Whole{L}(a, b) && 0 < r < REFS ==>
        ListedAt{L}(r);
    lemma FreshFixed{K,L}: \forall integer a, b; FRESH_FIXED;
    lemma NewFixed{L}: NEW_FIXED; */

/* What boot laid out. */
/*@ lemma FixedIrqs{L}: FIXED_IRQS;
    lemma FixedPools{L}: FIXED_POOLS;
    lemma FixedLink{L}: \forall integer r; FIXED_LINK; */

/* What is behind a slot. */
/*@ predicate NextListed{L}(integer s) = \let n = LINK(s + SLOT_LINK)->next; 0 < n < REFS && kind[n] == KIND_SLOT_LINK;
    lemma SlotNext{L}: \forall integer s; RingWf && SlotAt(s) ==> NextListed(s);
    lemma NextSlot{L}: \forall integer r; FixedWf && TranslationWf && 0 < r < REFS && kind[r] == KIND_SLOT_LINK ==>
        SlotOrEnd(r);
    lemma NextBehind{L}: \forall integer s; FixedWf && TranslationWf && NextListed(s) ==> BehindAt(s);
    lemma SystemBehind{L}: \forall integer s; SYSTEM_BEHIND; */

/* Whatever a table holds that leads on leads to a table. */
/*@ requires wf:    TranslationWf && TableAt(t) && DESCRIPTOR_IS_TABLE(phys[t].w0);
    assigns         \nothing;
    ensures  table: TableAt(DESCRIPTOR_REF(phys[t].w0)); */
void theorem_tables_lead_to_tables(ref_t t) {}
