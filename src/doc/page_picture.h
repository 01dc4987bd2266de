/* The pictures of a page: which there are, and those made of text. */
#ifndef LOSSWALK_PAGE_PICTURE_H
#define LOSSWALK_PAGE_PICTURE_H

#include "doc.h"
#include "picture.h"

/* What a page draws at the stage, in the scene, and the room that it needs: each picture where the
 * lesson first comes to what it shows, and none on a worksheet that would tell a number. The sample
 * of the worked line is the one that is marked. No columns: there is none. */
struct picture_need page_picture_need(
    struct doc *doc, size_t stage, enum picture_kind kind, struct picture_scene *scene);
/* Appends the lines of that picture, each after `indent` blanks and no wider than `width` with
 * them. False: there is none. */
bool page_picture(struct doc *doc, size_t stage, enum picture_kind kind, size_t width,
    size_t indent, struct str *out);

#endif
