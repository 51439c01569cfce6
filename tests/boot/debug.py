"""
Runs inside gdb, on a recorded run (tests/boot/debug.sh): what the commands of tools/gdb/tenon.py print has to be
what the machine itself said on its console, in the file TOLD.
"""
import os
import re
import traceback

import gdb

console = open(os.environ["TOLD"], encoding="utf-8", errors="replace").read().splitlines()
passed = failed = 0


def check(name, is_so, *shown):
    global passed, failed
    if is_so:
        passed += 1
        return
    failed += 1
    print(f"debug: FAILED: {name}", *shown, sep="\n    ")


def run(command):
    return gdb.execute(command, to_string=True)


def rows(command):
    """The lines that begin with a number."""
    return [line for line in run(command).splitlines() if re.match(r" *(0x)?[0-9a-f]+ ", line)]


def stop_at(place, count=1):
    """Go on until there."""
    point = gdb.Breakpoint(place, temporary=False)
    for _ in range(count):
        run("continue")
    point.delete()


def events_so_far():
    return int(run("tenon events 1").split()[0])


# --- the tour: what it tells of its guest, and of the events it read ---

def told_events():
    """Number, kind and the rest, as the tour printed them."""
    return [m.groups() for m in (re.match(r" +(\d+)  ([A-Z]+_[A-Z]+) +(.*)", line) for line in console) if m]


def tour_thread():
    text = run("tenon thread")
    for name in ("pc", "sp", "x0", "x19", "x30"):
        is_now = int(gdb.parse_and_eval(f"(unsigned long)${name}"))
        check(f"a running thread has the CPU's {name}", re.search(rf" {name} {is_now:#018x}\b", text), text)
    current = re.match(r"thread (0x\w+)", text)[1]
    check("threads has it, too", any(re.match(rf"{current} .*current", row) for row in rows("tenon threads")))


def tour_translation():
    for place in ("$pc", "$sp", "&tour", "task_main"):
        address = int(gdb.parse_and_eval(f"(unsigned long)({place})"))
        truth = re.search(r"0x\w+", run(f"monitor gva2gpa {address:#x}"))[0]
        check(f"{place} is where QEMU says", f"{address:#x} is physical {truth}\n" in run(f"tenon walk {address:#x}"))


def tour_guest():
    """What was mapped for the guest before this moment, by the tour's own record."""
    told = told_events()[:events_so_far()]
    space = [re.search(r"space 2 +(0x\w+)", rest)[1] for _, kind, rest in told if kind == "SPACE_ACTIVATED"][0]
    mapped = [rest for _, kind, rest in told if kind == "REGION_MAPPED"]
    regions = [m.groups() for m in (re.match(r"space 2 +(0x\w+)  at (0x\w+) (\S+)", rest) for rest in mapped) if m]
    check("the guest has Regions", len(regions) >= 5)
    for physical, address, rights in regions:
        code = any(f"for the guest at {address}, read, execute" in line or f"KiB at {address}, r-x" in line
                   for line in console)
        text = run(f"tenon walk {address} {int(space, 16) // 16:#x}")
        check(f"{address} leads to {physical}", f"{address} is physical {physical}\n" in text, text)
        check(f"{address} has the rights that the tour gave", f"user {rights[:2]}{'x' if code else '-'}," in text, text)
    text = run(f"tenon walk 0x210044000 {int(space, 16) // 16:#x}")
    check("nothing is where the guest will find nothing", "0x210044000 is not mapped" in text, text)
    cnode = re.search(r"cspace +CNODE (0x\w+) 16 slots", run("tenon thread " + guest()))[1]
    text = run(f"tenon caps {cnode}")
    check("the guest calls by slot 1, badge 0x61", re.search(r"^0x1 +ENDPOINT .*badge 0x61$", text, re.M), text)


def guest():
    return [row for row in rows("tenon threads") if "blocked reply" in row][0].split()[0]


def tour_backwards():
    before, count = gdb.parse_and_eval("$pc"), events_so_far()
    run("reverse-stepi")
    check("an instruction back is elsewhere", gdb.parse_and_eval("$pc") != before)
    run("stepi")
    check("an instruction on is where it was", gdb.parse_and_eval("$pc") == before)

    point = gdb.Breakpoint("kernel/region.c:region_map")
    run("reverse-continue")
    check("backwards to a breakpoint in the kernel",
          gdb.selected_frame().name() == "region_map" and point.hit_count == 1)
    earlier = events_so_far()
    check("there are fewer events there", 0 < earlier < count, earlier, count)
    maps = run("tenon slot slot")
    check("its argument is a slot with a frame", re.search(r"FRAME +0x\w+ .*not mapped", maps), maps)

    point.enabled = False
    watch = gdb.Breakpoint("kernel.event_next", gdb.BP_WATCHPOINT)
    run("reverse-continue")
    check("backwards to the last write of a variable",
          gdb.selected_frame().name() == "event_add" and events_so_far() == earlier, run("backtrace"))
    check("the way there is known up to the user's call", "in user_synchronous ()" in run("backtrace"), run("backtrace"))
    watch.delete()
    point.delete()
    run("reverse-stepi")
    check("which that write had changed", events_so_far() == earlier - 1, events_so_far(), earlier)
    stop_at("chapter_attempts")
    check("and on to where it was", gdb.parse_and_eval("$pc") == before and events_so_far() == count)


def tour_in_kernel():
    stop_at("entry_syscall")
    pc = re.search(r" pc (0x\w+)", run("tenon thread"))[1]
    physical = int(re.search(r"is physical (0x\w+)", run(f"tenon walk {pc}"))[1], 16)
    word = int(gdb.parse_and_eval(f"*(unsigned int *)((char *)&phys + {physical})"))
    check("a calling thread stands on its svc", word == 0xd4000001, hex(word))
    kernel = int(gdb.parse_and_eval("(unsigned long)&kernel"))
    truth = re.search(r"0x\w+", run(f"monitor gva2gpa {kernel:#x}"))[0]
    text = run("tenon walk &kernel")
    check("the kernel's memory is where QEMU says", f"is physical {truth}\n" in text, text)
    check("and not for users", "user ---, kernel rw-" in text, text)


def tour_events():
    stop_at("report_end")
    told, shown = told_events(), rows("tenon events 1000")[1:]
    check("as many events as the tour read", len(told) == len(shown) > 100, len(told), len(shown))
    for (number, kind, rest), row in zip(told, shown):
        words = re.findall(r"0x\w+|\b[A-Z]+_?[A-Z]+\b", rest)
        check(f"event {number} is {kind} {rest}", re.match(rf" *{int(number) - 1} +{kind} ", row) and
              all(word in row for word in words), row)


def tour():
    check("nothing is known before the kernel runs", "no map yet" in error("tenon threads"))
    stop_at("chapter_attempts")
    for part in (tour_thread, tour_translation, tour_guest, tour_backwards, tour_in_kernel, tour_events):
        part()


def error(command):
    try:
        run(command)
    except gdb.error as said:
        return str(said)
    return ""


# --- a kernel with debug calls: what it prints of threads and capabilities ---

def printed(heading):
    """The indented lines under each of these headings."""
    text = "\n".join(console) + "\n"
    return [block.splitlines() for block in re.findall(rf"^tenon: {heading}\n((?:  .*\n)*)", text, re.M)]


def capability_printed(line):
    m = re.match(r"( +)(\w+) (0x\w+|0) size (\d+) rights (\d+) word (0x\w+|0) in (0x\w+)", line)
    kind, named = m[2], int(m[3], 16)
    ref = named if kind in ("IRQ_HANDLER", "SGI_SIGNAL") else named // 16
    return int(m[7], 16) // 16, len(m[1]) // 2 - 1, kind, ref, int(m[4]), int(m[5]), int(m[6], 16)


def capability_shown(row):
    slot, indent, kind, ref, size, rights, word = re.match(
        r"(0x\w+)  ( *)(\w+) +(0x\w+) +(\d+) +(\S{4}) +(0x\w+)", row).groups()
    bits = sum(bit for bit, letter in zip((2, 1, 4, 8), rights) if letter != "-")
    return int(slot, 16), len(indent) // 2, kind, int(ref, 16), int(size), bits, int(word, 16)


STATES = {"inactive": "inactive", "active": "active", "sends": "blocked send", "receives": "blocked receive",
          "waits for a reply": "blocked reply", "waits for a signal": "blocked notification"}


def thread_printed(line):
    m = re.match(r"  (0x\w+) priority (\d+), at (0x\w+|0), (.*?): (.*)$", line)
    states = m[4].split(", ")
    return int(m[1], 16) // 16, int(m[2]), int(m[3], 16), STATES[states[0]], "runs" in states, m[5]


def thread_shown(row):
    m = re.match(r"(0x\w+) +(\d+) +(0x\w+) +(0x\w+) +(.*)$", row)
    state, _, name = re.sub(r" {2,}", "\t", m[5]).partition("\t")
    first = re.sub(r" on 0x\w+", "", state.split(",")[0])
    return int(m[1], 16), int(m[2]), int(m[3], 16), first, ", current" in state, name


def compare(name, ours, kernels):
    check(f"{name}: as many as the kernel prints", len(ours) == len(kernels) > 0, len(ours), len(kernels))
    for a, b in zip(ours, kernels):
        check(f"{name}: as the kernel prints", a == b, a, b)


def debug_calls():
    for n, block in enumerate(printed("threads")):
        stop_at("scheduler_dump")
        compare(f"threads {n}", [thread_shown(row) for row in rows("tenon threads")],
                [thread_printed(line) for line in block])
    for n, block in enumerate(printed("capabilities")):
        stop_at("snapshot")
        compare(f"capabilities {n}", [capability_shown(row) for row in rows("tenon tree")],
                [capability_printed(line) for line in block])
    check("both were printed", printed("threads") and printed("capabilities"))


try:
    {"tour": tour, "debug": debug_calls}[os.environ["PART"]]()
except Exception:
    traceback.print_exc()
    failed += 1
print(f"debug: {passed} passed, {failed} failed")
