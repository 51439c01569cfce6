# Every verb.  `make` alone prints them.
CROSS ?= aarch64-linux-gnu-
BOARD ?= qemu-virt
BOOT ?= direct
ROOT ?= build/userland/tour.elf
APPEND ?=
FOR ?= 60
FROM ?= ../shared/conformance
DEBUG ?=
STEP ?=
RECORD ?= build/record
export BOARD BOOT TPM CONSOLE CPU GIC EL MEMORY SMP QEMU QEMU_FLAGS LIMIT

# A board is a folder that says how QEMU has it (docs/adding-a-board.md).
BOARDS := $(patsubst platform/%/qemu.sh,%,$(wildcard platform/*/qemu.sh))

# With DEBUG=1 another kernel, beside the one for use: its debug calls exist (kernel/debug.h).  With DEBUG=probe
# one that does to itself what must trap (tests/probe).  With STEP=1 the same source to step through: each line
# and each variable is where one looks for it.
BOARD_OUT := build/$(BOARD)$(CONSOLE:%=-%)
KERNEL_OUT := $(if $(filter qemu-virt,$(BOARD)),build/kernel,$(BOARD_OUT))$(if $(DEBUG),-$(if $(filter probe,$(DEBUG)),probe,debug))$(if $(STEP),-gdb)
DEBUG_CALLS := $(or $(if $(filter probe,$(DEBUG)),tests/probe/provoke.c),kernel/debug$(if $(DEBUG),,_none).c)
IMAGE ?= $(KERNEL_OUT)/Image
export IMAGE
KERNEL_CC := $(CROSS)gcc
KERNEL_OPTIMISE := $(if $(STEP),-Og -fno-shrink-wrap,-O2 -flto=2 -fno-if-conversion -fno-if-conversion2)
KERNEL_CFLAGS := -std=c11 -g -Wall -Wextra -Werror -march=armv8-a -mbranch-protection=standard \
	-mgeneral-regs-only -fomit-frame-pointer -mstrict-align -mno-outline-atomics -mcmodel=small -fno-pic \
	-ffreestanding -fno-strict-aliasing -fno-common -fno-stack-protector $(KERNEL_OPTIMISE) \
	-I. -Iplatform/$(BOARD) -I$(BOARD_OUT)
KERNEL_LDFLAGS := -static -nostdlib -no-pie -Wl,--fatal-warnings,--build-id=none,-z,max-page-size=4096,-z,noexecstack

SOURCES := $(DEBUG_CALLS) $(filter-out kernel/debug%,$(wildcard kernel/*.c arch/aarch64/*.c arch/aarch64/*.S platform/$(BOARD)/*.c))
OBJECTS := $(SOURCES:%=$(KERNEL_OUT)/%.o)

.PHONY: help build run test fuzz sdcard prove check conformance bench abi keys debug record replay clean
.DEFAULT_GOAL := help

help: # what you are reading
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  ROOT=prog.elf APPEND=\"bootargs\" DEBUG=1 BOARD=...   choose what run boots; boards: $(BOARDS)"
	@echo "  BOOT=u-boot|verified                           through U-Boot; verified: on rpi4 with U_BOOT=file; TPM=1: on qemu-virt, measured"
	@echo "  CPU=cortex-a53 GIC=2|3 EL=1|2 MEMORY=1G                        of qemu-virt; EL, MEMORY: of zcu102, too"

build: $(KERNEL_OUT)/Image ## compile the kernel image
	@:

run: ## boot a root task on QEMU, the tour by default; installs what is missing
	@tools/packages.sh run
	@tools/packages.sh $(BOARD)
	@tools/packages.sh $(BOARD)-$(BOOT)
	@$(MAKE) -s --no-print-directory build $(if $(filter build/%,$(ROOT)),$(ROOT))
	@tools/run.sh "$(ROOT)" "$(strip $(APPEND) $(if $(MAKE_TERMOUT),color))"

test: ## unit tests and scenarios on the host, the scenarios again and the boot matrix on QEMU
	@tools/packages.sh run
	@tools/packages.sh host
	@TPM=1 tools/packages.sh qemu-virt-verified
	@for board in $(BOARDS); do timeout 300 tools/packages.sh $$board || true; done
	@tests/run.sh

fuzz: ## the readers of device tree and root task under libFuzzer, FOR=60 seconds each
	@tools/packages.sh fuzz
	@tests/fuzz/readers.sh long $(FOR)

sdcard: ## BOARD=rpi4: an SD card for a real Raspberry Pi 4 (docs/raspberry-pi-4.md says which files to add)
	@tools/packages.sh run
	@tools/packages.sh rpi4-$(BOOT)
	@$(MAKE) -s --no-print-directory BOARD=rpi4 build $(if $(filter build/%,$(ROOT)),$(ROOT))
	@tools/sdcard "$(ROOT)" "$(APPEND)"

prove: ## prove the kernel with Frama-C, or one object of it: OBJ=name
	@tools/packages.sh prove
	@tools/prove $(OBJ)

check: ## format, who may include whom, unit tests: under a minute
	@tools/packages.sh host
	@tests/check.sh

conformance: ## boot the programs in FROM=dir and show the first line that differs from upstream's
	@tools/packages.sh conformance
	@$(MAKE) -s --no-print-directory build
	@tests/conformance.sh "$(FROM)" $(PART)

bench: ## count instructions of the main operations, calls of the model a second, lines, proof seconds
	@tools/packages.sh run
	@tools/packages.sh host
	@$(MAKE) -s --no-print-directory build
	@tests/bench.sh

abi: ## print the tables of calls, errors, reasons, object types, faults and events
	@tools/abi spec/abi/*.def

keys: ## make a fresh RSA key for BOOT=verified, in build/verified
	@tools/packages.sh qemu-virt-verified
	@tools/fit keys build/verified

debug: ## boot ROOT stopped, with gdb at its first instruction (docs/debugging.md)
	@tools/packages.sh debug
	@tools/packages.sh $(BOARD)
	@$(MAKE) -s --no-print-directory STEP=1 build $(if $(filter build/%,$(ROOT)),$(ROOT))
	@IMAGE=$(KERNEL_OUT)-gdb/Image tools/debug.sh boot "$(ROOT)" "$(APPEND)"

record: ## boot ROOT as run does, and keep the run in RECORD=build/record
	@tools/packages.sh run
	@$(MAKE) -s --no-print-directory STEP=1 build $(if $(filter build/%,$(ROOT)),$(ROOT))
	@IMAGE=$(KERNEL_OUT)-gdb/Image RECORD=$(RECORD) tools/debug.sh record "$(ROOT)" "$(APPEND)"

replay: ## gdb on the recorded run, which goes backwards, too
	@tools/packages.sh debug
	@RECORD=$(RECORD) tools/debug.sh replay

clean: ## remove build/
	@rm -rf build

$(KERNEL_OUT)/Image: $(KERNEL_OUT)/kernel.elf
	@$(CROSS)objcopy -O binary $< $@

$(KERNEL_OUT)/kernel.elf: $(OBJECTS) $(KERNEL_OUT)/kernel.ld
	@$(KERNEL_CC) $(KERNEL_CFLAGS) $(KERNEL_LDFLAGS) -T $(KERNEL_OUT)/kernel.ld -o $@ $(OBJECTS)

$(KERNEL_OUT)/kernel.ld: arch/aarch64/kernel.ld arch/aarch64/layout.h
	@mkdir -p $(@D)
	@$(KERNEL_CC) -I. -E -P -x c $< -o $@

# What only runs at boot, or seldom, is for size; a call, mapping and scheduling are many small steps, better in one
# function.  Nowhere are the words of a refusal made before it is sure that there is one (no if-conversion), but in the
# loops of a Region.
FOR_SIZE := boot boot_info boot_pool plan print range dtb tree bus elf install domain measure sha256
FOR_SPEED := region vspace syscall sched
ifeq ($(STEP),)
$(FOR_SIZE:%=$(KERNEL_OUT)/kernel/%.c.o) $(KERNEL_OUT)/arch/aarch64/start.c.o: KERNEL_CFLAGS += -Os
$(FOR_SPEED:%=$(KERNEL_OUT)/kernel/%.c.o): KERNEL_CFLAGS += --param max-inline-insns-auto=26
$(KERNEL_OUT)/kernel/region.c.o: KERNEL_CFLAGS += -fif-conversion2
endif

# Whole-program optimisation takes no calls into its own memcpy and memset.
$(KERNEL_OUT)/arch/aarch64/memory.c.o: KERNEL_CFLAGS += -fno-lto

# A board with a device tree source has its constants from there.
BOARD_TREE := $(wildcard platform/$(BOARD)/board.dts)
$(OBJECTS): $(BOARD_TREE:%=$(BOARD_OUT)/board_constants.h)

$(BOARD_OUT)/board_constants.h: $(BOARD_OUT)/board.dtb tools/board
	@tools/board $< > $@.new && mv $@.new $@

$(BOARD_OUT)/board.dtb: $(BOARD_TREE)
	@mkdir -p $(@D)
	@dtc -q -I dts -O dtb -o $@ $<
	@$(if $(CONSOLE),fdtput -t s $@ /chosen stdout-path $(CONSOLE):115200n8)

$(KERNEL_OUT)/%.c.o: %.c Makefile
	@mkdir -p $(@D)
	@$(KERNEL_CC) $(KERNEL_CFLAGS) -MMD -MP -c $< -o $@

$(KERNEL_OUT)/%.S.o: %.S Makefile
	@mkdir -p $(@D)
	@$(KERNEL_CC) $(KERNEL_CFLAGS) -MMD -MP -c $< -o $@

-include userland/rules.mk
-include $(OBJECTS:.o=.d)
