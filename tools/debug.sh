#!/bin/bash
# gdb on the kernel and its root task, with the symbols of both and the commands of tools/gdb/tenon.py.
#
#   tools/debug.sh boot ROOT.elf [bootargs]       on a machine that waits at its first instruction
#   tools/debug.sh record ROOT.elf [bootargs]     no gdb: boot, and keep the run
#   tools/debug.sh replay                         on the run that was kept: it also goes backwards
#
# From the environment: what tools/run.sh takes, RECORD, the folder of the run (build/record), GDB_FLAGS, more
# of gdb's options.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
image=${IMAGE:-$here/build/kernel-gdb/Image}
record=${RECORD:-$here/build/record}
limit=${LIMIT:-60}
export IMAGE=$image

# Start a machine, and gdb on it.  A session of its own: what is typed for gdb, ^C too, is not for QEMU.
attach() { # where the console goes, QEMU's options, root task, bootargs
    local symbols=()
    folder=$(mktemp -d)
    STAY=1 LIMIT=1000000 QEMU_FLAGS="${QEMU_FLAGS:-} $2 -S -gdb unix:$folder/gdb,server=on,wait=off" \
        setsid "$here/tools/run.sh" "$3" "$4" < /dev/null >> "$1" &
    machine=$!
    trap 'kill $machine 2> /dev/null; wait $machine 2> /dev/null; rm -rf "$folder"' EXIT
    until [ -S "$folder/gdb" ]; do
        kill -0 $machine 2> /dev/null || exit 2 # it has said why
        sleep 0.1
    done
    [ "$3" = - ] || symbols=(-ex "with confirm off -- add-symbol-file $3")
    # shellcheck disable=SC2086
    gdb-multiarch -q "$(dirname "$IMAGE")/kernel.elf" -x "$here/tools/gdb/tenon.py" \
        -ex "target remote $folder/gdb" "${symbols[@]}" ${GDB_FLAGS:-}
}

case ${1:-}-$# in
boot-[23])
    attach /dev/stdout "" "$2" "${3:-}"
    ;;
record-[23])
    if [ "${BOOT:-direct}" != direct ]; then
        echo "debug: only what boots directly can be recorded, not by $BOOT" >&2
        exit 2
    fi
    mkdir -p "$record"
    rm -f "$record"/*
    cp "$image" "$(dirname "$image")/kernel.elf" "$record" && cp "$2" "$record/root.elf" || exit 2
    [ ! -f "${2%.elf}.debug" ] || cp "${2%.elf}.debug" "$record" || exit 2
    bootargs=${3:-}
    declare -p bootargs BOARD CONSOLE CPU GIC EL MEMORY SMP 2> /dev/null > "$record/machine"
    # QEMU finishes the log when it is asked to end, and says so; semihosting ends it without.
    IMAGE=$record/Image END=TERM QEMU_FLAGS="${QEMU_FLAGS:-} -semihosting-config enable=off \
        -icount shift=0,rr=record,rrfile=$record/log" "$here/tools/run.sh" -t "$limit" "$record/root.elf" "$bootargs" \
        2> >(grep -v 'terminating on signal' >&2)
    status=$?
    echo "recorded in $record: make replay"
    exit $status
    ;;
replay-1)
    [ -f "$record/log" ] || { echo "debug: no run in $record: make record" >&2; exit 2; }
    . "$record/machine"
    # To go backwards QEMU begins again from a snapshot, so it wants a disk; this one is nothing.  What was on the
    # console comes again, too, and so goes into a file.
    IMAGE=$record/Image
    attach "$record/console" "-semihosting-config enable=off -no-shutdown -icount shift=0,rr=replay,rrfile=$record/log \
        -drive if=none,file=null-co://,snapshot=on" "$record/root.elf" "${bootargs:-}"
    ;;
*)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
