/*
 * Every invocation of the ABI, one function each: the object first, then its
 * arguments.  A refused call changes nothing; beside each prototype stand the
 * errors it may give.  All may give INVALID_CAPABILITY (the object is missing
 * or of another kind) and TRUNCATED_MESSAGE does not arise from here.
 *
 * A slot is named by three words: a CNode to start in, an index, and how many
 * bits of the index to use.  struct place holds them.
 */
#ifndef TENON_USER_CALLS_H
#define TENON_USER_CALLS_H

#include "userland/lib/message.h"

struct place {
    cptr_t root;
    word_t index;
    word_t depth;
};

/* The slot a thread of the root task's capability space would call by this address. */
static inline struct place slot_place(cptr_t cap)
{
    return (struct place){SLOT_CNODE, cap, WORD_BITS};
}

/* --- Untyped --- */

/*
 * Make `count` objects in slots from `offset` on of the CNode at `node` (depth
 * 0: node.root itself).  `bits` is the size where the type does not fix it.
 *   INVALID_ARGUMENT   no such type, size too small, or not from device memory
 *   RANGE_ERROR        size too big; window outside the CNode; count not 1 to 256
 *   FAILED_LOOKUP      `node` is no CNode
 *   DELETE_FIRST       a slot of the window is occupied
 *   NOT_ENOUGH_MEMORY  word 0: free bytes
 */
static inline struct result untyped_retype(cptr_t untyped, word_t type, word_t bits,
                                           struct place node, word_t offset, word_t count)
{
    return invoke(untyped, LABEL_UNTYPED_RETYPE, WORD_LIST(node.root),
                  WORD_LIST(type, bits, node.index, node.depth, offset, count));
}

/* --- CNode: slots are counted from the CNode capability `to.root` or `at.root` --- */

/*
 * Make a second capability to the same object, with at most these rights.
 *   FAILED_LOOKUP  the source is empty, or an index does not resolve
 *   DELETE_FIRST   the destination is occupied
 *   REVOKE_FIRST   the source is an untyped with children
 */
static inline struct result cnode_copy(struct place to, struct place from, word_t rights)
{
    return invoke(to.root, LABEL_CNODE_COPY, WORD_LIST(from.root),
                  WORD_LIST(to.index, to.depth, from.index, from.depth, rights));
}

/* As cnode_copy, with a badge (endpoint, notification) or a guard (CNode).
 *   ILLEGAL_OPERATION  the source has a badge already */
static inline struct result cnode_mint(struct place to, struct place from, word_t rights,
                                       word_t badge)
{
    return invoke(to.root, LABEL_CNODE_MINT, WORD_LIST(from.root),
                  WORD_LIST(to.index, to.depth, from.index, from.depth, rights, badge));
}

/* FAILED_LOOKUP, DELETE_FIRST as cnode_copy. */
static inline struct result cnode_move(struct place to, struct place from)
{
    return invoke(to.root, LABEL_CNODE_MOVE, WORD_LIST(from.root),
                  WORD_LIST(to.index, to.depth, from.index, from.depth));
}

/* As cnode_move, with a new guard.  ILLEGAL_OPERATION for endpoints and notifications. */
static inline struct result cnode_mutate(struct place to, struct place from, word_t badge)
{
    return invoke(to.root, LABEL_CNODE_MUTATE, WORD_LIST(from.root),
                  WORD_LIST(to.index, to.depth, from.index, from.depth, badge));
}

/* Move pivot to `to` and `from` to pivot, in one step.
 *   ILLEGAL_OPERATION  pivot is `to` or `from` */
static inline struct result cnode_rotate(struct place to, word_t to_badge, struct place pivot,
                                         word_t pivot_badge, struct place from)
{
    return invoke(to.root, LABEL_CNODE_ROTATE, WORD_LIST(pivot.root, from.root),
                  WORD_LIST(to.index, to.depth, to_badge, pivot.index, pivot.depth, pivot_badge,
                            from.index, from.depth));
}

/* Empty the slot; the object goes with its last capability.  An empty slot is fine.
 *   FAILED_LOOKUP, RANGE_ERROR  the index does not resolve */
static inline struct result cnode_delete(struct place at)
{
    return invoke(at.root, LABEL_CNODE_DELETE, NO_CAPS, WORD_LIST(at.index, at.depth));
}

/* Delete every capability derived from the one at this slot.  Errors as cnode_delete. */
static inline struct result cnode_revoke(struct place at)
{
    return invoke(at.root, LABEL_CNODE_REVOKE, NO_CAPS, WORD_LIST(at.index, at.depth));
}

/* Send away all who wait to send by this badge.
 *   ILLEGAL_OPERATION  not an endpoint with all rights */
static inline struct result cnode_cancel_badged_sends(struct place at)
{
    return invoke(at.root, LABEL_CNODE_CANCEL_BADGED_SENDS, NO_CAPS,
                  WORD_LIST(at.index, at.depth));
}

/* --- Address spaces --- */

/* Give the page table its place in `vspace`: the first level that is missing at `address`.
 *   INVALID_CAPABILITY  mapped already; `vspace` has no address space number
 *   FAILED_LOOKUP       `vspace` is dead
 *   DELETE_FIRST        nothing is missing there */
static inline struct result page_table_map(cptr_t table, cptr_t vspace, vaddr_t address,
                                           word_t attributes)
{
    return invoke(table, LABEL_PAGE_TABLE_MAP, WORD_LIST(vspace), WORD_LIST(address, attributes));
}

/* REVOKE_FIRST: the table has a second capability. */
static inline struct result page_table_unmap(cptr_t table)
{
    return invoke(table, LABEL_PAGE_TABLE_UNMAP, NO_CAPS, NO_WORDS);
}

/* Make the Region (or page) visible at `address`, with at most the rights of its capability.
 * Mapped there already: rights and attributes change.
 *   FAILED_LOOKUP       a page table is missing; word 2: bits left to translate
 *   ALIGNMENT_ERROR     address
 *   INVALID_ARGUMENT    mapped elsewhere; kernel address
 *   INVALID_CAPABILITY  mapped in another space
 *   DELETE_FIRST        something else is mapped there */
static inline struct result region_map(cptr_t region, cptr_t vspace, vaddr_t address,
                                       word_t rights, word_t attributes)
{
    return invoke(region, LABEL_REGION_MAP, WORD_LIST(vspace),
                  WORD_LIST(address, rights, attributes));
}

/* No error of its own; not mapped is fine. */
static inline struct result region_unmap(cptr_t region)
{
    return invoke(region, LABEL_REGION_UNMAP, NO_CAPS, NO_WORDS);
}

/* Word 0: the physical address. */
static inline struct result region_get_address(cptr_t region)
{
    return invoke(region, LABEL_REGION_GET_ADDRESS, NO_CAPS, NO_WORDS);
}

/* Cache maintenance of bytes [from, to) of a mapped Region.
 *   ILLEGAL_OPERATION  not mapped
 *   INVALID_ARGUMENT   not inside the Region, or empty */
static inline struct result region_clean(cptr_t region, word_t from, word_t to)
{
    return invoke(region, LABEL_REGION_CLEAN, NO_CAPS, WORD_LIST(from, to));
}

static inline struct result region_invalidate(cptr_t region, word_t from, word_t to)
{
    return invoke(region, LABEL_REGION_INVALIDATE, NO_CAPS, WORD_LIST(from, to));
}

static inline struct result region_clean_invalidate(cptr_t region, word_t from, word_t to)
{
    return invoke(region, LABEL_REGION_CLEAN_INVALIDATE, NO_CAPS, WORD_LIST(from, to));
}

/* Make instructions that were written there visible to instruction fetch. */
static inline struct result region_unify(cptr_t region, word_t from, word_t to)
{
    return invoke(region, LABEL_REGION_UNIFY, NO_CAPS, WORD_LIST(from, to));
}

/* The same by virtual address, within one page.
 *   RANGE_ERROR        crosses a page boundary
 *   ILLEGAL_OPERATION  ends at a kernel address */
static inline struct result vspace_clean(cptr_t vspace, vaddr_t from, vaddr_t to)
{
    return invoke(vspace, LABEL_VSPACE_CLEAN, NO_CAPS, WORD_LIST(from, to));
}

static inline struct result vspace_invalidate(cptr_t vspace, vaddr_t from, vaddr_t to)
{
    return invoke(vspace, LABEL_VSPACE_INVALIDATE, NO_CAPS, WORD_LIST(from, to));
}

static inline struct result vspace_clean_invalidate(cptr_t vspace, vaddr_t from, vaddr_t to)
{
    return invoke(vspace, LABEL_VSPACE_CLEAN_INVALIDATE, NO_CAPS, WORD_LIST(from, to));
}

static inline struct result vspace_unify(cptr_t vspace, vaddr_t from, vaddr_t to)
{
    return invoke(vspace, LABEL_VSPACE_UNIFY, NO_CAPS, WORD_LIST(from, to));
}

/* Turn a childless untyped of 2^12 bytes into a pool of 512 address space numbers.
 *   INVALID_CAPABILITY  the untyped is of another size, or device memory
 *   REVOKE_FIRST        it has children
 *   DELETE_FIRST        no pool number left, or the destination is occupied */
static inline struct result asid_control_make_pool(cptr_t control, cptr_t untyped,
                                                   struct place to)
{
    return invoke(control, LABEL_ASID_CONTROL_MAKE_POOL, WORD_LIST(untyped, to.root),
                  WORD_LIST(to.index, to.depth));
}

/* Give `vspace` a number, after which it can be mapped into.
 *   INVALID_CAPABILITY  it has one
 *   DELETE_FIRST        the pool is full */
static inline struct result asid_pool_assign(cptr_t pool, cptr_t vspace)
{
    return invoke(pool, LABEL_ASID_POOL_ASSIGN, WORD_LIST(vspace), NO_WORDS);
}

/* --- Threads --- */

/* CSpace, VSpace and IPC buffer at once.
 *   ILLEGAL_OPERATION  a root is of the wrong kind
 *   ALIGNMENT_ERROR    buffer not on 1024 bytes */
static inline struct result tcb_configure(cptr_t tcb, cptr_t cspace, word_t cspace_data,
                                          cptr_t vspace, cptr_t buffer_frame, vaddr_t buffer)
{
    return invoke(tcb, LABEL_TCB_CONFIGURE, WORD_LIST(cspace, vspace, buffer_frame),
                  WORD_LIST(cspace_data, 0, buffer));
}

/* RANGE_ERROR: above the maximum of `authority`, which is a TCB. */
static inline struct result tcb_set_priority(cptr_t tcb, cptr_t authority, word_t priority)
{
    return invoke(tcb, LABEL_TCB_SET_PRIORITY, WORD_LIST(authority), WORD_LIST(priority));
}

static inline struct result tcb_set_mc_priority(cptr_t tcb, cptr_t authority, word_t priority)
{
    return invoke(tcb, LABEL_TCB_SET_MC_PRIORITY, WORD_LIST(authority), WORD_LIST(priority));
}

/* Priorities, scheduling context (0: none) and fault endpoint (0: none) at once.
 *   RANGE_ERROR         above the maximum of `authority`
 *   ILLEGAL_OPERATION   thread or context is bound already
 *   INVALID_CAPABILITY  the fault endpoint lacks Write or both of Grant and GrantReply */
static inline struct result tcb_set_sched_params(cptr_t tcb, cptr_t authority, word_t max_priority,
                                                 word_t priority, cptr_t sched_context,
                                                 cptr_t fault_endpoint)
{
    return invoke(tcb, LABEL_TCB_SET_SCHED_PARAMS,
                  WORD_LIST(authority, sched_context, fault_endpoint),
                  WORD_LIST(max_priority, priority));
}

/* INVALID_CAPABILITY as tcb_set_sched_params. */
static inline struct result tcb_set_timeout_endpoint(cptr_t tcb, cptr_t endpoint)
{
    return invoke(tcb, LABEL_TCB_SET_TIMEOUT_ENDPOINT, WORD_LIST(endpoint), NO_WORDS);
}

/* ILLEGAL_OPERATION: device memory.  ALIGNMENT_ERROR: not on 1024 bytes. */
static inline struct result tcb_set_ipc_buffer(cptr_t tcb, vaddr_t buffer, cptr_t frame)
{
    return invoke(tcb, LABEL_TCB_SET_IPC_BUFFER, WORD_LIST(frame), WORD_LIST(buffer));
}

/* As tcb_configure, with a fault endpoint instead of the buffer. */
static inline struct result tcb_set_space(cptr_t tcb, cptr_t fault_endpoint, cptr_t cspace,
                                          word_t cspace_data, cptr_t vspace)
{
    return invoke(tcb, LABEL_TCB_SET_SPACE, WORD_LIST(fault_endpoint, cspace, vspace),
                  WORD_LIST(cspace_data, 0));
}

static inline struct result tcb_suspend(cptr_t tcb)
{
    return invoke(tcb, LABEL_TCB_SUSPEND, NO_CAPS, NO_WORDS);
}

static inline struct result tcb_resume(cptr_t tcb)
{
    return invoke(tcb, LABEL_TCB_RESUME, NO_CAPS, NO_WORDS);
}

/* ILLEGAL_OPERATION: one of the two is bound already. */
static inline struct result tcb_bind_notification(cptr_t tcb, cptr_t notification)
{
    return invoke(tcb, LABEL_TCB_BIND_NOTIFICATION, WORD_LIST(notification), NO_WORDS);
}

static inline struct result tcb_unbind_notification(cptr_t tcb)
{
    return invoke(tcb, LABEL_TCB_UNBIND_NOTIFICATION, NO_CAPS, NO_WORDS);
}

static inline struct result tcb_set_tls_base(cptr_t tcb, word_t base)
{
    return invoke(tcb, LABEL_TCB_SET_TLS_BASE, NO_CAPS, WORD_LIST(base));
}

/* Clear, then set flags (1: no floating point).  Word 0: the flags afterwards. */
static inline struct result tcb_set_flags(cptr_t tcb, word_t clear, word_t set)
{
    return invoke(tcb, LABEL_TCB_SET_FLAGS, NO_CAPS, WORD_LIST(clear, set));
}

/* Let the thread find in result.why why its calls are refused (1), or not (0); ours. */
static inline struct result tcb_explain(cptr_t tcb, word_t on)
{
    return invoke(tcb, LABEL_TCB_EXPLAIN, NO_CAPS, WORD_LIST(on));
}

/* Read the first `count` words of the user context (CONTEXT_...), suspending the thread first
 * if asked.
 *   RANGE_ERROR        count not 1 to 36
 *   ILLEGAL_OPERATION  the caller itself */
static inline struct result tcb_read_registers(cptr_t tcb, word_t suspend, word_t count,
                                               word_t *context)
{
    struct result r =
        invoke(tcb, LABEL_TCB_READ_REGISTERS, NO_CAPS, WORD_LIST(suspend, count));

    for (word_t i = 0; r.error == NO_ERROR && i < count; i++)
        context[i] = i < MESSAGE_REGISTERS ? r.word[i] : user_load(user_buffer() + BUFFER_WORD(i));
    return r;
}

/* Write the first `count` (up to 36) words of the user context, and resume the thread if asked.
 *   ILLEGAL_OPERATION  the caller itself */
static inline struct result tcb_write_registers(cptr_t tcb, word_t resume, word_t count,
                                                const word_t *context)
{
    word_t words[2 + CONTEXT_WORDS];

    words[0] = resume;
    words[1] = count;
    for (word_t i = 0; i < count && i < CONTEXT_WORDS; i++)
        words[2 + i] = context[i];
    return invoke(tcb, LABEL_TCB_WRITE_REGISTERS, NO_CAPS, 2 + count, words);
}

/* Flags: 1 suspend source, 2 resume this, 4 copy frame registers, 8 copy the others. */
static inline struct result tcb_copy_registers(cptr_t tcb, cptr_t source, word_t flags)
{
    return invoke(tcb, LABEL_TCB_COPY_REGISTERS, WORD_LIST(source), WORD_LIST(flags));
}

/* --- Time --- */

/* Times in microseconds; budget == period: round robin.
 *   INVALID_CAPABILITY  no scheduling context
 *   RANGE_ERROR         budget, period or refills out of range */
static inline struct result sched_control_configure(cptr_t control, cptr_t sched_context,
                                                    word_t budget, word_t period,
                                                    word_t extra_refills, word_t badge,
                                                    word_t flags)
{
    return invoke(control, LABEL_SCHED_CONTROL_CONFIGURE, WORD_LIST(sched_context),
                  WORD_LIST(budget, period, extra_refills, badge, flags));
}

/* Bind to a TCB or a notification.  ILLEGAL_OPERATION: one of the two is bound; or the thread waits, and the context
   could not run it. */
static inline struct result sched_context_bind(cptr_t sched_context, cptr_t object)
{
    return invoke(sched_context, LABEL_SCHED_CONTEXT_BIND, WORD_LIST(object), NO_WORDS);
}

static inline struct result sched_context_unbind(cptr_t sched_context)
{
    return invoke(sched_context, LABEL_SCHED_CONTEXT_UNBIND, NO_CAPS, NO_WORDS);
}

static inline struct result sched_context_unbind_object(cptr_t sched_context, cptr_t object)
{
    return invoke(sched_context, LABEL_SCHED_CONTEXT_UNBIND_OBJECT, WORD_LIST(object), NO_WORDS);
}

/* Word 0: microseconds consumed since last asked. */
static inline struct result sched_context_consumed(cptr_t sched_context)
{
    return invoke(sched_context, LABEL_SCHED_CONTEXT_CONSUMED, NO_CAPS, NO_WORDS);
}

/* ILLEGAL_OPERATION: own, unbound, or a thread above the caller's maximum priority. */
static inline struct result sched_context_yield_to(cptr_t sched_context)
{
    return invoke(sched_context, LABEL_SCHED_CONTEXT_YIELD_TO, NO_CAPS, NO_WORDS);
}

/* --- Interrupts --- */

/* A handler for interrupt `irq`.
 *   RANGE_ERROR   no such interrupt
 *   REVOKE_FIRST  it has a handler */
static inline struct result irq_control_get(cptr_t control, word_t irq, struct place to)
{
    return invoke(control, LABEL_IRQ_CONTROL_GET, WORD_LIST(to.root),
                  WORD_LIST(irq, to.index, to.depth));
}

/* The same, and choose the trigger: 1 by edge, 0 by level. */
static inline struct result irq_control_get_trigger(cptr_t control, word_t irq, word_t edge,
                                                    struct place to)
{
    return invoke(control, LABEL_IRQ_CONTROL_GET_TRIGGER, WORD_LIST(to.root),
                  WORD_LIST(irq, edge, to.index, to.depth));
}

static inline struct result irq_handler_ack(cptr_t handler)
{
    return invoke(handler, LABEL_IRQ_HANDLER_ACK, NO_CAPS, NO_WORDS);
}

/* INVALID_CAPABILITY: not a notification with Write. */
static inline struct result irq_handler_set(cptr_t handler, cptr_t notification)
{
    return invoke(handler, LABEL_IRQ_HANDLER_SET, WORD_LIST(notification), NO_WORDS);
}

static inline struct result irq_handler_clear(cptr_t handler)
{
    return invoke(handler, LABEL_IRQ_HANDLER_CLEAR, NO_CAPS, NO_WORDS);
}

/* A capability that raises software interrupt `irq` (0 to 15) on core `target`.
 *   RANGE_ERROR  no such interrupt or core */
static inline struct result irq_control_issue_sgi(cptr_t control, word_t irq, word_t target,
                                                  struct place to)
{
    return invoke(control, LABEL_IRQ_CONTROL_ISSUE_SGI, WORD_LIST(to.root),
                  WORD_LIST(irq, target, to.index, to.depth));
}

/* --- Domains: there is one --- */

/* INVALID_ARGUMENT: no such domain, or no TCB. */
static inline struct result domain_set(cptr_t domains, word_t domain, cptr_t tcb)
{
    return invoke(domains, LABEL_DOMAIN_SET, WORD_LIST(tcb), WORD_LIST(domain));
}

/* Entry `index` of the schedule: how many ticks which domain runs. */
static inline struct result domain_configure(cptr_t domains, word_t index, word_t domain,
                                             word_t duration)
{
    return invoke(domains, LABEL_DOMAIN_CONFIGURE, NO_CAPS, WORD_LIST(index, domain, duration));
}

/* Start the schedule again at `index`. */
static inline struct result domain_start(cptr_t domains, word_t index)
{
    return invoke(domains, LABEL_DOMAIN_START, NO_CAPS, WORD_LIST(index));
}

/* --- Audit (ours) --- */

/* Keep events from now on (1) or not (0). */
static inline struct result audit_enable(cptr_t audit, word_t on)
{
    return invoke(audit, LABEL_AUDIT_ENABLE, NO_CAPS, WORD_LIST(on));
}

/* Take the oldest event: words kind, a, b, c; length 0 when there is none. */
static inline struct result audit_read(cptr_t audit)
{
    return invoke(audit, LABEL_AUDIT_READ, NO_CAPS, NO_WORDS);
}

#endif
