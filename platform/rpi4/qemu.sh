# QEMU's Raspberry Pi 4, from version 9 on: tools/run.sh reads this.
machine=raspi4b
all_memory="0 0 3c000000 0 40000000 40000000" # its tree names the first range alone
u_boot=$tools/../build/u-boot-rpi/usr/lib/u-boot/rpi_arm64/u-boot.bin
# Its control register: as a firmware may leave it (at the usual 0x122 QEMU resets at once), and stopped.
watchdog="0xfe10001c 0x5a000112 0x00000102"

# CONSOLE=serial1: its second UART, with what make CONSOLE=serial1 built.
machine_options() {
    [ -z "${CONSOLE:-}" ] || out=$out-$CONSOLE
    command+=(-M raspi4b -audio none)
    [ "${CONSOLE:-serial0}" = serial0 ] || command+=(-serial null)
}

by_u_boot() { # it reads the card
    "$tools/sdcard" "$root" "$bootargs" > /dev/null || return
    command+=(-kernel "$u_boot"
        -drive "if=sd,format=raw,snapshot=on,file=$out/sdcard.img")
}

by_verified() { # a U-Boot with a key behind it, a card with what is signed
    local card=${FIT:-$tools/../build/verified/rpi4}/card
    CARD=$card "$tools/sdcard" "$root" "$bootargs" > /dev/null || return
    command+=(-kernel "$card/u-boot.bin" -drive "if=sd,format=raw,snapshot=on,file=$card.img")
    [ -z "$bootargs" ] || command+=(-append "$bootargs")
}
