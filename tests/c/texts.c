/* Texts that are no UTF-8, no JSON, of the wrong form, too long, or whose length is a lie; and that
   no text is read beyond its length: each lies before a page that cannot be read. */

#define _DEFAULT_SOURCE 1

#include "guard.h"

#define UTF8(call) REFUSED(LINGSYNC_STATUS_INVALID_UTF8, call)
#define HINT(call) REFUSED(LINGSYNC_STATUS_INVALID_HINT, call)
#define LIMIT(call) REFUSED(LINGSYNC_STATUS_LIMIT_EXCEEDED, call)
#define CONFIG(call) REFUSED(LINGSYNC_STATUS_INVALID_CONFIG, call)
#define ARGUMENT(call) REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, call)
#define TRANSCRIPT(call) REFUSED(LINGSYNC_STATUS_INVALID_TRANSCRIPT, call)

static const size_t STRLEN = LINGSYNC_STRLEN;

static lingsync_engine *engine;
static lingsync_session *session;

static lingsync_status observe(const char *text, size_t text_len, const char *meta, size_t meta_len,
                               lingsync_error **e) {
    return lingsync_session_observe(session, 0, text, text_len, meta, meta_len, &out.figures,
                                    &out.report, e);
}

static lingsync_status preview(const char *text, size_t text_len, const char *meta, size_t meta_len,
                               lingsync_error **e) {
    return lingsync_session_preview(session, 0, text, text_len, meta, meta_len, &out.figures,
                                    &out.report, e);
}

/* Bytes that begin well and go wrong at a known place. */
static void bytes_that_are_no_utf8(lingsync_config *config) {
    static const struct {
        const char *bytes;
        size_t len, wrong;
    } TEXTS[] = {
        {"\xFF", 1, 0},                   /* in no text */
        {"ab\xFF" "cd", 5, 2},
        {"\xC3\xA9\x80", 3, 2},           /* goes on without a start */
        {"ab\xE2\x82", 4, 2},             /* ends within a character */
        {"ab\xE2\x82" "c", 5, 2},
        {"a\xC0\xAF", 3, 1},              /* longer than need be */
        {"a\xED\xA0\x80", 4, 1},          /* half of a pair */
        {"abc\xF4\x90\x80\x80", 7, 3},    /* beyond the last character */
        {"\xF0\x9F\x98\x80\xF0\x9F", 6, 4},
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        size_t len = TEXTS[i].len, wrong = TEXTS[i].wrong;
        const char *bytes = at_the_end(TEXTS[i].bytes, len);
#define AT_ITS_PLACE(call)                                                                         \
    do {                                                                                           \
        UTF8(call);                                                                                \
        CHECK(refused_offset == wrong);                                                            \
    } while (0)
        AT_ITS_PLACE(observe(bytes, len, NULL, 0, e));
        AT_ITS_PLACE(preview(bytes, len, NULL, 0, e));
        AT_ITS_PLACE(observe("hello", 5, bytes, len, e));
        AT_ITS_PLACE(preview("hello", 5, bytes, len, e));
        AT_ITS_PLACE(lingsync_session_forget(session, bytes, len, &out.turns, &out.kept, e));
        AT_ITS_PLACE(lingsync_config_from_json(bytes, len, &out.config, e));
        AT_ITS_PLACE(lingsync_config_set_text(config, "language", bytes, len, e));
        AT_ITS_PLACE(lingsync_config_set_json(config, "glossary", bytes, len, e));
        /* Lines count from the first byte of all of them. */
        TRANSCRIPT(lingsync_session_observe_jsonl(session, bytes, len, 0, &out.buffer, e));
        CHECK(refused_offset == wrong);
        TRANSCRIPT(lingsync_engine_analyse_jsonl(engine, bytes, len, 0, 0, &out.buffer, e));
        /* As a name, and with NUL at the end. */
        {
            char text[16];
            memcpy(text, TEXTS[i].bytes, len);
            text[len] = '\0';
            bytes = at_the_end(text, len + 1);
            AT_ITS_PLACE(lingsync_config_set_bool(config, bytes, true, e));
            AT_ITS_PLACE(lingsync_config_set_i64(config, bytes, 1, e));
            AT_ITS_PLACE(lingsync_config_set_f64(config, bytes, 1.0, e));
            AT_ITS_PLACE(lingsync_config_set_text(config, bytes, "en", 2, e));
            AT_ITS_PLACE(lingsync_config_set_json(config, bytes, "[]", 2, e));
            AT_ITS_PLACE(observe(bytes, STRLEN, NULL, 0, e));
            AT_ITS_PLACE(observe("hello", 5, bytes, STRLEN, e));
            AT_ITS_PLACE(lingsync_config_from_json(bytes, STRLEN, &out.config, e));
        }
#undef AT_ITS_PLACE
    }
    TRANSCRIPT(lingsync_session_observe_jsonl(session, "user\ta\n\nuser\tb\xFF\n", 17, 0,
                                              &out.buffer, e));
    CHECK(refused_offset == 14 && strstr(refused_message, "line 3") != NULL);
}

static void metas_of_the_wrong_form(void) {
    static const char *const METAS[] = {
        " ", "{", "[]", "5", "null", "\"Ida\"", "{} {}", "{\"speaker\": 5}", "{\"speaker\": []}",
        "{\"at\": 1.5}", "{\"at\": \"now\"}", "{\"at\": 9223372036854775808}", "{\"at\": 1e400}",
        "{\"hints\": 5}", "{\"hints\": []}", "{\"hints\": {\"ambiguous\": 7}}",
        "{\"hints\": {\"ambiguous\": \"yes\"}}", "{\"hints\": {\"language\": \"no tag\"}}",
        "{\"hints\": {\"exclude\": [{\"start\": 2, \"end\": 1}]}}",
        "{\"hints\": {\"exclude\": [{\"start\": 0, \"end\": 99}]}}",
        "{\"hints\": {\"claims\": [{\"id\": \"\"}]}}", "{\"hints\": {\"tokens\": -1}}",
        "{\"hints\": {\"duration_ms\": -1}}", "{\"role\": \"user\"}",
        "{\"Speaker\": \"Ida\"}", "{\"speaker\": \"Ida\", \"x\": null}", "{\"id\": 1}",
    };
    for (size_t i = 0; i < sizeof METAS / sizeof *METAS; i++) {
        size_t len = strlen(METAS[i]);
        const char *meta = at_the_end(METAS[i], len);
        unsigned long failed = checks_failed;
        HINT(observe("hello", 5, meta, len, e));
        HINT(preview("hello", 5, meta, len, e));
        CHECK(strstr(refused_message, "hello") == NULL);
        if (checks_failed > failed) {
            fprintf(stderr, "  of %s\n", METAS[i]);
        }
    }
}

static void hints_that_nobody_knows(void) {
    static const char META[] = "{\"hints\": {\"mood\": 1, \"weather\": [\"mild\"]}}";
    lingsync_engine *strict = new_engine("{\"strict\": true}");
    lingsync_session *kept = session, *other = new_session(strict), *lenient = new_session(engine);
    session = other;
    watch(other);
    HINT(observe("hello", 5, META, STRLEN, e));
    watch(kept);
    session = kept;
    SUCCEEDS(lingsync_session_observe(lenient, 0, "hello", 5, META, STRLEN, NULL, NULL, e));
    lingsync_session_free(lenient);
    lingsync_session_free(other);
    lingsync_engine_free(strict);
}

/* JSON in JSON in JSON, which must not use up the stack. */
static void json_that_goes_deep(lingsync_config *config) {
    static const size_t DEPTHS[] = {200, 100000};
    for (size_t i = 0; i < sizeof DEPTHS / sizeof *DEPTHS; i++) {
        size_t depth = DEPTHS[i], len = 0;
        char *json = malloc(6 * depth + 64);
        must(json != NULL, "memory");
        /* {"x":[{"x":[ and so on, and never back. */
        for (size_t level = 0; level < depth; level++) {
            memcpy(json + len, "{\"x\":[", 6);
            len += 6;
        }
        HINT(observe("hello", 5, json, len, e));
        CONFIG(lingsync_config_from_json(json, len, &out.config, e));
        CONFIG(lingsync_config_set_json(config, "glossary", json, len, e));
        TRANSCRIPT(lingsync_session_observe_jsonl(session, json, len, 0, &out.buffer, e));
        TRANSCRIPT(lingsync_engine_analyse_jsonl(engine, json, len, 0, 0, &out.buffer, e));
        /* Brackets alone, within a hint, and closed. */
        len = (size_t)snprintf(json, 64, "{\"hints\":{\"x\":");
        memset(json + len, '[', depth);
        memset(json + len + depth, ']', depth);
        memcpy(json + len + 2 * depth, "}}", 3);
        HINT(observe("hello", 5, json, STRLEN, e));
        memset(json, '[', depth);
        json[depth] = '\0';
        HINT(observe("hello", 5, json, STRLEN, e));
        CONFIG(lingsync_config_from_json(json, depth, &out.config, e));
        CONFIG(lingsync_config_set_json(config, "limits", json, depth, e));
        TRANSCRIPT(lingsync_session_observe_jsonl(session, json, depth, 0, &out.buffer, e));
        TRANSCRIPT(lingsync_engine_analyse_jsonl(engine, json, depth, 0, 0, &out.buffer, e));
        free(json);
    }
}

/* What is over a limit is not looked at: there is one byte, and the length says more. */
static void lengths_over_a_limit(void) {
    static const size_t OVER[] = {(1u << 20) + 1, 1u << 30, PTRDIFF_MAX};
    const char *byte = at_the_end("a", 1);
    for (size_t i = 0; i < sizeof OVER / sizeof *OVER; i++) {
        LIMIT(observe(byte, OVER[i], NULL, 0, e));
        LIMIT(preview(byte, OVER[i], NULL, 0, e));
        LIMIT(observe("hello", 5, byte, OVER[i], e));
        LIMIT(preview("hello", 5, byte, OVER[i], e));
    }
    LIMIT(lingsync_session_restore(engine, byte, (256u << 20) + 1, &out.session, e));
    LIMIT(lingsync_session_restore(engine, byte, PTRDIFF_MAX, &out.session, e));
}

/* No object is larger than half of the address space. */
static void lengths_that_nothing_has(lingsync_config *config) {
    static const size_t LENGTHS[] = {(size_t)PTRDIFF_MAX + 1, SIZE_MAX - 1};
    const char *byte = at_the_end("a", 1);
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        size_t len = LENGTHS[i];
        ARGUMENT(observe(byte, len, NULL, 0, e));
        ARGUMENT(preview(byte, len, NULL, 0, e));
        ARGUMENT(observe("hello", 5, byte, len, e));
        ARGUMENT(preview("hello", 5, byte, len, e));
        ARGUMENT(lingsync_session_restore(engine, byte, len, &out.session, e));
        ARGUMENT(lingsync_session_forget(session, byte, len, &out.turns, &out.kept, e));
        ARGUMENT(lingsync_session_observe_jsonl(session, byte, len, 0, &out.buffer, e));
        ARGUMENT(lingsync_engine_analyse_jsonl(engine, byte, len, 0, 0, &out.buffer, e));
        ARGUMENT(lingsync_config_from_json(byte, len, &out.config, e));
        ARGUMENT(lingsync_config_set_text(config, "language", byte, len, e));
        ARGUMENT(lingsync_config_set_json(config, "glossary", byte, len, e));
    }
}

/* A limit itself is allowed, one byte more is not, however the length is given. */
static void lengths_at_a_limit(void) {
    static const char JSON[] = "{\"limits\": {\"max_turn_bytes\": 8, \"max_hint_bytes\": 16}}";
    lingsync_engine *small = new_engine(JSON);
    lingsync_session *kept = session, *other = new_session(small);
    const char *text = at_the_end("12345678", 8);
    SUCCEEDS(lingsync_session_observe(other, 0, text, 8, NULL, 0, NULL, NULL, e));
    text = at_the_end("12345678", 9);
    SUCCEEDS(lingsync_session_observe(other, 0, text, STRLEN, NULL, 0, NULL, NULL, e));
    text = at_the_end("{\"speaker\":\"ab\"}", 16);
    SUCCEEDS(lingsync_session_observe(other, 0, "hello", 5, text, 16, NULL, NULL, e));
    text = at_the_end("{\"speaker\":\"ab\"}", 17);
    SUCCEEDS(lingsync_session_observe(other, 0, "hello", 5, text, STRLEN, NULL, NULL, e));
    session = other;
    watch(other);
    text = at_the_end("123456789", 9);
    LIMIT(observe(text, 9, NULL, 0, e));
    text = at_the_end("123456789", 10);
    LIMIT(observe(text, STRLEN, NULL, 0, e));
    text = at_the_end("{\"speaker\":\"abc\"}", 17);
    LIMIT(observe("hello", 5, text, 17, e));
    text = at_the_end("{\"speaker\":\"abc\"}", 18);
    LIMIT(observe("hello", 5, text, STRLEN, e));
    watch(kept);
    session = kept;
    lingsync_session_free(other);
    lingsync_engine_free(small);
}

static void labels_that_are_too_long(void) {
    char meta[1200];
    size_t len = (size_t)snprintf(meta, sizeof meta, "{\"speaker\": \"%01024d\"}", 7);
    lingsync_session *copy = NULL;
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    SUCCEEDS(lingsync_session_observe(copy, 0, "hello", 5, meta, len, NULL, NULL, e));
    lingsync_session_free(copy);
    len = (size_t)snprintf(meta, sizeof meta, "{\"speaker\": \"%01025d\"}", 7);
    LIMIT(observe("hello", 5, meta, len, e));
    LIMIT(preview("hello", 5, meta, len, e));
    CHECK(strstr(refused_message, "1024") != NULL);
}

/* A name ends with NUL within 128 bytes; more is not read. */
static void names_that_do_not_end(lingsync_config *config) {
    char name[128];
    const char *end;
    memset(name, 'a', sizeof name);
    end = at_the_end(name, 128);
    ARGUMENT(lingsync_config_set_bool(config, end, true, e));
    ARGUMENT(lingsync_config_set_i64(config, end, 1, e));
    ARGUMENT(lingsync_config_set_f64(config, end, 1.0, e));
    ARGUMENT(lingsync_config_set_text(config, end, "en", 2, e));
    ARGUMENT(lingsync_config_set_json(config, end, "[]", 2, e));
    name[127] = '\0';
    end = at_the_end(name, 128);
    CONFIG(lingsync_config_set_bool(config, end, true, e));
    end = at_the_end("strict", 7);
    SUCCEEDS(lingsync_config_set_bool(config, end, true, e));
}

/* Texts that are right, with nothing readable behind them. */
static void texts_that_end_where_memory_ends(lingsync_config *config) {
    static const char JSON[] = "{\"lexical\": {\"window_tokens\": 4096}}";
    static const char LINES[] = "user\tthe lamp\nassistant\tthe lamp?";
    static const char KEY[] = "sixteen secrets!";
    lingsync_config *read = NULL;
    lingsync_engine *keyed = NULL;
    lingsync_session *copy = NULL, *restored = NULL;
    lingsync_buffer *lines = NULL, *one, *two;
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    SUCCEEDS(lingsync_session_observe(copy, 0, at_the_end("d\xC3\xA9j\xC3\xA0", 6), 6, NULL, 0,
                                      NULL, NULL, e));
    SUCCEEDS(lingsync_session_observe(copy, 0, at_the_end("", 1), STRLEN, NULL, 0, NULL, NULL, e));
    SUCCEEDS(lingsync_session_observe(copy, 0, "a", 1, at_the_end("{\"at\":5}", 8), 8, NULL, NULL,
                                      e));
    SUCCEEDS(lingsync_session_observe_jsonl(copy, at_the_end(LINES, strlen(LINES)), strlen(LINES),
                                            0, &lines, e));
    lingsync_buffer_free(lines);
    SUCCEEDS(lingsync_session_observe_jsonl(copy, at_the_end(LINES, sizeof LINES), STRLEN, 0,
                                            &lines, e));
    lingsync_buffer_free(lines);
    SUCCEEDS(lingsync_engine_analyse_jsonl(engine, at_the_end(LINES, strlen(LINES)),
                                           strlen(LINES), 0, 0, &lines, e));
    lingsync_buffer_free(lines);
    SUCCEEDS(lingsync_session_forget(copy, at_the_end("Ida", 3), 3, NULL, NULL, e));
    one = snapshot_of(copy);
    SUCCEEDS(lingsync_session_restore(engine,
                                      at_the_end(lingsync_buffer_data(one),
                                                 lingsync_buffer_len(one)),
                                      lingsync_buffer_len(one), &restored, e));
    two = snapshot_of(restored);
    CHECK(same_bytes(one, two));
    lingsync_buffer_free(two);
    lingsync_buffer_free(one);
    lingsync_session_free(restored);
    lingsync_session_free(copy);
    SUCCEEDS(lingsync_config_from_json(at_the_end(JSON, strlen(JSON)), strlen(JSON), &read, e));
    lingsync_config_free(read);
    SUCCEEDS(lingsync_config_set_text(config, "language", at_the_end("es", 2), 2, e));
    SUCCEEDS(lingsync_config_set_json(config, "glossary", at_the_end("[]", 2), 2, e));
    SUCCEEDS(lingsync_engine_new_keyed(config, at_the_end(KEY, 16), 16, &keyed, e));
    lingsync_engine_free(keyed);
}

/* NUL within a text of a given length is a character like any other. */
static void nul_within_a_text(void) {
    lingsync_session *copy = NULL;
    lingsync_turn_figures figures;
    figures.struct_size = sizeof figures;
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    SUCCEEDS(lingsync_session_observe(copy, 1, "one\0two three", 13, NULL, 0, &figures, NULL, e));
    CHECK(figures.words == 3);
    SUCCEEDS(lingsync_session_observe(copy, 1, "one\0two three", STRLEN, NULL, 0, &figures, NULL,
                                      e));
    CHECK(figures.words == 1);
    lingsync_session_free(copy);
    HINT(observe("hello", 5, "{}\0", 3, e));
    CONFIG(lingsync_config_from_json("{}\0", 3, &out.config, e));
}

/* Of several turns all are taken in, or none. */
static void lines_of_which_one_is_wrong(void) {
    static const struct {
        const char *lines;
        lingsync_status status;
    } CASES[] = {
        {"user\tone\nassistant\ttwo\nno tab here\n", LINGSYNC_STATUS_INVALID_TRANSCRIPT},
        {"user\tone\n{\"role\": \"user\"}\n", LINGSYNC_STATUS_INVALID_TRANSCRIPT},
        {"user\tone\n{\"role\": \"user\", \"text\": 5}\n", LINGSYNC_STATUS_INVALID_TRANSCRIPT},
        {"user\tone\n{\"text\": \"nobody\"}\n", LINGSYNC_STATUS_INVALID_TRANSCRIPT},
        {"user\tone\n{\"role\": \"user\", \"text\": \"a\"", LINGSYNC_STATUS_INVALID_TRANSCRIPT},
        {"user\tone\n{\"role\": \"user\", \"text\": \"a\", \"hints\": {\"ambiguous\": 7}}",
         LINGSYNC_STATUS_INVALID_HINT},
    };
    const size_t room = (1u << 20) + 100;
    char *lines = malloc(room);
    lingsync_session *copy = NULL;
    must(lines != NULL, "memory");
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        REFUSED(CASES[i].status, lingsync_session_observe_jsonl(session, CASES[i].lines, STRLEN, 0,
                                                                &out.buffer, e));
        CHECK(strstr(refused_message, i == 0 ? "line 3" : "line 2") != NULL);
        CHECK(strstr(refused_message, "nobody") == NULL);
        REFUSED(CASES[i].status, lingsync_session_observe_jsonl(session, CASES[i].lines, STRLEN, 0,
                                                                NULL, e));
    }
    /* The last line alone is too long. */
    memset(lines, 'a', room);
    memcpy(lines, "user\tone\nassistant\ttwo\nuser\t", 28);
    LIMIT(lingsync_session_observe_jsonl(session, lines, room, 0, &out.buffer, e));
    CHECK(strstr(refused_message, "line 3") != NULL);
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    SUCCEEDS(lingsync_session_observe_jsonl(copy, lines, 28 + (1u << 20), 0, NULL, e));
    CHECK(lingsync_session_turns(copy) == lingsync_session_turns(session) + 3);
    lingsync_session_free(copy);
    free(lines);
}

int main(void) {
    lingsync_config *config = lingsync_config_new();
    lingsync_buffer *before = NULL, *after = NULL;
    must(config != NULL, "a configuration");
    guard_open(1u << 16);
    engine = new_engine(NULL);
    session = some_chat();
    watch(session);
    SUCCEEDS(lingsync_config_json(config, &before, e));

    bytes_that_are_no_utf8(config);
    metas_of_the_wrong_form();
    hints_that_nobody_knows();
    json_that_goes_deep(config);
    lengths_over_a_limit();
    lengths_that_nothing_has(config);
    lengths_at_a_limit();
    labels_that_are_too_long();
    nul_within_a_text();
    lines_of_which_one_is_wrong();
    SUCCEEDS(lingsync_config_json(config, &after, e));
    CHECK(same_bytes(before, after));
    names_that_do_not_end(config);
    texts_that_end_where_memory_ends(config);

    watch(NULL);
    guard_close();
    lingsync_buffer_free(after);
    lingsync_buffer_free(before);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
    lingsync_config_free(config);
    return check_end("texts");
}
