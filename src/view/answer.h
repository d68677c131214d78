/* An answer that may go out by mail: what answering a ticket and answering from the triage have in common. Private to answer*.c, triage_answer.c. */
#pragma once

#include "view.h"

extern const DcChoice answer_choices[]; /* "yes": send it, "no": only record it */

/* "倉庫 井上 <inoue@example.co.jp>". Transfer full. */
char *answer_recipient(const DcReply *reply);
/* Whether it shall be sent to these (of DcReply, at least one). Transfer full. */
char *answer_question(const GPtrArray *replies);
/* What is written down of a text: the operator's own words. What goes out to the one who wrote `quote`. `whole`: see ask_below(). Transfer full. */
char *answer_said(const char *text, bool whole);
char *answer_sent(const char *text, bool whole, const char *quote);
/* For arrays of DcReply; NULL may stand in them. */
void answer_reply_free(gpointer reply);

/* Sends to the first of those who are left, and takes him off the list. */
typedef bool (*AnswerSend)(DcApp *app, gpointer data, GError **error);
/* To `n`, one after the other. Esc stops it; who has his answer then has it, and that is said with what went wrong. */
bool answer_send_each(DcApp *app, guint n, AnswerSend send, gpointer data, GError **error);
