# Sourced by the programs of this folder: installs what is missing, once, and says what it does.
# Debian's packages come through apt-get, Python's into a virtual environment below .build/.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    echo "These packages are missing and only root can install them: run '$*' as root, then try again." >&2
    return 1
  fi
}

# install_debian PACKAGE...: those that are not there yet.
install_debian() {
  local missing=()
  local package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  echo "Installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_swift: stops with the next step when the toolchain is not there.
need_swift() {
  command -v swift >/dev/null || {
    echo "Swift 6.3 is needed and was not found. Install it from swift.org, put it on the PATH, then try again." >&2
    return 1
  }
}

# python_environment PACKAGE==VERSION...: makes .build/python and prints its interpreter's path.
python_environment() {
  local home=.build/python
  local wanted
  wanted=$(printf '%s\n' "$@")
  if [ ! -x "$home/bin/python" ] || [ "$(cat "$home/wanted" 2>/dev/null)" != "$wanted" ]; then
    mkdir -p .build
    python3 -m venv "$home" >&2
    "$home/bin/python" -m pip install -q --disable-pip-version-check "$@" >&2
    printf '%s' "$wanted" >"$home/wanted"
  fi
  printf '%s\n' "$PWD/$home/bin/python"
}
