#!/bin/sh
# Can the tests fail?  Each line is a fault put into a copy of the kernel; the
# unit tests, the scenarios or the fuzzer on the model must notice it.  A fault that does not
# apply any more, or that nobody notices, fails.
#   tests/fuzz/mutants.sh [calls of the fuzzer a mutant [from which line of the list on]]
set -u
cd "$(dirname "$0")/../.." || exit 1
calls=${1:-20000}
copy=build/tests/mutant
mkdir -p "$copy"
caught=0 missed=0

# file, sed expression, what it does
mutants() {
    cat <<'M'
kernel/region.c|s/if (broken)/if (0)/|a mapping goes without forgetting its translation
kernel/region.c|s/run_break(w, asid, vaddr, from, count, 0);//|a valid descriptor is changed into another
kernel/region.c|s/request_word(1) & slot_rights(slot)/request_word(1)/|a mapping has more rights than its capability
kernel/asid.c|s/arch_tlb_invalidate_space(asid);//|a dead space leaves translations
kernel/untyped.c|s/UNTYPED_WORD(end, 0UL/UNTYPED_WORD(end - object_cells(type, size), 0UL/|the last object stays free memory
kernel/untyped.c|s/if (!slot_empty(/if (0 \&\& !slot_empty(/|retype overwrites capabilities
kernel/cdt.c|s/return !cdt_same_object(cdt_prev(s), s) && /return /|an object dies before its last capability
kernel/cnode.c|s/CAP_RIGHTS(cap0) & rights;/rights;/|a copy has more rights than its original
kernel/run_queue.c|s/^        unmark(priority);//|a bit of the run queues stays
kernel/waiting.c|s/^    tcb_object_set(t, end);//|a waiting thread does not know where
kernel/waiting.c|s/tcb_priority(tcb_of_link(at)) < tcb_priority(t)/0/|waiting threads are not ordered
kernel/reply.c|s/pair_set(r, 0, t, 0, TCB(t)->state)/pair_set(r, 0, t, r, TCB(t)->state)/|a thread keeps a reply object that let it go
kernel/notification.c|s/^    tells_set(n, 0);//|a notification keeps an unbound thread
kernel/sched_context.c|s/^    context_set(t, 0);//|a thread keeps a context that was taken
kernel/delete.c|s/^        region_forget(s);//|a deleted capability leaves its mapping
kernel/install.c|s/ \&\& judge(i.from).cap0 == i.cap0//|what went with an old CSpace is installed
kernel/message.c|s/count = grant ? INFO_CAPS(info) : 0/count = INFO_CAPS(info)/|capabilities travel without grant
kernel/sched_context.c|s/^    yield_from_set(c, 0);//|a context keeps who yielded to it
kernel/tcb.c|s/sched_context_yield_cancel(t);//|a stopped thread is told the time of another
kernel/endpoint.c|s/TCB(from)->fault != FAULT_TIMEOUT/1/|a timeout lends its handler time
kernel/install.c|s/^        event_cap(.*//|a thread keeps a capability that no event tells of
kernel/message.c|s/^    event_cap(.*//|a capability travels that no event tells of
kernel/irq.c|s/arch_irq_mask(irq);//|an interrupt comes again before it is acknowledged
kernel/sched.c|s/^    if (can)/    if (1)/|who has no budget is queued to run
kernel/sched.c|s/tcb_priority(candidate) <= tcb_priority(t)/tcb_priority(candidate) < tcb_priority(t)/|who wakes goes before its equal that runs
kernel/reply.c|s/context != 0 \&\& tcb_sched_context(t) == 0/0/|what a caller lent does not come back
kernel/refill.c|s/refill_time(c) + SCHED_CONTEXT(c)->period/refill_time(c)/|a turn's budget is there again at once
kernel/refill.c|s/since + has >= time/since + has > time/|pieces that touch stay two
kernel/sched_context.c|s/if (budget > period)/if (0)/|a budget is longer than its period
kernel/sched_context.c|s/tcb_priority(t) > TCB(from)->max_priority/0/|a thread yields to one it may not make run
kernel/domain.c|s/request_word(2) == 0 .. //|a domain of no time
kernel/untyped.c|s/ .. f.slots != (type == TYPE_CNODE)//|memory prepared for one type becomes another as it is
kernel/sched.c|s/^    alarm_set();//|the alarm is that of another budget
kernel/sched.c|s/^        context_start(context);//|a periodic budget is saved while others run
kernel/refill.c|s/^    gather(c, least);//|a piece too small for a switch comes first
kernel/sched_context.c|s/^    pay_end(c);//|a context that pays is configured or deleted
M
}

# Only the file at hand is new in the copy, so that make compiles little.
rm -rf "$copy/kernel"
cp -r kernel "$copy/kernel"
for room in arch platform spec userland tests; do
    [ -e "$copy/$room" ] || ln -s "../../../$room" "$copy/$room"
done

build() { make -s -j2 -C "$copy" -f tests/build.mk host >"$copy/log" 2>&1; }
units() {
    for unit in tests/unit/*_test.c; do
        (cd "$copy" && timeout 120 "build/tests/unit/$(basename "$unit" .c)") >"$copy/log" 2>&1 || return
    done
}
scenarios() { (cd "$copy" && timeout 120 build/tests/scenario) >"$copy/log" 2>&1; }
fuzz() { (cd "$copy" && timeout 300 build/tests/fuzz -n "$calls") >"$copy/log" 2>&1; }

# A kernel that fails as it is would have every fault caught.
if ! { build && units && scenarios && fuzz; }; then
    echo "mutants: the kernel itself fails:"
    tail -n 4 "$copy/log"
    exit 1
fi

try() {
    file=$1 expression=$2 what=$3
    sed "$expression" "$file" >"$copy/$file"
    if cmp -s "$file" "$copy/$file"; then
        echo "  stale   $file: $what"
        missed=$((missed + 1))
        return
    fi
    if ! build; then
        echo "  broken  $file: $what"
        missed=$((missed + 1))
    elif ! units; then
        echo "  caught  by a unit test: $what"
        caught=$((caught + 1))
    elif ! scenarios; then
        echo "  caught  by a scenario: $what"
        caught=$((caught + 1))
    elif ! fuzz; then
        echo "  caught  by the fuzzer: $what"
        caught=$((caught + 1))
    else
        echo "  MISSED  $file: $what"
        missed=$((missed + 1))
    fi
    cp "$file" "$copy/$file"
}

mutants | tail -n "+${2:-1}" >"$copy/list"
while IFS="|" read -r file expression what; do
    try "$file" "$expression" "$what"
done <"$copy/list"
echo "mutants: $caught caught, $missed not"
[ "$missed" = 0 ]
