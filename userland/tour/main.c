/*
 * The root task of `make run`: takes what the kernel hands over apart, builds a
 * guest out of it, lets the guest try to break out, and takes all of it back.
 */
#include "userland/lib/console.h"
#include "userland/tour/report.h"
#include "userland/tour/tour.h"

#define BASE_SLOTS 256

void task_main(vaddr_t info);

static struct tour tour;

word_t untyped_free(struct tour *t, cptr_t untyped)
{
    struct result r = untyped_retype(untyped, OBJECT_UNTYPED, 47,
                                     (struct place){SLOT_CNODE, 0, 0}, t->base.end - 1, 1);

    t->why = r.why;
    return r.error == NOT_ENOUGH_MEMORY ? r.word[0] : 0;
}

word_t tour_map(struct tour *t, cptr_t region, vaddr_t address, word_t rights)
{
    return pool_map(&t->base, region, SLOT_VSPACE, address, rights, ATTRIBUTES_DATA);
}

void task_main(vaddr_t info)
{
    cptr_t empty = boot_info_word(info, BOOT_EMPTY);

    tour.info = info;
    tour.base = (struct pool){.untyped = boot_info_biggest(info, WORD_BITS).cap,
                              .next = empty,
                              .end = empty + BASE_SLOTS};
    tour.pool.next = empty + BASE_SLOTS;
    tour.pool.end = boot_info_word(info, BOOT_EMPTY + 8);

    /* Without a console there is nobody to tell: the runner's time limit ends it. */
    if (!console_open(&tour.base, info))
        for (;;)
            tcb_suspend(SLOT_TCB);

    tcb_explain(SLOT_TCB, 1);
    report_open(console_argument(info, "color"));
    chapter_handover(&tour);
    chapter_objects(&tour);
    chapter_regions(&tour);
    chapter_load(&tour);
    chapter_talk(&tour);
    chapter_attempts(&tour);
    chapter_revoke(&tour);
    chapter_trace();
    report_end();
}
