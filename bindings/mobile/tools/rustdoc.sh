#!/bin/sh
# JSON is still an unstable output of rustdoc: this lets rustdoc write it, and leaves the compiler as it is.
RUSTC_BOOTSTRAP=1 exec rustdoc "$@"
