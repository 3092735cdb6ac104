/* cc -Iinclude examples/c/conversation.c target/release/liblingsync.a -lm -lpthread -ldl && ./a.out

   Watches a short conversation turn by turn. The programs of the same name in C++, Python, Go and
   Rust print the same. The library is built by
     cargo rustc --lib --release --features capi --crate-type cdylib,staticlib */

#include "lingsync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct turn {
    int32_t role;
    const char *text;
    const char *meta; /* what else is known of the turn, as JSON, or NULL */
};

static const struct turn CHAT[] = {
    {LINGSYNC_ROLE_CLIENT, "Hi! The lid of my teapot has a crack 😕 Can I get a spare lid?",
     "{\"speaker\": \"Noor\", \"at\": 1760000000000, \"hints\": {\"language\": \"en\"}}"},
    {LINGSYNC_ROLE_AGENT, "Sorry about the crack! Which teapot is it, the round or the tall one?",
     NULL},
    {LINGSYNC_ROLE_CLIENT, "The tall one. Please use the blue glaze again, with the gold rim.",
     NULL},
    {LINGSYNC_ROLE_AGENT, "I can post the cover in that colour tomorrow.", NULL},
    {LINGSYNC_ROLE_CLIENT, "👍", NULL},
    {LINGSYNC_ROLE_AGENT, "Your spare lid is packed: blue glaze, made for the tall teapot.", NULL},
};
enum { TURNS = sizeof(CHAT) / sizeof(CHAT[0]) };

/* Says what went wrong, if anything did. An error is ours to free. */
static int failed(lingsync_status status, lingsync_error **error) {
    if (status == LINGSYNC_STATUS_OK) {
        return 0;
    }
    fprintf(stderr, "%s: %s\n", lingsync_status_name(status), lingsync_error_message(*error));
    lingsync_error_free(*error);
    *error = NULL;
    return 1;
}

/* The figures need no JSON. A measure without meaning has a reason instead of a value. */
static void print_figures(const lingsync_turn_figures *figures) {
    static const char *const ROLES[] = {"client", "agent", "other"};
    char shared[64];
    if (figures->reasons[0] == LINGSYNC_UNDEFINED_DEFINED) {
        snprintf(shared, sizeof shared, "%.1f %%", 100.0 * figures->shared_repetition);
    } else {
        snprintf(shared, sizeof shared, "- (%s)", lingsync_undefined_name(figures->reasons[0]));
    }
    printf("turn %u  %-6s  %2u words  shared %-9s  mirrored %u  missed %u\n", figures->turn,
           ROLES[figures->role], figures->words, shared, figures->mirrored, figures->missed);
}

/* The evidence is in the JSON of the report. A real program reads it with its JSON library. As the
   library writes it without blanks, the places of one list can also be found like this. They
   count bytes. */
static void print_mirrored(const char *text, const char *json) {
    const char *place = strstr(json, "\"mirrored\":[");
    const char *end = place == NULL ? NULL : strchr(place, ']');
    unsigned start, stop;
    while (end != NULL && (place = strstr(place, "{\"start\":")) != NULL && place < end) {
        if (sscanf(place, "{\"start\":%u,\"end\":%u", &start, &stop) == 2) {
            printf("  %.*s\n", (int)(stop - start), text + start);
        }
        place++;
    }
}

int main(void) {
    /* NULL can be freed, so that one way out is enough. */
    lingsync_engine *engine = NULL;
    lingsync_session *session = NULL;
    lingsync_report *report = NULL;
    lingsync_summary *summary = NULL;
    lingsync_buffer *json = NULL, *line = NULL;
    lingsync_error *error = NULL;
    const struct turn *last = &CHAT[TURNS - 1];
    int result = EXIT_FAILURE;

    if (lingsync_abi_version() != LINGSYNC_ABI_VERSION) {
        fprintf(stderr, "the library and its header are of different versions\n");
        return EXIT_FAILURE;
    }
    /* One engine is enough for a process; NULL gives it the default settings. */
    if (failed(lingsync_engine_new(NULL, &engine, &error), &error)
        || failed(lingsync_session_new(engine, &session, &error), &error)) {
        goto done;
    }
    for (const struct turn *turn = CHAT; turn <= last; turn++) {
        lingsync_turn_figures figures = {.struct_size = sizeof figures};
        size_t meta_len = turn->meta == NULL ? 0 : LINGSYNC_STRLEN;
        /* A report is made for the last turn only; the figures alone are faster. */
        if (failed(lingsync_session_observe(session, turn->role, turn->text, LINGSYNC_STRLEN,
                                            turn->meta, meta_len, &figures,
                                            turn == last ? &report : NULL, &error), &error)) {
            goto done;
        }
        print_figures(&figures);
    }
    if (failed(lingsync_report_json(report, LINGSYNC_DETAIL_BRIEF, &json, &error), &error)) {
        goto done;
    }
    printf("The last turn takes up:\n");
    print_mirrored(last->text, lingsync_buffer_data(json));

    if (failed(lingsync_session_summary(session, LINGSYNC_DETAIL_BRIEF, &summary, &error), &error)
        || failed(lingsync_summary_json(summary, &line, &error), &error)) {
        goto done;
    }
    printf("%s\n", lingsync_buffer_data(line));
    result = EXIT_SUCCESS;

done:
    lingsync_buffer_free(line);
    lingsync_buffer_free(json);
    lingsync_summary_free(summary);
    lingsync_report_free(report);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
    return result;
}
