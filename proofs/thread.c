#include "kernel/thread.h"
