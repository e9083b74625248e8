"""What `bedarfskompass analyse` does, as an analyst would write it with pandas.

    python with_pandas.py gap|frequencies FILE
    python with_pandas.py crosstab FILE ROWS COLUMNS

Prints one JSON object with the field names of the command, and `seconds`: from before the file is read until the figures
stand, without the start of Python and its imports.
"""

import json
import math
import sys
import time

import pandas as pd

TOP = 4  # of the scale from 1 to 5, the two highest


def gap(path):
    table = pd.read_csv(path)
    names = [name.removeprefix("imp_") for name in table.columns if name.startswith("imp_")]
    items = []
    for name in names:
        pair = table[[f"imp_{name}", f"sat_{name}"]].dropna()
        importance, fulfilment = pair.iloc[:, 0], pair.iloc[:, 1]
        gaps = importance - fulfilment
        n, mean, sd = len(pair), gaps.mean(), gaps.std()
        lower, higher = (gaps > 0).mean() * 100, (gaps < 0).mean() * 100
        items.append({
            "item": name,
            "n": n,
            "imp_mean": importance.mean(),
            "sat_mean": fulfilment.mean(),
            "gap": mean,
            "gap_sd": sd,
            "gap_se": sd / math.sqrt(n),
            "dz": mean / sd,
            "mwds": mean * importance.mean(),
            "NR_pct": lower,
            "TR_pct": (gaps == 0).mean() * 100,
            "PR_pct": higher,
            "RDS": higher - lower,
            "top2_imp": (importance >= TOP).mean(),
            "top2_sat": (fulfilment >= TOP).mean(),
        })
    return {
        "grand_mean_importance": sum(item["imp_mean"] for item in items) / len(items),
        "grand_mean_satisfaction": sum(item["sat_mean"] for item in items) / len(items),
        "items": items,
    }


def crosstab(path, rows, columns):
    table = pd.read_csv(path, usecols=[rows, columns]).dropna()
    counts = pd.crosstab(table[rows], table[columns])
    n = int(counts.to_numpy().sum())
    expected = counts.sum(axis=1).to_numpy()[:, None] * counts.sum(axis=0).to_numpy()[None, :] / n
    x2 = float(((counts.to_numpy() - expected) ** 2 / expected).sum())
    smaller = min(counts.shape) - 1
    cells = counts.stack().items()
    return {
        "n": n,
        "X2": x2,
        "df": (counts.shape[0] - 1) * (counts.shape[1] - 1),
        "cramers_v": math.sqrt(x2 / n / smaller),
        "smallest_expected": float(expected.min()),
        "items": [
            {"row": row, "column": f"{column:g}", "count": int(count), "share": count / n}
            for (row, column), count in cells
        ],
    }


def frequencies(path):
    table = pd.read_csv(path)
    correction = len(table) / (len(table) - 1)
    items = []
    for name in table.columns[table.columns.str.startswith(("imp_", "sat_"))]:
        counts = table[name].value_counts()
        n = int(counts.sum())
        for value, count in counts.items():
            p = count / n
            se = math.sqrt(p * (1 - p) / n * correction)
            items.append({"item": f"{name}={value:g}", "n": n, "p": p, "se": se})
    return {"items": items}


if __name__ == "__main__":
    work = {"gap": gap, "crosstab": crosstab, "frequencies": frequencies}[sys.argv[1]]
    started = time.perf_counter()
    figures = work(*sys.argv[2:])
    figures["seconds"] = time.perf_counter() - started
    print(json.dumps(figures))
