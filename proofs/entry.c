#include "kernel/entry.c"

/* What is written between exit and entry, memory of users and registers of who runs, changes nothing of it. */
/*@ requires wf:      KernelWf && SystemWf && Decided && 0 < c < REFS && (kind[c] <= KIND_BODY || kind[c] == KIND_TCB);
    assigns           phys[..];
    ensures  wf:      SystemWf;
    ensures  runs:    Decided; */
void theorem_users(ref_t c, word_t first, word_t second)
{
    LINK(c)->prev = first;
    LINK(c)->next = second;
    //@ assert others:  \forall integer r; 0 <= r < PHYS_CELLS && r != c ==> CellSame{Pre,Here}(r);
    //@ assert only:    OnlyBody{Pre,Here};
    //@ assert same:    SystemSame{Pre,Here} && SlotsSame{Pre,Here};
    //@ assert threads: ThreadsSame{Pre,Here};
}

/* An interrupt comes, or whoever runs yields, or faults: whoever runs then may, and pays. */
/*@ requires wf:      KernelWf && SystemWf && Decided && FixedWf && TypesWf;
    assigns           STATE, kind[..];
    ensures  wf:      KernelWf && SystemWf && Decided && FixedWf && TypesWf; */
void theorem_round(vaddr_t address, word_t interrupt)
{
    if (interrupt || kernel.current == 0) {
        entry_interrupt();
    } else if (TCB(kernel.current)->regs[REG_CALL] == (word_t)SYSCALL_YIELD) {
        //@ assert asks: ServeKeeps(kernel.current, (long)TCB(kernel.current)->regs[REG_CALL]);
        entry_syscall();
    } else {
        entry_vm_fault(address, 0, 0);
    }
}

/* And so it goes on. */
/*@ requires wf:      KernelWf && SystemWf && Decided && FixedWf && TypesWf;
    assigns           STATE, kind[..];
    ensures  may:     kernel.current != 0 ==> Runnable(kernel.current);
    ensures  pays:    kernel.sched_context == (kernel.current != 0 ? ContextOf(kernel.current) : 0);
    ensures  ends:    kernel.current != 0 ==> AlarmFor(ContextOf(kernel.current)); */
void theorem_rounds(word_t rounds, vaddr_t address)
{
    /*@ loop invariant wf: KernelWf && SystemWf && Decided && FixedWf && TypesWf;
        loop assigns rounds, STATE, kind[..];
        loop variant rounds; */
    for (; rounds > 0; rounds--)
        theorem_round(address, rounds % 2);
}
