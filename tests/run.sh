#!/bin/bash
# All tests but the proofs: unit tests, scenarios on the model at several
# speeds, the same scenarios on QEMU, the fuzzer; the readers of boot input under
# libFuzzer, where clang is installed; the boot matrix, bad input, U-Boot, measured boot, two
# at a time; scenarios, boot and bad input on each board that a QEMU here has; the
# debugger where gdb is installed.
# One line a group, and last `N passed, N failed`.
#
#   tests/run.sh
#
# From the environment: CALLS, how many calls the fuzzer makes in all (1000000).
set -u
cd "$(dirname "$0")/.." || exit 2
out=build/tests
calls=${CALLS:-1000000}
passed=0 failed=0
[ "${BOARD:-qemu-virt}" = qemu-virt ] || unset IMAGE
export BOARD=qemu-virt
mkdir -p "$out"

count() { # name, passed, failed
    passed=$((passed + $2))
    failed=$((failed + $3))
    echo "$1: $2 passed, $3 failed"
}

# Run these side by side, two at a time: each a name, then its command.
together() { # "name command"...
    local one
    for one in "$@"; do
        while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
        { ${one#* } > "$out/${one%% *}.log" 2>&1; echo $? > "$out/${one%% *}.status"; } &
    done
    wait
    for one in "$@"; do judge_summary "${one%% *}"; done
}

# Somebody's own summary: `name: N passed, N failed` is the last line of the log.
judge_summary() { # name
    local status good bad
    status=$(cat "$out/$1.status")
    read -r good bad < <(sed -n '$s/.*: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$out/$1.log")
    if [ -z "${bad:-}" ] || { [ "$status" != 0 ] && [ "$bad" = 0 ]; }; then
        echo "$1: status $status"
        good=${good:-0} bad=1
    fi
    if [ "$bad" = 0 ]; then grep ': left out, ' "$out/$1.log"; else sed '$d' "$out/$1.log" | tail -n 30; fi
    count "$1" "$good" "$bad"
}

# Boards with a device tree of their own, those that a QEMU here has.
boards=() left_out=()
for folder in platform/*/board.dts; do
    board=$(basename "$(dirname "$folder")")
    machine=$(tools=tools && . "platform/$board/qemu.sh" && echo "$machine")
    if ! tools/qemu.sh find "$machine" > /dev/null; then
        left_out+=("$board: left out, no QEMU here has $machine and none was to be had: tools/qemu.sh get $machine")
    elif ! command -v dtc > /dev/null; then
        left_out+=("$board: left out, there is no dtc here: tools/packages.sh $board gets it")
    else
        boards+=("$board")
    fi
done

# --- build ---

build() {
    make --no-print-directory -k -j2 -f tests/build.mk host qemu &&
        make --no-print-directory -j2 BOARD=qemu-virt DEBUG= build build/userland/tour.elf build/userland/pingpong.elf &&
        make --no-print-directory -j2 BOARD=qemu-virt DEBUG=1 build &&
        make --no-print-directory -j2 BOARD=qemu-virt DEBUG= STEP=1 build &&
        make --no-print-directory -j2 BOARD=qemu-virt DEBUG=1 STEP=1 build &&
        make --no-print-directory -j2 BOARD=qemu-virt DEBUG=probe build build/userland/probe.elf || return
    for board in "${boards[@]}"; do
        make --no-print-directory -j2 BOARD="$board" DEBUG= build || return
    done
}
if ! build > "$out/build.log" 2>&1; then
    grep -E 'error|undefined|\*\*\*' "$out/build.log" | head -n 20
    count build 0 1
fi

# --- unit tests: a program each ---

good=0 bad=0
for source in tests/unit/*_test.c; do
    program=$out/unit/$(basename "$source" .c)
    if timeout 60 "$program" > "$program.log" 2>&1; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        tail -n 8 "$program.log"
    fi
done
count "unit tests" $good $bad

# --- scenarios ---

# Each scenario of the second trace against that of the first: how many are the same, how many are not.
compare() { # name, first, second
    awk -v name="$1" '
        FNR == 1 { file++ }
        /^SCENARIO / { at = $2; if (file == 1) order[++n] = at }
        at != "" && !/^scenarios:/ && !/^tenon:/ { line[file, at] = line[file, at] $0 "\n" }
        END {
            for (i = 1; i <= n; i++) {
                if (line[1, order[i]] == line[2, order[i]]) { good++; continue }
                if (bad++) continue
                print name ": differs first in " order[i] ":"
                lines = split(line[1, order[i]], want, "\n")
                split(line[2, order[i]], got, "\n")
                for (k = 1; k <= lines && want[k] == got[k]; k++) ;
                print "    model " want[k] "\n    here  " got[k]
            }
            print good + 0, bad + (n == 0)
        }' "$2" "$3" > "$out/compare.log"
    sed '$d' "$out/compare.log"
    read -r good bad < <(tail -n 1 "$out/compare.log")
    count "$1" "$good" "$bad"
}

trace() { # file, ticks an instruction takes
    timeout 60 "$out/scenario" "$2" > "$1" 2> "$1.words"
    status=$?
    grep -E '^model:|runtime error|ERROR' "$1.words" | head -n 5
    [ $status = 0 ] || echo "scenarios on the model: status $status, $2 ticks an instruction"
}

# A rule of the machine that was broken makes the status bad, whatever each scenario says.
trace "$out/model.trace" 16
good=$(grep -c '^ok$' "$out/model.trace")
grep -B 2 '^FAIL' "$out/model.trace"
count "scenarios on the model" "$good" $(($(grep -c '^SCENARIO' "$out/model.trace") - good + (status != 0)))

# Slower machines, so that budgets end elsewhere.
for ticks in 1 1999 20011; do
    trace "$out/model-$ticks.trace" $ticks
    compare "scenarios on the model, $ticks ticks an instruction" "$out/model.trace" "$out/model-$ticks.trace"
done

# By the clock of instructions: some scenarios are about time, and a busy machine has its own. At each
# shift an instruction takes another time, and interrupts come elsewhere.
for shift in 0 1 2 4 6; do
    QEMU_FLAGS="-icount shift=$shift,sleep=off" tools/run.sh -t 60 build/userland/scenario.elf > "$out/qemu.log" 2>&1
    sed -n '/^SCENARIO/,$p' "$out/qemu.log" > "$out/qemu.trace"
    compare "scenarios on QEMU, $((1 << shift)) ns an instruction" "$out/model.trace" "$out/qemu.trace"
done

# --- the debug calls: the kernel that has them; how much memory there is and where is the machine's affair ---

debug_trace() { # console
    sed -nE '/^SCENARIO/,$p' "$1" | sed -E '/^ +(UNTYPED|FRAME|PAGE_TABLE) /d; s/0x[0-9a-f]{5,}/address/g'
}
timeout 60 "$out/scenario-debug" > "$out/debug.log" 2>&1
halted=$?
debug_trace "$out/debug.log" > "$out/debug.trace"
IMAGE=build/kernel-debug/Image tools/run.sh -t 60 build/userland/scenario-debug.elf > "$out/debug-qemu.log" 2>&1
status=$?
debug_trace "$out/debug-qemu.log" > "$out/debug-qemu.trace"
grep -B 2 '^FAIL' "$out/debug.trace"
good=$(grep -c '^ok$' "$out/debug.trace") # all but the last, which halts the machine: status 1
count "debug calls on the model" $((good + (halted == 1))) $(($(grep -c '^SCENARIO' "$out/debug.trace") - good - (halted == 1)))
compare "debug calls on QEMU" "$out/debug.trace" "$out/debug-qemu.trace"
[ $status = 1 ] || count "debug calls on QEMU, status $status" 0 1

# --- the physical timer and the counters: for users only if the bootargs say so, from both exception levels ---

good=0 bad=0
for el in 1 2; do
    for bootargs in "" "user-timers user-counter" "user-timer" "user-counters"; do
        if EL=$el tools/run.sh -t 30 build/userland/scenario-timer.elf "$bootargs" > "$out/timer.log" 2>&1; then
            good=$((good + 1))
        else
            bad=$((bad + 1))
            grep -B 2 '^FAIL' "$out/timer.log"
        fi
    done
done
count "user timer and counters" $good $bad

# --- a program written against <sel4/sel4.h>; its own summary is the last line but one ---

sel4() {
    tools/run.sh -t 60 build/userland/pingpong.elf > "$out/pingpong.log" 2>&1
    local status=$?
    grep FAILED "$out/pingpong.log"
    tail -n 2 "$out/pingpong.log" | head -n 1
    return $status
}
together "sel4 sel4"

# --- scenarios on the other boards ---

# By the clock of instructions, since a busy machine makes a board slow enough to cut a revoke in two.
for board in "${boards[@]}"; do
    BOARD=$board IMAGE=build/$board/Image QEMU_FLAGS="-icount shift=0,sleep=off" \
        tools/run.sh -t 60 build/userland/scenario.elf > "$out/scenario-$board.log" 2>&1
    sed -n '/^SCENARIO/,$p' "$out/scenario-$board.log" > "$out/$board.trace"
    compare "scenarios on $board" "$out/model.trace" "$out/$board.trace"
done

# --- the fuzzer: two seeds side by side, then one seed twice ---

good=0 bad=0
one() { timeout 900 "$out/fuzz" -s "$1" -n "$2" > "$out/fuzz-$3.log" 2>&1; }
judge() { # status, log
    if [ "$1" = 0 ]; then
        good=$((good + 1))
    else
        bad=$((bad + 1))
        grep -vE '^  label' "$out/fuzz-$2.log" | tail -n 4
    fi
}
one 1 $((calls / 2)) 1 &
first=$!
one 2 $((calls / 2)) 2
judge $? 2
wait $first
judge $? 1
grep -h 'calls' "$out"/fuzz-[12].log | sed 's/; at most/\n    at most/; s/ (/\n    (/'
one 3 20000 3 && one 3 20000 4 && [ "$(tail -n 1 "$out/fuzz-3.log")" = "$(tail -n 1 "$out/fuzz-4.log")" ]
judge $? 4
count fuzz $good $bad

# --- the readers of boot input, by libFuzzer: one at a time, since they share what is built ---

if tests/fuzz/readers.sh able; then
    for reader in dtb elf plan; do together "reader-$reader tests/fuzz/readers.sh $reader"; done
else
    left_out+=("readers: left out, there is no clang with libFuzzer here: tools/packages.sh fuzz gets it")
fi

# --- booting ---

began=$SECONDS
matrix=("u-boot tests/boot/u-boot.sh qemu-virt" "measured tests/boot/measured.sh")
if command -v gdb-multiarch > /dev/null; then
    matrix+=("debugger tests/boot/debug.sh")
else
    left_out+=("debugger: left out, there is no gdb-multiarch here: tools/packages.sh debug gets it")
fi
command -v swtpm > /dev/null || left_out+=("TPM: left out, there is no swtpm here: TPM=1 tools/packages.sh qemu-virt-verified gets it")
if command -v fdtput > /dev/null; then
    matrix+=("memory tests/boot/memory.sh")
else
    left_out+=("memory: left out, there is no dtc here: tools/packages.sh rpi4 gets it")
fi
for board in "${boards[@]}"; do matrix+=("$board tests/boot/board.sh $board"); done
if [[ " ${boards[*]} " != *" rpi4 "* ]]; then
    : # said already
elif [ -f "${U_BOOT:-}" ]; then
    matrix+=("u-boot-rpi4 tests/boot/u-boot.sh rpi4")
else
    left_out+=("u-boot-rpi4: left out, there is no U_BOOT=file that knows signatures (docs/raspberry-pi-4.md)")
fi
together "${matrix[@]}" "boot tests/boot/run.sh" "probe tests/probe/run.sh" "bad-input tests/boot/bad.sh"
[ ${#left_out[@]} = 0 ] || printf '%s\n' "${left_out[@]}"
echo "booting took $((SECONDS - began)) seconds"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
