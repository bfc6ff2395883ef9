// expect: clean; stdout: "hello\n1 file\n2 files\n"
// Without catalogues every message is its own translation.
#include <assert.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    setlocale(LC_ALL, "C");
    assert(!strcmp(bindtextdomain("program", "/tmp"), "/tmp"));
    assert(!strcmp(textdomain(NULL), "messages"));
    assert(!strcmp(textdomain("program"), "program") && !strcmp(textdomain(NULL), "program"));
    puts(gettext("hello"));
    for (unsigned long count = 1; count <= 2; count++) {
        printf(ngettext("%lu file\n", "%lu files\n", count), count);
    }
    assert(!strcmp(dgettext("other", "text"), "text"));
    return 0;
}
