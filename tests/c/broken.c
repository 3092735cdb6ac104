/* Does on purpose what no program must do, to show that the tools which watch the others see it:

     broken leak    forgets sessions
     broken after   reads a buffer that is freed
     broken beyond  gives the library one byte less than it says */

#include "check.h"

static volatile size_t sink;

/* More than one, as a stale copy of a pointer may lie on the stack and pass for one in use. */
static int leak(void) {
    for (int i = 0; i < 8; i++) {
        sink = lingsync_session_turns(some_chat());
    }
    return 0;
}

static int after(void) {
    lingsync_session *session = some_chat();
    lingsync_buffer *snapshot = snapshot_of(session);
    const char *bytes = lingsync_buffer_data(snapshot);
    lingsync_buffer_free(snapshot);
    lingsync_session_free(session);
    sink = (size_t)bytes[0];
    return 0;
}

static int beyond(void) {
    lingsync_session *session = some_chat();
    char *text = malloc(8);
    must(text != NULL, "memory");
    memset(text, 'a', 8);
    sink = lingsync_session_observe(session, 0, text, 9, NULL, 0, NULL, NULL, NULL)
           == LINGSYNC_STATUS_OK;
    free(text);
    lingsync_session_free(session);
    return 0;
}

int main(int argc, char **argv) {
    const char *how = argc > 1 ? argv[1] : "";
    if (strcmp(how, "leak") == 0) {
        return leak();
    }
    if (strcmp(how, "after") == 0) {
        return after();
    }
    if (strcmp(how, "beyond") == 0) {
        return beyond();
    }
    fprintf(stderr, "usage: broken leak|after|beyond\n");
    return 2;
}
