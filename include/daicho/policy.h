/* Floor 2. The policy: everything a site may decide otherwise. The defaults stand in the table of src/priority/settings.c; what is absent
 * keeps its default. The text form is design.md 6; the ledger keeps it as settings (section, key, value).
 * Not to be shared between threads: it remembers answers, and so does its calendar.
 * What is handed out with "transfer none" holds until the policy is next loaded, set or freed. */
#pragma once

#include <daicho/calendar.h>
#include <daicho/cue.h>
#include <daicho/ticket.h>

typedef struct _DcPolicy DcPolicy; /* opaque: src/priority/policy.c */

DcPolicy *dc_policy_new(void); /* the defaults; transfer full */
DcPolicy *dc_policy_copy(const DcPolicy *policy);
void dc_policy_free(DcPolicy *policy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcPolicy, dc_policy_free)

/* Replaces every setting by those of the ini text. DC_ERROR_POLICY names the line ("line 7: ..."); then nothing is changed. */
bool dc_policy_load(DcPolicy *policy, const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Replaces every setting by those the ledger kept (GPtrArray of DcSetting; those without a value are left out). Far cheaper than setting
 * one after the other, and no order of theirs can be wrong. DC_ERROR_POLICY; then nothing is changed. */
bool dc_policy_restore(DcPolicy *policy, const GPtrArray *settings, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Sets one; a NULL or empty value returns it to its default. DC_ERROR_POLICY for unknown names and bad values; then nothing is changed. */
bool dc_policy_set(DcPolicy *policy, const char *section, const char *key, const char *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The whole policy as ini text, defaults included, with the comments that explain it; dc_policy_load() takes it back. Transfer full. */
char *dc_policy_text(const DcPolicy *policy);
/* What differs from the defaults, in order of the text: what the ledger stores. */
typedef void (*DcPolicyFn)(const char *section, const char *key, const char *value, gpointer data);
void dc_policy_each(const DcPolicy *policy, DcPolicyFn fn, gpointer data);
/* A short digest of all settings: ratings made under another policy are stale. Transfer none. */
const char *dc_policy_digest(const DcPolicy *policy);

const DcCalendar *dc_policy_calendar(const DcPolicy *policy); /* transfer none */
const DcCues *dc_policy_cues(const DcPolicy *policy);         /* [cue]; transfer none */
const DcAlerts *dc_policy_alerts(DcPolicy *policy);           /* [monitor NAME] and those that are shipped; transfer none */

typedef struct { /* a value: [system CODE] */
	const char *code, *name, *owner; /* owner: department, may be NULL */
	int criticality;                 /* 1 high .. 3 low; default 2 */
	bool in_scope;                   /* false: 管轄外 */
	const char *const *aliases;      /* NULL-terminated */
} DcSystem;
guint dc_policy_n_systems(const DcPolicy *policy);
const DcSystem *dc_policy_system_at(const DcPolicy *policy, guint i);
/* By code, name or alias, in any case or width; NULL if unknown. */
const DcSystem *dc_policy_system(const DcPolicy *policy, const char *text);
/* The system whose code, name or longest alias occurs in a subject; NULL if none does. */
const DcSystem *dc_policy_system_in(const DcPolicy *policy, const char *text);
/* Whether the system is in a busy period on this day. */
bool dc_policy_is_busy(const DcPolicy *policy, const char *system, DcDay day);
/* Codes of the systems busy on this day, "ACC" or "ACC ORD"; "" if none. Transfer full. */
char *dc_policy_busy_text(const DcPolicy *policy, DcDay day);

typedef struct { /* a value: [source NAME] */
	const char *name, *path;
	DcFolder folder;
} DcSource;
guint dc_policy_n_sources(const DcPolicy *policy);
const DcSource *dc_policy_source_at(const DcPolicy *policy, guint i);

typedef struct { /* a value: [filter NAME] */
	const char *name, *query;
} DcSavedFilter;
guint dc_policy_n_filters(const DcPolicy *policy);
const DcSavedFilter *dc_policy_filter_at(const DcPolicy *policy, guint i); /* NULL: there is none so far down */
/* In any case or width; NULL if there is none. */
const DcSavedFilter *dc_policy_filter(const DcPolicy *policy, const char *name);

int dc_policy_matrix(const DcPolicy *policy, int impact, int urgency);     /* 1..3 each -> P 1..5 */
int dc_policy_target_answer(const DcPolicy *policy, int priority);         /* business minutes (P1: minutes of the wall clock) */
int dc_policy_target_resolve(const DcPolicy *policy, int priority);        /* business minutes */

typedef struct { /* a value: small numbers and names, each a key of the text */
	int margin_min;           /* [order] 30: what is added to the estimate for the latest start */
	int near_due_min;         /* [order] 1440: a due date further off is no key */
	int est_callback, est_inquiry, est_incident, est_change, est_task, est_resolved; /* [estimate] 10 30 60 240 60 10 */
	int report_first_min;     /* [report] 15, wall clock */
	int report_follow_min;    /* [report] 60, wall clock */
	int wait_max_days;        /* [wait] 10 business days */
	int defuse;               /* [export] 1: what a spreadsheet would calculate gets an apostrophe; 0 */
	const char *contact;      /* [report] to = name of the customer's contact; NULL if unknown */
	const char *contact_phone;
	const char *operator_name; /* [operator] name; NULL if unknown */
	const char *fetch;        /* [mail] fetch = command line run before intake; NULL if none */
	int fetch_limit_s;        /* [mail] 120 */
	const char *send;         /* [mail] send = command line that sends a mail; NULL if none */
	int send_limit_s;         /* [mail] 60 */
	const char *from;         /* [mail] the operator's address; NULL if unknown */
	const char *charset;      /* [mail] of answers */
	gint64 raw_max;           /* [mail] bytes of a raw mail that are kept: 2 MiB */
} DcPolicyNumbers;
const DcPolicyNumbers *dc_policy_numbers(const DcPolicy *policy);

/* The provisional rating of domain.md 3.3 ([provisional] in the text). */
typedef struct { int impact, urgency; } DcMatrixCell;
DcMatrixCell dc_policy_provisional(const DcPolicy *policy, DcKind kind, DcChannel channel, const char *system, bool incident_folder, int cue_score, DcInstant received_at);
