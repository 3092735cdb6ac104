/* Snapshots that are cut short, damaged, of another engine or of a later library: each gives its
   status, none a session. */

#include "check.h"

#define DAMAGED(call) REFUSED(LINGSYNC_STATUS_INVALID_SNAPSHOT, call)

static lingsync_engine *keyed_engine(const char *key, const char *more) {
    lingsync_config *config = NULL;
    lingsync_engine *engine = NULL;
    must(lingsync_config_from_json(more, LINGSYNC_STRLEN, &config, NULL) == LINGSYNC_STATUS_OK,
         "settings");
    must(lingsync_config_set_text(config, "retention", "keyed", LINGSYNC_STRLEN, NULL)
             == LINGSYNC_STATUS_OK, "keyed");
    must(lingsync_engine_new_keyed(config, key, 16, &engine, NULL) == LINGSYNC_STATUS_OK,
         "a keyed engine");
    lingsync_config_free(config);
    return engine;
}

static void say(lingsync_session *session, int32_t role, const char *text) {
    SUCCEEDS(lingsync_session_observe(session, role, text, LINGSYNC_STRLEN, NULL, 0, NULL, NULL,
                                      e));
}

/* Each prefix lies in memory of just its length, so that valgrind sees a read beyond it. */
static void cut_at_every_byte(const lingsync_engine *engine, const lingsync_buffer *snapshot) {
    size_t len = lingsync_buffer_len(snapshot);
    for (size_t cut = 0; cut < len; cut++) {
        char *bytes = malloc(cut + (cut == 0));
        must(bytes != NULL, "memory");
        memcpy(bytes, lingsync_buffer_data(snapshot), cut);
        DAMAGED(lingsync_session_restore(engine, bytes, cut, &out.session, e));
        free(bytes);
    }
}

static void with_every_bit_turned(const lingsync_engine *engine, const lingsync_buffer *snapshot) {
    size_t len = lingsync_buffer_len(snapshot);
    char *bytes = malloc(len + 1);
    must(bytes != NULL, "memory");
    memcpy(bytes, lingsync_buffer_data(snapshot), len);
    for (size_t at = 0; at < len; at++) {
        for (int bit = 0; bit < 8; bit++) {
            /* The two bytes behind the magic word are the number of the format. */
            int format = at == 4 || at == 5;
            bytes[at] = (char)(bytes[at] ^ (1 << bit));
            REFUSED(format ? LINGSYNC_STATUS_UNSUPPORTED_VERSION : LINGSYNC_STATUS_INVALID_SNAPSHOT,
                    lingsync_session_restore(engine, bytes, len, &out.session, e));
            bytes[at] = (char)(bytes[at] ^ (1 << bit));
        }
    }
    /* One byte too many, and every byte gone. */
    bytes[len] = '\0';
    DAMAGED(lingsync_session_restore(engine, bytes, len + 1, &out.session, e));
    DAMAGED(lingsync_session_restore(engine, bytes, LINGSYNC_STRLEN, &out.session, e));
    memset(bytes, 0, len);
    DAMAGED(lingsync_session_restore(engine, bytes, len, &out.session, e));
    memset(bytes, 0xFF, len);
    DAMAGED(lingsync_session_restore(engine, bytes, len, &out.session, e));
    free(bytes);
}

/* Two sessions go the same way. */
static void same_from_here(lingsync_session *one, lingsync_session *two) {
    static const char *const TURNS[] = {"Is the lamp broken?", "The lamp or the kettle?", "Both."};
    for (int i = 0; i < 3; i++) {
        lingsync_report *first = NULL, *second = NULL;
        lingsync_buffer *ours, *theirs;
        SUCCEEDS(lingsync_session_observe(one, i % 2, TURNS[i], LINGSYNC_STRLEN, NULL, 0, NULL,
                                          &first, e));
        SUCCEEDS(lingsync_session_observe(two, i % 2, TURNS[i], LINGSYNC_STRLEN, NULL, 0, NULL,
                                          &second, e));
        ours = json_of(first, LINGSYNC_DETAIL_FULL);
        theirs = json_of(second, LINGSYNC_DETAIL_FULL);
        CHECK(same_bytes(ours, theirs));
        lingsync_buffer_free(theirs);
        lingsync_buffer_free(ours);
    }
}

static void restored_and_cloned_sessions_go_on(const lingsync_engine *engine) {
    lingsync_session *session = some_chat(), *restored = NULL, *copy = NULL;
    lingsync_buffer *snapshot = snapshot_of(session), *again;
    SUCCEEDS(lingsync_session_restore(engine, lingsync_buffer_data(snapshot),
                                      lingsync_buffer_len(snapshot), &restored, e));
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    CHECK(lingsync_session_turns(restored) == lingsync_session_turns(session));
    CHECK(lingsync_session_heap_bytes(restored) > 0);
    again = snapshot_of(restored);
    CHECK(same_bytes(snapshot, again));
    lingsync_buffer_free(again);
    same_from_here(session, restored);
    again = snapshot_of(copy);
    CHECK(same_bytes(snapshot, again));
    lingsync_buffer_free(again);
    SUCCEEDS(lingsync_session_reset(copy, e));
    CHECK(lingsync_session_turns(copy) == 0);
    lingsync_buffer_free(snapshot);
    lingsync_session_free(copy);
    lingsync_session_free(restored);
    lingsync_session_free(session);
}

static void snapshots_of_another_engine(void) {
    static const char KEY[] = "sixteen secrets!", OTHER[] = "another secret!!";
    lingsync_engine *plain = new_engine(NULL), *dialign, *windowed;
    lingsync_engine *keyed = keyed_engine(KEY, "{}"), *other = keyed_engine(OTHER, "{}");
    lingsync_engine *again = keyed_engine(KEY, "{\"limits\": {\"max_evidence\": 3}}");
    lingsync_session *session = new_session(keyed), *restored = NULL, *open = some_chat();
    lingsync_buffer *snapshot, *bytes = snapshot_of(open), *settings = NULL;
    lingsync_config *config = NULL;
    dialign = new_engine("{\"text\": {\"tokeniser\": \"dialign\"}}");
    windowed = new_engine("{\"lexical\": {\"window_tokens\": 4096}}");
    say(session, LINGSYNC_ROLE_CLIENT, "The tall lamp flickers.");
    say(session, LINGSYNC_ROLE_AGENT, "Since when does the lamp flicker?");
    snapshot = snapshot_of(session);
#define FROM(engine, buffer)                                                                       \
    lingsync_session_restore((engine), lingsync_buffer_data(buffer), lingsync_buffer_len(buffer),  \
                             &out.session, e)
    REFUSED(LINGSYNC_STATUS_KEY_MISMATCH, FROM(other, snapshot));
    REFUSED(LINGSYNC_STATUS_CONFIG_MISMATCH, FROM(plain, snapshot));
    REFUSED(LINGSYNC_STATUS_CONFIG_MISMATCH, FROM(keyed, bytes));
    REFUSED(LINGSYNC_STATUS_CONFIG_MISMATCH, FROM(dialign, bytes));
    REFUSED(LINGSYNC_STATUS_CONFIG_MISMATCH, FROM(windowed, bytes));
#undef FROM
    /* The same key and settings; those that only bound the outputs may differ. */
    SUCCEEDS(lingsync_session_restore(again, lingsync_buffer_data(snapshot),
                                      lingsync_buffer_len(snapshot), &restored, e));
    same_from_here(session, restored);
    /* The key is nowhere. */
    SUCCEEDS(lingsync_engine_config(keyed, &config, e));
    SUCCEEDS(lingsync_config_json(config, &settings, e));
    CHECK(strstr(lingsync_buffer_data(settings), "\"retention\":\"keyed\"") != NULL);
    CHECK(strstr(lingsync_buffer_data(settings), KEY) == NULL);
    for (size_t at = 0; at + 16 <= lingsync_buffer_len(snapshot); at++) {
        CHECK(memcmp(lingsync_buffer_data(snapshot) + at, KEY, 16) != 0);
    }
    lingsync_config_free(config);
    lingsync_buffer_free(settings);
    lingsync_buffer_free(bytes);
    lingsync_buffer_free(snapshot);
    lingsync_session_free(open);
    lingsync_session_free(restored);
    lingsync_session_free(session);
    lingsync_engine_free(windowed);
    lingsync_engine_free(dialign);
    lingsync_engine_free(again);
    lingsync_engine_free(other);
    lingsync_engine_free(keyed);
    lingsync_engine_free(plain);
}

int main(void) {
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *small = new_session(engine), *session = some_chat();
    lingsync_buffer *snapshot = snapshot_of(session), *bytes;
    say(small, LINGSYNC_ROLE_CLIENT, "hello");
    bytes = snapshot_of(small);

    cut_at_every_byte(engine, snapshot);
    with_every_bit_turned(engine, bytes);
    restored_and_cloned_sessions_go_on(engine);
    snapshots_of_another_engine();

    lingsync_buffer_free(bytes);
    lingsync_buffer_free(snapshot);
    lingsync_session_free(session);
    lingsync_session_free(small);
    lingsync_engine_free(engine);
    return check_end("snapshots");
}
