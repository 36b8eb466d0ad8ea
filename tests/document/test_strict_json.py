"""JSON that is refused: numbers that no float holds, keys twice, depth, half characters, broken text."""

import json

import pytest
from support.effort import effort
from support.projects import seed_tree

from backprop_gui.document.examples import example_file
from backprop_gui.document.schema import FileError, decode
from backprop_gui.document.strict_json import parse

SEED = json.dumps(seed_tree())


def refusal(text: str | bytes) -> str:
    with pytest.raises(FileError) as raised:
        decode(text if isinstance(text, bytes) else text.encode())
    assert str(raised.value).isprintable()
    return str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("0.45", "NaN", "network.layers[1].weights[0][1]: expected a finite number, found NaN"),
        ("0.45", "-Infinity", "network.layers[1].weights[0][1]: expected a finite number, found -Infinity"),
        ("0.45", "1e999", "network.layers[1].weights[0][1]: expected a finite number, found 1e999"),
        ("0.45", "-1e999", "network.layers[1].weights[0][1]: expected a finite number, found -1e999"),
        ("0.45", "7" * 1000, "network.layers[1].weights[0][1]: expected at most 32 digits, found 1000"),
        ("0.45", "0" + "7" * 40, "line 1, column"),
        ('"seed": 0', '"seed": 0, "seed": 1', "training.seed: expected this key once, found it 2 times"),
        ('"seed": 0', '"a b": NaN', 'training["a b"]: expected a finite number, found NaN'),
        (
            '"title"',
            '"view": {"a": [{"b": 1, "b": 1}]}, "title"',
            "view.a[0].b: expected this key once, found it 2 times",
        ),
        (
            '"title"',
            '"view": {"a": ["\\ud800"]}, "title"',
            "view.a[0]: expected whole characters, found half of one",
        ),
        ('"i1"', '"\\udc00"', "network.inputs[0]: expected whole characters, found half of one"),
    ],
)
def test_refused_with_its_place(old: str, new: str, message: str) -> None:
    assert SEED.count(old) == 1 or old == '"i1"'
    assert refusal(SEED.replace(old, new, 1)).startswith(message)


def nested(levels: int) -> str:
    return SEED.replace('"title"', f'"view": {{"a": {"[" * levels}{"]" * levels}}}, "title"')


def test_depth() -> None:
    decode(nested(14).encode())
    assert refusal(nested(15)) == "view: expected at most 16 levels of nesting, found more"


@pytest.mark.parametrize("brackets", ["[", '{"a":'])
def test_bottomless_depth(brackets: str) -> None:
    found = refusal("\n" + brackets * 200_000)
    assert found == "line 2: expected at most 16 levels of nesting, found more"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a project, found an empty file"),
        ("   \n", "expected a project, found an empty file"),
        ("{,}", 'line 1, column 2: expected a key in double quotes, found ",}"'),
        ('{"a" 1}', "line 1, column 6: expected ':', found \"1}\""),
        ("[1 2]", "line 1, column 4: expected ',', found \"2]\""),
        ('{"a": "x', 'line 1, column 7: expected a closing ", found "\\"x"'),
        ('["\\x"]', 'line 1, column 3: expected a valid escape after \\, found "\\\\x\\"]"'),
        ('["\\u12"]', "line 1, column"),
        ('["a\tb"]', 'line 1, column 4: expected no control character in a text, found "\\tb\\"]"'),
        ("{} {}", 'line 1, column 4: expected the end of the file, found "{}"'),
        ("[01]", "line 1, column 3: expected ',', found \"1]\""),
        ("[+1]", 'line 1, column 2: expected a value, found "+1]"'),
        ("[.5]", 'line 1, column 2: expected a value, found ".5]"'),
        ("[1_000]", "line 1, column 3: expected ',', found \"_000]\""),
        ("'a'", "line 1, column 1: expected a value, found \"'a'\""),
        ("3", "expected a JSON object, found 3"),
        ("[1, 2]", "expected a JSON object, found a list of 2"),
        ("null", "expected a JSON object, found null"),
    ],
)
def test_broken_text(text: str, message: str) -> None:
    assert refusal(text).startswith(message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfe{\x00}\x00", "line 1: expected UTF-8 text, found the byte 0xff"),
        (b'{\n"title": "caf\xe9"}', "line 2: expected UTF-8 text, found the byte 0xe9"),
        (b"\x80\x04\x95pickle", "line 1: expected UTF-8 text, found the byte 0x80"),
    ],
)
def test_other_encodings(data: bytes, message: str) -> None:
    assert refusal(data) == message


@pytest.mark.parametrize(
    "key", ["a\nb", "\u202e", "x" * 10_000, "` - at `$[99999999999999999999]", "\x1b[31m"]
)
def test_strange_keys_are_named_in_one_short_line(key: str) -> None:
    tree = {**seed_tree(), key: 1}
    found = refusal(json.dumps(tree))
    assert found.isprintable()
    assert len(found) < 300


FRONT = '{"format": "backprop-gui", "version": 1, "view": {"a": ['


@pytest.mark.parametrize(
    "text",
    [
        "[" * 4_900_000,
        "{}," * 1_600_000,
        FRONT + "[]," * 1_600_000 + "0]}}",
        FRONT + "0," * 2_400_000 + "NaN]}}",
        FRONT + '"",' * 1_600_000 + '"\\ud800"]}}',
        '{"version":' + "1" * 4_900_000 + "}",
        "{" + ",".join(f'"{number}":0' for number in range(400_000)) + ',"7":0}',
        '"' + "\\" * 4_900_000,
    ],
    ids=["brackets", "objects", "lists", "numbers", "half-character", "digits", "keys", "escapes"],
)
def test_nothing_takes_long(text: str) -> None:
    data = text.encode()

    def refuse() -> None:
        with pytest.raises(FileError):
            decode(data)

    assert effort(refuse) < 200


def test_good_json_is_read_as_it_is() -> None:
    text = '{"a": [1, -2.5e-3, true, null, "\\u00e9\\ud83d\\ude00"], "b": {}}'
    assert parse(text.encode()) == json.loads(text)


def test_a_file_that_is_cut_off_is_said_to_be() -> None:
    text = example_file("seed").decode().rstrip()
    for end in range(1, len(text)):
        message = refusal(text[:end])
        assert "cut off" in message, (text[end - 20 : end], message)
    assert "cut off" not in refusal(text + "}")
    assert "cut off" not in refusal(text.replace("0.15", "0.1.5"))
    assert "cut off" not in refusal(text.replace('"title":', '"title"'))
