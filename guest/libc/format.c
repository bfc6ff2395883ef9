// The walk through a format (C17 7.21.6.1 and 7.21.6.2). Numbered arguments (%1$d) end the walk:
// the types of all of them would have to be known before the first can be found.

#include "format.h"
#include <stddef.h>

enum { UNLIMITED = -1 };

struct directive {
    int conversion; // 0 at the end of the format
    int precision; // of printf, or UNLIMITED
    int width; // of scanf, or UNLIMITED
    int is_skipped; // %*d of scanf
    int allocates; // %ms of scanf
    enum { PLAIN, CHAR, SHORT, LONG, LONG_LONG, INTMAX, SIZE, PTRDIFF, LONG_DOUBLE } length;
};

struct walk {
    struct format format;
    size_t at;
    va_list *arguments;
    int is_scanf;
};

static int peek(const struct walk *walk) {
    if (walk->format.is_wide) return ((const wchar_t *)walk->format.text)[walk->at];
    return ((const unsigned char *)walk->format.text)[walk->at];
}

static int is_one_of(int c, const char *set) {
    for (; *set; set++)
        if (c == *set) return 1;
    return 0;
}

// UNLIMITED where there is none. A star takes its number from the arguments.
static int next_number(struct walk *walk) {
    if (!walk->is_scanf && peek(walk) == '*') {
        walk->at++;
        return va_arg(*walk->arguments, int);
    }
    if (peek(walk) < '0' || peek(walk) > '9') return UNLIMITED;
    int number = 0;
    for (; peek(walk) >= '0' && peek(walk) <= '9'; walk->at++) {
        number = number * 10 + (peek(walk) - '0');
    }
    return number;
}

static void next_length(struct walk *walk, struct directive *directive) {
    int c = peek(walk);
    if (!is_one_of(c, "hlqLjzt")) return;
    walk->at++;
    int is_double = peek(walk) == c && is_one_of(c, "hl");
    walk->at += is_double;
    switch (c) {
    case 'h': directive->length = is_double ? CHAR : SHORT; return;
    case 'l': directive->length = is_double ? LONG_LONG : LONG; return;
    case 'q': directive->length = LONG_LONG; return;
    case 'L': directive->length = LONG_DOUBLE; return;
    case 'j': directive->length = INTMAX; return;
    case 'z': directive->length = SIZE; return;
    default: directive->length = PTRDIFF; return;
    }
}

// Past the set of %[...], in which a ] that comes first stands for itself.
static void skip_set(struct walk *walk) {
    if (peek(walk) == '^') walk->at++;
    if (peek(walk) == ']') walk->at++;
    while (peek(walk) && peek(walk) != ']') walk->at++;
    if (peek(walk)) walk->at++;
}

static struct directive next_directive(struct walk *walk) {
    struct directive directive = {.precision = UNLIMITED, .width = UNLIMITED};
    while (peek(walk) && peek(walk) != '%') walk->at++;
    if (!peek(walk)) return directive;
    walk->at++;
    if (walk->is_scanf && peek(walk) == '*') {
        directive.is_skipped = 1;
        walk->at++;
    }
    while (!walk->is_scanf && is_one_of(peek(walk), "-+ #0'I")) walk->at++;
    directive.width = next_number(walk);
    if (peek(walk) == '$') return (struct directive){0};
    if (walk->is_scanf && peek(walk) == 'm') {
        directive.allocates = 1;
        walk->at++;
    }
    if (!walk->is_scanf && peek(walk) == '.') {
        walk->at++;
        directive.precision = peek(walk) == '-' || is_one_of(peek(walk), "*0123456789")
                                  ? next_number(walk)
                                  : 0;
    }
    next_length(walk, &directive);
    directive.conversion = peek(walk);
    if (directive.conversion) walk->at++;
    if (walk->is_scanf && directive.conversion == '[') skip_set(walk);
    // %S and %C are %ls and %lc.
    if (is_one_of(directive.conversion, "SC")) {
        directive.length = LONG;
        directive.conversion += 's' - 'S';
    }
    return directive;
}

static size_t integer_bytes(const struct directive *directive) {
    switch (directive->length) {
    case CHAR: return sizeof(char);
    case SHORT: return sizeof(short);
    case LONG: return sizeof(long);
    case LONG_LONG:
    case LONG_DOUBLE: return sizeof(long long);
    case INTMAX: return sizeof(intmax_t);
    case SIZE: return sizeof(size_t);
    case PTRDIFF: return sizeof(ptrdiff_t);
    default: return sizeof(int);
    }
}

// ---- printf ------------------------------------------------------------------------------------

static void declare_string_read(const void *s, const struct directive *directive) {
    size_t limit = directive->precision < 0 ? SIZE_MAX : (size_t)directive->precision;
    if (!s) return; // printed as (null)
    if (directive->length != LONG) {
        reads_string_up_to(s, limit);
        return;
    }
    size_t length = __real_wcsnlen(s, limit / sizeof(wchar_t));
    reads(s, (length + (length < limit / sizeof(wchar_t))) * sizeof(wchar_t));
}

void declare_printf(struct format format, va_list arguments) {
    va_list own;
    va_copy(own, arguments);
    struct walk walk = {.format = format, .arguments = &own};
    for (;;) {
        struct directive directive = next_directive(&walk);
        int c = directive.conversion;
        if (!c) break;
        if (is_one_of(c, "%m")) continue;
        if (is_one_of(c, "aAeEfFgG")) {
            if (directive.length == LONG_DOUBLE) (void)va_arg(own, long double);
            else (void)va_arg(own, double);
        } else if (c == 's') {
            declare_string_read(va_arg(own, const void *), &directive);
        } else if (c == 'n') {
            writes(va_arg(own, void *), integer_bytes(&directive));
        } else if (c == 'p') {
            (void)va_arg(own, void *);
        } else if (is_one_of(c, "diouxXcbB")) {
            if (integer_bytes(&directive) > sizeof(int)) (void)va_arg(own, long long);
            else (void)va_arg(own, int);
        } else {
            break;
        }
    }
    va_end(own);
}

// ---- scanf -------------------------------------------------------------------------------------

static void declare_written(void *to, const struct directive *directive) {
    int c = directive->conversion;
    int is_wide = directive->length == LONG;
    size_t unit = is_wide ? sizeof(wchar_t) : sizeof(char);
    if (directive->allocates || c == 'p') writes(to, sizeof(void *));
    else if (c == 'c') writes(to, (directive->width < 0 ? 1 : directive->width) * unit);
    else if (is_one_of(c, "s[")) {
        writes(to, ((is_wide ? __real_wcslen(to) : __real_strlen(to)) + 1) * unit);
    } else if (is_one_of(c, "aAeEfFgG")) {
        writes(to, directive->length == LONG          ? sizeof(double)
                   : directive->length == LONG_DOUBLE ? sizeof(long double)
                                                      : sizeof(float));
    } else {
        writes(to, integer_bytes(directive));
    }
}

void declare_scanf(struct format format, va_list arguments, int assigned) {
    va_list own;
    va_copy(own, arguments);
    struct walk walk = {.format = format, .arguments = &own, .is_scanf = 1};
    // A %n that follows the last assignment counts as reached.
    for (int left = assigned; assigned > 0;) {
        struct directive directive = next_directive(&walk);
        int c = directive.conversion;
        if (!c || (!left && c != 'n')) break;
        if (directive.is_skipped || c == '%') continue;
        if (!is_one_of(c, "diouxXcsp[naAeEfFgG")) break;
        declare_written(va_arg(own, void *), &directive);
        left -= c != 'n';
    }
    va_end(own);
}
