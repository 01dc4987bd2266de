#include "diagnosis.h"

#include "i18n.h"
#include "json.h"
#include "utf8.h"
#include "wrap.h"

#include <math.h>
#include <string.h>

/* ---- Text ------------------------------------------------------------------------------------ */

static void say(struct str *out, size_t width, const char *text, size_t indent)
{
    static const char blanks[] = "        ";
    const char *rest = blanks + sizeof blanks - 1 - indent;
    wrap_text(out, text, width, rest, rest);
}

/* "PyTorch: --set reduction=weighted_mean", or a line of code. */
static void say_how(const struct mistake *mistake, size_t width, struct str *out)
{
    struct str line;
    str_init(&line);
    for (size_t i = 0; mistake->sets[i] != NULL; i++) {
        str_addf(&line, "%s--set '%s'", i > 0 ? " " : "", mistake->sets[i]);
    }
    if (line.len > 0) {
        struct str text;
        str_init(&text);
        str_addf(&text, _("To see it: %s"), line.data);
        say(out, width, text.data, 4);
        str_release(&text);
    }
    if (mistake->code != NULL) {
        str_clear(&line);
        str_addf(&line, _("In code: %s"), mistake->code);
        say(out, width, line.data, 4);
    }
    str_release(&line);
}

static void say_mistake(
    const struct mistake *mistake, enum dtype dtype, size_t width, struct str *out)
{
    char number[NUM_SIZE];
    struct str line;
    str_init(&line);
    str_addf(&line, "%s  %s", num_shortest(number, mistake->value, dtype), mistake->text);
    str_addc(out, '\n');
    say(out, width, line.data, 2);
    str_clear(&line);
    str_addf(&line, _("First different at stage %s."), stage_name(mistake->stage));
    say(out, width, line.data, 4);
    str_release(&line);
    say_how(mistake, width, out);
}

static void say_own(const struct diagnosis *d, enum dtype dtype, size_t width, struct str *out)
{
    char number[NUM_SIZE];
    struct str line;
    str_init(&line);
    str_addf(&line, _("That is the lesson's own loss: %s."), num_shortest(number, d->own, dtype));
    say(out, width, line.data, 0);
    if (d->other_count > 0) {
        str_clear(&line);
        str_add(&line, _("By other rules it would be:"));
        say(out, width, line.data, 0);
    }
    for (size_t i = 0; i < d->other_count; i++) {
        str_clear(&line);
        str_addf(
            &line, "%s  %s", num_shortest(number, d->others[i].value, dtype), d->others[i].text);
        say(out, width, line.data, 2);
    }
    str_release(&line);
}

/* How much is to be made of it: so many were tried, and chance alone would give so many. */
static void say_chance(const struct diagnosis *d, size_t width, struct str *out)
{
    char number[NUM_SIZE];
    struct str line;
    str_init(&line);
    str_addf(&line, _("Tried: %zu ways, %zu pairs of ways. "), d->tried, d->pairs);
    str_addf(&line, _("By chance, %s of them would agree to the digits given."),
        num_cell(number, d->chance, 4));
    if (d->pairs == 0 && !d->large && d->count == 0 && !d->is_own) {
        str_add(&line, _(" More digits would let pairs of ways be tried."));
    }
    if (d->large) {
        str_add(&line, _(" Pairs of ways are not tried with a batch of this size."));
    }
    str_addc(out, '\n');
    say(out, width, line.data, 0);
    str_release(&line);
}

void diagnosis_text(const struct diagnosis *diagnosis, const char *given, enum dtype dtype,
    size_t width, struct str *out)
{
    struct str line;
    str_init(&line);
    size_t all = diagnosis->count + diagnosis->left_out;
    if (diagnosis->is_own) {
        say_own(diagnosis, dtype, width, out);
    } else if (all > 0) {
        str_addf(&line,
            i18n_plural("%zu way of computing gives %s:", "%zu ways of computing give %s:", all),
            all, given);
        say(out, width, line.data, 0);
    } else {
        str_addf(&line, _("Nothing tried gives %s."), given);
        say(out, width, line.data, 0);
    }
    for (size_t i = 0; i < diagnosis->count; i++) {
        say_mistake(&diagnosis->all[i], dtype, width, out);
    }
    if (diagnosis->left_out > 0) {
        size_t more = diagnosis->left_out;
        str_clear(&line);
        str_addf(&line,
            i18n_plural("%zu more way gives it, too.", "%zu more ways give it, too.", more), more);
        say(out, width, line.data, 2);
    }
    if (all > 1 && diagnosis->given.digits < 4) {
        str_addc(out, '\n');
        say(out, width, _("So few digits fit several ways; more of them would tell which."), 0);
    }
    say_chance(diagnosis, width, out);
    str_release(&line);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void add_number(struct str *out, const char *key, double value, enum dtype dtype)
{
    char text[NUM_SIZE];
    str_addf(out, ", \"%s\": %s", key, num_json(text, value, dtype));
}

static void add_mistake(const struct diagnosis *d, const struct mistake *mistake, enum dtype dtype,
    bool ascii, struct str *out)
{
    str_add(out, "{\"mistakes\": [");
    for (size_t i = 0; i < 2 && mistake->ids[i] != NULL; i++) {
        str_add(out, i > 0 ? ", " : "");
        json_add_string(out, mistake->ids[i], ascii);
    }
    str_addc(out, ']');
    add_number(out, "value", mistake->value, dtype);
    str_addf(out, ", \"digits\": %d, \"stage\": ", d->given.digits);
    json_add_string(out, stage_name(mistake->stage), ascii);
    str_add(out, ", \"text\": ");
    json_add_string(out, mistake->text, ascii);
    str_add(out, ", \"set\": [");
    for (size_t i = 0; mistake->sets[i] != NULL; i++) {
        str_add(out, i > 0 ? ", " : "");
        json_add_string(out, mistake->sets[i], ascii);
    }
    str_addc(out, ']');
    if (mistake->code != NULL) {
        str_add(out, ", \"code\": ");
        json_add_string(out, mistake->code, ascii);
    }
    str_addc(out, '}');
}

void diagnosis_json(const struct diagnosis *diagnosis, const char *lesson, const char *given,
    enum dtype dtype, bool ascii, struct str *out)
{
    str_add(out, "{\"losswalk\": 1, \"lesson\": ");
    json_add_string(out, lesson, ascii);
    str_add(out, ", \"given\": ");
    json_add_string(out, given, ascii);
    add_number(out, "loss", diagnosis->own, dtype);
    str_addf(out, ", \"own\": %s", diagnosis->is_own ? "true" : "false");
    str_addf(out, ", \"tried\": %zu, \"pairs\": %zu", diagnosis->tried, diagnosis->pairs);
    add_number(out, "chance", diagnosis->chance, DTYPE_FLOAT64);
    str_add(out, ", \"mistakes\": [");
    for (size_t i = 0; i < diagnosis->count; i++) {
        str_add(out, i > 0 ? ", " : "");
        add_mistake(diagnosis, &diagnosis->all[i], dtype, ascii, out);
    }
    str_addc(out, ']');
    if (diagnosis->left_out > 0) {
        str_addf(out, ", \"mistakes_left_out\": %zu", diagnosis->left_out);
    }
    str_add(out, "}\n");
}
