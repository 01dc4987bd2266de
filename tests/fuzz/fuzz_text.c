/* Hostile text through everything that lays text out: every format, --check, --plain, the screen.
 *
 * What must hold of each input: it ends within a time limit; what comes out is UTF-8 (7 bits where
 * that is asked for) in which LF is the only control character; no line is wider than the page,
 * but a line of code, which keeps its length. Otherwise the input ends the program with SIGABRT. */
#include "checking.h"
#include "doc.h"
#include "draw.h"
#include "fuzz.h"
#include "hostile.h"
#include "mention.h"
#include "plain.h"
#include "quoted.h"
#include "utf8.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { NARROWEST = 40, WIDEST = 1000, CODE_INDENT = 4 };

static struct str lesson_text; /* of the input at hand */
static int lesson_file = -1;   /* in memory; the same text */
static char lesson_path[64];
static int typed_file, said_file; /* standard input and output of --plain */

/* How wide lines of code in this prose are on a page. */
static size_t code_width(const struct lesson *lesson, bool ascii)
{
    size_t most = 0;
    for (const struct prose *prose = lesson->prose; prose != NULL; prose = prose->next) {
        for (const struct block *block = prose->blocks; block != NULL; block = block->next) {
            const char *at =
                block->kind == BLOCK_CODE && block->spans != NULL ? block->spans->text : "";
            while (*at != '\0') {
                size_t size = strcspn(at, "\n");
                struct str line;
                str_init(&line);
                char *copy = strndup(at, size);
                if (ascii) {
                    utf8_add_ascii(&line, copy);
                } else {
                    str_add(&line, copy);
                }
                size_t cells = utf8_width(line.data) + CODE_INDENT;
                most = cells > most ? cells : most;
                free(copy);
                str_release(&line);
                at += size + (at[size] == '\n' ? 1 : 0);
            }
        }
    }
    return most;
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* ---- Ways of running ------------------------------------------------------------------------- */

static bool keep(void *context, const char *text, size_t size)
{
    str_addn(context, text, size);
    return true;
}

/* What stands around documents; NULL: nothing. */
static void write_around(void (*part)(struct out *out, const struct doc_options *options),
    struct out *out, const struct doc_options *options)
{
    if (part != NULL && options->set != NULL) {
        part(out, options);
    }
}

static void run_format(struct bytes *bytes, const char *format, bool ascii, size_t width)
{
    static const char *const all_rules[] = {"keras", "pytorch", "tf1", "optax", NULL};
    struct str name; /* a file may be called anything */
    struct str page;
    struct diag diag;
    struct out out;
    str_init(&name);
    str_init(&page);
    diag_init(&diag);
    unsigned pick = take(bytes);
    add_hostile(&name, bytes, true);
    struct lesson *lesson =
        lesson_parse(name.data, ".", lesson_text.data, lesson_text.len, NULL, 0, NULL, &diag);
    if (lesson != NULL) {
        static const char *const shelves[] = {TEST_SOURCE_DIR "/../lessons", NULL};
        lesson_name_others(lesson, shelves, ascii ? "en" : "zh", true);
        /* twice, so that there are contents: in one output, or in files of their own */
        const struct doc_card card = {.number = lesson->number,
            .id = lesson->id,
            .title = lesson->title,
            .summary = lesson->summary,
            .section = lesson->section,
            .file = pick & 16 ? lesson->id : NULL};
        const struct doc_card cards[] = {card, card};
        const struct doc_set set = {cards, 2};
        const struct doc_format *how = doc_format_find(format);
        const struct doc_options options = {.decimals = (int)(pick % 19) - 1,
            .width = width,
            .ascii = ascii,
            .rows = pick & 128  ? 1 + pick % 3
                    : pick & 64 ? DOC_ROWS_AUTO
                                : DOC_ROWS_USUAL,
            .set = pick & 8 ? &set : NULL,
            .compare = pick & 32 ? all_rules : NULL,
            .ulps = pick & 64};
        struct trace *trace = quoted_open(lesson);
        out_init(&out, keep, &page);
        write_around(how->open, &out, &options);
        (void)doc_write(how, trace, &options, &out, &diag);
        write_around(how->close, &out, &options);
        write_around(pick & 16 ? how->index : NULL, &out, &options);
        (void)out_flush(&out);
        bool page_format = strcmp(format, "text") == 0; /* the others are for programs */
        fuzz_check_pages(page.data, page.len,
            page_format ? larger(width, code_width(lesson, ascii)) : 0, ascii, page_format ? 1 : 0);
        out_release(&out);
        trace_free(trace);
        lesson_free(lesson);
    }
    str_clear(&page);
    diag_print(&diag, &page);
    fuzz_check_page(page.data, page.len, 0, false);
    diag_release(&diag);
    str_release(&page);
    str_release(&name);
}

static void run_check(bool ascii)
{
    struct str page;
    struct diag diag;
    bool first = true;
    str_init(&page);
    diag_init(&diag);
    struct beside beside;
    beside_open(&beside);
    check_lesson(lesson_path, NULL, 0, &(struct folders){.lessons = NULL}, &beside, &diag);
    beside_close(&beside);
    diag_print(&diag, &page);
    fuzz_check_page(page.data, page.len, 0, false);
    str_clear(&page);
    check_json(&diag, ascii, &first, &page);
    fuzz_check_page(page.data, page.len, 0, ascii);
    diag_release(&diag);
    str_release(&page);
}

static void run_plain(struct bytes *bytes, bool ascii, size_t width)
{
    static const char *const lines[] = {"", "", "next", "why 0 0", "row 0", "hint", "again", "loss",
        "compare", "compare keras", "list", "help", "back", "later", "difference",
        "set reduction sum", "edit 0 0 1", "undo", "go 3", "r", "w", "list ", "why ", "open ",
        "help ", "row ", "edit "};
    struct str typed;
    struct diag diag;
    str_init(&typed);
    diag_init(&diag);
    bool messages = false; /* have lines of their own: what opening a file that is none says */
    for (size_t i = 0; i < 12; i++) {
        unsigned pick = take(bytes);
        messages = messages || strcmp(lines[pick % (sizeof lines / sizeof *lines)], "open ") == 0;
        str_add(&typed, lines[pick % (sizeof lines / sizeof *lines)]);
        if (pick % (sizeof lines / sizeof *lines) > 18) {
            add_hostile(&typed, bytes, true);
        }
        str_addc(&typed, '\n');
    }
    fuzz_rewrite(typed_file, typed.data, typed.len);
    fuzz_rewrite(said_file, "", 0);
    struct lesson *lesson = lesson_load(lesson_path, NULL, 0, NULL, &diag);
    size_t code = lesson == NULL ? 0 : code_width(lesson, ascii);
    messages = messages || diag.errors + diag.warnings > 0;
    lesson_free(lesson);
    const char *const paths[] = {lesson_path, NULL};
    const struct catalogue none = {.count = 0};
    const struct plain_options options = {.catalogue = &none,
        .lessons = paths,
        .walk = {.precision = -1},
        .width = width,
        .ascii = ascii};

    struct sigaction alarmed; /* by whoever runs this: --plain has an alarm of its own */
    struct itimerval ticking;
    const struct itimerval none_ticking = {.it_value = {.tv_sec = 0}};
    (void)setitimer(ITIMER_REAL, &none_ticking, &ticking);
    (void)sigaction(SIGALRM, NULL, &alarmed);
    (void)plain_run(&options, &diag);
    (void)sigaction(SIGALRM, &alarmed, NULL);
    (void)setitimer(ITIMER_REAL, &ticking, NULL);
    off_t size = lseek(said_file, 0, SEEK_END);
    char *said = calloc(1, (size_t)size + 1);
    if (pread(said_file, said, (size_t)size, 0) != size) {
        abort();
    }
    fuzz_check_page(said, (size_t)size, messages ? 0 : larger(width, code), ascii);
    free(said);
    diag_release(&diag);
    str_release(&typed);
}

static void check_screen(const struct grid *grid)
{
    for (size_t y = 0; y < grid->rows; y++) {
        for (size_t x = 0; x < grid->cols; x++) {
            const struct grid_cell *cell = grid_at(grid, x, y);
            fuzz_check_page(cell->text, strlen(cell->text), 0, grid->ascii);
            if (strchr(cell->text, '\n') != NULL || utf8_width(cell->text) != cell->width) {
                fuzz_fail("a cell is as wide as it says", cell->text, strlen(cell->text));
            }
        }
    }
}

/* No key that saves. */
static void run_screen(struct bytes *bytes, bool ascii)
{
    static const char keys[] = "   \nvcn?itho\x7f[]jklH0123456789r";
    const char *const paths[] = {lesson_path, NULL};
    const struct walk_options options = {.precision = -1, .ascii = ascii};
    struct ui ui;
    struct grid grid;
    ui_init(&ui, NULL, paths, &options);
    grid_init(&grid, ascii);
    for (size_t i = 0; i < 6; i++) {
        unsigned pick = take(bytes);
        grid_resize(&grid, 1 + (pick * 7 + i * 31) % 200, 1 + (pick + i * 13) % 60);
        ui_draw(&ui, &grid);
        check_screen(&grid);
        ui_key(&ui, (unsigned char)keys[take(bytes) % (sizeof keys - 1)]);
    }
    grid_release(&grid);
    ui_release(&ui);
}

/* ---- One input ------------------------------------------------------------------------------- */

/* A file in memory in place of a standard stream. */
static int take_stream(int stream)
{
    int file = fuzz_memory_file("stream");
    fuzz_need(dup2(file, stream) >= 0, "a stream can be replaced");
    return file;
}

static void start(void)
{
    lesson_file = fuzz_memory_file("lesson");
    (void)snprintf(lesson_path, sizeof lesson_path, "/proc/self/fd/%d", lesson_file);
    typed_file = take_stream(STDIN_FILENO);
    said_file = take_stream(STDOUT_FILENO);
    str_init(&lesson_text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {.data = data, .size = size};
    if (lesson_file < 0) {
        start();
    }
    size_t formats = 0;
    while (doc_format_names[formats] != NULL) {
        formats++;
    }
    enum { TO_CHECK, TO_PLAIN, TO_SCREEN, OTHER_WAYS };
    unsigned pick = take(&bytes);
    size_t way = take(&bytes) % (formats + OTHER_WAYS);
    bool ascii = pick & 1;
    bool wild = pick % 16 >= 14;
    size_t width = NARROWEST;
    if (pick & 16) {
        width += (take(&bytes) << 8 | take(&bytes)) % (WIDEST - NARROWEST + 1);
    }
    str_clear(&lesson_text);
    add_lesson(&lesson_text, &bytes, wild);
    fuzz_rewrite(lesson_file, lesson_text.data, lesson_text.len);
    fuzz_about(lesson_text.data, lesson_text.len);
    if (way < formats) {
        run_format(&bytes, doc_format_names[way], ascii, width);
    } else if (way == formats + TO_CHECK) {
        run_check(ascii);
    } else if (way == formats + TO_PLAIN) {
        run_plain(&bytes, ascii, width);
    } else {
        run_screen(&bytes, ascii);
    }
    return 0;
}
