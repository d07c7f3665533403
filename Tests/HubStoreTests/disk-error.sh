#!/bin/sh
# Runs DiskErrorTests with the n-th wait for the disk of the write-ahead log failing, for several n.
# Needs strace, and a build of the tests (swift build --build-tests) in this folder's package.
set -eu
package=$(cd "$(dirname "$0")/../.." && pwd)
binary=$package/.build/debug/workforce-hubPackageTests.xctest
for when in 3 4 6 9; do
    folder=$(mktemp -d)
    HUB_STORE_DISK_ERROR_FOLDER=$folder strace -f -qq -o "$folder/trace" \
        -P "$folder/records.db-wal" -e trace=fdatasync -e "inject=fdatasync:error=EIO:when=$when" \
        "$binary" --testing-library swift-testing --filter DiskErrorTests >"$folder/log" 2>&1 || {
        cat "$folder/log"
        exit 1
    }
    grep -q INJECTED "$folder/trace" || { echo "nothing was injected at $when"; exit 1; }
    echo "the wait number $when failed: the outcome was unknown, the file sound"
    rm -rf "$folder"
done
