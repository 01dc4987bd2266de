/* A question, below the tables; its own requests close it. */
#include "i18n.h"
#include "layers.h"

static bool is_open(const struct ui *ui)
{
    return quiz_asks(&ui->quiz, &ui->walk);
}

static bool key(struct ui *ui, uint32_t pressed)
{
    return quiz_key(&ui->quiz, &ui->walk, pressed);
}

static void move(struct ui *ui, long rows)
{
    if (ui->quiz.question->kind == ANSWER_CHOICE) {
        quiz_choose(&ui->quiz, rows);
    } else {
        layer_walk(ui, rows);
    }
}

/* The answer may be looked for in the tables, but not in another step. */
static bool cell(struct ui *ui, const struct target *target, bool focused)
{
    (void)ui;
    (void)target;
    return focused;
}

static void below(const struct below *b, const struct ui *ui)
{
    quiz_text(b->rest, &ui->walk, &ui->quiz, b->low);
}

const struct screen_layer layer_question = {
    .id = ON_QUESTION,
    .is_open = is_open,
    .key = key,
    .move = move,
    .page = layer_table_page,
    .keys_title = N_("Keys at a question"),
    .cell = cell,
    .stays = true,
    .turns_text = true,
    .covers_text = true,
    .below = below,
    .asks = true,
};
