#!/bin/bash
# Unpack Debian packages into a folder, from the mirror that apt already uses; the system is not touched.
#
#   tools/deb.sh OUT backports PACKAGE      with what it needs and the system lacks
#   tools/deb.sh OUT ARCHITECTURE PACKAGE   of this release, for another architecture, alone
set -eu
[ $# = 3 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
out=$(realpath "$1") what=$2 package=$3

# An apt of our own, that reads a list of our own.
apt() {
    apt-get -qq -o Dir::State::Lists="$out/apt/lists" -o Dir::Cache="$out/apt" -o Dir::Etc::SourceList="$out/apt/sources" \
        -o Dir::Etc::SourceParts=/dev/null -o Debug::NoLocking=1 -o APT::Sandbox::User=root "$@"
}

release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
site=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    sed -n "s/^$release main //p" | head -n 1)
[ -n "$site" ] || { echo "apt names no Debian mirror to take $package from" >&2; exit 2; }

mkdir -p "$out/apt/lists/partial" "$out/apt/archives/partial"
for suite in "$release" "$release-updates" "$release-backports"; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main"
done > "$out/apt/sources"
if [ "$what" = backports ]; then
    apt update
    apt install -y --download-only --no-install-recommends -t "$release-backports" "$package" > /dev/null
else
    # Nothing of another architecture is installed, so there is no telling what it would need.
    other=(-o APT::Architecture="$what" -o APT::Architectures="$what" -o Dir::State::status=/dev/null)
    apt "${other[@]}" update
    (cd "$out/apt/archives" && apt "${other[@]}" download "$package")
fi
for file in "$out"/apt/archives/*.deb; do
    dpkg-deb -x "$file" "$out"
done
rm -r "$out/apt"
