"""Front matter by Obsidian's rules (COMPATIBILITY 1–7)."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import frontmatter
import msgspec
import yaml
from frontmatter.default_handlers import BaseHandler

from netlead_md.model.diagnostics import Fault, FaultKind, Range
from netlead_md.parsing.yaml_repair import names_kind, repair_yaml
from netlead_md.parsing.yaml_values import DuplicateKeyError, load_yaml

# Front matter as a tree with marks, for the rare times when somebody asks where a thing stands.


_DEEP: Final = re.compile(r"^(?: {1000}|[ \t]*+(?:(?:[-?:]|[&!][^ \t\n]*+)[ \t]++){100})", re.MULTILINE)
"""A line that is indented as nobody does, or opens a hundred lists in lists: no reader should follow it down."""


def too_deep(front: str) -> bool:
    """Whether a block may be nested so deeply that reading it could overrun the stack; brackets have a limit."""
    return _DEEP.search(front) is not None


def compose_tree(front: str) -> yaml.Node | None:
    """Tree of a block; None if it cannot be read. The reader in C has a limit of its own for the depth."""
    if too_deep(front):
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(front, Loader=loader)  # type: ignore[no-any-return,unused-ignore]
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def iterate_children(node: Any) -> Iterator[tuple[yaml.ScalarNode | None, Any]]:  # noqa: ANN401  # nodes carry no types
    """Yield (key, value) of a mapping, or (None, item) of a list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (key if isinstance(key, yaml.ScalarNode) else None), value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield None, item


def find_duplicate_keys(path: str, front: str, words: str) -> tuple[Fault, ...]:
    """One fault for each key written twice in its mapping, or one at the head of the note if none can be found."""
    found: list[Fault] = []
    root = compose_tree(front)
    stack, visited = [root], {id(root)}
    while stack:
        seen: set[str] = set()
        for key, value in iterate_children(stack.pop()):
            if id(value) not in visited:  # an anchor may stand in many places, and in itself
                visited.add(id(value))
                stack.append(value)
            if key is None:
                continue
            if key.value in seen:
                mark, end = key.start_mark, key.end_mark
                place = Range(mark.line + 2, mark.column + 1, end.line + 2, end.column + 1)
                found.append(Fault(FaultKind.DUPLICATE_KEY, path, place, words=(str(key.value),)))
            seen.add(key.value)
    named = words.partition(": ")[2].strip("'\"")
    return tuple(sorted(found, key=lambda fault: fault.place or Range(1))) or (
        Fault(FaultKind.DUPLICATE_KEY, path, Range(1), words=(named,)),
    )


_OPEN: Final = re.compile(r"---[ \t]*\n")
_CLOSE: Final = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_KEYED: Final = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[^\s:\[\]{}>|`*-][^\n:]{0,80}:(?=[ \t\n]|\Z)")
_AT: Final = re.compile(r"line (\d+), column (\d+)")

_TOO_DEEP: Final = "nested too deeply"


# Values as YAML, for notes, pages, `.base` files and single values in a note.


_BARE: Final = re.compile(r"[^\W\d_](?:(?:[^\W_]|[ .&()/@+'_-](?! ))*[^\W_])?|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A text that needs no quotes. So does a day: Obsidian shows it as one."""
_RESERVED: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity"})
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no YAML may hold as it is; joiners, of which emoji are made, it may."""


class YamlText(str):
    """Text that is YAML already."""

    __slots__ = ()


def quote_text(text: str) -> YamlText:
    """A text between quotation marks, as JSON and the expressions of Bases have it too."""
    quoted = json.dumps(text, ensure_ascii=False)
    return YamlText(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted))


def format_scalar(text: str) -> YamlText:
    """A text that stays that text for readers of YAML 1.1 and 1.2: quoted wherever one could take it for another."""
    return YamlText(text) if _BARE.fullmatch(text) and text.lower() not in _RESERVED else quote_text(text)


def format_value(texts: Sequence[str], *, listed: bool = False) -> YamlText:
    """One value as a scalar, several as a list on one line."""
    if len(texts) == 1 and not listed:
        return format_scalar(texts[0])
    return YamlText(f"[{', '.join(map(format_scalar, texts))}]")


def _format_any(value: object) -> str:
    if isinstance(value, YamlText):
        return value
    if isinstance(value, str):
        return format_scalar(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return format_value([*map(str, value)], listed=True) if isinstance(value, list | tuple) else json.dumps(value)


class _ObsidianHandler(BaseHandler):
    """Splits, loads and writes as Obsidian does: a block at byte 0, closed by `---` at the margin, of YAML 1.2."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Tell whether a block begins at the very first character."""
        return text[:3] == "---" and _OPEN.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Split into the text between the fences, its last newline left out, and the body. ValueError: not closed."""
        start = text.index("\n") + 1
        found = _CLOSE.search(text, start - 1)
        if not found:
            raise ValueError("the block is not closed")
        return text[start : found.start()], text[found.end() :]

    def load(self, fm: str) -> Any:  # noqa: ANN401  # YAML may hold anything
        """Read a block. Raises YamlValueError."""
        return load_yaml(fm)

    def export(self, metadata: Mapping[str, object], **_: object) -> str:
        """Write properties in their order, one a line: texts, lists of texts, numbers and `YamlText`."""
        return "".join(f"{format_scalar(key)}: {_format_any(value)}\n" for key, value in metadata.items())

    def format(self, post: frontmatter.Post, **_: object) -> str:
        """Write a whole note; the body keeps every byte."""
        return f"---\n{self.export(post.metadata)}---\n{post.content}"


class FrontMatter(msgspec.Struct, frozen=True):
    """Front matter and body of a note, line ends made one."""

    front: str
    value: Any
    body: str
    line: int
    """Of the first line of the body, from 1."""
    faults: tuple[Fault, ...]


HANDLER: Final = _ObsidianHandler()


def write_front(properties: Mapping[str, object], body: str = "") -> str:
    """A note or page of these properties and this body."""
    post = frontmatter.Post(body)
    post.metadata.update(properties)
    return frontmatter.dumps(post, handler=HANDLER)


def read_front(path: str, text: str) -> FrontMatter:
    """Split a note and read its front matter; what goes wrong becomes a fault and leaves no fields."""
    if not HANDLER.detect(text):
        return FrontMatter("", None, text, 1, _late_block_fault(path, text))
    try:
        front, body = HANDLER.split(text)
    except ValueError:
        looks = _KEYED.match(text, text.index("\n") + 1)
        about = "about" if names_kind(text) else ""
        unclosed = (Fault(FaultKind.UNCLOSED_BLOCK, path, Range(1, 1, 0, 4), words=(about,)),)
        return FrontMatter("", None, text, 1, unclosed if looks else ())
    line = text.count("\n", 0, len(text) - len(body)) + 1
    if too_deep(front):
        return FrontMatter(front, None, body, line, (Fault(FaultKind.YAML_ERROR, path, Range(2), words=(_TOO_DEEP,)),))
    try:
        return FrontMatter(front, HANDLER.load(front), body, line, ())
    except Exception as error:  # noqa: BLE001  # whatever the library raises, the note is read on
        value, faults = _read_repaired(path, front) or _read_duplicate_keys(
            path, front, str(error), twice=isinstance(error, DuplicateKeyError)
        )
        return FrontMatter(front, value, body, line, faults)


def _read_repaired(path: str, front: str) -> tuple[Any, tuple[Fault, ...]] | None:
    """Read a block whose lines have one sense each, though they are no YAML; None if that does not help."""
    repaired, repairs = repair_yaml(front)
    if not repairs:
        return None
    try:
        value = HANDLER.load(repaired)
    except Exception:  # noqa: BLE001  # the first error is the one that is told
        return None
    return value, tuple(
        Fault(
            FaultKind.LOOSE_YAML,
            path,
            Range(each.line + 2, each.column + 1, 0, each.column + len(each.old) + 1),
            words=(each.why, each.old, each.new),
        )
        for each in repairs
    )


def _late_block_fault(path: str, text: str) -> tuple[Fault, ...]:
    if text[:1] not in {" ", "\t", "\n"}:
        return ()
    start = len(text) - len(text.lstrip())
    block = text[start:]
    if text[start - 1] != "\n" or not HANDLER.detect(block) or not _KEYED.match(block, block.index("\n") + 1):
        return ()
    if not _CLOSE.search(block, block.index("\n")):
        return ()
    about = "about" if names_kind(block) else ""
    return (Fault(FaultKind.LATE_BLOCK, path, Range(text.count("\n", 0, start) + 1, 1, 0, 4), words=(about,)),)


def _read_duplicate_keys(path: str, front: str, words: str, *, twice: bool) -> tuple[Any, tuple[Fault, ...]]:
    """Read a block with a key written twice after all, the first one winning; nothing else can be saved."""
    if twice:
        try:
            value = load_yaml(front, first_wins=True)
        except Exception as error:  # noqa: BLE001  # the same: there may be a second error behind the first
            words = str(error)
        else:
            return value, find_duplicate_keys(path, front, words)
    return None, (Fault(FaultKind.YAML_ERROR, path, _range_of_error(words), words=(_error_cause(words),)),)


def _range_of_error(words: str) -> Range:
    found = _AT.search(words)
    return Range(int(found[1]) + 1, int(found[2])) if found else Range(1)


def _error_cause(words: str) -> str:
    return words.strip().rpartition("\n")[2].strip()[:200]


# Single quotes in front matter: an apostrophe between them is written twice.


_QUOTED: Final = re.compile(
    r"""(?<![^\s\[{,:-])(?:"(?:\\.|[^"\\])*(?:"|\Z)|'(?:''|[^'])*(?:'|(?P<open>\Z)))"""  # as YAML quotes its texts
)


def in_single_quotes(before: str) -> bool:
    """Whether a line of YAML that begins so has a single quote open."""
    return any(found["open"] is not None for found in _QUOTED.finditer(before))


def double_quotes(text: str) -> str:
    """A text as it stands between single quotes."""
    return text.replace("'", "''")


def undouble_quotes(written: str) -> str:
    """What stands between single quotes as it reads."""
    return written.replace("''", "'")
