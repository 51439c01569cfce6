#!/bin/bash
# Build a U-Boot for the Raspberry Pi 4 that boots a signed FIT and nothing else, from Debian's source. Debian's own
# build for it knows neither FIT nor signatures (docs/raspberry-pi-4.md).
#
#   tools/u-boot.sh OUT      OUT/u-boot-nodtb.bin; behind it belongs a device tree, with the key (tools/sdcard)
#
# Needs what tools/packages.sh rpi4-verified installs, 400 MB for a while, and a minute or two.
set -eu
cd "$(dirname "$0")/.."
[ $# = 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
out=$(realpath "$1")
export CROSS_COMPILE=${CROSS:-aarch64-linux-gnu-}
unset BOARD CPU # U-Boot's make has its own

tools/deb.sh "$out" source u-boot
set -- "$out"/u-boot-*/
source=$1

# No environment that somebody could change, no time to press a key, no shell at the end, no image without a signature.
# The card is the second controller's in QEMU, the first one's on the board.
command='for card in 0 1; do if load mmc ${card}:1 0x10000000 boot.itb; then if fdt addr 0x10000000; then'
command+=' bootm 0x10000000#tenon 0x10000000#tenon ${fdt_addr}; fi; fi; done; echo; echo BOOT-REFUSED; reset'
{
    make -C "$source" O="$out/made" rpi_arm64_defconfig
    (cd "$out/made" && "$source/scripts/config" --enable FIT --enable FIT_SIGNATURE --enable RSA --disable LEGACY_IMAGE_FORMAT \
        --disable OF_BOARD --disable ENV_IS_IN_FAT --enable ENV_IS_NOWHERE --disable USE_PREBOOT \
        --set-val BOOTDELAY -2 --set-str BOOTCOMMAND "$command" --disable TOOLS_MKEFICAPSULE)
    make -C "$out/made" olddefconfig
    make -C "$out/made" -j2 u-boot-nodtb.bin
} > "$out/build.log" 2>&1 < /dev/null || { tail -n 5 "$out/build.log" >&2; exit 2; }
for option in FIT_SIGNATURE RSA_VERIFY ENV_IS_NOWHERE OF_SEPARATE; do
    grep -q "^CONFIG_$option=y" "$out/made/.config" || { echo "U-Boot's build has no $option" >&2; exit 2; }
done
cp "$out/made/u-boot-nodtb.bin" "$out/"
rm -r "$out/made" "$source"
