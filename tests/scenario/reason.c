/*
 * Refusals explain themselves to a thread that asked for it.  The last of all
 * scenarios: no reason in the table that the kernel never gives.
 */
#include "tests/scenario/stage.h"

#include "userland/lib/console.h"

/* A call that is refused. */
static struct result ask_in_vain(void)
{
    return untyped_retype(SLOT_TCB, OBJECT_ENDPOINT, 0, (struct place){SLOT_CNODE, 0, 0}, 0, 1);
}

static void ask_for_others(word_t unused)
{
    (void)unused;
    seen[0] = ask_in_vain().error;
    seen[1] = ask_in_vain().why;
    actor_end();
}

SCENARIO(a_refusal_says_why_to_who_asked_for_it_and_to_nobody_else)
{
    struct actor actor = actor_make(s, 100, 0, 1);

    CHECK(ask_in_vain().why == WHY_NO_SUCH_CALL);
    CHECK_OK(tcb_explain(SLOT_TCB, 0));
    CHECK(ask_in_vain().error == ILLEGAL_OPERATION && ask_in_vain().why == 0);
    CHECK_OK(tcb_explain(SLOT_TCB, 1));
    CHECK_OK(tcb_explain(actor.tcb, 0));
    CHECK_OK(actor_run(&actor, ask_for_others, 0));
    settle();
    CHECK(seen[0] == ILLEGAL_OPERATION && seen[1] == 0);
    CHECK(ask_in_vain().why == WHY_NO_SUCH_CALL);
}

SCENARIO(a_new_thread_is_told_nothing)
{
    struct actor actor = actor_make(s, 100, 0, 1);
    cptr_t tcb = make(s, OBJECT_TCB, 0);

    CHECK_OK(tcb_configure(tcb, SLOT_CNODE, 0, SLOT_VSPACE, actor.frame, actor.buffer));
    CHECK_OK(sched_context_unbind(actor.sched_context));
    CHECK_OK(tcb_set_sched_params(tcb, SLOT_TCB, 100, 100, actor.sched_context, 0));
    actor.tcb = tcb;
    CHECK_OK(actor_run(&actor, ask_for_others, 0));
    settle();
    CHECK(seen[0] == ILLEGAL_OPERATION && seen[1] == 0);
}

SCENARIO(to_be_told_why_is_switched_on_or_off_and_is_no_flag_of_the_abi)
{
    struct result r = tcb_explain(SLOT_TCB, 2);

    CHECK_ERROR(r, INVALID_ARGUMENT);
    CHECK(r.why == WHY_NOT_A_SWITCH);
    r = tcb_set_flags(SLOT_TCB, WORD_MAX, 0);
    CHECK_OK(r);
    CHECK(r.word[0] == 0);
    CHECK(ask_in_vain().why == WHY_NO_SUCH_CALL);
}

SCENARIO(a_message_that_is_too_short_is_told_what_it_lacks)
{
    word_t words[6] = {OBJECT_ENDPOINT, 0, 0, 0, s->pool.next, 1};
    cptr_t root = SLOT_CNODE;
    struct result r = invoke(s->untyped, LABEL_UNTYPED_RETYPE, 1, &root, 5, words);

    CHECK_ERROR(r, TRUNCATED_MESSAGE);
    CHECK(r.why == WHY_WORDS_MISSING);
    r = invoke(s->untyped, LABEL_UNTYPED_RETYPE, NO_CAPS, 6, words);
    CHECK_ERROR(r, TRUNCATED_MESSAGE);
    CHECK(r.why == WHY_CAPS_MISSING);
    r = invoke(make(s, OBJECT_TCB, 0), LABEL_TCB_WRITE_REGISTERS, NO_CAPS, WORD_LIST(0, 2, 7));
    CHECK_ERROR(r, TRUNCATED_MESSAGE);
    CHECK(r.why == WHY_REGISTERS_MISSING);
}

SCENARIO(every_reason_of_the_table_was_given)
{
    word_t missing = 0;

#define REASON(number, name, error, sentence, hint)  \
    if (!reason_given(WHY_##name)) {                 \
        console_print("  never given: " #name "\n"); \
        missing++;                                   \
    }
#include "spec/abi/reasons.def"
#undef REASON
    CHECK(missing == 0);
}
