// expect: clean
#include <assert.h>
#include <sys/queue.h>

struct element {
    int digit;
    TAILQ_ENTRY(element) tail;
    LIST_ENTRY(element) list;
    SLIST_ENTRY(element) single;
    STAILQ_ENTRY(element) queue;
};

static TAILQ_HEAD(tails, element) tails = TAILQ_HEAD_INITIALIZER(tails);
static LIST_HEAD(lists, element) lists = LIST_HEAD_INITIALIZER(lists);
static SLIST_HEAD(singles, element) singles = SLIST_HEAD_INITIALIZER(singles);
static STAILQ_HEAD(queues, element) queues = STAILQ_HEAD_INITIALIZER(queues);

#define NUMBER(FOREACH, ...) \
    __extension__({ \
        int number = 0; \
        FOREACH(at, __VA_ARGS__) number = number * 10 + at->digit; \
        number; \
    })

int main(void)
{
    struct element e[6], *at, *next;
    for (int i = 1; i < 6; i++) {
        e[i].digit = i;
        TAILQ_INSERT_TAIL(&tails, &e[i], tail);
        LIST_INSERT_HEAD(&lists, &e[i], list);
        SLIST_INSERT_HEAD(&singles, &e[i], single);
        STAILQ_INSERT_TAIL(&queues, &e[i], queue);
    }
    assert(NUMBER(TAILQ_FOREACH_REVERSE, &tails, tails, tail) == 54321);
    TAILQ_REMOVE(&tails, &e[5], tail);
    TAILQ_REMOVE(&tails, &e[1], tail);
    assert(TAILQ_LAST(&tails, tails) == &e[4] && TAILQ_PREV(&e[4], tails, tail) == &e[3]);
    TAILQ_INSERT_BEFORE(&e[3], &e[1], tail);
    TAILQ_INSERT_AFTER(&tails, &e[4], &e[5], tail);
    assert(NUMBER(TAILQ_FOREACH, &tails, tail) == 21345);
    LIST_REMOVE(&e[3], list);
    LIST_INSERT_BEFORE(&e[5], &e[3], list);
    LIST_FOREACH_SAFE(at, &lists, list, next) {
        if (at->digit == 4) LIST_REMOVE(at, list);
    }
    assert(NUMBER(LIST_FOREACH, &lists, list) == 3521);
    SLIST_REMOVE(&singles, &e[1], element, single);
    SLIST_REMOVE_HEAD(&singles, single);
    assert(NUMBER(SLIST_FOREACH, &singles, single) == 432);
    STAILQ_REMOVE(&queues, &e[5], element, queue);
    STAILQ_REMOVE_HEAD(&queues, queue);
    STAILQ_INSERT_TAIL(&queues, &e[1], queue);
    assert(NUMBER(STAILQ_FOREACH, &queues, queue) == 2341);
    return 0;
}
