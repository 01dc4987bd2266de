#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

size_t utf8_decode(const char *text, size_t size, uint32_t *code)
{
    if (size > 0 && (unsigned char)*text < 0x80) { /* nearly all there is */
        *code = (unsigned char)*text;
        return 1;
    }
    utf8proc_int32_t point = 0;
    utf8proc_ssize_t used =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &point);
    if (used <= 0) {
        return 0;
    }
    *code = (uint32_t)point;
    return (size_t)used;
}

size_t utf8_mark(const char *text, size_t size)
{
    static const char MARK[] = "\xef\xbb\xbf";
    size_t mark = sizeof MARK - 1;
    return size >= mark && memcmp(text, MARK, mark) == 0 ? mark : 0;
}

void utf8_encode(struct str *out, uint32_t code)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t used = utf8proc_encode_char((utf8proc_int32_t)code, bytes);
    if (used > 0) {
        str_addn(out, (const char *)bytes, (size_t)used);
    }
}

void utf8_add_marked(struct str *out, uint32_t letter, uint32_t mark)
{
    utf8proc_int32_t codes[2] = {(utf8proc_int32_t)letter, (utf8proc_int32_t)mark};
    utf8proc_ssize_t count = utf8proc_normalize_utf32(codes, 2, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        utf8_encode(out, (uint32_t)codes[i]);
    }
}

bool utf8_is_safe(uint32_t code)
{
    bool control = code < 0x20 ? code != '\n' && code != '\t' : code >= 0x7f && code < 0xa0;
    bool direction = code == 0x61c || code == 0x200e || code == 0x200f ||
                     (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    bool separator = code == 0x2028 || code == 0x2029;
    return !control && !direction && !separator && code != 0xfeff;
}

int utf8_code_width(uint32_t code)
{
    if (code < 0x7f) {
        return 1;
    }
    return utf8proc_charwidth((utf8proc_int32_t)code);
}

/* One step through text: its bytes and its columns; an invalid byte is one of each. */
static size_t step_over(const char *text, size_t size, int *width)
{
    uint32_t code = 0;
    if (size > 0 && *text >= ' ' && *text <= '~') {
        *width = 1;
        return 1;
    }
    size_t used = utf8_decode(text, size, &code);
    *width = used == 0 ? 1 : utf8_code_width(code);
    return used == 0 ? 1 : used;
}

size_t utf8_width_n(const char *text, size_t size)
{
    size_t cells = 0;
    for (size_t at = 0; at < size;) {
        bool plain =
            text[at] >= 0x20 && text[at] < 0x7f && (at + 1 == size || (text[at + 1] & 0x80) == 0);
        int width = 1;
        at += plain ? 1 : step_over(text + at, size - at, &width);
        cells += (size_t)width;
    }
    return cells;
}

size_t utf8_width(const char *text)
{
    return utf8_width_n(text, strlen(text));
}

size_t utf8_fit(const char *text, size_t size, size_t cells)
{
    size_t at = 0;
    size_t used = 0;
    while (at < size) {
        int width = 0;
        size_t bytes = step_over(text + at, size - at, &width);
        if (used + (size_t)width > cells) {
            break;
        }
        used += (size_t)width;
        at += bytes;
    }
    return at;
}

static bool is_among(uint32_t code, const char *signs)
{
    for (size_t size = strlen(signs); size > 0;) {
        uint32_t sign = 0;
        size_t used = utf8_decode(signs, size, &sign);
        if (sign == code || used == 0) {
            return used > 0;
        }
        signs += used;
        size -= used;
    }
    return false;
}

/* Punctuation that never begins, and never ends, a line of Chinese. */
static bool closes(uint32_t code)
{
    return is_among(code, "，。、；：！？）》」』】〕％”’…,.;:!?)]}%");
}

static bool opens(uint32_t code)
{
    return is_among(code, "（《「『【〔“‘([{");
}

bool utf8_in_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

bool utf8_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Of a whole lesson, only what is looked at is measured: text may be one long word. */
static size_t decode_next(const char *text, uint32_t *code)
{
    return utf8_decode(text, strnlen(text, UTF8_MOST_BYTES), code);
}

size_t utf8_piece(const char *text)
{
    size_t at = 0;
    bool after_wide = false;
    uint32_t before = 0;
    while (text[at] != '\0') {
        uint32_t code = 0;
        size_t used = decode_next(text + at, &code);
        bool wide = used > 0 && utf8_code_width(code) == 2;
        bool blank = utf8_is_blank(text[at]) || text[at] == '\n';
        bool parts = (wide || after_wide) && !opens(before) && !closes(code);
        if (at > 0 && (blank || parts)) { /* never before the first: text is walked by pieces */
            break;
        }
        after_wide = wide;
        before = code;
        at += used == 0 ? 1 : used;
        if (blank) {
            break;
        }
    }
    return at;
}

bool utf8_may_begin_line(const char *text)
{
    uint32_t code = 0;
    return *text != '\0' && decode_next(text, &code) > 0 && utf8_code_width(code) == 2 &&
           !closes(code);
}

/* From its last character that has a width: an accent is as wide as its letter. */
static bool ends_wide(const char *text, size_t size)
{
    for (size_t at = size; at > 0;) {
        uint32_t code = 0;
        at--;
        while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80) {
            at--;
        }
        size_t used = utf8_decode(text + at, size - at, &code);
        int width = used == 0 ? 1 : utf8_code_width(code);
        if (width > 0) {
            return width == 2;
        }
    }
    return false;
}

bool utf8_joins(const char *before, size_t size, const char *after)
{
    uint32_t code = 0;
    bool wide = *after != '\0' && decode_next(after, &code) > 0 && utf8_code_width(code) == 2;
    return *after != '\0' && *after != '\n' && !wide && !ends_wide(before, size);
}

size_t utf8_kept(size_t width)
{
    enum { LEAST = 22 }; /* 0.7048 / 6 = 0.1175。 has 21 */
    return width / 3 > LEAST ? width / 3 : width < LEAST ? width : LEAST;
}

/* What the keys of a keyboard as in the United States send to Chinese input methods; where these
 * differ, all of it. */
static const struct {
    uint32_t typed;
    char key;
} CHINESE_KEYS[] = {
    {0x3000, ' '},  /* ideographic space */
    {0x3001, '/'},  /* 、 */
    {0x3002, '.'},  /* 。 */
    {0x3008, '<'},  /* 〈 */
    {0x3009, '>'},  /* 〉 */
    {0x300a, '<'},  /* 《 */
    {0x300b, '>'},  /* 》 */
    {0x300c, '{'},  /* 「 */
    {0x300d, '}'},  /* 」 */
    {0x300e, '{'},  /* 『 */
    {0x300f, '}'},  /* 』 */
    {0x3010, '['},  /* 【 */
    {0x3011, ']'},  /* 】 */
    {0x3014, '['},  /* 〔 */
    {0x3015, ']'},  /* 〕 */
    {0x2018, '\''}, /* ‘ */
    {0x2019, '\''}, /* ’ */
    {0x201c, '"'},  /* “ */
    {0x201d, '"'},  /* ” */
    {0x2026, '^'},  /* …, twice by one key */
    {0x2014, '_'},  /* —, twice by one key */
    {0x00a5, '$'},  /* ¥ */
    {0xffe5, '$'},  /* ￥ */
    {0x00b7, '`'},  /* · */
};

uint32_t utf8_typed(uint32_t code)
{
    if (code >= 0xff01 && code <= 0xff5e) {
        return code - 0xfee0;
    }
    for (size_t i = 0; i < sizeof CHINESE_KEYS / sizeof *CHINESE_KEYS; i++) {
        if (CHINESE_KEYS[i].typed == code) {
            return (uint32_t)CHINESE_KEYS[i].key;
        }
    }
    return code;
}

void utf8_add_typed(struct str *out, const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        uint32_t typed = used > 0 ? utf8_typed(code) : 0;
        if (used > 0 && typed != code) {
            str_addc(out, (char)typed);
        } else {
            str_addn(out, text + at, used > 0 ? used : 1);
        }
        at += used > 0 ? used : 1;
    }
}

bool utf8_typed_alike(const char *a, const char *b)
{
    struct str left;
    struct str right;
    str_init(&left);
    str_init(&right);
    utf8_add_typed(&left, a);
    utf8_add_typed(&right, b);
    bool alike = strcmp(left.data, right.data) == 0;
    str_release(&left);
    str_release(&right);
    return alike;
}

static void add_safe(struct str *out, const char *text, size_t size, bool one_line)
{
    size_t kept = 0; /* where what is copied as it is begins */
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        if ((text[at] >= ' ' && text[at] <= '~') || (text[at] == '\n' && !one_line)) {
            at++;
            continue;
        }
        size_t used = utf8_decode(text + at, size - at, &code);
        bool safe = used > 0 && utf8_is_safe(code);
        if (!safe || (one_line && (code == '\n' || code == '\t'))) {
            str_addn(out, text + kept, at - kept);
            str_add(out, safe ? " " : "\xef\xbf\xbd");
            kept = at + (used == 0 ? 1 : used);
        }
        at += used == 0 ? 1 : used;
    }
    str_addn(out, text + kept, size - kept);
}

void utf8_add_safe(struct str *out, const char *text)
{
    add_safe(out, text, strlen(text), true);
}

void utf8_add_safe_lines(struct str *out, const char *text, size_t size)
{
    add_safe(out, text, size, false);
}

/* The signs that the program itself writes, and what they become in 7 bits. */
static const struct {
    const char *sign, *ascii;
} ASCII_FORMS[] = {
    {"Σ", "sum"},
    {"∞", "inf"},
    {"·", "*"},
    {"×", "x"},
    {"÷", "/"},
    {"−", "-"},
    {"→", "->"},
    {"←", "<-"},
    {"↑", "^"},
    {"↓", "v"},
    {"≤", "<="},
    {"≥", ">="},
    {"≠", "!="},
    {"≈", "~="},
    {"∂", "d"},
    {"…", "..."},
    {"–", "-"},
    {"—", "--"},
    {"‘", "'"},
    {"’", "'"},
    {"“", "\""},
    {"”", "\""},
    {"•", "*"},
    {"─", "-"},
    {"━", "="},
    {"│", "|"},
    {"┃", "|"},
    {"┌", "+"},
    {"┐", "+"},
    {"└", "+"},
    {"┘", "+"},
    {"├", "+"},
    {"┤", "+"},
    {"┬", "+"},
    {"┴", "+"},
    {"┼", "+"},
    {"█", "#"},
    {"▏", "."},
    {"▎", "."},
    {"▍", "."},
    {"▌", "#"},
    {"▋", "#"},
    {"▊", "#"},
    {"▉", "#"},
    {"▁", "."},
    {"▂", "."},
    {"▃", ":"},
    {"▄", ":"},
    {"▅", "*"},
    {"▆", "*"},
    {"▇", "#"},
    {"░", "."},
    {"▒", "+"},
    {"▓", "*"},
    {"●", "*"},
    {"▶", ">"},
    {"γ", "gamma"},
    {"α", "alpha"},
    {"ε", "eps"},
    {"σ", "sigmoid"},
    {"é", "e"},
    {"²", "^2"},
    {"ŷ", "y'"},
    {"ℓ", "l"},
    {"\u00a0", " "},
    {"′", "'"},
};

static const char *ascii_form(const char *text, size_t size)
{
    for (size_t i = 0; i < sizeof ASCII_FORMS / sizeof *ASCII_FORMS; i++) {
        if (strlen(ASCII_FORMS[i].sign) == size && memcmp(ASCII_FORMS[i].sign, text, size) == 0) {
            return ASCII_FORMS[i].ascii;
        }
    }
    return NULL;
}

void utf8_add_ascii(struct str *out, const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        const char *form = used > 1 ? ascii_form(text + at, used) : NULL;
        if (used == 0) {
            str_addc(out, '?');
            used = 1;
        } else if (code < 0x80 && utf8_is_safe(code)) {
            str_addc(out, text[at]);
        } else if (form != NULL) {
            str_add(out, form);
        } else {
            str_addf(out, code > 0xffff ? "\\U%08x" : "\\u%04x", code);
        }
        at += used;
    }
}

void utf8_add_page(struct str *out, const char *text, bool ascii)
{
    if (ascii) {
        utf8_add_ascii(out, text);
    } else {
        str_add(out, text);
    }
}

void utf8_add_field(struct str *out, const char *text, size_t cells, bool right_aligned, bool ascii)
{
    size_t width = utf8_width(text);
    const char *tail = "";
    size_t bytes = strlen(text);
    if (width > cells) {
        tail = ascii ? (cells > 3 ? "..." : "") : (cells > 0 ? "…" : "");
        bytes = utf8_fit(text, bytes, cells - utf8_width(tail));
        width = utf8_width_n(text, bytes) + utf8_width(tail);
    }
    if (right_aligned) {
        str_fill(out, cells - width, ' ');
    }
    str_addn(out, text, bytes);
    str_add(out, tail);
    if (!right_aligned) {
        str_fill(out, cells - width, ' ');
    }
}
