/* What a call from C costs: CPU time a call, the best of several rounds, one JSON line each.
 * benches/ffi/run.sh builds and runs it beside the same calls from Rust, Go and Python. */
#define _POSIX_C_SOURCE 199309L
#include "lingsync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char TEXT[] = "where is my box? it should be here by now";
enum { TURNS = 50, BATCH = 200, ROUNDS = 9 };

static lingsync_engine *engine;
static lingsync_session *session;
static char lines[BATCH * 96];
static size_t lines_len;

static void must(lingsync_status status, lingsync_error *error) {
    if (status != LINGSYNC_STATUS_OK) {
        fprintf(stderr, "%s\n", lingsync_error_message(error));
        exit(1);
    }
}

static void observe(void) {
    lingsync_error *error = NULL;
    lingsync_turn_figures figures = {.struct_size = sizeof figures};
    int32_t role = (int32_t)(lingsync_session_turns(session) % 2);
    must(lingsync_session_observe(session, role, TEXT, sizeof TEXT - 1, NULL, 0, &figures, NULL,
                                  &error),
         error);
}

static void begin(void) {
    lingsync_error *error = NULL;
    lingsync_session_free(session);
    must(lingsync_session_new(engine, &session, &error), error);
    for (int turn = 0; turn < TURNS; turn++) {
        observe();
    }
}

static void call_noop(void) {
    if (lingsync_abi_version() != LINGSYNC_ABI_VERSION) abort();
}

static void call_turns(void) {
    if (lingsync_session_turns(session) == 0) abort();
}

static void preview(const char *text, size_t len) {
    lingsync_error *error = NULL;
    lingsync_turn_figures figures = {.struct_size = sizeof figures};
    must(lingsync_session_preview(session, LINGSYNC_ROLE_AGENT, text, len, NULL, 0, &figures, NULL,
                                  &error),
         error);
    if (figures.turn != TURNS) abort();
}

static void call_preview_empty(void) { preview(NULL, 0); }

static void call_preview(void) { preview(TEXT, sizeof TEXT - 1); }

static void call_preview_json(void) {
    lingsync_error *error = NULL;
    lingsync_report *report = NULL;
    lingsync_buffer *json = NULL;
    must(lingsync_session_preview(session, LINGSYNC_ROLE_AGENT, TEXT, sizeof TEXT - 1, NULL, 0, NULL,
                                  &report, &error),
         error);
    must(lingsync_report_json(report, LINGSYNC_DETAIL_BRIEF, &json, &error), error);
    if (lingsync_buffer_len(json) == 0) abort();
    lingsync_buffer_free(json);
    lingsync_report_free(report);
}

static void call_batch(void) {
    lingsync_error *error = NULL;
    lingsync_buffer *reports = NULL;
    must(lingsync_session_reset(session, &error), error);
    must(lingsync_session_observe_jsonl(session, lines, lines_len, LINGSYNC_DETAIL_BRIEF, &reports,
                                        &error),
         error);
    if (lingsync_buffer_len(reports) == 0) abort();
    lingsync_buffer_free(reports);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void measure(const char *name, void (*call)(void), long calls, double per_call) {
    double best = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds();
        for (long at = 0; at < calls; at++) {
            call();
        }
        double took = (seconds() - start) / ((double)calls * per_call);
        if (took < best) best = took;
    }
    printf("{\"caller\":\"c\",\"call\":\"%s\",\"ns\":%.1f}\n", name, best * 1e9);
    fflush(stdout);
}

int main(void) {
    lingsync_error *error = NULL;
    must(lingsync_engine_new(NULL, &engine, &error), error);
    for (int turn = 0; turn < BATCH; turn++) {
        lines_len += (size_t)sprintf(lines + lines_len, "{\"role\":\"%s\",\"text\":\"%s\"}\n",
                                     turn % 2 ? "agent" : "client", TEXT);
    }
    begin();
    measure("noop", call_noop, 4000000, 1);
    measure("turns", call_turns, 2000000, 1);
    measure("preview_empty", call_preview_empty, 200000, 1);
    measure("preview", call_preview, 20000, 1);
    measure("preview_json", call_preview_json, 10000, 1);
    measure("batch", call_batch, 40, BATCH);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
    return 0;
}
