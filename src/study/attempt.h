/* The task of a lesson: something to bring about by what if.
 *
 * It is shown at the lesson's end, and open from then on until its goal is reached. While it is
 * open, nothing can be changed but what it says. It is known, forgotten and asked again as
 * questions are (quiz.h): by its goal. Nobody must do it.
 */
#ifndef LOSSWALK_ATTEMPT_H
#define LOSSWALK_ATTEMPT_H

#include "quiz.h"

/* The task of the lesson as written, if tasks are asked at all; NULL: none. */
const struct task *attempt_task(const struct walk *walk);
/* The same, while it is open. */
const struct task *attempt_open(const struct walk *walk);
bool attempt_is_done(const struct walk *walk);
/* "Task: change the scores until loss is below 0.1." Of a walk that has one. */
void attempt_sentence(const struct walk *walk, struct str *out);

/* The i-th setting, such as reduction, that the task lets one change; NULL: it has no more. */
const char *attempt_setting(const struct walk *walk, const struct task *task, size_t i);
/* Does an open task forbid to change the key, of so many bytes? Then why, appended. */
bool attempt_forbids(const struct walk *walk, const char *key, size_t size, struct str *out);
/* The first stage whose numbers the open task lets one change; STAGE_NONE: settings only. */
size_t attempt_stage(const struct walk *walk);
/* Goes there, and, while nothing is changed, to the cell that the goal names, or the first: no
 * number of the lesson says where a task begins. False where there is none. */
bool attempt_go(struct walk *walk);

/* OTHERWISE: the goal is reached, but what was changed before the task was open has a part in it.
 */
enum attempt_end { ATTEMPT_NONE, ATTEMPT_REACHED, ATTEMPT_OTHERWISE };
/* To be called after whatever moves or changes the walk. Opens the task at the lesson's end, and
 * says what the last change came to, once after each; one that reaches the goal is noted. */
enum attempt_end attempt_judge(struct quiz *quiz, struct walk *walk);
/* "The task is done: loss is 0.0832." */
void attempt_say_reached(const struct walk *walk, struct str *out);

#endif
