# The rules of the house that can be seen in a line: awk -f tests/lint/rules.awk tests/lint/rooms FILES...
# Floors and includes, calls, SQL in C, length of files and functions, white space, openings, marks of unfinished work.
# Each breach is one line, file:line: what; status 1 if there was one. Runs under mawk, gawk and busybox awk.

function breach(what, line) {
	printf "%s:%d: %s\n", FILENAME, line ? line : FNR, what
	n_breaches++
}

# -- the table --
FILENAME ~ /(^|\/)lint\/rooms$/ {
	if ($1 == "room") {
		floor[$3] = $2
		for (i = 4; i <= NF; i++)
			owner[$i] = $3
	} else if ($1 == "only") {
		only_room[++n_only] = $2
		only_begins[n_only] = $3
	} else if ($1 == "call") {
		n_calls++
		call_rooms[n_calls] = "," $2 ","
		call_regex[n_calls] = "(^|[^A-Za-z0-9_>.])(" $3 ")[ \t]*\\("
		call_why[n_calls] = $4
		for (i = 5; i <= NF; i++)
			call_why[n_calls] = call_why[n_calls] " " $i
	} else if ($0 !~ /^(#.*)?$/)
		breach("neither room, only nor call")
	next
}

# -- a file begins --
function room_of(path) {
	if (path ~ /^src\/[^\/]+\/[^\/]+$/) {
		sub(/^src\//, "", path)
		sub(/\/.*/, "", path)
		return path
	}
	if (path == "src/main.c" || path == "src/manual.c")
		return substr(path, 5)
	if (path ~ /^include\/daicho\//) {
		sub(/^include\/daicho\//, "", path)
		return owner[path]
	}
	return ""
}

function begin_file() {
	end_file()
	path = FILENAME
	is_c = path ~ /\.(c|h|def)$/
	is_sql = path ~ /\.sql$/
	is_ours = path ~ /^(src|include)\//
	room = room_of(path)
	in_comment = 0
	long_file_reason = 0
	long_function_reason = 0
	body_from = 0
	if (is_ours && is_c)
		begin_source()
	if (is_c && $0 !~ /^\/\*/)
		breach("a file opens with a comment that says what it is for")
	if (is_sql && $0 !~ /^--/)
		breach("a file opens with a comment that says what it is for")
}

function begin_source() {
	if (room == "") {
		breach("no room owns this header: add it to tests/lint/rooms")
		return
	}
	if (!(room in floor))
		breach("no such room: " room " (tests/lint/rooms)")
	else if (path ~ /^include\/.*\.h$/ && index($0, "/* Floor " floor[room] ". ") != 1)
		breach("opens with \"/* Floor " floor[room] ". \", for it belongs to " room " (tests/lint/rooms)")
}

function end_file() {
	if (path != "" && last_line > 600 && path !~ /\.po$/ && !long_file_reason)
		printf "%s:%d: %d lines: split it, or say \"Over 600 lines because ...\" in a comment\n", path, last_line, last_line
	if (path != "" && last_line > 600 && path !~ /\.po$/ && !long_file_reason)
		n_breaches++
}

FNR == 1 { begin_file() }
{ last_line = FNR }

# -- every file --
/[ \t\r]$/ { breach("white space at the end of the line") }
/Over 600 lines because/ { long_file_reason = 1 }
is_ours && /(^|[^A-Za-z_])(TODO|FIXME|XXX|HACK)([^A-Za-z_]|$)/ { breach("a mark of unfinished work") }
is_sql && /'now'|CURRENT_(TIMESTAMP|DATE|TIME)|unixepoch\(\)/ { breach("time enters as a parameter") }

# -- C: the line is parted into code (literals emptied) and text (what stands in string literals) --
function part(line) {
	code = text = ""
	while (line != "") {
		if (in_comment) {
			if (!match(line, /\*\//))
				return
			line = substr(line, RSTART + 2)
			in_comment = 0
		}
		if (!match(line, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) {
			code = code line
			return
		}
		code = code substr(line, 1, RSTART - 1)
		token = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (token == "//")
			return
		if (token == "/*")
			in_comment = 1
		else if (token ~ /^"/) {
			code = code "\"\""
			text = text "\n" substr(token, 2, length(token) - 2)
		} else
			code = code "' '"
	}
}

is_c {
	part($0)
	if (is_ours) {
		if (code ~ /^[ \t]*#[ \t]*include/)
			check_include()
		else
			check_calls()
		if (text ~ /\n[ \t]*(SELECT|INSERT|UPDATE|DELETE FROM|REPLACE INTO|CREATE (TABLE|INDEX|VIEW|TRIGGER|VIRTUAL|UNIQUE)|DROP (TABLE|INDEX)|ALTER TABLE) ?/)
			breach("SQL lives in sql/: write a `-- name:` block in sql/queries")
	}
	if (code ~ /(^|[^A-Za-z0-9_])N?_\(""([ \t]*"")*[ \t]*[A-Za-z]/ && code !~ /_\((""|[ \t]|PRI[a-zA-Z0-9]+)*[,)]/)
		breach("the catalogue cannot see into this macro; of formats it knows <inttypes.h>'s (PRId64)")
	if (is_ours)
		check_length()
}

function check_include() {
	name = $0
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "", name)
	for (i = 1; i <= n_only; i++)
		if (index(name, only_begins[i]) == 1) {
			if (room != only_room[i] || path ~ /^include\//)
				breach("only src/" only_room[i] "/ includes " only_begins[i] (only_begins[i] ~ /[>"]$/ ? "" : "..."))
			return
		}
	if (name ~ /^<daicho\//)
		check_public(substr(name, 9, index(name, ">") - 9))
	else if (name ~ /^"/)
		check_private(substr(name, 2, index(substr(name, 2), "\"") - 1))
}

function check_public(header) {
	if (!(header in owner))
		breach("no room owns <daicho/" header ">: add it to tests/lint/rooms")
	else if (room in floor && owner[header] != room) {
		if (floor[owner[header]] > floor[room])
			breach(room " (floor " floor[room] ") includes <daicho/" header "> of " owner[header] " (floor " floor[owner[header]] "): a room sees only lower floors")
		else if (floor[owner[header]] == floor[room])
			breach(room " includes <daicho/" header "> of " owner[header] ": rooms on one floor (" floor[room] ") are blind to each other")
	}
}

function check_private(header) {
	if (path ~ /^include\//)
		breach("a public header includes only <...>")
	else if (header ~ /\//)
		breach("\"" header "\": a room's own headers are included by their name alone; those of others are private")
	else if (!(("src/" room "/" header) in given))
		breach("\"" header "\" is no header of src/" room "/")
}

function check_calls(i, where) {
	where = path
	sub(/^src\//, "", where)
	for (i = 1; i <= n_calls; i++)
		if (code ~ call_regex[i] && index(call_rooms[i], "," room ",") == 0 && index(call_rooms[i], "," where ",") == 0) {
			match(code, call_regex[i])
			name = substr(code, RSTART, RLENGTH)
			gsub(/^[^A-Za-z0-9_]|[ \t(]/, "", name)
			breach(name "(): " call_why[i])
		}
}

function check_length() {
	if ($0 ~ /Over 60 lines because/)
		long_function_reason = 1
	if ($0 ~ /^\{/)
		body_from = FNR
	if ($0 ~ /^\}/ && body_from) {
		if (FNR - body_from - 1 > 60 && !long_function_reason)
			breach((FNR - body_from - 1) " lines in one function: split it, or say \"Over 60 lines because ...\" above it", body_from)
		body_from = 0
		long_function_reason = 0
	}
}

BEGIN {
	for (i = 1; i < ARGC; i++)
		given[ARGV[i]] = 1
}

END {
	FILENAME = path
	end_file()
	exit n_breaches > 0
}
