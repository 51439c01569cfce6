/* Budget from nothing.  Each function named wrong must keep an unproved goal. */
#include "kernel/refill.h"

/* A tick more than before. */
/*@ requires wf:  IsSchedContext(c) && RefillsWf(c);
    assigns       phys[..];
    ensures  sum: RefillsMore{Pre,Post}(c, 0); */
void wrong_spend_makes_a_tick(ref_t c, word_t ticks, word_t least)
{
    refill_spend(c, ticks, least);
    REFILL(c + SCHED_CONTEXT_CELLS)->amount++;
}

/* Who starts anew has it all again. */
/*@ requires wf:  IsSchedContext(c) && RefillsWf(c);
    assigns       phys[..];
    ensures  sum: RefillsMore{Pre,Post}(c, 0); */
void wrong_new_makes_what_was_taken(ref_t c, word_t now)
{
    refill_new(c, now);
}

/* What is taken is gone. */
/*@ requires wf:  IsSchedContext(c) && RefillsWf(c);
    assigns       phys[..];
    ensures  sum: RefillsMore{Pre,Post}(c, 0); */
void wrong_take_takes_nothing(ref_t c, word_t ticks)
{
    refill_take(c, ticks);
}

/* Nobody said that the ring is one. */
/*@ requires is:  IsSchedContext(c);
    assigns       phys[..];
    ensures  sum: RefillsMore{Pre,Post}(c, 0); */
void wrong_spend_of_any_cells(ref_t c, word_t ticks, word_t least)
{
    refill_spend(c, ticks, least);
}

/*@ requires wf:  IsSchedContext(c) && RefillsWf(c);
    assigns       phys[..];
    ensures  sum: RefillsMore{Pre,Post}(c, 0); */
void right(ref_t c, word_t now, word_t ticks, word_t least)
{
    refill_spend(c, ticks, least);
    refill_wake(c, now);
}
