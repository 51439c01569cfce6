#include "kernel/reply.c"
