/* What the C programs share: checks that are counted, calls that must succeed or be refused, and
   short words for what every program does.

   A check that fails is said on stderr and the program goes on; check_end gives the result. */

#ifndef CHECK_H
#define CHECK_H

#include "lingsync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long checks_made, checks_failed;

static inline int check_that(int holds, const char *what, const char *file, int line) {
    checks_made++;
    if (!holds) {
        checks_failed++;
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
    }
    return holds;
}

#define CHECK(what) check_that((what) ? 1 : 0, #what, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) CHECK(strcmp((text), (expected)) == 0)

/* The last line of main. */
static inline int check_end(const char *name) {
    printf("%s: %lu checks, %lu failed\n", name, checks_made, checks_failed);
    return checks_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Something without which a program cannot go on. */
static inline void must(int holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "cannot go on without: %s\n", what);
        exit(2);
    }
}

/* Outputs to be given to calls that must be refused: nothing of them may change. */
struct outputs {
    lingsync_buffer *buffer;
    lingsync_config *config;
    lingsync_engine *engine;
    lingsync_report *report;
    lingsync_session *session;
    lingsync_summary *summary;
    lingsync_turn_figures figures;
    uint32_t turns;
    bool kept;
};

static struct outputs out, out_before;
static char error_canary;
#define NO_ERROR ((lingsync_error *)(void *)&error_canary)

/* A session that no refused call may change, and what it was; set by watch. */
static lingsync_session *watched;
static lingsync_buffer *watched_before;

/* Of the last refused call. */
static size_t refused_offset;
static char refused_message[1024];

static inline int same_bytes(const lingsync_buffer *one, const lingsync_buffer *two) {
    size_t len = lingsync_buffer_len(one);
    return len == lingsync_buffer_len(two)
           && memcmp(lingsync_buffer_data(one), lingsync_buffer_data(two), len) == 0;
}

static inline lingsync_buffer *snapshot_of(const lingsync_session *session) {
    lingsync_buffer *snapshot = NULL;
    must(lingsync_session_snapshot(session, &snapshot, NULL) == LINGSYNC_STATUS_OK, "a snapshot");
    return snapshot;
}

static inline void watch(lingsync_session *session) {
    lingsync_buffer_free(watched_before);
    watched = session;
    watched_before = session == NULL ? NULL : snapshot_of(session);
}

static inline void refusal_begins(void) {
    memset(&out, 0xA5, sizeof out);
    out.figures.struct_size = sizeof out.figures;
    memcpy(&out_before, &out, sizeof out);
}

static inline void refusal_ends(lingsync_status expected, lingsync_status status,
                                lingsync_error *error, const char *call, const char *file,
                                int line) {
    if (!check_that(status == expected, call, file, line)) {
        fprintf(stderr, "  gives %s, not %s\n", lingsync_status_name(status),
                lingsync_status_name(expected));
    }
    check_that(memcmp(&out, &out_before, sizeof out) == 0, "an output was written", file, line);
    if (error != NO_ERROR) {
        check_that(lingsync_error_status(error) == status, "the error has the status", file, line);
        refused_offset = lingsync_error_offset(error);
        snprintf(refused_message, sizeof refused_message, "%s", lingsync_error_message(error));
        check_that(strlen(refused_message) > 10, "the error has a message", file, line);
        lingsync_error_free(error);
    }
    if (watched != NULL) {
        lingsync_buffer *now = snapshot_of(watched);
        check_that(same_bytes(now, watched_before), "the session is as it was", file, line);
        lingsync_buffer_free(now);
    }
}

/* A call that must be refused with a status: with an error, whose place in the call is `e`, and
   without. Outputs within `out` and the watched session must stay as they are. */
#define REFUSED(expected, call)                                                                    \
    do {                                                                                           \
        lingsync_error *error_out = NO_ERROR, **e = &error_out;                                    \
        lingsync_status status_out;                                                                \
        refusal_begins();                                                                          \
        status_out = (call);                                                                       \
        check_that(error_out != NO_ERROR, "an error was made", __FILE__, __LINE__);                \
        refusal_ends((expected), status_out, error_out, #call, __FILE__, __LINE__);                \
        e = NULL;                                                                                  \
        refusal_begins();                                                                          \
        status_out = (call);                                                                       \
        refusal_ends((expected), status_out, NO_ERROR, #call, __FILE__, __LINE__);                 \
    } while (0)

/* A call that must succeed and leave `e`, the place of its error, as it is. */
#define SUCCEEDS(call)                                                                             \
    do {                                                                                           \
        lingsync_error *error_out = NO_ERROR, **e = &error_out;                                    \
        if (!CHECK((call) == LINGSYNC_STATUS_OK)) {                                                \
            fprintf(stderr, "  %s\n", lingsync_error_message(error_out));                          \
            lingsync_error_free(error_out);                                                        \
        } else {                                                                                   \
            CHECK(error_out == NO_ERROR);                                                          \
        }                                                                                          \
    } while (0)

/* An engine with settings as JSON; NULL for the defaults. */
static inline lingsync_engine *new_engine(const char *json) {
    lingsync_config *config = NULL;
    lingsync_engine *engine = NULL;
    if (json != NULL) {
        must(lingsync_config_from_json(json, LINGSYNC_STRLEN, &config, NULL) == LINGSYNC_STATUS_OK,
             json);
    }
    must(lingsync_engine_new(config, &engine, NULL) == LINGSYNC_STATUS_OK, "an engine");
    lingsync_config_free(config);
    return engine;
}

static inline lingsync_session *new_session(const lingsync_engine *engine) {
    lingsync_session *session = NULL;
    must(lingsync_session_new(engine, &session, NULL) == LINGSYNC_STATUS_OK, "a session");
    return session;
}

/* A session of an engine of its own, with the default settings and some turns. */
static inline lingsync_session *some_chat(void) {
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine);
    static const char *const TURNS[] = {
        "The tall lamp flickers when I plug in the kettle.",
        "Does the tall lamp flicker with every kettle, or only with yours?",
        "Only with mine; the kettle is old.",
    };
    static const char META[] = "{\"speaker\": \"Ida\", \"at\": 1000}";
    for (int i = 0; i < 3; i++) {
        must(lingsync_session_observe(session, i % 2, TURNS[i], LINGSYNC_STRLEN, META,
                                      i % 2 == 0 ? LINGSYNC_STRLEN : 0, NULL, NULL, NULL)
                 == LINGSYNC_STATUS_OK, "a turn");
    }
    lingsync_engine_free(engine);
    return session;
}

/* The JSON of a report, which is freed. */
static inline lingsync_buffer *json_of(lingsync_report *report, int32_t detail) {
    lingsync_buffer *json = NULL;
    must(lingsync_report_json(report, detail, &json, NULL) == LINGSYNC_STATUS_OK, "JSON");
    lingsync_report_free(report);
    return json;
}

#endif
