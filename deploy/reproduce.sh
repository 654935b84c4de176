#!/usr/bin/env bash
# Builds the job jar and its bill of materials twice, in two clones of the last commit, and compares them byte by byte:
#   ./mvnw -q -P reproducible -DskipTests verify
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

clones=$(mktemp -d)
trap 'rm -rf "$clones"' EXIT
for clone in one another; do
  git clone -q . "$clones/$clone"
  (cd "$clones/$clone" && ./mvnw -q -pl lstm-core,job -am -DskipTests package)
done
for file in lstm-job.jar lstm-job.cdx.json; do
  cmp "$clones/one/job/target/$file" "$clones/another/job/target/$file"
  echo "the same bytes twice: $file, SHA-256 $(sha256sum "$clones/one/job/target/$file" | cut -d' ' -f1)"
done
