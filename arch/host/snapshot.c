/*
 * Snapshots: kernel, machine and RAM are all there is.  The stacks of user
 * threads (user.c) are no part of it.
 */
#include <stdlib.h>
#include <string.h>

#include "arch/host/host.h"
#include "platform/host/board.h"

static word_t ram_bytes(paddr_t end)
{
    return end - BOARD_RAM;
}

void host_save(struct host_snapshot *snapshot)
{
    snapshot->kernel = kernel;
    snapshot->machine = machine;
    snapshot->ram_end = host_ram_end;
    snapshot->cells = malloc(ram_bytes(host_ram_end));
    if (snapshot->cells == 0)
        abort();
    memcpy(snapshot->cells, &phys[BOARD_RAM / 16], ram_bytes(host_ram_end));
}

void host_restore(const struct host_snapshot *snapshot)
{
    kernel = snapshot->kernel;
    machine = snapshot->machine;
    host_ram_end = snapshot->ram_end;
    memcpy(&phys[BOARD_RAM / 16], snapshot->cells, ram_bytes(host_ram_end));
}

void host_snapshot_free(struct host_snapshot *snapshot)
{
    free(snapshot->cells);
    snapshot->cells = 0;
}

/* FNV-1a, by words. */
static word_t hash_words(word_t hash, const void *from, word_t bytes)
{
    const word_t *word = from;

    for (word_t i = 0; i < bytes / sizeof(word_t); i++)
        hash = (hash ^ word[i]) * 0x100000001b3UL;
    return hash;
}

word_t host_hash(void)
{
    word_t hash = 0xcbf29ce484222325UL;

    hash = hash_words(hash, &kernel, sizeof kernel);
    hash = hash_words(hash, &machine, sizeof machine);
    return hash_words(hash, &phys[BOARD_RAM / 16], ram_bytes(host_ram_end));
}
