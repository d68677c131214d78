#!/bin/sh
# The day once more, killed between any two of its steps.
WITH="kill" exec "${DAICHO_BUILD:-build/san}/tests/tools/screen" "${0%killed.t}day.case"
