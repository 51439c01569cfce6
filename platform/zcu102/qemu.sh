# QEMU's ZCU102: tools/run.sh reads this.  From the environment: EL (2; 1, or 3, which is where raw code starts then),
# MEMORY (2G, the most that is one range, and the most of which it makes a tree that is true).
machine=xlnx-zcu102
all_memory="0 0 80000000 8 0 40000000" # with MEMORY=3G
nothing_reads=0 # where no device and no memory is, this machine raises no fault

machine_options() {
    local el2=on el3=off
    [ "${EL:-2}" -ge 2 ] || el2=off
    [ "${EL:-2}" -lt 3 ] || el3=on
    command+=(-M "xlnx-zcu102,virtualization=$el2,secure=$el3" -m "${MEMORY:-2G}")
    case $("$qemu" --version) in # no sound; before version 8 it cannot be had without a word about that
    *" version 7."*) command+=(-audiodev none,id=none) ;;
    *) command+=(-audio none) ;;
    esac
}
