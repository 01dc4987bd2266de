#!/bin/sh
# Makes a C array of the bytes of a file: make_bytes.sh NAME FILE
set -eu
echo "static const unsigned char $1[] = {"
od -An -v -tu1 "$2" | sed 's/[0-9]\{1,\}/&,/g'
echo '};'
