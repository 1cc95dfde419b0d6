# Sourced by the scripts that start real servers. Process ids stand in files of the folder $state.

fail() {
  echo "host.sh: $*" >&2
  exit 1
}

# Whether the process in a pid file is alive and still what was started.
is_running() { # NAME
  [ -s "$state/$1.pid" ] || return 1
  pid=$(cat "$state/$1.pid")
  kill -0 "$pid" 2>/dev/null || return 1
  ps -o args= -p "$pid" 2>/dev/null | grep -qF "$state"
}

stop_process() { # NAME
  if is_running "$1"; then
    kill -TERM "$pid" 2>/dev/null || true
    tries=0
    while kill -0 "$pid" 2>/dev/null; do
      tries=$((tries + 1))
      [ "$tries" -lt 50 ] || { kill -KILL "$pid" 2>/dev/null || true; break; }
      sleep 0.1
    done
  fi
  rm -f "$state/$1.pid"
}

# Below the range the kernel gives to outgoing connections.
random_port() { echo $((10000 + $(od -An -N2 -tu2 /dev/urandom) % 20000)); }

# The beginning of a configuration of nginx, up to its servers. The caller writes the servers and a closing brace.
nginx_beginning() {
  user=
  [ "$(id -u)" -ne 0 ] || user="user root;"
  mkdir -p "$state/tmp"
  cat <<END
daemon off;
worker_processes 1;
$user
pid $state/nginx-own.pid;
error_log $state/nginx.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $state/tmp/body;
  fastcgi_temp_path $state/tmp/fastcgi;
  proxy_temp_path $state/tmp/proxy;
  uwsgi_temp_path $state/tmp/uwsgi;
  scgi_temp_path $state/tmp/scgi;
  client_max_body_size 64m;
END
}
