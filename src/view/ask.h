/* What ask.c shows to the stack and to the shared actions beyond view.h: questions that are answered by someone else than a screen. */
#pragma once

#include "state.h"

/* Saves what is being typed as a draft. */
typedef bool (*AskKeep)(DcApp *app, gpointer owner, const char *text, GError **error);
/* The question just opened is answered by `owner` (transfer full of one reference) instead of the screen. */
void ask_own(DcApp *app, gpointer owner, void (*unref)(gpointer owner), AskKeep keep);
/* Saves it if it has changed since. */
bool ask_keep(DcApp *app, Ask *ask, GError **error);
