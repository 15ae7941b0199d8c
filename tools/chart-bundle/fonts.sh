#!/bin/sh
# Rebuilds assets/fonts/ from the published npm packages. Needs npm, python3 and their registries.
# Everything is fetched into a scratch folder; nothing but the finished faces lands in the tree.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cd "$scratch"
npm init -y >/dev/null
npm install --silent --ignore-scripts inter-ui@4.1.1 @fontsource-variable/newsreader@5.3.0
python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli==1.2.1
venv/bin/python "$here/fonts.py" node_modules "$here/../../assets/fonts"
