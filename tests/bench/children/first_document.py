"""The first PDF of a process, timed with all that is imported for it."""

import sys
import time

from tests.bench.six_pages import SIX_PAGES
from tests.documents.made_up import a_document

began = time.perf_counter()
if sys.argv[1] == "ours":
    from iomdesk.documents.pdf import to_pdf as make
else:
    from tests.bench.plain_documents import plain_pdf as make

made = make(a_document(*SIX_PAGES))
took = (time.perf_counter() - began) * 1000
assert made.startswith(b"%PDF")
sys.stdout.write(f"{took}\n")
sys.stdout.flush()
