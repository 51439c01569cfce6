/*
 * The model CPU: what arch.h promises, done on a struct of words, so that
 * kernel, phys[] and machine are the whole state and a copy is a snapshot.
 *
 * The model is the worst machine the manual allows where that is cheap: its
 * TLB keeps every translation and every table entry it has used until told to
 * forget, and it says so when software breaks a rule of the manual.
 */
#ifndef TENON_ARCH_HOST_H
#define TENON_ARCH_HOST_H

#include "kernel/kernel.h"

#define HOST_TLB 64
#define HOST_IRQ_WORDS (PLATFORM_IRQS / 64)

/* A cached descriptor: of a block or page, or, in `table`, of a table. */
struct host_translation {
    word_t valid;
    word_t asid;
    ref_t root;        /* the walk began there */
    vaddr_t vaddr;     /* first address it translates */
    word_t bits;       /* log2 of the bytes it translates: with the contiguous hint 16 blocks */
    word_t shift;      /* the level it stands at */
    word_t descriptor; /* as it was read, of the first block */
    word_t table;
};

struct machine {
    ref_t root; /* translation in use: arch_space_use */
    word_t asid;
    struct host_translation tlb[HOST_TLB];
    word_t tlb_next; /* replaced next */

    word_t time, alarm;
    word_t step; /* ticks that each kernel entry and each user access takes */

    word_t irq_raised[HOST_IRQ_WORDS];
    word_t irq_enabled[HOST_IRQ_WORDS];
    word_t irq_active; /* taken and not ended, IRQ_NONE if none */
    word_t irq_asked;  /* how often the kernel asked whether one is pending */
    word_t irq_every;  /* not 0: time runs to the alarm at every so manieth question */

    word_t cache_dropped; /* bytes of which what was written last may be lost: invalidated, not cleaned */

    word_t fpu[FPU_WORDS];
    word_t fpu_traps;
    word_t complaints; /* rules broken since boot */
};

extern struct machine machine;

/* --- what goes wrong --- */

/* A rule of the machine was broken: counted, and printed unless quiet. */
void host_complain(const char *rule, word_t where, word_t what);
extern int host_quiet;
extern const char *host_complaint; /* the last one */

/* Where the kernel's console goes; 0: nowhere.  By default standard error. */
extern void (*host_console)(char c);

/* --- memory --- */

enum host_access { HOST_READ, HOST_WRITE, HOST_FETCH };

/* status 0: done at this physical address; else the syndrome a fault would have (ESR_EL1, low 32 bits). */
struct host_place {
    word_t status;
    paddr_t paddr;
};

/* Translate as the CPU would for a user access, by the space in use. */
struct host_place host_translate(vaddr_t vaddr, enum host_access access);

/* Complain of each cached translation that memory does not have (any more). */
void host_tlb_check(void);

void host_tlb_forget_all(void);

/* A word of RAM; 0 beyond it, where writes are lost. */
word_t host_read(paddr_t at);
void host_write(paddr_t at, word_t w);

/* --- interrupts and time --- */

void host_irq_raise(word_t irq);

/* Time goes on, as it does while a user runs. */
void host_time_pass(word_t ticks);

/* --- entries: what hardware does around entry.h; each ends with host_tlb_check --- */

void host_enter_syscall(void);
void host_enter_vm_fault(vaddr_t vaddr, word_t status, word_t fetch);
void host_enter_user_exception(word_t number);
void host_enter_fpu(void);
void host_enter_interrupt(void);

/* 1 if an interrupt is to be taken before the user's next instruction. */
word_t host_interrupted(void);

/* With nobody to run: wait for an interrupt and take it.  0: none will ever come. */
word_t host_wait(void);

/* --- boot and snapshots --- */

/* A fresh machine with RAM up to ram_end, booted by kernel/boot.c; the root task's entry is HOST_ENTRY. */
void host_boot(paddr_t ram_end);
#define HOST_ENTRY 0x400000UL
extern paddr_t host_ram_end;

struct host_snapshot {
    struct kernel kernel;
    struct machine machine;
    paddr_t ram_end;
    struct cell *cells; /* from BOARD_RAM to ram_end */
};

void host_save(struct host_snapshot *snapshot);
void host_restore(const struct host_snapshot *snapshot);
void host_snapshot_free(struct host_snapshot *snapshot);

/* A number that two equal states share. */
word_t host_hash(void);

/* --- user threads as C functions (user.c) --- */

/* Run the root task as this function of its boot info, until host_exit or until nobody can run. */
int host_run(void (*root)(vaddr_t info));
__attribute__((noreturn)) void host_exit(int code);
#define HOST_STUCK 97 /* what host_run gives when nobody can ever run again */

#endif
