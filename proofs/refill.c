#include "kernel/refill.c"
