"""Prints what it takes WeasyPrint, in this process, to make a tagged PDF of a page of HTML."""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

times: list[float] = []
pdf = b""
html = Path(sys.argv[1]).read_text(encoding="utf-8")
for _ in range(1 + int(sys.argv[2])):
    before = time.perf_counter_ns()
    weasyprint = importlib.import_module("weasyprint")  # a peer has libraries of its own
    pdf = weasyprint.HTML(string=html, base_url=sys.argv[1]).write_pdf(pdf_variant="pdf/ua-1")
    times.append((time.perf_counter_ns() - before) / 1e6)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
Path(sys.argv[1]).with_suffix(".pdf").write_bytes(pdf)
json.dump([times[0], times[1:], peak], sys.stdout)
