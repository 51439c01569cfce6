"""
The kernel's objects as gdb commands; `help tenon` lists them.

Nothing is known here twice: names of numbers come from spec/abi/*.def and the
enums of kernel.elf, places of fields from its debug information, bits of words
from the macros of the kernel's headers.  Those work at gdb's prompt, too, while
the kernel runs: `p *TCB(kernel.current)`.

Memory is read by physical address: QEMU shows gdb what the CPU could read at
this moment, and of the kernel that is nothing while a user runs.
"""
import functools
import inspect
import pathlib
import re

import gdb

HOME = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ("types", "object", "kernel", "cap", "descriptor", "refill", "untyped")
STRUCTS = ("kernel", "slot", "tcb", "sched_context", "refill", "table")


# --- names and numbers ---

def uncommented(path):
    return re.sub(r"/\*.*?\*/", "", (HOME / path).read_text().replace("\\\n", " "), flags=re.S)


def macros_define():
    for name in HEADERS:
        for macro in re.findall(r"^#define +(\w+(?:\([\w, ]*\))? +\S.*)$", uncommented(f"kernel/{name}.h"), re.M):
            gdb.execute(f"macro define {macro}")
    # To gdb an array ends after 4 GiB.
    gdb.execute("macro define OBJECT(T, r) ((struct T *)((char *)&phys + 16 * (r)))")


def table(name):
    """The arguments of each line of a table of the ABI."""
    lines = re.findall(r"^\w+\(((?:[^\"()]|\"[^\"]*\")*)\)$", uncommented(f"spec/abi/{name}.def"), re.M)
    return [[a.strip().strip('"') for a in re.findall(r'"[^"]*"|[^,"]+', line) if a.strip()] for line in lines]


def names(name):
    return {int(line[0]): line[1] for line in table(name)}


@functools.lru_cache(maxsize=None)
def number(expression):
    return int(gdb.parse_and_eval(expression))


def field(macro, *words):
    return number(f"{macro}({', '.join(f'{int(w)}UL' for w in words)})")


@functools.lru_cache(maxsize=None)
def members(prefix, one):
    """The enum that has this member: names without the prefix, as words, by number."""
    found = {}
    for member in gdb.parse_and_eval(prefix + one).type.fields():
        found.setdefault(member.enumval, member.name[len(prefix):].replace("_", " ").lower())
    return found


@functools.lru_cache(maxsize=None)
def register_names():
    """In the order of struct tcb: a name that ends in a number begins a run, up to the next name."""
    first = [(f.enumval, f.name[4:].lower()) for f in gdb.parse_and_eval("REG_PC").type.fields()]
    last = [n for n, _ in first].index(number("REGS"))
    found = []
    for (n, name), (end, _) in zip(first[:last], first[1:]):
        x = re.fullmatch(r"x(\d+)", name)
        found += [f"x{int(x[1]) + i}" for i in range(end - n)] if x else [name]
    return found


# --- memory ---

def physical(on):
    connection = gdb.selected_inferior().connection
    if not isinstance(connection, gdb.RemoteTargetConnection):
        raise gdb.GdbError("no machine is connected")
    connection.send_packet(f"Qqemu.PhyMemMode:{int(on)}")


def read(kind, address):
    """A struct at a physical address."""
    memory = gdb.selected_inferior().read_memory(address, TYPES[kind].sizeof)
    return gdb.Value(bytes(memory), TYPES[kind])


def at(kind, ref):
    return read(kind, ref * 16)


def register(name):
    return int(gdb.newest_frame().read_register(name)) % 2**64


def user_runs():
    return register("cpsr") // 4 % 4 == 0


def kernel_root():
    return register("TTBR1_EL1") % 2**48 // 16


def kernel():
    """The kernel's state: where its own map says that it is."""
    address = translate(kernel_root(), KERNEL)
    if address is None:
        raise gdb.GdbError("the kernel has no map yet: let it boot, by `tbreak sched_start` and `continue`")
    return read("kernel", address)


# --- translation ---

def steps(root, vaddr):
    """The entries on the way: log2 of what one covers, table, index, descriptor."""
    shift = number("LEVEL_ROOT")
    while True:
        index = field("LEVEL_INDEX", vaddr, shift)
        descriptor = int(at("table", root)["entry"][index])
        yield shift, root, index, descriptor
        if shift == number("LEVEL_LAST") or field("DESCRIPTOR_KIND", descriptor) != number("DESCRIPTOR_TABLE"):
            return
        root, shift = field("DESCRIPTOR_REF", descriptor), shift - number("LEVEL_BITS")


def maps(shift, descriptor):
    last = number("DESCRIPTOR_TABLE") if shift == number("LEVEL_LAST") else number("DESCRIPTOR_BLOCK")
    return field("DESCRIPTOR_KIND", descriptor) == last and shift < number("LEVEL_ROOT")


def translate(root, vaddr):
    """The physical address, None where nothing is mapped."""
    shift, _, _, descriptor = list(steps(root, vaddr))[-1]
    if maps(shift, descriptor):
        return field("DESCRIPTOR_FRAME", descriptor) * 2**12 + vaddr % 2**shift
    return None


def mapping(descriptor):
    """Rights of user and kernel, and the kind of memory."""
    def has(bit):
        return bool(descriptor & number(f"DESCRIPTOR_{bit}"))
    write = "-" if has("READONLY") else "w"
    user = (f"r{write}" if has("USER") else "--") + ("-" if has("UXN") else "x")
    privileged = f"r{write}" + ("-" if has("PXN") else "x")
    kind = [name for name in ("NORMAL", "DEVICE", "UNCACHED")
            if descriptor // 4 % 8 == number(f"MEMORY_{name}")]
    more = [name.lower().replace("_", " ") for name in ("NOT_GLOBAL", "CONTIGUOUS") if has(name)]
    return f"user {user}, kernel {privileged}, " + ", ".join([*map(str.lower, kind), *more])


# --- capabilities ---

def size_text(bits):
    return f"{2**(bits % 10)} {('B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB')[bits // 10]}"


class Cap:
    """What is in a slot."""

    def __init__(self, ref):
        slot = at("slot", ref)
        cap0 = int(slot["cap0"])
        self.slot, self.word = ref, int(slot["cap1"])
        self.kind = KINDS.get(field("CAP_KIND", cap0), "?")
        self.size, self.rights, self.origin, self.ref = (
            field(f"CAP_{part}", cap0) for part in ("SIZE", "RIGHTS", "ORIGIN", "REF"))
        self.next = (int(slot["next"]) - number("SLOT_LINK")) % number("REFS")

    def cells(self):
        if self.kind in ("UNTYPED", "FRAME", "SCHED_CONTEXT"):
            return max(1, 2**self.size // 16)
        if self.kind == "CNODE":
            return number("SLOT_CELLS") * 2**self.size
        if self.kind in ("PAGE_TABLE", "VSPACE", "ASID_POOL"):
            return number("TABLE_CELLS")
        return {"ZOMBIE": 1, "ENDPOINT": 1, "NOTIFICATION": 4, "REPLY": 2, "TCB": number("TCB_CELLS")}.get(self.kind, 0)

    def covers(self, other):
        if self.kind == "UNTYPED":
            return other.cells() and 0 <= other.ref - self.ref <= self.cells() - other.cells()
        if self.kind == "IRQ_CONTROL":
            return other.kind in ("IRQ_HANDLER", "SGI_SIGNAL")
        same_size = self.kind != "FRAME" or self.size == other.size
        return self.kind not in ("NULL", "ZOMBIE") and (self.kind, self.ref) == (other.kind, other.ref) and same_size

    def is_parent(self, other):
        """As cdt_is_parent of kernel/cdt.c, which the tests compare this with."""
        if not self.origin or not self.covers(other):
            return False
        if self.kind in ("ENDPOINT", "NOTIFICATION"):
            return self.word == 0 or (self.word == other.word and not other.origin)
        return self.kind in ("UNTYPED", "IRQ_CONTROL") or not other.origin

    def rights_text(self):
        letters = "rwd-" if self.kind in ("UNTYPED", "FRAME") else "rwgp"
        bits = ("READ", "WRITE", "GRANT", "GRANT_REPLY")
        return "".join(c if self.rights & number(f"RIGHT_{bit}") else "-" for c, bit in zip(letters, bits))

    def word_text(self):
        if self.kind == "UNTYPED":
            used = 16 * field("UNTYPED_MARK", self.word)
            return f"{size_text(self.size)}, {f'{2**self.size - used} bytes ' if used else ''}free"
        if self.kind in ("ENDPOINT", "NOTIFICATION"):
            return f"badge {self.word:#x}" if self.word else ""
        if self.kind == "CNODE":
            bits, guard = field("GUARD_SIZE", self.word), field("GUARD_VALUE", self.word)
            return f"{2**self.size} slots" + (f", guard {guard:#x} of {bits} bits" if bits else "")
        if self.kind in ("FRAME", "PAGE_TABLE", "VSPACE"):
            space = field("PLACE_ASID", self.word)
            place = f" at {field('PLACE_ADDRESS', self.word):#x}" if self.kind != "VSPACE" else ""
            return f"space {space}{place}" if space else "not mapped"
        return f"{self.word:#x}" if self.word else ""

    def row(self, indent):
        return ["  " * indent + self.kind, f"{self.ref:#x}", str(self.size), self.rights_text(), f"{self.word:#x}",
                self.word_text()]


CAP_HEADS = ["capability", "object", "size", "rights", "word", ""]


def derivation(k):
    """All capabilities in order of derivation, each with its ancestors."""
    end = int(k["derivation"])
    above, ref, seen = [], Cap(end).next, set()
    while ref != end:
        if ref in seen:
            raise gdb.GdbError(f"the derivation list is broken: it comes back to {ref:#x}")
        seen.add(ref)
        cap = Cap(ref)
        while above and not above[-1].is_parent(cap):
            above.pop()
        yield cap, list(above)
        above.append(cap)
        ref = cap.next


def place(ref, everything):
    """Where a slot is: in a CNode or a thread that some capability names."""
    for cap in everything:
        first = cap.ref if cap.kind == "CNODE" else field("TCB_SLOT", cap.ref, 0) if cap.kind == "TCB" else None
        count = 2**cap.size if cap.kind == "CNODE" else number("TCB_SLOTS")
        if first is not None and first <= ref < first + number("SLOT_CELLS") * count:
            return f"slot {(ref - first) // number('SLOT_CELLS'):#x} of {cap.kind} {cap.ref:#x}"
    return "a slot of the kernel's own"


# --- threads ---

def thread_slot(ref, which):
    return Cap(field("TCB_SLOT", ref, number(f"TCB_{which}")))


def thread_refs(k):
    return list(dict.fromkeys(cap.ref for cap, _ in derivation(k) if cap.kind == "TCB"))


def thread_name(tcb):
    text = b"".join(int(tcb["name"][i]).to_bytes(8, "little") for i in range(number("NAME_WORDS")))
    return "".join(chr(c) if 32 <= c < 127 else "." for c in text.split(b"\0")[0])


def thread_state(k, ref, tcb):
    words = [members("THREAD_", "ACTIVE").get(int(tcb["state"]), "?")]
    if int(tcb["object"]) and words[0].startswith("blocked"):
        words.append(f"on {int(tcb['object']):#x}")
    if int(tcb["queued"]):
        words.append(f"in the {members('QUEUED_', 'NOT')[int(tcb['queued'])]} queue")
    if ref == int(k["current"]):
        words.append("current")
    if ref == int(k["candidate"]):
        words.append("candidate")
    return ", ".join(words)


def thread_registers(k, ref, tcb):
    """By name: the CPU's if it runs, else those that the kernel keeps."""
    live = {"spsr": "cpsr", "tpidr": "TPIDR_EL0", "tpidrro": "TPIDRRO_EL0"}
    if ref == int(k["current"]) and user_runs():
        return {name: register(live.get(name, name)) for name in register_names()}
    return {name: int(tcb["regs"][i]) for i, name in enumerate(register_names())}


def refills(ref, context):
    ring = int(context["ring"])
    for i in range(field("RING_COUNT", ring)):
        cell = (field("RING_FIRST", ring) + i) % max(1, int(context["refill_max"]))
        piece = at("refill", ref + number("SCHED_CONTEXT_CELLS") + cell)
        yield int(piece["time"]), int(piece["amount"])


def microseconds(k, ticks):
    return f"{ticks * 10**6 // int(k['hertz'])} us"


def context_show(k, ref):
    if ref == 0:
        print("  context   none")
        return
    context = at("sched_context", ref)
    budget, period = int(context["budget"]), int(context["period"])
    runs = ", its time runs" if ref == int(k["sched_context"]) else ""
    print(f"  context   {ref:#x}, budget {microseconds(k, budget)} in {microseconds(k, period)}, "
          f"consumed {microseconds(k, int(context['consumed']))}{runs}")
    for time, amount in refills(ref, context):
        wait = time - int(k["charged"])
        print(f"    refill  {microseconds(k, amount)} " + (f"in {microseconds(k, wait)}" if wait > 0 else "now"))


# --- events ---

def event_text(prose, words):
    """The words as the table says what they are."""
    told = []
    for what, word in zip(prose.split(";")[0].split(", "), words):
        lists = {"kind": KINDS, "type": TYPE_NAMES, "label": CALLS, "why": REASONS}
        known = lists.get(what.split()[0], {})
        if what != "0":
            told.append(f"{what} {known.get(word, hex(word) if what not in ('asid', 'size bits') else word)}")
    return ", ".join(told)



# --- output ---

def show(heads, rows):
    """Columns as wide as they need to be."""
    rows = [heads, *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


# --- commands ---

class Tenon(gdb.Command):
    """The kernel's objects, each named by its ref: with a 0 behind it that is its physical address."""

    def invoke(self, _argument, _from_tty):
        gdb.execute("help tenon")


Tenon("tenon", gdb.COMMAND_DATA, prefix=True)


def command(function):
    """A gdb command whose arguments are numbers, as any expression gives them."""
    def invoke(_self, argument, _from_tty):
        try:
            numbers = [int(gdb.parse_and_eval(word)) % 2**64 for word in gdb.string_to_argv(argument)]
        except gdb.error as wrong:
            raise gdb.GdbError(str(wrong)) from None
        try:
            inspect.signature(function).bind(*numbers)
        except TypeError:
            raise gdb.GdbError(f"usage: {function.__doc__.splitlines()[0]}") from None
        physical(True)
        try:
            function(*numbers)
        finally:
            physical(False)

    name = function.__name__.replace("_", " ")
    type(name, (gdb.Command,), {"__doc__": function.__doc__, "invoke": invoke})(name, gdb.COMMAND_DATA)


@command
def tenon_threads():
    """tenon threads: a line about each thread."""
    k, rows = kernel(), []
    for ref in thread_refs(k):
        tcb = at("tcb", ref)
        rows.append([f"{ref:#x}", str(int(tcb["priority"])), f"{thread_registers(k, ref, tcb)['pc']:#x}",
                     f"{int(tcb['sched_context']):#x}", thread_state(k, ref, tcb), thread_name(tcb)])
    show(["thread", "priority", "pc", "context", "state", "name"], rows)


@command
def tenon_thread(ref=None):
    """tenon thread [TCB]: the current thread, or another: state, registers, spaces, time."""
    k = kernel()
    ref = int(k["current"]) if ref is None else ref
    if ref == 0:
        print("no thread runs: the CPU waits for an interrupt")
        return
    tcb = at("tcb", ref)
    print(f"thread {ref:#x} {thread_name(tcb)}".rstrip())
    print(f"  state     {thread_state(k, ref, tcb)}")
    print(f"  priority  {int(tcb['priority'])}, may set up to {int(tcb['max_priority'])}")
    if int(tcb["fault"]):
        words = " ".join(f"{int(tcb['fault_words'][i]):#x}" for i in range(8))
        print(f"  fault     {FAULTS.get(int(tcb['fault']), '?')} {words}")
    for which in ("CSPACE", "VSPACE", "BUFFER", "FAULT", "TIMEOUT"):
        cap = thread_slot(ref, which)
        if cap.kind != "NULL":
            text = f"at {int(tcb['buffer']):#x}" if which == "BUFFER" else cap.word_text()
            print(f"  {which.lower():8}  {cap.kind} {cap.ref:#x} {text}".rstrip())
    for what in ("notification", "reply", "yield_to"):
        if int(tcb[what]):
            print(f"  {what:12}  {int(tcb[what]):#x}")
    context_show(k, int(tcb["sched_context"]))
    registers = thread_registers(k, ref, tcb)
    live = ref == int(k["current"]) and user_runs()
    print(f"  registers {'of the CPU' if live else 'as the kernel keeps them'}")
    cells = [f"{name:>7} {word:#018x}" for name, word in registers.items()]
    for i in range(0, len(cells), 4):
        print("  " + "  ".join(cells[i:i + 4]))


@command
def tenon_caps(cnode=None):
    """tenon caps [CNODE]: what is in a CNode, the current thread's by default, each below what it is derived from.

Rights are r(ead), w(rite), g(rant), p: grant-re(p)ly; of memory: d(evice)."""
    k = kernel()
    everything = list(derivation(k))
    if cnode is None:
        if int(k["current"]) == 0:
            raise gdb.GdbError("no thread runs: say which CNode")
        cnode = thread_slot(int(k["current"]), "CSPACE").ref
    sizes = [cap.size for cap, _ in everything if cap.kind == "CNODE" and cap.ref == cnode]
    if not sizes:
        raise gdb.GdbError(f"no capability names a CNode at {cnode:#x}")
    end = cnode + number("SLOT_CELLS") * 2**sizes[0]
    rows = []
    for cap, above in everything:
        if cnode <= cap.slot < end:
            indent = sum(cnode <= parent.slot < end for parent in above)
            rows.append([f"{(cap.slot - cnode) // number('SLOT_CELLS'):#x}", *cap.row(indent)])
    print(f"CNode {cnode:#x}: {len(rows)} of {2**sizes[0]} slots hold a capability")
    show(["slot", *CAP_HEADS], rows)


@command
def tenon_tree():
    """tenon tree: all capabilities, each below what it is derived from."""
    show(["slot", *CAP_HEADS], [[f"{cap.slot:#x}", *cap.row(len(above))] for cap, above in derivation(kernel())])


@command
def tenon_slot(ref):
    """tenon slot REF: what is in a slot, where the slot is, what that is derived from."""
    everything = list(derivation(kernel()))
    found = [pair for pair in everything if pair[0].slot == ref]
    print(f"{ref:#x} is {place(ref, [cap for cap, _ in everything])}")
    if not found:
        print("nothing is in it")
        return
    cap, above = found[0]
    show(["slot", *CAP_HEADS],
         [[f"{c.slot:#x}", *c.row(i)] for i, c in enumerate([*above, cap])])
    print(f"children: {sum(cap in ancestors for _, ancestors in everything)}")


@command
def tenon_walk(vaddr, vspace=None):
    """tenon walk VADDR [VSPACE]: how an address is translated, by the current thread's space if no other is named."""
    k = kernel()
    if vaddr >= 2**63:
        root = kernel_root()
    elif vspace is not None:
        root = vspace
    elif int(k["current"]):
        root = thread_slot(int(k["current"]), "VSPACE").ref
    else:
        raise gdb.GdbError("no thread runs: say which VSpace")
    rows = []
    for level, (shift, ref, index, descriptor) in enumerate(steps(root, vaddr)):
        if maps(shift, descriptor):
            text = mapping(descriptor)
        elif field("DESCRIPTOR_KIND", descriptor) == number("DESCRIPTOR_TABLE"):
            text = f"table {field('DESCRIPTOR_REF', descriptor):#x}"
        else:
            text = "nothing"
        rows.append([str(level), f"2^{shift}", f"{ref:#x}", str(index), f"{descriptor:#018x}", text])
    show(["level", "covers", "table", "entry", "descriptor", ""], rows)
    address = translate(root, vaddr)
    print(f"{vaddr:#x} is " + ("not mapped" if address is None else f"physical {address:#x}"))


@command
def tenon_events(count=20):
    """tenon events [N]: the last N events of the ring (20), also those that have been read."""
    k = kernel()
    first, end = int(k["event_first"]), int(k["event_next"])
    print(f"{end} events so far, {end - first} not read, {'kept' if int(k['audit']) else 'none are kept now'}")
    for n in range(max(0, end - min(count, number("EVENTS"))), end):
        event = k["events"][n % number("EVENTS")]
        name, prose = EVENTS.get(int(event["kind"]), ("?", ""))
        print(f"{n:>6}  {name:16}  {event_text(prose, [int(event[w]) for w in 'abc'])}")


macros_define()
TYPES = {name: gdb.lookup_type(f"struct {name}") for name in STRUCTS}
KERNEL = int(gdb.parse_and_eval("&kernel"))
KINDS, CALLS, FAULTS = (names(name) for name in ("caps", "calls", "faults"))
ERRORS = {name: number for number, name in names("errors").items()}
REASONS = {16 * int(line[0]) + ERRORS[line[2]]: line[1] for line in table("reasons")}
TYPE_NAMES = names("objects")
EVENTS = {int(line[0]): (line[1], line[2]) for line in table("events")}
