#!/bin/bash
# Measure, and print Markdown tables: instructions of the main operations, size
# of the kernel, speed of the model, lines and proof seconds an object.
#
#   tests/bench.sh
#
# Instructions are exact: QEMU counts them, one a nanosecond of its clock, and
# never sleeps.  Where something has not been built, proved or run, its table says so.
set -u
cd "$(dirname "$0")/.." || exit 2
out=build/bench
mkdir -p "$out"
rows=$out/rows

make --no-print-directory build/userland/bench.elf build/userland/latency.elf > "$out/make.log" || exit
QEMU_FLAGS="-icount shift=0,sleep=off" tools/run.sh -t 120 build/userland/bench.elf > "$out/console" ||
    { cat "$out/console" >&2; echo "bench: the root task did not end well" >&2; exit 1; }
awk '/^BENCH / { print $2, $3, $4 }' "$out/console" > "$rows"
if ! [ -s "$rows" ] || grep -q failed "$rows"; then
    echo "bench: these rows failed:" >&2
    grep failed "$rows" >&2
    exit 1
fi

# What upstream takes for the same (docs/numbers.md): with its fastpath, and without it.
sed 's/ *#.*//' > "$out/peer" << 'END'
null_call 93 -
call 209 854
reply_receive 266 1028
call_10_words 932 916
reply_receive_10_words 1017 1000
send_to_higher 780 767
signal_higher 699 687
signal_lower 452 440
yield_to_another 502 488
interrupt_to_user 470 -
fault_to_handler 673 672
handler_to_faulter 1081 971
map_page 637 624
boot_to_first_user 2430006 -
END

echo "### Instructions"
echo
awk 'BEGIN {
        printf "| %-24s | %9s | %9s | %12s | %8s |\n", "operation", "Tenon", "upstream", "no fastpath", "distance"
        print "|" dashes(26) "|" dashes(10) ":|" dashes(10) ":|" dashes(13) ":|" dashes(9) ":|"
    }
    function dashes(n, s) { while (n-- > 0) s = s "-"; return s }
    FNR == NR { fast[$1] = $2; slow[$1] = $3; next }
    {
        name = $1
        gsub(/_/, " ", name)
        distance = $1 in fast ? sprintf("%.2f", $2 / fast[$1]) : ""
        printf "| %-24s | %9s | %9s | %12s | %8s |\n", name, $2, fast[$1], slow[$1], distance
    }' "$out/peer" "$rows"

echo
echo "### Latest interrupt, instructions"
echo
QEMU_FLAGS="-icount shift=0,sleep=off" tools/run.sh -t 300 build/userland/latency.elf > "$out/latency" ||
    { cat "$out/latency" >&2; echo "bench: latency: the root task did not end well" >&2; exit 1; }
if grep failed "$out/latency" >&2; then exit 1; fi
sed -n 's/^LATE \(.*[^ ]\)  *\([0-9]*\)$/\1|\2/p' "$out/latency" | awk -F '|' '
    BEGIN { print "| while the kernel is asked to           | latest |\n|----------------------------------------|-------:|" }
    { printf "| %-38s | %6d |\n", $1, $2 }'

echo
echo "### Size of the kernel, bytes"
echo
"${CROSS:-aarch64-linux-gnu-}size" -A build/kernel/kernel.elf | awk '
    BEGIN { print "| section  |   bytes | upstream | as one program |\n|----------|--------:|---------:|---------------:|" }
    /^\.text / { peer = 57044; whole = 41424 }
    /^\.(text|rodata|data|bss|stack|tables|spare) / { printf "| %-8s | %7d | %8s | %14s |\n", $1, $2, peer, whole; peer = whole = "" }'

echo
echo "### The model"
echo
if make --no-print-directory -f tests/build.mk build/tests/fuzz > "$out/make.log" 2>&1; then
    TIMEFORMAT=%U
    seconds=$({ time build/tests/fuzz -n "${CALLS:-100000}" > "$out/fuzz" 2> "$out/fuzz.words"; } 2>&1) ||
        { cat "$out/fuzz" >&2; exit 1; }
    # By the time of the CPU, not of the wall: others may be at work here.
    awk -v seconds="$seconds" '/^fuzz: [0-9]+ calls,/ {
        sub(/,/, "", $5)
        printf "%d calls, %d checks of all invariants, sanitizers on: %d calls a second of CPU time\n", $2, $4, $2 / seconds
    }' "$out/fuzz"
else
    echo "not built: make -f tests/build.mk build/tests/fuzz"
fi

echo
echo "### Lines, an object a row"
echo
tools/lines kernel/*.[ch] spec/*.acsl proofs/*.c | sed 's/^/    /'

echo
echo "### Proof, an object a row, as of the last \`make prove\`"
echo
awk -F '|' 'BEGIN { printf "    %-16s %12s %6s %8s\n", "object", "goals", "smoke", "seconds" }
    $1 == "ok" && FILENAME !~ /negative-/ {
        object = FILENAME
        gsub(/.*\/|\.result$/, "", object)
        printf "    %-16s %12s %6s %8s\n", object, $2, $3, $4
        split($2, part, " / ")
        goals += part[1]
        smoke += $3
        seconds += $4
        count++
    }
    END { printf "    %-16s %12d %6d %8d\n", count + 0 " objects", goals, smoke, seconds }' $(ls build/prove/*.result 2> /dev/null) /dev/null
