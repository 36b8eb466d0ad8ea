"""Whatever is done to a file's bytes: it opens, or one line says why not."""

import json
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import project_trees, seed_tree

from backprop_gui.document.schema import FileError, decode, encode

SEED = json.dumps(seed_tree(), indent=1).encode()
ODDITIES = [None, True, -1, 0, 1e300, 2**70, "", "x", [], {}, [[]], [None], "NaN", -0.0]


def opens_or_says_why(data: bytes) -> None:
    try:
        project = decode(data)
    except FileError as error:
        assert str(error).isprintable()
        assert len(str(error)) < 400
    else:
        assert encode(decode(encode(project))) == encode(project)


@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.binary(max_size=3)), min_size=1, max_size=4))
@settings(max_examples=300)
def test_changed_bytes(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SEED)
    for place, new in changes:
        data[place : place + len(new)] = new
    opens_or_says_why(bytes(data))


@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)))
@settings(max_examples=100)
def test_cut_pieces(begin: int, end: int) -> None:
    opens_or_says_why(SEED[:begin] + SEED[end:])


def containers(tree: Any) -> list[Any]:
    if not isinstance(tree, dict | list):
        return []
    inner = tree.values() if isinstance(tree, dict) else tree
    return [*([tree] if tree else []), *(found for part in inner for found in containers(part))]


@given(project_trees(), st.integers(0, 2**32))
@settings(max_examples=300)
def test_changed_values(tree: dict[str, Any], seed: int) -> None:
    random = Random(seed)
    for _ in range(random.randint(1, 3)):
        holder = random.choice(containers(tree))
        key = random.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match random.randrange(3):
            case 0:
                del holder[key]
            case 1:
                holder[key] = random.choice(ODDITIES)
            case _:
                other = random.choice(containers(tree))
                holder[key] = json.loads(json.dumps(other))
    opens_or_says_why(json.dumps(tree).encode())
