/* The open question of a frame: one prompt, whom it answers, and under which name its text is kept. */
#include "ask.h"

#include <string.h>

#define OFFERS_LOOKED_AT 10

struct _Ask {
	DcPrompt *prompt;
	bool is_text;
	int max_chars; /* of a text of several lines, which can go to the editor; 0: of one line */
	char *(*below)(DcApp *app, gpointer owner); /* what the editor shows below it */
	bool *whole;   /* the text came back from there with something else below it: it stands for itself; NULL: nothing is below it */
	char *standing; /* of a choice: the word that Enter stands for; NULL: none */
	DcAnswered answered;
	void (*changed)(DcApp *app, gpointer self, const char *text);
	void (*cancelled)(DcApp *app, gpointer self);
	DcTicketNo about;
	char *name; /* NULL: the text is not kept */
	gpointer owner; /* whom it answers instead of the screen; NULL: the screen */
	void (*owner_unref)(gpointer owner);
	guint seen_revision, kept_revision;
	bool esc_warned; /* what is typed cannot be kept, and Esc has said so once */
	/* what Tab puts there */
	char *like;        /* the subject that is to be looked up; NULL: nothing is, any more */
	DcTicketNo except;
	char *offer;       /* NULL: nothing was found */
	char *offer_label; /* whose it is */
};

void
ask_free(Ask *ask)
{
	if (ask == NULL)
		return;
	dc_prompt_free(ask->prompt);
	if (ask->owner_unref != NULL)
		ask->owner_unref(ask->owner);
	g_free(ask->standing);
	g_free(ask->name);
	g_free(ask->like);
	g_free(ask->offer);
	g_free(ask->offer_label);
	g_free(ask);
}

static gpointer
ask_self(const Ask *ask, const Frame *frame)
{
	return ask->owner != NULL ? ask->owner : frame->self;
}

static void
ask_open(DcApp *app, DcPrompt *prompt, bool is_text, DcAnswered answered)
{
	Frame *frame = stack_top(app);
	Ask *ask = g_new0(Ask, 1);
	*ask = (Ask){ .prompt = prompt, .is_text = is_text, .answered = answered };
	ask->seen_revision = ask->kept_revision = dc_prompt_revision(prompt);
	ask_free(frame->ask);
	frame->ask = ask;
}

void
app_ask_text(DcApp *app, const char *label, const char *value, int max_chars, DcAnswered answered)
{
	ask_open(app, dc_prompt_new_text(label, value, max_chars), true, answered);
}

void
app_ask_lines(DcApp *app, const char *label, const char *value, int max_chars, DcAnswered answered)
{
	ask_open(app, dc_prompt_new_lines(label, value, max_chars), true, answered);
	stack_top(app)->ask->max_chars = max_chars;
}

void
app_ask_choice(DcApp *app, const char *label, const DcChoice *choices, const char *value, DcAnswered answered)
{
	ask_open(app, dc_prompt_new_choice(label, choices, value), false, answered);
	stack_top(app)->ask->standing = g_strdup(value);
}

void
app_ask_cancel(DcApp *app, void (*cancelled)(DcApp *app, gpointer self))
{
	stack_top(app)->ask->cancelled = cancelled;
}

void
app_ask_live(DcApp *app, void (*changed)(DcApp *app, gpointer self, const char *text))
{
	stack_top(app)->ask->changed = changed;
}

void
ask_own(DcApp *app, gpointer owner, void (*unref)(gpointer owner))
{
	Ask *ask = stack_top(app)->ask;
	ask->owner = owner;
	ask->owner_unref = unref;
}

void
ask_below(DcApp *app, char *(*below)(DcApp *app, gpointer owner), bool *whole)
{
	Ask *ask = stack_top(app)->ask;
	ask->below = below;
	ask->whole = whole;
}

void
ask_about(DcApp *app, DcTicketNo no, const char *name)
{
	Ask *ask = stack_top(app)->ask;
	g_autofree char *typed = name != NULL ? typed_find(app, no, name, ask->whole) : NULL;
	ask->about = no;
	ask->name = g_strdup(name);
	if (typed != NULL)
		dc_prompt_set(ask->prompt, typed);
	ask->seen_revision = ask->kept_revision = dc_prompt_revision(ask->prompt);
}

void
app_ask_close(DcApp *app, gconstpointer self)
{
	Frame *frame = stack_of(app, self);
	if (frame == NULL)
		return;
	ask_free(frame->ask);
	frame->ask = NULL;
}

const char *
app_ask_text_now(const DcApp *app, gconstpointer self)
{
	const Frame *frame = stack_of(app, self);
	return frame != NULL && frame->ask != NULL && frame->ask->is_text ? dc_prompt_value(frame->ask->prompt) : NULL;
}

/* -- what was done before -- */

void
ask_offer_like(DcApp *app, const char *subject, DcTicketNo except)
{
	Ask *ask = stack_top(app)->ask;
	g_free(ask->like);
	ask->like = g_strdup(subject);
	ask->except = except;
}

static void
offer(const DcApp *app, Ask *ask, const GPtrArray *alike)
{
	for (guint i = 0; i < alike->len; i++) {
		const DcAlike *one = g_ptr_array_index(alike, i);
		if (dc_status_is_open(one->ticket->status) || one->answer == NULL || one->ticket->id == ask->except)
			continue;
		ask->offer = g_strdup(one->answer);
		ask->offer_label = view_alike_line(app, one);
		return;
	}
}

bool
ask_idle(DcApp *app, Ask *ask)
{
	bool more = false;
	if (ask->like == NULL)
		return false;
	/* What cannot be read is only an offer that is not made. */
	bool ok = dc_desk_prepare_alike(app_desk(app), &more, NULL);
	if (ok && more)
		return true;
	g_autofree char *subject = g_steal_pointer(&ask->like);
	g_autoptr(GPtrArray) alike = ok ? dc_desk_alike(app_desk(app), subject, OFFERS_LOOKED_AT, NULL) : NULL;
	if (alike != NULL)
		offer(app, ask, alike);
	return true;
}

const char *
ask_offered(const Ask *ask)
{
	return ask->offer_label;
}

/* -- keys -- */

/* Taken from the frame while it answers, for the answer may open the next question. */
static void
ask_done(DcApp *app, Frame *frame)
{
	g_autoptr(GError) error = NULL;
	Ask *ask = g_steal_pointer(&frame->ask);
	if (ask->answered(app, ask_self(ask, frame), dc_prompt_value(ask->prompt), &error)) {
		/* It goes on: until the last answer is given, the first ones are drafts too. */
		if (frame->ask != NULL && frame->ask->about == ask->about && !ask_keep(app, ask, &error))
			app_fail(app, error);
		ask_free(ask);
		return;
	}
	ask_free(frame->ask);
	frame->ask = ask;
	if (!ask->is_text) /* a `y` that failed is not what the next Enter means */
		dc_prompt_set(ask->prompt, ask->standing != NULL ? ask->standing : "");
	app_fail(app, error);
}

static void
ask_cancel(DcApp *app, Frame *frame)
{
	Ask *ask = frame->ask;
	g_autoptr(GError) error = NULL;
	if (!ask_keep(app, ask, &error) && !ask->esc_warned) {
		ask->esc_warned = true;
		app_say(app, _("%s. Esc again throws the text away."), error->message);
		return;
	}
	frame->ask = NULL;
	if (ask->cancelled != NULL)
		ask->cancelled(app, ask_self(ask, frame));
	ask_free(ask);
}

static void
ask_changed(DcApp *app, const Frame *frame, Ask *ask)
{
	if (ask->whole != NULL && *dc_prompt_value(ask->prompt) == '\0')
		*ask->whole = false; /* begun anew */
	if (ask->changed == NULL || dc_prompt_revision(ask->prompt) == ask->seen_revision)
		return;
	ask->seen_revision = dc_prompt_revision(ask->prompt);
	ask->changed(app, ask_self(ask, frame), dc_prompt_value(ask->prompt));
}

/* -- the editor -- */

/* What it shows below the text of the question. Transfer full, NULL: nothing. */
static char *
text_below(DcApp *app, const Ask *ask, const Frame *frame)
{
	g_autofree char *below = ask->below != NULL && !*ask->whole ? ask->below(app, ask_self(ask, frame)) : NULL;
	return below != NULL ? g_strdup_printf("\n\n%s", g_strchomp(below)) : NULL;
}

/* It is on the disk before it is given away. */
static void
hand_to_editor(DcApp *app, const Frame *frame, Ask *ask)
{
	g_autofree char *below = text_below(app, ask, frame);
	if (!stack_keep(app))
		return;
	g_free(app->edit);
	app->edit = g_strconcat(dc_prompt_value(ask->prompt), below != NULL ? below : "", "\n", NULL);
}

/* What is below and was not touched goes below again when it is sent; anything else is as it was left. */
bool
ask_edited(DcApp *app, const char *edited, GError **error)
{
	const Frame *frame = stack_top(app);
	Ask *ask = frame->ask;
	g_autofree char *text = g_strchomp(g_strdup(edited)), *below = text_below(app, ask, frame);
	bool whole = below != NULL && !g_str_has_suffix(text, below);
	if (below != NULL && !whole)
		text[strlen(text) - strlen(below)] = '\0';
	if (g_utf8_strlen(text, -1) > ask->max_chars) {
		g_set_error(error, DC_ERROR, DC_ERROR_REFUSED, _("the text has more than %d characters"), ask->max_chars);
		return false;
	}
	if (whole)
		*ask->whole = true;
	dc_prompt_set(ask->prompt, g_strchomp(text));
	ask_changed(app, frame, ask);
	return true;
}

void
ask_key(DcApp *app, Frame *frame, const char *key)
{
	if (ask_has_lines(frame->ask) && strcmp(key, "C-x") == 0) {
		hand_to_editor(app, frame, frame->ask);
		return;
	}
	if (frame->ask->offer != NULL && strcmp(key, "Tab") == 0) {
		dc_prompt_paste(frame->ask->prompt, frame->ask->offer);
		g_clear_pointer(&frame->ask->offer, g_free);
		g_clear_pointer(&frame->ask->offer_label, g_free);
		ask_changed(app, frame, frame->ask);
		return;
	}
	switch (dc_prompt_key(frame->ask->prompt, key)) {
	case DC_PROMPT_OPEN:
		ask_changed(app, frame, frame->ask);
		break;
	case DC_PROMPT_DONE:
		ask_done(app, frame);
		break;
	case DC_PROMPT_CANCEL:
		ask_cancel(app, frame);
		break;
	}
}

void
ask_paste(DcApp *app, Frame *frame, const char *text)
{
	dc_prompt_paste(frame->ask->prompt, text);
	ask_changed(app, frame, frame->ask);
}

bool
ask_keep(DcApp *app, Ask *ask, GError **error)
{
	if (ask->name == NULL || dc_prompt_revision(ask->prompt) == ask->kept_revision)
		return true;
	if (!typed_keep(app, ask->about, ask->name, dc_prompt_value(ask->prompt), ask->whole != NULL && *ask->whole, error))
		return false;
	ask->kept_revision = dc_prompt_revision(ask->prompt);
	return true;
}

bool
ask_takes_enter(const Ask *ask)
{
	return ask->is_text || *dc_prompt_value(ask->prompt) != '\0';
}

bool
ask_has_lines(const Ask *ask)
{
	return ask->max_chars > 0;
}

int
ask_draw(const Ask *ask, DcSurface *surface, int row)
{
	dc_prompt_draw(ask->prompt, surface, row);
	return dc_prompt_height(ask->prompt, surface->cols);
}
