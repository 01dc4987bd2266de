/* Variants of a lesson: the same lesson with other scores, so that neighbours cannot copy.
 *
 * Variant N is drawn from the lesson's id, its numbers and settings, and N, with whole numbers
 * alone: the same on any machine, whatever is printed of it, in any language. A draw keeps what the
 * lesson is about: how many decimals each score has (one more where there would be too few
 * variants), the order of the scores of a row (so who is right and who is not), which of them are
 * equal, what the probabilities of a row add up to, signs where a row has some below 0, labels and
 * masks, what is remarkable about a cell, and which loss is the largest and which the smallest. It
 * is drawn anew where an answer would be a bad one (enum variant_demand). A number that no scores
 * change, such as the loss of a sample that is left out, is judged by none of this.
 *
 * A question that names numbers of the lesson would be false with others: it is left out. A choice
 * whose answer --check can judge is judged in each draw. Any other is in words alone; of the rows
 * that it names, numbers keep their order, over all of them, and which are equal, 0 or below it.
 *
 * A variant is an override (lesson.h), like all changes. It has none of the lesson's `expect`:
 * these are figures of the lesson's own numbers, and --check compares them there.
 */
#ifndef LOSSWALK_VARIANT_H
#define LOSSWALK_VARIANT_H

#include "trace.h"

#include <stdint.h>

/* Why a draw is not taken. Answers are those of the questions; VARIANT_blank is about the blanks of
 * --fade. */
enum variant_demand {
#define DEMAND(name, text) VARIANT_##name,
#include "variant.def"
#undef DEMAND
    VARIANT_DEMANDS
};
extern const char *const variant_demands[VARIANT_DEMANDS];      /* ids */
extern const char *const variant_demand_texts[VARIANT_DEMANDS]; /* English; show through _() */

enum {
    VARIANT_MOST_SCORES = 100, /* of a lesson that has variants */
    VARIANT_MOST_DRAWS = 2000, /* for one variant */
    VARIANT_MOST_SLIPS = 200,  /* of these, those that slips alone speak against: they take long */
    VARIANT_MOST = 1000000,    /* N */
    VARIANT_QUESTIONS = 64     /* of a lesson, of which some can be left out */
};

struct variant {
    size_t number;
    const char *set;  /* the override: "logits=[[5, 1, 3], ...]" */
    const char *note; /* "variant 12 · 7f3a19c2", in the language in force: equal numbers, equal
                         notes behind the sign */
    uint32_t code;    /* what the note shows in hexadecimal: a hash of the numbers */
    uint64_t without; /* bit i: question i is left out, see variant_ask() */
    size_t refused[VARIANT_DEMANDS]; /* draws that were not taken, by the first reason */
};

/* What draws the variants of one lesson, as it was read, before its texts were translated. NULL
 * with an error in diag: it has none. `lesson` and `diag` stay in use until variants_close(), which
 * takes NULL, too. */
struct variants;
struct variants *variants_open(const struct lesson *lesson, struct diag *diag);
void variants_close(struct variants *variants);
/* Variant `number` (from 1), whichever were drawn before. Texts live in the arena. False with an
 * error in diag: no draw would do; `refused` is filled even then. */
bool variants_draw(struct variants *variants, size_t number, struct arena *arena,
    struct variant *out, struct diag *diag);

/* The questions of the lesson, as it was read, that its variants leave out: bit i is that in place
 * i of the list. `why` has an error for each, in that order: the first number that it names, at its
 * place. */
uint64_t variant_left_out(const struct lesson *lesson, struct diag *why);
bool variant_is_without(uint64_t without, size_t place);
/* Takes these questions out of a lesson, once its texts have been translated. */
void variant_ask(struct lesson *variant, uint64_t without);

/* Which texts are printed: the title; those of a worksheet and its key, a question bank, or a
 * handout. */
enum variant_texts { VARIANT_OF_DATA, VARIANT_OF_SHEET, VARIANT_OF_BANK, VARIANT_OF_PAGE };

/* Do they name numbers of the lesson which its variants have not? An error in diag, at its place,
 * for the first of each line, and false. `lesson` is as it was read, translated or not. Questions
 * that the variant leaves out are passed over. */
bool variant_check_texts(const struct lesson *lesson, const struct variant *variant,
    enum variant_texts texts, struct diag *diag);

/* Can worksheets of variants be printed of the lesson, as it was read, as far as a few draws tell
 * that are judged in a hurry? The first error in diag says why not. */
bool variant_is_possible(const struct lesson *lesson, struct diag *diag);

#endif
