/* The app: keys, pastes and ticks go to the topmost screen; the picture is put together from header, body, message and hints. */
#include "ask.h"

#define MIN_ROWS 10
#define MIN_COLS 40
#define LATE_S 3 /* a tick comes every second */

DcDesk *
app_desk(const DcApp *app)
{
	return app->desk;
}

const DcPolicy *
app_policy(const DcApp *app)
{
	return dc_desk_policy(app->desk);
}

const DcCalendar *
app_calendar(const DcApp *app)
{
	return dc_desk_calendar(app->desk);
}

DcInstant
app_now(const DcApp *app)
{
	return app->now;
}

const DcHeader *
app_header(const DcApp *app)
{
	return &app->header;
}

gint64
app_idle_s(const DcApp *app)
{
	return app->now - app->key_at;
}

/* -- the message line -- */

static void
message_take(DcApp *app, char *text, bool is_error)
{
	g_free(app->message);
	app->message = text;
	app->message_is_error = is_error;
}

void
app_say(DcApp *app, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	message_take(app, g_strdup_vprintf(format, args), false);
	va_end(args);
}

void
app_fail(DcApp *app, const GError *error)
{
	message_take(app, dc_text_one_line(error->message), true);
}

/* -- what the desk knows -- */

static void
header_read(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	DcHeader header = { 0 };
	if (!dc_desk_header(app->desk, app->now, &header, &error)) {
		app_fail(app, error);
		return;
	}
	dc_header_clear(&app->header);
	app->header = header;
	app->n_kept_calls = phone_n_kept(app);
}

static void
all_stale(DcApp *app)
{
	for (guint i = 0; i < views_n_main; i++) {
		if (app->mains[i] != NULL)
			app->mains[i]->stale = true;
	}
	for (guint i = 0; i < app->frames->len; i++) {
		Frame *frame = g_ptr_array_index(app->frames, i);
		frame->stale = true;
	}
}

void
app_changed(DcApp *app)
{
	header_read(app);
	all_stale(app);
}

void
app_follow(DcApp *app)
{
	g_autoptr(GError) error = NULL;
	bool news = false;
	if (!dc_desk_tick(app->desk, app->now, &news, &error))
		app_fail(app, error);
	else if (news)
		all_stale(app);
	app_breathed(app);
	header_read(app);
	app->followed_at = app->now;
}

/* -- making -- */

static void
config_read(DcApp *app, const char *config)
{
	if (config == NULL)
		return;
	g_autoptr(GPtrArray) problems = dc_keymap_load(app->keymap, config);
	if (problems->len > 0) {
		g_autofree char *all = g_strdup_printf(_("config: %s (%u in all; daicho keys lists them)"), (char *)g_ptr_array_index(problems, 0), problems->len);
		message_take(app, dc_text_one_line(all), true);
	}
}

static void
drafts_mention(DcApp *app)
{
	g_autoptr(GPtrArray) drafts = dc_ledger_drafts(dc_desk_ledger(app->desk), NULL);
	/* Those of the phone are told of as long as they wait. */
	guint n = drafts != NULL ? drafts->len - MIN(drafts->len, app->n_kept_calls) : 0;
	if (n > 0 && app->message == NULL)
		app_say(app, _("Kept drafts: %u. They come back where they were typed."), n);
}

DcApp *
dc_app_new(DcDesk *desk, const char *config, DcInstant now)
{
	DcApp *app = g_new0(DcApp, 1);
	*app = (DcApp){
		.desk = desk,
		.now = now,
		.key_at = now,
		.kept_at = now,
		.followed_at = now,
		.rows = 24,
		.cols = 80,
		.keymap = views_keymap(),
		.frames = g_ptr_array_new(),
		.queries = g_ptr_array_new_with_free_func(g_free),
		.main = G_MAXUINT,
		.header.busy = g_strdup(""),
	};
	header_read(app);
	config_read(app, config);
	app_switch(app, views_main[0].view);
	drafts_mention(app);
	return app;
}

void
dc_app_free(DcApp *app)
{
	if (app == NULL)
		return;
	stack_free(app);
	app_breathed(app);
	dc_keymap_free(app->keymap);
	dc_header_clear(&app->header);
	g_clear_pointer(&app->editing, dc_ticket_free);
	g_clear_pointer(&app->editing_text, dc_ticket_text_free);
	g_ptr_array_unref(app->queries);
	g_free(app->wanted_query);
	g_free(app->message);
	g_free(app->copy);
	g_free(app->edit);
	g_free(app->save_folder);
	g_free(app->handed);
	g_free(app);
}

/* -- what comes in -- */

/* Over anything, also over a question: only keys that type nothing. */
static bool
phone_key(DcApp *app, const char *key)
{
	int number;
	bool about_ticket;
	if (dc_key_char(key) != 0 || dc_keymap_lookup(app->keymap, DC_LAYER_GLOBAL, key, &number) != DC_KEY_BOUND || number != DC_ACTION_LOG)
		return false;
	const DcView *phone = views_opened_by(DC_ACTION_LOG, &about_ticket);
	if (phone == NULL)
		return false;
	app_push(app, phone, 0);
	return true;
}

/* Alt-2 to Alt-9 go with Alt-1, unless they were given something else to do. */
static DcKeyAnswer
lookup(const DcApp *app, const Frame *frame, const char *key, int *number)
{
	DcKeyAnswer answer = dc_keymap_lookup(app->keymap, frame->layer, key, number);
	bool is_digit = g_str_has_prefix(key, "M-") && key[2] >= '2' && key[2] <= '9' && key[3] == '\0';
	if (answer != DC_KEY_UNBOUND || !is_digit || dc_keymap_lookup(app->keymap, frame->layer, "M-1", number) != DC_KEY_BOUND)
		return answer;
	return *number == DC_ACTION_FILTER_NTH ? DC_KEY_BOUND : DC_KEY_UNBOUND;
}

static void
command_key(DcApp *app, const Frame *frame, const char *key)
{
	int number = 0;
	switch (lookup(app, frame, key, &number)) {
	case DC_KEY_BOUND:
		app_act(app, views_action_of(number));
		break;
	case DC_KEY_IME:
		app_say(app, "%s", _("The input method is on: switch it off to give a command."));
		break;
	case DC_KEY_UNBOUND:
		break;
	}
}

static void
input_begin(DcApp *app, DcInstant now)
{
	app->now = now;
	app->key_at = now;
	g_clear_pointer(&app->message, g_free);
	/* No tick came for a while, as after the sleep of a laptop: the key is to meet what is so now. */
	if (now < app->followed_at || now > app->followed_at + LATE_S)
		app_follow(app);
}

static void
answer_over(DcApp *app)
{
	stack_reap(app);
	if (app->now > app->kept_at)
		stack_keep(app);
}

void
dc_app_key(DcApp *app, const char *key, DcInstant now)
{
	input_begin(app, now);
	g_strlcpy(app->key, key, sizeof app->key);
	Frame *frame = stack_top(app);
	if (phone_key(app, key))
		;
	else if (frame->ask != NULL)
		ask_key(app, frame, key);
	else if (frame->view->key == NULL || !frame->view->key(app, frame->self, key))
		command_key(app, frame, key);
	answer_over(app);
}

void
dc_app_paste(DcApp *app, const char *text, DcInstant now)
{
	input_begin(app, now);
	Frame *frame = stack_top(app);
	if (frame->ask != NULL)
		ask_paste(app, frame, text);
	else if (frame->view->paste != NULL)
		frame->view->paste(app, frame->self, text);
	else
		app_say(app, "%s", _("Pasted text is no command: open a field first."));
	answer_over(app);
}

void
dc_app_tick(DcApp *app, DcInstant now)
{
	app->now = now;
	app_follow(app);
	Frame *frame = stack_top(app);
	if (frame->view->tick != NULL)
		frame->view->tick(app, frame->self);
	stack_reap(app);
	stack_keep(app);
	if (app_idle_s(app) >= 2)
		dc_ledger_idle(dc_desk_ledger(app->desk));
}

bool
dc_app_idle(DcApp *app, DcInstant now)
{
	app->now = now;
	Frame *frame = stack_top(app);
	if (app->work != NULL || app->leaving)
		return false;
	return (frame->ask != NULL && ask_idle(app, frame->ask)) || (frame->view->idle != NULL && frame->view->idle(app, frame->self));
}

void
dc_app_resize(DcApp *app, int rows, int cols)
{
	app->rows = rows;
	app->cols = cols;
}

bool
dc_app_closed(DcApp *app, DcInstant now)
{
	app->now = now;
	app->leaving = true;
	return stack_keep(app);
}

/* -- what goes out -- */

DcWant
dc_app_wants(DcApp *app)
{
	g_clear_pointer(&app->handed, g_free);
	if (app->copy != NULL) {
		app->handed = g_steal_pointer(&app->copy);
		return (DcWant){ DC_WANT_COPY, app->handed };
	}
	if (app->edit != NULL) {
		app->handed = g_steal_pointer(&app->edit);
		return (DcWant){ DC_WANT_EDIT, app->handed };
	}
	return (DcWant){ app->leaving ? DC_WANT_LEAVE : DC_WANT_NOTHING, NULL };
}

void
app_copy(DcApp *app, const char *text)
{
	g_free(app->copy);
	app->copy = g_strdup(text);
}

/* Other rules, or a clock that was set: everything gets another place. */
static bool
rating_progress(gint64 done, gint64 total, gpointer data)
{
	return app_breathe(data, _("putting everything in order again"), done, total);
}

/* In the middle of something that says itself how far it is, or all there is. */
static bool
program_runs(const char *program, gpointer data)
{
	DcApp *app = data;
	g_autofree char *what = g_strdup(app->work != NULL ? app->work->what : program);
	return app_breathe(app, what, app->work != NULL ? app->work->done : 0, app->work != NULL ? app->work->total : 0);
}

void
dc_app_set_breath(DcApp *app, DcBreath breath, gpointer data)
{
	app->breath = breath;
	app->breath_data = data;
	dc_ledger_set_progress(dc_desk_ledger(app->desk), rating_progress, app);
	dc_desk_set_patience(app->desk, program_runs, app);
}

bool
app_breathe(DcApp *app, const char *what, gint64 done, gint64 total)
{
	if (app->breath == NULL)
		return true;
	if (app->work == NULL) {
		app->work = g_new0(Work, 1);
		app->work->since = app->now;
	}
	g_free(app->work->what);
	app->work->what = g_strdup(what);
	app->work->done = done;
	app->work->total = total;
	return app->breath(app->breath_data);
}

void
app_breathed(DcApp *app)
{
	if (app->work != NULL)
		g_free(app->work->what);
	g_clear_pointer(&app->work, g_free);
}

/* -- the picture -- */

static void
frame_draw(const DcApp *app, Frame *frame, DcSurface *surface)
{
	int top = frame->view->chrome == DC_CHROME_TABS ? 2 : frame->view->chrome == DC_CHROME_LINE ? 1 : 0;
	if (top >= 1)
		chrome_header(app, surface, 0);
	if (top >= 2)
		chrome_tabs(app, surface, 1);
	DcSurface body = dc_surface_sub(surface, top, 0, surface->rows - top - 2, surface->cols);
	frame->view->draw(app, frame->self, &body);
}

/* The lowest frame that is seen: popups let the one below through. */
static int
frames_seen_from(const DcApp *app)
{
	int i = (int)app->frames->len - 1;
	while (i >= 0 && ((Frame *)g_ptr_array_index(app->frames, i))->view->chrome == DC_CHROME_POPUP)
		i--;
	return i;
}

static void
frames_draw(const DcApp *app, DcSurface *surface)
{
	for (int i = frames_seen_from(app); i < (int)app->frames->len; i++) {
		dc_surface_hide_cursor(surface);
		frame_draw(app, i < 0 ? app->mains[app->main] : g_ptr_array_index(app->frames, i), surface);
	}
	Frame *top = stack_top(app);
	chrome_message(app, top, surface, surface->rows - 2);
	chrome_hints(app, top, surface, surface->rows - 1);
}

void
dc_app_draw(DcApp *app, DcSurface *surface, DcInstant now)
{
	app->now = now;
	app->rows = surface->rows;
	app->cols = surface->cols;
	dc_surface_clear(surface);
	if (surface->rows < MIN_ROWS || surface->cols < MIN_COLS) {
		dc_surface_printf(surface, 0, 0, DC_STYLE_NORMAL, _("daicho needs %dx%d"), MIN_COLS, MIN_ROWS);
		return;
	}
	/* While something takes long, the ledger is being written: what is on the screen stands until it is over. */
	if (app->work == NULL)
		stack_settle(app);
	frames_draw(app, surface);
}
