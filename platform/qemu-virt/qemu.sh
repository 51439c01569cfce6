# QEMU's board `virt`: tools/run.sh reads this.  From the environment: CPU (cortex-a53), GIC (2 or 3), EL (1 or 2),
# MEMORY (1G), SMP (1), MACHINE (more of -M's); with BOOT=verified TPM (1: the machine has one, swtpm, and U-Boot measures).
machine=virt

machine_options() {
    local el2=off
    [ "${EL:-1}" = 2 ] && el2=on
    command+=(-M "virt,gic-version=${GIC:-2},virtualization=$el2${MACHINE:+,$MACHINE}"
        -cpu "${CPU:-cortex-a53}" -m "${MEMORY:-1G}" -smp "${SMP:-1}" -nic none)
}

by_u_boot() {
    local fit=${FIT:-$tools/../build/$BOOT}
    [ -n "${FIT:-}" ] || "$tools/fit" "$fit" "$image" "$root" "$bootargs" || return
    [ ! -f "$fit/machine.dtb" ] || command+=(-dtb "$fit/machine.dtb")
    command+=(-bios "${U_BOOT:-/usr/lib/u-boot/qemu_arm64/u-boot.bin}"
        -drive "if=pflash,unit=1,format=raw,readonly=on,file=$fit/env.img"
        -device "loader,file=$fit/boot.itb,addr=0x50000000,force-raw=on")
}

# A TPM that lives as long as QEMU does; what it keeps is in the folder.
tpm() { # folder
    mkdir -p "$1/tpm"
    swtpm socket --tpm2 --daemon --terminate --tpmstate "dir=$(realpath "$1")/tpm" --ctrl "type=unixio,path=$1/tpm/socket"
}

by_verified() { # the machine's own tree, with the key that U-Boot shall ask for
    local own=$tools/../build/verified
    [ -z "${TPM:-}" ] || command+=(-chardev "socket,id=tpm,path=${FIT:-$own}/tpm/socket"
        -tpmdev emulator,id=tpm,chardev=tpm -device tpm-tis-device,tpmdev=tpm)
    if [ -z "${FIT:-}" ]; then
        [ -f "$own/tenon.key" ] || "$tools/fit" keys "$own"
        [ -z "${TPM:-}" ] || tpm "$own" || return
        "${command[@]}" -M dumpdtb="$own/machine.dtb" 2> /dev/null
        export KEYS=$own TREE=$own/machine.dtb
    fi
    by_u_boot || return
    [ -z "${TPM:-}" ] || tpm "${FIT:-$own}"
}
