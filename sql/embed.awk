# Makes C of the SQL: awk -v make=header|queries|migrations -f sql/embed.awk FILES...
#
#   header      sql_queries.h: enum SqlQueryId { QUERY_<NAME> .., N_QUERIES } and the two tables' types
#   queries     sql_queries.c: sql_queries[], in the order of the enum, from `-- name: x` blocks
#   migrations  sql_migrations.c: sql_migrations[], from NNNN_what.sql, versions 1, 2, 3 .. without a gap
#
# Text goes in as it stands (comments within a statement too). What is wrong is said as file:line and ends with status 1.
# Runs under mawk, gawk and busybox awk, in any locale.

function refuse(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"
	refused = 1
	exit 1
}

function base_name(path) {
	sub(/^.*\//, "", path)
	return path
}

# One line of C string. `??` is cut in two, for -std=c11 knows trigraphs.
function quoted(line) {
	gsub(/["\\]/, "\\\\&", line)
	gsub(/\t/, "\\t", line)
	gsub(/\?\?/, "?\"\"?", line)
	return "\t\t\"" line "\\n\"\n"
}

function is_blank(line) {
	return line ~ /^[ \t]*(--.*)?$/
}

# A block ends where the next begins: it must hold a statement that ends with a semicolon.
function end_block() {
	if (n == 0 || closed[n])
		return
	sub(/(\t\t"(--[^\n]*)?\\n"\n)+$/, "", text[n]) # comment lines here belong to the next block
	if (last[n] !~ /;[ \t]*(--.*)?$/) {
		printf "%s: the block '%s' does not end with a semicolon\n", where[n], name[n] > "/dev/stderr"
		refused = 1
		exit 1
	}
	closed[n] = 1
}

function begin_query(id) {
	if (id !~ /^[a-z][a-z0-9_]*$/)
		refuse("a query's name is lower case letters, digits and _: '" id "'")
	if (id in seen)
		refuse("the query '" id "' stands in " seen[id] " already")
	seen[id] = FILENAME ":" FNR
	n++
	name[n] = id
	where[n] = seen[id]
	file[n] = base_name(FILENAME)
}

function begin_migration(path, version) {
	path = base_name(path)
	if (path !~ /^[0-9][0-9][0-9][0-9]_[a-z0-9_]+\.sql$/)
		refuse("a migration's file is named NNNN_what.sql")
	version = substr(path, 1, 4) + 0
	n++
	if (version != n)
		refuse(sprintf("version %d comes here: versions run 1, 2, 3 .. without a gap", n))
	name[n] = path
	sub(/\.sql$/, "", name[n])
}

FNR == 1 {
	if (make == "migrations")
		begin_migration(FILENAME)
	else
		end_block()
	in_block = 0
}

{ sub(/\r$/, "") }

make != "migrations" && /^--[ \t]*name:/ {
	end_block()
	id = $0
	sub(/^--[ \t]*name:[ \t]*/, "", id)
	sub(/[ \t]+$/, "", id)
	begin_query(id)
	in_block = 1
	next
}

make != "migrations" && !in_block {
	if (!is_blank($0))
		refuse("SQL before the first '-- name:' line")
	next
}

{
	text[n] = text[n] quoted($0)
	if (!is_blank($0))
		last[n] = $0
}

function print_header(i) {
	print "/* Made from sql/ by sql/embed.awk: the statements and the migrations as the ledger prepares and runs them. */"
	print "#pragma once\n"
	print "typedef enum {"
	for (i = 1; i <= n; i++)
		printf "\tQUERY_%s, /* %s */\n", toupper(name[i]), file[i]
	print "\tN_QUERIES\n} SqlQueryId;\n"
	print "typedef struct { /* a value: one `-- name:` block */"
	print "\tconst char *name; /* \"rank_page\" */\n\tconst char *file; /* \"rank.sql\" */\n\tconst char *text;\n} SqlQuery;\n"
	print "typedef struct { /* a value: one file of sql/migrations */"
	print "\tint version;      /* what user_version is afterwards, from 1 */"
	print "\tconst char *name; /* \"0001_ledger\" */\n\tconst char *text; /* any number of statements */\n} SqlMigration;\n"
	print "extern const SqlQuery sql_queries[];       /* by SqlQueryId; N_QUERIES rows and one of NULLs */"
	print "extern const SqlMigration sql_migrations[]; /* in order; ends with a row of version 0 */"
}

function print_table(i) {
	print "/* Made from sql/ by sql/embed.awk. */"
	print "#include \"sql_queries.h\"\n\n#include <stddef.h>\n"
	print "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n"
	if (make == "migrations")
		print "const SqlMigration sql_migrations[] = {"
	else
		print "const SqlQuery sql_queries[] = {"
	for (i = 1; i <= n; i++) {
		if (make == "migrations")
			print "\t{ .version = " i ", .name = \"" name[i] "\", .text =\n" text[i] "\t},"
		else
			print "\t[QUERY_" toupper(name[i]) "] = { .name = \"" name[i] "\", .file = \"" file[i] "\", .text =\n" text[i] "\t},"
	}
	if (make == "migrations")
		print "\t{ .version = 0, .name = NULL, .text = NULL },\n};"
	else
		print "\t[N_QUERIES] = { .name = NULL, .file = NULL, .text = NULL },\n};"
}

END {
	if (refused)
		exit 1
	if (make == "header" || make == "queries")
		end_block()
	if (refused)
		exit 1
	if (make == "header")
		print_header()
	else
		print_table()
}
