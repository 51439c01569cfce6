/*
 * The ring: every link points back, whatever is put in, taken out or exchanged.
 */
#include "kernel/queue.h"

#include "tests/unit/unit.h"

/* The ring of `first` is exactly these links, both ways. */
static word_t ring_is(ref_t first, word_t count, const ref_t *links)
{
    for (word_t i = 0; i < count; i++) {
        ref_t next = links[(i + 1) % count];

        if (links[0] != first || link_next(links[i]) != next || link_prev(next) != links[i])
            return 0;
    }
    return 1;
}

#define RING(...) WORDS(__VA_ARGS__)

static void a_fresh_link_is_a_ring_of_itself(void)
{
    ref_t r = unit_cells(8);

    link_init(r);
    CHECK(ring_is(r, RING(r)));
}

static void what_is_inserted_stands_behind(void)
{
    ref_t r = unit_cells(8);

    for (word_t i = 0; i < 4; i++)
        link_init(r + i);
    link_insert(r, r + 1);
    link_insert(r, r + 2);
    link_insert(r + 1, r + 3);
    CHECK(ring_is(r, RING(r, r + 2, r + 1, r + 3)));
}

static void what_is_removed_is_single_and_the_rest_closes(void)
{
    ref_t r = unit_cells(8);

    for (word_t i = 0; i < 3; i++)
        link_init(r + i);
    link_insert(r, r + 1);
    link_insert(r + 1, r + 2);
    link_remove(r + 1);
    CHECK(ring_is(r + 1, RING(r + 1)) && ring_is(r, RING(r, r + 2)));
    link_remove(r + 1);
    CHECK(ring_is(r + 1, RING(r + 1)) && ring_is(r, RING(r, r + 2)));
    link_remove(r + 2);
    CHECK(ring_is(r, RING(r)));
}

static void a_replacement_takes_the_very_place(void)
{
    ref_t r = unit_cells(8);

    for (word_t i = 0; i < 4; i++)
        link_init(r + i);
    link_insert(r, r + 1);
    link_insert(r + 1, r + 2);
    link_replace(r + 1, r + 3);
    CHECK(ring_is(r, RING(r, r + 3, r + 2)) && ring_is(r + 1, RING(r + 1)));
}

static void replacing_a_single_link_does_nothing(void)
{
    ref_t r = unit_cells(8);

    link_init(r);
    link_init(r + 1);
    link_replace(r, r + 1);
    CHECK(ring_is(r, RING(r)) && ring_is(r + 1, RING(r + 1)));
}

int main(void)
{
    RUN(a_fresh_link_is_a_ring_of_itself);
    RUN(what_is_inserted_stands_behind);
    RUN(what_is_removed_is_single_and_the_rest_closes);
    RUN(a_replacement_takes_the_very_place);
    RUN(replacing_a_single_link_does_nothing);
    return unit_end("queue_test");
}
