#include "kernel/notification.c"
