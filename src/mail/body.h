/* Private to the mail room. What a person reads of a message's body, and what is attached to it. */
#pragma once

#include <daicho/mail.h>

#include "survey.h"

/* Fills text, charset, attachments, and sets garbled, cut and automatic where the structure says so. `quoted`: the message comes from an mbox, in which
 * lines that begin with From_ have a > before them. The stream is that of the survey. */
void body_read(DcMail *mail, GMimeStream *stream, const Survey *survey, const char *hint, const char *as, bool quoted);
/* The decoded bytes of attachment `i` (at most DC_MAIL_RAW_MAX); NULL if there are fewer. Transfer full. */
GByteArray *body_attachment(GMimeStream *stream, const Survey *survey, const char *hint, guint i);
