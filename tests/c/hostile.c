/* Arguments that no call can use: NULL at every pointer, alone and everywhere; numbers that are no
   role, detail, flag or size; names and settings that do not exist. Every one is refused with its
   status, writes no output and leaves the session as it was. */

#include "check.h"

#include <limits.h>
#include <math.h>

#define NULLS(call) REFUSED(LINGSYNC_STATUS_NULL_POINTER, call)
#define ARGUMENT(call) REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, call)
#define CONFIG(call) REFUSED(LINGSYNC_STATUS_INVALID_CONFIG, call)

static const size_t STRLEN = LINGSYNC_STRLEN;
static const char LINE[] = "user\thello\n";
static const char TEXT[] = "a lamp";

static lingsync_config *config;
static lingsync_engine *engine;
static lingsync_session *session;
static lingsync_report *report;
static lingsync_summary *summary;

static void null_where_a_config_is_wanted(void) {
    NULLS(lingsync_config_from_json("{}", 2, NULL, e));
    NULLS(lingsync_config_from_json(NULL, 2, &out.config, e));
    NULLS(lingsync_config_from_json(NULL, STRLEN, &out.config, e));
    NULLS(lingsync_config_from_json(NULL, 2, NULL, e));
    NULLS(lingsync_config_clone(NULL, &out.config, e));
    NULLS(lingsync_config_clone(config, NULL, e));
    NULLS(lingsync_config_clone(NULL, NULL, e));
    NULLS(lingsync_config_set_bool(NULL, "strict", true, e));
    NULLS(lingsync_config_set_bool(config, NULL, true, e));
    NULLS(lingsync_config_set_bool(NULL, NULL, true, e));
    NULLS(lingsync_config_set_i64(NULL, "lexical.window_tokens", 4096, e));
    NULLS(lingsync_config_set_i64(config, NULL, 4096, e));
    NULLS(lingsync_config_set_i64(NULL, NULL, 4096, e));
    NULLS(lingsync_config_set_f64(NULL, "lexical.window_tokens", 4096.0, e));
    NULLS(lingsync_config_set_f64(config, NULL, 4096.0, e));
    NULLS(lingsync_config_set_f64(NULL, NULL, 4096.0, e));
    NULLS(lingsync_config_set_text(NULL, "language", "es", 2, e));
    NULLS(lingsync_config_set_text(config, NULL, "es", 2, e));
    NULLS(lingsync_config_set_text(config, "language", NULL, 2, e));
    NULLS(lingsync_config_set_text(config, "language", NULL, STRLEN, e));
    NULLS(lingsync_config_set_text(NULL, NULL, NULL, 2, e));
    NULLS(lingsync_config_set_json(NULL, "glossary", "[]", 2, e));
    NULLS(lingsync_config_set_json(config, NULL, "[]", 2, e));
    NULLS(lingsync_config_set_json(config, "glossary", NULL, 2, e));
    NULLS(lingsync_config_set_json(NULL, NULL, NULL, 2, e));
    NULLS(lingsync_config_json(NULL, &out.buffer, e));
    NULLS(lingsync_config_json(config, NULL, e));
    NULLS(lingsync_config_json(NULL, NULL, e));
}

static void null_where_an_engine_is_wanted(void) {
    static const char KEY[] = "sixteen secrets!";
    NULLS(lingsync_engine_new(config, NULL, e));
    NULLS(lingsync_engine_new(NULL, NULL, e));
    NULLS(lingsync_engine_new_keyed(config, NULL, 16, &out.engine, e));
    NULLS(lingsync_engine_new_keyed(config, KEY, 16, NULL, e));
    NULLS(lingsync_engine_new_keyed(NULL, NULL, 16, NULL, e));
    NULLS(lingsync_engine_new_with(config, NULL, 0, NULL, 0, NULL, 0, NULL, e));
    NULLS(lingsync_engine_new_with(config, NULL, 16, NULL, 0, NULL, 0, &out.engine, e));
    NULLS(lingsync_engine_new_with(config, NULL, 0, NULL, 5, NULL, 0, &out.engine, e));
    NULLS(lingsync_engine_new_with(config, NULL, 0, NULL, 0, NULL, 5, &out.engine, e));
    NULLS(lingsync_engine_clone(NULL, &out.engine, e));
    NULLS(lingsync_engine_clone(engine, NULL, e));
    NULLS(lingsync_engine_clone(NULL, NULL, e));
    NULLS(lingsync_engine_config(NULL, &out.config, e));
    NULLS(lingsync_engine_config(engine, NULL, e));
    NULLS(lingsync_engine_config(NULL, NULL, e));
    NULLS(lingsync_engine_analyse_jsonl(NULL, LINE, STRLEN, 0, 0, &out.buffer, e));
    NULLS(lingsync_engine_analyse_jsonl(engine, NULL, STRLEN, 0, 0, &out.buffer, e));
    NULLS(lingsync_engine_analyse_jsonl(engine, NULL, 11, 0, 0, &out.buffer, e));
    NULLS(lingsync_engine_analyse_jsonl(engine, LINE, STRLEN, 0, 0, NULL, e));
    NULLS(lingsync_engine_analyse_jsonl(NULL, NULL, 11, 0, 0, NULL, e));
}

static void null_where_a_report_is_wanted(void) {
    NULLS(lingsync_report_figures(NULL, &out.figures, e));
    NULLS(lingsync_report_figures(report, NULL, e));
    NULLS(lingsync_report_figures(NULL, NULL, e));
    NULLS(lingsync_report_json(NULL, 0, &out.buffer, e));
    NULLS(lingsync_report_json(report, 0, NULL, e));
    NULLS(lingsync_report_json(NULL, 0, NULL, e));
    NULLS(lingsync_summary_json(NULL, &out.buffer, e));
    NULLS(lingsync_summary_json(summary, NULL, e));
    NULLS(lingsync_summary_json(NULL, NULL, e));
}

static void null_where_a_session_is_wanted(void) {
    lingsync_session *const s = session;
    NULLS(lingsync_session_new(NULL, &out.session, e));
    NULLS(lingsync_session_new(engine, NULL, e));
    NULLS(lingsync_session_new(NULL, NULL, e));
    NULLS(lingsync_session_restore(NULL, LINE, 3, &out.session, e));
    NULLS(lingsync_session_restore(engine, NULL, 3, &out.session, e));
    NULLS(lingsync_session_restore(engine, LINE, 3, NULL, e));
    NULLS(lingsync_session_restore(NULL, NULL, 3, NULL, e));
    NULLS(lingsync_session_clone(NULL, &out.session, e));
    NULLS(lingsync_session_clone(s, NULL, e));
    NULLS(lingsync_session_clone(NULL, NULL, e));
    NULLS(lingsync_session_observe(NULL, 0, "a", 1, "{}", 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_observe(s, 0, NULL, 1, "{}", 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_observe(s, 0, NULL, STRLEN, "{}", 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_observe(s, 0, "a", 1, NULL, 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_observe(s, 0, "a", 1, NULL, STRLEN, &out.figures, &out.report, e));
    NULLS(lingsync_session_observe(NULL, 0, NULL, 1, NULL, 2, NULL, NULL, e));
    NULLS(lingsync_session_preview(NULL, 0, "a", 1, "{}", 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_preview(s, 0, NULL, 1, "{}", 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_preview(s, 0, "a", 1, NULL, 2, &out.figures, &out.report, e));
    NULLS(lingsync_session_preview(NULL, 0, NULL, 1, NULL, 2, NULL, NULL, e));
    NULLS(lingsync_session_observe_jsonl(NULL, LINE, STRLEN, 0, &out.buffer, e));
    NULLS(lingsync_session_observe_jsonl(s, NULL, STRLEN, 0, &out.buffer, e));
    NULLS(lingsync_session_observe_jsonl(NULL, NULL, 4, 0, NULL, e));
    NULLS(lingsync_session_summary(NULL, 0, &out.summary, e));
    NULLS(lingsync_session_summary(s, 0, NULL, e));
    NULLS(lingsync_session_summary(NULL, 0, NULL, e));
    NULLS(lingsync_session_lexicon_json(NULL, 0, 1, &out.buffer, e));
    NULLS(lingsync_session_lexicon_json(s, 0, 1, NULL, e));
    NULLS(lingsync_session_lexicon_json(NULL, 0, 1, NULL, e));
    NULLS(lingsync_session_rewind(NULL, 0, e));
    NULLS(lingsync_session_redact(NULL, 0, &out.kept, e));
    NULLS(lingsync_session_redact(NULL, 0, NULL, e));
    NULLS(lingsync_session_forget(NULL, "Ida", 3, &out.turns, &out.kept, e));
    NULLS(lingsync_session_forget(s, NULL, 3, &out.turns, &out.kept, e));
    NULLS(lingsync_session_forget(NULL, NULL, 3, NULL, NULL, e));
    NULLS(lingsync_session_reset(NULL, e));
    NULLS(lingsync_session_snapshot(NULL, &out.buffer, e));
    NULLS(lingsync_session_snapshot(s, NULL, e));
    NULLS(lingsync_session_snapshot(NULL, NULL, e));
}

static void null_where_nothing_can_fail(void) {
    lingsync_buffer_free(NULL);
    lingsync_config_free(NULL);
    lingsync_engine_free(NULL);
    lingsync_error_free(NULL);
    lingsync_report_free(NULL);
    lingsync_session_free(NULL);
    lingsync_summary_free(NULL);
    CHECK(lingsync_buffer_len(NULL) == 0);
    CHECK_TEXT(lingsync_buffer_data(NULL), "");
    CHECK_TEXT(lingsync_engine_pack(NULL), "");
    CHECK(lingsync_error_status(NULL) == LINGSYNC_STATUS_NULL_POINTER);
    CHECK_TEXT(lingsync_error_message(NULL), "");
    CHECK(lingsync_error_offset(NULL) == LINGSYNC_NO_OFFSET);
    CHECK(lingsync_session_turns(NULL) == 0);
    CHECK(lingsync_session_heap_bytes(NULL) == 0);
}

/* Where NULL says that something is not wanted or not given. */
static void null_where_it_is_allowed(void) {
    lingsync_session *copy = NULL;
    lingsync_engine *plain = NULL;
    lingsync_buffer *lines = NULL;
    SUCCEEDS(lingsync_engine_new(NULL, &plain, e));
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    SUCCEEDS(lingsync_session_observe(copy, 0, NULL, 0, NULL, 0, NULL, NULL, e));
    SUCCEEDS(lingsync_session_preview(copy, 1, NULL, 0, NULL, 0, NULL, NULL, e));
    SUCCEEDS(lingsync_session_observe(copy, 2, "", 0, "", 0, NULL, NULL, e));
    SUCCEEDS(lingsync_session_observe(copy, 2, "", STRLEN, "", STRLEN, NULL, NULL, e));
    SUCCEEDS(lingsync_session_observe_jsonl(copy, LINE, STRLEN, 0, NULL, e));
    SUCCEEDS(lingsync_session_observe_jsonl(copy, NULL, 0, 0, &lines, e));
    CHECK(lines != NULL && lingsync_buffer_len(lines) == 0);
    CHECK_TEXT(lingsync_buffer_data(lines), "");
    lingsync_buffer_free(lines);
    SUCCEEDS(lingsync_engine_analyse_jsonl(plain, NULL, 0, 0, 0, &lines, e));
    CHECK(lingsync_buffer_len(lines) == 0);
    CHECK(lingsync_session_turns(copy) == lingsync_session_turns(session) + 4);
    SUCCEEDS(lingsync_session_redact(copy, 0, NULL, e));
    SUCCEEDS(lingsync_session_forget(copy, "Ida", 3, NULL, NULL, e));
    lingsync_buffer_free(lines);
    lingsync_session_free(copy);
    lingsync_engine_free(plain);
    /* Nothing at all is an empty text where a text is needed. */
    CONFIG(lingsync_config_from_json(NULL, 0, &out.config, e));
    CONFIG(lingsync_config_set_text(config, "language", NULL, 0, e));
    CONFIG(lingsync_config_set_json(config, "glossary", NULL, 0, e));
    REFUSED(LINGSYNC_STATUS_INVALID_SNAPSHOT,
            lingsync_session_restore(engine, NULL, 0, &out.session, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_SPEAKER,
            lingsync_session_forget(session, NULL, 0, &out.turns, &out.kept, e));
}

static void numbers_that_are_none_of_an_enum(void) {
    static const int32_t ROLES[] = {-1, 3, 4, 127, INT32_MAX, INT32_MIN};
    static const uint32_t FLAGS[] = {8, 9, 0x100, 0x80000000, UINT32_MAX};
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        int32_t no = ROLES[i];
        ARGUMENT(lingsync_session_observe(session, no, "a", 1, NULL, 0, &out.figures, &out.report,
                                          e));
        ARGUMENT(lingsync_session_preview(session, no, "a", 1, NULL, 0, &out.figures, &out.report,
                                          e));
        ARGUMENT(lingsync_session_lexicon_json(session, no, 0, &out.buffer, e));
        ARGUMENT(lingsync_session_lexicon_json(session, 0, no, &out.buffer, e));
        ARGUMENT(lingsync_session_observe_jsonl(session, LINE, STRLEN, no, &out.buffer, e));
        ARGUMENT(lingsync_session_summary(session, no, &out.summary, e));
        ARGUMENT(lingsync_report_json(report, no, &out.buffer, e));
        ARGUMENT(lingsync_engine_analyse_jsonl(engine, LINE, STRLEN, no, 0, &out.buffer, e));
    }
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
        ARGUMENT(lingsync_engine_analyse_jsonl(engine, LINE, STRLEN, 0, FLAGS[i], &out.buffer, e));
    }
}

/* A struct that is larger than the library knows keeps what lies behind. */
static void sizes_of_the_figures(void) {
    static const uint32_t WRONG[] = {0, 4, 127, 4097, UINT32_MAX};
    static const uint32_t RIGHT[] = {128, 129, 200, 4096};
    union {
        lingsync_turn_figures figures;
        unsigned char bytes[4096 + 64];
    } place;
    lingsync_turn_figures known;
    known.struct_size = sizeof known;
    SUCCEEDS(lingsync_report_figures(report, &known, e));
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        for (int call = 0; call < 3; call++) {
            size_t touched = 0;
            memset(&place, 0x5C, sizeof place);
            place.figures.struct_size = WRONG[i];
            if (call == 0) {
                ARGUMENT(lingsync_report_figures(report, &place.figures, e));
            } else if (call == 1) {
                ARGUMENT(lingsync_session_observe(session, 0, "a", 1, NULL, 0, &place.figures,
                                                  &out.report, e));
            } else {
                ARGUMENT(lingsync_session_preview(session, 0, "a", 1, NULL, 0, &place.figures,
                                                  &out.report, e));
            }
            for (size_t at = 4; at < sizeof place; at++) {
                touched += place.bytes[at] != 0x5C;
            }
            CHECK(touched == 0 && place.figures.struct_size == WRONG[i]);
        }
    }
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++) {
        for (int call = 0; call < 3; call++) {
            lingsync_session *copy = NULL;
            size_t touched = 0;
            SUCCEEDS(lingsync_session_clone(session, &copy, e));
            memset(&place, 0x5C, sizeof place);
            place.figures.struct_size = RIGHT[i];
            if (call == 0) {
                SUCCEEDS(lingsync_report_figures(report, &place.figures, e));
            } else if (call == 1) {
                SUCCEEDS(lingsync_session_observe(copy, 0, TEXT, STRLEN, NULL, 0, &place.figures,
                                                  NULL, e));
            } else {
                SUCCEEDS(lingsync_session_preview(copy, 0, TEXT, STRLEN, NULL, 0, &place.figures,
                                                  NULL, e));
            }
            lingsync_session_free(copy);
            CHECK(place.figures.struct_size == RIGHT[i]);
            CHECK(memcmp(place.bytes + 4, (const char *)&known + 4, sizeof known - 4) == 0);
            for (size_t at = sizeof known; at < sizeof place; at++) {
                touched += place.bytes[at] != 0x5C;
            }
            CHECK(touched == 0);
        }
    }
}

static void keys_of_another_length(void) {
    static const char KEY[] = "sixteen secrets!";
    static const size_t WRONG[] = {0, 1, 15, 17, 32, SIZE_MAX - 1, LINGSYNC_STRLEN};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        ARGUMENT(lingsync_engine_new_keyed(NULL, KEY, WRONG[i], &out.engine, e));
        if (WRONG[i] != 0)
            ARGUMENT(lingsync_engine_new_with(NULL, KEY, WRONG[i], NULL, 0, NULL, 0, &out.engine, e));
        ARGUMENT(lingsync_engine_new_keyed(NULL, NULL, WRONG[i], &out.engine, e));
    }
}

static void settings_that_do_not_exist_or_do_not_fit(void) {
    static const char *const NAMES[] = {
        "", ".", "lexicl", "lexical.", ".lexical", "lexical.window", "lexical.window_tokens.more",
        "language.code", "Language", "lexical.window_tokens ", "glossary.0", "limits..max_speakers",
        "\x01\x02", "retention\n",
    };
    lingsync_buffer *before = NULL, *after = NULL;
    SUCCEEDS(lingsync_config_json(config, &before, e));
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        CONFIG(lingsync_config_set_bool(config, NAMES[i], true, e));
        CONFIG(lingsync_config_set_i64(config, NAMES[i], 128, e));
        CONFIG(lingsync_config_set_f64(config, NAMES[i], 128.5, e));
        CONFIG(lingsync_config_set_text(config, NAMES[i], "en", 2, e));
        CONFIG(lingsync_config_set_json(config, NAMES[i], "[]", 2, e));
    }
    CONFIG(lingsync_config_set_bool(config, "language", true, e));
    CONFIG(lingsync_config_set_bool(config, "limits", true, e));
    CONFIG(lingsync_config_set_bool(config, "lexical.window_tokens", true, e));
    CONFIG(lingsync_config_set_i64(config, "strict", 1, e));
    CONFIG(lingsync_config_set_i64(config, "lexical.window_tokens", -1, e));
    CONFIG(lingsync_config_set_i64(config, "lexical.window_tokens", 1, e));
    CONFIG(lingsync_config_set_i64(config, "lexical.window_tokens", INT64_MAX, e));
    CONFIG(lingsync_config_set_i64(config, "limits.max_turn_bytes", 0, e));
    CONFIG(lingsync_config_set_i64(config, "limits.max_turn_bytes", INT64_MIN, e));
    CONFIG(lingsync_config_set_f64(config, "lexical.window_tokens", 4096.5, e));
    CONFIG(lingsync_config_set_f64(config, "lexical.window_tokens", (double)NAN, e));
    CONFIG(lingsync_config_set_f64(config, "lexical.window_tokens", (double)INFINITY, e));
    CONFIG(lingsync_config_set_f64(config, "lexical", -(double)INFINITY, e));
    CONFIG(lingsync_config_set_text(config, "retention", "some", STRLEN, e));
    CONFIG(lingsync_config_set_text(config, "retention", "", STRLEN, e));
    CONFIG(lingsync_config_set_text(config, "language", "no tag", STRLEN, e));
    CONFIG(lingsync_config_set_text(config, "detail", "FULL", STRLEN, e));
    CONFIG(lingsync_config_set_json(config, "glossary", "[", 1, e));
    CONFIG(lingsync_config_set_json(config, "glossary", "[] []", 5, e));
    CONFIG(lingsync_config_set_json(config, "glossary", "{}", 2, e));
    CONFIG(lingsync_config_set_json(config, "glossary", "[{\"id\": 5}]", STRLEN, e));
    CONFIG(lingsync_config_set_json(config, "patterns", "[[\"a\", \"b\", \"mask\"]]", STRLEN, e));
    CONFIG(lingsync_config_set_json(config, "limits", "[5]", STRLEN, e));
    CONFIG(lingsync_config_set_json(config, "limits", "{\"max_turns\": 5}", STRLEN, e));
    SUCCEEDS(lingsync_config_json(config, &after, e));
    CHECK(same_bytes(before, after));
    lingsync_buffer_free(after);
    lingsync_buffer_free(before);
    CONFIG(lingsync_config_from_json("{\"lexicl\": {}}", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("[]", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("[[5]]", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("null", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("{\"limits\": [5]}", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("{\"glossary\": [[\"id\", [\"a\"]]]}", STRLEN,
                                     &out.config, e));
    CONFIG(lingsync_config_from_json("{\"language\": 5}", STRLEN, &out.config, e));
    CONFIG(lingsync_config_from_json("{} ,", STRLEN, &out.config, e));
}

/* Settings that can be written down, but of which no engine can be built. */
static void engines_that_cannot_be_built(void) {
    lingsync_config *bad = NULL;
    SUCCEEDS(lingsync_config_clone(config, &bad, e));
    SUCCEEDS(lingsync_config_set_text(bad, "retention", "keyed", STRLEN, e));
    CONFIG(lingsync_engine_new(bad, &out.engine, e));
    SUCCEEDS(lingsync_config_set_text(bad, "retention", "keep", STRLEN, e));
    SUCCEEDS(lingsync_config_set_json(
        bad, "patterns", "[{\"name\": \"order\", \"regex\": \"(\", \"effect\": \"mask\"}]", STRLEN,
        e));
    CONFIG(lingsync_engine_new(bad, &out.engine, e));
    CONFIG(lingsync_engine_new_keyed(bad, "sixteen secrets!", 16, &out.engine, e));
    lingsync_config_free(bad);
}

/* Places in the conversation, and speakers, that were never there. */
static void turns_and_speakers_that_are_unknown(void) {
    uint32_t turns = lingsync_session_turns(session);
    REFUSED(LINGSYNC_STATUS_UNKNOWN_TURN, lingsync_session_rewind(session, turns + 1, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_TURN, lingsync_session_rewind(session, UINT32_MAX, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_TURN, lingsync_session_redact(session, turns, &out.kept, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_TURN,
            lingsync_session_redact(session, UINT32_MAX, &out.kept, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_SPEAKER,
            lingsync_session_forget(session, "Ada", 3, &out.turns, &out.kept, e));
    REFUSED(LINGSYNC_STATUS_UNKNOWN_SPEAKER,
            lingsync_session_forget(session, "Ida", 2, &out.turns, &out.kept, e));
    /* To go back to where one is changes nothing. */
    SUCCEEDS(lingsync_session_rewind(session, turns, e));
    CHECK(lingsync_session_turns(session) == turns);
}

static void names_of_all_numbers(void) {
    static const char *const STATUSES[] = {
        "ok", "null_pointer", "invalid_argument", "invalid_utf8", "invalid_state", "panic",
        "internal", "unknown", "unknown", "unknown", "limit_exceeded", "invalid_hint",
        "invalid_config", "invalid_transcript", "unknown_turn", "unknown_speaker", "rewind_too_far",
        "retention", "invalid_snapshot", "unsupported_version", "config_mismatch", "pack_mismatch",
        "key_mismatch", "invalid_pack", "unknown_claim",
    };
    static const char *const REASONS[] = {
        "defined", "not_available", "empty", "too_short", "too_few", "no_variance", "language",
        "no_vectors", "no_truth_supplied", "no_time", "no_referents", "low_reliability", "budget",
        "retention", "no_background", "no_glossary",
    };
    const int statuses = sizeof STATUSES / sizeof *STATUSES;
    const int reasons = sizeof REASONS / sizeof *REASONS;
    for (int number = -1; number <= 30; number++) {
        int status = number >= 0 && number < statuses, reason = number >= 0 && number < reasons;
        CHECK_TEXT(lingsync_status_name(number), status ? STATUSES[number] : "unknown");
        CHECK_TEXT(lingsync_undefined_name(number), reason ? REASONS[number] : "unknown");
    }
    CHECK_TEXT(lingsync_status_name(INT32_MAX), "unknown");
    CHECK_TEXT(lingsync_status_name(INT32_MIN), "unknown");
    CHECK_TEXT(lingsync_undefined_name(INT32_MAX), "unknown");
    CHECK_TEXT(lingsync_undefined_name(INT32_MIN), "unknown");
}

int main(void) {
    lingsync_session *other;
    config = lingsync_config_new();
    must(config != NULL, "a configuration");
    engine = new_engine(NULL);
    session = some_chat();
    other = some_chat();
    SUCCEEDS(lingsync_session_observe(other, 0, TEXT, STRLEN, NULL, 0, NULL, &report, e));
    SUCCEEDS(lingsync_session_summary(other, 0, &summary, e));
    lingsync_session_free(other);
    watch(session);

    null_where_a_config_is_wanted();
    null_where_an_engine_is_wanted();
    null_where_a_report_is_wanted();
    null_where_a_session_is_wanted();
    null_where_nothing_can_fail();
    null_where_it_is_allowed();
    numbers_that_are_none_of_an_enum();
    sizes_of_the_figures();
    keys_of_another_length();
    settings_that_do_not_exist_or_do_not_fit();
    engines_that_cannot_be_built();
    turns_and_speakers_that_are_unknown();
    names_of_all_numbers();

    watch(NULL);
    lingsync_summary_free(summary);
    lingsync_report_free(report);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
    lingsync_config_free(config);
    return check_end("hostile");
}
