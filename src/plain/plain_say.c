/* A sentence of --plain. */
#include "plain_impl.h"
#include "utf8.h"
#include "wrap.h"

void plain_say(struct plain *plain, const char *format, ...)
{
    struct str text;
    str_init(&text);
    va_list args;
    va_start(args, format);
    str_vaddf(&text, format, args);
    va_end(args);
    struct str page;
    str_init(&page);
    utf8_add_page(&page, text.data, plain->options->ascii);
    wrap_text(&plain->answer, page.data, plain->width, "", "");
    str_release(&page);
    str_release(&text);
}
