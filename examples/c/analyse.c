/* cc -Iinclude examples/c/analyse.c target/release/liblingsync.a -lm -lpthread -ldl
   ./a.out chat.jsonl [brief|full]

   Analyses a transcript in one call: one line of JSON a dialogue, with the reports of its turns,
   its summary and its shared lexicon. Prints what `analyse --json --lexicon` prints. */

#include "lingsync.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole file, or NULL; *len gets its size. */
static char *read_file(const char *path, size_t *len) {
    FILE *file = fopen(path, "rb");
    char *data = NULL;
    size_t size = 0, room = 0, got = 1;
    if (file == NULL) {
        return NULL;
    }
    while (got > 0) {
        if (room - size < 65536) {
            char *more = realloc(data, room = 2 * room + 65536);
            if (more == NULL) {
                break;
            }
            data = more;
        }
        got = fread(data + size, 1, room - size, file);
        size += got;
    }
    fclose(file);
    *len = size;
    return data;
}

int main(int argc, char **argv) {
    lingsync_engine *engine = NULL;
    lingsync_buffer *lines = NULL;
    lingsync_error *error = NULL;
    int32_t detail = LINGSYNC_DETAIL_BRIEF;
    size_t len = 0;
    char *data = argc > 1 ? read_file(argv[1], &len) : NULL;

    if (data == NULL) {
        fprintf(stderr, "usage: analyse FILE [brief|full]\n");
        return 2;
    }
    if (argc > 2 && strcmp(argv[2], "full") == 0) {
        detail = LINGSYNC_DETAIL_FULL;
    }
    lingsync_status status = lingsync_engine_new(NULL, &engine, &error);
    if (status == LINGSYNC_STATUS_OK) {
        status = lingsync_engine_analyse_jsonl(engine, data, len, detail,
                                               LINGSYNC_ANALYSE_LEXICON, &lines, &error);
    }
    if (status == LINGSYNC_STATUS_OK) {
        fwrite(lingsync_buffer_data(lines), 1, lingsync_buffer_len(lines), stdout);
    } else {
        fprintf(stderr, "%s\n", lingsync_error_message(error));
    }
    lingsync_error_free(error);
    lingsync_buffer_free(lines);
    lingsync_engine_free(engine);
    free(data);
    return status == LINGSYNC_STATUS_OK ? 0 : 1;
}
