/* What stands before the text: the macros of the sheet and of the slides.
 *
 * One source serves pdfLaTeX, which shows what it has letters for, and XeLaTeX, which looks for a
 * Chinese font as well. A document in Chinese is for the second, and says so to others.
 */
#include "i18n.h"
#include "latex.h"

#include <string.h>

static const char SHEET[] = "\\documentclass[a4paper,10pt]{article}\n"
                            "\\usepackage[a4paper,margin=20mm,headsep=8mm,includehead]{geometry}\n";

static const char SLIDES[] = "\\documentclass[t,aspectratio=169,12pt]{beamer}\n"
                             "\\setbeamertemplate{navigation symbols}{}\n"
                             "\\setbeamertemplate{footline}[frame number]\n"
                             "\\setbeamertemplate{frametitle continuation}{}\n";

/* The fonts of each engine. \uni{XXXX} is the character of that code, in small digits where no font
 * has it. */
static const char FONTS[] =
    "\\usepackage{iftex}\n"
    "\\ifPDFTeX\n"
    "  \\usepackage[T1]{fontenc}\n"
    "  \\usepackage[utf8]{inputenc}\n"
    "  \\usepackage{textcomp}\n"
    "  \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}\n"
    "  \\protected\\def\\uni#1{{\\scriptsize\\normalfont U+#1}}\n"
    "  \\ifdefined\\pdfinfoomitdate\\pdfinfoomitdate=1 \\fi\n"
    "  \\ifdefined\\pdftrailerid\\pdftrailerid{}\\fi\n"
    "  \\ifdefined\\pdfsuppressptexinfo\\pdfsuppressptexinfo=-1 \\fi\n"
    "\\else\n"
    "  \\usepackage{fontspec}\n"
    "  \\def\\cjkfont{}\\def\\cjksans{}\n"
    "  \\def\\tryfont#1#2{\\ifx#1\\empty\\IfFontExistsTF{#2}{\\def#1{#2}}{}\\fi}\n"
    "  \\tryfont\\cjkfont{Noto Serif CJK SC}\\tryfont\\cjkfont{Source Han Serif SC}\n"
    "  \\tryfont\\cjksans{Noto Sans CJK SC}\\tryfont\\cjksans{Source Han Sans SC}\n"
    "  \\ifx\\cjkfont\\empty\\let\\cjkfont\\cjksans\\fi\n"
    "  \\tryfont\\cjkfont{FandolSong}\\tryfont\\cjkfont{FandolSong-Regular.otf}\n"
    "  \\tryfont\\cjkfont{Droid Sans Fallback}\\tryfont\\cjkfont{WenQuanYi Micro Hei}\n"
    "  \\tryfont\\cjkfont{WenQuanYi Zen Hei}\\tryfont\\cjkfont{AR PL UMing CN}\n"
    "  \\ifx\\cjksans\\empty\\let\\cjksans\\cjkfont\\fi\n"
    "  \\ifx\\cjkfont\\empty\\def\\cjkfamily{}\\else\\newfontfamily\\cjkfamily{\\cjkfont}\\fi\n"
    "  \\protected\\def\\uni#1{\\iffontchar\\font\"#1 \\char\"#1 \\else{\\normalfont\\cjkfamily\n"
    "    \\iffontchar\\font\"#1 \\char\"#1 \\else\\normalfont\\scriptsize U+#1\\fi}\\fi}\n"
    "\\fi\n";

static const char FOR_XELATEX[] =
    "\\ifXeTeX\\else\n"
    "  \\errmessage{This document has letters that pdfTeX lacks: compile it with xelatex}\n"
    "  \\csname @@end\\endcsname\n"
    "\\fi\n";

static const char CHINESE[] =
    "\\def\\cjkkai{}\n" /* beside a font that is a file, another is one with the same ending */
    "\\def\\fandol{FandolSong-Regular.otf}\n"
    "\\ifx\\cjkfont\\fandol\\def\\cjkkai{FandolKai-Regular}\\fi\n"
    "\\tryfont\\cjkkai{AR PL UKai CN}\\tryfont\\cjkkai{AR PL KaitiM GB}\n"
    "\\tryfont\\cjkkai{KaiTi}\\ifx\\cjkkai\\empty\\let\\cjkkai\\cjkfont\\fi\n"
    "\\usepackage[AutoFakeBold=2]{xeCJK}\n"
    "\\setCJKmainfont{\\cjkfont}[ItalicFont=\\cjkkai,SlantedFont=\\cjkkai]\n"
    "\\setCJKsansfont{\\cjksans}[ItalicFont=\\cjksans]\n"
    "\\setCJKmonofont{\\cjksans}[ItalicFont=\\cjksans]\n";

static const char PACKAGES[] = "\\usepackage{amsmath,amssymb,array,booktabs,graphicx,xcolor}\n"
                               "\\IfFileExists{pict2e.sty}{\\usepackage{pict2e}}{}\n";

static const char SHEET_MACROS[] =
    "\\usepackage[hidelinks,unicode,bookmarksopen]{hyperref}\n"
    "\\setcounter{secnumdepth}{0}\\setcounter{tocdepth}{1}\n"
    "\\setlength\\parindent{0pt}\\setlength\\parskip{5pt plus 2pt}\n"
    "\\pagestyle{myheadings}\n"
    "\\makeatletter\n"
    "\\renewcommand\\l@section[2]{{\\parskip=0pt\\@dottedtocline{1}{1em}{1.5em}{#1}{#2}}}\n"
    "\\newcommand\\maybreak{\\if@nobreak\\else\\pagebreak[1]\\fi}\n"
    "\\makeatother\n"
    "\\newcommand\\codesize{\\small}\n"
    "\\newcommand\\tablesize{\\small}\\newcommand\\tableheight{.9\\textheight}\n"
    /* the head of a page, smaller where it is long */
    "\\newcommand\\headtitle[1]{\\sbox0{#1}\\ifdim\\wd0>.9\\textwidth\n"
    "  \\resizebox{.9\\textwidth}{!}{\\usebox0}\\else\\usebox0\\fi}\n"
    "\\newcommand\\lessontitle[1]{\\clearpage\\markright{\\protect\\headtitle{#1}}\\section{#1}}\n"
    "\\newcommand\\heading[1]{\\par\\addvspace{8pt}\\noindent\\textbf{#1}\\par\\nobreak}\n"
    "\\newcommand\\stage[2]{\\par\\addvspace{9pt plus 3pt}\\maybreak\n"
    "  \\noindent\\textbf{#1}\\ifx\\relax#1\\relax\\else\\quad\\fi#2\\par\\nobreak}\n"
    "\\newcommand\\question[2]{\\par\\addvspace{8pt plus 2pt}\\maybreak\n"
    "  {\\interlinepenalty=10000\\noindent{\\bfseries#1}\\quad#2\\par}}\n";

/* Sheets that belong together: the name beside the title, and pages counted anew for each. How many
 * there are is known from the second run on. */
static const char COPY_MACROS[] =
    "\\hypersetup{pageanchor=false}\n"
    "\\newcounter{copy}\n"
    "\\makeatletter\n"
    "\\newcommand\\closecopy{\\ifnum\\value{copy}>0 \\label{copy-\\thecopy}\\fi}\n"
    "\\newcommand\\newcopy{\\closecopy\\clearpage\\stepcounter{copy}\\setcounter{page}{1}}\n"
    "\\AtEndDocument{\\closecopy}\n"
    "\\def\\@oddhead{{\\slshape\\rightmark}\\hfil\\thepage\n"
    "  \\@ifundefined{r@copy-\\thecopy}{}{ / \\pageref*{copy-\\thecopy}}}\n"
    "\\makeatother\n"
    "\\newcommand\\headname{}\n"
    "\\renewcommand\\lessontitle[1]{\\clearpage\n"
    "  \\markright{\\protect\\headtitle{\\headname#1}}\\section{#1}}\n";

static const char SLIDES_MACROS[] =
    "\\setlength\\parskip{5pt plus 2pt}\n"
    "\\newcommand\\lessontitle[2]{{\\Large\\usebeamercolor[fg]{frametitle}#1\\par}\\medskip\n"
    "  \\emph{#2}\\par\\bigskip}\n"
    "\\newcommand\\codesize{\\footnotesize}\n"
    "\\newcommand\\tablesize{\\small}\\newcommand\\tableheight{.58\\textheight}\n"
    "\\newcommand\\heading[1]{\\par\\textbf{#1}\\par}\n"
    "\\newcommand\\stage[2]{\\par#2\\par}\n"
    "\\newcommand\\question[2]{\\par#2\\par}\n";

/* To write on, and the key to that. */
static const char BLANK_MACROS[] = "\\newcommand\\blank[1]{{\\fboxsep=0pt\\framebox[4.4em][l]{%\n"
                                   "  \\rule[-2.2mm]{0pt}{6.8mm}\\,\\raisebox{1.8mm}{\\tiny#1}}}}\n"
                                   "\\newcommand\\writehere[1]{\\par\\nobreak\\vspace{4mm}\n"
                                   "  \\noindent#1\\enspace\\hrulefill\\par}\n"
                                   "\\newcommand\\slip[2]{\\set{\\footnotesize\\parskip="
                                   "1pt\\leftskip=4em\\parindent=-1em}{#1: #2}}\n";

/* \fitted: as large as it is, or so small that it fits. \own: the mark of a true class, beside
 * which numbers stand as if it were not there. */
static const char MACROS[] =
    "\\sloppy\\emergencystretch=3em\n"
    "\\newcommand\\argmax{\\operatorname*{arg\\,max}}\n"
    "\\newcommand\\argmin{\\operatorname*{arg\\,min}}\n"
    "\\providecommand\\lt{<}\\providecommand\\gt{>}\n"
    "\\newsavebox\\fitbox\n"
    "\\newcommand\\refit[1]{\\sbox\\fitbox{#1{\\usebox\\fitbox}}}\n"
    "\\newenvironment{fitted}{\\begin{lrbox}{\\fitbox}}{\\end{lrbox}%\n"
    "  \\ifdim\\wd\\fitbox>.97\\linewidth\\refit{\\resizebox{.97\\linewidth}{!}}\\fi\n"
    "  \\ifdim\\dimexpr\\ht\\fitbox+\\dp\\fitbox>\\tableheight\n"
    "    \\refit{\\resizebox*{!}{\\tableheight}}\\fi\n"
    "  \\raisebox{\\depth}{\\usebox\\fitbox}}\n"
    "\\newcommand\\own[1]{{\\fboxsep=1pt\\kern-1pt\\llap{[}%\n"
    "  \\colorbox[gray]{.88}{#1}\\rlap{]}\\kern-1pt}}\n"
    "\\newenvironment{numbers}[1]{\\par\\noindent\\hspace*{.02\\linewidth}\\tablesize\n"
    "  \\setlength\\tabcolsep{4.5pt}\\renewcommand\\arraystretch{1.1}%\n"
    "  \\begin{fitted}\\begin{tabular}{#1}}{\\end{tabular}\\end{fitted}\\par}\n"
    "\\newenvironment{prosetable}[1]{\\par\\noindent\\tablesize\\setlength\\tabcolsep{5pt}%\n"
    "  \\begin{fitted}\\begin{tabular}{#1}\\toprule}%\n"
    "  {\\bottomrule\\end{tabular}\\end{fitted}\\par}\n"
    "\\newenvironment{display}{\\begin{center}\\begin{fitted}}{\\end{fitted}\\end{center}}\n"
    "\\newcommand\\set[2]{\\par{\\raggedright\\parskip=2pt#1#2\\par}}\n"
    "\\newcommand\\worked[1]{\\nobreak\\set{\\tablesize\\leftskip=2em\\parindent=-1em}{#1}}\n"
    "\\newcommand\\weights[1]{\\nobreak\\set{\\tablesize\\leftskip=1em}{#1}\\nobreak}\n"
    "\\newcommand\\leftout[1]{\\set{\\footnotesize\\leftskip=1em}{#1}}\n"
    "\\newcommand\\hanging[3]{\\set{\\leftskip=#1}{\\noindent\\llap{#2\\enspace}#3}}\n"
    "\\newcommand\\listitem[3]{\\hanging{\\dimexpr#1em+.6em}{#2}{#3}}\n"
    "\\newcommand\\choice[2]{\\par\\nobreak{\\interlinepenalty=10000\\hanging{3em}{#1}{#2}}}\n"
    "\\newenvironment{code}{\\par\\smallskip\\begingroup\n"
    "  \\codesize\\parskip=0pt\\parindent=0pt\\leftskip=1em}{\\par\\endgroup\\smallskip}\n"
    "\\newcommand\\codeline[1]{\\leavevmode{\\ttfamily#1}\\strut\\par}\n"
    "\\newenvironment{curve}[1]{\\par\\smallskip{\\tablesize#1\\par}\\nobreak\n"
    "  \\noindent\\unitlength=.01mm}{\\par}\n"
    "\\newenvironment{key}{\\quad\\begin{minipage}[b]{.35\\linewidth}\n"
    "  \\scriptsize\\raggedright}{\\end{minipage}}\n"
    "\\newcommand\\point[3]{\\textcolor[gray]{#1}{\\rule{#2\\unitlength}{#3\\unitlength}}}\n";

/* In the document's words: the contents, of several lessons in one file. */
static void contents(struct out *out, const struct doc_options *options)
{
    if (!doc_has_contents(options)) {
        return;
    }
    struct str title;
    str_init(&title);
    latex_text(options, _("Contents"), &title);
    out_addf(out, "\\renewcommand\\contentsname{%s}\n\\tableofcontents\n", title.data);
    str_release(&title);
}

/* Has it a letter that pdfLaTeX has none for? */
static bool needs_xelatex(const struct doc_options *options, const char *text)
{
    struct str tex;
    str_init(&tex);
    latex_text(options, text, &tex);
    bool needs = strstr(tex.data, "\\uni{") != NULL;
    str_release(&tex);
    return needs;
}

/* Nobody's name is printed as codes. */
static void check_names(struct out *out, const struct doc_options *options)
{
    for (size_t i = 0; options->set != NULL && i < options->set->count; i++) {
        const char *name = options->set->cards[i].name;
        if (name != NULL && needs_xelatex(options, name)) {
            out_add(out, FOR_XELATEX);
            return;
        }
    }
}

void latex_open(struct out *out, const struct doc_options *options, bool slides)
{
    out_add(out, slides ? SLIDES : SHEET);
    out_add(out, FONTS);
    if (strcmp(i18n_language(), "zh") == 0) {
        out_add(out, FOR_XELATEX);
        out_add(out, CHINESE);
    } else {
        check_names(out, options);
    }
    out_add(out, PACKAGES);
    out_add(out, slides ? SLIDES_MACROS : SHEET_MACROS);
    out_add(out, !slides && options->work != NULL ? COPY_MACROS : "");
    out_add(out, MACROS);
    out_add(out, options->sheet != SHEET_FULL ? BLANK_MACROS : "");
    out_add(out, "\\begin{document}\n");
    if (!slides) {
        contents(out, options);
    }
}
