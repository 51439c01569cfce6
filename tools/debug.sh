#!/bin/bash
# Boot a root task stopped before its first instruction, with gdb on the kernel's symbols.
#
#   tools/debug.sh ROOT.elf [bootargs]
set -u
here=$(dirname "$0")/..
port=${PORT:-1234}
LIMIT=${LIMIT:-86400} QEMU_FLAGS="${QEMU_FLAGS:-} -S -gdb tcp::$port" "$here/tools/run.sh" "$@" &
machine=$!
trap 'kill $machine 2> /dev/null' EXIT
gdb-multiarch -q -ex "target remote :$port" "$(dirname "${IMAGE:-$here/build/kernel/Image}")/kernel.elf"
