"""The command ``vndocparse``: words and exit statuses, no parsing.

Exit status 0: every input was parsed; 1: at least one failed (the others are still written), or with ``--strict`` needs
review; 2: the command line itself is wrong.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence

from .errors import UsageError, VndocparseError
from .version import __version__

TYPE_CHECKING = False  # as typing's own; nothing is imported here that `vndocparse --version` can do without
if TYPE_CHECKING:
    import argparse

    from .exports.tasks import TaskBook
    from .models import Directive
    from .output import Sink
    from .parser import Parser

# Words that are never paths (a file of that name is ./NAME). Those without a command are kept for later versions.
VERBS = ("schema", "doctor", "archive", "export", "graph", "search")
_OF_ARCHIVES = ("archive", "export", "graph", "search")
_SKIPPED = ("Thumbs.db", "desktop.ini")

_DESCRIPTION = """\
Turn Vietnamese Party directives (công văn, chỉ thị, kế hoạch, nghị quyết …) into data:
header, number, date, recipients, cited documents and numbered tasks.

Đọc văn bản chỉ đạo của Đảng (Word, PDF, bản quét, văn bản thuần) và tách thành dữ liệu."""

_EPILOG = """\
examples:
  vndocparse 121-CV.docx                    a summary in Vietnamese, for a person
  vndocparse 121-CV.docx --json             one JSON object
  vndocparse a.docx b.pdf --json -o out.json
  vndocparse folder --jsonl                 one object a line, folders are walked
  vndocparse folder --csv --bom -o so.csv   the office's register, for Excel
  vndocparse folder --tasks xlsx -o nv.xlsx who does what by when: one row a task (also csv; ics for calendars)
  vndocparse doctor                         what this machine can read: OCR, formats, versions
  vndocparse schema                         the JSON Schema of the output
  vndocparse archive folder --store vb.db   whole archives; then export, search, graph (each has its --help)

exit status: 0 all parsed, 1 an input failed, 2 the command line is wrong"""


def say(message: str) -> None:
    """One line on standard error, whatever its encoding can show."""
    encoding = sys.stderr.encoding or "ascii"
    line = message.replace("\r", " ").replace("\n", " ")
    sys.stderr.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stderr.flush()


class _Outcome:
    """A path with what became of it: a directive, or the error that says why not."""

    __slots__ = ("directive", "error", "path")

    def __init__(self, path: str, directive: Directive | None = None, error: VndocparseError | None = None) -> None:
        self.path, self.directive, self.error = path, directive, error


def _argument_parser(prog: str, description: str, epilog: str | None = None) -> argparse.ArgumentParser:
    """An argument parser whose errors are one line that names the remedy."""
    import argparse

    def error(message: str) -> None:
        raise UsageError(f"{message}; see '{prog} --help'")

    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog=prog, description=description, epilog=epilog, formatter_class=form, allow_abbrev=False)
    parser.error = error  # type: ignore[assignment, method-assign]
    return parser


def _arguments() -> argparse.ArgumentParser:
    parser = _argument_parser("vndocparse", _DESCRIPTION, _EPILOG)
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, '-' for standard input, or (with --jsonl, --csv, --tasks) a folder"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a JSON object; for several files a JSON array")
    form.add_argument("--jsonl", action="store_true", help="one JSON object a line, failures in their place")
    form.add_argument("--csv", action="store_true", help="the register of documents: one row a paper")
    form.add_argument(
        "--tasks", choices=("csv", "xlsx", "ics"), help="the follow-up sheet: one row a task; xlsx and ics need the extra of that name"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE; an old one is replaced only when all is written")
    parser.add_argument("--array", action="store_true", help="with --json: an array even for one file")
    parser.add_argument("--bom", action="store_true", help="with --csv, --tasks csv: a byte order mark, so that Excel reads it as UTF-8")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a paper needs review")
    parser.add_argument(
        "--grammars", metavar="DIR", action="append", default=[], help="a folder of your own grammar files; may be repeated"
    )
    parser.add_argument(
        "--ocr",
        choices=("auto", "never", "force"),
        default="auto",
        help="auto (as it is without the option): images, and pages of a PDF without a text layer; force: all pages of a PDF",
    )
    parser.add_argument("--version", action="version", version=f"vndocparse {__version__}")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Pydantic would look through every installed distribution for plugins; ours has no use for any in its own process.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        if words == ["--version"]:
            sys.stdout.write(f"vndocparse {__version__}\n")
            return 0
        if words and words[0] in VERBS:
            return _verb(words[0], words[1:])
        return _parse(_arguments().parse_args(words))
    except VndocparseError as error:
        say(f"vndocparse: {error}")
        return error.exit_status
    except BrokenPipeError:
        # The reader of the pipe has gone (head, less): nothing is left to say. Keep the interpreter from flushing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        say("vndocparse: interrupted")
        return 130


def _verb(verb: str, words: Sequence[str]) -> int:
    if verb == "doctor":
        return _doctor(words)
    if verb in _OF_ARCHIVES:
        return _archive_verb(verb, words)
    if verb != "schema":
        raise UsageError(f"'{verb}' is not part of version {__version__}; a file of that name is ./{verb}")
    parser = _argument_parser("vndocparse schema", "Print the JSON Schema of the output.")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE")
    arguments = parser.parse_args(words)
    from .output import open_sink
    from .schema import json_schema

    with open_sink(arguments.output) as sink:
        sink.write(json_schema())
    return 0


def _archive_verb(verb: str, words: Sequence[str]) -> int:
    from importlib import import_module

    module = import_module(f".archive.verbs.{verb}", __package__)
    parser = _argument_parser(f"vndocparse {verb}", module.DESCRIPTION, module.EPILOG)
    module.add_arguments(parser)
    return int(module.run(parser.parse_args(words), say))


def _doctor(words: Sequence[str]) -> int:
    parser = _argument_parser("vndocparse doctor", "Tell what this machine can and cannot read, with versions and remedies.")
    parser.add_argument("--json", action="store_true", help="as a JSON object")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE")
    arguments = parser.parse_args(words)
    from . import doctor
    from .output import open_sink

    found = doctor.examine()
    with open_sink(arguments.output) as sink:
        sink.write(doctor.as_json(found) if arguments.json else doctor.as_text(found))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    if arguments.bom and not (arguments.csv or arguments.tasks == "csv"):
        raise UsageError("--bom goes with --csv or --tasks csv; see 'vndocparse --help'")
    if arguments.array and not arguments.json:
        raise UsageError("--array goes with --json; see 'vndocparse --help'")
    folders = [path for path in arguments.paths if path != "-" and os.path.isdir(path)]
    if folders and not (arguments.jsonl or arguments.csv or arguments.tasks):
        raise UsageError(f"{folders[0]}: this is a folder; use --jsonl, --csv or --tasks to walk it")
    if arguments.tasks == "xlsx" and arguments.output is None and sys.stdout.isatty():
        raise UsageError("--tasks xlsx writes a workbook, not text for a terminal; name a file with -o FILE")
    # The collector finds nothing to free while modules load; what they leave is kept out of its way for the long runs.
    gc.disable()
    from .output import open_sink
    from .parser import Parser

    gc.freeze()
    gc.enable()
    parser = Parser(arguments.grammars, ocr=arguments.ocr)
    outcomes = _outcomes(parser, _files(arguments.paths))
    status = _Status(arguments.strict)
    with open_sink(arguments.output) as sink:
        if arguments.json:
            _write_json(sink, status.watch(outcomes), array=arguments.array or len(arguments.paths) > 1)
        elif arguments.jsonl:
            _write_lines(sink, status.watch(outcomes))
        elif arguments.csv:
            _write_register(sink, status.watch(outcomes), arguments.bom)
        elif arguments.tasks == "csv":
            _write_task_lines(sink, status.watch(outcomes), arguments.bom)
        elif arguments.tasks:
            _write_task_file(sink, status.watch(outcomes), arguments.tasks)
        else:
            _write_summaries(sink, status.watch(outcomes), several=len(arguments.paths) > 1, colour=arguments.output is None and _colours())
    return status.value


class _Status:
    """The exit status of a run: says each failure as it comes."""

    def __init__(self, strict: bool) -> None:
        self.strict, self.value = strict, 0

    def watch(self, outcomes: Iterable[_Outcome]) -> Iterator[_Outcome]:
        for outcome in outcomes:
            if outcome.error is not None:
                say(f"vndocparse: {outcome.path}: {outcome.error}")
                self.value = 1
            elif self.strict and outcome.directive is not None and outcome.directive.needs_review:
                say(f"vndocparse: {outcome.path}: needs review: a main field is missing or doubtful; check it against the paper")
                self.value = 1
            yield outcome


def _files(paths: Sequence[str]) -> Iterator[str]:
    """The files named, folders walked in order of name; lock files and thumbnails of desktops are passed over."""
    for path in paths:
        if path == "-" or not os.path.isdir(path):
            yield path
            continue
        for folder, subfolders, names in os.walk(path):
            subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith((".", "~$")) and name not in _SKIPPED:
                    yield os.path.join(folder, name)


def _outcomes(parser: Parser, paths: Iterable[str]) -> Iterator[_Outcome]:
    for path in paths:
        try:
            directive = parser.parse(sys.stdin.buffer.read(), name="-") if path == "-" else parser.parse(path)
        except VndocparseError as error:
            yield _Outcome(path, error=error)
        except MemoryError:
            yield _Outcome(path, error=VndocparseError("not enough memory for this file; free some, or split the file"))
        except Exception as error:  # a defect of ours costs one file, never the run
            if os.environ.get("VNDOCPARSE_DEBUG"):
                raise
            yield _Outcome(
                path, error=VndocparseError(f"internal error ({type(error).__name__}); set VNDOCPARSE_DEBUG=1 and report the trace")
            )
        else:
            yield _Outcome(path, directive)


def _write_json(sink: Sink, outcomes: Iterable[_Outcome], *, array: bool) -> None:
    if not array:
        for outcome in outcomes:
            if outcome.directive is not None:
                sink.write(outcome.directive.model_dump_json(indent=2) + "\n")
        return
    opened = False
    for outcome in outcomes:
        if outcome.directive is not None:
            sink.write((",\n" if opened else "[\n") + outcome.directive.model_dump_json(indent=2))
            opened = True
    sink.write("\n]\n" if opened else "[]\n")


def _write_lines(sink: Sink, outcomes: Iterable[_Outcome]) -> None:
    import json

    for outcome in outcomes:
        if outcome.directive is not None:
            sink.write(outcome.directive.model_dump_json() + "\n")
        elif outcome.error is not None:
            record = {"source": {"path": outcome.path}, "error": {"code": outcome.error.code, "message": str(outcome.error)}}
            sink.write(json.dumps(record, ensure_ascii=True) + "\n")


def _write_register(sink: Sink, outcomes: Iterable[_Outcome], bom: bool) -> None:
    from .exports.register import register_header, register_row

    opened = False
    for outcome in outcomes:
        if outcome.directive is not None:
            sink.write(("" if opened else ("\ufeff" if bom else "") + register_header()) + register_row(outcome.directive))
            opened = True


def _write_task_lines(sink: Sink, outcomes: Iterable[_Outcome], bom: bool) -> None:
    from .exports.tasks import rows, tasks_header, tasks_line

    opened = False
    for outcome in outcomes:
        if outcome.directive is not None:
            head = "" if opened else ("\ufeff" if bom else "") + tasks_header()
            sink.write(head + "".join(map(tasks_line, rows([outcome.directive]))))
            opened = True


def _write_task_file(sink: Sink, outcomes: Iterable[_Outcome], form: str) -> None:
    """The tasks as one file that is made when all is read; nothing is written when nothing was parsed."""
    from .exports.tasks import rows

    # Made first: a missing package is said before the papers are read.
    book = _task_book(form)
    parsed = False
    for outcome in outcomes:
        if outcome.directive is not None:
            parsed = True
            for row in rows([outcome.directive]):
                book.add(row)
    if parsed:
        sink.write_bytes(book.finish())
        for remark in book.remarks():
            say(f"vndocparse: {remark}")


def _task_book(form: str) -> TaskBook:
    if form == "xlsx":
        from .exports.task_sheet import TaskSheet

        return TaskSheet()
    from .exports.task_calendar import TaskCalendar

    return TaskCalendar()


def _write_summaries(sink: Sink, outcomes: Iterable[_Outcome], *, several: bool, colour: bool) -> None:
    from .exports.summary import summary

    first = True
    for outcome in outcomes:
        if outcome.directive is None:
            continue
        heading = f"{'' if first else chr(10)}== {outcome.path} ==\n" if several else ""
        sink.write(heading + summary(outcome.directive, colour=colour))
        first = False


def _colours() -> bool:
    """Colours on a terminal only, if it knows them and the user wants them (https://no-color.org)."""
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty():
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "ANSICON" in os.environ
