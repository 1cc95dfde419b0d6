#!/bin/sh
# Starts and stops a real ASP.NET host (Mono behind nginx) for the .asmx files below a directory.
#
#   host.sh start DIR   prints one endpoint a line when all of them answer ?WSDL
#   host.sh stop DIR    ends what start began for the same DIR; nothing to stop is no error
#
# It listens at a free port of 127.0.0.1. What it needs (Debian): mono-fastcgi-server4 mono-mcs
# libmono-system-web-services4.0-cil nginx-light curl. Process ids, configuration and logs stand in
# KAKAPO_ASPNET_STATE, or else in a directory below TMPDIR that is named after DIR; two hosts at once for the
# same DIR need two of them. KAKAPO_ASPNET_PORT asks for a port (another one is taken when it is busy).
set -eu

. "$(dirname "$0")/../processes.sh"

usage() {
  echo "usage: host.sh start|stop DIR" >&2
  exit 64
}

[ $# -eq 2 ] || usage
[ -d "$2" ] || fail "there is no directory $2"
site=$(cd "$2" && pwd -P)
state=${KAKAPO_ASPNET_STATE:-${TMPDIR:-/tmp}/kakapo-aspnet-$(id -u)-$(printf %s "$site" | cksum | cut -d' ' -f1)}

stop() {
  stop_process nginx
  stop_process mono
  # The logs stay.
  rm -rf "$state/tmp" "$state/home" "$state/mono.socket"
}

print_logs() {
  for log in "$state"/*.log; do
    [ -s "$log" ] || continue
    echo "--- ${log##*/}"
    tail -n 40 "$log"
  done >&2
}

give_up() {
  print_logs
  stop
  fail "$*"
}

free_port() {
  if [ -n "${KAKAPO_ASPNET_PORT:-}" ] && [ "$attempt" -eq 1 ]; then
    echo "$KAKAPO_ASPNET_PORT"
    return
  fi
  random_port
}

start_mono() {
  # A socket file needs no port. Mono compiles pages below TMPDIR and keeps its registry below HOME.
  mkdir -p "$state/tmp" "$state/home"
  rm -f "$state/mono.socket"
  TMPDIR="$state/tmp" HOME="$state/home" MONO_REGISTRY_PATH="$state/home" \
    fastcgi-mono-server4 "/applications=/:$site" /socket=unix "/filename=$state/mono.socket" \
    >"$state/mono.log" 2>&1 </dev/null &
  echo $! >"$state/mono.pid"
}

write_nginx_configuration() { # PORT
  {
    nginx_beginning
    cat <<END
  server {
    listen 127.0.0.1:$1;
    location / {
      include /etc/nginx/fastcgi_params;
      fastcgi_param PATH_INFO "";
      fastcgi_param SCRIPT_FILENAME $site\$fastcgi_script_name;
      fastcgi_read_timeout 120s;
      fastcgi_pass unix:$state/mono.socket;
    }
  }
}
END
  } >"$state/nginx.conf"
}

# Returns when nginx listens; fails when it ended, which is what a port that is taken makes it do.
start_nginx() { # PORT
  write_nginx_configuration "$1"
  : >"$state/nginx.log"
  rm -f "$state/nginx-own.pid"
  nginx -e "$state/nginx.log" -c "$state/nginx.conf" </dev/null >>"$state/nginx.log" 2>&1 &
  echo $! >"$state/nginx.pid"
  tries=0
  # It writes its own pid file only after it has bound the port.
  until [ -s "$state/nginx-own.pid" ]; do
    is_running nginx || return 1
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || return 1
    sleep 0.1
  done
}

wait_for() { # URL
  # The first request of a folder compiles it.
  refusals=0
  while :; do
    status=$(curl -s --noproxy '*' --max-time 30 -o "$state/answer" -w '%{http_code}' "$1?WSDL") || status=none
    if [ "$status" = 200 ] && grep -q definitions "$state/answer"; then return; fi
    is_running mono || give_up "Mono ended while it was starting"
    is_running nginx || give_up "nginx ended while it was starting"
    # nginx answers 502 until Mono listens. A 500 is Mono's own: the service does not compile.
    [ "$status" != 500 ] || refusals=$((refusals + 1))
    if [ "$(date +%s)" -ge "$deadline" ] || [ "$refusals" -ge 3 ]; then
      sed -n 's/.*exceptionMessage">\(.*\)<\/h2>.*/\1/p; s/.*Error source file: <\/strong>\([^<]*\).*/\1/p' \
        "$state/answer" >&2 || true
      give_up "$1?WSDL was answered with $status"
    fi
    sleep 0.5
  done
}

start() {
  for tool in fastcgi-mono-server4 nginx curl; do
    command -v "$tool" >/dev/null || fail "$tool is not installed"
  done
  if is_running mono || is_running nginx; then
    fail "a host for $site is running already; stop it, or give this one its own KAKAPO_ASPNET_STATE"
  fi
  services=$(cd "$site" && find . -name '*.asmx' | sed 's|^\./||' | sort)
  [ -n "$services" ] || fail "there is no .asmx file below $site"
  (umask 077 && mkdir -p "$state") || fail "cannot make $state"
  start_mono
  attempt=1
  while :; do
    port=$(free_port)
    if start_nginx "$port"; then break; fi
    stop_process nginx
    attempt=$((attempt + 1))
    [ "$attempt" -le 10 ] || give_up "nginx found no port to listen at"
  done
  deadline=$(($(date +%s) + 60))
  for service in $services; do wait_for "http://127.0.0.1:$port/$service"; done
  for service in $services; do echo "http://127.0.0.1:$port/$service"; done
}

case $1 in
  start) start ;;
  stop) stop ;;
  *) usage ;;
esac
