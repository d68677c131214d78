/* Private to tests/bench: what is measured with what, and the table it ends in. */
#pragma once

#include "../support/frames.h"

#define BENCH_NOW G_GINT64_CONSTANT(1774915200) /* 2026-03-31T09:00+09:00 */
#define FRAME_MS 16.7 /* of a screen that shows sixty a second */
#define BLOCKED_MS 100 /* what takes longer must not hold up the keyboard */
#define BENCH_AT "2026-03-31T09:00"

typedef struct { /* a value */
	const char *folder;
	const char *daicho, *bare; /* the programs; what bare is: bare.c */
	const char *mutt, *ripgrep; /* NULL: not installed */
	char *small, *large;       /* ledgers: 1,000 and 100,000 tickets, all open */
	char *million;             /* 1,000,000, 2,000 of them open; NULL: not wanted */
} Bench;

/* A bench that cannot measure ends the run. */
#define must(ok, ...) ((ok) ? (void)0 : broken(__VA_ARGS__))
void broken(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;

/* A program and its arguments, up to NULL. Transfer full. */
char **words(const char *program, ...) G_GNUC_NULL_TERMINATED;

/* Milliseconds between two calls, and those of them in which this process had a processor: on a busy machine only these can be compared. */
typedef struct {
	gint64 from_us, busy_from_us;
} Stopwatch;
Stopwatch watch_start(void);
void watch_stop(Stopwatch watch, GArray *ms, GArray *busy_ms); /* NULL: not wanted */

typedef struct { /* a value: one line of the table */
	const char *what, *unit;
	GArray *ours;   /* of double */
	GArray *theirs; /* NULL: beside nothing */
	double percent; /* of which what is reached is made: 50, 99 */
	double goal;    /* the most that is well: how often theirs or, beside nothing, in the unit; 0: there is none */
} Line;
void table_begin(const char *title, const char *peer);
void table_line(const Line *line);
/* One that is already worked out. */
void table_ratio(const char *what, double reached, double goal);

typedef struct { /* a value: what runs of one kind took; of double */
	GArray *ms, *busy_ms, *mb;
} Taken;
Taken taken_new(void);
void taken_clear(Taken *taken);
/* Runs `argv` to its end, silently, and adds to `taken` (NULL: it is not wanted) what it took. */
void take(char **argv, Taken *taken);
/* Two lines: by the clock, and with a processor. `theirs` NULL: beside nothing; `goal` 0: there is none. */
void taken_show(const char *what, const Taken *ours, const Taken *theirs, double goal);
/* Whether a program is installed; says so if not. */
bool is_there(const char *program);
/* A file or a folder with all that is in it. */
void remove_all(const char *path);

/* The benches. Each says in a comment what it holds against what. */
void bench_start(const Bench *bench);
void bench_log(const Bench *bench);
void bench_keys(const Bench *bench);
void bench_doing(const Bench *bench);
void bench_typing(const Bench *bench);
void bench_search(const Bench *bench);
void bench_weight(const Bench *bench);
void bench_intake(const Bench *bench);
void bench_import(const Bench *bench);
void bench_peers(const Bench *bench);

/* A box for mutt, with a short mail for each of the first `n` tickets, of the same subject and from the same person. Transfer full. */
char *mutt_box(const Bench *bench, const char *ledger, int n);
