// What a team shares of its loops.

#include "team.h"

struct record *antecede_record(struct team *team, int32_t kind, uint32_t index) {
    struct record **at = &team->records;
    while (*at && ((*at)->kind != kind || (*at)->index != index)) at = &(*at)->next;
    if (*at) return *at;
    struct record *record = ALLOCATE(sizeof *record, "another loop of a team");
    record->kind = kind;
    record->index = index;
    return *at = record;
}

void antecede_leave_record(struct team *team, struct record *record) {
    if (++record->left < team->size) return;
    struct record **at = &team->records;
    while (*at != record) at = &(*at)->next;
    *at = record->next;
    if (record->posted) {
        antecede_sync_forget(record->posted, record->posts * sizeof *record->posted);
        antecede_private_free(record->posted);
    }
    antecede_sync_forget(record, sizeof *record);
    antecede_private_free(record);
}
