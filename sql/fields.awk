# Makes the statements that read and write the records of every entity, from include/daicho/field.def:
#   awk -f sql/fields.awk include/daicho/field.def > fields.sql
# so that a field stands in its migration and in field.def and nowhere else. Runs under mawk, gawk and busybox awk.
#
#   <entity>_read, _all      one record; every id
#   <entity>_add, _next      a new one, whole; the id it will have
#   <entity>_gone            whether it is there
#   <entity>_referrers       table and id of what refers to it and is there
#   set_<field>              one column of one record
#   rank_page, _back         the order (src/ledger/page.c): whole tickets, and what the rank says of them; rank_row: of one
#   check_taken_back         table and id of what is there and refers to something that is gone

/^\tX\([A-Z_]+, [A-Z_0-9]+, [a-z_]+, / {
	split($0, part, /[(,] */)
	entity = tolower(part[2])
	if (entity != current)
		begin(entity)
	member = part[4]
	columns = columns ", " member
	qualified = qualified ", t." member
	values = values ", :" member
	setters = setters sprintf("-- name: set_%s\nUPDATE %s\n   SET %s = :value\n WHERE id = :id;\n\n", tolower(part[3]), entity, member)
	if (part[5] == "REF")
		refer(tolower(part[6]), entity, member)
}

function begin(entity) {
	finish()
	current = entity
	entities[++n] = entity
	columns = "id, gone"
	qualified = "t.id, t.gone"
	values = ":id, :gone"
	setters = ""
}

function refer(target, entity, member) {
	if (target in referrers)
		referrers[target] = referrers[target] "UNION ALL\n"
	referrers[target] = referrers[target] sprintf("SELECT '%s', id FROM %s WHERE %s = :id AND gone = 0\n", entity, entity, member)
	taken_back = taken_back (taken_back == "" ? "" : "UNION ALL\n") \
		sprintf("SELECT '%s', id FROM %s WHERE gone = 0 AND %s IN (SELECT id FROM %s WHERE gone = 1)\n", entity, entity, member, target)
}

function finish() {
	if (current == "")
		return
	printf "-- name: %s_read\nSELECT %s\n  FROM %s\n WHERE id = :id;\n\n", current, columns, current
	printf "-- name: %s_all\nSELECT id\n  FROM %s\n ORDER BY id;\n\n", current, current
	printf "-- name: %s_add\nINSERT INTO %s (%s)\nVALUES (%s);\n\n", current, current, columns, values
	printf "-- name: %s_next\nSELECT coalesce(max(id), 0) + 1\n  FROM %s;\n\n", current, current
	printf "-- name: %s_gone\nUPDATE %s\n   SET gone = :gone\n WHERE id = :id;\n\n", current, current
	printf "%s", setters
	if (current == "ticket") {
		page("rank_page", "", "\n ORDER BY r.key")
		page("rank_page_back", "", "\n ORDER BY r.key DESC")
		page("rank_row", "r.ticket = :ticket AND ", "")
	}
}

function page(name, condition, order) {
	printf "-- name: %s\nSELECT %s, r.key, r.band, r.n_members, r.n_callers, r.n_departments\n", name, qualified
	printf "  FROM rank AS r\n CROSS JOIN ticket AS t ON t.id = r.ticket\n"
	printf " WHERE %sr.key > :low AND r.key < :high AND (:kind IS NULL OR r.kind = :kind) AND t.gone = 0%s;\n\n", condition, order
}

END {
	finish()
	printf "-- name: check_taken_back\n%s;\n\n", taken_back
	for (i = 1; i <= n; i++)
		printf "-- name: %s_referrers\n%s LIMIT 1;\n\n", entities[i], \
			entities[i] in referrers ? referrers[entities[i]] : sprintf("SELECT '', id FROM %s WHERE id = :id AND 0\n", entities[i])
}
