"""Draw random lines of code, to see whether a newcomer finds the place of each by its path alone.

    python -m tests.navigation.draw_lines --seed 1 questions        # the paths, then 30 lines
    python -m tests.navigation.draw_lines --seed 1 score ANSWERS    # ANSWERS: one path a line, in order

The score counts the modules and, apart from them, the packages that were named right.
"""

import argparse
import ast
import random
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "netlead_md"
SHORTEST = 25
"""Characters: shorter lines are brackets and returns that could be anywhere."""


def draw_lines(seed: int, count: int) -> list[tuple[str, str]]:
    """Return `count` pairs (path below the package, line of code), the same for the same seed and code."""
    pool = []
    for module in sorted(PACKAGE.rglob("*.py")):
        source = module.read_text(encoding="utf-8")
        code = _lines_of_code(ast.parse(source))
        for number, line in enumerate(source.splitlines(), 1):
            text = line.strip()
            if number in code and len(text) >= SHORTEST and not text.startswith(("import ", "from ", '"', "#", "@")):
                pool.append((module.relative_to(PACKAGE).as_posix(), text))
    return random.Random(seed).sample(pool, count)  # noqa: S311


def _lines_of_code(tree: ast.AST) -> set[int]:
    """Lines within functions and classes, docstrings left out."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1:] if ast.get_docstring(node) else node.body
            for statement in first:
                lines.update(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("what", choices=["questions", "score"])
    parser.add_argument("answers", nargs="?", type=Path)
    given = parser.parse_args()
    drawn = draw_lines(given.seed, given.count)
    if given.what == "questions":
        paths = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))
        print("\n".join(paths), "", sep="\n")  # noqa: T201
        print("\n".join(f"{number:2}  {line}" for number, (_, line) in enumerate(drawn, 1)))  # noqa: T201
        return
    answers = given.answers.read_text(encoding="utf-8").split()
    found = [answer == path for answer, (path, _) in zip(answers, drawn, strict=True)]
    near = [answer.split("/")[0] == path.split("/")[0] for answer, (path, _) in zip(answers, drawn, strict=True)]
    for right, answer, (path, line) in zip(found, answers, drawn, strict=True):
        if not right:
            print(f"{answer} for {path}: {line}")  # noqa: T201
    print(f"{sum(found)} of {len(found)} modules, {sum(near)} of {len(near)} packages")  # noqa: T201


if __name__ == "__main__":
    main()
