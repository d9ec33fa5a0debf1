/*
 * liburcu beside our own read sections: an empty section, a grace period with one busy reader, grace
 * periods a second with four. Built once per flavour by harness/bin/liburcu-yardstick; prints one
 * name and one number a line.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <urcu.h>

#define SECTIONS 20000000L
#define ROUNDS 5
#define WARMUP_NS 200000000L
#define MEASURE_NS 1000000000L
#define MAX_SAMPLES 200000

static volatile int stop;
static volatile int started;
static long samples[MAX_SAMPLES];

static long now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;

    return (x > y) - (x < y);
}

static void sections(long n)
{
    for (long i = 0; i < n; i++) {
        rcu_read_lock();
        __asm__ volatile("" ::: "memory");
        rcu_read_unlock();
    }
}

static void *reader(void *unused)
{
    (void)unused;
    rcu_register_thread();
    __atomic_fetch_add(&started, 1, __ATOMIC_SEQ_CST);
    while (!stop) {
        sections(1000);
    }
    rcu_unregister_thread();
    return NULL;
}

static void grace_periods(const char *flavour, int readers)
{
    pthread_t threads[16];
    long count = 0, begin, end;

    stop = 0;
    started = 0;
    for (int i = 0; i < readers; i++) {
        if (pthread_create(&threads[i], NULL, reader, NULL) != 0) {
            perror("pthread_create");
            exit(3);
        }
    }
    while (started < readers) {
        sched_yield();
    }
    for (end = now() + WARMUP_NS; now() < end;) {
        synchronize_rcu();
    }
    begin = now();
    for (end = begin + MEASURE_NS; now() < end;) {
        long from = now();

        synchronize_rcu();
        if (count < MAX_SAMPLES) {
            samples[count] = now() - from;
        }
        count++;
    }
    end = now();
    stop = 1;
    for (int i = 0; i < readers; i++) {
        pthread_join(threads[i], NULL);
    }
    qsort(samples, count < MAX_SAMPLES ? count : MAX_SAMPLES, sizeof(long), compare);
    if (readers == 1) {
        printf("%s.synchronize.p50.ns %ld\n", flavour, samples[(count < MAX_SAMPLES ? count : MAX_SAMPLES) / 2]);
    }
    printf("%s.grace-periods.%d.per-second %.0f\n", flavour, readers, count * 1e9 / (end - begin));
}

int main(int argc, char **argv)
{
    double best = 1e9;

    if (argc != 2) {
        fprintf(stderr, "usage: %s FLAVOUR\n", argv[0]);
        return 2;
    }
    rcu_register_thread();
    sections(SECTIONS);
    for (int round = 0; round < ROUNDS; round++) {
        long begin = now();

        sections(SECTIONS);
        if ((double)(now() - begin) / SECTIONS < best) {
            best = (double)(now() - begin) / SECTIONS;
        }
    }
    printf("%s.section.ns %.3f\n", argv[1], best);
    grace_periods(argv[1], 1);
    grace_periods(argv[1], 4);
    rcu_unregister_thread();
    return 0;
}
