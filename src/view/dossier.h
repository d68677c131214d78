/* Everything about one ticket as lines to read: the ticket's own screen and the pane beside the list are made of it. Private to the room. */
#pragma once

#include "state.h"

/* "No.104 Inc. P1 #1 Investigating 0:41" and "INV 在庫管理". Transfer full. */
char *dossier_title(const DcApp *app, const DcDossier *dossier);
char *dossier_system(const DcApp *app, const DcDossier *dossier);
/* Subject, reason, reports, callers, history, texts. `history`: of DcLine, newest first. `brief`: only the last few of each. */
void dossier_fill(const DcApp *app, const DcDossier *dossier, const GPtrArray *history, bool brief, DcScroller *scroller);
/* "Inc.": four columns. Translated, transfer none. */
const char *dossier_kind(DcKind kind);
