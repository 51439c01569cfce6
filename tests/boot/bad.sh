#!/bin/bash
# Bad input at boot: root tasks, device trees and machines that cannot work,
# each made here out of what does work by the smallest change.  Each must be
# refused with its one sentence and status 1, before any root task runs.
#
#   tests/boot/bad.sh [ROOT.elf]        the tour by default
#
# From the environment: IMAGE.  Needs perl (of every Debian) and dtc's fdtput for the changes.
set -u
cd "$(dirname "$0")/../.." || exit 2
export BOARD=qemu-virt
root=${1:-build/userland/tour.elf}
image=${IMAGE:-build/kernel/Image}
out=build/boot/bad
mkdir -p "$out"
passed=0 failed=0

pass() { passed=$((passed + 1)); }
fail() { # name, what was expected
    failed=$((failed + 1))
    echo "boot: $1: expected $2; the console ends:"
    tail -n 8 "$out/console" | sed 's/^/    /'
}

# Boot and expect the sentence, nothing else from the kernel, and status 1.
refused() { # name, sentence, root task, bootargs
    tools/run.sh -t 10 "$3" "${4:-}" > "$out/console" 2>&1
    local status=$?
    if [ $status = 1 ] && [ "$(grep -v '^$' "$out/console")" = "tenon: $2" ]; then
        pass
    else
        fail "$1" "\"tenon: $2\" and status 1, not $status"
    fi
}

# The sentence of a boot error.
sentence() { sed -n "s/^BOOT_ERROR($1, *\"\(.*\)\")\$/\1/p" spec/abi/boot_errors.def; }

# --- root tasks ---

# Change the root task: perl sees its bytes as $file, the places of its LOAD headers as @load, get(at) of 8 bytes,
# and put(at, format, value).
elf() { # perl code
    perl -0777 -e '
        open my $in, "<:raw", $ARGV[0] or die; our $file = <$in>;
        sub get { unpack "Q<", substr $file, $_[0], 8 }
        sub put { my ($at, $format, $value) = @_; my $new = pack $format, $value; substr($file, $at, length $new) = $new }
        my $count = unpack "S<", substr $file, 56, 2;
        our @load = grep { unpack("L<", substr $file, $_, 4) == 1 } map { get(32) + 56 * $_ } 0 .. $count - 1;
        eval $ARGV[1]; die $@ if $@;
        print $file' "$root" "$1" > "$out/root.elf"
}

bad_root() { # name, error, perl code, bootargs
    elf "$3"
    refused "$1" "$(sentence "$2")" "$out/root.elf" "${4:-}"
}

bad_root "a file of nothing much" ELF_NO_HEADER '$file = substr $file, 0, 63'
bad_root "a file that is no ELF" ELF_MAGIC 'put(0, "a4", "#!/b")'
bad_root "a text" ELF_MAGIC '$file = "Once upon a time. " x 100'
bad_root "a 32-bit ELF" ELF_CLASS 'put(4, "C", 1)'
bad_root "a big-endian ELF" ELF_BIG_ENDIAN 'put(5, "C", 2)'
bad_root "an ELF for x86" ELF_MACHINE 'put(18, "S<", 62)'
bad_root "a position-independent ELF" ELF_TYPE 'put(16, "S<", 3)'
bad_root "program headers of another size" ELF_PROGRAM_SIZE 'put(54, "S<", 32)'
bad_root "truncated in the program headers" ELF_PROGRAMS_OUTSIDE '$file = substr $file, 0, 100'
bad_root "truncated in a segment" ELF_CUT_SHORT '$file = substr $file, 0, get($load[0] + 8) + get($load[0] + 32) - 1'
bad_root "an offset that wraps around" ELF_CUT_SHORT 'put($load[0] + 8, "Q<", ~0 - 0xfff)'
bad_root "more in the file than in memory" ELF_SHRINKS 'put($load[0] + 40, "Q<", get($load[0] + 32) - 1)'
bad_root "overlapping segments" ELF_OVERLAP 'put($load[1] + 16, "Q<", get($load[0] + 16) + get($load[1] + 8) % 4096)'
bad_root "segments out of order" ELF_OVERLAP 'put($load[1] + 16, "Q<", get($load[1] + 8) % 4096)'
bad_root "an unaligned segment" ELF_ALIGNMENT 'put($load[0] + 16, "Q<", get($load[0] + 16) + 8)'
bad_root "a segment at a kernel address" ELF_ADDRESS 'put($load[0] + 16, "Q<", 0xffff000000400000)'
bad_root "a segment above user addresses" ELF_ADDRESS 'put($load[-1] + 16, "Q<", 0x800000000000 + get($load[-1] + 8) % 4096)'
bad_root "a segment that wraps around" ELF_ADDRESS 'put($load[-1] + 40, "Q<", ~0)'
bad_root "segments far apart" ELF_TOO_BIG 'put($load[-1] + 16, "Q<", 0x700000000000 + get($load[-1] + 8) % 4096)'
bad_root "nothing to load" ELF_NO_SEGMENT 'put($_, "L<", 4) for @load'
bad_root "a dynamic linker" ELF_INTERPRETER 'put($load[0], "L<", 3)'
bad_root "an entry point outside" ELF_ENTRY 'put(24, "Q<", 0x10000000)'
bad_root "an entry point in data" ELF_ENTRY 'put($load[0] + 4, "L<", 4)'
bad_root "writable code under strict" ELF_WRITABLE_CODE 'put($load[0] + 4, "L<", 7)' "quiet strict"

# The same without strict: a warning, and it runs.
elf 'put($load[0] + 4, "L<", 7)'
tools/run.sh -t 30 "$out/root.elf" "stricter" > "$out/console" 2>&1
status=$?
if [ $status = 0 ] && [ "$(grep -c '^tenon: warning: .* writable and executable$' "$out/console")" = 1 ]; then
    pass
else
    fail "writable code" "a warning and status 0, not $status"
fi

refused "no initrd" "$(sentence NO_ROOT)" -

# --- machines ---

elf 'put($load[-1] + 40, "Q<", 14 << 20)'
MEMORY=16M refused "too little RAM" "$(sentence NO_RAM)" "$out/root.elf"

# --- device trees ---

# QEMU checks the tree it is given, so a broken one comes inside an image: an arm64 Image header and a few
# instructions that start the kernel, 2 MiB further on, with x0 at the tree beside it.
tree_image() { # perl code on the tree as $_
    perl -0777 -e '
        sub slurp { open my $in, "<:raw", $_[0] or die "$_[0]: $!"; local $/; <$in> }
        my $kernel = slurp($ARGV[0]);
        local $_ = slurp($ARGV[1]);
        sub put { my ($at, $format, $value) = @_; my $new = pack $format, $value; substr($_, $at, length $new) = $new }
        our ($structure, $structure_bytes) = (unpack("L>", substr $_, 8, 4), unpack("L>", substr $_, 36, 4));
        eval $ARGV[2]; die $@ if $@;
        my $base = 0x40080000;
        my $head = pack "L< L< Q< Q< Q< Q3 a4 L<", 0x14000010, 0, 0x80000, 0x800000, 0xa, 0, 0, 0, "ARM\x64", 0;
        $head .= pack "L<4 Q<2", 0x58000080, 0x580000a1, 0xd61f0020, 0xd503201f, $base + 0x100000, $base + 0x200000;
        print $head, "\0" x (0x100000 - length $head), $_, "\0" x (0x100000 - length), $kernel' \
        "$image" "$out/tree.dtb" "$1" > "$out/tree.img"
}

bad_tree() { # name, sentence, perl code
    tree_image "$3"
    IMAGE=$out/tree.img refused "$1" "$2" "$root"
}

rm -f "$out/tree.dtb"
MACHINE="dumpdtb=$out/tree.dtb" tools/run.sh "$root" > "$out/console" 2>&1
[ -s "$out/tree.dtb" ] || { echo "boot: QEMU wrote no device tree"; tail -n 4 "$out/console"; exit 1; }
perl -0777 -i -pe '$_ = substr $_, 0, 0x10000; substr($_, 4, 4) = pack "L>", 0x10000' "$out/tree.dtb"

# First the tree as it is: this way of booting works.
tree_image ''
IMAGE=$out/tree.img tools/run.sh -t 30 "$root" > "$out/console" 2>&1
status=$?
if [ $status = 0 ]; then pass; else fail "the tree as it is" "status 0, not $status"; fi

explained() { sed -n "/case $1:/{n;s/.*\"\(.*\)\".*/\1/p}" kernel/dtb.c; }

bad_tree "no device tree" "$(explained DTB_NOT_A_DTB)" 'put(0, "L<", 0)'
bad_tree "a tree of another version" "$(explained DTB_NOT_A_DTB)" 'put(24, "L>", 18)'
bad_tree "a tree that is cut short" "$(explained DTB_CUT_SHORT)" 'put(4, "L>", $structure + $structure_bytes / 2)'
bad_tree "a tree whose blocks lie elsewhere" "$(explained DTB_CUT_SHORT)" 'put(8, "L>", 0xfffffff8)'
bad_tree "a tree that nests without end" "$(explained DTB_BROKEN)" 'put($structure, "a*", pack("L>2", 1, 0) x ($structure_bytes / 8))'
bad_tree "a tree of unknown tokens" "$(explained DTB_BROKEN)" 'put($structure + 8, "L>", 0x55)'
bad_tree "a tree without end" "$(explained DTB_BROKEN)" 'put($structure, "a*", pack("L>", 4) x ($structure_bytes / 4))'
bad_tree "a property longer than the tree" "$(explained DTB_BROKEN)" 'put($structure + 12, "L>", 0xfffffffc)'
bad_tree "the tree of another board" "$(explained DTB_WRONG_BOARD)" 's/linux,dummy-virt/linux,dummy-else/g'
bad_tree "a tree without memory" "$(explained DTB_NO_MEMORY)" 's/memory\0/Memory\0/'
bad_tree "a tree without an interrupt controller" "$(explained DTB_NO_GIC)" 's/arm,cortex-a15-gic/arm,cortex-a15-pic/g'
bad_tree "an interrupt controller elsewhere" "the device tree has the interrupt controller where this board has none" \
    's/\0\0\0\0\x08\0\0\0\0\0\0\0\0\x01\0\0/\0\0\0\0\x07\0\0\0\0\0\0\0\0\x01\0\0/'
bad_tree "a console elsewhere" "$(explained DTB_NO_DEVICE)" \
    's/\0\0\0\0\x09\0\0\0\0\0\0\0\0\0\x10\0/\0\0\0\0\x0b\0\0\0\0\0\0\0\0\0\x10\0/'
bad_tree "memory elsewhere" "the kernel lies outside the memory that the device tree names" \
    's/\0\0\0\0\x40\0\0\0\0\0\0\0\x40\0\0\0/\0\0\0\0\x80\0\0\0\0\0\0\0\x40\0\0\0/'
bad_tree "an initrd outside memory" "the initrd lies outside the memory that the device tree names" \
    's/\0\0\0\0\x40\0\0\0\0\0\0\0\x40\0\0\0/\0\0\0\0\x40\0\0\0\0\0\0\0\x04\0\0\0/'

# --- a hash of the root task in the tree: of another size, another one, and its own ---

told() { # SHA-256 in hexadecimal
    # shellcheck disable=SC2046
    fdtput -t x "$out/tree.dtb" /chosen tenon,root-task-sha256 $(fold -w 8 <<< "$1")
}
own=$(sha256sum "$root" | cut -c 1-64)
told "${own%????????}"
bad_tree "a hash of 28 bytes" "$(explained DTB_BAD_HASH)" ''
told "$(tr 0-9a-f 1-9a-f0 <<< "$own")"
bad_tree "the hash of another root task" "$(sentence ROOT_HASH)" ''
told "$own"
tree_image ''
IMAGE=$out/tree.img tools/run.sh -t 30 "$root" > "$out/console" 2>&1
status=$?
if [ $status = 0 ]; then pass; else fail "the root task's own hash" "status 0, not $status"; fi

echo "boot: $passed passed, $failed failed"
[ $failed = 0 ]
