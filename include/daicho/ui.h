/* Floor 4. The whole toolkit in one. Knows no ticket, no SQL, no ncurses. */
#pragma once

#include <daicho/chart.h>
#include <daicho/form.h>
#include <daicho/keys.h>
#include <daicho/listcursor.h>
#include <daicho/palette.h>
#include <daicho/prompt.h>
#include <daicho/scroller.h>
#include <daicho/surface.h>
#include <daicho/textfield.h>
