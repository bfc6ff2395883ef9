// Leagues: several teams that know nothing of each other, each with a thread that may fork.

#include "team.h"

// The specification leaves the number open. With two, what teams do to each other shows.
enum { DEFAULT_TEAMS = 2 };

void __kmpc_push_num_teams(struct location *at, int32_t thread, int32_t teams, int32_t threads) {
    (void)at, (void)thread;
    struct member *self = antecede_member();
    self->pushed_teams = teams;
    self->pushed_limit = threads;
}

void __kmpc_push_num_teams_51(struct location *at, int32_t thread, int32_t fewest, int32_t most,
                              int32_t threads) {
    __kmpc_push_num_teams(at, thread, most > 0 ? most : fewest, threads);
}

void __kmpc_set_thread_limit(struct location *at, int32_t thread, int32_t threads) {
    (void)at, (void)thread;
    antecede_member()->pushed_limit = threads;
}

void __kmpc_fork_teams(struct location *at, int32_t count, void *function, ...) {
    (void)at;
    struct member *self = antecede_member();
    int32_t teams = self->pushed_teams > 0 ? self->pushed_teams : DEFAULT_TEAMS;
    struct team *league = antecede_new_team(self, teams);
    league->is_league = 1;
    league->level = self->team->level;
    league->active_level = self->team->active_level;
    int32_t limit = self->pushed_limit;
    if (limit > 0 && limit < league->settings.threads) league->settings.threads = limit;
    self->pushed_teams = self->pushed_limit = 0;
    va_list list;
    va_start(list, function);
    antecede_fork(league, function, count, list);
    va_end(list);
}
