/* A folder of a test's own, made anew for each check. */
#ifndef LOSSWALK_TESTS_FOLDER_H
#define LOSSWALK_TESTS_FOLDER_H

/* Makes it, and puts its name in the place of the last six characters of `folder`: "/tmp/x-XXXXXX",
 * or what an earlier call made of that. */
void folder_make(char *folder);
void folder_save(const char *folder, const char *name, const char *text);
/* Removes it and all that is in it. */
void folder_remove(const char *folder);

#endif
