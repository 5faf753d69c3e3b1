#!/usr/bin/env bash
# The package for Kotlin as its users get it: what is mirrored is current, the Kotlin module is built and
# tested by one command, the library that an app carries is small and aligned.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing=()
if ! command -v javac >/dev/null; then missing+=(default-jdk-headless); fi
if ! command -v mvn >/dev/null; then missing+=(maven); fi
if ! command -v python3 >/dev/null; then missing+=(python3); fi
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

echo "-- what is mirrored"
python3 bindings/mobile/tools/mirror.py --check

echo "-- Rust"
cargo test --quiet -p tillbook-mobile

echo "-- Kotlin"
# What the README says.
mvn_command=$(sed -n '/<!-- kotlin -->/,/```$/p' README.md | grep '^mvn')
$mvn_command --batch-mode --no-transfer-progress

echo "-- size and alignment"
cargo build --quiet --profile mobile -p tillbook-mobile
library=${CARGO_TARGET_DIR:-target}/mobile/libtillbook_mobile.so
stripped=$(mktemp)
strip -o "$stripped" "$library"
size=$(wc -c <"$stripped")
page=$(getconf PAGESIZE)
python3 bindings/mobile/tools/elf.py --page "$page" "$stripped"
rm "$stripped"
echo "the stripped library has $size bytes; the aim is 4194304"
# What it must not pass on the way there.
test "$size" -lt 7500000
