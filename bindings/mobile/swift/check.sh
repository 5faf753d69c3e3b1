#!/usr/bin/env bash
# The package for Swift: its source is generated, and where a Swift compiler is found it is compiled and tested against the
# shared library.
set -euo pipefail
cd "$(dirname "$0")/../../.."

echo "-- generated"
cargo build --quiet -p tillbook-mobile -p tillbook-bindgen
folder=$(realpath "${CARGO_TARGET_DIR:-target}")/debug
case $(uname -s) in
Darwin) bindings/mobile/swift/tools/generate.sh "$folder/libtillbook_mobile.dylib" ;;
*) bindings/mobile/swift/tools/generate.sh "$folder/libtillbook_mobile.so" ;;
esac
generated=bindings/mobile/swift/Sources/Tillbook/Generated/Tillbook.swift
# An id is a type of its own, and no id is a mere name for a string.
if grep -nE '^public typealias \w*(Id|LocalDate) ' "$generated"; then
    echo "these are to be structs: see bindings/mobile/uniffi.toml" >&2
    exit 1
fi

if ! command -v swift >/dev/null; then
    echo "-- Swift is skipped: no Swift compiler is on the path (bindings/mobile/swift/tools/debian.sh gets one)"
    exit
fi
version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+).*/\1/p')
if [ "${version:-0}" -lt 6 ]; then
    echo "-- Swift is skipped: the compiler on the path is older than 6"
    exit
fi
if [ "$(uname -s)" = Darwin ] && [ ! -d bindings/mobile/swift/TillbookFFI.xcframework ]; then
    echo "-- Swift is skipped: on a Mac run bindings/mobile/swift/tools/xcframework.sh first"
    exit
fi

echo "-- Swift"
link=(-Xlinker "-L$folder")
# Swift 6.0's own library for observable classes leaves a symbol open that nothing calls.
if [ "$(uname -s)" = Linux ]; then link+=(-Xlinker --allow-shlib-undefined); fi
for package in bindings/mobile/swift examples/ios; do
    (cd "$package" && LD_LIBRARY_PATH="$folder" swift test --quiet "${link[@]}")
done
