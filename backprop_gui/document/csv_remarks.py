"""What a user should know of a table before its samples are taken, where it may not be what was meant."""

from collections.abc import Iterator, Sequence

from backprop_gui.document.csv_import import Part, Use, is_useful
from backprop_gui.document.csv_table import Column, CsvTable
from backprop_gui.document.errors import counted
from backprop_gui.document.names import LONGEST_NAME

MOST_TOLD = 3
MANY_LABELS = 0.75
"""Labels for each row, from which on hardly any label comes twice."""

NEVER_TWICE = "Nearly every row has another label: nothing can be learnt from that."


def remarks(table: CsvTable, uses: Sequence[Use]) -> list[str]:
    """Say which columns are left out or taken by their labels, and why, and which names were shortened."""
    columns = zip(table.columns, uses, strict=True)
    said = [sentence for column, use in columns for sentence in _about(column, use, len(table))]
    more = len(said) - MOST_TOLD
    if more > 0:
        holds = "holds" if more == 1 else "hold"
        said = [*said[:MOST_TOLD], f"{counted(more, 'more column')} {holds} no numbers."]
    if table.shortened:
        names = counted(len(table.shortened), "name")
        said.append(f"{names} shortened: a name has at most {LONGEST_NAME} characters.")
    return said


def _about(column: Column, use: Use, rows: int) -> Iterator[str]:
    labels = len(column.classes) if not column.holds_numbers else 0
    if use.part is Part.NEITHER and not is_useful(column):
        yield f"“{column.name}” is left out: {_reason(labels)}."
    elif use.part is not Part.NEITHER and not column.holds_numbers:
        is_many = labels > 2 and labels > MANY_LABELS * rows
        if use.part is Part.INPUT or is_many:
            yield _by_labels(column, use, is_many)


def _reason(labels: int) -> str:
    if not labels:
        return "nothing stands in it"
    if labels == 1:
        return "it holds no numbers, and the same text in every row"
    return f"it holds no numbers, but {labels:,} different labels"


def _by_labels(column: Column, use: Use, is_many: bool) -> str:
    become = counted(len(column.classes), str(use.part))
    example = f"“{column.classes[0]}” is none"
    said = f"“{column.name}” holds no numbers ({example}): it becomes {become}, one for each label."
    return f"{said} {NEVER_TWICE}" if is_many else said
