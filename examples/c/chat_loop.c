/* cc -Iinclude examples/c/chat_loop.c target/release/liblingsync.a -lm -lpthread -ldl && ./a.out

   The shape of a chat backend: each request brings the chat so far, some candidate replies, and
   the state of the session as bytes; it picks a reply and gives the new state. The programs of the
   same name in C++, Python, Go and Rust print the same. */

#include "lingsync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
    const char *role; /* "user" or "assistant" */
    const char *content;
};

static int failed(lingsync_status status, lingsync_error **error) {
    if (status == LINGSYNC_STATUS_OK) {
        return 0;
    }
    fprintf(stderr, "%s: %s\n", lingsync_status_name(status), lingsync_error_message(*error));
    lingsync_error_free(*error);
    *error = NULL;
    return 1;
}

static int is_echo(const lingsync_turn_figures *figures) {
    return figures->reasons[0] == LINGSYNC_UNDEFINED_DEFINED && figures->shared_repetition > 0.8;
}

/* Whether candidate a is to be preferred: one that merely echoes comes last, then fewer missed
   terms are better, then more mirrored words. This is an order by uptake of words, no judgement of
   quality; put your own in its place, or beside your model's own score. */
static int is_better(const lingsync_turn_figures *a, const lingsync_turn_figures *b) {
    if (is_echo(a) != is_echo(b)) {
        return is_echo(b);
    }
    return a->missed != b->missed ? a->missed < b->missed : a->mirrored > b->mirrored;
}

/* Handles one request. *state is the snapshot that the request before gave, or NULL, and is
   replaced. Returns the index of the best candidate, or -1, with *state as it was. */
static int handle(const lingsync_engine *engine, lingsync_buffer **state,
                  const struct message *messages, uint32_t message_count,
                  const char *const *candidates, int candidate_count) {
    lingsync_session *session = NULL;
    lingsync_buffer *snapshot = NULL;
    lingsync_error *error = NULL;
    lingsync_turn_figures best = {.struct_size = sizeof best};
    int chosen = -1, result = -1;

    /* The session goes on where the request before left it. */
    lingsync_status status =
        *state == NULL ? lingsync_session_new(engine, &session, &error)
                       : lingsync_session_restore(engine, lingsync_buffer_data(*state),
                                                  lingsync_buffer_len(*state), &session, &error);
    if (failed(status, &error)) {
        goto done;
    }
    /* It has seen more than the chat holds: the last reply is to be written anew. */
    uint32_t seen = lingsync_session_turns(session);
    printf("messages: %u, seen before: %u\n", message_count, seen);
    if (seen > message_count) {
        if (failed(lingsync_session_rewind(session, message_count, &error), &error)) {
            goto done;
        }
        seen = message_count;
    }
    for (const struct message *new = messages + seen; new < messages + message_count; new++) {
        int user = strcmp(new->role, "user") == 0;
        if (failed(lingsync_session_observe(
                       session, user ? LINGSYNC_ROLE_CLIENT : LINGSYNC_ROLE_AGENT, new->content,
                       LINGSYNC_STRLEN, NULL, 0, NULL, NULL, &error), &error)) {
            goto done;
        }
    }
    /* A preview changes nothing. */
    for (int i = 0; i < candidate_count; i++) {
        lingsync_turn_figures figures = {.struct_size = sizeof figures};
        if (failed(lingsync_session_preview(session, LINGSYNC_ROLE_AGENT, candidates[i],
                                            LINGSYNC_STRLEN, NULL, 0, &figures, NULL, &error),
                   &error)) {
            goto done;
        }
        if (chosen < 0 || is_better(&figures, &best)) {
            chosen = i;
            best = figures;
        }
    }
    if (chosen < 0) {
        fprintf(stderr, "a request needs a candidate\n");
        goto done;
    }
    if (failed(lingsync_session_observe(session, LINGSYNC_ROLE_AGENT, candidates[chosen],
                                        LINGSYNC_STRLEN, NULL, 0, &best, NULL, &error), &error)
        || failed(lingsync_session_snapshot(session, &snapshot, &error), &error)) {
        goto done;
    }
    printf("  turn %u: mirrored %u, missed %u, shared ", best.turn, best.mirrored, best.missed);
    if (best.reasons[0] == LINGSYNC_UNDEFINED_DEFINED) {
        printf("%.1f %%\n", 100.0 * best.shared_repetition);
    } else {
        printf("- (%s)\n", lingsync_undefined_name(best.reasons[0]));
    }
    printf("  reply %d of %d: %s\n", chosen + 1, candidate_count, candidates[chosen]);
    printf("  state: %lu bytes\n", (unsigned long)lingsync_buffer_len(snapshot));
    lingsync_buffer_free(*state);
    *state = snapshot;
    result = chosen;

done:
    lingsync_session_free(session);
    return result;
}

int main(void) {
    static const char *const FIRST[] = {
        "We apologise for the inconvenience and will look into it.",
        "My tulip bulbs have not come yet. Can you check the parcel?",
        "I can check where the parcel with your tulip bulbs is. What is your postcode?",
    };
    static const char *const AGAIN[] = {
        "Shipments are delayed at times.",
        "I checked: the parcel with the tulip bulbs left our shop, but it has not come far.",
    };
    static const char *const LAST[] = {
        "Rest assured that everything will be fine 🌷",
        "In a parcel the bulbs stay fresh for three weeks; frost does them no harm.",
    };
    struct message chat[3] = {
        {"user", "My tulip bulbs have not come yet. Can you check the parcel?"},
    };
    lingsync_engine *engine = NULL;
    lingsync_buffer *state = NULL; /* a backend keeps these bytes with the chat */
    lingsync_error *error = NULL;
    int reply = -1;

    /* The second request is for the same messages: the user wants another reply. */
    if (!failed(lingsync_engine_new(NULL, &engine, &error), &error)
        && handle(engine, &state, chat, 1, FIRST, 3) >= 0
        && (reply = handle(engine, &state, chat, 1, AGAIN, 2)) >= 0) {
        chat[1] = (struct message){"assistant", AGAIN[reply]};
        chat[2] = (struct message){"user", "Will the bulbs survive the frost in the parcel?"};
        reply = handle(engine, &state, chat, 3, LAST, 2);
    }
    lingsync_buffer_free(state);
    lingsync_engine_free(engine);
    return reply < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
