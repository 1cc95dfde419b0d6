"""Draws what programs printed at a terminal as an SVG.

terminal.py [--replace OLD=NEW] COMMAND TYPESCRIPT [COMMAND TYPESCRIPT]...: each TYPESCRIPT is a file of `script`; COMMAND is
the line to show before its output.
"""

import html
import re
import sys
import unicodedata

COLUMNS = 100
WIDTH, HEIGHT, MARGIN = 7.8, 18, 16
COLORS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "": "#d0d7de"}


def screen(data):
    """The lines of a terminal after a text: lists of (character, color)."""
    lines, column, color = [[]], 0, ""
    for token in re.finditer(r"\x1b\[([0-9;?]*)([A-Za-z])|.|\n", data, re.DOTALL):
        text, (value, action) = token.group(0), (token.group(1), token.group(2))
        if action == "K":
            del lines[-1][column:]
        elif action == "m":
            color = value if value in COLORS else ""
        elif action:
            continue
        elif text == "\r":
            column = 0
        elif text == "\n":
            lines.append([])
            column = 0
        elif not unicodedata.category(text).startswith("C"):
            if column == COLUMNS:
                lines.append([])
                column = 0
            lines[-1][column:column + 1] = [(text, color)]
            column += 1
    return lines


def drawn(line, row):
    spans, run, color = [], "", None
    for character, its in [*line, ("", None)]:
        if its != color and run:
            spans.append(f'<tspan fill="{COLORS[color]}">{html.escape(run)}</tspan>')
            run = ""
        color = its
        run += character
    return f'<text x="{MARGIN}" y="{MARGIN + 34 + row * HEIGHT}" xml:space="preserve">{"".join(spans)}</text>'


def main(arguments):
    old = new = ""
    if arguments[0] == "--replace":
        old, new = arguments[1].split("=")
        arguments = arguments[2:]
    lines = []
    for command, path in zip(arguments[::2], arguments[1::2]):
        text = open(path, encoding="utf-8", newline="").read()
        # What `script` says about itself.
        text = re.sub(r"\AScript started.*?\n|\n?Script done.*\Z", "", text, flags=re.DOTALL)
        text = text.replace(old, new) if old else text
        lines.append([("$", "32"), *((character, "") for character in " " + command)])
        lines += screen(text.replace("\r\n", "\n"))
        while lines and not lines[-1]:
            lines.pop()
        lines.append([])
    lines.pop()
    width = int(COLUMNS * WIDTH + 2 * MARGIN)
    height = len(lines) * HEIGHT + 2 * MARGIN + 26
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="13">'
    )
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>')
    for index, color in enumerate(["#ff5f56", "#ffbd2e", "#27c93f"]):
        print(f'<circle cx="{MARGIN + 4 + index * 18}" cy="{MARGIN + 2}" r="5.5" fill="{color}"/>')
    for row, line in enumerate(lines):
        if line:
            print(drawn(line, row))
    print("</svg>")


main(sys.argv[1:])
