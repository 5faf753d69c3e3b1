#!/usr/bin/env bash
# The Python package as a user gets it: installed by pip into a fresh environment, then its tests, examples and types.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Any Python from 3.11 on; one that a version manager only pretends to have does not count.
python=""
for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    apt-get update -qq
    apt-get install -y -qq python3 python3-venv
    python=python3
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
# shellcheck disable=SC1091
. "$folder/venv/bin/activate"
pip install --quiet --disable-pip-version-check --upgrade pip

# What the README says, but for the build profile: the lints and tests made most of what this one needs.
MATURIN_PEP517_ARGS="--profile dev" pip install --quiet --disable-pip-version-check "./bindings/python[test]"
sed -n '/<!-- python -->/,/^```$/p' README.md | sed '1,/^```python$/d;/^```$/d' > "$folder/readme.py"
test -s "$folder/readme.py"
python "$folder/readme.py"

cd bindings/python
echo "-- generated files"
python tools/generate.py --check
maturin generate-stubs --profile dev --out "$folder/stubs"
python tools/stubs.py --check "$folder/stubs/tillbook/_native.pyi"

echo "-- types"
mypy --package tillbook
mypy tests
for notebook in ../../examples/notebooks/*.py; do mypy "$notebook"; done
mypy benches
python -m mypy.stubtest --mypy-config-file pyproject.toml tillbook._native

echo "-- tests"
pytest --quiet tests
(cd "$folder" && pytest --quiet --doctest-modules --pyargs tillbook)

echo "-- notebooks"
for notebook in ../../examples/notebooks/*.py; do
    python "$notebook" >"$folder/notebook.log" || { cat "$folder/notebook.log"; exit 1; }
done
