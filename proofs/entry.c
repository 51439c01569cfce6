#include "kernel/entry.c"
