#!/bin/sh
# Makes a C array of the bytes of a file: make_template.sh FILE
set -eu
echo 'static const unsigned char template_text[] = {'
od -An -v -tu1 "$1" | sed 's/[0-9]\{1,\}/&,/g'
echo '};'
