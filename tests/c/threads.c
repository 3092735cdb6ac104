/* Sessions on several threads: handed on from one to the next, looked at by many at the same time,
   fought over, and each on its own. */

#define _POSIX_C_SOURCE 200809L

#include "check.h"

#include <pthread.h>
#include <sched.h>

enum { THREADS = 4, TURNS = 24, PREVIEWS = 50, BLOWS = 400 };

static const char *const TEXTS[] = {
    "The tall lamp flickers when I plug in the kettle.",
    "Does the tall lamp flicker with every kettle?",
    "Only with mine; the kettle is old, and the plug is loose.",
    "A loose plug makes a lamp flicker. Is the wall old as well?",
    "The wall is new.",
};
enum { TEXT_COUNT = sizeof TEXTS / sizeof *TEXTS };

static lingsync_engine *engine;

/* What the turns of one conversation give, one after the other. */
struct transcript {
    char *bytes;
    size_t len;
};

/* Without CHECK, which is for one thread: a failure leaves a gap that is found later. */
static void one_turn(lingsync_session *session, int turn, struct transcript *said) {
    lingsync_report *report = NULL;
    lingsync_buffer *json;
    size_t len;
    if (lingsync_session_observe(session, turn % 2, TEXTS[turn % TEXT_COUNT], LINGSYNC_STRLEN, NULL,
                                 0, NULL, &report, NULL) != LINGSYNC_STATUS_OK) {
        return;
    }
    json = json_of(report, LINGSYNC_DETAIL_FULL);
    len = lingsync_buffer_len(json);
    said->bytes = realloc(said->bytes, said->len + len);
    must(said->bytes != NULL, "memory");
    memcpy(said->bytes + said->len, lingsync_buffer_data(json), len);
    said->len += len;
    lingsync_buffer_free(json);
}

static struct transcript alone(void) {
    struct transcript said = {NULL, 0};
    lingsync_session *session = new_session(engine);
    for (int turn = 0; turn < TURNS; turn++) {
        one_turn(session, turn, &said);
    }
    lingsync_session_free(session);
    return said;
}

static int same(const struct transcript *one, const struct transcript *two) {
    return one->len > 0 && one->len == two->len && memcmp(one->bytes, two->bytes, one->len) == 0;
}

static void start(pthread_t *thread, void *(*run)(void *), void *argument) {
    must(pthread_create(thread, NULL, run, argument) == 0, "a thread");
}

static void join(pthread_t thread) {
    must(pthread_join(thread, NULL) == 0, "the end of a thread");
}

/* One session that two threads use in turn. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t moved;
    lingsync_session *session;
    struct transcript said;
    int turn;
} handed = {.lock = PTHREAD_MUTEX_INITIALIZER, .moved = PTHREAD_COND_INITIALIZER};

static void *every_second_turn(void *argument) {
    int mine = *(const int *)argument;
    pthread_mutex_lock(&handed.lock);
    while (handed.turn < TURNS) {
        if (handed.turn % 2 == mine) {
            one_turn(handed.session, handed.turn, &handed.said);
            handed.turn++;
            pthread_cond_broadcast(&handed.moved);
        } else {
            pthread_cond_wait(&handed.moved, &handed.lock);
        }
    }
    pthread_mutex_unlock(&handed.lock);
    return NULL;
}

static void a_session_can_be_handed_on(const struct transcript *expected) {
    static const int SIDES[2] = {0, 1};
    pthread_t threads[2];
    handed.session = new_session(engine);
    for (int i = 0; i < 2; i++) {
        start(&threads[i], every_second_turn, (void *)&SIDES[i]);
    }
    for (int i = 0; i < 2; i++) {
        join(threads[i]);
    }
    CHECK(same(&handed.said, expected));
    CHECK(lingsync_session_turns(handed.session) == TURNS);
    lingsync_session_free(handed.session);
    free(handed.said.bytes);
}

/* One session that many threads look at, and that nobody changes. */
struct looker {
    const lingsync_session *session;
    const lingsync_buffer *expected, *snapshot;
    int wrong;
};

static void *look(void *argument) {
    struct looker *looker = argument;
    const lingsync_session *session = looker->session;
    for (int i = 0; i < PREVIEWS; i++) {
        lingsync_report *report = NULL;
        lingsync_summary *summary = NULL;
        lingsync_buffer *json, *snapshot = NULL;
        lingsync_session *copy = NULL;
        lingsync_status preview =
            lingsync_session_preview(session, 1, TEXTS[1], LINGSYNC_STRLEN, NULL, 0, NULL, &report,
                                     NULL);
        lingsync_status summed =
            lingsync_session_summary(session, LINGSYNC_DETAIL_BRIEF, &summary, NULL);
        lingsync_status snapped = lingsync_session_snapshot(session, &snapshot, NULL);
        lingsync_status cloned = lingsync_session_clone(session, &copy, NULL);
        if (preview != LINGSYNC_STATUS_OK || summed != LINGSYNC_STATUS_OK
            || snapped != LINGSYNC_STATUS_OK || cloned != LINGSYNC_STATUS_OK) {
            looker->wrong++;
        } else {
            json = json_of(report, LINGSYNC_DETAIL_FULL);
            looker->wrong += !same_bytes(json, looker->expected);
            looker->wrong += !same_bytes(snapshot, looker->snapshot);
            looker->wrong += lingsync_session_turns(session) != 3;
            lingsync_buffer_free(json);
        }
        lingsync_buffer_free(snapshot);
        lingsync_summary_free(summary);
        lingsync_session_free(copy);
    }
    return NULL;
}

static void many_may_look_at_one_session(void) {
    pthread_t threads[THREADS];
    struct looker lookers[THREADS];
    lingsync_session *session = some_chat();
    lingsync_buffer *snapshot = snapshot_of(session), *expected, *after;
    lingsync_report *report = NULL;
    SUCCEEDS(lingsync_session_preview(session, 1, TEXTS[1], LINGSYNC_STRLEN, NULL, 0, NULL, &report,
                                      e));
    expected = json_of(report, LINGSYNC_DETAIL_FULL);
    for (int i = 0; i < THREADS; i++) {
        lookers[i] = (struct looker){session, expected, snapshot, 0};
        start(&threads[i], look, &lookers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        join(threads[i]);
        CHECK(lookers[i].wrong == 0);
    }
    after = snapshot_of(session);
    CHECK(same_bytes(snapshot, after));
    lingsync_buffer_free(after);
    lingsync_buffer_free(expected);
    lingsync_buffer_free(snapshot);
    lingsync_session_free(session);
}

/* One session that two threads change at the same time, which they must not. */
struct fighter {
    lingsync_session *session;
    pthread_barrier_t *begin;
    uint32_t taken, refused, other;
};

static void *fight(void *argument) {
    struct fighter *fighter = argument;
    pthread_barrier_wait(fighter->begin);
    for (int i = 0; i < BLOWS; i++) {
        lingsync_error *error = NULL;
        lingsync_report *report = NULL;
        lingsync_status status =
            lingsync_session_observe(fighter->session, i % 2, TEXTS[i % TEXT_COUNT],
                                     LINGSYNC_STRLEN, NULL, 0, NULL, &report, &error);
        if (status == LINGSYNC_STATUS_OK && report != NULL && error == NULL) {
            fighter->taken++;
        } else if (status == LINGSYNC_STATUS_INVALID_STATE && report == NULL
                   && lingsync_error_status(error) == status) {
            fighter->refused++;
            /* Otherwise all blows are struck while the other is at its first. */
            sched_yield();
        } else {
            fighter->other++;
        }
        /* Its number is that of some turn, or 0 while the other is at it. */
        fighter->other += lingsync_session_turns(fighter->session) > 2 * BLOWS;
        lingsync_report_free(report);
        lingsync_error_free(error);
    }
    return NULL;
}

static void two_that_fight_over_one_session_are_told(void) {
    pthread_t threads[2];
    pthread_barrier_t begin;
    struct fighter fighters[2];
    lingsync_session *session = new_session(engine);
    uint32_t taken = 0, refused = 0;
    must(pthread_barrier_init(&begin, NULL, 2) == 0, "a barrier");
    for (int i = 0; i < 2; i++) {
        fighters[i] = (struct fighter){session, &begin, 0, 0, 0};
        start(&threads[i], fight, &fighters[i]);
    }
    for (int i = 0; i < 2; i++) {
        join(threads[i]);
        CHECK(fighters[i].other == 0);
        taken += fighters[i].taken;
        refused += fighters[i].refused;
    }
    pthread_barrier_destroy(&begin);
    CHECK(taken + refused == 2 * BLOWS && taken > 0);
    CHECK(lingsync_session_turns(session) == taken);
    /* It is of use as before. */
    SUCCEEDS(lingsync_session_observe(session, 0, "hello", 5, NULL, 0, NULL, NULL, e));
    CHECK(lingsync_session_turns(session) == taken + 1);
    printf("threads: %u turns taken in, %u refused\n", taken, refused);
    lingsync_session_free(session);
}

/* A turn that takes its time, and another thread that does not wait. */
struct long_turn {
    lingsync_session *session;
    const char *text;
    size_t len;
    pthread_mutex_t lock;
    int done;
};

static int is_done(struct long_turn *turn) {
    int done;
    pthread_mutex_lock(&turn->lock);
    done = turn->done;
    pthread_mutex_unlock(&turn->lock);
    return done;
}

static void *take_it_in(void *argument) {
    struct long_turn *turn = argument;
    lingsync_status status = LINGSYNC_STATUS_INVALID_STATE;
    /* The other may just be asking for the number of turns. */
    while (status == LINGSYNC_STATUS_INVALID_STATE) {
        status = lingsync_session_observe(turn->session, 0, turn->text, turn->len, NULL, 0, NULL,
                                          NULL, NULL);
    }
    pthread_mutex_lock(&turn->lock);
    turn->done = status == LINGSYNC_STATUS_OK ? 1 : -1;
    pthread_mutex_unlock(&turn->lock);
    return NULL;
}

/* Whether two calls meet is chance; over some rounds they do. */
static void who_comes_while_a_turn_is_taken_in_is_refused(void) {
    const size_t len = 1u << 18;
    char *text = malloc(len);
    uint32_t refused = 0;
    must(text != NULL, "memory");
    for (size_t at = 0; at < len; at++) {
        text[at] = at % 5 == 4 ? ' ' : (char)('a' + (at * at / 7) % 26);
    }
    for (int round = 0; round < 50 && refused == 0; round++) {
        struct long_turn turn = {some_chat(), text, len, PTHREAD_MUTEX_INITIALIZER, 0};
        uint32_t turns = lingsync_session_turns(turn.session) + 1;
        lingsync_status status;
        pthread_t thread;
        start(&thread, take_it_in, &turn);
        /* A session in use says that it has no turns. */
        while (!is_done(&turn) && lingsync_session_turns(turn.session) > 0) {
            sched_yield();
        }
        status = lingsync_session_observe(turn.session, 1, "b", 1, NULL, 0, NULL, NULL, NULL);
        CHECK(status == LINGSYNC_STATUS_OK || status == LINGSYNC_STATUS_INVALID_STATE);
        turns += status == LINGSYNC_STATUS_OK;
        refused += status == LINGSYNC_STATUS_INVALID_STATE;
        join(thread);
        CHECK(turn.done == 1);
        CHECK(lingsync_session_turns(turn.session) == turns);
        lingsync_session_free(turn.session);
    }
    CHECK(refused > 0);
    free(text);
}

/* A session for each thread, of one engine. */
static void *talk(void *argument) {
    *(struct transcript *)argument = alone();
    return NULL;
}

static void sessions_of_their_own_do_not_meet(const struct transcript *expected) {
    pthread_t threads[THREADS];
    struct transcript said[THREADS];
    for (int i = 0; i < THREADS; i++) {
        start(&threads[i], talk, &said[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        join(threads[i]);
        CHECK(same(&said[i], expected));
        free(said[i].bytes);
    }
}

/* Made here, freed there. */
static void *free_it(void *argument) {
    lingsync_session_free(argument);
    return NULL;
}

static void another_thread_may_free_it(void) {
    pthread_t thread;
    start(&thread, free_it, some_chat());
    join(thread);
}

int main(void) {
    struct transcript expected;
    engine = new_engine(NULL);
    expected = alone();
    CHECK(expected.len > 0);
    a_session_can_be_handed_on(&expected);
    many_may_look_at_one_session();
    two_that_fight_over_one_session_are_told();
    who_comes_while_a_turn_is_taken_in_is_refused();
    sessions_of_their_own_do_not_meet(&expected);
    another_thread_may_free_it();
    free(expected.bytes);
    lingsync_engine_free(engine);
    return check_end("threads");
}
