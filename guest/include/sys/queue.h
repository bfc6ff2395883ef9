// The lists and queues of BSD's <sys/queue.h> as macros, which glibc has and wasi-libc lacks. SLIST
// is linked once, STAILQ (and SIMPLEQ) once with its end known, LIST and TAILQ twice: each element
// holds the address of the pointer that points to it.
#ifndef ANTECEDE_SYS_QUEUE_H
#define ANTECEDE_SYS_QUEUE_H

#include <stddef.h>

// ---- SLIST -------------------------------------------------------------------------------------

#define SLIST_HEAD(name, type) struct name { struct type *slh_first; }
#define SLIST_HEAD_INITIALIZER(head) { NULL }
#define SLIST_ENTRY(type) struct { struct type *sle_next; }
#define SLIST_INIT(head) ((void)((head)->slh_first = NULL))
#define SLIST_EMPTY(head) ((head)->slh_first == NULL)
#define SLIST_FIRST(head) ((head)->slh_first)
#define SLIST_NEXT(element, field) ((element)->field.sle_next)
#define SLIST_FOREACH(at, head, field) \
    for ((at) = SLIST_FIRST(head); (at); (at) = SLIST_NEXT(at, field))
#define SLIST_FOREACH_SAFE(at, head, field, next) \
    for ((at) = SLIST_FIRST(head); (at) && ((next) = SLIST_NEXT(at, field), 1); (at) = (next))
#define SLIST_INSERT_HEAD(head, element, field) \
    do { \
        (element)->field.sle_next = (head)->slh_first; \
        (head)->slh_first = (element); \
    } while (0)
#define SLIST_INSERT_AFTER(before, element, field) \
    do { \
        (element)->field.sle_next = (before)->field.sle_next; \
        (before)->field.sle_next = (element); \
    } while (0)
#define SLIST_REMOVE_HEAD(head, field) \
    ((void)((head)->slh_first = (head)->slh_first->field.sle_next))
#define SLIST_REMOVE_AFTER(before, field) \
    ((void)((before)->field.sle_next = (before)->field.sle_next->field.sle_next))
#define SLIST_REMOVE(head, element, type, field) \
    do { \
        struct type **__at = &(head)->slh_first; \
        while (*__at != (element)) __at = &(*__at)->field.sle_next; \
        *__at = (*__at)->field.sle_next; \
    } while (0)

// ---- STAILQ ------------------------------------------------------------------------------------

#define STAILQ_HEAD(name, type) struct name { struct type *stqh_first, **stqh_last; }
#define STAILQ_HEAD_INITIALIZER(head) { NULL, &(head).stqh_first }
#define STAILQ_ENTRY(type) struct { struct type *stqe_next; }
#define STAILQ_INIT(head) \
    do { \
        (head)->stqh_first = NULL; \
        (head)->stqh_last = &(head)->stqh_first; \
    } while (0)
#define STAILQ_EMPTY(head) ((head)->stqh_first == NULL)
#define STAILQ_FIRST(head) ((head)->stqh_first)
#define STAILQ_NEXT(element, field) ((element)->field.stqe_next)
#define STAILQ_FOREACH(at, head, field) \
    for ((at) = STAILQ_FIRST(head); (at); (at) = STAILQ_NEXT(at, field))
#define STAILQ_FOREACH_SAFE(at, head, field, next) \
    for ((at) = STAILQ_FIRST(head); (at) && ((next) = STAILQ_NEXT(at, field), 1); (at) = (next))
#define STAILQ_INSERT_HEAD(head, element, field) \
    do { \
        if (!((element)->field.stqe_next = (head)->stqh_first)) \
            (head)->stqh_last = &(element)->field.stqe_next; \
        (head)->stqh_first = (element); \
    } while (0)
#define STAILQ_INSERT_TAIL(head, element, field) \
    do { \
        (element)->field.stqe_next = NULL; \
        *(head)->stqh_last = (element); \
        (head)->stqh_last = &(element)->field.stqe_next; \
    } while (0)
#define STAILQ_INSERT_AFTER(head, before, element, field) \
    do { \
        if (!((element)->field.stqe_next = (before)->field.stqe_next)) \
            (head)->stqh_last = &(element)->field.stqe_next; \
        (before)->field.stqe_next = (element); \
    } while (0)
#define STAILQ_REMOVE_HEAD(head, field) \
    do { \
        if (!((head)->stqh_first = (head)->stqh_first->field.stqe_next)) \
            (head)->stqh_last = &(head)->stqh_first; \
    } while (0)
#define STAILQ_REMOVE(head, element, type, field) \
    do { \
        struct type **__at = &(head)->stqh_first; \
        while (*__at != (element)) __at = &(*__at)->field.stqe_next; \
        if (!(*__at = (*__at)->field.stqe_next)) (head)->stqh_last = __at; \
    } while (0)
#define STAILQ_CONCAT(to, from) \
    do { \
        if (!STAILQ_EMPTY(from)) { \
            *(to)->stqh_last = (from)->stqh_first; \
            (to)->stqh_last = (from)->stqh_last; \
            STAILQ_INIT(from); \
        } \
    } while (0)

#define SIMPLEQ_HEAD STAILQ_HEAD
#define SIMPLEQ_HEAD_INITIALIZER STAILQ_HEAD_INITIALIZER
#define SIMPLEQ_ENTRY STAILQ_ENTRY
#define SIMPLEQ_INIT STAILQ_INIT
#define SIMPLEQ_EMPTY STAILQ_EMPTY
#define SIMPLEQ_FIRST STAILQ_FIRST
#define SIMPLEQ_NEXT STAILQ_NEXT
#define SIMPLEQ_FOREACH STAILQ_FOREACH
#define SIMPLEQ_INSERT_HEAD STAILQ_INSERT_HEAD
#define SIMPLEQ_INSERT_TAIL STAILQ_INSERT_TAIL
#define SIMPLEQ_INSERT_AFTER STAILQ_INSERT_AFTER
#define SIMPLEQ_REMOVE_HEAD STAILQ_REMOVE_HEAD
#define SIMPLEQ_REMOVE STAILQ_REMOVE

// ---- LIST --------------------------------------------------------------------------------------

#define LIST_HEAD(name, type) struct name { struct type *lh_first; }
#define LIST_HEAD_INITIALIZER(head) { NULL }
#define LIST_ENTRY(type) struct { struct type *le_next, **le_prev; }
#define LIST_INIT(head) ((void)((head)->lh_first = NULL))
#define LIST_EMPTY(head) ((head)->lh_first == NULL)
#define LIST_FIRST(head) ((head)->lh_first)
#define LIST_NEXT(element, field) ((element)->field.le_next)
#define LIST_FOREACH(at, head, field) \
    for ((at) = LIST_FIRST(head); (at); (at) = LIST_NEXT(at, field))
#define LIST_FOREACH_SAFE(at, head, field, next) \
    for ((at) = LIST_FIRST(head); (at) && ((next) = LIST_NEXT(at, field), 1); (at) = (next))
#define LIST_INSERT_HEAD(head, element, field) \
    do { \
        if (((element)->field.le_next = (head)->lh_first)) \
            (head)->lh_first->field.le_prev = &(element)->field.le_next; \
        (head)->lh_first = (element); \
        (element)->field.le_prev = &(head)->lh_first; \
    } while (0)
#define LIST_INSERT_AFTER(before, element, field) \
    do { \
        if (((element)->field.le_next = (before)->field.le_next)) \
            (before)->field.le_next->field.le_prev = &(element)->field.le_next; \
        (before)->field.le_next = (element); \
        (element)->field.le_prev = &(before)->field.le_next; \
    } while (0)
#define LIST_INSERT_BEFORE(after, element, field) \
    do { \
        (element)->field.le_prev = (after)->field.le_prev; \
        (element)->field.le_next = (after); \
        *(after)->field.le_prev = (element); \
        (after)->field.le_prev = &(element)->field.le_next; \
    } while (0)
#define LIST_REMOVE(element, field) \
    do { \
        if ((element)->field.le_next) \
            (element)->field.le_next->field.le_prev = (element)->field.le_prev; \
        *(element)->field.le_prev = (element)->field.le_next; \
    } while (0)

// ---- TAILQ -------------------------------------------------------------------------------------

#define TAILQ_HEAD(name, type) struct name { struct type *tqh_first, **tqh_last; }
#define TAILQ_HEAD_INITIALIZER(head) { NULL, &(head).tqh_first }
#define TAILQ_ENTRY(type) struct { struct type *tqe_next, **tqe_prev; }
#define TAILQ_INIT(head) \
    do { \
        (head)->tqh_first = NULL; \
        (head)->tqh_last = &(head)->tqh_first; \
    } while (0)
#define TAILQ_EMPTY(head) ((head)->tqh_first == NULL)
#define TAILQ_FIRST(head) ((head)->tqh_first)
#define TAILQ_NEXT(element, field) ((element)->field.tqe_next)
// A head looks like the links of an element: first, and where its last pointer is.
#define TAILQ_LAST(head, name) (*((struct name *)(head)->tqh_last)->tqh_last)
#define TAILQ_PREV(element, name, field) \
    (*((struct name *)(element)->field.tqe_prev)->tqh_last)
#define TAILQ_FOREACH(at, head, field) \
    for ((at) = TAILQ_FIRST(head); (at); (at) = TAILQ_NEXT(at, field))
#define TAILQ_FOREACH_SAFE(at, head, field, next) \
    for ((at) = TAILQ_FIRST(head); (at) && ((next) = TAILQ_NEXT(at, field), 1); (at) = (next))
#define TAILQ_FOREACH_REVERSE(at, head, name, field) \
    for ((at) = TAILQ_LAST(head, name); (at); (at) = TAILQ_PREV(at, name, field))
#define TAILQ_INSERT_HEAD(head, element, field) \
    do { \
        if (((element)->field.tqe_next = (head)->tqh_first)) \
            (head)->tqh_first->field.tqe_prev = &(element)->field.tqe_next; \
        else (head)->tqh_last = &(element)->field.tqe_next; \
        (head)->tqh_first = (element); \
        (element)->field.tqe_prev = &(head)->tqh_first; \
    } while (0)
#define TAILQ_INSERT_TAIL(head, element, field) \
    do { \
        (element)->field.tqe_next = NULL; \
        (element)->field.tqe_prev = (head)->tqh_last; \
        *(head)->tqh_last = (element); \
        (head)->tqh_last = &(element)->field.tqe_next; \
    } while (0)
#define TAILQ_INSERT_AFTER(head, before, element, field) \
    do { \
        if (((element)->field.tqe_next = (before)->field.tqe_next)) \
            (element)->field.tqe_next->field.tqe_prev = &(element)->field.tqe_next; \
        else (head)->tqh_last = &(element)->field.tqe_next; \
        (before)->field.tqe_next = (element); \
        (element)->field.tqe_prev = &(before)->field.tqe_next; \
    } while (0)
#define TAILQ_INSERT_BEFORE(after, element, field) \
    do { \
        (element)->field.tqe_prev = (after)->field.tqe_prev; \
        (element)->field.tqe_next = (after); \
        *(after)->field.tqe_prev = (element); \
        (after)->field.tqe_prev = &(element)->field.tqe_next; \
    } while (0)
#define TAILQ_REMOVE(head, element, field) \
    do { \
        if ((element)->field.tqe_next) \
            (element)->field.tqe_next->field.tqe_prev = (element)->field.tqe_prev; \
        else (head)->tqh_last = (element)->field.tqe_prev; \
        *(element)->field.tqe_prev = (element)->field.tqe_next; \
    } while (0)
#define TAILQ_CONCAT(to, from, field) \
    do { \
        if (!TAILQ_EMPTY(from)) { \
            *(to)->tqh_last = (from)->tqh_first; \
            (from)->tqh_first->field.tqe_prev = (to)->tqh_last; \
            (to)->tqh_last = (from)->tqh_last; \
            TAILQ_INIT(from); \
        } \
    } while (0)

#endif
