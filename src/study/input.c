#include "input.h"

#include "press.h"
#include "utf8.h"

#include <string.h>

/* Not the first byte of a character. */
static bool is_inner(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t input_next(const struct input_line *line, size_t at)
{
    size_t size = strlen(line->text);
    size_t start = at;
    while (at < size) {
        uint32_t code = 0;
        size_t used = utf8_decode(line->text + at, size - at, &code);
        if (at > start && used > 0 && utf8_code_width(code) > 0) {
            break;
        }
        at += used > 0 ? used : 1;
    }
    return at;
}

/* Where the character before `at` begins. */
static size_t before(const struct input_line *line, size_t at)
{
    uint32_t code = 0;
    do {
        do {
            at -= at > 0;
        } while (at > 0 && is_inner(line->text[at]));
        (void)utf8_decode(line->text + at, strlen(line->text + at) + 1, &code);
    } while (at > 0 && utf8_code_width(code) == 0);
    return at;
}

void input_set(struct input_line *line, const char *text)
{
    size_t size = strlen(text);
    size = size < INPUT_SIZE ? size : INPUT_SIZE - 1;
    while (size > 0 && is_inner(text[size])) {
        size--;
    }
    memcpy(line->text, text, size);
    line->text[size] = '\0';
    line->caret = size;
    line->refused = false;
}

void input_refuse(struct input_line *line)
{
    line->refused = true;
}

static void cut(struct input_line *line, size_t first, size_t end)
{
    memmove(line->text + first, line->text + end, strlen(line->text + end) + 1);
    line->caret = first;
}

static bool insert(struct input_line *line, uint32_t code)
{
    if (code == 0) {
        return false;
    }
    if (line->refused) {
        input_set(line, "");
    }
    struct str letter;
    str_init(&letter);
    utf8_encode(&letter, code);
    char *at = line->text + line->caret;
    if (strlen(line->text) + letter.len < INPUT_SIZE) {
        memmove(at + letter.len, at, strlen(at) + 1);
        memcpy(at, letter.data, letter.len);
        line->caret += letter.len;
    }
    str_release(&letter);
    return true;
}

/* The keys that edit what is there. */
static bool edit(struct input_line *line, uint32_t key)
{
    bool empty = line->text[0] == '\0';
    switch (key) {
    case PRESS_BACKSPACE:
        cut(line, before(line, line->caret), line->caret);
        return true;
    case PRESS_DELETE:
        cut(line, line->caret, input_next(line, line->caret));
        return true;
    case PRESS_LEFT:
        line->caret = before(line, line->caret);
        return !empty;
    case PRESS_RIGHT:
        line->caret = input_next(line, line->caret);
        return !empty;
    case PRESS_HOME:
        line->caret = 0;
        return !empty;
    case PRESS_END:
        line->caret = strlen(line->text);
        return !empty;
    default:
        return false;
    }
}

bool input_key(struct input_line *line, uint32_t key, input_taken *taken)
{
    if (edit(line, key_normal(key))) {
        line->refused = false;
        return true;
    }
    return key < PRESS_NONE && insert(line, taken(line, key));
}

/* Does the letter go on with the word before the caret, to become a number in words? */
static bool goes_on(const struct input_line *line, uint32_t code)
{
    static const char word[] = "infinity";
    size_t size = 0;
    while (size < line->caret && line->text[line->caret - size - 1] >= 'a' &&
           line->text[line->caret - size - 1] <= 'z') {
        size++;
    }
    return size > 0 && size < sizeof word - 1 && !line->refused && (uint32_t)word[size] == code &&
           strncmp(line->text + line->caret - size, word, size) == 0;
}

uint32_t input_number(const struct input_line *line, uint32_t code)
{
    code = key_normal(code);
    code = code == 0x2212 ? '-' : code; /* minus sign */
    code = code >= 'A' && code <= 'Z' ? code + 32 : code;
    bool taken = (code > 0 && code < 128 && strchr("0123456789+-.,/einfa", (int)code) != NULL) ||
                 goes_on(line, code);
    return taken ? code : 0;
}

uint32_t input_words(const struct input_line *line, uint32_t code)
{
    (void)line;
    return code >= ' ' && utf8_is_safe(code) ? code : 0;
}
