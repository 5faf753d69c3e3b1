#!/usr/bin/env bash
# Builds the library, generates its Kotlin, and lays both where Maven takes them.
#     generate.sh PROFILE TARGET [android]      writes TARGET/generated/ (Kotlin) and TARGET/native/ (for JNA)
set -euo pipefail
profile=$1
out=$2
system=${3:-desktop}
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
Darwin) library=libtillbook_mobile.dylib os=darwin ;;
*) library=libtillbook_mobile.so os=linux ;;
esac
case $(uname -m) in
arm64 | aarch64) machine=aarch64 ;;
*) machine=x86-64 ;;
esac

mkdir -p "$out/generated"
config=bindings/mobile/uniffi.toml
if [ "$system" = android ]; then
    # Android frees objects by a cleaner of its own.
    sed 's/^\[defaults.bindings.kotlin\]$/&\nandroid = true\nandroid_cleaner = true/' "$config" >"$out/uniffi.toml"
    config=$out/uniffi.toml
fi
"$target/debug/uniffi-bindgen" generate "$folder/$library" --language kotlin --no-format \
    --config "$config" --out-dir "$out/generated" >/dev/null
# What an exception says is its text, not the list of its fields.
sed -i.orig -E 's/get\(\) = "[^"]*said=\$\{ `said` \}"/get() = said.english/' "$out/generated/tillbook/tillbook.kt"
rm "$out/generated/tillbook/tillbook.kt.orig"
if [ "$system" = android ]; then exit; fi # its library is built by cargo-ndk
# JNA looks for the library under this name in the jar.
mkdir -p "$out/native/$os-$machine"
cp "$folder/$library" "$out/native/$os-$machine/$library"
if command -v strip >/dev/null; then strip -x "$out/native/$os-$machine/$library"; fi
