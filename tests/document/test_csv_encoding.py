"""Tables in encodings that their files do not name: guessed by their words, and said to be a guess."""

import pytest

from backprop_gui.document.csv_encoding import ENCODINGS, guess_encoding, in_order

TABLES = {
    "cp1252": "Länge;Breite;Größe;Art\n1;2;3;süß\n",
    "mac_roman": "Länge;Höhe;Straße\n5,1;0,2;süß\n7,0;1,4;groß\n",
    "cp1250": "délka,šířka,druh\n1,2,růže\n3,4,žlutý\n",
    "cp1251": "длина;ширина;вид\n1;2;ирис\n3;4;Роза\n",
    "koi8_r": "длина;ширина;вид\n1;2;ирис\n3;4;Роза\n",
    "cp1253": "μήκος,πλάτος,είδος\n1,2,ίριδα\n",
    "cp932": "長さ,幅,種類\n5.1,0.2,あやめ\n7.0,1.4,バラ\n",
    "euc_jp": "長さ,幅,種類\n5.1,0.2,あやめ\n7.0,1.4,バラ\n",
    "gb18030": "花瓣长度,花瓣宽度,类别\n5.1,0.2,山鸢尾\n",
    "cp950": "花瓣長度,花瓣寬度,類別\n5.1,0.2,山鳶尾\n",
    "cp949": "꽃잎길이,꽃잎너비,종류\n5.1,0.2,부채붓꽃\n",
}


@pytest.mark.parametrize(("encoding", "text"), TABLES.items(), ids=list(TABLES))
def test_a_table_of_words_is_read_as_it_was_written(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data).encoding) == text


@pytest.mark.parametrize(
    ("language", "encoding", "text"),
    [
        ("ja_JP", "cp932", "身長,体重\n170,60\n"),
        ("zh_CN", "gb18030", "身高,体重\n170,60\n"),
        ("zh_TW", "cp950", "身高,體重\n170,60\n"),
        ("ko_KR", "cp949", "키,몸무게,성별\n1,2,남\n"),
        ("ru_RU", "cp1251", "ПОЛ,ВОЗРАСТ\n1,2\n"),
        ("he_IL", "cp1255", "אורך,רוחב,סוג\n1,2,ורד\n"),
        ("lv_LV", "cp1257", "garums,platums,šķirne\n1,2,rūķis\n"),
    ],
)
def test_few_words_are_read_as_the_system_writes_them(language: str, encoding: str, text: str) -> None:
    data = text.encode(encoding)
    assert data.decode(guess_encoding(data, language).encoding) == text
    assert in_order(language).index(encoding) <= len([name for name in ENCODINGS if "utf" in name]) + 1


def test_a_guess_that_could_be_another_is_weak_and_what_the_file_says_is_none() -> None:
    assert guess_encoding("身高,体重\n1,2".encode("gb18030")).is_weak
    assert not guess_encoding(TABLES["cp1252"].encode("cp1252")).is_weak
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert not guess_encoding("Größe,身高\n1,2".encode(encoding)).is_weak


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_is_offered_can_be_decoded(encoding: str) -> None:
    assert "a,b\n1,2".encode(encoding).decode(encoding).endswith("1,2")
