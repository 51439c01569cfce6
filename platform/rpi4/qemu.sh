# QEMU's Raspberry Pi 4, from version 9 on: tools/run.sh reads this.
machine=raspi4b
u_boot=$tools/../build/u-boot-rpi/usr/lib/u-boot/rpi_arm64/u-boot.bin

machine_options() { command+=(-M raspi4b -audio none); }

by_u_boot() { # it reads the card
    "$tools/sdcard" "$root" "$bootargs" > /dev/null || return
    command+=(-kernel "$u_boot"
        -drive "if=sd,format=raw,snapshot=on,file=$tools/../build/rpi4/sdcard.img")
}
