# daicho: see README.md. `make run` and `make test` install what is missing; everything else expects it installed.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
SHELL := /bin/bash

CC      ?= gcc
PREFIX  ?= /usr/local
BUILD   ?= build
PACKAGES := ncursesw sqlite3 glib-2.0 gmime-3.0 zlib libutf8proc

WARN := -Wall -Wextra -Wpedantic -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wswitch-enum -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings -Wvla -Wcast-qual
CFLAGS   ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -Iinclude -I$(BUILD)/gen
PKG_CFLAGS = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(PACKAGES)))
PKG_LIBS   = $(shell pkg-config --libs $(PACKAGES)) -lm
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
COMPILE  = $(CC) -std=c11 $(WARN) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP

SRC := $(wildcard src/*/*.c)
OBJ := $(SRC:%.c=$(BUILD)/%.o)
UNIT := $(wildcard tests/unit/*/*_test.c)
UNIT_BIN := $(UNIT:%.c=$(BUILD)/%)

.PHONY: all unit clean
all: $(BUILD)/libdaicho.a

$(BUILD)/libdaicho.a: $(OBJ)
	@rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(COMPILE) -c $< -o $@

# The unit tests run under the sanitizers: `make unit` builds all of it apart, in $(BUILD)/san.
unit:
	$(MAKE) BUILD=$(BUILD)/san CFLAGS="-O1 -g $(SANITIZE)" unit-here
unit-here: $(UNIT_BIN)
	G_DEBUG=fatal-warnings prove --exec '' $(UNIT_BIN)
$(BUILD)/tests/unit/%_test: $(BUILD)/tests/unit/%_test.o $(BUILD)/libdaicho.a
	$(CC) $(CFLAGS) $^ -o $@ $(PKG_LIBS)

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT_BIN:=.d)
