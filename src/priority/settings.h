/* The policy as names and texts: which settings there are, their defaults, ini text in and out. Private to the room. */
#pragma once

#include <daicho/policy.h>

/* What the settings of the fixed sections come to; policy.c. The strings belong to the policy. */
typedef struct {
	DcPolicyNumbers numbers;
	DcHours hours;
	int matrix[3][3];
	int answer[5], resolve[5]; /* of P1..P5 */
	DcMatrixCell off_hours, busy_phone, phone, incident, other, change; /* domain.md 3.3, in its order but for the change */
} PolicyValues;

typedef enum {
	SETTING_TEXT,    /* const char * at `offset`; NULL: not given */
	SETTING_NUMBERS, /* `n` ints at `offset` */
	SETTING_BYTES,   /* gint64 at `offset` */
	SETTING_CUE,     /* of the cue room, which has the default and checks the value */
	SETTING_NAMED,   /* of a section with a name, [system ORD]: places.c reads it */
} SettingType;

typedef struct { /* one line of the table in settings.c */
	const char *section; /* of a named one its first word */
	const char *key;
	const char *fallback; /* the default as text; ask setting_default() */
	SettingType type;
	gsize offset; /* in PolicyValues */
	int n, least, most;
	const char *comment; /* English; stands above the key in the text; may have several lines */
} SettingInfo;

typedef struct { /* a setting as it was given */
	char *section, *key, *value;
	int line; /* of the text it came from; 0: it was set by itself */
} Setting;

/* Without white space around it, and with one space between the words, also where a full-width one was typed. Transfer full. */
char *section_tidy(const char *section);
/* In the key `-` becomes `_`. Transfer full. */
Setting *setting_new(const char *section, const char *key, const char *value, int line);
void setting_free(Setting *setting);
/* DC_ERROR_POLICY with the line, the section and the key in front. Always false. */
bool setting_refuse(const Setting *setting, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same with a sentence that names the key already, as those of the calendar and the cues do: only the line in front. */
bool setting_refuse_words(const Setting *setting, GError **error, const char *words);

/* The table, in the order of the text; ends with a NULL section. */
const SettingInfo *settings_table(void);
/* The default as text, "" if there is none. Transfer full. */
char *setting_default(const SettingInfo *info);
/* "ORD" of "system ORD"; "" of a section without a name. Transfer none. */
const char *section_name(const char *section);
bool section_is(const char *section, const char *kind);

/* Checks a section and a value in themselves: known, named where it must be, UTF-8, one line, not endless. */
bool setting_check(const Setting *setting, GError **error);
/* The settings of an ini text, empty ones left out; GPtrArray of Setting. DC_ERROR_POLICY names the line. Transfer full. */
GPtrArray *settings_scan(const char *text, GError **error);
/* The value given, or NULL. */
const Setting *settings_find(const GPtrArray *given, const char *section, const char *key);
/* Copies of them in the order of the text, without defaults: one policy, one list. Transfer full. */
GPtrArray *settings_tidy(const GPtrArray *given);
/* The ini text of a tidy list, defaults and comments included. Transfer full. */
char *settings_text(const GPtrArray *given);
