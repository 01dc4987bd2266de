/* Pictures in words: a sentence and a small table. */
#include "i18n.h"
#include "plain_impl.h"
#include "scene.h"

#include <string.h>

static struct picture_scene scene(const struct plain *plain)
{
    return scene_of(&plain->walk, 0, trace_recipe(plain->walk.trace)->rows);
}

void plain_picture(struct plain *plain)
{
    const struct picture_scene at = scene(plain);
    bool any = false;
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        if (!scene_has(&at, (enum picture_kind)kind)) {
            continue;
        }
        struct str text;
        str_init(&text);
        picture_say(&at, (enum picture_kind)kind, &text);
        for (char *line = text.data; *line != '\0';) {
            char *end = strchr(line, '\n');
            *end = '\0';
            plain_say(plain, "%s", line);
            line = end + 1;
        }
        str_release(&text);
        any = true;
    }
    if (!any) {
        plain_say(plain, "%s",
            _("There is no picture of this part. The curve of -log p is at the steps of the "
              "logarithm and of the loss."));
    }
}

void plain_offer_picture(struct plain *plain)
{
    const struct picture_scene at = scene(plain);
    bool any = false;
    for (int kind = 0; kind < PICTURE_KINDS; kind++) {
        any = any || scene_has(&at, (enum picture_kind)kind);
    }
    if (any && !plain->pictured) {
        plain->pictured = true;
        plain_say(plain, "%s", _("There is a picture here, told in words: type picture."));
    }
}
