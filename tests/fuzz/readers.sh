#!/bin/bash
# The readers of hostile boot input under libFuzzer and the sanitizers: device tree, ELF, and the plan made of both.
#
#   tests/fuzz/readers.sh NAME           dtb, elf or plan: the corpus and a short run, always the same one; then the
#                                        same for readers out of which a bound was taken: each must be noticed
#   tests/fuzz/readers.sh long SECONDS   each so long, with another seed each time; what is found stays in build/
#   tests/fuzz/readers.sh able           status 0: clang is here, and what libFuzzer needs
#
# Corpora are in tests/fuzz/corpus/NAME: seeds.sh made the first, `-set_cover_merge=1 -use_counters=0` chose among those
# that libFuzzer made of them.  From the environment: RUNS (how many inputs), CLANG.
set -u
cd "$(dirname "$0")/../.." || exit 2
export CLANG=${CLANG:-clang}
out=build/tests/readers
names=(dtb elf plan)
passed=0 failed=0

# A bound taken out of what reads the input: which target, sed expression.
planted() {
    cat << 'END'
dtb|s/[a-z>-]*tokens.end > total || //
dtb|s/ || [a-z>-]*strings.end > total//
elf|s/ || count > (bytes - programs) \/ PROGRAM_BYTES//
elf|s/ || s->file_bytes > bytes - s->offset//
elf|s/page_down(s->vaddr) < elf->end/0/
plan|s/from = pages(plan_board.ram\[i\].end)/from = 0/
plan|s/cut(&plan_scratch, image, image_end, /cut(\&plan_scratch, 0, 0, /
plan|s/ranges_cut(&plan_free, pool, pool + plan.pool_pages/ranges_cut(\&plan_free, pool, pool + 1/
END
}

# The file that an expression changes.
changed() { # expression
    local file
    for file in kernel/dtb.c kernel/tree.c kernel/elf.c kernel/plan.c; do
        [ ! -f "$file" ] || cmp -s <(sed "$1" "$file") "$file" || echo "$file"
    done
}

able() {
    echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
        "$CLANG" -x c - -fsanitize=fuzzer,address,undefined -o /dev/null > /dev/null 2>&1
}

build() { make --no-print-directory -j2 -f tests/build.mk "$@"; }

# What libFuzzer finds goes into the first folder of two, what ends it into a file beside the log.
run() { # program, name, folder, flags
    mkdir -p "$out/$3/$2"
    "$out/$1" -artifact_prefix="$out/$1-" -timeout=10 "${@:4}" "$out/$3/$2" "tests/fuzz/corpus/$2" > "$out/$1.log" 2>&1
}

short() { # program, name
    rm -rf "$out/short/$2"
    run "$1" "$2" short -seed=1 -runs="${RUNS:-$runs}"
}

judge() { # status, what, log: show the end of the log if it is bad
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$2"
        grep -sE 'not so|error|ERROR|SUMMARY|Test unit|\*\*\*' "$out/$3.log" | head -n 6
    fi
}

try_planted() { # name, expression
    local file status
    file=$(changed "$2")
    rm -rf "$out/planted"
    mkdir -p "$out/planted"
    if [ ! -f "$file" ]; then
        judge 1 "no reader has any more what this takes out: $2" none
    elif ! { sed "$2" "$file" > "$out/planted/$1.c" && build "$out/$1-planted"; } > "$out/$1-planted.log" 2>&1; then
        judge 1 "$file does not build with $2" "$1-planted"
    else
        short "$1-planted" "$1"
        status=$?
        [ $status != 0 ] && grep -qE 'ERROR|runtime error' "$out/$1-planted.log"
        judge $? "not noticed: $file with $2" "$1-planted"
    fi
}

case ${1:-} in
able)
    able
    exit
    ;;
dtb) runs=200000 ;;
elf | plan) runs=50000 ;;
long) ;;
*)
    sed -n '2,11s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
mkdir -p "$out"
build readers > "$out/build.log" 2>&1 || judge 1 "libFuzzer's targets do not build" build

if [ "$1" = long ]; then
    for name in "${names[@]}"; do
        run "$name" "$name" found -max_total_time="${2:-60}"
        judge $? "$name: see $out/$name.log" "$name"
        grep -E '^Done' "$out/$name.log" | sed "s/^/$name: /"
    done
else
    short "$1" "$1"
    judge $? "$1: see $out/$1.log" "$1"
    while IFS='|' read -r name expression; do
        [ "$name" != "$1" ] || try_planted "$name" "$expression"
    done < <(planted)
fi
echo "readers, $1: $passed passed, $failed failed"
[ $failed = 0 ]
