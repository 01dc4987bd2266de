/* What stands around the documents of a page: its head, with style and script and the policy that
 * lets nothing else run; contents; and the way to other pages. */
#include "html.h"

#include "i18n.h"
#include "page_script.h"
#include "page_style.h"
#include "sha256.h"
#include "sheet_style.h"
#include "utf8.h"

#include <string.h>

/* Text for a string of CSS: every character but letters and digits as its number, in six digits. */
static void add_css_text(struct str *out, const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t code = 0;
        size_t used = utf8_decode(text + at, size - at, &code);
        bool plain = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
                     (code >= '0' && code <= '9');
        code = used == 0 || !utf8_is_safe(code) ? 0xfffd : code;
        if (plain) {
            str_addc(out, (char)code);
        } else {
            str_addf(out, "\\%06x", (unsigned)code);
        }
        at += used == 0 ? 1 : used;
    }
}

/* Style and script as they are: theirs are the only bytes of a page that are not escaped, and none
 * is a lesson's but the title, in a string of CSS. */
static void add_style(struct str *out, const char *title, bool sheet)
{
    str_addn(out, (const char *)page_style, sizeof page_style);
    str_addn(out, (const char *)sheet_style, sheet ? sizeof sheet_style : 0);
    str_add(out, "@page { @top-left { content: \"");
    add_css_text(out, title);
    str_add(out, "\"; } }\n");
}

/* Sheets that share an output: each has its own head, and its pages are counted from 1 for each
 * person. How many there will be, a browser knows of all of them together only. */
static void add_pages(struct str *out, const struct doc_options *options)
{
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < options->set->count; i++) {
        const struct doc_card *card = &options->set->cards[i];
        size_t count = doc_copy(options, i) + 1;
        str_addf(out, "#d%zu { page: d%zu; }\n@page d%zu { counter-increment: page copy%zu; ",
            i + 1, i + 1, i + 1, count);
        str_add(out, "@top-left { content: \"");
        add_css_text(out, doc_running_head(card, &arena));
        str_addf(out, "\"; } @bottom-right { content: counter(copy%zu); } }\n", count);
    }
    arena_release(&arena);
}

/* A worksheet or key is for paper: there is nothing to step through, and no answer to keep. */
static bool has_script(const struct doc *doc)
{
    return doc->options->sheet == SHEET_FULL;
}

static void add_policy(const struct doc *doc, const struct str *style)
{
    struct str policy;
    str_init(&policy);
    str_add(&policy, "default-src 'none'; img-src data:; style-src 'sha256-");
    sha256_add_base64(&policy, style->data, style->len);
    if (has_script(doc)) {
        str_add(&policy, "'; script-src 'sha256-");
        sha256_add_base64(&policy, page_script, sizeof page_script);
    }
    str_add(&policy, "'; base-uri 'none'; form-action 'none'");
    out_addf(
        doc->out, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n", policy.data);
    str_release(&policy);
}

/* What the script says. */
static void add_words(const struct doc *doc)
{
    const struct {
        const char *name, *text;
    } words[] = {
        {"right", _("Right.")},
        {"wrong", _("That is not right.")},
        {"again", _("Try again, or take a hint.")},
        {"another", _("Try another.")},
        {"few", _("Right as far as it goes. Give one more digit.")},
        {"number", _("Type a number such as 0.25, -3, 1e-4, 1/3 or inf.")},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        html(doc, " data-%s=\"%s\"", words[i].name, words[i].text);
    }
}

static void add_script(const struct doc *doc)
{
    struct str script;
    str_init(&script);
    str_addn(&script, (const char *)page_script, sizeof page_script);
    out_add(doc->out, "<script>");
    out_add(doc->out, script.data);
    out_add(doc->out, "</script>\n");
    str_release(&script);
}

void html_open_page(const struct doc *doc, const char *title)
{
    struct str style;
    str_init(&style);
    add_style(&style, title, !has_script(doc));
    if (!has_script(doc) && doc->options->work != NULL && doc_shares_output(doc->options)) {
        add_pages(&style, doc->options);
    }
    html(doc, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n",
        i18n_language());
    add_policy(doc, &style);
    html(doc,
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
        "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
        "<meta name=\"generator\" content=\"losswalk\"/>\n<title>%s</title>\n",
        title);
    out_add(doc->out, "<style>");
    out_add(doc->out, style.data);
    out_add(doc->out, "</style>\n");
    if (has_script(doc)) {
        add_script(doc);
    }
    html(doc, "</head>\n<body");
    if (has_script(doc)) {
        add_words(doc);
    }
    html(doc, ">\n<main>\n");
    str_release(&style);
}

void html_close_page(const struct doc *doc)
{
    html(doc, "</main>\n</body>\n</html>\n");
}

/* ---- Several documents ----------------------------------------------------------------------- */

/* In a file of its own, or in this one. */
static void open_link(const struct doc *doc, const struct doc_card *card, const char *class)
{
    html(doc, *class != '\0' ? "<a class=\"%s\" " : "<a %s", class);
    if (card->file != NULL) { /* whatever it is called, it lies beside this page */
        html(doc, "href=\"./%s\">", card->file);
    } else {
        html(doc, "href=\"#d%zu\">", (size_t)(card - doc->options->set->cards) + 1);
    }
}

void html_contents(const struct doc *doc)
{
    const struct doc_set *set = doc->options->set;
    const char *section = NULL;
    html(doc, "<nav class=\"contents\" id=\"contents\">\n<h1>%s</h1>\n", _("Contents"));
    for (size_t i = 0; i < set->count; i++) {
        const struct doc_card *card = &set->cards[i];
        if (section == NULL || strcmp(card->section, section) != 0) {
            html(doc, section != NULL ? "</ol>\n" : "");
            section = card->section;
            if (*section != '\0') {
                html(doc, "<h2>%s</h2>\n", section);
            }
            html(doc, "<ol>\n");
        }
        html(doc, card->number > 0 ? "<li value=\"%zu\">" : "<li class=\"bare\">",
            (size_t)card->number);
        open_link(doc, card, "");
        html(doc, "%s</a> <span class=\"summary\">%s</span></li>\n", card->title, card->summary);
    }
    html(doc, section != NULL ? "</ol>\n</nav>\n" : "</nav>\n");
}

void html_neighbours(const struct doc *doc)
{
    const struct doc_set *set = doc->options->set;
    size_t place = doc->options->place;
    bool apart = set->cards[place].file != NULL;
    html(doc, "<nav class=\"neighbours\" aria-label=\"%s\">", _("Lessons"));
    if (place > 0) {
        open_link(doc, &set->cards[place - 1], "before");
        html(doc, "← %s</a>", set->cards[place - 1].title);
    }
    html(doc, "<a class=\"all\" href=\"%s\">%s</a>", apart ? "./index.html" : "#contents",
        _("Contents"));
    if (place + 1 < set->count) {
        open_link(doc, &set->cards[place + 1], "after");
        html(doc, "%s →</a>", set->cards[place + 1].title);
    }
    html(doc, "</nav>\n");
}
