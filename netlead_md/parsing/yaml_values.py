"""The values of a YAML text, with limits on aliases: read by yaml-rs, and by PyYAML where no build of yaml-rs fits.

Both give the same values (tests/parsing/test_yaml_values.py): the core schema of YAML 1.2, and what yaml-rs reads
besides, such as `0b11` and `1_000`. PyYAML is slower.
"""

import re
from collections.abc import Hashable
from types import ModuleType
from typing import Any, Final

import yaml

try:
    import yaml_rs as _found
except ImportError:  # no wheel fits this system, and there is no compiler
    _found = None  # type: ignore[assignment]

native: ModuleType | None = _found
"""yaml-rs; None: PyYAML reads."""

MAX_REPLAYED: Final = 20_000
"""Values that aliases may stand for in one text."""
MAX_DEPTH: Final = 16
"""How deep aliases may lie in what aliases stand for."""
MAX_EXPANSIONS: Final = 1_000
"""How often one anchor may be named."""


class YamlValueError(ValueError):
    """What is wrong: with `line N, column N` where that is known, and the cause on the last line."""


class DuplicateKeyError(YamlValueError):
    """A key that stands twice in its mapping."""


def load_yaml(text: str, *, first_wins: bool = False) -> Any:  # noqa: ANN401  # YAML may hold anything
    """The value of a text; of several documents a list. Raises YamlValueError.

    `first_wins`: of a key written twice the first one counts; else that is a DuplicateKeyError.
    """
    if native is not None:
        return _load_native(native, text, first_wins=first_wins)
    try:
        documents = [
            _Values(first_wins=first_wins).of(node) for node in yaml.compose_all(_shelter(text), Loader=_Loader)
        ]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
        raise YamlValueError(f"YAML parse error{where}\n{error.problem or error.context}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlValueError(f"YAML parse error\n{str(error).strip().rpartition(chr(10))[2]}") from None
    return documents[0] if len(documents) == 1 else documents or None


def _load_native(reader: ModuleType, text: str, *, first_wins: bool) -> Any:  # noqa: ANN401
    limits = reader.AliasLimits(
        max_total_replayed_events=MAX_REPLAYED,
        max_replay_stack_depth=MAX_DEPTH,
        max_alias_expansions_per_anchor=MAX_EXPANSIONS,
    )
    more = {"duplicate_key_policy": reader.DuplicateKeyPolicy.FirstWins} if first_wins else {}
    try:
        return reader.loads(text, parse_datetime=False, alias_limits=limits, **more)
    except Exception as error:  # noqa: BLE001  # whatever the library raises
        words = str(error)
        twice = words.startswith(_TWICE)
        raise (DuplicateKeyError if twice else YamlValueError)(words) from None


# The same by PyYAML: its tree, whose values are made here.


_TWICE: Final = "duplicate mapping key: "
_PLAIN: Final = "plain"
"""The tag of a plain scalar without one."""
_STR, _NULL, _BOOL, _INT, _FLOAT, _SET = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "null", "bool", "int", "float", "set")
)
_TYPED: Final = frozenset({_STR, _NULL, _BOOL, _INT, _FLOAT, _SET, "tag:yaml.org,2002:binary"})
_LOOSE: Final = frozenset({f"tag:yaml.org,2002:{name}" for name in ("map", "seq", "omap")})
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE: Final = re.compile(r"([-+]?)(?:0([box])([0-9a-f]+)|([0-9]+))", re.IGNORECASE | re.ASCII)
_BROKEN: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_ENDLESS: Final = re.compile(r"([-+]?)\.inf", re.IGNORECASE)
_BASES: Final = {"b": 2, "o": 8, "x": 16}


class _Loader(yaml.SafeLoader):
    """The grammar alone: which value a plain scalar has is decided by `_plain`."""

    yaml_implicit_resolvers: Final = {None: [(_PLAIN, re.compile(""))]}  # type: ignore[misc]

    def compose_scalar_node(self, anchor: dict[Any, yaml.Node]) -> Any:  # noqa: ANN401  # PyYAML's own has no types
        """A lone `!` says that a scalar is a text."""
        said = self.peek_event().tag  # type: ignore[no-untyped-call]
        node: Any = super().compose_scalar_node(anchor)
        node.tag = _STR if said == "!" else node.tag
        return node

    def scan_to_next_token(self) -> None:
        """A tab behind words parts them, as a blank does (YAML 1.2); at the margin it is none."""
        super().scan_to_next_token()
        while self.peek() == "\t" and self._words_before():
            self.forward()
            super().scan_to_next_token()

    def _words_before(self) -> bool:
        start = self.buffer.rfind("\n", 0, self.pointer) + 1
        return bool(self.buffer[start : self.pointer].strip(" \t"))

    def scan_plain_spaces(self, indent: int, start_mark: yaml.Mark) -> Any:  # noqa: ANN401
        """What stands between two words of a plain scalar, which may be a tab."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        blanks = self.prefix(length)
        if "\t" not in blanks:
            return super().scan_plain_spaces(indent, start_mark)
        self.forward(length)
        return super().scan_plain_spaces(indent, start_mark) or [blanks]

    def scan_flow_scalar(self, style: str) -> Any:  # noqa: ANN401
        """A quoted text over several lines is indented, as all that belongs to its key (YAML 1.2)."""
        least, start = self.indent, self.pointer
        token: Any = super().scan_flow_scalar(style)
        for line in self.buffer[start : self.pointer].split("\n")[1:]:
            if line.strip() and len(line) - len(line.lstrip(" ")) <= least:
                words = "a quoted text goes on without its indent"
                raise yaml.scanner.ScannerError(None, None, words, token.start_mark)
        return token


_UNREADABLE: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What PyYAML refuses, or takes for the end of a line, and YAML 1.2 does not."""
_SHELTER: Final = 0x100000
"""Where such a letter waits while the text is read: in the private plane, so many places on."""


def _shelter(text: str) -> str:
    """The text as PyYAML can read it, with a newline at its end."""
    text = text if text.endswith("\n") else f"{text}\n"
    return _UNREADABLE.sub(lambda found: chr(_SHELTER + ord(found[0])), text) if _UNREADABLE.search(text) else text


def _unshelter(text: str) -> str:
    if text.isascii() or max(text) < chr(_SHELTER):
        return text
    return "".join(
        chr(ord(letter) - _SHELTER)
        if letter >= chr(_SHELTER) and _UNREADABLE.match(chr(ord(letter) - _SHELTER))
        else letter
        for letter in text
    )


class _Values:
    """Makes the values of one document."""

    def __init__(self, *, first_wins: bool) -> None:
        self._first_wins = first_wins
        self._made: dict[int, int] = {}
        """How many values stand below each node that was seen whole."""
        self._named: dict[int, int] = {}
        self._replayed = 0
        self._open: set[int] = set()

    def of(self, node: yaml.Node | None) -> Any:  # noqa: ANN401
        return None if node is None else self._value(node, depth=0)

    def _value(self, node: Any, *, depth: int) -> Any:  # noqa: ANN401  # nodes carry no types
        if id(node) in self._open:  # an anchor within itself
            return None
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._made:
            depth = self._replay(node, depth)
        self._open.add(id(node))
        try:
            value = self._sequence(node, depth) if isinstance(node, yaml.SequenceNode) else self._mapping(node, depth)
        finally:
            self._open.discard(id(node))
        self._made[id(node)] = 1
        return value

    def _replay(self, node: yaml.Node, depth: int) -> int:
        self._named[id(node)] = self._named.get(id(node), 0) + 1
        if self._named[id(node)] > MAX_EXPANSIONS or depth >= MAX_DEPTH:
            raise YamlValueError("YAML parse error\naliases stand for too much")
        return depth + 1

    def _count(self, depth: int) -> None:
        self._replayed += depth > 0
        if self._replayed > MAX_REPLAYED:
            raise YamlValueError("YAML parse error\naliases stand for too much")

    def _sequence(self, node: yaml.SequenceNode, depth: int) -> list[Any]:
        _check_tag(node)
        found = []
        for each in node.value:
            self._count(depth)
            found.append(self._value(each, depth=depth))
        return found

    def _mapping(self, node: yaml.MappingNode, depth: int) -> Any:  # noqa: ANN401
        _check_tag(node)
        found: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            self._count(depth)
            key = _as_key(self._value(key_node, depth=depth))
            value = self._value(value_node, depth=depth)
            if key in found:
                if not self._first_wins:
                    raise DuplicateKeyError(f"{_TWICE}{key!r}")
                continue
            found[key] = value
        return set(found) if node.tag == _SET else found


def _check_tag(node: yaml.Node) -> None:
    """A tag of YAML's own that no value of ours has is refused; one of somebody's own is passed over."""
    tag = node.tag or ""
    if tag.startswith("tag:yaml.org,2002:") and tag not in _TYPED | _LOOSE:
        raise YamlValueError(f"Invalid tag: '!!{tag.rpartition(':')[2]}'")


def _scalar(node: yaml.ScalarNode) -> Any:  # noqa: ANN401
    text, tag = _unshelter(node.value), node.tag
    if tag == _PLAIN:
        return _plain(text)
    _check_tag(node)
    if tag in {_INT, _FLOAT, _BOOL, _NULL}:
        value = float(number) if tag == _FLOAT and isinstance(number := _plain(text), int) else _plain(text)
        kinds = {_INT: int, _FLOAT: float, _BOOL: bool, _NULL: type(None)}
        if not isinstance(value, kinds[tag]) or (tag == _INT and isinstance(value, bool)) or (tag == _INT and not text):
            raise YamlValueError(f"Invalid value '{text}' for '!!{tag.rpartition(':')[2]}' tag")
        return value
    return text


def _plain(text: str) -> Any:  # noqa: ANN401
    """What a plain scalar is."""
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    bare = text.replace("_", "")
    if whole := _WHOLE.fullmatch(bare):
        sign, base, digits, decimal = whole.groups()
        try:
            value = int(decimal) if decimal else int(digits, _BASES[base.lower()])
        except ValueError as error:
            if decimal:  # more digits than Python takes
                raise YamlValueError(str(error)) from None
            return text  # a digit that the base has not
        return -value if sign == "-" else value
    if _BROKEN.fullmatch(bare):
        return float(bare)
    if endless := _ENDLESS.fullmatch(text):
        return float(f"{endless[1]}inf")
    return float("nan") if text.lower() == ".nan" else text


def _as_key(value: Any) -> Hashable:  # noqa: ANN401
    """A key that can stand in a mapping: lists as tuples, mappings as sets of pairs."""
    if isinstance(value, list):
        return tuple(map(_as_key, value))
    if isinstance(value, dict):
        return frozenset((key, _as_key(each)) for key, each in value.items())
    if isinstance(value, set):
        return frozenset((each, None) for each in value)
    return value  # type: ignore[no-any-return]
