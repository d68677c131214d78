# Makes the statements that read and write one whole record of every entity, from include/daicho/field.def:
#   awk -f sql/fields.awk include/daicho/field.def > fields.sql
# so that a field stands in its migration and in field.def and nowhere else. Runs under mawk, gawk and busybox awk.

/^\tX\([A-Z_]+, [A-Z_0-9]+, [a-z_]+, / {
	split($0, part, /[(,] */)
	entity = tolower(part[2])
	if (entity != current)
		begin(entity)
	member = part[4]
	columns = columns ", " member
	values = values ", :" member
	updates = updates ", " member " = excluded." member
}

function begin(entity) {
	finish()
	current = entity
	columns = "id, gone"
	values = ":id, :gone"
	updates = "gone = excluded.gone"
}

function finish() {
	if (current == "")
		return
	printf "-- name: %s_read\nSELECT %s\n  FROM %s\n WHERE id = :id;\n\n", current, columns, current
	printf "-- name: %s_write\nINSERT INTO %s (%s)\nVALUES (%s)\nON CONFLICT (id) DO UPDATE SET %s;\n\n", current, current, columns, values, updates
	printf "-- name: %s_next\nSELECT coalesce(max(id), 0) + 1\n  FROM %s;\n\n", current, current
}

END { finish() }
