/* The sizes, places and numbers that other languages rely on. All of it is checked by the compiler;
   the program that comes out only compares the versions and prints a line. */

#include "check.h"

/* C99 has no _Static_assert: a list of negative length does not compile. */
#define HOLDS_AT_LINE(line, what) typedef char holds_##line[(what) ? 1 : -1]
#define HOLDS_IN(line, what) HOLDS_AT_LINE(line, what)
#define HOLDS(what) HOLDS_IN(__LINE__, what)
#define AT(field, place) HOLDS(offsetof(lingsync_turn_figures, field) == (place))
#define IS(name, number) HOLDS(LINGSYNC_##name == (number))

HOLDS(sizeof(lingsync_turn_figures) == 128);
AT(struct_size, 0);
AT(turn, 4);
AT(role, 8);
AT(words, 12);
AT(mirrored, 16);
AT(missed, 20);
AT(response, 24);
AT(repair, 28);
AT(stance, 32);
AT(worst_severity, 36);
AT(asked, 40);
AT(grounded, 44);
AT(claims_open, 48);
AT(claims_uncorrected, 52);
AT(findings_opened, 56);
AT(findings_open, 60);
AT(shared_repetition, 64);
AT(self_repetition, 72);
AT(formality_to_target, 80);
AT(warmth_to_target, 88);
AT(valence_to_target, 96);
AT(verbosity_to_target, 104);
AT(reasons, 112);
HOLDS(sizeof(((lingsync_turn_figures *)0)->reasons) == 16);

/* What functions return and take has a size of its own, whatever the compiler makes of an enum. */
HOLDS(sizeof(lingsync_status) == 4);
HOLDS(sizeof(lingsync_role) == 4);
HOLDS(sizeof(lingsync_detail) == 4);
HOLDS(sizeof(lingsync_undefined) == 4);
HOLDS(sizeof(lingsync_response) == 4);
HOLDS(sizeof(lingsync_repair) == 4);
HOLDS(sizeof(lingsync_stance) == 4);
HOLDS(sizeof(lingsync_severity) == 4);
HOLDS(sizeof(lingsync_verdict) == 4);
HOLDS(sizeof(lingsync_claim_stance) == 4);
HOLDS(sizeof(lingsync_answer) == 4);
HOLDS(sizeof(bool) == 1);

#define IN(type, field, place) HOLDS(offsetof(type, field) == (place))
#define WORD sizeof(void *)
HOLDS(sizeof(lingsync_claim_query) == 16 + 8 * WORD);
IN(lingsync_claim_query, struct_size, 0);
IN(lingsync_claim_query, turn, 4);
IN(lingsync_claim_query, role, 8);
IN(lingsync_claim_query, verdict, 12);
IN(lingsync_claim_query, id, 16);
IN(lingsync_claim_query, id_len, 16 + WORD);
IN(lingsync_claim_query, text, 16 + 2 * WORD);
IN(lingsync_claim_query, correct_text, 16 + 4 * WORD);
IN(lingsync_claim_query, turn_text, 16 + 6 * WORD);
IN(lingsync_claim_query, turn_text_len, 16 + 7 * WORD);
HOLDS(sizeof(lingsync_hooks) == 5 * WORD);
IN(lingsync_hooks, struct_size, 0);
IN(lingsync_hooks, user_data, WORD);
IN(lingsync_hooks, check, 2 * WORD);
IN(lingsync_hooks, stance, 3 * WORD);
IN(lingsync_hooks, free_user_data, 4 * WORD);

IS(STATUS_OK, 0);
IS(STATUS_NULL_POINTER, 1);
IS(STATUS_INVALID_ARGUMENT, 2);
IS(STATUS_INVALID_UTF8, 3);
IS(STATUS_INVALID_STATE, 4);
IS(STATUS_PANIC, 5);
IS(STATUS_INTERNAL, 6);
IS(STATUS_LIMIT_EXCEEDED, 10);
IS(STATUS_INVALID_HINT, 11);
IS(STATUS_INVALID_CONFIG, 12);
IS(STATUS_INVALID_TRANSCRIPT, 13);
IS(STATUS_UNKNOWN_TURN, 14);
IS(STATUS_UNKNOWN_SPEAKER, 15);
IS(STATUS_REWIND_TOO_FAR, 16);
IS(STATUS_RETENTION, 17);
IS(STATUS_INVALID_SNAPSHOT, 18);
IS(STATUS_UNSUPPORTED_VERSION, 19);
IS(STATUS_CONFIG_MISMATCH, 20);
IS(STATUS_PACK_MISMATCH, 21);
IS(STATUS_KEY_MISMATCH, 22);
IS(STATUS_INVALID_PACK, 23);
IS(STATUS_UNKNOWN_CLAIM, 24);

IS(ROLE_CLIENT, 0);
IS(ROLE_AGENT, 1);
IS(ROLE_OTHER, 2);

IS(DETAIL_CONFIGURED, 0);
IS(DETAIL_BRIEF, 1);
IS(DETAIL_FULL, 2);

IS(UNDEFINED_DEFINED, 0);
IS(UNDEFINED_NOT_AVAILABLE, 1);
IS(UNDEFINED_EMPTY, 2);
IS(UNDEFINED_TOO_SHORT, 3);
IS(UNDEFINED_TOO_FEW, 4);
IS(UNDEFINED_NO_VARIANCE, 5);
IS(UNDEFINED_LANGUAGE, 6);
IS(UNDEFINED_NO_VECTORS, 7);
IS(UNDEFINED_NO_TRUTH_SUPPLIED, 8);
IS(UNDEFINED_NO_TIME, 9);
IS(UNDEFINED_NO_REFERENTS, 10);
IS(UNDEFINED_LOW_RELIABILITY, 11);
IS(UNDEFINED_BUDGET, 12);
IS(UNDEFINED_RETENTION, 13);
IS(UNDEFINED_NO_BACKGROUND, 14);
IS(UNDEFINED_NO_GLOSSARY, 15);

IS(RESPONSE_NONE, 0);
IS(RESPONSE_CLARIFY, 1);
IS(RESPONSE_ASSUME_STATED, 2);
IS(RESPONSE_PASSIVE, 3);
IS(RESPONSE_OFFER_ONLY, 4);

IS(REPAIR_IDLE, 0);
IS(REPAIR_OPEN, 1);
IS(REPAIR_SOLVED, 2);
IS(REPAIR_CLOSED, 3);
IS(REPAIR_BREAKDOWN, 4);
IS(REPAIR_ABANDONED, 5);
IS(REPAIR_MISREAD, 6);
IS(REPAIR_REPAIRED, 7);
IS(REPAIR_IGNORED, 8);
IS(REPAIR_UNADDRESSED, 9);

IS(STANCE_NONE, 0);
IS(STANCE_HOLD, 1);
IS(STANCE_HEDGE, 2);
IS(STANCE_CAVE, 3);
IS(STANCE_RECONSIDER, 4);

IS(VERDICT_FALSE, 1);
IS(VERDICT_TRUE, 2);
IS(VERDICT_UNKNOWN, 3);
IS(VERDICT_PENDING, 4);

IS(CLAIM_STANCE_ASSERTS, 1);
IS(CLAIM_STANCE_DENIES, 2);
IS(CLAIM_STANCE_NEITHER, 3);
IS(CLAIM_STANCE_HOLDS, 4);
IS(CLAIM_STANCE_HEDGES, 5);
IS(CLAIM_STANCE_GIVES_UP, 6);

IS(ANSWER_NOTHING, 0);
IS(ANSWER_KNOWN, 1);
IS(ANSWER_PENDING, 2);

IS(SEVERITY_NONE, 0);
IS(SEVERITY_INFO, 1);
IS(SEVERITY_NOTICE, 2);
IS(SEVERITY_WARNING, 3);

IS(ANALYSE_SUMMARY_ONLY, 1);
IS(ANALYSE_LEXICON, 2);
IS(ANALYSE_KEEP_GOING, 4);

HOLDS(LINGSYNC_STRLEN == SIZE_MAX);
HOLDS(LINGSYNC_NO_OFFSET == SIZE_MAX);
HOLDS(LINGSYNC_ABI_VERSION == 1);

int main(void) {
    char version[64];
    snprintf(version, sizeof version, "%d.%d.%d", LINGSYNC_VERSION_MAJOR, LINGSYNC_VERSION_MINOR,
             LINGSYNC_VERSION_PATCH);
    CHECK(lingsync_abi_version() == LINGSYNC_ABI_VERSION);
    CHECK_TEXT(lingsync_version(), LINGSYNC_VERSION);
    CHECK(strncmp(lingsync_version(), version, strlen(version)) == 0);
    return check_end("layout");
}
