# User programs: build/userland/<name>.elf, each a static ELF of three segments, and nothing else: every byte of it is
# hashed at boot, so that no byte tells where it was built.  Symbols are in <name>.debug beside it, where gdb looks.

USER_CROSS := $(or $(CROSS),aarch64-linux-gnu-)
USER_OUT := build/userland
USER_CC := $(USER_CROSS)gcc
USER_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Wmissing-prototypes -ffreestanding -nostdlib \
	-march=armv8-a -mgeneral-regs-only -mstrict-align -mno-outline-atomics -fno-pic \
	-fno-stack-protector -fno-tree-loop-distribute-patterns -ffunction-sections -fdebug-prefix-map=$(CURDIR)=. \
	-I. -Iuserland -Iuserland/lib/aarch64 -MMD -MP
USER_LDFLAGS := -static -no-pie -Wl,--build-id=none -Wl,-z,max-page-size=4096 -Wl,--gc-sections \
	-Wl,-T,userland/lib/aarch64/task.ld

USER_LIB := userland/lib/text.c userland/lib/names.c userland/lib/memory.c \
	userland/lib/console.c userland/lib/tree.c userland/lib/aarch64/start.S
USER_TOUR := $(wildcard userland/tour/*.c) userland/tour/guest_image.S
USER_GUEST := userland/guest/main.c userland/lib/memory.c userland/lib/aarch64/start.S
USER_BENCH := userland/bench/main.c
USER_LATENCY := userland/bench/latency.c
USER_PROBE := userland/probe/main.c
# Programs for <sel4/sel4.h>: with nothing of userland/lib but its first instructions.
USER_SEL4 := $(wildcard userland/sel4/*.c) userland/lib/memory.c userland/lib/aarch64/start.S
USER_PINGPONG := $(wildcard userland/pingpong/*.c)

user_objects = $(patsubst %,$(USER_OUT)/obj/%.o,$(1))

$(USER_OUT)/obj/%.o: %
	@mkdir -p $(@D)
	@$(USER_CC) $(USER_CFLAGS) -c $< -o $@

# The guest's image is a part of the tour's.
$(USER_OUT)/obj/userland/tour/guest_image.S.o: USER_CFLAGS += -DGUEST_ELF='"$(USER_OUT)/guest.elf"'
$(USER_OUT)/obj/userland/tour/guest_image.S.o: $(USER_OUT)/guest.elf

# Programs lie at 4 MiB, their segments without a gap in the file. The guest at 8 GiB: each of its segments becomes a
# Region, so is aligned.
USER_PLACE := -Wl,--defsym=TASK_BASE=0x400000,--defsym=TASK_ALIGN=0x1000,--defsym=TASK_PACK=0x1000
$(USER_OUT)/guest.debug: USER_PLACE := -Wl,--defsym=TASK_BASE=0x200000000 \
	-Wl,--defsym=TASK_ALIGN=0x10000,--defsym=TASK_PACK=1

define user_program
$(USER_OUT)/$(1).debug: $(call user_objects,$(2)) userland/lib/aarch64/task.ld userland/rules.mk
	@$$(USER_CC) $$(USER_CFLAGS) $$(USER_LDFLAGS) $$(USER_PLACE) $$(filter %.o,$$^) -o $$@
$(USER_OUT)/$(1).elf: $(USER_OUT)/$(1).debug
	@$(USER_CROSS)objcopy --strip-all --add-gnu-debuglink=$$< $$< $$@
endef

$(eval $(call user_program,guest,$(USER_GUEST)))
$(eval $(call user_program,tour,$(USER_LIB) $(USER_TOUR)))
$(eval $(call user_program,bench,$(USER_LIB) $(USER_BENCH)))
$(eval $(call user_program,pingpong,$(USER_SEL4) $(USER_PINGPONG)))
$(eval $(call user_program,probe,$(USER_LIB) $(USER_PROBE)))
$(eval $(call user_program,latency,$(USER_LIB) $(USER_LATENCY)))

-include $(shell find $(USER_OUT)/obj -name '*.d' 2>/dev/null)
