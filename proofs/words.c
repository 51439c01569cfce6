/* Memory, read and written a word at a time. */
#include "kernel/words.h"
