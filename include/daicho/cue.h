/* Floor 1. What a text gives away: incident cues, urgent words, error codes, deadlines, and how alike two subjects are.
 * Pure: no I/O, no clock. Every text is valid UTF-8 (dc_text_valid()); what follows an invalid byte is not read.
 * NULL is the empty text. Nothing here fails on hostile text. domain.md 3.7, table "Hints and similarity" of 3.9. */
#pragma once

#include <daicho/error.h>

#include <stdbool.h>

/* -- the rules: word lists and thresholds are policy -- */

/* Opaque: src/cue/cues.c. Not changed once it is in use, so it may be shared between threads. */
typedef struct _DcCues DcCues;

/* The rules of domain.md 3.7 (src/cue/words.def). Transfer none: made once, never freed, never changed. */
const DcCues *dc_cues_default(void);
/* The same rules, to be changed with dc_cues_set(). Transfer full. */
DcCues *dc_cues_new(void);
void dc_cues_free(DcCues *cues);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcCues, dc_cues_free)

/* The keys of the policy's [cue] section, in order; NULL terminated, transfer none:
 * lists   `negative masked strong medium urgent asking generic not_code`  words separated by commas; a word may hold spaces; empty: none
 * points  `strong_points medium_points code_points negative_points`, limits of the score `incident_from check_from`  -99..99
 * limit   `alike_from`, of the similarity, in hundredths  0..100 */
const char *const *dc_cues_keys(void);
/* Replaces one value. DC_ERROR_POLICY names the key and what is wrong with it; the rules are then unchanged. */
bool dc_cues_set(DcCues *cues, const char *key, const char *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The value in the form dc_cues_set() takes; NULL for an unknown key. Transfer full. */
char *dc_cues_get(const DcCues *cues, const char *key);

/* -- the hint of a subject -- */

typedef enum {
	DC_CUE_NEGATIVE, /* 正常終了, 復旧しました: speaks against an incident */
	DC_CUE_STRONG,   /* エラー, 異常終了 */
	DC_CUE_MEDIUM,   /* 遅い, 文字化け */
	DC_CUE_CODE,     /* ORA-01555 */
	DC_CUE_URGENT,   /* 至急: raises the urgency by one, nothing else */
} DcCueClass;

typedef struct { /* a value: one word that gave something away */
	gsize offset, length; /* bytes of the text that was read; on character boundaries */
	DcCueClass class;
} DcCueMark;

typedef enum {
	DC_CUE_NONE,
	DC_CUE_CHECK,    /* 要確認 */
	DC_CUE_INCIDENT, /* propose 障害 */
} DcCueVerdict;

typedef struct { /* a value; dc_cue_hint_clear() */
	int score;            /* see dc_cue_read() */
	DcCueVerdict verdict; /* the score against the limits: >= 3 incident, 2 check */
	bool urgent;          /* propose one step more of urgency; no part of the score */
	char *code;           /* the first error code in its normal form, NULL: none. ＯＲＡ０１５５５ is "ORA-01555", http503 "HTTP 503" */
	DcCueMark *marks;     /* in the order of the text, not overlapping: what to highlight */
	guint n_marks;
} DcCueHint;

/* Score: strong +3, medium +2, error code +2, negative -4, each counted once however often it occurs; one stretch of text may
 * count for a strong word and a medium one within it (ログインできません: 5). First of all the masked and the negative words take
 * their letters, and no other word may touch them: エラーチェック is -4 and not -1. A strong word that goes on where a negative one
 * stops wins over it (正常終了しない). Compared is the folded text (dc_text_fold()), Latin words only as whole words. `out` is
 * overwritten, not cleared before. domain.md 3.7. */
void dc_cue_read(const char *text, DcCueHint *out);                      /* by dc_cues_default() */
void dc_cues_read(const DcCues *cues, const char *text, DcCueHint *out); /* by the operator's own rules */
void dc_cue_hint_clear(DcCueHint *hint);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcCueHint, dc_cue_hint_clear)

/* -- how alike two subjects are -- */

/* The subject without what mail programs and senders put around it: Re:, Fw:, 返信:, 転送:, 回答: (repeated, numbered, full-width),
 * [ML:123] in front, 【…】 anywhere (kept where nothing else would be left). One line, otherwise as written. Transfer full. */
char *dc_cue_subject(const char *subject);

/* A subject prepared for comparing: its character bigrams as a sorted array. Opaque: src/cue/shape.c. */
typedef struct _DcCueShape DcCueShape;
DcCueShape *dc_cue_shape_new(const char *subject);                       /* by dc_cues_default(); transfer full */
DcCueShape *dc_cues_shape_new(const DcCues *cues, const char *subject);  /* transfer full */
void dc_cue_shape_free(DcCueShape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcCueShape, dc_cue_shape_free)
/* 0.0 .. 1.0, the same both ways; 1.0 for equal shapes. 0.0 if nothing is left of either: two subjects that say nothing (お願いします)
 * are not alike. No allocation, linear in the length of the two. */
double dc_cue_shape_similarity(const DcCueShape *a, const DcCueShape *b);

/* Both steps at once. NFKC, dc_cue_subject(), without hiragana, folded, without generic words (確認, 至急), Dice on character bigrams
 * counted with their number; a single character counts as one. Of the signs only brackets and hyphens stay. domain.md 3.7. */
double dc_cue_similarity(const char *a, const char *b);

typedef enum {
	DC_CUE_UNLIKE,
	DC_CUE_RELATED, /* propose as a mail that asks about it, 確認メール (S29) */
	DC_CUE_ALIKE,   /* propose to group (R1) */
} DcCueLikeness;

/* What to propose for two subjects: from 0.60 on they are alike, or related if one of them only asks (月次バッチの結果確認: an asking
 * word and no incident cue, by the rules its shape was made with). The limit is of `cues`. Table "Hints and similarity" of domain.md 3.9. */
DcCueLikeness dc_cues_likeness(const DcCues *cues, const DcCueShape *a, const DcCueShape *b);

/* -- deadlines -- */

typedef struct { /* a value in the array of dc_cue_deadlines() */
	gsize offset, length; /* bytes of the text: `17時まで`, `本日15時`, `by Friday 5pm` */
	int strength;         /* 3: a word says it is a deadline and a time is given; 2: such a word, a day; 1: a day and time alone */
	char *when;           /* what dc_when_parse() reads, relative to the day of the text: `today` `15時` `明日 17:30` `金` `今週金` `来週月` `月末` `10日` `+3` `4/3 17時` */
} DcCueDeadline;
void dc_cue_deadline_free(DcCueDeadline *deadline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcCueDeadline, dc_cue_deadline_free)

/* The deadlines a text names (本日中, 17時まで, 明日まで, 今週中, 月末まで, 4/3まで, EOD, by Friday; domain.md 3.7 R5), strongest first, then
 * in the order of the text, not overlapping. Not: when something happened or begins (発生日時, 3/30から), the end of a span
 * (3/30から4/3まで), quoted lines (>). Transfer full: GPtrArray of DcCueDeadline *, never NULL. */
GPtrArray *dc_cue_deadlines(const char *text);

/* -- thanks -- */

/* Whether a text, without what it quotes, says thank you and nothing else (礼のみ): then it can be put away with one key. */
bool dc_cue_is_thanks(const char *text);

/* -- what monitoring systems say -- */

typedef struct _DcAlerts DcAlerts; /* opaque: src/cue/alert.c */
/* The rules that are shipped: nagios, icinga, zabbix, zabbix-ja, jp1, hinemos. Transfer full. */
DcAlerts *dc_alerts_new(void);
void dc_alerts_free(DcAlerts *alerts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DcAlerts, dc_alerts_free)
/* Replaces a rule, or adds one: a regular expression (PCRE, without regard to case, over the subject in NFKC) with the groups `state` and at least one of `host`
 * and `service`; "" switches it off. `recovered`: the states, separated by commas, that say it is well again; NULL leaves those of before.
 * DC_ERROR_POLICY says what is wrong with it; then nothing is changed. */
bool dc_alerts_set(DcAlerts *alerts, const char *name, const char *subject, const char *recovered, GError **error);

typedef struct { /* a value, with what it owns */
	char *key; /* host/service: mails of one key are about one thing */
	bool recovered;
} DcAlert;
/* Whether the subject is an alert by any of the rules; `out` is written only then. */
bool dc_alerts_read(const DcAlerts *alerts, const char *subject, DcAlert *out);
void dc_alert_clear(DcAlert *alert);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DcAlert, dc_alert_clear)
