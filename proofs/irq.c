#include "kernel/irq.c"
