/* The stack of frames: opening, leaving, loading, saving drafts. */
#include "ask.h"

static Frame *
frame_new(DcApp *app, const DcView *view, gint64 arg, GError **error)
{
	gpointer self = view->open(app, arg, error);
	if (self == NULL)
		return NULL;
	Frame *frame = g_new0(Frame, 1);
	frame->view = view;
	frame->self = self;
	frame->layer = views_layer(view);
	return frame;
}

static void
frame_free(Frame *frame)
{
	ask_free(frame->ask);
	frame->view->close(frame->self);
	g_free(frame);
}

Frame *
stack_top(const DcApp *app)
{
	for (guint i = app->frames->len; i > 0; i--) {
		Frame *frame = g_ptr_array_index(app->frames, i - 1);
		if (!frame->closing)
			return frame;
	}
	return app->mains[app->main];
}

Frame *
stack_of(const DcApp *app, gconstpointer self)
{
	for (guint i = 0; i < app->frames->len; i++) {
		Frame *frame = g_ptr_array_index(app->frames, i);
		if (frame->self == self)
			return frame;
	}
	for (guint i = 0; i < views_n_main; i++) {
		if (app->mains[i] != NULL && app->mains[i]->self == self)
			return app->mains[i];
	}
	return NULL;
}

void
stack_load(DcApp *app, Frame *frame, DcLoad why)
{
	g_autoptr(GError) error = NULL;
	frame->stale = false;
	if (frame->view->load != NULL && !frame->view->load(app, frame->self, why, &error))
		app_fail(app, error);
}

void
app_push(DcApp *app, const DcView *view, gint64 arg)
{
	g_autoptr(GError) error = NULL;
	Frame *frame = frame_new(app, view, arg, &error);
	if (frame == NULL) {
		app_fail(app, error);
		return;
	}
	g_ptr_array_add(app->frames, frame);
	stack_load(app, frame, DC_LOAD_OPENED);
}

void
app_pop(DcApp *app)
{
	Frame *frame = stack_top(app);
	if (frame != app->mains[app->main])
		frame->closing = true;
}

static void
main_show(DcApp *app, guint i)
{
	g_autoptr(GError) error = NULL;
	bool is_new = app->mains[i] == NULL;
	if (is_new)
		app->mains[i] = frame_new(app, views_main[i].view, 0, &error);
	if (app->mains[i] == NULL) {
		app_fail(app, error);
		return;
	}
	app->main = i;
	stack_load(app, app->mains[i], is_new ? DC_LOAD_OPENED : DC_LOAD_SHOWN);
}

void
app_switch(DcApp *app, const DcView *view)
{
	stack_keep(app);
	for (guint i = 0; i < app->frames->len; i++)
		((Frame *)g_ptr_array_index(app->frames, i))->closing = true;
	for (guint i = 0; i < views_n_main; i++) {
		if (views_main[i].view == view)
			main_show(app, i);
	}
}

void
stack_reap(DcApp *app)
{
	for (guint i = app->frames->len; i > 0; i--) {
		Frame *frame = g_ptr_array_index(app->frames, i - 1);
		if (frame->closing) {
			g_ptr_array_remove_index(app->frames, i - 1);
			frame_free(frame);
		}
	}
}

void
stack_free(DcApp *app)
{
	for (guint i = app->frames->len; i > 0; i--)
		frame_free(g_ptr_array_index(app->frames, i - 1));
	g_ptr_array_free(app->frames, TRUE);
	for (guint i = 0; i < views_n_main; i++)
		g_clear_pointer(&app->mains[i], frame_free);
}

static void
frame_settle(DcApp *app, Frame *frame)
{
	if (frame->stale)
		stack_load(app, frame, DC_LOAD_NEWS);
	if (frame->view->settle != NULL)
		frame->view->settle(app, frame->self);
}

void
stack_settle(DcApp *app)
{
	int i = (int)app->frames->len - 1;
	for (; i >= 0; i--) {
		Frame *frame = g_ptr_array_index(app->frames, i);
		frame_settle(app, frame);
		if (frame->view->chrome != DC_CHROME_POPUP)
			return;
	}
	frame_settle(app, app->mains[app->main]);
}

static bool
frame_keep(DcApp *app, Frame *frame, bool ok)
{
	g_autoptr(GError) error = NULL;
	if (frame == NULL)
		return ok;
	if ((frame->view->keep == NULL || frame->view->keep(app, frame->self, &error)) && (frame->ask == NULL || ask_keep(app, frame->ask, &error)))
		return ok;
	if (ok)
		app_fail(app, error);
	return false;
}

bool
stack_keep(DcApp *app)
{
	bool ok = true;
	for (guint i = 0; i < views_n_main; i++)
		ok = frame_keep(app, app->mains[i], ok);
	for (guint i = 0; i < app->frames->len; i++)
		ok = frame_keep(app, g_ptr_array_index(app->frames, i), ok);
	app->kept_at = app->now;
	return ok;
}
