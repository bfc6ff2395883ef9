// expect: clean; stdout: "transferred 60 and 140\n"
// Accounts on the heap, each with its lock; two are locked in the order of their addresses.
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct account {
    pthread_mutex_t lock;
    int balance;
};

static struct account *first, *second;

static void transfer(struct account *from, struct account *to)
{
    int in_order = (uintptr_t)from < (uintptr_t)to;
    pthread_mutex_lock(in_order ? &from->lock : &to->lock);
    pthread_mutex_lock(in_order ? &to->lock : &from->lock);
    from->balance--;
    to->balance++;
    pthread_mutex_unlock(&from->lock);
    pthread_mutex_unlock(&to->lock);
}

static void *forth(void *unused)
{
    for (int i = 0; i < 100; i++)
        transfer(first, second);
    return NULL;
}

static void *back(void *unused)
{
    for (int i = 0; i < 60; i++)
        transfer(second, first);
    return NULL;
}

static struct account *open_account(void)
{
    struct account *account = malloc(sizeof *account);
    pthread_mutex_init(&account->lock, NULL);
    account->balance = 100;
    return account;
}

int main(void)
{
    pthread_t a, b;
    first = open_account();
    second = open_account();
    pthread_create(&a, NULL, forth, NULL);
    pthread_create(&b, NULL, back, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("transferred %d and %d\n", first->balance, second->balance);
    free(first);
    free(second);
    return 0;
}
