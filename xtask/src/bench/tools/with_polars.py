"""What `bedarfskompass analyse` does, as an analyst would write it with polars: lazily, in one query for all items.

    python with_polars.py gap|frequencies FILE
    python with_polars.py crosstab FILE ROWS COLUMNS

Prints one JSON object with the field names of the command, and `seconds`: from before the file is read until the figures
stand, without the start of Python and its imports.
"""

import json
import math
import sys
import time

import polars as pl

TOP = 4  # of the scale from 1 to 5, the two highest


def gap_of(name):
    """The figures of one item, from those who rated it twice."""
    answered = pl.col(f"imp_{name}").is_not_null() & pl.col(f"sat_{name}").is_not_null()
    importance = pl.col(f"imp_{name}").filter(answered)
    fulfilment = pl.col(f"sat_{name}").filter(answered)
    gaps = importance - fulfilment
    lower, higher = (gaps > 0).mean() * 100, (gaps < 0).mean() * 100
    return pl.struct(
        item=pl.lit(name),
        n=gaps.len(),
        imp_mean=importance.mean(),
        sat_mean=fulfilment.mean(),
        gap=gaps.mean(),
        gap_sd=gaps.std(),
        gap_se=gaps.std() / gaps.len().sqrt(),
        dz=gaps.mean() / gaps.std(),
        mwds=gaps.mean() * importance.mean(),
        NR_pct=lower,
        TR_pct=(gaps == 0).mean() * 100,
        PR_pct=higher,
        RDS=higher - lower,
        top2_imp=(importance >= TOP).mean(),
        top2_sat=(fulfilment >= TOP).mean(),
    ).alias(name)


def gap(path):
    table = pl.scan_csv(path)
    columns = table.collect_schema().names()
    names = [name.removeprefix("imp_") for name in columns if name.startswith("imp_")]
    items = list(table.select(gap_of(name) for name in names).collect().row(0))
    return {
        "grand_mean_importance": sum(item["imp_mean"] for item in items) / len(items),
        "grand_mean_satisfaction": sum(item["sat_mean"] for item in items) / len(items),
        "items": items,
    }


def crosstab(path, rows, columns):
    both = pl.scan_csv(path).select(rows, columns).drop_nulls()
    cells = both.group_by(rows, columns).len().collect()
    wide = cells.pivot(on=columns, index=rows, values="len").fill_null(0)
    counts = wide.drop(rows).cast(pl.Int64).to_numpy()
    n = int(counts.sum())
    expected = counts.sum(axis=1)[:, None] * counts.sum(axis=0)[None, :] / n
    x2 = float(((counts - expected) ** 2 / expected).sum())
    smaller = min(counts.shape) - 1
    return {
        "n": n,
        "X2": x2,
        "df": (counts.shape[0] - 1) * (counts.shape[1] - 1),
        "cramers_v": math.sqrt(x2 / n / smaller),
        "smallest_expected": float(expected.min()),
        "items": [
            {"row": row, "column": str(column), "count": count, "share": count / n}
            for row, column, count in cells.iter_rows()
        ],
    }


def frequencies(path):
    table = pl.scan_csv(path).collect()
    correction = table.height / (table.height - 1)
    items = []
    for column in table.select("^(imp|sat)_.*$"):
        counts = column.drop_nulls().value_counts()
        n = int(counts["count"].sum())
        for value, count in counts.iter_rows():
            p = count / n
            se = math.sqrt(p * (1 - p) / n * correction)
            items.append({"item": f"{column.name}={value}", "n": n, "p": p, "se": se})
    return {"items": items}


if __name__ == "__main__":
    work = {"gap": gap, "crosstab": crosstab, "frequencies": frequencies}[sys.argv[1]]
    started = time.perf_counter()
    figures = work(*sys.argv[2:])
    figures["seconds"] = time.perf_counter() - started
    print(json.dumps(figures))
