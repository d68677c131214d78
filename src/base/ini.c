/* Sections and keys, line by line. Not GKeyFile: that cannot say in which line a mistake is (docs/decisions/policy.md). */
#include <daicho/ini.h>
#include <daicho/lang.h>

#include <string.h>

typedef struct {
	DcErrorCode code;
	DcIniFn each;
	gpointer data;
	char *section; /* the present one; NULL before the first */
	int number;
} Reading;

static bool
refuse(const Reading *reading, GError **error, const char *message)
{
	g_set_error(error, DC_ERROR, (int)reading->code, _("line %d: %s"), reading->number, message);
	return false;
}

static bool
tell(const Reading *reading, const char *key, const char *value, GError **error)
{
	const DcIniLine line = { .section = reading->section, .key = key, .value = value, .number = reading->number };
	return reading->each(&line, reading->data, error);
}

static bool
read_section(Reading *reading, char *line, GError **error)
{
	gsize length = strlen(line);
	if (line[length - 1] != ']')
		return refuse(reading, error, _("a section ends with ]"));
	line[length - 1] = '\0';
	g_free(reading->section);
	reading->section = g_strdup(g_strstrip(line + 1));
	if (*reading->section == '\0')
		return refuse(reading, error, _("the section has no name"));
	return tell(reading, NULL, NULL, error);
}

static bool
read_key(Reading *reading, char *line, GError **error)
{
	char *quote = *line == '"' ? strchr(line + 1, '"') : NULL;
	char *equals = strchr(quote != NULL ? quote : line, '=');
	if (equals == NULL)
		return refuse(reading, error, _("neither [section] nor key = value; comments begin with #"));
	if (reading->section == NULL)
		return refuse(reading, error, _("stands before the first [section]"));
	*equals = '\0';
	char *key = g_strchomp(line);
	if (quote != NULL && quote[1] == '\0') {
		*quote = '\0';
		key++;
	}
	return tell(reading, key, g_strchug(equals + 1), error);
}

static bool
read_line(Reading *reading, char *line, GError **error)
{
	g_strstrip(line);
	if (*line == '\0' || *line == '#' || *line == ';')
		return true;
	return *line == '[' ? read_section(reading, line, error) : read_key(reading, line, error);
}

bool
dc_ini_each(const char *text, DcErrorCode code, DcIniFn each, gpointer data, GError **error)
{
	const char *bom = "\xef\xbb\xbf";
	g_auto(GStrv) lines = g_strsplit(g_str_has_prefix(text, bom) ? text + strlen(bom) : text, "\n", -1);
	Reading reading = { .code = code, .each = each, .data = data };
	bool good = true;
	for (char **line = lines; good && *line != NULL; line++) {
		reading.number++;
		good = read_line(&reading, *line, error);
	}
	g_free(reading.section);
	return good;
}
