#!/bin/bash
# Which QEMU has a board, and how to get one that has the Raspberry Pi 4 (from version 9 on).
#
#   tools/qemu.sh find MACHINE      print the command, the system's or ours; status 1: there is none
#   tools/qemu.sh get MACHINE       the same, but unpack Debian's backport under build/qemu where it is needed
#
# The system's QEMU is not touched, and `make clean` takes ours away again.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/qemu
ours=$out/qemu-system-aarch64
what=${1:-} machine=${2:-}
[ -n "$machine" ] || { sed -n '4,5s/^# \{0,1\}//p' "$0"; exit 2; }

# Every one has virt: that is not asked each time it boots.
has() {
    command -v "$1" > /dev/null && { [ "$machine" = virt ] || "$1" -M help 2> /dev/null | grep -q "^$machine "; }
}

command_of() {
    for qemu in ${QEMU:+"$QEMU"} qemu-system-aarch64 "$ours"; do
        ! has "$qemu" || { echo "$qemu"; return 0; }
    done
    return 1
}

get() {
    local libraries
    command_of > /dev/null && return 0
    echo "No QEMU here has the machine $machine: unpacking Debian's backport under build/qemu" >&2
    tools/deb.sh "$out/root" backports qemu-system-arm || return # set -e does not hold where somebody asks how it went
    libraries=$(echo "$out"/root/usr/lib/*-linux-gnu)
    printf '#!/bin/sh\nQEMU_MODULE_DIR=%s LD_LIBRARY_PATH=%s exec %s "$@"\n' \
        "$libraries/qemu" "$libraries" "$out/root/usr/bin/qemu-system-aarch64" > "$ours"
    chmod +x "$ours"
    command_of > /dev/null || { echo "what was unpacked does not run, or has no machine $machine" >&2; return 2; }
    echo "Unpacked $("$ours" --version | head -n 1); the system's QEMU is as it was" >&2
}

case $what in
find) command_of ;;
get) get >&2 && command_of ;;
*) exit 2 ;;
esac
