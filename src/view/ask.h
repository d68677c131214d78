/* What ask.c shows to the stack and to the shared actions beyond view.h: questions that are answered by someone else than a screen. */
#pragma once

#include "state.h"

/* The question just opened is answered by `owner` (transfer full of one reference) instead of the screen. */
void ask_own(DcApp *app, gpointer owner, void (*unref)(gpointer owner));
/* In the editor this stands below its text (transfer full; NULL: nothing). `whole` belongs to the owner and is set when the text comes back with
 * something else there: it then stands for itself, with what it quotes or without. To be said before ask_about(). */
void ask_below(DcApp *app, char *(*below)(DcApp *app, gpointer owner), bool *whole);
/* It is about this ticket; what is typed in it is kept under `name` (typed.c; NULL: nothing is), and what was typed before stands in it. */
void ask_about(DcApp *app, DcTicketNo no, const char *name);
/* Tab puts what was done about the nearest solved ticket there: looked up when no key waits, shown above the question. `except`: the ticket that has this
 * subject itself, 0 if none has. */
void ask_offer_like(DcApp *app, const char *subject, DcTicketNo except);
/* A piece of looking it up; false: nothing is left to do. */
bool ask_idle(DcApp *app, Ask *ask);
/* Saves it if it has changed since. */
bool ask_keep(DcApp *app, Ask *ask, GError **error);

/* Back from the editor, into the topmost question. False: it has no room. */
bool ask_edited(DcApp *app, const char *edited, GError **error);

/* -- typed.c -- */
/* `whole`: see ask_below(); may be NULL. Transfer full; NULL: nothing. */
char *typed_find(DcApp *app, DcTicketNo no, const char *name, bool *whole);
bool typed_keep(DcApp *app, DcTicketNo no, const char *name, const char *text, bool whole, GError **error); /* "" forgets it */
/* Everything whose name begins with `action` and a dot: it is done. */
bool typed_drop(DcApp *app, DcTicketNo no, const char *action, GError **error);
