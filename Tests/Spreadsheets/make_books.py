"""Writes workbooks with openpyxl and XlsxWriter, each beside the CSV of what its first sheet shows.

    make_books.py FOLDER [ROWS]

With ROWS, writes only a table of that many rows with each library, for measuring.
"""
import csv
import datetime
import pathlib
import sys

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

NAMES = ["serverHostName", "resellerId", "resellerName", "groupId", "groupName", "broadworksUserId", "userName",
         "licenses", "state"]

# A cell: its value, its number format (or None), and what a spreadsheet in English shows.
EXPORT = [
    [("Login", None, "Login"), ("First name", None, "First name"), ("Last name", None, "Last name"),
     ("Site", None, "Site"), ("Package", None, "Package"), ("Status", None, "Status"), ("Number", None, "Number"),
     ("Hired", None, "Hired"), ("Rate", None, "Rate"), ("Active", None, "Active")],
    [("JDoe", None, "JDoe"), ("Jane", None, "Jane"), ("Doe & Co", None, "Doe & Co"), ("London", None, "London"),
     ("Gold", None, "Gold"), ("Active", None, "Active"), (42, "00000", "00042"),
     (datetime.date(2024, 2, 29), "yyyy-mm-dd", "2024-02-29"), (0.125, "0.0%", "12.5%"), (True, None, "TRUE")],
    [("sean", None, "sean"), ("Seán", None, "Seán"), ("O'Brien", None, "O'Brien"), ("Leeds", None, "Leeds"),
     ("None", None, "None"), (None, None, ""), (441234567890, "0", "441234567890"),
     (datetime.datetime(2023, 3, 15, 14, 30), "d/m/yyyy hh:mm", "15/3/2023 14:30"), (1234.5, "#,##0.00", "1,234.50"),
     (False, None, "FALSE")],
    [("花子", None, "花子"), ("a\nb", None, "a\nb"), (" x ", None, " x "), ("\"q\"", None, "\"q\""), (None, None, ""),
     ("Terminated", None, "Terminated"), (0.1, None, "0.1"), (datetime.time(7, 5), "h:mm AM/PM", "7:05 AM"),
     (-3.14159, "0.00;(0.00)", "(3.14)"), (1e-7, "0.00E+00", "1.00E-07")],
]


MAPPING = """\
sheet: Staff
columns:
  serverHostName: { value: sp.example.com }
  resellerId: { value: Acme }
  groupId: { column: Site, map: { London: Acme-London, Leeds: Acme-Leeds } }
  groupName: Site
  broadworksUserId: { column: Login, spaces: trim, case: lower, suffix: "@acme.example.com" }
  userName: { join: [First name, Last name], spaces: single }
  licenses: { column: Package, map: { Gold: UnityDesktop/Pro;UnityMobile/Standard, None: "" } }
  state: { column: Status, map: { Active: present, Terminated: absent }, default: present }
ignore: [Number, Hired, Rate, Active]
"""


def export(number):
    """A row of an export that the mapping turns into a user."""
    text = [f" User{number} ", "Jane", f"van  {'ABCDEFGHIJ'[number % 10]}", ["London", "Leeds"][number % 2],
            ["Gold", "None", ""][number % 3], ["Active", ""][number % 2]]
    cells = [(value or None, None, value) for value in text]
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number)
    return cells + [(number, "0000", f"{number:04}"), (day, "yyyy-mm-dd", str(day)),
                    (number / 8, "0.000", f"{number / 8:.3f}"), (number % 2 == 0, None, str(number % 2 == 0).upper())]


def row(number):
    return ["sp.example.com", "Acme", "Acme Ltd", f"Acme-{number % 40:03}", f"Site {number % 40}",
            f"user{number}@acme.example.com", f"Jane {'ABCDEFGHIJ'[number % 10]} Doe",
            "UnityDesktop/Pro;UnityMobile/Standard" if number % 3 else "", "present"]


def write_csv(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def with_openpyxl(path, table, rich=False):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Staff"
    for r, cells in enumerate(table, 1):
        for c, (value, code, _) in enumerate(cells, 1):
            if value is None:
                continue
            cell = sheet.cell(r, c, value)
            if rich and value == "Doe & Co":
                cell.value = CellRichText("Doe ", TextBlock(InlineFont(b=True), "& Co"))
            if isinstance(value, str):
                cell.data_type = "s"
            if code:
                cell.number_format = code
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Notes")["A1"] = "not this one"
    book.save(path)


def with_xlsxwriter(path, table, **options):
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("Staff")
    for r, cells in enumerate(table):
        for c, (value, code, _) in enumerate(cells):
            style = book.add_format({"num_format": code} if code else {})
            if value is None:
                sheet.write_blank(r, c, None, book.add_format({"bold": True}))
            elif isinstance(value, bool):
                sheet.write_boolean(r, c, value, style)
            elif isinstance(value, (int, float)):
                sheet.write_number(r, c, value, style)
            elif isinstance(value, str):
                sheet.write_string(r, c, value, style)
            else:
                sheet.write_datetime(r, c, value, style)
    sheet.autofilter(0, 0, len(table) - 1, 9)
    sheet.freeze_panes(1, 0)
    book.add_worksheet("Notes").write(0, 0, "not this one")
    book.close()


# Numbers in many formats, for which LibreOffice is asked what they show.
CODES = ["0", "00000", "#", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "0.00E+00", "000-0000", "+00 00 0000", "0.0##",
         "0;(0);\"none\"", "\"ID-\"0", "yyyy-mm-dd", "d mmm yyyy", "dddd, d mmmm yy", "h:mm:ss", "hh:mm AM/PM", "[h]:mm:ss", "mm:ss",
         "yyyy-mm-dd\\Thh:mm:ss", "m/d/yy h:mm"]
VALUES = [0, 1, 2.5, 7, 12, 99.995, 0.125, 61, 366, 1207, 12345, 36526, 36585.25, 44197.5, 45000.625, 99999, 1234567,
          5551234, 441234567, 123456789012, 0.5, 0.999, 40000.9999, -1, -2.5, -1207.25]


def with_formats(path, values):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Formats")
    styles = [book.add_format({"num_format": code}) for code in CODES]
    for c, style in enumerate(styles):
        sheet.write_string(0, c, f"F{c}")
        for r, value in enumerate(values, 1):
            # LibreOffice has other days before March 1900, dates behind 9999, and no hours of more than six digits.
            if c < 14 or 61 <= value < 46000:
                sheet.write_number(r, c, value, style)
    book.close()


def plain(rows):
    return [[(cell or None, None, cell) for cell in cells] for cells in rows]


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2:
        rows = [NAMES] + [row(number) for number in range(int(sys.argv[2]))]
        write_csv(folder / "large.csv", rows)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Users")
        for cells in rows:
            sheet.append(cells)
        book.save(folder / "large-openpyxl.xlsx")
        book = xlsxwriter.Workbook(folder / "large-xlsxwriter.xlsx", {"constant_memory": False})
        sheet = book.add_worksheet("Users")
        for r, cells in enumerate(rows):
            for c, cell in enumerate(cells):
                sheet.write_string(r, c, cell)
        book.close()
        return
    shown = [[text for _, _, text in cells] for cells in EXPORT]
    users = [NAMES] + [row(number) for number in range(50)]
    books = {
        "openpyxl": lambda path: with_openpyxl(path, EXPORT),
        "openpyxl-rich": lambda path: with_openpyxl(path, EXPORT, rich=True),
        "xlsxwriter": lambda path: with_xlsxwriter(path, EXPORT),
        "xlsxwriter-inline": lambda path: with_xlsxwriter(path, EXPORT, constant_memory=True),
        "xlsxwriter-1904": lambda path: with_xlsxwriter(path, EXPORT, date_1904=True),
        "xlsxwriter-zip64": lambda path: with_xlsxwriter(path, EXPORT, use_zip64=True),
    }
    for name, write in books.items():
        write(folder / f"{name}.xlsx")
        write_csv(folder / f"{name}.csv", shown)
    # Five rows each: kakapo lists five values of a column.
    for first in range(0, len(VALUES), 5):
        with_formats(folder / f"formats-{first}.xlsx", VALUES[first:first + 5])
    rows = [EXPORT[0]] + [export(number) for number in range(60)]
    with_xlsxwriter(folder / "export.xlsx", rows)
    write_csv(folder / "export.csv", [[text for _, _, text in cells] for cells in rows])
    (folder / "export.map.yaml").write_text(MAPPING)
    with_openpyxl(folder / "users-openpyxl.xlsx", plain(users))
    with_xlsxwriter(folder / "users-xlsxwriter.xlsx", plain(users))
    for name in ["users-openpyxl", "users-xlsxwriter"]:
        write_csv(folder / f"{name}.csv", users)


main()
