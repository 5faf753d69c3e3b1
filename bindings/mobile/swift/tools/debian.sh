#!/usr/bin/env bash
# A Swift compiler for a Debian that has none (12 and older): Swift 6.0 of Debian 13, in a folder of its own, 3.5 GB. As root.
#     debian.sh FOLDER                       then, with FOLDER/bin/swift:
#     PATH=FOLDER/bin:$PATH bindings/mobile/swift/check.sh
set -euo pipefail
folder=$(realpath -m "$1")

if ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends debootstrap
fi
key=/usr/share/keyrings/debian-archive-trixie-stable.gpg
mkdir -p "$folder/bin"
if [ ! -e "$folder/root/usr/libexec/swift/bin/swift" ]; then
    debootstrap --variant=minbase --keyring="$key" --include=swiftlang,libc6-dev,g++,git,ca-certificates \
        trixie "$folder/root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$folder/log" 2>&1 ||
        { tail -5 "$folder/log"; exit 1; }
fi

# Sees the folders where it is called and where cargo builds, under their names; the mounts end with it.
cat >"$folder/bin/swift" <<WRAPPER
#!/usr/bin/env bash
set -euo pipefail
export SWIFT_ROOT="$folder/root"
WRAPPER
cat >>"$folder/bin/swift" <<'WRAPPER'
export SWIFT_REPOSITORY=$(git rev-parse --show-toplevel)
export SWIFT_TARGET=$(realpath -m "${CARGO_TARGET_DIR:-$SWIFT_REPOSITORY/target}")
exec unshare --mount bash -euc '
for path in "$SWIFT_REPOSITORY" "$SWIFT_TARGET" /dev; do
    mkdir -p "$SWIFT_ROOT$path"
    mount --bind "$path" "$SWIFT_ROOT$path"
done
mount -t proc proc "$SWIFT_ROOT/proc"
swift=/usr/libexec/swift
exec chroot "$SWIFT_ROOT" /usr/bin/env -C "$PWD" HOME=/root PATH=$swift/bin:/usr/bin:/bin \
    LD_LIBRARY_PATH=$swift/lib/swift/linux:${LD_LIBRARY_PATH:-} swift "$@"
' swift "$@"
WRAPPER
chmod +x "$folder/bin/swift"
"$folder/bin/swift" --version
