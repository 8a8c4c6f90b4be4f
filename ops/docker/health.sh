#!/usr/bin/env bash
# Whether the process of this container answers on HEALTH_PORT; with HEALTH_PATH by HTTP, with a status below 500.
set -euo pipefail
exec 3<>"/dev/tcp/$(hostname)/${HEALTH_PORT:?}"
[ -n "${HEALTH_PATH:-}" ] || exit 0
printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$HEALTH_PATH" "$(hostname)" >&3
read -r -t 4 _ status _ <&3
[ "$status" -lt 500 ]
