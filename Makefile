# daicho: see README.md and docs/build.md. `make run`, `make test` and `make lint` install what is missing (.ci/packages);
# everything else expects it installed. V=1 shows the commands.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
.SUFFIXES:
SHELL := /bin/bash

ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
BUILD  ?= build
Q := $(if $(V),,@)

# As many jobs as there are processors, if the caller did not say how many.
JOBS ?= $(shell nproc)
PARALLEL = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

PACKAGES := ncursesw sqlite3 glib-2.0 gio-2.0 gmime-3.0 zlib libutf8proc jansson
WARN := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wswitch-enum -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings -Wvla -Wcast-qual
# clang sees the cast inside g_utf8_next_char() as ours.
WARN += $(if $(findstring clang,$(CC)),-Wno-cast-qual)
CFLAGS   ?= -O2 -g
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_CPPFLAGS = -D_GNU_SOURCE -Iinclude -I$(BUILD)/gen $(CPPFLAGS)
# pkg-config is asked once, and not before something is compiled.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm)$(PKG_LIBS)
VTERM_LIBS = $(eval VTERM_LIBS := $(shell pkg-config --libs vterm 2>/dev/null))$(VTERM_LIBS)
COMPILE = $(CC) -std=c11 $(WARN) $(ALL_CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS)
LINK    = $(CC) $(CFLAGS) $(LDFLAGS)

GEN := $(BUILD)/gen
SRC := $(sort $(wildcard src/*/*.c))
OBJ := $(SRC:%.c=$(BUILD)/%.o) $(GEN)/sql_queries.o $(GEN)/sql_migrations.o $(GEN)/sample.o
LIB := $(BUILD)/libdaicho.a
PO  := $(sort $(wildcard src/*/ja.po))
MO  := $(if $(PO),$(BUILD)/locale/ja/LC_MESSAGES/daicho.mo)
BIN := $(if $(wildcard src/main.c),$(BUILD)/daicho)
# The manual's pages: their templates in docs/man (Japanese: docs/man/ja), filled in by src/manual.c.
MAN := $(BUILD)/man/man1/daicho.1 $(if $(MO),$(BUILD)/man/ja/man1/daicho.1)

.PHONY: all tidy run test screens-update unit lint bench fuzz soak install uninstall clean packages test-here unit-here bench-here fuzz-here soak-here lint-here FORCE
all: $(LIB) $(BIN) $(MO) $(MAN)

run:
	@.ci/prepare build
	+@$(MAKE) --no-print-directory $(PARALLEL) all
	@$(BUILD)/daicho demo

# -- compile and link --
$(BUILD)/%.o: %.c $(BUILD)/stamp/compile | $(GEN)/sql_queries.h $(GEN)/sample.h
	@mkdir -p $(@D)
	$(if $(V),,@echo "  CC    $<")
	$(Q)$(COMPILE) -MMD -MP -c $< -o $@

$(GEN)/%.o: $(GEN)/%.c $(BUILD)/stamp/compile | $(GEN)/sql_queries.h
	$(Q)$(COMPILE) -MMD -MP -c $< -o $@
$(GEN)/sample.o: WARN := -w

$(LIB): $(OBJ) $(BUILD)/stamp/sources
	$(if $(V),,@echo "  AR    $@")
	$(Q)rm -f $@ && ar qcs $@ $(OBJ)

$(BUILD)/daicho: $(BUILD)/src/main.o
$(BUILD)/manual: $(BUILD)/src/manual.o
$(BUILD)/daicho $(BUILD)/manual: $(LIB)
	$(if $(V),,@echo "  LINK  $@")
	$(Q)$(LINK) $(filter %.o,$^) $(LIB) -o $@ $(PKG_LIBS)

# What is missing is said once and clearly, before a tool or a header is found to be absent.
packages:
	@.ci/prepare --check build
$(GEN)/sample.gresource.xml $(BUILD)/ja.po: | packages

# A stamp holds what a step depends on that is no file: another compiler, a flag, a source taken away. It changes only with its text.
stamp = mkdir -p $(@D) && { cmp -s - $@ <<< '$(subst ','\'',$(strip $(1)))' || cat > $@ <<< '$(subst ','\'',$(strip $(1)))'; }
$(BUILD)/stamp/compile: FORCE | packages
	@$(call stamp,$(COMPILE) $(LDFLAGS))
$(BUILD)/stamp/sources: FORCE
	@$(call stamp,$(SRC))
$(BUILD)/stamp/sql: FORCE
	@$(call stamp,$(QUERIES) $(MIGRATIONS))
$(BUILD)/stamp/po: FORCE
	@$(call stamp,$(PO))
# Names in a Maildir hold colons, which make cannot have in a rule.
$(BUILD)/stamp/sample: FORCE
	@mkdir -p $(@D); find tests/sample -type f ! -name '.*' -exec cksum {} + 2>/dev/null | LC_ALL=C sort -k 3 > $@.now; \
	if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

# -- what is made from other files --
QUERIES    := $(GEN)/fields.sql $(sort $(wildcard sql/queries/*.sql))
MIGRATIONS := $(sort $(wildcard sql/migrations/*.sql))
EMBED = @mkdir -p $(@D) && awk -f sql/embed.awk
$(GEN)/fields.sql: include/daicho/field.def sql/fields.awk Makefile
	@mkdir -p $(@D) && awk -f sql/fields.awk $< > $@
$(GEN)/sql_queries.h: $(QUERIES) sql/embed.awk Makefile $(BUILD)/stamp/sql
	$(EMBED) make=header $(QUERIES) /dev/null > $@
$(GEN)/sql_queries.c: $(QUERIES) sql/embed.awk Makefile $(BUILD)/stamp/sql
	$(EMBED) make=queries $(QUERIES) /dev/null > $@
$(GEN)/sql_migrations.c: $(MIGRATIONS) sql/embed.awk Makefile $(BUILD)/stamp/sql
	$(EMBED) make=migrations $(MIGRATIONS) /dev/null > $@

# The sample morning of `daicho demo`: a GResource with every file of tests/sample under /daicho/sample (sample.h: sample_get_resource()).
RESOURCES = @glib-compile-resources --sourcedir=. --internal --c-name sample --target=$@
$(GEN)/sample.gresource.xml: $(BUILD)/stamp/sample Makefile
	@mkdir -p $(@D) && { echo '<gresources><gresource prefix="/daicho/sample">'; \
	sed -e 's/^[0-9]* [0-9]* //' -e 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g' -e 's|^tests/sample/\(.*\)|<file alias="\1">&</file>|' $<; \
	echo '</gresource></gresources>'; } > $@
$(GEN)/sample.c: $(GEN)/sample.gresource.xml
	$(RESOURCES) --generate-source $<
$(GEN)/sample.h: $(GEN)/sample.gresource.xml
	$(RESOURCES) --generate-header $<

# Every room has its words in src/<room>/ja.po; one catalogue is made of them, beside the binary.
$(BUILD)/ja.po: $(PO) $(BUILD)/stamp/po
	@mkdir -p $(@D) && msgcat --use-first --to-code=UTF-8 $(PO) -o $@
# A format that differs between machines (%" PRId64) stands in it as this compiler has it: it is looked up by its very bytes.
PRID64 = $(shell echo PRId64 | $(CC) -E -P -include inttypes.h -x c - | tail -n 1 | tr -d '" ')
$(BUILD)/locale/ja/LC_MESSAGES/daicho.mo: $(BUILD)/ja.po
	@mkdir -p $(@D) && sed 's/<PRId64>/$(PRID64)/g' $< | msgfmt --check-format --check-domain - -o $@

# -- the manual --
$(BUILD)/man/man1/%.1: docs/man/%.1 $(BUILD)/manual
	@mkdir -p $(@D) && $(BUILD)/manual en $< > $@
$(BUILD)/man/ja/man1/%.1: docs/man/ja/%.1 $(BUILD)/manual $(MO)
	@mkdir -p $(@D) && $(BUILD)/manual ja $< > $@

# -- tests: built apart in $(BUILD)/san, under the sanitizers; docs/build.md says what is run and with which environment --
ROOM ?= *
UNIT     := $(sort $(wildcard tests/unit/$(ROOM)/*_test.c))
UNIT_BIN := $(UNIT:%.c=$(BUILD)/%)
# Under tests/ a source with a main() is a program; the others there are linked to every one of these programs that asks for them.
TEST_SRC := $(sort $(wildcard $(foreach d,support tools screens story faults bench,tests/$(d)/*.c)))
PROGRAM  := $(if $(TEST_SRC),$(shell grep -lE '^(int )?main\>' $(TEST_SRC)))
PROGRAM_BIN := $(PROGRAM:%.c=$(BUILD)/%)
SUPPORT  := $(filter-out $(PROGRAM),$(TEST_SRC))
SUPPORT_LIB := $(if $(SUPPORT),$(BUILD)/tests/libsupport.a)
SCRIPTS  := $(sort $(wildcard tests/*/*.t))
TAP_BIN  := $(UNIT_BIN) $(filter %_test,$(PROGRAM_BIN))

$(UNIT_BIN): %: %.o $(SUPPORT_LIB) $(LIB)
	$(if $(V),,@echo "  LINK  $@")
	$(Q)$(LINK) $^ -o $@ $(PKG_LIBS)
$(PROGRAM_BIN): %: %.o $(SUPPORT_LIB) $(LIB)
	$(if $(V),,@echo "  LINK  $@")
	$(Q)$(LINK) $^ -o $@ -Wl,--as-needed $(VTERM_LIBS) $(PKG_LIBS)
$(BUILD)/tests/libsupport.a: $(SUPPORT:%.c=$(BUILD)/%.o) $(BUILD)/stamp/sources
	$(Q)rm -f $@ && ar qcs $@ $(filter %.o,$^)

# Nothing of the operator's own is read or written by a test: HOME is an empty folder, and no setting reaches it.
SANDBOX = rm -rf $(BUILD)/home && mkdir -p $(BUILD)/home && \
	env -u DAICHO_LEDGER -u DAICHO_AT -u DAICHO_LANG -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_STATE_HOME -u XDG_CACHE_HOME \
	-u LANGUAGE -u LANG -u NO_COLOR -u TZ -u EDITOR -u VISUAL -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u BUILD -u CC -u CFLAGS -u CPPFLAGS -u LDFLAGS \
	LC_ALL=C.UTF-8 HOME=$(abspath $(BUILD))/home DAICHO=$(abspath $(BUILD))/daicho DAICHO_BUILD=$(abspath $(BUILD))
STRICT  = G_DEBUG=fatal-warnings G_SLICE=always-malloc UBSAN_OPTIONS=print_stacktrace=1 \
	ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
IN_SAN  = $(MAKE) --no-print-directory BUILD=$(BUILD)/san CFLAGS="-O1 -g $(SANITIZE)"
# What the tests draw at random: `make test` draws the same each time, `make soak` something new each round.
SEED   ?= R02S20260331000000000000000000000000
PROVE   = $(SANDBOX) $(STRICT) SEED=$${SEED:-$(SEED)} prove --timer -j$(JOBS) --exec .ci/one-test

# Everything; `make test T=tests/cli/log.t` one script or program alone (a unit test: T=build/san/tests/unit/base/text_test).
T ?= $(SCRIPTS) $(TAP_BIN)
test:
	@.ci/prepare build test
	+@$(IN_SAN) $(PARALLEL) test-here
test-here: $(LIB) $(BIN) $(MO) $(MAN) $(UNIT_BIN) $(PROGRAM_BIN)
	@$(if $(strip $(T)),$(PROVE) $(T),echo "no tests yet")

# The pictures of the screen tests (tests/screens/README.md) as the program draws them now; `make screens-update T=tests/screens/today.t` one case.
screens-update: T = $(sort $(wildcard tests/screens/*.t tests/story/*.t))
screens-update:
	+@UPDATE=1 $(IN_SAN) $(PARALLEL) test-here T="$(T)"

# `make unit` (`make unit ROOM=calendar`): the unit tests alone, for the desk of whoever works on a room.
unit:
	+@$(IN_SAN) $(PARALLEL) unit-here
unit-here: $(BIN) $(UNIT_BIN) $(MO)
	@$(if $(UNIT_BIN),$(PROVE) $(UNIT_BIN),echo "no unit tests in tests/unit/$(ROOM)")

# The tests that draw at random, SOAK_ROUNDS times, each round from a seed of its own: `make test SEED=...` repeats the one that failed.
SOAK_ROUNDS ?= 20
soak:
	@.ci/prepare build test
	+@$(IN_SAN) $(PARALLEL) soak-here
soak-here: DRAWING = $(patsubst %.c,$(BUILD)/%,$(shell grep -lE 'g_test_rand|place_random|ranked_' $(UNIT) $(PROGRAM)))
soak-here: $(LIB) $(BIN) $(MO) $(UNIT_BIN) $(PROGRAM_BIN)
	@for round in $$(seq $(SOAK_ROUNDS)); do export SEED=R02S$$(od -An -N16 -tx4 /dev/urandom | tr -d ' '); echo "-- round $$round: SEED=$$SEED"; \
	$(PROVE) $(filter %_test,$(DRAWING)) || exit 1; done

# -- measuring, throwing things at it, checking the rules --
bench:
	@.ci/prepare build test bench
	+@$(MAKE) --no-print-directory $(PARALLEL) bench-here
bench-here: all $(PROGRAM_BIN)
	@$(SANDBOX) tests/bench/run

# The checks are tests/lint/*.sh; `make lint-here CHECKS="rules headers"` some of them. clang-tidy over each source takes ten minutes: `make tidy`.
CHECKS ?= rules headers compilers catalogue scripts symbols cppcheck
TIDY := $(SRC:%.c=$(BUILD)/lint/%.tidy) $(BUILD)/lint/src/main.tidy $(BUILD)/lint/src/manual.tidy
lint: # the tests are sources, too: their libraries are read
	@.ci/prepare build test lint
	+@$(MAKE) --no-print-directory -k $(PARALLEL) lint-here
lint-here: $(CHECKS:%=lint-%)
$(CHECKS:%=lint-%): $(GEN)/sql_queries.h $(GEN)/sample.h
$(filter-out lint-tidy,$(CHECKS:%=lint-%)): lint-%:
	@BUILD=$(BUILD) LINT_CFLAGS="$(filter-out -o,$(COMPILE:$(CC)%=%))" LINT_LIBS="$(PKG_LIBS)" tests/lint/$*.sh && echo "ok: $*"
lint-symbols: $(OBJ)
ifneq ($(PO),)
lint-catalogue: $(BUILD)/ja.po
endif
lint-tidy: $(TIDY)
	@echo "ok: tidy"
tidy:
	@.ci/prepare build lint
	+@$(MAKE) --no-print-directory -k $(PARALLEL) lint-here CHECKS=tidy
# A third of the analyzer's usual depth: the rest of its minutes found nothing.
ANALYZER := max-nodes=60000,deadcode.DeadStores:WarnForDeadNestedAssignments=false
# Again when the source, a header of it (which makes the object anew) or the list of checks has changed.
$(BUILD)/lint/%.tidy: %.c $(BUILD)/%.o .clang-tidy
	@mkdir -p $(@D)
	$(if $(V),,@echo "  TIDY  $<")
	$(Q)clang-tidy --quiet $< -- -std=c11 $(WARN) -Wno-cast-qual $(ALL_CPPFLAGS) $(PKG_CFLAGS) \
		-Xclang -analyzer-config -Xclang $(ANALYZER) >$@.log 2>&1 || { $(if $(V),cat,grep ': error: ') $@.log || cat $@.log; exit 1; }
	@touch $@

# Every tests/fuzz/*.c is a libFuzzer target; tests/fuzz/<name>/ and tests/<name>/ hold its seeds. FUZZ_SECONDS each.
FUZZ := $(sort $(wildcard tests/fuzz/*.c))
FUZZ_BIN := $(FUZZ:%.c=$(BUILD)/%)
FUZZ_SECONDS ?= 60
fuzz:
	@.ci/prepare build fuzz
	+@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(BUILD)/fuzz CC=clang CFLAGS="-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link" fuzz-here
$(FUZZ_BIN): %: %.o $(LIB)
	$(Q)$(LINK) -fsanitize=fuzzer $^ -o $@ $(PKG_LIBS)
fuzz-here: $(FUZZ_BIN)
	@for target in $(FUZZ_BIN); do name=$${target##*/}; echo "-- $$name"; mkdir -p $(BUILD)/corpus/$$name; \
	$$target -max_total_time=$(FUZZ_SECONDS) -timeout=10 -print_final_stats=0 -verbosity=0 -artifact_prefix=$(BUILD)/ \
		$(BUILD)/corpus/$$name $$(ls -d tests/fuzz/$$name tests/$$name 2>/dev/null) || exit 1; done

# -- installing: the binary, the manual, the catalogue, the documents; uninstall takes away what install brought, by the same list --
ROOT = $(DESTDIR)$(PREFIX)
DOCS := README.md $(filter-out docs/man/%,$(sort $(wildcard docs/*.md docs/*/*.md)))
# FILE:WHERE, the mode follows from where.
INSTALLED := $(BUILD)/daicho:bin/daicho $(MO:%=%:share/locale/ja/LC_MESSAGES/daicho.mo) \
	$(foreach page,$(MAN),$(page):share/$(page:$(BUILD)/%=%)) $(foreach doc,$(DOCS),$(doc):share/doc/daicho/$(doc))
install: all
	@$(foreach one,$(INSTALLED),install -D -m $(if $(findstring :bin/,$(one)),755,644) $(subst :, $(ROOT)/,$(one)) &&) echo "installed in $(ROOT)"
uninstall:
	@rm -f $(foreach one,$(INSTALLED),$(ROOT)/$(lastword $(subst :, ,$(one))))
# Folders that are empty now go as well; those of the system are not ours, but the one for our documents is.
	@cd $(ROOT)/share/doc 2>/dev/null && rmdir -p --ignore-fail-on-non-empty daicho/docs/decisions 2>/dev/null || :
ifeq ($(filter /usr /usr/local,$(ROOT)),)
	@cd $(ROOT) 2>/dev/null && rmdir -p --ignore-fail-on-non-empty bin share/doc share/man/man1 share/man/ja/man1 share/locale/ja/LC_MESSAGES 2>/dev/null; \
	rmdir -p --ignore-fail-on-non-empty $(ROOT) 2>/dev/null || :
endif

# Objects that only a chain of rules names are kept all the same.
.SECONDARY: $(UNIT_BIN:=.o) $(TEST_SRC:%.c=$(BUILD)/%.o) $(FUZZ_BIN:=.o)

clean:
	rm -rf $(BUILD)

-include $(wildcard $(OBJ:.o=.d) $(BUILD)/src/main.d $(BUILD)/src/manual.d $(UNIT_BIN:=.d) $(TEST_SRC:%.c=$(BUILD)/%.d) $(FUZZ_BIN:=.d))
