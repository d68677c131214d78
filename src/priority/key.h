/* The order as bytes. Private to the room. */
#pragma once

#include <daicho/priority.h>

/* Fills key and key_len from the rating and what the ticket itself adds (pin, care, arrival, number). domain.md 3.4. */
void key_write(const DcTicket *ticket, DcRating *rating);
