#!/bin/bash
# A board through U-Boot: a FIT boots; a signed one boots where the key is known, and what is not signed by
# it, or was changed since, is refused before the kernel runs.  Keys are made here, fresh.
#
#   tests/boot/u-boot.sh BOARD [ROOT.elf]        qemu-virt or rpi4; the tour by default
#
# Needs what tools/packages.sh BOARD-verified installs, and perl.
set -u
cd "$(dirname "$0")/../.." || exit 2
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
export BOARD=$1
root=${2:-build/userland/tour.elf}
out=build/boot/u-boot-$BOARD
case $BOARD in
qemu-virt) image=${IMAGE:-build/kernel/Image} ;;
*) image=build/$BOARD/Image IMAGE=build/$BOARD/Image LOAD=0x1080000 && export IMAGE LOAD ;;
esac
passed=0 failed=0
rm -rf "$out"
mkdir -p "$out"

boot() { BOOT=verified FIT=$out/$1 tools/run.sh -t 30 "$root" > "$out/console" 2>&1; }

judge() { # name, 1: it has to boot, what has to be said
    local status=$? booted=0
    ! grep -q '^tenon:' "$out/console" || booted=1
    if [ $booted = "$2" ] && [ $status = $((1 - booted)) ] &&
        { [ $booted = 1 ] || grep -q '^BOOT-REFUSED' "$out/console"; } && grep -q "$3" "$out/console"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "u-boot, $BOARD: $1: status $status; the console ends:"
        tail -n 12 "$out/console" | sed 's/^/    /'
    fi
}
boots() { boot "$2"; judge "$1" 1 "$3"; }
refused() { boot "$2"; judge "$1" 0 "$3"; }

# A folder with something else to boot, for a machine that knows the key.
machine() {
    mkdir "$out/$1" && cp "$out/signed/machine.dtb" "$out/$1"
    [ -n "${LOAD:-}" ] || cp "$out/signed/env.img" "$out/$1"
}

# Turn one bit of a file inside the FIT.
tamper() { # folder, file, [whose FIT]
    perl -0777 -e '
        sub slurp { open my $in, "<:raw", $_[0] or die "$_[0]: $!"; local $/; <$in> }
        my ($fit, $file) = map { slurp($_) } @ARGV;
        my $at = index($fit, substr $file, 0, 4096);
        die "the FIT does not hold it" if $at < 0;
        substr($fit, $at + 2048, 1) ^= "\x01";
        print $fit' "$out/${3:-signed}/boot.itb" "$2" > "$out/$1/boot.itb"
}

tools/fit "$out/plain" "$image" "$root" ""
boots "a FIT with hashes" plain 'sha256+ OK'

tools/fit keys "$out/keys"
tools/fit keys "$out/others"
mkdir "$out/signed"
if [ -f "build/$BOARD/board.dtb" ]; then
    cp "build/$BOARD/board.dtb" "$out/signed/machine.dtb"
else
    QEMU_FLAGS="-M dumpdtb=$out/signed/machine.dtb" tools/run.sh "$root" > "$out/console" 2>&1
fi
cp "$out/signed/machine.dtb" "$out/others/machine.dtb"
KEYS=$out/keys TREE=$out/signed/machine.dtb tools/fit "$out/signed" "$image" "$root" ""
boots "a signed FIT" signed 'sha256,rsa2048:tenon+ OK'

machine kernel
tamper kernel "$image"
refused "a changed kernel" kernel "Bad hash value .* in 'kernel'"
machine root
tamper root "$root"
refused "a changed root task" root "Bad hash value .* in 'root'"

# A liar changes the hash as well: it is what was signed.
fits() { # folder
    # shellcheck disable=SC2046
    fdtput -t bx "$out/$1/boot.itb" /images/root/hash-1 value \
        $(sha256sum "$out/changed.elf" | cut -c 1-64 | sed 's/../& /g')
}
cp -r "$out/root" "$out/hash"
perl -0777 -e 'local $/; my $file = <>; substr($file, 2048, 1) ^= "\x01"; print $file' "$root" > "$out/changed.elf"
fits hash
refused "a changed root task with a hash that fits" hash "Failed to verify required signature 'key-tenon'"
mkdir "$out/free"
[ -n "${LOAD:-}" ] || cp "$out/plain/env.img" "$out/free"
tamper free "$root" plain
fits free
boots "the same where no key is asked for" free 'sha256+ OK'

machine wrong
KEYS=$out/others TREE=$out/others/machine.dtb tools/fit "$out/wrong" "$image" "$root" ""
refused "another key" wrong "Failed to verify required signature 'key-tenon'"

machine unsigned
cp "$out/plain/boot.itb" "$out/unsigned"
refused "no signature" unsigned "Failed to verify required signature 'key-tenon'"

machine legacy
mkimage -A arm64 -O linux -T kernel -C none -a 0x40480000 -e 0x40480000 -d "$image" "$out/legacy/boot.itb" > /dev/null
refused "a legacy image" legacy FDT_ERR_BADMAGIC

machine nothing
head -c 65536 /dev/zero > "$out/nothing/boot.itb"
refused "no image" nothing FDT_ERR_BADMAGIC

echo "u-boot, $BOARD: $passed passed, $failed failed"
[ $failed = 0 ]
