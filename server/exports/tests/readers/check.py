"""Reads the files of one folder with the programs of analysts and compares every value, label and missing code with
`expected.json`. Ends with the first difference.

    check.py FOLDER XSD
"""

import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pyreadstat
from lxml import etree

FOLDER = Path(sys.argv[1])
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
VARIABLES = EXPECTED["variables"]
ROWS = EXPECTED["cells"]
UNICODE = os.environ | {"LC_ALL": "C.UTF-8"}


def same(found, wanted, where):
    if found != wanted and not (isinstance(found, float) and found != found and wanted is None):
        raise SystemExit(f"{where}: {found!r} is not {wanted!r}")


def cut(text, size):
    return text.encode()[:size].decode(errors="ignore")


def beside_codes(text):
    """A text that reads like a missing code has an apostrophe before it."""
    return "'" + text if re.fullmatch(r"'*-[6-9]0*", text) else text


def spss_seconds(iso):
    day = datetime.date.fromisoformat(iso if len(iso) == 10 else iso + "-01")
    return float((day - datetime.date(1582, 10, 14)).days * 86400)


def holds_text(at):
    """Whether the file has to store this column as text."""
    form = VARIABLES[at]["form"]
    return form == "text" or form == "computed" and any("text" in (row[at] or {}) for row in ROWS)


def plain(number):
    return str(int(number)) if number == int(number) else str(number)


def stored(cell, at):
    """What SPSS has in this cell."""
    if cell is None:
        return "" if holds_text(at) else None
    if "missing" in cell:
        return str(cell["missing"]) if holds_text(at) else float(cell["missing"])
    if "choice" in cell:
        return float(cell["choice"] + 1)
    if "number" in cell:
        return plain(cell["number"]) if holds_text(at) else cell["number"]
    if holds_text(at):
        # Blanks at the end are part of no string, and a zero is its end.
        return beside_codes(cell["text"]).replace("\0", " ").rstrip(" ")
    return spss_seconds(cell["text"])


def sav():
    path = FOLDER / "data.sav"
    frame, meta = pyreadstat.read_sav(path, user_missing=True, disable_datetime_conversion=True, output_format="dict")
    same(meta.file_encoding, "UTF-8", "encoding")
    same(meta.number_rows, len(ROWS), "rows of .sav")
    same(meta.file_label, cut(EXPECTED["title"], 64), "title of .sav")
    same(meta.column_names, [variable["portable"] for variable in VARIABLES], "names of .sav")
    same(meta.column_labels, [cut(variable["question"], 255) for variable in VARIABLES], "questions of .sav")
    for at, variable in enumerate(VARIABLES):
        name = variable["portable"]
        found = list(frame[name])
        same(len(found), len(ROWS), f"length of {name}")
        for row, value in zip(ROWS, found):
            same(value.rstrip(" ") if isinstance(value, str) else value, stored(row[at], at), f".sav, {name}")
        sav_labels(meta, variable, at)
    sets = {s["name"]: (s["label"], s["members"]) for s in EXPECTED["sets"]}
    found = {
        name: (s["label"], [member.lower() for member in s["variable_list"]]) for name, s in meta.mr_sets.items()
    }
    same(found, {name: (label, [m.lower() for m in members]) for name, (label, members) in sets.items()}, "sets")
    same({(s["is_dichotomy"], s["counted_value"]) for s in meta.mr_sets.values()}, {(True, 1)} if sets else set(), "sets")


def sav_labels(meta, variable, at):
    name = variable["portable"]
    if holds_text(at):
        wanted = {str(code): text for code, text in variable["missing"]}
        found = {code.strip(): text for code, text in meta.variable_value_labels.get(name, {}).items()}
        ranges = [{"lo": str(code), "hi": str(code)} for code, _ in reversed(variable["missing"])][:3]
    else:
        labels = [(number, cut(text, 120)) for _, number, text in variable["labels"] if text]
        wanted = dict(labels + [(float(code), text) for code, text in variable["missing"]])
        found = meta.variable_value_labels.get(name, {})
        codes = [float(code) for code, _ in variable["missing"]]
        ranges = [{"lo": min(codes), "hi": max(codes)}] if codes else []
    same(found, wanted, f"labels of {name}")
    same(meta.missing_ranges.get(name, []), ranges, f"missing codes of {name}")


def pspp():
    """PSPP reads it without a complaint, to the same values."""
    if shutil.which("pspp-convert") is None:
        return False
    out = FOLDER / "pspp.csv"
    done = subprocess.run(["pspp-convert", FOLDER / "data.sav", out], env=UNICODE, capture_output=True, text=True)
    same((done.returncode, complaints(done.stdout + done.stderr)), (0, []), "pspp-convert")
    with out.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    same(lines[0], [variable["portable"] for variable in VARIABLES], "names in PSPP")
    same(len(lines) - 1, len(ROWS), "rows in PSPP")
    for line, row in zip(lines[1:], ROWS):
        for at, variable in enumerate(VARIABLES):
            wanted = stored(row[at], at)
            if variable["form"] in ("day", "month"):
                continue
            found = line[at]
            if wanted is None:
                same(found.strip(), "", f"PSPP, {variable['portable']}")
            elif isinstance(wanted, float):
                same(float(found), wanted, f"PSPP, {variable['portable']}")
            else:
                # Its CSV, not its reader, ends lines inside a text in its own way.
                same(found.rstrip(" ").replace("\r", ""), wanted.replace("\r", ""), f"PSPP, {variable['portable']}")
    syntax = FOLDER / "look.sps"
    syntax.write_text(f"GET FILE='{FOLDER / 'data.sav'}'.\nDISPLAY DICTIONARY.\nMRSETS /DISPLAY NAME=ALL.\n")
    done = subprocess.run(["pspp", "--batch", syntax], env=UNICODE, capture_output=True, text=True)
    # Its lines are broken anywhere.
    said = re.sub(r"\s+", " ", done.stdout)
    same((done.returncode, done.stderr, complaints(said)), (0, "", []), "PSPP")
    return True


def complaints(said):
    """PSPP before 2.0 expects the length of the missing codes of a text before each of them, where SPSS has it once: it
    tells so and goes on without these codes."""
    said = re.sub(r"(warning: )?\S+ near offset 0x[0-9a-f]+: Extension record subtype 22 ends unexpectedly\.", "", said)
    return re.findall(r"(?:warning|error|near offset).{0,200}", said)


def xlsx():
    book = openpyxl.load_workbook(FOLDER / "data.xlsx")
    same(book.sheetnames, ["Daten", "Codebuch", "Methode"], "sheets")
    sheet = book["Daten"]
    same([cell.value for cell in sheet[1]], [variable["name"] for variable in VARIABLES], "names of XLSX")
    same(sheet.max_row - 1, len(ROWS), "rows of XLSX")
    for number, row in enumerate(ROWS, 2):
        for at, variable in enumerate(VARIABLES):
            found = sheet.cell(number, at + 1)
            same(found.data_type == "f", False, "formula")
            same(shown(found.value), excel(row[at], variable), f"XLSX, {variable['name']}")
    codes = {(line[0], str(line[3])): line[4] for line in book["Codebuch"].iter_rows(min_row=2, values_only=True)}
    for variable in VARIABLES:
        for code, _, text in variable["labels"]:
            same(codes[variable["name"], code] or "", text, "label of XLSX")
        for code, text in variable["missing"]:
            same(codes[variable["name"], str(code)], text, "missing code of XLSX")
    facts = {line[0]: line[1] for line in book["Methode"].iter_rows(values_only=True)}
    same(facts["Zeilen"], str(len(ROWS)), "method")


def shown(value):
    """As typed: the library gives control characters as Excel writes them down."""
    if isinstance(value, str):
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value)
    if isinstance(value, datetime.datetime):
        return value.date()
    return float(value) if isinstance(value, int) else value


def excel(cell, variable):
    if cell is None:
        return None
    if "missing" in cell:
        return float(cell["missing"])
    if "choice" in cell:
        return variable["labels"][cell["choice"]][0]
    if "number" in cell:
        return cell["number"]
    if variable["form"] in ("day", "month"):
        return datetime.date.fromisoformat((cell["text"] + "-01")[:10])
    return cell["text"] or None


def parquet():
    table = pyarrow.parquet.read_table(FOLDER / "data.parquet")
    same(table.column_names, [variable["name"] for variable in VARIABLES], "names of Parquet")
    same(table.num_rows, len(ROWS), "rows of Parquet")
    columns = table.to_pydict()
    for at, variable in enumerate(VARIABLES):
        for row, value in zip(ROWS, columns[variable["name"]]):
            same(value, columnar(row[at], at), f"Parquet, {variable['name']}")
    book = json.loads(table.schema.metadata[b"codebook"])
    for found, variable in zip(book["variables"], VARIABLES, strict=True):
        same([(label["code"], label["label"]) for label in found["labels"]], [(l[0], l[2]) for l in variable["labels"]], "labels")
        same([[code["code"], code["label"]] for code in found["missing"]], variable["missing"], "missing codes of Parquet")
        same(found["question"], variable["question"], "question of Parquet")


def columnar(cell, at):
    variable = VARIABLES[at]
    is_text = variable["form"] in ("choice", "day", "month") or holds_text(at)
    if cell is None:
        return None
    if "missing" in cell:
        return str(cell["missing"]) if is_text else cell["missing"]
    if "choice" in cell:
        return variable["labels"][cell["choice"]][0]
    if "number" in cell:
        return plain(cell["number"]) if is_text else cell["number"]
    return beside_codes(cell["text"])


def ddi():
    schema = etree.XMLSchema(etree.parse(sys.argv[2]))
    document = etree.parse(FOLDER / "data-ddi.xml")
    schema.assertValid(document)
    ns = {"d": "ddi:codebook:2_5"}
    found = document.findall(".//d:var", ns)
    same([var.get("name") for var in found], [variable["name"] for variable in VARIABLES], "names of DDI")
    for var, variable in zip(found, VARIABLES):
        same(var.findtext("d:labl", None, ns), variable["question"], "question of DDI")
        categories = [
            (c.get("missing"), c.findtext("d:catValu", None, ns), c.findtext("d:labl", "", ns)) for c in var.findall("d:catgry", ns)
        ]
        wanted = [("N", code, text) for code, _, text in variable["labels"]]
        same(categories, wanted + [("Y", str(code), text) for code, text in variable["missing"]], "codes of DDI")
    by_id = {var.get("ID"): variable["portable"] for var, variable in zip(found, VARIABLES)}
    groups = [[by_id[member] for member in group.get("var").split()] for group in document.findall(".//d:varGrp", ns)]
    same(groups, [s["members"] for s in EXPECTED["sets"]], "sets of DDI")


def r():
    """R loads the CSV by its script to the same values, with the reason of every gap. It takes long, so it must be asked for."""
    if "BEDARFSKOMPASS_READER_R" not in os.environ or shutil.which("Rscript") is None:
        return False
    (FOLDER / "look.R").write_text(LOOK)
    done = subprocess.run(["Rscript", "--vanilla", "look.R"], cwd=FOLDER, env=UNICODE, capture_output=True, text=True)
    same((done.returncode, done.stderr), (0, ""), "R")
    with (FOLDER / "r.tsv").open(encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    found = {(int(row), name): (form, value, why) for row, name, form, value, why in lines if row != "0"}
    labels = {name: value for row, name, _, value, _ in lines if row == "0"}
    for at, variable in enumerate(VARIABLES):
        same(unhex(labels[variable["portable"]]), variable["question"], "question in R")
        reasons = dict((code, text) for code, text in variable["missing"])
        for number, row in enumerate(ROWS, 1):
            form, value, why = found[number, variable["portable"]]
            cell = row[at]
            is_gap = cell is None or "missing" in cell
            same(unhex(why), reasons[cell["missing"]] if cell and "missing" in cell else "NA", f"gap in R, {variable['name']}")
            same(form == "NA", is_gap, f"NA in R, {variable['name']}")
            if not is_gap:
                same(unhex(value) if form != "number" else float(unhex(value)), in_r(cell, variable, form), f"R, {variable['name']}")
    return True


def in_r(cell, variable, form):
    if "choice" in cell:
        texts = [text for _, _, text in variable["labels"]]
        code, _, text = variable["labels"][cell["choice"]]
        return f"{text} ({code})" if texts.count(text) > 1 else text
    if "number" in cell:
        return cell["number"] if form == "number" else plain(cell["number"])
    # R ends every line in the same way, inside a text too, and takes no zero.
    return cell["text"].replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def unhex(text):
    return bytes.fromhex(text).decode()


LOOK = r"""
source("data.R", encoding = "UTF-8")
hex <- function(x) paste(as.character(charToRaw(enc2utf8(as.character(x)))), collapse = "")
out <- file("r.tsv", "w")
say <- function(...) writeLines(paste(..., sep = "\t"), out)
for (name in names(answers)) {
  value <- answers[[name]]
  why <- as.character(missing_reasons[[name]])
  why[is.na(why)] <- "NA"
  say(0, name, "label", hex(attr(value, "label")), "")
  form <- if (is.numeric(value)) "number" else "text"
  shown <- if (is.numeric(value)) format(as.vector(value), digits = 17, trim = TRUE) else as.character(value)
  for (row in seq_along(shown)) {
    say(row, name, if (is.na(value[[row]])) "NA" else form, if (is.na(value[[row]])) "" else hex(shown[[row]]), hex(why[[row]]))
  }
}
close(out)
"""


sav()
xlsx()
parquet()
ddi()
ran = [name for name, check in (("PSPP", pspp), ("R", r)) if check()]
print(" ".join(["pyreadstat", "openpyxl", "pyarrow", "schema", *ran]))
