#include "kernel/cache.c"
