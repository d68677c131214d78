/* Private to the mail room. Reading one message from wherever it lies. */
#pragma once

#include <daicho/mail.h>

#include "survey.h"

/* GMime has to be told once that it is used. */
void read_init(void);
/* The message of the stream, which has been surveyed. `quoted` as in body_read(). `raw`, `place`, `key`, `folder` are the caller's to set.
 * DC_ERROR_MAIL if it has no header of a mail. Transfer full. */
DcMail *read_message(GMimeStream *stream, const Survey *survey, const char *as, bool quoted, GError **error) G_GNUC_WARN_UNUSED_RESULT;
