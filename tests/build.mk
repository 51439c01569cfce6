# The tests' programs, under build/tests: the host ones with every sanitizer on.
#   make -f tests/build.mk host      unit tests, scenarios and fuzzer for this machine
#   make -f tests/build.mk qemu      scenarios as a root task
#   make -f tests/build.mk readers   targets of libFuzzer, by clang

OUT := build/tests
CC ?= gcc
HOST_FLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Wmissing-prototypes -Wno-unused-function -fno-pie \
	-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer \
	-I. -Iuserland -Iplatform/host -Iarch/host -MMD -MP
HOST_LINK := -no-pie -fsanitize=address,undefined

KERNEL := $(filter-out kernel/debug.c,$(wildcard kernel/*.c))
KERNEL_DEBUG := $(filter-out kernel/debug_none.c,$(wildcard kernel/*.c))
MODEL := $(wildcard arch/host/*.c platform/host/*.c)
# In the order in which they are played: what asks which reasons were given comes last.
SCENARIOS := $(filter-out $(addprefix tests/scenario/,host.c qemu.c debug.c timer.c reason.c),$(wildcard tests/scenario/*.c)) \
	tests/scenario/reason.c
SCENARIOS_DEBUG := tests/scenario/stage.c tests/scenario/debug.c
FUZZ := $(wildcard tests/fuzz/*.c)
UNIT := $(wildcard tests/unit/*_test.c)
UNIT_SHARED := $(filter-out $(UNIT),$(wildcard tests/unit/*.c))

objects = $(patsubst %.c,$(OUT)/obj/%.o,$(1))
UNIT_PROGRAMS := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(UNIT))

.PHONY: host qemu
host: $(UNIT_PROGRAMS) $(OUT)/scenario $(OUT)/scenario-debug $(OUT)/fuzz

$(OUT)/obj/%.o: %.c tests/build.mk
	@mkdir -p $(@D)
	@$(CC) $(HOST_FLAGS) -c $< -o $@

$(OUT)/unit/%: $(OUT)/obj/tests/unit/%.o $(call objects,$(KERNEL) $(MODEL) $(UNIT_SHARED) tests/fuzz/invariants.c)
	@mkdir -p $(@D)
	@$(CC) $(HOST_LINK) $^ -o $@

$(OUT)/scenario: $(call objects,$(KERNEL) $(MODEL) $(SCENARIOS) tests/scenario/host.c userland/lib/text.c userland/lib/names.c)
	@$(CC) $(HOST_LINK) $^ -o $@

$(OUT)/scenario-debug: $(call objects,$(KERNEL_DEBUG) $(MODEL) $(SCENARIOS_DEBUG) tests/scenario/host.c userland/lib/text.c userland/lib/names.c)
	@$(CC) $(HOST_LINK) $^ -o $@

$(OUT)/fuzz: $(call objects,$(KERNEL) $(MODEL) $(FUZZ))
	@$(CC) $(HOST_LINK) $^ -o $@

# Clang sees what the readers of boot input compare, and steers by it.  A target takes from the archive what it needs;
# NAME-planted has planted/NAME.c in the place of kernel/NAME.c (tests/fuzz/readers.sh).
CLANG ?= clang
READER_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined
READER_FLAGS := -std=gnu11 -O1 -g -Wall -Wextra -Wno-unused-function $(READER_SANITIZE) -fsanitize=fuzzer-no-link \
	-I. -Iuserland -Iplatform/host -Iarch/host -MMD -MP
READER_NAMES := $(patsubst tests/fuzz/readers/%.c,%,$(wildcard tests/fuzz/readers/*.c))
READER_OUT := $(OUT)/readers
READER_LINK = $(CLANG) -no-pie $(READER_SANITIZE) -fsanitize=fuzzer $^ -o $@

.PHONY: readers
.SECONDARY: $(READER_NAMES:%=$(READER_OUT)/obj/tests/fuzz/readers/%.o)
readers: $(READER_NAMES:%=$(READER_OUT)/%)

$(READER_OUT)/obj/%.o: %.c tests/build.mk
	@mkdir -p $(@D)
	@$(CLANG) $(READER_FLAGS) -c $< -o $@

$(READER_OUT)/planted/%.o: $(READER_OUT)/planted/%.c tests/build.mk
	@$(CLANG) $(READER_FLAGS) -w -c $< -o $@

$(READER_OUT)/model.a: $(patsubst %.c,$(READER_OUT)/obj/%.o,$(KERNEL) $(MODEL))
	@rm -f $@ && ar rcs $@ $^

$(READER_OUT)/%-planted: $(READER_OUT)/obj/tests/fuzz/readers/%.o $(READER_OUT)/planted/%.o $(READER_OUT)/model.a
	@$(READER_LINK)

$(READER_OUT)/%: $(READER_OUT)/obj/tests/fuzz/readers/%.o $(READER_OUT)/model.a
	@$(READER_LINK)

include userland/rules.mk
USER_SCENARIO := $(SCENARIOS) tests/scenario/qemu.c
$(eval $(call user_program,scenario,$(USER_LIB) $(USER_SCENARIO)))
$(eval $(call user_program,scenario-debug,$(USER_LIB) $(SCENARIOS_DEBUG) tests/scenario/qemu.c))
$(eval $(call user_program,scenario-timer,$(USER_LIB) tests/scenario/stage.c tests/scenario/timer.c tests/scenario/qemu.c))
qemu: $(USER_OUT)/scenario.elf $(USER_OUT)/scenario-debug.elf $(USER_OUT)/scenario-timer.elf

-include $(shell find $(OUT)/obj $(READER_OUT) -name '*.d' 2>/dev/null)
