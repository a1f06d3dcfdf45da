/* Preloaded into a server, it makes each flush to the disk take CHAOS_FLUSH_MS longer, as on a slower disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_for_the_disk(void) {
    const char *text = getenv("CHAOS_FLUSH_MS");
    long millis = text ? strtol(text, NULL, 10) : 0;
    struct timespec left = {millis / 1000, millis % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0) {
    }
}

static int after_a_wait(const char *name, int file) {
    int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    wait_for_the_disk();
    return flush(file);
}

int fsync(int file) { return after_a_wait("fsync", file); }

int fdatasync(int file) { return after_a_wait("fdatasync", file); }
