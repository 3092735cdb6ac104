/* Prints what the library says, for a comparison byte by byte:

     json FILE DETAIL FLAGS   a transcript in one call
     json turns DETAIL        turns from stdin, one call each: the reports with their figures, the
                              summary, the lexicon
     json lines DETAIL        turns from stdin, JSON Lines, all in one call

   DETAIL and FLAGS are numbers. A turn on stdin is a line `ROLE TEXT_LEN META_LEN` and then the
   bytes of its text and of its meta. What is refused gives `status: message` and the result 3. */

#include "check.h"

#include <inttypes.h>

static lingsync_session *session;
static lingsync_engine *engine;

static char *read_all(FILE *file, size_t *len) {
    char *data = NULL;
    size_t size = 0, got = 1;
    while (got > 0) {
        data = realloc(data, size + 65536);
        must(data != NULL, "memory");
        got = fread(data + size, 1, 65536, file);
        size += got;
    }
    *len = size;
    return data;
}

static void print_buffer(lingsync_buffer *buffer, const char *end) {
    fwrite(lingsync_buffer_data(buffer), 1, lingsync_buffer_len(buffer), stdout);
    fputs(end, stdout);
    lingsync_buffer_free(buffer);
}

static int refused(lingsync_status status, lingsync_error *error) {
    if (status == LINGSYNC_STATUS_OK) {
        return 0;
    }
    printf("%s: %s\n", lingsync_status_name(status), lingsync_error_message(error));
    lingsync_error_free(error);
    return 1;
}

static void print_double(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    printf(" %016" PRIx64, bits);
}

/* Every field in its order; doubles as their bits. */
static void print_figures(const lingsync_turn_figures *f) {
    printf("%u %d %u %u %u %d %d %d %d %u %u %u %u %u %u", f->turn, f->role, f->words, f->mirrored,
           f->missed, f->response, f->repair, f->stance, f->worst_severity, f->asked, f->grounded,
           f->claims_open, f->claims_uncorrected, f->findings_opened, f->findings_open);
    print_double(f->shared_repetition);
    print_double(f->self_repetition);
    print_double(f->formality_to_target);
    print_double(f->warmth_to_target);
    print_double(f->valence_to_target);
    print_double(f->verbosity_to_target);
    for (int i = 0; i < 16; i++) {
        printf(" %d", f->reasons[i]);
    }
    putchar('\n');
}

static int whole_file(const char *path, int32_t detail, uint32_t flags) {
    FILE *file = fopen(path, "rb");
    char *data;
    size_t len;
    lingsync_buffer *lines = NULL;
    lingsync_error *error = NULL;
    lingsync_status status;
    must(file != NULL, path);
    data = read_all(file, &len);
    fclose(file);
    status = lingsync_engine_analyse_jsonl(engine, data, len, detail, flags, &lines, &error);
    free(data);
    if (refused(status, error)) {
        return 3;
    }
    print_buffer(lines, "");
    return 0;
}

static int in_one_call(int32_t detail) {
    size_t len;
    char *data = read_all(stdin, &len);
    lingsync_buffer *reports = NULL;
    lingsync_error *error = NULL;
    lingsync_status status =
        lingsync_session_observe_jsonl(session, data, len, detail, &reports, &error);
    free(data);
    if (refused(status, error)) {
        return 3;
    }
    print_buffer(reports, "");
    return 0;
}

/* The bytes at `*at`, in memory of just their length. */
static char *take(const char *data, size_t len, size_t *at, size_t wanted) {
    char *bytes = malloc(wanted + (wanted == 0));
    must(bytes != NULL && wanted <= len - *at, "as many bytes as were promised");
    memcpy(bytes, data + *at, wanted);
    *at += wanted;
    return bytes;
}

static int turn_by_turn(int32_t detail) {
    size_t len, at = 0;
    char *data = read_all(stdin, &len);
    lingsync_summary *summary = NULL;
    lingsync_buffer *json = NULL;
    lingsync_error *error = NULL;
    data[len] = '\0';
    while (at < len) {
        lingsync_turn_figures figures;
        lingsync_report *report = NULL;
        lingsync_status status;
        int32_t role;
        unsigned long text_len, meta_len;
        int head = 0;
        char *text, *meta;
        must(sscanf(data + at, "%" SCNd32 " %lu %lu%n", &role, &text_len, &meta_len, &head) == 3,
             "the head of a turn");
        at += (size_t)head + 1;
        text = take(data, len, &at, text_len);
        meta = take(data, len, &at, meta_len);
        figures.struct_size = sizeof figures;
        status = lingsync_session_observe(session, role, text, text_len, meta, meta_len, &figures,
                                          &report, &error);
        free(meta);
        free(text);
        if (refused(status, error)) {
            free(data);
            return 3;
        }
        print_buffer(json_of(report, detail), "\n");
        print_figures(&figures);
    }
    free(data);
    if (refused(lingsync_session_summary(session, detail, &summary, &error), error)
        || refused(lingsync_summary_json(summary, &json, &error), error)) {
        return 3;
    }
    lingsync_summary_free(summary);
    print_buffer(json, "\n");
    if (refused(lingsync_session_lexicon_json(session, LINGSYNC_ROLE_AGENT, LINGSYNC_ROLE_CLIENT,
                                              &json, &error), error)) {
        return 3;
    }
    print_buffer(json, "\n");
    return 0;
}

int main(int argc, char **argv) {
    int32_t detail = argc > 2 ? (int32_t)strtol(argv[2], NULL, 10) : 0;
    int result = 2;
    engine = new_engine(NULL);
    session = new_session(engine);
    if (argc == 4) {
        result = whole_file(argv[1], detail, (uint32_t)strtoul(argv[3], NULL, 10));
    } else if (argc == 3 && strcmp(argv[1], "turns") == 0) {
        result = turn_by_turn(detail);
    } else if (argc == 3 && strcmp(argv[1], "lines") == 0) {
        result = in_one_call(detail);
    } else {
        fprintf(stderr, "usage: json FILE DETAIL FLAGS, json turns DETAIL, json lines DETAIL\n");
    }
    lingsync_session_free(session);
    lingsync_engine_free(engine);
    return result;
}
