#include "doc.h"

#include "i18n.h"
#include "numbers.h"
#include "sentence.h"
#include "settings.h"
#include "sheet.h"
#include "short_key.h"
#include "utf8.h"

#include <string.h>

static const struct doc_format *const FORMATS[] = {
#define FORMAT(name) &doc_format_##name,
#include "doc.def"
#undef FORMAT
};

const char *const doc_format_names[] = {
#define FORMAT(name) #name,
#include "doc.def"
#undef FORMAT
    NULL};

#define FORMAT(name) ", " #name
static const char LISTED[] = /* begins with ", " */
#include "doc.def"
    ;
#undef FORMAT

const char *const doc_format_list = LISTED + 2;

const struct doc_format *doc_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        if (strcmp(FORMATS[i]->name, name) == 0) {
            return FORMATS[i];
        }
    }
    return NULL;
}

bool doc_shares_output(const struct doc_options *options)
{
    const struct doc_set *set = options->set;
    return set != NULL && set->count > 1 && set->cards[0].file == NULL;
}

bool doc_has_contents(const struct doc_options *options)
{
    return doc_shares_output(options) && options->work == NULL;
}

size_t doc_copy(const struct doc_options *options, size_t place)
{
    const struct doc_card *cards = options->set->cards;
    size_t first = place;
    while (first > 0 && cards[first - 1].copy == cards[place].copy) {
        first--;
    }
    return first;
}

const char *doc_running_head(const struct doc_card *card, struct arena *arena)
{
    const char *title =
        sheet_named(card->sheet, doc_title(card->number, card->title, arena), arena);
    return card->name == NULL ? title : arena_printf(arena, "%s · %s", card->name, title);
}

bool doc_shows(const struct doc *doc, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    const char *const *wanted = doc->options->stages;
    if (stage->hidden || wanted == NULL) {
        return !stage->hidden;
    }
    for (; *wanted != NULL; wanted++) {
        const char *id = recipe_is_stage(*wanted) ? stage->id : group_ids[stage->group];
        if (strcmp(id, *wanted) == 0) {
            return true;
        }
    }
    return false;
}

const char *doc_own_title(struct doc *doc)
{
    const char *title = trace_lesson(doc->trace)->title;
    const char *note = doc->options->note; /* stands behind it, in brackets */
    size_t more = note == NULL ? 0 : strlen(note) + strlen(" ()");
    size_t size = strlen(title);
    return arena_strndup(&doc->arena, title, size - (more < size ? more : 0));
}

const char *doc_title(int number, const char *title, struct arena *arena)
{
    return number > 0 ? arena_printf(arena, "%d. %s", number, title) : title;
}

const char *doc_settings(struct doc *doc)
{
    struct setting all[SETTINGS_COUNT];
    lesson_settings(trace_lesson(doc->trace), all, &doc->arena);
    struct str text;
    str_init(&text);
    for (size_t i = 0; i < SETTINGS_COUNT; i++) {
        if (!all[i].usual) {
            str_add(&text, text.len > 0 ? _(", ") : "");
            str_add(&text, arena_fill(&doc->arena, _(all[i].told), &all[i].value, 1));
        }
    }
    const char *told = arena_strndup(&doc->arena, text.data, text.len);
    str_release(&text);
    return told;
}

const char *doc_task(struct doc *doc)
{
    struct str text;
    str_init(&text);
    sentence_task(doc->trace, &text);
    str_addf(
        &text, " %s losswalk %s", _("Change it in the program:"), trace_lesson(doc->trace)->id);
    const char *task = arena_strndup(&doc->arena, text.data, text.len);
    str_release(&text);
    return task;
}

const char *doc_name_line(struct doc *doc)
{
    const char *name = doc->options->name;
    return name == NULL ? NULL : arena_printf(&doc->arena, "%s %s", _("Name:"), name);
}

const char *doc_page_text(const struct doc *doc, const char *text, struct arena *arena)
{
    struct str out;
    str_init(&out);
    utf8_add_page(&out, text, doc->options->ascii);
    const char *copy = arena_strndup(arena, out.data, out.len);
    str_release(&out);
    return copy;
}

size_t doc_example_row(struct doc *doc)
{
    if (!doc->example_found) { /* it may mean looking at all rows */
        doc->example_row = trace_example_row(doc->trace);
        doc->example_found = true;
    }
    return doc->example_row;
}

void doc_example_cell(struct doc *doc, size_t index, size_t *row, size_t *col)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    *row = stage->form == FORM_SCALAR ? 0 : doc_example_row(doc);
    if (stage->form == FORM_GROUPS) {
        *row = group_of(trace_recipe(doc->trace)->groups, *row, 0);
    }
    *col = 0;
    for (size_t c = 0; stage->form == FORM_MATRIX && c < stage->width; c++) {
        if (trace_is_true_class(doc->trace, *row, c)) {
            *col = c;
            break;
        }
    }
}

static void take_finding(struct doc *doc, size_t stage, size_t row, size_t col)
{
    enum finding_kind kind = trace_finding(doc->trace, stage, row, col);
    if (kind == FINDING_NONE) {
        return;
    }
    if (doc->finding_count >= DOC_MAX_FINDINGS) {
        doc->findings_left_out++;
        return;
    }
    struct doc_finding *finding = arena_alloc(&doc->arena, 1, sizeof *finding);
    const char *text = trace_finding_text(doc->trace, kind, stage, row, col, &doc->arena);
    *finding = (struct doc_finding){kind, stage, row, col, text, NULL};
    *(doc->last == NULL ? &doc->findings : &doc->last->next) = finding;
    doc->last = finding;
    doc->finding_count++;
}

static bool is_searched(const struct doc *doc, size_t stage)
{
    return doc_shows(doc, stage) && trace_may_find(doc->trace, stage);
}

/* Looks through the stages before this one that were not looked through yet. */
static void search(struct doc *doc, size_t end)
{
    enum { LOOK_CELLS = 65536 };
    const struct recipe *recipe = trace_recipe(doc->trace);
    for (; doc->searched < end; doc->searched++) {
        size_t index = doc->searched;
        size_t rows = is_searched(doc, index) ? recipe->stages[index].rows : 0;
        size_t between = LOOK_CELLS / recipe->stages[index].width + 1;
        for (size_t row = 0; row < rows && !out_ended(doc->out); row++) {
            for (size_t col = 0; col < recipe->stages[index].width; col++) {
                take_finding(doc, index, row, col);
            }
            if (row % between == between - 1) {
                watcher_look(trace_watcher(doc->trace), WORK_SEARCHING, recipe->stages[index].id,
                    row + 1, rows);
            }
        }
    }
}

const struct doc_finding *doc_findings(struct doc *doc)
{
    search(doc, trace_recipe(doc->trace)->count);
    return doc->findings;
}

static void send_prose(struct doc *doc, const struct doc_format *format, const char *at)
{
    const struct prose *prose = lesson_prose(trace_lesson(doc->trace), at);
    if (doc->options->sheet == SHEET_WORK && *at != '\0') {
        return; /* it speaks of the numbers that are left out */
    }
    if (format->prose != NULL && prose != NULL) {
        format->prose(doc, prose);
    }
}

static void send_line(
    struct doc *doc, const struct doc_format *format, size_t index, size_t row, size_t col)
{
    struct worked worked =
        sight_worked(&doc->sight, index, row, col, doc->decimals, NULL, &doc->arena);
    if (doc->options->sheet == SHEET_WORK && *worked.numbers == '\0') {
        return; /* what the formula says already */
    }
    doc_note_signs(doc, &worked);
    format->worked(doc, &worked);
}

/* The example cell's line; and that of the first cell there is something to remark about, if it is
 * another. */
static void send_worked(struct doc *doc, const struct doc_format *format, size_t index)
{
    size_t row = 0;
    size_t col = 0;
    doc_example_cell(doc, index, &row, &col);
    send_line(doc, format, index, row, col);
    if (doc->options->sheet == SHEET_WORK) {
        return;
    }
    search(doc, index + 1);
    for (const struct doc_finding *f = doc->findings; f != NULL; f = f->next) {
        if (f->stage == index) {
            if (f->row != row || f->col != col) {
                send_line(doc, format, index, f->row, f->col);
            }
            break;
        }
    }
}

/* Those that are asked before the stage, or, of STAGE_NONE, where the group begins. */
static void send_questions(
    struct doc *doc, const struct doc_format *format, size_t index, enum group group)
{
    if (format->question == NULL) {
        return;
    }
    for (const struct doc_question *q = doc_questions(doc); q != NULL; q = q->next) {
        if (index == STAGE_NONE ? doc_asks_in_group(doc, q, group)
                                : doc_asks_before(doc, q, index)) {
            format->question(doc, q);
        }
    }
}

static void send_stage(struct doc *doc, const struct doc_format *format, size_t index)
{
    const struct stage *stage = &trace_recipe(doc->trace)->stages[index];
    if (format->stage != NULL) {
        format->stage(doc, index);
    }
    doc->stages++;
    bool any = stage->form == FORM_SCALAR || trace_recipe(doc->trace)->rows > 0;
    if (format->worked != NULL && stage->op != NULL && any) {
        send_worked(doc, format, index);
    }
    if (!recipe_is_group(stage->id)) { /* a name that is both was said where its group began */
        send_prose(doc, format, stage->id);
    }
}

static void send_step(struct doc *doc, const struct doc_format *format, size_t step)
{
    doc->step = step;
    size_t first = 0;
    size_t count = 0;
    enum group group = trace_step(doc->trace, step, &first, &count);
    bool opened = false;
    for (size_t i = first; i < first + count; i++) {
        if (!doc_shows(doc, i)) {
            continue;
        }
        if (!opened && format->group != NULL) {
            format->group(doc, group);
        }
        if (!opened) {
            send_questions(doc, format, STAGE_NONE, group);
        }
        send_questions(doc, format, i, group);
        if (!opened) { /* behind the questions: it may tell their answers */
            send_prose(doc, format, group_ids[group]);
        }
        opened = true;
        send_stage(doc, format, i);
    }
}

/* Runs the comparisons that were asked for and sends them. They live until the document ends. */
static void send_comparisons(struct doc *doc, const struct doc_format *format)
{
    const char *const *names = doc->options->compare;
    size_t count = 0;
    while (names != NULL && names[count] != NULL) {
        count++;
    }
    if (count == 0 || format->compare == NULL) {
        return;
    }
    struct comparison *all = arena_alloc(&doc->arena, count, sizeof *all);
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], trace_lesson(doc->trace)->rules) !=
            0) { /* its own rules are the lesson itself */
            comparison_make(&all[made++], doc->trace, names[i], &doc->arena);
        }
    }
    doc->comparisons = all;
    doc->comparison_count = made;
    format->compare(doc);
    for (size_t i = 0; i < made; i++) {
        comparison_release(&all[i]);
    }
}

/* What follows the steps: it tells all numbers. */
static void send_outcome(struct doc *doc, const struct doc_format *format)
{
    if (format->result != NULL && !out_ended(doc->out)) {
        format->result(doc);
    }
    if (!out_ended(doc->out)) {
        send_comparisons(doc, format);
    }
    if (format->answers != NULL && !out_ended(doc->out) && doc_questions(doc) != NULL) {
        format->answers(doc);
    }
}

static void send_lesson(struct doc *doc, const struct doc_format *format)
{
    bool whole = doc->options->stages == NULL;
    bool to_end = !format->read || !whole;
    size_t steps = to_end ? trace_step_count(doc->trace) : trace_steps_read(doc->trace);
    if (whole) {
        send_prose(doc, format, "");
    }
    for (size_t step = 0; step < steps && !out_ended(doc->out); step++) {
        send_step(doc, format, step);
    }
    if (doc->options->sheet == SHEET_FULL) {
        send_outcome(doc, format);
    }
    if (whole) {
        send_prose(doc, format, "end");
    }
}

static void send_key(struct doc *doc, const struct doc_format *format)
{
    short_key_send(doc, format);
    for (const struct doc_question *q = doc_questions(doc); q != NULL; q = q->next) {
        format->key(doc, q);
    }
    for (const struct doc_question *q = sheet_blanks(doc); q != NULL; q = q->next) {
        format->key(doc, q);
    }
}

bool doc_write(const struct doc_format *format, struct trace *trace,
    const struct doc_options *options, struct out *out, struct diag *diag)
{
    struct doc doc = {.trace = trace, .sight = sight_of(trace), .options = options, .out = out};
    doc.decimals = options->decimals >= 0 ? options->decimals : trace_default_decimals(trace);
    struct diag *before = trace_report_to(trace, diag);
    out_guard(out, &diag->errors);
    doc.rows = format->rows == 0                 ? DOC_ROWS_ALL
               : options->rows != DOC_ROWS_USUAL ? options->rows
               : options->sheet != SHEET_FULL    ? DOC_ROWS_AUTO
                                                 : format->rows;
    bool short_cols = format->rows == DOC_ROWS_AUTO || options->sheet != SHEET_FULL;
    doc.picks_cols = doc.rows == DOC_ROWS_AUTO || (doc.rows != DOC_ROWS_ALL && short_cols);
    doc.tells_slips = options->sheet == SHEET_FULL ? format->slips : options->sheet == SHEET_KEY;
    doc.exact = options->ulps ? trace_exact(trace) : NULL;
    arena_init(&doc.arena);
    if (options->sheet != SHEET_FULL) {
        sheet_open(&doc);
    }
    if (format->begin != NULL) {
        format->begin(&doc);
    }
    if (options->sheet == SHEET_KEY) {
        send_key(&doc, format);
    } else {
        send_lesson(&doc, format);
    }
    if (format->end != NULL) {
        format->end(&doc);
    }
    bool ok = !out_ended(out) || out->failed;
    out_guard(out, NULL);
    trace_free(doc.exact);
    (void)trace_report_to(trace, before);
    arena_release(&doc.arena);
    return ok;
}
