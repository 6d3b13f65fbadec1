"""Numbers and dates of strangers: the digits 0 to 9, of bounded length, and one line about anything else."""

from __future__ import annotations

import ast
import json
import math
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import genai_tui
from genai_tui.catalog import numbers
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import CatalogHead, Model, Organization
from genai_tui.catalog.partial_date import is_date
from genai_tui.search.fields import FIELDS
from genai_tui.search.parser import parse as parse_query
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.decoder import RecordChecker
from genai_tui.storage.folder import load_record
from genai_tui.storage.importers import FORMATS, format_of
from genai_tui.storage.progress import silent
from genai_tui.storage.yaml_tree import Mapping, Scalar, Unreadable, parse

PACKAGE = Path(genai_tui.__path__[0])
SURVEY = PACKAGE.parent / "data" / "survey" / "catalog.yaml"

DIGITS = "".join(chr(code) for code in range(0x110000) if chr(code).isdigit() or chr(code).isnumeric())
"""Every sign that some method of Python's takes for a digit or a number."""
LONG = (
    "9" * 5_000,
    "-" + "9" * 5_000,
    "0." + "9" * 5_000,
    "1e" + "9" * 5_000,
    "9" * 400,
    "1" + "0" * 99 + "_0",
)
FOREIGN = ("٢٠٢٢", "２０２２", "२०२२", "𝟚𝟘𝟚𝟚", "²", "½", "Ⅷ", "٢٠٢٢-٠٤-٠٦", "２０２２-0４", "1٢", "٣b", "1e٣")
NOT_FINITE = ("nan", "inf", "-inf", "Infinity", "1e999", "-1e400", "0x10", "1__0e", "1 0", "")
BORDERS = tuple(str(2**power + more) for power in (53, 63, 64, 70) for more in (-1, 0, 1))
ODD = (*LONG, *FOREIGN, *NOT_FINITE, *BORDERS)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


written = st.one_of(
    st.text(st.sampled_from(DIGITS + "0123456789.,-+eE_ kKmMbBtT~?:/"), max_size=60),
    st.sampled_from(ODD),
    st.text(max_size=30),
    st.integers(1, 6_000).map(lambda size: "7" * size),
    st.builds(lambda a, b, c: f"{a}-{b}-{c}", *[st.text(st.sampled_from(DIGITS), max_size=4)] * 3),
)


@given(written)
def test_a_number_is_finite_and_of_plain_digits(text: str) -> None:
    value = numbers.number(text)
    assert value is None or (math.isfinite(value) and text.isascii() and len(text) <= numbers.LONGEST)
    whole = numbers.whole(text)
    assert whole is None or (isinstance(whole, int) and whole == value)


@given(
    st.one_of(
        st.integers(-(10**60), 10**60).map(str), st.floats(allow_nan=False, allow_infinity=False).map(repr)
    )
)
def test_every_usual_number_is_read(text: str) -> None:
    assert numbers.number(text) == float(text) or numbers.number(text) == int(text)


@pytest.mark.parametrize("text", [*LONG, *FOREIGN, *NOT_FINITE])
def test_odd_texts_are_no_numbers(text: str) -> None:
    assert numbers.number(text) is None
    assert numbers.whole(text) is None
    assert not is_date(text)


@given(written)
def test_a_date_is_of_plain_digits(text: str) -> None:
    if is_date(text):
        assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text)


MODEL_FIELDS = (
    "released: {{date: {0}}}", "parameters: [{{count: {0}}}]", "citations: {0}", "paper: {{title: T, year: {0}}}",
    "training: {{compute_flop: {0}}}", "results: [{{metric: m, value: {0}}}]", "paper: {{title: T, arxiv: {0}}}",
    "offers: [{{provider: P, input_price: {0}, context: {0}}}]", "paper: {{title: T, doi: 10.{0}/x}}",
)  # fmt: skip


@given(st.sampled_from(MODEL_FIELDS), written)
def test_a_checked_record_holds_plain_numbers_or_one_line_says_why(form: str, text: str) -> None:
    quoted = _quoted(text)
    if "10." in form:
        quoted = _quoted(f"10.{text}/x")
        form = form.replace("10.{0}/x", "{0}")
    lines = form.format(quoted)
    try:
        data = f"id: a\nname: A\ncategory: c\nsources: [{{id: s, title: S}}]\n{lines}\n".encode()
        tree = parse(data, "a.yaml")
    except (Unreadable, UnicodeEncodeError):  # control characters and half signs are the loader's to refuse
        return
    check = RecordChecker()
    checked = check.record(tree, Model, "a.yaml")
    for problem in check.problems:
        assert len(str(problem)) < 400
    if checked.value is not None:
        assert msgspec.json.decode(msgspec.json.encode(checked.value), type=Model) == checked.value
        msgspec.msgpack.encode(checked.value)
        assert checked.value.year is None or 0 < checked.value.year < 10_000


@pytest.mark.parametrize("text", [*LONG, *FOREIGN])
@pytest.mark.parametrize("form", MODEL_FIELDS[:6])
def test_odd_numbers_in_a_file_are_one_problem(form: str, text: str) -> None:
    tree = parse(
        f"id: a\nname: A\ncategory: c\nsources: [{{id: s, title: S}}]\n{form.format(_quoted(text))}\n".encode(),
        "f",
    )
    check = RecordChecker()
    assert check.record(tree, Model, "f").value is None
    assert len(check.problems) == 1
    assert "expected" in str(check.problems[0])
    assert len(str(check.problems[0])) < 300


def test_a_whole_number_beyond_what_is_kept_is_a_problem() -> None:
    for text, good in ((str(numbers.LARGEST), True), (str(numbers.LARGEST + 1), False), ("1e30", False)):
        node = Mapping(
            ((Scalar("id", 1, 1), Scalar("a", 1, 1)), (Scalar("name", 2, 1), Scalar("A", 2, 1)),
             (Scalar("founded", 3, 1), Scalar("2000" if good else text, 3, 1))), 1, 1, 7,
        )  # fmt: skip
        assert (RecordChecker().record(node, Organization, "f").value is not None) == good


@pytest.mark.parametrize("field", [name for name, each in FIELDS.items() if each.kind != "text"])
@given(text=written, sign=st.sampled_from(["", ">", ">=", "<", "<=", "="]), other=written)
@settings(max_examples=60)
def test_a_query_reads_plain_numbers_or_points_at_what_is_wrong(
    field: str, text: str, sign: str, other: str
) -> None:
    for query in (
        f"{field}:{sign}{text}",
        f"{field}:{text}..{other}",
        f'{field}:"{text}"',
        f"-{field}:{text},{other}",
    ):
        try:
            parsed = parse_query(query)
        except QueryProblem:
            continue
        for clause in parsed.clauses:
            for value in clause.values:
                for end in (getattr(value, "low", None), getattr(value, "high", None)):
                    assert end is None or (end.isascii() if isinstance(end, str) else math.isfinite(end))


@pytest.mark.parametrize("field", [name for name, each in FIELDS.items() if each.kind != "text"])
@pytest.mark.parametrize("text", [*LONG, *FOREIGN])
def test_odd_numbers_in_a_query_are_refused(field: str, text: str) -> None:
    with pytest.raises(QueryProblem):
        parse_query(f"{field}:>{text}")


@pytest.mark.parametrize("text", ["0e999", "1e999", "0e305t", "9e999k"])
def test_a_power_that_nothing_has_is_refused(text: str) -> None:
    with pytest.raises(QueryProblem, match="params wants a number"):
        parse_query(f"params:{text}")


def _table(text: str) -> str:
    cell = text.replace('"', "'")
    return (
        "Model,Organization,Publication date,Task,Parameters,Training compute (FLOP),Citations,Training time (hours),"
        f"Hardware quantity,Training hardware,Link,Reference\nA,O,2020,Chat,1e9,1e20,1,2,3,H,https://x.org,R\n"
        f'B,O,"{cell}",Chat,"{cell}","{cell}","{cell}","{cell}","{cell}",H,https://arxiv.org/abs/{cell},R\n'
    )


def _assets(text: str) -> str:
    return (
        "- name: A\n  organization: O\n  type: model\n  modality: text; text\n  size: 7B parameters\n"
        f"- name: B\n  organization: O\n  type: model\n  created_date: {_quoted(text)}\n"
        f"  size: {_quoted(f'{text}B parameters')}\n"
    )


def _offers(text: str) -> str:
    bare = text if re.fullmatch(r"-?[1-9][0-9]*", text) else _quoted(text)
    offer = (
        f'{{"name": "A", "release_date": {bare}, "last_updated": {bare}, "cost": {{"input": {bare}, "output": 1e999}},'
        f' "limit": {{"context": {bare}, "output": {bare}}}, "open_weights": {bare}}}'
    )
    return f'{{"p": {{"env": [], "name": {bare}, "models": {{"a": {offer}, "b/c": {offer}}}}}}}'


@given(written)
@settings(max_examples=60, deadline=None)
@example(str(numbers.LARGEST))
@example(str(2**64))
@example("9" * 38)
def test_tables_of_strangers_are_read_whatever_their_numbers(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    taxonomy, _ = load_record(SURVEY, CatalogHead)
    assert taxonomy is not None
    (folder / "a.csv").write_text(_table(text), encoding="utf-8", errors="replace")
    (folder / "api.json").write_text(_offers(text), encoding="utf-8", errors="replace")
    (folder / "assets").mkdir()
    (folder / "assets" / "a.yaml").write_text(_assets(text), encoding="utf-8", errors="replace")
    for path in (folder / "a.csv", folder / "api.json", folder):
        source = format_of(path)
        if source is None:  # such as a table with a NUL, which is refused
            assert "\0" in text
            continue
        assert source in FORMATS
        try:
            catalog = source.importer.read(path, taxonomy, silent)
        except CatalogError:
            continue
        msgspec.msgpack.encode((catalog.head, catalog.models, catalog.others))
        for model in catalog:
            assert model.released is None or is_date(model.released.date)
            for count in model.parameters:
                assert 1 <= count.count <= numbers.LARGEST


READ_ELSEWHERE = {
    ("catalog/numbers.py", "int"), ("catalog/numbers.py", "float"),
    ("catalog/partial_date.py", "int"),  # of a date whose form has been looked at
    ("search/parser.py", "int"),  # of what a pattern of few digits has met
    ("storage/decoder.py", "float"), ("storage/decoder.py", "int"),  # of a number, and of one with 0x or 0o
    ("search/record_lookup.py", "int"),  # of a truth value
    ("catalog/cells.py", "float"),  # as above
    ("storage/importers/epoch.py", "int"), ("storage/importers/epoch.py", "float"),  # as above
    ("storage/importers/models_dev_values.py", "int"),
    ("storage/importers/models_dev_values.py", "float"),  # of JSON's own numbers
    ("tui/screen_diff.py", "int"),  # of what this program sends
    ("tui/job_control.py", "int"),  # of what the system says of a process
    ("tui/widgets/prompt.py", "int"),  # of a place on the screen
}  # fmt: skip
"""Where `int` and `float` are called, which would take strangers' text as it comes."""
FORBIDDEN = re.compile(
    r"\\d|\bstr\.is(digit|numeric|decimal)\b|\.is(digit|numeric|decimal)\(|fromisoformat|strptime"
)


def test_numbers_are_read_nowhere_else() -> None:
    met = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        source = path.read_text(encoding="utf-8")
        assert not FORBIDDEN.search(source), f"{name}: use [0-9] and catalog/numbers.py"
        if name.startswith(("graph/", "plot/")):  # reckon with its own numbers
            continue
        for node in ast.walk(ast.parse(source)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("int", "float")
            ):
                if node.args and isinstance(node.args[0], ast.Constant):
                    continue
                assert (name, node.func.id) in READ_ELSEWHERE, (
                    f"{name} reads a number: use catalog/numbers.py"
                )
                met.add((name, node.func.id))
            types = (
                [each.value for each in node.keywords if each.arg == "type"]
                if isinstance(node, ast.Call)
                else []
            )
            names = [each.id for each in types if isinstance(each, ast.Name)]
            assert not {"int", "float"}.intersection(names), f"{name}: an option takes a number as it comes"
            named = getattr(node, "attr", "")
            assert named not in ("INT", "FLOAT", "FloatRange"), (
                f"{name}: an option takes a number as it comes"
            )
            assert named != "IntRange" or name == "cli/options.py", f"{name}: use cli/options.py's Whole"
    assert met == READ_ELSEWHERE, "of the reasons some stand for nothing"
