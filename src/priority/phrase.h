/* Words of the reasons: the cell of the matrix, when, and sentences with named places. Private to the room. */
#pragma once

#include <daicho/priority.h>

/* "L x H", "impact L × urgency H" in the present language; "" where one of the two is not rated. Transfer none. */
const char *phrase_cell(const DcTicket *ticket);
const char *phrase_cell_long(const DcTicket *ticket);
/* "impact L" and "urgency H", as what one would make it; level 1..3. Transfer none. */
const char *phrase_impact(int level);
const char *phrase_urgency(int level);

/* A sentence whose {names} are replaced by what follows: name, text, name, text, .. The translator may put them in any order.
 * Transfer full. */
#define phrase_fill(sentence, ...) phrase_fill_pairs(sentence, (const char *const[]){ __VA_ARGS__, NULL })
char *phrase_fill_pairs(const char *sentence, const char *const *pairs);
