#!/usr/bin/env bash
# Builds the library, generates its Kotlin, and lays both where Maven takes them.
#     generate.sh PROFILE TARGET      writes TARGET/generated/ (Kotlin) and TARGET/native/ (for JNA)
set -euo pipefail
profile=$1
out=$2
cd "$(dirname "$0")/../../.."

# Both at once in one profile, so that what they share is built once.
if [ "$profile" = dev ]; then
    cargo build --quiet -p tillbook-mobile -p tillbook-bindgen
else
    cargo build --quiet --profile "$profile" -p tillbook-mobile
    cargo build --quiet -p tillbook-bindgen
fi
target=${CARGO_TARGET_DIR:-target}
folder=$target/${profile/dev/debug}
case $(uname -s) in
Darwin) library=libtillbook_mobile.dylib system=darwin ;;
*) library=libtillbook_mobile.so system=linux ;;
esac
case $(uname -m) in
arm64 | aarch64) machine=aarch64 ;;
*) machine=x86-64 ;;
esac

mkdir -p "$out/generated"
"$target/debug/uniffi-bindgen" generate "$folder/$library" --language kotlin --no-format \
    --config bindings/mobile/uniffi.toml --out-dir "$out/generated" >/dev/null
# What an exception says is its text, not the list of its fields.
sed -i.orig -E 's/get\(\) = "[^"]*said=\$\{ `said` \}"/get() = said.english/' "$out/generated/tillbook/tillbook.kt"
rm "$out/generated/tillbook/tillbook.kt.orig"
# JNA looks for the library under this name in the jar.
mkdir -p "$out/native/$system-$machine"
cp "$folder/$library" "$out/native/$system-$machine/$library"
if command -v strip >/dev/null; then strip -x "$out/native/$system-$machine/$library"; fi
