/* Error codes: ORA-nnnnn, HTTP 5xx, and the [A-Z]{2,5}-?\d{3,6} of host programs. domain.md 3.7. */
#pragma once

#include "cues.h"

/* Is there a code at cell `at` of cells_plain()? The cell behind it, and its normal form (transfer full); 0: none.
 * Capitals only, but for ORA and HTTP; half-width or full-width. One capital may follow (SQL0803N). Not part of a longer name or number. */
guint code_match(const DcCues *cues, const GArray *cells, guint at, char **code);
