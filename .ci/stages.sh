# Stages of the gate about what is released: other versions of Python, the lowest allowed dependencies, the sdist, the wheel.
# Sourced by run, which sets $top and $work; a stage that ends with $SKIP was not checked, and is not counted as passed.

SKIP=77
LIBRARIES=(tests/model tests/parsing tests/rendering tests/contacts tests/cli/test_main.py tests/cli_formats)
TWICE=tests/parsing/test_yaml_values.py::test_the_tests_of_reading_pass_without_yaml_rs
# The tests that touch libraries and the interpreter most, but for one that runs them again, and for those that start
# processes, which take minutes; the whole suite runs on the Python of the machine.

uv() { "$work/tools/bin/uv" "$@"; }

install_tools() {
  [ -x "$work/tools/bin/uv" ] ||
    { python3 -m venv "$work/tools" && "$work/tools/bin/pip" install -q uv twine check-wheel-contents; }
}

# Print an interpreter of a version: one that is here, else what uv can fetch; nothing where neither is possible.
find_python() {
  local version=$1 found
  for found in "python$version" "$HOME"/.pyenv/versions/"$version".*/bin/python /opt/hostedtoolcache/Python/"$version".*/x64/bin/python; do
    "$found" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null && { command -v "$found"; return; }
  done
  install_tools >&2 || return 0
  timeout 180 "$work/tools/bin/uv" python install -q "$version" 2>/dev/null && uv python find --managed-python "$version" 2>/dev/null
  return 0
}

# tests_in ENVIRONMENT FOLDER [TEST...]: run tests of a checkout in an environment, on both cores.
tests_in() {
  local environment=$1 folder=$2
  shift 2
  (cd "$folder" && "$environment/bin/python" -m pytest -q -p no:cacheprovider -n 2 "$@" 2>&1 | tail -n 25
   exit "${PIPESTATUS[0]}")
}

# The tests of libraries on another version of Python, against what its newest dependencies are.
python_works() {
  local version=$1 python
  python=$(find_python "$version")
  [ -n "$python" ] || { echo "Python $version is not here and cannot be fetched: NOT CHECKED"; return $SKIP; }
  "$python" -m venv "$work/python-$version" &&
    "$work/python-$version/bin/pip" install -q "$work/clean[test]" pytest-xdist &&
    "$work/python-$version/bin/python" --version &&
    tests_in "$work/python-$version" "$work/clean" "${LIBRARIES[@]}" --deselect "$TWICE"
}

# The same with the lowest versions of our own dependencies that pyproject.toml allows; those of the tests are the newest.
lowest_dependencies_work() {
  install_tools || return 1
  (cd "$work/clean" && uv pip compile -q --no-header --no-annotate --resolution lowest-direct --python-version 3.11 \
    --extra lsp -o "$work/lowest.txt" pyproject.toml) ||
    { echo "the lowest versions cannot be resolved here: NOT CHECKED"; return $SKIP; }
  local python
  python=$(find_python 3.11)
  "${python:-python3}" -m venv "$work/lowest" &&
    "$work/lowest/bin/pip" install -q "$work/clean[test]" pytest-xdist -c "$work/lowest.txt" &&
    grep -E '^(click|jinja2|markdown-it-py|msgspec|pygls|pyyaml|watchdog)==' "$work/lowest.txt" &&
    tests_in "$work/lowest" "$work/clean" "${LIBRARIES[@]}" --deselect "$TWICE"
}

# What a distribution would build from: the sdist by itself passes the tests that read its files, and those of libraries.
sdist_passes() {
  local python
  for version in 3.13 3.12 3.11; do
    python=$(find_python "$version")
    [ -z "$python" ] || break
  done
  mkdir -p "$work/sdist" && tar --extract --gzip --strip-components 1 --directory "$work/sdist" --file "$work"/dist/*.tar.gz &&
    "${python:-python3}" -m venv "$work/sdist-env" &&
    "$work/sdist-env/bin/pip" install -q -e "$work/sdist[test]" pytest-xdist &&
    "$work/sdist-env/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' | tee "$work/sdist-version" &&
    tests_in "$work/sdist-env" "$work/sdist" tests/docs tests/golden tests/setup "${LIBRARIES[@]}" --deselect "$TWICE"
}

# What an index would refuse, what no wheel should hold, and what ours must.
package_is_sound() {
  install_tools && "$work/tools/bin/twine" check --strict "$work"/dist/* || return 1
  "$work/tools/bin/check-wheel-contents" --ignore W004,W009 "$work"/dist/*.whl || return 1
  python3 - "$work"/dist/*.whl <<'PYTHON'
import sys
import zipfile

held = zipfile.ZipFile(sys.argv[1])
names = held.namelist()
metadata = held.read(next(name for name in names if name.endswith("METADATA"))).decode()
shared = ("man/man1/netlead.1", "bash-completion/completions/netlead", "zsh/site-functions/_netlead", "netlead.fish")
lacks = [part for part in shared if not any(name.endswith(part) for name in names)]
lacks += [part for part in ("Project-URL: Source", "License-Expression: MIT", "raw.githubusercontent.com") if part not in metadata]
lacks += [] if "netlead_md/templates/base.md.jinja" in names else ["templates"]
extra = [name for name in names if name.startswith(("tests/", "docs/", "sample_vault/")) or name.endswith(".pyc")]
print(f"{len(names)} files")
sys.exit(f"the wheel lacks {lacks}, and holds {extra}" if lacks or extra else 0)
PYTHON
}
