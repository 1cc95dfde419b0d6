"""How cost grows with the number of items, as numbers and as a picture."""

import math

from table import duration

NAMES = {
    "encode": "write a call of so many elements",
    "decode": "read an answer of so many licences",
    "plan": "read, check and plan so many users",
    "simulator": "so many users added at the local portal",
}
# Below this, what is the same for any number of items counts for too much.
FIRST_OF_FIT = 1000


def measure(programs, table):
    """Measures all kinds of work and draws them."""
    program = programs.swift("GrowthBenchmark")
    series = {}
    for name, title in NAMES.items():
        lines = programs.run([program, name]).splitlines()
        points = [(int(count), float(seconds)) for count, seconds in map(str.split, lines)]
        series[name] = points
        last = points[-1]
        table.add(
            f"growth, {title}: exponent", exponent(points),
            f"{duration(last[1] / last[0] * 1e9)} an item at {last[0]:,}", f"growth-{name}", unit="")
    (programs.here / "growth.svg").write_text(draw(series))


def exponent(points):
    """The slope in a picture of two logarithmic axes: 1 is linear, 2 quadratic."""
    logs = [(math.log(count), math.log(seconds)) for count, seconds in points if count >= FIRST_OF_FIT]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


# The picture

WIDTH, HEIGHT = 860, 500
LEFT, RIGHT, TOP, BOTTOM = 84, 300, 64, 60
COLORS = {"encode": "#1b6ca8", "decode": "#b3541e", "plan": "#3b7d3c", "simulator": "#7a3e9d"}
LABELS = {"encode": "write a call", "decode": "read an answer", "plan": "plan a rollout", "simulator": "local portal and client"}


def draw(series):
    """Time for all items over their number, both logarithmic; a straight line that rises by one is linear growth."""
    all_points = [point for points in series.values() for point in points]
    low = math.floor(math.log10(min(seconds for _, seconds in all_points)))
    high = math.ceil(math.log10(max(seconds for _, seconds in all_points)))
    last_count = max(count for count, _ in all_points)

    def x(count):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(count) / math.log10(last_count)

    def y(seconds):
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - math.log10(seconds)) / (high - low)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="26" font-size="17" fill="#222222">Processor time over the number of items</text>',
        f'<text x="{LEFT}" y="46" fill="#555555">Both axes are logarithmic: parallel to the dashed lines is linear '
        "growth.</text>",
    ]
    for power in range(low, high + 1):
        height = y(10 ** power)
        out.append(line(LEFT, height, WIDTH - RIGHT, height, "#e2e2e2"))
        out.append(text(LEFT - 10, height + 4, axis_label(10 ** power), "end"))
    for power in range(int(math.log10(last_count)) + 1):
        place = x(10 ** power)
        out.append(line(place, TOP, place, HEIGHT - BOTTOM, "#e2e2e2"))
        out.append(text(place, HEIGHT - BOTTOM + 20, f"{10 ** power:,}", "middle"))
    out.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "items", "middle"))
    for start in range(low - 5, high):
        out.append(guide(x, y, 10 ** start, last_count, 10 ** low, 10 ** high))
    ends = spread([(y(points[-1][1]), name) for name, points in series.items()], 38)
    for name, points in series.items():
        path = " ".join(f"{x(count):.1f},{y(seconds):.1f}" for count, seconds in points)
        color = COLORS[name]
        out.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.2"/>')
        out += [f'<circle cx="{x(c):.1f}" cy="{y(s):.1f}" r="2.6" fill="{color}"/>' for c, s in points]
        count, seconds = points[-1]
        place = ends[name]
        out.append(line(x(count) + 4, y(seconds), x(count) + 18, place - 4, color))
        out.append(f'<text x="{x(count) + 22:.1f}" y="{place:.1f}" fill="{color}" font-weight="bold">{LABELS[name]}</text>')
        detail = f"{duration(seconds / count * 1e9)} an item, exponent {exponent(points):.2f}"
        out.append(f'<text x="{x(count) + 22:.1f}" y="{place + 16:.1f}" fill="#555555">{detail}</text>')
    return "\n".join(out) + "\n</svg>\n"


def guide(x, y, start, last_count, low, high):
    """A line of linear growth, as far as it lies in the picture."""
    first = max(1, low / start)
    last = min(last_count, high / start)
    if first >= last:
        return ""
    return line(x(first), y(start * first), x(last), y(start * last), "#c4c4c4", ' stroke-dasharray="3 5"')


def spread(places, distance):
    """Labels that would stand on each other are moved apart."""
    result, last = {}, -math.inf
    for place, name in sorted(places):
        last = max(place, last + distance)
        result[name] = last
    return result


def axis_label(seconds):
    for factor, unit in ((1, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= factor * 0.999:
            return f"{seconds / factor:,.0f} {unit}"
    return f"{seconds * 1e9:.0f} ns"


def line(x1, y1, x2, y2, color, more=""):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{color}"{more}/>'


def text(x, y, words, anchor):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#444444">{words}</text>'
