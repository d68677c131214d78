/* What a policy is made of. Private to the room. */
#pragma once

#include "settings.h"

typedef struct { /* a system that some busy period names */
	char *code;
	GPtrArray *rules; /* of DcDayRule *, which belong to the policy */
	/* The last answer, for everything is rated on the same day. */
	DcDay day;  /* DC_NO_DAY: none yet */
	DcDay flip; /* the first day on which the answer may differ */
	bool busy;
} BusySystem;

typedef struct { /* a system and what it owns; the strings are the policy's */
	DcSystem public;
	char *code;
	char **aliases;
} System;

typedef struct { /* a name by which a system may stand in a subject */
	char *folded;
	System *system;
} SystemTerm;

struct _DcPolicy {
	GPtrArray *given; /* of Setting: what differs from the defaults, and everything of the sections with names */
	GStringChunk *strings;
	PolicyValues values;
	DcCalendar *calendar;
	DcCues *cues; /* NULL: the usual ones */
	GPtrArray *systems;        /* of System */
	GHashTable *system_codes;  /* code as written -> System */
	GHashTable *system_terms;  /* folded code, name, alias -> System */
	GArray *terms;             /* of SystemTerm, the longest first; `folded` belongs to system_terms */
	GPtrArray *rules;          /* of DcDayRule */
	GHashTable *busy;          /* code -> BusySystem */
	GPtrArray *busy_systems;   /* of BusySystem, in the order of the text */
	GArray *sources;           /* of DcSource */
	GArray *filters;           /* of DcSavedFilter */
	DcAlerts *alerts;          /* [monitor NAME] over those that are shipped */
	char digest[17];
};

/* places.c: the sections with names; fills what is empty in a policy just made. */
bool policy_build_systems(DcPolicy *policy, GError **error);
bool policy_build_busy(DcPolicy *policy, GError **error);
bool policy_build_sources(DcPolicy *policy, GError **error);
void policy_build_filters(DcPolicy *policy);
bool policy_build_alerts(DcPolicy *policy, GError **error); /* alerts.c */
void system_free(System *system);
void busy_system_free(BusySystem *system);

/* numbers.c: reads `n` numbers within bounds, separated by spaces or commas. DC_ERROR_POLICY. */
bool setting_numbers(const Setting *setting, int n, int least, int most, int *numbers, GError **error);

/* An impact or urgency as 1..3; what was not rated counts as the least. */
int priority_scale(gint64 level);
/* The criticality of the system with exactly this code, 2 if it is unknown or NULL. No allocation. */
int policy_criticality(const DcPolicy *policy, const char *code);
/* Whether the system is busy on this day, and the first day on which that may differ (DC_NO_DAY: never). No allocation. */
bool policy_busy_until(const DcPolicy *policy, const char *code, DcDay day, DcDay *flip);
