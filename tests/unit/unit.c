/*
 * What unit tests share: a machine, and places in it that are free.
 */
#include "tests/unit/unit.h"

#include "kernel/cap.h"
#include "kernel/message.h"

#define ROOT_SLOTS 8192UL

int unit_failures, unit_claims;

static ref_t free_end;

void unit_boot(void)
{
    host_console = 0;
    host_boot(UNIT_RAM_END);
    free_end = 0;
}

ref_t unit_cells(word_t cells)
{
    ref_t untyped = unit_untyped();

    /* From the top of the biggest untyped down; a test that retypes takes from the bottom. */
    if (free_end == 0)
        free_end = slot_ref(untyped) + BIT(slot_size(untyped) - CELL_BITS);
    free_end = (free_end - cells) / cells * cells;
    return free_end;
}

ref_t unit_slot(word_t i)
{
    return slot_ref(unit_root()) + SLOT_CELLS * i;
}

ref_t unit_root(void)
{
    return TCB_SLOT(kernel.current, TCB_CSPACE);
}

word_t unit_empty(void)
{
    word_t i = ROOT_SLOTS;

    while (slot_empty(unit_slot(i - 1)))
        i--;
    return i;
}

ref_t unit_untyped(void)
{
    ref_t best = 0;

    for (word_t i = 0; i < ROOT_SLOTS; i++) {
        ref_t s = unit_slot(i);

        if (slot_kind(s) == CAP_UNTYPED && slot_rights(s) == 0 &&
            (best == 0 || slot_size(s) > slot_size(best)))
            best = s;
    }
    return best;
}

word_t unit_invariants(void)
{
    struct broken b = invariants_check();

    if (b.rule != 0)
        printf("    %s (%#lx, %#lx)\n", b.rule, b.where, b.what);
    return b.rule == 0;
}

void unit_request(word_t length, const word_t *words, word_t caps, const ref_t *slots)
{
    ref_t t = kernel.current, buffer = message_buffer(t, 1);

    kernel.request = (struct request){.length = length, .caps = caps, .buffer = buffer};
    for (word_t i = 0; i < length; i++)
        message_put(t, buffer, i, words[i]);
    for (word_t i = 0; i < caps; i++)
        kernel.request.extra[i] = slots[i];
}

int unit_end(const char *name)
{
    printf("%s: %s, %d claims\n", name, unit_failures ? "FAILED" : "ok", unit_claims);
    return unit_failures != 0;
}
