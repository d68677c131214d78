/* Private to the cli room: a command's surroundings, and what commands share. */
#pragma once

#include <daicho/cli.h>
#include <daicho/desk.h>

#include <stdio.h>

#define CLIP_COLS 60 /* of what was typed, in a message */

typedef struct {
	DcDesk *desk;
	DcInstant now;
	const char *ledger; /* --ledger as given; NULL */
	const char *at;
	int status; /* of a command that failed and has said so itself: no error is set */
	GPtrArray *(*keys)(GPtrArray **problems); /* of DcCliGlobals */
} Cli;

typedef struct { /* a value: one subcommand */
	const char *verb, *usage; /* usage: the words after the verb */
	const char *help;         /* what it does, in sentences; English, show it through _() */
	bool needs_desk;
	bool (*run)(Cli *cli, int argc, char **argv, GError **error); /* argv[0] is the verb */
} Command;

extern const Command cli_arrive_commands[], cli_mail_commands[], cli_look_commands[], cli_act_commands[], cli_exchange_commands[], cli_care_commands[]; /* each ends with a verb of NULL */

/* args.c. A wrong word is DC_ERROR_USAGE. */
/* Takes the options out of argv; what is left (argv[1..]) are plain words. */
bool cli_options(const Command *command, const GOptionEntry *entries, int *argc, char ***argv, GError **error);
/* The same for a command that takes a query, in which `-word` is no option. `query`: NULL if there is none; transfer full. */
bool cli_query(const Command *command, const GOptionEntry *entries, int *argc, char ***argv, char **query, GError **error);
/* The same with an option for every field of a ticket as well; they are collected in `fields`. */
typedef struct {
	GPtrArray *names, *texts; /* of char *, as they were typed */
} FieldWords;
void field_words_clear(FieldWords *words);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(FieldWords, field_words_clear)
bool cli_field_options(const Command *command, const GOptionEntry *entries, FieldWords *fields, int *argc, char ***argv, GError **error);
/* What was typed as values. Transfer full, GArray of DcSet. */
GArray *cli_sets(Cli *cli, const FieldWords *fields, GError **error);
/* "104", "No.104", "#104". */
bool cli_number(const char *word, DcTicketNo *no, GError **error);
/* argv[1..] as the ids of mails, at least one. Transfer full, GArray of DcId. */
GArray *cli_mails(const Command *command, int argc, char **argv, GError **error);
/* The words as one text, NULL if there are none; transfer full. Refused unless it is UTF-8. */
bool cli_text(char **words, char **text, GError **error);
char *cli_usage(const Command *command); /* "usage: daicho log ..."; transfer full */
/* Only a number of words between `least` and `most` (-1: any) after the verb. */
bool cli_count(const Command *command, int argc, int least, int most, GError **error);
bool cli_limit(const Command *command, gint64 limit, GError **error); /* at least one row */
const Command *cli_command(const char *verb);
void cli_unknown(const char *verb, GError **error); /* there is no such command */
/* A time as people type it; `text` NULL: DC_ABSENT. */
bool cli_when(Cli *cli, const char *text, DcInstant *at, GError **error);

/* json.c: a writer for stdout. Commas and quoting are its business; a key is a word of ours, which needs none. */
typedef struct {
	GString *out;
	bool comma;
} Json;
void json_begin(Json *json, const char *key, char bracket); /* key NULL in an array; '{' or '[' */
void json_end(Json *json, char bracket);
void json_text(Json *json, const char *key, const char *text); /* NULL: null */
void json_number(Json *json, const char *key, gint64 number);  /* DC_ABSENT: null */
void json_decimal(Json *json, const char *key, double number);
void json_bool(Json *json, const char *key, bool value);
void json_flush(Json *json); /* to stdout */

/* cli.c */
void print_help(void); /* what --help says */
void print_command_help(const Command *command);

/* progress.c: of what takes long, on the terminal: how far it is, how long it will take; Esc, ^C, SIGTERM and SIGHUP stop it, and the program that
 * is run meanwhile. */
typedef struct _Progress Progress;
Progress *progress_begin(DcDesk *desk); /* until progress_end() the terminal does not echo */
/* A DcIntakeFn; `data` is the Progress. `total` is not 0. */
bool progress_step(const char *what, gint64 done, gint64 total, gpointer data);
void progress_end(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_end)

/* output.c: a file that a command writes. It stands under its name when it is closed and kept; until then what stood there before does. */
typedef struct { /* with what it owns */
	FILE *to;
	char *path; /* NULL: standard output */
	char *part; /* what is written until then; NULL: `path` itself, a pipe or a device */
} Output;
/* `path` NULL or "-": standard output. DC_ERROR_REFUSED if it cannot be written, or is the ledger. */
bool output_open(Output *output, const Cli *cli, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* False only if it was to be kept and could not be written. */
bool output_close(Output *output, bool keep, GError **error);
/* DC_ERROR_REFUSED for a file of the ledger, and for what `reads` (a descriptor; -1: none) is open on. */
bool output_may_be(const Cli *cli, const char *path, int reads, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* export.c */
/* The ledger CSV to standard output, a ticket at a time. */
typedef struct _Export Export;
Export *cli_csv_begin(Cli *cli);
bool cli_csv_ticket(Export *export, DcTicketNo no, GError **error);
void cli_csv_end(Export *export);
bool cli_run_export(Cli *cli, int argc, char **argv, GError **error);

/* mail.c */
void cli_print_file(const DcFile *file);
/* Writes it into a folder and prints where it is. */
bool cli_save_file(Cli *cli, const DcFile *file, const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cli_print_raw(GBytes *raw); /* to stdout; to a terminal made safe for it */

/* search.c */
bool cli_run_search(Cli *cli, int argc, char **argv, GError **error);

/* keys.c */
bool cli_run_keys(Cli *cli, int argc, char **argv, GError **error);

/* print.c */
void print_text(const char *text); /* to stdout, made safe for a terminal, with a newline */
void print_listed(Cli *cli, const DcListed *listed, int place);
void json_listed(Cli *cli, Json *json, const DcListed *listed, int place); /* an object of the list */
void json_ticket_members(Cli *cli, Json *json, const DcListed *listed, int place); /* its members, without the braces */
/* The fields of a ticket that no list shows, and its texts. */
void json_other_members(Cli *cli, Json *json, const DcTicket *ticket, const DcTicketText *text);
void json_record_members(Cli *cli, Json *json, DcEntity entity, gconstpointer record); /* the same without braces and id */
void json_record(Cli *cli, Json *json, DcEntity entity, gconstpointer record); /* every field of any record, as an object */
char *when_text(Cli *cli, DcInstant at); /* ISO; NULL if absent; transfer full */
