#include "kernel/message.c"
