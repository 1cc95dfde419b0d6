"""Figures, their targets, and the table that shows them."""

import statistics

# What is to be reached: comparison and number. The key names the figure for `--target`.
TARGETS = {
    "encode-gsoap": (">=", 3),
    "decode-floor": ("<=", 1.8),
    "decode-gsoap": (">=", 2),
    "large-decode-floor": ("<=", 1.8),
    "large-decode-gsoap": (">=", 2),
    "large-decode-zeep": (">=", 50),
    "one-URLSession": ("<=", 1.10),
    "alone-1": ("<=", 2.5),
    "alone-16": ("<=", 1.5),
    "alone-64": ("<=", 1.5),
    "rate-libcurl-zeep": (">=", 10),
    "rate-libcurl-gsoap": (">=", 0.4),
    "latency-URLSession-64": (">=", 0.95),
    "latency-libcurl-64": (">=", 0.92),
    "latency-libcurl-256": (">=", 0.92),
    "latency-libcurl-1024": (">=", 0.45),
    "memory-libcurl": ("<=", 1.10),
    "large-memory-URLSession": ("<=", 3),
    "large-memory-libcurl": ("<=", 3),
    "rollout-processor": ("<=", 0.25),
    "rollout-zeep": (">=", 3),
    "rollout-latency": (">=", 0.9),
    "growth-encode": ("<=", 1.1),
    "growth-decode": ("<=", 1.1),
    "growth-plan": ("<=", 1.1),
    "growth-simulator": ("<=", 1.1),
}


class Table:
    """Prints one figure a line as they come, and counts those that were missed."""

    def __init__(self, targets):
        self.targets = dict(TARGETS)
        for given in targets:
            key, _, number = given.partition("=")
            if key not in TARGETS:
                raise SystemExit(f"there is no target {key}; there are: {', '.join(TARGETS)}")
            self.targets[key] = (TARGETS[key][0], float(number))
        self.reached = 0
        self.missed = 0
        print(f"{'figure':<64} {'ratio':>8}  {'target':<8} {'':<7} absolute")

    def add(self, name, value, absolute="", key=None, unit="×"):
        """Shows a figure; one with a key is judged."""
        target, verdict = "-", ""
        if key:
            comparison, number = self.targets[key]
            target = f"{'≥' if comparison == '>=' else '≤'} {number:g}"
            if value >= number if comparison == ">=" else value <= number:
                verdict = "ok"
                self.reached += 1
            else:
                verdict = "MISSED"
                self.missed += 1
        shown = f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"
        print(f"{name:<64} {shown:>6} {unit:<2} {target:<8} {verdict:<7} {absolute}", flush=True)

    def skip(self, name, why):
        print(f"{name:<64} {'':>8}  {'-':<8} {'':<7} not measured: {why}", flush=True)


def median_ratio(numerators, denominators):
    """The median of the ratios of measurements that were made right after each other."""
    return statistics.median(a / b for a, b in zip(numerators, denominators))


def duration(nanoseconds):
    for factor, unit in ((1e9, "s"), (1e6, "ms"), (1e3, "µs")):
        if nanoseconds >= factor:
            return f"{nanoseconds / factor:.2f} {unit}"
    return f"{nanoseconds:.0f} ns"
