/* The order as bytes: every key of domain.md 3.4 big-endian, one behind the other, so that memcmp() puts the most pressing first.
 * How many bytes a key takes depends on the band alone, which is the first byte: two rows of one band have the same layout. */
#include "key.h"

#include <string.h>

#define INSTANT_BYTES 5 /* 34,000 years around 1970 */

static gsize
key_width(DcKey key, DcBand band)
{
	bool by_due = band == DC_BAND_LATEST_START;

	switch (key) {
	case DC_KEY_BAND:
	case DC_KEY_PRIORITY:
	case DC_KEY_BUSY:
	case DC_KEY_CRITICALITY:
	case DC_KEY_VIP:
		return 1;
	case DC_KEY_PIN: /* also what the bands outside today's list are ordered by */
		return band == DC_BAND_PINNED || band == DC_BAND_DEFERRED || band == DC_BAND_WAITING || band == DC_BAND_MEMBER ? INSTANT_BYTES : 0;
	case DC_KEY_DUE_FIRST:
		return by_due ? INSTANT_BYTES : 0;
	case DC_KEY_NATIVE:
		return by_due ? 0 : 1;
	case DC_KEY_DUE:
		return by_due ? 0 : INSTANT_BYTES;
	case DC_KEY_AFFECTED:
		return 3;
	case DC_KEY_RECEIVED:
		return INSTANT_BYTES;
	case DC_KEY_NO:
		return 8;
	case DC_N_KEYS:
		break;
	}
	return 0;
}

/* The number as an unsigned one of `width` bytes with the same order; beyond their reach the least or the greatest. */
static guint64
biased(gint64 number, gsize width)
{
	guint64 half = G_GUINT64_CONSTANT(1) << (8 * width - 1);

	if (width < 8)
		number = CLAMP(number, -(gint64)half, (gint64)half - 1);
	return (guint64)number + half;
}

/* What comes first in the list is the latest pin, the earliest return, the group of the lowest number. */
static gint64
pin_value(const DcTicket *ticket, DcBand band)
{
	switch (band) {
	case DC_BAND_PINNED:
		return ticket->pinned_at == DC_ABSENT ? 0 : -ticket->pinned_at;
	case DC_BAND_DEFERRED:
		return ticket->resume_on;
	case DC_BAND_WAITING:
		return ticket->check_at;
	case DC_BAND_MEMBER:
		return ticket->parent;
	case DC_BAND_P1:
	case DC_BAND_LATEST_START:
	case DC_BAND_URGENT:
	case DC_BAND_LATER:
	case DC_BAND_SHUT:
	case DC_N_BANDS:
		break;
	}
	return 0;
}

static gint64
or_last(DcInstant at)
{
	return at == DC_ABSENT ? DC_NEVER : at;
}

/* Smaller is first. */
static gint64
key_value(DcKey key, const DcTicket *ticket, const DcRating *rating)
{
	switch (key) {
	case DC_KEY_BAND:
		return rating->band;
	case DC_KEY_PIN:
		return pin_value(ticket, rating->band);
	case DC_KEY_DUE_FIRST:
		return or_last(rating->hard_due);
	case DC_KEY_PRIORITY:
		return rating->priority;
	case DC_KEY_NATIVE:
		return rating->native_priority;
	case DC_KEY_DUE:
		return rating->due_counts ? rating->hard_due : DC_NEVER;
	case DC_KEY_BUSY:
		return !rating->busy;
	case DC_KEY_CRITICALITY:
		return rating->criticality;
	case DC_KEY_AFFECTED:
		return -rating->affected;
	case DC_KEY_VIP:
		return !ticket->vip;
	case DC_KEY_RECEIVED:
		return or_last(ticket->received_at);
	case DC_KEY_NO:
		return ticket->id;
	case DC_N_KEYS:
		break;
	}
	return 0;
}

/* One byte holds what is never negative as it is: the first one is the band itself. */
static guint64
key_bits(DcKey key, gsize width, const DcTicket *ticket, const DcRating *rating)
{
	gint64 value = key_value(key, ticket, rating);

	return width == 1 ? (guint64)value : biased(value, width);
}

void
key_write(const DcTicket *ticket, DcRating *rating)
{
	guint8 *at = rating->key;

	for (DcKey key = DC_KEY_BAND; key < DC_N_KEYS && rating->band < DC_BAND_SHUT; key++) {
		gsize width = key_width(key, rating->band);

		if (width == 0)
			continue;
		guint64 bits = key_bits(key, width, ticket, rating);
		for (gsize byte = width; byte > 0; byte--, bits >>= 8)
			at[byte - 1] = (guint8)bits;
		at += width;
	}
	rating->key_len = (gsize)(at - rating->key);
}

int
dc_rating_compare(const DcRating *a, const DcRating *b)
{
	int difference = (int)a->band - (int)b->band; /* what is shut has no key, and is last */

	return difference != 0 ? difference : memcmp(a->key, b->key, MIN(a->key_len, b->key_len));
}

DcKey
dc_rating_differs(const DcRating *a, const DcRating *b)
{
	gsize offset = 0;

	if (a->band != b->band)
		return DC_KEY_BAND;
	for (DcKey key = DC_KEY_BAND; key < DC_KEY_NO && a->key_len > 0; key++) {
		gsize width = key_width(key, a->band);

		if (memcmp(a->key + offset, b->key + offset, width) != 0)
			return key;
		offset += width;
	}
	return DC_KEY_NO;
}
