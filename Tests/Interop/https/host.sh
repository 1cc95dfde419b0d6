#!/bin/sh
# Starts and stops nginx with TLS and HTTP/2 before a service, and a real proxy in three moods.
#
#   host.sh start URL   prints lines NAME=VALUE when all of them listen
#   host.sh stop        ends what start began; nothing to stop is no error
#
# URL is http://127.0.0.1:PORT/PATH of the service. All listen at free ports of 127.0.0.1. What it needs (Debian):
# nginx-light tinyproxy. Process ids, configurations and logs stand in KAKAPO_HTTPS_STATE, which has to be set.
#
#   KAKAPO_HTTPS_ENDPOINT   the service by https, and by HTTP/2 for who agrees to it; a connection ends after ten requests
#   KAKAPO_HTTPS_EXPIRED    the same with a certificate that has expired
#   KAKAPO_PROXY_OPEN       a proxy for everybody
#   KAKAPO_PROXY_LOGIN      a proxy for those who are `me` with the password `pr0xy-s3cret`
#   KAKAPO_PROXY_CLOSED     a proxy that opens no tunnel to this port
set -eu

. "$(dirname "$0")/../processes.sh"

state=${KAKAPO_HTTPS_STATE:?host.sh: KAKAPO_HTTPS_STATE is not set}
certificates=$(cd "$(dirname "$0")/../../../Fixtures/TLS" && pwd -P)
programs='nginx open login closed'

stop() {
  for name in $programs; do stop_process "$name"; done
}

nginx_server() { # PORT CERTIFICATE UPSTREAM
  cat <<END
  server {
    listen 127.0.0.1:$1 ssl http2;
    ssl_certificate $certificates/$2.pem;
    ssl_certificate_key $certificates/server-key.pem;
    keepalive_requests 10;
    add_header X-Protocol \$server_protocol always;
    location / {
      proxy_pass $3;
      proxy_set_header Host \$proxy_host;
    }
  }
END
}

configure_nginx() { # UPSTREAM
  secure=$(random_port)
  expired=$(random_port)
  {
    nginx_beginning
    nginx_server "$secure" server "$1"
    nginx_server "$expired" expired "$1"
    echo '}'
  } >"$state/nginx.conf"
}

configure_proxy() { # NAME DIRECTIVES
  proxy=$(random_port)
  cat >"$state/$1.conf" <<END
Listen 127.0.0.1
Port $proxy
MaxClients 100
LogFile "$state/$1.log"
LogLevel Connect
PidFile "$state/$1-own.pid"
$2
END
}

# Starts a program until it has found its ports: its own pid file is there and it goes on.
run() { # NAME CONFIGURE... -- COMMAND...
  name=$1
  shift
  attempt=1
  while :; do
    "configure_$name" "$upstream"
    rm -f "$state/$name-own.pid"
    case $name in
      nginx) nginx -e "$state/nginx.log" -c "$state/nginx.conf" </dev/null >>"$state/nginx.log" 2>&1 & ;;
      *) tinyproxy -d -c "$state/$name.conf" </dev/null >>"$state/$name.log" 2>&1 & ;;
    esac
    echo $! >"$state/$name.pid"
    tries=0
    while is_running "$name" && [ "$tries" -lt 100 ]; do
      [ ! -s "$state/$name-own.pid" ] || return 0
      tries=$((tries + 1))
      sleep 0.1
    done
    attempt=$((attempt + 1))
    if [ "$attempt" -gt 10 ]; then
      tail -n 20 "$state/$name.log" >&2
      stop
      fail "$name found no port to listen at"
    fi
  done
}

configure_open() { configure_proxy open "ConnectPort $secure
ConnectPort $expired
ConnectPort 1"; }
configure_login() { configure_proxy login 'BasicAuth me pr0xy-s3cret'; }
configure_closed() { configure_proxy closed 'ConnectPort 2'; }

start() {
  case $1 in
    http://127.0.0.1:*/*) ;;
    *) fail "$1 is not http://127.0.0.1:PORT/PATH" ;;
  esac
  for tool in nginx tinyproxy; do
    command -v "$tool" >/dev/null || fail "$tool is not installed"
  done
  for name in $programs; do
    ! is_running "$name" || fail "a host is running already in $state; stop it, or give this one another state"
  done
  (umask 077 && mkdir -p "$state") || fail "cannot make $state"
  path=${1#http://*/}
  upstream=${1%"/$path"}
  run nginx
  echo "KAKAPO_HTTPS_ENDPOINT=https://localhost:$secure/$path"
  echo "KAKAPO_HTTPS_EXPIRED=https://localhost:$expired/$path"
  run open
  echo "KAKAPO_PROXY_OPEN=127.0.0.1:$proxy"
  run login
  echo "KAKAPO_PROXY_LOGIN=127.0.0.1:$proxy"
  run closed
  echo "KAKAPO_PROXY_CLOSED=127.0.0.1:$proxy"
}

case "${1:-} $#" in
  'start 2') start "$2" ;;
  'stop 1') stop ;;
  *)
    echo "usage: host.sh start URL | host.sh stop" >&2
    exit 64
    ;;
esac
