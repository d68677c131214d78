/* What ask.c shows to the stack and to the shared actions beyond view.h: questions that are answered by someone else than a screen. */
#pragma once

#include "state.h"

/* The question just opened is answered by `owner` (transfer full of one reference) instead of the screen. */
void ask_own(DcApp *app, gpointer owner, void (*unref)(gpointer owner));
/* It is about this ticket; what is typed in it is kept under `name` (typed.c; NULL: nothing is), and what was typed before stands in it. */
void ask_about(DcApp *app, DcTicketNo no, const char *name);
/* Tab puts what was done about the nearest solved ticket there: looked up when no key waits, shown above the question. `except`: the ticket that has this
 * subject itself, 0 if none has. */
void ask_offer_like(DcApp *app, const char *subject, DcTicketNo except);
/* A piece of looking it up; false: nothing is left to do. */
bool ask_idle(DcApp *app, Ask *ask);
/* Saves it if it has changed since. */
bool ask_keep(DcApp *app, Ask *ask, GError **error);

/* -- typed.c -- */
char *typed_find(DcApp *app, DcTicketNo no, const char *name); /* transfer full; NULL: nothing */
bool typed_keep(DcApp *app, DcTicketNo no, const char *name, const char *text, GError **error); /* "" forgets it */
/* Everything whose name begins with `action` and a dot: it is done. */
bool typed_drop(DcApp *app, DcTicketNo no, const char *action, GError **error);
