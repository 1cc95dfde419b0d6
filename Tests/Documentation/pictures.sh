#!/usr/bin/env bash
# Makes the pictures of the README from a real rollout against the local portal: one that is killed and resumed.
#
#   Tests/Documentation/pictures.sh [COMMAND]    COMMAND is the built kakapo; .build/debug/kakapo by default
#
# It needs python3, script (util-linux), and chromium or chromium-headless-shell for the picture of the report.
set -euo pipefail
cd "$(dirname "$0")/../.."
kakapo=$(realpath "${1:-.build/debug/kakapo}")
pictures=$PWD/.github/pictures
terminal=$PWD/Tests/Documentation/terminal.py
browser=$(command -v chromium-headless-shell || command -v chromium) || { echo 'pictures: there is no chromium'; exit 1; }

work=$(mktemp -d)
portal=
trap '[ -z "$portal" ] || kill "$portal"; rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/acme"
ln -s "$kakapo" "$work/bin/kakapo"
export PATH="$work/bin:$PATH" KAKAPO_STATE_DIR="$work/state" LC_ALL=C.UTF-8
cd "$work/acme"

kakapo simulate --latency 40 --stock UnityDesktop:Pro=297 --dropped 2% > "$work/portal" &
portal=$!
until grep -q KAKAPO_PASSWORD "$work/portal"; do kill -0 "$portal"; sleep 0.1; done
eval "$(grep '^  export' "$work/portal")"

python3 - > users.csv << 'END'
first = "Amy Björk Carla Dan Eva Finn Grace Hana Inês Jürg".split()
last = "Smith Müller Peña Okafor".split()
print("serverHostName,resellerId,resellerName,groupId,groupName,broadworksUserId,userName,licenses")
for number in range(300):
    group = "London" if number % 3 else "Leeds"
    user = f"user{number + 1}@acme.example.com"
    name = f"{first[number % 10]} {last[number // 10 % 4]}"
    print(f"sp.example.com,Acme,Acme Ltd,Acme-{group},{group},{user},{name},UnityDesktop/Pro;UnityMobile/Standard")
END

# Runs a command line at a terminal of 100 columns, and keeps what it prints.
shown() { # NAME LINE
  script --quiet --return --command "stty cols 100 rows 40; $2" "$work/$1" > "$work/screen" < /dev/null || true
  terminals+=("$2" "$work/$1")
}
terminals=()
shown killed 'timeout -s KILL 4 kakapo apply users.csv --yes'
shown resumed 'kakapo apply --resume users.csv --yes --report out'

mkdir -p "$pictures"
python3 "$terminal" --replace "$work/acme=/home/you" "${terminals[@]}" > "$pictures/rollout.svg"
"$browser" --no-sandbox --headless --disable-gpu --hide-scrollbars --window-size=1000,900 \
  --screenshot="$pictures/report.png" "file://$PWD/out/report.html" > "$work/browser" 2>&1 || { cat "$work/browser"; exit 1; }
ls -l "$pictures"
