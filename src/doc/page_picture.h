/* The pictures of a page, made of text. */
#ifndef LOSSWALK_PAGE_PICTURE_H
#define LOSSWALK_PAGE_PICTURE_H

#include "doc.h"
#include "picture.h"

/* Appends the lines of the picture of that kind that a page has at the stage, each after `indent`
 * blanks and no wider than `width` with them: where the lesson first comes to what it shows. The
 * sample of the worked line is the one that is marked. False: there is none. */
bool page_picture(struct doc *doc, size_t stage, enum picture_kind kind, size_t width,
    size_t indent, struct str *out);

#endif
