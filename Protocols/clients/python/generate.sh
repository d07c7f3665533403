#!/bin/sh
# Compiles the schemas into generated/, which is not committed. Needs protoc.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
protocols=$(cd "$here/../.." && pwd)
rm -rf "$here/generated"
mkdir -p "$here/generated"
cd "$protocols"
find whub workforcehub vectors -name '*.proto' | LC_ALL=C sort |
    xargs protoc --proto_path=. --python_out="$here/generated"
