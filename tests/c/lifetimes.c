/* What is handed out lives by itself: it is read here after all that it came from is freed. And
   going back: rewind, redact, forget and reset, with what each retention mode forbids. */

#include "check.h"

#include <math.h>

static const char *const WORDS = "The tall lamp flickers when I plug in the kettle.";

static void outputs_outlive_their_makers(void) {
    lingsync_config *config = NULL, *settings = NULL, *twin = NULL;
    lingsync_engine *engine = NULL, *copy = NULL;
    lingsync_session *session, *clone = NULL;
    lingsync_report *report = NULL, *preview = NULL;
    lingsync_summary *summary = NULL;
    lingsync_buffer *snapshot, *lexicon = NULL, *lines = NULL, *json = NULL, *later = NULL;
    lingsync_error *error = NULL;
    lingsync_turn_figures figures;
    char pack[128];

    config = lingsync_config_new();
    SUCCEEDS(lingsync_config_set_text(config, "language", "es", 2, e));
    SUCCEEDS(lingsync_config_clone(config, &twin, e));
    SUCCEEDS(lingsync_engine_new(config, &engine, e));
    lingsync_config_free(config);
    SUCCEEDS(lingsync_config_json(twin, &json, e));
    lingsync_config_free(twin);
    CHECK(strstr(lingsync_buffer_data(json), "\"language\":\"es\"") != NULL);
    SUCCEEDS(lingsync_engine_clone(engine, &copy, e));
    snprintf(pack, sizeof pack, "%s", lingsync_engine_pack(engine));
    CHECK(strlen(pack) > 2);
    lingsync_engine_free(engine);
    CHECK_TEXT(lingsync_engine_pack(copy), pack);
    SUCCEEDS(lingsync_engine_config(copy, &settings, e));
    session = new_session(copy);
    lingsync_engine_free(copy);
    SUCCEEDS(lingsync_config_json(settings, &later, e));
    lingsync_config_free(settings);
    CHECK(same_bytes(json, later));
    lingsync_buffer_free(later);
    lingsync_buffer_free(json);

    SUCCEEDS(lingsync_session_observe(session, 0, WORDS, LINGSYNC_STRLEN,
                                      "{\"speaker\": \"Ida\", \"at\": 5}", LINGSYNC_STRLEN, NULL,
                                      &report, e));
    SUCCEEDS(lingsync_session_preview(session, 1, WORDS, LINGSYNC_STRLEN, NULL, 0, NULL, &preview,
                                      e));
    CHECK(lingsync_session_turns(session) == 1);
    SUCCEEDS(lingsync_session_observe_jsonl(session, "assistant\tA tall lamp?", LINGSYNC_STRLEN,
                                            LINGSYNC_DETAIL_FULL, &lines, e));
    SUCCEEDS(lingsync_session_summary(session, LINGSYNC_DETAIL_FULL, &summary, e));
    SUCCEEDS(lingsync_session_lexicon_json(session, 1, 0, &lexicon, e));
    SUCCEEDS(lingsync_session_clone(session, &clone, e));
    snapshot = snapshot_of(session);
    CHECK(lingsync_session_rewind(session, 99, &error) == LINGSYNC_STATUS_UNKNOWN_TURN);
    lingsync_session_free(session);

    CHECK(lingsync_error_status(error) == LINGSYNC_STATUS_UNKNOWN_TURN);
    CHECK(strstr(lingsync_error_message(error), "99") != NULL);
    CHECK(lingsync_error_offset(error) == LINGSYNC_NO_OFFSET);
    lingsync_error_free(error);
    CHECK(lingsync_session_turns(clone) == 2);
    later = snapshot_of(clone);
    lingsync_session_free(clone);
    CHECK(same_bytes(snapshot, later));
    lingsync_buffer_free(later);
    CHECK(lingsync_buffer_len(lines) == strlen(lingsync_buffer_data(lines)));
    CHECK(lingsync_buffer_data(lines)[lingsync_buffer_len(lines) - 1] == '\n');
    CHECK(lingsync_buffer_data(lexicon)[0] == '{');
    figures.struct_size = sizeof figures;
    SUCCEEDS(lingsync_report_figures(report, &figures, e));
    CHECK(figures.turn == 0 && figures.role == LINGSYNC_ROLE_CLIENT && figures.words == 10);
    CHECK(figures.reasons[0] == LINGSYNC_UNDEFINED_DEFINED && figures.shared_repetition < 1e-9);
    json = json_of(report, LINGSYNC_DETAIL_CONFIGURED);
    CHECK(strstr(lingsync_buffer_data(json), "\"speaker\":\"Ida\"") != NULL);
    CHECK(lingsync_buffer_data(json)[lingsync_buffer_len(json)] == '\0');
    lingsync_buffer_free(json);
    SUCCEEDS(lingsync_report_figures(preview, &figures, e));
    CHECK(figures.turn == 1 && figures.role == LINGSYNC_ROLE_AGENT);
    json = json_of(preview, LINGSYNC_DETAIL_FULL);
    CHECK(strstr(lingsync_buffer_data(json), "\"segments\":[") != NULL);
    lingsync_buffer_free(json);
    SUCCEEDS(lingsync_summary_json(summary, &json, e));
    lingsync_summary_free(summary);
    CHECK(strstr(lingsync_buffer_data(json), "\"turns\":2") != NULL);
    lingsync_buffer_free(json);
    lingsync_buffer_free(lexicon);
    lingsync_buffer_free(lines);
    lingsync_buffer_free(snapshot);
}

/* A conversation from which turns were taken back is as if they had never been. */
static void what_is_rewound_was_never_said(void) {
    lingsync_session *session = some_chat(), *fresh = some_chat();
    lingsync_buffer *before = snapshot_of(session), *after, *reset;
    SUCCEEDS(lingsync_session_observe_jsonl(session, "user\tone\nagent\ttwo\nuser\tthree",
                                            LINGSYNC_STRLEN, 0, NULL, e));
    SUCCEEDS(lingsync_session_rewind(session, 3, e));
    CHECK(lingsync_session_turns(session) == 3);
    after = snapshot_of(session);
    CHECK(same_bytes(before, after));
    lingsync_buffer_free(after);
    SUCCEEDS(lingsync_session_rewind(session, 0, e));
    SUCCEEDS(lingsync_session_reset(fresh, e));
    CHECK(lingsync_session_turns(session) == 0 && lingsync_session_turns(fresh) == 0);
    after = snapshot_of(session);
    reset = snapshot_of(fresh);
    CHECK(same_bytes(after, reset));
    lingsync_buffer_free(reset);
    lingsync_buffer_free(after);
    lingsync_buffer_free(before);
    lingsync_session_free(fresh);
    lingsync_session_free(session);
}

static void what_is_redacted_is_gone(void) {
    lingsync_session *session = some_chat();
    lingsync_buffer *snapshot;
    bool kept = true;
    uint32_t turns = 77;
    SUCCEEDS(lingsync_session_redact(session, 1, &kept, e));
    CHECK(!kept);
    CHECK(lingsync_session_turns(session) == 3);
    SUCCEEDS(lingsync_session_redact(session, 1, NULL, e));
    kept = true;
    SUCCEEDS(lingsync_session_forget(session, "Ida", LINGSYNC_STRLEN, &turns, &kept, e));
    CHECK(turns == 2 && !kept);
    CHECK(lingsync_session_turns(session) == 3);
    snapshot = snapshot_of(session);
    for (size_t at = 0; at + 6 <= lingsync_buffer_len(snapshot); at++) {
        const char *bytes = lingsync_buffer_data(snapshot) + at;
        CHECK(memcmp(bytes, "kettle", 6) != 0 && memcmp(bytes, "flicke", 6) != 0);
        CHECK(memcmp(bytes, "Ida", 3) != 0);
    }
    lingsync_buffer_free(snapshot);
    watch(session);
    REFUSED(LINGSYNC_STATUS_UNKNOWN_SPEAKER,
            lingsync_session_forget(session, "Ida", 3, &out.turns, &out.kept, e));
    watch(NULL);
    lingsync_session_free(session);
}

/* With a small window the first turns leave it. */
static void what_has_left_the_window_cannot_come_back(void) {
    lingsync_engine *engine = new_engine("{\"lexical\": {\"window_tokens\": 64}}");
    lingsync_session *session = new_session(engine);
    bool kept = false;
    uint32_t oldest = 1;
    for (int turn = 0; turn < 40; turn++) {
        SUCCEEDS(lingsync_session_observe(session, turn % 2, WORDS, LINGSYNC_STRLEN, NULL, 0, NULL,
                                          NULL, e));
    }
    watch(session);
    REFUSED(LINGSYNC_STATUS_REWIND_TOO_FAR, lingsync_session_rewind(session, 0, e));
    CHECK(strstr(refused_message, "oldest") != NULL);
    watch(NULL);
    SUCCEEDS(lingsync_session_redact(session, 0, &kept, e));
    CHECK(kept);
    /* The first place to which it can go back lies within the window. */
    while (lingsync_session_rewind(session, oldest, NULL) == LINGSYNC_STATUS_REWIND_TOO_FAR) {
        oldest++;
    }
    CHECK(oldest > 30 && oldest <= 40 && lingsync_session_turns(session) == oldest);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

static void without_retention_there_is_no_way_back(void) {
    lingsync_engine *engine = new_engine("{\"retention\": \"none\"}");
    lingsync_session *session = new_session(engine), *other = some_chat();
    lingsync_buffer *snapshot = snapshot_of(other), *before = NULL, *after = NULL;
    lingsync_report *report = NULL;
    lingsync_summary *summary = NULL;
    SUCCEEDS(lingsync_session_observe(session, 0, WORDS, LINGSYNC_STRLEN, "{\"speaker\": \"Ida\"}",
                                      LINGSYNC_STRLEN, NULL, &report, e));
    SUCCEEDS(lingsync_session_summary(session, 0, &summary, e));
    SUCCEEDS(lingsync_summary_json(summary, &before, e));
    lingsync_summary_free(summary);
    REFUSED(LINGSYNC_STATUS_RETENTION, lingsync_session_snapshot(session, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_RETENTION, lingsync_session_rewind(session, 0, e));
    REFUSED(LINGSYNC_STATUS_RETENTION,
            lingsync_session_restore(engine, lingsync_buffer_data(snapshot),
                                     lingsync_buffer_len(snapshot), &out.session, e));
    SUCCEEDS(lingsync_session_summary(session, 0, &summary, e));
    SUCCEEDS(lingsync_summary_json(summary, &after, e));
    lingsync_summary_free(summary);
    CHECK(same_bytes(before, after) && lingsync_session_turns(session) == 1);
    SUCCEEDS(lingsync_session_redact(session, 0, NULL, e));
    lingsync_buffer_free(after);
    lingsync_buffer_free(before);
    lingsync_buffer_free(snapshot);
    after = json_of(report, LINGSYNC_DETAIL_FULL);
    CHECK(strstr(lingsync_buffer_data(after), "Ida") == NULL);
    lingsync_buffer_free(after);
    lingsync_session_free(other);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

/* A preview says what the turn would give, and changes nothing; figures are the same both ways. */
static void a_preview_is_what_comes(void) {
    lingsync_session *session = some_chat();
    lingsync_report *before = NULL, *after = NULL;
    lingsync_buffer *one, *two;
    lingsync_turn_figures first, second, third;
    first.struct_size = second.struct_size = third.struct_size = sizeof first;
    SUCCEEDS(lingsync_session_preview(session, 1, WORDS, LINGSYNC_STRLEN, NULL, 0, &first, &before,
                                      e));
    SUCCEEDS(lingsync_session_observe(session, 1, WORDS, LINGSYNC_STRLEN, NULL, 0, &second, &after,
                                      e));
    SUCCEEDS(lingsync_report_figures(after, &third, e));
    CHECK(memcmp(&first, &second, sizeof first) == 0 && memcmp(&first, &third, sizeof first) == 0);
    CHECK(first.reasons[0] == 0 && first.shared_repetition > 0.0);
    CHECK(first.shared_repetition <= 1.0 && first.mirrored > 0);
    one = json_of(before, LINGSYNC_DETAIL_FULL);
    two = json_of(after, LINGSYNC_DETAIL_FULL);
    CHECK(same_bytes(one, two));
    lingsync_buffer_free(two);
    lingsync_buffer_free(one);
    /* A measure of nothing has no value but a reason. */
    SUCCEEDS(lingsync_session_preview(session, 0, NULL, 0, NULL, 0, &first, NULL, e));
    CHECK(first.words == 0 && first.reasons[0] == LINGSYNC_UNDEFINED_EMPTY);
    CHECK(isnan(first.shared_repetition) && isnan(first.formality_to_target));
    lingsync_session_free(session);
}

int main(void) {
    outputs_outlive_their_makers();
    what_is_rewound_was_never_said();
    what_is_redacted_is_gone();
    what_has_left_the_window_cannot_come_back();
    without_retention_there_is_no_way_back();
    a_preview_is_what_comes();
    return check_end("lifetimes");
}
