#!/usr/bin/env bash
# Generates the Swift of the built library, with its header and module map, where Package.swift takes them. Needs no Swift.
#     generate.sh LIBRARY      a library that was built with its symbols; not stripped
set -euo pipefail
library=$(realpath "$1")
cd "$(dirname "$0")/../../../.."

cargo build --quiet -p tillbook-bindgen
tool=$(realpath "${CARGO_TARGET_DIR:-target}")/debug/uniffi-bindgen
sources=bindings/mobile/swift/Sources
out=$(mktemp -d)
trap 'rm -r "$out"' EXIT
"$tool" generate "$library" --language swift --no-format --config bindings/mobile/uniffi.toml --out-dir "$out" >/dev/null

rm -rf "$sources/Tillbook/Generated" "$sources/TillbookFFI"
mkdir -p "$sources/Tillbook/Generated" "$sources/TillbookFFI"
mv "$out/Tillbook.swift" "$sources/Tillbook/Generated/"
# A parameter may not be called `float` in C; there its name does not matter.
sed 's/RustBuffer float,/RustBuffer float_,/' "$out/TillbookFFI.h" >"$sources/TillbookFFI/TillbookFFI.h"
cat >"$sources/TillbookFFI/module.modulemap" <<'MAP'
module TillbookFFI {
    header "TillbookFFI.h"
    link "tillbook_mobile"
    export *
}
MAP
