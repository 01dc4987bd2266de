/* A sentence of --plain. */
#include "plain_impl.h"
#include "wrap.h"

void plain_say(struct plain *plain, const char *format, ...)
{
    struct str text;
    str_init(&text);
    va_list args;
    va_start(args, format);
    str_vaddf(&text, format, args);
    va_end(args);
    wrap_text(&plain->answer, text.data, plain->width, "", "");
    str_release(&text);
}
