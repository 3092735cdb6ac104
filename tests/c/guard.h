/* Bytes at the very end of a page, before one that cannot be read: who reads too far crashes. The
   program must ask for MAP_ANONYMOUS by _DEFAULT_SOURCE before its first include. */

#ifndef GUARD_H
#define GUARD_H

#include "check.h"

#include <sys/mman.h>
#include <unistd.h>

/* One place is enough, as each text is used before the next one is made. */
static char *guard_start;
static size_t guard_room;

/* Makes room for the largest text that is wanted. */
static inline void guard_open(size_t largest) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *place;
    guard_room = (largest + page - 1) / page * page;
    place = mmap(NULL, guard_room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                 0);
    must(place != MAP_FAILED, "mmap");
    guard_start = place;
    must(mprotect(guard_start + guard_room, page, PROT_NONE) == 0, "mprotect");
}

/* A copy of `len` bytes of which the last is the last that can be read. */
static inline char *at_the_end(const void *bytes, size_t len) {
    char *copy;
    must(len <= guard_room, "room before the guard");
    copy = guard_start + guard_room - len;
    memcpy(copy, bytes, len);
    return copy;
}

static inline void guard_close(void) {
    munmap(guard_start, guard_room + (size_t)sysconf(_SC_PAGESIZE));
}

#endif
