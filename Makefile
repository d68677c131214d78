# daicho: see README.md and docs/build.md. `make run`, `make test` and `make lint` install what is missing (.ci/packages);
# everything else expects it installed. V=1 shows the commands.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
.SUFFIXES:
.SECONDARY:
SHELL := /bin/bash

ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local
BUILD  ?= build
Q := $(if $(V),,@)

PACKAGES := ncursesw sqlite3 glib-2.0 gio-2.0 gmime-3.0 zlib libutf8proc
WARN := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wswitch-enum -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings -Wvla -Wcast-qual
CFLAGS   ?= -O2 -g
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ALL_CPPFLAGS = -D_GNU_SOURCE -Iinclude -I$(BUILD)/gen $(CPPFLAGS)
# pkg-config is asked once, and not before something is compiled.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES))))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)) -lm)$(PKG_LIBS)
VTERM_LIBS = $(eval VTERM_LIBS := $(shell pkg-config --libs vterm))$(VTERM_LIBS)
COMPILE = $(CC) -std=c11 $(WARN) $(ALL_CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS)
LINK    = $(CC) $(CFLAGS) $(LDFLAGS)

GEN := $(BUILD)/gen
SRC := $(sort $(wildcard src/*/*.c))
OBJ := $(SRC:%.c=$(BUILD)/%.o) $(GEN)/sql_queries.o $(GEN)/sql_migrations.o $(GEN)/sample.o
LIB := $(BUILD)/libdaicho.a
PO  := $(sort $(wildcard src/*/ja.po))
MO  := $(if $(PO),$(BUILD)/locale/ja/LC_MESSAGES/daicho.mo)
BIN := $(if $(wildcard src/main.c),$(BUILD)/daicho)
MAN := $(wildcard docs/man/*.1)

.PHONY: all run test unit lint bench fuzz install uninstall clean FORCE
all: $(LIB) $(BIN) $(MO)

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
	$(Q)rm -f $@ && ar rcs $@ $(OBJ)

$(BUILD)/daicho: $(BUILD)/src/main.o $(LIB)
	$(if $(V),,@echo "  LINK  $@")
	$(Q)$(LINK) $^ -o $@ $(PKG_LIBS)

# A stamp holds what a step depends on that is no file: another compiler, a flag, a source taken away. It changes only with its text.
stamp = mkdir -p $(@D) && { cmp -s - $@ <<< '$(subst ','\'',$(strip $(1)))' || cat > $@ <<< '$(subst ','\'',$(strip $(1)))'; }
$(BUILD)/stamp/compile: FORCE
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
QUERIES    := $(sort $(wildcard sql/queries/*.sql))
MIGRATIONS := $(sort $(wildcard sql/migrations/*.sql))
EMBED = @mkdir -p $(@D) && awk -f sql/embed.awk
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
$(BUILD)/locale/ja/LC_MESSAGES/daicho.mo: $(BUILD)/ja.po
	@mkdir -p $(@D) && msgfmt --check-format --check-domain $< -o $@

# -- tests: built apart in $(BUILD)/san, under the sanitizers --
ROOM ?= *
UNIT     := $(sort $(wildcard tests/unit/$(ROOM)/*_test.c))
UNIT_BIN := $(UNIT:%.c=$(BUILD)/%)

# `make unit` (`make unit ROOM=calendar`): the unit tests alone, for the desk of whoever works on a room.
unit:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/san CFLAGS="-O1 -g $(SANITIZE)" unit-here
unit-here: $(UNIT_BIN) $(MO)
	@$(if $(UNIT_BIN),G_DEBUG=fatal-warnings prove --exec '' $(UNIT_BIN),echo "no unit tests in tests/unit/$(ROOM)")
$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(LIB)
	$(if $(V),,@echo "  LINK  $@")
	$(Q)$(LINK) $^ -o $@ $(PKG_LIBS)

clean:
	rm -rf $(BUILD)

-include $(OBJ:.o=.d) $(BUILD)/src/main.d $(UNIT_BIN:=.d)
