"""A small vault in which everything reaches into something else, and edits of it."""

from textwrap import dedent

from hypothesis import strategies as st

from netlead_md.model.config import Config
from netlead_md.model.note import Note
from tests.linking.build import notes_of

_VAULT = {
    "Me.md": "---\ntype: me\nroles_now: [founder]\n---\n",
    "People/Ada.md": """\
        ---
        type: person
        organisation: "[[Acme]]"
        influence: high
        last_contact: 2026-05-01
        email: a@example.org
        ---
        - 2026-05-02 call: about the room
        - 2026-05-03 pledge room email: a hall ^hall
        """,
    "People/Bob.md": """\
        ---
        type: person
        organisation: Volta
        last_contact: 2026-05-02
        ---
        - 2026-05-02 call: [[Ada]]
        """,
    "People/Cleo.md": "---\ntype: person\nroles:\n  - {organisation: Acme, until: 2026-01-01}\n---\n",
    "Old/Ada.md": "---\ntype: recipe\n---\n- 2026-05-02 call: salt\n",
    "Acme.md": """\
        ---
        type: organisation
        ---
        - 2026-05-02 meeting: [[Ada]] and [[Bob]]
        - 2026-05-05 support: re hall
        """,
    "2026-05-02.md": "- call: [[Ada]] about the room\n- met [[Cleo]] at the market\n- meeting: [[Bob]], [[Acme]]\n",
    "Meetings/Plan.md": '---\ntype: meeting\ndate: 2026-05-02\npeople: ["[[Ada]]", Bob]\n---\n- give: a lift\n',
    "Projects/Hall.md": "---\ntype: project\nseeks: [room]\n---\n",
}
VAULT = {path: dedent(text) for path, text in _VAULT.items()}
LINES = (
    "- 2026-05-02 call: [[Ada]]",
    "- 2026-05-02 call: [[Bob]] and [[Ada]]",
    "- 2026-05-01 call: [[Ada]]",
    "- 2026-05-09 support room: re hall [[Nobody]]",
    "- 2026-05-09 ask room: for [[Hall]] [[Volta]]",
    "- 2026-05-06 intro made: [[Ada]] [[Bob]]",
    "- 2026-05-06 intro asked: [[Ada]] [[Volta]]",
    "- 2026-05-06 trust++: [[Ada]] told us",
    "- 2026-06-20 review pause: [[Acme]]",
    "- 2026-05-20 connect met: [[Ada]] with [[Bob]]",
    "- 2026-05-21 meal 2h £40: [[Bob]] [[Acme]]",
    "- [ ] 2026-05-01 the plan [[Ada]]",
    "- 2026-05-03 pledge kit: [[Bob]] a lamp ^hall",
    "- 2026-07-03 call: a plan [[Ada]]",
    "- 2026-05-09 seen-as manager: [[Bob]]",
    "- meeting: [[Cleo]] and [[Nick]]",
    "- [x] 2026-05-02 send it [[Bob]] ✅ 2026-05-04",
    "- 2026-05-02 cal: a slip [[Ada]]",
)
FIELDS = (
    "type: person",
    "type: organisation",
    "type: persn",
    "type: recipe",
    "organisation: Acme",
    'organisation: "[[Acme]]"',
    "organisation: Volta Ltd",
    "influence: low",
    "sensitive: true",
    "last_contact: 2026-05-02",
    "last_contact: 2026-05-03",
    "aliases: [Nick]",
    "email: a@example.org",
    'knows: "[[Ada]]"',
    "knows: Cleos",
    "tags: [person]",
    "date: 2026-05-03",
    "status: paused",
    "power: high",
    "decision_role: decides",
    "met: 2026-04-01",
    "currency: EUR",
    "trust: 4",
    "cadence: 7d",
    'company: "[[Nobody]]"',
    "company: the Acme",
    "name: Nick Lark",
)
NAMES = (
    *_VAULT,
    "People/Nick.md",
    "Acme/Acme.md",
    "Volta.md",
    "Nobody.md",
    "Daily/2026-05-03.md",
    "People/ada.de.md",
    "People/ada.md",
)
EDITS = st.one_of(
    st.tuples(st.just("line"), st.sampled_from(NAMES), st.sampled_from(LINES)),
    st.tuples(st.just("first line"), st.sampled_from(NAMES), st.sampled_from(LINES)),
    st.tuples(st.just("field"), st.sampled_from(NAMES), st.sampled_from(FIELDS)),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("unreadable"), st.sampled_from(NAMES), st.just("")),
)


def edit(texts: dict[str, str], deed: str, path: str, what: str) -> None:
    text = texts.get(path, "---\ntags: []\n---\n")
    if deed == "line":
        texts[path] = f"{text}{what}\n"
    elif deed == "first line":
        texts[path] = text.replace("\n---\n", f"\n---\n{what}\n", 1)
    elif deed == "field":
        texts[path] = text.replace("---\n", f"---\n{what}\n", 1)
    elif path in texts:
        del texts[path]
        if deed == "rename":
            texts[what] = text


def read(texts: dict[str, str], known: dict[str, tuple[str, Note]], config: Config) -> list[Note]:
    for path, text in texts.items():
        if known.get(path, ("", None))[0] != text:
            known[path] = text, notes_of({path: text}, config)[0]
    return [known[path][1] for path in texts]
