#include "kernel/debug.c"
