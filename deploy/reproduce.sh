#!/usr/bin/env bash
# Builds the job jar a second time, from a clone of the last commit, and compares both builds byte by byte:
#   ./mvnw -q -P reproducible -DskipTests verify
# The working tree must be committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
git clone -q . "$again"
(cd "$again" && ./mvnw -q -pl lstm-core,job -am -DskipTests package)
for file in lstm-job.jar lstm-job.cdx.json; do
  cmp "job/target/$file" "$again/job/target/$file"
  echo "the same bytes twice: $file, SHA-256 $(sha256sum "job/target/$file" | cut -d' ' -f1)"
done
