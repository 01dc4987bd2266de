/* A question, below the tables; its own requests close it. */
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

const struct screen_layer layer_question = {
    .id = ON_QUESTION,
    .is_open = is_open,
    .key = key,
    .move = move,
    .page = layer_table_page,
};
