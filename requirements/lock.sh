#!/bin/sh
# Resolve pyproject.toml into uv.lock and export it with hashes.
# The lock names files and hashes only, no address, so that any index may serve them.
set -eu
uv=.venv/bin/uv
$uv lock --quiet
sed -E -i -e 's#registry = "https?://[^"]*"#registry = "wheels"#' -e 's#url = "https?://[^"]*/([^"/]+)"#path = "\1"#' uv.lock
export_to() { out=$1; shift; $uv export --frozen --quiet --no-emit-project --no-header --no-annotate "$@" -o "$out" >/dev/null; }
export_to requirements/runtime.txt --no-default-groups --group build
export_to requirements/server.txt --all-extras --no-default-groups --group build
export_to requirements/all.txt --all-extras --all-groups
