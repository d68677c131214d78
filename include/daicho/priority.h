/* Floor 2. How pressing a ticket is, why, and until when that holds. Pure: facts, policy and the time are arguments. domain.md 3.1-3.6. */
#pragma once

#include <daicho/policy.h>

/* 3.4; PINNED..URGENT are 急ぎ. From DEFERRED on a ticket is not in today's list. Also the first byte of the key. */
typedef enum {
	DC_BAND_PINNED,
	DC_BAND_P1,
	DC_BAND_LATEST_START,
	DC_BAND_URGENT,
	DC_BAND_LATER,
	DC_BAND_DEFERRED, /* resume_on is ahead; ordered by it */
	DC_BAND_WAITING,  /* check_at is ahead; ordered by it */
	DC_BAND_MEMBER,   /* hidden behind its parent; ordered by parent */
	DC_BAND_SHUT,     /* closed, cancelled or gone: not ranked at all */
	DC_N_BANDS
} DcBand;
const char *dc_band_code(DcBand band); /* pinned p1 latest_start urgent later deferred waiting member shut */

typedef enum { /* the keys of 3.4, in the order in which two tickets are compared */
	DC_KEY_BAND, DC_KEY_PIN, DC_KEY_DUE_FIRST, DC_KEY_PRIORITY, DC_KEY_NATIVE, DC_KEY_DUE, DC_KEY_BUSY, DC_KEY_CRITICALITY,
	DC_KEY_AFFECTED, DC_KEY_VIP, DC_KEY_RECEIVED, DC_KEY_NO, DC_N_KEYS
} DcKey;

#define DC_RATING_KEY_MAX 48
typedef struct { /* a value */
	int priority;        /* 1..5 after ageing */
	int native_priority; /* before ageing */
	int lifted;          /* levels risen by age */
	bool provisional, overridden;
	DcBand band;
	DcInstant hard_due;     /* the earlier of promise and due; DC_ABSENT */
	DcInstant latest_start; /* DC_ABSENT without a hard due */
	bool due_is_promise;
	bool due_counts;        /* near enough to be a key */
	bool busy;
	int criticality; /* 1..3 */
	int affected;    /* max of the number entered and the callers */
	int n_callers;
	int est_min;     /* entered or default */
	DcInstant until; /* the first instant at which any of this could differ; DC_NEVER */
	guint8 key[DC_RATING_KEY_MAX]; /* compare with memcmp over the shorter length: smaller is first; total, for it ends in No. */
	gsize key_len;
} DcRating;

/* Always succeeds: a ticket without a rating counts as impact 3, urgency 3. */
void dc_priority_rate(const DcPolicy *policy, const DcTicket *ticket, const DcGroup *group, DcInstant now, DcRating *rating);
/* 1..5 before ageing: the priority by hand, else 1 for a major incident, else the matrix. domain.md 3.2. */
int dc_priority_native(const DcPolicy *policy, const DcTicket *ticket);
int dc_rating_compare(const DcRating *a, const DcRating *b);
/* The first key in which they differ. */
DcKey dc_rating_differs(const DcRating *a, const DcRating *b);

/* The reason of a row, at most ~24 columns, in the present language: "大x高 全社40名", "着手限界 09:00". Transfer full. */
char *dc_priority_reason(const DcPolicy *policy, const DcTicket *ticket, const DcRating *rating, DcInstant now);
/* "P2", "P2*" overridden, "P4^" lifted, "P3?" provisional. Transfer full. */
char *dc_priority_sign(const DcRating *rating);

typedef struct { /* a value: one neighbour or the ticket itself in the list */
	const DcTicket *ticket;
	const DcRating *rating;
} DcPlaced;
typedef struct { /* a value: what would move it; the caller finds the place of `rating` in the list */
	int impact, urgency; /* the rating tried; 0: not what was tried */
	bool unpinned, no_due;
	DcRating rating;
	int place; /* filled in by the caller: 1-based */
} DcWhatIf;
/* Every single step that would change the key: impact and urgency each one step up and down, without its due, without its pin. Transfer full, GArray of DcWhatIf. */
GArray *dc_priority_what_if(const DcPolicy *policy, const DcTicket *ticket, const DcGroup *group, DcInstant now);
/* The text of 3.6; `above` and `below` may have NULL tickets (first, last). `what_if` may be NULL. Several sentences on lines of their own. Transfer full. */
char *dc_priority_why(const DcPolicy *policy, int place, DcPlaced self, DcPlaced above, DcPlaced below, const GArray *what_if, DcInstant now);
