/*
 * The door of the model: the same functions, done by arch/host/user.c.
 */
#ifndef TENON_USER_HOST_MACHINE_H
#define TENON_USER_HOST_MACHINE_H

void user_call(struct user_registers *r);
word_t user_load(vaddr_t address);
void user_store(vaddr_t address, word_t w);
void user_fetch(vaddr_t address);
vaddr_t user_buffer(void);
word_t user_float_get(void);
void user_float_set(word_t w);

#endif
