// gettext and its like: there are no catalogues of messages, so every text stays what it is, as on a
// machine without translations, whichever domain is chosen.

#include "threads/thread.h"
#include <libintl.h>
#include <stddef.h>

REPLACEMENT char *gettext(const char *text) { return (char *)text; }

REPLACEMENT char *dgettext(const char *domain, const char *text) {
    (void)domain;
    return (char *)text;
}

REPLACEMENT char *dcgettext(const char *domain, const char *text, int category) {
    (void)domain, (void)category;
    return (char *)text;
}

REPLACEMENT char *ngettext(const char *one, const char *many, unsigned long count) {
    return (char *)(count == 1 ? one : many);
}

REPLACEMENT char *dngettext(const char *domain, const char *one, const char *many,
                            unsigned long count) {
    (void)domain;
    return ngettext(one, many, count);
}

REPLACEMENT char *dcngettext(const char *domain, const char *one, const char *many,
                             unsigned long count, int category) {
    (void)domain, (void)category;
    return ngettext(one, many, count);
}

static char *chosen; // NULL: glibc's default

REPLACEMENT char *textdomain(const char *domain) {
    if (domain) {
        antecede_private_free(chosen);
        chosen = NULL;
        size_t bytes = __real_strlen(domain) + 1;
        if (*domain) chosen = antecede_private_allocate(bytes);
        if (chosen) __real_memcpy(chosen, domain, bytes);
    }
    return chosen ? chosen : "messages";
}

// What is asked for is what there is.

REPLACEMENT char *bindtextdomain(const char *domain, const char *folder) {
    if (!domain || !*domain) return NULL;
    return folder ? (char *)folder : "/usr/share/locale";
}

REPLACEMENT char *bind_textdomain_codeset(const char *domain, const char *codeset) {
    return domain && *domain ? (char *)codeset : NULL;
}
