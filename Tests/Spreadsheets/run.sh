#!/usr/bin/env bash
# Holds the reader of workbooks against programs that write them: openpyxl, XlsxWriter and LibreOffice.
#
#   run.sh BUILD_DIR            the directory with the kakapo executable, for example .build/debug
#   run.sh --fixtures           writes the workbooks of Fixtures/Spreadsheets again
#   run.sh --measure BUILD_DIR  time and memory of a plan of 100,000 rows
#
# Installs the Python libraries into .build-venv-spreadsheets (ignored by git); LibreOffice has to be there. See README.md.
# Prints "N passed, M failed" as its last line; the exit code is 0 when nothing failed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
root=$(cd "$here/../.." && pwd -P)

mode=check
case ${1:-} in
  --fixtures | --measure) mode=${1#--}; shift ;;
esac
[ "$mode" = fixtures ] || [ $# -eq 1 ] || { echo 'usage: run.sh [--measure] BUILD_DIR | --fixtures' >&2; exit 64; }
[ "$mode" = fixtures ] || kakapo=$(readlink -f "$1")/kakapo
[ "$mode" = fixtures ] || [ -x "$kakapo" ] || { echo "run.sh: there is no executable kakapo in $1" >&2; exit 66; }

venv=$root/.build-venv-spreadsheets
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
  python3 -m venv "$venv"
  "$venv/bin/pip" -q --disable-pip-version-check install -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/requirements.txt"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KAKAPO_STATE_DIR=$work/state

if [ "$mode" = measure ]; then
  "$venv/bin/python" "$here/make_books.py" "$work" 100000
  for book in large-openpyxl.xlsx large-xlsxwriter.xlsx large.csv; do
    /usr/bin/time -f "$book: %e s, %M KiB" "$kakapo" plan "$work/$book" --endpoint http://127.0.0.1:9/x.asmx > "$work/plan.txt"
    grep -q '100,000 rows' "$work/plan.txt"
  done
  exit
fi

# Converts files to workbooks, or to CSV as LibreOffice shows the cells.
office() { # FORMAT OUTPUT_FOLDER FILE…
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "$1" --outdir "$2" "${@:3}" \
    > "$work/office.log" 2>&1 < /dev/null || { cat "$work/office.log"; exit 1; }
}

"$venv/bin/python" "$here/make_books.py" "$work"
mkdir "$work/office" "$work/shown"
# LibreOffice writes the same table: from another workbook, and by way of its own format.
office xlsx "$work/office" "$work/openpyxl.xlsx" "$work/users-xlsxwriter.xlsx"
mv "$work/office/openpyxl.xlsx" "$work/libreoffice.xlsx"
mv "$work/office/users-xlsxwriter.xlsx" "$work/users-libreoffice.xlsx"
office ods "$work/office" "$work/export.xlsx"
office xlsx "$work/office" "$work/office/export.ods"
mv "$work/office/export.xlsx" "$work/export-libreoffice.xlsx"
cp "$work/openpyxl.csv" "$work/libreoffice.csv"
cp "$work/users-xlsxwriter.csv" "$work/users-libreoffice.csv"
cp "$work/export.csv" "$work/export-libreoffice.csv"
# What LibreOffice shows is compared with what is read, so that it isn't our own word alone.
office 'csv:Text - txt - csv (StarCalc):44,34,76' "$work/shown" "$work/xlsxwriter.xlsx" "$work"/formats-*.xlsx
cp "$work/xlsxwriter.xlsx" "$work/shown.xlsx"
mv "$work/shown/xlsxwriter.csv" "$work/shown.csv"
mv "$work"/shown/formats-*.csv "$work"

if [ "$mode" = fixtures ]; then
  for name in openpyxl-rich xlsxwriter libreoffice export export-libreoffice; do
    cp "$work/$name.xlsx" "$work/$name.csv" "$root/Fixtures/Spreadsheets"
  done
  cp "$work/export.map.yaml" "$root/Fixtures/Spreadsheets"
  exit
fi
names=$(cd "$work" && ls ./*.xlsx | sed 's|^\./||; s|\.xlsx$||')
# shellcheck disable=SC2086
python3 "$here/check.py" "$kakapo" "$work" $names | tee "$work/check.log"
tail -n 1 "$work/check.log" | grep -q ', 0 failed$'
