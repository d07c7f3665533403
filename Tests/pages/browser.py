#!/usr/bin/env python3
"""Opens the pictures and pages that `whub` makes in a real browser, at two widths.

usage: browser.py PROGRAMS [KEEP]

PROGRAMS is the folder of `whub` and `whubd`; a page about a council's records comes from a hub with
invented ones, which listens on this machine alone and ends with this program. For each file the browser lays it out and this program
asks what came of it: errors on the console, text outside its picture or over other text, a page wider
than its window, a picture without a name or words for those who cannot see it, anything loaded from
elsewhere, type too small for a telephone, a print of too many sheets. With KEEP the screenshots stay in that folder, to be looked at.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zlib

BROWSERS = ("chromium-headless-shell", "chromium")
WIDTHS = (360, 1280)
SECONDS = 60
# Two texts may touch by their line spacing, and no more.
OVERLAP_PIXELS = 3
# In a page of text; a picture that stands alone is enlarged by whoever looks at it.
TYPE_PIXELS_MIN = 9
SHEETS_MAX = 12
PAGE_BYTES_MAX = 500_000
EXAMPLE_PLAN = pathlib.Path(__file__).resolve().parents[2] / "deploy/lib/example-plan.json"
# A self-assessment, invented: rated and not, written and not.
ANSWERS = """Priority,Kind,Text,Evidence,Sharing,Rating
SWP1,strength,We forecast three years ahead (invented).,https://council.example/plan,shared named,
SWP1,rating,,,,Developing
SWP1,area for improvement,Few providers know the forecast (invented).,,private,
SWP2,strength,Apprentices in every team (invented).,Report to the board,shared unnamed,
SWP2,rating,,,,Leading
SWP6,area for improvement,"Few leaders, few successors (invented).",,private,
"""

MEASURE = """
<script>
window.addEventListener('load', () => {
  const found = [];
  const of = (box) => [box.left, box.top, box.right, box.bottom];
  for (const svg of document.querySelectorAll('svg')) {
    // On a telephone bars under their words may stand where a picture would be too small to read.
    const bars = [...document.querySelectorAll('.bars')].filter((one) => one.checkVisibility());
    if (!svg.checkVisibility() && window.innerWidth < 500 && bars.length > 0) continue;
    const name = svg.getAttribute('aria-labelledby') || svg.getAttribute('aria-label');
    const isHidden = svg.getAttribute('aria-hidden') === 'true';
    const ids = (svg.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
    if (!isHidden && svg.getAttribute('role') !== 'img') found.push('a picture without a role');
    if (!isHidden && !name) found.push('a picture without a name');
    for (const id of ids) {
      const named = document.getElementById(id);
      if (!named || !named.textContent.trim()) found.push('a picture named by nothing: ' + id);
    }
    const frame = svg.getBoundingClientRect();
    if (frame.width < 50 || frame.height < 30) found.push('a picture of no size');
    const texts = [...svg.querySelectorAll('text')].map((text) =>
      ({ words: text.textContent.trim(), box: text.getBoundingClientRect() }))
      .filter((text) => text.words);
    for (const { words, box } of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        found.push('text outside its picture: ' + words + ' ' + of(box) + ' in ' + of(frame));
      }
    }
    if (ISPAGE) {
      for (const text of svg.querySelectorAll('text')) {
        const size = parseFloat(getComputedStyle(text).fontSize) * frame.width
          / (svg.viewBox.baseVal.width || frame.width);
        if (size < SMALLEST) {
          found.push('type of ' + size.toFixed(1) + ' pixels: ' + text.textContent.trim());
          break;
        }
      }
    }
    const scale = frame.width / (svg.viewBox.baseVal.width || frame.width);
    texts.forEach((one, index) => texts.slice(index + 1).forEach((other) => {
      const width = Math.min(one.box.right, other.box.right)
        - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom)
        - Math.max(one.box.top, other.box.top);
      if (width > ALLOWED * scale && height > ALLOWED * scale) {
        found.push('text over text: ' + one.words + ' / ' + other.words);
      }
    }));
  }
  const page = document.documentElement;
  if (!page.lang) found.push('no language is named');
  if (!document.title.trim()) found.push('the page has no title');
  if (ISPAGE && document.querySelectorAll('h1').length !== 1) found.push('not one main heading');
  if (page.scrollWidth > window.innerWidth + 1) {
    found.push('wider than its window: ' + page.scrollWidth + ' in ' + window.innerWidth);
  }
  const out = document.createElement('pre');
  out.id = 'measured';
  out.textContent = JSON.stringify({
    found, pictures: document.querySelectorAll('svg').length, height: page.scrollHeight,
    texts: document.body.innerText.length,
  });
  document.body.append(out);
});
</script>
""".replace("ALLOWED", str(OVERLAP_PIXELS)).replace("SMALLEST", str(TYPE_PIXELS_MIN))


def browser():
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    sys.exit("no browser: install chromium-headless-shell, then try again")


def run(words, **options):
    done = subprocess.run(words, capture_output=True, timeout=SECONDS, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr.decode()}")
    return done.stdout


def open_page(program, page, width, folder, *more):
    """What the browser printed for a page, and what stood on its console."""
    words = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},900", "--virtual-time-budget=2000", "--enable-logging=stderr",
        *more, page.as_uri(),
    ]
    done = subprocess.run(words, capture_output=True, timeout=SECONDS)
    console = [
        line for line in done.stderr.decode(errors="replace").splitlines() if ":CONSOLE" in line
    ]
    return done.returncode, done.stdout.decode(errors="replace"), console


def colours(png):
    """How many different bytes the picture's rows hold: 1 for an empty sheet."""
    place, data = 8, b""
    while place < len(png):
        length = int.from_bytes(png[place:place + 4], "big")
        if png[place + 4:place + 8] == b"IDAT":
            data += png[place + 8:place + 8 + length]
        place += 12 + length
    return len(set(zlib.decompress(data)))


def page_of(file):
    """A picture stands in a page as wide as its window; a page stands as it is."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".svg":
        return (
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>picture</title>"
            "<style>body{margin:0}svg{max-width:100%;height:auto}</style><body>"
            + text[text.index("<svg"):] + "</body></html>"
        )
    return text


def static_faults(text):
    """What no browser has to be asked."""
    faults = []
    for reference in re.findall(r'(?:src|href|xlink:href)="([^"#][^"]*)"', text):
        if not reference.startswith(("data:", "mailto:")):
            if reference.startswith("http") and f'<a href="{reference}"' in text:
                continue
            faults.append(f"loads or leaves for {reference}")
    for word in ("<script", "@import", "url(http", "javascript:"):
        if word in text:
            faults.append(f"holds {word}")
    return faults


def look(program, file, folder, keep):
    """Every fault of one file, and how many pictures the browser drew."""
    text = page_of(file)
    faults = static_faults(text)
    pictures = 0
    for width in WIDTHS:
        page = folder / f"{file.stem}.{width}.html"
        measure = MEASURE.replace("ISPAGE", "true" if file.suffix == ".html" else "false")
        page.write_text(text.replace("</body>", measure + "</body>"), encoding="utf-8")
        code, printed, console = open_page(program, page, width, folder, "--dump-dom")
        faults += [f"{width}: {line}" for line in console]
        match = re.search(r'<pre id="measured">(.*?)</pre>', printed, re.S)
        if code != 0 or not match:
            faults.append(f"{width}: the browser did not lay it out ({code})")
            continue
        measured = json.loads(
            match.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        )
        faults += [f"{width}: {fault}" for fault in measured["found"]]
        pictures = measured["pictures"]
        plain = folder / f"{file.stem}.{width}.plain.html"
        plain.write_text(text, encoding="utf-8")
        shot = (keep or folder) / f"{file.stem}.{width}.png"
        height = min(max(int(measured["height"]), 200), 6000)
        open_page(
            program, plain, width, folder, f"--screenshot={shot}",
            f"--window-size={width},{height}",
        )
        if not shot.exists() or colours(shot.read_bytes()) < 4:
            faults.append(f"{width}: the picture is empty")
    if file.suffix == ".html":
        faults += print_faults(program, text, file, folder, keep)
    return faults, pictures


def print_faults(program, text, file, folder, keep):
    """What is wrong with a page on paper, and with its size."""
    faults = []
    if len(text.encode()) > PAGE_BYTES_MAX:
        faults.append(f"{len(text.encode())} bytes, and {PAGE_BYTES_MAX} are many")
    plain = folder / f"{file.stem}.print.html"
    plain.write_text(text, encoding="utf-8")
    sheets = (keep or folder) / f"{file.stem}.pdf"
    open_page(program, plain, WIDTHS[-1], folder, f"--print-to-pdf={sheets}")
    count = len(re.findall(rb"/Type\s*/Page\b", sheets.read_bytes())) if sheets.exists() else 0
    if not 1 <= count <= SHEETS_MAX:
        faults.append(f"{count} sheets of paper")
    return faults


def sheet(whub, folder, cycle="2024"):
    """A return with invented counts, as anybody fills the template in."""
    template = run([whub, "wres", "template", "--cycle", cycle]).decode("utf-8-sig")
    before = int(cycle) - 1
    about = {
        "body": "Example Council A", "councils": "X00000001", "snapshot": f"31/03/{cycle}",
        "period-from": f"01/04/{before}", "period-to": f"31/03/{cycle}",
        "harassment-source": "HR reports",
    }
    counts = {
        "staff": (200, 800, 50), "band-lower": (120, 400, 30), "band-middle": (75, 370, 19),
        "band-higher": (5, 30, 1), "shortlisted": (400, 1200, 100), "appointed": (52, 300, 20),
        "disciplinary": (9, 24, 1), "regulated": (90, 300, 10), "fitness-entered": (2, 5, 0),
        "cpd": (40, 200, 9), "harassment-public": (12, 60, 2),
        "harassment-colleagues": (8, 20, 1), "harassment-managers": (6, 12, 0),
        "leavers": (30, 90, 8), "senior-managers": (3, 22, 1),
    }
    rows = []
    for line in template.splitlines():
        section, name = (line.split(",") + [""])[:2]
        if section == "About" and name in about:
            line = line.rsplit(",", 1)[0] + "," + about[name]
        elif section in ("Adults", "Children's"):
            head = line[:line.index(",,,") if ",,," in line else len(line)]
            given = counts.get(name)
            cells = [str(cell) for cell in given] if given else ["not provided"] * 3
            line = ",".join([head, *cells]) + ","
        rows.append(line)
    path = folder / f"sheet-{cycle}.csv"
    path.write_text("\r\n".join(rows) + "\r\n", encoding="utf-8-sig")
    return path


def assumptions(folder):
    """A projection's assumptions, invented."""
    rows = [
        "Assumption,From,Value,Low,High,Yearly,Name,Source",
        "base_year,,2025,,,,Invented,An example",
        "end_year,,2040,,,,Invented,An example",
        "filled_posts,,1000,,,,Invented,An example",
        "vacant_posts,,75,,,,Invented,An example",
        "demand_growth,,1.5,1.0,2.0,0.2,Invented,An example",
        "turnover_rate,,24,20,28,1,Invented,An example",
        "vacancy_target,2030,5,,,,Invented,An example",
        "employee_share,,95,,,,Invented,An example",
        "leave_sector_share,,40,35,45,,Invented,An example",
    ]
    path = folder / "assumptions.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def files(whub, folder):
    """Every picture and page that can be made without a hub."""
    made = []
    filled = sheet(whub, folder)
    for service in ("adults", "children"):
        path = folder / f"wres-{service}.svg"
        run([whub, "wres", "chart", filled, "--cycle", "2024", "--service", service,
             "--svg", path])
        made.append(path)
    for show in ("posts", "recruits_to_find"):
        path = folder / f"projection-{show}.svg"
        run([whub, "figures", "project", "-f", assumptions(folder), "--show", show, "--svg", path])
        made.append(path)
    return made


@contextlib.contextmanager
def hub(programs, folder):
    """A hub of two invented councils; gives the client's words for a steward of the first."""
    whub, whubd = programs / "whub", programs / "whubd"
    data, bundle, log = folder / "hub", folder / "bundle", folder / "hub.log"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder / "config"), "NO_COLOR": "1"}
    (folder / "config").mkdir()
    run([whubd, "init", "--data", data, "--region", "north-east", "--name", "localhost",
         "--starter", "--example", "--local-issue"])
    run([whubd, "issue", "--data", data, "--tenant", "X00000001", "--role", "steward",
         "--out", bundle, "--name", "Steward of A"])
    run([whubd, "issue", "--data", data, "--hub-role", "region-lead", "--out", folder / "lead",
         "--name", "Region lead"])
    with log.open("wb") as output:
        server = subprocess.Popen(
            [whubd, "serve", "--data", data, "--listen", "127.0.0.1:0"],
            stdout=output, stderr=subprocess.STDOUT,
        )
    try:
        address = ""
        for _ in range(300):
            match = re.search(r"^serving .*address=(\S+)", log.read_text(), re.M)
            if match:
                address = match.group(1)
                break
            if server.poll() is not None:
                break
            time.sleep(0.1)
        if not address:
            sys.exit(f"the hub does not serve: {log.read_text()}")
        for name, place in (("a", bundle), ("lead", folder / "lead")):
            run([whub, "context", "add", name, "--hub", address, "--bundle", place],
                env=environment)
        run([whub, "context", "use", "a"], env=environment)
        yield lambda *words: run([whub, *words], env=environment)
    finally:
        server.terminate()
        server.wait(SECONDS)


def pages(programs, folder):
    """Every page that is about a council's own records."""
    place = folder / "records"
    place.mkdir()
    with hub(programs, place) as whub:
        whub("plans", "apply", "-f", EXAMPLE_PLAN, "--yes")
        path = folder / "plan.html"
        whub("report", "plan", "--out", path)
        whub("--context", "lead", "priorities", "save-scale", "example", "--name", "Example",
             "--level", "Starting", "--level", "Developing", "--level", "Leading", "--yes")
        whub("--context", "lead", "priorities", "set-window", "first", "--scale", "example",
             "--opens", "01/01/2020", "--closes", "31/12/2999", "--yes")
        answers = folder / "answers.csv"
        answers.write_text(ANSWERS, encoding="utf-8")
        whub("priorities", "import", answers, "--yes")
        assessment = folder / "priorities.html"
        whub("report", "priorities", "--out", assessment)
        made = [path, assessment]
        # Two cycles, so that changes are told; both services, and both together.
        for cycle in ("2023", "2024"):
            filled = sheet(programs / "whub", place, cycle)
            whub("wres", "check", filled, "--cycle", cycle, "--yes")
            whub("wres", "hand-in", "--cycle", cycle, "--yes")
        whub("wres", "add-action", "--indicators", "2,8", "--action", "Mixed panels (invented)",
             "--theme", "recruitment", "--lead", "head of recruitment", "--due", "31/10/2025",
             "--measure", "The share of mixed panels", "--yes")
        made += [folder / "wres.html", folder / "wres-show.svg"]
        whub("report", "wres", "--out", made[-2])
        whub("wres", "show", "--service", "both", "--svg", made[-1])
    return made


def self_test(program, folder):
    """A page with one fault of each kind is found out: the looking itself can fail."""
    wrong = folder / "wrong.svg"
    wrong.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60" width="100" height="60">'
        '<text x="90" y="20">outside of it</text><text x="5" y="40">one</text>'
        '<text x="5" y="40">other</text><image href="http://example.invalid/a.png"/></svg>',
        encoding="utf-8",
    )
    faults = " ".join(look(program, wrong, folder, None)[0])
    for words in ("without a role", "without a name", "outside its picture", "over text",
                  "loads or leaves for"):
        if words not in faults:
            sys.exit(f"a fault was not found: {words}; found were {faults}")
    wide = folder / "wide.html"
    wide.write_text(
        '<!doctype html><html lang="en"><title>x</title><body><p style="width:2000px">wide</p>'
        "<script>throw new Error('x')</script></body></html>",
        encoding="utf-8",
    )
    faults = " ".join(look(program, wide, folder, None)[0])
    for words in ("wider than its window", "CONSOLE", "holds <script", "not one main heading"):
        if words not in faults:
            sys.exit(f"a fault was not found: {words}; found were {faults}")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.split("\n\n")[1])
    programs = pathlib.Path(sys.argv[1]).resolve()
    keep = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) == 3 else None
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    program = browser()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        self_test(program, folder)
        count = 0
        bad = 0
        for file in files(programs / "whub", folder) + pages(programs, folder):
            faults, pictures = look(program, file, folder, keep)
            if pictures == 0:
                faults.append("no picture was drawn")
            count += pictures
            bad += len(faults)
            for fault in faults:
                print(f"{file.name}: {fault}")
        print(f"browser: {count} pictures at widths {WIDTHS}, {bad} faults")
        if bad:
            sys.exit(1)


main()
