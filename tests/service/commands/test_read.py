import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from typer.testing import CliRunner

from models.page import Page, TextLine
from service.cli import app
from service.commands.read import _print_table
from tests.harness.samples import sample

PHONE = sample("phone")


def test_the_lines_of_a_picture_are_printed_as_a_table() -> None:
    result = CliRunner().invoke(app, ["read", str(PHONE.path)], env={"COLUMNS": "200"})

    assert result.exit_code == 0
    assert f"{PHONE.width} x {PHONE.height}" in result.stdout
    cells = [cell for line in result.stdout.splitlines() for cell in line.split("│")]
    assert PHONE.share_read(cells) > 0.8


def test_pictures_are_printed_as_json_and_drawn(tmp_path: Path) -> None:
    chat = sample("chat")
    pictures = [str(PHONE.path), str(chat.path)]
    result = CliRunner().invoke(app, ["read", *pictures, "--json", "--draw", str(tmp_path / "drawn")])
    rows = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [row["image"] for row in rows] == pictures
    assert chat.share_read(line["text"] for line in rows[1]["lines"]) > 0.8
    with Image.open(tmp_path / "drawn" / f"001-{PHONE.path.name}.png") as drawn:
        assert drawn.size == (2 * PHONE.width, PHONE.height)


EMILY = {
    "name": "Emily Chen",
    "phone": "13822334455",
    "province": "江苏省",
    "city": "苏州市",
    "district": "吴中区",
    "detail_address": "88 Jinshan Road",
}


def _card(tmp_path: Path) -> str:
    card = Image.new("RGB", (900, 300), "white")
    lines = ("Name: Emily Chen", "Phone: 13822334455", "Address: 88 Jinshan Road, Wuzhong District, Suzhou")
    font = ImageFont.load_default(32)
    for index, text in enumerate(lines):
        ImageDraw.Draw(card).text((40, 40 + 80 * index), text, "black", font)
    card.save(tmp_path / "card.png")
    return str(tmp_path / "card.png")


def test_the_contact_of_a_picture_is_printed_on_request(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["read", _card(tmp_path), "--contact"], env={"COLUMNS": "200"})
    cells = [tuple(cell.strip() for cell in line.split("│")[1:-1]) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert {cell for cell in cells if cell and cell[0] in EMILY} == set(EMILY.items())


def test_the_json_of_a_picture_has_its_contact_on_request(tmp_path: Path) -> None:
    card = _card(tmp_path)
    with_contact, without = (
        json.loads(CliRunner().invoke(app, ["read", card, "--json", *more]).stdout)
        for more in (["--contact"], [])
    )

    assert with_contact["contact_info"] == EMILY
    assert "contact_info" not in without


def test_one_picture_is_drawn_to_the_named_file(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    CliRunner().invoke(app, ["read", str(PHONE.path), "--draw", str(target)])

    assert target.exists()


def test_a_broken_picture_is_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    result = CliRunner().invoke(app, ["read", str(broken), str(PHONE.path), "--json"])

    assert result.exit_code == 1
    assert [json.loads(line)["image"] for line in result.stdout.splitlines()] == [str(PHONE.path)]
    assert result.stderr.count("\n") == 1
    assert "broken.png: The data is not a picture in a supported format" in result.stderr


@pytest.mark.parametrize("target", ["out.xyz", "out"])
def test_a_drawing_with_an_unknown_suffix_is_wrong_usage(tmp_path: Path, target: str) -> None:
    result = CliRunner().invoke(
        app, ["read", str(PHONE.path), "--draw", str(tmp_path / target)], env={"COLUMNS": "300"}
    )

    assert result.exit_code == 2
    assert "must end in" in result.stderr


def test_several_pictures_are_not_drawn_to_one_file(tmp_path: Path) -> None:
    target = tmp_path / "out.png"
    target.write_bytes(b"kept")
    result = CliRunner().invoke(app, ["read", *[str(PHONE.path)] * 2, "--draw", str(target)])

    assert result.exit_code == 2
    assert target.read_bytes() == b"kept"


def test_a_drawing_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    target = tmp_path / "file" / "out.png"
    result = CliRunner().invoke(app, ["read", str(PHONE.path), "--draw", str(target)])

    assert result.exit_code == 1
    assert result.stderr.startswith("wangtu: ")
    assert result.stderr.count("\n") == 1


def test_a_file_that_does_not_exist_is_wrong_usage() -> None:
    assert CliRunner().invoke(app, ["read", "nowhere.png"]).exit_code == 2


def test_brackets_in_a_text_are_not_markup(capsys: pytest.CaptureFixture[str]) -> None:
    quad = np.array([[0, 0], [9, 0], [9, 9], [0, 9]], np.float32)
    _print_table(Path("a.png"), Page(10, 10, (TextLine(quad, "[red]x[/red]", 1.0),)))

    assert "[red]x[/red]" in capsys.readouterr().out
