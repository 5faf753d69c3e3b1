#!/usr/bin/env bash
# Makes TillbookFFI.xcframework and the generated Swift beside it: then the folder bindings/mobile/swift is a package for Xcode.
# It needs a Mac with Xcode and Rust. It is not run in CI.
#     xcframework.sh            for devices, simulators and the Mac
#     xcframework.sh quick      for the simulator of this Mac alone, while developing
set -euo pipefail
if [ "$(uname -s)" != Darwin ]; then
    echo "xcframework.sh needs a Mac with Xcode: there is no other tool that makes an XCFramework" >&2
    exit 1
fi
cd "$(dirname "$0")/../../../.."
package=$PWD/bindings/mobile/swift
target=${CARGO_TARGET_DIR:-target}
export IPHONEOS_DEPLOYMENT_TARGET=16.0 MACOSX_DEPLOYMENT_TARGET=13.0

# The static library alone: nothing is linked here.
build() {
    rustup target add "$1"
    cargo rustc --quiet --profile mobile -p tillbook-mobile --lib --crate-type staticlib --target "$1"
}
archive() { echo "$target/$1/mobile/libtillbook_mobile.a"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The Swift is the same for all of them, and is read from a library with its symbols.
cargo build --quiet -p tillbook-mobile
"$package/tools/generate.sh" "$target/debug/libtillbook_mobile.dylib"
build aarch64-apple-ios-sim
# A folder of its own for the module map: two packages with one at the top are in each other's way in Xcode.
mkdir -p "$work/headers/TillbookFFI"
cp "$package/Sources/TillbookFFI/TillbookFFI.h" "$work/headers/TillbookFFI/"
# Here the framework brings the library.
sed '/link "/d' "$package/Sources/TillbookFFI/module.modulemap" >"$work/headers/TillbookFFI/module.modulemap"

# Two machines in one archive.
fat() {
    mkdir -p "$work/$1"
    lipo -create "$(archive "$2")" "$(archive "$3")" -output "$work/$1/libtillbook_mobile.a"
}
libraries=()
add() { libraries+=(-library "$1" -headers "$work/headers"); }
if [ "${1:-}" = quick ]; then
    add "$(archive aarch64-apple-ios-sim)"
else
    for machine in aarch64-apple-ios x86_64-apple-ios aarch64-apple-darwin x86_64-apple-darwin; do build "$machine"; done
    fat simulator aarch64-apple-ios-sim x86_64-apple-ios
    fat mac aarch64-apple-darwin x86_64-apple-darwin
    add "$(archive aarch64-apple-ios)"
    add "$work/simulator/libtillbook_mobile.a"
    add "$work/mac/libtillbook_mobile.a"
fi
rm -rf "$package/TillbookFFI.xcframework"
xcodebuild -create-xcframework "${libraries[@]}" -output "$package/TillbookFFI.xcframework"
# What a debugger would want of Rust is most of the size.
find "$package/TillbookFFI.xcframework" -name '*.a' -exec strip -S {} \;
du -sh "$package/TillbookFFI.xcframework"
