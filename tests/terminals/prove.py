#!/usr/bin/env python3
"""Proves in real terminals that what yue draws lands on the cells it meant.

    python3 tests/terminals/prove.py [--yue PATH] [--record FILE]

README.md beside this file says what is compared with what. Python 3.9 or later,
standard library only. Terminals that are not installed are skipped, loudly.

How it is built, from the bottom:

- text: `clusters`, `tokens` (the bytes of yue as text and sequences);
- `Meant`: the cells that yue meant, from its bytes alone;
- `Model`: a small terminal of our own, narrow or wide, which draws the bytes;
- `drive`: yue in a pseudo terminal, driven by keys, before a screen; screens are
  `ModelScreen` and `RealScreen`, which runs inside the terminal under test;
- the terminals: how each is started and how its screen is read;
- `compare`, the table, the report.
"""

import argparse
import base64
import codecs
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tty
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXTS = ["plain", "clusters"]
SETTINGS = ["narrow", "wide", "safe", "auto"]
# Keys, with a look at the screen after each: the first page, pages over pages, lines
# scrolled, the help laid over the page and taken off, the end and the beginning.
KEYS = {
    "plain": ["", " ", " ", "k", "k", "?", "\x1b", "g", "j", "G", "k", "g"],
    "clusters": ["", "j", "j", "?", "\x1b", " ", "k", "G", "g"],
}
# What yue itself asks a terminal with `auto`.
QUESTIONS = ["“", "é", "│"]
QUIET = 0.15  # seconds without output: the frame is done
HALF = "\uffff"  # what xterm prints for the second half of a wide character
PATIENCE = 15  # seconds for a first frame, an answer, a dump


# --- text -----------------------------------------------------------------------------

def extends(c):
    """Whether a character belongs to the cluster before it (UAX #29, near enough)."""
    o = ord(c)
    return (unicodedata.category(c) in ("Mn", "Me", "Mc") or 0x1160 <= o <= 0x11FF
            or 0xD7B0 <= o <= 0xD7FB or o in (0x200C, 0x200D, 0xFF9E, 0xFF9F, 0xE33, 0xEB3)
            or 0x1F3FB <= o <= 0x1F3FF or 0xE0020 <= o <= 0xE007F or 0xE0100 <= o <= 0xE01EF)


def is_flag(c):
    return 0x1F1E6 <= ord(c) <= 0x1F1FF


JOINER = "\u200d"
MARKS = ("Mn", "Me", "Cf")  # categories of characters that stand on others
VIRAMAS = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"


def clusters(text):
    """The grapheme clusters of a text."""
    out = []
    for c in text:
        last = out[-1] if out else ""
        joins = last and (
            extends(c)
            or last[-1] == "\u200d" and ord(c) > 0x2000 and unicodedata.category(c)[0] == "S"
            or is_flag(c) and len(last) == 1 and is_flag(last)
            or unicodedata.category(c) == "Lo" and any(v in last[1:] for v in VIRAMAS)
            and not any(unicodedata.category(d) == "Mc" for d in last[1:])
            or 0x1100 <= ord(c) <= 0x115F and all(0x1100 <= ord(d) <= 0x115F for d in last))
        if joins:
            out[-1] += c
        else:
            out.append(c)
    return out


def is_disputed(cluster):
    """Whether terminals are known to disagree: more than a letter with its marks."""
    return len(cluster) > 1 and any(
        0x200C <= ord(c) <= 0x200D or 0xFE00 <= ord(c) <= 0xFE0F or ord(c) == 0x20E3
        or is_flag(c) or 0x1F3FB <= ord(c) <= 0x1F3FF or 0xE0020 <= ord(c) <= 0xE007F
        or unicodedata.category(c) == "Mc" or ord(c) in (0xE33, 0xEB3) or c in VIRAMAS
        or 0x1160 <= ord(c) <= 0x11FF or 0xD7B0 <= ord(c) <= 0xD7FB for c in cluster)


def points(cluster):
    return " ".join(f"{ord(c):04X}" for c in cluster)


def nfc(text):
    return unicodedata.normalize("NFC", text)


def char_width(c, ambiguous):
    """Columns of one character on a terminal that knows East Asian Width only."""
    o = ord(c)
    if unicodedata.category(c) in ("Mn", "Me", "Cf") or 0x1160 <= o <= 0x11FF or 0xD7B0 <= o <= 0xD7FB:
        return 0
    kind = unicodedata.east_asian_width(c)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1


TOKEN = re.compile(
    r"\x1b\[(?P<private>[<=>?]?)(?P<params>[\d;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)|(?P<control>[\x00-\x1f\x7f-\x9f])", re.S)


def tokens(text):
    """Sequences as ("csi", name, numbers), texts as ("text", text), controls as ("c0", c)."""
    for match in TOKEN.finditer(text):
        if match["final"]:
            numbers = [int(n) if n else None for n in re.split("[;:]", match["params"])]
            yield "csi", match["private"] + match["between"] + match["final"], numbers
        elif match["text"]:
            yield "text", match["text"], None
        elif match["osc"] is not None:
            yield "osc", match["osc"], None
        else:
            yield "c0", match["control"], None


# Sequences that move no cell: colours, modes, questions, the shape of the cursor.
IDLE = {"m", "?h", "?l", "n", "c", ">c", "?n", " q", "?u", ">u", "<u", ">q", "?$p", "$p"}


# --- what yue meant -------------------------------------------------------------------

class Grid:
    """Cells: "" is the second half of a wide one, " " a blank."""

    def __init__(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.row = self.column = 0
        self.faults = []
        self.wipe()

    def wipe(self):
        self.cells = [[" "] * self.columns for _ in range(self.rows)]

    def blank(self, row, start, end):
        """Blanks cells; a wide character that loses a half loses the other."""
        line = self.cells[row]
        end = min(end, self.columns)
        if start < end:
            if line[start] == "" and start:
                line[start - 1] = " "
            if end < self.columns and line[end] == "":
                line[end] = " "
            line[start:end] = [" "] * (end - start)

    def put(self, row, column, cluster, width):
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            self.faults.append(f"{cluster!r} outside of the window: row {row + 1}, column {column + 1}")
            return
        self.blank(row, column, column + width)
        self.cells[row][column] = cluster
        for at in range(column + 1, min(column + width, self.columns)):
            self.cells[row][at] = ""

    def sequence(self, name, n):
        """Sequences that both readings of the bytes share."""
        first = n[0] or 0
        if name == "H":
            self.row = max(first, 1) - 1
            self.column = max((n[1] if len(n) > 1 else 1) or 1, 1) - 1
        elif name == "J" and first == 2:
            self.wipe()
        elif name == "K" and first == 0:
            self.blank(self.row, self.column, self.columns)
        elif name == "X":
            self.blank(self.row, self.column, self.column + max(first, 1))
        elif name == "?h" and 1049 in n:
            self.wipe()
        elif name not in IDLE:
            self.faults.append(f"unknown sequence {name} {n}")

    def control(self, c):
        if c == "\r":
            self.column = 0
        elif c != "\n":
            self.faults.append(f"control {ord(c):02x}")


class Meant(Grid):
    """The cells that yue meant, whatever the terminal does: it moves the cursor
    absolutely after everything that it does not count as one column, so a cluster
    with another right behind it has one, and one with a move behind it reaches at
    most to where the move leads. `widths` says how far, where the move leads
    further; without it the gap counts whole (every cell is written then)."""

    def __init__(self, columns, rows, widths=None):
        super().__init__(columns, rows)
        self.widths = widths
        self.placed = []  # (row, column, cluster, width) in the order written

    def feed(self, text):
        list_of = list(tokens(text))
        erased = None
        for at, (kind, what, numbers) in enumerate(list_of):
            if kind == "csi":
                self.sequence(what, numbers)
                if what == "X":
                    erased = (self.row, self.column, numbers[0] or 1)
            elif kind == "c0":
                self.control(what)
            elif kind == "text":
                pieces = clusters(what)
                for index, piece in enumerate(pieces):
                    width = 1
                    if erased and erased[:2] == (self.row, self.column):
                        width = erased[2]
                    elif index == len(pieces) - 1:
                        width = self.reach(piece, list_of[at + 1:at + 12])
                    self.put(self.row, self.column, piece, width)
                    self.placed.append((self.row, self.column, piece, width))
                    self.column += 1 if index < len(pieces) - 1 else width
                    erased = None

    def reach(self, piece, following):
        for kind, what, numbers in following:
            if kind == "text" or what == "X":
                return 1
            if what == "H":
                row = (numbers[0] or 1) - 1
                gap = ((numbers[1] if len(numbers) > 1 else 1) or 1) - 1 - self.column
                if row == self.row and gap >= 1:
                    return gap if self.widths is None else min(gap, self.known(piece))
                break
            if what not in IDLE:
                break
        return self.columns - self.column if self.widths is None else self.known(piece)

    def known(self, piece):
        guess = max(char_width(piece[0], 1), 1)
        return self.widths.get(piece, guess)


# --- a terminal of our own ------------------------------------------------------------

class Model(Grid):
    """A terminal that draws character by character, as xterm does: by East Asian
    Width, characters of ambiguous width over `ambiguous` columns."""

    def __init__(self, columns, rows, ambiguous):
        super().__init__(columns, rows)
        self.ambiguous = ambiguous
        self.replies = b""

    def feed(self, text):
        for kind, what, numbers in tokens(text):
            if kind == "csi":
                self.sequence(what, numbers)
                if what == "n" and numbers[0] == 6:
                    self.replies += b"\x1b[%d;%dR" % (self.row + 1, min(self.column, self.columns - 1) + 1)
                elif what == "c":
                    self.replies += b"\x1b[?62;22c"
            elif kind == "c0":
                self.control(what)
            elif kind == "text":
                for c in what:
                    self.draw(c)

    def draw(self, c):
        width = char_width(c, self.ambiguous)
        if width == 0:
            at = min(self.column, self.columns) - 1
            while at > 0 and self.cells[self.row][at] == "":
                at -= 1
            if at >= 0:
                self.cells[self.row][at] += c
            return
        if self.column + width > self.columns:
            self.row, self.column = min(self.row + 1, self.rows - 1), 0
        self.put(self.row, self.column, c, width)
        self.column += width


class ModelScreen:
    """What `drive` needs of a screen, before the model."""

    fd = None

    def __init__(self, columns, rows, ambiguous):
        self.size = (columns, rows)
        self.model = Model(columns, rows, ambiguous)
        self.decode = codecs.getincrementaldecoder("utf-8")("replace")
        self.held = ""

    def show(self, data):
        text, self.held = whole(self.held + self.decode.decode(data))
        self.model.feed(text)
        replies, self.model.replies = self.model.replies, b""
        return replies

    def look(self):
        return [row[:] for row in self.model.cells]


def whole(text):
    """A text up to a sequence that has not ended, and the rest."""
    cut = text.rfind("\x1b")
    if cut >= 0 and not re.match(r"\x1b\[[<-?]?[\d;:]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*\x07|\x1b\\", text[cut:]):
        return text[:cut], text[cut:]
    return text, ""


# --- yue before a screen --------------------------------------------------------------

def environment(folder, setting, theme):
    """Folders of its own for yue, and a terminal that it knows nothing else about."""
    for name in ("home", "config"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "config" / "config.toml").write_text(
        f'ambiguous-width = "{setting}"\ntheme = "{theme}"\nlang = "en"\n', encoding="utf-8")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("YUE_", "LC_", "XDG_")) and k != "NO_COLOR"}
    home = str(folder / "home")
    env.update(HOME=home, XDG_DATA_HOME=home, XDG_STATE_HOME=home, XDG_CONFIG_HOME=home,
               XDG_CACHE_HOME=home, YUE_CONFIG_DIR=str(folder / "config"), LC_ALL="C.UTF-8")
    env.setdefault("TERM", "xterm-256color")
    return env


def drive(yue, text, setting, theme, keys, screen):
    """Runs yue before a screen. For each key: the bytes written up to there, and
    what the screen shows then."""
    columns, rows = screen.size
    with tempfile.TemporaryDirectory(prefix="yue-run-") as folder:
        env = environment(Path(folder), setting, theme)
        child, fd = pty.fork()
        if child == 0:
            try:
                # The size is set before yue begins, which asks for it once.
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(yue, [yue, text], env)
            finally:
                os._exit(127)
        try:
            steps = []
            for index, key in enumerate(keys):
                if key:
                    os.write(fd, key.encode())
                data = settle(fd, screen, first=index == 0)
                steps.append({"bytes": base64.b64encode(data).decode(), "look": screen.look()})
            os.write(fd, b"Q")
            settle(fd, screen, first=False)
            return steps
        finally:
            end(child, fd)


def settle(fd, screen, first):
    """Passes bytes on, both ways, until yue has been quiet for a while."""
    data, started = b"", time.monotonic()
    last = started
    while True:
        ready, _, _ = select.select([fd] + ([screen.fd] if screen.fd is not None else []), [], [], 0.02)
        now = time.monotonic()
        if screen.fd is not None and screen.fd in ready:
            os.write(fd, os.read(screen.fd, 4096))
        if fd in ready:
            try:
                piece = os.read(fd, 65536)
            except OSError:
                piece = b""
            if not piece:
                return data
            data += piece
            replies = screen.show(piece)
            if replies:
                os.write(fd, replies)
            last = time.monotonic()
            continue
        framed = data.rfind(b"\x1b[?2026l") > data.rfind(b"\x1b[?2026h")
        if framed and now - last > QUIET:
            return data
        if now - started > (PATIENCE if first or data else 2):
            if first:
                raise RuntimeError(f"yue drew no frame; it wrote {data[-300:]!r}")
            return data


def end(child, fd):
    """Ends a child and takes it in."""
    for sign in (None, signal.SIGTERM, signal.SIGKILL):
        if sign:
            try:
                os.kill(child, sign)
            except ProcessLookupError:
                pass
        limit = time.monotonic() + 2
        while time.monotonic() < limit:
            if select.select([fd], [], [], 0.02)[0]:
                try:
                    os.read(fd, 65536)
                except OSError:
                    pass
            if os.waitpid(child, os.WNOHANG)[0]:
                os.close(fd)
                return
    os.close(fd)


# --- inside the terminal under test ---------------------------------------------------

REPORT = re.compile(rb"\x1b\[(\d+);(\d+)R")


class RealScreen:
    """What `drive` needs of a screen, inside a real terminal: this program stands
    between yue and the terminal and passes everything on. `way` says how the
    screen is looked at: `print` (the terminal prints it into a file), `ask` (the
    host takes it), `cursor` (the cursor is asked for behind each cluster)."""

    def __init__(self, folder, way):
        self.folder, self.way, self.fd = folder, way, 0
        self.count = 0
        self.held = b""
        self.reports = []
        self.size = (80, 24)

    def measure(self, wanted):
        limit = time.monotonic() + 5
        while time.monotonic() < limit:
            rows, columns = struct.unpack("HHHH", fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))[:2]
            self.size = (columns, rows)
            if self.size == tuple(wanted):
                break
            time.sleep(0.05)

    def write(self, data):
        while data:
            data = data[os.write(1, data):]

    def show(self, data):
        if self.way != "cursor":
            self.write(data)
            return b""
        # Whole frames, with the question behind each cluster.
        self.held += data
        opened, closed = self.held.rfind(b"\x1b[?2026h"), self.held.rfind(b"\x1b[?2026l")
        if opened > closed:
            return b""
        data, self.held = self.held, b""
        left = b""
        for part in re.split(rb"(\x1b\[\?2026h.*?\x1b\[\?2026l)", data, flags=re.S):
            if part.startswith(b"\x1b[?2026h"):
                left += self.asked(part.decode("utf-8", "replace"))
            else:
                self.write(part)
                left += self.answers(part.count(b"\x1b[6n"), part.count(b"\x1b[c"))
        return left

    def answers(self, reports, ends):
        """The answers to yue's own questions, which are for yue."""
        data, limit = b"", time.monotonic() + 2
        while (len(REPORT.findall(data)) < reports or len(re.findall(rb"\x1b\[\?[\d;]*c", data)) < ends) \
                and select.select([0], [], [], max(limit - time.monotonic(), 0))[0]:
            data += os.read(0, 4096)
        return data

    def asked(self, text):
        batch, waiting, left = "", 0, b""
        for match in TOKEN.finditer(text):
            if match["text"]:
                for piece in clusters(match["text"]):
                    batch += piece + "\x1b[6n"
                    waiting += 1
            else:
                batch += match[0]
            if waiting >= 60:
                left += self.collect(batch, waiting)
                batch, waiting = "", 0
        return left + self.collect(batch, waiting)

    def collect(self, batch, waiting, reports=None):
        """Writes, and waits for that many reports; returns what was no report."""
        reports = self.reports if reports is None else reports
        self.write(batch.encode())
        data, limit = b"", time.monotonic() + PATIENCE
        left = b""
        while waiting > 0:
            if not select.select([0], [], [], max(limit - time.monotonic(), 0))[0]:
                raise RuntimeError("the terminal does not report its cursor")
            data += os.read(0, 4096)
            at = 0
            for match in REPORT.finditer(data):
                reports.append([int(match[1]), int(match[2])])
                left += data[at:match.start()]
                at = match.end()
                waiting -= 1
            data = data[at:]
        return left + data

    def widths(self, texts):
        """How far the cursor goes for each text, by the terminal's own word."""
        out = {}
        for start in range(0, len(texts), 40):
            reports = []
            part = texts[start:start + 40]
            self.collect("".join(f"\x1b[1;1H\x1b[K{text}\x1b[6n" for text in part), len(part), reports)
            out.update({text: report[1] - 1 for text, report in zip(part, reports)})
        self.write(b"\x1b[H\x1b[2J")
        return out

    def look(self):
        self.count += 1
        if self.way == "cursor":
            reports, self.reports = self.reports, []
            return reports
        # An answer means that everything before the question has been drawn.
        reports = []
        self.collect("\x1b[6n", 1, reports)
        done = self.folder / f"dump-{self.count}"
        if self.way == "print":
            self.write(b"\x1b[0i")
            wait_for(self.folder / "printed", "the terminal prints no screen")
            (self.folder / "printed").rename(done)
        else:
            place(self.folder / "want", f"{self.count} {reports[0][0]}")
        wait_for(done, "the screen could not be taken")
        return done.name


def wait_for(path, complaint):
    limit = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > limit:
            raise RuntimeError(complaint)
        time.sleep(0.01)


def place(path, text):
    """Writes a file in one step."""
    draft = path.with_name(path.name + ".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def inner(folder):
    """The program that runs inside the terminal: does the jobs, notes what came."""
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    result = {"jobs": [], "env": {k: os.environ.get(k, "") for k in ("TERM", "TERM_PROGRAM", "VTE_VERSION", "COLORTERM")}}
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        screen = RealScreen(folder, plan["way"])
        screen.measure(plan["size"])
        result["size"] = screen.size
        result["widths"] = screen.widths(plan["texts"])
        for job in plan["jobs"]:
            if screen.size != tuple(plan["size"]):
                raise RuntimeError(f"the window is {screen.size}, not {plan['size']}")
            steps = drive(plan["yue"], job["file"], job["setting"], "terminal", job["keys"], screen)
            result["jobs"].append({**job, "steps": steps})
            place(folder / "progress", str(len(result["jobs"])))
    except Exception as error:  # noqa: BLE001: told to the host, which reports it
        result["error"] = f"{type(error).__name__}: {error}"
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        place(folder / "result.json", json.dumps(result))


# --- the terminals --------------------------------------------------------------------

class Missing(Exception):
    """A program that is not installed."""


def need(*names):
    for name in names:
        if not shutil.which(name):
            raise Missing(f"{name} is not installed")


def version_of(*command):
    """The first thing in a program's answer that looks like a version."""
    line = first_line(*command)
    found = re.search(r"\d+(\.\d+)*[a-z]?\b", line)
    return found[0] if found else line


def first_line(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    return (done.stdout or done.stderr).strip().split("\n")[0]


class Host:
    """Starts terminals, and ends whatever it started."""

    def __init__(self, folder, columns, rows):
        self.folder, self.columns, self.rows = folder, columns, rows
        self.children = []
        self.display = self.wayland = self.runtime = None

    def env(self, **more):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("LC_", "XDG_", "YUE_", "TMUX", "KITTY", "VTE", "TERM", "WAYLAND", "STY"))}
        for name in ("home", "run"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        env.update(LC_ALL="C.UTF-8", HOME=str(self.folder / "home"), XDG_RUNTIME_DIR=str(self.folder / "run"),
                   XDG_CONFIG_HOME=str(self.folder / "home"), TERM="xterm-256color", NO_AT_BRIDGE="1",
                   LIBGL_ALWAYS_SOFTWARE="1", GDK_BACKEND="x11")
        if self.display:
            env["DISPLAY"] = self.display
        env.update(more)
        return env

    def start(self, command, log="log", **more):
        out = open(self.folder / log, "ab")
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 env=self.env(**more), start_new_session=True)
        out.close()
        self.children.append(child)
        return child

    def stop(self, child):
        self.children.remove(child)
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(child.pid, sign)
            except (ProcessLookupError, PermissionError):
                pass
            try:
                child.wait(3)
                return
            except subprocess.TimeoutExpired:
                pass

    def close(self):
        for child in reversed(self.children[:]):
            self.stop(child)
        if self.runtime:
            shutil.rmtree(self.runtime, ignore_errors=True)

    def x11(self):
        """A display without a screen, which picks its own number."""
        need("Xvfb")
        if self.display:
            return
        read, write = os.pipe()
        out = open(self.folder / "xvfb.log", "ab")
        child = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
            pass_fds=[write], stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
        out.close()
        os.close(write)
        self.children.append(child)
        number = b""
        while not number.endswith(b"\n"):
            piece = os.read(read, 16) if select.select([read], [], [], PATIENCE)[0] else b""
            if not piece:
                raise RuntimeError("Xvfb does not start")
            number += piece
        os.close(read)
        self.display = ":" + number.decode().strip()

    def sway(self):
        """A Wayland compositor without a screen, which leaves windows their size."""
        need("sway")
        if self.wayland:
            return
        # It refuses to run as root; then it runs as nobody, in a folder of its own.
        self.runtime = tempfile.mkdtemp(prefix="yue-proof-wayland-")
        command = []
        if os.geteuid() == 0:
            need("setpriv")
            os.chown(self.runtime, 65534, 65534)
            command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        told = Path(self.runtime) / "display"
        place(Path(self.runtime) / "conf", 'xwayland disable\nfor_window [app_id=".*"] floating enable\n'
              f"exec sh -c 'echo $WAYLAND_DISPLAY > {told}.draft && mv {told}.draft {told}'\n")
        self.start([*command, "sway", "-c", f"{self.runtime}/conf"], "sway.log", WLR_BACKENDS="headless",
                   WLR_LIBINPUT_NO_DEVICES="1", WLR_RENDERER="pixman", LIBSEAT_BACKEND="noop",
                   XDG_RUNTIME_DIR=self.runtime, HOME=self.runtime, XDG_CONFIG_HOME=self.runtime)
        wait_for(told, "sway does not start")
        self.wayland = told.read_text(encoding="utf-8").strip()


class Terminal:
    """One terminal under test: `way` as in `RealScreen`."""

    name, way, read_by = "", "cursor", "cursor"

    def version(self):
        return ""

    def start(self, host, folder, command):
        raise NotImplementedError

    def take(self):
        """The screen as text, where the way is `ask` and the host takes it."""

    def finish(self):
        pass


class Xterm(Terminal):
    way, read_by = "print", "print (CSI 0 i)"

    def __init__(self, wide):
        self.name = "xterm, wide" if wide else "xterm"
        self.flag = "-cjk_width" if wide else "+cjk_width"

    def version(self):
        need("xterm", "Xvfb")
        return version_of("xterm", "-version")

    def start(self, host, folder, command):
        host.x11()
        printed = folder / "printed"
        return host.start(
            ["xterm", self.flag, "-u8", "-geometry", f"{host.columns}x{host.rows}+0+0",
             "-xrm", f"XTerm*printerCommand: cat > {printed}.draft && mv {printed}.draft {printed}",
             "-xrm", "XTerm*printerAutoClose: true", "-xrm", "XTerm*printAttributes: 0",
             "-xrm", "XTerm*allowWindowOps: false", "-e", *command])


class Tmux(Terminal):
    name, way, read_by = "tmux", "ask", "capture-pane"

    def version(self):
        need("tmux")
        return version_of("tmux", "-V")

    def start(self, host, folder, command):
        self.socket, self.host = str(folder / "tmux"), host
        (folder / "tmux.conf").write_text("set -g status off\nset -g escape-time 20\n")
        line = " ".join("'" + part.replace("'", "'\\''") + "'" for part in command)
        subprocess.run(["tmux", "-S", self.socket, "-f", str(folder / "tmux.conf"), "-u", "new-session", "-d",
                        "-x", str(host.columns), "-y", str(host.rows), line],
                       env=host.env(), check=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)

    def take(self):
        return subprocess.run(["tmux", "-S", self.socket, "capture-pane", "-p", "-N"], env=self.host.env(),
                              check=True, timeout=PATIENCE, capture_output=True).stdout.decode("utf-8", "replace")

    def finish(self):
        subprocess.run(["tmux", "-S", self.socket, "kill-server"], env=self.host.env(), check=False,
                       timeout=PATIENCE, capture_output=True)


class Kitty(Terminal):
    name, way, read_by = "kitty", "ask", "get-text"

    def version(self):
        need("kitty", "Xvfb")
        return version_of("kitty", "--version")

    def start(self, host, folder, command):
        host.x11()
        self.socket, self.host = f"unix:{folder}/kitty", host
        return host.start(
            ["kitty", "--config", "NONE", "--listen-on", self.socket, "-o", "allow_remote_control=yes",
             "-o", "remember_window_size=no", "-o", f"initial_window_width={host.columns}c",
             "-o", f"initial_window_height={host.rows}c", "-o", "update_check_interval=0",
             "-o", "linux_display_server=x11", "-o", "font_size=8", *command])

    def take(self):
        return subprocess.run(["kitty", "@", "--to", self.socket, "get-text", "--extent", "screen"],
                              env=self.host.env(), check=True, timeout=PATIENCE, capture_output=True,
                              stdin=subprocess.DEVNULL).stdout.decode("utf-8", "replace")


class Vte(Terminal):
    """The widget of GNOME Terminal, Xfce Terminal and others, in a window of its own."""

    way, read_by = "ask", "cell by cell"

    def __init__(self, wide):
        self.name = "VTE, wide" if wide else "VTE"
        self.ambiguous = 2 if wide else 1

    def python(self):
        need("Xvfb")
        probe = ("import gi; gi.require_version('Vte', '2.91'); gi.require_version('Gtk', '3.0'); "
                 "from gi.repository import Vte as v; "
                 "print(v.get_major_version(), v.get_minor_version(), v.get_micro_version(), sep='.')")
        for python in (sys.executable, "/usr/bin/python3"):
            if shutil.which(python):
                done = subprocess.run([python, "-c", probe], capture_output=True, text=True, timeout=30, check=False)
                if done.returncode == 0:
                    return python, done.stdout.strip()
        raise Missing("VTE for Python (gir1.2-vte-2.91, python3-gi) is not installed")

    def version(self):
        return self.python()[1]

    def start(self, host, folder, command):
        host.x11()
        place(folder / "vte.json", json.dumps({"ambiguous": self.ambiguous, "size": [host.columns, host.rows],
                                               "command": command}))
        return host.start([self.python()[0], str(Path(__file__).resolve()), "--vte", str(folder)])


def vte_host(folder):
    """The window with the widget; it writes each screen as cells."""
    import gi
    gi.require_version("Gtk", "3.0")
    gi.require_version("Vte", "2.91")
    from gi.repository import GLib, Gtk, Vte
    plan = json.loads((folder / "vte.json").read_text(encoding="utf-8"))
    columns, rows = plan["size"]
    window, terminal = Gtk.Window(), Vte.Terminal()
    terminal.set_cjk_ambiguous_width(plan["ambiguous"])
    terminal.set_size(columns, rows)
    terminal.set_scrollback_lines(0)
    terminal.connect("child-exited", lambda *_: Gtk.main_quit())
    window.add(terminal)
    window.show_all()
    env = [f"{k}={v}" for k, v in os.environ.items()]
    terminal.spawn_async(Vte.PtyFlags.DEFAULT, str(folder), plan["command"], env, GLib.SpawnFlags.DEFAULT,
                         None, None, -1, None, None)

    def cell(row, column):
        # Some versions answer with the text, some with a pair with the text first.
        got = terminal.get_text_range(row, column, row, column + 1, None)
        return (got[0] if isinstance(got, tuple) else got or "").rstrip("\n")

    def look():
        wanted = folder / "want"
        if wanted.exists():
            number, reported = wanted.read_text().split()
            wanted.unlink()
            # VTE counts rows from where the output began: the cursor tells where the
            # screen stands in them.
            top = terminal.get_cursor_position()[1] - (int(reported) - 1)
            cells = [[cell(top + row, column) for column in range(columns)] for row in range(rows)]
            place(folder / f"dump-{number}", json.dumps(cells))
        return True

    GLib.timeout_add(10, look)
    Gtk.main()


class Foot(Terminal):
    name, way = "foot", "cursor"

    def version(self):
        need("foot", "sway")
        return version_of("foot", "--version")

    def start(self, host, folder, command):
        host.sway()
        return host.start(["foot", "--config=/dev/null", f"--window-size-chars={host.columns}x{host.rows}", *command],
                          WAYLAND_DISPLAY=host.wayland, XDG_RUNTIME_DIR=host.runtime)


class Screen(Terminal):
    """GNU screen, detached: it has a setting of its own for ambiguous width."""

    way = "cursor"

    def __init__(self, wide):
        self.name, self.wide = ("screen, wide" if wide else "screen"), wide

    def version(self):
        need("screen")
        return version_of("screen", "-v")

    def start(self, host, folder, command):
        (folder / "sockets").mkdir(mode=0o700)
        (folder / "screenrc").write_text(
            f"startup_message off\ndefutf8 on\ncjkwidth {'on' if self.wide else 'off'}\naltscreen on\n")
        # It has no window of its own: a pseudo terminal that nobody looks at.
        return host.start([sys.executable, str(Path(__file__).resolve()), "--pty", f"{host.columns}x{host.rows}",
                           "screen", "-c", str(folder / "screenrc"), "-U", "-S", "yue-proof", *command],
                          SCREENDIR=str(folder / "sockets"), SHELL="/bin/sh")


def blind_pty(size, command):
    """Runs a program in a pseudo terminal, and answers nothing."""
    columns, rows = map(int, size.split("x"))
    child, fd = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.execvp(command[0], command)
    try:
        while os.read(fd, 65536):
            pass
    except OSError:
        pass
    os.waitpid(child, 0)


class Program(Terminal):
    """Any other emulator that takes a command with `-e`, by cursor reports."""

    def __init__(self, name, arguments, ask=("--version",)):
        self.name, self.arguments, self.ask = name, arguments, ask

    def version(self):
        need(self.name, "Xvfb")
        return version_of(self.name, *self.ask)

    def start(self, host, folder, command):
        host.x11()
        fill = {"columns": host.columns, "rows": host.rows}
        return host.start([self.name, *[a.format(**fill) for a in self.arguments], "-e", *command])


TERMINALS = [
    Xterm(False), Xterm(True), Tmux(), Kitty(), Vte(False), Vte(True), Foot(), Screen(False), Screen(True),
    Program("alacritty", ["-o", "window.dimensions.columns={columns}", "-o", "window.dimensions.lines={rows}"]),
    Program("urxvt", ["-geometry", "{columns}x{rows}"], ("-help",)),
    Program("mlterm", ["-g", "{columns}x{rows}"]),
]


def run_terminal(terminal, host, base, plan):
    """What the program inside the terminal noted; its folder."""
    folder = Path(tempfile.mkdtemp(prefix=re.sub(r"\W+", "-", terminal.name) + "-", dir=base))
    place(folder / "plan.json", json.dumps({**plan, "way": terminal.way}))
    command = [sys.executable, str(Path(__file__).resolve()), "--inside", str(folder)]
    child = terminal.start(host, folder, command)
    try:
        looked, last = 0, time.monotonic()
        while not (folder / "result.json").exists():
            if terminal.way == "ask" and not isinstance(terminal, Vte) and (folder / "want").exists():
                number = (folder / "want").read_text().split()[0]
                (folder / "want").unlink()
                place(folder / f"dump-{number}", terminal.take())
            done = len(list(folder.iterdir()))
            if done != looked:
                looked, last = done, time.monotonic()
            if child is not None and child.poll() is not None and not (folder / "result.json").exists():
                time.sleep(0.3)
                if not (folder / "result.json").exists():
                    raise RuntimeError(f"it ended with code {child.returncode} (see {host.folder / 'log'})")
            if time.monotonic() - last > 6 * PATIENCE:
                raise RuntimeError("nothing happens in it any more")
            time.sleep(0.01)
        result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        if "error" in result:
            raise RuntimeError(result["error"])
        return result, folder
    finally:
        terminal.finish()
        if child is not None:
            host.stop(child)


# --- comparing ------------------------------------------------------------------------

def cells_of(line, columns, widths, meant, marked):
    """A dumped line as cells, by the terminal's own widths. Where it gives back a
    composed form of what was written, what was written says how wide it is."""
    def of(c):
        return widths.get(c, char_width(c, 1))

    if marked:
        # The dump has a mark of its own for second halves: it is cells already.
        cells = []
        for c in line:
            if c == HALF:
                cells.append("")
            elif of(c) or not cells:
                cells.append(c)
            else:
                owner = max(i for i, cell in enumerate(cells) if cell)
                cells[owner] += c
        return (cells + [" "] * columns)[:columns]
    cells, at = [], 0
    for piece in clusters(line):
        known = meant[at] if at < columns else ""
        if known and nfc(known) == nfc(piece) and known in widths:
            parts = [(piece, widths[known])]
        elif piece.rstrip(JOINER) in widths:
            parts = [(piece, widths[piece.rstrip(JOINER)])]
        else:
            parts = [(c, of(c)) for c in piece]
        for text, width in parts:
            if width == 0 and cells:
                owner = len(cells) - 1
                while owner > 0 and cells[owner] == "":
                    owner -= 1
                cells[owner] += text
            else:
                cells += [text] + [""] * (width - 1)
        at = len(cells)
    return (cells + [" "] * columns)[:columns]


class Found:
    """What a comparison found."""

    def __init__(self):
        self.cells = 0
        self.different, self.spilt, self.marks = [], [], []

    def add(self, other, where=None):
        """Takes in what was found on one screen, `where` names it."""
        self.cells += other.cells
        for mine, its in ((self.different, other.different), (self.spilt, other.spilt), (self.marks, other.marks)):
            mine += [(where, *entry) for entry in its] if where else its


def compare(meant, real, disputed):
    """Row by row, trailing blanks cut. `disputed`: the characters of clusters that
    terminals disagree about; what these cover beside their own cells is told apart."""
    found = Found()
    for row, (want, have) in enumerate(zip(meant, real)):
        ends = [max((i for i, c in enumerate(line) if c != " "), default=-1) for line in (want, have)]
        column, end = 0, max(ends) + 1
        while column < end:
            # One cluster, with all the cells that it was meant to cover.
            a, width = want[column], 1
            while column + width < len(want) and want[column + width] == "":
                width += 1
            covered = have[column:column + width]
            b = "".join(covered).rstrip(" ") or " "
            after = have[column + width] if column + width < len(have) else " "
            owner = next((c for c in reversed(have[:column + 1]) if c), " ")
            entry = (row, column, a, b if covered[0] else "the rest of " + repr(owner))
            found.cells += width
            if nfc(a) == nfc(b) and covered[0] and (after != "" or a == " "):
                pass
            elif is_disputed(a):
                found.spilt.append(entry)
            elif a == " " and owner[0] in disputed:
                found.spilt.append(entry)
            elif covered[0] and a[0] == b[0] and set(nfc(b)) <= set(nfc(a) + a) and after != "":
                found.marks.append((row, column, a, b))
            else:
                found.different.append(entry)
            column += width
    return found


def compare_cursor(placed, reports, columns, disputed):
    """Where the cursor stood before and behind each cluster, against what was meant."""
    found = Found()
    if len(placed) != len(reports):
        found.different.append((0, 0, f"{len(placed)} clusters", f"{len(reports)} reports"))
        return found
    for index, ((row, column, piece, width), (r, c)) in enumerate(zip(placed, reports)):
        found.cells += width
        reached = c - 1
        follows = index + 1 < len(placed) and placed[index + 1][:2] == (row, column + 1) and width == 1
        wrong = r - 1 != row or (reached != column + 1 if follows else reached > column + width)
        # In the last column the cursor stays on it.
        if wrong and piece != " " and not (column + width >= columns and reached >= column):
            entry = (row, column, piece, f"to column {reached + 1}, meant {column + width + 1}")
            (found.spilt if is_disputed(piece) else found.different).append(entry)
    return found


def decoded(steps):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    return [decoder.decode(base64.b64decode(step["bytes"])) for step in steps]


def judge(name, steps, size, widths, dump_of, disputed, way):
    """All screens of one run against what yue meant with the bytes it wrote."""
    meant, found = Meant(*size, widths), Found()
    for number, (text, step) in enumerate(zip(decoded(steps), steps), 1):
        meant.feed(text)
        if way == "cursor":
            placed = placed_in_frames(text, size, widths)
            one = compare_cursor(placed, step["look"], size[0], disputed)
        else:
            one = compare(meant.cells, dump_of(step["look"], meant.cells), disputed)
        found.add(one, f"{name} {number}")
    return found, meant.faults


def placed_in_frames(text, size, widths):
    placed = []
    for frame in re.findall(r"\x1b\[\?2026h.*?\x1b\[\?2026l", text, re.S):
        meant = Meant(*size, widths)
        meant.feed(frame)
        placed += meant.placed
    return placed


# --- the whole ------------------------------------------------------------------------

def accepted(yue, setting):
    with tempfile.TemporaryDirectory(prefix="yue-ask-") as folder:
        env = environment(Path(folder), setting, "terminal")
        done = subprocess.run([yue, "print", str(HERE / "plain.txt")], env=env, capture_output=True,
                              text=True, timeout=30, check=False)
        return "ambiguous-width" not in done.stderr


def learn_widths(yue, size, settings):
    """How many columns yue counts for each cluster, per setting: with a theme that
    has a background every cell is written, and the next one says how wide one is."""
    widths = {}
    for setting in settings:
        widths[setting] = {}
        for name in TEXTS:
            # A window that shows the whole text, in one frame.
            columns, rows = size[0], 400
            screen = ModelScreen(columns, rows, 1)
            steps = drive(yue, str(HERE / f"{name}.txt"), setting, "dark", [""], screen)
            meant = Meant(columns, rows)
            meant.feed("".join(decoded(steps)))
            for row, column, piece, width in meant.placed:
                if column + width < columns:
                    widths[setting].setdefault(piece, set()).add(width)
        for piece, found in widths[setting].items():
            if len(found) != 1:
                raise RuntimeError(f"{setting}: yue counts {piece!r} ({points(piece)}) as {sorted(found)} columns")
        widths[setting] = {piece: found.pop() for piece, found in widths[setting].items()}
    return widths


def find_yue(given):
    if given:
        candidates = [Path(given)]
    else:
        root = HERE.parent.parent
        target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
        candidates = [target / "release" / "yue", target / "debug" / "yue", Path(shutil.which("yue") or "yue")]
    for path in candidates:
        if path.is_file() and os.access(path, os.X_OK):
            return str(path.resolve())
    sys.exit(f"prove.py: no yue at {', '.join(map(str, candidates))}; build it (cargo build --release) or name it: --yue PATH")


def table(rows, head):
    """A table in Markdown, which is readable as it is."""
    def cut(text):
        return sum(char_width(c, 1) for c in text)
    rows = [[str(c) for c in row] for row in [head, *rows]]
    wide = [max(cut(row[i]) for row in rows) for i in range(len(head))]
    lines = ["| " + " | ".join(c + " " * (w - cut(c)) for c, w in zip(row, wide)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in wide) + "|")
    return "\n".join(lines)


KINDS = {(1, 1, 1): "narrow", (2, 2, 2): "wide"}


class Proof:
    def __init__(self, options):
        self.options = options
        self.yue = find_yue(options.yue)
        self.size = tuple(map(int, options.size.split("x")))
        if options.here:
            if not (os.isatty(0) and os.isatty(1)):
                sys.exit("prove.py: --here needs a terminal as standard input and output")
            rows, columns = struct.unpack("HHHH", fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8))[:2]
            self.size = (columns, rows)
        self.rows, self.bad, self.skipped, self.details = [], 0, [], []
        self.clusters = {}  # terminal: {cluster: width}
        self.spills = {}
        self.marks = {}

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def expectation(self, kind, setting):
        """Whether a setting must be right on this kind of terminal."""
        return setting in ("safe", "auto") or setting == kind

    def enter(self, name, version, read_by, kind, setting, per_text, faults, note=""):
        found = Found()
        for one in per_text.values():
            found.add(one)
        wrong = len(found.different)
        if faults:
            verdict = f"WRONG: {faults[0]}"
        elif self.expectation(kind, setting):
            verdict = "right" if wrong == 0 else "WRONG"
        elif kind == "wide" and setting == "narrow":
            verdict = "wrong, as it must be" if wrong else "BLIND: this must be wrong"
        else:
            verdict = "not promised"
        self.bad += verdict.split(":")[0] in ("WRONG", "BLIND")
        self.rows.append([name, version, read_by, kind, setting + note, found.cells, wrong, verdict])
        self.say(f"  {setting}{note}: {found.cells} cells, {wrong} different: {verdict}")
        if found.different and (self.expectation(kind, setting) or self.options.verbose):
            # The same cell on one screen after the other is told once.
            first = {}
            for where, *entry in found.different:
                first.setdefault(tuple(entry), where)
            told = [f"{where}, row {r + 1} column {c + 1}: meant {a!r}, is {b!r}" for (r, c, a, b), where in first.items()]
            some = told if self.options.verbose else told[:8] + told[8:][-4:]
            self.details.append(f"{name}, setting {setting} (text and screen, first seen):\n\n- " + "\n- ".join(some)
                                + (f"\n- and {len(told) - len(some)} other cells" if len(told) > len(some) else ""))
        if self.expectation(kind, setting):
            self.spills.setdefault(name, {})[setting] = len(found.spilt)
            self.marks.setdefault(name, set()).update((a, b) for _, _, _, a, b in found.marks)

    def pages(self, steps, widths):
        """The screens that yue meant, one after the other."""
        page, out = Meant(*self.size, widths), []
        for text in decoded(steps):
            page.feed(text)
            out.append([row[:] for row in page.cells])
        return out

    def found_by_auto(self, name, steps):
        """What `auto` decided: the setting that gives the same screens."""
        # The first frames may be drawn before the answer is there.
        erases = re.search(r"\x1b\[2X[^\x1b]", "".join(decoded(steps)[1:])) is not None
        for setting in ("narrow", "safe" if erases else "wide"):
            meant = self.meant.get(("narrow", setting, name))
            if meant and meant[-1] == self.pages(steps, self.widths[setting])[-1]:
                return setting
        return "each kind by itself"

    def model_runs(self):
        self.say("yue before the model terminals")
        self.meant = {}
        seen = set()
        disputed = self.disputed
        for kind, ambiguous in (("narrow", 1), ("wide", 2)):
            self.say(f"model, {kind}")
            for setting in self.settings:
                per_text, faults, note = {}, [], ""
                for name in TEXTS:
                    screen = ModelScreen(*self.size, ambiguous)
                    steps = drive(self.yue, str(HERE / f"{name}.txt"), setting, "terminal", KEYS[name], screen)
                    widths = self.table_for(setting, kind)
                    found, wrong = judge(name, steps, self.size, widths, lambda cells, _: cells, disputed, "dump")
                    per_text[name], faults = found, faults + wrong + screen.model.faults
                    self.meant[kind, setting, name] = self.pages(steps, widths)
                    page = Meant(*self.size, widths)
                    page.feed("".join(decoded(steps)))
                    seen |= {piece for _, _, piece, _ in page.placed}
                    if setting == "auto" and name == "plain":
                        note = f" ({self.found_by_auto(name, steps)})"
                self.enter("model", "–", "cell by cell", kind, setting, per_text, faults, note)
        # Single characters too, and what is left of a cluster that was cut short. None
        # ends in a joiner: tmux lays it over what comes next, wherever that stands.
        parts = {piece[:n].rstrip(JOINER) for piece in seen if is_disputed(piece) for n in range(1, len(piece))}
        parts |= {c for piece in seen for c in piece}
        self.seen = sorted(seen)
        self.marks_asked = sorted(c for c in parts if len(c) == 1 and unicodedata.category(c) in MARKS)
        self.asked = sorted(piece for piece in seen | parts | set(QUESTIONS)
                            if piece and unicodedata.category(piece[0]) not in MARKS)

    def table_for(self, setting, kind):
        if setting == "auto":
            return self.widths.get(kind, self.widths.get("safe", {}))
        return self.widths[setting]

    def plan(self):
        jobs = [{"setting": setting, "text": name, "file": str(HERE / f"{name}.txt"), "keys": KEYS[name]}
                for setting in self.settings for name in TEXTS]
        return {"yue": self.yue, "size": self.size, "texts": self.asked + [f"a{c}b" for c in self.marks_asked], "jobs": jobs}

    def report(self, name, version, way, read_by, result, folder):
        widths = result["widths"]
        widths.update({c: max(widths[f"a{c}b"] - 2, 0) for c in self.marks_asked})
        answers = tuple(widths[q] for q in QUESTIONS)
        kind = KINDS.get(answers, "mixed " + "/".join(map(str, answers)))
        self.clusters[name] = (kind, widths)
        for setting in self.settings:
            per_text, faults, note = {}, [], ""
            for job in result["jobs"]:
                if job["setting"] != setting:
                    continue
                table_of = self.table_for(setting, kind)

                def dump_of(file, meant):
                    text = (folder / file).read_text(encoding="utf-8", errors="replace")
                    if text.startswith("[["):
                        return vte_cells(json.loads(text), widths)
                    lines = [line.rstrip("\r") for line in text.replace("\f", "").split("\n")]
                    lines = (lines + [""] * self.size[1])[:self.size[1]]
                    return [cells_of(line, self.size[0], widths, want, HALF in text) for line, want in zip(lines, meant)]

                per_text[job["text"]], wrong = judge(job["text"], job["steps"], self.size, table_of, dump_of, self.disputed, way)
                faults += wrong
                if setting == "auto" and job["text"] == "plain":
                    note = f" ({self.found_by_auto(job['text'], job['steps'])})"
                # The same bytes as before the model: what yue meant does not come from here.
                if kind in ("narrow", "wide"):
                    here = self.pages(job["steps"], table_of)[-1]
                    if here != self.meant[kind, setting, job["text"]][-1]:
                        faults.append("yue wrote another screen than before the model")
            self.enter(name, version, read_by, kind, setting, per_text, faults, note)

    def run(self):
        for setting in self.options.settings.split(","):
            if setting not in SETTINGS:
                sys.exit(f"prove.py: no setting {setting!r}")
        wanted = self.options.settings.split(",")
        self.settings = [s for s in wanted if accepted(self.yue, s)]
        for setting in wanted:
            if setting not in self.settings:
                self.skipped.append(f"SKIPPED: setting {setting}: this yue does not take it")
        self.disputed = {c for piece in clusters((HERE / "clusters.txt").read_text(encoding="utf-8"))
                         if is_disputed(piece) for c in piece if ord(c) > 0x7F}
        self.widths = learn_widths(self.yue, self.size, [s for s in self.settings if s != "auto"])
        self.model_runs()
        chosen = self.options.only.split(",") if self.options.only else None
        base = Path(tempfile.mkdtemp(prefix="yue-proof-"))
        host = Host(base, *self.size)
        try:
            if self.options.here:
                self.here(base)
            else:
                for terminal in TERMINALS:
                    if chosen and not any(re.sub(r"\W+", "-", terminal.name) == c for c in chosen):
                        continue
                    self.one(terminal, host, base, required=bool(chosen))
        finally:
            host.close()
            if self.options.keep:
                self.say(f"kept: {base}")
            else:
                shutil.rmtree(base, ignore_errors=True)
        return self.conclude()

    def one(self, terminal, host, base, required):
        try:
            version = terminal.version()
        except Missing as why:
            self.skipped.append(f"SKIPPED: {terminal.name}: {why}")
            self.bad += required
            return
        self.say(f"{terminal.name} ({version})")
        try:
            result, folder = run_terminal(terminal, host, base, self.plan())
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            self.skipped.append(f"FAILED: {terminal.name} ({version}): {error}")
            self.bad += 1
            self.say(f"  FAILED: {error}")
            return
        self.report(terminal.name, version, terminal.way, terminal.read_by, result, folder)

    def here(self, base):
        """The terminal that this runs in."""
        place(base / "plan.json", json.dumps({**self.plan(), "way": "cursor"}))
        inner(base)
        result = json.loads((base / "result.json").read_text(encoding="utf-8"))
        if "error" in result:
            sys.exit(f"prove.py: {result['error']}")
        name = os.environ.get("TERM_PROGRAM") or os.environ.get("TERM", "this terminal")
        self.report(name, os.environ.get("TERM_PROGRAM_VERSION", "–"), "cursor", "cursor", result, base)

    def conclude(self):
        version = first_line(self.yue, "--version")
        parts = [f"{version}, window {self.size[0]}×{self.size[1]}, {len(KEYS['plain'])} + {len(KEYS['clusters'])} "
                 "screens for each line.",
                 table(self.rows, ["terminal", "version", "read by", "ambiguous", "setting", "cells compared", "different", "verdict"])]
        parts += self.skipped
        parts += self.details
        parts += self.cluster_tables()
        good = "Everything lies where it was meant to." if not self.bad else f"{self.bad} unexpected results."
        parts.append(good)
        text = "\n\n".join(parts) + "\n"
        print(text)
        if self.options.record:
            place(Path(self.options.record), text)
        return 1 if self.bad else 0

    def cluster_tables(self):
        """Where a terminal's width is not the one that yue counts."""
        if not self.clusters:
            return []
        names = list(self.clusters)
        out, rows = [], []
        counted = {"narrow": self.widths.get("narrow", {}), "wide": self.widths.get("wide", {})}
        known = [p for p in self.seen if p in counted["narrow"] or p in counted["wide"]]
        for piece in known:
            line, differs = [], False
            for name in names:
                kind, widths = self.clusters[name]
                want = counted.get(kind, {}).get(piece)
                have = widths[piece]
                off = want is not None and have != want
                differs |= off
                line.append(f"**{have}**" if off else str(have))
            if differs or (is_disputed(piece) and len(set(line)) > 1):
                rows.append([piece if piece[0] not in "|*`" else "", points(piece),
                             counted["narrow"].get(piece, "–"), counted["wide"].get(piece, "–"), *line])
        if rows:
            out.append("Columns that terminals count for clusters otherwise than yue does (bold), "
                       "by their own cursor reports:")
            out.append(table(rows, ["cluster", "code points", "yue narrow", "yue wide", *names]))
        spills = [[name, *[self.spills[name].get(s, "–") for s in self.settings]] for name in names if name in self.spills]
        if spills:
            out.append("Cells of such clusters, or right behind them, that show something else than meant "
                       "(nothing else in their rows is shifted where the verdict is `right`):")
            out.append(table(spills, ["terminal", *self.settings]))
        marks = {name: self.marks[name] for name in names if self.marks.get(name)}
        if marks:
            out.append("Marks that a terminal does not give back with their letter (in the right cell): " + "; ".join(
                f"{name}: " + ", ".join(sorted(f"{points(a)} as {points(b)}" for a, b in pairs))
                for name, pairs in marks.items()) + ".")
        return out


def vte_cells(rows, widths):
    """VTE gives nothing for the second half of a wide character, and nothing for a
    cell that was never written."""
    out = []
    for row in rows:
        line = []
        for c in row:
            half = line and line[-1] and widths.get(line[-1], char_width(line[-1][0], 1)) > 1
            line.append(c or ("" if half else " "))
        out.append(line)
    return out


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--inside":
        return inner(Path(sys.argv[2]))
    if len(sys.argv) == 3 and sys.argv[1] == "--vte":
        return vte_host(Path(sys.argv[2]))
    if len(sys.argv) > 3 and sys.argv[1] == "--pty":
        return blind_pty(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description="Proves in real terminals that what yue draws lands where it was meant to.")
    parser.add_argument("--yue", metavar="PATH", help="the program; otherwise target/release, target/debug, $PATH")
    parser.add_argument("--only", metavar="NAMES", help="these terminals, with commas, and they must be there: "
                        + ",".join(re.sub(r"\W+", "-", t.name) for t in TERMINALS))
    parser.add_argument("--settings", default=",".join(SETTINGS), metavar="NAMES", help="default: %(default)s")
    parser.add_argument("--size", default="80x24", metavar="CxR", help="the window, default: %(default)s")
    parser.add_argument("--here", action="store_true", help="the terminal that this runs in, by cursor reports")
    parser.add_argument("--record", metavar="FILE", help="write the tables as Markdown")
    parser.add_argument("--keep", action="store_true", help="keep the dumps")
    parser.add_argument("--verbose", action="store_true", help="every cell that differs, controls too")
    return Proof(parser.parse_args()).run()


if __name__ == "__main__":
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda n, _: sys.exit(128 + n))
    sys.exit(main())
