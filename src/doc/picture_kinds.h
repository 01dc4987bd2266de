/* What each kind of picture gives to picture.c. Private to this layer. */
#ifndef LOSSWALK_PICTURE_KINDS_H
#define LOSSWALK_PICTURE_KINDS_H

#include "picture.h"

struct picture_maker {
    struct picture_need (*need)(const struct picture_scene *scene);
    /* May make the picture smaller. */
    void (*draw)(const struct picture_scene *scene, struct picture *out);
    void (*say)(const struct picture_scene *scene, struct str *out);
};

extern const struct picture_maker picture_image, picture_tokens, picture_curve;

#endif
