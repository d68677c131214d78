/* Floor 1. What a ticket is: the words, the fields, the records, the actions. Pure: no I/O, no clock.
 * The records are open values made from field.def; the words are enums made from words.def; the actions stand in action.def. */
#pragma once

#include <daicho/instant.h>
#include <daicho/field.def>
#include <daicho/words.def>

typedef gint64 DcTicketNo; /* shown as No.104; never reused; 0 is none */
typedef gint64 DcId;       /* of the other records; 0 is none */

/* -- words -- */
#define DC_WORD_ENUMERATOR(SET, ID, code, label) DC_##SET##_##ID,
#define DC_WORD_ENUM(SET, CType)                                                                        \
	typedef enum { DC_##SET##_NONE, DC_WORDS_##SET(DC_WORD_ENUMERATOR) DC_N_##SET } CType;          \
	typedef CType DC_WORD_TYPE_##SET;
DC_WORD_SETS(DC_WORD_ENUM)

typedef enum {
#define DC_WORD_SET_ID(SET, CType) DC_WORDS_OF_##SET,
	DC_WORD_SETS(DC_WORD_SET_ID)
#undef DC_WORD_SET_ID
	DC_N_WORD_SETS
} DcWordSet;

int dc_words_count(DcWordSet set);                  /* values are 1..count; 0 is "none" */
const char *dc_word_code(DcWordSet set, int value); /* "incident"; "" for none; never NULL */
const char *dc_word_label(DcWordSet set, int value); /* in the present language; "" for none */
const char *dc_word_japanese(DcWordSet set, int value); /* in Japanese in any case */
/* Accepts the code and the label in either language, any case or width. DC_ERROR_USAGE lists what is known. */
bool dc_word_parse(DcWordSet set, const char *text, int *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* -- records: one struct per entity, its members from field.def -- */
#define DC_TYPE_TEXT(ARG) char *
#define DC_TYPE_LINES(ARG) char *
#define DC_TYPE_INT(ARG) gint64
#define DC_TYPE_TIME(ARG) DcInstant
#define DC_TYPE_BOOL(ARG) bool
#define DC_TYPE_REF(ARG) gint64
#define DC_TYPE_WORD(ARG) DC_WORD_TYPE_##ARG

/* Z(ENTITY, "table", Struct). A text that is not set is NULL, a number or instant DC_ABSENT, a reference 0, a word _NONE. */
#define DC_ENTITIES(Z)                               \
	Z(TICKET, "ticket", DcTicket)                \
	Z(TICKET_TEXT, "ticket_text", DcTicketText)  \
	Z(CONTACT, "contact", DcContact)             \
	Z(PARTY, "party", DcParty)                   \
	Z(DEPARTMENT, "department", DcDepartment)    \
	Z(LINK, "link", DcLink)                      \
	Z(NOTE, "note", DcNote)                      \
	Z(WORK, "work", DcWork)                      \
	Z(CALL, "call", DcCall)                      \
	Z(REPORT, "report", DcReport)                \
	Z(MAIL, "mail", DcMailRow)                   \
	Z(MAIL_TEXT, "mail_text", DcMailText)        \
	Z(MORNING, "morning", DcMorning)             \
	Z(SETTING, "setting", DcSetting)

typedef enum {
#define DC_ENTITY_ID(ENTITY, table, Struct) DC_ENTITY_##ENTITY,
	DC_ENTITIES(DC_ENTITY_ID)
#undef DC_ENTITY_ID
	DC_N_ENTITIES
} DcEntity;

/* Every record begins with its id; `gone` is true for one whose creation was undone (rows are never deleted). */
#define DC_FIELD_MEMBER(ENTITY, ID, member, TYPE, ARG, LIMIT, label) DC_TYPE_##TYPE(ARG) member;
#define DC_ENTITY_STRUCT(ENTITY, table, Struct)    \
	typedef struct {                           \
		gint64 id;                         \
		bool gone;                         \
		DC_FIELDS_##ENTITY(DC_FIELD_MEMBER) \
	} Struct;
DC_ENTITIES(DC_ENTITY_STRUCT)

/* A fresh record with every field unset, and the same for reading one generically. Transfer full; free with dc_record_free(). */
gpointer dc_record_new(DcEntity entity) G_GNUC_WARN_UNUSED_RESULT;
gpointer dc_record_copy(DcEntity entity, gconstpointer record) G_GNUC_WARN_UNUSED_RESULT;
void dc_record_free(DcEntity entity, gpointer record);

/* dc_ticket_new(), dc_ticket_free() and g_autoptr(DcTicket), and so on for every record. */
#define DC_RECORD_FUNCTIONS(ENTITY, Struct, noun)                                                                             \
	static inline Struct *noun##_new(void) { return (Struct *)dc_record_new(DC_ENTITY_##ENTITY); }                        \
	static inline Struct *noun##_copy(const Struct *record) { return (Struct *)dc_record_copy(DC_ENTITY_##ENTITY, record); } \
	static inline void noun##_free(Struct *record) { dc_record_free(DC_ENTITY_##ENTITY, record); }                        \
	G_DEFINE_AUTOPTR_CLEANUP_FUNC(Struct, noun##_free)
DC_RECORD_FUNCTIONS(TICKET, DcTicket, dc_ticket)
DC_RECORD_FUNCTIONS(TICKET_TEXT, DcTicketText, dc_ticket_text)
DC_RECORD_FUNCTIONS(CONTACT, DcContact, dc_contact)
DC_RECORD_FUNCTIONS(PARTY, DcParty, dc_party)
DC_RECORD_FUNCTIONS(DEPARTMENT, DcDepartment, dc_department)
DC_RECORD_FUNCTIONS(LINK, DcLink, dc_link)
DC_RECORD_FUNCTIONS(NOTE, DcNote, dc_note)
DC_RECORD_FUNCTIONS(WORK, DcWork, dc_work)
DC_RECORD_FUNCTIONS(CALL, DcCall, dc_call)
DC_RECORD_FUNCTIONS(REPORT, DcReport, dc_report)
DC_RECORD_FUNCTIONS(MAIL, DcMailRow, dc_mail_row)
DC_RECORD_FUNCTIONS(MAIL_TEXT, DcMailText, dc_mail_text)
DC_RECORD_FUNCTIONS(MORNING, DcMorning, dc_morning)
DC_RECORD_FUNCTIONS(SETTING, DcSetting, dc_setting)

typedef struct { /* a value: what the ledger knows about a ticket beyond its own row */
	int n_callers;     /* distinct callers, of the group too; at least 1 */
	int n_departments; /* distinct departments, of the group too */
	int n_members;     /* tickets grouped under it */
} DcGroup;

/* -- fields -- */
typedef enum {
#define DC_FIELD_ID(ENTITY, ID, member, TYPE, ARG, LIMIT, label) DC_FIELD_##ID,
#define DC_ENTITY_FIELDS(ENTITY, table, Struct) DC_FIELDS_##ENTITY(DC_FIELD_ID)
	DC_ENTITIES(DC_ENTITY_FIELDS)
#undef DC_ENTITY_FIELDS
#undef DC_FIELD_ID
	DC_N_FIELDS
} DcField;

typedef enum { DC_FIELD_TYPE_TEXT, DC_FIELD_TYPE_LINES, DC_FIELD_TYPE_INT, DC_FIELD_TYPE_TIME, DC_FIELD_TYPE_BOOL, DC_FIELD_TYPE_REF, DC_FIELD_TYPE_WORD } DcFieldType;

typedef struct { /* a value, const: one line of field.def */
	DcEntity entity;
	DcFieldType type;
	DcWordSet words;   /* of a WORD */
	DcEntity target;   /* of a REF */
	const char *name;  /* column, JSON key, option name with `-` for `_` */
	const char *label; /* English; show it through _() */
	gsize offset;      /* in the struct */
	int limit;         /* see field.def */
} DcFieldInfo;

const DcFieldInfo *dc_field_info(DcField field);
const char *dc_entity_table(DcEntity entity); /* the table's name */
DcField dc_entity_first(DcEntity entity);     /* its fields stand together: first .. first + count - 1 */
int dc_entity_count(DcEntity entity);
/* By the names that history has: of the table, and of a field in it. False: there is none; `entity` and `field` are left alone. */
bool dc_entity_parse(const char *table, DcEntity *entity);
bool dc_entity_field(DcEntity entity, const char *name, DcField *field);
/* The ticket's (or its texts') field of this name, `-` and `_` alike, or with that label. DC_ERROR_USAGE if there is none. */
bool dc_field_parse(const char *name, DcField *field, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a field holds: either a number (also words, instants, references, booleans) or a text. */
typedef struct { /* a value */
	bool is_text;
	gint64 number; /* DC_ABSENT: not set */
	char *text;    /* NULL: not set */
} DcValue;

DcValue dc_value_number(gint64 number);
DcValue dc_value_text(const char *text); /* copies */
DcValue dc_value_copy(const DcValue *value);
void dc_value_clear(DcValue *value);
bool dc_value_equal(const DcValue *a, const DcValue *b);

/* The field's value in its record: numbers by value, a text borrowed from the record (do not clear). */
DcValue dc_record_get(gconstpointer record, DcField field);
/* Sets it; takes a copy of a text. The word and reference "none" and the absent number are one, and so are NULL and "": not set.
 * Getting gives DC_ABSENT for all of these and NULL for a text; a boolean is always 0 or 1. */
void dc_record_set(gpointer record, DcField field, const DcValue *value);
/* DC_ERROR_REFUSED if a text is longer than the field takes, not valid UTF-8, of several lines where there is one, or a number is out of range
 * (instants: the years 1950-2199). "Not set" is right for every field but the subject. domain.md 2.2. */
bool dc_value_check(DcField field, const DcValue *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* As much of a text from outside as the field takes, cut between what a reader takes for characters. NULL for NULL. Transfer full. */
char *dc_field_cut(DcField field, const char *text);

/* -- actions -- */

/* The column FROM of action.def: bits 1 << DcStatus. An action may take several steps of domain.md 2.1 in one change:
 * starting or waiting registers a draft on the way, closing resolves on the way. */
#define DC_STATUS_BIT(ID) (1u << DC_STATUS_##ID)
#define DC_FROM_ANY ((1u << DC_N_STATUS) - 1)
#define DC_FROM_UNFINISHED \
	(DC_STATUS_BIT(DRAFT) | DC_STATUS_BIT(NEW) | DC_STATUS_BIT(INVESTIGATING) | DC_STATUS_BIT(WORKING) | DC_STATUS_BIT(WAITING))
#define DC_FROM_OPEN (DC_FROM_UNFINISHED | DC_STATUS_BIT(RESOLVED))
#define DC_FROM_STARTABLE DC_FROM_UNFINISHED
#define DC_FROM_RESOLVABLE DC_FROM_UNFINISHED
#define DC_FROM_ANSWERABLE DC_FROM_OPEN
#define DC_FROM_WAITABLE DC_FROM_UNFINISHED /* waiting too: until later, or for somebody else */
#define DC_FROM_CLOSABLE (DC_FROM_OPEN & ~DC_STATUS_BIT(WAITING))
#define DC_FROM_SHUT (DC_STATUS_BIT(CLOSED) | DC_STATUS_BIT(CANCELLED))
#define DC_FROM_REOPENABLE (DC_FROM_SHUT | DC_STATUS_BIT(RESOLVED))

typedef enum {
#define DC_ACTION_ID(ID, verb, keys, REACH, FROM, label, help) DC_ACTION_##ID,
#define X DC_ACTION_ID
#include <daicho/action.def>
#undef X
#undef DC_ACTION_ID
	DC_N_ACTIONS
} DcAction;

typedef enum { DC_REACH_ONE, DC_REACH_MANY, DC_REACH_LEDGER, DC_REACH_SCREEN } DcReach;

typedef struct { /* a value, const: one line of action.def */
	const char *name; /* "resolve": lower case, `-`; for rebinding and the palette */
	const char *verb, *keys;
	DcReach reach;
	guint from; /* bits 1 << DcStatus */
	const char *label, *help; /* English; show through _() */
} DcActionInfo;

const DcActionInfo *dc_action_info(DcAction action);
/* DC_N_ACTIONS if no action has this verb (or name). "" is no verb. */
DcAction dc_action_by_verb(const char *verb);
DcAction dc_action_by_name(const char *name);

/* Whether this may be done to this ticket now (NULL: no ticket; only actions of the ledger and the screen need none); DC_ERROR_REFUSED says why not and what would help ("No.104 is closed: reopen it first").
 * What an action still lacks (a resolution, a check date) is refused where it is done, naming the field. domain.md 2.1. */
bool dc_action_allowed(DcAction action, const DcTicket *ticket, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* domain.md 2.1, column "leaves to": one step. From waiting it leads back to any status that can wait. */
bool dc_status_may_become(DcStatus from, DcStatus to);
bool dc_status_is_open(DcStatus status); /* neither closed nor cancelled */
