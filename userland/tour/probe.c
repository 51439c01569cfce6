/*
 * The probe: a thread of the tour's own space that reads where it is told and
 * may fault in our stead.  It is made from memory the revoke does not touch.
 */
#include "userland/lib/ipc.h"
#include "userland/lib/thread.h"
#include "userland/tour/tour.h"

#define PRIORITY_PROBE 200
#define BADGE_PROBE 1
#define BADGE_PROBE_FAULT 2

static struct {
    cptr_t tcb, endpoint, reply;
} probe;

static char stack[4096] __attribute__((aligned(16)));

/* Ask for an address, read it, report the word: one Call for both. */
static void probe_main(word_t endpoint)
{
    struct letter report = LETTER(0, 0);

    for (;;) {
        struct message m = endpoint_call(endpoint, report);

        report = LETTER(1, user_load(m.word[0]));
    }
}

static cptr_t calling, faulting;

static word_t make(struct tour *t)
{
    struct pool *base = &t->base;
    cptr_t buffer = pool_make(base, OBJECT_SMALL_PAGE, 0);
    cptr_t sched_context = pool_make(base, OBJECT_SCHED_CONTEXT, 8);
    cptr_t control = boot_info_word(t->info, BOOT_SCHED_CONTROL);

    probe.endpoint = pool_make(base, OBJECT_ENDPOINT, 0);
    probe.reply = pool_make(base, OBJECT_REPLY, 0);
    probe.tcb = pool_make(base, OBJECT_TCB, 0);
    calling = pool_mint(base, probe.endpoint, RIGHTS_ALL, BADGE_PROBE);
    faulting = pool_mint(base, probe.endpoint, RIGHTS_ALL, BADGE_PROBE_FAULT);
    return tour_map(t, buffer, PROBE_BUFFER_ADDRESS, READ_WRITE) &&
           tcb_configure(probe.tcb, SLOT_CNODE, 0, SLOT_VSPACE, buffer, PROBE_BUFFER_ADDRESS)
                   .error == NO_ERROR &&
           sched_control_configure(control, sched_context, 10000, 10000, 0, 0, 0).error ==
               NO_ERROR &&
           tcb_set_sched_params(probe.tcb, SLOT_TCB, PRIORITY_PROBE, PRIORITY_PROBE, sched_context,
                                faulting)
                   .error == NO_ERROR;
}

/* From the beginning, whatever it did before; it then waits for an address. */
static void restart(void)
{
    thread_start(probe.tcb, probe_main, calling, stack + sizeof stack, PROBE_BUFFER_ADDRESS);
    endpoint_receive(probe.endpoint, probe.reply);
}

word_t probe_read(struct tour *t, vaddr_t address, word_t *w)
{
    struct message m;

    if (probe.tcb == 0 && !make(t))
        return 0;
    restart();
    m = endpoint_reply_receive(probe.endpoint, probe.reply, LETTER(0, address));
    *w = m.word[0];
    return m.badge == BADGE_PROBE;
}
