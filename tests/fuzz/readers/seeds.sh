#!/bin/bash
# Small inputs that the readers accept, for libFuzzer to begin with: device trees by dtc, ELFs by hand.
#
#   tests/fuzz/readers/seeds.sh OUT      writes OUT/{dtb,elf,plan}/
set -eu
[ $# = 1 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2; }
out=$1
mkdir -p "$out/dtb" "$out/elf" "$out/plan"

# --- device trees of the model board: one flat with two cells, one flat with one, one with a bus ---

tree() { dtc -q -I dts -O dtb -o "$1" -; }
flat() { # file, initrd-start, initrd-end, bootargs
    tree "$1" << END
/dts-v1/;
/ { compatible = "linux,dummy-virt"; #address-cells = <2>; #size-cells = <2>;
    psci { method = "smc"; };
    memory@0 { device_type = "memory"; reg = <0 0x100000 0 0x3f00000>; };
    g { compatible = "arm,gic-v3"; reg = <0 0x8000000 0 0x10000 0 0x80a0000 0 0xf60000>; its {}; };
    u { reg = <0 0x9000000 0 0x1000>; };
    chosen { linux,initrd-start = <0 $2>; linux,initrd-end = <0 $3>; bootargs = "$4"; }; };
END
}
flat "$out/dtb/flat" 0x48000000 0x48012345 "strict quiet"
tree "$out/dtb/narrow" << 'END'
/dts-v1/;
/ { compatible = "a,b", "linux,dummy-virt"; #address-cells = <1>; #size-cells = <1>;
    memory@0 { device_type = "memory"; reg = <0 0 0x40000000 0x1000 0x80000000 0x2000>; };
    memory@1 { device_type = "memory"; reg = <0x90000000 0x1000>; };
    g { compatible = "a,b", "arm,gic-400"; reg = <0x8000000 0x1000 0x8010000 0x1000>; };
    u { reg = <0x9000000 0x1000>; };
    chosen { linux,initrd-start = <1>; linux,initrd-end = <2>; }; };
END
tree "$out/dtb/bus" << 'END'
/dts-v1/;
/ { compatible = "linux,dummy-virt"; #address-cells = <2>; #size-cells = <1>;
    psci { method = "hvc"; };
    memory@0 { device_type = "memory"; reg = <0 0x40000000 0x1000 0 0x80000000 0x1000>; };
    soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
        ranges = <0x40000000 0 0x8000000 0x100000>, <0x70000000 0 0x9000000 0x100000>;
        g { compatible = "arm,cortex-a15-gic"; reg = <0x40000000 0x1000>, <0x40010000 0x1000>; };
        bus { #address-cells = <1>; #size-cells = <1>; ranges; u { reg = <0x70000000 0x1000>; }; }; }; };
END

# --- ELFs: flags, offset, address, bytes in the file, bytes in memory of each segment ---

elf() { # file, bytes of it, entry, "type flags offset vaddr file-bytes memory-bytes"...
    perl -e '
        my ($bytes, $entry) = (shift, shift);
        my $file = pack "a4 C3 x9 S< S< L< Q< Q< Q< L< S<6", "\x7fELF", 2, 1, 1, 2, 183, 1, hex $entry, 64, 0, 0, 64, 56, scalar @ARGV, 0, 0, 0;
        for (@ARGV) {
            my ($type, $flags, $offset, $vaddr, $in_file, $in_memory) = map { hex } split;
            $file .= pack "L<2 Q<6", $type, $flags, $offset, $vaddr, $vaddr, $in_file, $in_memory, 4096;
        }
        $file .= chr(97 + length($file) % 26) while length $file < $bytes;
        print $file' "${@:2}" > "$1"
}
elf "$out/elf/one" 120 400000 "1 5 0 400000 78 78"
elf "$out/elf/three" 250 400010 "1 5 0 400000 e8 e8" "6474e551 6 0 0 0 0" "1 6 e9 4030e9 10 2000"
elf "$out/elf/writable-code" 140 401004 "1 7 0 400000 78 3000" "1 4 3 404003 4 4"
elf "$out/elf/interpreter" 130 400000 "3 4 70 400070 8 8" "1 5 0 400000 78 78"
elf "$out/elf/pages" 4300 400000 "1 5 0 400000 1040 1040" "1 6 20 402020 1000 1a00" "1 4 10 405010 10 10"

# --- both, as a boot loader leaves them at 0x200000: see plan.c ---

together() { # name, bytes of the ELF, bootargs
    local at
    flat "$out/plan/tree" 0 0 "$3"
    at=$((0x200000 + ($(stat -c %s "$out/plan/tree") + 7) / 8 * 8))
    flat "$out/plan/tree" $at $((at + $(stat -c %s "$2"))) "$3"
    truncate -s $((at - 0x200000)) "$out/plan/tree"
    cat "$out/plan/tree" "$2" > "$out/plan/$1"
    rm "$out/plan/tree"
}
together plain "$out/elf/three" "a user-timer"
together strict "$out/elf/writable-code" strict
