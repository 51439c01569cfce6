#!/bin/bash
# Which QEMU has a board, and how to get one that has the Raspberry Pi 4 (from version 9 on).
#
#   tools/qemu.sh find MACHINE      print the command, the system's or ours; status 1: there is none
#   tools/qemu.sh get MACHINE       the same, but unpack Debian's backport under build/qemu where it is needed
#
# The backport comes from the mirror that apt already uses.  Lists and packages stay under build/: the
# system's apt and its QEMU are not touched, and `make clean` takes ours away again.
set -eu
cd "$(dirname "$0")/.."
out=$PWD/build/qemu
ours=$out/qemu-system-aarch64
what=${1:-} machine=${2:-}
[ -n "$machine" ] || { sed -n '4,5s/^# \{0,1\}//p' "$0"; exit 2; }

has() { command -v "$1" > /dev/null && "$1" -M help 2> /dev/null | grep -q "^$machine "; }

command_of() {
    for qemu in ${QEMU:+"$QEMU"} qemu-system-aarch64 "$ours"; do
        ! has "$qemu" || { echo "$qemu"; return 0; }
    done
    return 1
}

# An apt of our own, that knows what is installed and reads one more suite.
apt() {
    apt-get -qq -o Dir::State::Lists="$out/lists" -o Dir::Cache="$out/cache" -o Dir::Etc::SourceList="$out/sources" \
        -o Dir::Etc::SourceParts=/dev/null -o Debug::NoLocking=1 -o APT::Sandbox::User=root "$@"
}

# The suite and the next newer one of the mirror apt takes this release from; keys are those of the system.
sources() {
    local suite site
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    site=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^$suite main //p" | head -n 1)
    [ -n "$site" ] || return 1
    for suite in "$suite" "$suite-updates" "$suite-backports"; do
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main"
    done
}

get() {
    local suite libraries
    command_of > /dev/null && return 0
    echo "No QEMU here has the machine $machine: unpacking Debian's backport under build/qemu" >&2
    mkdir -p "$out/lists/partial" "$out/cache/archives/partial" "$out/root"
    sources > "$out/sources" || { echo "apt names no Debian mirror to take it from" >&2; return 2; }
    suite=$(awk 'END { print $4 }' "$out/sources")
    apt update
    apt install -y --download-only --no-install-recommends -t "$suite" qemu-system-arm > /dev/null
    for package in "$out"/cache/archives/*.deb; do
        dpkg-deb -x "$package" "$out/root"
    done
    libraries=$(echo "$out"/root/usr/lib/*-linux-gnu)
    printf '#!/bin/sh\nQEMU_MODULE_DIR=%s LD_LIBRARY_PATH=%s exec %s "$@"\n' \
        "$libraries/qemu" "$libraries" "$out/root/usr/bin/qemu-system-aarch64" > "$ours"
    chmod +x "$ours"
    rm -r "$out/cache" "$out/lists"
    command_of > /dev/null || { echo "what was unpacked does not run, or has no machine $machine" >&2; return 2; }
    echo "Unpacked $("$ours" --version | head -n 1); the system's QEMU is as it was" >&2
}

case $what in
find) command_of ;;
get) get >&2 && command_of ;;
*) exit 2 ;;
esac
