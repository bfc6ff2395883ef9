// expect: clean
// What a stream writes to a pipe as wide characters was read before the other end goes on.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
#include <wchar.h>

static FILE *to;
static wchar_t shared[2][8] = {L"one\n", L"two\n"};

static void *sends(void *unused) {
    fputws(shared[0], to);
    fwprintf(to, L"%ls", shared[1]);
    return unused;
}

int main(void) {
    int ends[2];
    pthread_t thread;
    if (pipe(ends)) return 1;
    to = fdopen(ends[1], "w");
    FILE *from = fdopen(ends[0], "r");
    setvbuf(to, NULL, _IOLBF, 100);
    setvbuf(from, NULL, _IONBF, 0);
    pthread_create(&thread, NULL, sends, NULL);
    for (int i = 0; i < 2; i++) {
        char line[8];
        if (!fgets(line, sizeof line, from)) return 1;
        wcscpy(shared[i], L"done");
    }
    pthread_join(thread, NULL);
    return 0;
}
