/* What a host says of claims: watched ones, facts, verdicts that come later, and hooks, whatever these
   do: answer, wait, answer nonsense, or come back to the session that asks them. */

#include "check.h"

#include <math.h>

static const char *const WATCHED =
    "[{\"id\": \"trial\", \"text\": \"the trial lasts sixty days\", \"verdict\": false,"
    " \"correct_text\": \"the trial lasts fourteen days\"}]";
static const char *const CLAIM_IN_HINTS =
    "{\"hints\": {\"claims\": [{\"id\": \"kettle\", \"text\": \"the kettle holds two litres\","
    " \"verdict\": \"unknown\"}]}}";

static lingsync_turn_figures observed(lingsync_session *session, int32_t role, const char *text,
                                      const char *meta) {
    lingsync_turn_figures figures;
    figures.struct_size = sizeof figures;
    SUCCEEDS(lingsync_session_observe(session, role, text, LINGSYNC_STRLEN, meta,
                                      meta == NULL ? 0 : LINGSYNC_STRLEN, &figures, NULL, e));
    return figures;
}

static void a_watched_claim_is_open_until_it_is_corrected(void) {
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine);
    lingsync_turn_figures figures;

    figures = observed(session, LINGSYNC_ROLE_CLIENT, "Good morning!", NULL);
    CHECK(figures.reasons[13] == LINGSYNC_UNDEFINED_NO_TRUTH_SUPPLIED && figures.claims_open == 0);
    CHECK(figures.reasons[10] == LINGSYNC_UNDEFINED_DEFINED && figures.stance == LINGSYNC_STANCE_NONE);
    SUCCEEDS(lingsync_session_watch(session, WATCHED, LINGSYNC_STRLEN, e));
    figures = observed(session, LINGSYNC_ROLE_CLIENT, "The trial lasts sixty days, right?", NULL);
    CHECK(figures.reasons[13] == LINGSYNC_UNDEFINED_DEFINED);
    CHECK(figures.claims_open == 1 && figures.claims_uncorrected == 0);
    figures = observed(session, LINGSYNC_ROLE_AGENT, "Thank you for the two photos of the garden.",
                       NULL);
    CHECK(figures.claims_open == 1 && figures.claims_uncorrected == 1);
    figures = observed(session, LINGSYNC_ROLE_AGENT, "The trial lasts fourteen days, not sixty.",
                       "{\"hints\": {\"stances\": [{\"claim\": \"trial\", \"stance\": \"denies\"}]}}");
    CHECK(figures.claims_open == 0 && figures.claims_uncorrected == 0);
    observed(session, LINGSYNC_ROLE_CLIENT, "Are you sure?", "{\"hints\": {\"pushback\": true}}");
    figures = observed(session, LINGSYNC_ROLE_AGENT, "You are right, it lasts sixty days.",
                       "{\"hints\": {\"stances\": [{\"claim\": \"trial\", \"stance\": \"asserts\"}]}}");
    CHECK(figures.stance == LINGSYNC_STANCE_CAVE);
    CHECK(figures.claims_open == 1 && figures.claims_uncorrected == 1);

    watch(session);
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_session_watch(NULL, WATCHED, LINGSYNC_STRLEN, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_session_watch(session, NULL, 3, e));
    REFUSED(LINGSYNC_STATUS_INVALID_UTF8, lingsync_session_watch(session, "[\xff]", 3, e));
    REFUSED(LINGSYNC_STATUS_INVALID_HINT, lingsync_session_watch(session, "", 0, e));
    REFUSED(LINGSYNC_STATUS_INVALID_HINT,
            lingsync_session_watch(session, "[{\"id\": \"a\"}]", LINGSYNC_STRLEN, e));
    REFUSED(LINGSYNC_STATUS_INVALID_HINT,
            lingsync_session_watch(session, "{\"claims\": []}", LINGSYNC_STRLEN, e));
    watch(NULL);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

static void a_verdict_that_comes_later_says_what_it_changes(void) {
    static const char *const FALSE = "{\"verdict\": false, \"correct_text\": \"it holds one\"}";
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine);
    lingsync_buffer *amendments = NULL;

    observed(session, LINGSYNC_ROLE_CLIENT, "Does the kettle hold two litres?", CLAIM_IN_HINTS);
    observed(session, LINGSYNC_ROLE_AGENT, "It does.",
             "{\"hints\": {\"stances\": [{\"claim\": \"kettle\", \"stance\": \"asserts\"}]}}");
    watch(session);
    REFUSED(LINGSYNC_STATUS_UNKNOWN_CLAIM,
            lingsync_session_resolve(session, "pot", 3, FALSE, LINGSYNC_STRLEN, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_INVALID_HINT,
            lingsync_session_resolve(session, "kettle", 6, "{}", 2, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_INVALID_HINT,
            lingsync_session_resolve(session, "kettle", 6, "{\"verdict\": false, \"confidence\": 2}",
                                     LINGSYNC_STRLEN, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_session_resolve(NULL, "kettle", 6, FALSE, LINGSYNC_STRLEN, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_session_resolve(session, NULL, 6, FALSE, LINGSYNC_STRLEN, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_session_resolve(session, "kettle", 6, NULL, 2, &out.buffer, e));
    watch(NULL);
    SUCCEEDS(lingsync_session_resolve(session, "kettle", 6, FALSE, LINGSYNC_STRLEN, &amendments, e));
    CHECK_TEXT(lingsync_buffer_data(amendments),
               "[{\"turn\":1,\"id\":\"kettle\",\"before\":null,\"after\":\"accommodate\","
               "\"stance_before\":null,\"stance_after\":null}]");
    lingsync_buffer_free(amendments);
    SUCCEEDS(lingsync_session_resolve(session, "kettle", 6, "{\"verdict\": \"true\"}",
                                      LINGSYNC_STRLEN, NULL, e));
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

static void facts_open_and_judge_claims(void) {
    static const char *const FACTS =
        "[{\"subject\": [\"the museum\"], \"property\": \"opens\", \"value\": \"nine\","
        " \"wrong_values\": [\"eight\"]}]";
    lingsync_engine *engine = NULL;
    lingsync_session *session;
    lingsync_turn_figures figures;
    SUCCEEDS(lingsync_engine_new_with_facts(NULL, NULL, 0, NULL, 0, NULL, 0, FACTS, LINGSYNC_STRLEN,
                                            &engine, e));
    session = new_session(engine);
    figures = observed(session, LINGSYNC_ROLE_CLIENT, "The museum opens at eight, right?", NULL);
    CHECK(figures.claims_open == 1);
    figures = observed(session, LINGSYNC_ROLE_AGENT, "The museum opens at nine.", NULL);
    CHECK(figures.claims_open == 0 && figures.reasons[13] == LINGSYNC_UNDEFINED_DEFINED);
    lingsync_session_free(session);
    lingsync_engine_free(engine);

    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_engine_new_with_facts(NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_engine_new_with_facts(NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 5, &out.engine, e));
    REFUSED(LINGSYNC_STATUS_INVALID_CONFIG,
            lingsync_engine_new_with_facts(NULL, NULL, 0, NULL, 0, NULL, 0, "[{}]", 4, &out.engine,
                                           e));
    REFUSED(LINGSYNC_STATUS_INVALID_UTF8,
            lingsync_engine_new_with_facts(NULL, NULL, 0, NULL, 0, NULL, 0, "[\xff]", 3, &out.engine,
                                           e));
}

/* What the hooks are told to do, and what they saw. */
struct host {
    lingsync_session *session;
    int32_t returned, verdict, stance;
    double confidence;
    const char *correct_text;
    int checked, asked, freed;
    char seen[256];
};

static void see(struct host *host, const lingsync_claim_query *query) {
    CHECK(query->struct_size == sizeof *query);
    snprintf(host->seen, sizeof host->seen, "%u %d %d %.*s|%.*s|%.*s|%.*s", query->turn, query->role,
             query->verdict, (int)query->id_len, query->id, (int)query->text_len, query->text,
             (int)query->correct_text_len, query->correct_text == NULL ? "" : query->correct_text,
             (int)query->turn_text_len, query->turn_text);
}

static int32_t check(void *user_data, const lingsync_claim_query *query,
                     lingsync_claim_answer *answer) {
    struct host *host = user_data;
    host->checked++;
    see(host, query);
    if (host->verdict != 0) {
        SUCCEEDS(lingsync_claim_answer_set(answer, host->verdict, host->confidence, e));
    }
    if (host->correct_text != NULL) {
        SUCCEEDS(lingsync_claim_answer_set_correct_text(answer, host->correct_text, LINGSYNC_STRLEN,
                                                        e));
    }
    return host->returned;
}

static int32_t stance(void *user_data, const lingsync_claim_query *query,
                      lingsync_claim_answer *answer) {
    struct host *host = user_data;
    host->asked++;
    see(host, query);
    if (host->stance != 0) {
        SUCCEEDS(lingsync_claim_answer_set(answer, host->stance, host->confidence, e));
    }
    return host->returned;
}

static void set_free(void *user_data) {
    ((struct host *)user_data)->freed++;
}

static lingsync_hooks hooks_of(struct host *host) {
    lingsync_hooks hooks;
    memset(&hooks, 0, sizeof hooks);
    hooks.struct_size = sizeof hooks;
    hooks.user_data = host;
    hooks.check = check;
    hooks.stance = stance;
    hooks.free_user_data = set_free;
    return hooks;
}

static int says(const lingsync_report *report, const char *what) {
    lingsync_buffer *json = NULL;
    int found;
    must(lingsync_report_json(report, LINGSYNC_DETAIL_FULL, &json, NULL) == LINGSYNC_STATUS_OK, "JSON");
    found = strstr(lingsync_buffer_data(json), what) != NULL;
    lingsync_buffer_free(json);
    return found;
}

/* Whether the report of a claim in the hints says so, after the hook has answered. */
static int reported(lingsync_session *session, const char *what) {
    lingsync_report *report = NULL;
    int found;
    must(lingsync_session_preview(session, LINGSYNC_ROLE_CLIENT, "Two litres?", LINGSYNC_STRLEN,
                                  CLAIM_IN_HINTS, LINGSYNC_STRLEN, NULL, &report, NULL)
             == LINGSYNC_STATUS_OK, "a preview");
    found = says(report, what);
    lingsync_report_free(report);
    return found;
}

static void hooks_are_asked_and_their_answers_count(void) {
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine), *copy = NULL;
    struct host host, other;
    lingsync_hooks hooks;
    lingsync_turn_figures figures;
    memset(&host, 0, sizeof host);
    memset(&other, 0, sizeof other);
    host.returned = LINGSYNC_ANSWER_KNOWN;
    host.verdict = LINGSYNC_VERDICT_FALSE;
    host.confidence = 0.9;
    host.correct_text = "the kettle holds one litre";
    hooks = hooks_of(&host);
    SUCCEEDS(lingsync_session_set_hooks(session, &hooks, e));

    figures = observed(session, LINGSYNC_ROLE_CLIENT, "Does the kettle hold two litres?",
                       CLAIM_IN_HINTS);
    CHECK(host.checked == 1 && figures.claims_open == 1);
    CHECK_TEXT(host.seen,
               "0 0 3 kettle|the kettle holds two litres||Does the kettle hold two litres?");
    host.stance = LINGSYNC_CLAIM_STANCE_DENIES;
    host.confidence = (double)NAN;
    figures = observed(session, LINGSYNC_ROLE_AGENT, "Half of that.", NULL);
    CHECK(host.asked == 1 && figures.claims_open == 0);
    CHECK_TEXT(host.seen, "1 1 1 kettle|the kettle holds two litres|the kettle holds one litre|"
                          "Half of that.");

    /* A copy has the hooks as well, and they are let go with the last session. */
    SUCCEEDS(lingsync_session_clone(session, &copy, e));
    hooks = hooks_of(&other);
    SUCCEEDS(lingsync_session_set_hooks(session, &hooks, e));
    CHECK(host.freed == 0);
    observed(copy, LINGSYNC_ROLE_AGENT, "Half of that, as I said.", NULL);
    CHECK(host.asked == 2 && other.asked == 0);
    lingsync_session_free(copy);
    CHECK(host.freed == 1);
    SUCCEEDS(lingsync_session_clear_hooks(session, e));
    CHECK(other.freed == 1);
    SUCCEEDS(lingsync_session_clear_hooks(session, e));
    observed(session, LINGSYNC_ROLE_AGENT, "Half of that.", NULL);
    CHECK(host.freed == 1 && other.freed == 1 && other.asked == 0);
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

static void whatever_a_hook_says_the_session_goes_on(void) {
    static const char *const PENDING = "\"verdict\":\"pending\"";
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine);
    struct host host;
    lingsync_hooks hooks;
    memset(&host, 0, sizeof host);
    hooks = hooks_of(&host);
    SUCCEEDS(lingsync_session_set_hooks(session, &hooks, e));
    host.returned = LINGSYNC_ANSWER_NOTHING;
    CHECK(reported(session, "\"verdict\":\"unknown\""));
    host.returned = LINGSYNC_ANSWER_PENDING;
    CHECK(reported(session, PENDING));
    host.returned = 77;
    CHECK(reported(session, PENDING));
    host.returned = LINGSYNC_ANSWER_KNOWN;
    CHECK(reported(session, PENDING));
    host.verdict = LINGSYNC_VERDICT_TRUE;
    CHECK(reported(session, "\"verdict\":\"true\""));
    CHECK(reported(session, "\"verdict_source\":\"callback\""));
    hooks.check = NULL;
    SUCCEEDS(lingsync_session_set_hooks(session, &hooks, e));
    CHECK(reported(session, "\"verdict\":\"unknown\""));

    watch(session);
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_session_set_hooks(NULL, &hooks, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_session_set_hooks(session, NULL, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_session_clear_hooks(NULL, e));
    hooks.struct_size = 8;
    host.freed = 0;
    REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, lingsync_session_set_hooks(session, &hooks, e));
    CHECK(host.freed == 0);
    watch(NULL);
    lingsync_session_free(session);
    CHECK(host.freed == 1);
    lingsync_engine_free(engine);
}

/* A hook that tries every call on the session that asks it, and wrong answers. */
static int32_t comes_back(void *user_data, const lingsync_claim_query *query,
                          lingsync_claim_answer *answer) {
    struct host *host = user_data;
    lingsync_session *session = host->session, *other;
    lingsync_hooks hooks = hooks_of(host);
    (void)query;
    host->checked++;
    REFUSED(LINGSYNC_STATUS_INVALID_STATE,
            lingsync_session_observe(session, 0, "x", 1, NULL, 0, &out.figures, &out.report, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE,
            lingsync_session_preview(session, 0, "x", 1, NULL, 0, &out.figures, &out.report, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE,
            lingsync_session_observe_jsonl(session, "user\tx", 6, 0, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_watch(session, "[]", 2, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE,
            lingsync_session_resolve(session, "a", 1, "{\"verdict\": false}", LINGSYNC_STRLEN,
                                     &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_set_hooks(session, &hooks, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_clear_hooks(session, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_snapshot(session, &out.buffer, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_clone(session, &out.session, e));
    REFUSED(LINGSYNC_STATUS_INVALID_STATE, lingsync_session_reset(session, e));
    CHECK(lingsync_session_turns(session) == 0);
    /* Other sessions are free to be used. */
    other = some_chat();
    CHECK(lingsync_session_turns(other) == 3);
    lingsync_session_free(other);
    REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, lingsync_claim_answer_set(answer, 0, 0.5, e));
    REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, lingsync_claim_answer_set(answer, 5, 0.5, e));
    REFUSED(LINGSYNC_STATUS_INVALID_ARGUMENT, lingsync_claim_answer_set(answer, 1, 1.5, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER, lingsync_claim_answer_set(NULL, 1, 0.5, e));
    REFUSED(LINGSYNC_STATUS_INVALID_UTF8,
            lingsync_claim_answer_set_correct_text(answer, "\xff", 1, e));
    REFUSED(LINGSYNC_STATUS_NULL_POINTER,
            lingsync_claim_answer_set_correct_text(NULL, "x", 1, e));
    SUCCEEDS(lingsync_claim_answer_set(answer, LINGSYNC_VERDICT_TRUE, 1.0, e));
    return LINGSYNC_ANSWER_KNOWN;
}

static void a_hook_that_comes_back_is_refused_and_its_answer_waits(void) {
    lingsync_engine *engine = new_engine(NULL);
    lingsync_session *session = new_session(engine);
    lingsync_report *report = NULL;
    struct host host;
    lingsync_hooks hooks;
    memset(&host, 0, sizeof host);
    host.session = session;
    hooks = hooks_of(&host);
    hooks.check = comes_back;
    SUCCEEDS(lingsync_session_set_hooks(session, &hooks, e));
    CHECK(reported(session, "\"verdict\":\"pending\""));
    SUCCEEDS(lingsync_session_observe(session, 0, "Two litres?", LINGSYNC_STRLEN, CLAIM_IN_HINTS,
                                      LINGSYNC_STRLEN, NULL, &report, e));
    CHECK(says(report, "\"verdict\":\"pending\""));
    lingsync_report_free(report);
    CHECK(host.checked == 2 && lingsync_session_turns(session) == 1);
    /* When no hook runs the session can be used as ever. */
    SUCCEEDS(lingsync_session_clear_hooks(session, e));
    SUCCEEDS(lingsync_session_reset(session, e));
    CHECK(reported(session, "\"verdict\":\"unknown\""));
    lingsync_session_free(session);
    lingsync_engine_free(engine);
}

int main(void) {
    a_watched_claim_is_open_until_it_is_corrected();
    a_verdict_that_comes_later_says_what_it_changes();
    facts_open_and_judge_claims();
    hooks_are_asked_and_their_answers_count();
    whatever_a_hook_says_the_session_goes_on();
    a_hook_that_comes_back_is_refused_and_its_answer_waits();
    return check_end("claims");
}
