#include "kernel/member.c"
