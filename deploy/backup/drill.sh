#!/usr/bin/env bash
# Loses a real PostgreSQL on this machine and restores it by the scripts beside this one, from a bucket of its own:
# to a chosen second, then as far as the archive goes. Prints RPO, RTO, and what its rates mean for 100 GB.
#   drill.sh [--short] [--json]
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../../evara" prove restore "$@"
