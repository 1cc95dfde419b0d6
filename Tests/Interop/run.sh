#!/usr/bin/env bash
# Holds the package against SOAP stacks that others wrote: zeep and PHP's SoapClient as clients, ASP.NET as the server;
# and against nginx with TLS and HTTP/2 and a real proxy on the way there.
#
#   run.sh BUILD_DIR     the directory with the kakapo executable, for example .build/debug
#
# Installs zeep into .build-venv (ignored by git); everything else has to be there. See README.md. Prints one line a
# part and at last "N passed, M failed"; the exit code is 0 when nothing failed. Ends by itself within eleven minutes.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)

[ $# -eq 1 ] || { echo "usage: run.sh BUILD_DIR" >&2; exit 64; }
bin=$(readlink -f "$1")
[ -x "$bin/kakapo" ] || { echo "run.sh: there is no executable kakapo in $1" >&2; exit 66; }

work=$(mktemp -d)
export KAKAPO_ASPNET_STATE=$work/aspnet KAKAPO_HTTPS_STATE=$work/https
simulator=
passed=0
failed=0

clean_up() {
  [ -z "$simulator" ] || { kill "$simulator" && wait "$simulator"; } 2> /dev/null
  "$here/https/host.sh" stop
  "$here/aspnet/host.sh" stop "$here/aspnet"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Seconds for one more part: at most LIMIT, and so that the whole ends in time.
seconds() { # LIMIT
  local left=$((640 - SECONDS))
  [ "$left" -le "$1" ] || left=$1
  [ "$left" -ge 1 ] || left=1
  echo "$left"
}

# Adds a part's counts up and prints its line.
add() { # NAME PASSED FAILED
  passed=$((passed + $2))
  failed=$((failed + $3))
  printf '%-34s %s passed, %s failed\n' "$1" "$2" "$3"
}

# Runs a part whose last line is "N passed, M failed"; without that line the part itself has failed.
part() { # NAME COMMAND...
  local name=$1 log=$work/part.log status=0 line
  shift
  timeout -k 5 "$(seconds "${limit:-60}")" "$@" > "$log" 2>&1 < /dev/null || status=$?
  line=$(tail -n 1 "$log" | grep -E '^[0-9]+ passed, [0-9]+ failed$')
  if [ -z "$line" ]; then
    tail -n 40 "$log"
    add "$name" 0 1
    return
  fi
  sed '$d' "$log"
  read -r ok _ bad _ <<< "$line"
  # A part that passes nothing, or fails without saying so, is no success.
  if [ "$bad" -eq 0 ] && { [ "$ok" -eq 0 ] || [ "$status" -ne 0 ]; }; then bad=1; fi
  add "$name" "$ok" "$bad"
}

python() { # the interpreter with zeep; made anew when the requirements changed
  local venv=$root/.build-venv
  if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv" \
      && timeout "$(seconds 120)" "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" \
      && cp "$here/requirements.txt" "$venv/requirements.txt" || return 1
  fi > "$work/venv.log" 2>&1
  echo "$venv/bin/python"
}

start_simulator() {
  KAKAPO_PASSWORD=$password "$bin/kakapo" simulate --port 0 --user interface > "$work/simulator.log" 2>&1 < /dev/null &
  simulator=$!
  for _ in $(seq 100); do
    simulated=$(sed -nE 's/^The portal listens at (http.*)$/\1/p' "$work/simulator.log")
    [ -z "$simulated" ] || return 0
    kill -0 "$simulator" 2> /dev/null || return 1
    sleep 0.1
  done
  return 1
}

# URLSession on Linux takes the system's certificate authorities and no others, so a library says what those are.
start_https() { # ENDPOINT
  local clang variables
  clang=$(command -v clang || echo "$(dirname "$(readlink -f "$(command -v swift)")")/clang")
  "$clang" -fuse-ld=lld -shared -fPIC -Wall -Wextra -Werror -o "$work/authority.so" "$here/https/authority.c" -ldl \
    && variables=$(timeout "$(seconds 60)" "$here/https/host.sh" start "$1") || return 1
  https=("LD_PRELOAD=$work/authority.so" "KAKAPO_AUTHORITY=$root/Fixtures/TLS/authority.pem")
  mapfile -t -O ${#https[@]} https <<< "$variables"
}

# The Swift tests say how many there were; a run of none, or of skipped ones only, is a failure.
swift_tests() {
  local log=$work/swift.log tests issues
  # Built before, so that nothing but the tests gets the library.
  timeout -k 5 "$(seconds 240)" swift build --build-tests --package-path "$root" --scratch-path "$bin/../.." > "$log" 2>&1
  KAKAPO_ASPNET_ENDPOINT=$1 timeout -k 5 "$(seconds 240)" env "${https[@]}" \
    swift test --skip-build --package-path "$root" --scratch-path "$bin/../.." --filter InteropTests > "$log" 2>&1
  tests=$(grep -acE '^✔ Test [^r].* passed after' "$log")
  issues=$(grep -acE '^✘ Test [^r].* failed after' "$log")
  if [ "$issues" -gt 0 ] || [ "$tests" -eq 0 ] \
    || ! grep -aqE '^✔ Test run with [0-9]+ tests .*passed' "$log"; then
    grep -aE '✘|error:' "$log" | cut -c1-400 | head -n 40
    [ "$issues" -gt 0 ] || { tail -n 15 "$log"; issues=1; }
  fi
  add 'Swift client and ASP.NET' "$tests" "$issues"
}

password='hunter2 hörse & <hunter2>'
interpreter=$(python) || {
  tail -n 20 "$work/venv.log"
  add 'the virtual environment of zeep' 0 1
}

# Documents of all types, from generated code to zeep and back.
documents() {
  local log=$work/documents.log exchange=$work/documents phase
  mkdir -p "$exchange"
  for phase in write read; do
    KAKAPO_EXCHANGE=$exchange timeout -k 5 "$(seconds 240)" swift test --skip-build --package-path "$root" \
      --scratch-path "$bin/../.." --filter RoundTripTests/exchangeWithZeep > "$log" 2>&1 \
      && grep -aqE '^✔ Test run with 1 test .*passed' "$log" \
      || { grep -aE '✘|error:' "$log" | cut -c1-400 | head -n 20; add 'documents of generated code' 0 1; return; }
    [ "$phase" = read ] || part 'zeep and documents of generated code' \
      "$interpreter" "$here/zeep_documents.py" "$root/Fixtures/WSDL" "$exchange"
  done
  add 'documents of zeep' 1 0
}

if start_simulator; then
  [ -z "$interpreter" ] || part 'zeep and the simulator' \
    "$interpreter" "$here/zeep_calls.py" "$simulated?WSDL" interface "$password"
  part 'PHP and the simulator' php "$here/php_calls.php" "$simulated?WSDL" interface "$password"
  [ -z "$interpreter" ] || part 'envelopes, by the simulator' \
    "$interpreter" "$here/compare_envelopes.py" "$simulated?WSDL" "$root/Fixtures/Requests"
else
  cat "$work/simulator.log"
  add 'the simulator' 0 1
fi

if endpoints=$(timeout "$(seconds 120)" "$here/aspnet/host.sh" start "$here/aspnet"); then
  hosted=$(grep -F /KakapoProvision/ <<< "$endpoints")
  administer() {
    curl -sfG --noproxy '*' --max-time 30 "${hosted%/KakapoProvision/*}/Admin.ashx" -d portal=KakapoProvision "$@"
  }
  administer -d do=reset -d user=interface --data-urlencode "password=$password" \
    -d serverHostName=sp.example.com > /dev/null || add 'the ASP.NET host' 0 1
  [ -z "$interpreter" ] || part 'zeep and ASP.NET' \
    "$interpreter" "$here/zeep_calls.py" "$hosted?WSDL" interface "$password"
  part 'PHP and ASP.NET' php "$here/php_calls.php" "$hosted?WSDL" interface "$password"
  [ -z "$interpreter" ] || part 'envelopes, by ASP.NET' \
    "$interpreter" "$here/compare_envelopes.py" "$hosted?WSDL" "$root/Fixtures/Requests"
  if [ "$(administer -d do=failedLogins)" = 0 ] && [ "$(administer -d do=logins)" -gt 0 ]; then
    add 'no failed login so far' 1 0
  else
    add 'no failed login so far' 0 1
  fi
  drifted=$(grep -F /Drifted/ <<< "$endpoints")
  said=$work/contract.log
  if "$bin/kakapo" contract check --endpoint "$hosted" > "$said" 2>&1 && grep -q 'No differences' "$said"; then
    add 'kakapo contract check' 1 0
  else
    cat "$said"
    add 'kakapo contract check' 0 1
  fi
  status=0
  "$bin/kakapo" contract diff built-in "$drifted?WSDL" > "$said" 2>&1 || status=$?
  if [ "$status" = 76 ] && grep -qE '^breaking +AddGroup +.*seats' "$said" \
    && grep -qE '^followed .*loginUsername' "$said" && grep -qE '^harmless +AddReseller +.*notes' "$said"; then
    add 'kakapo contract diff' 1 0
  else
    cat "$said"
    add 'kakapo contract diff' 0 1
  fi
  # Compiling the generated package takes its time on a cold machine.
  limit=300 part 'code generated from a drifted WSDL' \
    "$here/generated/check.sh" "$bin" "$drifted" interface simulator sp.example.com
  https=()
  start_https "$hosted" || add 'nginx with TLS, and a proxy' 0 1
  swift_tests "$hosted"
else
  add 'the ASP.NET host' 0 1
fi

[ -z "$interpreter" ] || documents

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
